"""The index: what the documents of a corpus are, cite and tell, in one SQLite database.

A work is a document in any of its languages; a version is one file of it. The index is a cache:
it holds nothing that the files do not.
"""

import json
import sqlite3
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from unrtrace.citation import Citation
from unrtrace.corpus.settings import Settings
from unrtrace.documents import Document, DocumentError, read
from unrtrace.extractor import extract_document
from unrtrace.extractor.events import Event, events_of, names_at
from unrtrace.extractor.organisations import Organisations
from unrtrace.extractor.sentences import sentence_at
from unrtrace.languages import CODES
from unrtrace.symbols import Symbol, SymbolError

ENDINGS = (".txt", ".md", ".text")
SCHEMA = """
CREATE TABLE work (
    id TEXT PRIMARY KEY, symbol TEXT, organ TEXT, title TEXT, adopted TEXT, issued TEXT, dated TEXT, letter TEXT);
CREATE TABLE name (name TEXT PRIMARY KEY, work TEXT NOT NULL REFERENCES work);
CREATE TABLE version (
    id INTEGER PRIMARY KEY, work TEXT NOT NULL REFERENCES work, language TEXT, path TEXT NOT NULL UNIQUE, title TEXT);
CREATE TABLE citation (
    version INTEGER NOT NULL REFERENCES version, start INTEGER, "end" INTEGER, line INTEGER, symbol TEXT,
    candidates TEXT, kind TEXT, body TEXT, date TEXT, pinpoint TEXT, relation TEXT, place TEXT, paragraph TEXT,
    via TEXT, certainty TEXT, warnings TEXT, section TEXT, through TEXT, names TEXT, sentence TEXT);
CREATE INDEX citation_version ON citation (version);
CREATE INDEX citation_symbol ON citation (symbol);
CREATE TABLE event (
    id INTEGER PRIMARY KEY, version INTEGER NOT NULL REFERENCES version, date TEXT, last TEXT, precision TEXT,
    kind TEXT, description TEXT, actors TEXT, organ TEXT, symbols TEXT, line INTEGER, place TEXT, paragraph TEXT,
    section TEXT);
CREATE INDEX event_date ON event (date);
CREATE TABLE event_name (name TEXT, event INTEGER NOT NULL REFERENCES event);
CREATE INDEX event_name_name ON event_name (name);
CREATE INDEX event_name_event ON event_name (event);
"""


def build(
    folder: Path, settings: Settings, organisations: Organisations
) -> tuple[sqlite3.Connection, list[tuple[str, str]], list[tuple[str, str]]]:
    """The index of a folder's documents, in memory; the files that failed, and the warnings, with reasons."""
    database = sqlite3.connect(":memory:")
    database.row_factory = sqlite3.Row
    database.executescript(SCHEMA)
    failed: list[tuple[str, str]] = []
    warnings: list[tuple[str, str]] = []
    for path in sorted(folder.rglob("*")):
        if path.suffix.lower() not in ENDINGS or not path.is_file():
            continue
        name = path.relative_to(folder).as_posix().encode("utf-8", "backslashreplace").decode()
        stated = settings.for_file(name)
        try:
            document = read(path, language=stated.get("language"))
        except DocumentError as error:
            failed.append((name, str(error)))
            continue
        warnings += [(name, warning) for warning in document.warnings]
        _add(database, name, document, stated, organisations)
    return database, failed, warnings


def identity(name: str, document: Document, stated: dict[str, Any]) -> tuple[str, tuple[Symbol, ...]]:
    """The identifier of the work that a file holds, and the symbols it answers to.

    In order of trust: `corpus.toml`, the masthead or title line, the file's name; a file of none of these
    is known by its name.
    """
    if stated.get("symbol"):
        return stated["symbol"], (stated["symbol"],)
    if stated.get("id"):
        return stated["id"], ()
    if document.masthead.symbols:
        return document.masthead.symbols[0], document.masthead.symbols
    stem = name.rsplit("/", 1)[-1].rsplit(".", 1)[0]
    plain, _, language = stem.rpartition(".")
    for spelling in (plain if language.lower() in CODES else stem, stem):
        try:
            symbol = Symbol.parse(spelling)
        except SymbolError:
            continue
        return symbol, (symbol,)
    return stem, ()


