"""Aligned plain text for pipes and files: one row a line, never wrapped, the same bytes every time."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from unrtrace.citation import format_candidates
from unrtrace.output import labels

if TYPE_CHECKING:
    from unrtrace.citation import Citation
    from unrtrace.corpus import Corpus, Work
    from unrtrace.graph import Node

MAX_USUAL, MAX_PADDED = 40, 90  # columns of a cell that always widens its column, and of one that ever does


def table(rows: Iterable[Sequence[str]], indent: str = "", *, ragged: bool = False) -> Iterator[str]:
    """Yield rows as lines with aligned columns; the last column is not padded.

    In a `ragged` table a few cells may stand out of their columns, so that the others stay close to their next ones.
    """
    kept = list(rows)
    if not kept:
        return
    *columns, last = zip(*kept, strict=True)
    padded = [_padded(column, ragged) for column in columns]
    for cells in zip(*padded, last, strict=True):
        yield (indent + "  ".join(cells)).rstrip()


def _padded(column: Sequence[str], ragged: bool) -> list[str]:
    """Return the cells of a column, padded to the width of the widest, of a ragged one to the usual width."""
    greatest = _usual_width if ragged else max
    if "".join(column).isascii():
        widest = greatest([len(text) for text in column])
        return [text.ljust(widest) for text in column]
    widths = [labels.width(text) for text in column]
    widest = greatest(widths)
    return [text + " " * (widest - width) for text, width in zip(column, widths, strict=True)]


def _usual_width(widths: list[int]) -> int:
    """Return the greatest width, but not that of cells next to which the others would stand far from their next one.

    These are longer than 90 columns, or longer than 40 and more than twice as long as nine out of ten.

    >>> _usual_width([3, 60]), _usual_width([3, 4, 5] * 20 + [60]), _usual_width([50, 120])
    (60, 5, 50)
    """
    if max(widths) <= MAX_USUAL:
        return max(widths)
    most = sorted(widths)[len(widths) * 9 // 10]
    limit = max(MAX_USUAL, min(2 * most, MAX_PADDED))
    return max((width for width in widths if width <= limit), default=0)


def chain(corpus: "Corpus", name: str, work: "Work | None", trees: "dict[str, Node]", language: str) -> Iterator[str]:
    """Yield the lines of a work and its trees of citations."""
    yield labels.identifier(name) + ("" if work else "  not held in the corpus")
    if work:
        yield from table(labels.heading(work, corpus.related_documents(work.id)), "  ")
    for direction, tree in trees.items():
        rows = list(_rows(corpus, tree, direction, language))
        yield ""
        yield labels.tree_heading(tree, direction, sum(1 for depth, *_ in rows if depth == 1))
        yield from table((row for _, *row in rows), "  ")


def _rows(corpus: "Corpus", tree: "Node", direction: str, language: str) -> Iterator[tuple[Any, ...]]:
    """Yield for each citation the depth of its work, 0 for a further citation of the same, and the columns."""
    from unrtrace.graph import CITES, walk

    seen = {tree.id}
    for depth, node in walk(tree):
        work = corpus.work(node.id)
        title = labels.clean(work.title_in(language)) if work else ""
        outcome = labels.outcome(node.outcome if direction == CITES else "resolved")
        hidden = f" +{node.hidden:,}" if node.hidden else ""
        name = "  " * (depth - 1) + labels.identifier(node.id) + labels.repeat_note(node, seen) + hidden
        for number, edge in enumerate(node.edges):
            sources = " ".join(labels.source(where) for where in edge.sources)
            first = (name, outcome) if not number else ("", "")
            yield (
                0 if number else depth, *first, labels.relation(edge), labels.place_of(edge), str(edge.date or "-"),
                labels.pinpoint(edge) or "-", ", ".join(map(labels.in_words, labels.warnings_of(edge))) or "-", sources,
                title if not number else "",
            )  # fmt: skip


def citations(found: "Iterable[tuple[str, Citation]]") -> Iterator[str]:
    """Yield citations, one a line: where it stands, what it cites and how the text names it."""
    yield from table(
        (
            f"{source}:{c.line}:{c.column}",
            labels.identifier(c.symbol) if c.symbol else format_candidates(c.candidates),
            c.kind,
            labels.relation_of(c) or "-",
            labels.place(c.place, c.paragraph),
            c.date.isoformat() if c.date else "-",
            c.certainty,
            " ".join(c.text.split()),
        )
        for source, c in found
    )
