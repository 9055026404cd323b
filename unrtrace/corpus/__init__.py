"""A folder of documents, indexed, and what it answers to.

>>> corpus = Corpus()
>>> work = corpus.work("A/RES/51/148")
>>> work.adopted, [version.language for version in work.versions]
('1996-12-13', ['en', 'fr'])
"""

import json
import os
import sqlite3
import zlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from unrtrace.corpus.event_reports import Adoption, EventRow, events, summed, tellings_of
from unrtrace.corpus.records import CitationRow, Relative, Version, Work
from unrtrace.corpus.related_documents import family
from unrtrace.corpus.resolver import AMBIGUOUS, MISSING, RESOLVED, SELF, Resolution, resolve
from unrtrace.index import database, opening
from unrtrace.index.errors import CorpusError
from unrtrace.index.locate import Located, locate

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
    "EventRow",
    "Located",
    "Relative",
    "Resolution",
    "Version",
    "Work",
]

Folders = str | Path | Sequence[str | Path] | None
MANY = 500  # values in one statement
LINE = 120  # bytes of a description, about
KEPT = 256  # files whose sentences are kept unpacked
CITATIONS = (
    "SELECT c.*, w.text AS work, v.language, f.path, s.text AS symbol FROM citation c"
    " JOIN document_file v ON v.id = c.version JOIN file f ON f.id = v.id JOIN identifier w ON w.id = v.work"
    " LEFT JOIN identifier s ON s.id = c.identifier_id"
)
ORDER = " ORDER BY w.text, v.language <> 'en', v.language, f.path, c.number"


