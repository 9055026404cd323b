"""Records as a list in any format: aligned text, a table on a terminal, jsonl, json, csv, tsv, symbols."""

import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from unrtrace.output import labels, serialize, text_view
from unrtrace.output.formats import Output

MAX_WORD = 18  # columns of a word that is not broken, where there is room
COLUMN_GAP = 2


def write(
    rows: Iterable[Mapping[str, Any]],
    columns: Sequence[str],
    output: Output,
    *,
    shown: Sequence[str] = (),
    symbols: Sequence[str] = (),
) -> int:
    """Write records to standard output and return how many there were.

    `columns` are the keys in their order, `shown` those of the views, where these leave some out. `symbols` are the
    keys that hold identifiers of documents: the first is what the format `symbols` prints, and views write them all as
    people do.
    """
    if output.format == "symbols":
        key = symbols[0]
        return serialize.write_symbols((row.get(key) for row in rows), sys.stdout, output.null)
    if not output.is_view:
        return serialize.write(rows, output.format, sys.stdout, tuple(columns))
    kept = list(rows)
    names = shown or [name for name in columns if name != "schema"]
    cells = [[_cell(row.get(name), name in symbols) for name in names] for row in kept]
    if output.format == "rich" and kept:
        _print_table(names, kept, cells, output)
    elif kept:
        for line in text_view.table([[text or "-" for text in row] for row in cells]):
            sys.stdout.write(line + "\n")
    return len(kept)


def cell(value: Any) -> str:
    """Return a value as one line of text."""
    if value is None:
        return ""
    if isinstance(value, (list, tuple)):
        return ", ".join(cell(one) for one in value)
    text = str(value)
    return text if text.isprintable() else " ".join("".join(c if c.isprintable() else " " for c in text).split())


def _cell(value: Any, is_symbol: bool) -> str:
    return labels.identifier(cell(value)) if is_symbol else cell(value)


def size(number: int) -> str:
    """Return a number of bytes as people write it.

    >>> size(512), size(25_400), size(8_100_791)
    ('512 bytes', '25.4 kB', '8.1 MB')
    """
    for unit, of in (("GB", 1e9), ("MB", 1e6), ("kB", 1e3)):
        if number >= of:
            return f"{number / of:.1f} {unit}"
    return f"{number} bytes"


def _print_table(
    names: Sequence[str], rows: Sequence[Mapping[str, Any]], cells: Sequence[Sequence[str]], output: Output
) -> None:
    """Print a table that folds to the width of the terminal."""
    from rich.table import Table
    from rich.text import Text

    from unrtrace.output.rich_view import console

    view = console(color=output.colored, width=output.width)
    grid = Table(box=None, pad_edge=False, header_style="dim", show_edge=False)
    numbers = {name for name in names if rows and all(isinstance(row.get(name), (int, float)) for row in rows)}
    for name, columns in zip(names, _column_widths([names, *cells], view.width), strict=True):
        grid.add_column(
            name, overflow="fold", justify="right" if name in numbers else "left", width=columns,
            style="cyan" if name in ("symbol", "work") else None,
        )  # fmt: skip
    for row in cells:
        grid.add_row(*(Text(text) for text in row))
    view.print(grid)


def _column_widths(cells: Sequence[Sequence[str]], width: int) -> list[int]:
    """Return the width of each column, so that the table fits and as many columns as possible are not folded.

    >>> cells = [["symbol", "title"], ["letter-2016-04-01", "Cooperation with the Organization"]]
    >>> _column_widths(cells, 80), _column_widths(cells, 40), _column_widths(cells, 20)
    ([17, 33], [17, 21], [9, 9])
    """
    columns = list(zip(*cells, strict=True))
    full = [max(map(labels.width, column)) for column in columns]
    words = [(labels.width(word) for text in column for word in text.split()) for column in columns]
    widths = [min(max(column, default=1), MAX_WORD) for column in words]
    room = width - COLUMN_GAP * (len(widths) - 1)
    while sum(widths) > room and max(widths) > 1:
        widths[widths.index(max(widths))] -= 1
    for place in sorted(range(len(full)), key=lambda place: full[place] - widths[place]):
        widths[place] = min(full[place], widths[place] + max(0, room - sum(widths)))
    return widths
