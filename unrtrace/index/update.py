"""Bringing an index up to date with the files: what changed, what moved, what is gone, what is new.

One process writes, in transactions of a second; whatever ends it, the index holds whole files and the next
update does the rest.
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
from unrtrace.index.locate import ORGANISATIONS
from unrtrace.index.scan_files import UNREADABLE, Seen, digest, documents, labelled, shown, walk, whole
from unrtrace.index.settings import Settings, read_settings
from unrtrace.index.writer import Writer

if TYPE_CHECKING:
    from unrtrace.index.file_record import Described, Task

FEW = 24  # files that are read in this process
SMALL = 1_500_000  # bytes of them
JUST_WRITTEN = database.FRESH
FRESH = 2 * 10**9  # nanoseconds within which a file may change without its time of change telling
BATCH = 1.0  # seconds of a transaction


class Progress(NamedTuple):
    """How far an update is: files and bytes read of those to be read, files that failed, seconds since it began."""

    files: int
    total: int
    bytes: int
    total_bytes: int
    failed: int
    seconds: float


@dataclass
class Summary:
    """What an update did, in files; `seconds` it took, `bytes` it read."""

    unchanged: int = 0
    added: int = 0
    changed: int = 0
    touched: int = 0
    moved: int = 0
    removed: int = 0
    failed: int = 0
    bytes: int = 0
    seconds: float = 0.0


class Held(NamedTuple):
    """A file as the index has it."""

    id: int
    size: int
    mtime: int
    hash: bytes | None
    stated: str
    failed: bool


class Plan(NamedTuple):
    """What is to be done: files to read (with what is held of them), to rename, to forget."""

    read: list[tuple[Seen, Held | None]]
    moved: list[tuple[Held, Seen]]
    gone: list[Held]
    unchanged: int
    mark: str
    fresh: bool


def processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _organisations(folder: Path) -> str:
    """The hash of a folder's own table of organisations, which is checked; empty where there is none."""
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

    # -- what is to be done ----------------------------------------------------------------

    def plan(self) -> Plan:
        """Compare the files with the index; nothing is written."""
        begun = time.time_ns()
        mark = digest(self.folders)  # before the walk: what changes between the two is seen next time
        seen = walk(self.folders)
        held = self._held()
        read: list[tuple[Seen, Held | None]] = []
        unchanged, fresh = 0, False
        here = [row["path"] for row in self.database.execute("SELECT path FROM folder ORDER BY id")] == whole(
            self.folders
        )
        for one in documents(seen, self.folders, self.exclude):
            known = held.pop((one.root, one.raw), None)
            recent = one.mtime > begun - FRESH
            fresh = fresh or recent
            if known and known.failed and self.retry:
                read.append((one, known))
                continue
            same = known and (known.size, known.mtime) == (one.size, one.mtime) and known.stated == self._stated(one)
            if same and here:
                unchanged += 1
            else:
                read.append((one._replace(mtime=JUST_WRITTEN) if recent else one, known))
        gone = list(held.values())
        moved = self._moved(read, gone)
        renamed = {one for _, one in moved}
        away = {known.id for known, _ in moved}
        read = [(one, known) for one, known in read if one not in renamed]
        gone = [known for known in gone if known.id not in away]
        return Plan(read, moved, gone, unchanged, mark, fresh)

    def _held(self) -> dict[tuple[int, bytes], Held]:
        rows = self.database.execute("SELECT folder, name_bytes, id, size, mtime, hash, settings, error FROM file")
        return {(row[0], row[1]): Held(row[2], row[3], row[4], row[5], row[6], row[7] is not None) for row in rows}

    def _stated(self, one: Seen) -> str:
        """What corpus.toml states for a file, as text to compare."""
        stated = self._for(one)
        if mark := self.organisations[one.root]:
            stated = stated | {"organisations": mark}
        return json.dumps(stated, default=str, sort_keys=True, ensure_ascii=False) if stated else ""

    def _for(self, one: Seen) -> dict[str, Any]:
        settings: Settings = self.settings[one.root]
        return settings.for_file(shown(one.raw)) if settings.tables else {}

    def _own(self, one: Seen) -> tuple[str, str] | None:
        """The folder with organisations of its own that a file lies in, and the state of their table."""
        mark = self.organisations[one.root]
        return (str(self.folders[one.root]), mark) if mark else None

    def _moved(self, read: list[tuple[Seen, Held | None]], gone: list[Held]) -> list[tuple[Held, Seen]]:
        """The new files that are gone ones under another name, by size and hash; what names them must not differ."""
        lost: dict[int, list[Held]] = {}
        for known in gone:
            if known.hash is not None and not known.failed:
                lost.setdefault(known.size, []).append(known)
        moved: list[tuple[Held, Seen]] = []
        for one, before in read:
            if before is None and (candidates := lost.get(one.size)):
                from unrtrace.index.file_record import digest_of

                try:
                    mark = digest_of(self.path_of(one))
                except OSError:
                    continue
                match = next((old for old in candidates if old.hash == mark and self._keeps_identity(old, one)), None)
                if match:
                    candidates.remove(match)
                    moved.append((match, one))
        return moved

    def _keeps_identity(self, old: Held, one: Seen) -> bool:
        from unrtrace.index.identify import NAME, NONE, stem

        if old.stated != self._stated(one):
            return False
        row = self.database.execute(
            "SELECT v.identified_by, f.path FROM file f JOIN document_file v ON v.id = f.id WHERE f.id = ?", (old.id,)
        ).fetchone()
        name = labelled(one, self.folders)
        if os.path.splitext(row["path"])[1].lower() != os.path.splitext(name)[1].lower():
            return False
        return row["identified_by"] not in (NAME, NONE) or stem(row["path"]) == stem(name)

    def path_of(self, one: Seen) -> bytes:
        """Where a file is."""
        return os.path.join(os.fsencode(self.folders[one.root]), one.raw)

    # -- doing it --------------------------------------------------------------------------

    def run(self) -> Summary:
        """Bring the index up to date."""
        begun = time.monotonic()
        plan = self.plan()
        self.summary.unchanged, self.summary.removed = plan.unchanged, len(plan.gone)
        self.summary.moved = len(plan.moved)
        writer = Writer(self.database, self.folders)
        with writer.batch():
            writer.roots()
            for known in plan.gone:
                writer.forget(known.id)
            for known, one in plan.moved:
                writer.rename(known.id, one)
        self._read(plan, writer, begun)
        with writer.batch():
            writer.finish(plan.mark if not plan.fresh else "", self.exclude)
        self.summary.seconds = time.monotonic() - begun
        return self.summary

    def _read(self, plan: Plan, writer: Writer, begun: float) -> None:
        """Read what is new or changed; failures are kept with their reason."""
        for one, known in plan.read:
            if one.size == UNREADABLE:
                writer.fail(one, known.id if known else None, self._stated(one), "the folder cannot be read")
                self.summary.failed += 1
        work = {self.path_of(one): (one, known) for one, known in plan.read if one.size != UNREADABLE}
        total = sum(one.size for one, _ in work.values())
        files, since = 0, time.monotonic()
        self.database.execute("BEGIN IMMEDIATE")
        try:
            for task, result in self._answers(work, total):
                one, known = work[task.path]
                self._write(writer, one, known, result)
                files += 1
                self.summary.bytes += one.size
                now = time.monotonic()
                if now - since > BATCH:
                    writer.settle()
                    self.database.execute("COMMIT")
                    self.database.execute("BEGIN IMMEDIATE")
                    since = now
                self.progress(Progress(files, len(work), self.summary.bytes, total, self.summary.failed, now - begun))
            writer.settle()
            self.database.execute("COMMIT")
        except BaseException:
            if self.database.in_transaction:
                self.database.execute("ROLLBACK")
            raise

    def _answers(self, work: dict[bytes, tuple[Seen, Held | None]], total: int) -> Iterator[tuple["Task", "Described"]]:
        """Each file to be read, with what it holds, from this process or several."""
        if not work:
            return
        from unrtrace.index.file_record import Task, describe_all

        tasks = (
            Task(path, labelled(one, self.folders), self._for(one), self._known(one, known), self._own(one))
            for path, (one, known) in work.items()
        )
        if self.jobs == 1 or (len(work) <= FEW and total <= SMALL):
            yield from describe_all(tasks)
        else:
            from unrtrace.index.worker_pool import Pool

            yield from Pool(min(self.jobs, len(work))).run(tasks)

    def _known(self, one: Seen, known: Held | None) -> bytes | None:
        """The hash of a file that need not be extracted again where its content is the same."""
        return known.hash if known and not known.failed and known.stated == self._stated(one) else None

    def _write(self, writer: Writer, one: Seen, known: Held | None, result: "Described") -> None:
        if known and result.reason is None and not result.work:
            writer.touch(known.id, one)
            self.summary.touched += 1
        elif result.reason is not None:
            writer.fail(one, known.id if known else None, self._stated(one), result.reason, result.hash)
            self.summary.failed += 1
        else:
            if known:
                writer.forget(known.id)
                self.summary.changed += 1
            else:
                self.summary.added += 1
            writer.add(one, self._stated(one), result)
