"""From a file to a Document: decoding, paragraphs with place and number, footnotes, masthead."""

import codecs
import os
from itertools import pairwise
from pathlib import Path

import pytest

from unrtrace.documents import Document, DocumentError, Footnote, decode, from_text, read
from unrtrace.index.locate import bundled

RESOLUTION = """A/RES/70/999
3 March 2016

RESOLUTION ADOPTED BY THE GENERAL ASSEMBLY

70/999. Lighthouses of the high seas

The General Assembly,

Recalling its resolution 69/100 of 5 December 2014,
Noting the report of the Secretary-General,1
1. Takes note of the report;
2. Requests the Secretary-General:
(a) To count the lighthouses;
(b) To paint them white;
3. Decides to remain seized of the matter.

80th plenary meeting
17 December 2015

1 A/70/55.
"""

WRAPPED = """70/999. Lighthouses of the high seas

The General Assembly,

Recalling its resolution 69/100 of 5 December 2014 on the lighthouses of the high seas, their keepers and
the ships that pass them,1 and the relevant provisions of the declaration on lamps,

Reaffirming the continuing validity of the principles set forth in the instruments regarding the lamps of

                                                       

1 Resolution 44/25, annex.

2 See A/70/55, para. 11.
 the high seas, in particular those that are lit at night,2

1. Takes note of the report of the Secretary-General on the lighthouses of the high seas, their keepers and
the ships that pass them by night;

2. Decides to remain seized of the matter.

80th plenary meeting
17 December 2015
"""


def outline(document: Document) -> list[tuple[str, str | None, str]]:
    return [
        (part.place, part.number, document.text[part.start : part.end].split("\n")[0][:24])
        for part in document.paragraphs
    ]


def notes_of(document: Document) -> list[Footnote]:
    return list(document.footnotes.values())


def part_of(document: Document, words: str) -> tuple[str, str | None, str | None]:
    part = document.paragraph_at(document.text.index(words))
    return part.place, part.number, part.section


# -- bytes ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "data",
    [
        "Résolution 大会".encode(),
        "Résolution 大会".encode("utf-8-sig"),
        "Résolution 大会".encode("utf-16"),
        codecs.BOM_UTF16_BE + "Résolution 大会".encode("utf-16-be"),
        codecs.BOM_UTF32_LE + "Résolution 大会".encode("utf-32-le"),
        codecs.BOM_UTF32_BE + "Résolution 大会".encode("utf-32-be"),
    ],
)
def test_unicode_is_decoded_without_warning(data: bytes) -> None:
    assert decode(data) == ("Résolution 大会", [])


@pytest.mark.parametrize("encoding", ["latin-1", "cp1252"])
def test_other_encoding_is_decoded_with_a_warning(encoding: str) -> None:
    text = (bundled() / "A_RES_51_148.fr.txt").read_text("utf-8")
    read_as, warnings = decode(text.encode(encoding))
    assert read_as == text
    assert len(warnings) == 1
    assert "not UTF-8" in warnings[0]


@pytest.mark.parametrize(
    "text",
    [
        "Recordando su resolución 47/4, aprobada el año pasado",
        "L'Assemblée générale, rappelant sa résolution 47/4, réaffirme la nécessité d'agir à temps.",
    ],
)
def test_short_western_text_is_not_read_as_central_european(text: str) -> None:
    assert decode(text.encode("cp1252"))[0] == text


def test_windows_quotes_and_dashes_are_decoded() -> None:
    text = "The “Council” – as it then was – adopted resolution 47/4; it’s the Assembly’s “own” text. " * 3
    assert decode(text.encode("cp1252"))[0] == text


def test_newlines_and_control_characters_are_kept() -> None:
    assert decode(b"a\r\nb\rc\n\x00\x0c")[0] == "a\r\nb\rc\n\x00\x0c"


@pytest.mark.parametrize(
    "data", [b"", b"\xff", b"\xff\xfe", b"\xff\xfea", b"\xef\xbb\xbf\xff", bytes(range(256)), b"\x80" * 9]
)
def test_any_bytes_decode_without_error(data: bytes) -> None:
    text, warnings = decode(data)
    assert isinstance(text, str)
    assert all("\n" not in warning for warning in warnings)


def test_invalid_bytes_after_a_byte_order_mark_give_a_warning() -> None:
    text, warnings = decode(codecs.BOM_UTF8 + b"47/4 \xff")
    assert text == "47/4 \ufffd"
    assert len(warnings) == 1


