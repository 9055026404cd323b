"""Speed of the readers against the bare library on the same file, in one run.

    python bench/read.py [--folder FOLDER] [--runs N]

Without a folder the files are made: a resolution in Akoma Ntoso with a citation a paragraph and a footnote every
third, a web page of the same paragraphs with the mark-up of a saved page, also with its lines wrapped, with line
breaks, and with a table for each paragraph, a long PDF of the tests' maker (fpdf2), and
the tests' short PDFs in six languages, together and those in Arabic alone. Each figure is the best of N runs, in this
process, in the thread's own time, so that other work on the machine counts little.

The bare library does what its plain user does for the text: PDFium loads each page and gives its whole text
as pypdfium2's manual has it (`get_text_bounded`), lexbor parses and gives the body's text, lxml parses
and gives the text of all elements (`itertext`). Told besides, but held to no limit: `get_text_range`, which the
manual has for a range of characters and which is faster, lxml's parse to a tree without its text, expat with handlers that do nothing. The last lines tell what a file costs on top in the readers' process:
its start, once a command, and the way there and back, once a file. Exit 1 where a limit is not reached. Figures of a noisy machine differ; compare the ratios.
"""

import argparse
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any
from xml.parsers import expat

from unrtrace.documents import DocumentError
from unrtrace.documents.readers import sandbox, sandbox_worker, sniff

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests"))
LIMITS = {"akn": ("MB/s", 30.0), "html": ("MB/s", 20.0), "pdf": ("ms a page", 8.0)}
MOST = 3.0
READERS: dict[str, Callable[[bytes], Any]] = {
    kind: partial(sandbox_worker.read, kind) for kind in ("akn", "html", "pdf")
}
WORDS = (
    "on the strengthening of cooperation between all the bodies that keep such records, and reaffirming its earlier "
    "decisions on the matter, in particular those taken at its previous sessions and at those of its committees, "
)


def made_akn(paragraphs: int = 400) -> bytes:
    """A resolution in Akoma Ntoso."""
    rows = []
    for number in range(paragraphs):
        note = f'<authorialNote marker="{number}" placement="bottom" eId="n{number}"><p xml:space="preserve">		See <a href="https://undocs.org/en/A/{number}/1">A/{number}/1</a>.</p></authorialNote>'
        rows.append(
            f'      <container name="Recalling" eId="container_{number}">\n        <p xml:space="preserve">	<span class="italic">Recalling</span> its resolution <a href="https://undocs.org/en/A/RES/47/{number}">47/{number}</a> of 16 October 1992 {WORDS}{note if number % 3 == 0 else ""}</p>\n      </container>\n'
        )
    return f'<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"><statement name="resolution"><preamble>{"".join(rows)}</preamble></statement></akomaNtoso>'.encode()


def made_html(paragraphs: int = 2000) -> bytes:
    """A web page as a browser saves it."""
    row = f'<div class="row"><p class="MsoNormal" style="margin-left:1.0in;text-indent:.5in"><i>Recalling</i> its resolution <a href="https://undocs.org/en/A/RES/47/4">47/4</a> of 16&nbsp;October 1992 {WORDS}<sup>1</sup></p></div>\n'
    return f"<!doctype html><html><head><title>A page</title><style>p {{}}</style></head><body>{row * paragraphs}</body></html>".encode()


def made_pdf(paragraphs: int = 120) -> bytes | None:
    """A PDF of about twenty pages; None where fpdf2 or a font is not installed."""
    try:
        from make_pdf import Maker, font

        if font("en") is None:
            return None
        maker = Maker("en", "A/RES/75/900", "20-18997")
    except ImportError:
        return None
    maker.masthead("United Nations", "5 November 2020", ["75/900. Records"], "English")
    for number in range(paragraphs):
        maker.paragraph(
            f"Recalling its resolution 47/{number} of 16 October 1992{{{number}}} {WORDS * 2}",
            {str(number): f"See A/{number}/1."},
        )
    return maker.finish().data


def six_pdfs() -> dict[str, bytes]:
    """The tests' PDFs by language, of those that there is a font for."""
    try:
        import test_readers_pdf as tests
    except ImportError:
        return {}
    return {language: tests.made(language).data for language in tests.TEXTS if tests.font(language)}


def bare_expat(data: bytes) -> None:
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = lambda tag, attributes: None
    parser.EndElementHandler = lambda tag: None
    parser.CharacterDataHandler = lambda text: None
    parser.Parse(data, True)


