"""The words of the views: an edge's relation, place and pinpoint, a work's heading, names of organs."""

import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache
from typing import TYPE_CHECKING

from unrtrace.facts import load

if TYPE_CHECKING:
    from unrtrace.corpus import Relative, Work
    from unrtrace.graph import Edge, Node, Source

LANGUAGES = {"ar": "Arabic", "zh": "Chinese", "en": "English", "fr": "French", "ru": "Russian", "es": "Spanish"}
PLACES = 2  # that are shown of a citation
MARKUP = "<*"
JOINERS = "\u200c\u200d"  # that shape letters of Persian and of emoji


@cache
def organ_name(code: str | None) -> str:
    """The English name of an organ by its code, the code itself where the table has none."""
    if code is None:
        return "-"
    row = load("bodies")["bodies"].get(code)
    return str(row["name"]) if row else code


def relation(edge: "Edge") -> str:
    """*takes note with satisfaction*, or a dash."""
    return edge.relation.replace("_", " ") if edge.relation else "-"


def place(where: str, paragraph: str | None, section: str | None = None) -> str:
    """*operative 5*, *preamble 1*, *footnote 3*, *annex I, 2*."""
    number = (paragraph or "").removeprefix("p")
    if where == "annex":
        label = section or "annex"
        named = f"preamble {number}" if (paragraph or "").startswith("p") else (f"para. {number}" if number else "")
        return f"{label}, {named}" if named else label
    if where == "body":
        return f"para. {number}" if number else "text"
    return f"{where} {number}".strip()


def place_of(edge: "Edge") -> str:
    """Where an edge stands, for a footnote also the paragraph that bears its mark and what it names there."""
    text = place(edge.place, edge.paragraph, edge.section)
    if edge.through:
        through = place(edge.through["place"], edge.through["paragraph"], edge.through.get("section"))
        text += f" at {through}"
    return text + (f" ({edge.names})" if edge.names else "")


def pinpoint(edge: "Edge") -> str:
    """*annex II*, *para. 11*, or nothing."""
    short = {"paragraph": "para.", "chapter": "chap.", "section": "sect."}
    return ", ".join(f"{short.get(part, part)} {number}".strip() for part, number in edge.pinpoint.items())


def source(where: "Source") -> str:
    """*A_RES_51_148.en.txt:24*."""
    return f"{where.file}:{where.line}"


def sources(found: "Sequence[Source]") -> str:
    """The first places of a citation, and how many more there are, where every language of a document tells it."""
    more = f" and {len(found) - PLACES} more" if len(found) > PLACES else ""
    return ", ".join(map(source, found[:PLACES])) + more


def heading(work: "Work", relatives: "Iterable[Relative]" = ()) -> list[tuple[str, str]]:
    """What a work is, a label and a value a line, with those of its family that the corpus holds."""
    rows = [("title", clean(work.title) or "-"), ("organ", organ_name(work.organ))]
    rows += [
        (label, day)
        for label, day in (("adopted", work.adopted), ("dated", work.dated), ("issued", work.issued))
        if day
    ]
    rows += [("file", f"{LANGUAGES.get(v.language or '', 'unknown language')}  {v.path}") for v in work.versions]
    rows += [(one.kind, one.symbol) for one in relatives if one.held]
    rows.append(("link", work.url() or "none: the document's symbol is not known"))
    return rows


def header(tree: "Node", direction: str, count: int) -> str:
    """*cites 17*; of a tree that a limit cuts also how many there are and how to see all."""
    from unrtrace.graph import CITES

    if not tree.hidden:
        return f"{'cites' if direction == CITES else 'cited by'} {count:,}"
    return (
        f"{'cites' if direction == CITES else 'cited by'} {count + tree.hidden:,}: the {count:,} that are cited most;"
        " --limit all shows every one, -f jsonl or tsv too"
    )


def elsewhere(node: "Node", seen: set[str]) -> str:
    """Where in the tree a work is expanded that is not expanded here; `seen` are those above, and it is added."""
    note = " (above)" if node.id in seen else " (below)"
    seen.add(node.id)
    return note if node.repeated else ""


def cautions(edge: "Edge") -> list[str]:
    """What is odd about an edge: its warnings, and that it points forward in time."""
    return [*edge.warnings, *(["forward_in_time"] if edge.forward else [])]


def clean(text: str | None) -> str:
    """Text of a document for a screen or another format: one line, nothing that is not seen, no markup."""
    if not text or (text.isprintable() and not any(sign in text for sign in MARKUP)):
        return " ".join((text or "").split())
    from unrtrace.text.display import printable

    return shown(printable(text))


def shown(text: str) -> str:
    """An identifier for the same: all of it that can be seen."""
    return text if text.isprintable() else "".join(c for c in text if c.isprintable() or c in JOINERS)


def width(text: str) -> int:
    """Columns that a text takes on a terminal: two for a wide character, none for a combining one."""
    if text.isascii():
        return len(text)
    wide = sum(unicodedata.east_asian_width(c) in "WF" for c in text)
    return len(text) + wide - sum(unicodedata.combining(c) > 0 for c in text)
