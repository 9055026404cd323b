"""`unrtrace rank`: which documents matter most in the citations of a corpus."""

from dataclasses import asdict
from enum import StrEnum
from typing import Annotated

import typer

from unrtrace.cli import options

SCHEMA = "unrtrace.rank/1"
COLUMNS = ("schema", "place", "id", "by", "value", "cited_by", "title", "organ", "date", "resolved")
SHOWN = 20


class By(StrEnum):
    """What ranks a document."""

    cited = "cited"
    pagerank = "pagerank"
    bridges = "bridges"


def rank(
    by: Annotated[
        By,
        typer.Option("--by", help="How many cite it; a random reader's share; how many shortest chains go through it."),
    ] = By.cited,
    relation: options.RelationOption = None,
    organ: options.OrganOption = None,
    since: options.SinceOption = None,
    until: options.UntilOption = None,
    resolved: options.ResolvedOption = False,
    limit: Annotated[str | None, typer.Option("--limit", metavar="N|all", help="How many; 20 unless given.")] = None,
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
    """List the documents that matter most in the citations."""
    from unrtrace.graph import rank as ranking
    from unrtrace.output import labels, table

    options.check_language(lang)
    wanted = options.wanted(relation, organ, since, until, resolved)
    most = options.number(limit, "--limit", SHOWN)
    form_name, colored = options.chosen(form.value, color.value)
    held = options.open_corpus(corpus, verbose, index, update)
    found = ranking(held, by.value, wanted=wanted, limit=most)
    if found.sources < found.out_of:
        options.note(f"estimated from the chains of {found.sources:,} documents of {found.out_of:,}, drawn by lot")
    people = form_name in ("rich", "text")
    rows = []
    for one in found.works:
        work = held.work(one.id)
        row = {"schema": SCHEMA, "by": by.value, **asdict(one), "resolved": one.held}
        row["title"] = work.title_in(lang) if work else one.title
        row["value"] = one.value if by is not By.cited else int(one.value)
        if people:
            row |= {"value": figure(one.value), "title": labels.clean(row["title"])}
        rows.append({name: row[name] for name in COLUMNS})
    shown = ("place", "id", "value", "cited_by", "date", "title")
    table.write(rows, COLUMNS, form_name, colored=colored, width=width, shown=shown, name="id", null=null)
    if not rows:
        options.note(f"no document of {held.path} is of this kind and cited")
    return 4 if held.failed and rows else 0 if rows else 1


def figure(value: float) -> str:
    """A value for people: whole where it is, else four figures.

    >>> figure(12.0), figure(0.0123412)
    ('12', '0.01234')
    """
    return f"{value:,.0f}" if value == int(value) else f"{value:.4g}"
