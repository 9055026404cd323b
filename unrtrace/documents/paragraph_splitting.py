"""The spans of a text's paragraphs.

A text has either one paragraph on each line, or hard-wrapped lines with blank lines between the paragraphs.

>>> paragraph_spans("The General Assembly,\\n\\nRecalling its resolution 47/4,", "en", [])
[(0, 21), (23, 53)]
"""

import re
from functools import cache
from itertools import pairwise

from unrtrace.text import dates
from unrtrace.text.characters import (
    CLAUSE_ENDS,
    COMMAS,
    ENUMERATION_COMMA,
    FOOTNOTE_MARK,
    NO_BREAK_SPACE,
    PARAGRAPH_ENDS,
    SUPERSCRIPT_DIGITS,
)
from unrtrace.text.language import FALLBACK, facts, language_of
from unrtrace.text.patterns import compile_pattern
from unrtrace.text.phrase_pattern import any_of

MAX_NOTE_GAP = 3  # from the number of one footnote to the next
MAX_WRAPPED_WIDTH = 140  # columns of a hard-wrapped line
SHORT = 60  # characters; a shorter line may be a heading, or break off anywhere
MIN_WRAPPED_WIDTH = 30  # columns of the longest line of a hard-wrapped text
SAMPLES = 8  # places of a text that are searched for a line end; where most have none, each line is a paragraph
LONG_LINE_SHARE = 12  # at most one in so many characters of a hard-wrapped text stands on a longer line
SMALL_LETTER_SHARE = 4  # at least one in so many lines of a hard-wrapped text begins with a small letter or a digit
FULL_LINE = 0.85  # of the length of the longest line
MAX_MARKER = 10  # characters of a number or letter that stands alone on its line
MAX_BLOCK = 30  # lines of a text that is one paragraph

AFTER_NUMBER = r"\s?+(?:\.(?!\d)|[-–](?=\s))\s*+(?>(?:[-–]\s*+)?)"
LETTER = r"(?:\((?:[^\W\d_]{1,4}|[ivxl]{5,8})\)|[ivxl]{2,7}\)|[^\W\d_]\))(?=\s|$)"
NUMBERED = re.compile(rf"\s*(\d{{1,3}}){AFTER_NUMBER}")
LETTERED = re.compile(rf"\s*{LETTER}")
# Numbers and letters that stand alone, on lines of their own before the paragraph.
_ALONE = rf"(?>(?:(?=.{{2,{MAX_MARKER}}}+\n)(?:\d{{1,3}}{AFTER_NUMBER}|{LETTER})\s*+\n\s*+(?=\S))*)"
MARKERS_ALONE = _ALONE.replace(r"\s", r"[^\S\n]")
PARAGRAPH = re.compile(rf"(?!\s){MARKERS_ALONE}.++", re.M)
_S = SUPERSCRIPT_DIGITS
# The mark of a footnote at the beginning of its text: 1, ¹, [1], [^1], (¹), <sup>1</sup>, **.
NOTE = re.compile(
    rf"\s*(?:<sup>|\[\^?(?=\d)|\((?=[{_S}]))?(?:(\d{{1,3}})|([{_S}]{{1,3}})|(\*{{1,3}}))"
    rf"(?:</sup>|(?<=\d)\]:?|(?<=[{_S}])\))?/?"
    r"(?>(?:\s*+\(\d{0,3}\))?)(?:\s++|(?<=[>\]]))(?=[^\W\d_]|[“«\"《(\[])"
)
NOTE_FIRST_CHARACTERS = frozenset(f"0123456789{SUPERSCRIPT_DIGITS}<*[(")
ENDNOTE = re.compile(r"\s*\((\d{1,3})\)\s*(?=\w)")
RULE = re.compile(r"[-_—*=\s]+")  # a line that separates footnotes from the text
# The end of a paragraph, closing marks and the marks of footnotes after it.
PARAGRAPH_END = re.compile(rf"[{CLAUSE_ENDS}…\]][\s\"”»)）{FOOTNOTE_MARK}]*$")
END_PUNCTUATION = frozenset(PARAGRAPH_ENDS)
LIST_COMMAS = frozenset(COMMAS + ENUMERATION_COMMA)
SPACES_AND_MARKS = f" \t{NO_BREAK_SPACE}{SUPERSCRIPT_DIGITS}"


