"""`corpus.toml`: what a corpus' texts cannot say of themselves.

A table is named after a file, or a pattern of files, relative to the corpus; its keys override what
was read. `symbol` is the document's, `id` an identifier of the corpus' own where the symbol is unknown.
"""

import datetime
import tomllib
from dataclasses import dataclass, field
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

from unrtrace.index.errors import CorpusError
from unrtrace.index.locate import SETTINGS
from unrtrace.symbols import Symbol, SymbolError

TYPES: dict[str, type] = {
    "symbol": str,
    "id": str,
    "title": str,
    "organ": str,
    "language": str,
    "adopted": datetime.date,
    "issued": datetime.date,
}


@dataclass(frozen=True)
class Settings:
    """The tables of a corpus.toml; empty where there is none."""

    tables: dict[str, dict[str, Any]] = field(default_factory=dict)

    def for_file(self, name: str) -> dict[str, Any]:
        """What is stated for a file by its name relative to the corpus; later tables win."""
        stated: dict[str, Any] = {}
        for pattern, values in self.tables.items():
            if pattern == name or fnmatch(name, pattern):
                stated |= values
        return stated


def read_settings(folder: Path) -> Settings:
    """The settings of a corpus folder; `CorpusError` names the file, the table and the mend."""
    path = folder / SETTINGS
    if not path.exists():
        return Settings()
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise CorpusError(f"{path} cannot be read: {error}") from None
    for name, values in tables.items():
        if not isinstance(values, dict):
            raise CorpusError(f'{path}: {name!r} stands outside a table; write it below ["file name"]')
        _check(path, name, values)
    return Settings(tables)


def _check(path: Path, name: str, values: dict[str, Any]) -> None:
    for key, value in values.items():
        expected = TYPES.get(key)
        if expected is None:
            raise CorpusError(f"{path}: [{name!r}] has the unknown key {key!r}; known are {', '.join(TYPES)}")
        if not isinstance(value, expected):
            raise CorpusError(f"{path}: [{name!r}] {key} must be a {'date' if expected is not str else 'string'}")
    if symbol := values.get("symbol"):
        try:
            values["symbol"] = Symbol.parse(symbol)
        except SymbolError as error:
            raise CorpusError(f"{path}: [{name!r}] symbol: {error}") from None
