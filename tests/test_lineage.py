"""Predecessors and successors on one subject, and the documents of their sessions, over made-up resolutions."""

from pathlib import Path

import pytest
from support.documents import make_corpus, report, resolution, symbol

from unrtrace import Corpus
from unrtrace.corpus.agenda import Item, items_of, titles_of
from unrtrace.lineage import lineage
from unrtrace.lineage.model import AMBIGUOUS, CERTAIN, INFERRED, SESSION
from unrtrace.lineage.subject_in_sentence import names_subject

SUBJECT = "Safety of lighthouses at sea"


def line_of(corpus: Corpus, number: str) -> list[tuple[str, str, str]]:
    found = lineage(corpus, symbol(number))
    return [
        (one.earlier.removeprefix("A/RES/"), one.later.removeprefix("A/RES/"), one.certainty) for one in found.links
    ]


def test_lineage_goes_both_ways_by_recalls_and_titles(tmp_path: Path) -> None:
    others = {"54/9": ["53/1"], "50/8": []}
    texts = {
        f"a{n}": resolution(f"{n}/1", cites=[f"{n - 1}/1", "50/8"], title=SUBJECT) for n in (51, 52, 53)
    }  # fmt: skip
    corpus = make_corpus(tmp_path, others, **texts)
    expected = [("51/1", "52/1", CERTAIN), ("52/1", "53/1", CERTAIN)]
    for number in ("51/1", "52/1", "53/1"):
        assert line_of(corpus, number) == expected
    assert lineage(corpus, symbol("52/1")).links[0].reasons == ("recalls", "same title")
    assert line_of(corpus, "54/9") == line_of(corpus, "50/8") == []


def test_missing_predecessors_are_inferred_from_the_sentence(tmp_path: Path) -> None:
    line = f"Recalling its resolutions 49/1 of 1 December 1994 and 50/1 of 1 December 1995 on {SUBJECT.lower()},"
    corpus = make_corpus(tmp_path, {}, a=resolution("51/1", line, cites=["48/7"], title=SUBJECT))
    assert line_of(corpus, "51/1") == [("49/1", "50/1", INFERRED), ("50/1", "51/1", CERTAIN)]
    assert line_of(corpus, "49/1") == line_of(corpus, "51/1")
    assert line_of(corpus, "48/7") == []


def test_two_predecessors_of_one_session_are_ambiguous(tmp_path: Path) -> None:
    texts = {f"a{n}": resolution(number, title=SUBJECT) for n, number in enumerate(("50/1", "50/2"))}
    corpus = make_corpus(tmp_path, {}, **texts, b=resolution("51/1", cites=["50/1", "50/2"], title=SUBJECT))
    assert line_of(corpus, "51/1") == [("50/2", "51/1", AMBIGUOUS), ("50/1", "51/1", AMBIGUOUS)]


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        ("Human rights", "Human rights and extreme poverty"),
        ("Cooperation between the United Nations and the League of Arab States",
         "Cooperation between the United Nations and the Organization of Islamic Cooperation"),
        ("Question of Namibia", "Question of Palestine"),
    ],
)  # fmt: skip
def test_different_titles_give_no_lineage(tmp_path: Path, earlier: str, later: str) -> None:
    corpus = make_corpus(
        tmp_path, {}, a=resolution("50/1", title=earlier), b=resolution("51/1", cites=["50/1"], title=later)
    )
    assert line_of(corpus, "51/1") == []


def test_lineage_of_a_document_without_symbol_is_itself(tmp_path: Path) -> None:
    corpus = Corpus()
    assert lineage(corpus, "letter-2016-04-01").works == ("letter-2016-04-01",)


# -- subject of a number in a sentence ------------------------------------------------------

LAMPS = "Recalling its resolutions 49/2 of 3 May 1994, 50/7 of 4 May 1995 and 51/9 on the light of lamps at sea, "


