"""The five bundled documents: what each cites, what cites it, and what happened when.

The expectations were read off the documents by eye. A citation is a row: line, symbol, date stated,
relation, place, paragraph, part cited, warnings.
"""

from datetime import date
from pathlib import Path

import pytest

import unrtrace
from unrtrace.corpus import Corpus
from unrtrace.documents import read
from unrtrace.graph import Edge, edges_from, edges_to, trace, walk
from unrtrace.index.locate import bundled
from unrtrace.timeline import TimelineEvent, timeline

LETTER = "letter-2016-04-01"

EN_51_148 = [
    (10, "A/RES/51/148", None, None, "masthead", None, None, ()),
    (18, "A/51/L.53", None, "based_on", "masthead", None, None, ()),
    (18, "A/51/L.53/Add.1", None, "based_on", "masthead", None, None, ()),
    (20, "A/RES/51/148", None, None, "masthead", None, None, ()),
    (25, "A/RES/47/4", "1992-10-16", "recalls", "preamble", "p1", None, ()),
    (43, "A/RES/50/123", "1995-12-20", "pursuant_to", "operative", "5", None, ()),
    (50, "E/1996/90", None, "takes_note_with_satisfaction", "footnote", "1", None, ()),
]
FR_51_148 = [(line, *row[1:]) for line, row in zip((10, 20, 20, 22, 28, 42, 49), EN_51_148, strict=True)]
EN_52_189 = [
    (1, "A/RES/52/189", None, None, "masthead", None, None, ()),
    (17, "Sales:95.XIII.18", None, "recalls", "footnote", "1", {"chapter": "I", "resolution": "1", "annex": ""}, ()),
    (20, "Sales:96.IV.8", None, "recalls", "footnote", "2", {"chapter": "I", "resolution": "1", "annex": "I"}, ()),
    (22, "Sales:96.IV.8", None, "recalls", "footnote", "3", {"annex": "II"}, ()),
    (25, "Sales:96.IV.13", None, "recalls", "footnote", "4", {"chapter": "I", "resolution": "1", "annex": "II"}, ()),
    (27, "A/RES/217(III)A", None, "reaffirms", "footnote", "5", None, ()),
    (29, "A/RES/2106(XX)A", None, "reaffirms", "footnote", "6", {"annex": ""}, ()),
    (37, "A/RES/49/127", "1994-12-19", "recalls", "preamble", "p4", None, ()),
    (37, "A/RES/50/123", "1995-12-20", "recalls", "preamble", "p4", None, ()),
    (38, "E/DEC/1995/313", "1995-07-27", "recalls", "preamble", "p4", None, ()),
    (40, None, None, "recalls", "preamble", "p5", None, ()),  # the Charter, which has no symbol
    (41, "A/RES/45/264", "1991-05-13", "pursuant_to", "preamble", "p5", None, ()),
    (42, "A/RES/46/235", "1992-04-13", "pursuant_to", "preamble", "p5", None, ()),
    (42, "A/RES/48/162", "1994-12-20", "pursuant_to", "preamble", "p5", None, ("date_outside_session",)),
    (42, "A/RES/50/227", "1996-05-24", "pursuant_to", "preamble", "p5", None, ()),
    (71, "A/RES/50/123", None, "pursuant_to", "preamble", "p12", None, ()),
    (73, "A/RES/51/148", "1996-12-13", "recalls", "preamble", "p13", None, ()),
    (78, "A/RES/34/180", None, "reaffirms", "footnote", "7", {"annex": ""}, ()),
    (80, "A/RES/44/25", None, "reaffirms", "footnote", "8", {"annex": ""}, ()),
    (82, "E/CN.9/1997/2", None, "notes", "footnote", "9", {"paragraph": "11"}, ()),
    (85, "A/RES/50/227", None, "notes", "footnote", "10", None, ()),
    (135, "A/52/314", None, "takes_note", "footnote", "11", None, ()),
]
LETTER_2016 = [
    (33, "A/RES/47/4", None, None, "annex", "2", None, ()),
    (35, "A/RES/51/148", "1996-12-13", None, "annex", "3", None, ()),
    (43, "IOM:1309", None, None, "annex", "6", None, ()),
    (47, "IOM:1309", None, None, "annex", "7", None, ()),
    (55, "A/RES/68/4", "2013-10-03", None, "annex", "10", None, ()),
    (79, "A/RES/47/4", "1992-10-16", "recalls", "annex", "p1", None, ()),
    (79, "A/RES/51/148", "1996-12-13", "recalls", "annex", "p1", None, ()),
]
ZH_64_233 = [
    (95, "A/RES/47/4", None, None, "annex", "1", None, ()),
    (95, "A/RES/51/148", "1996-12-13", None, "annex", "1", None, ()),
    (96, "A/RES/51/148", None, None, "annex", "2", None, ()),
    (112, "A/RES/47/4", "1992-10-16", "recalls", "annex", "p1", None, ()),
    (112, "A/RES/51/148", "1996-12-13", "recalls", "annex", "p1", None, ()),
]
DOCUMENTS = {
    "A_RES_51_148.en.txt": EN_51_148,
    "A_RES_51_148.fr.txt": FR_51_148,
    "A_RES_52_189.en.txt": EN_52_189,
    "letter-2016-04-01.en.txt": LETTER_2016,
    "A_64_233.zh.txt": ZH_64_233,
}


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return Corpus(bundled())


