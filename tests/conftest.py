"""Settings of all tests: a cache folder of their own, one reading process, no garbage collection of collected tests."""

import gc
import os
import signal
import tempfile
from collections.abc import Iterator

import pytest

CACHE = tempfile.TemporaryDirectory(prefix="unrtrace-cache-")


def pytest_configure(config: pytest.Config) -> None:
    """Set the environment before any test module is imported; processes that tests start inherit it."""
    os.environ["XDG_CACHE_HOME"] = CACHE.name
    os.environ.pop("UNRTRACE_INDEX", None)
    if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:  # ignored where a shell runs the tests in the background
        signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session", autouse=True)
def one_job() -> Iterator[None]:
    """Read files in the process of the test; tests about several reading processes pass `jobs`."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("unrtrace.index.update.processors", lambda: 1)
        yield


def pytest_collection_finish(session: pytest.Session) -> None:
    """Exclude the collected tests from garbage collection: it is faster, and does not disturb measured times."""
    gc.collect()
    gc.freeze()


def pytest_unconfigure(config: pytest.Config) -> None:
    gc.unfreeze()
    CACHE.cleanup()
