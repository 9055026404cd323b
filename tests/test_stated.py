"""What citing documents state about a document that is not held: its title and its year, in six languages."""

import json
from datetime import date
from pathlib import Path

import pytest
from support.commands import run
from support.documents import resolution

from unrtrace import Corpus
from unrtrace.corpus.stated import stated, title_in_sentence

# language, sentence, what is cited, title
TITLES = [
    ("en", "Recalling resolution 50/1, entitled “Lamps at sea”, and 50/2,", "50/1", "Lamps at sea"),
    ("en", "Recalling resolution 50/1 of 2 May 1996, entitled “Lamps at sea,”", "50/1", "Lamps at sea"),
    ("en", 'Recalling resolution 50/1, titled "Lamps at sea",', "50/1", "Lamps at sea"),
    ("en", "the report entitled “Lamps at sea”¹ (A/50/1),", "A/50/1", "Lamps at sea"),
    ("en", "Recalling resolutions 50/1 and 50/2, entitled “Lamps at sea”,", "50/2", "Lamps at sea"),
    ("en", "Recalling resolutions 50/1 and 50/2, entitled “Lamps at sea”,", "50/1", None),
    ("en", "Recalling resolution 50/1; and the item entitled “Lamps at sea”,", "50/1", None),
    ("en", "Recalling resolution 50/1 on lamps at sea,", "50/1", None),
    ("en", "Recalling resolution 50/11, entitled “Lamps at sea”,", "50/1", None),
    ("en", "Recalling resolution 50/1 and decision 7, entitled “Lamps at sea”,", "50/1", None),
    ("en", "Recalling resolution 50/1 (see “Lamps at sea”),", "50/1", None),
    ("en", "Recalling resolution 50/1, entitled “2020”,", "50/1", None),
    ("fr", "Rappelant sa résolution 50/1 du 2 mai 1996, intitulée « Les phares en mer »,", "50/1", "Les phares en mer"),
    ("fr", "le rapport intitulé « Les phares en mer » (A/50/1),", "A/50/1", "Les phares en mer"),
    ("fr", "Rappelant ses résolutions 50/1 et 50/2, intitulée « Les phares »,", "50/1", None),
    ("fr", "Rappelant sa résolution 50/1 sur « Les phares en mer »,", "50/1", None),
    ("es", "Recordando su resolución 50/1, de 2 de mayo de 1996, titulada “Los faros”,", "50/1", "Los faros"),
    ("es", "el informe titulado «Los faros» (A/50/1),", "A/50/1", "Los faros"),
    ("es", "Recordando su resolución 50/1 y el informe titulado “Los faros”,", "50/1", None),
    (
        "ru",
        "ссылаясь на свою резолюцию 50/1 от 2 мая 1996 года, озаглавленную «Маяки на море»,",
        "50/1",
        "Маяки на море",
    ),
    ("ru", "ссылаясь на резолюцию 50/1 под названием „Маяки“,", "50/1", "Маяки"),
    ("ru", "ссылаясь на резолюции 50/1 и 50/2, озаглавленную «Маяки»,", "50/1", None),
    ("ru", "ссылаясь на резолюцию 50/1 о «Маяках»,", "50/1", None),
    ("zh", "回顾其1996年5月2日题为“海上灯塔”的第50/1号决议，", "50/1", "海上灯塔"),
    ("zh", "回顾其题为“海上灯塔”的1996年5月2日第50/1号决议，", "50/1", "海上灯塔"),
    ("zh", "题为“海上灯塔”的报告（A/50/1）", "A/50/1", "海上灯塔"),
    ("zh", "回顾其题为“海上灯塔”的第50/1号和第50/2号决议，", "50/2", None),
    ("zh", "回顾其关于“海上灯塔”的第50/1号决议，", "50/1", None),
    ("ar", "وإذ تشير إلى قرارها 50/1 المؤرخ 2 أيار/مايو 1996 المعنون ”المنارات البحرية“،", "50/1", "المنارات البحرية"),
    ("ar", "وإذ تشير إلى قرارها 50/1 المعنون ”المنارات البحرية“،", "50/1", "المنارات البحرية"),
    ("ar", "وإذ تشير إلى قرارها 50/1 المعنون «المنارات البحرية»،", "50/1", "المنارات البحرية"),
    ("ar", "وإذ تشير إلى قرارها 50/1 بشأن «المنارات البحرية»،", "50/1", None),
]


