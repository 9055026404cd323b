"""A document's masthead and outline: records, aligned text, a rich view."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from unrtrace.documents import Document
from unrtrace.documents.outline import Node, outline, walk
from unrtrace.output import labels
from unrtrace.output.text_view import table
from unrtrace.text.display import printable

if TYPE_CHECKING:
    from rich.console import RenderableType

DOCUMENT, PART = "unrtrace.document/1", "unrtrace.part/1"
COLUMNS = (
    "schema", "source", "depth", "kind", "label", "line", "start", "end", "notes", "at", "text",
)  # fmt: skip
EVIDENCE = {
    "symbol line": "by the masthead's symbol line",
    "title line": "by the title line",
    "file metadata": "by the file's metadata",
    "file name": "by the file's name",
    "corpus.toml": "by corpus.toml",
}
SHOWN = 120  # columns of a part's text in the aligned view


def record(document: Document) -> dict[str, Any]:
    """What a document says of itself; a field is null or empty where it says nothing."""
    masthead = document.masthead
    details = masthead.details
    return {
        "schema": DOCUMENT,
        "source": document.source,
        "symbols": list(masthead.symbols),
        "evidence": masthead.evidence,
        "kind": masthead.symbols[0].kind if masthead.symbols else None,
        "title": masthead.title,
        "organ": _organ(document),
        "language": document.language,
        "session": details.session,
        "agenda_items": list(details.agenda_items),
        "agenda_titles": list(details.agenda_titles),
        "distribution": details.distribution,
        "original": list(details.original),
        "adopted": _iso(masthead.adopted),
        "issued": _iso(masthead.issued),
        "dated": _iso(masthead.letter_date),
        "held": _iso(details.held),
        "letter": masthead.letter,
        "meeting": {"text": details.meeting.text, "number": details.meeting.number} if details.meeting else None,
        "basis": details.basis,
        "based_on": list(details.based_on),
        "url": masthead.symbols[0].url(document.language or "en") if masthead.symbols else None,
    }


def parts(document: Document, depth: int | None = None) -> Iterator[dict[str, Any]]:
    """The parts of the outline as flat records, in order, down to a depth (1: the parts alone)."""
    for level, node in walk(outline(document)):
        if depth is None or level < depth:
            yield {"schema": PART, "source": document.source, "depth": level + 1, **_part(document, node)}


def nested(document: Document, depth: int | None = None) -> dict[str, Any]:
    """One object: the document with its outline as a tree."""

    def tree(nodes: list[Node], level: int) -> list[dict[str, Any]]:
        below = depth is None or level < depth
        return [{**_part(document, node), "parts": tree(node.children, level + 1) if below else []} for node in nodes]

    return {**record(document), "outline": tree(outline(document), 1)}


def _part(document: Document, node: Node) -> dict[str, Any]:
    place = {"place": node.at[0], "paragraph": node.at[1], "line": node.at[2]} if node.at else None
    start, end = document.given(node.start, node.end)
    return {
        "kind": node.kind, "label": node.label, "line": document.position(node.start)[0], "start": start,
        "end": end, "notes": list(node.marks), "at": place, "text": node.text,
    }  # fmt: skip


def _organ(document: Document) -> str | None:
    """The organ whose document it is: that of the symbol of a resolution, else the one that speaks."""
    masthead = document.masthead
    if masthead.symbols and masthead.symbols[0].kind in ("resolution", "decision", "statement"):
        return masthead.symbols[0].body
    return masthead.organ


def _iso(day: Any) -> str | None:
    return day.isoformat() if day else None


# ---- for readers -----------------------------------------------------------------------------------


def heading(document: Document) -> list[tuple[str, str]]:
    """The metadata as labels and values; only what is known, but always symbol, title, language and file."""
    found = record(document)
    symbols = ", ".join(found["symbols"])
    meeting, distribution = found["meeting"], found["distribution"]
    rows = [
        ("symbol", f"{symbols} ({EVIDENCE[found['evidence']]})" if symbols else "none: the document names no symbol"),
        ("title", found["title"] or "-"),
        ("organ", labels.organ_name(found["organ"]) if found["organ"] else ""),
        ("kind", found["kind"] or ""),
        ("language", labels.LANGUAGES.get(found["language"] or "", "-")),
        ("original", ", ".join(labels.LANGUAGES.get(code, code) for code in found["original"])),
        ("distribution", distribution or ""),
        ("session", found["session"] or ""),
        ("agenda item", _items(found["agenda_items"], found["agenda_titles"])),
        ("adopted", found["adopted"] or ""),
        ("meeting", meeting["text"] if meeting else ""),
        ("held", found["held"] or ""),
        ("issued", found["issued"] or ""),
        ("dated", found["dated"] or ""),
        ("letter", found["letter"] or ""),
        ("based on", ", ".join(found["based_on"])),
        ("basis", found["basis"] or ""),
        ("link", found["url"] or ""),
        ("file", printable(found["source"])),
    ]
    return [(label, printable(value)) for label, value in rows if value]


def _items(numbers: list[str], titles: list[str]) -> str:
    """*70 (b): Human rights questions*: the numbers with the titles that the document prints."""
    if not titles:
        return ", ".join(numbers)
    return "; ".join(f"{number}: {title}" for number, title in zip(numbers, titles, strict=True))


def text(document: Document, depth: int | None = None) -> Iterator[str]:
    """The metadata and the outline as aligned lines, never wrapped; a part's text is cut at `SHOWN` columns."""
    yield from table(heading(document))
    rows = [
        (f"{'  ' * (part['depth'] - 1)}{_name(part)}", f":{part['line']}", _marks(part), _cut(part["text"], SHOWN))
        for part in parts(document, depth)
    ]
    if rows:
        yield ""
        yield from table(rows)


