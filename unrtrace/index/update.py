"""Update an index: find files that are new, changed, moved or deleted, and index them.

One process writes, in transactions of a second. Whenever it is interrupted, the index has complete files only, and the
next update continues.
"""

import json
import os
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from unrtrace.index import database
from unrtrace.index.file_kinds import unread_kind
from unrtrace.index.locate import ORGANISATIONS
from unrtrace.index.scan_files import (
    UNREADABLE,
    ScannedFile,
    UnreadFile,
    display_path,
    documents,
    fingerprint,
    printable_name,
    real_paths,
    unread_files,
    walk,
)
from unrtrace.index.settings import Settings, read_settings
from unrtrace.index.writer import Writer

if TYPE_CHECKING:
    from unrtrace.index.file_record import FileRecord, IndexTask

MAX_FILES_HERE = 24  # up to this many files are read in this process,
MAX_BYTES_HERE = 1_500_000  # if they have no more bytes than this
RECENT_NS = 2 * 10**9  # a file may change again within this time with the same time of change
TRANSACTION_SECONDS = 1.0


class Progress(NamedTuple):
    """The state of an update: files and bytes read, of how many; files that failed; seconds since it started."""

    files: int
    total: int
    bytes: int
    total_bytes: int
    failed: int
    seconds: float


@dataclass
class Summary:
    """What an update did, in numbers of files, with the bytes read and the seconds taken."""

    unchanged: int = 0
    added: int = 0
    changed: int = 0
    touched: int = 0
    moved: int = 0
    removed: int = 0
    failed: int = 0
    bytes: int = 0
    seconds: float = 0.0


class IndexedFile(NamedTuple):
    """A file in the index."""

    id: int
    size: int
    mtime: int
    hash: bytes | None
    settings: str
    failed: bool


class Plan(NamedTuple):
    """What an update has to do: files to read, with their former rows; files to rename; files to delete."""

    read: list[tuple[ScannedFile, IndexedFile | None]]
    moved: list[tuple[IndexedFile, ScannedFile]]
    gone: list[IndexedFile]
    unchanged: int
    fingerprint: str
    has_recent: bool
    unread: list[UnreadFile]


def processors() -> int:
    """Return the number of processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _organisations(folder: Path) -> str:
    """Return the hash of a folder's organisations.toml, empty if there is none. Raise `CorpusError` if it is wrong."""
    path = folder / ORGANISATIONS
    if not path.exists():
        return ""
    from unrtrace.index.file_record import digest_of
    from unrtrace.index.organisations_file import read_organisations

    read_organisations(folder)
    return digest_of(os.fsencode(path)).hex()


