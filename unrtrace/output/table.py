"""Records as a list in any format: aligned text, a table on a terminal, jsonl, json, csv, tsv, symbols."""

import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from unrtrace.output import labels, serialize, text_view
from unrtrace.output.formats import Output


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
    output.print(grid)
