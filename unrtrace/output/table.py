"""Records as a list in any format: aligned text, a table on a terminal, jsonl, json, csv, tsv, symbols.

A table on a terminal never breaks a word, leaves nothing out and shortens nothing. Where its columns do not fit next to
each other, or only as narrow columns of many lines, each record is printed as one field a line, with an empty line
between two records.
"""

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from unrtrace.output import labels, serialize, text_view
from unrtrace.output.formats import Output
from unrtrace.text.characters import JOINERS

if TYPE_CHECKING:
    from rich.text import Text

MAX_LINES = 3  # of the rows of a table on average: taller ones are harder to read than a list
HEADINGS = {
    "id": "document",
    "work": "document",
    "works": "cited by",
    "example": "for example",
    "url": "link",
    "former": "former names",
    "what": "change",
}


def write(
    rows: Iterable[Mapping[str, Any]],
    columns: Sequence[str],
    output: Output,
    *,
    shown: Sequence[str] = (),
    symbols: Sequence[str] = (),
    headings: Mapping[str, str] = HEADINGS,
) -> int:
    """Write records to standard output and return how many there were.

    `columns` are the keys in their order, `shown` those of the views, where these leave some out. `symbols` are the
    keys that hold identifiers of documents: the first is what the format `symbols` prints, and views write them all as
    people do. `headings` are the words above columns that are not those of their keys.
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
        styles = ["cyan" if name in symbols[:1] else "" for name in names]
        words = [headings.get(name, name.replace("_", " ")) for name in names]
        output.print(Table(words, cells, output.columns, styles).lines(cells))
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
    if text.isprintable():
        return text
    return " ".join("".join(c if c.isprintable() or c in JOINERS else " " for c in text).split())


def _cell(value: Any, is_symbol: bool) -> str:
    if is_symbol and isinstance(value, (list, tuple)):
        return ", ".join(labels.identifier(cell(one)) for one in value)
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


class Table:
    """The layout of cells for a terminal of so many columns: `widths` of the columns, None for one field a line.

    `styles` are the colours of the columns. Numbers are aligned to the right.
    """

    def __init__(
        self, headings: Sequence[str], cells: Sequence[Sequence[str]], width: int, styles: Sequence[str]
    ) -> None:
        self.headings, self.styles = headings, styles
        self.widths = column_widths([headings, *cells], width)
        self.numbers = [all(map(_is_number, filter(None, column))) for column in zip(*cells, strict=True)]

    def lines(self, rows: Iterable[Sequence[str]]) -> "Iterator[Text]":
        """Yield rows below their headings, or as one field a line."""
        from rich.text import Text

        if self.widths is None:
            yield from self._fields(rows)
            return
        yield from self._row([Text(heading, style="dim") for heading in self.headings])
        for row in rows:
            yield from self._row([Text(text, style=style) for text, style in zip(row, self.styles, strict=True)])

    def _row(self, cells: "Sequence[Text]") -> "Iterator[Text]":
        """Yield the lines of one row; a cell that is longer than its column continues in the same column."""
        from itertools import zip_longest

        from rich.text import Text

        from unrtrace.output.terminal import GAP, fold

        assert self.widths is not None
        folded = [fold(text, width) for text, width in zip(cells, self.widths, strict=True)]
        for parts in zip_longest(*folded):
            line = Text()
            for part, width, is_number in zip(parts, self.widths, self.numbers, strict=True):
                space = " " * (width - labels.width(part.plain if part else ""))
                line.append_text(Text.assemble(*((space, part or "") if is_number else (part or "", space)), " " * GAP))
            line.rstrip()
            yield line

    def _fields(self, rows: Iterable[Sequence[str]]) -> "Iterator[Text]":
        """Yield each row as one field a line, unbroken, with an empty line between two rows."""
        from rich.text import Text

        from unrtrace.output.terminal import GAP, padded

        column = max(map(labels.width, self.headings)) + GAP
        for number, row in enumerate(rows):
            if number:
                yield Text("")
            for heading, text, style in zip(self.headings, row, self.styles, strict=True):
                yield Text.assemble((padded(heading, column), "dim"), (text or "-", style))


def _is_number(text: str) -> bool:
    return text.strip("-%").replace(",", "").replace(".", "").isdecimal()


def column_widths(cells: Sequence[Sequence[str]], width: int) -> list[int] | None:
    """Return the width of each column, so that no word is broken and few texts are folded; None for no such table.

    >>> cells = [["symbol", "title"], ["letter-2016-04-01", "Cooperation with the Organization"]]
    >>> column_widths(cells, 80), column_widths(cells, 40), column_widths(cells, 30)
    ([17, 33], [17, 21], None)
    >>> column_widths([["symbol", "title"], ["letter-2016-04-01", "Cooperation with it " * 5]], 32)
    """
    from unrtrace.output.terminal import GAP, longest_word

    columns = [list(map(labels.width, column)) for column in zip(*cells, strict=True)]
    full = list(map(max, columns))
    widths = [max(map(longest_word, column)) for column in zip(*cells, strict=True)]
    room = width - GAP * (len(widths) - 1) - sum(widths)
    if room < 0:
        return None
    for place in sorted(range(len(full)), key=lambda place: full[place] - widths[place]):
        more = min(full[place] - widths[place], room)
        widths[place] += more
        room -= more
    heights = [
        max(-(-columns[place][row] // (widths[place] or 1)) for place in range(len(full)))
        for row in range(1, len(cells))
    ]
    return widths if sum(heights) <= MAX_LINES * len(heights) else None
