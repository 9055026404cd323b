"""Which citations and works to follow."""

from collections.abc import Iterable
from dataclasses import dataclass

from unrtrace.corpus import citation_graph as index
from unrtrace.corpus.citation_graph import Facts
from unrtrace.graph.adjacency import Links
from unrtrace.symbols import Symbol, SymbolError


@dataclass(frozen=True, slots=True)
class Wanted:
    """A choice of citations by relation, and of works by organ, day and whether the corpus holds them.

    `relations` are those of `unrtrace.citation/1`, none for all, an empty one for citations without;
    `organ` is a body's code such as `A` or `A/HRC`;
    `since` and `until` are ISO days, both included. A work that the corpus does not hold has the organ of its symbol
    and the day that most citations give for it; a work of no known day is left out where days are asked for.
    """

    relations: frozenset[str] = frozenset()
    organ: str | None = None
    since: str | None = None
    until: str | None = None
    resolved: bool = False

    def follows(self, relation: str | None) -> bool:
        """Whether a citation of this relation is followed."""
        return not self.relations or (relation or "") in self.relations

    def takes(self, organ: str | None, date: str | None, held: bool) -> bool:
        """Whether a work of this organ and day is kept."""
        if self.resolved and not held:
            return False
        if self.organ is not None and organ != self.organ:
            return False
        if self.since or self.until:
            return date is not None and (self.since or "") <= date <= (self.until or "9999-12-31")
        return True

    def kept(self, links: Links, numbers: Iterable[int]) -> dict[int, Facts]:
        """Of some works those that are kept, with what is known of them."""
        found = links.facts(numbers)
        if self.since or self.until:
            found |= dated(links, found.values())
        chosen = self != ALL
        return {
            number: fact
            for number, fact in found.items()
            if not chosen or self.takes(organ_of(fact), fact.date, fact.held)
        }


ALL = Wanted()


def dated(links: Links, facts: Iterable[Facts]) -> dict[int, Facts]:
    """Those works that the corpus does not hold with the day that most citations give for them."""
    missing = {fact.number: fact for fact in facts if not fact.held}
    days = index.stated_dates(links.corpus, missing)
    return {number: missing[number]._replace(date=day) for number, day in days.items()}


def organ_of(fact: Facts) -> str | None:
    """The code of a work's organ, by the work itself or by its symbol."""
    return fact.organ or organ_by(fact.id)


def organ_by(name: str) -> str | None:
    """The code of the organ that a symbol names; None for what is no symbol.

    >>> organ_by("A/HRC/RES/17/4"), organ_by("letter-2016-04-01")
    ('A/HRC', None)
    """
    try:
        return Symbol.parse(name).body
    except SymbolError:
        return None
