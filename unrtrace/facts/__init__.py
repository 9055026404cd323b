"""The tables that everything above decides by: TOML files, read when first asked for.

Shape: one mapping a file, as `tomllib` gives it. Nothing here decides; the modules
above apply what a table says.

>>> load("sessions")["regular"]["offset"]
1945
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache, cached_property
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
HEADER = re.compile(r"^\[\[?([\w-]+)\]", re.M)


class FactsError(ValueError):
    """A facts file that cannot be used: one line names the file and what it lacks."""


@cache
def load(name: str) -> dict[str, Any]:
    """Return the table `name`, parsed once a process; `FileNotFoundError` for a table that is not there."""
    with (FOLDER / f"{name}.toml").open("rb") as file:
        return tomllib.load(file)


def names(folder: str) -> list[str]:
    """Return the names of the facts files in a folder, in alphabetical order.

    >>> "en" in names("languages")
    True
    """
    return sorted(path.stem for path in (FOLDER / folder).glob("*.toml"))


class Tables(Mapping[str, Any]):
    """The tables of a facts file, each parsed when first asked for.

    Each table begins with its header; the keys before the first header come first, under their own names.

    >>> organisations = Tables("organisations")
    >>> organisations["IOM"]["acronyms"]["fr"], "NATO" in organisations
    (['OIM'], True)
    """

    def __init__(self, name: str, *, leave: str = "") -> None:
        text = (FOLDER / f"{name}.toml").read_text(encoding="utf-8")
        headers = list(HEADER.finditer(text))
        ends = [*(header.start() for header in headers), len(text)]
        self._head = text[: ends[0]]
        self._texts: dict[str, str] = {}
        self._parsed: dict[str, Any] = {}
        for header, end in zip(headers, ends[1:], strict=True):
            self._texts[header[1]] = self._texts.get(header[1], "") + text[header.start() : end]
        self._texts.pop(leave, None)

    @cached_property
    def head(self) -> dict[str, Any]:
        """The keys before the first header."""
        return tomllib.loads(self._head)

    def __getitem__(self, table: str) -> Any:
        if table not in self._texts:
            return self.head[table]
        if table not in self._parsed:
            self._parsed[table] = tomllib.loads(self._texts[table])[table]
        return self._parsed[table]

    def __contains__(self, table: object) -> bool:
        return table in self._texts or table in self.head

    def __iter__(self) -> Iterator[str]:
        yield from self.head
        yield from self._texts

    def __len__(self) -> int:
        return len(self.head) + len(self._texts)
