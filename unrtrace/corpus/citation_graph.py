"""The citations of an index as pairs of integers: around some works, or all of them.

A work's number is that of its name. A name that one work of the corpus answers to stands for that work; a name
that none or several answer to stands for itself.
"""

import json
import sqlite3
from array import array
from collections.abc import Collection, Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from unrtrace.corpus import CitationRow, Corpus

PART = 500  # values in one statement
KEY = "ORDER BY cited, version, relation"  # the order of the table itself

# Citing work, cited work or name, relation (a number of `Corpus.terms`, 0 for none), how often.
Pair = tuple[int, int, int, int]


class Facts(NamedTuple):
    """What the index says of a work or of a name that it does not hold; `date` is an ISO day."""

    number: int
    id: str
    held: bool
    organ: str | None = None
    title: str | None = None
    date: str | None = None


def parts(values: Iterable[int]) -> Iterator[tuple[str, list[int]]]:
    """Numbers in portions that one statement can take, each with its marks."""
    rest = list(values)
    for start in range(0, len(rest), PART):
        part = rest[start : start + PART]
        yield ", ".join("?" * len(part)), part


def number_of(corpus: "Corpus", name: str) -> int | None:
    """The number of the work that answers to a name, else of the name; None for one the index does not know."""
    works = corpus.works_named(name)
    wanted = works[0] if len(works) == 1 else str(name)
    return next(iter(_exactly(corpus, wanted)), None)


def _exactly(corpus: "Corpus", name: str) -> list[int]:
    """The number of a name as it is written, nothing where the index does not know it."""
    rows = corpus.rows("SELECT id FROM identifier WHERE text = ? COLLATE NOCASE AND text = ?", (str(name), str(name)))
    return [row["id"] for row in rows]


def answers(corpus: "Corpus", names: Iterable[int]) -> dict[int, int]:
    """For each name that one work answers to under another name, the number of that work."""
    found: dict[int, int] = {}
    for marks, part in parts(names):
        rows = corpus.rows(
            f"SELECT name, min(work), max(work), max(work = name) FROM alias WHERE name IN ({marks}) GROUP BY name",
            part,
        )
        found.update((name, low) for name, low, high, own in rows if low == high and not own)
    return found


def out_of(corpus: "Corpus", works: Iterable[int]) -> list[Pair]:
    """What some works cite, each in the order of its text."""
    counts: dict[tuple[int, int, int], dict[int, int]] = {}
    for marks, part in parts(works):
        rows = corpus.rows(
            "SELECT v.work, v.id, c.identifier_id, c.relation, c.joint_symbols FROM document_file v"
            " JOIN citation c ON c.version = v.id"
            f" WHERE v.work IN ({marks}) ORDER BY v.work, v.language <> 'en', v.language, v.id, c.number",
            part,
        )
        for work, version, cited, relation, also in rows:
            for name in (cited, *_named(corpus, also)) if also else (cited,):
                if name is not None:
                    times = counts.setdefault((work, name, relation or 0), {})
                    times[version] = times.get(version, 0) + 1
    return _settled(corpus, ((*key, max(times.values())) for key, times in counts.items()))


def _named(corpus: "Corpus", also: str) -> list[int]:
    """The numbers of the other halves of a joint symbol."""
    names: list[str] = json.loads(also)
    return [number for name in names for number in _exactly(corpus, name)]


def into(corpus: "Corpus", works: Iterable[int]) -> list[Pair]:
    """What cites some works, or some names that the corpus does not hold."""
    wanted = set(works)
    found: list[Pair] = []
    for marks, part in parts(_known_as(corpus, wanted)):
        rows = corpus.rows(
            "SELECT v.work, e.cited, e.relation, max(e.count) FROM edge e JOIN document_file v ON v.id = e.version"
            f" WHERE e.cited IN ({marks}) GROUP BY e.cited, v.work, e.relation",
            part,
        )
        found += map(tuple, rows)
    return [pair for pair in _settled(corpus, found) if pair[1] in wanted]


