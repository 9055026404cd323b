"""Build the lineage of a document: each year's resolution recalls last year's on the same subject.

A link needs two things. The later document recalls, reaffirms or acts pursuant to the earlier one of the same series,
such as resolutions of one organ. And something shows that both are on one subject: their titles; the recalling
sentence of the preamble, if it names the title of the later one; or the title of their agenda item, if it identifies a
subject. A document that is recalled without a word of the subject gives no link: most of what a resolution recalls is
about something else.

>>> from unrtrace.corpus import Corpus
>>> line = lineage(Corpus(), "A/RES/52/189")
>>> [(link.earlier, link.later, link.certainty) for link in line.links]
[('A/RES/49/127', 'A/RES/50/123', 'inferred'), ('A/RES/50/123', 'A/RES/52/189', 'certain')]
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from unrtrace.corpus import MISSING, RESOLVED, Corpus, Work
from unrtrace.graph.edges import Edge, edges_from, edges_to
from unrtrace.lineage.model import (
    AMBIGUOUS,
    CERTAIN,
    INFERRED,
    PREDECESSOR_RELATIONS,
    RECALLING,
    Lineage,
    LineageLink,
    series,
    sort_key,
)
from unrtrace.lineage.same_session import same_session_links
from unrtrace.lineage.same_subject import (
    identifies_subject,
    planned_by,
    shared_item,
    similar_titles,
    titles_in_one_language,
    titles_overlap,
)
from unrtrace.lineage.subject_in_sentence import names_subject
from unrtrace.symbols import Symbol
from unrtrace.text.language import FALLBACK


@dataclass(frozen=True, slots=True)
class _Recall:
    """A later work recalls an earlier one on its subject; `certainty` is inferred where only the agenda shows that."""

    earlier: str
    later: str
    certainty: str
    reasons: tuple[str, ...]
    edges: tuple[Edge, ...] = field(default=(), compare=False)


_Recalls = dict[tuple[str, str], _Recall]  # by earlier and later work


def lineage(corpus: Corpus, name: str) -> Lineage:
    """Return the predecessors and successors of a document on its subject."""
    recalls: _Recalls = {}
    nearby = {name: same_session_links(corpus, name)}
    starts = [name] if series(name) else [end for link in nearby[name] for end in _ends(link) if series(end)]
    seen, waiting = set(starts) or {name}, list(starts)
    while waiting:
        work = waiting.pop()
        for recall in (*_recalls_by(corpus, work), *_recalls_of(corpus, work)):
            recalls[recall.earlier, recall.later] = recall
            for end in (recall.earlier, recall.later):
                if end not in seen:
                    seen.add(end)
                    waiting.append(end)
    works = tuple(sorted(seen, key=sort_key)) if len(seen) > 1 else tuple(seen)
    same_session = {
        _ends(link): link for work in works for link in nearby.get(work) or same_session_links(corpus, work)
    }
    return Lineage(name, works, tuple(_links(works, recalls)), tuple(same_session.values()))


def _ends(link: LineageLink) -> tuple[str, str]:
    return link.earlier, link.later


def _recalls_by(corpus: Corpus, later: str) -> list[_Recall]:
    """Return how a work recalls earlier ones on its subject."""
    work = corpus.work(later)
    return _recalls(corpus, work, edges_from(corpus, later)) if work and series(later) else []


def _recalls_of(corpus: Corpus, earlier: str) -> list[_Recall]:
    """Return how later works on its subject recall a work."""
    if not series(earlier):
        return []
    groups: dict[str, list[Edge]] = {}
    for edge in edges_to(corpus, earlier):
        groups.setdefault(edge.citing, []).append(edge)
    return [
        recall
        for citing, edges in groups.items()
        if series(citing) == series(earlier) and (work := corpus.work(citing))
        for recall in _recalls(corpus, work, edges)
    ]


def _recalls(corpus: Corpus, later: Work, edges: Iterable[Edge]) -> list[_Recall]:
    """Return those of a work's citations that recall an earlier work of its series on its subject."""
    groups: dict[str, list[Edge]] = {}
    its_series = series(later.id)
    for edge in edges:
        recalls = (
            edge.relation in PREDECESSOR_RELATIONS and edge.place in ("preamble", "operative") and not edge.forward
        )
        if recalls and edge.cited and edge.outcome in (RESOLVED, MISSING) and series(edge.cited) == its_series:
            groups.setdefault(edge.cited, []).append(edge)
    found = []
    for cited, group in groups.items():
        is_earlier = cited != later.id and sort_key(cited) < sort_key(later.id)
        if is_earlier and (evidence := _evidence(corpus, later, cited, group)):
            certainty, reasons = evidence
            relations = dict.fromkeys((edge.relation or "").replace("_", " ") for edge in group)
            found.append(_Recall(cited, later.id, certainty, (*relations, *reasons), tuple(group)))
    return found