def _add(
    database: sqlite3.Connection, name: str, document: Document, stated: dict[str, Any], organisations: Organisations
) -> None:
    work, symbols = identity(name, document, stated)
    masthead = document.masthead
    title = stated.get("title") or masthead.title
    row = {
        "symbol": symbols[0] if symbols else None,
        "organ": stated.get("organ") or masthead.organ or (symbols[0].body if symbols else None),
        "title": title,
        "adopted": _iso(stated.get("adopted") or masthead.adopted),
        "issued": _iso(stated.get("issued") or masthead.issued),
        "dated": _iso(masthead.letter_date),
        "letter": masthead.letter,
    }
    with database:
        database.execute(
            "INSERT INTO work VALUES (:id, :symbol, :organ, :title, :adopted, :issued, :dated, :letter)"
            " ON CONFLICT (id) DO UPDATE SET organ = coalesce(organ, :organ), adopted = coalesce(adopted, :adopted),"
            " issued = coalesce(issued, :issued), dated = coalesce(dated, :dated),"
            " title = CASE WHEN :language = 'en' THEN :title ELSE coalesce(title, :title) END,"
            " letter = CASE WHEN :language = 'en' THEN :letter ELSE coalesce(letter, :letter) END",
            {"id": work, "language": document.language, **row},
        )
        database.executemany("INSERT OR IGNORE INTO name VALUES (?, ?)", [(n, work) for n in {work, *symbols}])
        version = database.execute(
            "INSERT INTO version (work, language, path, title) VALUES (?, ?, ?, ?)",
            (work, document.language, name, title),
        ).lastrowid
        assert version is not None
        own = Document(
            document.source, document.text, document.language, _with_symbols(document, symbols), document.paragraphs
        )
        citations = extract_document(own, body=stated.get("organ"))
        _write_citations(database, version, own, citations)
        events = events_of(own, citations, organ=stated.get("organ"), organisations=organisations)
        _write_events(database, version, events)


def _with_symbols(document: Document, symbols: tuple[Symbol, ...]) -> Any:
    from dataclasses import replace

    return replace(document.masthead, symbols=symbols)


def _iso(day: Any) -> str | None:
    return day.isoformat() if day else None


def _json(value: Any) -> str | None:
    return json.dumps(value, ensure_ascii=False) if value else None


def _write_citations(
    database: sqlite3.Connection, version: int, document: Document, citations: Iterable[Citation]
) -> None:
    rows = []
    for c in citations:
        through, names = None, None
        if c.place == "footnote" and (note := document.note_at(c.start)) and note.anchor is not None:
            part = document.paragraph_at(note.anchor)
            through = {"place": part.place, "paragraph": part.number, "section": part.section}
            names = names_at(document, note.anchor)
        rows.append(
            (
                version, c.start, c.end, c.line, c.symbol, _json(c.candidates), c.kind, c.body, _iso(c.date),
                _json(c.pinpoint), c.relation, c.place, c.paragraph, c.via, c.certainty, _json(c.warnings),
                document.paragraph_at(c.start).section, _json(through), names, sentence_at(document, c.start, c.end),
            )
        )  # fmt: skip
    database.executemany(f"INSERT INTO citation VALUES ({', '.join('?' * 20)})", rows)


def _write_events(database: sqlite3.Connection, version: int, events: Iterable[Event]) -> None:
    for e in events:
        row = database.execute(
            "INSERT INTO event VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                version, _iso(e.date), _iso(e.last), e.precision, e.kind, e.description, _json(e.actors), e.organ,
                _json(e.symbols), e.line, e.place, e.paragraph, e.section,
            ),
        ).lastrowid  # fmt: skip
        database.executemany("INSERT INTO event_name VALUES (?, ?)", [(name, row) for name in (*e.actors, *e.symbols)])
