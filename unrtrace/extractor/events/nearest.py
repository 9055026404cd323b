"""The nearest of some words before or after a place, in a short window.

>>> words = Nearest({"letter": ["letter*"], "meeting": ["held", "session"]}, "en")
>>> text = "The session was held; in a letter of"
>>> words.before(text, 0, len(text)), words.after(text, 15, len(text))
((3, 'letter'), (1, 'meeting'))
>>> words.before("upheld on", 0, 9), words.before("letters and sessions", 0, 20)
(None, (14, 'letter'))
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from unrtrace.extractor.spotting import APART, LETTER_ENDS, bare, flat

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
            self.pattern = re.compile(rf"[{APART}\d_]({clitic})({_longest(tree)})")

    def before(self, text: str, first: int, last: int, *, whole: bool = True) -> tuple[int, str] | None:
        """How far before an offset the last word since another one ends, its ending left out, and its tag.

        A stretch that is not `whole` may begin inside a word, which then is not looked at.
        """
        plain, match = self._plain(text, first, last, whole), None
        for match in self.pattern.finditer(plain):  # noqa: B007
            pass
        return (len(plain) - match.end(), self.tags[match[2]]) if match else None

    def after(self, text: str, first: int, last: int) -> tuple[int, str] | None:
        """How far after an offset the first word until another one begins, and its tag."""
        match = self.pattern.search(self._plain(text, first, last))
        return (match.start(1) - 1, self.tags[match[2]]) if match else None

    def _plain(self, text: str, first: int, last: int, whole: bool = True) -> str:
        """A stretch of text as it is searched: flat, without Arabic marks, a space before it."""
        plain = flat(bare(text[first:last]) if self.language == "ar" else text[first:last])
        return f" {plain}" if whole else plain


def _longest(tree: dict[str, Any]) -> str:
    """The pattern of a tree of signs: what is longer before what ends sooner."""
    rows = [sign + _longest(rest) for sign, rest in tree.items() if rest]
    rows += [end for end in (LETTER_ENDS, "") if end in tree]
    return rows[0] if len(rows) == 1 else f"(?:{'|'.join(rows)})"
