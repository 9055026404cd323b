"""`unrtrace cite`: what a document is, what it cites and what cites it."""

import sys
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import typer

from unrtrace.cli import common_options as common
from unrtrace.cli import options
from unrtrace.cli.arguments import SymbolArguments, split_arguments, warn_not_found

if TYPE_CHECKING:
    from unrtrace.corpus import Corpus
    from unrtrace.graph import Filter, Node
    from unrtrace.output.formats import Output

    Found = Iterator[tuple[str, dict[str, Node]]]  # each document with its trees by direction

MAX_SHOWN = 100  # documents below one in a view


def cite(
    symbol: Annotated[
        list[str],
        typer.Argument(
            metavar="SYMBOL...",
            help="A symbol in any spelling, a phrase such as 'resolution 51/148', a docs.un.org link, or a file;"
            " - reads symbols from standard input.",
        ),
    ],
    depth: common.DepthOption = "1",
    direction: common.DirectionOption = common.Direction.both,
    relation: common.RelationOption = None,
    organ: common.OrganOption = None,
    since: common.FromOption = None,
    until: common.ToOption = None,
    resolved: common.ResolvedOption = False,
    limit: common.TreeLimitOption = None,
    titles_in: common.TitlesInOption = "en",
    format_name: common.CiteFormat = "auto",
    null: common.NullOption = False,
    color: common.ColorOption = common.Color.auto,
    width: common.WidthOption = None,
    folders: common.CorpusOption = None,
    index: common.IndexOption = None,
    update: common.UpdateOption = True,
    strict: common.StrictOption = False,
    explain: Annotated[
        bool, typer.Option("--explain", help="Explain how each citation was found and which file it leads to.")
    ] = False,
    verbose: common.VerboseOption = False,
) -> int:
    """Show what a document is, what it cites and what cites it."""
    from unrtrace.output.formats import choose_output

    output = choose_output(format_name, color.value, width, titles_in, null=null)
    query = Query(
        directions=("cites", "cited-by") if direction is common.Direction.both else (direction.value,),
        depth=options.parse_limit(depth, 1, "--depth"),
        wanted=options.build_filter(relation, organ, since, until, resolved),
        limit=options.parse_limit(limit, MAX_SHOWN if output.is_view else None),
    )
    corpus = options.open_corpus(folders, verbose, index, update)
    run = CiteRun(corpus, SymbolArguments(corpus, split_arguments(symbol), null=null), query, check_files=not update)
    run.write(output, explain)
    return run.arguments.exit_code(run.count > 0, strict)


class Query(NamedTuple):
    """Which citations to follow."""

    directions: tuple[str, ...]
    depth: int | None
    wanted: "Filter"
    limit: int | None


