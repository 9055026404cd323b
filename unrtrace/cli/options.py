"""Options that commands share, and the way to the output they ask for."""

import os
import sys
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from collections.abc import Callable

    from unrtrace.corpus import Corpus
    from unrtrace.graph.filters import Filter
    from unrtrace.index.update import Progress


class Format(StrEnum):
    """The forms of output."""

    auto = "auto"
    rich = "rich"
    text = "text"
    jsonl = "jsonl"
    json = "json"
    csv = "csv"
    tsv = "tsv"


class ListFormat(StrEnum):
    """The forms of output of what lists documents, with bare symbols for pipes."""

    auto = "auto"
    rich = "rich"
    text = "text"
    jsonl = "jsonl"
    json = "json"
    csv = "csv"
    tsv = "tsv"
    symbols = "symbols"


class CiteFormat(StrEnum):
    """The forms of output of `cite`, with bare symbols for pipes and references for writers."""

    auto = "auto"
    rich = "rich"
    text = "text"
    jsonl = "jsonl"
    json = "json"
    csv = "csv"
    tsv = "tsv"
    symbols = "symbols"
    bibtex = "bibtex"
    ris = "ris"
    csl_json = "csl-json"


class Color(StrEnum):
    """When to colour."""

    auto = "auto"
    always = "always"
    never = "never"


TOLD = 5  # files with something to tell that a query names one by one
FORMAT_HELP = "auto: rich on a terminal, aligned text in a pipe."
FormatOption = Annotated[Format, typer.Option("--format", "-f", help=FORMAT_HELP)]
ListFormatOption = Annotated[ListFormat, typer.Option("--format", "-f", help=FORMAT_HELP)]
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
NullOption = Annotated[
    bool, typer.Option("-0", "--null", help="Symbols end with NUL: those read for - and those of -f symbols.")
]
RelationOption = Annotated[
    str | None,
    typer.Option(
        "--relation", metavar="NAMES", help="Only citations that do this: recalls,reaffirms; 'none' for none."
    ),
]
OrganOption = Annotated[
    str | None, typer.Option("--organ", metavar="CODE", help="Only documents of this organ: A, S, E, A/HRC.")
]
SinceOption = Annotated[
    str | None, typer.Option("--from", metavar="DATE", help="Only documents from this day on: 1995, 1995-11-24.")
]
UntilOption = Annotated[str | None, typer.Option("--to", metavar="DATE", help="Only documents until this day.")]
ResolvedOption = Annotated[bool, typer.Option("--only-resolved", help="Only documents that the corpus holds.")]
LimitOption = Annotated[
    str | None, typer.Option("--limit", metavar="N|all", help="How many at most, the most cited of them.")
]
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


def number(text: str | None, option: str, default: int | None) -> int | None:
    """A number from 1 on, None for `all`; the default where nothing is given."""
    if text is None:
        return default
    if text == "all":
        return None
    if not text.isascii() or not text.isdecimal() or int(text) < 1:
        raise typer.BadParameter(f"{option} {text!r} is neither a number from 1 on nor all")
    return int(text)


def wanted(
    relation: str | None, organ: str | None, since: str | None, until: str | None, resolved: bool = False
) -> "Filter":
    """What the options that choose citations and documents ask for."""
    from unrtrace.facts import load
    from unrtrace.graph.filters import Filter

    if organ is not None and organ not in (bodies := load("bodies")["bodies"]):
        named = [code for code, row in bodies.items() if organ.casefold() in (code.casefold(), row["name"].casefold())]
        if not named:
            raise typer.BadParameter(
                f"--organ {organ!r} is no organ of the table: give its code, such as A, S or A/HRC"
            )
        organ = named[0]
    return Filter(relations(relation), organ, day(since, "--from", False), day(until, "--to", True), resolved)


def relations(text: str | None) -> frozenset[str]:
    """The relations that an option names, separated by commas; an empty one is that of citations without any."""
    from difflib import get_close_matches

    from unrtrace.facts import load

    if text is None:
        return frozenset()
    known = ["none", "based_on", *load("languages/en")["relations"]]
    names = [name.strip().replace(" ", "_") for name in text.split(",")]
    for name in names:
        if name not in known:
            near = get_close_matches(name, known, 3, 0.5) or known[:6]
            raise typer.BadParameter(f"--relation {name!r} is none that is told apart; near it are {', '.join(near)}")
    return frozenset("" if name == "none" else name for name in names)


def day(text: str | None, option: str, end: bool) -> str | None:
    """An ISO day from a year, a month or a day; `end` takes the last day of it."""
    if text is None:
        return None
    import calendar
    import datetime

    parts = text.split("-")
    try:
        numbers = [int(part) for part in parts]
        if not 1 <= len(numbers) <= 3 or len(parts[0]) != 4:
            raise ValueError(text)
        month = numbers[1] if len(numbers) > 1 else (12 if end else 1)
        day = numbers[2] if len(numbers) > 2 else (calendar.monthrange(numbers[0], month)[1] if end else 1)
        return datetime.date(numbers[0], month, day).isoformat()
    except (ValueError, calendar.IllegalMonthError):
        raise typer.BadParameter(f"{option} {text!r} is no date: write it as 2015, 2015-11 or 2015-11-24") from None


def check_language(language: str) -> str:
    """One of the six codes, or a usage error."""
    from unrtrace.text.language import codes

    if language not in codes():
        raise typer.BadParameter(f"{language!r} is none of the six languages: use one of {', '.join(sorted(codes()))}")
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
    from unrtrace.text.display import printable

    print(f"unrtrace: {printable(message)}", file=sys.stderr)


def put(lines: object, end: str = "\n") -> None:
    """Write lines to standard output."""
    out = sys.stdout
    for line in lines:  # type: ignore[attr-defined]
        out.write(line + end)
