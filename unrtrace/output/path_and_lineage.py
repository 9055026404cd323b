"""Chains of citations and lines of documents on their way out."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any, TextIO

from unrtrace.corpus import Corpus
from unrtrace.graph import Edge
from unrtrace.graph.shortest_paths import edges_of_path
from unrtrace.lineage import Lineage, LineageLink
from unrtrace.output import labels, serialize, text_view

if TYPE_CHECKING:
    from rich.console import RenderableType

STEP, LINK = "unrtrace.step/1", "unrtrace.link/1"
STEPS = (
    "schema", "chain", "step", "length", "citing", "cited", "citing_title", "cited_title", "relation", "place",
    "paragraph", "date", "forward", "count", "sources",
)  # fmt: skip
LINKS = (
    "schema", "of", "kind", "earlier", "later", "certainty", "reasons", "earlier_date", "later_date", "earlier_title",
    "later_title", "earlier_outcome", "later_outcome", "sources",
)  # fmt: skip


def write(
    corpus: Corpus,
    found: Iterable[tuple[str, ...]],
    form: str,
    out: TextIO,
    *,
    language: str,
    colored: bool,
    width: int | None,
    null: bool = False,
) -> None:
    """Write chains, each from the document that cites to the one that is cited in the end."""
    if form == "symbols":
        for name in dict.fromkeys(name for chain in found for name in chain):
            out.write(name + ("\0" if null else "\n"))
    elif form == "rich":
        from unrtrace.output import rich_view

        view = rich_view.console(color=colored, width=width)
        for number, chain in enumerate(found):
            if number:
                view.print()
            view.print(_view(corpus, chain, language))
    else:
        rows = (row for number, chain in enumerate(found, 1) for row in steps(corpus, chain, number, language))
        if form == "text":
            for line in text_view.table(_columns(row) for row in rows):
                out.write(line + "\n")
        else:
            serialize.write(rows, form, out, columns=STEPS)


def steps(corpus: Corpus, chain: tuple[str, ...], number: int, language: str) -> Iterator[dict[str, Any]]:
    """A record a step: the citation that says most of those between the two, `count` of them in all."""
    for step, ((citing, cited), edges) in enumerate(zip(pairwise(chain), edges_of_path(corpus, chain), strict=True), 1):
        best = speaking(edges)
        yield {
            "schema": STEP, "chain": number, "step": step, "length": len(chain) - 1, "citing": citing, "cited": cited,
            "citing_title": title(corpus, citing, language), "cited_title": title(corpus, cited, language),
            "relation": best.relation, "place": best.place, "paragraph": best.paragraph, "date": best.date,
            "forward": best.forward, "count": len(edges), "sources": sources([best]),
        }  # fmt: skip


def speaking(edges: Sequence[Edge]) -> Edge:
    """The citation that says most: one with a relation rather than none, in the text rather than in a footnote."""
    return min(edges, key=lambda edge: (edge.relation is None, edge.place == "footnote", edge.forward))


def sources(edges: Iterable[Edge]) -> list[dict[str, Any]]:
    """Files, lines and sentences of citations, each once."""
    found = {(one.file, one.line): one for edge in edges for one in edge.sources}
    return [
        {"file": one.file, "line": one.line, "language": one.language, "sentence": one.sentence}
        for one in found.values()
    ]


def title(corpus: Corpus, name: str, language: str) -> str | None:
    """The title of a document that the corpus holds."""
    work = corpus.work(name)
    return work.title_in(language) if work else None


def _columns(row: dict[str, Any]) -> tuple[str, ...]:
    first: dict[str, Any] = row["sources"][0]
    return (
        f"{row['chain']}.{row['step']}", row["citing"], row["cited"], (row["relation"] or "-").replace("_", " "),
        labels.place(row["place"], row["paragraph"]) + (" (forward in time)" if row["forward"] else ""),
        f"{first['file']}:{first['line']}", labels.clean(first["sentence"]),
    )  # fmt: skip


def _view(corpus: Corpus, chain: tuple[str, ...], language: str) -> "RenderableType":
    from rich.console import Group
    from rich.padding import Padding
    from rich.text import Text

    def head(name: str) -> Text:
        line = Text(name, style="cyan")
        if corpus.work(name) is None:
            line.append("  missing", style="red")
        return line.append(f"  {labels.clean(title(corpus, name, language))}", style="default")

    parts: list[RenderableType] = [head(chain[0])]
    for cited, edges in zip(chain[1:], edges_of_path(corpus, chain), strict=True):
        best = speaking(edges)
        line = Text()
        line.append((best.relation or "names").replace("_", " "), style="magenta")
        line.append(f" · {labels.place_of(best)}", style="default")
        for caution in labels.cautions(best):
            line.append(f" · {caution.replace('_', ' ')}", style="yellow")
        line.append(" · " + labels.sources(best.sources), style="dim")
        said = Text(labels.clean(best.sources[0].sentence), style="italic")
        parts.append(Padding(Group(line, said), (0, 0, 0, 2)))
        parts.append(Text("└▶ ", style="dim") + head(cited))
    return Group(*parts)


def links(corpus: Corpus, line: Lineage, language: str) -> Iterator[dict[str, Any]]:
    """A record a link: those of the line, oldest first, then those of its members' sessions."""

    def day(name: str) -> str | None:
        work = corpus.work(name)
        return work.date if work else None

    for link in (*line.links, *line.same_session):
        yield {
            "schema": LINK, "of": line.of, "kind": link.kind, "earlier": link.earlier, "later": link.later,
            "certainty": link.certainty, "reasons": list(link.reasons),
            "earlier_date": day(link.earlier), "later_date": day(link.later),
            "earlier_title": title(corpus, link.earlier, language), "later_title": title(corpus, link.later, language),
            "earlier_outcome": corpus.resolve(link.earlier).outcome,
            "later_outcome": corpus.resolve(link.later).outcome, "sources": sources(link.edges),
        }  # fmt: skip