@pytest.mark.parametrize(("language", "sentence", "cited", "title"), TITLES)
def test_title_after_the_word_before_titles(language: str, sentence: str, cited: str, title: str | None) -> None:
    assert title_in_sentence(sentence, cited, language) == title


@pytest.fixture
def corpus(tmp_path: Path) -> Corpus:
    texts = {
        "70/1": "Recalling its resolution 50/1 of 20 December 1995, entitled “Lamps at sea”, and its resolution 49/3,",
        "70/2": "Recalling its resolution 50/1 of 20 December 1995, entitled “Lamps at Sea”,",
        "70/3": "Recalling its resolution 50/1 of 21 December 1995, entitled “Lights on land”,",
        "70/4": "Recalling its resolution 50/1 of 1 May 2015,",
        "70/5": "Recalling the Convention on the Rights of the Child and document E/1996/90,",
        "70/6": "Recalling document A/CONF.183/2,",
    }
    for number, words in texts.items():
        (tmp_path / f"{number.replace('/', '_')}.txt").write_text(resolution(number, words), "utf-8")
    return Corpus(tmp_path)


def test_what_most_documents_state_is_taken(corpus: Corpus) -> None:
    ((_, found),) = stated(corpus, ["A/RES/50/1"])
    assert (found.title, found.title_agree, found.title_given) == ("Lamps at sea", 2, 3)
    assert (found.date, found.date_agree, found.date_given) == (date(1995, 12, 20), 2, 3)  # 2015 is in no session 50
    assert (found.year, found.year_from) == (1995, "date")


def test_year_without_a_date_is_that_of_the_symbol_or_the_session(corpus: Corpus) -> None:
    found = dict(stated(corpus, ["A/RES/49/3", "E/1996/90", "A/CONF.183/2", "A/RES/44/25"]))
    years = {name: (one.year, one.year_from, one.title) for name, one in found.items()}
    assert years == {
        "A/RES/49/3": (1994, "session", None),
        "E/1996/90": (1996, "symbol", None),
        "A/CONF.183/2": (None, None, None),
        "A/RES/44/25": (1989, "session", "Convention on the Rights of the Child"),
    }


def test_missing_and_bibliographies_say_that_citing_documents_state_it(corpus: Corpus) -> None:
    folder = ("-C", str(corpus.path))
    done = run("missing", *folder, "--limit", "all", "-f", "jsonl", cwd=corpus.path)
    rows = {row["symbol"]: row for row in map(json.loads, done.out.splitlines())}
    row = rows["A/RES/50/1"]
    assert (row["title"], row["title_agree"], row["title_given"], row["year"]) == ("Lamps at sea", 2, 3, 1995)
    assert rows["A/CONF.183/2"]["year"] is None
    rich = run("missing", *folder, "-f", "rich", "--width", "200", cwd=corpus.path).out
    assert "title as cited" in rich
    assert "year as cited" in rich
    asked = ("cite", "A/RES/70/1", "--direction", "cites", *folder)
    bibtex = run(*asked, "-f", "bibtex", cwd=corpus.path).out
    assert "title = {{Lamps at sea}}" in bibtex
    assert "year = {1995}" in bibtex
    assert "note = {Not held: title as 2 of 3 citing documents give it, date as 2 of 3" in bibtex
    assert "year = {1994},\n  note = {Not held: year in which the session opened}" in bibtex
    ris = run(*asked, "-f", "ris", cwd=corpus.path).out
    assert "PY  - 1994\nN1  - Not held: year in which the session opened" in ris
    items = {item["number"]: item for item in json.loads(run(*asked, "-f", "csl-json", cwd=corpus.path).out)}
    assert items["A/RES/49/3"]["issued"] == {"date-parts": [[1994]]}
    assert items["A/RES/50/1"]["issued"] == {"date-parts": [[1995, 12, 20]]}
    assert "note" not in items["A/RES/70/1"]
