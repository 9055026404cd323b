"""`unrtrace corpus`: what a corpus holds, and how fresh its index is."""

import sys
from collections.abc import Iterator
from typing import Annotated, Any

import typer

from unrtrace.cli import options

COLUMNS = ("schema", "work", "date", "organ", "languages", "citations", "cited_by", "title", "files")
SHOWN = ("work", "date", "languages", "citations", "cited_by", "title")
TOP = 12


def corpus(
    every: Annotated[bool, typer.Option("--list", "-l", help="List every document.")] = False,
    corpus: options.CorpusOption = None,
    index: options.IndexOption = None,
    update: options.UpdateOption = True,
    form: options.FormatOption = options.Format.auto,
    color: options.ColorOption = options.Color.auto,
    width: options.WidthOption = None,
) -> int:
    """Tell what the corpus holds. Also where it and its index are, and how fresh that is."""
    from unrtrace.corpus import overview
    from unrtrace.output import serialize, table

    form_name, colored = options.chosen(form.value, color.value)
    held = options.open_corpus(corpus, False, index, update)
    if every:
        rows = overview.documents(held)
        table.write(rows, COLUMNS, form_name, colored=colored, width=width, shown=SHOWN)
        count = len(rows)
    else:
        record = overview.overview(held)
        count = record["documents"]
        if form_name == "json":
            serialize.write_one(record, sys.stdout)
        elif form_name in ("rich", "text"):
            from unrtrace.output import text_view

            options.put(text_view.table(_lines(record)))
        else:
            serialize.write([record], form_name, sys.stdout)
    if not count:
        options.note(f"no documents in {', '.join(map(str, held.paths))}")
        return 1
    return 4 if held.failed else 0


def _lines(record: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """The overview, a label and a value a line."""
    from unrtrace.output.table import size

    for number, folder in enumerate(record["folders"]):
        yield ("corpus" if not number else ""), folder + (f" ({record['reason']})" if not number else "")
    large = f", {size(record['index_bytes'])}" if record["index_bytes"] else ""
    yield "index", record["index"] + large
    state = "as the files are" if record["fresh"] else "files changed since: run unrtrace index"
    yield "updated", f"{record['updated'] or 'never'}, {state}"
    files = f"{record['documents']:,} in {record['files']:,} files, {size(record['bytes'])}"
    failed = f"; {record['failed']:,} files failed: unrtrace index --failures" if record["failed"] else ""
    yield "documents", files + failed
    yield "citations", f"{record['citations']:,} of {record['cited']:,} documents"
    yield "events", f"{record['events']:,}"
    for name in ("languages", "organs", "decades"):
        counts = list(record[name].items())
        plural = "s" if name == "decades" else ""
        shown = ", ".join(f"{key}{plural if key.isdigit() else ''} {count:,}" for key, count in counts[:TOP])
        more = len(counts) - TOP
        yield name, shown + (f" and {more} more" if more > 0 else "")
