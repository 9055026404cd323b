"""`unrtrace corpus`: what a corpus holds, where it and its index are, and how fresh the index is."""

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any

import typer

from unrtrace.cli import common_options as common
from unrtrace.cli import options

if TYPE_CHECKING:
    from unrtrace.corpus import Corpus
    from unrtrace.output.formats import Output

MAX_GROUPS = 12  # languages, organs or decades that are listed


def corpus(
    list_documents: Annotated[
        bool, typer.Option("--list", "-l", help="List every document, as unrtrace documents does.")
    ] = False,
    folders: common.CorpusOption = None,
    index: common.IndexOption = None,
    update: common.UpdateOption = True,
    strict: common.StrictOption = False,
    format_name: common.RecordFormat = "auto",
    color: common.ColorOption = common.Color.auto,
    width: common.WidthOption = None,
) -> int:
    """Summarize the folder. Which it is, what is in it, where its index lies and how fresh it is."""
    from unrtrace.cli import documents
    from unrtrace.output.formats import choose_output

    output = choose_output(format_name, color.value, width)
    corpus = options.open_corpus(folders, False, index, update)
    count = documents.write(corpus, output) if list_documents else _write_overview(corpus, output)
    return documents.exit_code(corpus, count, strict)


def _write_overview(corpus: "Corpus", output: "Output") -> int:
    """Write the overview and return how many documents there are."""
    from unrtrace.corpus import overview
    from unrtrace.output import serialize, text_view

    record = overview.overview(corpus)
    if output.is_view:
        options.write_lines(text_view.table(_lines(record)))
    elif output.format == "json":
        serialize.write_one(record, sys.stdout)
    else:
        serialize.write([record], output.format, sys.stdout)
    return int(record["documents"])


def _lines(record: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield the overview, a label and a value a line."""
    from unrtrace.output.table import size

    first, *others = record["folders"]
    yield "corpus", f"{first} ({record['reason']})"
    yield from (("", folder) for folder in others)
    bytes_of_index = f", {size(record['index_bytes'])}" if record["index_bytes"] else ""
    yield "index", record["index"] + bytes_of_index
    state = "up to date" if record["fresh"] else "files changed since then: run unrtrace index"
    yield "updated", f"{record['updated'] or 'never'}, {state}"
    files = f"{record['documents']:,} in {record['files']:,} files, {size(record['bytes'])}"
    failed = f"; {record['failed']:,} files failed: unrtrace index --failures" if record["failed"] else ""
    yield "documents", files + failed
    yield "citations", f"{record['citations']:,}, to {record['cited']:,} documents"
    yield "events", f"{record['events']:,}"
    for name in ("languages", "organs", "decades"):
        counts = list(record[name].items())
        plural = "s" if name == "decades" else ""
        shown = ", ".join(f"{key}{plural if key.isdigit() else ''} {count:,}" for key, count in counts[:MAX_GROUPS])
        more = len(counts) - MAX_GROUPS
        yield name, shown + (f" and {more} more" if more > 0 else "")
