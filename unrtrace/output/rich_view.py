"""Views on a terminal, with rich: trees and tables of citations, folded to the width of the terminal."""

from collections.abc import Iterable
from itertools import groupby

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text
from rich.tree import Tree

from unrtrace.citation import Citation, format_candidates
from unrtrace.corpus import Corpus, Work
from unrtrace.graph import CITES, Edge, Node, walk
from unrtrace.output import labels
from unrtrace.text.display import to_single_line

OUTCOMES = {"resolved": "green", "missing": "red", "ambiguous": "yellow", "self": "dim"}


def console(*, color: bool, width: int | None) -> Console:
    """Return a console on standard output that takes nothing in a document's text for markup."""
    return Console(
        no_color=not color,
        force_terminal=color,
        width=width,
        markup=False,
        highlight=False,
        emoji=False,
        soft_wrap=False,
    )


def chain(corpus: Corpus, name: str, work: Work | None, trees: dict[str, Node], language: str) -> RenderableType:
    """Return the heading of a work and its trees of citations."""
    head = Text(labels.identifier(name), style="bold")
    if work is None:
        head.append("  not held in the corpus", style="red")
    grid = Table.grid(padding=(0, 2))
    grid.add_column(style="dim", no_wrap=True)
    grid.add_column(overflow="fold")
    for label, value in labels.heading(work, corpus.family(work.id)) if work else []:
        grid.add_row(label, Text(value))
    parts: list[RenderableType] = [head, Padding(grid, (0, 0, 0, 2))]
    for direction, tree in trees.items():
        branch = Tree("", guide_style="dim")
        count = _grow(corpus, branch, tree, direction, language)
        branch.label = Text(labels.tree_heading(tree, direction, count), style="bold")
        parts += [Text(""), branch]
    return Group(*parts)


def _grow(corpus: Corpus, branch: Tree, tree: Node, direction: str, language: str) -> int:
    """Add the works of a tree to a branch and return how many stand at its first level."""
    branches, seen, count = [branch], {tree.id}, 0
    for depth, node in walk(tree):
        count += depth == 1
        work = corpus.work(node.id)
        label = Text(labels.identifier(node.id), style="cyan")
        outcome = node.outcome if direction == CITES else "resolved"
        if outcome != "resolved":
            label.append(f"  {labels.outcome(outcome)}", style=OUTCOMES[outcome])
        if note := labels.repeat_note(node, seen):
            label.append(" " + note, style="dim")
        if work and (title := labels.clean(work.title_in(language))):
            label.append(f"  {title}")
        for edge in node.edges:
            label.append("\n")
            label.append_text(_edge(edge))
        if node.hidden:
            label.append(f"\nand {node.hidden:,} more: --limit all", style="dim")
        branches[depth:] = [branches[depth - 1].add(label)]
    return count


def _edge(edge: Edge) -> Text:
    line = Text(labels.relation(edge) if edge.relation else "cites", style="magenta")
    line.append(" · " + labels.place_of(edge), style="default")
    if edge.date:
        line.append(f" · {edge.date}", style="default")
    if edge.pinpoint:
        line.append(" · " + labels.pinpoint(edge), style="default")
    for warning in labels.warnings_of(edge):
        line.append(f" · {labels.in_words(warning)}", style="yellow")
    line.append(" · " + labels.sources(edge.sources), style="dim")
    return line


def citations(found: Iterable[tuple[str, Citation]]) -> RenderableType:
    """Return citations as a table below the name of each file."""
    parts: list[RenderableType] = []
    for source, rows in groupby(found, key=lambda row: row[0]):
        grid = Table(box=None, pad_edge=False, header_style="dim", show_edge=False)
        grid.add_column("line", justify="right", no_wrap=True)
        grid.add_column("symbol", overflow="fold", min_width=16)
        for name in ("relation", "place", "date", "text"):
            grid.add_column(name, overflow="fold", no_wrap=name == "date")
        for _, c in rows:
            if c.symbol:
                symbol = Text(labels.identifier(c.symbol), style="cyan")
            else:
                symbol = Text(format_candidates(c.candidates), style=OUTCOMES["ambiguous"])
            day = c.date.isoformat() if c.date else ""
            grid.add_row(
                str(c.line), symbol, Text(labels.in_words(c.relation), style="magenta"),
                Text(labels.place(c.place, c.paragraph)), day, Text(to_single_line(c.text)),
            )  # fmt: skip
        parts += [Text(to_single_line(source), style="bold"), Padding(grid, (0, 0, 1, 0))]
    return Group(*parts)
