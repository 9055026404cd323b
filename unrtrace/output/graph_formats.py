"""Documents and the citations between them as a graph: DOT, Mermaid, JSON and CSV (GraphML and GEXF: graph_xml).

Titles come out of documents and may hold anything: every format gets them in one line without invisible characters and
with its own special characters escaped.
"""

import json
from collections.abc import Iterable, Iterator
from typing import Any, TextIO

from unrtrace.graph import Network, NetworkEdge, Vertex
from unrtrace.output import formats, labels, serialize
from unrtrace.output.graph_records import edge, node

GRAPH = "unrtrace.graph/1"
COLUMNS = (
    "citing", "cited", "relation", "count", "citing_date", "cited_date", "forward", "citing_title", "cited_title",
    "citing_organ", "cited_organ", "citing_resolved", "cited_resolved",
)  # fmt: skip
TITLE_COLUMNS, LINE_COLUMNS = 85, 30  # of a title in a picture, and of a line of it


def write(network: Network, name: str, out: TextIO, language: str = "en") -> None:
    """Write a network in one of the formats of `unrtrace graph`."""
    formats.writer(name, "graph")(network, out, language)


# -- CSV and JSON --------------------------------------------------------------------------


def write_edge_list(network: Network, out: TextIO, _: str = "en") -> None:
    """Write CSV, an edge a row with the title, organ and date of both documents."""
    works = {work.id: work for work in network.works}
    serialize.write_csv((_row(arrow, works) for arrow in network.edges()), out, COLUMNS)


def _row(arrow: NetworkEdge, works: dict[str, Vertex]) -> dict[str, Any]:
    citing, cited = works[arrow.citing], works[arrow.cited]
    return {
        "citing": arrow.citing, "cited": arrow.cited, "relation": edge(arrow)["relation"],
        "count": arrow.count, "citing_date": arrow.citing_date, "cited_date": arrow.cited_date,
        "forward": arrow.forward, "citing_title": labels.clean(citing.title), "cited_title": labels.clean(cited.title),
        "citing_organ": citing.organ, "cited_organ": cited.organ, "citing_resolved": citing.held,
        "cited_resolved": cited.held,
    }  # fmt: skip


def write_node_link(network: Network, out: TextIO, language: str = "en") -> None:
    """Write JSON for node_link_graph of networkx, a node or an edge a line; schema `unrtrace.graph/1`."""
    out.write(f'{{"schema": "{GRAPH}", "directed": true, "multigraph": false, "graph": {{}}, "nodes": [\n')
    _write_list((node(work, language) for work in network.works), out)
    out.write('], "edges": [\n')
    _write_list((edge(arrow) for arrow in network.edges()), out)
    out.write("]}\n")


def _write_list(rows: Iterable[dict[str, Any]], out: TextIO) -> None:
    """Write the items of a JSON array, one a line, with commas between them."""
    before = ""
    for row in rows:
        out.write(before + json.dumps(row, ensure_ascii=False))
        before = ",\n"
    if before:
        out.write("\n")


# -- the words in a picture ----------------------------------------------------------------


def label(work: Vertex) -> list[str]:
    """Return the lines of a work in a picture: its identifier, then its title, shortened where it is long."""
    lines, line = [labels.identifier(work.id)], ""
    title = labels.clean(work.title)
    if labels.width(title) > TITLE_COLUMNS:
        while labels.width(title) > TITLE_COLUMNS - 1:
            title = title[:-1]
        whole, _, rest = title.rpartition(" ")
        title = (whole if whole and labels.width(rest) < LINE_COLUMNS else title).rstrip() + "…"
    for word in _pieces(title):
        if line and labels.width(line) + labels.width(word) > LINE_COLUMNS:
            lines.append(line.rstrip())
            line = ""
        line += word
    return [*lines, line.rstrip()] if line.strip() else lines


