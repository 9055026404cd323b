"""`unrtrace orgs`: the organisations that a timeline can be asked for, with their names."""

import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

from unrtrace.cli import options

if TYPE_CHECKING:
    from unrtrace.text.organisations import Organisations

SCHEMA = "unrtrace.organisation/1"
COLUMNS = ("schema", "code", "name", "names", "acronyms", "former")


def orgs(
    text: Annotated[
        list[str] | None, typer.Argument(metavar="[TEXT]...", help="Only those whose code or a name has this in it.")
    ] = None,
    lang: options.LangOption = "en",
    form: options.FormatOption = options.Format.auto,
    color: options.ColorOption = options.Color.auto,
    width: options.WidthOption = None,
    corpus: options.CorpusOption = None,
    verbose: options.VerboseOption = False,
) -> int:
    """List the organisations known, with their acronyms and former names."""
    from unrtrace.index.locate import locate
    from unrtrace.index.organisations_file import read_organisations

    options.check_language(lang)
    located = locate(*(corpus or []))
    if verbose:
        options.note(f"corpus {', '.join(map(str, located.paths))} ({located.reason})")
    table = read_organisations(*located.paths)
    wanted = " ".join(text or []).casefold()
    rows = [record(table, code, lang) for code in table.codes]
    rows = [row for row in rows if wanted in " ".join(_forms(row)).casefold()]
    form_name, colored = options.chosen(form.value, color.value)
    if form_name == "rich" and rows:
        _view(rows, colored, width)
    elif form_name in ("rich", "text"):
        from unrtrace.output.text_view import table as aligned

        options.put(aligned((row["code"], row["name"], _acronyms(row) or "-", _former(row) or "-") for row in rows))
    else:
        from unrtrace.output import serialize

        serialize.write(rows, form_name, sys.stdout, columns=COLUMNS)
    if not rows:
        close = table.near(wanted)
        options.note(
            f"no organisation has {wanted!r} in its names{'; near it are ' + ', '.join(close) if close else ''}"
        )
        return 1
    return 0


def record(table: "Organisations", code: str, language: str) -> dict[str, Any]:
    """An organisation's names by language, acronyms by language, and former names with their years."""
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


def _forms(row: dict[str, Any]) -> list[str]:
    lists = [*row["names"].values(), *row["acronyms"].values(), row["former"]]
    return [row["code"], *(form for forms in lists for form in forms)]


def _acronyms(row: dict[str, Any]) -> str:
    return ", ".join(dict.fromkeys(form for forms in row["acronyms"].values() for form in forms))


def _former(row: dict[str, Any]) -> str:
    return "; ".join(row["former"])


def _view(rows: list[dict[str, Any]], colored: bool, width: int | None) -> None:
    from rich.table import Table
    from rich.text import Text

    from unrtrace.output import rich_view

    grid = Table(box=None, pad_edge=False, header_style="dim", show_edge=False)
    grid.add_column("code", no_wrap=True)
    for name in ("name", "acronyms", "former names"):
        grid.add_column(name, overflow="fold")
    for row in rows:
        grid.add_row(Text(row["code"], style="cyan"), Text(row["name"]), Text(_acronyms(row)), Text(_former(row)))
    rich_view.console(color=colored, width=width).print(grid)
