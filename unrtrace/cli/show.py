"""`unrtrace show`: what a document says of itself, and how it is divided."""

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from unrtrace.cli import options

if TYPE_CHECKING:
    from unrtrace.documents import Document


def show(
    what: Annotated[
        list[str],
        typer.Argument(metavar="FILE|SYMBOL", help="A file, - for standard input, or a symbol of the corpus."),
    ],
    depth: Annotated[
        int | None, typer.Option("--depth", "-d", min=1, max=20, help="How deep the outline goes; 1: the parts alone.")
    ] = None,
    lang: Annotated[
        str | None,
        typer.Option(
            "--lang",
            metavar="en|fr|es|ru|zh|ar",
            help="Which language version of a symbol; for a file, the language of its text.",
        ),
    ] = None,
    form: options.FormatOption = options.Format.auto,
    color: options.ColorOption = options.Color.auto,
    width: options.WidthOption = None,
    corpus: options.CorpusOption = None,
    verbose: options.VerboseOption = False,
) -> int:
    """Show a document's masthead and outline."""
    from unrtrace.documents import DocumentError

    if lang:
        options.check_language(lang)
    name = " ".join(what)
    try:
        document = _of_file(name, lang) if _is_file(name) else _of_symbol(name, lang, corpus, verbose)
    except DocumentError as error:
        options.note(f"{name}: {error}")
        return 4
    if document is None:
        return 1
    for warning in document.warnings:
        options.note(f"{document.source}: {warning}")
    _write(document, depth, form.value, color.value, width)
    return 0


def _is_file(name: str) -> bool:
    """Whether a name is that of something on the disk; a symbol that is also one is meant as the file."""
    from os.path import lexists

    return name == "-" or ("\0" not in name and lexists(name))


def _of_file(name: str, language: str | None) -> "Document":
    from unrtrace.documents import read

    return read(name, language=language)


def _of_symbol(name: str, language: str | None, folders: list[str] | None, verbose: bool) -> "Document | None":
    """The document that the corpus holds under a symbol, in a language; what corpus.toml says of it included."""
    from dataclasses import replace

    from unrtrace.cli.arguments import name_of
    from unrtrace.documents import read
    from unrtrace.index.errors import CorpusError
    from unrtrace.index.settings import read_settings
    from unrtrace.symbols import SymbolError

    held = options.open_corpus(folders, verbose)
    try:
        symbol = name_of(held, name)
    except SymbolError as error:
        raise typer.BadParameter(f"{name!r} is no file here and no symbol: {error}") from None
    work = held.work(symbol)
    versions = {version.language: version for version in work.versions} if work else {}
    if not versions:
        options.note(f"{symbol} is not held in {held.path}: name its file, or another corpus with --corpus")
        return None
    if language and language not in versions:
        codes = ", ".join(sorted(filter(None, versions))) or "no known language"
        options.note(f"{symbol} is held in {codes} only: leave --lang out, or name one of these")
        return None
    version = versions.get(language or "en") or next(iter(versions.values()))
    place = held.where(version.path)
    if place is None:
        raise CorpusError(f"the index no longer names {version.path}: run the command again")
    folder, file = place
    stated = read_settings(folder).for_file(file)
    document = read(folder / file, language=stated.get("language"))
    return replace(document, source=version.path, masthead=document.masthead.overridden(stated))


def _write(document: "Document", depth: int | None, form: str, color: str, width: int | None) -> None:
    from unrtrace.output import show as view

    form, colored = options.chosen(form, color)
    if form == "rich":
        from unrtrace.output import rich_view

        rich_view.console(color=colored, width=width).print(view.rich(document, depth))
    elif form == "text":
        options.put(view.text(document, depth))
    else:
        from unrtrace.output import serialize

        if form == "json":
            serialize.write_one(view.nested(document, depth), sys.stdout)
        elif form == "jsonl":
            serialize.write([view.record(document), *view.parts(document, depth)], form, sys.stdout)
        else:
            serialize.write(view.parts(document, depth), form, sys.stdout, columns=view.COLUMNS)
