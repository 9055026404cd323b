"""Check a corpus for problems: each finding with its file or document and the reason."""

import datetime
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from unrtrace.corpus.missing import count
from unrtrace.documents.filename import readings_of_filename
from unrtrace.index.identify import stem
from unrtrace.symbols import Symbol
from unrtrace.text import dates

if TYPE_CHECKING:
    from unrtrace.corpus import Corpus


class Finding(NamedTuple):
    """A finding: the check, the file or document, and what is wrong."""

    check: str
    about: str
    detail: str


def unreadable_files(corpus: "Corpus") -> Iterator[Finding]:
    """Yield files that could not be read."""
    for name, reason in corpus.failed:
        yield Finding("unreadable", name, reason)


def damaged_files(corpus: "Corpus") -> Iterator[Finding]:
    """Yield files that are damaged and were read as far as possible."""
    for name, damage in corpus.damaged:
        yield Finding("damaged", name, damage)


def files_with_warnings(corpus: "Corpus") -> Iterator[Finding]:
    """Yield files that were read with a warning."""
    for name, reason in corpus.warnings:
        yield Finding("odd", name, reason)


def documents_without_symbol(corpus: "Corpus") -> Iterator[Finding]:
    """Yield documents without a symbol in masthead, file name or corpus.toml."""
    rows = corpus.reader.rows(
        "SELECT f.path FROM document_file v JOIN file f ON f.id = v.id WHERE v.identified_by = 'none' ORDER BY f.path"
    )
    for row in rows:
        yield Finding("no-symbol", row["path"], f"no symbol in masthead or file name: known as {stem(row['path'])}")


def duplicate_files(corpus: "Corpus") -> Iterator[Finding]:
    """Yield files of the same document in the same language, and why another one was chosen."""
    rows = corpus.reader.rows(
        "SELECT n.text AS work, v.work AS number, v.language, v.identified_by, v.characters, v.is_primary, f.path,"
        " f.hash"
        " FROM document_file v JOIN file f ON f.id = v.id JOIN identifier n ON n.id = v.work"
        " WHERE (v.work, v.language) IN"
        " (SELECT work, language FROM document_file GROUP BY work, language HAVING count(*) > 1)"
        " ORDER BY n.text, v.language, v.is_primary DESC, f.path"
    )
    best = None
    for row in rows:
        if row["is_primary"]:
            best = row
            continue
        if best is None or (best["number"], best["language"]) != (row["number"], row["language"]):
            continue
        if row["hash"] == best["hash"]:
            why = "the same content; the first by name"
        elif row["identified_by"] != best["identified_by"]:
            why = f"its symbol is said by {best['identified_by']}, here by {row['identified_by']}"
        elif row["characters"] != best["characters"]:
            why = f"it is longer, {best['characters']:,} characters against {row['characters']:,}"
        else:
            why = "the first by name"
        yield Finding("duplicate", row["path"], f"{row['work']} ({row['language']}) is {best['path']}: {why}")


def contested_symbols(corpus: "Corpus") -> Iterator[Finding]:
    """Yield symbols that several works have."""
    rows = corpus.reader.rows(
        "SELECT n.text, group_concat(DISTINCT w.text) AS works, max(a.work = n.id) AS own FROM alias a"
        " JOIN identifier n ON n.id = a.name JOIN identifier w ON w.id = a.work"
        " GROUP BY a.name HAVING count(DISTINCT a.work) > 1 ORDER BY n.text"
    )
    for row in rows:
        works = row["works"].replace(",", " and ")
        chosen = f"{row['text']} answers, whose first symbol it is" if row["own"] else "ambiguous: none is chosen"
        yield Finding("contested", row["text"], f"claimed by {works}; {chosen}")


def misnamed_files(corpus: "Corpus") -> Iterator[Finding]:
    """Yield files whose name has another symbol than their text, however it is read."""
    rows = corpus.reader.rows(
        "SELECT f.path, v.language, v.symbol FROM document_file v JOIN file f ON f.id = v.id"
        " WHERE v.identified_by IN ('masthead', 'corpus.toml') AND v.symbol IS NOT NULL ORDER BY f.path"
    )
    for row in rows:
        readings = readings_of_filename(row["path"], row["language"])
        spelled = {symbol: None for reading in readings for symbol in reading}
        if not spelled or row["symbol"] in spelled or any(row["symbol"] in corpus.works_named(one) for one in spelled):
            continue
        said = " or ".join(spelled)
        yield Finding("misnamed", row["path"], f"the name says {said}, the document {row['symbol']}")


def dates_outside_session(corpus: "Corpus") -> Iterator[Finding]:
    """Yield documents adopted outside the session of their symbol, and files with citations dated so, by number."""
    rows = corpus.reader.rows(
        "SELECT f.path, v.symbol, v.adopted FROM document_file v JOIN file f ON f.id = v.id"
        " WHERE v.adopted IS NOT NULL AND v.symbol LIKE 'A/RES/%' ORDER BY f.path"
    )
    for row in rows:
        session = Symbol.parse(row["symbol"]).session or ""
        if session.isdigit() and not dates.in_regular_session(
            int(session), datetime.date.fromisoformat(row["adopted"])
        ):
            yield Finding(
                "date", row["path"], f"{row['symbol']} adopted on {row['adopted']}, outside session {session}"
            )
    rows = corpus.reader.rows(
        "SELECT f.path, count(*) AS times, min(c.line) AS line FROM citation c JOIN file f ON f.id = c.version"
        " WHERE c.warnings LIKE '%date_outside_session%' GROUP BY f.id ORDER BY times DESC, f.path"
    )
    for row in rows:
        what = "citation" if row["times"] == 1 else "citations"
        yield Finding(
            "date", row["path"], f"{row['times']} {what} dated outside the session, the first in line {row['line']}"
        )


def ambiguous_citations(corpus: "Corpus") -> Iterator[Finding]:
    """Yield files with citations of several possible documents."""
    rows = corpus.reader.rows(
        "SELECT f.path, count(*) AS times, min(c.line) AS line FROM citation c JOIN file f ON f.id = c.version"
        " WHERE c.identifier_id IS NULL AND c.candidates IS NOT NULL GROUP BY f.id ORDER BY times DESC, f.path"
    )
    for row in rows:
        what = "citation" if row["times"] == 1 else "citations"
        yield Finding(
            "ambiguous",
            row["path"],
            f"{row['times']} {what} of several possible documents, the first in line {row['line']}",
        )


def missing_documents(corpus: "Corpus") -> Iterator[Finding]:
    """Yield one finding for all documents that are cited and not held."""
    symbols, works = count(corpus)
    if symbols:
        yield Finding(
            "missing", f"{symbols:,} documents", f"cited {works:,} times and not held: unrtrace missing lists them"
        )


CHECKS: dict[str, Callable[["Corpus"], Iterator[Finding]]] = {
    "unreadable": unreadable_files,
    "damaged": damaged_files,
    "odd": files_with_warnings,
    "no-symbol": documents_without_symbol,
    "duplicate": duplicate_files,
    "contested": contested_symbols,
    "misnamed": misnamed_files,
    "date": dates_outside_session,
    "ambiguous": ambiguous_citations,
    "missing": missing_documents,
}
