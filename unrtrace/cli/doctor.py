"""`unrtrace doctor`: what is odd about a corpus."""

from enum import StrEnum
from typing import Annotated

import typer

from unrtrace.cli import options

SCHEMA = "unrtrace.finding/1"
COLUMNS = ("schema", "check", "about", "detail")


class Check(StrEnum):
    """What is looked for."""

    unreadable = "unreadable"
    odd = "odd"
    no_symbol = "no-symbol"
    duplicate = "duplicate"
    contested = "contested"
    misnamed = "misnamed"
    date = "date"
    unresolved = "unresolved"


def doctor(
    check: Annotated[
        list[Check] | None, typer.Option("--check", help="Only this, again for more; else everything.")
    ] = None,
    top: Annotated[int, typer.Option("--top", min=1, metavar="N", help="How many of each check.")] = 20,
    everything: Annotated[bool, typer.Option("--all", help="Every one.")] = False,
    corpus: options.CorpusOption = None,
    index: options.IndexOption = None,
    update: options.UpdateOption = True,
    form: options.FormatOption = options.Format.auto,
    color: options.ColorOption = options.Color.auto,
    width: options.WidthOption = None,
) -> int:
    """Tell what is odd about the corpus. Unreadable files, duplicates, doubtful symbols and dates, open citations."""
    from itertools import islice

    from unrtrace.corpus.doctor import CHECKS
    from unrtrace.output import table

    form_name, colored = options.chosen(form.value, color.value)
    held = options.open_corpus(corpus, False, index, update, tell=False)
    rows = []
    for name in [one.value for one in check] if check else CHECKS:
        found = CHECKS[name](held)
        rows += [{"schema": SCHEMA, **one._asdict()} for one in (found if everything else islice(found, top))]
        if more := 0 if everything else sum(1 for _ in found):
            options.note(f"{more} more of {name}: --all lists them")
    table.write(rows, COLUMNS, form_name, colored=colored, width=width)
    if not rows:
        options.note("nothing odd was found")
        return 1
    return 4 if held.failed else 0
