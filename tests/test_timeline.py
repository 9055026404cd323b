"""Timelines: merging of reports, conflicts, options, and formats for people and other programs."""

import csv
import io
import json
import re
import shutil
import subprocess
from datetime import date
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from support.commands import run
from support.documents import resolution
from support.tables import overlong_lines

from unrtrace.corpus import Corpus, CorpusError
from unrtrace.index.adoption_summary import SHOWN
from unrtrace.output import formats, timeline_svg
from unrtrace.output import timeline_text as views
from unrtrace.output.timeline_text import TimelineView
from unrtrace.timeline import TimelineEvent, grouped, timeline

BUNDLED = Path(__file__).parents[1] / "corpus"
CHROMIUM = next(
    (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "corpus.toml").write_text("", encoding="utf-8")
    return tmp_path


def write(folder: Path, **texts: str) -> Corpus:
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return Corpus(folder)


@pytest.fixture(scope="module")
def bundled() -> Corpus:
    return Corpus(BUNDLED)


@pytest.fixture(scope="module")
def iom(bundled: Corpus) -> list[TimelineEvent]:
    return timeline(bundled, organisation="IOM")


# ---- merging -------------------------------------------------------------------------------------


def test_year_alone_merges_with_the_day_others_state(iom: list[TimelineEvent]) -> None:
    (granted,) = [event for event in iom if event.symbols == ("A/RES/47/4",)]
    (agreement,) = [event for event in iom if event.kind == "agreement"]
    assert granted.when == "1992-10-16" and agreement.when == "1996-06-25"
    for event, year in ((granted, "1992"), (agreement, "1996")):
        assert [source.file for source in event.sources if source.date == year] == ["A_64_233.zh.txt"]
        assert event.conflicts == ()


def test_document_itself_is_its_first_source(iom: list[TimelineEvent]) -> None:
    (adopted,) = [event for event in iom if event.symbols == ("A/RES/51/148",) and event.kind == "adopted"]
    assert [source.place == "masthead" for source in adopted.sources][:3] == [True, True, False]
    assert adopted.sources[0].description == adopted.description
    (line,) = views.text([("", [adopted])], None)
    assert f"and {len(adopted.sources) - SHOWN} more" in line


def test_limit_keeps_first_events(bundled: Corpus) -> None:
    everything = timeline(bundled)
    assert timeline(bundled, limit=4) == everything[:4]
    assert timeline(bundled, limit=4, reverse=True) == everything[::-1][:4]


def test_event_in_two_paragraphs_is_one_row(bundled: Corpus) -> None:
    (symposium,) = [event for event in timeline(bundled) if event.when == "1998"]
    assert [source.line for source in symposium.sources] == [69, 117]


def test_different_days_of_one_resolution_are_a_conflict(folder: Path) -> None:
    corpus = write(
        folder,
        one=resolution("52/1", title="A", adopted="12 December 1997", operative=("Decides to act.",)),
        two=resolution(
            "52/2", "Recalling its resolution 52/1 of 13 December 1997,", title="B", adopted="15 December 1997"
        ),
        three=resolution(
            "52/3", "Recalling its resolution 52/1 of 12 December 1997,", title="C", adopted="16 December 1997"
        ),
    )
    (event,) = [event for event in timeline(corpus) if event.symbols == ("A/RES/52/1",) and event.kind == "adopted"]
    assert (event.when, event.conflicts) == ("1997-12-12", ("1997-12-13",))
    assert {(source.file, source.date) for source in event.sources} == {
        ("one.txt", "1997-12-12"), ("two.txt", "1997-12-13"), ("three.txt", "1997-12-12"),
    }  # fmt: skip
    assert views.conflict(event).startswith("conflict: also dated 1997-12-13 (two.txt:")


def test_unrelated_events_of_one_day_stay_apart(folder: Path) -> None:
    corpus = write(
        folder,
        one=resolution(
            "52/1", "Recalling the opening of the bridge on 5 May 1997,", title="A", adopted="12 December 1997"
        ),
        two=resolution("52/2", "Recalling the harvest festival on 5 May 1997,", title="B", adopted="15 December 1997"),
    )
    assert len([event for event in timeline(corpus) if event.when == "1997-05-05"]) == 2


def test_language_versions_report_one_event(folder: Path) -> None:
    french = (
        "Nations Unies\nA/RES/52/1\nAssemblée générale\nDistr. générale\n3 février 1998\n\n"
        "Résolution adoptée par l'Assemblée générale le 12 décembre 1997\n\n52/1. La question\n\n"
        "L'Assemblée générale,\n\nRappelant les élections générales tenues dans le territoire en juillet 2017,\n"
    )
    english = resolution(
        "52/1", "Recalling the general elections of July 2017,", title="Matter", adopted="12 December 1997"
    )
    corpus = write(folder, **{"A_RES_52_1.en": english, "A_RES_52_1.fr": french})
    (event,) = [event for event in timeline(corpus) if event.when == "2017-07"]
    assert {source.language for source in event.sources} == {"en", "fr"}
    (event,) = [event for event in timeline(corpus, language="fr") if event.when == "2017-07"]
    assert event.language == "fr" and event.description.startswith("Rappelant")


def test_scheduled_and_reported_event_are_one(folder: Path) -> None:
    corpus = write(
        folder,
        one=resolution(
            "52/1",
            title="A",
            adopted="12 December 1997",
            operative=("The world forum on examples will meet on 5 May 1999.",),
        ),
        two=resolution(
            "54/2", "Recalling the world forum on examples, held on 5 May 1999,", title="B", adopted="15 December 1999"
        ),
    )
    (event,) = [event for event in timeline(corpus) if event.when == "1999-05-05"]
    assert len(event.sources) == 2


# ---- options -------------------------------------------------------------------------------------


def test_timeline_of_a_work_includes_what_cites_it(bundled: Corpus) -> None:
    found = {(event.when, event.kind) for event in timeline(bundled, works=["A/RES/51/148"])}
    assert {("1992-10-16", "adopted"), ("1996-12-13", "adopted"), ("1997-02-04", "issued")} <= found
    assert {("1997-12-18", "adopted"), ("2009-11-05", "letter"), ("2016-04-01", "letter")} <= found
    assert ("2015-12-09", "letter") not in found


def test_organisations_match_any_or_all(bundled: Corpus) -> None:
    either = timeline(bundled, organisation=["IOM", "ILO"])
    both = timeline(bundled, organisation=["IOM", "ILO"], match_all=True)
    assert [event.when for event in both] == ["1997-12-18"]
    assert len(either) == len(timeline(bundled, organisation="IOM"))


def test_topic_kind_and_dates_select_events(bundled: Corpus) -> None:
    assert {event.when for event in timeline(bundled, words="technical SYMPOSIUM")} == {"1998"}
    assert {event.kind for event in timeline(bundled, kinds=["letter", "agreement"])} == {"letter", "agreement"}
    assert [event.when for event in timeline(bundled, since=date(1998, 5, 1), until=date(1998, 5, 31))] == ["1998"]
    assert timeline(bundled, words="no such words anywhere") == []


def test_groups_keep_every_event(bundled: Corpus) -> None:
    events = timeline(bundled)
    for by in ("year", "organ", None):
        assert sorted((e.date, e.description) for _, row in grouped(events, by) for e in row) == sorted(
            (e.date, e.description) for e in events
        )
    names = [name for name, _ in grouped(events, "organ")]
    assert names == sorted(names) and {"A", "E", "IOM", "~"} <= set(names)


OWN = """
[XI]
en = ["Example Institute"]
ru = ["Пример* институт*"]
acronyms = { en = ["XI"] }
former = [{ name = "Example School", language = "en", acronym = "XS", from = 1950, to = 1960 }]

[IOM]
en = ["Migration House"]
"""


def test_corpus_adds_organisations(folder: Path) -> None:
    (folder / "organisations.toml").write_text(OWN, encoding="utf-8")
    text = resolution(
        "52/1",
        "Recalling the letter of the Example Institute of 5 May 1997,",
        "Recalling the letter of Migration House of 6 May 1997,",
        "Recalling the letter of XS of 7 May 1997,",
        title="A",
        adopted="12 December 1997",
    )
    corpus = write(folder, one=text)
    assert {e.when for e in timeline(corpus, organisation="XI") if e.kind == "letter"} == {"1997-05-05", "1997-05-07"}
    assert {e.when for e in timeline(corpus, organisation="IOM") if e.kind == "letter"} == {"1997-05-06"}
    assert corpus.organisations.code_of("Примером института") == "XI"
    assert Corpus(BUNDLED).organisations.code_of("Example Institute") is None


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("XI = 3", "table"), ("[XI]\nen = 'name'", "list"), ("[XI]\nde = ['Name']", "de"), ("[XI]", "no name"),
        ("[XI", "cannot be read"), ("[XI]\nen = ['']", "list"), ("[XI]\nformer = [{ name = 3 }]", "former"),
        ("[XI]\nacronyms = { de = ['XI'] }", "de"),
    ],
)  # fmt: skip
def test_invalid_organisations_give_one_line(folder: Path, text: str, word: str) -> None:
    (folder / "organisations.toml").write_text(text, encoding="utf-8")
    with pytest.raises(CorpusError, match=word) as error:
        Corpus(folder)
    assert "\n" not in str(error.value) and "organisations.toml" in str(error.value)


