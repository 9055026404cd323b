"""Lines of a page that is written from right to left, put together by where words stand.

PDFium puts a line of Arabic in logical order where its words are drawn as one; numbers, symbols and raised marks
that are drawn apart stand wherever they were drawn. So words are taken one by one and set in order by their place.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby, islice, pairwise, repeat
from operator import attrgetter, lt, sub
from typing import NamedTuple

from unrtrace.documents.readers.lines import Line

_RTL = "\u05d0-\u05ea\u0620-\u064a\u066e-\u06d5\u06fa-\u06ff\u0750-\u077f\ufb1d-\ufdff\ufe70-\ufefc"
RTL, RTL_RUN = re.compile(f"[{_RTL}]"), re.compile(f"[{_RTL}]+")
LETTER = re.compile(r"[^\W\d_]")
TEXT_OF, LEFT_OF, RIGHT_OF = attrgetter("text"), attrgetter("left"), attrgetter("right")
LEVEL_OF, HEIGHT_OF, PLACES_OF = attrgetter("level"), attrgetter("height"), attrgetter("places")
# What faces the wrong way in some PDFs: a parenthesis opens before a word and closes behind one.
OPENS = re.compile(r"(?<!\S)[()](?=\S)")
CLOSES = re.compile(r"(?<=[^\s(])[()](?=[\s.,;:،؛؟]|$)")
_ARABIC = f"[{_RTL}\u064b-\u065f\u0670]"  # with the marks of vowels
ARABIC = re.compile(f"{_ARABIC}+")
WORD = re.compile(rf"([{_RTL}]{_ARABIC}*+[.:،؛؟]?)(?![^\s\ufffe])|[^\s\ufffe]+")  # its group: a plain word
# PDFium gives the letters of one glyph, as lam-alef is, from its end; no Arabic word has what the second one finds.
LAM_LAST, TURNED = re.compile("(?=[ء-ي]ل)"), re.compile("ا[أإآ]ل|ىل")
SHARE = 0.2  # of a page's letters, at least, for it to be read from right to left
LEVEL, RISE, GAP, WIDE, SMALL, LIFTED = 0.3, 0.6, 0.1, 2.5, 0.82, 0.1  # of a line's height


class Word(NamedTuple):
    """A word of a page: its text, its extent, where it stands and how high it is.

    `places` are the left edges of its signs; a plain word, of Arabic letters and a sign of punctuation behind them at
    most, has none and is spelt as it is read.
    """

    text: str
    left: float
    right: float
    level: float
    height: float
    places: tuple[float, ...]

    def mixed(self, text: str, lefts: list[float], rights: list[float]) -> "Word":
        """The same with the places of its signs, as it has other signs than Arabic letters."""
        return Word(text, min(lefts), max(rights), self.level, self.height, tuple(lefts))


def with_ligatures(text: str, sides_of: Callable[[list[int]], tuple[list[float], ...]]) -> str:
    """A page's text with lam before the letter that one glyph has it with, where PDFium has turned them around.

    `sides_of` gives the left, top, right and bottom of signs by their places in the text.
    """
    if not TURNED.search(text):
        return text
    pairs = [match.start() for match in LAM_LAST.finditer(text)]
    count, (left, _, right, _) = len(pairs), sides_of([*pairs, *[at + 1 for at in pairs]])
    signs = list(text)
    for at, *edges in zip(pairs, left, left[count:], right, right[count:], strict=False):
        if edges[0] == edges[1] and edges[2] == edges[3]:
            signs[at : at + 2] = signs[at + 1], signs[at]
    return "".join(signs)


def is_mixed(word: "re.Match[str]", runs_right: bool) -> bool:
    """Whether the place of each sign must tell how a word is read, by whether its last sign stands to the right."""
    return word.lastindex is None or (runs_right and not word[0][-1].isalpha())


def words_of(
    texts: Iterable[str], firsts: list[float], lasts: list[float], ends: list[float], last_ends: list[float],
    levels: list[float], heights: list[float],
) -> list[Word]:  # fmt: skip
    """Words by the left and right edges of their first and last signs; those that run from left to right turned."""
    read = [text if first >= last else text[::-1] for text, first, last in zip(texts, firsts, lasts, strict=True)]
    columns = zip(read, map(min, firsts, lasts), map(max, ends, last_ends), levels, heights, repeat(()))
    return list(map(tuple.__new__, repeat(Word), columns))


def is_rtl(text: str) -> bool:
    """Whether a page's text is written from right to left."""
    if text.isascii() or not RTL.search(text):
        return False
    count = len(text) - len(RTL_RUN.sub("", text))
    return count > SHARE * len(text) or count > SHARE * sum(map(str.isalpha, text))