def text_of(name: str) -> str:
    return (Path(bundled()) / name).read_text("utf-8")


@pytest.mark.parametrize("name", DOCUMENTS)
def test_citations_of_each_document(name: str) -> None:
    found = [
        (
            c.line,
            c.symbol,
            c.date.isoformat() if c.date else None,
            c.relation,
            c.place,
            c.paragraph,
            c.pinpoint,
            c.warnings,
        )
        for c in unrtrace.extract(text_of(name))
    ]
    assert found == DOCUMENTS[name]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_offsets_are_those_of_the_text(name: str) -> None:
    text = text_of(name)
    found = unrtrace.extract(text)
    for c in found:
        assert text[c.start : c.end] == c.text
        lines = text[: c.start].split("\n")
        assert (c.line, c.column) == (len(lines), len(lines[-1]) + 1)
    assert [c.start for c in found] == sorted(c.start for c in found)


def test_rule_that_found_each_citation_of_52_189() -> None:
    via = {(c.symbol, c.text): (c.via, c.kind) for c in unrtrace.extract(text_of("A_RES_52_189.en.txt"))}
    assert via["Sales:96.IV.8", "Ibid."] == ("ibid", "publication")
    assert via["Sales:96.IV.8", "E.96.IV.8"] == ("publication", "publication")
    assert via["E/CN.9/1997/2", "E/CN.9/1997/2"][0] == "symbol"
    assert via["E/DEC/1995/313", "1995/313"][1] == "decision"


def test_iom_resolution_1309_is_not_of_the_assembly() -> None:
    found = [c for c in unrtrace.extract(text_of("letter-2016-04-01.en.txt")) if "1309" in c.text]
    assert {(c.symbol, c.body, c.kind) for c in found} == {("IOM:1309", "IOM", "resolution")}


def test_works_of_the_bundled_corpus(corpus: Corpus) -> None:
    assert corpus.failed == []
    assert corpus.warnings == []
    assert [work.id for work in corpus.works()] == ["A/64/233", "A/RES/51/148", "A/RES/52/189", LETTER]


def test_51_148_is_one_work_in_two_languages(corpus: Corpus) -> None:
    work = corpus.work("A/RES/51/148")
    assert work is not None
    assert (work.adopted, work.issued, work.organ) == (date(1996, 12, 13), date(1997, 2, 4), "A")
    assert [(v.language, v.path) for v in work.versions] == [
        ("en", "A_RES_51_148.en.txt"),
        ("fr", "A_RES_51_148.fr.txt"),
    ]
    assert work.title == "Cooperation between the United Nations and the International Organization for Migration"
    assert work.title_in("fr") == (
        "Coopération entre l'Organisation des Nations Unies et l'Organisation internationale pour les migrations"
    )
    assert work.url("fr") == "https://docs.un.org/fr/A/RES/51/148"


def test_dates_and_titles_of_the_other_works(corpus: Corpus) -> None:
    resolution, request, letter = (corpus.work(name) for name in ("A/RES/52/189", "A/64/233", LETTER))
    assert resolution and request and letter
    assert (resolution.title, resolution.adopted, resolution.issued, resolution.organ) == (
        "International migration and development", date(1997, 12, 18), None, "A",
    )  # fmt: skip
    assert (request.dated, request.adopted, request.organ) == (date(2009, 11, 5), None, "A")
    assert [version.language for version in request.versions] == ["zh"]
    assert (letter.dated, letter.issued, letter.symbol, letter.url()) == (
        date(2016, 4, 1),
        date(2016, 4, 12),
        None,
        None,
    )


