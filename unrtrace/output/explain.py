"""Why an edge is what it is: how the citation was found, whose document it is taken for, which file answers."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from unrtrace.corpus import AMBIGUOUS, Corpus
from unrtrace.graph import CITES, Edge, Node, walk
from unrtrace.output import labels
from unrtrace.output.table import cell

if TYPE_CHECKING:
    from rich.console import RenderableType

SCHEMA = "unrtrace.explanation/1"
COLUMNS = ("schema", "direction", "depth", "citing", "cited", "outcome", "found", "body", "answer", "sources")
VIA = {
    "symbol": "its symbol is written out",
    "prose": "a number with the noun that makes it a citation",
    "list": "a member of a list or range, whose noun stands before it",
    "suffix": "an addendum, corrigendum or revision of the symbol before it",
    "ibid": "it refers back to the citation before it",
    "instrument": "an instrument by its name",
    "publication": "a sales number or a treaty's registration",
}
NAMED = {
    "corpus.toml": "corpus.toml says so",
    "masthead": "its masthead says so",
    "file name": "its name says so",
    "none": "it is known by its name",
}
ANSWERS = {"joint": "the other half of its joint symbol", "part": "one of the parts that the file holds"}


def explanations(corpus: Corpus, trees: dict[str, Node]) -> Iterator[dict[str, Any]]:
    """One record an edge, in tree order."""
    for direction, tree in trees.items():
        for depth, node in walk(tree):
            for edge in node.edges:
                yield {
                    "schema": SCHEMA, "direction": direction, "depth": depth, "citing": edge.citing,
                    "cited": edge.cited, "outcome": node.outcome if direction == CITES else edge.outcome,
                    "found": found(edge), "body": body(edge), "answer": answer(corpus, edge),
                    "sources": [
                        {"file": where.file, "line": where.line, "text": cell(text), "sentence": where.sentence}
                        for where, text in zip(edge.sources, edge.texts, strict=True)
                    ],
                }  # fmt: skip


def found(edge: Edge) -> str:
    """How the citation was found."""
    where = labels.place_of(edge)
    return f"{VIA.get(edge.via, edge.via)}; in {where}" if where else VIA.get(edge.via, edge.via)


def body(edge: Edge) -> str:
    """Whose document it is taken for, and why."""
    doubts = "".join(f"; {warning.replace('_', ' ')}" for warning in edge.warnings)
    if edge.cited is None:
        return f"open: it may be {' or '.join(edge.candidates) or 'any organ'}, and the text does not say which{doubts}"
    name = labels.organ_name(edge.body) if edge.body else "no organ of the United Nations"
    if edge.via in ("symbol", "suffix", "publication"):
        why = "the symbol says it"
    elif edge.via == "instrument":
        why = "the table of instruments says it"
    elif edge.certainty == "certain":
        why = "the sentence, the shape of the number or the date against the session says it"
    else:
        why = "inferred from who speaks or what the document cited before"
    return f"{name}: {why} ({edge.certainty}){doubts}"


def answer(corpus: Corpus, edge: Edge) -> str:
    """Which file answers to the citation, or why none does."""
    if edge.cited is None:
        known = [name for name in edge.candidates if corpus.works_named(name)]
        return f"ambiguous: of the candidates the corpus holds {', '.join(known) or 'none'}"
    if edge.outcome == AMBIGUOUS:
        return f"ambiguous: {' and '.join(corpus.works_named(edge.cited))} both answer to it"
    if files := corpus.why(edge.cited):
        told = "; ".join(f"{path}, {NAMED[why]}" for path, why in files)
        by = edge.symbol if edge.symbol and edge.symbol != edge.cited else None
        if by and (why := corpus.why_named(edge.cited, by)):
            told += f"; {by}: {ANSWERS[why]}"
        elif by:
            told += f"; {by} is not held, the other symbol of the citation is"
        return told
    near = [relative for relative in corpus.family(edge.cited) if relative.held]
    more = f"; held is {', '.join(f'{one.symbol} ({one.kind})' for one in near)}" if near else ""
    return f"missing: no corpus.toml, masthead or file name says {edge.cited}{more}"


def lines(rows: Iterable[dict[str, Any]]) -> Iterator[str]:
    """Each edge as a block of lines."""
    for row in rows:
        for label, text in _block(row):
            yield f"{label:9} {text}".rstrip() if label else text
        yield ""


def _block(row: dict[str, Any]) -> Iterator[tuple[str, str]]:
    yield "", f"{row['citing']} cites {row['cited'] or 'an open number'}: {row['outcome']}"
    yield "  found", row["found"]
    yield "  body", row["body"]
    yield "  answer", row["answer"]
    for source in row["sources"]:
        yield "  source", f"{source['file']}:{source['line']}  “{source['text']}” in: {source['sentence']}"


def rich_view(rows: Iterable[dict[str, Any]]) -> "RenderableType":
    """The same on a terminal, folded to its width."""
    from rich.console import Group
    from rich.padding import Padding
    from rich.table import Table
    from rich.text import Text

    parts: list[RenderableType] = []
    for row in rows:
        grid = Table.grid(padding=(0, 2))
        grid.add_column(style="dim", no_wrap=True)
        grid.add_column(overflow="fold")
        (_, head), *rest = _block(row)
        for label, text in rest:
            grid.add_row(label.strip(), Text(text))
        parts += [Text(head, style="bold"), Padding(grid, (0, 0, 1, 2))]
    return Group(*parts)
