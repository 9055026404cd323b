"""Read tables from a terminal back: the cells of a printed table, compared with the values that were to be printed."""

import re
from collections.abc import Sequence

from unrtrace.output.labels import width

FIELD = re.compile(r"(\S+(?: \S+)*)  +(.*)")
GUIDES = re.compile(r"[ │├└─●○>+]*")


def check_table(out: str, headings: Sequence[str], rows: Sequence[Sequence[str]], columns: int) -> None:
    """Check that a printed table has these headings and that each value can be put together from its cell."""
    lines = out.split("\n")
    assert lines.pop() == ""
    if re.fullmatch(rf"{re.escape(headings[0])}  +.*{re.escape(rows[0][0] or '-')}", lines[0]):
        assert _fields(lines) == [
            [(heading, text or "-") for heading, text in zip(headings, row, strict=True)] for row in rows
        ]
        return
    assert max(map(width, lines)) <= columns
    found = _columns(lines)
    assert len(found) == len(headings), found
    end = _check_row(found, headings, 0)
    for row in rows:
        end = _check_row(found, row, end)
    assert end == len(lines)


def _fields(lines: Sequence[str]) -> list[list[tuple[str, str]]]:
    """Return the records of a list with one field a line."""
    records: list[list[tuple[str, str]]] = [[]]
    for line in lines:
        if not line:
            records.append([])
            continue
        field = FIELD.fullmatch(line)
        assert field, line
        records[-1].append((field[1], field[2]))
    return records


def _columns(lines: Sequence[str]) -> list[list[str]]:
    """Return the cells of each column, a line each; columns are parted by two blank columns of the terminal."""
    places = [_starts(line) for line in lines]
    taken: set[int] = set()
    for line, starts in zip(lines, places, strict=True):
        for place, character in enumerate(line):
            if not character.isspace():
                taken.update(range(starts[place], starts[place + 1]))
    starts_of = [one for one in sorted(taken) if one - 1 not in taken and one - 2 not in taken]
    found = []
    for start, end in zip(starts_of, [*starts_of[1:], 10**6], strict=True):
        found.append(
            [
                "".join(c for place, c in enumerate(line) if start <= starts[place] < end).strip()
                for line, starts in zip(lines, places, strict=True)
            ]
        )
    return found


def _starts(line: str) -> list[int]:
    """Return the column of the terminal at which each character starts, and that after the last one."""
    starts = [0]
    for place, character in enumerate(line, 1):
        starts.append(starts[-1] + 1 if character.isascii() else width(line[:place]))
    return starts


def _check_row(columns: Sequence[Sequence[str]], row: Sequence[str], start: int) -> int:
    """Check the lines of one row from its first line on, and return the line after it."""
    heights = [_height(column, value, start) for column, value in zip(columns, row, strict=True)]
    end = start + max(1, *heights)
    for column, height in zip(columns, heights, strict=True):
        assert not any(column[start + height : end])
    return end


def _height(column: Sequence[str], value: str, start: int) -> int:
    """Return how many lines of a column make up a value, broken only at a space or beside a wide character."""
    rest, end = value, start
    while rest:
        part = column[end] if end < len(column) else ""
        assert part and rest.startswith(part), (value, list(column[start : end + 1]))
        before, rest = rest, rest[len(part) :]
        assert not rest or rest[0] == " " or _is_wide(rest[0]) or _is_wide(part[-1]), (before, rest)
        rest = rest.lstrip(" ")
        end += 1
    return end - start


def _is_wide(character: str) -> bool:
    return width(character) == 2


def overlong_lines(out: str, columns: int) -> list[str]:
    """Return the lines of a view that are longer than the terminal, without those that end in one long word."""
    found = [line for line in out.splitlines() if width(line) > columns]
    return [line for line in found if " " in re.split("  +", GUIDES.sub("", line, count=1))[-1]]