def _name(part: dict[str, Any]) -> str:
    """*operative*, *1*, *(a)*, *annex II*, *section I*: paragraphs by their number alone."""
    kind, label = part["kind"], part["label"]
    if kind in ("paragraph", "sub-paragraph", "footnote") and label:
        return str(label)
    return f"{kind} {label}" if label else str(kind)


def _marks(part: dict[str, Any]) -> str:
    """The footnotes of a part, and for a footnote where its mark stands."""
    if part["kind"] == "footnote":
        at = part["at"]
        return f"at {labels.place(at['place'], at['paragraph'])} :{at['line']}" if at else "mark not found"
    return f"notes {', '.join(part['notes'])}" if part["notes"] else ""


def _cut(line: str, columns: int) -> str:
    """A line of at most so many columns, an ellipsis where more follows."""
    if labels.width(line) <= columns:
        return line
    kept = line[:columns]
    while labels.width(kept) >= columns:
        kept = kept[:-1]
    return kept.rstrip() + "…"


def rich(document: Document, depth: int | None = None) -> "RenderableType":
    """The metadata above the outline as a tree, a line a part."""
    from rich.console import Group
    from rich.padding import Padding
    from rich.table import Table
    from rich.text import Text
    from rich.tree import Tree

    grid = Table.grid(padding=(0, 2))
    grid.add_column(style="dim", no_wrap=True)
    grid.add_column(overflow="fold")
    rows = heading(document)
    for label, value in rows[1:]:
        grid.add_row(label, Text(value))
    tree = Tree(Text("outline", style="bold"), guide_style="dim")
    above = [tree]
    for part in parts(document, depth):
        line = Text(_name(part), style="cyan" if part["depth"] == 1 else "bold", no_wrap=True, overflow="ellipsis")
        for value, style in ((_marks(part), "magenta"), (part["text"], "default")):
            line.append(f"  {value}" if value else "", style=style)
        line.truncate(4 * SHOWN)
        del above[part["depth"] :]
        above.append(above[-1].add(line))
    return Group(Text(rows[0][1], style="bold"), Padding(grid, (0, 0, 0, 2)), Text(""), tree)
