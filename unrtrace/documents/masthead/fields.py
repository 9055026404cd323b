"""The fields of a masthead that extraction needs: symbols, title, organ, dates of adoption and issue, a letter's line.

Each line of the head is read once, and a pattern is tried only if the first characters of the line allow it.
"""

import datetime
import re
from functools import cache, lru_cache
from typing import NamedTuple

from unrtrace.documents.structure import LINE, Paragraph
from unrtrace.symbols import Symbol, SymbolError
from unrtrace.text import dates, ordinals
from unrtrace.text.characters import (
    COLONS,
    COMMAS,
    DASHES,
    DIRECTION_MARKS,
    MARKUP,
    NO_BREAK_SPACE,
    SEMICOLONS,
    SUPERSCRIPT_DIGITS,
)
from unrtrace.text.display import to_single_line
from unrtrace.text.language import FALLBACK, facts, language_of
from unrtrace.text.patterns import compile_pattern
from unrtrace.text.phrase_pattern import any_of

HEAD = 4000  # characters of a text in which the lines of a masthead stand
MAX_FORMULA = 400  # characters of a formula of adoption
SPECIAL_SESSIONS = ("S-", "ES-")  # how numbers of special sessions begin
# At the ends of a line: markup, lines of a table, spaces, the marks around a passage from left to right.
LINE_EDGES = f" {MARKUP}|\t\r\f{NO_BREAK_SPACE}{DIRECTION_MARKS}\u202a\u202c"
DIGIT = re.compile(r"(?<!\d)\d")
NUMBER = r"(?:E?S-\d{1,2}|\d{1,4})\s?/\s?\d{1,3}(?:\s?[A-Z]\b)?"
# A title line: the number, then a full stop, a dash or the title further to the right; without them (`bare`) the number
# may be that of another document.
TITLE_LINE = compile_pattern(
    rf"(?P<number>{NUMBER})(?:(?=[^\S\n]{{2}}\s*+\p{{L}})|\s*+(?:\.(?!\d)|\s?[-–—|](?!\d)|(?P<bare>(?<=\s)|$)))[\s\-–—|.]*+"
)
OLD_TITLE_LINE = compile_pattern(
    r"(?P<number>\d{1,4}(?:\s?[A-Z])?\s?\((?:E?S-)?[IVXLC]+\)(?:\s?[A-Z]\b)?)\s*+(?:\.\s*+|$)", unicode_words=True
)
COUNCIL_NUMBER = re.compile(r"(?P<number>\d{1,4}\s?\((?:19[4-9]|20\d)\d\))")
CONTINUATION_LINES = re.compile(r"(?:\n[^\S\n]*\S[^\n]*)*")
BLANK_LINE = re.compile(r"\n[^\S\n]*\n")
BLOCK_END = re.compile(r"\n\s*\n|\*{3,}")
MARKUP_OR_TAG = re.compile(rf"[{MARKUP}]{{1,4}}|<[^>\n]{{1,20}}>")
FOOTNOTE_MARKS = re.compile(rf"(?:\s*(?:[{SUPERSCRIPT_DIGITS}]+|<sup>[^<\n]{{1,9}}</sup>|\(\s?\)|\*+))+\s*$")
# The letter or number of a part of a resolution, on a line of its own.
PART_LINE = compile_pattern(r"(?:[A-Z\u4e00-\u9fff]|\p{Arabic}{1,4})\W{0,6}|(?:[IVX]{1,4})\W{0,6}")
PROSE_ENDS = frozenset(f".。…{COMMAS}{SEMICOLONS}{COLONS}")  # of a line that is no title
# Rows of the table of organs that do not show which body speaks.
NO_SPEAKER = ("council", "commission", "conference", "parties", "other", "link", "own", "own_nouns")


class HeadFields(NamedTuple):
    """What the lines of a head show: symbols, the day of issue and its offset, the number before the title."""

    symbols: tuple[Symbol, ...]
    issued: datetime.date | None
    issued_at: int | None
    number: re.Match[str] | None


def clean(text: str) -> str:
    """Return a text as one line without markup, and without commas at its ends."""
    line = " ".join(text.split())
    if not line.isprintable() or any(character in line for character in f"{MARKUP}<"):
        line = to_single_line(MARKUP_OR_TAG.sub(" ", line))
    return line.strip(f" {COMMAS}")


