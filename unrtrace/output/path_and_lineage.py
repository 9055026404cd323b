"""Chains of citations (`path`) and lineages (`lineage`) as records, aligned text and views on a terminal."""

import sys
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from unrtrace.corpus import Corpus
from unrtrace.graph import Edge
from unrtrace.graph.shortest_paths import edges_of_path
from unrtrace.lineage import Lineage, LineageLink
from unrtrace.output import labels, serialize, text_view
from unrtrace.output.formats import Output

if TYPE_CHECKING:
    from rich.text import Text

STEP, LINK = "unrtrace.step/1", "unrtrace.link/1"
STEPS = (
    "schema", "chain", "step", "length", "citing", "cited", "citing_title", "cited_title", "relation", "place",
    "paragraph", "date", "forward", "count", "sources",
)  # fmt: skip
LINKS = (
    "schema", "of", "kind", "earlier", "later", "certainty", "reasons", "earlier_date", "later_date", "earlier_title",
    "later_title", "earlier_outcome", "later_outcome", "sources",
)  # fmt: skip


# -- chains of citations -------------------------------------------------------------------


def write_chains(corpus: Corpus, chains: Iterable[tuple[str, ...]], output: Output) -> None:
    """Write chains, each from the document that cites to the last one that is cited."""
    if output.format == "symbols":
        serialize.write_symbols(dict.fromkeys(name for chain in chains for name in chain), sys.stdout, output.null)
    elif output.format == "rich":
        for number, chain in enumerate(chains):
            if number:
                sys.stdout.write("\n")
            output.print(chain_view(corpus, chain, output))
    else:
        numbered = enumerate(chains, 1)
        rows = (row for number, chain in numbered for row in steps(corpus, chain, number, output.language))
        if output.format == "text":
            for line in text_view.table(_step_columns(row) for row in rows):
                sys.stdout.write(line + "\n")
        else:
            serialize.write(rows, output.format, sys.stdout, STEPS)


def steps(corpus: Corpus, chain: tuple[str, ...], number: int, language: str) -> Iterator[dict[str, Any]]:
    """Yield a record for each step of a chain: its most informative citation and how many there are."""
    for step, ((citing, cited), edges) in enumerate(zip(pairwise(chain), edges_of_path(corpus, chain), strict=True), 1):
        best = most_informative_edge(edges)
        yield {
            "schema": STEP, "chain": number, "step": step, "length": len(chain) - 1, "citing": citing, "cited": cited,
            "citing_title": title_of(corpus, citing, language), "cited_title": title_of(corpus, cited, language),
            "relation": best.relation, "place": best.place, "paragraph": best.paragraph, "date": best.date,
            "forward": best.forward, "count": len(edges), "sources": sources([best]),
        }  # fmt: skip


def most_informative_edge(edges: Sequence[Edge]) -> Edge:
    """Return one with a relation rather than without, in the text rather than in a footnote."""
    return min(edges, key=lambda edge: (edge.relation is None, edge.place == "footnote", edge.forward))


def sources(edges: Iterable[Edge]) -> list[dict[str, Any]]:
    """Return the files, lines and sentences of citations, each once."""
    found = {(one.file, one.line): one for edge in edges for one in edge.sources}
    return [
        {"file": one.file, "line": one.line, "language": one.language, "sentence": one.sentence}
        for one in found.values()
    ]


def title_of(corpus: Corpus, name: str, language: str) -> str | None:
    """Return the title of a document, None where the corpus does not hold it or it has none."""
    work = corpus.work(name)
    return work.title_in(language) if work else None


def _step_columns(row: dict[str, Any]) -> tuple[str, ...]:
    first: dict[str, Any] = row["sources"][0]
    return (
        f"{row['chain']}.{row['step']}", labels.identifier(row["citing"]), labels.identifier(row["cited"]),
        labels.in_words(row["relation"]) or "-",
        labels.place(row["place"], row["paragraph"]) + (" (forward in time)" if row["forward"] else ""),
        f"{first['file']}:{first['line']}", labels.clean(first["sentence"]),
    )  # fmt: skip


def chain_view(corpus: Corpus, chain: tuple[str, ...], output: Output) -> "Iterator[Text]":
    """Yield the lines of a chain for a terminal: its documents, with the citing sentence between each two."""
    from rich.text import Text

    from unrtrace.output.terminal import fold, indented

    width = output.columns

    def document(name: str) -> Text:
        line = Text(labels.identifier(name), style="cyan")
        if corpus.work(name) is None:
            line.append("  not held", style="red")
        return line.append(f"  {labels.clean(title_of(corpus, name, output.language))}".rstrip(), style="default")

    yield from fold(document(chain[0]), width)
    for cited, edges in zip(chain[1:], edges_of_path(corpus, chain), strict=True):
        best = most_informative_edge(edges)
        line = Text()
        line.append(labels.in_words(best.relation) or "cites", style="magenta")
        line.append(f" · {labels.place_of(best)}", style="default")
        for warning in labels.warnings_of(best):
            line.append(f" · {labels.in_words(warning)}", style="yellow")
        line.append(" · " + labels.sources(best.sources), style="dim")
        sentence = Text(labels.clean(best.sources[0].sentence), style="italic")
        yield from (*indented(line, width, 2), *indented(sentence, width, 2))
        for number, row in enumerate(fold(document(cited), width - 3)):
            yield Text.assemble("   " if number else ("└▶ ", "dim"), row)


