"""The agendas of sessions, as far as the documents of a corpus print them.

An item is known by its number in one session of one organ; what it is about, by its title, which any document of that
session may print. Main Committees work off the agenda of the Assembly.

>>> from unrtrace.corpus import Corpus
>>> items_of(Corpus(), "A/RES/51/148")
[Item(organ='A', session='51', number='161')]
"""

import datetime
import json
import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from unrtrace.corpus import Corpus

QUOTED = re.compile(r'“([^”]{4,300})”|«([^»]{4,300})»|"([^"]{4,300})"')


class Item(NamedTuple):
    """An item of one session's agenda: the organ's code, the session, the number with its letter."""

    organ: str
    session: str
    number: str


class Titled(NamedTuple):
    """The title of an agenda item, and a document that prints it."""

    title: str
    work: str


class Planned(NamedTuple):
    """A title that a document puts on the agenda of a later session, which lasts from one date to another."""

    since: datetime.date
    until: datetime.date
    language: str | None
    title: str


def items_of(corpus: "Corpus", work: str) -> list[Item]:
    """Return the agenda items that a work is issued under."""
    rows = corpus.reader.rows(
        "SELECT DISTINCT a.organ, a.session, a.number FROM identifier n JOIN document_file v ON v.work = n.id"
        " JOIN agenda a ON a.version = v.id WHERE n.text = ? COLLATE NOCASE AND n.text = ? ORDER BY a.rowid",
        (work, work),
    )
    return [Item(*row) for row in rows]


def works_under(corpus: "Corpus", item: Item) -> list[str]:
    """Return the works issued under an agenda item."""
    rows = corpus.reader.rows(
        "SELECT DISTINCT w.text FROM agenda a JOIN document_file v ON v.id = a.version"
        " JOIN identifier w ON w.id = v.work"
        " WHERE a.organ = ? AND a.session = ? AND a.number = ? ORDER BY w.text",
        item,
    )
    return [row["text"] for row in rows]


def titles_of(corpus: "Corpus", item: Item, work: str) -> dict[str, Titled]:
    """Return the normalized titles of an item in all languages, as printed by a work or by others of its session."""
    rows = corpus.reader.rows(
        "SELECT a.title, w.text AS work, v.masthead FROM agenda a JOIN document_file v ON v.id = a.version"
        " JOIN identifier w ON w.id = v.work WHERE a.organ = ? AND a.session = ? AND a.number = ?"
        " AND a.title IS NOT NULL"
        " ORDER BY w.text = ? DESC, v.language = 'en' DESC, w.text",
        (*item, work),
    )
    found: dict[str, Titled] = {}
    for row in rows:
        if row["title"] not in found:
            masthead = json.loads(row["masthead"])
            printed = dict(zip(masthead["agenda_items"], masthead["agenda_titles"], strict=True))
            found[row["title"]] = Titled(printed[item.number], row["work"])
    return found


def items_titled(corpus: "Corpus", organ: str, title: str) -> list[Item]:
    """Return the items of all sessions of an organ with a normalized title."""
    rows = corpus.reader.rows(
        "SELECT DISTINCT organ, session, number FROM agenda WHERE title = ? AND organ = ?", (title, organ)
    )
    return [Item(*row) for row in rows]


def has_sub_items(corpus: "Corpus", organ: str, title: str) -> bool:
    """Return whether longer titles of the organ's items start with this normalized one, as those of sub-items do."""
    rows = corpus.reader.rows(
        "SELECT 1 FROM agenda WHERE title > ? AND title < ? AND organ = ? LIMIT 1", (f"{title} ", f"{title}!", organ)
    )
    return bool(rows)


def planned_in(corpus: "Corpus", work: str) -> list[Planned]:
    """Return what a work decides to put on the agenda of later sessions, with the titles in quotation marks."""
    rows = corpus.reader.rows(
        "SELECT e.date, e.last, e.version, e.description, v.language FROM identifier n"
        " JOIN document_file v ON v.work = n.id"
        " JOIN event e ON e.version = v.id WHERE n.text = ? COLLATE NOCASE AND n.text = ?"
        " AND e.kind IN (SELECT id FROM vocabulary WHERE text = 'scheduled')"
        " AND e.precision IN (SELECT id FROM vocabulary WHERE text = 'session') ORDER BY v.language <> 'en',"
        " v.language",
        (work, work),
    )
    return [
        Planned(
            datetime.date.fromisoformat(row["date"]),
            datetime.date.fromisoformat(row["last"] or row["date"]),
            row["language"],
            quoted,
        )
        for row in rows
        for match in QUOTED.finditer(corpus.reader.passage(row["version"], row["description"]))
        if (quoted := next(filter(None, match.groups())).strip())
    ]
