"""Files of each format: which reader is used, the text and metadata it gives, and hostile files."""

import io
import os
import resource
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from support.commands import run, run_process, run_python
from support.docx import docx, note, paragraph, table, text_run

from unrtrace.documents import DocumentError, from_read_result, from_text, read
from unrtrace.documents.readers import may_be_document, read_bytes_as, read_file, sandbox
from unrtrace.documents.readers.sandbox_worker import MAX_MEMORY
from unrtrace.extractor import extract_document

SENTENCE = "The General Assembly,\n\nRecalling its resolution 47/4 of 16 October 1992,\n"
AKN = """<?xml version="1.0"?>
<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"><statement name="resolution"><meta><identification
source="#x"><FRBRWork><FRBRdate date="2021-05-05" name="adoption"/></FRBRWork><FRBRExpression><FRBRlanguage
language="eng"/></FRBRExpression></identification></meta>
<coverPage><p><docNumber refersTo="#symbol">A/RES/75/900</docNumber></p>
<p><docDate date="2021-05-07" refersTo="#dateOfIssuance">7 May 2021</docDate></p>
<p><session refersTo="#ga" value="75">Seventy-fifth session</session></p>
<p><inline name="agenda item">Agenda item 40</inline></p></coverPage>
<preface><p><docNumber>75/900.</docNumber> <docTitle refersTo="#resolutionTitle">Old
  records</docTitle></p></preface>
<preamble><formula name="enactingFormula"><p><i>The General Assembly</i>,</p></formula>
<container name="Recalling"><p>	<i>Recalling</i> its resolution <a href="x">47/4</a> of 16 October
1992<authorialNote marker="1"><p>	 	See <a href="y">A/47/L.2</a>.</p></authorialNote> and its decision
48/410,</p></container>
</preamble><mainBody><paragraph><num>1.</num><content><p><i>Decides</i> to keep them<sup>1</sup> for the 2<sup>nd</sup>
time:</p></content></paragraph><paragraph><list><point><num>(a)</num><content><p>As in resolution 48/5;</p></content>
</point></list></paragraph></mainBody><conclusions><p>40th meeting<eol/><docDate date="2021-05-05"
refersTo="#adoptionDate">5 May 2021</docDate></p></conclusions></statement></akomaNtoso>"""


def error_of(data: bytes, name: str) -> str:
    with pytest.raises(DocumentError) as failed:
        read_bytes_as(data, name)
    message = str(failed.value)
    assert "\n" not in message and ":" in message, "one line, that says what to do"
    return message


# ---- text and metadata


def test_akoma_ntoso_is_read_with_its_metadata() -> None:
    reading = read_bytes_as(AKN.encode(), "a.xml")
    assert reading.text.split("\n\n") == [
        "A/RES/75/900",
        "7 May 2021",
        "Seventy-fifth session",
        "Agenda item 40",
        "75/900. Old records",
        "The General Assembly,",
        "Recalling its resolution 47/4 of 16 October 1992¹ and its decision 48/410,",
        "¹ See A/47/L.2.",
        "1. Decides to keep them¹ for the 2nd time:",
        "(a) As in resolution 48/5;",
        "40th meeting\n5 May 2021",
    ]
    assert reading.metadata == {
        "symbol": "A/RES/75/900", "title": "Old records", "adopted": "2021-05-05", "issued": "2021-05-07",
        "session": "Seventy-fifth session", "session_number": "75", "agenda_item": "Agenda item 40", "language": "en",
    }  # fmt: skip
    document = from_read_result(reading)
    assert [(str(c.symbol), c.place, c.paragraph) for c in extract_document(document)] == [
        ("A/RES/75/900", "masthead", None),
        ("A/RES/75/900", "masthead", None),
        ("A/RES/47/4", "preamble", "p1"),
        ("A/DEC/48/410", "preamble", "p1"),
        ("A/47/L.2", "footnote", "1"),
        ("A/RES/48/5", "operative", "1"),
    ]
    (foot,) = document.footnotes.values()
    assert foot.mark_offset is not None and document.text[foot.mark_offset] == "¹"


def test_file_metadata_overrides_the_text() -> None:
    stated = from_read_result(read_bytes_as(AKN.encode(), "a.xml"))
    alone = from_text(stated.text)
    assert [(p.place, p.number) for p in stated.paragraphs[6:9]] == [
        ("preamble", "p1"),
        ("footnote", "1"),
        ("operative", "1"),
    ]
    assert extract_document(alone) == extract_document(stated)


