"""`unrtrace graph`: documents and their citations as a graph for other programs."""

import sys
from typing import Annotated

import typer

from unrtrace.cli import common_options as common
from unrtrace.cli import options
from unrtrace.cli.arguments import SymbolArguments, split_arguments


def graph(
    symbol: Annotated[
        list[str] | None,
        typer.Argument(metavar="[SYMBOL|-]...", help="The documents to start from; none writes the whole corpus."),
    ] = None,
    format_name: common.GraphFormat = "dot",
    depth: common.DepthOption = "1",
    direction: common.DirectionOption = common.Direction.both,
    relation: common.RelationOption = None,
    organ: common.OrganOption = None,
    since: common.FromOption = None,
    until: common.ToOption = None,
    resolved: common.ResolvedOption = False,
    titles_in: common.TitlesInOption = "en",
    null: common.NullOption = False,
    folders: common.CorpusOption = None,
    index: common.IndexOption = None,
    update: common.UpdateOption = True,
    strict: common.StrictOption = False,
    verbose: common.VerboseOption = False,
) -> int:
    """Write documents and their citations as a graph, for Graphviz, Gephi and others."""
    from unrtrace.graph import network
    from unrtrace.output import graph_formats

    wanted = options.build_filter(relation, organ, since, until, resolved)
    levels = options.parse_limit(depth, 1, "--depth")
    corpus = options.open_corpus(folders, verbose, index, update)
    arguments = SymbolArguments(corpus, split_arguments(symbol) if symbol else [], null=null)
    starts = list(arguments.known_symbols())
    if symbol and not starts:
        return arguments.exit_code(False, strict)
    way = None if direction is common.Direction.both else direction.value
    found = network(corpus, starts, direction=way, depth=levels, wanted=wanted)
    graph_formats.write(found, format_name, sys.stdout, titles_in)
    if format_name == "mermaid" and found.size > graph_formats.MAX_MERMAID_EDGES:
        options.warn(
            f"{found.size:,} citations: Mermaid draws at most {graph_formats.MAX_MERMAID_EDGES} unless maxEdges is set"
        )
    if not found.works:
        options.warn(f"no document in {corpus.path} matches these options")
    return arguments.exit_code(bool(found.works), strict)