# -- lineages ------------------------------------------------------------------------------


def lineage_links(corpus: Corpus, lineage: Lineage, language: str) -> Iterator[dict[str, Any]]:
    """Yield a record for each link: those of the lineage, oldest first, then those within a session."""

    def day(name: str) -> str | None:
        work = corpus.work(name)
        return work.date.isoformat() if work and work.date else None

    for link in (*lineage.links, *lineage.same_session):
        yield {
            "schema": LINK, "of": lineage.of, "kind": link.kind, "earlier": link.earlier, "later": link.later,
            "certainty": link.certainty, "reasons": list(link.reasons),
            "earlier_date": day(link.earlier), "later_date": day(link.later),
            "earlier_title": title_of(corpus, link.earlier, language),
            "later_title": title_of(corpus, link.later, language),
            "earlier_outcome": corpus.resolve(link.earlier).outcome,
            "later_outcome": corpus.resolve(link.later).outcome, "sources": sources(link.edges),
        }  # fmt: skip


def lineage_rows(corpus: Corpus, lineage: Lineage, language: str) -> Iterator[tuple[str, ...]]:
    """Yield a lineage as columns: each document, what it follows, how certain that is, why and where that is stated.

    `>` marks the document asked for, `+` the documents of a session below the member of the lineage.
    """
    for name in lineage.works:
        followed = [link for link in lineage.links if link.later == name]
        head = _head(corpus, name, lineage, "")
        title = labels.clean(title_of(corpus, name, language)) or "-"
        if not followed:
            yield (*head, "-", "-", "-", "-", title)
        for number, link in enumerate(followed):
            first, last = (head, title) if not number else (("", ""), "")
            yield (*first, f"after {labels.identifier(link.earlier)}", *_link_columns(link), last)
        for other, link in _same_session(lineage, name):
            head = _head(corpus, other, lineage, "  + ")
            title = labels.clean(title_of(corpus, other, language)) or "-"
            yield (*head, f"same session as {labels.identifier(name)}", *_link_columns(link), title)


def _head(corpus: Corpus, name: str, lineage: Lineage, mark: str) -> tuple[str, str]:
    asked_for = ">" if name == lineage.of else " "
    return f"{asked_for} {mark}{labels.identifier(name)}", _day(corpus, name, lineage)


def _day(corpus: Corpus, name: str, lineage: Lineage) -> str:
    """Return the day of a document; for one that is not held, the day that a citation gives for it."""
    if work := corpus.work(name):
        return work.date.isoformat() if work.date else "-"
    days = (edge.date for link in lineage.links for edge in link.edges if edge.cited == name)
    return f"not held {next(filter(None, days), None) or ''}".rstrip()


def _link_columns(link: LineageLink) -> tuple[str, str, str]:
    """Return how certain a link is, why, and where that is stated."""
    places = {(where.file, where.line): where for edge in link.edges for where in edge.sources}
    return link.certainty, "; ".join(map(labels.reason, link.reasons)), labels.sources([*places.values()]) or "-"


def _same_session(lineage: Lineage, name: str) -> Iterator[tuple[str, LineageLink]]:
    """Yield the documents of a member's session with their links; a link of two members only below the later."""
    for link in lineage.same_session:
        if name == link.later or (name == link.earlier and link.later not in lineage.works):
            yield (link.earlier if name == link.later else link.later), link


def lineage_view(corpus: Corpus, lineage: Lineage, output: Output) -> "Iterator[Text]":
    """Yield the lines of a lineage for a terminal: its documents, the reason for each link between them."""
    from rich.text import Text

    from unrtrace.output.terminal import indented

    width = output.columns

    def document(name: str, marks: str) -> Text:
        work, asked_for = corpus.work(name), name == lineage.of
        text = Text(marks[asked_for] + " ", style="bold" if asked_for else "dim")
        text.append(labels.identifier(name), style="bold cyan" if asked_for else "cyan")
        text.append(f"  {_day(corpus, name, lineage)}", style="default" if work else "red")
        return text.append(f"  {labels.clean(title_of(corpus, name, output.language))}".rstrip(), style="default")

    def reason(link: LineageLink, after: str) -> Text:
        certainty, why, where = _link_columns(link)
        style = {"certain": "green", "inferred": "default", "ambiguous": "yellow"}[certainty]
        text = Text(f"{certainty}: ", style=style).append(why, style="default")
        return text.append(f"  {after}  {where if link.edges else ''}".rstrip(), style="dim")

    for name in lineage.works:
        for link in lineage.links:
            if link.later == name:
                yield from indented(reason(link, f"after {labels.identifier(link.earlier)}"), width, 4)
        yield from indented(document(name, "○●"), width, 0)
        for other, link in _same_session(lineage, name):
            yield from indented(document(other, "+>"), width, 4)
            yield from indented(reason(link, ""), width, 8)
