"""The progress of long work as one line on a terminal that is drawn over."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from unrtrace.index.update import Progress

EVERY = 0.1  # seconds between two drawings of files that are read one after the other
AFTER = 2.0  # seconds of one file after which the line shows that the work goes on
TICK = 0.5  # seconds between two drawings of these
CLEAR = "\r\x1b[K"


class UpdateProgress:
    """Draws the states of an update over each other, and the time while one file takes long; the last one clears it."""

    def __init__(self, out: TextIO) -> None:
        self.out = out
        self._lock = threading.Lock()
        self._ticker: _Ticker | None = None
        self._drawn = 0.0  # the time of the update at the last drawing

    def __call__(self, state: "Progress") -> None:
        """Draw a state if the last one was drawn some time ago."""
        if state.files >= state.total:
            self._end()
            return
        with self._lock:
            self._state, self._since = state, time.monotonic()
            if state.seconds - self._drawn >= EVERY or state.seconds < self._drawn:
                self._draw(state)
        if self._ticker is None:
            self._ticker = _Ticker(self._tick)

    def _tick(self) -> None:
        with self._lock:
            waited = time.monotonic() - self._since
            if waited >= AFTER:
                self._draw(self._state._replace(seconds=self._state.seconds + waited))

    def _draw(self, state: "Progress") -> None:
        self._drawn = state.seconds
        self.out.write("\r" + line(state) + "\x1b[K")
        self.out.flush()

    def _end(self) -> None:
        if self._ticker:
            self._ticker.stop()
            self._ticker = None
        if self._drawn:
            self.out.write(CLEAR)
            self.out.flush()
        self._drawn = 0.0


def line(state: "Progress") -> str:
    """Return the progress as a line.

    >>> from unrtrace.index.update import Progress
    >>> line(Progress(500, 2000, 12_000_000, 48_000_000, 2, 3.0))
    'unrtrace: 500 of 2,000 files, 4.0 MB/s, 0:09 left, 2 failed'
    >>> line(Progress(0, 1, 0, 50_000_000, 0, 7.2))
    'unrtrace: 0 of 1 files, reading 50.0 MB, 0:07'
    """
    if not state.bytes:
        return (
            f"unrtrace: 0 of {state.total:,} files, reading {state.total_bytes / 1e6:.1f} MB, {_clock(state.seconds)}"
        )
    left = state.seconds * (state.total_bytes - state.bytes) / state.bytes
    speed = state.bytes / 1e6 / state.seconds if state.seconds else 0
    failed = f", {state.failed} failed" if state.failed else ""
    return f"unrtrace: {state.files:,} of {state.total:,} files, {speed:.1f} MB/s, {_clock(left)} left{failed}"


def _clock(seconds: float) -> str:
    """Return minutes and seconds.

    >>> _clock(67.4)
    '1:07'
    """
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes}:{rest:02}"


@contextmanager
def reading(what: str, out: TextIO) -> Iterator[None]:
    """Show, while a block runs longer than some seconds, what is read and for how long; clear that at its end."""
    begin = time.monotonic()
    is_drawn = False

    def tick() -> None:
        nonlocal is_drawn
        passed = time.monotonic() - begin
        if passed >= AFTER:
            out.write(f"\runrtrace: reading {what}, {_clock(passed)}\x1b[K")
            out.flush()
            is_drawn = True

    ticker = _Ticker(tick)
    try:
        yield
    finally:
        ticker.stop()
        if is_drawn:
            out.write(CLEAR)
            out.flush()


class _Ticker:
    """Calls a function again and again in a thread of its own until it is stopped."""

    def __init__(self, tick: Callable[[], None]) -> None:
        self._tick, self._ended = tick, threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def _run(self) -> None:
        while not self._ended.wait(TICK):
            self._tick()

    def stop(self) -> None:
        """End the calls; none is under way after that."""
        self._ended.set()
        self._thread.join()