# ---- the command ---------------------------------------------------------------------------------


def test_every_format_has_every_event() -> None:
    count = len(timeline(Corpus(BUNDLED)))
    out = {
        form: run("timeline", "-f", form).out
        for form in ("jsonl", "json", "csv", "tsv", "md", "ics", "svg", "html", "text")
    }
    assert len(out["jsonl"].splitlines()) == len(json.loads(out["json"])) == len(out["text"].splitlines()) == count
    assert len(list(csv.DictReader(io.StringIO(out["csv"])))) == len(out["tsv"].splitlines()) - 1 == count
    assert len(re.findall(r"^- \*\*", out["md"], re.M)) == out["ics"].count("BEGIN:VEVENT") == count
    assert out["svg"].count('<g class="event') == out["html"].count('<li class="event') == count


def test_limit_reverse_and_group_options() -> None:
    first = run("timeline", "--limit", "2", "-f", "csv").out.splitlines()
    last = run("timeline", "--reverse", "--limit", "2", "-f", "csv").out.splitlines()
    assert first[1].startswith("unrtrace.event/2,1991-05-13") and last[1].startswith("unrtrace.event/2,2016-09-19")
    by_year = run("timeline", "--group", "year").out
    assert re.findall(r"^\d{4}$", by_year, re.M) == sorted(set(re.findall(r"^\d{4}$", by_year, re.M)))
    assert "\norgan not stated\n" in run("timeline", "--group", "organ").out


