"""Rows into the index, and out of it."""

import json
import sqlite3
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from unrtrace.index import adoption_summary, schema
from unrtrace.index.database import maker
from unrtrace.index.scan_files import Seen, labelled, whole

if TYPE_CHECKING:
    from unrtrace.index.file_record import Described

REMEMBERED = 100_000  # names whose numbers are kept in memory
DOCUMENT_FILE = ("id", "work", "language", "identified_by", "characters", *schema.WORK, "masthead")
CITED = list(schema.CITATION).index("identifier_id")
TRUST = "CASE identified_by WHEN 'corpus.toml' THEN 0 WHEN 'masthead' THEN 1 WHEN 'file name' THEN 2 ELSE 3 END"


def names_of(*lists: str | None) -> set[str]:
    """The names in JSON lists."""
    return {name for text in lists if text for name in json.loads(text)}


class Writer:
    """Adds and removes files; `settle` then brings the works they touched up to date."""

    def __init__(self, database: sqlite3.Connection, folders: tuple[Path, ...]) -> None:
        self.database, self.folders = database, folders
        self._numbers: dict[str, int] = {}
        self._terms: dict[str, int] = {}
        self._touched: set[int] = set()

    @contextmanager
    def batch(self) -> Iterator[None]:
        """A transaction."""
        self.database.execute("BEGIN IMMEDIATE")
        try:
            yield
            self.settle()
            self.database.execute("COMMIT")
        except BaseException:
            if self.database.in_transaction:
                self.database.execute("ROLLBACK")
            raise

    def roots(self) -> None:
        """Write which folders the index is of."""
        self.database.execute("DELETE FROM folder")
        self.database.executemany("INSERT INTO folder VALUES (?, ?)", list(enumerate(whole(self.folders))))

    def finish(self, mark: str, exclude: Iterable[str]) -> None:
        """Sum up adoptions; write that the index is complete: the state of the files it is of, who made it and when."""
        adoption_summary.rebuild(self.database)
        said = {
            "fingerprint": mark,
            "exclude": json.dumps(list(exclude), ensure_ascii=False),
            "build_id": maker(),
            "updated": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
        }
        self.database.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", list(said.items()))

    # -- files -----------------------------------------------------------------------------

    def touch(self, file: int, one: Seen) -> None:
        """A file whose content is what it was."""
        self.database.execute("UPDATE file SET size = ?, mtime = ? WHERE id = ?", (one.size, one.mtime, file))

    def rename(self, file: int, one: Seen) -> None:
        """A file under another name."""
        self.database.execute(
            "DELETE FROM file WHERE folder = ? AND name_bytes = ? AND id <> ?", (one.root, one.raw, file)
        )
        self.database.execute(
            "UPDATE file SET folder = ?, name_bytes = ?, path = ?, mtime = ? WHERE id = ?",
            (one.root, one.raw, labelled(one, self.folders), one.mtime, file),
        )
        self._touched.update(
            row[0] for row in self.database.execute("SELECT work FROM document_file WHERE id = ?", (file,))
        )
        told = self.database.execute(
            "SELECT DISTINCT adopted_symbol_id FROM event WHERE version = ?", (file,)
        ).fetchall()
        adoption_summary.mark_stale(self.database, (row[0] for row in told))

    def fail(self, one: Seen, file: int | None, stated: str, reason: str, mark: bytes | None = None) -> None:
        """A file that cannot be read, and why."""
        if file is not None:
            self.forget(file)
        self._file(one, mark, stated, reason, ())

    def _file(self, one: Seen, mark: bytes | None, stated: str, reason: str | None, warnings: tuple[str, ...]) -> int:
        row = self.database.execute(
            "INSERT INTO file (folder, name_bytes, path, size, mtime, hash, settings, error, warnings)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                one.root, one.raw, labelled(one, self.folders), one.size, one.mtime, mark, stated, reason,
                json.dumps(warnings, ensure_ascii=False) if warnings else None,
            ),
        )  # fmt: skip
        assert row.lastrowid is not None
        return row.lastrowid

    def add(self, one: Seen, stated: str, found: "Described") -> None:
        """A file with all that is in it."""
        file = self._file(one, found.hash, stated, None, found.warnings)
        numbers = {name: self._number(name, found.names) for name in found.names}
        work = numbers[found.work]
        self._touched.add(work)
        put = self.database.execute
        put("INSERT OR IGNORE INTO work (id) VALUES (?)", (work,))
        values = (file, work, found.language, found.named, found.characters, *found.facts, found.masthead)
        put(schema.insert("document_file", DOCUMENT_FILE), values)
        many = self.database.executemany
        many("INSERT INTO agenda VALUES (?, ?, ?, ?, ?)", [(file, *row) for row in found.agenda])
        many(
            "INSERT OR IGNORE INTO alias VALUES (?, ?, ?, ?)",
            [(numbers[name], file, work, why) for name, why in found.aliases],
        )
        put("INSERT INTO passage VALUES (?, ?)", (file, found.passages))
        for row in found.citations:
            row[CITED] = numbers[row[CITED]] if row[CITED] else None
        cited = [(file, number) for number in range(len(found.citations))]
        told = [(numbers[name] if name else 0, file, number) for number, name in enumerate(found.event_about)]
        for table, key, columns, numbered, rows in (
            ("citation", ("version", "number"), schema.CITATION, cited, found.citations),
            ("event", ("adopted_symbol_id", "version", "number"), schema.EVENT, told, found.events),
        ):
            terms = [place for place, column in enumerate(columns) if column in schema.TERMS]
            for row in rows:
                for place in terms:
                    row[place] = self._term(row[place])
            statement = schema.insert(table, (*key, *columns))
            many(statement, [(*first, *row) for first, row in zip(numbered, rows, strict=True)])
        many(
            "INSERT INTO event_participant VALUES (?, ?, ?, ?)",
            [(name, *event) for event, names in zip(told, found.event_names, strict=True) for name in names],
        )
        adoption_summary.mark_stale(self.database, {about for about, _, _ in told})
        edges = [(numbers[name], file, self._term(what), count) for (name, what), count in found.edges.items()]
        many("INSERT INTO edge VALUES (?, ?, ?, ?)", sorted(edges))
        put("INSERT INTO fulltext (rowid, text) VALUES (?, ?)", (file, found.words))

    def _number(self, name: str, family: Mapping[str, tuple[str | None, str | None]]) -> int:
        """The number of a name; a new one, with its parent, where it has none."""
        number = self._numbers.get(name)
        if number is None:
            rows = self.database.execute("SELECT id, text FROM identifier WHERE text = ? COLLATE NOCASE", (name,))
            number = next((row["id"] for row in rows if row["text"] == name), None)
            if number is None:
                parent, step = family[name]
                above = self._number(parent, family) if parent else None
                row = self.database.execute(
                    "INSERT INTO identifier (text, parent, step) VALUES (?, ?, ?)", (name, above, step)
                )
                assert row.lastrowid is not None
                number = row.lastrowid
            if len(self._numbers) >= REMEMBERED:
                self._numbers.clear()
            self._numbers[name] = number
        return number

    def _term(self, text: str | None) -> int | None:
        """The number of a term, a new one where it has none."""
        if text is None:
            return None
        if text not in self._terms:
            self.database.execute("INSERT OR IGNORE INTO vocabulary (text) VALUES (?)", (text,))
            row = self.database.execute("SELECT id FROM vocabulary WHERE text = ?", (text,)).fetchone()
            self._terms[text] = row["id"]
        return self._terms[text]

    def forget(self, file: int) -> None:
        """Remove a file with all that was in it. Its words stay in the full-text index, where nothing leads to them."""
        put = self.database.execute
        row = put("SELECT work FROM document_file WHERE id = ?", (file,)).fetchone()
        if row:
            self._touched.add(row["work"])
            cited = set()
            for identifier, joint in put(
                "SELECT identifier_id, joint_symbols FROM citation WHERE version = ?", (file,)
            ):
                if identifier is not None:
                    cited.add(identifier)
                if joint is not None:
                    cited.update(self._number(name, {}) for name in json.loads(joint))
            self.database.executemany(
                "DELETE FROM edge WHERE cited = ? AND version = ?", [(name, file) for name in cited]
            )
            told = put(
                "SELECT adopted_symbol_id, number, actors, symbols FROM event WHERE version = ?", (file,)
            ).fetchall()
            self.database.executemany(
                "DELETE FROM event_participant WHERE name = ? AND adopted_symbol_id = ? AND version = ? AND number = ?",
                [
                    (name, row["adopted_symbol_id"], file, row["number"])
                    for row in told
                    for name in names_of(row["actors"], row["symbols"])
                ],
            )
            adoption_summary.mark_stale(self.database, {row["adopted_symbol_id"] for row in told})
            put("DELETE FROM alias WHERE work = ? AND version = ?", (row["work"], file))
            for table in ("agenda", "citation", "event", "passage"):
                put(f"DELETE FROM {table} WHERE version = ?", (file,))
            put("DELETE FROM document_file WHERE id = ?", (file,))
            put("INSERT INTO meta VALUES ('deleted_files', '1') ON CONFLICT (key) DO UPDATE SET value = value + 1")
        put("DELETE FROM file WHERE id = ?", (file,))

    # -- works -----------------------------------------------------------------------------

    def settle(self) -> None:
        """What the touched works are, by their versions; those without a version are none any more."""
        for work in self._touched:
            self._settle(work)
        self._touched.clear()

    def _settle(self, work: int) -> None:
        rows = self.database.execute(
            f"SELECT v.*, f.path FROM document_file v JOIN file f ON f.id = v.id WHERE work = ?"
            f" ORDER BY language IS NOT 'en', language, {TRUST}, characters DESC, path",
            (work,),
        ).fetchall()
        if not rows:
            self.database.execute("DELETE FROM work WHERE id = ?", (work,))
            return
        best = [next((row[name] for row in rows if row[name] is not None), None) for name in schema.WORK]
        self.database.execute(
            f"UPDATE work SET {', '.join(f'{name} = ?' for name in schema.WORK)} WHERE id = ?", (*best, work)
        )
        seen: set[str | None] = set()
        for row in rows:
            is_primary = int(row["language"] not in seen or row["language"] is None)
            seen.add(row["language"])
            if is_primary != row["is_primary"]:
                self.database.execute("UPDATE document_file SET is_primary = ? WHERE id = ?", (is_primary, row["id"]))
