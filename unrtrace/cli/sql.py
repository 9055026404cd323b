"""`unrtrace sql`: one SELECT over the index."""

from typing import Annotated

import typer

from unrtrace.cli import common_options as common
from unrtrace.cli import options


def sql(
    statement: Annotated[
        str, typer.Argument(metavar="SELECT", help="One SELECT; docs/schema.md describes tables and views.")
    ],
    folders: common.CorpusOption = None,
    index: common.IndexOption = None,
    update: common.UpdateOption = True,
    format_name: common.RecordFormat = "auto",
    color: common.ColorOption = common.Color.auto,
    width: common.WidthOption = None,
) -> int:
    """Ask the index a question in SQL. It is opened read-only."""
    from unrtrace.corpus.sql import StatementError, execute
    from unrtrace.output import table
    from unrtrace.output.formats import choose_output

    output = choose_output(format_name, color.value, width)
    corpus = options.open_corpus(folders, False, index, update)
    try:
        columns, rows = execute(corpus, statement)
        records = (dict(zip(columns, row, strict=True)) for row in rows)
        count = table.write(records, columns, output, shown=columns, headings={name: name for name in columns})
    except StatementError as error:
        raise typer.BadParameter(str(error)) from None
    return 0 if count else 1