@pytest.mark.parametrize(
    ("arguments", "code", "word"),
    [
        (("--org", "IMO "), 1, "no event"), (("--org", "International Migraton Organisation"), 2, "did you mean"),
        (("--kind", "party"), 2, "party"), (("--limit", "0"), 2, "0"), (("--group", "colour"), 2, "colour"),
        (("--words", "nothing of the kind"), 1, "no event"), (("-f", "svg", "--words", "nothing of it"), 1, "no event"),
    ],
)  # fmt: skip
def test_unanswerable_request_gives_one_line(arguments: tuple[str, ...], code: int, word: str) -> None:
    done = run("timeline", *arguments)
    assert (done.returncode, done.out) == (code, "")
    assert word in done.err and len(done.err.splitlines()) == 1


def test_orgs_lists_all_or_matching_organisations() -> None:
    rows = [json.loads(line) for line in run("organisations", "-f", "jsonl").out.splitlines()]
    assert [row["code"] for row in rows] == list(Corpus(BUNDLED).organisations.codes)
    assert run("organisations", "移徙").out.startswith("IOM ")
    assert run("organisations", "МОТ", "-f", "csv").out.count("\n") == 2
    nothing = run("organisations", "migraton")
    assert (nothing.returncode, nothing.out) == (1, "") and "no organisation" in nothing.err


@pytest.mark.parametrize("width", [20, 40, 80, 200])
def test_terminal_view_keeps_to_the_width(width: int) -> None:
    out = run("timeline", "-f", "rich", "--color", "never", "--width", str(width)).out
    assert out.strip() and overlong_lines(out, width) == []
    assert "A/RES/47/4" in out.replace("\n", "")


def test_arabic_stands_close_to_its_line(folder: Path) -> None:
    text = (
        "الأمم المتحدة\nA/RES/52/1\nالجمعية العامة\nDistr.: General\n3 February 1998\n\n"
        "52/1. مسألة\n\nإن الجمعية العامة،\n\n"
        "وإذ تشير إلى الانتخابات العامة التي أجريت في تموز/يوليه 1997،\n"
    )
    write(folder, one=text)
    out = run("timeline", "--corpus", str(folder), "-f", "rich", "--width", "200", "--color", "never").out
    (line,) = [line for line in out.splitlines() if "الانتخابات" in line]
    assert line == "           │ وإذ تشير إلى الانتخابات العامة التي أجريت في تموز/يوليه 1997"


