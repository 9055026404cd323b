"""Citations as the index has them, each with the work and file in which it stands."""

import datetime
import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from unrtrace.corpus.index_reader import IndexReader, batches, parse_date, trusted_symbol
from unrtrace.index import schema
from unrtrace.symbols import Symbol

SELECT = (
    "SELECT c.*, w.text AS work, v.language, f.path, s.text AS symbol FROM citation c"
    " JOIN document_file v ON v.id = c.version JOIN file f ON f.id = v.id JOIN identifier w ON w.id = v.work"
    " LEFT JOIN identifier s ON s.id = c.identifier_id"
)
ORDER = " ORDER BY w.text, v.language <> 'en', v.language, f.path, c.number"
NUMBERED = ("kind", "body", "relation", "place", "via", "certainty")  # columns that hold numbers of the vocabulary
LISTS = ("candidates", "also", "warnings")
# Columns of the index that have another name than the field.
COLUMNS = {field: column for column, field in schema.RECORD_FIELDS.items()}


@dataclass(frozen=True, slots=True)
class CitationRow:
    """A citation in the index. The fields of `Citation` have the same meaning.

    Attributes:
        work: identifier of the citing work
        language: language of the file
        path: the file, relative to the folder of the corpus
        section: heading of the annex in which it stands
        through: for a footnote, place, paragraph and section of its mark
        names: the instrument named at the footnote's mark
        sentence: the sentence around the citation
    """

    work: str
    language: str | None
    path: str
    start: int
    line: int
    symbol: Symbol | None
    candidates: tuple[Symbol, ...]
    also: tuple[Symbol, ...]
    kind: str
    body: str | None
    date: datetime.date | None
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
    def from_row(cls, row: sqlite3.Row, vocabulary: dict[int, str], sentence: str) -> "CitationRow":
        """Return the citation in a row of `SELECT`."""
        values = {name: row[COLUMNS.get(name, name)] for name in cls.__slots__ if name != "sentence"}
        for name in NUMBERED:
            values[name] = None if values[name] is None else vocabulary[values[name]]
        for name in LISTS:
            values[name] = tuple(_loads(values[name]) or ())
        for name in ("candidates", "also"):
            values[name] = tuple(map(trusted_symbol, values[name]))
        values["symbol"] = trusted_symbol(values["symbol"]) if values["symbol"] else None
        values["date"] = parse_date(values["date"])
        through = _loads(values["through"])
        values["through"] = through and {"place": None, "paragraph": None, "section": None} | through
        return cls(**values | {"pinpoint": _loads(values["pinpoint"]) or {}, "sentence": sentence})


def _loads(value: str | None) -> Any:
    return json.loads(value) if value else None


def citations_in(reader: IndexReader, work: str) -> list[CitationRow]:
    """Return the citations in the files of a work, in text order."""
    return _read(reader, f"{SELECT} WHERE w.text = ? COLLATE NOCASE AND w.text = ?{ORDER}", (work, work))


def citations_of(reader: IndexReader, names: Iterable[str]) -> list[CitationRow]:
    """Return the citations of any of some names, as a part of a double symbol too, by work and text order."""
    wanted = set(map(str, names))
    found: list[CitationRow] = []
    for part in batches(list(reader.name_ids(wanted).values())):
        marks = ", ".join("?" * len(part))
        found += _read(
            reader,
            f"{SELECT} WHERE (c.identifier_id IN ({marks}) OR c.joint_symbols IS NOT NULL)"
            f" AND c.version IN (SELECT version FROM edge WHERE cited IN ({marks})){ORDER}",
            (*part, *part),
        )
    return [row for row in found if row.symbol in wanted or wanted.intersection(row.also)]


def citations_between(reader: IndexReader, citing: Iterable[str], names: Iterable[str]) -> list[CitationRow]:
    """Return the citations of any of some names by some works, by work and text order."""
    wanted = set(map(str, names))
    cited = list(reader.name_ids(wanted).values())
    found: list[CitationRow] = []
    for part in batches(list(reader.name_ids(set(map(str, citing))).values())):
        found += _read(
            reader,
            f"{SELECT} WHERE v.work IN ({', '.join('?' * len(part))})"
            f" AND (c.identifier_id IN ({', '.join('?' * len(cited))}) OR c.joint_symbols IS NOT NULL){ORDER}",
            (*part, *cited),
        )
    return [row for row in found if row.symbol in wanted or wanted.intersection(row.also)]


def _read(reader: IndexReader, statement: str, values: Sequence[Any]) -> list[CitationRow]:
    rows = reader.rows(statement, values)
    texts = reader.passages_of_rows(rows, "sentence")
    return [CitationRow.from_row(row, reader.vocabulary, text) for row, text in zip(rows, texts, strict=True)]
