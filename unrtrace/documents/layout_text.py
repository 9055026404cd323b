"""The text that is searched, from the text of a file, and the way back from its offsets.

Accents are joined to their letters, invisible characters removed, the headers and footers of pages left out, and the
lines of hard-wrapped Chinese paragraphs joined, so that a word or a citation is never cut.

>>> text, offset_map, _ = normalize("re\\u0301so\\u00adlution 51/148", "fr")
>>> text, offset_map.to_original(0, 10)
('résolution 51/148', (0, 12))
>>> wrapped = "经济及社会理事会，\\n\\n回顾其2009年7月30日第2009/27号和2011年7月22日第\\n2011/11号决议，又回顾"
>>> wrapped += "安全理\\n事会的工作，"
>>> text, offset_map, _ = normalize(wrapped, "zh")
>>> start = text.index("安全理事会")
>>> text[start - 15 : start], wrapped[slice(*offset_map.to_original(start, start + 5))]
('第2011/11号决议，又回顾', '安全理\\n事会')
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import NamedTuple, Optional

from unrtrace.documents.page_furniture import find_furniture
from unrtrace.documents.paragraph_splitting import LIST_COMMAS, paragraph_spans, wrapped_lines
from unrtrace.text.characters import CJK, PARAGRAPH_ENDS, ZERO_WIDTH
from unrtrace.text.language import language_of

HEAD = 4000  # characters in which a text shows whether lines end as on Windows and whether accents are apart
PAGE_END = 80  # characters before the end of a page in which its last word stands
CARRIAGE_RETURN = "\r"
# A letter with combining accents, marks of Arabic vowels before, between or after them.
ACCENTED = "[^\\W\\d_][\u064b-\u0652]*[\u0300-\u036f\u0653-\u0655][\u0300-\u036f\u064b-\u0655]*"
REPLACED = re.compile(f"(?P<letter>{ACCENTED})|[{ZERO_WIDTH}]|\r(?=\n)")
LINE_BREAK = re.compile(r"(?<![^\S\n])[^\S\n]*+\n\s*+")
CJK_CHARACTER = re.compile(f"[{CJK}]")

Replacement = tuple[int, int, str]  # a half-open span and what stands there instead, which is not longer


class OffsetMap(NamedTuple):
    """Offsets of a normalized text in the text it was made from.

    `missing[n]` characters are missing before the nth of the places at which some are, `missing[-1]` in all. A place is
    given twice, for an offset that starts a span and one that ends it: a removed accent belongs to the span that ends
    there, other removed characters do not. `before` maps the original text itself, where that was normalized too.
    """

    original_text: str
    starts: list[int]
    ends: list[int]
    missing: list[int]
    before: Optional["OffsetMap"] = None

    def to_original(self, start: int, end: int) -> tuple[int, int]:
        """Return the span in the original text of a span in the normalized text."""
        start += self.missing[bisect_right(self.starts, start)]
        end += self.missing[bisect_right(self.ends, end)]
        return self.before.to_original(start, end) if self.before else (start, end)

    def to_normalized(self, offset: int) -> int:
        """Return the offset in the normalized text of an offset in the original one; of removed characters, the place.

        >>> _, offset_map, _ = normalize("a\\u00adb", None)
        >>> [offset_map.to_normalized(offset) for offset in range(4)]
        [0, 1, 1, 2]
        """
        if self.before:
            offset = self.before.to_normalized(offset)
        places = range(len(self.starts))
        place = bisect_right(places, offset, key=lambda number: self.starts[number] + self.missing[number + 1])
        return min([offset - self.missing[place], *self.starts[place : place + 1]])


class NormalizedText(NamedTuple):
    """A text as it is searched; its offset map if it differs from the original, its lines if they are hard-wrapped."""

    text: str
    offset_map: OffsetMap | None
    wrapped_lines: list[str]


def normalize(text: str, language: str | None) -> NormalizedText:
    """Return the text that is searched."""
    offset_map, own = None, language_of(language)
    head = text[:HEAD]
    has_replaced = CARRIAGE_RETURN in head or (own.separate_accent and own.separate_accent in head)
    if has_replaced or any(character in text for character in ZERO_WIDTH):
        text, offset_map = _replace(text, _accents_and_invisible(text), offset_map)
    if "\f" in text:
        text, offset_map = _replace(text, _page_breaks(text, language), offset_map)
    lines = wrapped_lines(text, language)
    if lines and not own.spaces:
        text, offset_map = _replace(text, _line_breaks(text, language, lines), offset_map)
        lines = []
    return NormalizedText(text, offset_map, lines)


def _accents_and_invisible(text: str) -> Iterator[Replacement]:
    """Yield letters with separate accents, each with its composed form, and invisible characters with nothing."""
    for match in REPLACED.finditer(text):
        letter = match["letter"] or ""
        yield *match.span(), min(unicodedata.normalize("NFC", letter), letter, key=len)


def _line_breaks(text: str, language: str | None, lines: list[str]) -> Iterator[Replacement]:
    """Yield the line breaks within paragraphs; nothing replaces one next to a Chinese character, a space others."""
    for span in paragraph_spans(text, language, lines):
        for match in LINE_BREAK.finditer(text, *span):
            start, end = match.span()
            around = text[start - 1 : start] + text[end : end + 1]
            yield start, end, "" if CJK_CHARACTER.search(around) else " "


def _page_breaks(text: str, language: str | None) -> Iterator[Replacement]:
    """Yield what stands between two pages; an empty line replaces it between paragraphs, else a line end or a space."""
    within = "\n" if wrapped_lines(text, language) else " "
    for start, end in find_furniture(text):
        last, following = text[max(0, start - PAGE_END) : start].rstrip()[-1:], text[end : end + 1]
        continues = last in LIST_COMMAS and (following.islower() or following.isdigit())
        separator = "\n\n" if last and last in PARAGRAPH_ENDS and not continues else within
        yield start, end, separator[: end - start]


def _replace(text: str, replacements: Iterable[Replacement], before: OffsetMap | None) -> tuple[str, OffsetMap | None]:
    """Return the text with its replacements, in text order, and its offset map; `before` is the map of the text."""
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    missing = [0]
    done = length = 0
    for start, end, replacement in replacements:
        pieces += [text[done:start], replacement]
        done, length = end, length + start - done + len(replacement)
        starts.append(length)
        ends.append(length + (not replacement))
        missing.append(missing[-1] + end - start - len(replacement))
    if not starts:
        return text, before
    original = before.original_text if before else text
    return "".join([*pieces, text[done:]]), OffsetMap(original, starts, ends, missing, before)
