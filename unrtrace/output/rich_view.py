"""Views on a terminal, with rich: trees and tables of citations, folded to the width of the terminal."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain as chained
from itertools import groupby

from rich.text import Text

from unrtrace.citation import Citation, format_candidates
from unrtrace.corpus import Corpus, Work
from unrtrace.graph import CITES, Edge, Node, walk
from unrtrace.output import labels, terminal
from unrtrace.output.formats import Output
from unrtrace.output.table import Table
from unrtrace.text.display import to_single_line

OUTCOMES = {"resolved": "green", "missing": "red", "ambiguous": "yellow", "self": "dim"}
BETWEEN = f"{terminal.NO_BREAK}· "
Files = Mapping[str, str]  # the files of one citing document, each with its short name: a language, or empty
CITATION_COLUMNS = ("line", "symbol", "relation", "place", "date", "text")
CITATION_STYLES = ("", "cyan", "magenta", "", "", "")


def chain(corpus: Corpus, name: str, work: Work | None, trees: dict[str, Node], output: Output) -> Iterator[Text]:
    """Yield the heading of a work and its trees of citations."""
    width = output.columns
    head = Text(labels.identifier(name), style="bold")
    if work is None:
        head.append("  not held in the corpus", style="red")
    yield from terminal.indented(head, width, 0)
    files = short_names((one.path, one.language) for one in work.versions) if work else {}
    if work:
        rows = labels.heading(work, corpus.related_documents(work.id), files)
        yield from terminal.labelled(((label, Text(value)) for label, value in rows), width)
    for direction, tree in trees.items():
        nodes = list(_nodes(corpus, tree, files, direction, output.language))
        count = sum(depth == 1 for depth, _ in nodes)
        yield Text("")
        yield from terminal.indented(Text(labels.tree_heading(tree, direction, count), style="bold"), width, 0)
        yield from terminal.tree(nodes, width)


def _nodes(corpus: Corpus, tree: Node, files: Files, direction: str, language: str) -> Iterator[tuple[int, list[Text]]]:
    """Yield for each work of a tree its depth and its texts; `files` are those of the root.

    The files of a citing document are named once: for the root in its heading, for a work that cites it below its
    title, for another work that is followed further below its own citations.
    """
    found = list(walk(tree))
    seen = {tree.id}
    named = {tree.id: files}
    if direction == CITES:
        below: dict[str, list[Edge]] = {}
        for edge in (edge for _, node in found for edge in node.edges):
            below.setdefault(edge.citing, []).append(edge)
        named = {citing: files_of(edges) for citing, edges in below.items()} | named
    for depth, node in found:
        own = files_of(node.edges) if direction != CITES else {} if node.repeated else named.get(node.id, {})
        texts = [_title(corpus, node, seen, direction, language)]
        edges = [_edge(edge, own if direction != CITES else named[edge.citing]) for edge in node.edges]
        texts += edges + _legend(own) if direction == CITES else _legend(own) + edges
        if node.hidden:
            texts.append(Text(f"and {node.hidden:,} more: --limit all", style="dim"))
        yield depth, texts


def _title(corpus: Corpus, node: Node, seen: set[str], direction: str, language: str) -> Text:
    """Return the identifier of a work with its outcome and its title."""
    work = corpus.work(node.id)
    line = Text(labels.identifier(node.id), style="cyan")
    outcome = node.outcome if direction == CITES else "resolved"
    if outcome != "resolved":
        line.append(f"  {labels.outcome(outcome)}", style=OUTCOMES[outcome])
    if note := labels.repeat_note(node, seen):
        line.append(note, style="dim")
    if work and (title := labels.clean(work.title_in(language))):
        line.append(f"  {title}")
    return line


def _edge(edge: Edge, files: Files) -> Text:
    line = Text(labels.relation(edge) if edge.relation else "cites", style="magenta")
    line.append(BETWEEN + labels.place_of(edge), style="default")
    if edge.date:
        line.append(f"{BETWEEN}{edge.date}", style="default")
    if edge.pinpoint:
        line.append(BETWEEN + labels.pinpoint(edge), style="default")
    for warning in labels.warnings_of(edge):
        line.append(f"{BETWEEN}{labels.in_words(warning)}", style="yellow")
    line.append(BETWEEN + lines_in(edge, files), style="dim")
    return line


def files_of(edges: Iterable[Edge]) -> Files:
    """Return the files that citations of one document are shown in, with their short names."""
    shown = chained.from_iterable(edge.sources[: labels.MAX_SOURCES] for edge in edges)
    return short_names((where.file, where.language) for where in shown)


def short_names(files: Iterable[tuple[str, str | None]]) -> dict[str, str]:
    """Return files with short names: the language, with a number from the second of a language on; empty for one file.

    >>> short_names([("a.txt", "en"), ("b.txt", "en"), ("c.txt", "fr")]), short_names([("a.txt", "en")])
    ({'a.txt': 'en', 'b.txt': 'en2', 'c.txt': 'fr'}, {'a.txt': ''})
    """
    kept = dict(files)
    if len(kept) == 1:
        return dict.fromkeys(kept, "")
    found: dict[str, str] = {}
    counts: dict[str, int] = {}
    for path, language in kept.items():
        name = language or "file"
        counts[name] = counts.get(name, 0) + 1
        found[path] = f"{name}{counts[name]}" if counts[name] > 1 else name
    return found


def lines_in(edge: Edge, files: Files) -> str:
    """Return where a citation stands: *line 18*, *en:18, fr:20*, and how many places are in files without a name."""
    shown = [where for where in edge.sources if where.file in files] or edge.sources[: labels.MAX_SOURCES]
    if len(files) == 1 and all(where.file in files for where in shown):
        places = [str(where.line) for where in shown]
        text = f"line{'s' if len(places) > 1 else ''}{terminal.NO_BREAK}{', '.join(places)}"
    else:
        text = ", ".join(f"{files.get(where.file, where.file)}:{where.line}" for where in shown)
    more = len(edge.sources) - len(shown)
    return f"{text} and {more} more" if more else text


def _legend(files: Files) -> list[Text]:
    """Return a line for each file, behind its short name."""
    column = max(map(len, files.values()), default=0)
    return [Text(f"{name:{column}}  {path}" if name else path, style="dim") for path, name in files.items()]


def citations(found: Iterable[tuple[str, Citation]], width: int) -> Iterator[Text]:
    """Yield citations as a table below the name of each file."""
    kept = list(found)
    cells = [_citation_cells(citation) for _, citation in kept]
    table = Table(CITATION_COLUMNS, cells, width, CITATION_STYLES)
    for source, rows in groupby(zip(kept, cells, strict=True), key=lambda row: row[0][0]):
        yield Text(to_single_line(source), style="bold")
        yield from table.lines(row for _, row in rows)
        yield Text("")


def _citation_cells(c: Citation) -> tuple[str, ...]:
    return (
        str(c.line),
        labels.identifier(c.symbol) if c.symbol else format_candidates(c.candidates),
        labels.relation_of(c),
        labels.place(c.place, c.paragraph),
        c.date.isoformat() if c.date else "",
        to_single_line(c.text),
    )
