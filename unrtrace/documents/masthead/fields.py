"""What extraction needs of a masthead: symbols, title, organ, the days of adoption and issue, a letter's line.

Each line of the head is looked at once, and a pattern is tried only where the line's first signs allow it.
"""

import datetime
from functools import cache, lru_cache
from typing import NamedTuple

import regex

from unrtrace.documents.structure import LINE, Paragraph
from unrtrace.symbols import Symbol, SymbolError
from unrtrace.text import dates, ordinals
from unrtrace.text.display import printable
from unrtrace.text.language import FALLBACK, facts, language_of
from unrtrace.text.phrase_pattern import any_of

HEAD = 4000  # characters within which the lines of a masthead are looked for
FORMULA = 400  # characters that a formula of adoption may take
SPECIAL = ("S-", "ES-")  # as the numbers of special sessions begin
STRIP = " *_#|\t\r\f\u00a0\u200e\u200f\u202a\u202c"
DIGIT = regex.compile(r"(?<!\d)\d")
NUMBER = r"(?:E?S-\d{1,2}|\d{1,4})\s?/\s?\d{1,3}(?:\s?[A-Z]\b)?"
# A title line: the number, then a stop, a dash or the title set apart; else the number may be another's (`bare`).
TITLE_LINE = regex.compile(
    rf"(?P<number>{NUMBER})(?:(?=[^\S\n]{{2}}\s*+\p{{L}})|\s*+(?:\.(?!\d)|\s?[-–—|](?!\d)|(?P<bare>(?<=\s)|$)))[\s\-–—|.]*+"
)
OLD_TITLE_LINE = regex.compile(
    r"(?P<number>\d{1,4}(?:\s?[A-Z])?\s?\((?:E?S-)?[IVXLC]+\)(?:\s?[A-Z]\b)?)\s*+(?:\.\s*+|$)"
)
COUNCIL_NUMBER = regex.compile(r"(?P<number>\d{1,4}\s?\((?:19[4-9]|20\d)\d\))")
RUN_ON = regex.compile(r"(?:\n[^\S\n]*\S[^\n]*)*")
BLANK = regex.compile(r"\n[^\S\n]*\n")
BLOCKS = regex.compile(r"\n\s*\n|\*{3,}")
DECORATION = regex.compile(r"[*_#]{1,4}|<[^>\n]{1,20}>")
MARKS = regex.compile(r"(?:\s*(?:[¹²³⁴-⁹⁰]+|<sup>[^<\n]{1,9}</sup>|\(\s?\)|\*+))+\s*$")
PART_LINE = regex.compile(r"(?:[A-Z\u4e00-\u9fff]|\p{Arabic}{1,4})\W{0,6}|(?:[IVX]{1,4})\W{0,6}")
ENDS = frozenset(".;:,。；：，،؛…")


class Lines(NamedTuple):
    """What the lines of a head say: symbols, the day of issue and where it stands, the number that heads the title."""

    symbols: tuple[Symbol, ...]
    issued: datetime.date | None
    issued_at: int | None
    number: "regex.Match[str] | None"


def clean(text: str) -> str:
    """A line of a document without bold and heading marks and line breaks."""
    words = " ".join(text.split())
    if not words.isprintable() or any(sign in words for sign in "*_#<"):
        words = printable(DECORATION.sub(" ", words))
    return words.strip(" ,，،")


# Names that do not tell which body speaks, and words around names.
NO_SPEAKER = ("council", "commission", "conference", "parties", "other", "link", "own", "own_nouns")


@cache
def words_of(language: str, key: str) -> regex.Pattern[str]:
    """The pattern of one row of the language's structure table."""
    return regex.compile(any_of(facts(language)["structure"][key], language), regex.I)


@cache
def _openings(language: str) -> list[tuple[str, regex.Pattern[str]]]:
    return [
        (code, regex.compile(any_of(names, language), regex.I))
        for code, names in facts(language)["organs"].items()
        if code not in NO_SPEAKER
    ]


