"""The tables of the index. docs/schema.md describes each column; a test compares the two.

Identifiers and works have integer ids: the id of a work is that of its main identifier, so that an edge is a pair of
integers whether or not the corpus holds the cited document. The sentences and descriptions of a file are stored once
each, one per line, in its compressed `passage`; citations and events store the line number. Words of a fixed set
(kinds, places, relations …) are stored once each in `vocabulary`. The views `citations` and `events` show both as
text.
"""

from typing import Any

VERSION = 6
APPLICATION_ID = 0x756E7274  # "unrt", SQLite's application_id of an index

# The columns that hold ids of `vocabulary`, and those that hold line numbers of `passage`.
VOCABULARY_COLUMNS = ("kind", "body", "relation", "place", "via", "certainty", "precision")
PASSAGE_COLUMNS = ("sentence", "description")
PAGE_BYTES = 8192  # the sentences of a file take about half a page

# The columns of `event`: the fields of `Event` and the length of the description. A new field needs a line here and
# in docs/schema.md.
EVENT: dict[str, str] = {
    "date": "TEXT NOT NULL",
    "last": "TEXT",
    "precision": "INTEGER NOT NULL",
    "kind": "INTEGER NOT NULL",
    "description": "INTEGER NOT NULL",
    "length": "INTEGER NOT NULL",
    "actors": "TEXT",
    "organ": "TEXT",
    "symbols": "TEXT",
    "line": "INTEGER",
    "place": "INTEGER",
    "paragraph": "TEXT",
    "section": "TEXT",
}
# The symbols of an event; NULL in the table if there is only the adopted one.
SYMBOLS = (
    "CASE WHEN {0}.symbols IS NULL AND {0}.adopted_symbol_id > 0"
    " THEN (SELECT json_array(text) FROM identifier WHERE id = {0}.adopted_symbol_id)"
    " ELSE {0}.symbols END"
)
# The columns of `citation`: fields of `Citation` stored as they are, fields that are converted, and further ones.
AS_IT_IS: dict[str, str] = {
    "start": "INTEGER NOT NULL",
    "end": "INTEGER NOT NULL",
    "line": "INTEGER NOT NULL",
    "column": "INTEGER NOT NULL",
    "page": "INTEGER",
    "text": "TEXT NOT NULL",
    "kind": "INTEGER NOT NULL",
    "body": "INTEGER",
    "relation": "INTEGER",
    "place": "INTEGER NOT NULL",
    "paragraph": "TEXT",
    "via": "INTEGER NOT NULL",
    "certainty": "INTEGER NOT NULL",
}
CONVERTED: dict[str, str] = {
    "candidates": "TEXT",
    "joint_symbols": "TEXT",
    "date": "TEXT",
    "pinpoint": "TEXT",
    "warnings": "TEXT",
}
ADDED: dict[str, str] = {
    "identifier_id": "INTEGER REFERENCES identifier",
    "section": "TEXT",
    "footnote_anchor": "TEXT",
    "instrument": "TEXT",
    "sentence": "INTEGER NOT NULL",
}
# Columns of `citation` that have another name in the view and in the records.
RECORD_FIELDS = {"joint_symbols": "also", "footnote_anchor": "through", "instrument": "names"}
CITATION: dict[str, str] = AS_IT_IS | CONVERTED | ADDED
# What a file states about its document, and a work takes over from its files, the English one first.
WORK: tuple[str, ...] = (
    "symbol", "organ", "title", "adopted", "issued", "dated", "letter", "session", "year"
)  # fmt: skip


def _columns(table: dict[str, str]) -> str:
    return ", ".join(f'"{name}" {kind}' for name, kind in table.items())


def _view(table: str, columns: dict[str, str]) -> str:
    """Return a view that shows the ids in a table as text; the program defines the SQL function `passage`."""
    shown = []
    for name in columns:
        if name in VOCABULARY_COLUMNS:
            shown.append(f'(SELECT text FROM vocabulary WHERE id = t."{name}") AS "{name}"')
        elif name in PASSAGE_COLUMNS:
            shown.append(f'passage(t.version, t."{name}") AS "{name}"')
        elif name == "symbols":
            shown.append(f"{SYMBOLS.format('t')} AS symbols")
        elif name == "identifier_id":
            shown.append("(SELECT text FROM identifier WHERE id = t.identifier_id) AS symbol")
        elif name in RECORD_FIELDS:
            shown.append(f"t.{name} AS {RECORD_FIELDS[name]}")
        else:
            shown.append(f't."{name}"')
    return (
        f"CREATE VIEW {table}s AS SELECT w.text AS work, v.language, f.path, {', '.join(shown)} FROM {table} t"
        " JOIN document_file v ON v.id = t.version JOIN file f ON f.id = v.id JOIN identifier w ON w.id = v.work;"
    )


def _work_columns() -> str:
    return ", ".join(f"{name} {'INTEGER' if name == 'year' else 'TEXT'}" for name in WORK)