@pytest.mark.parametrize("name", ["missing.txt", "", "with\0nul.txt", "."])
def test_unreadable_path_raises_an_error_of_one_line(
    tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(DocumentError) as caught:
        read(name)
    assert "\n" not in str(caught.value)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")
def test_named_pipe_is_refused_without_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    with pytest.raises(DocumentError):
        read(tmp_path / "pipe.txt")


# -- paragraphs ----------------------------------------------------------------------------


def test_each_line_is_a_paragraph_where_lines_are_long() -> None:
    long = "Noting the report of the Secretary-General," + " which is long," * 20
    document = from_text(RESOLUTION.replace("Noting the report of the Secretary-General,", long))
    assert outline(document)[5:] == [
        ("preamble", "p1", "Recalling its resolution"),
        ("preamble", "p2", "Noting the report of the"),
        ("operative", "1", "1. Takes note of the rep"),
        ("operative", "2", "2. Requests the Secretar"),
        ("operative", "2", "(a) To count the lightho"),
        ("operative", "2", "(b) To paint them white;"),
        ("operative", "3", "3. Decides to remain sei"),
        ("body", None, "80th plenary meeting"),
        ("body", None, "17 December 2015"),
        ("footnote", "1", "1 A/70/55."),
    ]
    assert {place for place, _, _ in outline(document)[:4]} == {"masthead"}


@pytest.mark.parametrize(
    ("head", "joined"),
    [
        ("1.\n", True),
        ("1. \t\n  ", True),
        ("12 -\n", False),  # a dash belongs to a number only before a space
        ("12 - \n", True),
        ("(a) \n", True),
        ("iv)\n", True),
        ("2.\n(a)\n", True),
        ("1.\n\n", False),
        ("1.\n \n", False),
        ("1 \n", False),
        ("1.5\n", False),
        ("Annex\n", False),
    ],
)
def test_number_alone_on_its_line_joins_the_next(head: str, joined: bool) -> None:
    text = head + "Decides to count the lighthouses," + " and to count them again" * 10
    first = from_text(text, language="en").paragraphs[0]
    assert (first.start, first.end == len(text)) == (0, joined)


def test_hard_wrapped_lines_are_joined() -> None:
    document = from_text(WRAPPED)
    assert [row for row in outline(document) if row[1] and row[0] != "footnote"] == [
        ("preamble", "p1", "Recalling its resolution"),
        ("preamble", "p2", "Reaffirming the continui"),
        ("preamble", "p2", " the high seas, in parti"),
        ("operative", "1", "1. Takes note of the rep"),
        ("operative", "2", "2. Decides to remain sei"),
    ]
    assert part_of(document, "their keepers and\nthe ships")[1] == "p1"


def test_paragraph_split_by_footnotes_is_joined() -> None:
    document = from_text(WRAPPED)
    first = document.index_at(document.text.index("Reaffirming"))
    second = document.index_at(document.text.index("in particular those"))
    assert first != second
    assert document.paragraphs[second].continues == first
    text, spans = document.joined_paragraph(first)
    assert "the lamps of  the high seas" in text
    assert len(spans) == 2
    assert part_of(document, "See A/70/55")[:2] == ("footnote", "2")


def test_paragraphs_cover_every_word_once_in_order() -> None:
    for text in (RESOLUTION, WRAPPED):
        document = from_text(text)
        parts = document.paragraphs
        assert all(one.end <= other.start for one, other in pairwise(parts))
        assert "".join("".join(text[p.start : p.end].split()) for p in parts) == "".join(text.split())


@pytest.mark.parametrize("text", ["", "\n", " \n\t\n", "47/4", "\ufeff", "1.", "(a)"])
def test_almost_empty_text_is_a_document(text: str) -> None:
    document = from_text(text)
    assert document.original_text == text
    assert not document.footnotes
    assert document.masthead.symbols == ()


def test_prose_has_no_masthead() -> None:
    document = from_text("It was resolution 47/4 that began it all.\n\nNobody had thought of it before then.")
    assert {place for place, _, _ in outline(document)} == {"body"}


def test_annex_contains_a_draft_resolution() -> None:
    document = from_text(
        "Distr.: General\n\nLetter dated 1 April 2015 from the Secretary-General\n\n"
        "I have the honour to request the inclusion of an additional item in the agenda of the session now held.\n\n"
        "Annex I\n\nExplanatory memorandum\n\n1. The lamps were lit by resolution 47/4.\n\n2. They are out now.\n\n"
        "Annex II\n\nDraft resolution\n\nLighthouses\n\nThe General Assembly,\n\nRecalling its resolution 51/148,\n\n"
        "Noting the dark,\n\n1. Invites the keepers to light the lamps;\n\n2. Decides to wait.\n"
    )
    assert part_of(document, "47/4") == ("annex", "1", "annex I")
    assert part_of(document, "They are out") == ("annex", "2", "annex I")
    assert part_of(document, "51/148") == ("annex", "p1", "annex II, draft resolution")
    assert part_of(document, "Noting the dark") == ("annex", "p2", "annex II, draft resolution")
    assert part_of(document, "Invites") == ("annex", "1", "annex II, draft resolution")
    assert part_of(document, "I have the honour")[0] == "body"


def test_chinese_annexes_are_sections() -> None:
    document = from_text(
        "给秘书长的信\n\n谨依照大会议事规则第15条，请求在大会第六十四届会议议程内增列一个项目，题为“合作”。\n\n"
        "附件一\n\n1. 大会通过了第47/4号决议。\n\n附件二\n\n决议草案\n\n大会，\n\n"
        "回顾其第51/148号决议，\n\n1. 决定等待。\n"
    )
    assert part_of(document, "47/4") == ("annex", "1", "annex I")
    assert part_of(document, "51/148") == ("annex", "p1", "annex II, draft resolution")


# -- footnotes -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("mark", "foot"),
    [
        ("1", "1 A/70/55."),
        ("¹", "¹ A/70/55."),
        ("<sup>1</sup>", "<sup>1</sup> A/70/55."),
        ("<sup>1</sup>", "1 A/70/55."),
    ],
)
def test_footnote_is_anchored_at_its_mark(mark: str, foot: str) -> None:
    text = RESOLUTION.replace("Secretary-General,1", f"Secretary-General,{mark}").replace("1 A/70/55.", foot)
    (note,) = notes_of(from_text(text))
    assert (note.mark, text[note.start : note.end]) == ("1", foot)
    assert note.mark_offset == text.index(f"Secretary-General,{mark}") + len("Secretary-General,")


