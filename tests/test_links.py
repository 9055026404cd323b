"""Hyperlinks of every format say what their words cite, once each; a contradiction is a warning."""

import pytest
from support.docx import OFFICE, docx, paragraph, text_run

from unrtrace.citation import Citation
from unrtrace.documents import Document, from_read_result, from_text
from unrtrace.documents.readers import read_bytes_as
from unrtrace.extractor import extract_document

DOCS = "https://docs.un.org/en/"
ADDRESSES = [
    "https://docs.un.org/en/A/RES/45/17",
    "https://docs.un.org/A/RES/45/17",
    "https://docs.un.org/ar/A/RES/45/17?direct=true",
    "http://undocs.org/A/RES/45/17",
    "https://undocs.org/Home/Mobile?FinalSymbol=A%2FRES%2F45%2F17&Language=E&DeviceType=Desktop",
    "https://daccess-ods.un.org/access.nsf/Get?Open&DS=A/RES/45/17&Lang=F",
    "https://documents.un.org/api/symbol/access?s=A/RES/45/17&l=en",
    "https://www.un.org/en/ga/search/view_doc.asp?symbol=A/RES/45/17",
    "https://digitallibrary.un.org/search?p=A/RES/45/17",
]


def summary(citations: list[Citation]) -> list[tuple[str, str | None, str, str]]:
    return [(one.text, one.symbol, one.via, one.certainty) for one in citations]


def of_text(text: str, language: str | None = None) -> list[Citation]:
    return extract_document(from_text(text, language=language))


def of_html(body: str) -> Document:
    return from_read_result(read_bytes_as(f"<html><body>{body}</body></html>".encode(), "page.html"))


def link(words: str, address: str) -> str:
    return f'<a href="{address.replace("&", "&amp;")}">{words}</a>'


@pytest.mark.parametrize("address", ADDRESSES)
def test_number_is_cited_by_its_link(address: str) -> None:
    document = of_html(f"<table><tr><td>{link('45/17', address)}</td><td>Lighthouses</td></tr></table>")
    assert summary(extract_document(document)) == [("45/17", "A/RES/45/17", "link", "certain")]


@pytest.mark.parametrize(
    ("words", "symbol", "cited"),
    [
        ("61/204;", "A/RES/61/204", "61/204"),
        ("174 (II)", "A/RES/174(II)", "174 (II)"),
        ("36 (IV)", "E/RES/36(IV)", "36 (IV)"),
        ("2025/27", "E/RES/2025/27", "2025/27"),
        ("1777 (2007)", "S/RES/1777(2007)", "1777 (2007)"),
        ("1777", "S/RES/1777(2007)", "1777"),
        ("21/7", "A/HRC/RES/21/7", "21/7"),
    ],
)
def test_numbers_of_each_organ(words: str, symbol: str, cited: str) -> None:
    citations = extract_document(of_html(f"<p>{link(words, DOCS + symbol)} Lamps of buoys</p>"))
    assert summary(citations) == [(cited, symbol, "link", "certain")]


@pytest.mark.parametrize(
    ("text", "cited"),
    [
        ("46/36 L", "A/RES/46/36L"),
        ("46/36 A lamp for each buoy", "A/RES/46/36"),
    ],
)
def test_letter_after_the_linked_number(text: str, cited: str) -> None:
    number, rest = text[:5], text[5:]
    (one,) = extract_document(of_html(f"<p>{link(number, DOCS + 'A/RES/46/36')}{rest}</p>"))
    assert (one.symbol, one.certainty) == (cited, "certain")


