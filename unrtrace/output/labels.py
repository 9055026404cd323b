"""Words of the views for people: identifiers, places, relations, headings, names of organs; widths on a terminal."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING

from unrtrace.facts import load
from unrtrace.text.characters import JOINERS

if TYPE_CHECKING:
    from unrtrace.citation import Citation
    from unrtrace.corpus import RelatedDocument, Work
    from unrtrace.graph import Edge, Node, Source

OUTCOMES = {"missing": "not held"}
PARTS = {"paragraph": "para.", "chapter": "chap.", "section": "sect."}
MAX_SOURCES = 2  # of a citation in the rich view
MARKUP = "<*"


@cache
def organ_name(code: str | None) -> str:
    """Return the English name of an organ, or its code where the table has none.

    >>> organ_name("E/CN.4"), organ_name("XYZ"), organ_name(None)
    ('Commission on Human Rights', 'XYZ', '-')
    """
    if code is None:
        return "-"
    row = load("bodies")["bodies"].get(code)
    return str(row["name"]) if row else code


def language_name(code: str | None) -> str:
    """Return the English name of a language; the code of an unknown one, an empty text for None.

    >>> language_name("ar"), language_name("de"), language_name(None)
    ('Arabic', 'de', '')
    """
    from unrtrace.text.language import codes, language_of

    return language_of(code).english_name if code in codes() else code or ""


def identifier(name: str) -> str:
    """Return an identifier as people write it; what is returned can be typed as a symbol as well.

    >>> identifier("Sales:95.XIII.18"), identifier("UNTS:1577/27531"), identifier("A/RES/51/148")
    ('Sales No. 95.XIII.18', 'UNTS vol. 1577, No. 27531', 'A/RES/51/148')
    """
    if name.startswith("Sales:"):
        return f"Sales No. {name.removeprefix('Sales:')}"
    if name.startswith("UNTS:"):
        volume, _, number = name.removeprefix("UNTS:").partition("/")
        return f"UNTS vol. {volume}, " + (f"p. {number[1:]}" if number.startswith("p") else f"No. {number}")
    return name


def outcome(name: str) -> str:
    """Return an outcome in words.

    >>> outcome("missing"), outcome("resolved")
    ('not held', 'resolved')
    """
    return OUTCOMES.get(name, name)


def in_words(name: str | None) -> str:
    """Return the name of a relation or a warning in words.

    >>> in_words("takes_note")
    'takes note'
    """
    return (name or "").replace("_", " ")


def relation(edge: "Edge") -> str:
    """Return *takes note with satisfaction*, or a dash."""
    return in_words(edge.relation) or "-"


def relation_of(citation: "Citation") -> str:
    """Return the relation of a citation in words; *itself* for the document's own symbol."""
    return ", ".join(filter(None, ("itself" if citation.self else "", in_words(citation.relation))))


def place(where: str, paragraph: str | None, section: str | None = None) -> str:
    """Return a place of a document in words.

    >>> place("operative", "5"), place("preamble", "p1"), place("footnote", "3"), place("annex", "p2", "annex I")
    ('operative para. 5', 'preambular para. 1', 'footnote 3', 'annex I, preambular para. 2')
    """
    number = (paragraph or "").removeprefix("p")
    if not number:
        return {"annex": section or "annex", "body": "text", "operative": "operative part"}.get(where, where)
    if where == "annex":
        preambular = "preambular " if (paragraph or "").startswith("p") else ""
        return f"{section or 'annex'}, {preambular}para. {number}"
    word = {"body": "para.", "operative": "operative para.", "preamble": "preambular para."}.get(where, where)
    return f"{word} {number}"


def place_of(edge: "Edge") -> str:
    """Return where an edge stands; for a footnote also the paragraph with its mark and what that paragraph names."""
    text = place(edge.place, edge.paragraph, edge.section)
    if edge.through:
        anchor = place(edge.through["place"], edge.through["paragraph"], edge.through.get("section"))
        text += f" at {anchor}"
    return text + (f" ({edge.names})" if edge.names else "")


def pinpoint(edge: "Edge") -> str:
    """Return *annex II*, *para. 11*, or an empty text."""
    return ", ".join(f"{PARTS.get(part, part)} {number}".strip() for part, number in edge.pinpoint.items())


def source(where: "Source") -> str:
    """Return *A_RES_51_148.en.txt:24*."""
    return f"{where.file}:{where.line}"