class CiteRun:
    """One run of the command; `count` is the number of documents that were found."""

    def __init__(self, corpus: "Corpus", arguments: SymbolArguments, query: Query, *, check_files: bool) -> None:
        self.corpus, self.arguments, self.query, self.check_files = corpus, arguments, query, check_files
        self.count = 0

    def write(self, output: "Output", explain: bool) -> None:
        """Write the answer."""
        from unrtrace.output.formats import REFERENCES

        if explain:
            self._write_explanations(output)
        elif output.is_view:
            self._write_views(output)
        elif output.format in ("symbols", *REFERENCES):
            self._write_list(output)
        else:
            self._write_records(output)

    def _found(self) -> "Found":
        """Yield each document that is held or cited, with its trees; report the others on standard error."""
        from unrtrace.graph.adjacency import Adjacency
        from unrtrace.graph.tree import trace

        corpus, query = self.corpus, self.query
        adjacency = Adjacency(corpus, query.wanted.relations)
        for name in self.arguments:
            trees = {
                direction: trace(
                    corpus, name, direction, query.depth, wanted=query.wanted, limit=query.limit, adjacency=adjacency
                )
                for direction in query.directions
            }
            if corpus.work(name) is None and not any(tree.children for tree in trees.values()):
                if self._same_instrument(name):
                    self.count += 1
                    yield name, trees
                    continue
                warn_not_found(corpus, name)
                continue
            if self.check_files:
                _warn_of_changed_files(corpus, trees)
            self.count += 1
            yield name, trees

    def _same_instrument(self, name: str) -> "dict[str, Node]":
        """Return the trees of what cites the same instrument under other symbols, by these."""
        from unrtrace.graph.same_instrument import same_instrument

        if "cited-by" not in self.query.directions:
            return {}
        return same_instrument(self.corpus, name, wanted=self.query.wanted, limit=self.query.limit)

    def _write_views(self, output: "Output") -> None:
        from unrtrace.output import labels

        for name, trees in self._found():
            same = self._same_instrument(name)
            trees |= {labels.same_instrument(name, other): tree for other, tree in same.items()}
            if self.count > 1:
                sys.stdout.write("\n")
            work = self.corpus.work(name)
            if output.format == "rich":
                from unrtrace.output import rich_view

                output.print(rich_view.chain(self.corpus, name, work, trees, output))
            else:
                from unrtrace.output import text_view

                options.write_lines(list(text_view.chain(self.corpus, name, work, trees, output.language)))

    def _write_list(self, output: "Output") -> None:
        """Write each document once: as a bare symbol, or as a reference with those asked for before what they cite."""
        from unrtrace.output import formats

        write = formats.writer(output.format)
        if output.format == "symbols":
            write(_distinct(name for _, trees in self._found() for name in _below(trees)), sys.stdout, output.null)
        else:
            from unrtrace.output import bibliography

            names = _distinct(name for root, trees in self._found() for name in (root, *_below(trees)))
            write(bibliography.references(self.corpus, names, output.language), sys.stdout)

    def _write_records(self, output: "Output") -> None:
        from unrtrace.output import edge_records, serialize

        corpus, language = self.corpus, output.language
        if output.format != "json":
            rows = (row for _, trees in self._found() for row in edge_records.edges(corpus, trees, language))
            serialize.write(rows, output.format, sys.stdout, edge_records.COLUMNS)
            return
        objects: Iterable[dict[str, Any]] = (
            edge_records.document(corpus, name, trees, self._same_instrument(name), language)
            for name, trees in self._found()
        )
        if self.arguments.from_stdin or len(self.arguments.arguments) > 1:
            serialize.write_json(objects, sys.stdout)
        else:
            for one in objects:
                serialize.write_one(one, sys.stdout)

    def _write_explanations(self, output: "Output") -> None:
        """Write for each citation the decision, the evidence for it, what else was possible, and the file."""
        from unrtrace.output import explain, serialize
        from unrtrace.output.formats import REFERENCES

        rows = (row for trees in self._trees_to_explain() for row in explain.explanations(self.corpus, trees))
        if output.format == "rich":
            for row in rows:
                output.print(explain.rich_view(row, output.columns))
        elif output.format in ("text", "symbols", *REFERENCES):
            options.write_lines(explain.lines(rows))
        else:
            serialize.write(rows, output.format, sys.stdout, explain.COLUMNS)

    def _trees_to_explain(self) -> "Iterator[dict[str, Node]]":
        """Yield the trees of each document; report on standard error how many documents a limit leaves out."""
        for _, trees in self._found():
            if hidden := sum(tree.hidden for tree in trees.values()):
                options.warn(f"{hidden:,} more documents: --limit all explains them as well")
            yield trees


def _below(trees: "dict[str, Node]") -> Iterator[str]:
    """Yield the documents below the roots of trees, without those that are ambiguous."""
    from unrtrace.graph.tree import nodes

    for tree in trees.values():
        yield from (node.id for _, node in nodes(tree) if node.outcome != "ambiguous")


def _distinct(names: Iterable[str]) -> Iterator[str]:
    seen: set[str] = set()
    for name in names:
        if name not in seen:
            seen.add(name)
            yield name


def _warn_of_changed_files(corpus: "Corpus", trees: "dict[str, Node]") -> None:
    """Report files in the answer that changed after they were indexed."""
    from unrtrace.graph.tree import walk

    edges = [edge for tree in trees.values() for _, node in walk(tree) for edge in node.edges]
    files = sorted({source.file for edge in edges for source in edge.sources})
    from unrtrace.corpus.source_files import has_changed

    changed = [file for file in files if has_changed(corpus, file)]
    if changed:
        more = len(changed) - options.MAX_WARNINGS
        named = ", ".join(changed[: options.MAX_WARNINGS]) + (f" and {more} more" if more > 0 else "")
        options.warn(f"{named} changed since indexed: line numbers may be wrong; run unrtrace index")
