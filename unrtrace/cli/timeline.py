"""`unrtrace timeline`: what happened when, by the documents of a corpus."""

import sys
from dataclasses import asdict
from typing import Annotated

import typer

from unrtrace.cli import options

SCHEMA = "unrtrace.event/1"


def timeline(
    symbol: Annotated[
        list[str] | None,
        typer.Argument(metavar="[SYMBOL|-]...", help="Only events of these documents; - reads them, one a line."),
    ] = None,
    org: Annotated[
        str | None,
        typer.Option("--org", metavar="NAME", help="Only events of this organisation: acronym or name, any language."),
    ] = None,
    since: Annotated[
        str | None, typer.Option("--from", metavar="DATE", help="From this day on: 2015, 2015-11 or 2015-11-24.")
    ] = None,
    until: Annotated[str | None, typer.Option("--to", metavar="DATE", help="Until this day, included.")] = None,
    lang: options.LangOption = "en",
    form: options.FormatOption = options.Format.auto,
    color: options.ColorOption = options.Color.auto,
    width: options.WidthOption = None,
    corpus: options.CorpusOption = None,
    index: options.IndexOption = None,
    update: options.UpdateOption = True,
    verbose: options.VerboseOption = False,
) -> int:
    """Show dated events, oldest first, each with the documents that tell it."""
    from unrtrace.cli.names import Names
    from unrtrace.timeline import timeline as events_of

    options.check_language(lang)
    organisation = _organisation(org) if org else None
    first, last = _day(since, "--from", False), _day(until, "--to", True)
    held = options.open_corpus(corpus, verbose, index, update)
    names = Names(held, symbol or [])
    works = list(names)
    if symbol and not works:
        return names.code(False)
    events = events_of(held, works=works, organisation=organisation, since=first, until=last, language=lang)
    form_name, colored = options.chosen(form.value, color.value)
    if form_name == "rich" and events:
        from unrtrace.output import terminal

        view = terminal.console(color=colored, width=width)
        view.print(terminal.timeline(events, view))
    elif form_name in ("rich", "text"):
        from unrtrace.output import plain

        options.put(plain.timeline(events))
    else:
        from unrtrace.output import records

        rows = ({"schema": SCHEMA, **asdict(event)} for event in events)
        columns = ("schema", "date", "last", "kind", "description", "actors", "symbols", "sources")
        records.write(rows, form_name, sys.stdout, columns=columns)
    if not events:
        options.note(f"no event found in {held.path}; widen --from, --to or --org")
        return names.code(False)
    return names.code()


def _organisation(query: str) -> str:
    """The code of an organisation by name or acronym in any language, or a usage error with near ones."""
    from unrtrace.extractor.organisations import code_of, near

    if code := code_of(query):
        return code
    close = near(query)
    hint = f"; near it are {', '.join(close)}" if close else ""
    raise typer.BadParameter(f"--org {query!r} is no organisation of the table{hint}")


def _day(text: str | None, option: str, end: bool) -> str | None:
    """An ISO day from a year, a month or a day; `end` takes the last day of it."""
    import calendar
    import datetime

    if text is None:
        return None
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
