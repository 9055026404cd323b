"""`unrtrace missing`: documents that a corpus cites and does not hold."""

from unrtrace.cli import common_options as common
from unrtrace.cli import options

SCHEMA = "unrtrace.missing/1"
COLUMNS = ("schema", "symbol", "works", "citations", "kind", "example", "url")


def missing(
    limit: common.RowLimitOption = None,
    titles_in: common.TitlesInOption = "en",
    folders: common.CorpusOption = None,
    index: common.IndexOption = None,
    update: common.UpdateOption = True,
    strict: common.StrictOption = False,
    format_name: common.SymbolFormat = "auto",
    null: common.NullOption = False,
    color: common.ColorOption = common.Color.auto,
    width: common.WidthOption = None,
) -> int:
    """List documents that yours cite and that you do not have. The most cited come first, with links."""
    from unrtrace.corpus.missing import missing
    from unrtrace.output import table
    from unrtrace.output.formats import choose_output
    from unrtrace.symbols import Symbol

    output = choose_output(format_name, color.value, width, titles_in, null=null)
    most = options.parse_limit(limit, 20)
    corpus = options.open_corpus(folders, False, index, update)
    rows = [
        {"schema": SCHEMA, **one._asdict(), "url": Symbol.parse(one.symbol).url(titles_in)}
        for one in missing(corpus, most)
    ]
    table.write(rows, COLUMNS, output, symbols=("symbol", "example"))
    if not rows:
        options.warn("the corpus holds everything that it cites")
    return options.exit_code(corpus, bool(rows), strict)