def test_footnotes_inside_a_paragraph_find_their_marks() -> None:
    document = from_text(WRAPPED)
    found = {note.mark: WRAPPED[(note.mark_offset or 0) - 12 : note.mark_offset] for note in notes_of(document)}
    assert found == {"1": "t pass them,", "2": "it at night,"}


def test_footnote_without_a_mark_has_no_anchor() -> None:
    text = RESOLUTION.replace("Secretary-General,1", "Secretary-General,")
    (note,) = notes_of(from_text(text))
    assert note.mark_offset is None


def test_numbers_in_symbols_are_no_footnote_marks() -> None:
    text = RESOLUTION.replace(
        "Noting the report of the Secretary-General,1", "Noting document A/C.1/70/L.1 and the report,1"
    )
    (note,) = notes_of(from_text(text))
    assert note.mark_offset == text.index("report,1") + len("report,")


# -- positions -----------------------------------------------------------------------------


def test_line_and_column_count_from_one() -> None:
    document = from_text("a\nbc\n\n47/4\n")
    assert [document.position(offset) for offset in (0, 2, 3, 6, 9)] == [(1, 1), (2, 1), (2, 2), (4, 1), (4, 4)]


def test_windows_line_endings_keep_offsets() -> None:
    text = RESOLUTION.replace("\n", "\r\n")
    document = from_text(text)
    assert document.original_text == text
    start = document.text.index("69/100")
    assert text[slice(*document.to_original(start, start + 6))] == "69/100"
    assert part_of(document, "69/100")[:2] == ("preamble", "p1")
    assert part_of(document, "A/70/55")[:2] == ("footnote", "1")
    assert document.masthead.title == "Lighthouses of the high seas"


# -- the masthead --------------------------------------------------------------------------


def dates_of(document: Document) -> tuple[str | None, ...]:
    masthead = document.masthead
    return tuple(day.isoformat() if day else None for day in (masthead.adopted, masthead.issued, masthead.letter_date))


