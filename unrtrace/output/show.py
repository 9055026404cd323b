"""The masthead and the outline of a document as records, aligned text and a view on a terminal."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from unrtrace.documents import Document
from unrtrace.documents.outline import Node, outline, walk
from unrtrace.output import labels
from unrtrace.output.text_view import table
from unrtrace.text.display import to_single_line

if TYPE_CHECKING:
    from rich.text import Text

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
MAX_COLUMNS = 120  # of the text of a part in the aligned view


def record(document: Document) -> dict[str, Any]:
    """Return the metadata of a document; a field is null or empty where the document does not state it."""
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
        "held": _iso(details.meeting_date),
        "letter": masthead.letter,
        "meeting": {"text": details.meeting.text, "number": details.meeting.number} if details.meeting else None,
        "basis": details.basis,
        "based_on": list(details.based_on),
        "url": masthead.symbols[0].url(document.language or "en") if masthead.symbols else None,
        "damage": document.damage,
    }


def parts(document: Document, depth: int | None = None) -> Iterator[dict[str, Any]]:
    """Yield the parts of the outline as flat records, in order, down to a depth (1: only the main parts)."""
    for level, node in walk(outline(document)):
        if depth is None or level < depth:
            yield {"schema": PART, "source": document.source, "depth": level + 1, **_part(document, node)}


def nested(document: Document, depth: int | None = None) -> dict[str, Any]:
    """Return one object: the document with its outline as a tree."""

    def tree(nodes: list[Node], level: int) -> list[dict[str, Any]]:
        below = depth is None or level < depth
        return [{**_part(document, node), "parts": tree(node.children, level + 1) if below else []} for node in nodes]

    return {**record(document), "outline": tree(outline(document), 1)}


def _part(document: Document, node: Node) -> dict[str, Any]:
    place = {"place": node.at[0], "paragraph": node.at[1], "line": node.at[2]} if node.at else None
    start, end = document.to_original(node.start, node.end)
    return {
        "kind": node.kind, "label": node.label, "line": document.position(node.start)[0], "start": start,
        "end": end, "notes": list(node.marks), "at": place, "text": node.text,
    }  # fmt: skip


def _organ(document: Document) -> str | None:
    """Return the organ of a document: that of the symbol of a resolution, else the one that adopts or writes it."""
    masthead = document.masthead
    if masthead.symbols and masthead.symbols[0].kind in ("resolution", "decision", "statement"):
        return masthead.symbols[0].body
    return masthead.organ


def _iso(day: Any) -> str | None:
    return day.isoformat() if day else None


# -- views ---------------------------------------------------------------------------------


def heading(document: Document) -> list[tuple[str, str]]:
    """Return the known metadata as labels and values, always with symbol, title, language and file."""
    found = record(document)
    symbols = ", ".join(map(labels.identifier, found["symbols"]))
    meeting, distribution = found["meeting"], found["distribution"]
    rows = [
        ("symbol", f"{symbols} ({EVIDENCE[found['evidence']]})" if symbols else "none: the document states no symbol"),
        ("title", found["title"] or "-"),
        ("organ", labels.organ_name(found["organ"]) if found["organ"] else ""),
        ("kind", found["kind"] or ""),
        ("language", labels.language_name(found["language"]) or "-"),
        ("original", ", ".join(map(labels.language_name, found["original"]))),
        ("distribution", distribution or ""),
        ("session", found["session"] or ""),
        ("agenda item", _items(found["agenda_items"], found["agenda_titles"])),
        ("adopted", found["adopted"] or ""),
        ("meeting", meeting["text"] if meeting else ""),
        ("held", found["held"] or ""),
        ("issued", found["issued"] or ""),
        ("dated", found["dated"] or ""),
        ("letter", found["letter"] or ""),
        ("based on", ", ".join(map(labels.identifier, found["based_on"]))),
        ("basis", found["basis"] or ""),
        ("link", found["url"] or ""),
        ("file", to_single_line(found["source"])),
    ]
    return [(label, to_single_line(value)) for label, value in rows if value]


def _items(numbers: list[str], titles: list[str]) -> str:
    """Return *70 (b): Human rights questions*: the numbers with the titles that the document prints."""
    if not titles:
        return ", ".join(numbers)
    return "; ".join(f"{number}: {title}" for number, title in zip(numbers, titles, strict=True))


def text(document: Document, depth: int | None = None) -> Iterator[str]:
    """Yield the metadata and the outline as aligned lines, never wrapped; the text of a part is shortened."""
    yield from table(heading(document))
    rows = [
        (
            f"{'  ' * (part['depth'] - 1)}{_name(part)}",
            f":{part['line']}",
            _marks(part),
            labels.cut(part["text"], MAX_COLUMNS),
        )
        for part in parts(document, depth)
    ]
    if rows:
        yield ""
        yield from table(rows)


def _name(part: dict[str, Any]) -> str:
    """Return *operative*, *annex II*, *section I*, and for a paragraph only its number, *1* or *(a)*."""
    kind, label = part["kind"], part["label"]
    if kind in ("paragraph", "sub-paragraph", "footnote") and label:
        return str(label)
    return f"{kind} {label}" if label else str(kind)


def _marks(part: dict[str, Any]) -> str:
    """Return the footnotes of a part, and for a footnote where its mark stands."""
    if part["kind"] == "footnote":
        at = part["at"]
        return f"at {labels.place(at['place'], at['paragraph'])} :{at['line']}" if at else "mark not found"
    return f"notes {', '.join(part['notes'])}" if part["notes"] else ""


def rich(document: Document, width: int, depth: int | None = None) -> "Iterator[Text]":
    """Yield the metadata above the outline as a tree: a line for each part, as much of its text as fits."""
    from rich.text import Text

    from unrtrace.output.terminal import MIN_ROOM, indented, labelled, tree

    (_, symbol), *rows = heading(document)
    yield from indented(Text(symbol, style="bold"), width, 0)
    yield from labelled(((label, Text(value)) for label, value in rows), width)
    yield from (Text(""), Text("outline", style="bold"))
    nodes: list[tuple[int, list[Text]]] = []
    for part in parts(document, depth):
        line = Text(_name(part), style="cyan" if part["depth"] == 1 else "bold")
        for value, style in ((_marks(part), "magenta"), (part["text"], "default")):
            line.append(f"  {value}" if value else "", style=style)
        line.truncate(max(MIN_ROOM, width - 4 * part["depth"]), overflow="ellipsis")
        nodes.append((part["depth"], [line]))
    yield from tree(nodes, width)
