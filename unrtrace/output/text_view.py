"""Aligned plain text for pipes and files: one row a line, never wrapped, the same bytes every time."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from unrtrace.citation import possible
from unrtrace.output import labels

if TYPE_CHECKING:
    from unrtrace.citation import Citation
    from unrtrace.corpus import Corpus, Work
    from unrtrace.graph import Node


def table(rows: Iterable[Sequence[str]], indent: str = "") -> Iterator[str]:
    """Rows as lines with aligned columns; the last column is as long as it is."""
    kept = list(rows)
    if not kept:
        return
    *columns, last = zip(*kept, strict=True)
    filled = [_filled(column) for column in columns]
    for cells in zip(*filled, last, strict=True):
        yield (indent + "  ".join(cells)).rstrip()


def _filled(column: Sequence[str]) -> list[str]:
    """The cells of a column, filled with spaces to the width of the widest."""
    if "".join(column).isascii():
        widest = max(map(len, column))
        return [text.ljust(widest) for text in column]
    widths = list(map(labels.width, column))
    widest = max(widths)
    return [text + " " * (widest - width) for text, width in zip(column, widths, strict=True)]


def chain(corpus: "Corpus", name: str, work: "Work | None", trees: "dict[str, Node]", language: str) -> Iterator[str]:
    """A work and its trees of citations."""
    yield name if work else f"{name}  missing: the corpus does not hold it"
    if work:
        yield from table(labels.heading(work, corpus.family(work.id)), "  ")
    for direction, tree in trees.items():
        rows = list(_rows(corpus, tree, direction, language))
        yield ""
        yield labels.header(tree, direction, sum(1 for depth, *_ in rows if depth == 1))
        yield from table((row for _, *row in rows), "  ")


def _rows(corpus: "Corpus", tree: "Node", direction: str, language: str) -> Iterator[tuple[Any, ...]]:
    """For each citation the depth of its work, 0 for a further citation of the same, and the columns."""
    from unrtrace.graph import CITES, walk

    seen = {tree.id}
    for depth, node in walk(tree):
        held = corpus.work(node.id)
        title = labels.clean(held.title_in(language)) if held else ""
        mark = node.outcome if direction == CITES else "resolved"
        note = labels.elsewhere(node, seen)
        hidden = f" +{node.hidden:,}" if node.hidden else ""
        for number, edge in enumerate(node.edges):
            sources = " ".join(labels.source(where) for where in edge.sources)
            first = ("  " * (depth - 1) + node.id + note + hidden, mark) if not number else ("", "")
            yield (
                0 if number else depth, *first, labels.relation(edge), labels.place_of(edge), edge.date or "-",
                labels.pinpoint(edge) or "-", ", ".join(labels.cautions(edge)) or "-", sources,
                title if not number else "",
            )  # fmt: skip


def citations(found: "Iterable[tuple[str, Citation]]") -> Iterator[str]:
    """Citations, one a line: where, what, and how the text names it."""
    yield from table(
        (
            f"{source}:{c.line}:{c.column}",
            c.symbol or possible(c.candidates),
            c.kind,
            c.relation or "-",
            labels.place(c.place, c.paragraph),
            c.date.isoformat() if c.date else "-",
            c.certainty,
            " ".join(c.text.split()),
        )
        for source, c in found
    )