TABLES = f"""
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE folder (id INTEGER PRIMARY KEY, path TEXT NOT NULL);
CREATE TABLE file (
    id INTEGER PRIMARY KEY AUTOINCREMENT, folder INTEGER NOT NULL REFERENCES folder, name_bytes BLOB NOT NULL,
    path TEXT NOT NULL, size INTEGER NOT NULL, mtime INTEGER NOT NULL, hash BLOB, settings TEXT, error TEXT,
    unread_kind TEXT, damage TEXT, warnings TEXT, UNIQUE (folder, name_bytes));
CREATE INDEX file_path ON file (path);
CREATE INDEX file_remarks ON file (path)
    WHERE error IS NOT NULL OR damage IS NOT NULL OR warnings IS NOT NULL;
CREATE TABLE unread_file (folder INTEGER NOT NULL REFERENCES folder, path TEXT NOT NULL, kind TEXT NOT NULL);
CREATE TABLE vocabulary (id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE);
INSERT INTO vocabulary VALUES (0, '');
CREATE TABLE identifier (id INTEGER PRIMARY KEY, text TEXT NOT NULL, parent INTEGER REFERENCES identifier, step TEXT);
CREATE INDEX identifier_text ON identifier (text COLLATE NOCASE);
CREATE INDEX identifier_parent ON identifier (parent) WHERE parent IS NOT NULL;
CREATE TABLE work (id INTEGER PRIMARY KEY REFERENCES identifier, {_work_columns()});
CREATE TABLE document_file (
    id INTEGER PRIMARY KEY REFERENCES file, work INTEGER NOT NULL REFERENCES work, language TEXT,
    identified_by TEXT NOT NULL, is_primary INTEGER NOT NULL DEFAULT 1, characters INTEGER NOT NULL,
    {_work_columns()}, masthead TEXT);
CREATE INDEX document_file_work ON document_file (work);
CREATE TABLE agenda (
    version INTEGER NOT NULL REFERENCES document_file, organ TEXT NOT NULL, session TEXT NOT NULL,
    number TEXT NOT NULL, title TEXT);
CREATE INDEX agenda_version ON agenda (version);
CREATE INDEX agenda_item ON agenda (organ, session, number);
CREATE INDEX agenda_title ON agenda (title) WHERE title IS NOT NULL;
CREATE TABLE alias (
    name INTEGER NOT NULL REFERENCES identifier, version INTEGER NOT NULL REFERENCES document_file,
    work INTEGER NOT NULL REFERENCES work, why TEXT NOT NULL, PRIMARY KEY (name, version)) WITHOUT ROWID;
CREATE INDEX alias_work ON alias (work);
CREATE TABLE passage (version INTEGER PRIMARY KEY REFERENCES document_file, text_lines BLOB NOT NULL);
CREATE TABLE citation (
    version INTEGER NOT NULL REFERENCES document_file, number INTEGER NOT NULL, {_columns(CITATION)},
    PRIMARY KEY (version, number)) WITHOUT ROWID;
CREATE TABLE edge (
    cited INTEGER NOT NULL REFERENCES identifier, version INTEGER NOT NULL REFERENCES document_file,
    relation INTEGER NOT NULL, count INTEGER NOT NULL, PRIMARY KEY (cited, version, relation)) WITHOUT ROWID;
CREATE TABLE event (
    adopted_symbol_id INTEGER NOT NULL, version INTEGER NOT NULL REFERENCES document_file,
    number INTEGER NOT NULL, {_columns(EVENT)},
    PRIMARY KEY (adopted_symbol_id, version, number)) WITHOUT ROWID;
CREATE INDEX event_version ON event (version);
CREATE INDEX event_date ON event (date) WHERE adopted_symbol_id = 0;
CREATE TABLE event_participant (
    name TEXT NOT NULL, adopted_symbol_id INTEGER NOT NULL, version INTEGER NOT NULL REFERENCES document_file,
    number INTEGER NOT NULL, PRIMARY KEY (name, adopted_symbol_id, version, number)) WITHOUT ROWID;
CREATE TABLE adoption_summary (
    symbol_id INTEGER PRIMARY KEY REFERENCES identifier, report_count INTEGER, date TEXT, last TEXT,
    precision INTEGER, actors TEXT, organ TEXT, version INTEGER REFERENCES document_file, line INTEGER, sources TEXT,
    descriptions TEXT);
{_view("citation", CITATION)}
{_view("event", EVENT)}
CREATE VIRTUAL TABLE fulltext USING fts5 (
    text, content = '', columnsize = 0, detail = none, tokenize = "ascii");
PRAGMA application_id = {APPLICATION_ID};
PRAGMA user_version = {VERSION};
"""


def insert(table: str, columns: Any) -> str:
    """Return a statement that inserts a row with these columns."""
    names = [f'"{name}"' for name in columns]
    return f"INSERT INTO {table} ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})"
