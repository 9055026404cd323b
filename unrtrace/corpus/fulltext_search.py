"""Full-text search: the index says which documents may contain a text, their files show where."""

from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate
from typing import TYPE_CHECKING, Any, NamedTuple

from unrtrace.corpus.index_reader import parse_date
from unrtrace.index import database, fulltext_tokens

if TYPE_CHECKING:
    import datetime
    import re
    import sqlite3

    from unrtrace.corpus import Corpus

AROUND = 90  # columns shown before and after what is found
MAX_FOR_PHRASE = 10_000_000  # characters of the latest files with all words, in which they are looked for in a row


class Filters(NamedTuple):
    """What to search: documents of an organ and its subsidiary organs, of a session, between two dates, in a language.

    A document without a day counts for the whole year that its symbol gives.
    """

    organ: str | None = None
    session: str | None = None
    since: "datetime.date | None" = None
    until: "datetime.date | None" = None
    language: str | None = None


class Hit(NamedTuple):
    """A file that matches: its lines with a match, each with the words around it, and whether it has changed since.

    `in_a_row` says whether all words of the query stand in a row in it.
    """

    work: str
    language: str | None
    date: "datetime.date | None"
    title: str | None
    path: str
    lines: tuple[tuple[int, str], ...]
    stale: bool
    in_a_row: bool = False


class _Places(NamedTuple):
    """Lines with a match, each with the words around it, and whether all words stand in a row there."""

    lines: list[tuple[int, str]]
    in_a_row: bool


def find(corpus: "Corpus", query: fulltext_tokens.Query, filters: Filters, lines: int = 1) -> Iterator[Hit]:
    """Yield the matching files, each with its first `lines` matches: first those with all words in a row.

    The latest document comes first, in either part. Of a large corpus only the latest files, of `MAX_FOR_PHRASE`
    characters together, are read before the first answer; those after them follow in the order of their dates.
    """
    rows = _candidates(corpus, query, filters)
    looked_at = bisect_right(list(accumulate(row["characters"] for row in rows)), MAX_FOR_PHRASE) if query.phrase else 0
    others = []
    for row in rows[:looked_at]:
        if (hit := _hit(row, query, lines)) is None:
            continue
        if hit.in_a_row:
            yield hit
        else:
            others.append(hit)
    yield from others
    yield from filter(None, (_hit(row, query, lines) for row in rows[looked_at:]))


def _hit(row: "sqlite3.Row", query: fulltext_tokens.Query, lines: int) -> Hit | None:
    """Return a file as a match, or None where a part of the query does not occur or the file cannot be read."""
    text = _text(row)
    if text is None or (places := _places(text, query, lines)) is None:
        return None
    return Hit(
        row["work"], row["language"], parse_date(row["date"]), row["title"], row["path"], tuple(places.lines),
        not database.is_unchanged(row), places.in_a_row,
    )  # fmt: skip


def _candidates(corpus: "Corpus", query: fulltext_tokens.Query, filters: Filters) -> list["sqlite3.Row"]:
    """Return the files that contain every word, by the index."""
    conditions, values = ["fulltext MATCH ?"], list[Any]([query.match])
    for condition, value in (
        ("(w.organ = ? OR w.organ LIKE ? || '/%')", filters.organ), ("v.session = ?", filters.session),
        ("coalesce(w.adopted, w.dated, w.issued, w.year || '-12-31') >= ?", _iso(filters.since)),
        ("coalesce(w.adopted, w.dated, w.issued, w.year || '-01-01') <= ?", _iso(filters.until)),
        ("v.language = ?", filters.language),
    ):  # fmt: skip
        if value is not None:
            conditions.append(condition)
            values += [value] * condition.count("?")
    return corpus.reader.rows(
        "SELECT n.text AS work, v.language, coalesce(w.adopted, w.dated, w.issued) AS date,"
        " coalesce(v.title, w.title) AS title, f.path, f.name_bytes, f.size, f.mtime, f.settings,"
        " r.path AS root, v.characters"
        " FROM fulltext JOIN document_file v ON v.id = fulltext.rowid JOIN file f ON f.id = v.id"
        " JOIN folder r ON r.id = f.folder"
        f" JOIN work w ON w.id = v.work JOIN identifier n ON n.id = w.id WHERE {' AND '.join(conditions)}"
        " ORDER BY coalesce(w.adopted, w.dated, w.issued, '') DESC, n.text, v.language <> 'en', v.language, f.path",
        values,
    )


def _iso(date: "datetime.date | None") -> str | None:
    return date.isoformat() if date else None


def _text(row: "sqlite3.Row") -> str | None:
    """Return the present text of a file, or None if it has been deleted or cannot be read any more."""
    import os
    from pathlib import Path

    from unrtrace.documents.readers import read_file

    try:
        path = Path(os.fsdecode(os.path.join(os.fsencode(row["root"]), row["name_bytes"])))
        return read_file(path).text
    except Exception:  # one file must not stop the search
        return None


def _places(text: str, query: fulltext_tokens.Query, wanted: int) -> _Places | None:
    """Return the first lines with a match, those with the phrase first; None if a part of the query does not occur."""
    folded = fulltext_tokens.normalize(text)
    found = [list(_matches(pattern, folded)) for pattern in query.patterns]
    if not all(found):
        return None
    in_a_row = list(_matches(query.phrase, folded)) if query.phrase else []
    lines: dict[int, tuple[int, int]] = {}
    for start, end in [*in_a_row, *sorted(place for places in found for place in places)]:
        lines.setdefault(folded.count("\n", 0, start) + 1, (start, end))
        if len(lines) == wanted:
            break
    source = text.split("\n")
    exact = len(text) == len(folded)
    return _Places([(line, _shown(text, source, line, span, exact)) for line, span in lines.items()], bool(in_a_row))


def _matches(pattern: "re.Pattern[str]", folded: str) -> Iterator[tuple[int, int]]:
    for match in pattern.finditer(folded):
        yield match.span()


def _shown(text: str, source: list[str], line: int, span: tuple[int, int], exact: bool) -> str:
    """Return the words around a match; the beginning of its line if normalizing changed the number of characters."""
    from unrtrace.text.display import to_single_line

    if not exact:
        return to_single_line(source[line - 1])[: 2 * AROUND] if line <= len(source) else ""
    around = AROUND // 2 if fulltext_tokens.HAN.match(text, span[0]) else AROUND
    first, last = max(0, span[0] - around), min(len(text), span[1] + around)
    first = text.find(" ", first, span[0]) + 1 if first and " " in text[first : span[0]] else first
    last = text.rfind(" ", span[1], last) if last < len(text) and " " in text[span[1] : last] else last
    return ("…" if first else "") + to_single_line(text[first:last]) + ("…" if last < len(text) else "")
