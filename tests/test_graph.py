"""Graph files and bibliographies with hostile titles, read back by other programs."""

import csv
import io
import json
import shutil
import subprocess
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import networkx
import pypandoc
import pytest
from support.documents import make_corpus, resolution, symbol

from unrtrace import Corpus
from unrtrace.graph import Network, network
from unrtrace.output import bibliography, formats, graph_formats

HOSTILE = (
    'quotes " and \' and `ticks`', "back\\slash \\n \\N \\", "markup <b onclick='x'>bold</b> & &amp; &lt;",
    "ends --> */ ]]> <![CDATA[ <!-- ?>", "braces { } [ ] ( ) | ; # % $ ^ ~ _ @", "%%{init: {'theme': 'dark'}}%%",
    "control \x1b[31m \x07 \x00 \x7f \x85", "right to left \u202e\u200f\u2066 فنارات", "%% end subgraph click n0 x",
    "灯塔和航海安全" * 12, "lone \ufffe \uffff signs \u2028 and ends", "@article{x, title={y}}", "TY  - BOOK",
)  # fmt: skip
DOT = pytest.mark.skipif(not shutil.which("dot"), reason="Graphviz is not installed: apt-get install graphviz")


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    """Return a network of resolutions with hostile titles, one of which cites forward in time."""
    folder = tmp_path_factory.mktemp("graph")
    numbers = [f"{40 + n}/1" for n in range(len(HOSTILE))]
    texts = {
        f"a{n}": resolution(number, cites=numbers[n - 1 : n] or ["40/200 of 5 March 1986"])
        for n, number in enumerate(numbers)
    }
    found = make_corpus(folder, {}, **texts)
    stated = "".join(
        f'["a{n}.en.txt"]\ntitle = {json.dumps(title)}\n'.replace("\x7f", "\\u007f") for n, title in enumerate(HOSTILE)
    )
    (folder / "documents" / "corpus.toml").write_text(stated, "utf-8")
    found = Corpus(folder / "documents", index=folder / "index.sqlite")
    titles = [found.work(symbol(number)) for number in numbers]
    assert [work and work.title for work in titles] == list(HOSTILE)
    return found


@pytest.fixture(scope="module")
def whole(corpus: Corpus) -> Network:
    return network(corpus)


def written(whole: Network, form: str) -> str:
    out = io.StringIO()
    graph_formats.write(whole, form, out)
    text = out.getvalue()
    assert not set(text) & set("\x00\x07\x1b\x7f\x85\u202e\u200f\u2066\u2028\ufffe\uffff")
    return text


def iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def compare(whole: Network, nodes: dict[str, dict[str, Any]], edges: dict[tuple[str, str], dict[str, Any]]) -> None:
    """Compare what a reader read with what was written."""
    assert set(nodes) == {work.id for work in whole.works}
    for work in whole.works:
        attributes = nodes[work.id]
        assert (attributes.get("date"), attributes["resolved"]) == (iso(work.date), work.held)
        if work.title:
            assert "lighthouse" not in attributes["title"].lower()
            assert len(attributes["title"]) > 8
    arrows = list(whole.edges())
    assert set(edges) == {(one.citing, one.cited) for one in arrows}
    for one in arrows:
        attributes = edges[one.citing, one.cited]
        assert attributes["relation"] == ", ".join(one.relations) == "recalls"
        assert (attributes["count"], attributes["date"], attributes["forward"]) == (
            1,
            iso(one.citing_date),
            one.forward,
        )
    assert sum(one.forward for one in arrows) == 1


@pytest.mark.parametrize("form", ["graphml", "gexf", "json"])
def test_networkx_reads_graph_files(whole: Network, form: str) -> None:
    text = written(whole, form)
    if form == "json":
        graph = networkx.node_link_graph(json.loads(text), edges="edges")
    else:
        graph = getattr(networkx, f"read_{form}")(io.BytesIO(text.encode()))
    assert type(graph) is networkx.DiGraph
    compare(whole, dict(graph.nodes(data=True)), {(a, b): attributes for a, b, attributes in graph.edges(data=True)})
    titles = [attributes["title"] for _, attributes in graph.nodes(data=True) if attributes.get("title")]
    assert "quotes \" and ' and `ticks`" in titles
    assert "ends --> / ]]>" in " ".join(titles)


@pytest.mark.parametrize("form", ["graphml", "gexf"])
def test_graph_xml_is_well_formed(whole: Network, form: str) -> None:
    root = ElementTree.fromstring(written(whole, form))
    assert len(root.findall(".//{*}node")) == len(whole.works)


def test_csv_lists_the_edges(whole: Network) -> None:
    rows = list(csv.DictReader(io.StringIO(written(whole, "csv"))))
    assert tuple(rows[0]) == graph_formats.COLUMNS
    assert [(row["citing"], row["cited"]) for row in rows] == [(one.citing, one.cited) for one in whole.edges()]
    assert {row["forward"] for row in rows} == {"true", "false"}