@cache
def opening(language: str) -> re.Pattern[str]:
    """Return the pattern of the line that opens a resolution: `The General Assembly,`."""
    words = any_of(facts(language)["structure"]["opening"], language)
    return compile_pattern(rf"\W*{words}[\s*_]*[{COMMAS}][\s*_]*", re.I, unicode_words=True)


def paragraph_spans(text: str, language: str | None, lines: list[str]) -> list[tuple[int, int]]:
    """Return the spans of the paragraphs that are not blank, in text order; `lines` as from `wrapped_lines`."""
    if lines:
        return _wrapped_spans(text, lines, language)
    return [match.span() for match in PARAGRAPH.finditer(text)]


def wrapped_lines(text: str, language: str | None) -> list[str]:
    """Return the lines of a text if they are hard-wrapped, an empty list if each line is a paragraph.

    Where blank lines separate paragraphs the longest line decides. In a narrow text, or a Chinese one, the lines of
    real paragraphs may be as short, so most of its full lines must also break off within a sentence; in a text without
    blank lines, two thirds of them.
    """
    columns = language_of(language).columns
    widest = MAX_WRAPPED_WIDTH // columns
    step = len(text) // SAMPLES + 1
    has_no_end = [text.find("\n", place, place + widest) < 0 for place in range(step, len(text) - widest, step)]
    if has_no_end.count(True) * 2 > len(has_no_end) or len(text) > widest * (text.count("\n") + 1):
        return []
    lines = text.split("\n")
    lengths = list(map(len, lines))
    longest = max(lengths)
    if longest > widest:  # a few lines may be longer
        if sum(length for length in lengths if length > widest) * LONG_LINE_SHARE > len(text):
            return []
        longest = max(length for length in lengths if length <= widest)
    width = longest * columns
    if width <= MIN_WRAPPED_WIDTH:
        return []
    full = [line for line in lines if len(line) > 2 * longest // 3]
    broken = sum(map(_breaks_off, full, [*full[1:], ""]))
    if _has_blank_lines(lines):
        is_wrapped = (width > SHORT and columns == 1) or broken * 2 > len(full)
    elif _is_one_paragraph(lines):
        is_wrapped = width > SHORT or _count_continuing(lines[1:]) == len(lines) - 1
    else:
        is_wrapped = broken * 3 > 2 * len(full) and sum(map(len, full)) * 2 > len(text)
        has_capitals = language_of(language).capitals
        is_wrapped = is_wrapped and (not has_capitals or _count_continuing(lines) * SMALL_LETTER_SHARE > len(lines))
    return lines if is_wrapped else []


def _has_blank_lines(lines: list[str]) -> bool:
    """Return whether there are blank lines between others."""
    return any(not line or line.isspace() for line in lines[1:-1])


def _count_continuing(lines: list[str]) -> int:
    """Return how many lines begin with a small letter or a digit, as a line within a sentence does."""
    return sum(first.islower() or first.isdigit() for line in lines if (first := line.lstrip()[:1]))


def _breaks_off(line: str, following: str) -> bool:
    """Return whether a line ends within a sentence, footnote marks aside; after a comma a number may follow."""
    last, first = line.rstrip(SPACES_AND_MARKS)[-1:], following.lstrip()[:1]
    return last not in END_PUNCTUATION or (last in LIST_COMMAS and (first.islower() or first.isdigit()))


def _wrapped_spans(text: str, lines: list[str], language: str | None) -> list[tuple[int, int]]:
    """Return the spans of paragraphs with hard-wrapped lines; blank lines and markers separate them.

    A capital in parentheses counts as a marker only after a line that ends like a paragraph: it may be a session.
    """
    spans: list[tuple[int, int]] = []
    in_paragraph, start, position = False, 0, 0
    is_dense = _is_dense(lines, language) if _has_blank_lines(lines) else not _is_one_paragraph(lines)
    full = FULL_LINE * min(MAX_WRAPPED_WIDTH, max(map(len, lines))) if is_dense else 0
    for line in lines:
        before, start, position = start, position, position + len(line) + 1
        if not line or line.isspace():
            in_paragraph = False
            continue
        begins = not in_paragraph or (
            NUMBERED.match(line)
            or (LETTERED.match(line) and (text[start - 2] in END_PUNCTUATION or not line.lstrip(" (")[:1].isupper()))
            or _is_next_page(text, spans[-1], start)
            or _is_footnote(text, spans[-1], line, language)
            or _is_next_endnote(text, spans[-1], line)
            or (full and _starts_paragraph(line, text[before : start - 1], full, language))
        )
        if begins:
            spans.append((start, position - 1))
        else:
            spans[-1] = (spans[-1][0], position - 1)
        in_paragraph = True
    return spans


def _is_dense(lines: list[str], language: str | None) -> bool:
    """Return whether some paragraphs follow each other without a blank line, as after the opening of a resolution."""
    opens = opening(language or FALLBACK).fullmatch
    return any(following and not following.isspace() and opens(line) for line, following in pairwise(lines))


def _starts_paragraph(line: str, before: str, full: float, language: str | None) -> bool:
    """Return whether a line starts a paragraph where no blank line shows it.

    The line before it would have room for its first word, or ends like a paragraph and a capital or a note follows.
    """
    if opening(language or FALLBACK).fullmatch(line):
        return True
    before = before.rstrip(SPACES_AND_MARKS)
    is_ended, first = before[-1:] in END_PUNCTUATION, line.lstrip()[:1]
    spaces = language_of(language).spaces
    has_room = len(before) + (1 + len(line.split(None, 1)[0]) if spaces else 1) <= full
    if (note := NOTE.match(line)) and not dates.date_at(line, note.start(1), language or FALLBACK):
        return has_room or (is_ended and before[-1] not in LIST_COMMAS)
    if first.isupper():
        return has_room or is_ended
    return has_room and (is_ended or not (first.islower() or (first.isdigit() and spaces)))


def _is_one_paragraph(lines: list[str]) -> bool:
    """Return whether a few lines are one paragraph: none but the last ends like one."""
    return 1 < len(lines) <= MAX_BLOCK and not any(line.rstrip()[-1:] in END_PUNCTUATION for line in lines[:-1])


def _is_footnote(text: str, above: tuple[int, int], line: str, language: str | None) -> bool:
    """Return whether a line is a footnote right below a rule or another footnote, and not the rest of a date."""
    if line.lstrip()[:1] not in NOTE_FIRST_CHARACTERS or not (note := NOTE.match(line)):
        return False
    if above[1] - above[0] < 2 * MAX_WRAPPED_WIDTH and RULE.fullmatch(text, *above):
        return True
    note_above, number = NOTE.match(text, *above), note[1]
    if not note_above or not number or not note_above[1]:
        return note_above is not None
    follows = 0 < int(number) - int(note_above[1]) <= MAX_NOTE_GAP
    return follows and not dates.date_at(line, note.start(1), language or FALLBACK)


def _is_next_endnote(text: str, above: tuple[int, int], line: str) -> bool:
    """Return whether a line and the block above it begin with consecutive numbers in parentheses."""
    note = ENDNOTE.match(line)
    note_above = ENDNOTE.match(text, *above) if note else None
    return note is not None and note_above is not None and int(note[1]) == int(note_above[1]) + 1


def _is_next_page(text: str, above: tuple[int, int], start: int) -> bool:
    """Return whether an indented line continues the body below a page's footnotes, which are not indented."""
    is_indented = text[start] == " " and text[above[0]] != " "
    return (
        is_indented
        and NOTE.match(text, *above) is not None
        and PARAGRAPH_END.search(text, max(above[0], above[1] - SHORT), above[1]) is not None
    )
