"""`unrtrace show`: the masthead of a document, and its outline."""

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from unrtrace.cli import common_options as common
from unrtrace.cli import options

if TYPE_CHECKING:
    from unrtrace.corpus import Corpus
    from unrtrace.documents import Document
    from unrtrace.output.formats import Output


def show(
    name: Annotated[
        list[str],
        typer.Argument(
            metavar="FILE|SYMBOL",
            help="A file, also one outside the corpus; - for standard input; or a symbol in the corpus.",
        ),
    ],
    depth: Annotated[
        int | None, typer.Option("--depth", "-d", min=1, max=20, help="Levels of the outline; 1: only the main parts.")
    ] = None,
    language: common.VersionLanguageOption = None,
    format_name: common.RecordFormat = "auto",
    color: common.ColorOption = common.Color.auto,
    width: common.WidthOption = None,
    folders: common.CorpusOption = None,
    verbose: common.VerboseOption = False,
) -> int:
    """Show what a document says of itself (symbol, title, session, dates) and its outline."""
    from unrtrace.documents import DocumentError
    from unrtrace.output.formats import choose_output

    what = " ".join(name)
    try:
        if _is_file(what):
            document: Document | None = _read_file(what, language)
        else:
            document = _read_symbol(options.open_corpus(folders, verbose), what, language)
    except DocumentError as error:
        options.warn(f"{what}: {error}")
        return 4
    if document is None:
        return 1
    for warning in filter(None, (*document.warnings, document.damage)):
        options.warn(f"{document.source}: {warning}")
    _write(document, depth, choose_output(format_name, color.value, width))
    return 0


def _is_file(name: str) -> bool:
    """Return whether a file has this name; a symbol that is also the name of a file means the file."""
    from os.path import lexists

    return name == "-" or ("\0" not in name and lexists(name))


def _read_file(name: str, language: str | None) -> "Document":
    """Return the document in a file. Raise `DocumentError` whatever was raised while it was read."""
    from unrtrace.documents import DocumentError, read
    from unrtrace.documents.failures import reason_of

    try:
        return read(name, language=language)
    except Exception as error:
        raise DocumentError(reason_of(error)) from None


def _read_symbol(corpus: "Corpus", name: str, language: str | None) -> "Document | None":
    """Return a document of the corpus in a language; report on standard error where it is not held."""
    from dataclasses import replace

    from unrtrace.cli.arguments import identifier_of
    from unrtrace.corpus.source_files import read_source
    from unrtrace.symbols import SymbolError

    try:
        symbol = identifier_of(corpus, name)
    except SymbolError as error:
        raise typer.BadParameter(f"{name!r} is neither a file here nor a symbol: {error}") from None
    work = corpus.work(symbol)
    versions = {version.language: version for version in work.versions} if work else {}
    if not versions:
        options.warn(f"{symbol} is not held in {corpus.path}: name its file, or another corpus with --corpus")
        return None
    if language and language not in versions:
        codes = ", ".join(sorted(filter(None, versions))) or "no known language"
        options.warn(f"{symbol} is held in {codes} only: leave --language out, or name one of these")
        return None
    version = versions.get(language or "en") or next(iter(versions.values()))
    document, stated = read_source(corpus, version.path)
    return replace(document, masthead=document.masthead.with_overrides(stated))


def _write(document: "Document", depth: int | None, output: "Output") -> None:
    from unrtrace.output import serialize
    from unrtrace.output import show as view

    if output.format == "rich":
        output.print(view.rich(document, output.columns, depth))
    elif output.format == "text":
        options.write_lines(view.text(document, depth))
    elif output.format == "json":
        serialize.write_one(view.nested(document, depth), sys.stdout)
    elif output.format == "jsonl":
        serialize.write([view.record(document), *view.parts(document, depth)], "jsonl", sys.stdout)
    else:
        serialize.write(view.parts(document, depth), output.format, sys.stdout, view.COLUMNS)
