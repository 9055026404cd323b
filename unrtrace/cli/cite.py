"""`unrtrace cite`: what a document is, what it cites and what cites it."""

import sys
from collections.abc import Iterator
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from unrtrace.cli import options

if TYPE_CHECKING:
    from unrtrace.chain import Node
    from unrtrace.corpus import Corpus


class Direction(StrEnum):
    """Which way to follow the citations."""

    cites = "cites"
    cited_by = "cited-by"
    both = "both"


def cite(
    symbol: Annotated[
        list[str], typer.Argument(metavar="SYMBOL", help="A symbol in any spelling, also 'resolution 51/148'.")
    ],
    depth: Annotated[int, typer.Option("--depth", "-d", min=1, max=50, help="How many citations to follow.")] = 1,
    direction: Annotated[Direction, typer.Option("--direction", help="Which way to follow them.")] = Direction.both,
    lang: options.LangOption = "en",
    form: options.CiteFormatOption = options.CiteFormat.auto,
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
    from unrtrace.chain import CITED_BY, CITES, trace

    options.check_language(lang)
    held = options.open_corpus(corpus, verbose, index, update)
    name = _name(held, " ".join(symbol))
    wanted = {"cites": [CITES], "cited-by": [CITED_BY], "both": [CITES, CITED_BY]}[direction.value]
    trees = {way: trace(held, name, way, depth) for way in wanted}
    if held.work(name) is None and not any(tree.children for tree in trees.values()):
        options.note(f"{name} is neither held nor cited in {held.path}{_suggest(held, name)}")
        return 1
    if not update:
        _tell_stale(held, trees)
    if explain:
        _explain(held, name, trees, form.value, color.value, width)
    else:
        _write(held, name, trees, form.value, color.value, width, lang)
    return 4 if held.failed else 0


def _tell_stale(corpus: "Corpus", trees: dict[str, "Node"]) -> None:
    """Say of which shown files the index may be behind."""
    from unrtrace.chain import walk

    shown = {
        source.file for tree in trees.values() for _, node in walk(tree) for e in node.edges for source in e.sources
    }
    stale = [file for file in sorted(shown) if corpus.is_stale(file)]
    if stale:
        told = ", ".join(stale[: options.TOLD]) + (
            f" and {more} more" if (more := len(stale) - options.TOLD) > 0 else ""
        )
        options.note(f"{told} changed since indexed: lines may have moved; run unrtrace index")


def _explain(corpus: "Corpus", name: str, trees: dict[str, "Node"], form: str, color: str, width: int | None) -> None:
    """Each edge with how it was found, whose it is and what answers to it."""
    from unrtrace.output import explain

    form, colored = options.chosen(form, color)
    rows = list(explain.explanations(corpus, trees))
    if form == "rich":
        from unrtrace.output import terminal

        terminal.console(color=colored, width=width).print(explain.rich_view(rows))
    elif form in ("text", "symbols"):
        options.put(explain.lines(rows))
    else:
        from unrtrace.output import records

        records.write(rows, form, sys.stdout, columns=explain.COLUMNS)


def _name(corpus: "Corpus", text: str) -> str:
    """The identifier that a text stands for: a name of the corpus, a symbol, or a phrase that cites one."""
    from unrtrace.symbols import Symbol, SymbolError

    if held := corpus.work(text):
        return held.id
    if len(works := corpus.works_named(text)) > 1:
        raise typer.BadParameter(f"{text!r} may be {' or '.join(works)}: write it in exactly that case")
    try:
        symbol = Symbol.parse(text)
    except SymbolError as error:
        return _phrase(corpus, text, error)
    held = corpus.work(symbol)
    return held.id if held else symbol


def _phrase(corpus: "Corpus", text: str, error: Exception) -> str:
    """A phrase such as `resolution 51/148` or 第47/4号决议: the one candidate that the corpus holds, or cites."""
    from unrtrace.extractor import extract
    from unrtrace.languages import CODES
    from unrtrace.symbols import Symbol

    possible = list(Symbol.candidates(text))
    for language in CODES:
        for found in extract(text, language=language)[:1]:
            possible += [symbol for symbol in (found.symbol, *found.candidates) if symbol and symbol not in possible]
    held = [symbol for symbol in possible if corpus.work(symbol)]
    cited = [symbol for symbol in possible if corpus.citations_of([symbol])]
    for known in (held, cited, possible):
        if len(known) == 1:
            work = corpus.work(known[0])
            return work.id if work else known[0]
        if known:
            raise typer.BadParameter(f"{text!r} may be {' or '.join(known)}: give the whole symbol")
    raise error


def _suggest(corpus: "Corpus", name: str) -> str:
    """Near symbols of the same body, for somebody who mistyped."""
    from difflib import get_close_matches

    from unrtrace.symbols import Symbol

    body = Symbol.parse(name).body
    pool = [symbol for symbol in corpus.cited_symbols() if "/" in symbol and Symbol.parse(symbol).body == body]
    near = get_close_matches(name, pool, 3, 0.6)
    return f"; near it are {', '.join(near)}" if near else "; see unrtrace cite --help for --corpus"


def _write(
    corpus: "Corpus", name: str, trees: dict[str, "Node"], form: str, color: str, width: int | None, language: str
) -> None:
    form, colored = options.chosen(form, color)
    work = corpus.work(name)
    if form == "rich":
        from unrtrace.output import terminal

        terminal.console(color=colored, width=width).print(terminal.chain(corpus, name, work, trees, language))
    elif form == "text":
        from unrtrace.output import plain

        options.put(plain.chain(corpus, name, work, trees, language))
    elif form == "symbols":
        from unrtrace.chain import walk

        options.put(
            dict.fromkeys(node.id for tree in trees.values() for _, node in walk(tree) if node.outcome != "ambiguous")
        )
    else:
        from unrtrace.output import edges, records

        if form == "json":
            records.write_one(edges.document(corpus, name, work, trees, language), sys.stdout)
        else:
            rows: Iterator[dict[str, Any]] = edges.edges(corpus, trees, language)
            records.write(rows, form, sys.stdout, columns=edges.COLUMNS)
