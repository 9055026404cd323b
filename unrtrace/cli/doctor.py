"""`unrtrace doctor`: problems of a corpus."""

from typing import Annotated

import typer

from unrtrace.cli import common_options as common
from unrtrace.cli import options

SCHEMA = "unrtrace.finding/1"
COLUMNS = ("schema", "check", "about", "detail")


NAMES = (
    "unreadable", "damaged", "odd", "no-symbol", "duplicate", "contested", "misnamed", "date", "ambiguous", "missing",
)  # fmt: skip
OLD_NAMES = {"unresolved": ("ambiguous", "missing")}


def _check(text: str) -> str:
    """Return the name of a check; the old name of two is left as it is."""
    return text if text in OLD_NAMES else common.one_of(NAMES)(text)


def doctor(
    check: Annotated[
        list[str] | None,
        typer.Option(
            "--check", metavar="|".join(NAMES), parser=_check, help="Run only this check; give it again for more."
        ),
    ] = None,
    limit: Annotated[
        str | None, typer.Option("--limit", metavar="N|all", help="At most N findings of each check; 20 unless given.")
    ] = None,
    folders: common.CorpusOption = None,
    index: common.IndexOption = None,
    update: common.UpdateOption = True,
    format_name: common.RecordFormat = "auto",
    color: common.ColorOption = common.Color.auto,
    width: common.WidthOption = None,
) -> int:
    """Check the folder for problems. Unreadable files, duplicates, doubtful symbols and dates, unresolved citations."""
    from itertools import islice

    from unrtrace.corpus.doctor import CHECKS
    from unrtrace.output import table
    from unrtrace.output.formats import choose_output

    output = choose_output(format_name, color.value, width)
    most = options.parse_limit(limit, 20)
    corpus = options.open_corpus(folders, False, index, update, report=False)
    rows = []
    for name in [name for one in check for name in OLD_NAMES.get(one, (one,))] if check else CHECKS:
        found = CHECKS[name](corpus)
        rows += [{"schema": SCHEMA, **one._asdict()} for one in islice(found, most)]
        if more := sum(1 for _ in found):
            options.warn(f"{more} more of {name}: --limit all lists them")
    table.write(rows, COLUMNS, output)
    if not rows:
        options.warn("no problems found")
        return 1
    return 4 if corpus.failed else 0
