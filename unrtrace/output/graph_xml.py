"""GraphML and GEXF, an element a line."""

from collections.abc import Iterator
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from unrtrace.graph import Network
from unrtrace.output import labels
from unrtrace.output.graph_records import edge, node

NODES = {"title": "string", "date": "string", "organ": "string", "resolved": "boolean", "url": "string"}
EDGES = {"relation": "string", "count": "int", "date": "string", "cited_date": "string", "forward": "boolean"}
HEAD = '<?xml version="1.0" encoding="UTF-8"?>'


def graphml(network: Network, language: str) -> Iterator[str]:
    """GraphML: nodes with title, date, organ, resolved and url; edges with relation, count and dates."""
    yield HEAD
    yield '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">'
    for part, keys in (("node", NODES), ("edge", EDGES)):
        for name, kind in keys.items():
            yield f'  <key id="{part}_{name}" for="{part}" attr.name="{name}" attr.type="{kind}"/>'
    yield '  <graph id="unrtrace" edgedefault="directed">'
    for work in network.works:
        data = _data(node(work, language), NODES, "node")
        yield f"    <node id={_quoted(work.id)}>{data}</node>"
    for arrow in network.edges():
        data = _data(edge(arrow), EDGES, "edge")
        yield f"    <edge source={_quoted(arrow.citing)} target={_quoted(arrow.cited)}>{data}</edge>"
    yield "  </graph>"
    yield "</graphml>"


def _data(said: dict[str, Any], keys: dict[str, str], part: str) -> str:
    return "".join(
        f'<data key="{part}_{name}">{escape(_text(said[name]))}</data>' for name in keys if said[name] is not None
    )


def gexf(network: Network, language: str) -> Iterator[str]:
    """GEXF 1.2, as Gephi reads it: the same, with the symbol as the label and the count as the weight."""
    yield HEAD
    yield '<gexf xmlns="http://www.gexf.net/1.2draft" version="1.2">'
    yield '  <graph defaultedgetype="directed" mode="static">'
    for part, keys in (("node", NODES), ("edge", EDGES)):
        yield f'    <attributes class="{part}">'
        for name, kind in keys.items():
            yield f'      <attribute id="{part}_{name}" title="{name}" type="{"integer" if kind == "int" else kind}"/>'
        yield "    </attributes>"
    yield "    <nodes>"
    for work in network.works:
        values = _values(node(work, language), NODES, "node")
        yield f"      <node id={_quoted(work.id)} label={_quoted(work.id)}>{values}</node>"
    yield "    </nodes>"
    yield "    <edges>"
    for number, arrow in enumerate(network.edges()):
        ends = f"source={_quoted(arrow.citing)} target={_quoted(arrow.cited)}"
        values = _values(edge(arrow), EDGES, "edge")
        yield f'      <edge id="{number}" {ends} weight="{arrow.count}">{values}</edge>'
    yield "    </edges>"
    yield "  </graph>"
    yield "</gexf>"


def _values(said: dict[str, Any], keys: dict[str, str], part: str) -> str:
    values = "".join(
        f'<attvalue for="{part}_{name}" value={_quoted(_text(said[name]))}/>' for name in keys if said[name] is not None
    )
    return f"<attvalues>{values}</attvalues>"


def _text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else labels.shown(str(value))


def _quoted(text: str) -> str:
    """Text as an attribute with its quotation marks.

    >>> _quoted('a "b" <c>')
    '\\'a "b" &lt;c&gt;\\''
    """
    return quoteattr(_text(text))
