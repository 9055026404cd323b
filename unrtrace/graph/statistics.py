"""What a corpus consists of: documents and citations by organ, language, year and relation.

>>> from unrtrace.corpus import Corpus
>>> [(one.name, one.documents) for one in stats(Corpus()) if one.group == "language"]
[('en', 3), ('fr', 1), ('zh', 1)]
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from unrtrace.corpus import AMBIGUOUS, MISSING, RESOLVED, SELF, Corpus
from unrtrace.graph.ranking import CITED, rank

GROUPS = ("total", "outcome", "organ", "language", "year", "relation", "most cited")
TOP = 10


@dataclass(frozen=True, slots=True)
class Stat:
    """One figure of a group of `GROUPS`.

    `documents` counts works, files in `total` and `language`; `citations` those in their texts; for `most cited`
    the works that cite one. `share` is the part of all citations, from 0 to 1.
    """

    group: str
    name: str
    documents: int | None
    citations: int | None
    share: float | None = None


def stats(corpus: Corpus) -> list[Stat]:
    """Every figure, in the order of `GROUPS`. A document's own symbol in its masthead is no citation."""
    told, versions = _citations(corpus), _versions(corpus)
    total = sum(told.values())
    works = {row[0]: row for row in corpus.rows("SELECT id, organ, year FROM work")}
    found = [
        Stat("total", "documents", len(works), None),
        Stat("total", "files", len(versions), None),
        Stat("total", "citations", None, total),
    ]
    outcomes = _outcomes(corpus)
    found += [_shared("outcome", name, outcomes[name], total) for name in (RESOLVED, MISSING, AMBIGUOUS, SELF)]
    for group, column in (("organ", 1), ("year", 2)):
        documents = Counter(_name(row[column]) for row in works.values())
        citations: Counter[str] = Counter()
        for version, (work, _) in versions.items():
            citations[_name(works[work][column])] += told[version]
        rows = [
            Stat(group, name, documents[name], citations[name], _share(citations[name], total)) for name in documents
        ]
        found += sorted(rows, key=lambda one: one.name if group == "year" else (-(one.documents or 0), one.name))
    languages = Counter(_name(language) for _, language in versions.values())
    spoken: Counter[str] = Counter()
    for version, (_, language) in versions.items():
        spoken[_name(language)] += told[version]
    found += [
        Stat("language", name, count, spoken[name], _share(spoken[name], total))
        for name, count in sorted(languages.items(), key=lambda one: (-one[1], one[0]))
    ]
    relations = _relations(corpus)
    found += [_shared("relation", name, count, total) for name, count in relations]
    top = rank(corpus, CITED, limit=TOP).works
    found += [Stat("most cited", one.id, None, one.cited_by) for one in top]
    return sorted(found, key=lambda one: GROUPS.index(one.group))


def _name(value: object) -> str:
    return "unknown" if value is None else str(value)


def _share(count: int, total: int) -> float | None:
    return round(count / total, 4) if total else None


def _shared(group: str, name: str, count: int, total: int) -> Stat:
    return Stat(group, name, None, count, _share(count, total))


# A citation is one unless it is the document's own symbol in its masthead, or names an instrument of no symbol.
IS_ONE = (
    "(c.place <> coalesce((SELECT id FROM term WHERE text = 'masthead'), -1) OR c.relation IS NOT NULL)"
    " AND (c.cited IS NOT NULL OR c.candidates IS NOT NULL)"
)


def _citations(corpus: Corpus) -> Counter[int]:
    """How many citations each file has."""
    return Counter(
        {row[0]: row[1] for row in corpus.rows(f"SELECT version, count(*) FROM citation c WHERE {IS_ONE} GROUP BY 1")}
    )


def _versions(corpus: Corpus) -> dict[int, tuple[int, str | None]]:
    return {row[0]: (row[1], row[2]) for row in corpus.rows("SELECT id, work, language FROM version")}


def _outcomes(corpus: Corpus) -> Counter[str]:
    """How many citations the corpus answers, and how."""
    works = {
        row[0]: row[1]
        for row in corpus.rows("SELECT name, count(DISTINCT work) - 2 * max(work = name) FROM alias GROUP BY name")
    }
    found: Counter[str] = Counter()
    for cited, count in corpus.rows(f"SELECT c.cited, count(*) FROM citation c WHERE {IS_ONE} GROUP BY 1"):
        if cited is None:
            found[AMBIGUOUS] += count
        elif cited in works:
            found[AMBIGUOUS if works[cited] > 1 else RESOLVED] += count
        else:
            found[MISSING] += count
    own = corpus.rows(
        f"SELECT count(*) FROM alias a JOIN citation c ON c.version = a.version AND c.cited = a.name WHERE {IS_ONE}"
    )[0][0]
    found[SELF] += own
    found[RESOLVED] -= own
    return found


def _relations(corpus: Corpus) -> Iterable[tuple[str, int]]:
    rows = corpus.rows(f"SELECT c.relation, count(*) FROM citation c WHERE {IS_ONE} GROUP BY 1")
    named = [(corpus.terms.get(row[0] or 0, "") or "none", row[1]) for row in rows]
    return sorted(named, key=lambda one: (-one[1], one[0]))