def row(edge: Edge) -> tuple[object, ...]:
    return edge.cited, edge.outcome, edge.relation, edge.place, edge.paragraph, edge.date


def test_what_51_148_cites(corpus: Corpus) -> None:
    edges = edges_from(corpus, "A/RES/51/148")
    assert [row(edge) for edge in edges] == [
        ("A/51/L.53", "missing", "based_on", "masthead", None, None),
        ("A/51/L.53/Add.1", "missing", "based_on", "masthead", None, None),
        ("A/RES/47/4", "missing", "recalls", "preamble", "p1", date(1992, 10, 16)),
        ("A/RES/50/123", "missing", "pursuant_to", "operative", "5", date(1995, 12, 20)),
        ("E/1996/90", "missing", "takes_note_with_satisfaction", "footnote", "1", None),
    ]
    assert edges[-1].through == {"place": "operative", "paragraph": "1", "section": None}


def test_edges_have_sources_in_both_languages(corpus: Corpus) -> None:
    places = [
        [(source.language, source.line) for source in edge.sources] for edge in edges_from(corpus, "A/RES/51/148")
    ]
    assert places == [
        [("en", 18), ("fr", 20)], [("en", 18), ("fr", 20)], [("en", 25), ("fr", 28)], [("en", 43), ("fr", 42)],
        [("en", 50), ("fr", 49)],
    ]  # fmt: skip


def test_what_cites_51_148(corpus: Corpus) -> None:
    found = [(e.citing, e.relation, e.place, e.section, e.paragraph, e.date) for e in edges_to(corpus, "A/RES/51/148")]
    assert found == [
        ("A/RES/52/189", "recalls", "preamble", None, "p13", date(1996, 12, 13)),
        ("A/64/233", None, "annex", "annex I", "1", date(1996, 12, 13)),
        ("A/64/233", None, "annex", "annex I", "2", None),
        ("A/64/233", "recalls", "annex", "annex II, draft resolution", "p1", date(1996, 12, 13)),
        (LETTER, None, "annex", "annex I", "3", date(1996, 12, 13)),
        (LETTER, "recalls", "annex", "annex II, draft resolution", "p1", date(1996, 12, 13)),
    ]


def test_what_cites_a_missing_document(corpus: Corpus) -> None:
    assert corpus.work("A/RES/47/4") is None
    found = [(e.citing, e.place, e.paragraph) for e in edges_to(corpus, "A/RES/47/4")]
    assert found == [
        ("A/RES/51/148", "preamble", "p1"),
        ("A/64/233", "annex", "1"),
        ("A/64/233", "annex", "p1"),
        (LETTER, "annex", "2"),
        (LETTER, "annex", "p1"),
    ]


def test_what_52_189_cites(corpus: Corpus) -> None:
    edges = edges_from(corpus, "A/RES/52/189")
    assert [edge.cited for edge in edges] == [row[1] for row in EN_52_189[1:] if row[1]]
    assert {edge.cited: edge.outcome for edge in edges if edge.outcome != "missing"} == {"A/RES/51/148": "resolved"}


def test_footnotes_name_the_instruments_at_their_marks(corpus: Corpus) -> None:
    notes = {e.paragraph: e for e in edges_from(corpus, "A/RES/52/189") if e.place == "footnote"}
    assert {mark: (notes[mark].cited, notes[mark].names) for mark in "5678"} == {
        "5": ("A/RES/217(III)A", "Universal Declaration of Human Rights"),
        "6": ("A/RES/2106(XX)A", "International Convention on the Elimination of All Forms of Racial Discrimination"),
        "7": ("A/RES/34/180", "Convention on the Elimination of All Forms of Discrimination against Women"),
        "8": ("A/RES/44/25", "Convention on the Rights of the Child"),
    }
    through = {mark: (note.through or {}).get("paragraph") for mark, note in notes.items()}
    assert through == {
        "1": "p1", "2": "p1", "3": "p1", "4": "p1", "5": "p2", "6": "p2", "7": "p2", "8": "p2", "9": "p8", "10": "p10",
        "11": "1",
    }  # fmt: skip


def test_tree_of_depth_two(corpus: Corpus) -> None:
    tree = trace(corpus, LETTER, "cites", 2)
    found = [(depth, node.id, node.outcome) for depth, node in walk(tree)]
    assert found == [
        (1, "A/RES/47/4", "missing"),
        (1, "A/RES/51/148", "resolved"),
        (2, "A/51/L.53", "missing"),
        (2, "A/51/L.53/Add.1", "missing"),
        (2, "A/RES/47/4", "missing"),
        (2, "A/RES/50/123", "missing"),
        (2, "E/1996/90", "missing"),
        (1, "IOM:1309", "missing"),
        (1, "A/RES/68/4", "missing"),
    ]
    assert [len(node.edges) for node in tree.children] == [2, 2, 2, 1]
    assert [node.id for _, node in walk(tree) if node.repeated] == ["A/RES/47/4"]


