"""Lines of text on a terminal: broken only where words end, in six languages, with labels and trees in front of them.

A word that is longer than the screen (a link, a path) runs over its edge, so that it can be copied whole. Where two
words belong together, as in *line 18*, a no-break space joins them; it is printed as a space.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from rich.console import Console
from rich.text import Text

from unrtrace.output import labels
from unrtrace.text.characters import JOINERS

GAP = 2  # spaces between a label and its value, and between two columns
NO_BREAK = "\u00a0"
FIRST_WIDE = "\u1100"  # before this character, none takes two columns
MIN_ROOM = 16  # columns for a text behind labels or guides, however narrow the terminal is
OPENING = "（《〈「『【〔“‘"  # stay with the character after them
CLOSING = "，。、；：！？）》〉」』】〕”’…·,.;:!?)]%"  # stay with the character before them


def console(*, color: bool, width: int | None) -> Console:
    """Return a console on standard output that takes nothing in a document's text for markup."""
    return Console(
        no_color=not color,
        force_terminal=color,
        width=width,
        markup=False,
        highlight=False,
        emoji=False,
        soft_wrap=False,
    )


def longest_word(text: str) -> int:
    """Return the columns of the longest part of a text that is not broken.

    >>> longest_word("see A/RES/51/148"), longest_word("第51/148号决议"), longest_word("")
    (12, 6, 0)
    """
    if text.isascii():
        return max(map(len, text.split()), default=0)
    return max((labels.width(text[start:end]) for start, end in _words(text)), default=0)


def fold(text: Text, room: int) -> list[Text]:
    """Return a text as lines of at most so many columns; a longer word has a line of its own, unbroken.

    >>> [line.plain for line in fold(Text("Recalling A/RES/51/148 of 1996"), 12)]
    ['Recalling', 'A/RES/51/148', 'of 1996']
    >>> [line.plain for line in fold(Text("大会第51/148号决议"), 8)]
    ['大会第', '51/148号', '决议']
    """
    plain = text.plain
    if plain.isascii() and len(plain) <= room:
        return [text]
    lines: list[tuple[int, int]] = []
    taken = 0  # columns of the last line
    for start, end in _words(plain):
        columns = labels.width(plain[start:end])
        if lines and taken + start - lines[-1][1] + columns <= room:
            taken += start - lines[-1][1] + columns
            lines[-1] = (lines[-1][0], end)
        else:
            taken = columns
            lines.append((start, end))
    return [_printed(text[start:end]) for start, end in lines] or [Text("")]


def _printed(line: Text) -> Text:
    if NO_BREAK in line.plain:
        line.plain = line.plain.replace(NO_BREAK, " ")
    return line


def _words(text: str) -> Iterator[tuple[int, int]]:
    """Yield the start and end of each part that is not broken: a word, or one character of a script without spaces."""
    for word in re.finditer(rf"(?:\S|{NO_BREAK})+", text):
        start, end = word.span()
        if not word[0].isascii() and max(word[0]) >= FIRST_WIDE:
            before = ""  # the last character that is not a mark on another
            for place in range(start, end):
                if _may_break(before, text[place - 1], text[place]):
                    yield start, place
                    start = place
                if not unicodedata.combining(text[place]) and text[place] not in JOINERS:
                    before = text[place]
        yield start, end


def _may_break(base: str, before: str, after: str) -> bool:
    """Return whether a line may end between two characters without a space; `base` carries the marks before."""
    if not base or before in JOINERS or after in JOINERS or not labels.width(after):
        return False
    if base in OPENING or after in CLOSING:
        return False
    return _is_wide(base) or _is_wide(after)


def _is_wide(character: str) -> bool:
    return character >= FIRST_WIDE and unicodedata.east_asian_width(character) in "WF"


def labelled(rows: Iterable[tuple[str, Text]], width: int, indent: int = 2) -> Iterator[Text]:
    """Yield labels with their values; a value that is longer than its line continues below itself.

    >>> rows = [("title", Text("Cooperation with the Organization")), ("link", Text("https://docs.un.org"))]
    >>> for line in labelled(rows, 30): print(line.plain)
      title  Cooperation with the
             Organization
      link   https://docs.un.org
    """
    kept = list(rows)
    column = max((labels.width(label) for label, _ in kept), default=0)
    room = max(MIN_ROOM, width - indent - column - GAP)
    for label, value in kept:
        for number, line in enumerate(fold(value, room)):
            name = "" if number else label
            yield Text.assemble(" " * indent, (padded(name, column), "dim"), " " * GAP, line)


def indented(text: Text, width: int, indent: int) -> Iterator[Text]:
    """Yield a text as lines behind so many spaces."""
    for line in fold(text, max(MIN_ROOM, width - indent)):
        yield Text.assemble(" " * indent, line)


def padded(text: str, columns: int) -> str:
    """Return a text with spaces behind it up to so many columns."""
    return text + " " * (columns - labels.width(text))


def tree(nodes: Sequence[tuple[int, Sequence[Text]]], width: int) -> Iterator[Text]:
    """Yield a tree, drawn from its nodes in order: for each its depth from 1 on and its texts, one below the other.

    >>> nodes = [(1, [Text("a")]), (2, [Text("b"), Text("of a")]), (1, [Text("c")])]
    >>> for line in tree(nodes, 80): print(line.plain)
    ├── a
    │   └── b
    │       of a
    └── c
    """
    for (depth, texts), continued in zip(nodes, _continued([depth for depth, _ in nodes]), strict=True):
        above = "".join("│   " if level in continued else "    " for level in range(1, depth))
        first, others = ("├── ", "│   ") if depth in continued else ("└── ", "    ")
        room = max(MIN_ROOM, width - len(above) - len(first))
        for number, line in enumerate(line for text in texts for line in fold(text, room)):
            yield Text.assemble((above + (others if number else first), "dim"), line)


def _continued(depths: Sequence[int]) -> list[frozenset[int]]:
    """Return for each node of a tree the depths at which a further node follows under the same parent."""
    found: list[frozenset[int]] = []
    following: frozenset[int] = frozenset()
    for depth in reversed(depths):
        following = frozenset(level for level in following if level <= depth)
        found.append(following)
        following |= {depth}
    return found[::-1]