@lru_cache(maxsize=1024)
def _organ_in(line: str, language: str) -> str | None:
    return next((code for code, pattern in _openings(language) if pattern.search(line)), None)


def organ_of(text: str, language: str, opening: Paragraph) -> str | None:
    """The organ that speaks in a document, by the opening words that follow its masthead."""
    line = text[opening.start : opening.end].strip(STRIP)
    if not line.endswith((",", "，", "،")):
        return None
    return _organ_in(line, language) if len(line) < LINE else _organ_in.__wrapped__(line, language)


def organ_named(name: str | None, language: str) -> str | None:
    """The organ of a name in the document's language, or of its code."""
    return (name if name in facts(language)["organs"] else _organ_in(name, language)) if name else None


@lru_cache(maxsize=4096)
def _symbols(line: str, language: str) -> tuple[Symbol, ...]:
    """The symbols that a line holds and nothing else, the name of the Organization beside them."""
    try:
        return Symbol.parse_joint(line.rstrip(" *"))
    except SymbolError:
        pass
    for tongue in {language, FALLBACK}:
        name = words_of(tongue, "united_nations").match(line) or words_of(tongue, "united_nations").search(line)
        if name and "/" in (rest := (line[: name.start()] + line[name.end() :]).strip(STRIP)):
            return _symbols(rest, language)
    return ()


def read_lines(text: str, language: str, limit: int) -> Lines:
    """Symbols, day of issue and title number, line by line to the title's number or the head's end."""
    symbols: tuple[Symbol, ...] = ()
    issued: dates.Found | None = None
    number = None
    position, joint = 0, False
    for line in text[: min(limit, HEAD)].split("\n"):
        start, position = position, position + len(line) + 1
        has_slash = "/" in line
        if not has_slash and line[:1].isalpha() and line[0] not in dates.month_initials(language):
            joint = False  # a name, a session, an item
            continue
        content = line.strip(STRIP)
        if not content:
            continue
        start += line.find(content[0])
        end = start + len(content)
        numbers = (has_slash or "(" in content) and (content[0].isdigit() or content.startswith(SPECIAL))
        if numbers and (number := _title_number(text, start, end, symbols)):
            break
        if not has_slash or not content[0].isalpha():
            issued = issued or (_day_alone(text, start, end, language) if len(content) < LINE else None)
        elif len(content) < LINE and (not symbols or joint):
            found = _symbols(content, language)
            if found and not (symbols and found[0].organ == symbols[0].organ):
                symbols += found
                joint = True
                continue
        joint = False
    return Lines(symbols, issued.date if issued else None, issued.start if issued else None, number)


def _day_alone(text: str, start: int, end: int, language: str) -> dates.Found | None:
    """The date that stands alone on a line, in the document's language or in English."""
    found = dates.date_at(text, start, FALLBACK if text[start:end].isascii() else language, spans=False)
    if found is None and language != FALLBACK:
        found = dates.date_at(text, start, language, spans=False)
    return found if found and found.end >= end else None


def _title_number(text: str, start: int, end: int, symbols: tuple[Symbol, ...]) -> "regex.Match[str] | None":
    """The number of a resolution or decision at the start of a line; one without a stop must be the symbol's own."""
    match = TITLE_LINE.match(text, start, end)
    if match is None or match["bare"] is None:
        return match or OLD_TITLE_LINE.match(text, start, end)
    own = "/" + match["number"].replace(" ", "")
    return match if any(symbol.endswith(own) or symbol.base.endswith(own) for symbol in symbols) else None


def council_line(text: str, language: str, limit: int) -> "regex.Match[str] | None":
    """The number in the line that heads a Security Council resolution: `Resolution 1325 (2000)`, `181 (1963).`"""
    for match in COUNCIL_NUMBER.finditer(text, 0, min(limit, HEAD)):
        start = text.rfind("\n", 0, match.start()) + 1
        end = _line_end(text, match.end(), limit)
        noun = facts(language)["nouns"]["stem"]
        if end - start < 2 * LINE and noun in text[start:end].lower() and "[" not in text[start : match.start()]:
            return match
    return None


