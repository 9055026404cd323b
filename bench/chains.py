"""Chains over a large graph: hops, closure, paths, ranks, each against its limit, in one run.

    python bench/chains.py [--works N] [--edges N] [--keep FILE] [--ranks]

An index is written directly, without documents: the same for the same numbers. Every tenth work is not held; each other
cites about eleven works before it, most often late ones, some far more often than others, one in a thousand after it.
Times are of one process with the index open: medians for hops and paths from works drawn by lot, each with a fresh
graph; for closures, and for paths after them, one. Figures of half the graph stand beside them: what is linear halves.
Memory is the height of the process (Linux). Exit code 1 where a limit is missed.
"""

import argparse
import json
import random
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

from unrtrace.corpus import Corpus
from unrtrace.corpus.index_reader import IndexReader
from unrtrace.graph import CITED_BY, CITES, Adjacency, paths, rank, trace
from unrtrace.index import database, schema

TERMS = ("resolution", "preamble", "recalls", "reaffirms", "takes_note", "symbol", "certain", "A")
SESSION = 4000  # works a session
HELD = 10  # every tenth is not held


def name(work: int) -> str:
    """The symbol of a work by its place."""
    return f"A/RES/{31 + work // SESSION}/{1 + work % SESSION}"


def held(work: int) -> bool:
    """Whether the corpus holds a work."""
    return work % HELD != 0


def cited(works: int, edges: int) -> Iterator[tuple[int, int, int]]:
    """Citing work, cited work and the number of the relation, in the order of the citing works."""
    chance = random.Random(works)
    each = round(edges / (works * (1 - 1 / HELD)))
    for work in range(1, works):
        if not held(work):
            continue
        for _ in range(each):
            draw = chance.random()
            if draw < 0.1:
                other = int(chance.paretovariate(0.6)) % works
            elif draw < 0.7:
                other = max(0, work - 1 - int(chance.expovariate(1 / 3000)))
            else:
                other = chance.randrange(work)
            if other >= work and chance.random() > 0.01:
                other = chance.randrange(work)
            yield work, other, chance.choice((3, 3, 4, 5))


def write(path: Path, works: int, edges: int) -> None:
    """An index of that many works and about that many edges."""
    database = sqlite3.connect(path, isolation_level=None)
    database.execute(f"PRAGMA page_size = {schema.PAGE_BYTES}")
    database.execute("PRAGMA synchronous = OFF")
    database.execute("PRAGMA journal_mode = OFF")
    database.executescript(schema.TABLES)
    database.execute("BEGIN")
    many = database.executemany
    present = [work for work in range(works) if held(work)]
    many("INSERT INTO vocabulary (id, text) VALUES (?, ?)", list(enumerate(TERMS, 1)))
    database.execute("INSERT INTO folder VALUES (0, '/')")
    many("INSERT INTO identifier (id, text) VALUES (?, ?)", ((work + 1, name(work)) for work in range(works)))
    many(
        "INSERT INTO file (id, folder, name_bytes, path, size, mtime) VALUES (?, 0, ?, ?, 1, 1)",
        ((work + 1, b"%d" % work, f"{work}.txt") for work in present),
    )
    many(
        "INSERT INTO work (id, symbol, organ, title, adopted) VALUES (?, ?, 'A', ?, ?)",
        ((work + 1, name(work), f"Title {work}", f"{1976 + work // SESSION}-12-01") for work in present),
    )
    many(
        "INSERT INTO document_file (id, work, language, identified_by, characters) VALUES (?, ?, 'en', 'masthead', 1)",
        ((work + 1, work + 1) for work in present),
    )
    many("INSERT INTO alias VALUES (?, ?, ?, 'masthead')", ((work + 1, work + 1, work + 1) for work in present))
    passage = zlib.compress(b"Recalling its resolution of that day,")
    many("INSERT INTO passage VALUES (?, ?)", ((work + 1, passage) for work in present))
    pairs: list[tuple[int, int, int]] = []
    given = {
        "start": 100, "end": 112, "line": 1, "column": 1, "text": "resolution 47/4", "kind": 1, "body": 8,
        "date": "1992-10-16", "place": 2, "paragraph": "p3", "via": 6, "certainty": 7, "sentence": 0,
    }  # fmt: skip

    def rows() -> Iterator[list[object]]:
        last, number = 0, 0
        for work, other, relation in cited(works, edges):
            last, number = work, number + 1 if work == last else 0
            pairs.append((other + 1, work + 1, relation))
            said = given | {"version": work + 1, "number": number, "identifier_id": other + 1, "relation": relation}
            yield [said.get(column) for column in columns]

    columns = ("version", "number", *schema.CITATION)
    many(schema.insert("citation", columns), rows())
    pairs.sort()
    many("INSERT OR IGNORE INTO edge VALUES (?, ?, ?, 1)", pairs)
    database.execute("COMMIT")
    database.close()


