"""The nearest of some words before or after a place, in a short window.

>>> words = Nearest({"letter": ["letter*"], "meeting": ["held", "session"]}, "en")
>>> text = flat("the session was held; in a letter of")
>>> words.before(text), words.after(text[11:])
((33, 'letter'), (5, 'meeting'))
>>> words.before(flat("upheld on"))
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from unrtrace.extractor.spotting import bare, flat
from unrtrace.languages import branch

WORD = re.compile(r"[^\W\d_]+")
CLITICS = frozenset("وفبكل")
INITIALS = 3  # letters by which a word is looked up, one in Chinese


class Nearest:
    """Words of a language by tag; `*` at a word's end stands for any ending."""

    def __init__(self, words: Mapping[str, Iterable[str]], language: str) -> None:
        self.language = language
        self.table: dict[str, list[tuple[str, bool, str]]] = {}
        rows = [(flat(word), tag) for tag, row in words.items() for word in row if "*" not in word[:-1]]
        for word, tag in sorted(rows, key=lambda row: -len(row[0])):
            stem = word.rstrip("*")
            first = WORD.match(stem)
            key = stem[:1] if language == "zh" else stem[: min(INITIALS, first.end() if first else INITIALS)]
            self.table.setdefault(key, []).append((stem, word.endswith("*") or language == "zh", tag))
        # Only where a word begins as one of the table does, after a clitic in Arabic, is it looked up.
        tree: dict[str, Any] = {}
        for key in self.table:
            node = tree
            for sign in key:
                node = node.setdefault(re.escape(sign), {})
            node[""] = {}
        clitic = f"[{''.join(sorted(CLITICS))}]?" if language == "ar" else ""
        before, word = ("", ".") if language == "zh" else (r"[\W\d_]", r"[^\W\d_]+")
        self.pattern = re.compile(f"{before}(?={clitic}{branch(tree)})({word})")

    def plain(self, text: str) -> str:
        """A piece of text as it is searched: flat, without Arabic marks."""
        return flat(bare(text) if self.language == "ar" else text)

    def before(self, text: str) -> tuple[int, str] | None:
        """Where the last word of a text ends, and its tag."""
        for match in reversed(list(self.pattern.finditer(" " + text))):
            if found := self._at(text, match.start(1) - 1, match[1]):
                return found[0] + len(found[1]), found[2]
        return None

    def after(self, text: str) -> tuple[int, str] | None:
        """Where the first word of a text begins, and its tag."""
        for match in self.pattern.finditer(" " + text):
            if found := self._at(text, match.start(1) - 1, match[1]):
                return found[0], found[2]
        return None

    def _at(self, text: str, start: int, word: str) -> tuple[int, str, str] | None:
        """The word that begins at a place, or after one clitic there: its place, stem and tag."""
        if rows := self.table.get(word[:INITIALS]) or (self.table.get(word[:2]) if len(word) == 2 else None):
            for stem, is_open, tag in rows:
                last = start + len(stem)
                if text.startswith(stem, start) and (is_open or not text[last : last + 1].isalpha()):
                    return start, stem, tag
        if self.language == "ar" and word[0] in CLITICS and len(word) > INITIALS:
            for stem, is_open, tag in self.table.get(word[1 : 1 + INITIALS], ()):
                last = start + 1 + len(stem)
                if text.startswith(stem, start + 1) and (is_open or not text[last : last + 1].isalpha()):
                    return start, text[start:last], tag
        return None
