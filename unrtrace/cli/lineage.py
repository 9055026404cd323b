"""`unrtrace lineage`: the predecessors and successors of a document on its subject."""

import sys
from typing import Annotated

import typer

from unrtrace.cli import options
from unrtrace.cli.arguments import Names, asked


def lineage(
    symbol: Annotated[
        list[str], typer.Argument(metavar="SYMBOL|-", help="A symbol in any spelling; - reads symbols, one a line.")
    ],
    lang: options.LangOption = "en",
    form: options.ListFormatOption = options.ListFormat.auto,
    null: options.NullOption = False,
    color: options.ColorOption = options.Color.auto,
    width: options.WidthOption = None,
    corpus: options.CorpusOption = None,
    index: options.IndexOption = None,
    update: options.UpdateOption = True,
    verbose: options.VerboseOption = False,
) -> int:
    """Show predecessors and successors on the same subject."""
    from unrtrace.lineage import lineage as line_of
    from unrtrace.output import path_and_lineage, serialize, text_view

    options.check_language(lang)
    form_name, colored = options.chosen(form.value, color.value)
    held = options.open_corpus(corpus, verbose, index, update)
    names = Names(held, asked(symbol), null=null)
    lines = []
    for name in names.known():
        line = line_of(held, name)
        if not line.links:
            options.note(f"no predecessor or successor of {name} is certain enough: see unrtrace cite '{name}'")
            if not line.same_session:
                continue
        lines.append(line)
        if form_name == "rich":
            from unrtrace.output import rich_view

            rich_view.console(color=colored, width=width).print(path_and_lineage.line_view(held, line, lang))
        elif form_name == "text":
            options.put(text_view.table(path_and_lineage.line_rows(held, line, lang)))
    if form_name == "symbols":
        options.put(dict.fromkeys(work for line in lines if line.links for work in line.works), "\0" if null else "\n")
    elif form_name not in ("rich", "text"):
        rows = (row for line in lines for row in path_and_lineage.links(held, line, lang))
        serialize.write(rows, form_name, sys.stdout, columns=path_and_lineage.LINKS)
    return names.code(bool(lines))
