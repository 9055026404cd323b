"""Chains of citations and lines of documents on their way out."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any, TextIO

from unrtrace.chain import Edge, Lineage
from unrtrace.chain.shortest import told
from unrtrace.corpus import Corpus
from unrtrace.output import plain, records, words

if TYPE_CHECKING:
    from rich.console import RenderableType

STEP, LINK = "unrtrace.step/1", "unrtrace.link/1"
STEPS = (
    "schema", "chain", "step", "length", "citing", "cited", "citing_title", "cited_title", "relation", "place",
    "paragraph", "date", "forward", "count", "sources",
)  # fmt: skip
LINKS = (
    "schema", "of", "earlier", "later", "certainty", "reasons", "earlier_date", "later_date", "earlier_title",
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
        from unrtrace.output import terminal

        view = terminal.console(color=colored, width=width)
        for number, chain in enumerate(found):
            if number:
                view.print()
            view.print(_view(corpus, chain, language))
    else:
        rows = (row for number, chain in enumerate(found, 1) for row in steps(corpus, chain, number, language))
        if form == "text":
            for line in plain.table(_columns(row) for row in rows):
                out.write(line + "\n")
        else:
            records.write(rows, form, out, columns=STEPS)


def steps(corpus: Corpus, chain: tuple[str, ...], number: int, language: str) -> Iterator[dict[str, Any]]:
    """A record a step: the citation that says most of those between the two, `count` of them in all."""
    for step, ((citing, cited), edges) in enumerate(zip(pairwise(chain), told(corpus, chain), strict=True), 1):
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
        words.place(row["place"], row["paragraph"]) + (" (forward in time)" if row["forward"] else ""),
        f"{first['file']}:{first['line']}", words.clean(first["sentence"]),
    )  # fmt: skip


def _view(corpus: Corpus, chain: tuple[str, ...], language: str) -> "RenderableType":
    from rich.console import Group
    from rich.padding import Padding
    from rich.text import Text

    def head(name: str) -> Text:
        line = Text(name, style="cyan")
        if corpus.work(name) is None:
            line.append("  missing", style="red")
        return line.append(f"  {words.clean(title(corpus, name, language))}", style="default")

    parts: list[RenderableType] = [head(chain[0])]
    for cited, edges in zip(chain[1:], told(corpus, chain), strict=True):
        best = speaking(edges)
        line = Text("│ ", style="dim")
        line.append((best.relation or "names").replace("_", " "), style="magenta")
        line.append(f" · {words.place_of(best)}", style="default")
        for caution in words.cautions(best):
            line.append(f" · {caution.replace('_', ' ')}", style="yellow")
        line.append(" · " + ", ".join(words.source(where) for where in best.sources), style="dim")
        parts += [line, Padding(Text(words.clean(best.sources[0].sentence), style="italic"), (0, 0, 0, 2))]
        parts.append(Text("└▶ ", style="dim") + head(cited))
    return Group(*parts)


def links(corpus: Corpus, line: Lineage, language: str) -> Iterator[dict[str, Any]]:
    """A record a link of a line, oldest first."""

    def day(name: str) -> str | None:
        work = corpus.work(name)
        return work.date if work else None

    for link in line.links:
        yield {
            "schema": LINK, "of": line.of, "earlier": link.earlier, "later": link.later, "certainty": link.certainty,
            "reasons": list(link.reasons), "earlier_date": day(link.earlier), "later_date": day(link.later),
            "earlier_title": title(corpus, link.earlier, language), "later_title": title(corpus, link.later, language),
            "earlier_outcome": corpus.resolve(link.earlier).outcome,
            "later_outcome": corpus.resolve(link.later).outcome, "sources": sources(link.edges),
        }  # fmt: skip


def line_rows(corpus: Corpus, line: Lineage, language: str) -> Iterator[tuple[str, ...]]:
    """A line as columns: each document, what it follows, why, and where that is said; `>` marks the one asked for."""
    for name in line.works:
        work = corpus.work(name)
        head = (
            (">" if name == line.of else " ") + " " + name,
            (work.date if work else None) or ("-" if work else "missing"),
        )
        shown = words.clean(title(corpus, name, language)) or "-"
        following = [link for link in line.links if link.later == name]
        if not following:
            yield (*head, "-", "-", "-", "-", shown)
        for number, link in enumerate(following):
            where = " ".join(f"{one['file']}:{one['line']}" for one in sources(link.edges)[:3])
            said = (f"after {link.earlier}", link.certainty, "; ".join(link.reasons), where or "-")
            yield (*(head if not number else ("", "")), *said, shown if not number else "")


def line_view(corpus: Corpus, line: Lineage, language: str) -> "RenderableType":
    """A line on a terminal: the documents one below the other, why each follows between them."""
    from rich.console import Group
    from rich.padding import Padding
    from rich.text import Text

    parts: list[RenderableType] = []
    for name in line.works:
        work = corpus.work(name)
        for link in line.links:
            if link.later != name:
                continue
            style = {"certain": "green", "inferred": "default", "ambiguous": "yellow"}[link.certainty]
            why = Text(f"{link.certainty}: ", style=style).append("; ".join(link.reasons), style="default")
            where = ", ".join(f"{one['file']}:{one['line']}" for one in sources(link.edges)[:3])
            why.append(f"  after {link.earlier}  {where}", style="dim")
            parts.append(Padding(why, (0, 0, 0, 4)))
        row = Text("● " if name == line.of else "○ ", style="bold" if name == line.of else "dim")
        row.append(name, style="bold cyan" if name == line.of else "cyan")
        row.append(f"  {work.date or ''}" if work else "  missing", style="default" if work else "red")
        row.append(f"  {words.clean(title(corpus, name, language))}", style="default")
        parts.append(row)
    return Group(*parts)
