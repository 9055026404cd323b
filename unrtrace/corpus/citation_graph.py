"""The citations in an index as integers: around some works, or all of them.

A work has the number of its identifier. A name that exactly one work of the corpus has stands for that work; any other
name stands for itself.
"""

import datetime
import json
import sqlite3
from array import array
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from unrtrace.corpus.index_reader import batches, parse_date

if TYPE_CHECKING:
    from unrtrace.corpus import Corpus

TABLE_ORDER = "ORDER BY cited, version, relation"  # the order of the table itself


class EdgeTuple(NamedTuple):
    """The citations of a work or name by a work in one relation: a number of the vocabulary, 0 for none."""

    citing: int
    cited: int
    relation: int
    times: int


class NodeData(NamedTuple):
    """What the index knows about a work, or about a name that is cited but not held."""

    number: int
    id: str
    held: bool
    organ: str | None = None
    title: str | None = None
    date: datetime.date | None = None


def _batches(values: Iterable[int]) -> Iterator[tuple[str, Sequence[int]]]:
    """Yield numbers in portions that one statement can take, each with its placeholders."""
    for part in batches(list(values)):
        yield ", ".join("?" * len(part)), part


def number_of(corpus: "Corpus", name: str) -> int | None:
    """Return the number of the work with a name, else of the name; None for a name that the index does not have."""
    works = corpus.works_named(name)
    wanted = works[0] if len(works) == 1 else str(name)
    return next(iter(_ids_of(corpus, wanted)), None)


def _ids_of(corpus: "Corpus", name: str) -> list[int]:
    """Return the number of exactly this name, or nothing if the index does not have it."""
    rows = corpus.reader.rows(
        "SELECT id FROM identifier WHERE text = ? COLLATE NOCASE AND text = ?", (str(name), str(name))
    )
    return [row["id"] for row in rows]


def canonical_works(corpus: "Corpus", names: Iterable[int]) -> dict[int, int]:
    """Return, for each name that one work has besides its first, the number of that work."""
    found: dict[int, int] = {}
    for marks, part in _batches(names):
        rows = corpus.reader.rows(
            f"SELECT name, min(work), max(work), max(work = name) FROM alias WHERE name IN ({marks}) GROUP BY name",
            part,
        )
        found.update((name, low) for name, low, high, own in rows if low == high and not own)
    return found


def outgoing(corpus: "Corpus", works: Iterable[int]) -> list[EdgeTuple]:
    """Return what some works cite, each in the order of its text."""
    counts: dict[tuple[int, int, int], dict[int, int]] = {}
    for marks, part in _batches(works):
        rows = corpus.reader.rows(
            "SELECT v.work, v.id, c.identifier_id, c.relation, c.joint_symbols FROM document_file v"
            " JOIN citation c ON c.version = v.id"
            f" WHERE v.work IN ({marks}) ORDER BY v.work, v.language <> 'en', v.language, v.id, c.number",
            part,
        )
        for work, version, cited, relation, also in rows:
            for name in (cited, *_joint_ids(corpus, also)) if also else (cited,):
                if name is not None:
                    times = counts.setdefault((work, name, relation or 0), {})
                    times[version] = times.get(version, 0) + 1
    return _with_works(corpus, (EdgeTuple(*key, max(times.values())) for key, times in counts.items()))


def _joint_ids(corpus: "Corpus", also: str) -> list[int]:
    """Return the numbers of the other symbols of a double symbol."""
    names: list[str] = json.loads(also)
    return [number for name in names for number in _ids_of(corpus, name)]


def incoming(corpus: "Corpus", works: Iterable[int]) -> list[EdgeTuple]:
    """Return what cites some works, or names that the corpus does not hold."""
    wanted = set(works)
    found: list[EdgeTuple] = []
    for marks, part in _batches(_names_of(corpus, wanted)):
        rows = corpus.reader.rows(
            "SELECT v.work, e.cited, e.relation, max(e.count) FROM edge e JOIN document_file v ON v.id = e.version"
            f" WHERE e.cited IN ({marks}) GROUP BY e.cited, v.work, e.relation",
            part,
        )
        found += (EdgeTuple(*row) for row in rows)
    return [edge for edge in _with_works(corpus, found) if edge.cited in wanted]


