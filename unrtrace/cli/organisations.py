"""`unrtrace organisations`: the organisations that a timeline can be asked for, with their names."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from unrtrace.cli import common_options as common
from unrtrace.cli import options

if TYPE_CHECKING:
    from unrtrace.text.organisations import Organisations

SCHEMA = "unrtrace.organisation/1"
COLUMNS = ("schema", "code", "name", "names", "acronyms", "former")
SHOWN = ("code", "name", "acronyms", "former")


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
    """List the organisations that a timeline can be asked for. With their acronyms and former names."""
    from unrtrace.index.locate import locate
    from unrtrace.index.organisations_file import read_organisations
    from unrtrace.output import table
    from unrtrace.output.formats import choose_output

    output = choose_output(format_name, color.value, width, titles_in)
    located = locate(*(folders or []))
    if verbose:
        options.warn(f"corpus {', '.join(map(str, located.paths))} ({located.reason})")
    known = read_organisations(*located.paths)
    words = " ".join(text or []).casefold()
    rows = [row for code in known.codes if words in _searchable(row := record(known, code, titles_in))]
    shown = map(_in_words, rows) if output.is_view else rows
    table.write(shown, COLUMNS, output, shown=SHOWN, symbols=("code",))
    if not rows:
        options.warn(f"no organisation has {words!r} in its names{options.alternatives(known.near(words))}")
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


def _in_words(row: dict[str, Any]) -> dict[str, Any]:
    """Return a record with the acronyms of all languages and the former names as one text each."""
    acronyms = dict.fromkeys(form for forms in row["acronyms"].values() for form in forms)
    return row | {"acronyms": ", ".join(acronyms), "former": "; ".join(row["former"])}
