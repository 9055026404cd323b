"""The lines of printed pages to running text: what is not text goes, the rest is joined into paragraphs.

Running heads, page counters and job numbers go; footnotes are told by the size of their letters and by standing
below the text of their column; columns come one after the other; a paragraph that a page break cuts is made whole.
Source of what stands at a page's edges: the layout of official documents since the 1970s.
"""

import re
from collections import Counter
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from unrtrace.documents.page_furniture import page_words
from unrtrace.documents.readers.layout import Flow, Foot, Reading
from unrtrace.documents.readers.lines import Line, blocks_of, may_run_on, runs_on, share

SMALL_PRINT = 0.93  # of the height of most letters, at most: a footnote's
EDGE = 0.14  # of a page's height: where running heads and counters stand
ROMAN_COUNTER = re.compile(r"[ivxlc]{1,7}")
JOB = re.compile(r"(?:GE\.|V\.|NY\.)?\d{2}-\d{4,6}(?:\s*[*(]?\s*\(?[A-Z]\)?)?(?:\s+\d{6})*(?:\s+\d{6})?|\*\d{6,12}\*")
RULE = re.compile(r"[_\-—–⎯─\s]{5,}")
OUTER_NUMBER = re.compile(r"^\d{1,4}(?=\s)|(?<=\s)\d{1,4}$")
MARK = re.compile(r"([⁰¹²³⁴-⁹]{1,3}|\([⁰¹²³⁴-⁹]{1,3}\)|\*{1,3}|[a-z](?=\s))\s*(?=\S)|(\d{1,3})(?:/|\s)\s*(?=[^\d\s])")
HYPHENS = ("-", "\u00ad", "\u2010")
MARK_STARTS = frozenset("⁰¹²³⁴⁵⁶⁷⁸⁹*")
WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
LAST_WORD = re.compile(r"([^\W\d_]+)$")
FIRST_WORD = re.compile(r"[^\W\d_]+")
CJK = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f“”‘’…—]")


Page = tuple[list[Line], float]


@cache
def _counter() -> re.Pattern[str]:
    """Return the pattern of a page's counter, with the words for *page* in any language."""
    before, after = page_words()
    return re.compile(rf"(?:(?i:{before})\s*)?[-–—]?\s*\d{{1,4}}\s*(?:[-–—/]|{after})?\s*(?:/?\s*\d{{1,4}})?\s*[-–—]?")


@cache
def _lone_page() -> re.Pattern[str]:
    """Return the pattern of the word for *page* and, after a space, its number."""
    return re.compile(rf"(?i:{page_words()[0]})\s+\d{{1,4}}")


class _Words(NamedTuple):
    """The words of a document as they stand within lines: what a hyphen at a line's end is judged by."""

    plain: frozenset[str]
    hyphenated: frozenset[str]


def lay_out(pages: list[Page]) -> Reading:
    """The running text of pages, with where each starts and which paragraphs are footnotes."""
    heads = _running_heads(pages)
    bodies = [_body(lines, size, number, heads) for number, (lines, size) in enumerate(pages)]
    height = _usual_height(bodies)
    paper = _Paper(_words(bodies))
    for lines in bodies:
        text, notes = _part(lines, height)
        paper.add(_columns(text), notes)
    return paper.finish()


