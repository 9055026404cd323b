"""Which citations and works to follow."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from unrtrace.corpus import citation_graph as index
from unrtrace.corpus.citation_graph import NodeData
from unrtrace.graph.adjacency import Adjacency
from unrtrace.symbols import Symbol, SymbolError


@dataclass(frozen=True, slots=True)
class Filter:
    """A choice of citations by relation, and of works by organ, date and whether the corpus has them.

    `relations` are those of `unrtrace.citation/1`; none means all, an empty string citations without a relation.
    `organ` is a body's code such as `A` or `A/HRC`; `since` and `until` are both included; `resolved` keeps
    only works of the corpus. A work outside the corpus has the organ of its symbol and the date that most citations
    give for it; where dates are asked for, a work without a known date is left out.
    """

    relations: frozenset[str] = frozenset()
    organ: str | None = None
    since: datetime.date | None = None
    until: datetime.date | None = None
    resolved: bool = False

    def follows(self, relation: str | None) -> bool:
        """Return whether a citation of this relation is followed.

        >>> Filter(relations=frozenset({"recalls"})).follows("recalls"), Filter().follows(None)
        (True, True)
        """
        return not self.relations or (relation or "") in self.relations

    def accepts(self, organ: str | None, date: datetime.date | None, held: bool) -> bool:
        """Return whether a work of this organ and date is kept; `held` says whether the corpus has it.

        >>> Filter(organ="A", since=datetime.date(1997, 1, 1)).accepts("A", datetime.date(1997, 12, 18), held=False)
        True
        """
        if self.resolved and not held:
            return False
        if self.organ is not None and organ != self.organ:
            return False
        if self.since or self.until:
            return date is not None and (self.since or date.min) <= date <= (self.until or date.max)
        return True

    def apply(self, adjacency: Adjacency, numbers: Iterable[int]) -> dict[int, NodeData]:
        """Return the accepted ones of some works, with their facts, in the given order."""
        found = adjacency.facts(numbers)
        if self.since or self.until:
            found |= with_stated_dates(adjacency, found.values())
        if self == ALL:
            return found
        return {
            number: facts for number, facts in found.items() if self.accepts(organ_of(facts), facts.date, facts.held)
        }


ALL = Filter()


def with_stated_dates(adjacency: Adjacency, facts: Iterable[NodeData]) -> dict[int, NodeData]:
    """Return the works outside the corpus for which citations give a date, with the one that most of them give."""
    missing = {one.number: one for one in facts if not one.held}
    days = index.stated_dates(adjacency.corpus, missing)
    return {number: missing[number]._replace(date=day) for number, day in days.items()}


def organ_of(facts: NodeData) -> str | None:
    """Return the code of a work's organ, stated by the work itself or else by its symbol."""
    return facts.organ or organ_of_symbol(facts.id)


def organ_of_symbol(name: str) -> str | None:
    """Return the code of the organ that a symbol names, or None for what is not a symbol.

    >>> organ_of_symbol("A/HRC/RES/17/4"), organ_of_symbol("letter-2016-04-01")
    ('A/HRC', None)
    """
    try:
        return Symbol.parse(name).body
    except SymbolError:
        return None
