"""`unrtrace missing`: documents that a corpus cites and does not hold."""

from typing import TYPE_CHECKING, Any

from unrtrace.cli import common_options as common
from unrtrace.cli import options

if TYPE_CHECKING:
    from unrtrace.corpus import Corpus
    from unrtrace.corpus.missing import Missing
    from unrtrace.output.formats import Output

SCHEMA = "unrtrace.missing/1"
COLUMNS = (
    "schema", "symbol", "works", "citations", "kind", "example", "url", "year", "year_from", "date", "date_agree",
    "date_given", "title", "title_language", "title_agree", "title_given", "same_as",
)  # fmt: skip
SHOWN = ("symbol", "works", "citations", "kind", "example", "url", "year", "same_as", "title")
HEADINGS = {"year": "year as cited", "title": "title as cited"}


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

    output = choose_output(format_name, color.value, width, titles_in, null=null)
    most = options.parse_limit(limit, 20)
    corpus = options.open_corpus(folders, False, index, update)
    rows = _rows(corpus, missing(corpus, most), output)
    is_shared = any(row["same_as"] for row in rows)
    shown = [name for name in SHOWN if is_shared or name != "same_as"]
    headings = {**table.HEADINGS, **HEADINGS}
    table.write(rows, COLUMNS, output, shown=shown, symbols=("symbol", "example"), headings=headings)
    if not rows:
        options.warn("the corpus holds everything that it cites")
    return options.exit_code(corpus, bool(rows), strict)


def _rows(corpus: "Corpus", found: "list[Missing]", output: "Output") -> list[dict[str, Any]]:
    """Return a record for each document, with what the citing documents state about it."""
    from unrtrace.corpus.instruments import same_as
    from unrtrace.corpus.stated import stated
    from unrtrace.output import labels
    from unrtrace.symbols import Symbol

    if output.format == "symbols":
        return [{**one._asdict(), "same_as": []} for one in found]
    about = dict(stated(corpus, (one.symbol for one in found), output.language))
    rows = [
        {
            "schema": SCHEMA, **one._asdict(), "url": Symbol.parse(one.symbol).url(output.language),
            **about[one.symbol]._asdict(), "same_as": list(same_as(one.symbol)),
        }
        for one in found
    ]  # fmt: skip
    if output.is_view:
        for row in rows:
            row |= {"title": labels.clean(row["title"]), "same_as": labels.same_as(row["same_as"])}
    return [{name: row[name] for name in COLUMNS} for row in rows]
