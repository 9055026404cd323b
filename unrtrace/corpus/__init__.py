"""A folder of documents, indexed: its works, their citations and events.

>>> with Corpus() as corpus:
...     work = corpus.work("resolution 51/148")
...     len(corpus), "A/RES/47/4" in corpus, work.id, work.adopted
(4, False, 'A/RES/51/148', datetime.date(1996, 12, 13))
"""

import datetime
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from unrtrace.corpus.citations import CitationRow, citations_in, citations_of
from unrtrace.corpus.event_reports import Adoption, EventReport, events
from unrtrace.corpus.index_reader import IndexReader
from unrtrace.corpus.lookup import AmbiguousName, identifier_of
from unrtrace.corpus.records import RelatedDocument, Version, Work, read_work
from unrtrace.corpus.resolver import AMBIGUOUS, MISSING, RESOLVED, SELF, Resolution, resolve
from unrtrace.index import opening
from unrtrace.index.errors import CorpusError
from unrtrace.index.locate import locate
from unrtrace.symbols import Symbol, SymbolError

if TYPE_CHECKING:
    from unrtrace.index.update import Progress
    from unrtrace.text.organisations import Organisations

__all__ = [
    "AMBIGUOUS",
    "MISSING",
    "RESOLVED",
    "SELF",
    "Adoption",
    "CitationRow",
    "Corpus",
    "CorpusError",
    "EventReport",
    "RelatedDocument",
    "Resolution",
    "Version",
    "Work",
]

Folders = str | Path | Sequence[str | Path] | None


