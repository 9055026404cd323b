"""`unrtrace sql`: ask the index in its own language."""

from typing import Annotated

import typer

from unrtrace.cli import options


def sql(
    statement: Annotated[str, typer.Argument(metavar="SELECT", help="One statement that reads; docs/schema.md.")],
    corpus: options.CorpusOption = None,
    index: options.IndexOption = None,
    update: options.UpdateOption = True,
    form: options.FormatOption = options.Format.auto,
    color: options.ColorOption = options.Color.auto,
    width: options.WidthOption = None,
) -> int:
    """Run one SELECT over the index, which is opened for reading only."""
    from unrtrace.corpus.sql import StatementError, ask
    from unrtrace.output import table

    form_name, colored = options.chosen(form.value, color.value)
    held = options.open_corpus(corpus, False, index, update)
    try:
        columns, rows = ask(held, statement)
        records = (dict(zip(columns, row, strict=True)) for row in rows)
        count = table.write(records, columns, form_name, colored=colored, width=width, shown=columns)
    except StatementError as error:
        raise typer.BadParameter(str(error)) from None
    return 0 if count else 1
