"""The tables that everything above decides by: TOML files, read when first asked for.

Shape: one mapping a file, as `tomllib` gives it. Nothing here decides; the modules
above apply what a table says.

>>> load("sessions")["regular"]["offset"]
1945
"""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent


@cache
def load(name: str) -> dict[str, Any]:
    """The table `name`, parsed once a process; `FileNotFoundError` for a table that is not there."""
    with (FOLDER / f"{name}.toml").open("rb") as file:
        return tomllib.load(file)
