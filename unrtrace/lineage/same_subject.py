"""What says that two documents are on one subject: their titles, a sentence that names it, the agenda.

A number of an agenda means nothing in another session. There only the item's title counts, and it tells one subject
from others only where an item has one resolution a session; under *Human rights questions* stand fifty.
"""

import re
from collections.abc import Callable
from typing import NamedTuple

from unrtrace.corpus import Corpus, Work
from unrtrace.corpus.agenda import Item, has_sub_items, items_of, items_titled, planned_in, titles_of, works_under
from unrtrace.index.fulltext_tokens import WORD, fold, tokens
from unrtrace.symbols import Symbol, SymbolError

ALIKE = 0.75  # of the words of both titles together
FEW = 3  # different words of two titles that are too few to compare by most of them
RELATED = 0.5  # of the long words of the shorter title
LONG = 4  # letters of a word that is no article or preposition
HAN = re.compile("[\u3400-\u9fff]")
CLAUSE = re.compile(r"\s*[,:;–—，：；،]")


class Shared(NamedTuple):
    """An item of the agenda that two documents share: the reason in words, its folded title, whose it is."""

    reason: str
    title: str
    organ: str


def alike(one: str, other: str) -> str | None:
    """How two titles are alike: the same, one goes on after the other, or most words shared.

    >>> alike("Migration and development", "Migration and development, including the convening of a conference")
    'one title goes on after the other'
    >>> alike("Human rights", "Human rights and extreme poverty") is None
    True
    """
    first, second = sorted((_words(one), _words(other)), key=len)
    if not first:
        return None
    if first == second:
        return "same title"
    if second[: len(first)] == first and len(first) > 1 and _ends_a_clause(max(one, other, key=len), len(first)):
        return "one title goes on after the other"
    shared, all_words = set(first) & set(second), set(first) | set(second)
    return "titles alike" if len(all_words) > FEW and len(shared) / len(all_words) >= ALIKE else None


def related(one: str, other: str) -> bool:
    """Whether half of the long words of the shorter title stand in the other one too.

    >>> related("Protection of migrants", "Human rights of migrants"), related("Lamps at sea", "Oil of the lighthouses")
    (True, False)
    """
    first, second = ({word for word in tokens(title) if len(word) >= LONG or HAN.match(word)} for title in (one, other))
    shorter = min(len(first), len(second))
    return bool(shorter) and len(first & second) / shorter >= RELATED


def _ends_a_clause(title: str, words: int) -> bool:
    """Whether a sign of punctuation follows the first words of a title."""
    places = list(WORD.finditer(fold(title)))
    return bool(CLAUSE.match(fold(title), places[words - 1].end()))


def _words(text: str) -> list[str]:
    return WORD.findall(fold(text))


def in_one_language(one: Work, other: Work) -> tuple[str, str] | None:
    """The titles of two works in a language that both have."""
    for version in one.versions:
        for second in other.versions:
            if version.language == second.language and version.title and second.title:
                return version.title, second.title
    return None


# ---- the agenda --------------------------------------------------------------------------------------


def same_item(corpus: Corpus, one: str, other: str) -> Shared | None:
    """The item that two works of different sessions share by its title."""
    for first in items_of(corpus, one):
        for second in items_of(corpus, other):
            if first.organ == second.organ and first.session != second.session:
                its, others = titles_of(corpus, first, one), titles_of(corpus, second, other)
                for title, (printed, work) in its.items():
                    if title in others:
                        tellers = [
                            f"{teller} names item {number} of session {session}"
                            for (_, session, number), teller, own in (
                                (first, work, one), (second, others[title].work, other),
                            )
                            if teller != own
                        ]  # fmt: skip
                        told = f", as {' and '.join(tellers)}" if tellers else ""
                        return Shared(f"same agenda item: {printed}{told}", title, first.organ)
    return None


def planned(corpus: Corpus, earlier: str, later: Work) -> str | None:
    """That a work put the title of a later one on the agenda of the session that the later one is of, in words."""
    titles = {version.language: version.title for version in later.versions if version.title}
    for plan in planned_in(corpus, earlier):
        title = titles.get(plan.language)
        if title and plan.since <= (later.adopted or "") <= plan.until and alike(title, plan.title):
            return f"put on the agenda of that session by the earlier one: {plan.title}"
    return None


def items_in_common(corpus: Corpus, one: str, other: str) -> list[Item]:
    """The items of one session that two works are both issued under."""
    its = set(items_of(corpus, other))
    return [item for item in items_of(corpus, one) if item in its]


def is_narrow(corpus: Corpus, shared: Shared, series: Callable[[str], object]) -> bool:
    """Whether an item has no sub-items and, in each session that the corpus holds, one document of a series at most.

    Lettered parts of one resolution are one.
    """
    if has_sub_items(corpus, shared.organ, shared.title):
        return False
    for item in items_titled(corpus, shared.organ, shared.title):
        found: dict[object, str] = {}
        for work in works_under(corpus, item):
            if (kind := series(work)) and found.setdefault(kind, _whole(work)) != _whole(work):
                return False
    return True


def _whole(name: str) -> str:
    try:
        return Symbol.parse(name).base
    except SymbolError:
        return name