@cache
def structure_pattern(language: str, key: str) -> re.Pattern[str]:
    """Return the pattern of one row of the table `structure` of a language."""
    return compile_pattern(any_of(facts(language)["structure"][key], language), re.I)


@cache
def _speakers(language: str) -> list[tuple[str, re.Pattern[str]]]:
    """Return the codes of the bodies that may speak in a document, each with the pattern of its names."""
    return [
        (code, compile_pattern(any_of(names, language), re.I))
        for code, names in facts(language)["organs"].items()
        if code not in NO_SPEAKER
    ]


@lru_cache(maxsize=1024)
def _organ_in(line: str, language: str) -> str | None:
    return next((code for code, pattern in _speakers(language) if pattern.search(line)), None)


def organ_of(text: str, language: str, opening: Paragraph) -> str | None:
    """Return the code of the body that speaks in a document, None if the paragraph after the masthead names none."""
    line = text[opening.start : opening.end].strip(LINE_EDGES)
    if not line.endswith(tuple(COMMAS)):
        return None
    return _organ_in(line, language) if len(line) < LINE else _organ_in.__wrapped__(line, language)


def organ_named(name: str | None, language: str) -> str | None:
    """Return the code of the body that a name in the document's language, or a code, stands for."""
    return (name if name in facts(language)["organs"] else _organ_in(name, language)) if name else None


@lru_cache(maxsize=4096)
def _symbols(line: str, language: str) -> tuple[Symbol, ...]:
    """Return the symbols of which a line consists, with or without the name of the Organization."""
    try:
        return Symbol.parse_joint(line.rstrip(" *"))
    except SymbolError:
        pass
    for tongue in {language, FALLBACK}:
        name = structure_pattern(tongue, "united_nations").match(line) or structure_pattern(
            tongue, "united_nations"
        ).search(line)
        if name and "/" in (rest := (line[: name.start()] + line[name.end() :]).strip(LINE_EDGES)):
            return _symbols(rest, language)
    return ()


def read_head(text: str, language: str, limit: int) -> HeadFields:
    """Return symbols, day of issue and title number, from the lines down to the title's number or the head's end."""
    symbols: tuple[Symbol, ...] = ()
    issued: dates.Found | None = None
    number = None
    position, is_joint = 0, False
    for line in text[: min(limit, HEAD)].split("\n"):
        start, position = position, position + len(line) + 1
        has_slash = "/" in line
        if not has_slash and line[:1].isalpha() and line[0] not in dates.month_initials(language):
            is_joint = False  # a name, a session, an item
            continue
        content = line.strip(LINE_EDGES)
        if not content:
            continue
        start += line.find(content[0])
        end = start + len(content)
        may_be_number = (has_slash or "(" in content) and (content[0].isdigit() or content.startswith(SPECIAL_SESSIONS))
        if may_be_number and (number := _title_number(text, start, end, symbols)):
            break
        if not has_slash or not content[0].isalpha():
            issued = issued or (_day_alone(text, start, end, language) if len(content) < LINE else None)
        elif len(content) < LINE and (not symbols or is_joint):
            found = _symbols(content, language)
            if found and not (symbols and found[0].organ == symbols[0].organ):
                symbols += found
                is_joint = True
                continue
        is_joint = False
    return HeadFields(symbols, issued.date if issued else None, issued.start if issued else None, number)


def _day_alone(text: str, start: int, end: int, language: str) -> dates.Found | None:
    """Return the date of which a line consists, in the document's language or in English."""
    found = dates.date_at(text, start, FALLBACK if text[start:end].isascii() else language, spans=False)
    if found is None and language != FALLBACK:
        found = dates.date_at(text, start, language, spans=False)
    return found if found and found.end >= end else None


def _title_number(text: str, start: int, end: int, symbols: tuple[Symbol, ...]) -> re.Match[str] | None:
    """Return the number of a resolution or decision at the start of a line.

    A number without a full stop or dash after it must be that of one of the document's symbols.
    """
    match = TITLE_LINE.match(text, start, end)
    if match is None or match["bare"] is None:
        return match or OLD_TITLE_LINE.match(text, start, end)
    own = "/" + match["number"].replace(" ", "")
    return match if any(symbol.endswith(own) or symbol.base.endswith(own) for symbol in symbols) else None


