"""`unrtrace timeline`: what happened when, by the documents of a corpus."""

import gc
import sys
from collections.abc import Iterable
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from unrtrace.cli import options

if TYPE_CHECKING:
    from unrtrace.corpus import Corpus
    from unrtrace.output.timeline_text import Groups
    from unrtrace.text.organisations import Organisations


class TimelineFormat(StrEnum):
    """The forms of output of `timeline`."""

    auto = "auto"
    rich = "rich"
    text = "text"
    jsonl = "jsonl"
    json = "json"
    csv = "csv"
    tsv = "tsv"
    md = "md"
    ics = "ics"
    svg = "svg"
    html = "html"


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


def timeline(
    symbol: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[SYMBOL|-]...",
            help="Only events of these documents, and when what cites them came; - reads them, one a line.",
        ),
    ] = None,
    org: Annotated[
        list[str] | None,
        typer.Option("--org", metavar="NAME", help="Only events of this organisation: acronym or name, any language."),
    ] = None,
    together: Annotated[
        bool, typer.Option("--all", help="Of several --org, only events that have all of them.")
    ] = False,
    topic: Annotated[
        str | None, typer.Option("--topic", metavar="TEXT", help="Only events told in words that have all of these.")
    ] = None,
    since: Annotated[
        str | None, typer.Option("--from", metavar="DATE", help="From this day on: 2015, 2015-11 or 2015-11-24.")
    ] = None,
    until: Annotated[str | None, typer.Option("--to", metavar="DATE", help="Until this day, included.")] = None,
    kind: Annotated[
        list[Kind] | None, typer.Option("--kind", help="Only events of this kind; several may be named.")
    ] = None,
    lang: Annotated[
        str,
        typer.Option("--lang", metavar="en|fr|es|ru|zh|ar", help="Language of descriptions, where there is a choice."),
    ] = "en",
    group: Annotated[By | None, typer.Option("--group", help="Group the events by year or by organ.")] = None,
    limit: Annotated[int | None, typer.Option("--limit", min=1, help="At most so many events.")] = None,
    reverse: Annotated[bool, typer.Option("--reverse", help="Latest first.")] = False,
    form: Annotated[TimelineFormat, typer.Option("--format", "-f", help=options.FORMAT_HELP)] = TimelineFormat.auto,
    color: options.ColorOption = options.Color.auto,
    width: options.WidthOption = None,
    corpus: options.CorpusOption = None,
    index: options.IndexOption = None,
    update: options.UpdateOption = True,
    verbose: options.VerboseOption = False,
) -> int:
    """Show dated events, oldest first, each with the documents that tell it."""
    from unrtrace.cli.arguments import Names
    from unrtrace.timeline import grouped
    from unrtrace.timeline import timeline as events_of

    options.check_language(lang)
    first, last = options.day(since, "--from", False), options.day(until, "--to", True)
    held = options.open_corpus(corpus, verbose, index, update)
    codes = [_organisation(name, held.organisations) for name in org or []]
    asked = Names(held, symbol or [])
    works = list(asked)
    if symbol and not works:
        return asked.code(False)
    gc.disable()  # all that is read is kept until it is printed: there is no garbage to look for
    events = events_of(
        held, works=works, organisation=codes, match_all=together, words=topic, kinds=[one.value for one in kind or []],
        since=first, until=last, language=lang, limit=limit, reverse=reverse,
    )  # fmt: skip
    by = group.value if group else None
    names = [next(iter(held.organisations.rows[code].get("en", [code]))) for code in codes]
    title = ": ".join(filter(None, ("Timeline", ", ".join([*works, *names, *([f"“{topic}”"] if topic else [])]))))
    _write(held, grouped(events, by), by, title, _Form(form.value, color.value, width, lang))
    gc.freeze()  # nor at the end
    if not events:
        options.note(f"no event found in {held.path}; widen --from, --to, --org, --kind or --topic")
        return asked.code(False)
    return asked.code()


class _Form:
    """How the output is asked for."""

    def __init__(self, form: str, color: str, width: int | None, language: str) -> None:
        self.name, self.colored = options.chosen(form, color)
        self.width, self.language = width, language


def _write(held: "Corpus", groups: "Groups", by: str | None, title: str, form: _Form) -> None:
    from unrtrace.output import timeline_text as views

    events = [event for _, row in groups for event in row]
    if form.name == "rich" and events:
        from unrtrace.output import rich_view, timeline_rich

        view = rich_view.console(color=form.colored, width=form.width)
        view.print(timeline_rich.timeline(groups, by, view))
    elif form.name in ("rich", "text"):
        options.put(views.text(groups, by))
    elif form.name == "md":
        options.put(views.markdown(groups, by, title))
    elif form.name == "ics":
        out = views.calendar(events)
        sys.stdout.write("".join(f"{timeline_rich}\r\n" for timeline_rich in out))
    elif form.name in ("svg", "html") and events:
        _pieces(_drawn(held, groups, by, title, form))
    elif form.name not in ("svg", "html"):
        from unrtrace.output import serialize

        serialize.write(views.records(events), form.name, sys.stdout, columns=views.COLUMNS)


def _drawn(held: "Corpus", groups: "Groups", by: str | None, title: str, form: _Form) -> Iterable[str]:
    if form.name == "html":
        from unrtrace.output.timeline_html import page

        return page(groups, by, title, held.path, form.language)
    from unrtrace.output.timeline_svg import drawing

    return drawing([event for _, row in groups for event in row], title)


def _pieces(pieces: Iterable[str]) -> None:
    for piece in pieces:
        sys.stdout.write(piece)


def _organisation(query: str, table: "Organisations") -> str:
    """The code of an organisation by name or acronym in any language, or a usage error with near ones."""
    if code := table.code_of(query):
        return code
    close = table.near(query)
    hint = f"; near it are {', '.join(close)}" if close else ""
    raise typer.BadParameter(f"--org {query!r} is no organisation of the table{hint}; unrtrace orgs lists them")
