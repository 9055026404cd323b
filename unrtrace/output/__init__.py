"""Output: records (jsonl, json, csv, tsv), aligned text for pipes, views on a terminal, graphs and bibliographies."""

import sys
from typing import Any


def __getattr__(name: str) -> Any:
    """Return `unrtrace.output.graphs`, a module of an earlier version that `unrtrace` keeps."""
    if name == "graphs":
        return sys.modules[f"{__name__}.graphs"]
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
