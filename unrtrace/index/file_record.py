"""Read a file into the rows that the index has of it. Runs in the reading processes and knows no database."""

import json
import os
import zlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from functools import lru_cache
from hashlib import blake2b
from operator import attrgetter
from pathlib import Path
from typing import Any, NamedTuple

from unrtrace.citation import Citation
from unrtrace.documents import Document, DocumentError, read
from unrtrace.documents.failures import reason_of
from unrtrace.events import events_of, names_at
from unrtrace.extractor import extract_document
from unrtrace.index import agenda_rows, schema
from unrtrace.index.fulltext_tokens import tokens
from unrtrace.index.identify import identity, parts_of
from unrtrace.index.organisations_file import read_organisations
from unrtrace.symbols import Symbol, SymbolError
from unrtrace.symbols.components import split_last
from unrtrace.text.organisations import Organisations, standard

OWN_COLUMNS = ("symbols", "title", "organ", "adopted", "issued", "letter", "letter_date", "session")
_as_it_is = attrgetter(*schema.AS_IT_IS)
_converted = attrgetter(*(schema.RECORD_FIELDS.get(name, name) for name in schema.CONVERTED))
MAX_LENGTH = 240  # characters; a longer description counts as no better
NONE: Mapping[Any, Any] = {}
STEPS = {"Add": "addendum", "Corr": "corrigendum", "Rev": "revision", "Amend": "amendment"}


class IndexTask(NamedTuple):
    """A file to read: its path, its path as shown to people, its settings in corpus.toml, the hash in the index."""

    path: bytes
    name: str
    settings: dict[str, Any]
    known: bytes | None = None
    organisations: tuple[str, str] | None = None  # the folder with an organisations.toml, and its hash


class FileRecord(NamedTuple):
    """What the index has of a file; only `error` if it cannot be read, only `hash` if its content has not changed.

    `names` has for each symbol its parent and the step to it; `aliases` are the names of the work, each with the
    reason. In citations, edges and events names are text. `adopted_symbols` has for each event the symbol of which it
    reports the adoption, `participants` its organisations and other symbols.
    """

    hash: bytes | None
    error: str | None = None
    warnings: tuple[str, ...] = ()
    damage: str | None = None
    work: str = ""
    language: str | None = None
    identified_by: str = ""
    characters: int = 0
    work_columns: tuple[Any, ...] = ()
    masthead: str | None = None
    agenda: Sequence[tuple[str, str, str, str | None]] = ()
    names: Mapping[str, tuple[str | None, str | None]] = NONE
    aliases: tuple[tuple[str, str], ...] = ()
    citations: Sequence[list[Any]] = ()
    edges: Mapping[tuple[str, str], int] = NONE
    events: Sequence[list[Any]] = ()
    adopted_symbols: Sequence[str | None] = ()
    participants: Sequence[tuple[str, ...]] = ()
    passages: bytes = b""
    words: str = ""


@lru_cache(maxsize=16)
def _organisations(folder: str, mark: str) -> Organisations:
    return read_organisations(Path(folder))


def digest_of(path: bytes) -> bytes:
    """Return the hash of the content of a file."""
    with open(path, "rb") as file:
        mark = blake2b(digest_size=16)
        while data := file.read(1 << 20):
            mark.update(data)
    return mark.digest()


class _Identified(NamedTuple):
    """A document with the symbols that the index gives it, the work it belongs to, and what identified the work."""

    document: Document
    work: str
    identified_by: str


def _read(path: Path, name: str, settings: Mapping[str, Any]) -> _Identified:
    document = read(path, language=settings.get("language"))
    work, symbols, identified_by = identity(name, document, settings)
    masthead = replace(document.masthead, symbols=symbols)
    return _Identified(replace(document, masthead=masthead), work, identified_by)


