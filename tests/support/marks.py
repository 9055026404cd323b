"""Marks for tests."""

import os

import pytest

POSIX = pytest.mark.skipif(os.name != "posix", reason="needs a POSIX system")
# Tests that compare the times of a short and a long text run one after the other, in one process.
GROWTH = pytest.mark.xdist_group("growth")
