"""Kill updates of an index at random moments; after each, the index must be valid and be completed by the next update.

    python -m support.kill_updates FOLDER INDEX KILLS

A program of its own, because it forks: the forks have everything imported and compiled, so that nearly all of their
time is the update itself. Odd updates write a transaction a file, even ones a transaction a second.
"""

import os
import random
import signal
import sqlite3
import sys
import time
from pathlib import Path

from support.indexes import contents, contents_made_anew
from unrtrace.corpus import Corpus
from unrtrace.index import manage, update


def start_update(folder: Path, index: Path, number: int) -> int:
    """Fork a process that updates the index and ends; return its number."""
    if pid := os.fork():
        return pid
    update.TRANSACTION_SECONDS = -1.0 if number % 2 else 1.0
    manage.update([str(folder)], str(index), jobs=1)
    os._exit(0)


def remove(index: Path) -> None:
    """Remove an index and its journals."""
    for path in index.parent.glob(f"{index.name}*"):
        path.unlink()


def main() -> None:
    """Kill updates until enough were killed in the middle, and print how many."""
    update.processors = lambda: 1  # so that this process has everything compiled before it forks
    folder, index, enough = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
    reference = contents_made_anew(folder, index.with_name("reference.sqlite"))
    begin = time.monotonic()
    os.waitpid(start_update(folder, index, 1), 0)
    whole = time.monotonic() - begin
    remove(index)
    chance, killed = random.Random(20), 0
    for number in range(5 * enough):
        pid = start_update(folder, index, number)
        time.sleep(whole * (0.02 + 0.9 * chance.random()))
        os.kill(pid, signal.SIGKILL)
        _, status = os.waitpid(pid, 0)
        if not os.WIFSIGNALED(status):  # it was faster: again from nothing
            remove(index)
            continue
        killed += 1
        if index.exists():
            database = sqlite3.connect(index)
            assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            database.close()
        if killed % 5 == 0:
            assert contents(Corpus(folder, index=index)) == reference
            remove(index)
        if killed == enough:
            break
    print(killed, "killed")


if __name__ == "__main__":
    main()