def document_as_indexed(path: Path, name: str, settings: Mapping[str, Any]) -> tuple[Document, str | None]:
    """Return a file's document as the index sees it, and the organ that corpus.toml states for it.

    `name` is the path as shown to people, `settings` what corpus.toml states about the file: the document is read
    in the settings language, and its masthead has the symbols that identify it in the index.

    Raises `DocumentError` or `OSError` if the file cannot be read.
    """
    return _read(path, name, settings).document, settings.get("organ")


def index_file(task: IndexTask) -> FileRecord:
    """Read one file and return what the index has of it; whatever is raised is the reason why it could not be read."""
    mark = None
    try:
        if not os.path.isfile(task.path):
            raise DocumentError("is not there any more")
        mark = digest_of(task.path)
        if mark == task.known:
            return FileRecord(mark)
        return _rows(mark, task, _read(Path(os.fsdecode(task.path)), task.name, task.settings))
    except Exception as error:  # one file must not stop the others
        return FileRecord(mark, reason_of(error))


def _rows(mark: bytes, task: IndexTask, identified: _Identified) -> FileRecord:
    own, work, named = identified
    masthead = own.masthead
    symbols = masthead.symbols
    organ = task.settings.get("organ")
    organisations = _organisations(*task.organisations) if task.organisations else standard()
    citations = extract_document(own, body=organ, organisations=organisations)
    events = events_of(own, citations, organ=organ, organisations=organisations)
    lines = _Lines()
    names: dict[str, tuple[str | None, str | None]] = {}
    parts = tuple(parts_of(own))
    for name in (work, *symbols, *parts):
        add_name(names, name)
    for found in (*((c.symbol, *c.also) for c in citations), *(event.symbols for event in events)):
        for name in filter(None, found):
            add_name(names, name)
    # descriptions first: they are unpacked without the sentences
    event_values = [_event(event, lines) for event in events]
    facts = _work_columns(own, task.settings)
    items = tuple(agenda_rows.rows_of(masthead, facts[schema.WORK.index("session")]))
    first = ((work, named), *((str(name), "joint") for name in symbols if name != work))
    return FileRecord(
        mark, None, own.warnings, own.damage, str(work), own.language, named, len(own.text),
        facts, _other_metadata(masthead), items, names, (*first, *((str(part), "part") for part in parts)),
        [_citation(own, citation, lines) for citation in citations], _edges(citations),
        event_values,
        [adopted_symbol(event) for event in events],
        [participants(event) for event in events],
        lines.packed(), " ".join(tokens(own.text)),
    )  # fmt: skip


def _work_columns(document: Document, settings: dict[str, Any]) -> tuple[Any, ...]:
    """Return the values of `schema.WORK`."""
    masthead = document.masthead
    symbol = masthead.symbols[0] if masthead.symbols else None
    adopted, issued = settings.get("adopted") or masthead.adopted, settings.get("issued") or masthead.issued
    day = adopted or masthead.letter_date or issued
    session = getattr(_details(masthead), "session", None) or (symbol.session if symbol else None)
    return (
        str(symbol) if symbol else None,
        settings.get("organ") or masthead.organ or (symbol.body if symbol else None),
        settings.get("title") or masthead.title,
        to_sql(adopted), to_sql(issued), to_sql(masthead.letter_date), masthead.letter,
        str(session) if session is not None else None, day.year if day else symbol.year if symbol else None,
    )  # fmt: skip


def _details(masthead: Any) -> Any:
    """Return the object with the further fields of a masthead: its details, else itself."""
    return getattr(masthead, "details", masthead)


def _other_metadata(masthead: Any) -> str | None:
    """Return the fields of a masthead without columns of their own, as a JSON object."""
    details = _details(masthead)
    rest = {
        field.name: _to_json(value)
        for field in fields(details)
        if field.name not in OWN_COLUMNS and not field.name.endswith("_at") and (value := getattr(details, field.name))
    }
    return json.dumps(rest, ensure_ascii=False) if rest else None


