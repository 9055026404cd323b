"""`corpus.toml`: what the texts of a corpus do not say.

A table has the name of a file, or a pattern of names, relative to the corpus; its keys override what the file says.
`symbol` is the symbol of the document, `id` an identifier of the corpus's own if the symbol is unknown.
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
    """The tables of a corpus.toml; empty if there is none."""

    tables: dict[str, dict[str, Any]] = field(default_factory=dict)

    def for_file(self, name: str) -> dict[str, Any]:
        """Return the settings of a file, by its path relative to the corpus; later tables take precedence."""
        stated: dict[str, Any] = {}
        for pattern, values in self.tables.items():
            if pattern == name or fnmatch(name, pattern):
                stated |= values
        return stated


def read_settings(folder: Path) -> Settings:
    """Return the settings of a folder. Raise `CorpusError`, which names the file and the table, if they are wrong."""
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
