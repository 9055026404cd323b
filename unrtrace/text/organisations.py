"""Which organisations a text names, in six languages, by the table of names and acronyms.

The table is `facts/organisations.toml`; a corpus may add rows of its own to it, so a table is a value
that is passed down.

>>> table = standard()
>>> sorted(table.named("l'Organisation internationale pour les migrations (OIM)", "fr"))
['IOM']
>>> own = table.extended({"XYZ": {"en": ["Example Institute"], "acronyms": {"en": ["XYZ"]}}})
>>> sorted(own.named("the Example Institute and UNDP", "en")), own.code_of("example institute")
(['UNDP', 'XYZ'], 'XYZ')
"""

from collections.abc import Callable, Iterable, Mapping
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from unrtrace.facts import Tables, load
from unrtrace.text.language import codes, language_of

if TYPE_CHECKING:
    from unrtrace.text.gazetteer import Gazetteer
    from unrtrace.text.name_pattern import Span

HOMOGRAPH = "homograph"
Row = Mapping[str, Any]


class NamesInText(NamedTuple):
    """The half-open spans of names in a text, each with its code, in text order."""

    organisations: "list[Span]"
    instruments: "list[Span]"


class Organisations:
    """A table of organisations by code: names, acronyms and former names in the six languages.

    Rows have the shape of those in `facts/organisations.toml`; `homographs` reads those at its end.
    """

    def __init__(self, rows: Mapping[str, Row], homographs: Callable[[], Iterable[Row]] = tuple) -> None:
        self.rows, self._homographs = rows, homographs
        self._gazetteers: dict[str, Gazetteer] = {}
        self._last: tuple[str, str, NamesInText] | None = None

    @cached_property
    def homographs(self) -> tuple[Row, ...]:
        """The forms that stand for two organisations."""
        return tuple(self._homographs())

    def extended(self, rows: Mapping[str, Row]) -> "Organisations":
        """This table with more rows; a row of a code that is there adds its names to it."""
        merged = dict(self.rows)
        for code, row in rows.items():
            merged[code] = _joined(merged[code], row) if code in merged else row
        return Organisations(merged, self._homographs)

    def forms(self, language: str) -> list[tuple[str, str]]:
        """Return names, acronyms and former names of all organisations in a language, each with its code."""
        rows: list[tuple[str, str]] = []
        for code, row in self.rows.items():
            former = [old for old in row.get("former", []) if old["language"] == language]
            rows += [(name, code) for name in (*row.get(language, []), *(old["name"] for old in former))]
            acronyms = [*row.get("acronyms", {}).get(language, []), *(old.get("acronym") for old in former)]
            rows += [(form, code) for form in acronyms if form]
        return rows

    def names(self, language: str) -> list[tuple[str, str]]:
        """The forms of a language that stand for one organisation whatever the year, each with its code."""
        open_forms = self._ambiguous(language)
        return [row for row in self.forms(language) if row[0] not in open_forms]

    def _ambiguous(self, language: str) -> dict[str, Row]:
        return {row["form"]: row for row in self.homographs if row["language"] == language}

    def found(
        self, text: str, language: str | None, start: int = 0, end: int | None = None, *, year: int | None = None
    ) -> list[tuple[int, int, str]]:
        """Every organisation named between two offsets: its span and code, in text order.

        `year` is that of the document: a form that stood for another organisation then is read as that one,
        and as none in the years in which it may be either.
        """
        tongue = language_of(language).code
        spans = self._search(text[start:end], tongue).organisations
        return [(start + first, start + last, code) for first, last, code in self.of_year(spans, tongue, year)]

    def names_in(self, text: str, language: str) -> "NamesInText":
        """Return where the text of a document names organisations and instruments, both found in one pass.

        A form that stood for several organisations is left open (see `of_year`). The answer for the last text is kept:
        the extractor asks for a document's instruments, and then the events for its organisations.
        """
        if self._last is None or self._last[0] != language or self._last[1] != text:
            self._last = language, text, self._search(text, language)
        return self._last[2]

    def _search(self, text: str, language: str) -> "NamesInText":
        if language not in self._gazetteers:
            from unrtrace.text import instrument_names
            from unrtrace.text.gazetteer import Gazetteer, NameTable

            open_forms = [(form, HOMOGRAPH + form) for form in self._ambiguous(language)]
            tables = [NameTable([*self.names(language), *open_forms], capitals=True)]
            if not language_of(language).title_marks:
                tables.append(instrument_names.names(language))
            self._gazetteers[language] = Gazetteer(language, *tables)
        found = self._gazetteers[language].spans(text)
        if len(found) == 1:
            from unrtrace.text.instrument_names import named_in

            return NamesInText(found[0], named_in(text, language))
        return NamesInText(*found)

    def of_year(self, spans: "Iterable[Span]", language: str, year: int | None) -> "list[Span]":
        """Those of the spotted organisations that a year's document can mean, each with its code."""
        return [
            (first, last, known)
            for first, last, code in spans
            if (known := code if code in self.rows else self._then(code, language, year))
        ]

    def _then(self, code: str, language: str, year: int | None) -> str:
        """The one organisation that a form stood for in a year, nothing where it may be several."""
        row = self._ambiguous(language)[code.removeprefix(HOMOGRAPH)]
        if year is not None and year < row.get("from", 0):
            return str(row.get("before", ""))
        if year is not None and year > row.get("to", 9999):
            return str(row.get("after", ""))
        return ""

    def named(
        self, text: str, language: str | None, start: int = 0, end: int | None = None, *, year: int | None = None
    ) -> set[str]:
        """The codes of the organisations named between two offsets."""
        return {code for _, _, code in self.found(text, language, start, end, year=year)}

    def code_of(self, query: str) -> str | None:
        """The code that a name or acronym in any of the six languages stands for, None where none does.

        A form that stood for several gives the one it stands for now.
        """
        wanted = " ".join(query.split())
        for code in self.rows:
            if code.casefold() == wanted.casefold():
                return code
        from unrtrace.text.name_pattern import pattern

        for row in self.homographs:
            if row["form"] == wanted:
                return str(row.get("after", row["codes"][0]))
        for language in codes():
            for name, code in self.forms(language):
                if name.casefold() == wanted.casefold() or (
                    "*" in name and pattern(name, language).fullmatch(wanted) is not None
                ):
                    return code
        for language in codes():
            for name, code in self.names(language):
                if pattern(name, language).fullmatch(wanted):
                    return code
        return None

    def near(self, query: str, limit: int = 3) -> list[str]:
        """Codes and names that look like a query, for a suggestion."""
        from difflib import get_close_matches

        pool = {name.casefold(): name for language in codes() for name, _ in self.forms(language)}
        pool |= {code.casefold(): code for code in self.rows}
        return [pool[name].replace("*", "") for name in get_close_matches(query.casefold(), pool, limit, 0.6)]

    @cached_property
    def codes(self) -> tuple[str, ...]:
        """All codes, in the order of the table."""
        return tuple(self.rows)


def _joined(old: Row, new: Row) -> dict[str, Any]:
    joined = dict(old)
    for name, value in new.items():
        before = joined.get(name)
        if isinstance(value, Mapping):
            joined[name] = _joined(before or {}, value)
        else:
            joined[name] = [*(before or []), *(item for item in value if item not in (before or []))]
    return joined


@cache
def standard() -> Organisations:
    """The table that comes with the program; who asks for one organisation does not wait for the others."""
    return Organisations(Tables("organisations", leave=HOMOGRAPH), lambda: load("organisations")[HOMOGRAPH])


def found_in(text: str, language: str | None, start: int = 0, end: int | None = None) -> list[tuple[int, int, str]]:
    """Every organisation of the standard table named between two offsets: its span and code, in text order."""
    return standard().found(text, language, start, end)
