"""`unrtrace cite`: what a document is, what it cites and what cites it."""

import sys
from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from unrtrace.cli import options
from unrtrace.cli.arguments import Names, asked, suggestion
from unrtrace.cli.arguments import name_of as _name

if TYPE_CHECKING:
    from unrtrace.corpus import Corpus
    from unrtrace.graph import Filter, Node

__all__ = ["Direction", "_name", "cite"]

SHOWN = 100  # documents below one that a view for people shows
REFERENCES = ("bibtex", "ris", "csl-json")
DEPTH_HELP = "How many citations to follow, or all."


class Direction(StrEnum):
    """Which way to follow the citations."""

    cites = "cites"
    cited_by = "cited-by"
    both = "both"


def cite(
    symbol: Annotated[
        list[str],
        typer.Argument(
            metavar="SYMBOL|-", help="A symbol in any spelling, also 'resolution 51/148'; - reads symbols, one a line."
        ),
    ],
    depth: Annotated[str, typer.Option("--depth", "-d", metavar="N|all", help=DEPTH_HELP)] = "1",
    direction: Annotated[Direction, typer.Option("--direction", help="Which way to follow them.")] = Direction.both,
    relation: options.RelationOption = None,
    organ: options.OrganOption = None,
    since: options.SinceOption = None,
    until: options.UntilOption = None,
    resolved: options.ResolvedOption = False,
    limit: options.LimitOption = None,
    lang: options.LangOption = "en",
    form: options.CiteFormatOption = options.CiteFormat.auto,
    null: options.NullOption = False,
    color: options.ColorOption = options.Color.auto,
    width: options.WidthOption = None,
    corpus: options.CorpusOption = None,
    index: options.IndexOption = None,
    update: options.UpdateOption = True,
    explain: Annotated[
        bool, typer.Option("--explain", help="Tell how each citation was found, and which file answers or why none.")
    ] = False,
    verbose: options.VerboseOption = False,
) -> int:
    """Show what a document is, what it cites and what cites it."""
    options.check_language(lang)
    form_name, colored = options.chosen(form.value, color.value)
    people = form_name in ("rich", "text") and not explain
    job = _Job(
        ways=("cites", "cited-by") if direction is Direction.both else (direction.value,),
        depth=options.number(depth, "--depth", 1),
        wanted=options.wanted(relation, organ, since, until, resolved),
        limit=options.number(limit, "--limit", SHOWN if people else None),
        language=lang, form=form_name, colored=colored, width=width, null=null, explain=explain, stale=not update,
    )  # fmt: skip
    held = options.open_corpus(corpus, verbose, index, update)
    names = Names(held, asked(symbol), null=null)
    return names.code(job.run(held, names))


