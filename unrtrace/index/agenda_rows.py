"""Rows of the index for the agenda items that a document is issued under."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from unrtrace.index.fulltext_tokens import WORD, normalize

if TYPE_CHECKING:
    from unrtrace.documents import Masthead

MAIN_COMMITTEE = re.compile(r"A/(?:C\.[1-6]|SPC|BUR)")
HAN_LINE_BREAKS = re.compile(r"(?<=[\u3000-\u9fff])\s+(?=[\u3000-\u9fff])")  # where a line ended


def normalized_title(title: str) -> str:
    """Return the words of a title, normalized, so that different printings of it are equal.

    >>> normalized_title("SUSTAINABLE DEVELOPMENT: Convention on Biological Diversity")
    'sustainable development convention on biological diversity'
    """
    return " ".join(WORD.findall(normalize(HAN_LINE_BREAKS.sub("", title))))


def rows_of(masthead: "Masthead", session: str | None) -> Iterator[tuple[str, str, str, str | None]]:
    """Yield organ, session, number and normalized title of the items that a document is issued under."""
    organ = masthead.symbols[0].body if masthead.symbols else masthead.organ
    details = masthead.details
    if not organ or not session:
        return
    titles = details.agenda_titles or (None,) * len(details.agenda_items)
    for number, title in dict(zip(details.agenda_items, titles, strict=True)).items():
        agenda = "A" if MAIN_COMMITTEE.fullmatch(organ) else organ
        yield agenda, session, number, (normalized_title(title) or None) if title else None