def numbered(number: "regex.Match[str]", organ: str | None) -> tuple[Symbol, ...]:
    """The symbol that a title's number stands for, with the organ that speaks."""
    try:
        return (Symbol.parse(number["number"], body=organ),)
    except SymbolError:
        return ()


def letter(text: str, language: str, limit: int) -> tuple[int, int, datetime.date] | None:
    """The dated line of a letter, with the lines it runs on over: where it starts and ends, and its date."""
    done = 0
    for match in words_of(language, "letter").finditer(text, 0, limit):
        if match.start() < done:
            continue
        line = text.rfind("\n", 0, match.start()) + 1
        start = match.start() if language_of(language).noun_first else line
        end = text.find("\n", match.end())
        end = done = len(text) if end < 0 else end
        for found in dates.find(text, language, start, end):
            block = RUN_ON.match(text, end)
            return start, min(block.end() if block else end, max(limit, end)), found.date
    return None


def title(
    text: str,
    language: str,
    limit: int,
    number: "regex.Match[str] | None",
    letter: tuple[int, int, datetime.date] | None,
) -> tuple[str | None, int]:
    """The title, and where it ends: after its number, or the subject before a letter's dated line."""
    if number:
        return _after_number(text, language, limit, number)
    if letter:
        before = text[: letter[0]].rstrip(STRIP + "\n")
        blocks = (clean(_subject(block, language)) for block in reversed(BLOCKS.split(before)[-3:]))
        return next(filter(None, blocks), None), letter[0]
    return _of_draft(text, language, limit) or _of_report(text, language, limit), limit


def _subject(block: str, language: str) -> str:
    """A block of a head without the lines that begin it and name a symbol, an organ, a day, a session or an item."""
    lines = [line.strip(STRIP) for line in block.split("\n")]
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
    item = words_of(language, "items").match(line)
    if item and line[item.end() :].strip(STRIP)[:1].isdigit():
        return True
    if words_of(language, "distribution").match(line) or words_of(FALLBACK, "distribution").match(line):
        return True
    if _symbols(line, language) or _day_alone(line, 0, len(line), language):
        return True
    return any(pattern.fullmatch(line) for _, pattern in _openings(language))


def _of_draft(text: str, language: str, limit: int) -> str | None:
    """The title of a draft: what follows its sponsors' line, which ends in *draft resolution*."""
    for match in words_of(language, "draft_resolution").finditer(text, 0, min(limit, HEAD)):
        end = _line_end(text, match.end(), limit)
        block = BLANK.split(text[end:limit].strip(STRIP + "\n"), maxsplit=1)[0]
        if end < limit and (found := unmarked(block)):
            return found
    return None


def _of_report(text: str, language: str, limit: int) -> str | None:
    """The title of a report or a note: the block, or the line, above the words that say whose it is."""
    done = 0
    for match in words_of(language, "by_the_secretariat").finditer(text, 0, min(limit, HEAD)):
        line = text.rfind("\n", 0, match.start()) + 1
        if line < done or text[line : match.start()].strip(STRIP):
            continue
        done = match.end()
        before = text[:line].rstrip(STRIP + "\n")
        has_blanks = BLANK.search(before) is not None
        block = BLANK.split(before)[-1] if has_blanks else before[before.rfind("\n") + 1 :]
        if found := unmarked(_subject(block, language)):
            return found
    return None


