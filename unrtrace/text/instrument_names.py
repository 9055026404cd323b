"""The names of instruments and of publications cited by number, and where a text has them.

>>> named_in("the Charter of the United Nations and the Treaty Series", "en")
[(4, 33, 'Charter'), (42, 55, 'treaty_series')]
"""

from functools import cache

from unrtrace.facts import load
from unrtrace.text.gazetteer import Gazetteer, NameTable
from unrtrace.text.language import facts, language_of
from unrtrace.text.name_pattern import Span, in_title_marks

PUBLICATIONS = ("treaty_series", "official_records")
NOUN = "noun"  # the code of a noun that names a body too, such as UNSCR
NO_INSTRUMENTS = frozenset((*PUBLICATIONS, NOUN))  # the codes of all that is searched for with the instruments


@cache
def names(language: str) -> NameTable:
    """Return the names of all instruments in a language, of the publications, and the nouns that name a body."""
    rows = [(name, code) for code, row in load("instruments").items() for name in row.get(language, [])]
    rows += [(name, table) for table in PUBLICATIONS for name in facts(language)["publications"][table]]
    return NameTable([*rows, *((noun, NOUN) for nouns in facts(language)["nouns"]["of"].values() for noun in nouns)])


def named_in(text: str, language: str) -> list[Span]:
    """Return where a text has such names, with capitals as the table prints them: half-open span and code.

    In a language with title marks the name of an instrument counts only within them.
    """
    marks = language_of(language).title_marks
    if not marks:
        return _gazetteer(language).spans(text)[0]
    found = in_title_marks(text, titles(language), marks)
    for table in PUBLICATIONS:
        for name in facts(language)["publications"][table]:
            start = text.find(name)
            while start >= 0:
                found.append((start, start + len(name), table))
                start = text.find(name, start + 1)
    return sorted(found)


@cache
def titles(language: str) -> dict[str, str]:
    """Return the codes of instruments by their names."""
    return {name: code for name, code in names(language).rows if code not in NO_INSTRUMENTS}


@cache
def _gazetteer(language: str) -> Gazetteer:
    return Gazetteer(language, names(language))
