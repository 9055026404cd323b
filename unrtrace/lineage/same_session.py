"""The documents that belong to one in its session: reports it notes, drafts it came from, under the same agenda item.

The number of an agenda item, with its letter, connects documents of one session, but many items have fifty. So the two
must also cite each other or have the same title.
"""

from collections.abc import Sequence

from unrtrace.corpus import Corpus
from unrtrace.corpus.agenda import Item, items_of, titles_of, works_under
from unrtrace.graph.edges import Edge, edges_from, edges_to
from unrtrace.lineage.model import CERTAIN, INFERRED, SESSION, LineageLink, series
from unrtrace.lineage.same_subject import items_in_common, similar_titles, titles_in_one_language


def same_session_links(corpus: Corpus, name: str) -> list[LineageLink]:
    """Return the links of a work to others of its session and agenda item."""
    others = dict.fromkeys(work for item in items_of(corpus, name) for work in works_under(corpus, item))
    others.pop(name, None)
    if not others:
        return []
    cited: dict[str, list[Edge]] = {}
    for edge in edges_from(corpus, name):
        if edge.cited in others:
            cited.setdefault(edge.cited, []).append(edge)
    citing: dict[str, list[Edge]] = {}
    for edge in edges_to(corpus, name, list(others)):
        citing.setdefault(edge.citing, []).append(edge)
    links = [_link(corpus, name, other, cited.get(other, ()), citing.get(other, ())) for other in others]
    return [link for link in links if link]


def _link(corpus: Corpus, name: str, other: str, cited: Sequence[Edge], citing: Sequence[Edge]) -> LineageLink | None:
    """Return the link of two works of one session, or None; two works of one series must have the same title too.

    `cited` are the citations of the other work by the named one, `citing` those the other way round.
    """
    work, other_work = corpus.work(name), corpus.work(other)
    titles = titles_in_one_language(other_work, work) if work and other_work else None
    similarity = similar_titles(*titles) if titles else None
    edges = cited or citing
    if not similarity and (not edges or series(other) == series(name)):
        return None
    earlier, later = (other, name) if cited or (not citing and not series(other)) else (name, other)
    relations = dict.fromkeys((edge.relation or "cites").replace("_", " ") for edge in edges)
    items = [_describe(corpus, item, name) for item in items_in_common(corpus, name, other)]
    reasons = (*relations, *([similarity] if similarity else []), *items)
    return LineageLink(earlier, later, CERTAIN if edges else INFERRED, reasons, tuple(edges), SESSION)


def _describe(corpus: Corpus, item: Item, name: str) -> str:
    """Return an agenda item in words, with its title where a document of the session prints it."""
    title = next(iter(titles_of(corpus, item, name).values()), None)
    return f"agenda item {item.number} of session {item.session}" + (f": {title.title}" if title else "")