def beyond(corpus: "Corpus", works: Iterable[int], outward: bool, relations: Collection[int] | None) -> set[int]:
    """The works that some works cite (`outward`), or are cited by, in some relations; leaner than pairs."""
    kept = "" if relations is None else f" AND coalesce({{}}.relation, 0) IN ({', '.join(map(str, relations))})"
    found: set[int] = set()
    if outward:
        for marks, part in parts(works):
            rows = corpus.rows(
                "SELECT DISTINCT c.identifier_id, c.joint_symbols FROM document_file v"
                " JOIN citation c ON c.version = v.id"
                f" WHERE v.work IN ({marks}){kept.format('c')}",
                part,
            )
            for cited, also in rows:
                found.update((cited, *_named(corpus, also)) if also else (cited,))
        found.discard(None)
        other = answers(corpus, found)
        return {other.get(one, one) for one in found} if other else found
    for marks, part in parts(_known_as(corpus, set(works))):
        rows = corpus.rows(
            "SELECT DISTINCT v.work FROM edge e JOIN document_file v ON v.id = e.version"
            f" WHERE e.cited IN ({marks}){kept.format('e')}",
            part,
        )
        found.update(row[0] for row in rows)
    return found


def _known_as(corpus: "Corpus", works: set[int]) -> set[int]:
    """Some works and every other name that only they answer to."""
    names: set[int] = set()
    for marks, part in parts(works):
        names.update(row[0] for row in corpus.rows(f"SELECT name FROM alias WHERE work IN ({marks})", part))
    other = names - works
    return works | {name for name, work in answers(corpus, other).items() if work in works}


def _settled(corpus: "Corpus", found: Iterable[Pair]) -> list[Pair]:
    """The pairs with works for names, none of a work with itself."""
    pairs = list(found)
    works = answers(corpus, {pair[1] for pair in pairs})
    if works:
        merged: dict[tuple[int, int, int], int] = {}
        for citing, cited, relation, count in pairs:
            key = (citing, works.get(cited, cited), relation)
            merged[key] = merged.get(key, 0) + count
        pairs = [(*key, count) for key, count in merged.items()]
    return [pair for pair in pairs if pair[0] != pair[1]]


def every(corpus: "Corpus", outward: bool, relations: Collection[int] | None) -> "dict[int, array[int]]":
    """For each work the works that it cites (`outward`) or is cited by, of the whole corpus in one pass.

    A work stands there once for each language version and citation or relation, and itself where it cites itself.
    What is cited is read in the order of the citing files and what cites in that of the cited names, the orders of
    the tables: put together in another order the same takes twice as long.
    """
    try:
        cursor, work_of, other = _opened(corpus)
        if outward:
            cursor.execute(
                f"SELECT version, identifier_id, joint_symbols FROM citation{_among(relations)} ORDER BY version,"
                " number"
            )
            return _outward(corpus, cursor, work_of, other)
        cursor.execute(f"SELECT cited, version FROM edge{_among(relations)} {KEY}")
        return _inward(cursor, work_of, other)
    except sqlite3.DatabaseError as error:
        raise corpus._damaged(error) from None


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
            row.extend(_named(corpus, also))
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


def every_pair(corpus: "Corpus", relations: Collection[int] | None) -> Iterator[Pair]:
    """All pairs of the corpus, one a language version: pairs of a work with itself are left out."""
    try:
        cursor, work_of, other = _opened(corpus)
        cursor.execute(f"SELECT cited, version, relation, count FROM edge{_among(relations)} {KEY}")
        for name, version, relation, count in cursor:
            citing, cited = work_of[version], other.get(name, name)
            if citing != cited:
                yield citing, cited, relation, count
    except sqlite3.DatabaseError as error:
        raise corpus._damaged(error) from None


def _among(relations: Collection[int] | None) -> str:
    return "" if relations is None else f" WHERE coalesce(relation, 0) IN ({', '.join(map(str, relations))})"


