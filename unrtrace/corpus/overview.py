"""Records about a corpus: one about the whole, and one for each document."""

import json
import os
from typing import TYPE_CHECKING, Any

from unrtrace.index import database, schema
from unrtrace.index.scan_files import fingerprint

if TYPE_CHECKING:
    from unrtrace.corpus import Corpus

COUNTS = {
    "documents": "SELECT count(*) FROM work",
    "files": "SELECT count(*) FROM document_file",
    "failed": "SELECT count(*) FROM file WHERE error IS NOT NULL AND unread_kind IS NULL",
    "citations": "SELECT count(*) FROM citation",
    "cited": "SELECT count(DISTINCT cited) FROM edge",
    "events": "SELECT count(*) FROM event",
    "bytes": "SELECT coalesce(sum(size), 0) FROM file WHERE error IS NULL",
}


def overview(corpus: "Corpus") -> dict[str, Any]:
    """Return the record of a corpus: folders, index, whether it is up to date, counts by language, organ and decade."""
    meta = database.meta(corpus.reader.connection)
    own = str(corpus.index) != database.MEMORY
    return {
        "schema": "unrtrace.corpus/1",
        "folders": [str(path) for path in corpus.paths],
        "reason": corpus.reason,
        "index": str(corpus.index),
        "index_bytes": os.stat(corpus.index).st_size if own else None,
        "index_schema": schema.VERSION,
        "made_by": meta.get("build_id"),
        "updated": meta.get("updated"),
        "fresh": not meta.get("fingerprint") or meta["fingerprint"] == fingerprint(corpus.paths, corpus.index),
        "exclude": json.loads(meta.get("exclude", "[]")),
        **{name: corpus.reader.tuples(statement)[0][0] for name, statement in COUNTS.items()},
        "languages": _counts(corpus, "SELECT language, count(*) FROM document_file GROUP BY 1 ORDER BY 2 DESC, 1"),
        "organs": _counts(corpus, "SELECT organ, count(*) FROM work GROUP BY 1 ORDER BY 2 DESC, 1"),
        "decades": _counts(corpus, "SELECT year / 10 * 10, count(*) FROM work GROUP BY 1 ORDER BY 1 IS NULL, 1"),
    }


def _counts(corpus: "Corpus", statement: str) -> dict[str, int]:
    rows = corpus.reader.tuples(statement)
    return {"unknown" if name is None else str(name): count for name, count in rows}


def documents(corpus: "Corpus") -> list[dict[str, Any]]:
    """Return a record of each document: date, languages, title, files, citations, and how many documents cite it."""
    from unrtrace.symbols.sort_key import sort_key

    cites = dict(map(tuple, corpus.reader.rows("SELECT v.work, max(n) FROM (SELECT version, count(*) AS n FROM citation"
        " GROUP BY version) c JOIN document_file v ON v.id = c.version GROUP BY v.work")))  # fmt: skip
    cited = dict(map(tuple, corpus.reader.rows("SELECT a.work, count(DISTINCT v.work) FROM alias a JOIN edge e"
        " ON e.cited = a.name JOIN document_file v ON v.id = e.version WHERE v.work <> a.work GROUP BY"
        " a.work")))  # fmt: skip
    files: dict[int, list[Any]] = {}
    for row in corpus.reader.rows(
        "SELECT v.work, v.language, f.path FROM document_file v JOIN file f ON f.id = v.id ORDER BY f.path"
    ):
        files.setdefault(row["work"], []).append(row)
    rows = corpus.reader.rows("SELECT w.*, n.text AS name FROM work w JOIN identifier n ON n.id = w.id")
    return [
        {
            "schema": "unrtrace.document/1",
            "work": row["name"],
            "date": row["adopted"] or row["dated"] or row["issued"],
            "organ": row["organ"],
            "languages": sorted({one["language"] for one in files[row["id"]] if one["language"]}),
            "citations": cites.get(row["id"], 0),
            "cited_by": cited.get(row["id"], 0),
            "title": row["title"],
            "files": [one["path"] for one in files[row["id"]]],
        }
        for row in sorted(rows, key=lambda row: sort_key(row["name"]))
    ]
