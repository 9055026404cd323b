"""Indexes of the tests are in a folder of their own, never in the user's cache."""

import gc
import os
import signal
import tempfile
from collections.abc import Iterator

import pytest

CACHE = tempfile.TemporaryDirectory(prefix="unrtrace-cache-")


def pytest_configure(config: pytest.Config) -> None:
    """Before any test module is read, and for every process that the tests start."""
    os.environ["XDG_CACHE_HOME"] = CACHE.name
    os.environ.pop("UNRTRACE_INDEX", None)
    if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:  # as in what a shell runs in the background
        signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session", autouse=True)
def one_job() -> Iterator[None]:
    """Indexes are made in the process of the test; those that are about several processes say so with `jobs`."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("unrtrace.index.update.processors", lambda: 1)
        yield


def pytest_collection_finish(session: pytest.Session) -> None:
    """The collector need not look at thousands of collected tests again and again, least while time is measured."""
    gc.collect()
    gc.freeze()


def pytest_unconfigure(config: pytest.Config) -> None:
    gc.unfreeze()
    CACHE.cleanup()