@DOT
def test_graphviz_reads_dot(whole: Network) -> None:
    done = subprocess.run(["dot", "-Tjson"], input=written(whole, "dot").encode(), capture_output=True, check=True)
    assert done.stderr == b""
    found = json.loads(done.stdout)
    names = {one["_gvid"]: one["name"] for one in found["objects"]}
    assert set(names.values()) == {work.id for work in whole.works}
    assert {(names[one["tail"]], names[one["head"]]) for one in found["edges"]} == {
        (one.citing, one.cited) for one in whole.edges()
    }
    labels = " ".join(one["label"] for one in found["objects"])
    assert 'quotes \\"' not in labels
    assert "markup bold &amp; &amp;amp;" in labels
    svg = subprocess.run(["dot", "-Tsvg"], input=written(whole, "dot").encode(), capture_output=True, check=True)
    shown = "".join(ElementTree.fromstring(svg.stdout).itertext())
    assert "quotes \" and ' and `ticks`" in shown.replace("\n", "")
    assert "markup bold & &amp; &lt;" in shown.replace("\n", "").replace("\xa0", " ")


def test_mermaid_parses_the_flowchart(whole: Network) -> None:
    import mermaidx

    text = written(whole, "mermaid")
    svg = mermaidx.render(text).svg()
    shown = "".join(ElementTree.fromstring(svg).itertext())
    assert "A/RES/41/1" in shown
    for piece in ("quotes", "CDATA", "theme", "%%{init", "灯塔", "bold"):
        assert piece in "".join(shown.split()) or piece in shown, piece
    assert svg.count("marker-end") == whole.size
    with pytest.raises(RuntimeError):
        mermaidx.render('flowchart LR\n  n0["a" b').svg()


def test_titles_are_escaped_for_mermaid(whole: Network) -> None:
    for line in written(whole, "mermaid").splitlines()[2:]:
        labels = line.split('"')[1::2]
        assert len(labels) == 1, line
        assert not set(labels[0].replace("<br/>", "")) & set('<>{}[]|`%&@\\_^~$*"'), line


@pytest.mark.parametrize("form", formats.names("graph"))
def test_works_whose_names_differ_in_markup_are_distinct(tmp_path: Path, form: str) -> None:
    folder = tmp_path / "documents"
    folder.mkdir()
    for name in ("a<b>", 'a"', "a"):
        (folder / f"{name}.en.txt").write_text("Recalling General Assembly resolution 47/4,\n", "utf-8")
    found = network(Corpus(folder, index=tmp_path / "index.sqlite"))
    assert [work.id for work in found.works] == ["A/RES/47/4", 'a".en', "a.en", "a<b>.en"]
    out = io.StringIO()
    graph_formats.write(found, form, out)
    text = out.getvalue()
    if form in ("graphml", "gexf"):
        graph = getattr(networkx, f"read_{form}")(io.BytesIO(text.encode()))
        assert set(graph) == {work.id for work in found.works}
    else:
        assert len([line for line in text.splitlines() if "47/4" in line or "-->" in line]) >= 3


# -- bibliographies ------------------------------------------------------------------------


def references(corpus: Corpus, form: str) -> str:
    out = io.StringIO()
    names = [*(work.id for work in corpus.works()), "S/RES/1325(2000)"]
    count = formats.writer(form)(bibliography.references(corpus, names, "en"), out)
    assert count == len(HOSTILE) + 1
    return out.getvalue()


def pandoc(text: str, form: str) -> dict[str, dict[str, Any]]:
    """Return what pandoc (of the package pypandoc_binary) reads without a warning, by key."""
    program = pypandoc.get_pandoc_path()
    done = subprocess.run([program, "-f", form, "-t", "csljson"], input=text.encode(), capture_output=True, check=True)
    assert done.stderr == b""
    found = {one["id"]: one for one in json.loads(done.stdout)}
    assert len(found) == len(HOSTILE) + 1
    return found


@pytest.mark.parametrize("form", ["bibtex", "csl-json", "ris"])
def test_pandoc_reads_references(corpus: Corpus, form: str) -> None:
    found = pandoc(references(corpus, form), form.replace("csl-json", "csljson"))
    first, second = found["A-RES-40-1"], found["S-RES-1325-2000"]
    assert first["type"] == "report" and first["publisher"] == "United Nations"
    if form == "ris":  # pandoc splits names at commas, keeps only the year, takes a number for an ISSN
        author, number, day = {"family": "United Nations. General Assembly"}, "ISSN", [1986]
    else:
        author, number, day = {"literal": "United Nations, General Assembly"}, "number", [1986, 1, 5]
    assert first["author"] == [author]
    assert first["issued"]["date-parts"][0] == day
    assert first["URL"].endswith("/en/A/RES/40/1")
    assert " ".join(found["A-RES-44-1"]["title"].split()) == "braces { } [ ] ( ) | ; # % $ ^ ~ _ @"
    assert (second["title"], second[number]) == ("S/RES/1325(2000)", "S/RES/1325(2000)")


def test_ris_has_a_tag_on_every_line(corpus: Corpus) -> None:
    entries = references(corpus, "ris").split("ER  - \n\n")
    assert entries.pop() == ""
    assert len(entries) == len(HOSTILE) + 1
    for entry in entries:
        lines = entry.splitlines()
        assert lines[0] == "TY  - RPRT"
        assert all(line[:2].isalnum() and line[2:6] == "  - " for line in lines)
        assert [line[:2] for line in lines].count("TY") == 1


def test_bibliography_keys_are_unique(corpus: Corpus) -> None:
    out = io.StringIO()
    bibliography.write_bibtex(bibliography.references(corpus, ["A/40/1", "A-40-1"], "en"), out)
    assert [line.split("{")[1] for line in out.getvalue().splitlines() if line.startswith("@")] == [
        "A-40-1,",
        "A-40-1.2,",
    ]
