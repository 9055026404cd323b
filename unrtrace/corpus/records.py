"""Rows of the index as values."""

import json
import sqlite3
from dataclasses import dataclass
from typing import Any

from unrtrace.index import schema


@dataclass(frozen=True, slots=True)
class Version:
    """One file of a work: its language, its path relative to the corpus, its own title."""

    language: str | None
    path: str
    title: str | None


@dataclass(frozen=True, slots=True)
class Work:
    """A document in whatever languages the corpus holds; dates are ISO days, `symbol` None where unknown."""

    id: str
    symbol: str | None
    organ: str | None
    title: str | None
    adopted: str | None
    issued: str | None
    dated: str | None
    letter: str | None
    versions: tuple[Version, ...] = ()

    def url(self, language: str = "en") -> str | None:
        """The link to the document at docs.un.org, None for a work without a symbol."""
        from unrtrace.symbols import Symbol

        return Symbol.parse(self.symbol).url(language) if self.symbol else None

    def title_in(self, language: str) -> str | None:
        """The title in a language where a file has it, else the work's own."""
        return next((v.title for v in self.versions if v.language == language and v.title), self.title)

    @property
    def date(self) -> str | None:
        """The day the work speaks: adoption, else the letter's date, else issue."""
        return self.adopted or self.dated or self.issued


# Columns of the index that have another name than the field.
COLUMNS = {field: column for column, field in schema.RECORD_FIELDS.items()}


def _loads(value: str | None) -> Any:
    return json.loads(value) if value else None


@dataclass(frozen=True, slots=True)
class CitationRow:
    """A citation as the index holds it, with the work and file that it stands in."""

    work: str
    language: str | None
    path: str
    start: int
    line: int
    symbol: str | None
    candidates: tuple[str, ...]
    also: tuple[str, ...]
    kind: str
    body: str | None
    date: str | None
    pinpoint: dict[str, str]
    relation: str | None
    place: str
    paragraph: str | None
    via: str
    certainty: str
    warnings: tuple[str, ...]
    section: str | None
    through: dict[str, str] | None
    names: str | None
    text: str
    sentence: str

    @classmethod
    def from_row(cls, row: sqlite3.Row, terms: dict[int, str], sentence: str) -> "CitationRow":
        """A row of the query that joins citation, name, version and file, with the terms by their numbers."""
        values = {name: row[COLUMNS.get(name, name)] for name in cls.__slots__ if name != "sentence"}
        for name in ("kind", "body", "relation", "place", "via", "certainty"):
            values[name] = None if values[name] is None else terms[values[name]]
        for name in ("candidates", "also", "warnings"):
            values[name] = tuple(_loads(values[name]) or ())
        through = _loads(values["through"])
        values["through"] = through and {"place": None, "paragraph": None, "section": None} | through
        return cls(**values | {"pinpoint": _loads(values["pinpoint"]) or {}, "sentence": sentence})


@dataclass(frozen=True, slots=True)
class Relative:
    """A work of the same family: what it is to the work asked for, its symbol, and whether the corpus holds it."""

    kind: str
    symbol: str
    held: bool