def _pieces(title: str) -> Iterator[str]:
    """Yield what a line may end after: words with the space behind them, single wide characters."""
    word = ""
    for character in title:
        if labels.width(character) == 2:
            if word:
                yield word
                word = ""
            yield character
        else:
            word += character
            if character == " ":
                yield word
                word = ""
    if word:
        yield word


def relation(arrow: NetworkEdge) -> str:
    """Return what stands at an arrow of a picture: *recalls ×2*."""
    named = ", ".join(labels.in_words(one) for one in arrow.relations)
    return f"{named} ×{arrow.count}".strip() if arrow.count > 1 else named


# -- DOT -----------------------------------------------------------------------------------

DOT_HEAD = """digraph unrtrace {
  rankdir=LR;
  node [shape=box, style="rounded,filled", fillcolor="#eef3fa", color="#34557f", fontname="sans-serif", fontsize=11];
  edge [color="#5a6b80", fontname="sans-serif", fontsize=9, fontcolor="#5a6b80"];"""


def write_dot(network: Network, out: TextIO, language: str = "en") -> None:
    """Write DOT for Graphviz: what the corpus does not hold is dashed, what points forward in time is red."""
    out.writelines(line + "\n" for line in _dot_lines(network, language))


def _dot_lines(network: Network, language: str) -> Iterator[str]:
    yield DOT_HEAD
    for work in network.works:
        record = node(work, language)
        shown = r"\n".join(map(_dot_label, label(work)))
        more = "" if work.held else ', style="rounded,dashed"'
        if record["title"]:
            more += f', tooltip="{_dot_label(record["title"])}"'
        if record["url"]:
            more += f', URL="{_dot(record["url"])}"'
        yield f'  "{_dot(work.id)}" [label="{shown}"{more}];'
    for arrow in network.edges():
        more = ', color="#b03030", fontcolor="#b03030"' if arrow.forward else ""
        yield f'  "{_dot(arrow.citing)}" -> "{_dot(arrow.cited)}" [label="{_dot_label(relation(arrow))}"{more}];'
    yield "}"


def _dot(text: str) -> str:
    r"""Return text for the quotation marks of DOT.

    >>> _dot('a "b" \\')
    'a \\"b\\" \\\\'
    """
    return labels.visible(text).replace("\\", "\\\\").replace('"', '\\"')


def _dot_label(text: str) -> str:
    """Return text for a label of DOT, where Graphviz also reads `&amp;` and the like."""
    return _dot(text).replace("&", "&amp;")


# -- Mermaid -------------------------------------------------------------------------------

PLAIN = frozenset(" ,.:/()'-+×…")
MAX_MERMAID_EDGES = 500  # that Mermaid draws by default


def write_mermaid(network: Network, out: TextIO, _: str = "en") -> None:
    """Write a flowchart of Mermaid: what the corpus does not hold is dashed, what points forward in time is dotted."""
    out.writelines(line + "\n" for line in _mermaid_lines(network))


def _mermaid_lines(network: Network) -> Iterator[str]:
    numbers = {work.id: f"n{number}" for number, work in enumerate(network.works)}
    yield "flowchart LR"
    yield "  classDef missing stroke-dasharray: 4 3"
    for work in network.works:
        shown = "<br/>".join(map(_mermaid, label(work)))
        yield f'  {numbers[work.id]}["{shown}"]{"" if work.held else ":::missing"}'
    for arrow in network.edges():
        text = _mermaid(relation(arrow))
        line = "-.->" if arrow.forward else "-->"
        written = f'|"{text}"|' if text else ""
        yield f"  {numbers[arrow.citing]} {line}{written} {numbers[arrow.cited]}"


def _mermaid(text: str) -> str:
    """Return text for the quotation marks of Mermaid: special characters by their numbers.

    >>> _mermaid('<b>"50%"')
    '#60;b#62;#34;50#37;#34;'
    """
    return "".join(c if c.isalnum() or c in PLAIN or not c.isascii() else f"#{ord(c)};" for c in labels.visible(text))