@pytest.mark.parametrize(
    ("language", "before", "after"),
    [
        ("en", "The Assembly took up the lamps of buoys in ", " and went on."),
        ("fr", "L’Assemblée a examiné les feux des bouées dans le texte ", " avant de poursuivre."),
        ("es", "La Asamblea trató de las luces de las boyas en el texto ", " y siguió adelante."),
        ("ru", "Ассамблея рассмотрела вопрос об огнях буев в тексте ", " и продолжила работу."),
        ("zh", "大会审议了浮标灯的问题，见", "，并继续工作。"),
        ("ar", "ونظرت الجمعية العامة في مسألة أضواء العوامات في النص ", " ثم واصلت عملها."),
    ],
)
def test_bare_number_in_a_sentence(language: str, before: str, after: str) -> None:
    citations = of_text(f"{before}[45/17]({DOCS}A/RES/45/17){after}", language)
    assert summary(citations) == [("45/17", "A/RES/45/17", "link", "certain")]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "See resolution [45/17]({}) on lamps."),
        ("fr", "Voir la résolution [45/17]({}) sur les feux."),
        ("es", "Véase la resolución [45/17]({}) sobre las luces."),
        ("ru", "См. резолюцию [45/17]({}) об огнях."),
        ("zh", "见关于灯的第[45/17]({})号决议。"),
        ("ar", "انظر القرار [45/17]({}) بشأن الأضواء."),
    ],
)
def test_link_decides_what_the_words_leave_open(language: str, text: str) -> None:
    """45/17 may be of the Assembly or of the Human Rights Council; the address tells."""
    for symbol in ("A/RES/45/17", "A/HRC/RES/45/17"):
        (one,) = of_text(text.format(DOCS + symbol), language)
        assert (one.symbol, one.certainty, one.candidates) == (symbol, "certain", ())


def test_symbol_and_its_link_are_one_citation() -> None:
    text = f"The text is [A/RES/51/148]({DOCS}A/RES/51/148), and [S/RES/1325 (2000)]({DOCS}S/RES/1325(2000)) another."
    assert summary(of_text(text)) == [
        ("A/RES/51/148", "A/RES/51/148", "symbol", "certain"),
        ("S/RES/1325 (2000)", "S/RES/1325(2000)", "symbol", "certain"),
    ]


def test_address_as_words() -> None:
    address = f"{DOCS}A/RES/51/148"
    assert summary(extract_document(of_html(f"<p>Read {link(address, address)}.</p>"))) == [
        ("A/RES/51/148", "A/RES/51/148", "symbol", "certain")
    ]


def test_other_number_is_a_warning() -> None:
    (one,) = extract_document(of_html(f"<p>See {link('A/RES/45/18', DOCS + 'A/RES/45/17')} on lamps.</p>"))
    assert (one.symbol, one.candidates) == ("A/RES/45/18", ("A/RES/45/18", "A/RES/45/17"))
    assert (one.certainty, one.warnings) == ("inferred", ("link_differs",))


def test_other_bare_number_is_ambiguous() -> None:
    (one,) = extract_document(of_html(f"<p>{link('45/18', DOCS + 'A/RES/45/17')} Lamps of buoys</p>"))
    assert (one.text, one.symbol, one.candidates) == ("45/18", None, ("A/RES/45/18", "A/RES/45/17"))
    assert (one.certainty, one.warnings) == ("ambiguous", ("link_differs",))


def test_section_of_what_the_link_leads_to() -> None:
    (one,) = extract_document(of_html(f"<p>See {link('A/RES/46/36L', DOCS + 'A/RES/46/36')} on lamps.</p>"))
    assert (one.symbol, one.certainty, one.warnings) == ("A/RES/46/36L", "certain", ())


def test_linked_title_is_inferred() -> None:
    (one,) = extract_document(of_html(f"<p>The {link('report on the lamps of buoys', DOCS + 'A/75/81')} is new.</p>"))
    assert (one.text, one.symbol, one.via) == ("report on the lamps of buoys", "A/75/81", "link")
    assert one.certainty == "inferred"


def test_linked_title_beside_its_symbol_is_one_citation() -> None:
    document = of_html(f"<p>The {link('report on lamps', DOCS + 'A/75/81')} (A/75/81) is new.</p>")
    assert summary(extract_document(document)) == [("A/75/81", "A/75/81", "symbol", "certain")]