def neighbours(corpus: "Corpus", works: Iterable[int], outward: bool, relations: Collection[int] | None) -> set[int]:
    """Return the works that some works cite (`outward`) or are cited by; cheaper than `outgoing`, which also counts.

    `relations` are numbers of the vocabulary, None for all.
    """
    kept = "" if relations is None else f" AND coalesce({{}}.relation, 0) IN ({', '.join(map(str, relations))})"
    found: set[int] = set()
    if outward:
        for marks, part in _batches(works):
            rows = corpus.reader.rows(
                "SELECT DISTINCT c.identifier_id, c.joint_symbols FROM document_file v"
                " JOIN citation c ON c.version = v.id"
                f" WHERE v.work IN ({marks}){kept.format('c')}",
                part,
            )
            for cited, also in rows:
                found.update((cited, *_joint_ids(corpus, also)) if also else (cited,))
        found.discard(None)
        other = canonical_works(corpus, found)
        return {other.get(one, one) for one in found} if other else found
    for marks, part in _batches(_names_of(corpus, set(works))):
        rows = corpus.reader.rows(
            "SELECT DISTINCT v.work FROM edge e JOIN document_file v ON v.id = e.version"
            f" WHERE e.cited IN ({marks}){kept.format('e')}",
            part,
        )
        found.update(row["work"] for row in rows)
    return found


def _names_of(corpus: "Corpus", works: set[int]) -> set[int]:
    """Return some works and every other name that only they have."""
    names: set[int] = set()
    for marks, part in _batches(works):
        names.update(row["name"] for row in corpus.reader.rows(f"SELECT name FROM alias WHERE work IN ({marks})", part))
    other = names - works
    return works | {name for name, work in canonical_works(corpus, other).items() if work in works}


def _with_works(corpus: "Corpus", edges: Iterable[EdgeTuple]) -> list[EdgeTuple]:
    """Return the edges with works for names, and without citations of a work by itself."""
    found = list(edges)
    works = canonical_works(corpus, {edge.cited for edge in found})
    if works:
        counts: dict[tuple[int, int, int], int] = {}
        for citing, cited, relation, count in found:
            key = citing, works.get(cited, cited), relation
            counts[key] = counts.get(key, 0) + count
        found = [EdgeTuple(*key, count) for key, count in counts.items()]
    return [edge for edge in found if edge.citing != edge.cited]


def adjacency(corpus: "Corpus", outward: bool, relations: Collection[int] | None) -> "dict[int, array[int]]":
    """Return, for each work of the corpus, the works that it cites (`outward`) or is cited by.

    A work occurs once for each language version and citation or relation, and in its own row if it cites itself. Both
    tables are read in their own order: any other order takes twice as long.
    """
    try:
        cursor, work_of, other = _cursor_and_works(corpus)
        if outward:
            columns = "version, identifier_id, joint_symbols"
            cursor.execute(f"SELECT {columns} FROM citation{_where_relation(relations)} ORDER BY version, number")
            return _outward(corpus, cursor, work_of, other)
        cursor.execute(f"SELECT cited, version FROM edge{_where_relation(relations)} {TABLE_ORDER}")
        return _inward(cursor, work_of, other)
    except sqlite3.DatabaseError as error:
        raise corpus.reader.damaged(error) from None


def _outward(
    corpus: "Corpus", rows: Iterable[tuple[int, int | None, str | None]], work_of: "array[int]", other: dict[int, int]
) -> "dict[int, array[int]]":
    found: dict[int, array[int]] = {}
    last, row = None, array("i")
    for version, name, also in rows:
        if version != last:
            last, row = version, found.setdefault(work_of[version], array("i"))
        if name is not None:
            row.append(name)
        if also:
            row.extend(_joint_ids(corpus, also))
    for row in found.values() if other else ():
        for place, name in enumerate(row):
            if name in other:
                row[place] = other[name]
    return found


def _inward(rows: Iterable[tuple[int, int]], work_of: "array[int]", other: dict[int, int]) -> "dict[int, array[int]]":
    found: dict[int, array[int]] = {}
    for name, version in rows:
        try:
            found[name].append(work_of[version])
        except KeyError:
            found[name] = array("i", (work_of[version],))
    for name, work in other.items():
        if name in found:
            found.setdefault(work, array("i")).extend(found.pop(name))
    return found


