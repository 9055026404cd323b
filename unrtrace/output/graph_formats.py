"""Works and the citations between them as a graph: DOT, GraphML, GEXF, Mermaid, JSON, CSV.

Titles come out of documents and may hold anything: each form writes them cleaned (one line, nothing that is not seen)
and with what means something to the form written out.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any, TextIO

from unrtrace.graph import Network, NetworkEdge, Vertex
from unrtrace.output import graph_xml, labels, serialize
from unrtrace.output.graph_records import edge, node

GRAPH = "unrtrace.graph/1"
FORMATS = ("dot", "graphml", "gexf", "mermaid", "json", "csv")
COLUMNS = (
    "citing", "cited", "relation", "count", "citing_date", "cited_date", "forward", "citing_title", "cited_title",
    "citing_organ", "cited_organ", "citing_resolved", "cited_resolved",
)  # fmt: skip
TITLE = 85  # characters of a title in a picture
LINE = 30  # characters of a line of it


def write(network: Network, form: str, out: TextIO, *, language: str = "en") -> None:
    """Write a network in one of `FORMATS`."""
    if form == "csv":
        held = {work.id: work for work in network.works}
        serialize.write((_row(edge, held) for edge in network.edges()), "csv", out, columns=COLUMNS)
        return
    forms: dict[str, Callable[[Network, str], Iterable[str]]] = {
        "dot": dot, "mermaid": mermaid, "json": node_link, "graphml": graph_xml.graphml, "gexf": graph_xml.gexf
    }  # fmt: skip
    for line in forms[form](network, language):
        out.write(line + "\n")


def _row(arrow: NetworkEdge, held: dict[str, Vertex]) -> dict[str, Any]:
    citing, cited = held[arrow.citing], held[arrow.cited]
    said = edge(arrow)
    return {
        "citing": arrow.citing, "cited": arrow.cited, "relation": said["relation"],
        "count": arrow.count, "citing_date": arrow.citing_date, "cited_date": arrow.cited_date,
        "forward": arrow.forward, "citing_title": labels.clean(citing.title), "cited_title": labels.clean(cited.title),
        "citing_organ": citing.organ, "cited_organ": cited.organ, "citing_resolved": citing.held,
        "cited_resolved": cited.held,
    }  # fmt: skip


def node_link(network: Network, language: str) -> Iterator[str]:
    """JSON as node_link_graph of networkx reads it, a node or an edge a line; schema `unrtrace.graph/1`."""
    yield f'{{"schema": "{GRAPH}", "directed": true, "multigraph": false, "graph": {{}}, "nodes": ['
    yield from _listed(node(work, language) for work in network.works)
    yield '], "edges": ['
    yield from _listed(edge(arrow) for arrow in network.edges())
    yield "]}"


def _listed(rows: Iterable[dict[str, Any]]) -> Iterator[str]:
    before = None
    for row in rows:
        if before is not None:
            yield before + ","
        before = json.dumps(row, ensure_ascii=False)
    if before is not None:
        yield before


def label(work: Vertex) -> list[str]:
    """The lines of a work in a picture: its identifier, then its title, cut where it is long."""
    lines, line = [work.id], ""
    title = labels.clean(work.title)
    if labels.width(title) > TITLE:
        while labels.width(title) > TITLE - 1:
            title = title[:-1]
        whole, _, rest = title.rpartition(" ")
        title = (whole if whole and labels.width(rest) < LINE else title).rstrip() + "…"
    for word in _pieces(title):
        if line and labels.width(line) + labels.width(word) > LINE:
            lines.append(line.rstrip())
            line = ""
        line += word
    return [*lines, line.rstrip()] if line.strip() else lines


def _pieces(title: str) -> Iterator[str]:
    """Words with the space behind them; wide signs, between which a line may end, alone."""
    word = ""
    for sign in title:
        if labels.width(sign) == 2:
            if word:
                yield word
                word = ""
            yield sign
        else:
            word += sign
            if sign == " ":
                yield word
                word = ""
    if word:
        yield word


def relation(arrow: NetworkEdge) -> str:
    """What stands at an arrow of a picture: *recalls ×2*."""
    named = ", ".join(one.replace("_", " ") for one in arrow.relations)
    return f"{named} ×{arrow.count}".strip() if arrow.count > 1 else named


# -- DOT -----------------------------------------------------------------------------------

DOT_HEAD = """digraph unrtrace {
  rankdir=LR;
  node [shape=box, style="rounded,filled", fillcolor="#eef3fa", color="#34557f", fontname="sans-serif", fontsize=11];
  edge [color="#5a6b80", fontname="sans-serif", fontsize=9, fontcolor="#5a6b80"];"""


def dot(network: Network, language: str) -> Iterator[str]:
    """Graphviz: what the corpus does not hold is dashed, what points forward in time is red."""
    yield DOT_HEAD
    for work in network.works:
        said = node(work, language)
        shown = r"\n".join(map(_dot_label, label(work)))
        more = "" if work.held else ', style="rounded,dashed"'
        if said["title"]:
            more += f', tooltip="{_dot_label(said["title"])}"'
        if said["url"]:
            more += f', URL="{_dot(said["url"])}"'
        yield f'  "{_dot(work.id)}" [label="{shown}"{more}];'
    for arrow in network.edges():
        more = ', color="#b03030", fontcolor="#b03030"' if arrow.forward else ""
        yield f'  "{_dot(arrow.citing)}" -> "{_dot(arrow.cited)}" [label="{_dot_label(relation(arrow))}"{more}];'
    yield "}"


def _dot(text: str) -> str:
    r"""Text in the quotation marks of DOT.

    >>> _dot('a "b" \\')
    'a \\"b\\" \\\\'
    """
    return labels.shown(text).replace("\\", "\\\\").replace('"', '\\"')


def _dot_label(text: str) -> str:
    """The same in a label, where Graphviz also reads `&amp;` and its like."""
    return _dot(text).replace("&", "&amp;")


# -- Mermaid -------------------------------------------------------------------------------

PLAIN = frozenset(" ,.:/()'-+×…")
MANY_ARROWS = 500  # that Mermaid draws unless it is told otherwise


def mermaid(network: Network, _: str) -> Iterator[str]:
    """A flowchart of Mermaid: what the corpus does not hold is dashed, what points forward in time is dotted."""
    numbers = {work.id: f"n{number}" for number, work in enumerate(network.works)}
    yield "flowchart LR"
    yield "  classDef missing stroke-dasharray: 4 3"
    for work in network.works:
        shown = "<br/>".join(map(_mermaid, label(work)))
        yield f'  {numbers[work.id]}["{shown}"]{"" if work.held else ":::missing"}'
    for arrow in network.edges():
        text = _mermaid(relation(arrow))
        line = "-.->" if arrow.forward else "-->"
        said = f'|"{text}"|' if text else ""
        yield f"  {numbers[arrow.citing]} {line}{said} {numbers[arrow.cited]}"


def _mermaid(text: str) -> str:
    """Text in the quotation marks of Mermaid: signs that it or a browser may read otherwise by their numbers.

    >>> _mermaid('<b>"50%"')
    '#60;b#62;#34;50#37;#34;'
    """
    return "".join(c if c.isalnum() or c in PLAIN or not c.isascii() else f"#{ord(c)};" for c in labels.shown(text))
