"""`unrtrace lineage`: the predecessors and successors of a document on its subject."""

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from unrtrace.cli import common_options as common
from unrtrace.cli import options
from unrtrace.cli.arguments import SymbolArguments, split_arguments

if TYPE_CHECKING:
    from unrtrace.corpus import Corpus
    from unrtrace.lineage import Lineage


def lineage(
    symbol: Annotated[
        list[str],
        typer.Argument(metavar="SYMBOL...", help="A symbol in any spelling; - reads symbols from standard input."),
    ],
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
    """Show the line of documents on the same subject: what came before one, and what after it."""
    from unrtrace.output import path_and_lineage, serialize, text_view
    from unrtrace.output.formats import choose_output

    output = choose_output(format_name, color.value, width, titles_in, null=null)
    corpus = options.open_corpus(folders, verbose, index, update)
    arguments = SymbolArguments(corpus, split_arguments(symbol), null=null)
    found = []
    for one in _lineages(corpus, arguments):
        found.append(one)
        if output.format == "rich":
            output.print(path_and_lineage.lineage_view(corpus, one, output))
        elif output.format == "text":
            options.write_lines(text_view.table(path_and_lineage.lineage_rows(corpus, one, titles_in)))
    if output.format == "symbols":
        members = dict.fromkeys(work for one in found if one.links for work in one.works)
        serialize.write_symbols(members, sys.stdout, null)
    elif not output.is_view:
        rows = (row for one in found for row in path_and_lineage.lineage_links(corpus, one, titles_in))
        serialize.write(rows, output.format, sys.stdout, path_and_lineage.LINKS)
    return arguments.exit_code(bool(found), strict)


def _lineages(corpus: "Corpus", arguments: SymbolArguments) -> Iterator["Lineage"]:
    """Yield the lineage of each known document; report those without any on standard error."""
    from unrtrace.lineage import lineage

    for name in arguments.known_symbols():
        found = lineage(corpus, name)
        if not found.links:
            options.warn(f"no predecessor or successor of {name} is certain enough: see unrtrace cite '{name}'")
        if found.links or found.same_session:
            yield found