def _opened(corpus: "Corpus") -> "tuple[sqlite3.Cursor, array[int], dict[int, int]]":
    """A cursor of plain rows, the work of each version, and the work of each name that stands for another."""
    cursor = corpus.database.cursor()
    cursor.row_factory = None
    top = cursor.execute("SELECT coalesce(max(id), 0) FROM document_file").fetchone()[0]
    work_of = array("i", bytes(4 * (top + 1)))
    for version, work in cursor.execute("SELECT id, work FROM document_file"):
        work_of[version] = work
    cursor.execute(
        "SELECT name, min(work) FROM alias GROUP BY name HAVING min(work) = max(work) AND max(work = name) = 0"
    )
    return cursor, work_of, dict(cursor.fetchall())


FACTS = (
    "SELECT n.id, n.text, w.id IS NOT NULL, w.organ, w.title, coalesce(w.adopted, w.dated, w.issued)"
    " FROM identifier n LEFT JOIN work w ON w.id = n.id"
)


def facts(corpus: "Corpus", numbers: Iterable[int]) -> dict[int, Facts]:
    """What the index says of works and names, by their numbers."""
    found: dict[int, Facts] = {}
    for marks, part in parts(numbers):
        rows = corpus.rows(f"{FACTS} WHERE n.id IN ({marks})", part)
        found.update((row[0], Facts(row[0], row[1], bool(row[2]), *tuple(row)[3:])) for row in rows)
    return found


def stated_dates(corpus: "Corpus", names: Iterable[int]) -> dict[int, str]:
    """For each name, the day that most of its citations give for it; none where no citation gives one."""
    said: dict[int, dict[str, int]] = {}
    for marks, part in parts(names):
        rows = corpus.rows(
            "SELECT c.identifier_id, c.date, count(*) FROM edge e"
            " JOIN citation c ON c.version = e.version AND c.identifier_id = e.cited"
            f" WHERE e.cited IN ({marks}) AND c.date IS NOT NULL AND c.warnings IS NULL GROUP BY c.identifier_id,"
            " c.date",
            part,
        )
        for name, day, count in rows:
            said.setdefault(name, {})[day] = count
    return {name: min(days, key=lambda day: (-days[day], day)) for name, days in said.items()}


def citations_between(corpus: "Corpus", citing: Iterable[str], names: Iterable[str]) -> "list[CitationRow]":
    """Where some works cite any of some names, by work and text order."""
    from unrtrace.corpus import CITATIONS, ORDER

    wanted = set(map(str, names))
    cited = [number for name in wanted for number in _exactly(corpus, name)]
    works = [number for name in citing for number in _exactly(corpus, name)]
    found: list[CitationRow] = []
    for marks, part in parts(works):
        found += corpus._citations(
            f"{CITATIONS} WHERE v.work IN ({marks})"
            f" AND (c.identifier_id IN ({', '.join('?' * len(cited))}) OR c.joint_symbols IS NOT NULL){ORDER}",
            (*part, *cited),
        )
    return [row for row in found if row.symbol in wanted or wanted.intersection(row.also)]


def is_cited(corpus: "Corpus", name: str) -> bool:
    """Whether any document of the corpus cites a work or a name."""
    number = number_of(corpus, name)
    return number is not None and bool(into(corpus, [number]))


def times_cited(corpus: "Corpus", works: Iterable[int]) -> dict[int, int]:
    """By how many works each of some works is cited; under several names, the sum of each."""
    wanted = set(works)
    found: dict[int, int] = {}
    other = answers(corpus, _known_as(corpus, wanted) - wanted)
    for marks, part in parts(wanted | set(other)):
        rows = corpus.rows(
            "SELECT e.cited, count(DISTINCT v.work) FROM edge e JOIN document_file v ON v.id = e.version"
            f" WHERE e.cited IN ({marks}) GROUP BY e.cited",
            part,
        )
        for name, count in rows:
            work = other.get(name, name)
            found[work] = found.get(work, 0) + count
    return found
