"""Back-references in footnotes: *Ibid.* and *op. cit.*, each bound to one earlier citation or to none.

*Ibid.* is what the footnote right before cites first; where that footnote's own citation was not recognised, it stays
unbound rather than reach further back. *op. cit.* is the one work that an earlier footnote cites by the author or title
before it: bound only where one earlier footnote alone names that author or title, and cites one work, after the name.
"""

import re
from bisect import bisect_left
from functools import cache

from unrtrace.documents.footnotes import Footnote
from unrtrace.extractor.attribution import Evidence
from unrtrace.extractor.context import pinpoints
from unrtrace.extractor.lexicon import Lexicon
from unrtrace.extractor.mention import Mention
from unrtrace.extractor.mentions import publications
from unrtrace.extractor.state import State

OPENING = 40  # characters at the beginning of a footnote in which *Ibid.* stands
FOLLOWED = re.compile(r"[\s.,،，*_]*(?=\w)")  # something follows: a part, or another work of the same title
SHORTEST, LONGEST = 3, 120  # characters of an author's or a title's name
MAX_NOTES = 20  # earlier footnotes with a word of the name; a word in more of them identifies none
EDGES = " \t\n,.;:،؛，。_*«»“”\"'()（）《》"
MARK = re.compile(r"[\s*\d⁰¹²³⁴-⁹()\[\]/.]*")
WORD = re.compile(r"\w+")


def find(state: State) -> list[Mention]:
    """Return the citations that the back-references of the footnotes stand for; `state.mentions` are all others."""
    return [*_ibid(state), *_op_cit(state)]


def _reference(start: int, end: int, work: Mention) -> Mention:
    evidence = (Evidence("back-reference", work.start, work.end, work.symbol or ""),)
    return Mention(start, end, work.symbol, work.kind, work.body, "ibid", also=work.also, evidence=evidence)


# ---- Ibid. -----------------------------------------------------------------------------------------


@cache
def _ibid_pattern(words: Lexicon) -> re.Pattern[str]:
    return words.compile(rf"{words.any_of(words.table['notes']['ibid'])}(?!\w)")


@cache
def _ibid_words(words: Lexicon) -> frozenset[str]:
    """Return the first word of each form in capitals and small letters."""
    stems = {form.split("[")[0].split()[0].rstrip(".") for form in words.table["notes"]["ibid"]}
    return frozenset(form for stem in stems for form in (stem, stem.lower(), stem.upper(), stem.capitalize()))


def _ibid(state: State) -> list[Mention]:
    text, notes, words = state.whole.text, state.whole.footnotes.values(), state.words
    openings = "\n".join([text[note.start : note.start + OPENING] for note in notes])
    if not any(word in openings for word in _ibid_words(words)):
        return []
    starts = [mention.start for mention in state.mentions]
    bound: list[Mention] = []
    antecedent: Mention | None = None
    for _, start, end, _ in notes:
        first = bisect_left(starts, start)
        if first < len(starts) and starts[first] < end:
            antecedent = state.mentions[first]
        elif antecedent and (found := _same_work(text, start, end, antecedent, words)):
            bound += found
        else:
            antecedent = None
    return bound


def _same_work(text: str, start: int, end: int, antecedent: Mention, words: Lexicon) -> list[Mention]:
    """Return the work before with the part that a footnote names; another volume of a treaty series is another work."""
    match = _ibid_pattern(words).search(text, start, min(end, start + OPENING))
    if not match:
        return []
    if antecedent.kind == "treaty" and (found := publications.treaties_at(text, match.end(), words)):
        for mention in found:
            mention.via = "ibid" if mention.via == "publication" else mention.via
        return found
    after = FOLLOWED.match(text, match.end(), end)
    if after and not pinpoints.names_part(text, match.end(), words):
        return []
    return [_reference(match.start(), match.end(), antecedent)]


# ---- op. cit. --------------------------------------------------------------------------------------


@cache
def _see(words: Lexicon) -> re.Pattern[str]:
    edge = r"(?!\w)" if words.edge else ""
    return words.compile(words.any_of(words.table["notes"]["see"]) + edge)


def _op_cit(state: State) -> list[Mention]:
    text, notes = state.whole.text, state.whole.footnotes
    first = next((note.start for note in notes.values()), len(text))
    places: list[tuple[int, int]] = []
    for form in state.words.table["notes"]["op_cit"]:
        start = text.find(form, first)
        while start >= 0:
            places.append((start, end := start + len(form)))
            start = text.find(form, end)
    if not places:
        return []
    places.sort()
    works = _Works(state, [start for start, _ in places])
    return [found for start, end in places if (found := works.cited_at(start, end))]


class _Works:
    """The footnotes of a document by the words in them, but for those that say *op. cit.* themselves."""

    def __init__(self, state: State, places: list[int]) -> None:
        self.text, self.words, self.mentions = state.whole.text, state.words, state.mentions
        self.starts = [mention.start for mention in self.mentions]
        self.notes = list(state.whole.footnotes.values())
        self.ends = [note.end for note in self.notes]
        self.by_word: dict[str, list[int]] = {}
        for index, note in enumerate(self.notes):
            if bisect_left(places, note.start) == bisect_left(places, note.end):
                for word in set(WORD.findall(self.text, note.start, note.end)):
                    self.by_word.setdefault(word, []).append(index)

    def cited_at(self, start: int, end: int) -> Mention | None:
        """Return what the *op. cit.* between two offsets stands for, or None."""
        index = bisect_left(self.ends, start)
        if index == len(self.notes) or self.notes[index].start > start:
            return None
        note = self.notes[index]
        name = None if self._cited(note.start, start) else _name(self.text[note.start : start], self.words)
        naming = self._naming(name, index) if name else []
        if len(naming) != 1:
            return None
        work = self._cited(naming[0][0].start, naming[0][0].end)
        return _reference(start, end, work[0]) if len(work) == 1 and work[0].start >= naming[0][1] else None

    def _naming(self, name: str, index: int) -> list[tuple[Footnote, int]]:
        """Return the footnotes before that of an index that name an author or a title, with the end of the name."""
        rare = min((self.by_word.get(word, []) for word in WORD.findall(name)), key=len, default=[])
        earlier = rare[: bisect_left(rare, index)]
        if len(earlier) > MAX_NOTES:
            return []
        pattern = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)")
        notes = [self.notes[one] for one in earlier]
        return [(note, hit.end()) for note in notes if (hit := pattern.search(self.text, note.start, note.end))]

    def _cited(self, start: int, end: int) -> list[Mention]:
        mentions = self.mentions[bisect_left(self.starts, start) : bisect_left(self.starts, end)]
        return [mention for mention in mentions if mention.symbol]


def _name(opening: str, words: Lexicon) -> str | None:
    """Return the author or title named between a footnote's mark and *op. cit.*, or None."""
    mark = MARK.match(opening)
    name = opening[mark.end() if mark else 0 :].strip(EDGES)
    if see := _see(words).match(name):
        name = name[see.end() :].strip(EDGES)
    return name if SHORTEST <= len(name) <= LONGEST and not name[0].islower() else None