def sources(found: "Sequence[Source]") -> str:
    """Return the first sources of a citation and how many more there are."""
    more = f" and {len(found) - MAX_SOURCES} more" if len(found) > MAX_SOURCES else ""
    return ", ".join(map(source, found[:MAX_SOURCES])) + more


def heading(
    work: "Work", relatives: "Iterable[RelatedDocument]" = (), short_names: "Mapping[str, str] | None" = None
) -> list[tuple[str, str]]:
    """Return what a work is as labels and values, with the related documents that the corpus holds.

    Each file stands behind its language, or behind its short name where it has one.
    """
    names = short_names or {}
    rows = [("title", clean(work.title) or "-"), ("organ", organ_name(work.organ))]
    rows += [
        (label, day.isoformat())
        for label, day in (("adopted", work.adopted), ("dated", work.dated), ("issued", work.issued))
        if day
    ]
    rows += [
        ("file", f"{names.get(v.path) or language_name(v.language) or 'unknown language'}  {v.path}")
        for v in work.versions
    ]
    rows += [(one.kind, identifier(one.symbol)) for one in relatives if one.held]
    rows.append(("link", work.url() or "none: the document's symbol is not known"))
    return rows


def same_as(others: "Sequence[str]") -> str:
    """Return the other symbols of an instrument in words.

    >>> same_as(["UNTS:1577/27531"]), same_as([])
    ('the same instrument as UNTS vol. 1577, No. 27531', '')
    """
    return f"the same instrument as {', '.join(map(identifier, others))}" if others else ""


def same_instrument(name: str, other: str) -> str:
    """Return the heading of what cites an instrument by another symbol, with the names of the instruments.

    >>> same_instrument("A/RES/44/25", "UNTS:1577/27531")
    'the same instrument as UNTS vol. 1577, No. 27531 (Convention on the Rights of the Child)'
    """
    from unrtrace.corpus.instruments import names_shared

    names = ", ".join(names_shared(name, other))
    return same_as([other]) + (f" ({names})" if names else "")


def tree_heading(tree: "Node", direction: str, count: int) -> str:
    """Return *cites 17*; where a limit shortened the tree, also how many there are and how to see all.

    Any other direction says of what the tree is: of the same instrument under another symbol.
    """
    from unrtrace.graph import CITED_BY, CITES

    words = {CITES: "cites", CITED_BY: "cited by"}.get(direction) or f"{direction}: cited by"
    heading = f"{words} {count + tree.hidden:,}"
    if not tree.hidden:
        return heading
    return f"{heading}: the {count:,} most cited are shown; --limit all shows every one, -f jsonl or tsv too"


def repeat_note(node: "Node", seen: set[str]) -> str:
    """Return *(above)* or *(below)* for a work that is expanded elsewhere in the tree; add it to `seen`."""
    note = " (above)" if node.id in seen else " (below)"
    seen.add(node.id)
    return note if node.repeated else ""


def reason(text: str) -> str:
    """Return a reason for a link of a lineage in words.

    >>> reason("A/RES/54/212 names both as its line")
    'A/RES/54/212 lists both as predecessors'
    """
    return clean(text.replace(" names both as its line", " lists both as predecessors"))


def warnings_of(edge: "Edge") -> list[str]:
    """Return the warnings of an edge, with one where it points forward in time."""
    return [*edge.warnings, *(["forward_in_time"] if edge.forward else [])]


def clean(text: str | None) -> str:
    """Return text of a document as one line without invisible characters and markup."""
    if not text or (text.isprintable() and not any(sign in text for sign in MARKUP)):
        return " ".join((text or "").split())
    from unrtrace.text.display import to_single_line

    return visible(to_single_line(text))


def visible(text: str) -> str:
    """Return a text without invisible characters."""
    return text if text.isprintable() else "".join(c for c in text if c.isprintable() or c in JOINERS)


def width(text: str) -> int:
    """Return the columns that a text takes on a terminal.

    >>> width("resolution"), width("résolution"), width("决议")
    (10, 10, 4)
    """
    if text.isascii() or (max(text) < "\u0300" and text.isprintable()):
        return len(text)
    from rich.cells import cell_len

    return cell_len(text)


def cut(text: str, columns: int) -> str:
    """Return a text in at most so many columns, ended by an ellipsis where it is longer.

    >>> cut("Cooperation", 8), cut("联合国同国际移民组织", 8), cut("Seas", 8)
    ('Coopera…', '联合国…', 'Seas')
    """
    if width(text) <= columns:
        return text
    kept = text[: columns - 1]
    while width(kept) > columns - 1:
        kept = kept[:-1]
    return kept.rstrip() + "…"
