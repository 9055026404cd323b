"""The line of a document: each year's resolution recalls last year's on the same subject.

A link needs two things: the later document recalls, reaffirms or acts pursuant to the earlier one of the same series
(resolutions of one organ, say), and something says that both are on one subject: the titles, or the recalling
sentence of the preamble, which names the later one's title. What is recalled without a word of its subject is no
link: most of what a resolution recalls is on something else.

>>> from unrtrace.corpus import Corpus
>>> line = lineage(Corpus(), "A/RES/52/189")
>>> [(link.earlier, link.later, link.certainty) for link in line.links]
[('A/RES/49/127', 'A/RES/50/123', 'inferred'), ('A/RES/50/123', 'A/RES/52/189', 'certain')]
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from unrtrace.chain.edges import Edge, edges_from, edges_to
from unrtrace.corpus import MISSING, RESOLVED, Corpus, Work
from unrtrace.corpus.search import fold
from unrtrace.symbols import Symbol, SymbolError

RECALLING = frozenset(("recalls", "reaffirms", "reiterates", "bearing_in_mind"))
LINKING = RECALLING | {"pursuant_to", "supersedes"}
NATURES = ("RES", "DEC", "PRST")
ALIKE = 0.75  # of the words of both titles together
WORDS = 3  # of a title that can be told from others in a sentence
SIGNS = 6  # the same for Chinese, which has no spaces
WORD = re.compile(r"[^\W_]+")
HAN = re.compile("[\u3400-\u9fff]")
CLAUSE = re.compile(r"\s*[,:;–—，：；،]")

CERTAIN, INFERRED, AMBIGUOUS = "certain", "inferred", "ambiguous"


@dataclass(frozen=True, slots=True)
class Link:
    """Two neighbours of a line and why they are: `reasons` in words, the citations that say so in `edges`.

    `certainty` is `certain` where the later document cites the earlier one as its predecessor, `inferred` where a
    still later one names both together, `ambiguous` where several documents may be the neighbour.
    """

    earlier: str
    later: str
    certainty: str
    reasons: tuple[str, ...]
    edges: tuple[Edge, ...] = ()


@dataclass(frozen=True, slots=True)
class Lineage:
    """A document's line, oldest first; `works` holds the document itself even where nothing else belongs to it."""

    of: str
    works: tuple[str, ...]
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class _Told:
    """That a later work recalls an earlier one on its own subject."""

    earlier: str
    later: str
    reasons: tuple[str, ...]
    edges: tuple[Edge, ...] = field(default=(), compare=False)


def lineage(corpus: Corpus, name: str) -> Lineage:
    """The predecessors and successors of a document on its subject."""
    told: dict[tuple[str, str], _Told] = {}
    seen, waiting = {name}, [name]
    while waiting:
        one = waiting.pop()
        for found in (*_before(corpus, one), *_after(corpus, one)):
            told[found.earlier, found.later] = found
            for other in (found.earlier, found.later):
                if other not in seen:
                    seen.add(other)
                    waiting.append(other)
    works = tuple(sorted(seen, key=_age)) if len(seen) > 1 else (name,)
    return Lineage(name, works, tuple(_links(works, told)))


def _age(name: str) -> Symbol:
    """What orders a line: the symbols, whose sessions and numbers grow with time."""
    return Symbol.parse(name)


def _series(name: str) -> tuple[str, str] | None:
    """The series that a document stands in: its organ and nature; None for what has no successors of its kind.

    >>> _series("A/RES/52/189"), _series("A/51/L.53")
    (('A', 'RES'), None)
    """
    try:
        symbol = Symbol.parse(name)
    except SymbolError:
        return None
    return (symbol.body, symbol.nature) if symbol.nature in NATURES else None


def _before(corpus: Corpus, later: str) -> list[_Told]:
    """The works that a work recalls on its own subject."""
    work = corpus.work(later)
    return _found(corpus, work, edges_from(corpus, later)) if work and _series(later) else []


def _after(corpus: Corpus, earlier: str) -> list[_Told]:
    """What recalls a work as one on the subject of what recalls."""
    if not _series(earlier):
        return []
    groups: dict[str, list[Edge]] = {}
    for edge in edges_to(corpus, earlier):
        groups.setdefault(edge.citing, []).append(edge)
    return [
        one
        for citing, edges in groups.items()
        if _series(citing) == _series(earlier) and (work := corpus.work(citing))
        for one in _found(corpus, work, edges)
    ]


