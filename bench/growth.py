"""Does the time double when the input doubles? Measured for the benches and for the tests.

Times are processor seconds of the measuring thread, so that other programs on the machine hardly show in them.
Growth with the square of the input gives a ratio of 4; noise only ever slows a run down, so a ratio over the limit is
measured again before it counts.
"""

import gc
import time
from collections.abc import Callable
from typing import NamedTuple

LIMIT = 2.6  # times as long for twice the input
HOPELESS = 3.3  # a ratio that noise does not make twice
ENOUGH = 0.02  # seconds that can be told from noise
DEEP = 0.5  # seconds that show a small superlinear part too
MANY = 8192  # repeats at which ENOUGH is enough
SLOW = 0.06  # seconds at which fewer repeats than MANY are enough


class Growth(NamedTuple):
    """Seconds for `repeats` and for twice as many."""

    repeats: int
    once: float
    twice: float

    @property
    def ratio(self) -> float:
        """Return how many times as long the longer text took."""
        return self.twice / max(self.once, 1e-6)

    def __str__(self) -> str:
        return f"{self.once:.3f} s to {self.twice:.3f} s, {self.ratio:.2f} times as long, n = {self.repeats}"


def seconds(action: Callable[[str], object], text: str, runs: int = 1) -> float:
    """Return the processor seconds of the fastest of some runs of an action on a text."""
    times = []
    for _ in range(runs):
        gc.collect()
        gc.disable()
        begin = time.thread_time()
        action(text)
        times.append(time.thread_time() - begin)
        gc.enable()
    return min(times)


def growth(
    action: Callable[[str], object], text: Callable[[int], str], most: int, attempts: int = 4, enough: float = ENOUGH
) -> Growth:
    """Return how the time of an action grows from a text of n repeats to one of 2n.

    n is the first number tried, from 16 on and up to `most`, that takes `enough` seconds and is at least MANY, or that
    takes SLOW seconds. A ratio over LIMIT is measured again with twice as many repeats, up to `attempts` times: what
    grows with the square stays over it, noise and a step in the time do not.
    """
    action(text(2))  # patterns are compiled with the first text
    repeats = min(MANY // 512, most)
    while (once := seconds(action, text(repeats))) < (enough if repeats >= MANY else max(enough, SLOW)):
        factor = 8 if repeats * 8 <= MANY // 2 or once * 8 < enough else 2
        if repeats * factor > most:
            factor = 2
        if repeats * factor > most:
            break
        repeats *= factor
    short = text(repeats)
    best = Growth(repeats, min(once, seconds(action, short)), seconds(action, text(2 * repeats)))
    for attempt in range(1, attempts):
        if best.ratio < LIMIT or (attempt > 1 and best.ratio > HOPELESS):
            break
        if 2 * repeats <= most:
            repeats *= 2
        again = Growth(repeats, seconds(action, text(repeats), 2), seconds(action, text(2 * repeats), 2))
        best = min(best, again, key=lambda one: one.ratio)
    return best
