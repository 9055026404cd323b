"""Division into sentences: abbreviations, parentheses, numbers and footnote marks in six languages."""

import pytest

from unrtrace.documents import from_text
from unrtrace.extractor import extract

# Each text with | where one sentence ends and the next begins.
DIVIDED = [
    ("en", "The report of Mr. Doe on resolution 54/148 was read.| It was adopted."),
    ("en", "See No. 5, para. A, vol. II, Sect. B and U.N. Doc. A/51/1.| It was adopted."),
    ("en", "It adopted resolution 47/4 A.| The Council rose at 5 p.m.| Nothing followed."),
    ("en", "It cited cases, e.g. Norway v. Iceland.| Nothing followed."),
    ("en", "Adopted in 1995.12| The Council rose.<sup>3</sup>| “Nothing” followed.²| Then came 4.5 others."),
    ("en", "The report (see A/51/1. Annexes follow) and the letter.| (It rose.| The chair left.)| End."),
    ("en", "The report (not issued yet, or so it seems.| The Council rose."),
    ("en", "It adopted the resolution.| 47 States voted.| Did all?| Yes!| The sum (No. 5. 6) was 3. 7 million."),
    ("fr", "Le rapport de M. Dupont, par. A, no. I, a été lu.| Il a été adopté."),
    ("fr", "Le rapport de Mme. Dupont, chap. Un, a été lu.| Il a été adopté."),
    ("es", "El informe del Sr. Doe, párr. A, núm. I, secc. B, se leyó.| Se aprobó."),
    ("ru", "Доклад, ст. Первая, п. Б, см. Доклад, был представлен в 1995 г. Ассамблее.| Совет принял его."),
    ("ar", "اعتمد المجلس القرار 5.| وانتهت الجلسة؟| نعم؛ ولا شيء."),
    ("zh", "大会通过决议。| 主席宣布散会！| 会议结束；没有别的。"),
]


@pytest.mark.parametrize(("language", "marked"), DIVIDED)
def test_sentences_of_a_paragraph(language: str, marked: str) -> None:
    pieces = marked.split("|")
    sentences = from_text("".join(pieces), language=language).sentences
    ends = [sum(map(len, pieces[: index + 1])) for index in range(len(pieces))]
    found = sentences.ends_of(0)
    assert found in (ends, ends[:-1])  # the last one may lack its full stop


def test_queries_on_sentence_division() -> None:
    text = "The Council met; it rose. The Assembly did not."
    sentences = from_text(text, language="en").sentences
    rose, did = text.index("rose"), text.index("did")
    assert sentences.at(rose) == (0, text.index(" The A"))
    assert sentences.at(rose, did) == (0, len(text))
    assert sentences.has_end(rose, did) and not sentences.has_end(0, rose)
    assert sentences.has_clause_end(0, rose)
    assert sentences.start_before(rose, floor=4) == 4
    assert sentences.clause_start_before(rose, floor=4) == text.index(";") + 1
    assert sentences.start_before(did, floor=4) == text.index(" The A")


def test_footnote_does_not_end_a_sentence() -> None:
    text = (
        "The General Assembly,\n\n1. Takes note of the report on the lighthouses of the sea and on the lamps of the\n\n"
        "1 See A/70/55. Not issued.\n\n high seas, in particular those lit at night. It rises.\n"
    )
    document = from_text(text, language="en")
    sentences = document.sentences
    assert [part.continues for part in document.paragraphs] == [0, 1, 2, 1]
    assert not sentences.has_end(text.index("report"), text.index("particular"))
    assert sentences.has_end(text.index("report"), text.index("It rises"))


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("The Assembly recalled the report of Mr. Doe on resolution 54/148.", "recalls"),
        ("The Assembly recalled the report (A/51/1. Annexes follow) on resolution 54/148.", "recalls"),
        ("The Assembly recalled its Charter. Resolution 54/148 was read.", None),
        ("The Assembly recalled its Charter; resolution 54/148 was read.", None),
    ],
)
def test_verb_governs_citations_of_its_sentence(text: str, relation: str | None) -> None:
    assert extract(text, language="en")[-1].relation == relation
