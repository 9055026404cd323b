"""Indexes of the tests are in a folder of their own, never in the user's cache."""

import os
import tempfile

import pytest

CACHE = tempfile.TemporaryDirectory(prefix="unrtrace-cache-")


def pytest_configure(config: pytest.Config) -> None:
    """Before any test module is read, and for every process that the tests start."""
    os.environ["XDG_CACHE_HOME"] = CACHE.name
    os.environ.pop("UNRTRACE_INDEX", None)


def pytest_unconfigure(config: pytest.Config) -> None:
    CACHE.cleanup()
