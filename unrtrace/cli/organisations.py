"""`unrtrace organisations`: the organisations that a timeline can be asked for, with their names."""

import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

from unrtrace.cli import common_options as common
from unrtrace.cli import options

if TYPE_CHECKING:
    from unrtrace.output.formats import Output
    from unrtrace.text.organisations import Organisations

SCHEMA = "unrtrace.organisation/1"
COLUMNS = ("schema", "code", "name", "names", "acronyms", "former")


def organisations(
    text: Annotated[
        list[str] | None, typer.Argument(metavar="[TEXT]...", help="Only those with this text in the code or a name.")
    ] = None,
    titles_in: common.TitlesInOption = "en",
    format_name: common.RecordFormat = "auto",
    color: common.ColorOption = common.Color.auto,
    width: common.WidthOption = None,
    folders: common.CorpusOption = None,
    verbose: common.VerboseOption = False,
) -> int:
    """List the known organisations with their acronyms. Former names as well."""
    from unrtrace.index.locate import locate
    from unrtrace.index.organisations_file import read_organisations
    from unrtrace.output.formats import choose_output

    output = choose_output(format_name, color.value, width, titles_in)
    located = locate(*(folders or []))
    if verbose:
        options.warn(f"corpus {', '.join(map(str, located.paths))} ({located.reason})")
    table = read_organisations(*located.paths)
    words = " ".join(text or []).casefold()
    rows = [row for code in table.codes if words in _searchable(row := record(table, code, titles_in))]
    _write(rows, output)
    if not rows:
        options.warn(f"no organisation has {words!r} in its names{options.alternatives(table.near(words))}")
        return 1
    return 0


def record(table: "Organisations", code: str, language: str) -> dict[str, Any]:
    """Return the names and acronyms of an organisation by language, and its former names with their years."""
    from unrtrace.text.language import codes

    row = table.rows[code]
    names = {lang: [name.replace("*", "") for name in row[lang]] for lang in codes() if row.get(lang)}
    first = names.get(language) or names.get("en") or next(iter(names.values()), [code])
    former = [
        f"{old['name'].replace('*', '')}"
        + (f" ({old['acronym']})" if old.get("acronym") else "")
        + f" {old.get('from', '')}–{old.get('to', '')}"
        for old in row.get("former", [])
        if old["language"] == language
    ]
    acronyms = {lang: list(forms) for lang, forms in row.get("acronyms", {}).items()}
    return {
        "schema": SCHEMA, "code": code, "name": first[0], "names": names, "acronyms": acronyms, "former": former,
    }  # fmt: skip


def _searchable(row: dict[str, Any]) -> str:
    """Return the code and all names of an organisation as one text without case."""
    lists = [*row["names"].values(), *row["acronyms"].values(), row["former"]]
    return " ".join([row["code"], *(form for forms in lists for form in forms)]).casefold()


def _write(rows: list[dict[str, Any]], output: "Output") -> None:
    if not output.is_view:
        from unrtrace.output import serialize

        serialize.write(rows, output.format, sys.stdout, COLUMNS)
    elif output.format == "rich" and rows:
        _print_table(rows, output)
    else:
        from unrtrace.output.text_view import table

        lines = table((row["code"], row["name"], _acronyms(row) or "-", _former(row) or "-") for row in rows)
        options.write_lines(lines)


def _acronyms(row: dict[str, Any]) -> str:
    return ", ".join(dict.fromkeys(form for forms in row["acronyms"].values() for form in forms))


def _former(row: dict[str, Any]) -> str:
    return "; ".join(row["former"])


def _print_table(rows: list[dict[str, Any]], output: "Output") -> None:
    from rich.table import Table
    from rich.text import Text

    grid = Table(box=None, pad_edge=False, header_style="dim", show_edge=False)
    grid.add_column("code", no_wrap=True)
    for name in ("name", "acronyms", "former names"):
        grid.add_column(name, overflow="fold")
    for row in rows:
        grid.add_row(Text(row["code"], style="cyan"), Text(row["name"]), Text(_acronyms(row)), Text(_former(row)))
    output.print(grid)