def may_have_drawn_rule(lines: list[Line], size: float) -> bool:
    """Whether a page's foot may hold footnotes in letters as large as the text's, which only a drawn line tells."""
    low = [line for line in lines if line.base < size / 2]
    marked = [line for line in low if line.text[:1] in MARK_STARTS and line.text]
    if not marked or any(RULE.fullmatch(line.text) for line in low):
        return False
    heights = sorted([line.height for line in lines])
    return any(line.height >= SMALL_PRINT * heights[len(heights) // 2] for line in marked)


def _body(lines: list[Line], size: float, number: int, heads: frozenset[str]) -> list[Line]:
    """The lines of a page without what stands at its edges, and what stands in one block with a running head."""
    low, high = size * EDGE, size * (1 - EDGE)
    if number:
        edge = {line for line in lines if not low <= line.base <= high and _is_edge(line, size, number, heads)}
    else:
        edge = {line for line in lines if (line.base < size / 2 or line.base > high) and _is_edge(line, size, 0, heads)}
    above = [line for line in edge if line.base > size / 2]
    if number and above:
        edge |= _head_block(lines, min(above, key=lambda line: line.base))
    return [line for line in lines if line not in edge]


def _head_block(lines: list[Line], head: Line) -> set[Line]:
    """What stands at the top of a page down to a running head, and right below it down to a clear gap."""
    block = {line for line in lines if line.base > head.base - 0.3 * head.height}
    last, rows = head, 0
    for line in sorted((line for line in lines if line not in block), key=lambda line: -line.base):
        step = last.base - line.base
        if step > 1.6 * max(last.height, line.height):
            return block
        rows += step > 0.3 * line.height
        if rows > 3:
            return set()
        block.add(line)
        last = line
    return block if rows == 0 else set()


def _running_heads(pages: list[Page]) -> frozenset[str]:
    """Lines that come back at the edges of pages, on a quarter of them at least, or but for the page's number."""
    exact: Counter[str] = Counter()
    numbered: Counter[str] = Counter()
    for lines, size in pages:
        low, high = size * EDGE, size * (1 - EDGE)
        edge = {line.text for line in lines if not low <= line.base <= high and len(line.text) < 120}
        exact.update(edge)
        numbered.update({OUTER_NUMBER.sub("0", text) for text in edge if OUTER_NUMBER.search(text)})
    heads = {text for text, count in exact.items() if count >= max(2, len(pages) // 4)}
    if pages:
        lines, size = pages[0]
        heads |= {line.text for line in lines if line.base > size / 2 and "/" in line.text and " " not in line.text}
    return frozenset(heads | {text for text, count in numbered.items() if count >= max(3, 2 * len(pages) // 5)})


def _at_edge(line: Line, size: float) -> bool:
    return line.base > size * (1 - EDGE) or line.base < size * EDGE


def _is_edge(line: Line, size: float, number: int, heads: frozenset[str]) -> bool:
    """Whether a line is a running head, a counter or a job number; a first page's symbol stays."""
    if not _at_edge(line, size):
        return number == 0 and JOB.fullmatch(line.text) is not None and line.base < size / 2
    if RULE.fullmatch(line.text):
        return False
    if JOB.fullmatch(line.text) or _lone_page().fullmatch(line.text):
        return True
    outmost = line.base > size * 0.93 or line.base < size * 0.09
    if _counter().fullmatch(line.text) or (outmost and ROMAN_COUNTER.fullmatch(line.text)):
        return True
    return number > 0 and (line.text in heads or OUTER_NUMBER.sub("0", line.text) in heads)


def _usual_height(bodies: list[list[Line]]) -> float:
    """The height that most letters have."""
    counts: Counter[float] = Counter()
    for lines in bodies:
        for line in lines:
            counts[round(line.height, 1)] += len(line.text)
    return counts.most_common(1)[0][0] if counts else 1.0


def _words(bodies: list[list[Line]]) -> _Words:
    """The words of all pages but those that a hyphen at a line's end parts; none where no line ends so."""
    texts = [line.text for lines in bodies for line in lines]
    cut = [index for index, text in enumerate(texts) if text.endswith(HYPHENS)]
    if not cut:
        return _Words(frozenset(), frozenset())
    for index in cut:
        texts[index] = texts[index].rpartition(" ")[0]
        if index + 1 < len(texts):
            texts[index + 1] = texts[index + 1].partition(" ")[2]
    words = set(WORD.findall(" ".join(set(" ".join(texts).lower().split()))))
    hyphenated = [word.split("-") for word in words if "-" in word]
    pairs = frozenset(f"{left}-{right}" for parts in hyphenated for left, right in pairwise(parts))
    return _Words(frozenset(words.union(*hyphenated)), pairs)


def _part(lines: list[Line], height: float) -> tuple[list[Line], list[Line]]:
    """The lines of the text and those of the footnotes, which stand below the text in smaller print or below a rule."""
    rules = [line for line in lines if RULE.fullmatch(line.text)]
    lines = [line for line in lines if not RULE.fullmatch(line.text)]
    small = [line for line in lines if line.height < SMALL_PRINT * height]
    large = [line for line in lines if line.height >= SMALL_PRINT * height]
    notes: list[Line] = []
    for line in sorted(small, key=lambda line: (line.left // 200, -line.base)) if small else []:
        if any(other.base < line.base and share(other, line) for other in large):
            continue
        begun = bool(MARK.match(line.text)) or any(share(other, line) and other.base > line.base for other in notes)
        if begun or any(share(rule, line) and 0 <= rule.base - line.base < 4 * height for rule in rules):
            notes.append(line)
    foot = [rule for rule in rules if rule.right - rule.left < 250]
    if not notes and foot:
        notes = [line for line in lines if any(rule.base > line.base and share(rule, line) for rule in foot[-1:])]
        if not notes or not MARK.match(notes[0].text):
            notes = []
    taken = set(map(id, notes))
    text = [line for line in lines if id(line) not in taken]
    return text, [line for line in lines if id(line) in taken]


def _columns(lines: list[Line]) -> list[Line]:
    """Lines column by column where they were given row by row."""
    rows = _rows(lines)
    pairs = [row for row in rows if len(row) == 2]
    if len(pairs) < 4:
        return lines
    gutter = (
        max(min(row, key=lambda line: line.left).right for row in pairs),
        min(max(row, key=lambda line: line.left).left for row in pairs),
    )
    wide = all(min(line.right - line.left for line in row) > 8 * row[0].height for row in pairs[:-1])
    if gutter[0] >= gutter[1] or not wide:
        return lines
    ordered: list[Line] = []
    sides: tuple[list[Line], list[Line]] = ([], [])
    middle = sum(gutter) / 2
    for row in rows:
        if all(line.right <= middle or line.left >= middle for line in row):
            for line in row:
                sides[line.left >= middle].append(line)
            continue
        ordered += sides[0] + sides[1]
        sides = ([], [])
        ordered += row
    return ordered + sides[0] + sides[1]


def _rows(lines: list[Line]) -> list[list[Line]]:
    """Lines that follow each other at the same height, together."""
    rows: list[list[Line]] = []
    for line in lines:
        if rows and abs(rows[-1][-1].base - line.base) < 0.3 * line.height and not share(rows[-1][-1], line):
            rows[-1].append(line)
        else:
            rows.append([line])
    return rows


class _Block(NamedTuple):
    """A paragraph on its way: its lines, and how many of them each page holds."""

    lines: list[Line]
    breaks: list[int]


class _Paper:
    """Gathers lines into paragraphs over pages and lays them out."""

    def __init__(self, words: _Words) -> None:
        self.flow = Flow()
        self.words = words
        self.open: _Block | None = None
        self.mark = "*"

    def add(self, lines: list[Line], notes: list[Line]) -> None:
        """Add a page: its text, then its footnotes, before the paragraph that the next page may go on with."""
        blocks = blocks_of(lines)
        carried = self.open
        if carried is not None:
            if blocks and runs_on(carried.lines, blocks[0], lines):
                carried.breaks.append(len(carried.lines))
                carried.lines.extend(blocks.pop(0))
                if not blocks and notes:
                    self._close()
                    self.open = None
            else:
                self._close()
                self.flow.page()
        else:
            self.flow.page()
        if self.open is not None and blocks:
            self._close()
        for block in blocks[:-1]:
            self._put(_Block(block, []))
        if not blocks and self.open is not None:
            return
        last = _Block(blocks[-1], []) if blocks else None
        if last is not None and not (last.lines and may_run_on(last.lines, lines)):
            self._put(last)
            last = None
        for foot in self._feet(notes):
            self.flow.foot(foot)
        self.open = last

    def finish(self) -> Reading:
        """The text of all pages."""
        self._close()
        return self.flow.reading()

    def _close(self) -> None:
        if self.open is not None:
            block, self.open = self.open, None
            self._put(block)

    def _put(self, block: _Block) -> None:
        """Add a paragraph, noting where in it pages start."""
        text, offset = "", 0
        begin = self.flow.size + (2 if self.flow.size else 0)
        for index, line in enumerate(block.lines):
            text = self._join(text, line.text)
            if index in block.breaks:
                offset = len(text) - len(line.text)
                self.flow.pages.append(begin + max(0, offset))
        self.flow.line([(text, None)])

    def _join(self, text: str, line: str) -> str:
        """A line set after what comes before it: a hyphen that parts a word goes, Chinese needs no space."""
        if not text:
            return line
        if text[-1] in "-\u00ad\u2010":
            return self._rejoin(text, line)
        if CJK.match(text[-1]) and CJK.match(line[0]):
            return text + line
        return f"{text} {line}"

    def _rejoin(self, text: str, line: str) -> str:
        """Two lines with a hyphen between, which stays where both halves are words or the word is written with it."""
        stem, first, last = text[:-1], FIRST_WORD.match(line), LAST_WORD.search(text[:-1])
        if text[-2:-1] == " ":
            return f"{stem.rstrip()}-{line}"
        if not first or not last:
            return f"{stem}-{line}"
        left, right = last[0].lower(), first[0].lower()
        if left + right in self.words.plain:
            return stem + line
        kept = f"{left}-{right}" in self.words.hyphenated or right in self.words.plain or not first[0].islower()
        return f"{stem}-{line}" if kept else stem + line

    def _feet(self, lines: list[Line]) -> list[Foot]:
        """The footnotes of a page; what stands before the first mark goes on with the page before."""
        feet: list[Foot] = []
        for line in lines:
            if match := MARK.match(line.text):
                self.mark = (match[1] or match[2]).strip("()").translate(PLAIN)
                feet.append(Foot(self.mark, line.text[match.end() :]))
            elif feet:
                feet[-1] = Foot(feet[-1].mark, self._join(feet[-1].text, line.text))
            else:
                feet.append(Foot(self.mark, line.text, continues=True))
        return feet


PLAIN = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
