"""The nearest of some words before or after a place, by plain search: a few words in a short window.

>>> words = Nearest({"letter": ["letter*"], "meeting": ["held", "session"]}, "en")
>>> text = flat("the session was held; in a letter of")
>>> words.before(text, len(text)), words.after(text, 5, len(text))
((33, 'letter'), (16, 'meeting'))
>>> words.before(flat("upheld on"), 9)
"""

from collections.abc import Iterable, Mapping

from unrtrace.extractor.organisations import MARKS, flat

CLITICS = frozenset("وفبكل")


class Nearest:
    """Words of a language by tag; `*` at a word's end stands for any ending."""

    def __init__(self, words: Mapping[str, Iterable[str]], language: str) -> None:
        self.language = language
        rows = [(word, tag) for tag, row in words.items() for word in row]
        self.rows = [
            (flat(word.rstrip("*").strip()), word.endswith("*") or language == "zh", tag) for word, tag in rows
        ]
        self.rows = [row for row in self.rows if "*" not in row[0]]
        self.rows.sort(key=lambda row: -len(row[0]))

    def plain(self, text: str) -> str:
        """A piece of text as it is searched: flat, without Arabic marks."""
        return flat(MARKS.sub("", text) if self.language == "ar" else text)

    def before(self, text: str, end: int) -> tuple[int, str] | None:
        """Where the last word that begins before `end` ends (at most at `end`), and its tag."""
        best, found = -1, None
        for word, open_end, tag in self.rows:
            position = text.rfind(word, max(0, best + 1), end)
            while position > best:
                last = position + len(word)
                if self._is_word(text, position, last, open_end):
                    best, found = position, (min(last, end), tag)
                    break
                position = text.rfind(word, best + 1, position + len(word) - 1)
        return found

    def after(self, text: str, start: int, end: int) -> tuple[int, str] | None:
        """Where the first word between two places begins, and its tag."""
        best, found = end, None
        for word, open_end, tag in self.rows:
            position = text.find(word, start, best)
            while position >= 0:
                if self._is_word(text, position, position + len(word), open_end):
                    best, found = position, (position, tag)
                    break
                position = text.find(word, position + 1, best)
        return found

    def _is_word(self, text: str, first: int, last: int, open_end: bool) -> bool:
        if self.language == "zh":
            return True
        if not open_end and text[last : last + 1].isalpha():
            return False
        before = text[first - 1] if first else " "
        if not before.isalnum():
            return True
        return before in CLITICS and not text[first - 2 : first - 1].isalpha()
