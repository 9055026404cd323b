"""Write rows to the index, and delete them."""

import json
import sqlite3
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from unrtrace.index import adoption_summary, schema
from unrtrace.index.database import build_id
from unrtrace.index.file_kinds import unread_kind
from unrtrace.index.scan_files import ScannedFile, UnreadFile, display_path, real_paths

if TYPE_CHECKING:
    from unrtrace.index.file_record import FileRecord

NAME_CACHE_SIZE = 100_000
DOCUMENT_FILE = ("id", "work", "language", "identified_by", "characters", *schema.WORK, "masthead")
CITED_COLUMN = list(schema.CITATION).index("identifier_id")
TRUST = "CASE identified_by WHEN 'corpus.toml' THEN 0 WHEN 'masthead' THEN 1 WHEN 'file name' THEN 2 ELSE 3 END"


def names_of(*lists: str | None) -> set[str]:
    """Return the names in some JSON lists."""
    return {name for text in lists if text for name in json.loads(text)}


class Writer:
    """Add, change and delete files. `recompute_works` then updates the works to which they belong."""

    def __init__(self, database: sqlite3.Connection, folders: tuple[Path, ...]) -> None:
        self.database, self.folders = database, folders
        self._name_ids: dict[str, int] = {}
        self._vocabulary: dict[str, int] = {}
        self._changed_works: set[int] = set()

    @contextmanager
    def batch(self) -> Iterator[None]:
        """Run a block as a transaction and recompute the works at its end."""
        self.database.execute("BEGIN IMMEDIATE")
        try:
            yield
            self.recompute_works()
            self.database.execute("COMMIT")
        except BaseException:
            if self.database.in_transaction:
                self.database.execute("ROLLBACK")
            raise

    @contextmanager
    def one_file(self) -> Iterator[None]:
        """Write the rows of one file: all of them or, if the block raises, none."""
        self.database.execute("SAVEPOINT one_file")
        try:
            yield
        except BaseException:
            if self.database.in_transaction:
                self.database.execute("ROLLBACK TO one_file")
                self.database.execute("RELEASE one_file")
            self._name_ids.clear()  # ids of rows that are no more
            self._vocabulary.clear()
            raise
        self.database.execute("RELEASE one_file")

    def write_folders(self) -> None:
        """Write the folders of the corpus."""
        self.database.execute("DELETE FROM folder")
        self.database.executemany("INSERT INTO folder VALUES (?, ?)", list(enumerate(real_paths(self.folders))))

    def write_unread(self, unread: Iterable[UnreadFile]) -> None:
        """Write which files are not read, instead of those of the last update."""
        self.database.execute("DELETE FROM unread_file")
        rows = ((one.folder, display_path(one, self.folders), one.kind) for one in unread)
        self.database.executemany("INSERT INTO unread_file VALUES (?, ?, ?)", rows)

    def finish(self, fingerprint: str, exclude: Iterable[str]) -> None:
        """Rebuild summaries and mark the index as complete, with the state of its files, the program and the time."""
        adoption_summary.rebuild(self.database)
        values = {
            "fingerprint": fingerprint,
            "exclude": json.dumps(list(exclude), ensure_ascii=False),
            "build_id": build_id(),
            "updated": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
        }
        self.database.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", list(values.items()))

    # -- files -----------------------------------------------------------------------------

    def update_mtime(self, file: int, scanned: ScannedFile) -> None:
        """Write the size and time of a file whose content has not changed."""
        self.database.execute("UPDATE file SET size = ?, mtime = ? WHERE id = ?", (scanned.size, scanned.mtime, file))

    def rename(self, file: int, scanned: ScannedFile) -> None:
        """Write the new name of a file."""
        self.database.execute(
            "DELETE FROM file WHERE folder = ? AND name_bytes = ? AND id <> ?", (scanned.folder, scanned.name, file)
        )
        self.database.execute(
            "UPDATE file SET folder = ?, name_bytes = ?, path = ?, mtime = ? WHERE id = ?",
            (scanned.folder, scanned.name, display_path(scanned, self.folders), scanned.mtime, file),
        )
        self._changed_works.update(
            row["work"] for row in self.database.execute("SELECT work FROM document_file WHERE id = ?", (file,))
        )
        reported = self.database.execute(
            "SELECT DISTINCT adopted_symbol_id FROM event WHERE version = ?", (file,)
        ).fetchall()
        adoption_summary.mark_stale(self.database, (row["adopted_symbol_id"] for row in reported))

    def record_failure(
        self, scanned: ScannedFile, file: int | None, settings: str, error: str, content_hash: bytes | None = None
    ) -> None:
        """Write why a file cannot be read, instead of its former rows."""
        if file is not None:
            self.delete_file(file)
        self._add_file(scanned, content_hash, settings, error)

    def _add_file(
        self,
        scanned: ScannedFile,
        content_hash: bytes | None,
        settings: str,
        error: str | None,
        damage: str | None = None,
        warnings: tuple[str, ...] = (),
    ) -> int:
        path = display_path(scanned, self.folders)
        row = self.database.execute(
            "INSERT INTO file (folder, name_bytes, path, size, mtime, hash, settings, error, unread_kind, damage,"
            " warnings) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                scanned.folder, scanned.name, path, scanned.size, scanned.mtime, content_hash, settings, error,
                unread_kind(path) if error and scanned.size >= 0 else None, damage,
                json.dumps(warnings, ensure_ascii=False) if warnings else None,
            ),
        )  # fmt: skip
        assert row.lastrowid is not None
        return row.lastrowid

    def add(self, scanned: ScannedFile, settings: str, record: "FileRecord") -> None:
        """Write the rows of a file."""
        file = self._add_file(scanned, record.hash, settings, None, record.damage, record.warnings)
        ids = {name: self._name_id(name, record.names) for name in record.names}
        work = ids[record.work]
        self._changed_works.add(work)
        execute = self.database.execute
        execute("INSERT OR IGNORE INTO work (id) VALUES (?)", (work,))
        values = (
            file,
            work,
            record.language,
            record.identified_by,
            record.characters,
            *record.work_columns,
            record.masthead,
        )
        execute(schema.insert("document_file", DOCUMENT_FILE), values)
        executemany = self.database.executemany
        executemany("INSERT INTO agenda VALUES (?, ?, ?, ?, ?)", [(file, *row) for row in record.agenda])
        executemany(
            "INSERT OR IGNORE INTO alias VALUES (?, ?, ?, ?)",
            [(ids[name], file, work, why) for name, why in record.aliases],
        )
        execute("INSERT INTO passage VALUES (?, ?)", (file, record.passages))
        for row in record.citations:
            row[CITED_COLUMN] = ids[row[CITED_COLUMN]] if row[CITED_COLUMN] else None
        cited = [(file, number) for number in range(len(record.citations))]
        reported = [(ids[name] if name else 0, file, number) for number, name in enumerate(record.adopted_symbols)]
        for table, key, columns, numbered, rows in (
            ("citation", ("version", "number"), schema.CITATION, cited, record.citations),
            ("event", ("adopted_symbol_id", "version", "number"), schema.EVENT, reported, record.events),
        ):
            vocabulary_columns = [place for place, column in enumerate(columns) if column in schema.VOCABULARY_COLUMNS]
            for row in rows:
                for place in vocabulary_columns:
                    row[place] = self._vocabulary_id(row[place])
            statement = schema.insert(table, (*key, *columns))
            executemany(statement, [(*first, *row) for first, row in zip(numbered, rows, strict=True)])
        executemany(
            "INSERT INTO event_participant VALUES (?, ?, ?, ?)",
            [(name, *event) for event, names in zip(reported, record.participants, strict=True) for name in names],
        )
        adoption_summary.mark_stale(self.database, {about for about, _, _ in reported})
        edges = [
            (ids[name], file, self._vocabulary_id(relation), count) for (name, relation), count in record.edges.items()
        ]
        executemany("INSERT INTO edge VALUES (?, ?, ?, ?)", sorted(edges))
        execute("INSERT INTO fulltext (rowid, text) VALUES (?, ?)", (file, record.words))

    def _name_id(self, name: str, parents: Mapping[str, tuple[str | None, str | None]]) -> int:
        """Return the number of a name; add the name, with its parents, if the index does not have it."""
        number = self._name_ids.get(name)
        if number is None:
            rows = self.database.execute("SELECT id, text FROM identifier WHERE text = ? COLLATE NOCASE", (name,))
            number = next((row["id"] for row in rows if row["text"] == name), None)
            if number is None:
                parent, step = parents[name]
                parent_id = self._name_id(parent, parents) if parent else None
                row = self.database.execute(
                    "INSERT INTO identifier (text, parent, step) VALUES (?, ?, ?)", (name, parent_id, step)
                )
                assert row.lastrowid is not None
                number = row.lastrowid
            if len(self._name_ids) >= NAME_CACHE_SIZE:
                self._name_ids.clear()
            self._name_ids[name] = number
        return number

    def _vocabulary_id(self, text: str | None) -> int | None:
        """Return the number of a word of the vocabulary; add it if the index does not have it."""
        if text is None:
            return None
        if text not in self._vocabulary:
            self.database.execute("INSERT OR IGNORE INTO vocabulary (text) VALUES (?)", (text,))
            row = self.database.execute("SELECT id FROM vocabulary WHERE text = ?", (text,)).fetchone()
            self._vocabulary[text] = row["id"]
        return self._vocabulary[text]

    def delete_file(self, file: int) -> None:
        """Delete the rows of a file. Its words stay in the full-text index, where nothing refers to them."""
        execute = self.database.execute
        row = execute("SELECT work FROM document_file WHERE id = ?", (file,)).fetchone()
        if row:
            self._changed_works.add(row["work"])
            cited = set()
            for identifier, joint in execute(
                "SELECT identifier_id, joint_symbols FROM citation WHERE version = ?", (file,)
            ):
                if identifier is not None:
                    cited.add(identifier)
                if joint is not None:
                    cited.update(self._name_id(name, {}) for name in json.loads(joint))
            self.database.executemany(
                "DELETE FROM edge WHERE cited = ? AND version = ?", [(name, file) for name in cited]
            )
            reported = execute(
                "SELECT adopted_symbol_id, number, actors, symbols FROM event WHERE version = ?", (file,)
            ).fetchall()
            self.database.executemany(
                "DELETE FROM event_participant WHERE name = ? AND adopted_symbol_id = ? AND version = ? AND number = ?",
                [
                    (name, row["adopted_symbol_id"], file, row["number"])
                    for row in reported
                    for name in names_of(row["actors"], row["symbols"])
                ],
            )
            adoption_summary.mark_stale(self.database, {row["adopted_symbol_id"] for row in reported})
            execute("DELETE FROM alias WHERE work = ? AND version = ?", (row["work"], file))
            for table in ("agenda", "citation", "event", "passage"):
                execute(f"DELETE FROM {table} WHERE version = ?", (file,))
            execute("DELETE FROM document_file WHERE id = ?", (file,))
            execute("INSERT INTO meta VALUES ('deleted_files', '1') ON CONFLICT (key) DO UPDATE SET value = value + 1")
        execute("DELETE FROM file WHERE id = ?", (file,))

    # -- works -----------------------------------------------------------------------------

    def recompute_works(self) -> None:
        """Recompute the works whose files have changed; delete works without files."""
        for work in self._changed_works:
            self._recompute_work(work)
        self._changed_works.clear()

    def _recompute_work(self, work: int) -> None:
        rows = self.database.execute(
            f"SELECT v.*, f.path FROM document_file v JOIN file f ON f.id = v.id WHERE work = ?"
            f" ORDER BY language IS NOT 'en', language, {TRUST}, characters DESC, path",
            (work,),
        ).fetchall()
        if not rows:
            self.database.execute("DELETE FROM work WHERE id = ?", (work,))
            return
        values_of_work = [next((row[name] for row in rows if row[name] is not None), None) for name in schema.WORK]
        self.database.execute(
            f"UPDATE work SET {', '.join(f'{name} = ?' for name in schema.WORK)} WHERE id = ?", (*values_of_work, work)
        )
        seen: set[str | None] = set()
        for row in rows:
            is_primary = int(row["language"] not in seen or row["language"] is None)
            seen.add(row["language"])
            if is_primary != row["is_primary"]:
                self.database.execute("UPDATE document_file SET is_primary = ? WHERE id = ?", (is_primary, row["id"]))