class Update:
    """One update of one index."""

    def __init__(
        self,
        database: sqlite3.Connection,
        folders: tuple[Path, ...],
        *,
        exclude: Iterable[str] = (),
        jobs: int | None = None,
        progress: Callable[[Progress], None] | None = None,
        retry: bool = False,
    ) -> None:
        self.retry = retry
        self.database, self.folders, self.exclude = database, folders, tuple(exclude)
        self.settings = [read_settings(folder) for folder in folders]
        self.organisations = [_organisations(folder) for folder in folders]
        self.jobs = jobs or processors()
        self.progress = progress or (lambda _: None)
        self.summary = Summary()

    # -- plan -------------------------------------------------------------------------------

    def plan(self) -> Plan:
        """Compare the files with the index and return what to do; nothing is written."""
        started = time.time_ns()
        own = database.path_of(self.database)
        before = fingerprint(self.folders, own)  # before the scan: what changes between is noticed next time
        scanned_files, unread = walk(self.folders, own)
        remaining = self._indexed_files()
        read: list[tuple[ScannedFile, IndexedFile | None]] = []
        unchanged, has_recent = 0, False
        here = [row["path"] for row in self.database.execute("SELECT path FROM folder ORDER BY id")] == real_paths(
            self.folders
        )
        for scanned in documents(scanned_files, self.folders, self.exclude):
            indexed = remaining.pop((scanned.folder, scanned.name), None)
            is_recent = scanned.mtime > started - RECENT_NS
            has_recent = has_recent or is_recent
            if indexed and indexed.failed and self.retry:
                read.append((scanned, indexed))
                continue
            same = (
                indexed
                and (indexed.size, indexed.mtime) == (scanned.size, scanned.mtime)
                and indexed.settings == self._settings_text(scanned)
            )
            if indexed and same and here:
                unchanged += not indexed.failed
            else:
                read.append((scanned._replace(mtime=database.UNCERTAIN_MTIME) if is_recent else scanned, indexed))
        gone = list(remaining.values())
        moved = self._moved(read, gone)
        renamed = {scanned for _, scanned in moved}
        moved_ids = {indexed.id for indexed, _ in moved}
        read = [(scanned, indexed) for scanned, indexed in read if scanned not in renamed]
        gone = [indexed for indexed in gone if indexed.id not in moved_ids]
        left = unread_files(unread, self.folders, self.exclude)
        return Plan(read, moved, gone, unchanged, before, has_recent, left)

    def _indexed_files(self) -> dict[tuple[int, bytes], IndexedFile]:
        rows = self.database.execute("SELECT folder, name_bytes, id, size, mtime, hash, settings, error FROM file")
        return {
            (row["folder"], row["name_bytes"]): IndexedFile(
                row["id"], row["size"], row["mtime"], row["hash"], row["settings"], row["error"] is not None
            )
            for row in rows
        }

    def _settings_text(self, scanned: ScannedFile) -> str:
        """Return what applies to a file besides its content, as text to compare."""
        stated = self._settings_of(scanned)
        if table := self.organisations[scanned.folder]:
            stated = stated | {"organisations": table}
        return json.dumps(stated, default=str, sort_keys=True, ensure_ascii=False) if stated else ""

    def _settings_of(self, scanned: ScannedFile) -> dict[str, Any]:
        settings: Settings = self.settings[scanned.folder]
        return settings.for_file(printable_name(scanned.name)) if settings.tables else {}

    def _organisations_of(self, scanned: ScannedFile) -> tuple[str, str] | None:
        """Return the folder of a file that has an organisations.toml, and the hash of that; None if it has none."""
        table = self.organisations[scanned.folder]
        return (str(self.folders[scanned.folder]), table) if table else None

    def _moved(
        self, read: list[tuple[ScannedFile, IndexedFile | None]], gone: list[IndexedFile]
    ) -> list[tuple[IndexedFile, ScannedFile]]:
        """Return the new files that are deleted ones under another name, with the same content and of the same work."""
        gone_by_size: dict[int, list[IndexedFile]] = {}
        for indexed in gone:
            if indexed.hash is not None and not indexed.failed:
                gone_by_size.setdefault(indexed.size, []).append(indexed)
        moved: list[tuple[IndexedFile, ScannedFile]] = []
        for scanned, before in read:
            if before is None and (candidates := gone_by_size.get(scanned.size)):
                from unrtrace.index.file_record import digest_of

                try:
                    content = digest_of(self.path_of(scanned))
                except OSError:
                    continue
                match = next(
                    (old for old in candidates if old.hash == content and self._keeps_identity(old, scanned)), None
                )
                if match:
                    candidates.remove(match)
                    moved.append((match, scanned))
        return moved

    def _keeps_identity(self, old: IndexedFile, scanned: ScannedFile) -> bool:
        from unrtrace.index.identify import NAME, NONE, stem

        if old.settings != self._settings_text(scanned):
            return False
        row = self.database.execute(
            "SELECT v.identified_by, f.path FROM file f JOIN document_file v ON v.id = f.id WHERE f.id = ?", (old.id,)
        ).fetchone()
        name = display_path(scanned, self.folders)
        if os.path.splitext(row["path"])[1].lower() != os.path.splitext(name)[1].lower():
            return False
        return row["identified_by"] not in (NAME, NONE) or stem(row["path"]) == stem(name)

    def path_of(self, scanned: ScannedFile) -> bytes:
        """Return the path of a file."""
        return os.path.join(os.fsencode(self.folders[scanned.folder]), scanned.name)

    # -- run --------------------------------------------------------------------------------

    def run(self) -> Summary:
        """Update the index and return what was done."""
        started = time.monotonic()
        plan = self.plan()
        self.summary.unchanged, self.summary.removed = plan.unchanged, len(plan.gone)
        self.summary.moved = len(plan.moved)
        writer = Writer(self.database, self.folders)
        with writer.batch():
            writer.write_folders()
            writer.write_unread(plan.unread)
            for indexed in plan.gone:
                writer.delete_file(indexed.id)
            for indexed, scanned in plan.moved:
                writer.rename(indexed.id, scanned)
        self._index(plan, writer, started)
        with writer.batch():
            writer.finish(plan.fingerprint if not plan.has_recent else "", self.exclude)
        self.summary.seconds = time.monotonic() - started
        return self.summary

    def _index(self, plan: Plan, writer: Writer, started: float) -> None:
        """Index new and changed files; failures are recorded with the reason."""
        for scanned, indexed in plan.read:
            if scanned.size == UNREADABLE:
                writer.record_failure(
                    scanned, indexed.id if indexed else None, self._settings_text(scanned), "the folder cannot be read"
                )
                self.summary.failed += 1
        work = {
            self.path_of(scanned): (scanned, indexed) for scanned, indexed in plan.read if scanned.size != UNREADABLE
        }
        total = sum(scanned.size for scanned, _ in work.values())
        files, since = 0, time.monotonic()
        self.progress(Progress(0, len(work), 0, total, self.summary.failed, since - started))
        self.database.execute("BEGIN IMMEDIATE")
        try:
            for task, result in self._records(work, total):
                scanned, indexed = work[task.path]
                self._write_record(writer, scanned, indexed, result)
                files += 1
                self.summary.bytes += scanned.size
                now = time.monotonic()
                if now - since > TRANSACTION_SECONDS:
                    writer.recompute_works()
                    self.database.execute("COMMIT")
                    self.database.execute("BEGIN IMMEDIATE")
                    since = now
                self.progress(Progress(files, len(work), self.summary.bytes, total, self.summary.failed, now - started))
            writer.recompute_works()
            self.database.execute("COMMIT")
        except BaseException:
            if self.database.in_transaction:
                self.database.execute("ROLLBACK")
            raise
        finally:
            seconds = time.monotonic() - started
            self.progress(Progress(len(work), len(work), self.summary.bytes, total, self.summary.failed, seconds))

    def _records(
        self, work: dict[bytes, tuple[ScannedFile, IndexedFile | None]], total: int
    ) -> Iterator[tuple["IndexTask", "FileRecord"]]:
        """Yield a record of each file to be read, from this process or from several."""
        if not work:
            return
        from unrtrace.index.file_record import IndexTask, index_files

        tasks = (
            IndexTask(
                path,
                display_path(scanned, self.folders),
                self._settings_of(scanned),
                self._known_hash(scanned, indexed),
                self._organisations_of(scanned),
            )
            for path, (scanned, indexed) in work.items()
        )
        if self.jobs == 1 or (len(work) <= MAX_FILES_HERE and total <= MAX_BYTES_HERE):
            yield from index_files(tasks)
        else:
            from unrtrace.index.worker_pool import Pool

            yield from Pool(min(self.jobs, len(work))).run(tasks)

    def _known_hash(self, scanned: ScannedFile, indexed: IndexedFile | None) -> bytes | None:
        """Return the hash with which a file need not be read again; None if it must be."""
        return (
            indexed.hash
            if indexed and not indexed.failed and indexed.settings == self._settings_text(scanned)
            else None
        )

    def _write_record(
        self, writer: Writer, scanned: ScannedFile, indexed: IndexedFile | None, result: "FileRecord"
    ) -> None:
        """Write the record of a file; if its rows cannot be written, the reason in their place."""
        try:
            with writer.one_file():
                self._write(writer, scanned, indexed, result)
        except Exception as error:
            if isinstance(error, sqlite3.Error) and (database.is_busy(error) or database.is_damage(error)):
                raise  # the index itself cannot be written
            if not self.database.in_transaction:
                raise
            from unrtrace.documents.failures import reason_of

            with writer.one_file():
                self._write(writer, scanned, indexed, result._replace(error=reason_of(error)))

    def _write(self, writer: Writer, scanned: ScannedFile, indexed: IndexedFile | None, result: "FileRecord") -> None:
        if indexed and result.error is None and not result.work:
            writer.update_mtime(indexed.id, scanned)
            self.summary.touched += 1
        elif result.error is not None:
            writer.record_failure(
                scanned, indexed.id if indexed else None, self._settings_text(scanned), result.error, result.hash
            )
            self.summary.failed += unread_kind(printable_name(scanned.name)) is None
        else:
            if indexed:
                writer.delete_file(indexed.id)
            writer.add(scanned, self._settings_text(scanned), result)
            if indexed:
                self.summary.changed += 1
            else:
                self.summary.added += 1
