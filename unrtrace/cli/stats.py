"""`unrtrace stats`: what a corpus consists of."""

from dataclasses import asdict
from itertools import groupby
from typing import Annotated

import typer

from unrtrace.cli import options

SCHEMA = "unrtrace.stat/1"
COLUMNS = ("schema", "group", "name", "documents", "citations", "share")


def stats(
    by: Annotated[
        str | None,
        typer.Option("--by", metavar="GROUPS", help="Only these: organ,language,year,relation,outcome,most cited."),
    ] = None,
    form: options.FormatOption = options.Format.auto,
    color: options.ColorOption = options.Color.auto,
    width: options.WidthOption = None,
    corpus: options.CorpusOption = None,
    index: options.IndexOption = None,
    update: options.UpdateOption = True,
    verbose: options.VerboseOption = False,
) -> int:
    """Count documents and citations, by organ, year and more."""
    from unrtrace.graph import stats as figures
    from unrtrace.graph.statistics import GROUPS
    from unrtrace.output import table

    wanted = [one.strip().replace("_", " ") for one in by.split(",")] if by else list(GROUPS)
    for one in wanted:
        if one not in GROUPS:
            raise typer.BadParameter(f"--by {one!r} is none of {', '.join(GROUPS)}")
    form_name, colored = options.chosen(form.value, color.value)
    held = options.open_corpus(corpus, verbose, index, update)
    found = [{"schema": SCHEMA, **asdict(one)} for one in figures(held) if one.group in wanted]
    if form_name not in ("rich", "text"):
        table.write(found, COLUMNS, form_name)
        return 0 if found else 1
    for number, (group, rows) in enumerate(groupby(found, key=lambda row: row["group"])):
        if number:
            options.put([""])
        kept = [row | {group: row["name"], "share": _percent(row["share"])} for row in rows]
        shown = [group, *(name for name in COLUMNS[3:] if any(row[name] not in (None, "") for row in kept))]
        if form_name == "text":
            kept.insert(0, {name: name for name in shown})
        table.write(kept, COLUMNS, form_name, colored=colored, width=width, shown=shown)
    return 0 if found else 1


def _percent(share: float | None) -> str:
    return "" if share is None else f"{share:.1%}"
