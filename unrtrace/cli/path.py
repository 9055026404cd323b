"""`unrtrace path`: the shortest chains of citations from one document to another."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from unrtrace.cli import common_options as common
from unrtrace.cli import options
from unrtrace.cli.arguments import SymbolArguments, is_known, warn_not_found

if TYPE_CHECKING:
    from unrtrace.corpus import Corpus
    from unrtrace.graph import Paths

MAX_CHAINS = 100  # of --all-paths, unless a limit is given


def path(
    start: Annotated[
        str,
        typer.Argument(
            metavar="FROM", help="The document that the chain starts from; - reads symbols from standard input."
        ),
    ],
    end: Annotated[
        str, typer.Argument(metavar="TO", help="The document that it leads to; - reads symbols from standard input.")
    ],
    all_paths: Annotated[
        bool, typer.Option("--all-paths", help="Show every chain of this length, not just one.")
    ] = False,
    relation: common.RelationOption = None,
    limit: Annotated[
        str | None,
        typer.Option("--limit", metavar="N|all", help="At most N chains with --all-paths; 100 unless given."),
    ] = None,
    titles_in: common.TitlesInOption = "en",
    format_name: common.SymbolFormat = "auto",
    null: common.NullOption = False,
    color: common.ColorOption = common.Color.auto,
    width: common.WidthOption = None,
    folders: common.CorpusOption = None,
    index: common.IndexOption = None,
    update: common.UpdateOption = True,
    strict: common.StrictOption = False,
    verbose: common.VerboseOption = False,
) -> int:
    """Show through which citations one document leads to another: the shortest chain."""
    from unrtrace.output import path_and_lineage
    from unrtrace.output.formats import choose_output

    if start == "-" and end == "-":
        raise typer.BadParameter("only one of FROM and TO can be read from standard input")
    output = choose_output(format_name, color.value, width, titles_in, null=null)
    relations = options.parse_relations(relation)
    most = options.parse_limit(limit, MAX_CHAINS) if all_paths else 1
    corpus = options.open_corpus(folders, verbose, index, update)
    arguments = SymbolArguments(corpus, [start, end], null=null)
    chains = _Chains(corpus, arguments, relations, most)
    path_and_lineage.write_chains(corpus, chains, output)
    return arguments.exit_code(chains.count > 0, strict)


class _Chains:
    """The chains between the documents asked for; where there is none, that is reported on standard error."""

    def __init__(
        self, corpus: "Corpus", arguments: SymbolArguments, relations: frozenset[str], most: int | None
    ) -> None:
        self.corpus, self.arguments, self.relations, self.most = corpus, arguments, relations, most
        self.count = 0

    def __iter__(self) -> Iterator[tuple[str, ...]]:
        from itertools import islice

        from unrtrace.graph import paths

        start, end = self.arguments.arguments
        for first in self.arguments.identifiers_of(start):
            for last in self.arguments.identifiers_of(end):
                found = paths(self.corpus, first, last, relations=self.relations)
                if not found.count:
                    self._report_none(found)
                    continue
                self.count += found.count
                if self.most is not None and found.count > self.most > 1:
                    options.warn(f"{found.count:,} chains of {found.length} citations: the first {self.most} are shown")
                yield from islice(found, self.most)

    def _report_none(self, found: "Paths") -> None:
        from unrtrace.graph import paths

        for name in (found.start, found.end):
            if not is_known(self.corpus, name):
                warn_not_found(self.corpus, name)
                return
        back = paths(self.corpus, found.end, found.start, relations=self.relations)
        hint = f"; there is one the other way: unrtrace path '{found.end}' '{found.start}'" if back.count else ""
        options.warn(f"no chain of citations leads from {found.start} to {found.end}{hint}")