def council_line(text: str, language: str, limit: int) -> re.Match[str] | None:
    """Return the number in the title line of a Security Council resolution: `Resolution 1325 (2000)`, `181 (1963).`"""
    for match in COUNCIL_NUMBER.finditer(text, 0, min(limit, HEAD)):
        start = text.rfind("\n", 0, match.start()) + 1
        end = _line_end(text, match.end(), limit)
        noun = facts(language)["nouns"]["stem"]
        if end - start < 2 * LINE and noun in text[start:end].lower() and "[" not in text[start : match.start()]:
            return match
    return None


def numbered(number: re.Match[str], organ: str | None) -> tuple[Symbol, ...]:
    """Return the symbol that the number of a title stands for, given the body that speaks."""
    try:
        return (Symbol.parse(number["number"], body=organ),)
    except SymbolError:
        return ()


def letter(text: str, language: str, limit: int) -> tuple[int, int, datetime.date] | None:
    """Return the span of the dated line of a letter, with its continuation lines, and its date."""
    done = 0
    for match in structure_pattern(language, "letter").finditer(text, 0, limit):
        if match.start() < done:
            continue
        line = text.rfind("\n", 0, match.start()) + 1
        start = match.start() if language_of(language).noun_first else line
        end = text.find("\n", match.end())
        end = done = len(text) if end < 0 else end
        for found in dates.find(text, language, start, end):
            block = CONTINUATION_LINES.match(text, end)
            return start, min(block.end() if block else end, max(limit, end)), found.date
    return None


def title(
    text: str,
    language: str,
    limit: int,
    number: re.Match[str] | None,
    letter: tuple[int, int, datetime.date] | None,
) -> tuple[str | None, int]:
    """Return the title and its end: what follows its number, or the subject before the dated line of a letter."""
    if number:
        return _after_number(text, language, limit, number)
    if letter:
        before = text[: letter[0]].rstrip(LINE_EDGES + "\n")
        blocks = (clean(_subject(block, language)) for block in reversed(BLOCK_END.split(before)[-3:]))
        return next(filter(None, blocks), None), letter[0]
    return _of_draft(text, language, limit) or _of_report(text, language, limit), limit


def _subject(block: str, language: str) -> str:
    """Return a block of a head without its first lines if they name a symbol, a body, a day, a session or an item."""
    lines = [line.strip(LINE_EDGES) for line in block.split("\n")]
    while lines and (not lines[0] or _is_furniture(lines[0], language)):
        del lines[0]
    return " ".join(lines)


@lru_cache(maxsize=1024)
def _is_furniture(line: str, language: str) -> bool:
    if len(line) > LINE:
        return False
    forms = ("sessions", "years", "special_sessions", "emergency_sessions", "sessions_of_year")
    if any(ordinals.forms(language, key).fullmatch(line) for key in forms):
        return True
    item = structure_pattern(language, "items").match(line)
    if item and line[item.end() :].strip(LINE_EDGES)[:1].isdigit():
        return True
    if structure_pattern(language, "distribution").match(line) or structure_pattern(FALLBACK, "distribution").match(
        line
    ):
        return True
    if _symbols(line, language) or _day_alone(line, 0, len(line), language):
        return True
    return any(pattern.fullmatch(line) for _, pattern in _speakers(language))


def _of_draft(text: str, language: str, limit: int) -> str | None:
    """Return the title of a draft: what follows the line of its sponsors, which ends in *draft resolution*."""
    for match in structure_pattern(language, "draft_resolution").finditer(text, 0, min(limit, HEAD)):
        end = _line_end(text, match.end(), limit)
        block = BLANK_LINE.split(text[end:limit].strip(LINE_EDGES + "\n"), maxsplit=1)[0]
        if end < limit and (found := without_footnote_marks(block)):
            return found
    return None


def _of_report(text: str, language: str, limit: int) -> str | None:
    """Return the title of a report or a note: the block or line above the words that say by whom it is."""
    done = 0
    for match in structure_pattern(language, "by_the_secretariat").finditer(text, 0, min(limit, HEAD)):
        line = text.rfind("\n", 0, match.start()) + 1
        if line < done or text[line : match.start()].strip(LINE_EDGES):
            continue
        done = match.end()
        before = text[:line].rstrip(LINE_EDGES + "\n")
        has_blanks = BLANK_LINE.search(before) is not None
        block = BLANK_LINE.split(before)[-1] if has_blanks else before[before.rfind("\n") + 1 :]
        if found := without_footnote_marks(_subject(block, language)):
            return found
    return None


