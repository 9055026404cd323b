"""Index files in several processes, each at the other end of a pair of pipes.

The processes are plain children that read tasks from standard input: they end when the parent does, however it ends,
and need nothing of the program that imports this package. If a file makes its process end, only that file fails.
"""

import os
import pickle
import queue
import signal
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from typing import Any

from unrtrace.documents.failures import reason_of
from unrtrace.documents.readers.frames import read_frame, write_frames
from unrtrace.index.file_record import FileRecord, IndexTask, index_file

TASKS_AHEAD = 4  # tasks that a process is sent before it has answered
MAX_TASKS = 4000  # tasks of a process before a new one replaces it, so that what readers cache does not add up
PROCESS_GROUP = 0 if os.name == "posix" else None  # of its own: Ctrl-C interrupts the parent alone
START = "import sys; sys.path[:] = {path!r}; from unrtrace.index.worker_pool import serve; serve()"

_Process = subprocess.Popen[bytes]


def serve() -> None:
    """Answer the tasks on standard input until it ends; what a child process runs."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent ends it
    tasks, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a reader prints must not come between the answers
    with suppress(BrokenPipeError):
        while task := read_frame(tasks):
            write_frames(answers, _answer(task))


def _answer(task: bytes) -> bytes:
    """Return the packed record of a task's file; where that cannot be made or packed, a record with the reason."""
    try:
        return _pack(index_file(pickle.loads(task)))
    except Exception as error:
        return _pack(FileRecord(None, reason_of(error)))


def _record(answer: bytes) -> FileRecord:
    """Return the record in an answer; where it cannot be unpacked, a record with the reason."""
    try:
        record: FileRecord = pickle.loads(answer)
    except Exception as error:
        return FileRecord(None, reason_of(error))
    return record


def _pack(value: IndexTask | FileRecord) -> bytes:
    return pickle.dumps(value, pickle.HIGHEST_PROTOCOL)


class Pool:
    """Processes that index files."""

    def __init__(self, jobs: int) -> None:
        self._jobs = jobs
        self._processes: list[_Process] = []
        self._ended = False

    def run(self, tasks: Iterable[IndexTask]) -> Iterator[tuple[IndexTask, FileRecord]]:
        """Yield each task with its answer, in the order in which they are done."""
        waiting = iter(tasks)
        lock = threading.Lock()
        answers: queue.Queue[tuple[IndexTask, FileRecord] | BaseException | None] = queue.Queue(8 * self._jobs)

        def next_task() -> IndexTask | None:
            with lock:
                return next(waiting, None)

        threads = [
            threading.Thread(target=self._drive, args=(next_task, answers), daemon=True) for _ in range(self._jobs)
        ]
        for thread in threads:
            thread.start()
        running = len(threads)
        try:
            while running:
                answer = answers.get()
                if answer is None:
                    running -= 1
                elif isinstance(answer, BaseException):
                    raise answer
                else:
                    yield answer
        finally:
            self._ended = True
            for process in self._processes:
                process.kill()

    def _drive(self, next_task: Callable[[], IndexTask | None], answers: "queue.Queue[Any]") -> None:
        """Keep one process busy; replace it after `MAX_TASKS`, or if it ends before it has answered."""
        try:
            pending: deque[IndexTask] = deque()
            process, done = self._start(), 0
            while not self._ended:
                self._send_tasks(process, pending, next_task, min(TASKS_AHEAD, MAX_TASKS - done))
                if not pending and done < MAX_TASKS:
                    break
                if not pending:
                    process.kill()
                    process.wait()
                    process, done = self._start(process), 0
                    continue
                answer = read_frame(process.stdout) if process.stdout else None
                if answer is not None:
                    answers.put((pending.popleft(), _record(answer)))
                    done += 1
                    continue
                code = process.wait()
                if self._ended:
                    break
                answers.put((pending.popleft(), FileRecord(None, f"cannot be read: the reader ended with code {code}")))
                process, done = self._start(process), 0
                unanswered, pending = pending, deque()
                for task in unanswered:
                    self._send(process, pending, task)
            process.kill()
            answers.put(None)
        except BaseException as error:
            answers.put(error)

    def _send_tasks(
        self, process: _Process, pending: deque[IndexTask], next_task: Callable[[], IndexTask | None], ahead: int
    ) -> None:
        """Send tasks until `ahead` of them are unanswered."""
        while len(pending) < ahead and (task := next_task()) is not None:
            self._send(process, pending, task)

    def _send(self, process: _Process, pending: deque[IndexTask], task: IndexTask) -> None:
        pending.append(task)
        assert process.stdin
        with suppress(OSError):  # it has ended; the answers it had written are read first
            write_frames(process.stdin, _pack(task))

    def _start(self, ended: _Process | None = None) -> _Process:
        if ended:
            self._processes.remove(ended)
        process = subprocess.Popen(
            [sys.executable, "-P", "-c", START.format(path=sys.path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            process_group=PROCESS_GROUP,
        )
        self._processes.append(process)
        return process