@pytest.mark.parametrize(
    ("language", "title", "sentence", "named", "others"),
    [
        ("en", "The light of lamps at sea", LAMPS + "and resolution 45/3 of 2 May 1990 on rules for keepers of such,",
         ["49/2", "50/7", "51/9"], ["45/3"]),
        ("en", "The light of lamps at sea", "Recalling its resolution 47/1 of 22 December 1992, by which it declared 17"
         " October the International Day of Lamps and Oil, as well as resolution 51/9 on the light of lamps at sea,",
         ["51/9"], ["47/1"]),
        ("en", "The light of lamps at sea", "Recalling resolutions 49/2, entitled “Preventing, ending and punishing the"
         " theft of oil”, 51/9, entitled “The light of lamps at sea”, and 52/6, entitled “Rules for keepers”,",
         ["51/9"], ["49/2", "52/6"]),
        ("en", "The light of lamps at sea", "Recalling its previous resolutions on the light of lamps at sea and on the"
         " oil that they burn, including its resolution 51/9 of 4 May 1996 and Council resolution 43/12,",
         ["51/9", "43/12"], []),
        ("fr", "La lumière des phares", "Rappelant toutes les résolutions sur la lumière des phares, notamment sa"
         " résolution 51/9 du 4 mai 1996, et sa résolution 45/3 sur le règlement des gardiens de la côte du nord,",
         ["51/9"], []),
        ("es", "La luz de los faros", "Recordando su resolución 45/3, de 2 de mayo de 1990, relativa al reglamento de"
         " los guardianes de la costa norte, y su resolución 51/9, de 4 de mayo de 1996, sobre la luz de los faros,",
         ["51/9"], ["45/3"]),
        ("ru", "О свете морских маяков", "ссылаясь на свои резолюции 49/2 от 3 мая 1994 года и 51/9 от 4 мая 1996 года"
         " о свете морских маяков и на свою резолюцию 45/3 о правилах для смотрителей,", ["49/2", "51/9"], ["45/3"]),
        ("ar", "ضوء المنارات البحرية", "إذ تشير إلى قراريها 49/2 المؤرخ 3 أيار/مايو 1994 و 51/9 المؤرخ 4 أيار/مايو 1996"
         " بشأن ضوء المنارات البحرية، وقرارها 45/3 المتعلق بقواعد حراس الساحل الشمالي،", ["49/2", "51/9"], ["45/3"]),
        ("zh", "海上灯塔的灯光", "回顾大会关于海上灯塔的灯光的1994年5月3日第49/2号和1996年5月4日第51/9号决议，"
         "以及关于北方海岸看守人规则的1990年5月2日第45/3号决议，并回顾理事会关于海上灯塔的灯光的第28/16号决议，",
         ["49/2", "51/9", "28/16"], ["45/3"]),
        ("en", "The light of lamps at sea", "Recalling the Sendai Framework on the light of lamps at sea,",
         [], ["Sendai Framework"]),
        ("en", "Lamps", "Recalling its resolution 51/9 on lamps,", [], ["51/9"]),
    ],
)  # fmt: skip
def test_sentence_states_the_subject_of_its_numbers(
    language: str, title: str, sentence: str, named: list[str], others: list[str]
) -> None:
    assert [cited for cited in named + others if names_subject(sentence, cited, title, language)] == named


# -- the agenda ------------------------------------------------------------------------------


def agenda_line(tmp_path: Path, first: str, second: str, *titles: str, **more: str) -> list[tuple[str, str, str]]:
    """Return the lineage of 51/1, which recalls 50/1, each under an agenda item of its session."""
    texts = {
        "a": resolution("50/1", title=titles[0], item=first),
        "b": resolution("51/1", cites=["50/1"], title=titles[1], item=second),
    }
    return line_of(make_corpus(tmp_path, {}, **texts, **more), "51/1")


OLD, NEW = "Lights of the northern coast", "Lights and signals of the northern and western coast, and their keepers"


def test_item_title_links_sessions_whatever_its_number(tmp_path: Path) -> None:
    line = agenda_line(tmp_path, "98 (b)\nLamps: the northern coast", "12\nLAMPS: the northern coast", OLD, NEW)
    assert line == [("50/1", "51/1", INFERRED)]
    (link,) = lineage(Corpus(tmp_path / "documents", index=tmp_path / "index.sqlite"), "A/RES/50/1").links
    assert link.reasons == ("recalls", "same agenda item: Lamps: the northern coast")


def test_item_number_links_nothing_across_sessions(tmp_path: Path) -> None:
    assert agenda_line(tmp_path, "98 (b)", "98 (b)", OLD, NEW) == []
    other = "98 (b)\nOil and wicks of the coast"
    assert agenda_line(tmp_path / "other", "98 (b)\nLamps of the coast", other, OLD, NEW) == []