def test_words_in_pieces_are_one_citation() -> None:
    address = f"{DOCS}A/AC.105/1122"
    document = of_html(f"<p>{link('A/AC.105/', address)}<br>{link('1122', address)}</p>")
    assert [(one.symbol, one.certainty) for one in extract_document(document)] == [("A/AC.105/1122", "certain")]


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/A/RES/45/17",
        "https://example.org/search?symbol=A/RES/45/17",
        "https://notdocs.un.org.example.com/A/RES/45/17",
        "https://www.un.org/en/about-us/un-charter/chapter-5",
        "https://docs.un.org/",
        "https://digitallibrary.un.org/record/1307",
        "mailto:lamps@un.org",
        "#note",
        "javascript:void(0)",
    ],
)
def test_other_addresses_cite_nothing(address: str) -> None:
    assert extract_document(of_html(f"<p>{link('45/17', address)} Lamps and {link('buoys', address)}</p>")) == []


def test_markdown_of_other_sites_and_brackets_are_left() -> None:
    assert of_text("See [45/17](https://example.org/45/17), [45/17](annex) and [note] (A lamp).") == []


def test_offsets_of_markdown_links_with_separate_accents() -> None:
    text = f"Les re\u0301solutions des boue\u0301es : [45/17]({DOCS}A/RES/45/17)."
    document = from_text(text, language="fr")
    (one,) = document.links
    assert document.original_text[slice(*document.to_original(one.start, one.end))] == "45/17"


def test_html_links_and_text() -> None:
    document = of_html(f"<p>Lamps <b>of</b> {link(' <i>buoys</i> ', DOCS + 'A/75/81')} and tides.</p>")
    assert document.text == "Lamps of buoys and tides."
    assert [(document.text[one.start : one.end], one.target) for one in document.links] == [("buoys", f"{DOCS}A/75/81")]


AKN = """<akomaNtoso><statement><mainBody><p>See <a href="{0}A/RES/45/17">45/17</a><authorialNote marker="1"><p>Lamps in
<ref href="{0}A/75/81">the report</ref>.</p></authorialNote> on buoys.</p></mainBody></statement></akomaNtoso>"""


def test_akoma_ntoso() -> None:
    document = from_read_result(read_bytes_as(AKN.format(DOCS).encode(), "a.xml"))
    assert [document.text[one.start : one.end] for one in document.links] == ["45/17", "the report"]
    assert summary(extract_document(document)) == [
        ("45/17", "A/RES/45/17", "link", "certain"),
        ("the report", "A/75/81", "link", "inferred"),
    ]


def word_file(body: str, target: str, notes: dict[int, str] | None = None) -> Document:
    """Return a Word file in which the relationship rId9 leads to an address."""
    import io
    import zipfile

    made = docx(body, notes or {})
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = "word/_rels/document.xml.rels"
    own = f'<Relationship Id="rId9" Type="{OFFICE}/hyperlink" Target="{target}" TargetMode="External"/>'
    parts[name] = parts[name].replace(b"</Relationships>", f"{own}</Relationships>".encode())
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return from_read_result(read_bytes_as(file.getvalue(), "made.docx"))


HYPERLINK = '<w:hyperlink r:id="rId9">{}</w:hyperlink>'


def field(instruction: str, result: str) -> str:
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>{instruction}</w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{result}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def test_word_hyperlink() -> None:
    words = HYPERLINK.format(text_run("45/") + text_run("17"))
    document = word_file(paragraph(words, text_run(" Lamps & <buoys>")), f"{DOCS}A/RES/45/17")
    assert document.text == "45/17 Lamps & <buoys>"
    assert summary(extract_document(document)) == [("45/17", "A/RES/45/17", "link", "certain")]


@pytest.mark.parametrize("simple", [False, True])
def test_word_fields(simple: bool) -> None:
    instruction = f' HYPERLINK "{DOCS}A/RES/45/17" \\o "Lamps" '
    if simple:
        escaped = instruction.replace('"', "&quot;")
        words = f'<w:fldSimple w:instr="{escaped}">{text_run("45/17")}</w:fldSimple>'
    else:
        words = field(instruction, text_run("45/17"))
    document = word_file(paragraph(text_run("See "), words, text_run(" on lamps.")), "https://example.org/")
    assert document.text == "See 45/17 on lamps."
    assert summary(extract_document(document)) == [("45/17", "A/RES/45/17", "link", "certain")]


