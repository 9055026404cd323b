"""GraphML and GEXF, an element a line."""

from collections.abc import Iterator
from typing import Any, TextIO
from xml.sax.saxutils import escape, quoteattr

from unrtrace.graph import Network
from unrtrace.output import labels
from unrtrace.output.graph_records import edge, node

NODES = {"title": "string", "date": "string", "organ": "string", "resolved": "boolean", "url": "string"}
EDGES = {"relation": "string", "count": "int", "date": "string", "cited_date": "string", "forward": "boolean"}
HEAD = '<?xml version="1.0" encoding="UTF-8"?>'


def write_graphml(network: Network, out: TextIO, language: str = "en") -> None:
    """Write GraphML: nodes with title, date, organ, resolved and url; edges with relation, count and dates."""
    out.writelines(line + "\n" for line in _graphml_lines(network, language))


def _graphml_lines(network: Network, language: str) -> Iterator[str]:
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


def _data(record: dict[str, Any], keys: dict[str, str], part: str) -> str:
    return "".join(
        f'<data key="{part}_{name}">{escape(_text(record[name]))}</data>' for name in keys if record[name] is not None
    )


def write_gexf(network: Network, out: TextIO, language: str = "en") -> None:
    """Write GEXF 1.2 for Gephi: as GraphML, with the symbol as the label and the count as the weight."""
    out.writelines(line + "\n" for line in _gexf_lines(network, language))


def _gexf_lines(network: Network, language: str) -> Iterator[str]:
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


def _values(record: dict[str, Any], keys: dict[str, str], part: str) -> str:
    values = "".join(
        f'<attvalue for="{part}_{name}" value={_quoted(_text(record[name]))}/>'
        for name in keys
        if record[name] is not None
    )
    return f"<attvalues>{values}</attvalues>"


def _text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else labels.visible(str(value))


def _quoted(text: str) -> str:
    """Return text as an attribute in quotation marks.

    >>> _quoted('a "b" <c>')
    '\\'a "b" &lt;c&gt;\\''
    """
    return quoteattr(_text(text))
