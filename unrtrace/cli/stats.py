"""`unrtrace stats`: counts of documents and citations."""

from dataclasses import asdict
from itertools import groupby
from typing import TYPE_CHECKING, Annotated, Any

import typer

from unrtrace.cli import common_options as common
from unrtrace.cli import options

if TYPE_CHECKING:
    from unrtrace.output.formats import Output

SCHEMA = "unrtrace.stat/1"
COLUMNS = ("schema", "group", "name", "documents", "citations", "share")


def stats(
    by: Annotated[
        str | None,
        typer.Option(
            "--by",
            metavar="GROUPS",
            help="Only these, separated by commas: organ,language,year,relation,outcome,'most cited'.",
        ),
    ] = None,
    format_name: common.RecordFormat = "auto",
    color: common.ColorOption = common.Color.auto,
    width: common.WidthOption = None,
    folders: common.CorpusOption = None,
    index: common.IndexOption = None,
    update: common.UpdateOption = True,
    strict: common.StrictOption = False,
    verbose: common.VerboseOption = False,
) -> int:
    """Count documents and citations, by organ, year and more."""
    from unrtrace.graph import stats as statistics
    from unrtrace.graph.statistics import GROUPS
    from unrtrace.output import table
    from unrtrace.output.formats import choose_output

    groups = [one.strip().replace("_", " ") for one in by.split(",")] if by else list(GROUPS)
    for group in groups:
        if group not in GROUPS:
            raise typer.BadParameter(f"--by {group!r} is not one of {', '.join(GROUPS)}")
    output = choose_output(format_name, color.value, width)
    corpus = options.open_corpus(folders, verbose, index, update)
    found = [{"schema": SCHEMA, **asdict(one)} for one in statistics(corpus) if one.group in groups]
    if output.is_view:
        _write_view(found, output)
    else:
        table.write(found, COLUMNS, output)
    return options.exit_code(corpus, bool(found), strict)


def _write_view(rows: list[dict[str, Any]], output: "Output") -> None:
    """Write a table for each group, with only the columns that it has values for."""
    from unrtrace.output import labels, table

    for number, (group, members) in enumerate(groupby(rows, key=lambda row: row["group"])):
        if number:
            options.write_lines([""])
        in_words = labels.outcome if group == "outcome" else labels.identifier if group == "most cited" else str
        kept = [row | {group: in_words(row["name"]), "share": _percent(row["share"])} for row in members]
        shown = [group, *(name for name in COLUMNS[3:] if any(row[name] not in (None, "") for row in kept))]
        if output.format == "text":
            kept.insert(0, {name: name for name in shown})
        table.write(kept, COLUMNS, output, shown=shown)


def _percent(share: float | None) -> str:
    return "" if share is None else f"{share:.1%}"
