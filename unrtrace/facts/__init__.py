"""The tables that everything above decides by: TOML files, read when first asked for.

Shape: one mapping a file, as `tomllib` gives it. Nothing here decides; the modules
above apply what a table says.

>>> load("sessions")["regular"]["offset"]
1945
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
HEADER = re.compile(r"^\[\[?([\w-]+)\]", re.M)


@cache
def load(name: str) -> dict[str, Any]:
    """The table `name`, parsed once a process; `FileNotFoundError` for a table that is not there."""
    with (FOLDER / f"{name}.toml").open("rb") as file:
        return tomllib.load(file)


class Tables(Mapping[str, Any]):
    """The tables of a file of which each begins with its header, parsed when first asked for.

    >>> organisations = Tables("organisations")
    >>> organisations["IOM"]["acronyms"]["fr"], "NATO" in organisations
    (['OIM'], True)
    """

    def __init__(self, name: str, *, leave: str = "") -> None:
        text = (FOLDER / f"{name}.toml").read_text(encoding="utf-8")
        heads = list(HEADER.finditer(text))
        ends = [*(head.start() for head in heads[1:]), len(text)]
        self._texts: dict[str, str] = {}
        self._parsed: dict[str, Any] = {}
        for head, end in zip(heads, ends, strict=True):
            self._texts[head[1]] = self._texts.get(head[1], "") + text[head.start() : end]
        self._texts.pop(leave, None)

    def __getitem__(self, table: str) -> Any:
        if table not in self._parsed:
            self._parsed[table] = tomllib.loads(self._texts[table])[table]
        return self._parsed[table]

    def __contains__(self, table: object) -> bool:
        return table in self._texts

    def __iter__(self) -> Iterator[str]:
        return iter(self._texts)

    def __len__(self) -> int:
        return len(self._texts)