def test_item_with_several_resolutions_links_nothing(tmp_path: Path) -> None:
    item = "\nLamps: the northern coast"
    third = resolution("50/2", title="Oil", item=f"98 (b){item}")
    assert agenda_line(tmp_path, f"98 (b){item}", f"12{item}", OLD, NEW, c=third) == []
    part = resolution("50/2", title="Oil", item=f"98 (c){item}, its keepers")
    assert agenda_line(tmp_path / "parts", f"98 (b){item}", f"12{item}", OLD, NEW, c=part) == []


def test_item_alone_does_not_link_unrelated_titles(tmp_path: Path) -> None:
    item = "\nLamps: the northern coast"
    assert agenda_line(tmp_path, f"98 (b){item}", f"12{item}", OLD, "Fish and ships") == []


def test_report_gives_the_item_title_for_its_session(tmp_path: Path) -> None:
    paper = report("A/50/300", "Lamps of the coast", "98 (b)", "The present report is on lamps and on oil.")
    line = agenda_line(tmp_path, "98 (b)", "12\nLamps of the coast", SUBJECT, SUBJECT, c=paper)
    assert line == [("50/1", "51/1", CERTAIN)]
    corpus = Corpus(tmp_path / "documents", index=tmp_path / "index.sqlite")
    (link,) = lineage(corpus, "A/RES/51/1").links
    item = "same agenda item: Lamps of the coast, as A/50/300 names item 98 (b) of session 50"
    assert link.reasons == ("recalls", "same title", item)
    (of,) = items_of(corpus, "A/RES/50/1")
    assert of == Item("A", "50", "98 (b)") and [one.work for one in titles_of(corpus, of, "A/RES/50/1").values()] == [
        "A/50/300"
    ]


def test_documents_of_the_session_belong_to_a_resolution(tmp_path: Path) -> None:
    line = "Taking note of the report of the Secretary-General (A/51/300),"
    texts = {
        "a": resolution("50/1", title=SUBJECT, item="9"),
        "b": resolution("51/1", line, cites=["50/1"], title=SUBJECT, item="98 (b)"),
        "c": report("A/51/300", "Lamps of the coast", "98 (b)", "The present report is on lamps and on oil."),
        "d": report("A/51/301", "Lamps of the coast", "98 (b)", "The present report is on whales and on fish."),
        "e": report("A/C.3/51/L.7", "Lamps of the coast", "98 (b)", 
                    f"{SUBJECT}\n\nThe General Assembly,\n\nRecalling its resolution 50/1,\n\n1. Decides to go on.",
                    kind="Chile and Peru: draft resolution"),
        "f": resolution("51/2", cites=["51/1"], title="Whales and fish", item="98 (b)"),
    }  # fmt: skip
    corpus = make_corpus(tmp_path, {}, **texts)
    found = lineage(corpus, "A/RES/51/1")
    assert [(link.earlier, link.later, link.certainty) for link in found.same_session] == [
        ("A/51/300", "A/RES/51/1", CERTAIN), ("A/C.3/51/L.7", "A/RES/51/1", INFERRED),
    ]  # fmt: skip
    item = "agenda item 98 (b) of session 51: Lamps of the coast"
    assert [link.reasons for link in found.same_session] == [("takes note", item), ("same title", item)]
    assert {link.kind for link in found.same_session} == {SESSION}
    of_report = lineage(corpus, "A/51/300")
    assert of_report.works == found.works == ("A/RES/50/1", "A/RES/51/1")
    assert of_report.links == found.links
    assert lineage(corpus, "A/51/301").works == ("A/51/301",)


@pytest.mark.parametrize(
    ("session", "title", "reasons"),
    [
        ("fifty-first", NEW, ("recalls", f"put on the agenda of that session by the earlier one: {NEW}")),
        ("fifty-third", NEW, None),
        ("fifty-first", "Fish and ships", None),
    ],
)
def test_item_put_on_a_later_agenda_is_a_reason(
    session: str, title: str, reasons: tuple[str, ...] | None, tmp_path: Path
) -> None:
    first = resolution("50/1", title=OLD) + (
        f"\n2. Decides to include in the provisional agenda of its {session} session the item entitled “{title}”.\n"
    )
    closing = "\n80th plenary meeting\n12 December 1996\n"
    corpus = make_corpus(tmp_path, {}, a=first, b=resolution("51/1", cites=["50/1"], title=NEW) + closing)
    found = [(link.certainty, link.reasons) for link in lineage(corpus, "A/RES/51/1").links]
    assert found == ([(CERTAIN, reasons)] if reasons else [])
