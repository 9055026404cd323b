"""Adoption summaries in the index: always equal to what all reports of the adoption give, after any change."""

import random
from pathlib import Path
from typing import Any

import pytest
from support.documents import resolution
from support.indexes import contents, contents_made_anew

from unrtrace.corpus import Corpus
from unrtrace.index import adoption_summary
from unrtrace.output import timeline_text as views
from unrtrace.timeline import TimelineEvent, timeline

SENTENCES = (
    "Recalling its resolution 52/1 of 12 December 1997 on the harbours,",
    "Recalling its resolution 52/1 of 12 December 1997 on the International Organization for Migration,",
    "Recalling its resolution 52/1 of 12 December 1997, by which it thanked the World Health Organization at length,",
    "Noting the letter dated 12 December 1997 from the head of the International Organization for Migration,",
    "Recalling its resolutions 52/1 and 52/2 of 12 December 1997,",
    "Recalling its resolution 52/1 of 13 December 1997 on the World Health Organization,",
)


def resolution_with(number: int, *sentences: str) -> str:
    """Return a resolution of the fifty-third session."""
    return resolution(f"53/{number}", *sentences, title="Matter", adopted="8 December 1998", issued="3 February 1999")


def fill(folder: Path, count: int, *sentences: str) -> Path:
    folder.mkdir()
    (folder / "corpus.toml").touch()
    for number in range(1, count + 1):
        (folder / f"A_RES_53_{number}.txt").write_text(resolution_with(number, *(sentences or SENTENCES[:2])), "utf-8")
    return folder


def shown(corpus: Corpus, code: str, language: str = "en") -> tuple[list[str], list[dict[str, Any]]]:
    """Return the text of a timeline and its records."""
    events = timeline(corpus, organisation=code, language=language)
    return list(views.text([("", events)], None)), list(views.records(events))


def shown_from_reports(
    corpus: Corpus, code: str, monkeypatch: pytest.MonkeyPatch
) -> tuple[list[str], list[dict[str, Any]]]:
    """Return the same, computed from every single report."""
    with monkeypatch.context() as patch:
        patch.setattr("unrtrace.timeline.build.event_summaries", lambda _, codes: corpus.events(codes))
        return shown(corpus, code)


def of_one(corpus: Corpus, language: str = "en") -> TimelineEvent:
    """Return the adoption that all resolutions recall."""
    events = timeline(corpus, organisation="IOM", language=language)
    (event,) = [event for event in events if event.symbols == ("A/RES/52/1",)]
    return event


def summaries(corpus: Corpus) -> list[tuple[str, int]]:
    rows = corpus.reader.tuples(
        "SELECT n.text, a.report_count FROM adoption_summary a JOIN identifier n ON n.id = a.symbol_id ORDER BY 1"
    )
    return [(text, tellings) for text, tellings in rows]


def test_matching_reports_are_one_summary_row_with_lazy_sources(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    corpus = Corpus(fill(tmp_path / "texts", 6), index=tmp_path / "index.sqlite")
    assert summaries(corpus) == [("A/RES/52/1", 12)]
    event = of_one(corpus)
    assert (event.when, event.symbols, len(event.sources)) == ("1997-12-12", ("A/RES/52/1",), 12)
    assert event.sources.first == [(source.file, source.line) for source in event.sources[:3]]
    assert len(list(event.sources)) == 12
    assert shown(corpus, "IOM") == shown_from_reports(corpus, "IOM", monkeypatch)


@pytest.mark.parametrize(
    "further", [SENTENCES[3], SENTENCES[4], SENTENCES[5], "Recalling its decision adopted in December 1997,"]
)
def test_summary_is_unused_where_another_event_may_match(
    further: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = fill(tmp_path / "texts", 6)
    (folder / "A_RES_53_9.txt").write_text(resolution_with(9, further), "utf-8")
    corpus = Corpus(folder, index=tmp_path / "index.sqlite")
    for code in ("IOM", "WHO"):
        assert shown(corpus, code) == shown_from_reports(corpus, code, monkeypatch)


def test_summary_after_random_changes_equals_a_new_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder, index, chance = fill(tmp_path / "texts", 8), tmp_path / "index.sqlite", random.Random(7)
    seen = set()
    for step in range(24):
        files = sorted(folder.glob("*.txt"))
        one, action = chance.choice(files), chance.randrange(4)
        if action == 0 and len(files) > 3:
            one.unlink()
        elif action == 1:
            one.write_text(resolution_with(chance.randint(1, 20), *chance.sample(SENTENCES[:4], 2)), "utf-8")
        elif action == 2:
            one.rename(folder / f"{chance.choice('AZ')}_{step}.txt")
        else:
            name, sentences = f"A_RES_53_{20 + step}.txt", SENTENCES if step % 5 == 0 else SENTENCES[:3]
            (folder / name).write_text(resolution_with(20 + step, *chance.sample(sentences, 2)), "utf-8")
        corpus = Corpus(folder, index=index)
        seen.update(summaries(corpus))
        assert contents(corpus) == contents_made_anew(folder, tmp_path / "new.sqlite"), (step, action)
        for code in ("IOM", "WHO"):
            assert shown(corpus, code) == shown_from_reports(corpus, code, monkeypatch), (step, action)
    assert len(seen) > 5


def test_interrupted_update_leaves_no_stale_summary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder, index = fill(tmp_path / "texts", 6), tmp_path / "index.sqlite"
    Corpus(folder, index=index)
    (folder / "A_RES_53_7.txt").write_text(resolution_with(7, *SENTENCES[:3]), "utf-8")
    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(adoption_summary, "rebuild", lambda _: (_ for _ in ()).throw(KeyboardInterrupt))
        Corpus(folder, index=index)
    left = Corpus(folder, index=index, update=False)
    event = of_one(left)
    assert len(event.sources) == len(list(event.sources)) == 15 and ("A/RES/52/1", None) in summaries(left)
    assert summaries(Corpus(folder, index=index)) == [("A/RES/52/1", 15)]


def test_description_is_in_the_requested_language(tmp_path: Path) -> None:
    folder = fill(tmp_path / "texts", 4)
    french = (
        "Nations Unies\nA/RES/53/{0}\nAssemblée générale\nDistr. générale\n3 février 1999\n\n"
        "Résolution adoptée par l'Assemblée générale le 8 décembre 1998\n\n53/{0}. La question\n\n"
        "L'Assemblée générale,\n\nRappelant sa résolution 52/1 du 12 décembre 1997 sur les ports,\n"
    )
    (folder / "A_RES_53_30.fr.txt").write_text(french.format(30), "utf-8")
    corpus = Corpus(folder, index=tmp_path / "index.sqlite")
    assert summaries(corpus) == [("A/RES/52/1", 9)]
    for language, first in (("fr", "Rappelant"), ("en", "Recalling"), ("zh", "Recalling")):
        event = of_one(corpus, language)
        assert event.description.startswith(first) and event.language == ("fr" if language == "fr" else "en")
