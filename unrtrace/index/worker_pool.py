"""Processes that read and extract, each at the other end of a pair of pipes.

They are plain children that read tasks from standard input: they end when the parent does, however it ends, and
need nothing of the program that imports this package. A file whose reader ends its process fails alone.
"""

import os
import pickle
import queue
import signal
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import IO, Any

from unrtrace.index.file_record import Described, Task, describe

AHEAD = 4  # tasks that a process has before it
LIFE = 4000  # tasks after which a new process takes over, so that what readers remember does not add up
GROUP = 0 if os.name == "posix" else None  # a group of its own: an interrupt from the keyboard is the parent's alone
HEAD = 4  # bytes of a message's length
START = "import sys; sys.path[:] = {path!r}; from unrtrace.index.worker_pool import serve; serve()"


def serve() -> None:
    """Answer tasks from standard input until it ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent ends it
    source, target = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a reader prints must not come between the answers
    with suppress(BrokenPipeError):
        while (task := _receive(source)) is not None:
            _send(target, describe(task))


def _send(pipe: IO[bytes], value: Any) -> None:
    data = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
    pipe.write(len(data).to_bytes(HEAD, "big") + data)
    pipe.flush()


def _receive(pipe: IO[bytes]) -> Any:
    """The next message, None at the end."""
    head = pipe.read(HEAD)
    if len(head) < HEAD:
        return None
    data = pipe.read(length := int.from_bytes(head, "big"))
    return pickle.loads(data) if len(data) == length else None


class Pool:
    """Some processes; `run` gives each task with its answer, in the order in which they are done."""

    def __init__(self, jobs: int) -> None:
        self._jobs = jobs
        self._processes: list[subprocess.Popen[bytes]] = []
        self._ended = False

    def run(self, tasks: Iterable[Task]) -> Iterator[tuple[Task, Described]]:
        """Every task with its answer."""
        waiting = iter(tasks)
        lock = threading.Lock()
        answers: queue.Queue[tuple[Task, Described] | BaseException | None] = queue.Queue(8 * self._jobs)

        def take() -> Task | None:
            with lock:
                return next(waiting, None)

        threads = [threading.Thread(target=self._drive, args=(take, answers), daemon=True) for _ in range(self._jobs)]
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

    def _drive(self, take: Any, answers: "queue.Queue[Any]") -> None:
        """Keep one process busy, and start another where it ended with tasks before it."""
        try:
            pending: deque[Task] = deque()
            process, done = self._start(), 0
            while not self._ended:
                self._fill(process, pending, take, min(AHEAD, LIFE - done))
                if not pending and done < LIFE:
                    break
                if not pending:
                    process.kill()
                    process.wait()
                    process, done = self._start(process), 0
                    continue
                answer = _receive(process.stdout) if process.stdout else None
                if answer is not None:
                    answers.put((pending.popleft(), answer))
                    done += 1
                    continue
                code = process.wait()
                if self._ended:
                    break
                answers.put((pending.popleft(), Described(None, f"cannot be read: the reader ended with code {code}")))
                process, done = self._start(process), 0
                left, pending = pending, deque()
                for task in left:
                    self._put(process, pending, task)
            process.kill()
            answers.put(None)
        except BaseException as error:
            answers.put(error)

    def _fill(self, process: "subprocess.Popen[bytes]", pending: deque[Task], take: Any, ahead: int) -> None:
        """Give a process work for a while."""
        while len(pending) < ahead and (task := take()) is not None:
            self._put(process, pending, task)

    def _put(self, process: "subprocess.Popen[bytes]", pending: deque[Task], task: Task) -> None:
        pending.append(task)
        assert process.stdin
        with suppress(OSError):  # it has ended; what it still answered is read first
            _send(process.stdin, task)

    def _start(self, ended: "subprocess.Popen[bytes] | None" = None) -> "subprocess.Popen[bytes]":
        if ended:
            self._processes.remove(ended)
        process = subprocess.Popen(
            [sys.executable, "-P", "-c", START.format(path=sys.path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            process_group=GROUP,
        )
        self._processes.append(process)
        return process
