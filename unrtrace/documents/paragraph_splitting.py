"""Where the paragraphs of a text stand.

Two layouts are told apart: a line a paragraph, and hard-wrapped lines where blank lines part the paragraphs.

>>> split("The General Assembly,\\n\\nRecalling its resolution 47/4,", "en", [])
[(0, 21), (23, 53)]
"""

import re
from functools import cache
from itertools import pairwise

import regex

from unrtrace.text import dates
from unrtrace.text.language import FALLBACK, facts, language_of
from unrtrace.text.phrase_pattern import any_of

APART = 3  # from one footnote's number to the next, at most
WRAPPED_AT, SHORT, NARROWEST = 140, 60, 30  # columns of a line
LOOKS = 8  # at a text: where there is no line's end near by in most places, a paragraph stands on a line
MOST_LONG = 12  # a text is hard-wrapped if no more than one in so many of its characters stands on a longer line
RUN_ON = 4  # one line in so many goes on with a sentence, at least
FULL = 0.85  # of the longest line
MARKER = 10  # characters of a number or letter that stands alone

STOP = r"\s?+(?:\.(?!\d)|[-–](?=\s))\s*+(?>(?:[-–]\s*+)?)"  # what follows a paragraph's number
LETTER = r"(?:\((?:[^\W\d_]{1,4}|[ivxl]{5,8})\)|[ivxl]{2,7}\)|[^\W\d_]\))(?=\s|$)"
NUMBERED = re.compile(rf"\s*(\d{{1,3}}){STOP}")
LETTERED = re.compile(rf"\s*{LETTER}")
# A line, and before it the numbers and letters that stand alone on theirs.
ALONE = rf"(?>(?:(?=.{{2,{MARKER}}}+\n)(?:\d{{1,3}}{STOP}|{LETTER})\s*+\n\s*+(?=\S))*)".replace(r"\s", r"[^\S\n]")
PARAGRAPH = re.compile(rf"(?!\s){ALONE}.++", re.M)
NOTE = re.compile(
    r"\s*(?:<sup>|\[\^?(?=\d)|\((?=[⁰¹²³⁴-⁹]))?(?:(\d{1,3})|([⁰¹²³⁴-⁹]{1,3})|(\*{1,3}))(?:</sup>|(?<=\d)\]:?|(?<=[⁰¹²³⁴-⁹])\))?/?"
    r"(?>(?:\s*+\(\d{0,3}\))?)(?:\s++|(?<=[>\]]))(?=[^\W\d_]|[“«\"《(\[])"
)
ENDNOTE = re.compile(r"\s*\((\d{1,3})\)\s*(?=\w)")
RULE = re.compile(r"[-_—*=\s]+")
MARKED_END = regex.compile(r"[.,;:!?。，；：！？،؛؟…\]][\s\"”»)）\d⁰¹²³⁴-⁹<>/sup*]*$")
ENDS = frozenset(".,;:!?。，；：！？،؛؟…]")
BLANKS_AND_MARKS = " \t\u00a0⁰¹²³⁴⁵⁶⁷⁸⁹"
COMMAS = frozenset(",،，、")
NOTE_SIGNS = frozenset("0123456789⁰¹²³⁴⁵⁶⁷⁸⁹<*[(")


@cache
def opening(language: str) -> regex.Pattern[str]:
    """The words that open a resolution, as a line."""
    words = any_of(facts(language)["structure"]["opening"], language)
    return regex.compile(rf"\W*{words}[\s*_]*[,，،][\s*_]*", regex.I)


def split(text: str, language: str | None, lines: list[str]) -> list[tuple[int, int]]:
    """The spans of the paragraphs, blank ones left out, in text order; `lines` as `wrapped_lines` gives them."""
    if lines:
        return _split_wrapped(text, lines, language)
    return [match.span() for match in PARAGRAPH.finditer(text)]


