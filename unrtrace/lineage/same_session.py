"""The documents that stand beside one in its session: reports it notes, drafts it grew from, under the same item.

The number of an agenda's item, with its letter, ties documents of one session, but many an item has fifty: so the two
must cite each other too, or have one title.
"""

from unrtrace.corpus import Corpus
from unrtrace.corpus.agenda import Item, items_of, titles_of, works_under
from unrtrace.graph.edges import Edge, edges_from, edges_to
from unrtrace.lineage.model import CERTAIN, INFERRED, SESSION, Link, series
from unrtrace.lineage.same_subject import alike, in_one_language, items_in_common


def beside(corpus: Corpus, name: str) -> list[Link]:
    """What ties a work to others of its session and item, those it cites first, then those that cite it."""
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
    links = [_link(corpus, other, name, cited.get(other, []), citing.get(other, [])) for other in others]
    return [link for link in links if link]


def _link(corpus: Corpus, other: str, name: str, cited: list[Edge], citing: list[Edge]) -> Link | None:
    """The link of two works of one session; two of one series need one title besides."""
    one, another = corpus.work(other), corpus.work(name)
    titles = in_one_language(one, another) if one and another else None
    title = alike(*titles) if titles else None
    edges = cited or citing
    if not title and (not edges or series(other) == series(name)):
        return None
    earlier, later = (other, name) if cited or (not citing and not series(other)) else (name, other)
    relations = dict.fromkeys((edge.relation or "cites").replace("_", " ") for edge in edges)
    items = [_named(corpus, item, name) for item in items_in_common(corpus, name, other)]
    reasons = (*relations, *([title] if title else []), *items)
    return Link(earlier, later, CERTAIN if edges else INFERRED, reasons, tuple(edges), SESSION)


def _named(corpus: Corpus, item: Item, name: str) -> str:
    title = next(iter(titles_of(corpus, item, name).values()), None)
    return f"agenda item {item.number} of session {item.session}" + (f": {title.title}" if title else "")