# ---- views for other programs --------------------------------------------------------------------


def test_icalendar_reads_the_calendar() -> None:
    icalendar = pytest.importorskip("icalendar", reason="icalendar is not installed: pip install -e '.[dev]'")
    text = run("timeline", "-f", "ics").stdout
    assert all(len(line) <= 75 for line in text.split(b"\r\n")) and b"\n" not in text.replace(b"\r\n", b"")
    events = icalendar.Calendar.from_ical(text).walk("VEVENT")
    expected = timeline(Corpus(BUNDLED))
    assert [event.decoded("dtstart") for event in events] == [event.date for event in expected]
    for event, merged in zip(events, expected, strict=True):
        assert str(event["description"]).startswith(merged.description)
        assert event.decoded("dtend") > event.decoded("dtstart")
        assert not event.errors
    assert len({str(event["uid"]) for event in events}) == len(events)


class Balanced(HTMLParser):
    """Checks that elements are closed in order; collects identifiers and link addresses."""

    VOID = frozenset({"meta", "line", "rect", "circle", "path", "br"})

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.names: list[str] = []
        self.links: list[str] = []
        self.other: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.names += [str(values["id"])] if "id" in values else []
        self.links += [str(values["href"])] if "href" in values else []
        self.other += [str(values[key]) for key in ("src", "xlink:href", "data") if key in values]
        if tag in ("script", "link", "img", "iframe", "object"):
            self.other.append(tag)
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in self.VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def written(form: str, view: TimelineView) -> str:
    out = io.StringIO()
    formats.writer(form, "timeline")(view, out)
    return out.getvalue()


def test_html_page_is_self_contained(bundled: Corpus, iom: list[TimelineEvent]) -> None:
    text = written("html", TimelineView(grouped(iom, "year"), "year", "Timeline: <IOM>", bundled.path))
    reader = Balanced()
    reader.feed(text)
    assert reader.open == [] and reader.other == [] and "@import" not in text and "url(" not in text
    assert len(set(reader.names)) == len(reader.names)
    for link in reader.links:
        assert (
            link.startswith("https://docs.un.org/")
            or link[1:] in reader.names
            or (link.startswith("file://") and Path(link.removeprefix("file://")).is_file())
        )
    assert "<IOM>" not in text and "Timeline: &lt;IOM&gt;" in text
    for event in iom:
        assert all(f"{source.file}:{source.line}</a>" in text for source in event.sources)


SVG = "{http://www.w3.org/2000/svg}"


def test_svg_boxes_do_not_overlap(bundled: Corpus) -> None:
    for events in (timeline(bundled), timeline(bundled, organisation="IOM"), timeline(bundled)[:1]):
        root = ElementTree.fromstring(written("svg", TimelineView([("", events)])))
        boxes = [
            (float(box.get("y", 0)), float(box.get("height", 0)))
            for box in root.iter(f"{SVG}rect")
            if box.get("class") == "box"
        ]
        assert len(boxes) == len(events)
        for (top, height), (following, _) in pairwise(boxes):
            assert top + height <= following
        assert boxes[-1][0] + boxes[-1][1] < float(root.get("height", 0))
        years = [
            (int(str(text.text)), float(text.get("y", 0)))
            for text in root.iter(f"{SVG}text")
            if text.get("text-anchor") == "end"
        ]
        assert years == sorted(years)
        assert all(other - one >= 14 for (_, one), (_, other) in pairwise(years))


def test_axis_marks_do_not_overlap(bundled: Corpus) -> None:
    many = timeline(bundled) * 12
    for events in (timeline(bundled), many):
        text = timeline_svg.axis(events, [f"e{number}" for number in range(len(events))])
        root = ElementTree.fromstring(text)
        marks = [
            (float(m.get("x", 0)), float(m.get("y", 0)), float(m.get("width", 0)), float(m.get("height", 0)))
            for m in root.iter("rect")
        ]  # fmt: skip
        assert len(marks) == len(events)
        for index, (x, y, width, height) in enumerate(marks):
            for other_x, other_y, other_width, other_height in marks[:index]:
                apart = x + width <= other_x + 0.2 or other_x + other_width <= x + 0.2
                assert apart or y + height <= other_y + 0.2 or other_y + other_height <= y + 0.2


