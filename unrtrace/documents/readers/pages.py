"""The running text of printed pages: lines joined into paragraphs, without running heads, counters and job numbers.

Footnotes are recognized by smaller letters and by their place below the text of their column. Columns follow each
other, and a paragraph that a page break interrupts is joined. Source for what stands at the edges of a page: the layout
of official documents since the 1970s.
"""

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from unrtrace.documents.page_furniture import page_words
from unrtrace.documents.readers.first_page import masthead_first, symbol_apart
from unrtrace.documents.readers.layout import LINK_END, InlineFootnote, ReadResult, TextBuilder
from unrtrace.documents.readers.lines import (
    RESOLUTION,
    Line,
    continues,
    group_paragraphs,
    may_continue,
    overlap_horizontally,
)
from unrtrace.documents.readers.page_counters import page_counters
from unrtrace.text.characters import CJK, FROM_SUPERSCRIPT, SOFT_HYPHEN, SUPERSCRIPT_DIGITS

SMALL_PRINT = 0.93  # of the usual height of letters: the most that a footnote has
EDGE = 0.14  # of the height of a page: where running heads and counters stand
ROMAN_COUNTER = re.compile(r"[ivxlc]{1,7}")
JOB = re.compile(r"(?:GE\.|V\.|NY\.)?\d{2}-\d{4,6}(?:\s*[*(]?\s*\(?[A-Z]\)?)?(?:\s+\d{6})*(?:\s+\d{6})?|\*\d{6,12}\*")
RULE = re.compile(r"[_\-—–⎯─\s]{5,}")
OUTER_NUMBER = re.compile(r"^\d{1,4}(?=\s)|(?<=\s)\d{1,4}$")
RAISED = f"[{SUPERSCRIPT_DIGITS}]{{1,3}}"
MARK = re.compile(rf"({RAISED}|\({RAISED}\)|\*{{1,3}}|[a-z](?=\s))\s*(?=\S)|(\d{{1,3}})(?:/|\s)\s*(?=[^\d\s])")
LINE_END_HYPHENS = ("-", SOFT_HYPHEN, "\u2010")
MARK_STARTS = frozenset(f"{SUPERSCRIPT_DIGITS}*")
WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
LAST_WORD = re.compile(r"([^\W\d_]+)$")
FIRST_WORD = re.compile(r"[^\W\d_]+")
WITHOUT_SPACE = re.compile(f"[{CJK}“”‘’…—]")  # no space stands between two of them


Page = tuple[list[Line], float]  # the lines of a page and its height in points


@cache
def _lone_page() -> re.Pattern[str]:
    """Return the pattern of the word for *page* and, after a space, its number."""
    return re.compile(rf"(?i:{page_words()[0]})\s+\d{{1,4}}")


class _Words(NamedTuple):
    """The words of a document within lines, which show whether a hyphen at the end of a line belongs to a word."""

    plain: frozenset[str]
    hyphenated: frozenset[str]


def lay_out(pages: list[Page]) -> ReadResult:
    """Return the running text of pages, the offsets at which they start, and the paragraphs that are footnotes."""
    furniture = _Furniture(_running_heads(pages), page_counters(pages))
    bodies = [_body(lines, size, number, furniture) for number, (lines, size) in enumerate(pages)]
    height = _usual_height(bodies)
    assembler = _Assembler(_words(bodies))
    for number, lines in enumerate(bodies):
        text, notes = _separate_footnotes(lines if number else masthead_first(lines), height)
        assembler.add_page(_in_column_order(text), notes)
    return assembler.finish()


