"""*op. cit.* in a footnote: the one work that an earlier footnote cites by the author or title before it, or nothing.

It is bound only where one earlier footnote alone names that author or title, and cites one work, after the name.
"""

import re
from bisect import bisect_left
from functools import cache

from unrtrace.documents import Document
from unrtrace.documents.footnotes import Note
from unrtrace.extractor.lexicon import Lexicon
from unrtrace.extractor.mention import Mention

SHORTEST, LONGEST = 3, 120  # characters of an author's or a title's name
MOST = 20  # earlier footnotes with a word of the name; where more have it, it tells none of them
EDGES = " \t\n,.;:،؛，。_*«»“”\"'()（）《》"
MARK = re.compile(r"[\s*\d⁰¹²³⁴-⁹()\[\]/.]*")
WORD = re.compile(r"\w+")


@cache
def _see(words: Lexicon) -> re.Pattern[str]:
    edge = "" if words.language == "zh" else r"(?!\w)"
    return words.compile(words.either(words.table["notes"]["see"]) + edge)


def find(document: Document, finds: list[Mention], words: Lexicon) -> list[Mention]:
    """The citations that the *op. cit.* of the footnotes stand for; `finds` are all others, in text order."""
    first = next((note.start for note in document.notes.values()), len(document.text))
    places: list[tuple[int, int]] = []
    for form in words.table["notes"]["op_cit"]:
        start = document.text.find(form, first)
        while start >= 0:
            places.append((start, end := start + len(form)))
            start = document.text.find(form, end)
    if not places:
        return []
    places.sort()
    works = _Works(document, finds, [start for start, _ in places])
    return [found for start, end in places if (found := works.bound(start, end, words))]


class _Works:
    """The footnotes of a document by the words in them, but for those that say *op. cit.* themselves."""

    def __init__(self, document: Document, finds: list[Mention], places: list[int]) -> None:
        self.text, self.finds = document.text, finds
        self.starts = [found.start for found in finds]
        self.notes = list(document.notes.values())
        self.ends = [note.end for note in self.notes]
        self.by_word: dict[str, list[int]] = {}
        for index, note in enumerate(self.notes):
            if bisect_left(places, note.start) == bisect_left(places, note.end):
                for word in set(WORD.findall(self.text, note.start, note.end)):
                    self.by_word.setdefault(word, []).append(index)

    def bound(self, start: int, end: int, words: Lexicon) -> Mention | None:
        """What the *op. cit.* between two offsets stands for."""
        place = bisect_left(self.ends, start)
        if place == len(self.notes) or self.notes[place].start > start:
            return None
        note = self.notes[place]
        name = None if self._cited(note.start, start) else _name(self.text[note.start : start], words)
        naming = self._naming(name, place) if name else []
        if len(naming) != 1:
            return None
        work = self._cited(naming[0][0].start, naming[0][0].end)
        if len(work) != 1 or work[0].start < naming[0][1]:
            return None
        return Mention(start, end, work[0].symbol, work[0].kind, work[0].body, "ibid", also=work[0].also)

    def _naming(self, name: str, place: int) -> list[tuple[Note, int]]:
        """The footnotes before one of an index that name an author or a title, with the end of the name."""
        rare = min((self.by_word.get(word, []) for word in WORD.findall(name)), key=len, default=[])
        earlier = rare[: bisect_left(rare, place)]
        if len(earlier) > MOST:
            return []
        spelt = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)")
        notes = [self.notes[index] for index in earlier]
        return [(note, hit.end()) for note in notes if (hit := spelt.search(self.text, note.start, note.end))]

    def _cited(self, start: int, end: int) -> list[Mention]:
        finds = self.finds[bisect_left(self.starts, start) : bisect_left(self.starts, end)]
        return [found for found in finds if found.symbol]


def _name(head: str, words: Lexicon) -> str | None:
    """The author or title named between a footnote's mark and *op. cit.*"""
    opening = MARK.match(head)
    name = head[opening.end() if opening else 0 :].strip(EDGES)
    if see := _see(words).match(name):
        name = name[see.end() :].strip(EDGES)
    return name if SHORTEST <= len(name) <= LONGEST and not name[0].islower() else None
