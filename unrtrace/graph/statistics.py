"""Statistics of a corpus: documents and citations by organ, language, year and relation.

>>> from unrtrace.corpus import Corpus
>>> [(one.name, one.documents) for one in stats(Corpus()) if one.group == "language"]
[('en', 3), ('fr', 1), ('zh', 1)]
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from unrtrace.corpus import AMBIGUOUS, MISSING, RESOLVED, SELF, Corpus
from unrtrace.graph.ranking import CITED, rank

GROUPS = ("total", "outcome", "organ", "language", "year", "relation", "most cited")
TOP = 10


@dataclass(frozen=True, slots=True)
class Statistic:
    """One figure of one of the `GROUPS`.

    `documents` counts works, in `total` and `language` files; `citations` those in their texts, or for `most cited`
    the works that cite this one. `share` is the part of all citations, from 0 to 1.
    """

    group: str
    name: str
    documents: int | None
    citations: int | None
    share: float | None = None


def stats(corpus: Corpus) -> list[Statistic]:
    """Return every figure, in the order of `GROUPS`. A document's own symbol in its masthead is not counted."""
    counts = _citations_by_version(corpus)
    total = sum(counts.values())
    works = {row[0]: (row[1], row[2]) for row in corpus.rows("SELECT id, organ, year FROM work")}
    versions = {row[0]: (row[1], row[2]) for row in corpus.rows("SELECT id, work, language FROM document_file")}
    organs = {version: works[work][0] for version, (work, _) in versions.items()}
    years = {version: works[work][1] for version, (work, _) in versions.items()}
    languages = {version: language for version, (_, language) in versions.items()}
    outcomes = _outcomes(corpus)
    by_year = _group("year", [year for _, year in works.values()], years, counts)
    return [
        Statistic("total", "documents", len(works), None),
        Statistic("total", "files", len(versions), None),
        Statistic("total", "citations", None, total),
        *(_citations("outcome", name, outcomes[name], total) for name in (RESOLVED, MISSING, AMBIGUOUS, SELF)),
        *_group("organ", [organ for organ, _ in works.values()], organs, counts),
        *_group("language", languages.values(), languages, counts),
        *sorted(by_year, key=lambda one: one.name),
        *(_citations("relation", name, count, total) for name, count in _relations(corpus)),
        *(Statistic("most cited", one.id, None, one.cited_by) for one in rank(corpus, CITED, limit=TOP).works),
    ]


def _group(
    group: str, values: Iterable[object], of_version: Mapping[int, object], counts: Counter[int]
) -> list[Statistic]:
    """Return the figures of a group by number of documents, given the value of each document and of each version."""
    documents = Counter(map(_name, values))
    citations: Counter[str] = Counter()
    for version, value in of_version.items():
        citations[_name(value)] += counts[version]
    total = sum(counts.values())
    return [
        Statistic(group, name, count, citations[name], _share(citations[name], total))
        for name, count in sorted(documents.items(), key=lambda one: (-one[1], one[0]))
    ]


def _name(value: object) -> str:
    return "unknown" if value is None else str(value)


def _share(count: int, total: int) -> float | None:
    return round(count / total, 4) if total else None


def _citations(group: str, name: str, count: int, total: int) -> Statistic:
    return Statistic(group, name, None, count, _share(count, total))


# Neither the document's own symbol in its masthead nor an instrument without a symbol counts as a citation.
COUNTED = (
    "(c.place <> coalesce((SELECT id FROM vocabulary WHERE text = 'masthead'), -1) OR c.relation IS NOT NULL)"
    " AND (c.identifier_id IS NOT NULL OR c.candidates IS NOT NULL)"
)


def _citations_by_version(corpus: Corpus) -> Counter[int]:
    """Return the number of citations in each language version."""
    return Counter(
        {row[0]: row[1] for row in corpus.rows(f"SELECT version, count(*) FROM citation c WHERE {COUNTED} GROUP BY 1")}
    )


def _outcomes(corpus: Corpus) -> Counter[str]:
    """Return the number of citations by outcome."""
    works = {
        row[0]: row[1]
        for row in corpus.rows("SELECT name, count(DISTINCT work) - 2 * max(work = name) FROM alias GROUP BY name")
    }
    found: Counter[str] = Counter()
    for cited, count in corpus.rows(f"SELECT c.identifier_id, count(*) FROM citation c WHERE {COUNTED} GROUP BY 1"):
        if cited is None:
            found[AMBIGUOUS] += count
        elif cited in works:
            found[AMBIGUOUS if works[cited] > 1 else RESOLVED] += count
        else:
            found[MISSING] += count
    own = corpus.rows(
        "SELECT count(*) FROM alias a JOIN citation c ON c.version = a.version AND c.identifier_id = a.name"
        f" WHERE {COUNTED}"
    )[0][0]
    found[SELF] += own
    found[RESOLVED] -= own
    return found


def _relations(corpus: Corpus) -> list[tuple[str, int]]:
    """Return the relations of citations and how often each occurs, the most frequent first."""
    rows = corpus.rows(f"SELECT c.relation, count(*) FROM citation c WHERE {COUNTED} GROUP BY 1")
    named = [(corpus.terms.get(row[0] or 0, "") or "none", row[1]) for row in rows]
    return sorted(named, key=lambda one: (-one[1], one[0]))
