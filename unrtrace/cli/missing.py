"""`unrtrace missing`: what a corpus cites and does not hold."""

from typing import Annotated

import typer

from unrtrace.cli import options

SCHEMA = "unrtrace.missing/1"
COLUMNS = ("schema", "symbol", "works", "citations", "kind", "example", "url")


def missing(
    top: Annotated[int, typer.Option("--top", min=1, metavar="N", help="How many.")] = 20,
    everything: Annotated[bool, typer.Option("--all", help="Every one.")] = False,
    lang: options.LangOption = "en",
    corpus: options.CorpusOption = None,
    index: options.IndexOption = None,
    update: options.UpdateOption = True,
    form: options.ListFormatOption = options.ListFormat.auto,
    null: options.NullOption = False,
    color: options.ColorOption = options.Color.auto,
    width: options.WidthOption = None,
) -> int:
    """List what the corpus cites and does not hold. The most cited come first, with links."""
    from unrtrace.corpus.missing import missing
    from unrtrace.output import table
    from unrtrace.symbols import Symbol

    options.check_language(lang)
    form_name, colored = options.chosen(form.value, color.value)
    held = options.open_corpus(corpus, False, index, update)
    rows = [
        {"schema": SCHEMA, **one._asdict(), "url": Symbol.parse(one.symbol).url(lang)}
        for one in missing(held, None if everything else top)
    ]
    table.write(rows, COLUMNS, form_name, colored=colored, width=width, null=null)
    if not rows:
        options.note("the corpus holds everything that it cites")
        return 1
    return 4 if held.failed else 0
