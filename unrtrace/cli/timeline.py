"""`unrtrace timeline`: dated events in the documents of a corpus."""

import gc
import sys
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from unrtrace.cli import common_options as common
from unrtrace.cli import options
from unrtrace.cli.arguments import SymbolArguments, split_arguments

if TYPE_CHECKING:
    from unrtrace.output.formats import Output
    from unrtrace.output.timeline_text import TimelineView
    from unrtrace.text.organisations import Organisations


class Kind(StrEnum):
    """The kinds of events."""

    adopted = "adopted"
    issued = "issued"
    letter = "letter"
    agreement = "agreement"
    meeting = "meeting"
    report = "report"
    period = "period"
    scheduled = "scheduled"
    other = "other"


class By(StrEnum):
    """What events are grouped by."""

    year = "year"
    organ = "organ"


Symbols = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[SYMBOL|ORGANISATION|-]...",
        help="Only events of these documents and of what cites them, or of these organisations, as with --org;"
        " - reads symbols from standard input.",
    ),
]
Organisation = Annotated[
    list[str] | None,
    typer.Option(
        "--org",
        metavar="NAME",
        help="Only events of this organisation, by acronym or name in any of six languages; give it again for more.",
    ),
]
MatchAll = Annotated[bool, typer.Option("--match-all", help="Of several --org, only events that involve all of them.")]
Words = Annotated[
    str | None, typer.Option("--words", metavar="TEXT", help="Only events whose description has all these words.")
]
Kinds = Annotated[list[Kind] | None, typer.Option("--kind", help="Only events of this kind; give it again for more.")]
Group = Annotated[By | None, typer.Option("--group", help="Group the events by year or by organ.")]
Limit = Annotated[str | None, typer.Option("--limit", metavar="N|all", help="At most N events; all unless given.")]


def timeline(
    symbol: Symbols = None,
    org: Organisation = None,
    match_all: MatchAll = False,
    words: Words = None,
    since: common.FromOption = None,
    until: common.ToOption = None,
    kind: Kinds = None,
    titles_in: common.TitlesInOption = "en",
    group: Group = None,
    limit: Limit = None,
    reverse: Annotated[bool, typer.Option("--reverse", help="Latest first.")] = False,
    format_name: common.TimelineFormat = "auto",
    color: common.ColorOption = common.Color.auto,
    width: common.WidthOption = None,
    folders: common.CorpusOption = None,
    index: common.IndexOption = None,
    update: common.UpdateOption = True,
    strict: common.StrictOption = False,
    verbose: common.VerboseOption = False,
) -> int:
    """Show what happened when, oldest first, with the source of each event."""
    from unrtrace.output.formats import choose_output
    from unrtrace.output.timeline_text import TimelineView
    from unrtrace.timeline import grouped
    from unrtrace.timeline import timeline as events_of

    first, last = options.parse_period(since, until)
    most = options.parse_limit(limit, None)
    corpus = options.open_corpus(folders, verbose, index, update)
    named, symbols = _organisations_among(symbol or [], corpus.organisations)
    codes = [*named, *(_organisation_code(name, corpus.organisations) for name in org or [])]
    arguments = SymbolArguments(corpus, symbols)
    works = list(arguments)
    if symbols and not works:
        return arguments.exit_code(False, strict)
    gc.disable()  # everything that is read is kept until it is printed: there is nothing to collect
    events = events_of(
        corpus, works=works, organisation=codes, match_all=match_all, words=words, since=first, until=last,
        kinds=[one.value for one in kind or []], language=titles_in, limit=most, reverse=reverse,
    )  # fmt: skip
    by = group.value if group else None
    title = _title(works, codes, words, corpus.organisations)
    view = TimelineView(grouped(events, by), by, title, corpus.path, titles_in)
    _write(view, choose_output(format_name, color.value, width, titles_in))
    gc.freeze()  # nor at exit
    if not events:
        options.warn(f"no event found in {corpus.path}; widen --from, --to, --org, --kind or --words")
    return arguments.exit_code(bool(events), strict)


def _title(works: list[str], codes: list[str], words: str | None, table: "Organisations") -> str:
    names = [next(iter(table.rows[code].get("en", [code]))) for code in codes]
    about = ", ".join([*works, *names, *([f"“{words}”"] if words else [])])
    return f"Timeline: {about}" if about else "Timeline"


def _write(view: "TimelineView", output: "Output") -> None:
    from unrtrace.output import formats, timeline_text

    events = view.events
    if output.format == "rich" and events:
        from unrtrace.output import timeline_rich

        output.print(timeline_rich.timeline(view.groups, view.by, output.columns))
    elif output.is_view:
        options.write_lines(timeline_text.text(view.groups, view.by))
    elif output.format in formats.names("sql"):
        from unrtrace.output import serialize

        serialize.write(timeline_text.records(events), output.format, sys.stdout, timeline_text.COLUMNS)
    else:
        formats.writer(output.format, "timeline")(view, sys.stdout)


def _organisations_among(words: list[str], table: "Organisations") -> tuple[list[str], list[str]]:
    """Return the codes of the organisations that arguments name, as one phrase or one a word, and the other names."""
    if code := table.code_of(" ".join(words)) if words else None:
        return [code], []
    codes = {word: table.code_of(word) for word in words}
    others = [word for word in words if codes[word] is None]
    return [code for code in codes.values() if code], split_arguments(others) if others else []


def _organisation_code(query: str, table: "Organisations") -> str:
    """Return the code of an organisation by its name or acronym in any language; `BadParameter` for an unknown one."""
    if code := table.code_of(query):
        return code
    similar = options.alternatives(table.near(query))
    raise typer.BadParameter(f"unknown organisation {query!r}{similar or '; unrtrace organisations lists them'}")
