"""Options that several commands share, each defined once; the choices of --format come from the registry of formats."""

from collections.abc import Callable, Collection
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from unrtrace.output import formats

# A language is a facts file. The folder is listed here because importing unrtrace.facts would slow down --help.
LANGUAGES = sorted(path.stem for path in (Path(__file__).parents[1] / "facts" / "languages").glob("*.toml"))


OUTPUT, CORPUS = "Output", "Corpus"  # headings in the help of a command


class Color(StrEnum):
    """When to use colours."""

    auto = "auto"
    always = "always"
    never = "never"


class Direction(StrEnum):
    """Which way to follow citations."""

    cites = "cites"
    cited_by = "cited-by"
    both = "both"


def one_of(choices: Collection[str]) -> Callable[[str], str]:
    """Return a parser for an option that takes one of some words."""

    def parse(text: str) -> str:
        if text not in choices:
            from unrtrace.cli.options import did_you_mean

            meant = did_you_mean(text, list(choices))
            raise typer.BadParameter(f"{text!r} is not one of {', '.join(choices)}{meant}")
        return text

    return parse


def _format_option(
    command: str, help_text: str = "What to print; auto: a coloured view (rich) on a terminal, plain text in a pipe."
) -> Any:
    names = formats.names(command)
    choices = ("auto", *names) if "rich" in names else names
    return typer.Option(
        "--format", "-f", metavar="|".join(choices), parser=one_of(choices), help=help_text, rich_help_panel=OUTPUT
    )


def _language_option(name: str, help_text: str, section: str | None = None) -> Any:
    return typer.Option(
        name, metavar="|".join(LANGUAGES), parser=one_of(LANGUAGES), help=help_text, rich_help_panel=section
    )


def _limit_option(help_text: str) -> Any:
    return typer.Option("--limit", metavar="N|all", help=help_text)


# -- output --------------------------------------------------------------------------------

RecordFormat = Annotated[str, _format_option("sql")]
SymbolFormat = Annotated[str, _format_option("find")]
CiteFormat = Annotated[str, _format_option("cite")]
TimelineFormat = Annotated[str, _format_option("timeline")]
GraphFormat = Annotated[str, _format_option("graph", "dot for Graphviz, gexf for Gephi, json for networkx.")]
ColorOption = Annotated[
    Color,
    typer.Option(
        "--color",
        metavar="auto|always|never",
        help="Colours; auto: on a terminal, unless NO_COLOR is set.",
        rich_help_panel=OUTPUT,
    ),
]
WidthOption = Annotated[
    int | None,
    typer.Option(
        "--width", metavar="N", min=20, max=1000, help="Columns of the coloured view.", rich_help_panel=OUTPUT
    ),
]
NullOption = Annotated[
    bool,
    typer.Option(
        "-0",
        "--null",
        help="End each name by NUL instead of a new line: those read from - and those of -f symbols (for xargs -0).",
        rich_help_panel=OUTPUT,
    ),
]
TitlesInOption = Annotated[
    str,
    _language_option("--titles-in", "Language of titles and links, where the documents give a choice.", OUTPUT),
]
VerboseOption = Annotated[
    bool,
    typer.Option(
        "--verbose", "-v", help="Say on standard error which folder is used, and why.", rich_help_panel=CORPUS
    ),
]

# -- the corpus ----------------------------------------------------------------------------

CorpusOption = Annotated[
    list[str] | None,
    typer.Option(
        "--corpus",
        "-C",
        metavar="FOLDER",
        help="Your folder of documents; give it again to add another. Default: the variable UNRTRACE_CORPUS, else the"
        " nearest folder upwards with a corpus.toml, else the five documents that come with the program.",
        rich_help_panel=CORPUS,
    ),
]
IndexOption = Annotated[
    str | None,
    typer.Option(
        "--index",
        metavar="FILE",
        help="Where the index is kept. Default: the variable UNRTRACE_INDEX, else a file in your cache folder.",
        rich_help_panel=CORPUS,
    ),
]
UpdateOption = Annotated[
    bool,
    typer.Option(
        "--update/--no-update",
        help="Look for new and changed files first (the default), or not.",
        show_default=False,
        rich_help_panel=CORPUS,
    ),
]
StrictOption = Annotated[
    bool,
    typer.Option(
        "--strict",
        help="Exit with 4 if files of the corpus could not be read and are not in the answer.",
        rich_help_panel=CORPUS,
    ),
]

# -- which documents and citations ---------------------------------------------------------

DepthOption = Annotated[
    str,
    typer.Option(
        "--depth",
        "-d",
        metavar="N|all",
        help="How far to follow: 1 for the documents cited or citing, 2 for theirs as well.",
    ),
]
DirectionOption = Annotated[
    Direction,
    typer.Option(
        "--direction",
        metavar="cites|cited-by|both",
        help="cites: what it is based on; cited-by: who cites it; both.",
    ),
]
RelationOption = Annotated[
    str | None,
    typer.Option(
        "--relation",
        metavar="NAMES",
        help="Only citations with these relations, such as recalls,reaffirms; none: those without a relation.",
    ),
]
OrganOption = Annotated[
    str | None,
    typer.Option(
        "--organ",
        metavar="ORGAN",
        help="Only documents of this organ: A, S, E, A/HRC, or its name: 'Security Council'.",
    ),
]
FromOption = Annotated[
    str | None, typer.Option("--from", metavar="DATE", help="Only from this date on: 2015, 2015-11 or 2015-11-24.")
]
ToOption = Annotated[str | None, typer.Option("--to", metavar="DATE", help="Only up to and including this date.")]
ResolvedOption = Annotated[bool, typer.Option("--only-resolved", help="Only documents that the corpus holds.")]
TreeLimitOption = Annotated[str | None, _limit_option("At most N documents below each, the most cited first.")]
RowLimitOption = Annotated[str | None, _limit_option("At most N; 20 unless given.")]
TextLanguageOption = Annotated[
    str | None, _language_option("--language", "Language of the text; by default it is detected.")
]
FileLanguageOption = Annotated[str | None, _language_option("--language", "Only files in this language.")]
VersionLanguageOption = Annotated[
    str | None, _language_option("--language", "Language version of a symbol; for a file, the language of its text.")
]
