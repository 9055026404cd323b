"""The nearest of some words before or after a place, in a short window.

>>> words = Nearest({"letter": ["letter*"], "meeting": ["held", "session"]}, "en")
>>> text = "The session was held; in a letter of"
>>> words.before(text, 0, len(text), (20, 200)), words.after(text, 15, len(text))
((3, 'letter'), (1, 'meeting'))
>>> words.before("upheld on", 0, 9, (20,)), words.before("letters and sessions", 0, 20, (8, 20))
(None, (14, 'letter'))
"""

import re
from collections.abc import Iterable, Mapping

from unrtrace.text.gazetteer import NON_WORD, flat
from unrtrace.text.language import language_of
from unrtrace.text.name_pattern import AFTER_LETTER
from unrtrace.text.phrase_pattern import trie_pattern


class Nearest:
    """Words of a language by tag; `*` at a word's end stands for any ending."""

    def __init__(self, words: Mapping[str, Iterable[str]], language: str) -> None:
        self.language = language_of(language)
        rows = [(flat(word), tag) for tag, row in words.items() for word in row if "*" not in word[:-1]]
        self.tags = {word.rstrip("*"): tag for word, tag in reversed(rows)}
        own = self.language
        pieces = [
            [*map(re.escape, word.rstrip("*")), AFTER_LETTER if own.spaces and word[-1] != "*" else ""]
            for word, _ in rows
        ]
        edge = rf"[{NON_WORD}\d_]" if own.spaces else ""
        clitics = f"[{own.clitics.letters}]??" if own.clitics else ""
        self.pattern = re.compile(f"{edge}{clitics}({trie_pattern(pieces)})")
        self.edge = bool(edge)  # whether a match begins with the sign before the word

    def before(
        self, text: str, first: int, last: int, windows: Iterable[int], width: int = 0
    ) -> tuple[int, str] | None:
        """How far before an offset the last word since another one ends, its ending left out, and its tag.

        It is looked for in windows before the offset, the small ones first; `width` of what ends there is added.
        """
        for window in windows:
            left = max(first, last - width - window)
            plain, match = self.plain(text[left:last]), None
            if left == first:
                plain = f" {plain}"
            for match in self.pattern.finditer(plain):  # noqa: B007
                pass
            if match:
                return len(plain) - match.end(), self.tags[match[1]]
            if left == first:
                return None
        return None

    def after(self, text: str, first: int, last: int) -> tuple[int, str] | None:
        """How far after an offset the first word until another one begins, and its tag."""
        match = self.pattern.search(f" {self.plain(text[first:last])}")
        return (match.start() + self.edge - 1, self.tags[match[1]]) if match else None

    def plain(self, text: str) -> str:
        """A piece of text as it is searched: flat, without Arabic marks."""
        return flat(self.language.without_marks(text))