def line_rows(corpus: Corpus, line: Lineage, language: str) -> Iterator[tuple[str, ...]]:
    """A line as columns: each document, what it follows, why, and where that is said; `>` marks the one asked for.

    Below each stand the documents of its session, marked with `+`.
    """
    for name in line.works:
        following = [link for link in line.links if link.later == name]
        if not following:
            yield (*_head(corpus, name, line, ""), "-", "-", "-", "-", _title(corpus, name, language))
        for number, link in enumerate(following):
            head = _head(corpus, name, line, "") if not number else ("", "")
            shown = _title(corpus, name, language) if not number else ""
            yield (*head, f"after {link.earlier}", *_said(link), shown)
        for other, link in _beside(line, name):
            yield (
                *_head(corpus, other, line, "  + "), f"beside {name}", *_said(link), _title(corpus, other, language)
            )  # fmt: skip


def _head(corpus: Corpus, name: str, line: Lineage, mark: str) -> tuple[str, str]:
    return (">" if name == line.of else " ") + " " + mark + name, _day(corpus, name, line)


def _day(corpus: Corpus, name: str, line: Lineage) -> str:
    """The day of a document; of one that is missing, the day that a link's citation gives for it."""
    if work := corpus.work(name):
        return work.date or "-"
    told = (edge.date for link in line.links for edge in link.edges if edge.cited == name)
    return f"missing {next(filter(None, told), None) or ''}".rstrip()


def _title(corpus: Corpus, name: str, language: str) -> str:
    return labels.clean(title(corpus, name, language)) or "-"


def _said(link: LineageLink) -> tuple[str, str, str]:
    """How certain a link is, why, and where that is said."""
    places = {(where.file, where.line): where for edge in link.edges for where in edge.sources}
    return link.certainty, "; ".join(map(labels.clean, link.reasons)), labels.sources([*places.values()]) or "-"


def _beside(line: Lineage, name: str) -> Iterator[tuple[str, LineageLink]]:
    """What stands beside a member of the line, and why; two members only once, below the later one."""
    for link in line.same_session:
        if name == link.later or (name == link.earlier and link.later not in line.works):
            yield (link.earlier if name == link.later else link.later), link


def line_view(corpus: Corpus, line: Lineage, language: str) -> "RenderableType":
    """A line on a terminal: the documents one below the other, why each follows between them."""
    from rich.console import Group
    from rich.padding import Padding
    from rich.text import Text

    def row(name: str, signs: str) -> Text:
        work, asked = corpus.work(name), name == line.of
        text = Text(signs[asked] + " ", style="bold" if asked else "dim")
        text.append(name, style="bold cyan" if asked else "cyan")
        text.append(f"  {_day(corpus, name, line)}", style="default" if work else "red")
        return text.append(f"  {labels.clean(title(corpus, name, language))}", style="default")

    def reason(link: LineageLink, to: str) -> Text:
        certainty, why, where = _said(link)
        style = {"certain": "green", "inferred": "default", "ambiguous": "yellow"}[certainty]
        text = Text(f"{certainty}: ", style=style).append(why, style="default")
        return text.append(f"  {to}  {where if link.edges else ''}".rstrip(), style="dim")

    parts: list[RenderableType] = []
    for name in line.works:
        parts += [
            Padding(reason(link, f"after {link.earlier}"), (0, 0, 0, 4)) for link in line.links if link.later == name
        ]
        parts.append(row(name, "○●"))
        for other, link in _beside(line, name):
            parts += [Padding(row(other, "+>"), (0, 0, 0, 4)), Padding(reason(link, ""), (0, 0, 0, 8))]
    return Group(*parts)