def wrapped_lines(text: str, language: str | None) -> list[str]:
    """The lines of a text whose lines are hard-wrapped; none of a text with a line a paragraph.

    A Chinese sign takes two columns. Of a narrow text, and of a Chinese one, most full lines break off in a sentence:
    the lines of its paragraphs may be as short. Of one without blank lines two in three do.
    """
    columns = language_of(language).columns
    widest = WRAPPED_AT // columns
    step = len(text) // LOOKS + 1
    long = [text.find("\n", place, place + widest) < 0 for place in range(step, len(text) - widest, step)]
    if long.count(True) * 2 > len(long) or len(text) > widest * (text.count("\n") + 1):
        return []
    lines = text.split("\n")
    lengths = list(map(len, lines))
    longest = max(lengths)
    if longest > widest:  # a few lines may be longer
        if sum(length for length in lengths if length > widest) * MOST_LONG > len(text):
            return []
        longest = max(length for length in lengths if length <= widest)
    width = longest * columns
    if width <= NARROWEST:
        return []
    full = [line for line in lines if len(line) > 2 * longest // 3]
    broken = sum(map(_breaks_off, full, [*full[1:], ""]))
    if _are_parted(lines):
        is_wrapped = (width > SHORT and columns == 1) or broken * 2 > len(full)
    elif _is_one_block(lines):
        is_wrapped = width > SHORT or _small(lines[1:]) == len(lines) - 1
    else:
        is_wrapped = broken * 3 > 2 * len(full) and sum(map(len, full)) * 2 > len(text)
        is_wrapped = is_wrapped and (not language_of(language).capitals or _small(lines) * RUN_ON > len(lines))
    return lines if is_wrapped else []


def _are_parted(lines: list[str]) -> bool:
    """Whether blank lines stand between others."""
    return any(not line or line.isspace() for line in lines[1:-1])


def _small(lines: list[str]) -> int:
    """How many lines begin with a small letter or a figure, as those of sentences do."""
    return sum(sign.islower() or sign.isdigit() for line in lines if (sign := line.lstrip()[:1]))


def _breaks_off(line: str, following: str) -> bool:
    """Whether a line ends in a sentence, its footnote mark aside; after a comma that may go on with figures."""
    last, sign = line.rstrip(BLANKS_AND_MARKS)[-1:], following.lstrip()[:1]
    return last not in ENDS or (last in COMMAS and (sign.islower() or sign.isdigit()))


def _split_wrapped(text: str, lines: list[str], language: str | None) -> list[tuple[int, int]]:
    """The same of a text with hard-wrapped lines, where blank lines and markers part the paragraphs.

    A capital in parentheses is a marker only where the line before it ends as a paragraph does: it may be a session.
    """
    spans: list[tuple[int, int]] = []
    joined, start, position = False, 0, 0
    is_dense = _is_dense(lines, language) if _are_parted(lines) else not _is_one_block(lines)
    full = FULL * min(WRAPPED_AT, max(map(len, lines))) if is_dense else 0
    for line in lines:
        before, start, position = start, position, position + len(line) + 1
        if not line or line.isspace():
            joined = False
            continue
        parts = joined and (
            NUMBERED.match(line)
            or (LETTERED.match(line) and (text[start - 2] in ENDS or not line.lstrip(" (")[:1].isupper()))
            or _is_new_page(text, spans[-1], start)
            or _is_note(text, spans[-1], line, language)
            or _is_next_endnote(text, spans[-1], line)
            or (full and _begins(line, text[before : start - 1], full, language))
        )
        if joined and not parts:
            spans[-1] = (spans[-1][0], position - 1)
        else:
            spans.append((start, position - 1))
        joined = True
    return spans


def _is_dense(lines: list[str], language: str | None) -> bool:
    """Whether blank lines do not part all paragraphs: the words that open a resolution are followed by a line."""
    opens = opening(language or FALLBACK).fullmatch
    return any(following and not following.isspace() and opens(line) for line, following in pairwise(lines))


def _begins(line: str, before: str, full: float, language: str | None) -> bool:
    """Whether a line begins a paragraph, where no blank lines say so.

    The line before it has room for its first word, or ends as a paragraph does and a capital or a note follows.
    """
    if opening(language or FALLBACK).fullmatch(line):
        return True
    before = before.rstrip(BLANKS_AND_MARKS)
    ended, sign = before[-1:] in ENDS, line.lstrip()[:1]
    spaces = language_of(language).spaces
    room = len(before) + (1 + len(line.split(None, 1)[0]) if spaces else 1) <= full
    if (note := NOTE.match(line)) and not dates.date_at(line, note.start(1), language or FALLBACK):
        return room or (ended and before[-1] not in COMMAS)
    if sign.isupper():
        return room or ended
    return room and (ended or not (sign.islower() or (sign.isdigit() and spaces)))


def _is_one_block(lines: list[str]) -> bool:
    """Whether a few lines are one paragraph: none but the last ends as a paragraph does."""
    return 1 < len(lines) <= 30 and not any(line.rstrip()[-1:] in ENDS for line in lines[:-1])


def _is_note(text: str, block: tuple[int, int], line: str, language: str | None) -> bool:
    """Whether a line is a footnote right below a rule or another footnote, and no date that its words go on with."""
    if line[0] not in NOTE_SIGNS or not (note := NOTE.match(line)):
        return False
    if block[1] - block[0] < 2 * WRAPPED_AT and RULE.fullmatch(text, *block):
        return True
    above, figures = NOTE.match(text, *block), note[1]
    if not above or not figures or not above[1]:
        return above is not None
    return 0 < int(figures) - int(above[1]) <= APART and not dates.date_at(line, note.start(1), language or FALLBACK)


def _is_next_endnote(text: str, block: tuple[int, int], line: str) -> bool:
    """Whether a line and the block above it begin with numbers in parentheses, one after the other."""
    note = ENDNOTE.match(line)
    above = ENDNOTE.match(text, *block) if note else None
    return note is not None and above is not None and int(note[1]) == int(above[1]) + 1


def _is_new_page(text: str, block: tuple[int, int], start: int) -> bool:
    """Whether a line goes on with the body after a page's footnotes: set in, below lines of a note that are not."""
    set_in = text[start] == " " and text[block[0]] != " "
    return (
        set_in
        and NOTE.match(text, *block) is not None
        and MARKED_END.search(text, max(block[0], block[1] - SHORT), block[1]) is not None
    )