def bare_html(data: bytes) -> None:
    from selectolax.lexbor import LexborHTMLParser

    tree = LexborHTMLParser(data)
    _ = tree.body.text() if tree.body else ""


def bare_pdf(data: bytes, get_text: str = "get_text_bounded") -> int:
    """Load each page and its whole text, as the library's manual does it; the number of pages."""
    import pypdfium2 as library

    with library.PdfDocument(data) as document:
        for page in document:
            getattr(page.get_textpage(), get_text)()
        return len(document)


def bare_of(kind: str) -> dict[str, Callable[[bytes], Any]]:
    """What the readers of a kind are measured against, by name; the first is what the limit is of."""
    if kind == "html":
        return {"lexbor": bare_html}
    if kind == "pdf":
        return {"PDFium": bare_pdf, "get_text_range": partial(bare_pdf, get_text="get_text_range")}
    try:
        from lxml import etree
    except ImportError:
        return {"expat": bare_expat}
    return {
        "lxml's text": lambda data: "".join(etree.fromstring(data).itertext()),
        "lxml's parse": etree.fromstring,
        "expat": bare_expat,
    }


def best(
    works: list[Callable[[bytes], object]], files: list[bytes], runs: int, clock: Callable[[], float] = time.thread_time
) -> list[float]:
    """Seconds of the fastest of some runs over the files for each kind of work, which take turns."""
    times = [float("inf")] * len(works)
    for _ in range(runs):
        for number, work in enumerate(works):
            begin = clock()
            for data in files:
                work(data)
            times[number] = min(times[number], clock() - begin)
    return times


def files_of(folder: Path) -> dict[str, list[bytes]]:
    """The files of a folder by kind; those that no reader reads are told."""
    files: dict[str, list[bytes]] = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            data = path.read_bytes()
            try:
                kind = sniff(data, path.name)
            except DocumentError as error:
                print(f"{path}: {error}", file=sys.stderr)
                continue
            if kind in READERS:
                files.setdefault(kind, []).append(data)
    return files


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--runs", type=int, default=7)
    args = parser.parse_args()
    if args.folder:
        files = files_of(args.folder)
    else:
        page = made_html()
        files = {
            "akn": [made_akn()] * 10,
            "html": [page],
            "html, wrapped lines": [page.replace(b", in particular", b",\n   in particular")],
            "html, line breaks": [page.replace(b"</p>", b"<br>and more</p>")],
            "html, a table a row": [
                page.replace(b'<div class="row"><p', b"<table><tr><td").replace(b"</p></div>", b"</td></tr></table>")
            ],
        }
        if document := made_pdf():
            files["pdf"] = [document]
        if six := six_pdfs():
            files["pdf, six languages"] = list(six.values())
        if "ar" in six:
            files["pdf, Arabic"] = [six["ar"]]
    missed = []
    for name, rows in files.items():
        kind = name.split(",")[0]
        unit, limit = LIMITS[kind]
        others = bare_of(kind)
        own, *bare = best([READERS[kind], *others.values()], rows, args.runs)
        size = sum(map(len, rows)) / 1e6
        pages = sum(bare_pdf(data) for data in rows) if kind == "pdf" else 0
        figure = 1000 * own / pages if pages else size / own
        reached = figure <= limit if pages else figure >= limit
        ratios = [own / seconds for seconds in bare]
        told = [f"{ratio:.2f} times {other}" for other, ratio in zip(others, ratios, strict=True)]
        told[0] += f" (limit {MOST:g})"
        print(f"{name:19}{len(rows):4} files{size:7.2f} MB{figure:8.1f} {unit} (limit {limit:g}); {', '.join(told)}")
        if not reached or ratios[0] > MOST:
            missed.append(name)
    begin = time.perf_counter()
    small = made_akn(3)
    sandbox.read("akn", small)
    print(f"start of the readers' process with the first file {1000 * (time.perf_counter() - begin):.0f} ms")
    there, here = best(
        [lambda data: sandbox.read("akn", data), READERS["akn"]], [small] * 50, args.runs, time.perf_counter
    )
    print(f"a file there and back {1000 * (there - here) / 50:.2f} ms")
    print(f"limits missed: {', '.join(missed)}" if missed else "all limits reached")
    return bool(missed)


if __name__ == "__main__":
    sys.exit(main())
