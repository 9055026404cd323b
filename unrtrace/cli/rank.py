"""`unrtrace rank`: the most important documents in the citations of a corpus."""

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import typer

from unrtrace.cli import common_options as common
from unrtrace.cli import options

if TYPE_CHECKING:
    from unrtrace.corpus import Corpus
    from unrtrace.graph.ranking import Ranked

SCHEMA = "unrtrace.rank/1"
COLUMNS = ("schema", "place", "id", "by", "value", "cited_by", "title", "organ", "date", "resolved", "same_as")
SHOWN = ("place", "id", "value", "cited_by", "date", "title")
MEASURES = {"cited": "cited", "pagerank": "pagerank", "betweenness": "bridges"}  # names in records


def _measure(text: str) -> str:
    """Return the name that records have for a measure."""
    return MEASURES[common.one_of(MEASURES)("betweenness" if text == "bridges" else text)]


def rank(
    by: Annotated[
        str,
        typer.Option(
            "--by",
            metavar="|".join(MEASURES),
            parser=_measure,
            help="cited: how many documents cite it; pagerank: how likely one is to arrive at it by following citations"
            " at random; betweenness: how many of the shortest chains lead through it.",
        ),
    ] = "cited",
    relation: common.RelationOption = None,
    organ: common.OrganOption = None,
    since: common.FromOption = None,
    until: common.ToOption = None,
    resolved: common.ResolvedOption = False,
    limit: common.RowLimitOption = None,
    titles_in: common.TitlesInOption = "en",
    format_name: common.SymbolFormat = "auto",
    null: common.NullOption = False,
    color: common.ColorOption = common.Color.auto,
    width: common.WidthOption = None,
    folders: common.CorpusOption = None,
    index: common.IndexOption = None,
    update: common.UpdateOption = True,
    strict: common.StrictOption = False,
    verbose: common.VerboseOption = False,
) -> int:
    """List the most important documents, by the citations between them."""
    from unrtrace.graph import rank as rank_documents
    from unrtrace.output import table
    from unrtrace.output.formats import choose_output

    wanted = options.build_filter(relation, organ, since, until, resolved)
    most = options.parse_limit(limit, 20)
    output = choose_output(format_name, color.value, width, titles_in, null=null)
    corpus = options.open_corpus(folders, verbose, index, update)
    found = rank_documents(corpus, by, wanted=wanted, limit=most)
    if found.sources < found.out_of:
        options.warn(f"estimated from the chains of {found.sources:,} of {found.out_of:,} documents, chosen at random")
    rows = [_row(corpus, one, by, titles_in, output.is_view) for one in found.works]
    shown = (*SHOWN, "same_as") if any(row["same_as"] for row in rows) else SHOWN
    table.write(rows, COLUMNS, output, shown=shown, symbols=("id",))
    if not rows:
        options.warn(f"no document in {corpus.path} matches these options and is cited")
    return options.exit_code(corpus, bool(rows), strict)


def _row(corpus: "Corpus", one: "Ranked", by: str, language: str, in_view: bool) -> dict[str, Any]:
    from unrtrace.corpus.instruments import same_as
    from unrtrace.output import labels

    work = corpus.work(one.id)
    row = {"schema": SCHEMA, "by": by, **asdict(one), "resolved": one.held, "same_as": list(same_as(one.id))}
    row["title"] = work.title_in(language) if work else one.title
    row["value"] = int(one.value) if by == "cited" else one.value
    if in_view:
        row |= {"value": figure(one.value), "title": labels.clean(row["title"])}
        row["same_as"] = labels.same_as(row["same_as"])
    return {name: row[name] for name in COLUMNS}


def figure(value: float) -> str:
    """Return a value for people: a whole number as it is, else four significant digits.

    >>> figure(12.0), figure(0.0123412)
    ('12', '0.01234')
    """
    return f"{value:,.0f}" if value == int(value) else f"{value:.4g}"
