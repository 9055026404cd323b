"""`unrtrace graph`: works and their citations as a graph for other programs."""

import sys
from enum import StrEnum
from typing import Annotated

import typer

from unrtrace.cli import options
from unrtrace.cli.arguments import Names, asked
from unrtrace.cli.cite import DEPTH_HELP, Direction


class GraphFormat(StrEnum):
    """The forms of a graph."""

    dot = "dot"
    graphml = "graphml"
    gexf = "gexf"
    mermaid = "mermaid"
    json = "json"
    csv = "csv"


def graph(
    symbol: Annotated[
        list[str] | None,
        typer.Argument(metavar="[SYMBOL|-]...", help="The documents to start from; none for the whole corpus."),
    ] = None,
    form: Annotated[
        GraphFormat, typer.Option("--format", "-f", help="dot for Graphviz, gexf for Gephi, json for networkx.")
    ] = GraphFormat.dot,
    depth: Annotated[str, typer.Option("--depth", "-d", metavar="N|all", help=DEPTH_HELP)] = "1",
    direction: Annotated[Direction, typer.Option("--direction", help="Which way to follow them.")] = Direction.both,
    relation: options.RelationOption = None,
    organ: options.OrganOption = None,
    since: options.SinceOption = None,
    until: options.UntilOption = None,
    resolved: options.ResolvedOption = False,
    lang: options.LangOption = "en",
    null: options.NullOption = False,
    corpus: options.CorpusOption = None,
    index: options.IndexOption = None,
    update: options.UpdateOption = True,
    verbose: options.VerboseOption = False,
) -> int:
    """Write documents and their citations as a graph."""
    from unrtrace.graph import network
    from unrtrace.output import graph_formats

    options.check_language(lang)
    wanted = options.wanted(relation, organ, since, until, resolved)
    levels = options.number(depth, "--depth", 1)
    held = options.open_corpus(corpus, verbose, index, update)
    names = Names(held, asked(symbol) if symbol else [], null=null)
    starts = list(names.known())
    if symbol and not starts:
        return names.code(False)
    way = None if direction is Direction.both else direction.value
    found = network(held, starts, direction=way, depth=levels, wanted=wanted)
    graph_formats.write(found, form.value, sys.stdout, language=lang)
    if form is GraphFormat.mermaid and found.size > graph_formats.MANY_ARROWS:
        options.note(
            f"{found.size:,} citations: Mermaid draws {graph_formats.MANY_ARROWS} unless its maxEdges says otherwise"
        )
    if not found.works:
        options.note(f"no document of {held.path} is of this kind")
    return names.code(bool(found.works))