class Opened(Corpus):
    """A corpus of an index alone, without files."""

    def __init__(self, path: Path) -> None:
        self.index, self.reader = path, IndexReader(database.connect(path), path)
        self._works, self._identifiers = {}, {}
        self.failed, self.warnings = [], []


def within(adjacency: Adjacency, work: int, direction: str, hops: int) -> int:
    """Return the number of works within some citations."""
    return sum(len(level) for level, _ in zip(adjacency.levels(work, direction), range(hops), strict=False))


def timed(call: Callable[[], object]) -> float:
    """Milliseconds of a call."""
    begin = time.perf_counter()
    call()
    return (time.perf_counter() - begin) * 1000


def figures(path: Path, works: int, ranks: bool) -> dict[str, float]:
    """Every figure in milliseconds, and memory in MB."""
    corpus, chance = Opened(path), random.Random(7)
    drawn = [number for number in (chance.randrange(works // 2, works) for _ in range(60)) if held(number)][:20]
    ends = [chance.randrange(number) for number in drawn]
    found = {
        "3 hops, cites": statistics.median(
            timed(lambda n=n: within(Adjacency(corpus), n + 1, CITES, 3)) for n in drawn
        ),
        "3 hops, cited by": statistics.median(
            timed(lambda n=n: within(Adjacency(corpus), n + 1, CITED_BY, 3)) for n in drawn
        ),
        "3 hops as a tree": statistics.median(timed(lambda n=n: trace(corpus, name(n), CITES, 3)) for n in drawn),
        "path": statistics.median(
            timed(lambda n=n, m=m: paths(corpus, name(n), name(m))) for n, m in zip(drawn, ends, strict=True)
        ),
        "closure, cites": timed(lambda: sum(map(len, Adjacency(corpus).levels(works - 1, CITES)))),
        "closure, cited by": timed(lambda: sum(map(len, Adjacency(corpus).levels(2, CITED_BY)))),
    }
    status = Path("/proc/self/status").read_text()
    found["memory"] = int(status.split("VmHWM:")[1].split()[0]) / 1024
    for by in ("cited", "pagerank", "bridges") if ranks else ():
        found[f"rank --by {by}"] = timed(lambda by=by: rank(corpus, by))
    return found


LIMITS = {
    "3 hops, cites": 50, "3 hops, cited by": 50, "3 hops as a tree": 50, "path": 100, "closure, cites": 3000,
    "closure, cited by": 3000, "memory": 300,
}  # fmt: skip


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--works", type=int, default=300_000)
    parser.add_argument("--edges", type=int, default=3_000_000)
    parser.add_argument("--ranks", action="store_true", help="ranks too, which have no limit")
    parser.add_argument("--index", type=Path, help="measure this index alone and print its figures")
    args = parser.parse_args()
    if args.index:
        print(json.dumps(figures(args.index, args.works, args.ranks)))
        return 0
    with tempfile.TemporaryDirectory() as folder:
        measured = []
        for part in (2, 1):
            path, works = Path(folder) / f"{part}.sqlite", args.works // part
            write(path, works, args.edges // part)
            own = [sys.executable, __file__, "--index", str(path), "--works", str(works)]
            done = subprocess.run(
                [*own, *(["--ranks"] if args.ranks else [])], capture_output=True, text=True, check=True
            )
            measured.append(json.loads(done.stdout))
    half, whole = measured
    missed = 0
    print(f"{args.works:,} works, {args.edges:,} edges")
    for what, value in whole.items():
        unit = "MB" if what == "memory" else "ms"
        limit = LIMITS.get(what)
        verdict = "" if limit is None else f"limit {limit:6}   {'reached' if value <= limit else 'NOT reached'}"
        missed += limit is not None and value > limit
        print(f"{what:24}{value:10.1f} {unit}   half the graph {half[what]:10.1f}   {verdict}", flush=True)
    return missed > 0


if __name__ == "__main__":
    sys.exit(main())
