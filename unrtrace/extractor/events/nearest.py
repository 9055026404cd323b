"""The nearest of some words before or after a place, in a short window.

>>> words = Nearest({"letter": ["letter*"], "meeting": ["held", "session"]}, "en")
>>> text = flat("the session was held; in a letter of")
>>> words.before(text), words.after(text[11:])
((33, 'letter'), (5, 'meeting'))
>>> words.before(flat("upheld on"))
"""

import re
from collections.abc import Iterable, Mapping

from unrtrace.extractor.spotting import bare, flat

CLITICS = "[وفبكل]?"


class Nearest:
    """Words of a language by tag; `*` at a word's end stands for any ending."""

    def __init__(self, words: Mapping[str, Iterable[str]], language: str) -> None:
        self.language = language
        rows = [(flat(word), tag) for tag, row in words.items() for word in row if "*" not in word[:-1]]
        rows.sort(key=lambda row: -len(row[0]))
        self.tags = [tag for _, tag in rows]
        whole = "" if language == "zh" else r"(?![^\W\d_])"
        each = "|".join(f"({re.escape(word.rstrip('*'))}){'' if word.endswith('*') else whole}" for word, _ in rows)
        edge = {"zh": "", "ar": rf"(?<![^\W_]){CLITICS}"}.get(language, r"(?<![^\W_])")
        initials = "".join(sorted({re.escape(word[0]) for word, _ in rows}))
        first = f"(?=[{initials}])" if language != "ar" else ""
        self.pattern = re.compile(f"{first}{edge}(?:{each})")

    def plain(self, text: str) -> str:
        """A piece of text as it is searched: flat, without Arabic marks."""
        return flat(bare(text) if self.language == "ar" else text)

    def before(self, text: str) -> tuple[int, str] | None:
        """Where the last word of a text ends, and its tag."""
        matches = list(self.pattern.finditer(text))
        return (matches[-1].end(), self._tag(matches[-1])) if matches else None

    def after(self, text: str) -> tuple[int, str] | None:
        """Where the first word of a text begins, and its tag."""
        match = self.pattern.search(text)
        return (match.start(), self._tag(match)) if match else None

    def _tag(self, match: re.Match[str]) -> str:
        return self.tags[(match.lastindex or 1) - 1]
