"""Sentences: where one ends in each script, and the words of the one around a citation or a date.

>>> from unrtrace.documents import from_text
>>> document = from_text("The Council met. It adopted resolution No. 1309 and rose. Nothing followed.")
>>> sentence_at(document, 28, 38)
'It adopted resolution No. 1309 and rose.'
"""

from bisect import bisect_left, bisect_right
from functools import cache

import regex

from unrtrace.documents import Document
from unrtrace.text.display import printable
from unrtrace.text.language import FALLBACK, facts

LONGEST = 1200
ENDS = frozenset(".!?؟。！？,;:；：،؛，")
FARTHEST = 60  # paragraphs between the parts of one that footnotes cut


@cache
def _end(language: str) -> regex.Pattern[str]:
    abbreviated = "|".join(regex.escape(word) for word in facts(language)["abbreviations"])
    return regex.compile(
        rf"(?<![.!?؟])[.!?؟]++(?<!\b(?:{abbreviated}|\p{{Lu}})[.!?؟]++)[\"”’»)\]*]*+(?:\d{{1,3}}|[⁰¹²³⁴-⁹]+|<sup>\d+</sup>)?(?=\s++[\p{{Lu}}\p{{Lo}}“«\"*(]|\s*+$)|[。！？]++[”’」』)）]*+"
    )


def bounds(document: Document, start: int, end: int) -> tuple[int, int]:
    """The span of the sentence that holds a span, inside its paragraph."""
    return bounds_in(document, document.index_at(start), start, end)


def bounds_in(document: Document, index: int, start: int, end: int) -> tuple[int, int]:
    """The span of the sentence that holds a span, inside the paragraph of a number."""
    part = document.paragraphs[index]
    ends = document.memo.get(("sentences", index))
    if ends is None:
        pattern = _end(document.language or FALLBACK)
        ends = [match.end() for match in pattern.finditer(document.text, part.start, part.end)]
        document.memo["sentences", index] = ends
    before = bisect_right(ends, start)
    after = bisect_left(ends, max(end, start + 1))
    return (ends[before - 1] if before else part.start), (ends[after] if after < len(ends) else part.end)


def sentence_at(document: Document, start: int, end: int) -> str:
    """The sentence around a span, printable, on one line, cut 600 characters before and after it."""
    first, last = bounds(document, start, end)
    return words_between(document, max(first, start - LONGEST // 2), min(last, end + LONGEST // 2))


def words_between(document: Document, first: int, last: int) -> str:
    """The words of a span, with the rest of its sentence where a page break cut its paragraph, on one line."""
    return printable(" ".join(document.text[start:end] for start, end in spans_between(document, first, last)))


def spans_between(document: Document, first: int, last: int, index: int | None = None) -> list[tuple[int, int]]:
    """A span, and those of the rest of its sentence where footnotes or a page break cut its paragraph.

    `index` is the number of that paragraph, where known.
    """
    spans = [(first, last)]
    if index is None:
        index = document.index_at(first)
    part = document.paragraphs[index]
    if first == part.start and part.head != index and index - part.head < FARTHEST:
        spans[:0] = _before(document, index)
    if last == part.end and document.text[last - 1 : last] not in ENDS:
        spans += _after(document, index, last)
    return spans


def _before(document: Document, index: int) -> list[tuple[int, int]]:
    """The parts of the last sentence of what a paragraph continues."""
    head = document.paragraphs[index].head
    spans: list[tuple[int, int]] = []
    for before in range(index - 1, head - 1, -1):
        part = document.paragraphs[before]
        if part.head == head:
            first = bounds(document, part.end - 1, part.end)[0]
            spans.insert(0, (first, part.end))
            if first > part.start:
                break
    return spans


def _after(document: Document, index: int, last: int) -> list[tuple[int, int]]:
    """The parts of the sentence that goes on after a paragraph."""
    head, spans = document.paragraphs[index].head, []
    pattern = _end(document.language or FALLBACK)
    for following in document.paragraphs[index + 1 : index + FARTHEST]:
        if following.head == head and following.start > last:
            stop = pattern.search(document.text, following.start, following.end)
            spans.append((following.start, stop.end() if stop else following.end))
            if stop:
                break
    return spans
