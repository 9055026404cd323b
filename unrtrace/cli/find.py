"""`unrtrace find`: full-text search."""

from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING, Annotated, Any

import typer

from unrtrace.cli import common_options as common
from unrtrace.cli import options

if TYPE_CHECKING:
    from unrtrace.corpus import Corpus
    from unrtrace.corpus.fulltext_search import Hit

SCHEMA = "unrtrace.hit/1"
COLUMNS = ("schema", "work", "language", "date", "title", "file", "line", "text", "stale", "url")
SHOWN = ("work", "date", "where", "text")


def find(
    text: Annotated[
        list[str],
        typer.Argument(
            metavar="TEXT",
            help="Words that must all occur; documents that have them in a row come first. Quotation marks ask for the"
            " phrase alone: '\"observer status\"'; word* asks for words that begin so.",
        ),
    ],
    organ: common.OrganOption = None,
    session: Annotated[
        str | None, typer.Option("--session", metavar="N", help="Only documents of this session: 51, S-27.")
    ] = None,
    since: common.FromOption = None,
    until: common.ToOption = None,
    year: Annotated[str | None, typer.Option("--year", metavar="YEAR[-YEAR]", hidden=True)] = None,
    language: common.FileLanguageOption = None,
    limit: Annotated[
        str | None, typer.Option("--limit", metavar="N|all", help="At most N files; 20 unless given.")
    ] = None,
    lines: Annotated[
        int, typer.Option("--lines", min=1, metavar="N", help="How many places to show of each file.")
    ] = 1,
    folders: common.CorpusOption = None,
    index: common.IndexOption = None,
    update: common.UpdateOption = True,
    strict: common.StrictOption = False,
    format_name: common.SymbolFormat = "auto",
    null: common.NullOption = False,
    color: common.ColorOption = common.Color.auto,
    width: common.WidthOption = None,
) -> int:
    """Search the full text of the documents. Capitals and accents do not matter; the newest documents come first."""
    from unrtrace.corpus.fulltext_search import Filters, find
    from unrtrace.index.fulltext_tokens import parse
    from unrtrace.output import table
    from unrtrace.output.formats import choose_output

    first, last = _years(year) if year else (since, until)
    filters = Filters(options.organ_code(organ), session, *options.parse_period(first, last), language)
    query = parse(" ".join(text))
    if not query.patterns:
        raise typer.BadParameter(f"{' '.join(text)!r} has no word to search for")
    output = choose_output(format_name, color.value, width, null=null)
    most = options.parse_limit(limit, 20)
    corpus = options.open_corpus(folders, False, index, update)
    rows = [row for hit in islice(find(corpus, query, filters, lines), most) for row in _rows(corpus, hit)]
    shown = [row | {"where": _where(row)} for row in rows] if output.is_view else rows
    table.write(shown, COLUMNS, output, shown=SHOWN, symbols=("work",))
    if not rows:
        options.warn(f"nothing found in {', '.join(map(str, corpus.paths))}; every word must occur, try fewer")
    return options.exit_code(corpus, bool(rows), strict)


def _rows(corpus: "Corpus", hit: "Hit") -> Iterator[dict[str, Any]]:
    """Yield a record for each place of a file."""
    work = corpus.work(hit.work)
    for line, text in hit.lines:
        yield {
            "schema": SCHEMA, "work": hit.work, "language": hit.language, "date": hit.date, "title": hit.title,
            "file": hit.path, "line": line, "text": text, "stale": hit.stale,
            "url": work.url(hit.language or "en") if work else None,
        }  # fmt: skip


def _where(row: dict[str, Any]) -> str:
    return f"{row['file']}:{row['line']}" + (" (changed since)" if row["stale"] else "")


def _years(text: str) -> tuple[str, str]:
    """Return the first and the last year of *1996* or *1990-1999*."""
    first, dash, last = text.partition("-")
    years = (first, last if dash else first)
    if not all(len(year) == 4 and year.isascii() and year.isdecimal() for year in years) or years[0] > years[1]:
        raise typer.BadParameter(f"--year: not a year: {text!r}; write 1996 or 1990-1999")
    return years
