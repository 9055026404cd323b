"""A folder of documents, indexed, and what it answers to.

>>> corpus = Corpus()
>>> work = corpus.work("A/RES/51/148")
>>> work.adopted, [version.language for version in work.versions]
('1996-12-13', ['en', 'fr'])
"""

from collections.abc import Iterable
from functools import cached_property
from pathlib import Path

from unrtrace.corpus.errors import CorpusError
from unrtrace.corpus.index import build
from unrtrace.corpus.locate import Located, locate
from unrtrace.corpus.organisations import read_organisations
from unrtrace.corpus.resolver import MISSING, RESOLVED, Resolution, resolve
from unrtrace.corpus.settings import read_settings
from unrtrace.corpus.works import CitationRow, EventRow, Version, Work

__all__ = [
    "MISSING",
    "RESOLVED",
    "CitationRow",
    "Corpus",
    "CorpusError",
    "EventRow",
    "Located",
    "Resolution",
    "Version",
    "Work",
]


class Corpus:
    """The documents of one folder; with no path, the folder that `locate` finds.

    `organisations` is the program's table with the corpus' own rows, `failed` lists the files that could not
    be read, `warnings` what was odd about others, with reasons.
    Raises `CorpusError` where the folder or its settings cannot be used.
    """

    def __init__(self, path: str | Path | None = None) -> None:
        self.located = locate(str(path) if path is not None else None)
        self.path = self.located.path
        self.organisations = read_organisations(self.path)
        self._database, self.failed, self.warnings = build(self.path, read_settings(self.path), self.organisations)

    @cached_property
    def _names(self) -> dict[str, str]:
        return {row["name"].casefold(): row["work"] for row in self._database.execute("SELECT name, work FROM name")}

    def work(self, name: str) -> Work | None:
        """The work that answers to a symbol or to an identifier of the corpus' own."""
        identifier = self._names.get(str(name).casefold())
        if identifier is None:
            return None
        row = self._database.execute("SELECT * FROM work WHERE id = ?", (identifier,)).fetchone()
        versions = self._database.execute(
            "SELECT language, path, title FROM version WHERE work = ? ORDER BY language <> 'en', language, path",
            (identifier,),
        )
        return Work(**dict(row), versions=tuple(Version(**dict(version)) for version in versions))

    def works(self) -> list[Work]:
        """Every work of the corpus, in the order of their identifiers."""
        found = (self.work(row["id"]) for row in self._database.execute("SELECT id FROM work ORDER BY id"))
        return [work for work in found if work]

    def resolve(self, symbol: str | None, candidates: Iterable[str] = (), *, citing: str | None = None) -> Resolution:
        """Which work answers to a citation: resolved, missing, ambiguous or self."""
        return resolve(lambda name: self._names.get(name.casefold()), symbol, tuple(candidates), citing)

    def citations_in(self, work: str) -> list[CitationRow]:
        """What the versions of a work cite, in text order."""
        return self._citations("v.work = ?", (work,))

    def citations_of(self, names: Iterable[str]) -> list[CitationRow]:
        """Where any of some names is cited, by work and text order."""
        wanted = tuple(names)
        return self._citations(f"c.symbol IN ({', '.join('?' * len(wanted))})", wanted)

    def _citations(self, condition: str, values: tuple[str, ...]) -> list[CitationRow]:
        rows = self._database.execute(
            "SELECT c.*, v.work, v.language, v.path FROM citation c JOIN version v ON v.id = c.version"
            f" WHERE {condition} ORDER BY v.work, v.language <> 'en', v.language, v.path, c.start",
            values,
        )
        return [CitationRow.from_row(row) for row in rows]

    def names_of(self, work: str) -> list[str]:
        """Every symbol that a work answers to."""
        rows = self._database.execute("SELECT name FROM name WHERE work = ? ORDER BY name", (work,))
        return [row["name"] for row in rows]

    def events(self, names: Iterable[str] = ()) -> list[EventRow]:
        """Every dated event that the documents tell, oldest first, one row a telling.

        `names` (codes of organisations, symbols) keeps those that have one of them, and whatever is told of the
        same days or of the same symbols, so that an event is whole.
        """
        wanted = tuple(names)
        condition = "1"
        if wanted:
            told = f"SELECT event FROM event_name WHERE name IN ({', '.join('?' * len(wanted))})"
            condition = (
                f"e.date IN (SELECT date FROM event WHERE id IN ({told})) OR e.id IN (SELECT event FROM event_name"
                f" WHERE name LIKE '%/%' AND name IN (SELECT name FROM event_name WHERE event IN ({told})))"
            )
        rows = self._database.execute(
            "SELECT e.*, v.work, v.language, v.path FROM event e JOIN version v ON v.id = e.version"
            f" WHERE {condition} ORDER BY e.date, v.work, v.language <> 'en', v.language, v.path, e.line",
            wanted * 2,
        )
        return [EventRow.from_row(row) for row in rows]

    def cited_symbols(self) -> list[str]:
        """Every symbol that is held or cited, for suggestions."""
        rows = self._database.execute(
            "SELECT name FROM name UNION SELECT symbol FROM citation WHERE symbol IS NOT NULL"
        )
        return [row[0] for row in rows]