def may_have_drawn_rule(lines: list[Line], size: float) -> bool:
    """Return whether a page may have footnotes in letters as large as the text, which only a drawn line separates."""
    low = [line for line in lines if line.base < size / 2]
    marked = [line for line in low if line.text[:1] in MARK_STARTS and line.text]
    if not marked or any(RULE.fullmatch(line.text) for line in low):
        return False
    heights = sorted([line.height for line in lines])
    return any(line.height >= SMALL_PRINT * heights[len(heights) // 2] for line in marked)


class _Furniture(NamedTuple):
    """What is recognised in the text by evidence: running heads, and the counter of each page."""

    heads: frozenset[str]
    counters: list[frozenset[Line]]


def _body(lines: list[Line], size: float, number: int, furniture: _Furniture) -> list[Line]:
    """Return the lines of a page without those at its edges and those in one block with a running head."""
    low, high = size * EDGE, size * (1 - EDGE)
    if number:
        edge = {line for line in lines if not low <= line.base <= high and _is_edge(line, size, number, furniture)}
    else:
        edge = {
            line for line in lines if (line.base < size / 2 or line.base > high) and _is_edge(line, size, 0, furniture)
        }
    above = [line for line in edge if line.base > size / 2]
    if number and above:
        edge |= _head_block(lines, min(above, key=lambda line: line.base))
    return [line for line in lines if line not in edge]


def _head_block(lines: list[Line], head: Line) -> set[Line]:
    """Return the lines from the top of a page to a running head, and those below it down to a clear gap."""
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
    """Return lines that recur at the edges of at least a quarter of the pages, or of more if their numbers differ."""
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


def _is_edge(line: Line, size: float, number: int, furniture: _Furniture) -> bool:
    """Return whether a line is a running head, a counter or a job number; the symbol on the first page is none."""
    if not _at_edge(line, size):
        return number == 0 and JOB.fullmatch(line.text) is not None and line.base < size / 2
    if RULE.fullmatch(line.text):
        return False
    if JOB.fullmatch(line.text) or _lone_page().fullmatch(line.text):
        return True
    outmost = line.base > size * 0.93 or line.base < size * 0.09
    if line in furniture.counters[number] or (outmost and ROMAN_COUNTER.fullmatch(line.text)):
        return True
    heads = furniture.heads
    return number > 0 and (line.text in heads or OUTER_NUMBER.sub("0", line.text) in heads)


def _usual_height(bodies: list[list[Line]]) -> float:
    """Return the height of most letters, in points."""
    counts: Counter[float] = Counter()
    for lines in bodies:
        for line in lines:
            counts[round(line.height, 1)] += len(line.text)
    return counts.most_common(1)[0][0] if counts else 1.0


def _words(bodies: list[list[Line]]) -> _Words:
    """Return the words of all pages but those divided at the end of a line; none if no line ends in a hyphen."""
    texts = [line.text for lines in bodies for line in lines]
    divided = [index for index, text in enumerate(texts) if text.endswith(LINE_END_HYPHENS)]
    if not divided:
        return _Words(frozenset(), frozenset())
    for index in divided:
        texts[index] = texts[index].rpartition(" ")[0]
        if index + 1 < len(texts):
            texts[index + 1] = texts[index + 1].partition(" ")[2]
    words = set(WORD.findall(" ".join(set(" ".join(texts).lower().split()))))
    hyphenated = [word.split("-") for word in words if "-" in word]
    pairs = frozenset(f"{left}-{right}" for parts in hyphenated for left, right in pairwise(parts))
    return _Words(frozenset(words.union(*hyphenated)), pairs)


def _separate_footnotes(lines: list[Line], height: float) -> tuple[list[Line], list[Line]]:
    """Return the lines of the text, and those of the footnotes below it in smaller print or below a rule."""
    rules = [line for line in lines if RULE.fullmatch(line.text)]
    lines = [line for line in lines if not RULE.fullmatch(line.text)]
    small = [line for line in lines if line.height < SMALL_PRINT * height]
    large = [line for line in lines if line.height >= SMALL_PRINT * height]
    notes: list[Line] = []
    for line in sorted(small, key=lambda line: (line.left // 200, -line.base)) if small else []:
        if any(other.base < line.base and overlap_horizontally(other, line) for other in large):
            continue
        begun = bool(MARK.match(line.text)) or any(
            overlap_horizontally(other, line) and other.base > line.base for other in notes
        )
        if begun or any(overlap_horizontally(rule, line) and 0 <= rule.base - line.base < 4 * height for rule in rules):
            notes.append(line)
    foot = [rule for rule in rules if rule.right - rule.left < 250]
    if not notes and foot:
        notes = [
            line
            for line in lines
            if any(rule.base > line.base and overlap_horizontally(rule, line) for rule in foot[-1:])
        ]
        if not notes or not MARK.match(notes[0].text):
            notes = []
    taken = set(map(id, notes))
    text = [line for line in lines if id(line) not in taken]
    return text, [line for line in lines if id(line) in taken]


def _in_column_order(lines: list[Line]) -> list[Line]:
    """Return lines that are in the order of rows column by column."""
    rows = _rows(lines)
    gutter = _gutter_of_lists(rows) or _gutter_of_text(rows)
    if gutter is None or gutter[0] >= gutter[1]:
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


def _gutter_of_text(rows: list[list[Line]]) -> tuple[float, float] | None:
    """Return where the gutter between two columns of text begins and ends, None if there are none."""
    pairs = [row for row in rows if len(row) == 2]
    if len(pairs) < 4 or any(min(line.right - line.left for line in row) <= 8 * row[0].height for row in pairs[:-1]):
        return None
    return (
        max(min(row, key=lambda line: line.left).right for row in pairs),
        min(max(row, key=lambda line: line.left).left for row in pairs),
    )


def _gutter_of_lists(rows: list[list[Line]]) -> tuple[float, float] | None:
    """Return the same between two lists, each of numbers of resolutions with their titles."""
    pairs = []
    for row in rows:
        numbers = [at for at, line in enumerate(row) if RESOLUTION.match(line.text)]
        if len(numbers) == 2 and numbers[0] == 0:
            pairs.append((row[numbers[1] - 1].right, row[numbers[1]].left))
    return (max(right for right, _ in pairs), min(left for _, left in pairs)) if len(pairs) > 1 else None


def _rows(lines: list[Line]) -> list[list[Line]]:
    """Return the lines of each row: consecutive lines at the same height."""
    rows: list[list[Line]] = []
    for line in lines:
        if (
            rows
            and abs(rows[-1][-1].base - line.base) < 0.3 * line.height
            and not overlap_horizontally(rows[-1][-1], line)
        ):
            rows[-1].append(line)
        else:
            rows.append([line])
    return rows


class _Block(NamedTuple):
    """A paragraph: its lines, and the number of lines before each page break in it."""

    lines: list[Line]
    breaks: list[int]


@dataclass(slots=True)
class _Joined:
    """The text of joined lines, and its links: the span of their words, and their address."""

    text: str = ""
    links: list[tuple[int, int, str]] = field(default_factory=list)


class _Assembler:
    """Joins the lines of pages into paragraphs and lays these out.

    `open` is the last paragraph of a page, which may continue on the next; `mark` that of the last footnote.
    """

    def __init__(self, words: _Words) -> None:
        self.builder = TextBuilder()
        self.words = words
        self.open: _Block | None = None
        self.mark = "*"

    def add_page(self, lines: list[Line], notes: list[Line]) -> None:
        """Add a page: its text, then its footnotes, before the paragraph that the next page may continue."""
        blocks = group_paragraphs(lines)
        if not self.builder.pages:
            blocks = symbol_apart(blocks)
        carried = self.open
        if carried is not None:
            if blocks and continues(carried.lines, blocks[0], lines):
                carried.breaks.append(len(carried.lines))
                carried.lines.extend(blocks.pop(0))
                if not blocks and notes:
                    self._close()
                    self.open = None
            else:
                self._close()
                self.builder.start_page()
        else:
            self.builder.start_page()
        if self.open is not None and blocks:
            self._close()
        for block in blocks[:-1]:
            self._put(_Block(block, []))
        if not blocks and self.open is not None:
            return
        last = _Block(blocks[-1], []) if blocks else None
        if last is not None and not (last.lines and may_continue(last.lines, lines)):
            self._put(last)
            last = None
        for footnote in self._footnotes(notes):
            self.builder.add_footnote(footnote)
        self.open = last

    def finish(self) -> ReadResult:
        """Return the text of all pages."""
        self._close()
        return self.builder.result()

    def _close(self) -> None:
        if self.open is not None:
            block, self.open = self.open, None
            self._put(block)

    def _put(self, block: _Block) -> None:
        """Add a paragraph and record where pages start in it."""
        offset = 0
        begin = self.builder.size + (2 if self.builder.size else 0)
        joined = _Joined()
        for index, line in enumerate(block.lines):
            self._append(joined, line)
            if index in block.breaks:
                offset = len(joined.text) - len(line.text)
                self.builder.pages.append(begin + max(0, offset))
        self.builder.add_paragraph([(self._marked(joined), None)])

    def _append(self, joined: "_Joined", line: Line, skipped: int = 0) -> None:
        """Join a line, without its first characters, to a text, and its links to those of the text."""
        own = line.text[skipped:]
        joined.text = self._join(joined.text, own)
        shift = len(joined.text) - len(own)
        joined.links = [(start, min(end, shift), target) for start, end, target in joined.links]
        shift -= skipped
        joined.links += [(start + shift, end + shift, target) for start, end, target in line.links if start >= skipped]

    def _marked(self, joined: "_Joined") -> str:
        """Return a text with the marks of its links."""
        pieces, done = [], 0
        for start, end, target in joined.links:
            pieces += [joined.text[done:start], self.builder.open_link(target), joined.text[start:end], LINK_END]
            done = end
        return "".join([*pieces, joined.text[done:]])

    def _join(self, text: str, line: str) -> str:
        """Return a text with a line after it: without the hyphen of a divided word, without space in Chinese."""
        if not text:
            return line
        if text[-1] in LINE_END_HYPHENS:
            return self._join_at_hyphen(text, line)
        if WITHOUT_SPACE.match(text[-1]) and WITHOUT_SPACE.match(line[0]):
            return text + line
        return f"{text} {line}"

    def _join_at_hyphen(self, text: str, line: str) -> str:
        """Return two lines joined at a hyphen, which stays if both halves are words or the word is written with it."""
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

    def _footnotes(self, lines: list[Line]) -> list[InlineFootnote]:
        """Return the footnotes of a page; what stands before the first mark continues one of the page before."""
        notes: list[tuple[str, _Joined, bool]] = []  # mark, text, whether it continues
        for line in lines:
            match = MARK.match(line.text)
            if match:
                self.mark = (match[1] or match[2]).strip("()").translate(FROM_SUPERSCRIPT)
            if match or not notes:
                notes.append((self.mark, _Joined(), not match))
            self._append(notes[-1][1], line, match.end() if match else 0)
        return [InlineFootnote(mark, self._marked(joined), continues) for mark, joined, continues in notes]