def test_masthead_of_an_english_resolution() -> None:
    document = from_text(RESOLUTION)
    masthead = document.masthead
    assert (document.language, masthead.symbols, masthead.organ) == ("en", ("A/RES/70/999",), "A")
    assert masthead.title == "Lighthouses of the high seas"
    assert dates_of(document) == ("2015-12-17", "2016-03-03", None)


def test_title_line_gives_the_symbol() -> None:
    document = from_text(WRAPPED)
    assert (document.masthead.symbols, document.masthead.organ) == (("A/RES/70/999",), "A")
    assert dates_of(document) == ("2015-12-17", None, None)


def test_masthead_of_a_french_resolution() -> None:
    document = from_text(
        "Assemblée générale\n\nDistr.\nGÉNÉRALE\n\nA/RES/50/999\n1er mars 1996\n\nCinquantième session\n\n"
        "RÉSOLUTION ADOPTÉE PAR L'ASSEMBLÉE GÉNÉRALE\n\n[sur le rapport de la Deuxième Commission (A/50/600)]\n\n"
        "50/999. Phares de la haute mer\n\nL'Assemblée générale,\n\nRappelant sa résolution 49/1 du 5 octobre 1994,\n\n"
        "1. Prend note du rapport;\n\n2. Décide de rester saisie de la question.\n\n"
        "99e séance plénière\n23 décembre 1995\n"
    )
    masthead = document.masthead
    assert (document.language, masthead.symbols, masthead.organ) == ("fr", ("A/RES/50/999",), "A")
    assert masthead.title == "Phares de la haute mer"
    assert dates_of(document) == ("1995-12-23", "1996-03-01", None)
    assert part_of(document, "49/1 ")[:2] == ("preamble", "p1")
    assert part_of(document, "A/50/600")[0] == "masthead"


def test_masthead_of_a_chinese_letter() -> None:
    document = from_text(
        "第六十四届会议\n\n联合国同灯塔组织的合作\n\n2009年11月5日海地和墨西哥常驻联合国代表给秘书长的信\n\n"
        "谨依照大会议事规则第15条，请求在大会第六十四届会议议程内增列一个项目，题为“联合国同灯塔组织的合作”。\n"
    )
    assert document.language == "zh"
    assert document.masthead.symbols == ()
    assert document.masthead.title == "联合国同灯塔组织的合作"
    assert dates_of(document) == (None, None, "2009-11-05")


def test_masthead_of_an_english_letter() -> None:
    document = from_text(
        "General Assembly\n\nDistr.: General\n12 April 2016\n\nA/70/888\n\nCooperation with the lighthouses\n\n"
        "Letter dated 1 April 2016 from the Secretary-General to the President of the General Assembly\n\n"
        "I have the honour to request the inclusion of an additional item in the agenda of the session now held.\n"
    )
    assert document.masthead.symbols == ("A/70/888",)
    assert document.masthead.title == "Cooperation with the lighthouses"
    assert document.masthead.letter == (
        "Letter dated 1 April 2016 from the Secretary-General to the President of the General Assembly"
    )
    assert dates_of(document) == (None, "2016-04-12", "2016-04-01")


def test_masthead_of_a_security_council_resolution() -> None:
    document = from_text(
        "Security Council\n\nDistr.: General\n31 October 2000\n\nS/RES/1325 (2000)\n\nResolution 1325 (2000)\n\n"
        "Adopted by the Security Council at its 4213th meeting, on 31 October 2000\n\nThe Security Council,\n\n"
        "Recalling its resolutions 1261 (1999) of 25 August 1999,\n\n1. Urges Member States to act;\n"
    )
    assert (document.masthead.symbols, document.masthead.organ) == (("S/RES/1325(2000)",), "S")
    assert dates_of(document) == ("2000-10-31", "2000-10-31", None)


def test_masthead_with_a_double_symbol() -> None:
    document = from_text(
        "General Assembly\nSecurity Council\n\nDistr.\nGENERAL\n\nA/48/486-S/26560\n11 October 1993\n\n"
        "Letter dated 8 October 1993 from the Permanent Representative to the Secretary-General\n\n"
        "I have the honour to transmit to you the text of the declaration on the lighthouses of the high seas.\n"
    )
    assert document.masthead.symbols == ("A/48/486", "S/26560")
    assert dates_of(document) == (None, "1993-10-11", "1993-10-08")
