"""Records as a list in any form: aligned text, a table on a terminal, jsonl, json, csv, tsv."""

import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from unrtrace.output import serialize, text_view


def write(
    rows: Iterable[Mapping[str, Any]],
    columns: Sequence[str],
    form: str,
    *,
    colored: bool = False,
    width: int | None = None,
    shown: Sequence[str] | None = None,
    name: str = "symbol",
    null: bool = False,
) -> int:
    """Write records to standard output and return how many there were.

    `columns` are the keys in their order; `shown` those of the text and the table, where these leave some out. For the
    form `symbols` the key `name` has the symbol, and `null` ends each with NUL.
    """
    if form == "symbols":
        return serialize.symbols(rows, name, sys.stdout, null=null)
    if form not in ("rich", "text"):
        return serialize.write(rows, form, sys.stdout, columns=tuple(columns))
    kept = list(rows)
    names = shown or [name for name in columns if name != "schema"]
    cells = [[cell(row.get(name)) for name in names] for row in kept]
    if form == "rich" and kept:
        _table(names, kept, cells, colored, width)
    elif kept:
        for line in text_view.table([[text or "-" for text in row] for row in cells]):
            sys.stdout.write(line + "\n")
    return len(kept)


def cell(value: Any) -> str:
    """A value as one line of text."""
    if value is None:
        return ""
    if isinstance(value, (list, tuple)):
        return ", ".join(cell(one) for one in value)
    text = str(value)
    return text if text.isprintable() else " ".join("".join(c if c.isprintable() else " " for c in text).split())


def size(number: int) -> str:
    """Bytes as people write them.

    >>> size(512), size(25_400), size(8_100_791)
    ('512 bytes', '25.4 kB', '8.1 MB')
    """
    for unit, of in (("GB", 1e9), ("MB", 1e6), ("kB", 1e3)):
        if number >= of:
            return f"{number / of:.1f} {unit}"
    return f"{number} bytes"


def _table(
    names: Sequence[str],
    rows: Sequence[Mapping[str, Any]],
    cells: Sequence[Sequence[str]],
    colored: bool,
    width: int | None,
) -> None:
    """A table that folds to the width of the terminal."""
    from rich.table import Table
    from rich.text import Text

    from unrtrace.output import rich_view

    grid = Table(box=None, pad_edge=False, header_style="dim", show_edge=False)
    numbers = {name for name in names if rows and all(isinstance(row.get(name), (int, float)) for row in rows)}
    for place, name in enumerate(names):
        longest = max((max(map(len, row[place].split()), default=0) for row in cells), default=0)
        grid.add_column(
            name, overflow="fold", justify="right" if name in numbers else "left", min_width=min(longest, 18),
            style="cyan" if name in ("symbol", "work") else None,
        )  # fmt: skip
    for row in cells:
        grid.add_row(*(Text(text) for text in row))
    rich_view.console(color=colored, width=width).print(grid)
