"""The nearest of some words before or after an offset, within a short window.

>>> words = NearestWord({"letter": ["letter*"], "meeting": ["held", "session"]}, "en")
>>> text = "The session was held; in a letter of"
>>> words.before(text, 0, len(text), (20, 200)), words.after(text, 15, len(text))
((3, 'letter'), (1, 'meeting'))
>>> words.before("upheld on", 0, 9, (20,)), words.before("letters and sessions", 0, 20, (8, 20))
(None, (14, 'letter'))
"""

import re
from collections.abc import Iterable, Mapping

from unrtrace.text.gazetteer import NON_WORD, fold_case
from unrtrace.text.language import language_of
from unrtrace.text.name_pattern import AFTER_LETTER
from unrtrace.text.phrase_pattern import trie_pattern

WINDOWS = 60, 200  # characters: first a short window is searched, then a longer one


class NearestWord:
    """Words of a language by tag; `*` at the end of a word stands for any ending."""

    def __init__(self, words: Mapping[str, Iterable[str]], language: str) -> None:
        self.language = language_of(language)
        rows = [(fold_case(word), tag) for tag, row in words.items() for word in row if "*" not in word[:-1]]
        self.tags = {word.rstrip("*"): tag for word, tag in reversed(rows)}
        own = self.language
        pieces = [
            [*map(re.escape, word.rstrip("*")), AFTER_LETTER if own.spaces and word[-1] != "*" else ""]
            for word, _ in rows
        ]
        edge = rf"[{NON_WORD}\d_]" if own.spaces else ""
        clitics = f"[{own.clitics.letters}]??" if own.clitics else ""
        self.pattern = re.compile(f"{edge}{clitics}({trie_pattern(pieces)})")
        self.edge = bool(edge)  # whether a match begins with the character before the word

    def before(
        self, text: str, first: int, last: int, windows: Iterable[int], width: int = 0
    ) -> tuple[int, str] | None:
        """Return the distance of the last word between two offsets from the second one, and its tag; None without any.

        The distance does not count the ending that `*` stands for. The text before `last` is searched in windows of
        the given lengths, short ones first, each longer by `width`.
        """
        for window in windows:
            left = max(first, last - width - window)
            plain, match = self._plain(text[left:last]), None
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
        """Return the distance of the first word between two offsets from the first one, and its tag, or None."""
        match = self.pattern.search(f" {self._plain(text[first:last])}")
        return (match.start() + self.edge - 1, self.tags[match[1]]) if match else None

    def _plain(self, text: str) -> str:
        """Return a text as it is searched: case-folded and without marks between letters."""
        return fold_case(self.language.without_marks(text))
