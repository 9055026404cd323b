"""The family of a document: what it was drafted as, recommended by, corrected, revised and added to by.

By symbols (`A/51/L.53/Add.1` is an addendum of `A/51/L.53`) and by what a resolution's masthead rests on: the
draft in its brackets became it, the report recommended it.
"""

from typing import TYPE_CHECKING

from unrtrace.corpus.records import Relative

if TYPE_CHECKING:
    from unrtrace.corpus import Corpus

BASED_ON = "based_on"


def family(corpus: "Corpus", name: str) -> list[Relative]:
    """The relatives of a document, nearest first; each as the corpus holds or cites it."""
    names = corpus.names_of(name) or [name]
    found: dict[str, str] = {}
    for own in names:
        for relative, kind in (*_up(corpus, own), *_down(corpus, own), *_became(corpus, own), *_rests(corpus, own)):
            if relative not in names:
                found.setdefault(relative, kind)
    return [Relative(kind, relative, bool(corpus.works_named(relative))) for relative, kind in found.items()]


def _up(corpus: "Corpus", name: str) -> list[tuple[str, str]]:
    """What a document is an addendum, corrigendum, revision, part or letter of."""
    rows = corpus.rows(
        "SELECT p.text, n.step FROM identifier n JOIN identifier p ON p.id = n.parent WHERE n.text = ? COLLATE NOCASE",
        (name,),
    )
    return [(row["text"], f"{row['step']} of") for row in rows]


def _down(corpus: "Corpus", name: str) -> list[tuple[str, str]]:
    """Its addenda, corrigenda, revisions, parts and letters."""
    rows = corpus.rows(
        "SELECT c.text, c.step FROM identifier n JOIN identifier c ON c.parent = n.id WHERE n.text = ? COLLATE NOCASE"
        " ORDER BY c.step, c.text",
        (name,),
    )
    return [(row["text"], row["step"]) for row in rows]


def _became(corpus: "Corpus", name: str) -> list[tuple[str, str]]:
    """The resolutions whose mastheads rest on it."""
    rows = corpus.rows(
        "SELECT DISTINCT w.text FROM identifier n JOIN edge e ON e.cited = n.id"
        " JOIN document_file v ON v.id = e.version"
        " JOIN identifier w ON w.id = v.work JOIN vocabulary t ON t.id = e.relation"
        " WHERE n.text = ? COLLATE NOCASE AND t.text = ? ORDER BY w.text",
        (name, BASED_ON),
    )
    kind = "became" if is_draft(name) else "recommended"
    return [(row["text"], kind) for row in rows]


def _rests(corpus: "Corpus", name: str) -> list[tuple[str, str]]:
    """The draft and the report that its masthead rests on."""
    rows = corpus.rows(
        "SELECT DISTINCT s.text FROM identifier n JOIN document_file v ON v.work = n.id"
        " JOIN citation c ON c.version = v.id"
        " JOIN identifier s ON s.id = c.identifier_id JOIN vocabulary t ON t.id = c.relation"
        " WHERE n.text = ? COLLATE NOCASE AND t.text = ? ORDER BY c.number",
        (name, BASED_ON),
    )
    return [(row["text"], "draft" if is_draft(row["text"]) else "report") for row in rows]


def is_draft(symbol: str) -> bool:
    """Whether a symbol is that of a draft, by its `L.`."""
    return "/L." in symbol