def _to_json(value: Any) -> Any:
    """Return a value as JSON can represent it."""
    if is_dataclass(value):
        return {field.name: _to_json(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, (list, tuple)):
        return [_to_json(one) for one in value]
    return value if isinstance(value, (str, int)) else str(value)


def add_name(names: dict[str, tuple[str | None, str | None]], name: str) -> None:
    """Add a name with its parent, the parent of that and so on."""
    text: str | None = str(name)
    while text and text not in names:
        names[text] = _parent(text)
        text = names[text][0]


@lru_cache(maxsize=8192)
def _parent(text: str) -> tuple[str | None, str | None]:
    """Return the parent of a symbol and what the symbol is of it: addendum, corrigendum, revision, part, letter."""
    if "/" not in text:
        return None, None
    try:
        Symbol.parse(text)
    except SymbolError:
        return None, None
    step = split_last(text)
    if step is None:
        return None, None
    return step.parent, STEPS.get(step.value.partition(".")[0], "summary") if step.kind == "suffix" else step.kind


class _Lines:
    """The sentences and descriptions of a file, each once, with their numbers."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}

    def number(self, line: str) -> int:
        return self.numbers.setdefault(line, len(self.numbers))

    def packed(self) -> bytes:
        return zlib.compress("\n".join(self.numbers).encode("utf-8", "replace"), 9)


def to_sql(value: Any) -> Any:
    """Return a value for SQLite: an ISO date, JSON for a list or object, None if that is empty."""
    if hasattr(value, "isoformat"):
        return value.isoformat()
    if isinstance(value, (dict, list, tuple)):
        if isinstance(value, dict):
            value = {key: one for key, one in value.items() if one is not None}
        return json.dumps(value, ensure_ascii=False, separators=(",", ":")) if value else None
    return str(value) if isinstance(value, str) else value


def _citation(document: Document, c: Citation, lines: _Lines) -> list[Any]:
    """Return the values of `schema.CITATION`, the cited symbol as text."""
    through, names = None, None
    if c.place == "footnote" and (note := document.footnote_at(c.start)) and note.mark_offset is not None:
        part = document.paragraph_at(note.mark_offset)
        through = {"place": part.place, "paragraph": part.number, "section": part.section}
        names = names_at(document, note.mark_offset)
    return [
        *_as_it_is(c),
        *[to_sql(value) if value else None for value in _converted(c)],
        str(c.symbol) if c.symbol else None,
        document.paragraph_at(c.start).section,
        to_sql(through),
        names,
        lines.number(document.sentences.text_at(c.start, c.end)),
    ]


def _edges(citations: Sequence[Citation]) -> dict[tuple[str, str], int]:
    """Return how often each symbol is cited in each relation, with both symbols of a double symbol."""
    return Counter(
        (str(name), c.relation or "") for c in citations for name in dict.fromkeys((c.symbol, *c.also)) if name
    )


def _event(event: Any, lines: _Lines) -> list[Any]:
    """Return the values of `schema.EVENT`."""
    values: dict[str, Any] = {
        "description": lines.number(event.description),
        "length": min(len(event.description), MAX_LENGTH),
        "symbols": None if adopted_symbol(event) and len(event.symbols) == 1 else to_sql(event.symbols),
    }
    return [values[column] if column in values else to_sql(getattr(event, column)) for column in schema.EVENT]


def adopted_symbol(event: Any) -> str | None:
    """Return the first symbol of which an event reports the adoption, or None; the index keeps its reports together."""
    return str(event.symbols[0]) if event.kind == "adopted" and event.symbols else None


def participants(event: Any) -> tuple[str, ...]:
    """Return the organisations of an event and its symbols, without the adopted one."""
    return tuple(
        dict.fromkeys(name for name in map(str, (*event.actors, *event.symbols)) if name != adopted_symbol(event))
    )


def index_files(tasks: Iterable[IndexTask]) -> Iterable[tuple[IndexTask, FileRecord]]:
    """Yield each task with the record of its file, read in this process."""
    for task in tasks:
        yield task, index_file(task)