def test_word_file_is_read_with_footnotes_numbers_and_first_page_header() -> None:
    pytest.importorskip("docx2python", reason="docx2python is not installed: pip install -e '.[dev]'")
    body = (
        table(("General Assembly", "Distr.: General"))
        + paragraph(text_run("The General Assembly,"))
        + paragraph(
            text_run("Recalling its resolution 47/4"),
            note(5),
            text_run(" of 16 October 1992"),
            text_run("2", raised=True),
            text_run(" < 5 & more,"),
        )
        + paragraph(text_run("Decides to act:"), note(9), level=0)
        + paragraph(text_run("At once;"), level=1)
        + paragraph(text_run("Later;"), level=1)
        + paragraph(text_run("Thanks all."), level=0)
    )
    data = docx(
        body,
        {5: "See A/47/L.2.", 9: "A/C.3/75/SR.4."},
        head=table(("United Nations", "A/RES/75/900")),
        running="A/RES/75/900",
    )
    reading = read_bytes_as(data, "made.docx")
    assert reading.text.split("\n\n") == [
        "United Nations",
        "A/RES/75/900",
        "General Assembly",
        "Distr.: General",
        "The General Assembly,",
        "Recalling its resolution 47/4¹ of 16 October 1992² < 5 & more,",
        "¹ See A/47/L.2.",
        "1. Decides to act:²",
        "² A/C.3/75/SR.4.",
        "(a) At once;",
        "(b) Later;",
        "2. Thanks all.",
    ]
    assert [(part.number, reading.text[part.mark_offset or 0]) for part in reading.declared_parts] == [
        ("1", "¹"),
        ("2", "²"),
    ]


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>One\n two<br>three</p><p>four", "One two\nthree\n\nfour"),
        (
            "<p><br>one <br/>\n <br> two<BR></p>three<br><br>four<pre>a\n\nb<br>c</pre>",
            "one\ntwo\n\nthree\nfour\n\na\n\nb\nc",
        ),
        ("<nav>menu</nav><p>x<script>1</script>y</p><style>s</style>", "xy"),
        ("<p>47/4<sup>12</sup> on the 2<sup>nd</sup>", "47/4¹² on the 2nd"),
        (
            "<ol start=3><li>Decides;<li>Requests:<ol type=a><li>one<li>two</ol></ol>",
            "3. Decides;\n\n4. Requests:\n\n(a) one\n\n(b) two",
        ),
        ("<table><tr><td>A/51/1<td>English</table>", "A/51/1\n\nEnglish"),
        ("<table><tr><td>A/51/1</table>after<div><p>one</p></div>two", "A/51/1\n\nafter\n\none\n\ntwo"),
        ("<font><p>one</p></font>two <span><div><p>three</p></div></span>four", "one\n\ntwo\n\nthree\n\nfour"),
        ("<ol type=i start=19><li>one<li>two<li>three</ol>", "(xix) one\n\n(xx) two\n\n(xxi) three"),
        ("<pre>The General\nAssembly,\n\nRecalling</pre>", "The General\nAssembly,\n\nRecalling"),
        ("<p>&lt;b&gt; &amp; &nbsp;5&#160;May", "<b> & \u00a05\u00a0May"),
        (
            '<p>its report<a href="#_ftn1" name="_ftnref1">[1]</a> and</p><p>more</p>'
            '<div id="ftn1"><p><a href="#_ftnref1" name="_ftn1">[1]</a> A/51/950.</p></div>',
            "its report¹ and\n\n¹ A/51/950.\n\nmore",
        ),
    ],
)
def test_web_page_is_read_as_displayed(html: str, text: str) -> None:
    pytest.importorskip("selectolax", reason="selectolax is not installed: pip install -e '.[dev]'")
    assert read_bytes_as(f"<!doctype html><title>t</title><body>{html}".encode(), "a.html").text == text


@pytest.mark.parametrize("charset", ["windows-1251", "utf-8", "koi8-r"])
def test_web_page_is_decoded_by_its_charset(charset: str) -> None:
    pytest.importorskip("selectolax", reason="selectolax is not installed: pip install -e '.[dev]'")
    page = f'<html><head><meta http-equiv=Content-Type content="text/html; charset={charset}"></head><p>Ссылаясь на'
    assert read_bytes_as(page.encode(charset), "a.htm").text == "Ссылаясь на"


