"""The agendas of sessions, as far as the documents of a corpus print them.

An item is known by its number in one session of one organ; what it is about, by its title, which any document of that
session may print. Main Committees work off the agenda of the Assembly.

>>> from unrtrace.corpus import Corpus
>>> items_of(Corpus(), "A/RES/51/148")
[Item(organ='A', session='51', number='161')]
"""

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
    """An item's title, and the document that prints it."""

    title: str
    work: str


class Planned(NamedTuple):
    """A title that a document puts on the agenda of the session that lasts from one ISO day to another."""

    since: str
    until: str
    language: str | None
    title: str


def items_of(corpus: "Corpus", work: str) -> list[Item]:
    """The items that a work is issued under."""
    rows = corpus.rows(
        "SELECT DISTINCT a.organ, a.session, a.number FROM identifier n JOIN document_file v ON v.work = n.id"
        " JOIN agenda a ON a.version = v.id WHERE n.text = ? COLLATE NOCASE AND n.text = ? ORDER BY a.rowid",
        (work, work),
    )
    return [Item(*row) for row in rows]


def works_under(corpus: "Corpus", item: Item) -> list[str]:
    """The works issued under an item."""
    rows = corpus.rows(
        "SELECT DISTINCT w.text FROM agenda a JOIN document_file v ON v.id = a.version"
        " JOIN identifier w ON w.id = v.work"
        " WHERE a.organ = ? AND a.session = ? AND a.number = ? ORDER BY w.text",
        item,
    )
    return [row["text"] for row in rows]


def titles_of(corpus: "Corpus", item: Item, work: str) -> dict[str, Titled]:
    """The folded titles of an item in all languages, as printed by a work itself or by others of the session."""
    rows = corpus.rows(
        "SELECT a.title, w.text AS work, v.masthead FROM agenda a JOIN document_file v ON v.id = a.version"
        " JOIN identifier w ON w.id = v.work WHERE a.organ = ? AND a.session = ? AND a.number = ?"
        " AND a.title IS NOT NULL"
        " ORDER BY w.text = ? DESC, v.language = 'en' DESC, w.text",
        (*item, work),
    )
    found: dict[str, Titled] = {}
    for row in rows:
        if row["title"] not in found:
            said = json.loads(row["masthead"])
            printed = dict(zip(said["agenda_items"], said["agenda_titles"], strict=True))
            found[row["title"]] = Titled(printed[item.number], row["work"])
    return found


def items_titled(corpus: "Corpus", organ: str, title: str) -> list[Item]:
    """The items of all sessions of an organ that have a folded title."""
    rows = corpus.rows(
        "SELECT DISTINCT organ, session, number FROM agenda WHERE title = ? AND organ = ?", (title, organ)
    )
    return [Item(*row) for row in rows]


def has_sub_items(corpus: "Corpus", organ: str, title: str) -> bool:
    """Whether titles of the organ's items begin with this one, folded, and go on: those of its sub-items do."""
    rows = corpus.rows(
        "SELECT 1 FROM agenda WHERE title > ? AND title < ? AND organ = ? LIMIT 1", (f"{title} ", f"{title}!", organ)
    )
    return bool(rows)


def planned_in(corpus: "Corpus", work: str) -> list[Planned]:
    """What a work decides to put on the agenda of later sessions, with the titles in its quotation marks."""
    rows = corpus.rows(
        "SELECT e.date, e.last, e.version, e.description, v.language FROM identifier n"
        " JOIN document_file v ON v.work = n.id"
        " JOIN event e ON e.version = v.id WHERE n.text = ? COLLATE NOCASE AND n.text = ?"
        " AND e.kind IN (SELECT id FROM vocabulary WHERE text = 'scheduled')"
        " AND e.precision IN (SELECT id FROM vocabulary WHERE text = 'session') ORDER BY v.language <> 'en',"
        " v.language",
        (work, work),
    )
    return [
        Planned(row["date"], row["last"] or row["date"], row["language"], quoted)
        for row in rows
        for match in QUOTED.finditer(corpus.passage(row["version"], row["description"]))
        if (quoted := next(filter(None, match.groups())).strip())
    ]