def lines_of(words: list[Word], raise_sign: Callable[[str], str]) -> list[Line]:
    """The lines of words, top to bottom, parted where a gap is as wide as between cells; left and right mirrored."""
    rows: list[list[Word]] = []
    highest = 0.0
    for level, group in groupby(sorted(words, key=LEVEL_OF, reverse=True), LEVEL_OF):
        row = list(group)
        height = max(map(HEIGHT_OF, row))
        drop = RISE if highest < SMALL * height else LEVEL  # what stands above may be a row so far only of raised signs
        if rows and rows[-1][0].level - level < drop * max(highest, height):
            rows[-1] += row
            highest = max(highest, height)
        else:
            rows.append(row)
            highest = height
    lines: list[Line] = []
    for row in rows:
        for cell in _cells(sorted(row, key=RIGHT_OF, reverse=True)):
            lines.append(_line(cell, raise_sign))
    return lines


def _cells(row: list[Word]) -> list[list[Word]]:
    """Words from right to left, parted at wide gaps."""
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
    """What parts each word from the next to its left."""
    return map(sub, map(LEFT_OF, row), islice(map(RIGHT_OF, row), 1, None))


def _line(cell: list[Word], raise_sign: Callable[[str], str]) -> Line:
    texts, [height, level] = list(map(TEXT_OF, cell)), _stand(cell)
    left, right = min(map(LEFT_OF, cell)), max(map(RIGHT_OF, cell))
    small, lifted, gap = SMALL * height, level + LIFTED * height, GAP * height
    raised = {word for word in cell if word.height < small and word.level > lifted}
    if not raised and not any(map(PLACES_OF, cell)) and min(_gaps(cell), default=1.0) > gap:
        return Line(" ".join(texts), -right, -left, level, height)
    letters = "".join(texts)
    rtl = RTL.search(letters) is not None or not LETTER.search(letters)
    text = ""
    last: Word | None = None
    for word in _in_order(cell, raised) if rtl else cell[::-1]:
        own = _spelt(word.text, word.places, rtl) if word.places else word.text
        if raised and word in raised:
            own = raise_sign(own)
        if last is not None and (last.left - word.right > gap or word.left - last.right > gap) and text:
            own = f" {own}"
        text += own
        last = word
    if rtl and ("(" in text or ")" in text):
        text = CLOSES.sub(")", OPENS.sub("(", text))
    return Line(text, -right, -left, level, height)


def _stand(cell: list[Word]) -> tuple[float, float]:
    """The height of most signs of a line, and the level of its longest word."""
    heights, levels = set(map(HEIGHT_OF, cell)), set(map(LEVEL_OF, cell))
    if len(heights) == len(levels) == 1:
        return heights.pop(), levels.pop()
    each: list[float] = []
    for word in cell:
        each += [word.height] * len(word.text)
    each.sort()
    return each[len(each) // 2], max(cell, key=lambda word: len(word.text) + word.height / 100).level


def _in_order(cell: list[Word], raised: set[Word]) -> list[Word]:
    """Words from right to left, runs of words in Latin letters from left to right; raised signs end a run."""
    ordered: list[Word] = []
    run: list[Word] = []
    for word in cell:
        if not word.places or RTL.search(word.text) or (raised and word in raised):
            if run:
                ordered += _run(run)
                run = []
            ordered.append(word)
        else:
            run.append(word)
    return ordered + _run(run)


def _run(run: list[Word]) -> list[Word]:
    """Words between Arabic ones: as they stand where they have letters, numbers alone from right to left."""
    return run[::-1] if any(LETTER.search(word.text) for word in run) else run


def _spelt(word: str, places: tuple[float, ...], rtl: bool) -> str:
    """A word's signs in the order in which they are read, by their place.

    Arabic letters keep PDFium's order unless it runs from left to right; numbers and Latin letters, with what stands
    between them, run from left to right; all else stands as the line runs.
    """
    if len(word) == 1 or (word.isascii() and word.isalnum() and all(map(lt, places, places[1:]))):
        return word
    if not rtl:
        return "".join([sign for _, sign in sorted(zip(places, word, strict=True), key=lambda sign: sign[0])])
    if ARABIC.fullmatch(word):
        return word[::-1] if places[0] < places[-1] else word
    runs: list[tuple[str, float, str]] = []  # kind, place, text
    at = 0
    while at < len(word):
        if match := ARABIC.match(word, at):
            end = match.end()
            letters = match[0][::-1] if places[at] < places[end - 1] else match[0]
            runs.append(("arabic", min(places[at:end]), letters))
            at = end
        else:
            runs.append(("latin" if word[at].isalnum() else "other", places[at], word[at]))
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