def test_text_and_markdown_are_unchanged() -> None:
    for text in ("a\r\nb  c\n", "# Title\n\n**bold**<sup>1</sup>\n", "<!-- a note -->\n1 < 2", ""):
        assert read_bytes_as(text.encode(), "a.md").text == text


# ---- choice of the reader


@pytest.mark.parametrize("name", ["a.txt", "a.pdf", "a.docx", "a.xml", "a.html", "a"])
def test_content_overrides_the_extension(name: str) -> None:
    assert read_bytes_as(SENTENCE.encode(), name).text == SENTENCE
    assert read_bytes_as(AKN.encode(), name).metadata["symbol"] == "A/RES/75/900"
    assert "damaged PDF" in error_of(b"%PDF-1.7\n" + b"garbage " * 999, name)


def test_file_names_that_may_be_documents() -> None:
    kept = ["a.txt", "a.md", "A.PDF", "b/c.docx", "a.xml", "a.html", "a.htm", "old.doc", "old.wpf"]
    assert [name for name in [*kept, "a.py", "a.png", ".a.txt", "a", "corpus.toml"] if may_be_document(name)] == kept


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "soffice --headless --convert-to docx"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "password"),
        (b"\xffWPC\x10\0\0\0" + b"\0" * 600, "soffice --headless --convert-to docx"),
        (b"{\\rtf1 text}", "soffice"),
        (b"\x89PNG\r\n\x1a\n", "picture"),
        (b"<?xml version='1.0'?><rss><channel/></rss>", "<rss>"),
    ],
)
def test_unsupported_formats_say_what_to_do(data: bytes, words: str) -> None:
    assert words in error_of(data, "a.doc")


@pytest.mark.parametrize("ending", ["pdf", "docx", "xml", "html"])
def test_empty_file_of_a_format_is_an_error(ending: str) -> None:
    assert "is empty" in error_of(b"", f"a.{ending}")


def test_missing_library_says_how_to_install_it_for_this_interpreter(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "_worker", None)
    hidden = "import sys; sys.modules.update(dict.fromkeys(['pypdfium2', 'docx2python'])); "
    code = f"{hidden}from unrtrace.documents.readers.sandbox_worker import main; main()"
    popen, python = subprocess.Popen, sys.executable
    monkeypatch.setattr(sandbox.subprocess, "Popen", lambda command, **more: popen([python, "-c", code], **more))
    monkeypatch.setattr(sandbox.sys, "executable", "/opt/my python/bin/python")
    hint = "needs {0} to be read: '/opt/my python/bin/python' -m pip install {0}"
    assert hint.format("pypdfium2") + "; after that, unrtrace index --retry" in error_of(b"%PDF-1.7\n", "a.pdf")
    assert hint.format("docx2python") in error_of(docx("", {}), "a.docx")
    sandbox.stop()


# ---- hostile files


def bomb() -> bytes:
    """Return a Word file whose single part decompresses to 2 GB."""
    file = io.BytesIO()
    with (
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
        archive.open("word/document.xml", "w", force_zip64=True) as part,
    ):
        for _ in range(128):
            part.write(b" " * (16 << 20))
    return file.getvalue()


def test_zip_bomb_is_not_unpacked() -> None:
    assert "unpacks to 2,048 MB" in error_of(bomb(), "a.docx")


