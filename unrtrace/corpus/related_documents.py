"""Documents related to another: its draft, the report that recommended it, corrigenda, revisions and addenda.

They are found by symbols (`A/51/L.53/Add.1` is an addendum of `A/51/L.53`) and by the brackets in the masthead of a
resolution, which name the draft that became it and the report that recommended it.
"""

from typing import TYPE_CHECKING

from unrtrace.corpus.records import RelatedDocument

if TYPE_CHECKING:
    from unrtrace.corpus import Corpus

BASED_ON = "based_on"


def related_documents(corpus: "Corpus", name: str) -> list[RelatedDocument]:
    """Return the documents related to one, the closest first, each by the symbol that the corpus has or cites."""
    names = corpus.names_of(name) or [name]
    found: dict[str, str] = {}
    for own in names:
        for relative, kind in (
            *_parents(corpus, own),
            *_children(corpus, own),
            *_based_on_it(corpus, own),
            *_its_basis(corpus, own),
        ):
            if relative not in names:
                found.setdefault(relative, kind)
    return [RelatedDocument(kind, relative, bool(corpus.works_named(relative))) for relative, kind in found.items()]


def _parents(corpus: "Corpus", name: str) -> list[tuple[str, str]]:
    """Return what a document is an addendum, corrigendum, revision, part or letter of."""
    rows = corpus.reader.rows(
        "SELECT p.text, n.step FROM identifier n JOIN identifier p ON p.id = n.parent WHERE n.text = ? COLLATE NOCASE",
        (name,),
    )
    return [(row["text"], f"{row['step']} of") for row in rows]


def _children(corpus: "Corpus", name: str) -> list[tuple[str, str]]:
    """Return the addenda, corrigenda, revisions, parts and letters of a document."""
    rows = corpus.reader.rows(
        "SELECT c.text, c.step FROM identifier n JOIN identifier c ON c.parent = n.id WHERE n.text = ? COLLATE NOCASE"
        " ORDER BY c.step, c.text",
        (name,),
    )
    return [(row["text"], row["step"]) for row in rows]


def _based_on_it(corpus: "Corpus", name: str) -> list[tuple[str, str]]:
    """Return the resolutions whose mastheads name the document as their basis."""
    rows = corpus.reader.rows(
        "SELECT DISTINCT w.text FROM identifier n JOIN edge e ON e.cited = n.id"
        " JOIN document_file v ON v.id = e.version"
        " JOIN identifier w ON w.id = v.work JOIN vocabulary t ON t.id = e.relation"
        " WHERE n.text = ? COLLATE NOCASE AND t.text = ? ORDER BY w.text",
        (name, BASED_ON),
    )
    kind = "became" if is_draft(name) else "recommended"
    return [(row["text"], kind) for row in rows]


def _its_basis(corpus: "Corpus", name: str) -> list[tuple[str, str]]:
    """Return the draft and the report that the masthead of a document names as its basis."""
    rows = corpus.reader.rows(
        "SELECT DISTINCT s.text FROM identifier n JOIN document_file v ON v.work = n.id"
        " JOIN citation c ON c.version = v.id"
        " JOIN identifier s ON s.id = c.identifier_id JOIN vocabulary t ON t.id = c.relation"
        " WHERE n.text = ? COLLATE NOCASE AND t.text = ? ORDER BY c.number",
        (name, BASED_ON),
    )
    return [(row["text"], "draft" if is_draft(row["text"]) else "report") for row in rows]


def is_draft(symbol: str) -> bool:
    """Return whether a symbol is that of a draft, by its `L.`."""
    return "/L." in symbol