def test_hostile_text_is_escaped_in_every_format(folder: Path) -> None:
    evil = 'Recalling the <script>alert(1)</script> & "quotes" ]]> \x1b[31m meeting held on 5 May 1997,'
    corpus = write(folder, one=resolution("52/1", evil, title="A <b>title</b> & more", adopted="12 December 1997"))
    events = timeline(corpus)
    assert any("alert(1)" in event.description for event in events)
    ElementTree.fromstring(written("svg", TimelineView([("", events)], title="<&>")))
    html = written("html", TimelineView([("", events)], title="<&>", folder=folder))
    assert "<script" not in html and "\x1b" not in html
    view = TimelineView([("", events)])
    assert "\x1b" not in written("ics", view) and "<script" not in written("md", view)


# ---- in a browser --------------------------------------------------------------------------------

MEASURE = """<script>
addEventListener("load", () => {
  const box = (e) => { const r = e.getBoundingClientRect(); return [r.left, r.top, r.right, r.bottom]; };
  const out = {
    width: document.documentElement.scrollWidth, room: innerWidth,
    events: [...document.querySelectorAll(".event")].map(box), says: [...document.querySelectorAll(".says")].map(box),
    marks: [...document.querySelectorAll(".mark")].map(box), open: document.querySelectorAll("details[open]").length,
    directions: [...document.querySelectorAll(".says")].map((e) => getComputedStyle(e).direction),
  };
  document.querySelectorAll("summary").forEach((e) => e.click());
  out.shown = [...document.querySelectorAll("details li a")].filter((e) => e.getClientRects().length).length;
  out.links = document.querySelectorAll("details li a").length;
  const result = document.createElement("pre");
  result.id = "measured"; result.textContent = JSON.stringify(out);
  document.body.append(result);
});
</script>"""


def in_browser(path: Path, width: int, profile: Path, *more: str) -> str:
    command = [
        str(CHROMIUM), "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
        "--disable-background-networking", "--disable-component-update", "--disable-sync", f"--user-data-dir={profile}",
        f"--window-size={width},900", *more, path.as_uri(),
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=120, check=True)
    return done.stdout


@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium in PATH: apt-get install chromium")
@pytest.mark.parametrize("width", [520, 1200])
def test_html_page_in_chromium_does_not_overlap(bundled: Corpus, tmp_path: Path, width: int) -> None:
    events = timeline(bundled)
    text = written("html", TimelineView(grouped(events, "year"), "year", folder=bundled.path))
    path = tmp_path / "page.html"
    path.write_text(text.replace("</body>", MEASURE + "</body>"), encoding="utf-8")
    found = re.search(
        r'<pre id="measured">(.*?)</pre>', in_browser(path, width, tmp_path / "profile", "--dump-dom"), re.S
    )
    assert found
    measured: dict[str, Any] = json.loads(found[1])
    assert measured["width"] <= measured["room"]
    assert len(measured["events"]) == len(measured["marks"]) == len(events)
    for (_, _, _, bottom), (_, top, _, _) in pairwise(measured["events"]):
        assert bottom <= top + 0.5
    for index, one in enumerate(measured["marks"]):
        for other in measured["marks"][:index]:
            apart = (
                one[2] <= other[0] + 0.5
                or other[2] <= one[0] + 0.5
                or one[3] <= other[1] + 0.5
                or other[3] <= one[1] + 0.5
            )
            assert apart
    assert all(right > left and bottom > top for left, top, right, bottom in measured["says"])
    assert measured["open"] == 0 and measured["shown"] == measured["links"] == sum(len(e.sources) for e in events)


@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium in PATH: apt-get install chromium")
def test_html_page_prints_with_its_sources(bundled: Corpus, iom: list[TimelineEvent], tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text(written("html", TimelineView([("", iom)], folder=bundled.path)), encoding="utf-8")
    printed = tmp_path / "page.pdf"
    in_browser(path, 1000, tmp_path / "profile", f"--print-to-pdf={printed}", "--no-pdf-header-footer")
    assert printed.stat().st_size > 20_000
