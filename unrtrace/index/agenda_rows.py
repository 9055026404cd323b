"""The agenda items that a document is issued under, as rows of the index."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from unrtrace.index.fulltext_tokens import WORD, fold

if TYPE_CHECKING:
    from unrtrace.documents import Masthead

MAIN_COMMITTEE = re.compile(r"A/(?:C\.[1-6]|SPC|BUR)")
HAN_BLANKS = re.compile(r"(?<=[\u3000-\u9fff])\s+(?=[\u3000-\u9fff])")  # where a line ended


def subject(title: str) -> str:
    """What two printings of a title have in common: its words, folded.

    >>> subject("SUSTAINABLE DEVELOPMENT: Convention on Biological Diversity")
    'sustainable development convention on biological diversity'
    """
    return " ".join(WORD.findall(fold(HAN_BLANKS.sub("", title))))


def rows_of(masthead: "Masthead", session: str | None) -> Iterator[tuple[str, str, str, str | None]]:
    """Organ, session, number and folded title of the items that a document is issued under."""
    organ = masthead.symbols[0].body if masthead.symbols else masthead.organ
    details = masthead.details
    if not organ or not session:
        return
    titles = details.agenda_titles or (None,) * len(details.agenda_items)
    for number, title in dict(zip(details.agenda_items, titles, strict=True)).items():
        agenda = "A" if MAIN_COMMITTEE.fullmatch(organ) else organ
        yield agenda, session, number, (subject(title) or None) if title else None