def test_word_contents_are_listed_once() -> None:
    entry = text_run("I. Lamps") + "<w:r><w:tab/></w:r>" + field(" PAGEREF _Toc1 \\h ", text_run("3"))
    contents = paragraph(f'<w:hyperlink w:anchor="_Toc1">{entry}</w:hyperlink>')
    whole = paragraph(field(' HYPERLINK \\l "_Toc2" ', text_run("II. Buoys")))
    document = word_file(contents + whole + paragraph(text_run("Text.")), "https://example.org/")
    assert document.text == "I. Lamps 3\n\nII. Buoys\n\nText."
    assert document.links == ()


def test_word_signs_of_a_symbol_font() -> None:
    sign = '<w:r><w:sym w:font="Symbol" w:char="F0B7"/></w:r>'
    assert word_file(paragraph(sign, text_run(" Lamps")), "https://example.org/").text == "• Lamps"


def pdf_of(lines: list[tuple[float, float, str, str | None]], pages: int = 1) -> Document:
    """Return a PDF with lines of text at their places, in points from the upper left corner, each with its link."""
    fpdf = pytest.importorskip("fpdf", reason="fpdf2 is not installed: pip install -e '.[dev]'")
    pdf = fpdf.FPDF(unit="pt", format=(612, 792))
    pdf.set_auto_page_break(False)
    pdf.set_font("Helvetica", size=10)
    pdf.c_margin = 0
    for _ in range(pages):
        pdf.add_page()
        for x, y, text, target in lines:
            pdf.set_xy(x, y)
            pdf.cell(pdf.get_string_width(text), 12, text, link=target or "")
    return from_read_result(read_bytes_as(bytes(pdf.output()), "made.pdf"))


def test_pdf_links() -> None:
    document = pdf_of(
        [
            (60, 300, "45/17", f"{DOCS}A/RES/45/17"),
            (140, 300, "Lamps of buoys", None),
            (60, 320, "46/18;", f"{DOCS}A/RES/46/18"),
            (92, 320, "47/19", f"{DOCS}A/RES/47/19"),
            (140, 320, "Tides of harbours", None),
            (60, 340, "Elsewhere", "https://example.org/A/RES/48/20"),
        ]
    )
    assert [document.text[one.start : one.end].strip(";") for one in document.links] == [
        "45/17", "46/18", "47/19", "Elsewhere",
    ]  # fmt: skip
    assert summary(extract_document(document)) == [
        ("45/17", "A/RES/45/17", "link", "certain"),
        ("46/18", "A/RES/46/18", "link", "certain"),
        ("47/19", "A/RES/47/19", "link", "certain"),
    ]


def test_pdf_numbers_at_the_edge_of_a_page_are_no_counters() -> None:
    lines = [(60, 60 + 14 * row, f"79/{172 + row}", f"{DOCS}A/RES/79/{172 + row}") for row in range(6)]
    document = pdf_of(
        [*lines, (60, 400, "Lamps of buoys stand in the middle of the page.", None), (60, 690, "80/4", None)]
    )
    assert [one.symbol for one in extract_document(document)] == [f"A/RES/79/{172 + row}" for row in range(6)]
    assert "80/4" in document.text


@pytest.mark.parametrize(
    ("text", "cited"),
    [
        ("See https://undocs.org/Home/Mobile?FinalSymbol=A%2FRES%2F45%2F17&Language=E.", "A%2FRES%2F45%2F17"),
        ("See http://www.un.org/en/ga/search/view_doc.asp?symbol=A/RES/45/17&Lang=E.", "A/RES/45/17"),
        ("See (https://docs.un.org/en/A/RES/45/17).", "A/RES/45/17"),
        ("See https://docs.un.org/en/A/RES/45/17?direct=true.", "A/RES/45/17"),
    ],
)
def test_address_in_a_text(text: str, cited: str) -> None:
    (one,) = of_text(text)
    assert (one.text, one.symbol) == (cited, "A/RES/45/17")


