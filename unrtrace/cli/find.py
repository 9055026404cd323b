"""`unrtrace find`: full-text search."""

from itertools import islice
from typing import Annotated

import typer

from unrtrace.cli import options

SCHEMA = "unrtrace.hit/1"
COLUMNS = ("schema", "work", "language", "date", "title", "file", "line", "text", "stale", "url")


def find(
    text: Annotated[
        list[str],
        typer.Argument(
            metavar="TEXT", help='Words that must all occur; "words in quotation marks" side by side; word*.'
        ),
    ],
    organ: Annotated[
        str | None, typer.Option("--organ", metavar="CODE", help="Only documents of this organ: A, S, E, A/HRC.")
    ] = None,
    session: Annotated[
        str | None, typer.Option("--session", metavar="N", help="Only of this session: 51, S-27.")
    ] = None,
    year: Annotated[
        str | None,
        typer.Option("--year", metavar="YEAR[-YEAR]", help="Only of this year or these years: 1996, 1990-1999."),
    ] = None,
    language: Annotated[
        str | None, typer.Option("--lang", metavar="en|fr|es|ru|zh|ar", help="Only files in this language.")
    ] = None,
    top: Annotated[int, typer.Option("--top", min=1, metavar="N", help="How many files.")] = 20,
    lines: Annotated[int, typer.Option("--lines", min=1, metavar="N", help="How many places of each.")] = 1,
    corpus: options.CorpusOption = None,
    index: options.IndexOption = None,
    update: options.UpdateOption = True,
    form: options.ListFormatOption = options.ListFormat.auto,
    null: options.NullOption = False,
    color: options.ColorOption = options.Color.auto,
    width: options.WidthOption = None,
) -> int:
    """Search the text of the documents. The newest come first; case and accents do not count."""
    from unrtrace.corpus.fulltext_search import Filters, find
    from unrtrace.index.fulltext_tokens import parse
    from unrtrace.output import table

    if language:
        options.check_language(language)
    since, until = _years(year) if year else (None, None)
    query = parse(" ".join(text))
    if not query.patterns:
        raise typer.BadParameter(f"{' '.join(text)!r} has no word to search for")
    form_name, colored = options.chosen(form.value, color.value)
    held = options.open_corpus(corpus, False, index, update)
    filters = Filters(organ, session, since, until, language)
    hits = list(islice(find(held, query, filters, lines), top))
    rows = []
    for hit in hits:
        work = held.work(hit.work)
        for line, words in hit.lines:
            rows.append({
                "schema": SCHEMA, "work": hit.work, "language": hit.language, "date": hit.date, "title": hit.title,
                "file": hit.path, "line": line, "text": words, "stale": hit.stale,
                "url": work.url(hit.language or "en") if work else None,
                "where": f"{hit.path}:{line}" + (" (changed since)" if hit.stale else ""),
            })  # fmt: skip
    records = form_name not in ("rich", "text")
    kept = [{name: row[name] for name in COLUMNS} for row in rows] if records else rows
    shown = ("work", "date", "where", "text")
    table.write(kept, COLUMNS, form_name, colored=colored, width=width, shown=shown, name="work", null=null)
    if not rows:
        options.note(f"nothing found in {', '.join(map(str, held.paths))}; every word must occur, try fewer")
        return 1
    return 4 if held.failed else 0


def _years(text: str) -> tuple[int, int]:
    """The first and last year of *1996* or *1990-1999*."""
    first, dash, last = text.partition("-")
    try:
        years = int(first), int(last if dash else first)
    except ValueError:
        years = (1, 0)
    if not 1 <= years[0] <= years[1] <= 9999:
        raise typer.BadParameter(f"--year {text!r} is none: write 1996 or 1990-1999")
    return years
