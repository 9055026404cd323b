"""Options that commands share, and the way to the output they ask for."""

import os
import sys
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from collections.abc import Callable

    from unrtrace.corpus import Corpus
    from unrtrace.corpus.update import Progress


class Format(StrEnum):
    """The forms of output."""

    auto = "auto"
    rich = "rich"
    text = "text"
    jsonl = "jsonl"
    json = "json"
    csv = "csv"
    tsv = "tsv"


class CiteFormat(StrEnum):
    """The forms of output of `cite`, with bare symbols for pipes."""

    auto = "auto"
    rich = "rich"
    text = "text"
    jsonl = "jsonl"
    json = "json"
    csv = "csv"
    tsv = "tsv"
    symbols = "symbols"


class Color(StrEnum):
    """When to colour."""

    auto = "auto"
    always = "always"
    never = "never"


TOLD = 5  # files with something to tell that a query names one by one
FORMAT_HELP = "auto: rich on a terminal, aligned text in a pipe."
FormatOption = Annotated[Format, typer.Option("--format", "-f", help=FORMAT_HELP)]
CiteFormatOption = Annotated[CiteFormat, typer.Option("--format", "-f", help=FORMAT_HELP)]
ColorOption = Annotated[Color, typer.Option("--color", help="Colours of the rich view; NO_COLOR is honoured.")]
WidthOption = Annotated[int | None, typer.Option("--width", min=20, max=1000, help="Columns of the rich view.")]
CorpusOption = Annotated[
    list[str] | None,
    typer.Option(
        "--corpus",
        "-C",
        metavar="FOLDER",
        help="A folder of documents, again for more; else UNRTRACE_CORPUS, the nearest corpus.toml upwards, the bundled"
        " one.",
    ),
]
IndexOption = Annotated[
    str | None,
    typer.Option("--index", metavar="FILE", help="The index; else UNRTRACE_INDEX, a file of the cache folder."),
]
UpdateOption = Annotated[
    bool, typer.Option("--update/--no-update", help="Whether to look for changed files first.", show_default=False)
]
VerboseOption = Annotated[bool, typer.Option("--verbose", "-v", help="Say on standard error which corpus is used.")]
LangOption = Annotated[
    str, typer.Option("--lang", metavar="en|fr|es|ru|zh|ar", help="Language of titles, where there is a choice.")
]


def chosen(form: str, color: str) -> tuple[str, bool]:
    """The form to write and whether in colour: the rich view on a terminal, or where it is asked for."""
    terminal = sys.stdout.isatty()
    if form == "auto":
        form = "rich" if terminal else "text"
    if color == "auto":
        return form, terminal and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return form, color == "always"


def check_language(language: str) -> str:
    """One of the six codes, or a usage error."""
    from unrtrace.symbols.links import LANGUAGES

    if language not in LANGUAGES:
        raise typer.BadParameter(
            f"{language!r} is none of the six languages: use one of {', '.join(sorted(LANGUAGES))}"
        )
    return language


def open_corpus(
    folders: list[str] | None,
    verbose: bool = False,
    index: str | None = None,
    update: bool = True,
    tell: bool = True,
) -> "Corpus":
    """The corpus, with what failed in reading it on standard error unless the command itself tells."""
    from unrtrace.corpus import Corpus

    corpus = Corpus(folders, index=index, update=update, progress=progress())
    if verbose:
        note(f"corpus {', '.join(map(str, corpus.paths))} ({corpus.located.reason}), index {corpus.index}")
    told = (*corpus.failed, *corpus.warnings) if tell else ()
    for name, reason in told if len(told) <= TOLD else ():
        note(f"{name}: {reason}")
    if len(told) > TOLD:
        failed, odd = len(corpus.failed), len(corpus.warnings)
        note(f"{failed} files could not be read, {odd} had something odd: see unrtrace index --failures")
    return corpus


def progress() -> "Callable[[Progress], None] | None":
    """What draws the progress of an update: a line on standard error, on a terminal only."""
    if not sys.stderr.isatty():
        return None

    def draw(state: "Progress") -> None:
        from unrtrace.output.progress import draw

        draw(state, sys.stderr)

    return draw


def note(message: str) -> None:
    """A line on standard error."""
    from unrtrace.documents.text import printable

    print(f"unrtrace: {printable(message)}", file=sys.stderr)


def put(lines: object) -> None:
    """Write lines to standard output."""
    out = sys.stdout
    for line in lines:  # type: ignore[attr-defined]
        out.write(line + "\n")