def _found(corpus: Corpus, later: Work, edges: Iterable[Edge]) -> list[_Told]:
    groups: dict[str, list[Edge]] = {}
    series = _series(later.id)
    for edge in edges:
        recalled = edge.relation in LINKING and edge.place in ("preamble", "operative") and not edge.forward
        if recalled and edge.cited and edge.outcome in (RESOLVED, MISSING) and _series(edge.cited) == series:
            groups.setdefault(edge.cited, []).append(edge)
    found = []
    for cited, told in groups.items():
        if cited != later.id and _age(cited) < _age(later.id) and (reasons := _reasons(corpus, later, cited, told)):
            relations = dict.fromkeys((edge.relation or "").replace("_", " ") for edge in told)
            found.append(_Told(cited, later.id, (*relations, *reasons), tuple(told)))
    return found


def _reasons(corpus: Corpus, later: Work, cited: str, edges: list[Edge]) -> list[str]:
    """What says that two works are on one subject, in words."""
    earlier = corpus.work(cited)
    reasons = []
    if earlier:
        if reason := _titles(earlier, later):
            reasons.append(reason)
        elif any(version.title for version in earlier.versions):
            return []
    titles = {version.language: version.title for version in later.versions if version.title}
    if any(
        names(source.sentence, title)
        for edge in edges
        if edge.relation in RECALLING and edge.place == "preamble"
        for source in edge.sources
        if (title := titles.get(source.language))
    ):
        reasons.append("named with the subject")
    return reasons


def _titles(one: Work, other: Work) -> str | None:
    """Whether the titles of two works in one language say that they are on one subject."""
    for version in one.versions:
        for second in other.versions:
            if version.language == second.language and version.title and second.title:
                return alike(version.title, second.title)
    return None


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
    return "titles alike" if len(all_words) > WORDS and len(shared) / len(all_words) >= ALIKE else None


def _ends_a_clause(title: str, words: int) -> bool:
    """Whether a sign of punctuation follows the first words of a title."""
    places = list(WORD.finditer(fold(title)))
    return bool(CLAUSE.match(fold(title), places[words - 1].end()))


def names(sentence: str, title: str) -> bool:
    """Whether a sentence names a title, or its first clause, word by word; never for one too short to tell.

    >>> names("Recalling its resolution 50/123 on migration and development,", "Migration and development, again")
    True
    """
    clause = CLAUSE.split(title, maxsplit=1)[0]
    wanted = _words(clause)
    if HAN.search(clause):
        run = "".join(wanted)
        return len(run) >= SIGNS and run in "".join(_words(sentence))
    return len(wanted) >= WORDS and f" {' '.join(wanted)} " in f" {' '.join(_words(sentence))} "


def _words(text: str) -> list[str]:
    return WORD.findall(fold(text))


def _links(works: tuple[str, ...], told: dict[tuple[str, str], _Told]) -> list[Link]:
    """A link from each work to the next: what the later says of it, else that a still later one names both."""
    nearest = {later: max((e for e, its in told if its == later), key=_age, default=None) for later in works}
    links = []
    for place, later in enumerate(works):
        earlier = nearest[later]
        if earlier is not None:
            rivals = [e for e, its in told if its == later and e != earlier and _session(e) == _session(earlier)]
            for one in (earlier, *rivals):
                found = told[one, later]
                certainty = AMBIGUOUS if rivals else CERTAIN
                links.append(Link(one, later, certainty, found.reasons, found.edges))
        elif place:
            links += _together(works[:place], later, told)
    return links


def _session(name: str) -> str | int | None:
    symbol = Symbol.parse(name)
    return symbol.session or symbol.year


def _together(before: tuple[str, ...], later: str, told: dict[tuple[str, str], _Told]) -> list[Link]:
    """The link of a work that says nothing itself: the last one before it that a still later work recalls too."""
    for teller in sorted((last for early, last in told if early == later), key=_age):
        both = [early for early in before if (early, teller) in told and _session(early) != _session(later)]
        if both:
            earlier = max(both, key=_age)
            edges = told[earlier, teller].edges + told[later, teller].edges
            return [Link(earlier, later, INFERRED, (f"{teller} names both as its line",), edges)]
    return []