class Corpus:
    """The documents of one folder or of several; with no path, the folder that `locate` finds.

    The index is compared with the files and brought up to date, unless `update` is false. It is in the user's
    cache folder, or where `index` names a file. `failed` lists the files that could not be read, `warnings` what
    was odd about others, with reasons. Raises `CorpusError` where the folder, its settings or the index cannot
    be used.
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
        self.located = locate(*map(str, names))
        self.path, self.paths = self.located.path, self.located.paths
        option = str(index) if index else None
        if update:
            opened = opening.up_to_date(self.paths, option, progress=progress)
        else:
            opened = opening.as_it_is(self.paths, option)
        self.database, self.index = opened.connection, opened.path
        self._works: dict[str, tuple[str, ...]] = {}
        self._held: dict[str, Work] = {}
        self._lines: dict[int, list[str]] = {}
        self._read: dict[tuple[int, int], str] = {}
        told = self.rows(
            "SELECT path, error, warnings FROM file WHERE error IS NOT NULL OR warnings IS NOT NULL ORDER BY path"
        )
        self.failed: list[tuple[str, str]] = [(row["path"], row["error"]) for row in told if row["error"]]
        self.warnings: list[tuple[str, str]] = [
            (row["path"], text) for row in told if row["warnings"] for text in json.loads(row["warnings"])
        ]

    def rows(self, statement: str, values: Sequence[Any] = ()) -> list[sqlite3.Row]:
        """What a statement finds in the index; `CorpusError` where the index turns out to be damaged."""
        try:
            return self.database.execute(statement, values).fetchall()
        except sqlite3.DatabaseError as error:
            raise self._damaged(error) from None

    def tuples(self, statement: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """The same as plain tuples, for many rows."""
        cursor = self.database.cursor()
        cursor.row_factory = None
        try:
            return cursor.execute(statement, values).fetchall()
        except sqlite3.DatabaseError as error:
            raise self._damaged(error) from None

    def _damaged(self, error: Exception) -> Exception:
        if isinstance(error, sqlite3.Error) and database.is_busy(error):
            return CorpusError(f"the index {self.index} cannot be read: {error}")
        if isinstance(error, sqlite3.Error) and not database.is_damage(error):
            return error
        database.distrust(self.index)
        return CorpusError(f"the index {self.index} is damaged ({error}): run the command again, it builds it anew")

    @cached_property
    def organisations(self) -> "Organisations":
        """The program's organisations with the corpus' own."""
        from unrtrace.index.organisations_file import read_organisations

        return read_organisations(*self.paths)

    # -- works -----------------------------------------------------------------------------

    def works_named(self, name: str) -> tuple[str, ...]:
        """The identifiers of the works that answer to a name: the one that has it as its first, else all others.

        Case counts only where names differ in nothing else.
        """
        name = str(name)
        if name not in self._works:
            rows = self.rows(
                "SELECT DISTINCT n.text, a.work = n.id AS own, w.text AS work FROM identifier n"
                " JOIN alias a ON a.name = n.id"
                " JOIN identifier w ON w.id = a.work WHERE n.text = ? COLLATE NOCASE ORDER BY w.text",
                (name,),
            )
            rows = [row for row in rows if row["text"] == name] or rows
            rows = [row for row in rows if row["own"]] or rows
            self._works[name] = tuple(dict.fromkeys(row["work"] for row in rows))
        return self._works[name]

    def work(self, name: str) -> Work | None:
        """The work that answers to a symbol or to an identifier of the corpus' own; None where none or several do."""
        works = self.works_named(name)
        if len(works) != 1:
            return None
        (identifier,) = works
        if identifier not in self._held:
            (row,) = self.rows(
                "SELECT n.text AS id, w.symbol, w.organ, w.title, w.adopted, w.issued, w.dated, w.letter"
                " FROM identifier n JOIN work w ON w.id = n.id WHERE n.text = ? COLLATE NOCASE AND n.text = ?",
                (identifier, identifier),
            )
            versions = self.rows(
                "SELECT v.language, f.path, v.title FROM document_file v JOIN file f ON f.id = v.id JOIN identifier n"
                " ON n.id = v.work WHERE n.text = ? COLLATE NOCASE AND n.text = ?"
                " ORDER BY v.language <> 'en', v.language, v.is_primary DESC, f.path",
                (identifier, identifier),
            )
            self._held[identifier] = Work(**dict(row), versions=tuple(Version(**dict(one)) for one in versions))
        return self._held[identifier]

    def works(self) -> list[Work]:
        """Every work of the corpus, in the order of their identifiers."""
        names = self.rows("SELECT n.text FROM work w JOIN identifier n ON n.id = w.id ORDER BY n.text")
        found = (self.work(row["text"]) for row in names)
        return [work for work in found if work]

    def resolve(
        self,
        symbol: str | None,
        candidates: Iterable[str] = (),
        *,
        citing: str | None = None,
        also: Iterable[str] = (),
    ) -> Resolution:
        """Which work answers to a citation: resolved, missing, ambiguous or self."""
        return resolve(self.works_named, symbol, tuple(candidates), citing, tuple(also))

    def names_of(self, work: str) -> list[str]:
        """Every symbol that a work answers to."""
        rows = self.rows(
            "SELECT DISTINCT a.text FROM identifier n JOIN alias ON alias.work = n.id"
            " JOIN identifier a ON a.id = alias.name"
            " WHERE n.text = ? COLLATE NOCASE AND n.text = ? ORDER BY a.text",
            (work, work),
        )
        return [row["text"] for row in rows]

    def why(self, work: str) -> list[tuple[str, str]]:
        """What says that files are a work: each file with corpus.toml, masthead, file name or none of these."""
        rows = self.rows(
            "SELECT f.path, v.identified_by FROM identifier n JOIN document_file v ON v.work = n.id"
            " JOIN file f ON f.id = v.id"
            " WHERE n.text = ? COLLATE NOCASE AND n.text = ? ORDER BY v.is_primary DESC, f.path",
            (work, work),
        )
        return [(row["path"], row["identified_by"]) for row in rows]

    def why_named(self, work: str, name: str) -> str | None:
        """Why a work answers to a name that is not its first: as a half of its joint symbol, as a part in it."""
        rows = self.rows(
            "SELECT a.why FROM identifier n JOIN alias a ON a.name = n.id JOIN identifier w ON w.id = a.work"
            " WHERE n.text = ? COLLATE NOCASE AND w.text = ? AND n.id <> w.id",
            (name, work),
        )
        return rows[0]["why"] if rows else None

    def family(self, name: str) -> list[Relative]:
        """The drafts, reports, parents, revisions, addenda and corrigenda of a document, and what it became."""
        return family(self, name)

    # -- citations -------------------------------------------------------------------------

    def citations_in(self, work: str) -> list[CitationRow]:
        """What the versions of a work cite, in text order."""
        return self._citations(f"{CITATIONS} WHERE w.text = ? COLLATE NOCASE AND w.text = ?{ORDER}", (work, work))

    def citations_of(self, names: Iterable[str]) -> list[CitationRow]:
        """Where any of some names is cited, also as a half of a joint symbol, by work and text order."""
        wanted = set(map(str, names))
        found: list[CitationRow] = []
        for part in _slices(list(self.numbers_of(wanted).values())):
            marks = ", ".join("?" * len(part))
            found += self._citations(
                f"{CITATIONS} WHERE (c.identifier_id IN ({marks}) OR c.joint_symbols IS NOT NULL)"
                f" AND c.version IN (SELECT version FROM edge WHERE cited IN ({marks})){ORDER}",
                (*part, *part),
            )
        return [row for row in found if row.symbol in wanted or wanted.intersection(row.also)]

    def _citations(self, statement: str, values: Sequence[Any]) -> list[CitationRow]:
        rows = self.rows(statement, values)
        texts = self._texts(rows, "sentence")
        return [CitationRow.from_row(row, self.terms, text) for row, text in zip(rows, texts, strict=True)]

    def numbers_of(self, names: Iterable[str]) -> dict[str, int]:
        """The numbers of names, those of works among them; none for a name that does not occur."""
        return {
            row["text"]: row["id"]
            for part in _slices(sorted(set(names)))
            for row in self.rows(
                f"SELECT id, text FROM identifier WHERE text COLLATE NOCASE IN ({', '.join('?' * len(part))})", part
            )
            if row["text"] in part
        }

    def names_by(self, numbers: Iterable[int]) -> set[str]:
        """The names of numbers."""
        rows = self.tuples(
            "SELECT text FROM identifier WHERE id IN (SELECT value FROM json_each(?))", (json.dumps(sorted(numbers)),)
        )
        return {text for (text,) in rows}

    def _texts(self, rows: Sequence[sqlite3.Row], column: str) -> list[str]:
        """The passages of rows in their order, each file's unpacked once."""
        texts = [""] * len(rows)
        for place in sorted(range(len(rows)), key=lambda place: rows[place]["version"]):
            texts[place] = self.passage(rows[place]["version"], rows[place][column])
        return texts

    def passage(self, version: int, number: int) -> str:
        """A sentence or description of a file by its number in it."""
        if (version, number) in self._read:
            return self._read[version, number]
        lines = self.passages(version)
        if number >= len(lines):
            raise self._damaged(IndexError("a passage is missing"))
        return lines[number]

    def read_passages(self, said: Iterable[tuple[int, int]]) -> None:
        """Unpack many descriptions, by their files and their numbers in these, each file's once, and keep them."""
        wanted: defaultdict[int, list[int]] = defaultdict(list)
        for version, number in said:
            if (version, number) not in self._read:
                wanted[version].append(number)
        for part in _slices(sorted(wanted)):
            marks = ", ".join("?" * len(part))
            for version, packed in self.tuples(
                f"SELECT version, text_lines FROM passage WHERE version IN ({marks})", part
            ):
                lines = self._beginning(packed, max(wanted[version]))
                for number in wanted[version]:
                    self._read[version, number] = lines[number].decode()

    def passages(self, version: int) -> list[str]:
        """The sentences and descriptions of a file by their numbers; none for a file that is not held."""
        if version not in self._lines:
            if len(self._lines) >= KEPT:
                self._lines.clear()
            rows = self.rows("SELECT text_lines FROM passage WHERE version = ?", (version,))
            self._lines[version] = [line.decode() for row in rows for line in self._unpacked(row["text_lines"])]
        return self._lines[version]

    def _beginning(self, packed: bytes, last: int) -> list[bytes]:
        """The lines of a file up to one of the first, and the rest of what came with it."""
        unpacker, size = zlib.decompressobj(), LINE * (last + 1)
        try:
            text = unpacker.decompress(packed, size)
            while text.count(b"\n") <= last and (more := unpacker.decompress(unpacker.unconsumed_tail, size)):
                text += more
        except zlib.error as error:
            raise self._damaged(error) from None
        lines = text.split(b"\n", last + 1)
        if len(lines) <= last:
            raise self._damaged(IndexError("a passage is missing"))
        return lines

    def _unpacked(self, packed: bytes) -> list[bytes]:
        try:
            return zlib.decompress(packed).split(b"\n")
        except zlib.error as error:
            raise self._damaged(error) from None

    @cached_property
    def terms(self) -> dict[int, str]:
        """Kinds, places, relations, organs and the like by their numbers."""
        return {row["id"]: row["text"] for row in self.rows("SELECT id, text FROM vocabulary")}

    # -- events and the rest ---------------------------------------------------------------

    def events(
        self,
        names: Iterable[str] = (),
        *,
        works: Iterable[str] = (),
        own: Iterable[str] = (),
        since: str | None = None,
        until: str | None = None,
    ) -> list[EventRow]:
        """Every dated event that the documents tell, oldest first, one row a telling; ISO days bound them.

        `names` (codes of organisations, symbols) keeps those that have one of them, `works` what these works tell,
        `own` what these say of themselves; and with all of them what may be told of the same events: adoptions of the
        same symbols, and of the same day what is not an adoption of a symbol and of one kind with it or scheduled.
        """
        return events(self, names, works, own, since, until)

    def summed_events(
        self, names: Iterable[str], *, since: str | None = None, until: str | None = None
    ) -> list[EventRow]:
        """The same of names, but of an adoption that all tell alike one row, which has an `adoption`."""
        return summed(self, names, since, until)

    def tellings_of(self, adoption: Adoption) -> list[EventRow]:
        """What an adoption sums up, oldest first, one row a telling."""
        return tellings_of(self, adoption)

    def paths_of(self, versions: Iterable[int]) -> dict[int, str]:
        """The files of versions by their numbers, below the corpus' folder."""
        rows = self.tuples(
            "SELECT id, path FROM file WHERE id IN (SELECT value FROM json_each(?))", (json.dumps(sorted(versions)),)
        )
        return dict(rows)

    def cited_symbols(self) -> list[str]:
        """Every symbol that is held or cited, for suggestions."""
        rows = self.rows(
            "SELECT text FROM identifier n WHERE EXISTS (SELECT 1 FROM edge WHERE cited = n.id)"
            " OR EXISTS (SELECT 1 FROM alias WHERE name = n.id)"
        )
        return [row["text"] for row in rows]

    def where(self, path: str) -> tuple[Path, str] | None:
        """The folder of a file that the index names, and its name below it; None for a file that it does not hold."""
        rows = self.rows(
            "SELECT r.path AS root, f.name_bytes FROM file f JOIN folder r ON r.id = f.folder WHERE f.path = ?", (path,)
        )
        return (Path(rows[0]["root"]), os.fsdecode(rows[0]["name_bytes"])) if rows else None

    def is_stale(self, path: str) -> bool:
        """Whether a file is no longer what the index holds of it."""
        rows = self.rows(
            "SELECT r.path AS root, f.name_bytes, f.size, f.mtime FROM file f"
            " JOIN folder r ON r.id = f.folder WHERE f.path = ?",
            (path,),
        )
        return bool(rows) and not database.is_as_held(rows[0])


def _slices(values: Sequence[Any]) -> Iterator[Sequence[Any]]:
    """Values in portions that one statement can take."""
    for start in range(0, len(values), MANY):
        yield values[start : start + MANY]