class _Job:
    """One run of the command: what is asked for, and how it is shown."""

    def __init__(
        self, *, ways: tuple[str, ...], depth: int | None, wanted: "Filter", limit: int | None, language: str,
        form: str, colored: bool, width: int | None, null: bool, explain: bool, stale: bool,
    ) -> None:  # fmt: skip
        self.ways, self.depth, self.wanted, self.limit, self.language = ways, depth, wanted, limit, language
        self.form, self.colored, self.width, self.null = form, colored, width, null
        self.explain, self.stale = explain, stale

    def run(self, corpus: "Corpus", names: Names) -> bool:
        """Write the answers; whether there were any."""
        if self.form in ("rich", "text") and not self.explain:
            return self._views(corpus, names)
        counted = _Counted(self._found(corpus, names))
        if self.explain:
            self._explain(corpus, counted)
        elif self.form in ("symbols", *REFERENCES):
            self._list(corpus, counted)
        else:
            self._records(corpus, counted, names.piped or len(names.arguments) > 1)
        return counted.count > 0

    def _found(self, corpus: "Corpus", names: Names) -> Iterator[tuple[str, dict[str, "Node"]]]:
        """Each document that is held or cited, with its trees."""
        from unrtrace.graph.adjacency import Adjacency
        from unrtrace.graph.tree import trace

        adjacency = Adjacency(corpus, self.wanted.relations)
        for name in names:
            trees = {
                way: trace(corpus, name, way, self.depth, wanted=self.wanted, limit=self.limit, adjacency=adjacency)
                for way in self.ways
            }
            if corpus.work(name) is None and not any(tree.children for tree in trees.values()):
                options.note(f"{name} is neither held nor cited in {corpus.path}{suggestion(corpus, name)}")
                continue
            if self.stale:
                _tell_stale(corpus, trees)
            yield name, trees

    def _views(self, corpus: "Corpus", names: Names) -> bool:
        count = 0
        for name, trees in self._found(corpus, names):
            if count:
                sys.stdout.write("\n")
            count += 1
            work = corpus.work(name)
            if self.form == "rich":
                from unrtrace.output import rich_view

                view = rich_view.console(color=self.colored, width=self.width)
                view.print(rich_view.chain(corpus, name, work, trees, self.language))
            else:
                from unrtrace.output import text_view

                options.put(list(text_view.chain(corpus, name, work, trees, self.language)))
        return count > 0

    def _list(self, corpus: "Corpus", found: "_Counted") -> None:
        """Each document once: bare symbols, or references with the documents asked for before those they lead to."""
        from unrtrace.graph.tree import nodes

        seen: dict[str, None] = {}

        def works() -> Iterator[str]:
            for name, trees in found:
                below = [node.id for tree in trees.values() for _, node in nodes(tree) if node.outcome != "ambiguous"]
                for one in below if self.form == "symbols" else (name, *below):
                    if one not in seen:
                        seen[one] = None
                        yield one

        if self.form == "symbols":
            options.put(works(), "\0" if self.null else "\n")
        else:
            from unrtrace.output import bibliography

            bibliography.write(corpus, works(), self.form, self.language, sys.stdout)

    def _records(self, corpus: "Corpus", found: "_Counted", many: bool) -> None:
        from unrtrace.output import edge_records, serialize

        if self.form != "json":
            rows: Iterable[dict[str, Any]] = (
                row for _, trees in found for row in edge_records.edges(corpus, trees, self.language)
            )
            serialize.write(rows, self.form, sys.stdout, columns=edge_records.COLUMNS)
            return
        objects = (
            edge_records.document(corpus, name, corpus.work(name), trees, self.language) for name, trees in found
        )
        if many:
            serialize.write(objects, "json", sys.stdout)
        else:
            for one in objects:
                serialize.write_one(one, sys.stdout)

    def _explain(self, corpus: "Corpus", found: "_Counted") -> None:
        """Each edge with how it was found, whose it is and what answers to it."""
        from unrtrace.output import explain

        rows = (row for _, trees in found for row in explain.explanations(corpus, trees))
        if self.form == "rich":
            from unrtrace.output import rich_view

            rich_view.console(color=self.colored, width=self.width).print(explain.rich_view(list(rows)))
        elif self.form in ("text", "symbols", *REFERENCES):
            options.put(explain.lines(list(rows)))
        else:
            from unrtrace.output import serialize

            serialize.write(rows, self.form, sys.stdout, columns=explain.COLUMNS)


class _Counted:
    """What is found, and how much of it there was."""

    def __init__(self, found: Iterator[tuple[str, dict[str, "Node"]]]) -> None:
        self.found, self.count = found, 0

    def __iter__(self) -> Iterator[tuple[str, dict[str, "Node"]]]:
        for one in self.found:
            self.count += 1
            yield one


def _tell_stale(corpus: "Corpus", trees: dict[str, "Node"]) -> None:
    """Say of which shown files the index may be behind."""
    from unrtrace.graph.tree import walk

    shown = {
        source.file for tree in trees.values() for _, node in walk(tree) for e in node.edges for source in e.sources
    }
    stale = [file for file in sorted(shown) if corpus.is_stale(file)]
    if stale:
        told = ", ".join(stale[: options.TOLD]) + (
            f" and {more} more" if (more := len(stale) - options.TOLD) > 0 else ""
        )
        options.note(f"{told} changed since indexed: lines may have moved; run unrtrace index")