def _evidence(corpus: Corpus, later: Work, cited: str, edges: list[Edge]) -> tuple[str, list[str]] | None:
    """Return the certainty that two works are on one subject and the reasons in words; None where nothing shows it."""
    reasons = []
    earlier = corpus.work(cited)
    titles = titles_in_one_language(earlier, later) if earlier else None
    if titles and (similarity := similar_titles(*titles)):
        reasons.append(similarity)
    titles_differ = titles is not None and not reasons
    if not titles_differ and _sentence_names_subject(later, edges):
        reasons.append("named with the subject")
    if earlier and (plan := planned_by(corpus, cited, later)):
        reasons.append(plan)
    certainty = CERTAIN if reasons else INFERRED
    recalled = any(edge.relation in RECALLING for edge in edges)
    ask_agenda = reasons or (recalled and (not titles or titles_overlap(*titles)))
    item = shared_item(corpus, cited, later.id) if earlier and ask_agenda else None
    if item and (reasons or identifies_subject(corpus, item, series)):
        reasons.append(item.reason)
    return (certainty, reasons) if reasons else None


def _sentence_names_subject(later: Work, edges: list[Edge]) -> bool:
    """Return whether a sentence of the preamble that recalls the earlier work names the title of the later one."""
    titles = {version.language: version.title for version in later.versions if version.title}
    return any(
        names_subject(source.sentence, text, title, source.language or FALLBACK)
        for edge in edges
        if edge.relation in RECALLING and edge.place == "preamble"
        for source, text in zip(edge.sources, edge.texts, strict=True)
        if (title := titles.get(source.language))
    )


def _links(works: tuple[str, ...], recalls: _Recalls) -> list[LineageLink]:
    """Return the links of each work to its predecessor.

    That is the latest work that it recalls, or several of one session; without any, the latest earlier work that a
    still later one recalls together with it.
    """
    links = []
    for position, later in enumerate(works):
        recalled = [earlier for earlier, recalling in recalls if recalling == later]
        if recalled:
            latest = max(recalled, key=sort_key)
            rivals = [one for one in recalled if one != latest and _session(one) == _session(latest)]
            for earlier in (latest, *rivals):
                recall = recalls[earlier, later]
                certainty = AMBIGUOUS if rivals else recall.certainty
                links.append(LineageLink(earlier, later, certainty, recall.reasons, recall.edges))
        elif position:
            links += _link_by_later_work(works[:position], later, recalls)
    return links


def _session(name: str) -> str | int | None:
    symbol = Symbol.parse(name)
    return symbol.session or symbol.year


def _link_by_later_work(before: tuple[str, ...], work: str, recalls: _Recalls) -> list[LineageLink]:
    """Return the link of a work that recalls none, to the latest one before it that a still later work recalls too."""
    for citing in sorted((later for earlier, later in recalls if earlier == work), key=sort_key):
        both = [one for one in before if (one, citing) in recalls and _session(one) != _session(work)]
        if both:
            earlier = max(both, key=sort_key)
            edges = recalls[earlier, citing].edges + recalls[work, citing].edges
            return [LineageLink(earlier, work, INFERRED, (f"{citing} names both as its line",), edges)]
    return []
