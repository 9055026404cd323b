"""What a document says of itself, as data in data/mastheads/<language>.toml: layouts of all times and organs.

A key that a case leaves out must be read as nothing. A case with `known_failure` is expected to fail until the
program does what its row says; what it states is then the truth, or what is read instead where that is said.
"""

import datetime
import tomllib
from pathlib import Path
from typing import Any

import pytest

from unrtrace import Symbol
from unrtrace.documents import from_text, read

FOLDER = Path(__file__).parent / "data" / "mastheads"
NOTHING: dict[str, Any] = {
    "symbols": [], "evidence": "", "title": "", "organ": "", "session": "", "agenda_items": [], "distribution": "",
    "original": [], "adopted": "", "issued": "", "dated": "", "held": "", "meeting": 0, "based_on": [],
}  # fmt: skip


def cases() -> list[Any]:
    """One parameter a case."""
    found = []
    for path in sorted(FOLDER.glob("*.toml")):
        for case in tomllib.loads(path.read_text("utf-8"))["case"]:
            reason = case.pop("known_failure", None)
            marks = [pytest.mark.xfail(strict=True, raises=AssertionError, reason=reason)] if reason else []
            found.append(pytest.param(path.stem, case, id=f"{path.stem}-{case['label']}", marks=marks))
    return found


def said(document: Any) -> dict[str, Any]:
    """What a document says, as TOML can write it."""
    masthead, details = document.masthead, document.masthead.details
    days = {
        "adopted": masthead.adopted, "issued": masthead.issued, "dated": masthead.letter_date, "held": details.held,
    }  # fmt: skip
    return {
        "symbols": [str(symbol) for symbol in masthead.symbols],
        "evidence": masthead.evidence or "",
        "title": masthead.title or "",
        "organ": masthead.organ or "",
        "session": details.session or "",
        "agenda_items": list(details.agenda_items),
        "distribution": details.distribution or "",
        "original": list(details.original),
        "meeting": details.meeting.number if details.meeting else 0,
        "based_on": [str(symbol) for symbol in details.based_on],
        **{name: day.isoformat() if day else "" for name, day in days.items()},
    }


@pytest.mark.parametrize(("language", "case"), cases())
def test_a_masthead_says_what_its_case_says(language: str, case: dict[str, Any]) -> None:
    document = from_text(case["text"].lstrip("\n"))
    assert document.language == language
    expected = {**NOTHING, **{key: value for key, value in case.items() if key not in ("label", "text")}}
    assert said(document) == expected


@pytest.mark.parametrize(("language", "case"), cases())
def test_windows_line_ends_change_nothing(language: str, case: dict[str, Any]) -> None:
    text = case["text"].lstrip("\n")
    assert said(from_text(text.replace("\n", "\r\n"), language=language)) == said(from_text(text, language=language))


def test_every_language_has_eight_layouts() -> None:
    counts = {path.stem: len(tomllib.loads(path.read_text("utf-8"))["case"]) for path in FOLDER.glob("*.toml")}
    assert set(counts) == {"ar", "en", "es", "fr", "ru", "zh"} and min(counts.values()) >= 8
