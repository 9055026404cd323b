"""The nearest of some words before or after a place, in a short window.

>>> words = Nearest({"letter": ["letter*"], "meeting": ["held", "session"]}, "en")
>>> text = words.plain("The session was held; in a letter of")
>>> words.before(text), words.after(text[15:])
((33, 'letter'), (1, 'meeting'))
>>> words.before("upheld on"), words.before("letters and sessions")
(None, (6, 'letter'))
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from unrtrace.extractor.spotting import LETTER_ENDS, bare, flat

CLITICS = "وفبكل"


class Nearest:
    """Words of a language by tag; `*` at a word's end stands for any ending."""

    def __init__(self, words: Mapping[str, Iterable[str]], language: str) -> None:
        self.language = language
        rows = [(flat(word), tag) for tag, row in words.items() for word in row if "*" not in word[:-1]]
        self.tags = {word.rstrip("*"): tag for word, tag in reversed(rows)}
        tree: dict[str, Any] = {}
        for word, _ in rows:
            node = tree
            for sign in word.rstrip("*"):
                node = node.setdefault(re.escape(sign), {})
            node["" if word.endswith("*") or language == "zh" else LETTER_ENDS] = {}
        if language == "zh":
            self.pattern = re.compile(f"()({_longest(tree)})")
        else:
            clitic = f"[{CLITICS}]??" if language == "ar" else ""
            self.pattern = re.compile(rf"[\W\d_]({clitic})({_longest(tree)})")

    def plain(self, text: str) -> str:
        """A piece of text as it is searched: flat, without Arabic marks."""
        return flat(bare(text) if self.language == "ar" else text)

    def before(self, text: str, *, whole: bool = True) -> tuple[int, str] | None:
        """Where the last word of a plain text ends, its ending left out, and its tag.

        A text that is not `whole` may begin inside a word, which then is not looked at.
        """
        match = None
        for match in self.pattern.finditer(f" {text}" if whole else text):  # noqa: B007
            pass
        return (match.end() - whole, self.tags[match[2]]) if match else None

    def after(self, text: str) -> tuple[int, str] | None:
        """Where the first word of a plain text begins, and its tag."""
        match = self.pattern.search(f" {text}")
        return (match.start(1) - 1, self.tags[match[2]]) if match else None


def _longest(tree: dict[str, Any]) -> str:
    """The pattern of a tree of signs: what is longer before what ends sooner."""
    rows = [sign + _longest(rest) for sign, rest in tree.items() if rest]
    rows += [end for end in (LETTER_ENDS, "") if end in tree]
    return rows[0] if len(rows) == 1 else f"(?:{'|'.join(rows)})"