class Corpus:
    """The documents of one folder or of several.

    Without a path it is the folder that the command line would use: `UNRTRACE_CORPUS`, else the nearest folder upwards
    with a `corpus.toml`, else the bundled documents. On opening, the index is compared with the files and brought up
    to date, unless `update` is false; `progress` is called with the state of that update. The index lies in the user's
    cache folder, or where `index` names a file.

    `len` gives the number of works, iteration yields them, and `in` says whether the corpus has a document. `close`,
    or the end of a `with` block, closes the index.

    Nothing is printed: what a user should know, for example that an index is rebuilt, is issued as an `IndexWarning`.
    Raises `CorpusError` if the folder, its settings or the index cannot be used.

    Attributes:
        path: the folder, the first of several
        paths: all folders
        index: the file of the index, or `:memory:`
        failed: path and reason of each file that could not be read
        warnings: path and warning of files that were read with one
        reader: the open index, for the modules of this package
    """

    def __init__(
        self,
        path: Folders = None,
        *,
        index: str | Path | None = None,
        update: bool = True,
        progress: "Callable[[Progress], None] | None" = None,
    ) -> None:
        names = [path] if isinstance(path, (str, Path)) else path or []
        located = locate(*map(str, names))
        self.path, self.paths, self.reason = located.path, located.paths, located.reason
        option = str(index) if index else None
        if update:
            opened = opening.open_updated(self.paths, option, progress=progress)
        else:
            opened = opening.open_without_update(self.paths, option)
        self.index = opened.path
        self.reader = IndexReader(opened.connection, opened.path)
        self.failed, self.warnings = self.reader.file_problems()
        self._works: dict[str, Work] = {}
        self._identifiers: dict[str, tuple[str, ...]] = {}

    def close(self) -> None:
        """Close the index; the corpus cannot be used after that."""
        self.reader.connection.close()

    def __enter__(self) -> "Corpus":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"Corpus({', '.join(repr(str(path)) for path in self.paths)})"

    @cached_property
    def organisations(self) -> "Organisations":
        """The program's table of organisations, with those that the corpus adds."""
        from unrtrace.index.organisations_file import read_organisations

        return read_organisations(*self.paths)

    @cached_property
    def unread(self) -> list[tuple[str, str, str]]:
        """Path, kind (as `.eml`) and what to do for each file of a kind that is not read."""
        return self.reader.unread_files()

    @cached_property
    def damaged(self) -> list[tuple[str, str]]:
        """Path and damage of each file that is damaged and was read as far as possible."""
        return self.reader.damaged_files()

    # -- works -----------------------------------------------------------------------------

    def __len__(self) -> int:
        return int(self.reader.tuples("SELECT count(*) FROM work")[0][0])

    def __iter__(self) -> Iterator[Work]:
        return iter(self.works())

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and self.work(name) is not None

    def works(self) -> list[Work]:
        """Return every work, in the order of the identifiers."""
        rows = self.reader.rows("SELECT n.text FROM work w JOIN identifier n ON n.id = w.id ORDER BY n.text")
        found = (self._work(row["text"]) for row in rows)
        return [work for work in found if work]

    def work(self, name: str) -> Work | None:
        """Return the work with a name, or None if no work or several have it.

        A name is a symbol in any spelling, an identifier of the corpus's own, or a phrase such as `resolution 51/148`.
        """
        work = self._work(name)
        if work or isinstance(name, Symbol):
            return work
        try:
            return self._work(identifier_of(self, name))
        except (SymbolError, AmbiguousName):
            return None

    def _work(self, name: str) -> Work | None:
        """Return the work with exactly this symbol or identifier."""
        works = self.works_named(name)
        if len(works) != 1:
            return None
        if works[0] not in self._works:
            self._works[works[0]] = read_work(self.reader, works[0])
        return self._works[works[0]]

    def works_named(self, name: str) -> tuple[str, ...]:
        """Return the identifiers of the works with a symbol or identifier: that of the one whose first it is, else all.

        Upper and lower case count only if names differ in nothing else.
        """
        name = str(name)
        if name not in self._identifiers:
            rows = self.reader.rows(
                "SELECT DISTINCT n.text, a.work = n.id AS own, w.text AS work FROM identifier n"
                " JOIN alias a ON a.name = n.id"
                " JOIN identifier w ON w.id = a.work WHERE n.text = ? COLLATE NOCASE ORDER BY w.text",
                (name,),
            )
            rows = [row for row in rows if row["text"] == name] or rows
            rows = [row for row in rows if row["own"]] or rows
            self._identifiers[name] = tuple(dict.fromkeys(row["work"] for row in rows))
        return self._identifiers[name]

    def names_of(self, work: str) -> list[str]:
        """Return every symbol and identifier of a work."""
        rows = self.reader.rows(
            "SELECT DISTINCT a.text FROM identifier n JOIN alias ON alias.work = n.id"
            " JOIN identifier a ON a.id = alias.name"
            " WHERE n.text = ? COLLATE NOCASE AND n.text = ? ORDER BY a.text",
            (work, work),
        )
        return [row["text"] for row in rows]

    def resolve(
        self,
        symbol: str | None,
        candidates: Iterable[str] = (),
        *,
        citing: str | None = None,
        also: Iterable[str] = (),
    ) -> Resolution:
        """Return the work that a citation refers to, and the outcome: resolved, missing, ambiguous or self.

        `candidates` and `also` are those of the citation, `citing` is the work that cites.
        """
        return resolve(self.works_named, symbol, tuple(candidates), citing, tuple(also))

    def related_documents(self, name: str) -> list[RelatedDocument]:
        """Return the drafts, reports, parents, revisions, addenda and corrigenda of a document, and what it became."""
        from unrtrace.corpus.related_documents import related_documents

        return related_documents(self, name)

    def cited_symbols(self) -> list[str]:
        """Return every symbol that is in the corpus or cited there."""
        rows = self.reader.rows(
            "SELECT text FROM identifier n WHERE EXISTS (SELECT 1 FROM edge WHERE cited = n.id)"
            " OR EXISTS (SELECT 1 FROM alias WHERE name = n.id)"
        )
        return [row["text"] for row in rows]

    # -- citations and events --------------------------------------------------------------

    def citations_in(self, work: str) -> list[CitationRow]:
        """Return the citations in the files of a work, in text order."""
        return citations_in(self.reader, work)

    def citations_of(self, names: Iterable[str]) -> list[CitationRow]:
        """Return the citations of any of some symbols, as a part of a double symbol too, by work and text order."""
        return citations_of(self.reader, names)

    def events(
        self,
        names: Iterable[str] = (),
        *,
        works: Iterable[str] = (),
        own: Iterable[str] = (),
        since: datetime.date | None = None,
        until: datetime.date | None = None,
    ) -> list[EventReport]:
        """Return every dated event that the documents report, oldest first, one row a report.

        `names` are codes of organisations and symbols: only events with one of them. `works`: only what these works
        report. `own`: only what these works report about themselves. If any of the three is given, reports that may be
        of the same events are added: adoptions of the same symbols, and other reports of the same day and kind or
        scheduled for it. `since` and `until` are both included.
        """
        return events(self.reader, names, works, own, since, until)