IOM = [
    ("1992-10-16", "adopted", ("A/RES/47/4",)),
    ("1996-06-25", "agreement", ()),
    ("1996-12-13", "adopted", ("A/RES/51/148",)),
    ("1997-02-04", "issued", ("A/RES/51/148",)),
    ("1997-12-18", "adopted", ("A/RES/52/189",)),
    ("2009-11-05", "letter", ("A/64/233",)),
    ("2013-10-03", "adopted", ("A/RES/68/4",)),
    ("2015-11-24", "adopted", ("IOM:1309",)),
    ("2015-12-09", "letter", None),
    ("2016-02-05", "letter", None),
    ("2016-03-10", "letter", None),
    ("2016-04-01", "letter", None),
    ("2016-04-12", "issued", None),
    ("2016-06-30", "scheduled", ()),
    ("2016-09-19", "scheduled", None),
]


@pytest.fixture(scope="module")
def iom(corpus: Corpus) -> list[TimelineEvent]:
    return timeline(corpus, organisation="IOM")


@pytest.mark.parametrize(("day", "kind", "symbols"), IOM, ids=[row[0] for row in IOM])
def test_each_event_of_iom_is_one_row(
    iom: list[TimelineEvent], day: str, kind: str, symbols: tuple[str, ...] | None
) -> None:
    found = [event for event in iom if str(event.date) == day]
    assert [event.kind for event in found] == [kind]
    assert symbols is None or found[0].symbols == symbols
    assert "IOM" in found[0].actors


def test_timeline_is_in_order(iom: list[TimelineEvent]) -> None:
    days = [event.date for event in iom]
    assert days == sorted(days)


def sources_of(iom: list[TimelineEvent], day: str) -> set[tuple[str, int]]:
    (event,) = [event for event in iom if str(event.date) == day]
    return {(source.file, source.line) for source in event.sources}


def test_event_has_all_its_sources(iom: list[TimelineEvent]) -> None:
    assert sources_of(iom, "1992-10-16") == {
        ("A_64_233.zh.txt", 112), ("A_RES_51_148.en.txt", 25), ("A_RES_51_148.fr.txt", 28),
        ("letter-2016-04-01.en.txt", 33), ("letter-2016-04-01.en.txt", 79), ("A_64_233.zh.txt", 95),
    }  # fmt: skip
    assert sources_of(iom, "1996-06-25") == {
        ("A_RES_51_148.en.txt", 35), ("A_RES_51_148.fr.txt", 38), ("letter-2016-04-01.en.txt", 35),
        ("letter-2016-04-01.en.txt", 81), ("A_64_233.zh.txt", 95),
    }  # fmt: skip
    assert sources_of(iom, "2015-11-24") == {("letter-2016-04-01.en.txt", 43), ("letter-2016-04-01.en.txt", 83)}


def test_event_descriptions(iom: list[TimelineEvent]) -> None:
    descriptions = {str(event.date): event.description for event in iom}
    assert "47/4" in descriptions["1992-10-16"] and "observer" in descriptions["1992-10-16"].lower()
    assert "Cooperation Agreement" in descriptions["1996-06-25"]
    assert descriptions["1997-12-18"] == "International migration and development"
    assert "special session" in descriptions["2016-06-30"]
    assert "high-level plenary meeting" in descriptions["2016-09-19"]


def test_from_and_to_are_inclusive(corpus: Corpus) -> None:
    found = timeline(corpus, organisation="IOM", since=date(2015, 11, 24), until=date(2016, 2, 5))
    assert [event.date for event in found] == [date(2015, 11, 24), date(2015, 12, 9), date(2016, 2, 5)]


def test_timeline_of_one_work(corpus: Corpus) -> None:
    days = [event.date for event in timeline(corpus, works=["A/RES/52/189"])]
    assert date(1997, 12, 18) in days
    assert not [day for day in days if day.year >= 2000]


def test_reading_a_file_gives_its_text() -> None:
    document = read(Path(bundled()) / "A_RES_51_148.en.txt")
    assert document.text == text_of("A_RES_51_148.en.txt")
    assert document.language == "en"