def test_damaged_word_file_gives_one_line() -> None:
    pytest.importorskip("docx2python", reason="docx2python is not installed: pip install -e '.[dev]'")
    whole = docx(paragraph(text_run("x")), {})
    assert "damaged Word file" in error_of(whole[: len(whole) // 2], "a.docx")
    assert "damaged Word file" in error_of(whole.replace(b"PK\x01\x02", b"PK\x07\x09"), "a.docx")
    for parts in (
        {"word/document.xml": "<w:document"},
        dict.fromkeys(zipfile.ZipFile(io.BytesIO(whole)).namelist(), "<w:x"),
    ):
        broken = io.BytesIO()
        with zipfile.ZipFile(broken, "w") as archive:
            for name, text in parts.items():
                archive.writestr(name, text)
        assert "damaged Word file" in error_of(broken.getvalue(), "a.docx")


@pytest.mark.parametrize(
    "prolog",
    [
        '<!DOCTYPE a [<!ENTITY a "x">'
        + "".join(f'<!ENTITY a{n} "{f"&a{n - 1 or str()};" * 10}">' for n in range(1, 10))
        + "]>",
        '<!DOCTYPE a [<!ENTITY a9 SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE a [<!ENTITY % p SYSTEM "file:///etc/passwd"> %p; <!ENTITY a9 "x">]>',
    ],
)
def test_xml_entities_are_refused(prolog: str) -> None:
    data = f"<?xml version='1.0'?>{prolog}<akomaNtoso><p>&a9;</p></akomaNtoso>".encode()
    assert "entities" in error_of(data, "a.xml")
    pytest.importorskip("docx2python", reason="docx2python is not installed: pip install -e '.[dev]'")
    assert "entities" in error_of(docx(paragraph(text_run("x")), {}, more={"word/comments.xml": data}), "a.docx")


def test_100_000_nested_elements_are_read_or_refused() -> None:
    assert "nests elements" in error_of(b"<akomaNtoso>" + b"<p>" * 100_000, "a.xml")
    pytest.importorskip("selectolax", reason="selectolax is not installed: pip install -e '.[dev]'")
    page = b"<html><body>" + b"<b>" * 100_000 + b"47/4" + b"</b>" * 100_000
    assert read_bytes_as(page, "a.html").text == "47/4"
    for start, end in (("<div>", "</div>"), ("<UL class=x><LI>", "</LI></UL>"), ("<section>\n", "")):
        page = f"<html><body>{start * 100_000}47/4{end * 100_000}".encode()
        assert "nests blocks deeper than 30,000" in error_of(page, "a.html")
    level = b"<html><body>" + b"<div><br><p>47/4</div>" * 40_000
    assert read_bytes_as(level, "a.html").text.count("47/4") == 40_000


def test_web_page_of_50_mb_is_read_or_refused_within_limits() -> None:
    pytest.importorskip("selectolax", reason="selectolax is not installed: pip install -e '.[dev]'")
    words = b"<html><body><p>" + b"word " * 10_000_000
    assert len(read_bytes_as(words, "a.html").text) == 49_999_999
    assert "GB of memory" in error_of(b"<html><body>" + b"<p>some words</p>\n" * 3_000_000, "a.html")
    sandbox.stop()
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024 < 1.1 * MAX_MEMORY
    assert read_bytes_as(b"<html><p>next", "a.html").text == "next"


def test_hanging_reader_is_stopped_and_next_file_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    sandbox.stop()
    code = "import time, sys; sys.stdin.buffer.read(9); time.sleep(600)"
    popen = subprocess.Popen
    with monkeypatch.context() as patched:
        patched.setattr(sandbox, "MAX_SECONDS", 0.2)
        patched.setattr(
            sandbox.subprocess, "Popen", lambda command, **more: popen([sys.executable, "-c", code], **more)
        )
        assert "took longer than" in error_of(AKN.encode(), "a.xml")
    assert read_bytes_as(AKN.encode(), "a.xml").metadata["symbol"] == "A/RES/75/900"


def test_crashing_reader_gives_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    sandbox.stop()
    code = "import os, sys; sys.stdin.buffer.read(9); os.abort()"
    popen = subprocess.Popen
    with monkeypatch.context() as patched:
        patched.setattr(
            sandbox.subprocess, "Popen", lambda command, **more: popen([sys.executable, "-c", code], **more)
        )
        assert "is damaged" in error_of(AKN.encode(), "a.xml")
    assert read_bytes_as(AKN.encode(), "a.xml").metadata["symbol"] == "A/RES/75/900"


def test_defect_in_a_reader_names_the_file_and_asks_for_a_report(tmp_path: Path) -> None:
    for name in ("first.xml", "second.xml"):
        (tmp_path / name).write_text(AKN)
    code = (
        "import sys; from unrtrace.documents.readers import sandbox; popen = sandbox.subprocess.Popen;"
        "start = 'from unrtrace.documents.readers import akn, sandbox_worker;"
        " akn.FIELDS_BY_TAG = None; sandbox_worker.main()';"
        "sandbox.subprocess.Popen = lambda command, **more: popen([sys.executable, '-c', start], **more);"
        "from unrtrace.cli import main; main()"
    )
    done = run_python(code, "extract", "-f", "jsonl", "first.xml", "second.xml", cwd=tmp_path)
    assert done.returncode == 4
    lines = done.err.splitlines()
    assert len(lines) == 2
    for line, name in zip(lines, ("first.xml", "second.xml"), strict=True):
        assert name in line and "TypeError" in line and "report" in line


def pdf(*, password: str = "") -> bytes:
    fpdf = pytest.importorskip("fpdf", reason="fpdf2 is not installed: pip install -e '.[dev]'")
    pytest.importorskip("pypdfium2", reason="pypdfium2 is not installed: pip install -e '.[dev]'")
    made = fpdf.FPDF()
    made.add_page()
    made.set_font("helvetica", size=12)
    made.cell(text="Recalling resolution 47/4")
    if password:
        made.set_encryption(owner_password="o", user_password=password)
    return bytes(made.output())


def test_damaged_and_encrypted_pdfs_give_one_line() -> None:
    whole = pdf()
    assert read_bytes_as(whole, "a.pdf").text == "Recalling resolution 47/4"
    assert "encrypted" in error_of(pdf(password="secret"), "a.pdf")
    assert "PDF" in error_of(whole[:300], "a.pdf")
    assert "PDF" in error_of(b"%PDF-1.7\n" + bytes(range(256)) * 400, "a.pdf")


def test_pdf_without_text_says_so() -> None:
    fpdf = pytest.importorskip("fpdf", reason="fpdf2 is not installed: pip install -e '.[dev]'")
    made = fpdf.FPDF()
    made.add_page()
    made.rect(10, 10, 50, 50)
    assert "OCR" in error_of(bytes(made.output()), "a.pdf")


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    (tmp_path / "folder.pdf").mkdir()
    os.mkfifo(tmp_path / "fifo.txt")
    (tmp_path / "loop.html").symlink_to("loop.html")
    (tmp_path / "closed.txt").write_text(SENTENCE)
    (tmp_path / "closed.txt").chmod(0)
    (tmp_path / "garbage.pdf").write_bytes(b"%PDF-1.4\n" + b"x" * 999)
    (tmp_path / "deep.xml").write_bytes(b"<akomaNtoso>" * 100_000)
    (tmp_path / "good.xml").write_text(AKN)
    (tmp_path / "good.txt").write_text(SENTENCE)
    return tmp_path


@pytest.mark.parametrize("name", ["folder.pdf", "fifo.txt", "loop.html", "closed.txt", "missing.pdf"])
def test_unreadable_path_gives_one_line(hostile: Path, name: str) -> None:
    if name == "closed.txt" and os.geteuid() == 0:
        pytest.skip("root reads files of any mode")
    with pytest.raises(DocumentError, match=": "):
        read_file(hostile / name)


def test_failed_files_exit_with_4_and_others_are_printed(hostile: Path) -> None:
    names = ["folder.pdf", "good.xml", "fifo.txt", "loop.html", "garbage.pdf", "deep.xml", "good.txt"]
    for command in (["extract", "-f", "jsonl"], ["text"]):
        done = run(*command, *names, cwd=hostile)
        assert done.returncode == 4
        lines = done.err.splitlines()
        assert [line.split(":")[1].strip() for line in lines] == [name for name in names if "good" not in name]
        assert done.stdout.count(b"16 October 1992") == 2 or done.stdout.count(b'"A/RES/47/4"') == 2


def test_text_command_prints_the_text_unchanged(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_text(AKN)
    (tmp_path / "b.txt").write_bytes(b"one\r\ntwo \x1b[31m\x00 three")
    for name in ("a.xml", "b.txt"):
        done = run("text", name, cwd=tmp_path)
        assert (done.returncode, done.out) == (0, read(tmp_path / name).original_text)


def test_plain_text_starts_no_process_and_loads_no_library(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(SENTENCE)
    code = (
        "import sys; from unrtrace.documents import read; read('a.txt'); "
        "assert not {'selectolax', 'lxml', 'pypdfium2', 'docx2python', 'subprocess'} & set(sys.modules)"
    )
    assert run_python(code, cwd=tmp_path).returncode == 0


def test_module_beside_the_documents_is_not_imported(tmp_path: Path) -> None:
    (tmp_path / "struct.py").write_text("raise SystemExit('loaded')")
    (tmp_path / "selectolax.py").write_text("raise SystemExit('loaded')")
    (tmp_path / "a.xml").write_text(AKN)
    done = run_process("text", "a.xml", cwd=tmp_path, PYTHONSAFEPATH="1")
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.parametrize("encoding", ["gb2312", "big5", "shift_jis"])
def test_akoma_ntoso_in_an_encoding_of_several_bytes_is_read(encoding: str) -> None:
    from unrtrace.documents.readers import akn

    text = f'<?xml version="1.0" encoding="{encoding}"?><akomaNtoso><statement><p>和平</p></statement></akomaNtoso>'
    assert akn.read(text.encode(encoding)).text == "和平"