def _after_number(text: str, language: str, limit: int, number: re.Match[str]) -> tuple[str | None, int]:
    """Return all lines of a title and its end: a blank line, the words of an opening, or the letter of a part.

    The title of a number that stands alone is on the next lines; there a line that ends like a paragraph is no title.
    """
    position = number.end()
    end = _line_end(text, position, limit)
    lines = [text[position:end]] if text[position:end].strip(LINE_EDGES) else []
    is_number_alone = not lines
    limit = min(limit, position + HEAD)
    while end < limit:
        start, end = end + 1, _line_end(text, end + 1, limit)
        line = text[start:end].strip(LINE_EDGES)
        if not line:
            if lines:
                break
            continue
        if PART_LINE.fullmatch(line) or _is_opening(line, language) or (is_number_alone and lines and _is_prose(line)):
            end = start - 1
            break
        lines.append(text[start:end])
    return (without_footnote_marks(" ".join(lines)).lstrip(f"{DASHES} ") or None), end


def without_footnote_marks(title: str) -> str:
    """Return a title as one line without the footnote marks at its end."""
    title = title.rstrip()
    return clean(title if title[-1:].isalpha() else FOOTNOTE_MARKS.sub("", title))


def _line_end(text: str, position: int, limit: int) -> int:
    end = text.find("\n", position, limit)
    return limit if end < 0 else end


def _is_opening(line: str, language: str) -> bool:
    """Return whether a line consists of the words that open a resolution, with or without their comma."""
    return (
        len(line) < LINE and structure_pattern(language, "opening").fullmatch(line.rstrip(f" {COMMAS}*_")) is not None
    )


def _is_prose(line: str) -> bool:
    return len(line) > 2 * LINE or without_footnote_marks(line)[-1:] in PROSE_ENDS


def adopted(
    text: str, language: str, limit: int, paragraphs: tuple[Paragraph, ...], after: int | None
) -> tuple[datetime.date | None, int | None]:
    """Return the day of adoption and its offset: from the closing lines after `after`, else the formula of the head."""
    if after is not None and (found := _closing(text, language, paragraphs, after)):
        return found.date, found.start
    done = 0
    for formula in structure_pattern(language, "adopted").finditer(text, 0, min(limit, HEAD)):
        if formula.start() < done:
            continue
        start = text.rfind("\n", 0, formula.start()) + 1
        end = done = _line_end(text, _line_end(text, formula.end(), limit) + 1, limit)
        if found := _day_in(text, start, min(end, start + MAX_FORMULA), language):
            return found.date, found.start
    if after is not None and (council := council_line(text, language, limit)):
        end = _line_end(text, _line_end(text, council.end(), limit) + 1, limit)
        found = _day_in(text, council.end(), min(end, council.end() + MAX_FORMULA), language)
        return (found.date, found.start) if found else (None, None)
    return _decided(text, language, paragraphs, after) if after is not None else (None, None)


def _closing(text: str, language: str, paragraphs: tuple[Paragraph, ...], after: int) -> dates.Found | None:
    """Return the last date that stands alone on a closing line, else the last one with other words on its line."""
    with_words = None
    for start, end, place, number, _, _ in reversed(paragraphs):
        if start < after:
            break
        if (
            (place == "body" or place == "masthead")
            and number is None
            and (end - start < LINE or (text[start].isspace() and end - start < 4 * LINE))
            and (found := _day_in(text, start, end, language))
        ):
            if not (text[start : found.start] + text[found.end : end]).strip(LINE_EDGES + ".،,"):
                return found
            with_words = with_words or found
    return with_words


def _decided(
    text: str, language: str, paragraphs: tuple[Paragraph, ...], after: int
) -> tuple[datetime.date | None, int | None]:
    """Return the day of the meeting that the first sentence of a decision names, and its offset."""
    first = next((part for part in paragraphs if part.start >= after and part.place == "body"), None)
    if first is None:
        return None, None
    start, end = first.start, min(first.end, first.start + MAX_FORMULA)
    if not ordinals.forms(language, "meetings").search(text, start, end):
        return None, None
    found = _day_in(text, start, end, language)
    return (found.date, found.start) if found else (None, None)


def _day_in(text: str, start: int, end: int, language: str) -> dates.Found | None:
    """Return the first date between two offsets."""
    for digit in DIGIT.finditer(text, start, end):
        if (found := dates.date_at(text, digit.start(), language, spans=False)) and found.end <= end:
            return found
    return None
