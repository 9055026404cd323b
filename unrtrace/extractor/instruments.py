"""Instruments by name: the Universal Declaration, the conventions, the agendas."""

from functools import cache

import regex

from unrtrace.documents import Document
from unrtrace.extractor.organisations import name_pattern
from unrtrace.facts import load
from unrtrace.languages import CODES


@cache
def _ending(language: str) -> regex.Pattern[str]:
    """Any instrument's name, matched backwards from where it ends."""
    names = sorted(
        {name for row in load("instruments").values() for name in row.get(language, [])}, key=lambda n: -len(n)
    )
    return regex.compile("(?r)(?:" + "|".join(name_pattern(name, language) for name in names) + ")")


def name_before(document: Document, offset: int) -> str | None:
    """The instrument that a paragraph names right before an offset, across a page break too."""
    language = document.language if document.language in CODES else "en"
    spans = document.running_text(document.index_at(offset))[1]
    before = " ".join(document.text[start : min(end, offset)] for start, end in spans if start < offset)
    stripped = before.rstrip(' ,;.*_»”"》)')
    match = _ending(language or "en").match(stripped, 0, len(stripped))
    return " ".join(match[0].split()) if match else None