def all_edges(corpus: "Corpus", relations: Collection[int] | None) -> Iterator[tuple[int, int, int, int]]:
    """Yield citing, cited, relation and count for each language version, without citations of a work by itself."""
    try:
        cursor, work_of, other = _cursor_and_works(corpus)
        cursor.execute(f"SELECT cited, version, relation, count FROM edge{_where_relation(relations)} {TABLE_ORDER}")
        for name, version, relation, count in cursor:
            citing, cited = work_of[version], other.get(name, name)
            if citing != cited:
                yield citing, cited, relation, count
    except sqlite3.DatabaseError as error:
        raise corpus.reader.damaged(error) from None


def _where_relation(relations: Collection[int] | None) -> str:
    return "" if relations is None else f" WHERE coalesce(relation, 0) IN ({', '.join(map(str, relations))})"


def _cursor_and_works(corpus: "Corpus") -> "tuple[sqlite3.Cursor, array[int], dict[int, int]]":
    """Return a cursor of plain tuples, the work of each file, and the work of each name besides the first of a work."""
    cursor = corpus.reader.cursor()
    top = cursor.execute("SELECT coalesce(max(id), 0) FROM document_file").fetchone()[0]
    work_of = array("i", bytes(4 * (top + 1)))
    for version, work in cursor.execute("SELECT id, work FROM document_file"):
        work_of[version] = work
    cursor.execute(
        "SELECT name, min(work) FROM alias GROUP BY name HAVING min(work) = max(work) AND max(work = name) = 0"
    )
    return cursor, work_of, dict(cursor.fetchall())


NODES = (
    "SELECT n.id, n.text, w.id IS NOT NULL AS held, w.organ, w.title, coalesce(w.adopted, w.dated, w.issued) AS date"
    " FROM identifier n LEFT JOIN work w ON w.id = n.id"
)


def node_data(corpus: "Corpus", numbers: Iterable[int]) -> dict[int, NodeData]:
    """Return what the index knows about works and names, by their numbers."""
    found: dict[int, NodeData] = {}
    for marks, part in _batches(numbers):
        rows = corpus.reader.rows(f"{NODES} WHERE n.id IN ({marks})", part)
        for number, text, held, organ, title, date in rows:
            found[number] = NodeData(number, text, bool(held), organ, title, parse_date(date))
    return found


def stated_dates(corpus: "Corpus", names: Iterable[int]) -> dict[int, datetime.date]:
    """Return, for each name, the date that most of its citations give; names without one are left out."""
    dates: dict[int, dict[str, int]] = {}
    for marks, part in _batches(names):
        rows = corpus.reader.rows(
            "SELECT c.identifier_id, c.date, count(*) FROM edge e"
            " JOIN citation c ON c.version = e.version AND c.identifier_id = e.cited"
            f" WHERE e.cited IN ({marks}) AND c.date IS NOT NULL AND c.warnings IS NULL GROUP BY c.identifier_id,"
            " c.date",
            part,
        )
        for name, day, count in rows:
            dates.setdefault(name, {})[day] = count
    most_frequent = {name: min(days, key=lambda day: (-days[day], day)) for name, days in dates.items()}
    return {name: datetime.date.fromisoformat(day) for name, day in most_frequent.items()}


def is_cited(corpus: "Corpus", name: str) -> bool:
    """Return whether any document of the corpus cites a work or a name."""
    number = number_of(corpus, name)
    return number is not None and bool(incoming(corpus, [number]))


def times_cited(corpus: "Corpus", works: Iterable[int]) -> dict[int, int]:
    """Return by how many works each of some works is cited; for a work with several names, the sum of these."""
    wanted = set(works)
    found: dict[int, int] = {}
    other = canonical_works(corpus, _names_of(corpus, wanted) - wanted)
    for marks, part in _batches(wanted | set(other)):
        rows = corpus.reader.rows(
            "SELECT e.cited, count(DISTINCT v.work) FROM edge e JOIN document_file v ON v.id = e.version"
            f" WHERE e.cited IN ({marks}) GROUP BY e.cited",
            part,
        )
        for name, count in rows:
            work = other.get(name, name)
            found[work] = found.get(work, 0) + count
    return found