def test_pdf_masthead_drawn_after_the_text_is_read_first() -> None:
    """As in the template of the Human Rights Council."""
    document = pdf_of(
        [
            (60, 740, "GE.19-12345(E)", None),
            (60, 180, "Human Rights Council", None),
            (60, 194, "Thirty-fourth session", None),
            (110, 240, "Summary of submissions on lamps", None),
            (110, 270, "1. The present report was prepared by the Office and tells of the lamps of buoys.", None),
            (120, 30, "United Nations", None),
            (430, 30, "A/HRC/WG.6/34/ABC/3", None),
            (120, 60, "General Assembly", None),
            (390, 60, "Distr.: General", None),
            (390, 72, "14 August 2019", None),
        ]
    )
    assert document.text.startswith("United Nations")
    assert document.masthead.symbols == ("A/HRC/WG.6/34/ABC/3",)
    assert str(document.masthead.issued) == "2019-08-14"


def test_pdf_symbol_above_its_date_is_the_masthead() -> None:
    document = pdf_of(
        [
            (60, 40, "UNITED NATIONS", None),
            (390, 40, "GENERAL", None),
            (390, 66, "A/HRC/WG.6/7/ABC/1", None),
            (390, 78, "16 November 2009", None),
            (60, 180, "HUMAN RIGHTS COUNCIL", None),
            (110, 270, "1. The present report was prepared by the Office and tells of the lamps of buoys.", None),
        ]
    )
    assert document.masthead.symbols == ("A/HRC/WG.6/7/ABC/1",)


def counted(texts: list[str], total: str) -> str:
    """Return the text of a PDF with a number at the foot of each page and its counter below it."""
    fpdf = pytest.importorskip("fpdf", reason="fpdf2 is not installed: pip install -e '.[dev]'")
    pdf = fpdf.FPDF(unit="pt", format=(612, 792))
    pdf.set_auto_page_break(False)
    pdf.set_font("Helvetica", size=10)
    for page, text in enumerate(texts, 1):
        pdf.add_page()
        for y, words in ((300, f"Lamps of page {page}."), (690, text), (750, f"{page}/{total}" if page > 1 else "")):
            pdf.set_xy(60, y)
            pdf.cell(300, 12, words)
    return read_bytes_as(bytes(pdf.output()), "made.pdf").text


@pytest.mark.parametrize("total", ["3", "27"], ids=["whole document", "its first pages"])
def test_pdf_counters_are_dropped_and_numbers_kept(total: str) -> None:
    text = counted(["45/17", "51/3", "61/27"], total)
    assert [f"{page}/{total}" in text.split() for page in (2, 3)] == [False, False]
    assert [number in text for number in ("45/17", "51/3", "61/27")] == [True, True, True]


def test_pdf_link_over_two_lines_and_in_arabic() -> None:
    from support.pdf import Maker, font

    if font("ar") is None:
        pytest.skip("no font with Arabic letters: apt-get install fonts-noto-core")
    maker = Maker("ar", "A/75/900", "20-12345")
    for row, line in enumerate(["أضواء العوامات في الموانئ", "45/17", "والمنارات على السواحل"]):
        maker.put(500, 150 + 20 * row, line)
    width = maker.width("45/17")
    maker.pdf.link(500 - width, 160, width, 14, f"{DOCS}A/RES/45/17")
    document = from_read_result(read_bytes_as(maker.finish().data, "made.pdf"))
    assert [document.text[one.start : one.end] for one in document.links] == ["45/17"]
    assert summary(extract_document(document)) == [("45/17", "A/RES/45/17", "link", "certain")]


def test_pdf_lists_in_columns_drawn_row_by_row() -> None:
    rows = [
        ("45/17", "Lamps of buoys in the", "47/19", "Harbours and"),
        ("", "northern seas", "", "their pilots"),
        ("46/18", "Tides", "48/20", "Charts of shallow"),
        ("", "", "", "waters"),
    ]
    lines = [(60, 100, "The lists below tell of the lamps of buoys and of the tides, one after another.", None)]
    for row, cells in enumerate(rows):
        lines += [(x, 130 + 12 * row, cell, None) for x, cell in zip((60, 110, 320, 370), cells, strict=True) if cell]
    text = " ".join(pdf_of(lines).text.split())
    assert text.endswith(
        "45/17 Lamps of buoys in the northern seas 46/18 Tides "
        "47/19 Harbours and their pilots 48/20 Charts of shallow waters"
    )
