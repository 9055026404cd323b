"""The documents that a corpus cites and does not have."""

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from unrtrace.corpus import Corpus


class Missing(NamedTuple):
    """A symbol that no work has: how many works cite it, how often, the kind of document, and one of these works."""

    symbol: str
    works: int
    citations: int
    kind: str
    example: str


# A document with a double symbol is missing if the corpus has neither of them.
STATEMENT = """
WITH lost AS (
    SELECT c.identifier_id AS cited, min(c.kind) AS kind, v.work, v.language, count(*) AS times
    FROM citation c JOIN document_file v ON v.id = c.version
    WHERE c.identifier_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM alias WHERE name = c.identifier_id)
      AND (c.joint_symbols IS NULL OR NOT EXISTS (
        SELECT 1 FROM json_each(c.joint_symbols) h
        JOIN identifier n ON n.text = h.value COLLATE NOCASE AND n.text = h.value
        JOIN alias ON alias.name = n.id))
    GROUP BY c.identifier_id, v.work, v.language),
by_work AS (SELECT cited, min(kind) AS kind, work, max(times) AS times FROM lost GROUP BY cited, work),
by_name AS (
    SELECT cited, count(*) AS works, sum(times) AS citations, min(kind) AS kind, min(work) AS example
    FROM by_work GROUP BY cited)
SELECT n.text AS symbol, works, citations, t.text AS kind, e.text AS example
FROM by_name b JOIN identifier n ON n.id = b.cited JOIN identifier e ON e.id = b.example
JOIN vocabulary t ON t.id = b.kind
ORDER BY works DESC, citations DESC, n.text LIMIT ?
"""


def missing(corpus: "Corpus", top: int | None = None) -> list[Missing]:
    """Return the missing documents, the most cited first, at most `top`.

    Of the language versions of a work, only the one with the most citations is counted.
    """
    rows = corpus.reader.rows(STATEMENT, (-1 if top is None else top,))
    return [Missing(row["symbol"], row["works"], row["citations"], row["kind"], row["example"]) for row in rows]


def count(corpus: "Corpus") -> tuple[int, int]:
    """Return how many symbols are missing, and the sum of the works that cite each."""
    (row,) = corpus.reader.rows(f"SELECT count(*), coalesce(sum(works), 0) FROM ({STATEMENT})", (-1,))
    return row[0], row[1]
