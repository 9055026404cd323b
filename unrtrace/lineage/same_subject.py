"""Whether two documents are on the same subject, by their titles and by the agenda.

The number of an agenda item means nothing in another session. There only the item's title counts, and it identifies a
subject only where the item has one resolution per session; *Human rights questions* has fifty.
"""

import re
from collections.abc import Callable
from typing import NamedTuple

from unrtrace.corpus import Corpus, Work
from unrtrace.corpus.agenda import (
    Item,
    Titled,
    has_sub_items,
    items_of,
    items_titled,
    planned_in,
    titles_of,
    works_under,
)
from unrtrace.index.fulltext_tokens import WORD, normalize, tokens
from unrtrace.symbols import Symbol, SymbolError

MIN_SHARED = 0.75  # of the different words of both titles
MIN_WORDS = 4  # different words in both titles; with fewer, sharing most of them means little
MIN_SHARED_LONG = 0.5  # of the long words of the shorter title
LONG_WORD = 4  # letters; articles and prepositions are shorter
HAN = re.compile("[\u3400-\u9fff]")
CLAUSE = re.compile(r"\s*[,:;–—，：；،]")


class SharedItem(NamedTuple):
    """An agenda item that two documents share: the reason in words, its folded title, the organ's code."""

    reason: str
    title: str
    organ: str


def similar_titles(one: str, other: str) -> str | None:
    """Return in words how two titles are similar: equal, one continues the other, most words shared; else None.

    >>> similar_titles("Migration and development", "Migration and development, including a conference on it")
    'one title goes on after the other'
    >>> similar_titles("Human rights", "Human rights and extreme poverty") is None
    True
    """
    first, second = sorted((_words(one), _words(other)), key=len)
    if not first:
        return None
    if first == second:
        return "same title"
    if second[: len(first)] == first and len(first) > 1 and _ends_clause(max(one, other, key=len), len(first)):
        return "one title goes on after the other"
    shared, all_words = set(first) & set(second), set(first) | set(second)
    return "titles alike" if len(all_words) >= MIN_WORDS and len(shared) / len(all_words) >= MIN_SHARED else None


def titles_overlap(one: str, other: str) -> bool:
    """Return whether at least half of the long words of the shorter title also occur in the other.

    >>> titles_overlap("Protection of migrants", "Human rights of migrants")
    True
    >>> titles_overlap("Lamps at sea", "Oil of the lighthouses")
    False
    """
    first, second = (
        {word for word in tokens(title) if len(word) >= LONG_WORD or HAN.match(word)} for title in (one, other)
    )
    shorter = min(len(first), len(second))
    return bool(shorter) and len(first & second) / shorter >= MIN_SHARED_LONG


def _ends_clause(title: str, words: int) -> bool:
    """Return whether punctuation follows the first words of a title."""
    folded = normalize(title)
    matches = list(WORD.finditer(folded))
    return bool(CLAUSE.match(folded, matches[words - 1].end()))


def _words(text: str) -> list[str]:
    return WORD.findall(normalize(text))


def titles_in_one_language(one: Work, other: Work) -> tuple[str, str] | None:
    """Return the titles of two works in the first language that both have, or None."""
    for version in one.versions:
        for second in other.versions:
            if version.language == second.language and version.title and second.title:
                return version.title, second.title
    return None


def shared_item(corpus: Corpus, one: str, other: str) -> SharedItem | None:
    """Return the first agenda item with the same title that two works of different sessions are issued under."""
    for first in items_of(corpus, one):
        for second in items_of(corpus, other):
            if first.organ == second.organ and first.session != second.session:
                titles, other_titles = titles_of(corpus, first, one), titles_of(corpus, second, other)
                for folded, title in titles.items():
                    if folded in other_titles:
                        sources = _other_sources((one, first, title), (other, second, other_titles[folded]))
                        return SharedItem(f"same agenda item: {title.title}{sources}", folded, first.organ)
    return None


def _other_sources(*items: tuple[str, Item, Titled]) -> str:
    """Return in words which documents print the titles of agenda items, unless the works themselves do."""
    sources = [
        f"{title.work} names item {item.number} of session {item.session}"
        for work, item, title in items
        if title.work != work
    ]
    return f", as {' and '.join(sources)}" if sources else ""


def planned_by(corpus: Corpus, earlier: str, later: Work) -> str | None:
    """Return in words that a work put the title of a later one on the agenda of the later one's session, or None."""
    titles = {version.language: version.title for version in later.versions if version.title}
    for plan in planned_in(corpus, earlier):
        title = titles.get(plan.language)
        in_session = later.adopted is not None and plan.since <= later.adopted <= plan.until
        if title and in_session and similar_titles(title, plan.title):
            return f"put on the agenda of that session by the earlier one: {plan.title}"
    return None


def items_in_common(corpus: Corpus, one: str, other: str) -> list[Item]:
    """Return the agenda items of one session under which both works are issued."""
    items = set(items_of(corpus, other))
    return [item for item in items_of(corpus, one) if item in items]


def identifies_subject(corpus: Corpus, shared: SharedItem, series: Callable[[str], object]) -> bool:
    """Return whether an item has no sub-items and, in every session of the corpus, at most one document per series.

    `series` returns the series of a document. Lettered parts of one resolution count as one document.
    """
    if has_sub_items(corpus, shared.organ, shared.title):
        return False
    for item in items_titled(corpus, shared.organ, shared.title):
        found: dict[object, str] = {}
        for work in works_under(corpus, item):
            if (kind := series(work)) and found.setdefault(kind, _without_letter(work)) != _without_letter(work):
                return False
    return True


def _without_letter(name: str) -> str:
    """Return the symbol of the whole resolution that a lettered part belongs to."""
    try:
        return Symbol.parse(name).base
    except SymbolError:
        return name
