"""`Ibid.` in a footnote: what the footnote before cites, or nothing.

It is bound only where the footnote right before was recognised and cites one work first; where that
footnote's own citation was not recognised, `Ibid.` stays unbound rather than reach further back.
"""

import re
from bisect import bisect_left
from functools import cache

from unrtrace.documents import Document
from unrtrace.extractor.context import pinpoints
from unrtrace.extractor.lexicon import Lexicon
from unrtrace.extractor.mention import Mention
from unrtrace.extractor.mentions import publications

HEAD = 40  # characters at the beginning of a footnote
OTHER = re.compile(r"[\s.,،，*_]*(?=\w)")  # something follows: a part, or another work of the same title


@cache
def _ibid(words: Lexicon) -> re.Pattern[str]:
    return words.compile(rf"{words.either(words.table['notes']['ibid'])}(?!\w)")


@cache
def _signs(words: Lexicon) -> frozenset[str]:
    """The first word of each form in capitals and small letters."""
    stems = {form.split("[")[0].split()[0].rstrip(".") for form in words.table["notes"]["ibid"]}
    return frozenset(form for stem in stems for form in (stem, stem.lower(), stem.upper(), stem.capitalize()))


def find(document: Document, finds: list[Mention], words: Lexicon) -> list[Mention]:
    """The citations that the `Ibid.` of the footnotes stand for; `finds` are all others, in text order."""
    text, notes = document.text, document.notes.values()
    heads = "\n".join([text[note.start : note.start + HEAD] for note in notes])
    if not any(sign in heads for sign in _signs(words)):
        return []
    starts = [found.start for found in finds]
    bound: list[Mention] = []
    antecedent: Mention | None = None
    for _, start, end, _ in notes:
        first = bisect_left(starts, start)
        if first < len(starts) and starts[first] < end:
            antecedent = finds[first]
        elif antecedent and (found := _bound(text, start, end, antecedent, words)):
            bound.append(found)
        else:
            antecedent = None
    return bound


def _bound(text: str, start: int, end: int, antecedent: Mention, words: Lexicon) -> Mention | None:
    """The work before with the part that a footnote names; another volume of a treaty series is another treaty."""
    match = _ibid(words).search(text, start, min(end, start + HEAD))
    if not match:
        return None
    if antecedent.kind == "treaty" and (found := publications.treaty_at(text, match.end(), words)):
        found.via = "ibid"
        return found
    after = OTHER.match(text, match.end(), end)
    if after and not pinpoints.names_part(text, match.end(), words):
        return None
    return Mention(
        match.start(), match.end(), antecedent.symbol, antecedent.kind, antecedent.body, "ibid", also=antecedent.also
    )
