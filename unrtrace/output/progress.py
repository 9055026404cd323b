"""The progress of an update as one line on a terminal that is drawn over."""

from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from unrtrace.index.update import Progress

EVERY = 0.1  # seconds between two drawings
_drawn = {"at": 0.0}


def draw(state: "Progress", out: TextIO) -> None:
    """Draw a line over the last one; the final state removes it."""
    if state.files == state.total:
        if _drawn["at"]:
            out.write("\r\x1b[K")
            out.flush()
        _drawn["at"] = 0.0
    elif state.seconds - _drawn["at"] >= EVERY or state.seconds < _drawn["at"]:
        _drawn["at"] = state.seconds
        out.write("\r" + line(state) + "\x1b[K")
        out.flush()


def line(state: "Progress") -> str:
    """Return the progress as a line.

    >>> from unrtrace.index.update import Progress
    >>> line(Progress(500, 2000, 12_000_000, 48_000_000, 2, 3.0))
    'unrtrace: 500 of 2,000 files, 4.0 MB/s, 0:09 left, 2 failed'
    """
    left = state.seconds * (state.total_bytes - state.bytes) / state.bytes if state.bytes else 0
    speed = state.bytes / 1e6 / state.seconds if state.seconds else 0
    failed = f", {state.failed} failed" if state.failed else ""
    minutes, seconds = divmod(round(left), 60)
    return f"unrtrace: {state.files:,} of {state.total:,} files, {speed:.1f} MB/s, {minutes}:{seconds:02} left{failed}"