def _after_number(text: str, language: str, limit: int, number: "regex.Match[str]") -> tuple[str | None, int]:
    """All lines of the title: to a blank line, the opening words, the letter of a part.

    A number that stands alone is followed by its title in one line or more; there a line that ends as a paragraph
    does is no title.
    """
    position = number.end()
    end = _line_end(text, position, limit)
    lines = [text[position:end]] if text[position:end].strip(STRIP) else []
    alone = not lines
    limit = min(limit, position + HEAD)
    while end < limit:
        start, end = end + 1, _line_end(text, end + 1, limit)
        line = text[start:end].strip(STRIP)
        if not line:
            if lines:
                break
            continue
        if PART_LINE.fullmatch(line) or _is_opening(line, language) or (alone and lines and _is_prose(line)):
            end = start - 1
            break
        lines.append(text[start:end])
    words = " ".join(lines)
    return (unmarked(words).lstrip("-–— ") or None), end


def unmarked(words: str) -> str:
    """A title without the marks of footnotes at its end."""
    words = words.rstrip()
    return clean(words if words[-1:].isalpha() else MARKS.sub("", words))


def _line_end(text: str, position: int, limit: int) -> int:
    end = text.find("\n", position, limit)
    return limit if end < 0 else end


def _is_opening(line: str, language: str) -> bool:
    """Whether a line is the words that open a resolution, with their comma or without."""
    return len(line) < LINE and words_of(language, "opening").fullmatch(line.rstrip(" ,，،*_")) is not None


def _is_prose(line: str) -> bool:
    return len(line) > 2 * LINE or unmarked(line)[-1:] in ENDS


def adopted(
    text: str, language: str, limit: int, paragraphs: tuple[Paragraph, ...], after: int | None
) -> tuple[datetime.date | None, int | None]:
    """The day of adoption: in the closing lines that follow `after`, else in the formula of the head."""
    if after is not None and (found := _closing(text, language, paragraphs, after)):
        return found.date, found.start
    done = 0
    for formula in words_of(language, "adopted").finditer(text, 0, min(limit, HEAD)):
        if formula.start() < done:
            continue
        start = text.rfind("\n", 0, formula.start()) + 1
        end = done = _line_end(text, _line_end(text, formula.end(), limit) + 1, limit)
        if found := _day_in(text, start, min(end, start + FORMULA), language):
            return found.date, found.start
    if after is not None and (council := council_line(text, language, limit)):
        end = _line_end(text, _line_end(text, council.end(), limit) + 1, limit)
        found = _day_in(text, council.end(), min(end, council.end() + FORMULA), language)
        return (found.date, found.start) if found else (None, None)
    return _decided(text, language, paragraphs, after) if after is not None else (None, None)


def _closing(text: str, language: str, paragraphs: tuple[Paragraph, ...], after: int) -> dates.Found | None:
    """The last day that stands alone on a closing line, else the last on one with other words."""
    beside = None
    for start, end, place, number, _, _ in reversed(paragraphs):
        if start < after:
            break
        if (
            (place == "body" or place == "masthead")
            and number is None
            and (end - start < LINE or (text[start].isspace() and end - start < 4 * LINE))
            and (found := _day_in(text, start, end, language))
        ):
            if not (text[start : found.start] + text[found.end : end]).strip(STRIP + ".،,"):
                return found
            beside = beside or found
    return beside


def _decided(
    text: str, language: str, paragraphs: tuple[Paragraph, ...], after: int
) -> tuple[datetime.date | None, int | None]:
    """The day of the meeting that the first sentence of a decision names."""
    first = next((part for part in paragraphs if part.start >= after and part.place == "body"), None)
    if first is None:
        return None, None
    start, end = first.start, min(first.end, first.start + FORMULA)
    if not ordinals.forms(language, "meetings").search(text, start, end):
        return None, None
    found = _day_in(text, start, end, language)
    return (found.date, found.start) if found else (None, None)


def _day_in(text: str, start: int, end: int, language: str) -> dates.Found | None:
    """The first date of a line."""
    for digit in DIGIT.finditer(text, start, end):
        if (found := dates.date_at(text, digit.start(), language, spans=False)) and found.end <= end:
            return found
    return None
