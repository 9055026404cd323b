"""The lines of a page written from right to left, assembled from the positions of words.

PDFium returns a line of Arabic in logical order if its words are drawn as one. Numbers, symbols and raised marks that
are drawn separately come in the order of drawing. So words are taken one by one and put in order by position.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby, islice, pairwise, repeat
from operator import attrgetter, lt, sub
from typing import NamedTuple

from unrtrace.documents.readers.lines import Line
from unrtrace.documents.readers.pdf_links import mark as mark_links

_RTL = "\u05d0-\u05ea\u0620-\u064a\u066e-\u06d5\u06fa-\u06ff\u0750-\u077f\ufb1d-\ufdff\ufe70-\ufefc"
RTL, RTL_RUN = re.compile(f"[{_RTL}]"), re.compile(f"[{_RTL}]+")
LETTER = re.compile(r"[^\W\d_]")
TEXT_OF, LEFT_OF, RIGHT_OF = attrgetter("text"), attrgetter("left"), attrgetter("right")
LEVEL_OF, HEIGHT_OF, LEFTS_OF = attrgetter("level"), attrgetter("height"), attrgetter("lefts")
# Parentheses, which face the wrong way in some PDFs: before a word they open, after one they close.
OPENS = re.compile(r"(?<!\S)[()](?=\S)")
CLOSES = re.compile(r"(?<=[^\s(])[()](?=[\s.,;:،؛؟]|$)")
_ARABIC = f"[{_RTL}\u064b-\u065f\u0670]"  # with vowel signs
ARABIC = re.compile(f"{_ARABIC}+")
WORD = re.compile(rf"([{_RTL}]{_ARABIC}*+[.:،؛؟]?)(?![^\s\ufffe])|[^\s\ufffe]+")  # the group is a plain word
# PDFium returns the letters of a glyph such as lam-alef in reverse; no Arabic word has what the second pattern finds.
LAM_LAST, REVERSED = re.compile("(?=[ء-ي]ل)"), re.compile("ا[أإآ]ل|ىل")
MIN_SHARE = 0.2  # of the letters of a page that is read from right to left
LinkOf = Callable[["Word"], int | None] | None
LEVEL, RISE, GAP, WIDE, SMALL, LIFTED = 0.3, 0.6, 0.1, 2.5, 0.82, 0.1  # of a line's height


class Word(NamedTuple):
    """A word of a page: its text, extent, base line and height, in points.

    `lefts` are the left edges of its characters. A plain word, Arabic letters with at most one punctuation mark after
    them, has none: its text is in the order of reading.
    """

    text: str
    left: float
    right: float
    level: float
    height: float
    lefts: tuple[float, ...]

    def mixed(self, text: str, lefts: list[float], rights: list[float]) -> "Word":
        """Return the word with the edges of its characters, as some are no Arabic letters."""
        return Word(text, min(lefts), max(rights), self.level, self.height, tuple(lefts))


def with_ligatures(text: str, sides_of: Callable[[list[int]], tuple[list[float], ...]]) -> str:
    """Return the text of a page with lam before the letter that shares its glyph, where PDFium reversed the two.

    `sides_of` returns the left, top, right and bottom edges of characters, by their offsets in the text.
    """
    if not REVERSED.search(text):
        return text
    pairs = [match.start() for match in LAM_LAST.finditer(text)]
    count, (left, _, right, _) = len(pairs), sides_of([*pairs, *[at + 1 for at in pairs]])
    characters = list(text)
    for at, *edges in zip(pairs, left, left[count:], right, right[count:], strict=False):
        if edges[0] == edges[1] and edges[2] == edges[3]:
            characters[at : at + 2] = characters[at + 1], characters[at]
    return "".join(characters)


def is_mixed(word: "re.Match[str]", runs_right: bool) -> bool:
    """Return whether the edges of all characters are needed to put a word in order.

    `runs_right` says whether the last character is to the right of the first.
    """
    return word.lastindex is None or (runs_right and not word[0][-1].isalpha())


def words_of(
    texts: Iterable[str], firsts: list[float], lasts: list[float], ends: list[float], last_ends: list[float],
    levels: list[float], heights: list[float],
) -> list[Word]:  # fmt: skip
    """Return words from the left and right edges of their first and last characters, those that run right reversed."""
    read = [text if first >= last else text[::-1] for text, first, last in zip(texts, firsts, lasts, strict=True)]
    columns = zip(read, map(min, firsts, lasts), map(max, ends, last_ends), levels, heights, repeat(()))
    return list(map(tuple.__new__, repeat(Word), columns))


def is_rtl(text: str) -> bool:
    """Return whether the text of a page is written from right to left."""
    if text.isascii() or not RTL.search(text):
        return False
    count = len(text) - len(RTL_RUN.sub("", text))
    return count > MIN_SHARE * len(text) or count > MIN_SHARE * sum(map(str.isalpha, text))


def lines_of(words: list[Word], raise_mark: Callable[[str], str], link_of: LinkOf = None) -> list[Line]:
    """Return the lines of words from top to bottom, divided at gaps as wide as between cells, left and right mirrored.

    `raise_mark` returns the superscript form of a footnote mark, `link_of` the number of the link in which a word lies.
    The text of a line with a link has the marks of links.
    """
    rows: list[list[Word]] = []
    highest = 0.0
    for level, group in groupby(sorted(words, key=LEVEL_OF, reverse=True), LEVEL_OF):
        row = list(group)
        height = max(map(HEIGHT_OF, row))
        drop = RISE if highest < SMALL * height else LEVEL  # the row above may so far consist of raised marks only
        if rows and rows[-1][0].level - level < drop * max(highest, height):
            rows[-1] += row
            highest = max(highest, height)
        else:
            rows.append(row)
            highest = height
    lines: list[Line] = []
    for row in rows:
        for cell in _cells(sorted(row, key=RIGHT_OF, reverse=True)):
            lines.append(_line(cell, raise_mark, link_of))
    return lines


def _cells(row: list[Word]) -> list[list[Word]]:
    """Return the words of each cell of a row, whose words are in order from right to left."""
    wide = WIDE * max(map(HEIGHT_OF, row))
    if max(_gaps(row), default=0) <= wide:
        return [row]
    cells = [[row[0]]]
    for before, word in pairwise(row):
        if before.left - word.right > wide:
            cells.append([word])
        else:
            cells[-1].append(word)
    return cells


def _gaps(row: list[Word]) -> Iterator[float]:
    """Return the gap between each word and the next one to its left."""
    return map(sub, map(LEFT_OF, row), islice(map(RIGHT_OF, row), 1, None))


def _line(cell: list[Word], raise_mark: Callable[[str], str], link_of: LinkOf) -> Line:
    """Return the line of the words of a cell."""
    texts, [height, level] = list(map(TEXT_OF, cell)), _height_and_level(cell)
    left, right = min(map(LEFT_OF, cell)), max(map(RIGHT_OF, cell))
    small, lifted, gap = SMALL * height, level + LIFTED * height, GAP * height
    raised = {word for word in cell if word.height < small and word.level > lifted}
    linked = {word: number for word in cell if (number := link_of(word)) is not None} if link_of else {}
    if not raised and not linked and not any(map(LEFTS_OF, cell)) and min(_gaps(cell), default=1.0) > gap:
        return Line(" ".join(texts), -right, -left, level, height)
    letters = "".join(texts)
    rtl = RTL.search(letters) is not None or not LETTER.search(letters)
    text = ""
    numbers: list[int | None] = []
    last: Word | None = None
    for word in _in_order(cell, raised) if rtl else cell[::-1]:
        own = _in_reading_order(word.text, word.lefts, rtl) if word.lefts else word.text
        if raised and word in raised:
            own = raise_mark(own)
        if last is not None and (last.left - word.right > gap or word.left - last.right > gap) and text:
            own = f" {own}"
        text += own
        if linked:
            numbers += [linked.get(word)] * len(own)
        last = word
    if rtl and ("(" in text or ")" in text):
        text = CLOSES.sub(")", OPENS.sub("(", text))
    if linked:
        text = mark_links(text, numbers)
    return Line(text, -right, -left, level, height)


def _height_and_level(cell: list[Word]) -> tuple[float, float]:
    """Return the height of most characters of a line, and the base line of its longest word."""
    heights, levels = set(map(HEIGHT_OF, cell)), set(map(LEVEL_OF, cell))
    if len(heights) == len(levels) == 1:
        return heights.pop(), levels.pop()
    each: list[float] = []
    for word in cell:
        each += [word.height] * len(word.text)
    each.sort()
    return each[len(each) // 2], max(cell, key=lambda word: len(word.text) + word.height / 100).level


def _in_order(cell: list[Word], raised: set[Word]) -> list[Word]:
    """Return words from right to left, but runs of Latin words from left to right; a raised mark ends a run."""
    ordered: list[Word] = []
    run: list[Word] = []
    for word in cell:
        if not word.lefts or RTL.search(word.text) or (raised and word in raised):
            if run:
                ordered += _run(run)
                run = []
            ordered.append(word)
        else:
            run.append(word)
    return ordered + _run(run)


def _run(run: list[Word]) -> list[Word]:
    """Return the words between Arabic ones in order: from left to right if one has letters, else from right to left."""
    return run[::-1] if any(LETTER.search(word.text) for word in run) else run


def _in_reading_order(word: str, lefts: tuple[float, ...], rtl: bool) -> str:
    """Return the characters of a word in the order of reading, by their left edges.

    Arabic letters keep the order of PDFium unless it runs from left to right. Numbers and Latin letters, with what is
    between them, run from left to right, all else in the direction of the line.
    """
    if len(word) == 1 or (word.isascii() and word.isalnum() and all(map(lt, lefts, lefts[1:]))):
        return word
    if not rtl:
        return "".join([c for _, c in sorted(zip(lefts, word, strict=True), key=lambda pair: pair[0])])
    if ARABIC.fullmatch(word):
        return word[::-1] if lefts[0] < lefts[-1] else word
    runs: list[tuple[str, float, str]] = []  # kind, left edge, text
    at = 0
    while at < len(word):
        if match := ARABIC.match(word, at):
            end = match.end()
            letters = match[0][::-1] if lefts[at] < lefts[end - 1] else match[0]
            runs.append(("arabic", min(lefts[at:end]), letters))
            at = end
        else:
            runs.append(("latin" if word[at].isalnum() else "other", lefts[at], word[at]))
            at += 1
    runs.sort(key=lambda run: -run[1])
    text, at = "", 0
    while at < len(runs):
        end = at + 1
        if runs[at][0] == "latin":
            reach = at
            while reach < len(runs) and runs[reach][0] != "arabic":
                end = reach + 1 if runs[reach][0] == "latin" else end
                reach += 1
        text += "".join([part for _, _, part in reversed(runs[at:end])])
        at = end
    return text
