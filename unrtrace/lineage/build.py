"""The line of a document: each year's resolution recalls last year's on the same subject.

A link needs two things: the later document recalls, reaffirms or acts pursuant to the earlier one of the same series
(resolutions of one organ, say), and something says that both are on one subject: the titles, or the recalling
sentence of the preamble, which names the later one's title, or the title of the agenda's item where it tells one
subject from others. What is recalled without a word of its subject is no link: most of what a resolution recalls is
on something else.

>>> from unrtrace.corpus import Corpus
>>> line = lineage(Corpus(), "A/RES/52/189")
>>> [(link.earlier, link.later, link.certainty) for link in line.links]
[('A/RES/49/127', 'A/RES/50/123', 'inferred'), ('A/RES/50/123', 'A/RES/52/189', 'certain')]
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from unrtrace.corpus import MISSING, RESOLVED, Corpus, Work
from unrtrace.graph.edges import Edge, edges_from, edges_to
from unrtrace.lineage.model import AMBIGUOUS, CERTAIN, INFERRED, LINKING, RECALLING, Lineage, Link, age, series
from unrtrace.lineage.same_session import beside
from unrtrace.lineage.same_subject import alike, in_one_language, is_narrow, planned, related, same_item
from unrtrace.lineage.subject_in_sentence import names
from unrtrace.symbols import Symbol


@dataclass(frozen=True, slots=True)
class _Told:
    """That a later work recalls an earlier one on its own subject; `certainty` is inferred by the agenda alone."""

    earlier: str
    later: str
    certainty: str
    reasons: tuple[str, ...]
    edges: tuple[Edge, ...] = field(default=(), compare=False)


def lineage(corpus: Corpus, name: str) -> Lineage:
    """The predecessors and successors of a document on its subject."""
    told: dict[tuple[str, str], _Told] = {}
    around = {name: beside(corpus, name)}
    begins = [name] if series(name) else [one for link in around[name] for one in _ends(link) if series(one)]
    seen, waiting = set(begins) or {name}, list(begins)
    while waiting:
        one = waiting.pop()
        for found in (*_before(corpus, one), *_after(corpus, one)):
            told[found.earlier, found.later] = found
            for other in (found.earlier, found.later):
                if other not in seen:
                    seen.add(other)
                    waiting.append(other)
    works = tuple(sorted(seen, key=age)) if len(seen) > 1 else tuple(seen)
    ties = {_ends(link): link for work in works for link in around.get(work) or beside(corpus, work)}
    return Lineage(name, works, tuple(_links(works, told)), tuple(ties.values()))


def _ends(link: Link) -> tuple[str, str]:
    return link.earlier, link.later


def _before(corpus: Corpus, later: str) -> list[_Told]:
    """The works that a work recalls on its own subject."""
    work = corpus.work(later)
    return _found(corpus, work, edges_from(corpus, later)) if work and series(later) else []


def _after(corpus: Corpus, earlier: str) -> list[_Told]:
    """What recalls a work as one on the subject of what recalls."""
    if not series(earlier):
        return []
    groups: dict[str, list[Edge]] = {}
    for edge in edges_to(corpus, earlier):
        groups.setdefault(edge.citing, []).append(edge)
    return [
        one
        for citing, edges in groups.items()
        if series(citing) == series(earlier) and (work := corpus.work(citing))
        for one in _found(corpus, work, edges)
    ]


def _found(corpus: Corpus, later: Work, edges: Iterable[Edge]) -> list[_Told]:
    groups: dict[str, list[Edge]] = {}
    own = series(later.id)
    for edge in edges:
        recalled = edge.relation in LINKING and edge.place in ("preamble", "operative") and not edge.forward
        if recalled and edge.cited and edge.outcome in (RESOLVED, MISSING) and series(edge.cited) == own:
            groups.setdefault(edge.cited, []).append(edge)
    found = []
    for cited, told in groups.items():
        if cited != later.id and age(cited) < age(later.id) and (known := _reasons(corpus, later, cited, told)):
            certainty, reasons = known
            relations = dict.fromkeys((edge.relation or "").replace("_", " ") for edge in told)
            found.append(_Told(cited, later.id, certainty, (*relations, *reasons), tuple(told)))
    return found


def _reasons(corpus: Corpus, later: Work, cited: str, edges: list[Edge]) -> tuple[str, list[str]] | None:
    """What says that two works are on one subject, in words, and how certain that is."""
    reasons = []
    earlier = corpus.work(cited)
    titles = in_one_language(earlier, later) if earlier else None
    if titles and (reason := alike(*titles)):
        reasons.append(reason)
    is_other = titles is not None and not reasons
    if not is_other and _is_named(later, edges):
        reasons.append("named with the subject")
    if earlier and (plan := planned(corpus, cited, later)):
        reasons.append(plan)
    certainty = CERTAIN if reasons else INFERRED
    recalled = any(edge.relation in RECALLING for edge in edges)
    may_share = reasons or (recalled and (not titles or related(*titles)))
    shared = same_item(corpus, cited, later.id) if earlier and may_share else None
    if shared and (reasons or is_narrow(corpus, shared, series)):
        reasons.append(shared.reason)
    return (certainty, reasons) if reasons else None


def _is_named(later: Work, edges: list[Edge]) -> bool:
    """Whether a sentence of the preamble that recalls the earlier one names the later one's title."""
    titles = {version.language: version.title for version in later.versions if version.title}
    return any(
        names(source.sentence, text, title, source.language or "en")
        for edge in edges
        if edge.relation in RECALLING and edge.place == "preamble"
        for source, text in zip(edge.sources, edge.texts, strict=True)
        if (title := titles.get(source.language))
    )


def _links(works: tuple[str, ...], told: dict[tuple[str, str], _Told]) -> list[Link]:
    """A link from each work to the next: what the later says of it, else that a still later one names both."""
    nearest = {later: max((e for e, its in told if its == later), key=age, default=None) for later in works}
    links = []
    for place, later in enumerate(works):
        earlier = nearest[later]
        if earlier is not None:
            rivals = [e for e, its in told if its == later and e != earlier and _session(e) == _session(earlier)]
            for one in (earlier, *rivals):
                found = told[one, later]
                certainty = AMBIGUOUS if rivals else found.certainty
                links.append(Link(one, later, certainty, found.reasons, found.edges))
        elif place:
            links += _together(works[:place], later, told)
    return links


def _session(name: str) -> str | int | None:
    symbol = Symbol.parse(name)
    return symbol.session or symbol.year


def _together(before: tuple[str, ...], later: str, told: dict[tuple[str, str], _Told]) -> list[Link]:
    """The link of a work that says nothing itself: the last one before it that a still later work recalls too."""
    for teller in sorted((last for early, last in told if early == later), key=age):
        both = [early for early in before if (early, teller) in told and _session(early) != _session(later)]
        if both:
            earlier = max(both, key=age)
            edges = told[earlier, teller].edges + told[later, teller].edges
            return [Link(earlier, later, INFERRED, (f"{teller} names both as its line",), edges)]
    return []
