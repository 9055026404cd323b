"""What a document says of itself at its head and its close: symbol, title, organ, dates.

The date of adoption is the closing line's, or that of the adoption formula; the date of issue is
the masthead's own. They differ: A/RES/50/123 was adopted on 20 December 1995 and issued on
23 February 1996. Source: Editorial Manual, mastheads.
"""

import datetime
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import takewhile

import regex

from unrtrace import dates
from unrtrace.documents.structure import LINE, Paragraph
from unrtrace.documents.text import printable
from unrtrace.languages import either, facts
from unrtrace.symbols import Symbol, SymbolError

HEAD = 2500
SYMBOL_LINE = regex.compile(r"[^\S\n]*(?P<symbol>[A-Z]{1,6}/[^\n]{1,60}?)[\s*]*$", regex.M)
TITLE_LINE = regex.compile(
    r"^[^\S\n]*+[*#]*+[^\S\n]*+(?P<number>(?:E?S-\d{1,2}|\d{1,4})/\d{1,3}(?:\s?[A-Z])?)\s*(?:\.(?!\d)|\s[-–|])[\s\-–|]*",
    regex.M,
)
OLD_TITLE_LINE = regex.compile(r"^[^\S\n]*+(?P<number>\d{1,4}(?:\s[A-Z])?\s\((?:E?S-)?[IVXLC]+\))\s*\.\s*", regex.M)
RUN_ON = regex.compile(r"(?:\n[^\S\n]*\S[^\n]*)*")
BLANK = regex.compile(r"\n\s*\n")
BLOCKS = regex.compile(r"\n\s*\n|\*{3,}")
DECORATION = regex.compile(r"[*_#]{1,4}|<[^>\n]{1,20}>")


@dataclass(frozen=True, slots=True)
class Masthead:
    """What was read; a field is None or empty where the text does not say.

    `symbols` are all that the document answers to (two for a joint one), `own_symbol_at` the offset of
    the title line's number, `organ` the body that speaks (A, S, E, A/HRC …), `letter` the dated line of a
    letter. Dates are ISO days.
    """

    symbols: tuple[Symbol, ...] = ()
    title: str | None = None
    organ: str | None = None
    adopted: datetime.date | None = None
    issued: datetime.date | None = None
    letter: str | None = None
    letter_date: datetime.date | None = None
    title_at: tuple[int, int] | None = None
    adopted_at: int | None = None
    issued_at: int | None = None
    letter_at: int | None = None


def read_masthead(text: str, language: str | None, paragraphs: tuple[Paragraph, ...]) -> Masthead:
    """The masthead of a text that `structure` has divided."""
    code = language or "en"
    head = list(takewhile(lambda part: part.place == "masthead", paragraphs))
    limit = head[-1].end if head else 0
    organ = organ_of(text, code, paragraphs[len(head)] if len(head) < len(paragraphs) else None)
    number = TITLE_LINE.search(text, 0, limit) or OLD_TITLE_LINE.search(text, 0, limit)
    symbols = _symbol_lines(text, min(limit, HEAD)) or _numbered(number, organ)
    if organ is None and symbols:
        organ = symbols[0].body
    letter = None if number else _letter(text, code, limit)
    title, title_at = _title(text, limit, number, letter)
    adopted, adopted_at = _adopted(text, code, limit, paragraphs)
    issued = _issued(text, code, head, number.start() if number else limit)
    return Masthead(
        symbols,
        title,
        organ,
        adopted,
        issued.date if issued else None,
        clean(text[letter[0] : letter[1]]) if letter else None,
        letter[2] if letter else None,
        title_at,
        adopted_at,
        issued.start if issued else None,
        letter[0] if letter else None,
    )


def clean(text: str) -> str:
    """A line of a document without bold and heading marks and line breaks."""
    return printable(DECORATION.sub(" ", text)).strip(" ,，،")


@cache
def _openings(language: str) -> list[tuple[str, regex.Pattern[str]]]:
    organs = facts(language)["organs"]
    return [
        (code, regex.compile(either(names, language), regex.I))
        for code, names in organs.items()
        if code not in ("council", "commission", "link", "own", "own_nouns")
    ]


@cache
def _words(language: str, key: str) -> regex.Pattern[str]:
    """The pattern of one row of the language's structure table."""
    return regex.compile(either(facts(language)["structure"][key], language), regex.I)


def organ_of(text: str, language: str, opening: Paragraph | None) -> str | None:
    """The organ that speaks in a document, by the opening words that follow its masthead."""
    if opening and text[opening.start : opening.end].rstrip(" *_").endswith((",", "，", "،")):
        for code, pattern in _openings(language):
            if pattern.search(text, opening.start, opening.end):
                return code
    return None


def _symbol_lines(text: str, limit: int) -> tuple[Symbol, ...]:
    lines = (_symbols(match["symbol"]) for match in SYMBOL_LINE.finditer(text, 0, limit))
    return next((symbols for symbols in lines if symbols), ())


@lru_cache(maxsize=4096)
def _symbols(line: str) -> tuple[Symbol, ...]:
    try:
        return Symbol.parse_joint(line)
    except SymbolError:
        return ()


def _numbered(number: regex.Match[str] | None, organ: str | None) -> tuple[Symbol, ...]:
    if not number or not organ:
        return ()
    try:
        return (Symbol.parse(number["number"], body=organ),)
    except SymbolError:
        return ()


def _letter(text: str, language: str, limit: int) -> tuple[int, int, datetime.date] | None:
    """The dated line of a letter, with the lines it runs on over: where it starts and ends, and its date."""
    done = 0
    for match in _words(language, "letter").finditer(text, 0, limit):
        if match.start() < done:
            continue
        line = text.rfind("\n", 0, match.start()) + 1
        start = line if language == "zh" else match.start()
        end = text.find("\n", match.end())
        end = done = len(text) if end < 0 else end
        for found in dates.find(text, language, start, end):
            block = RUN_ON.match(text, end)
            return start, min(block.end() if block else end, max(limit, end)), found.date
    return None


def _title(
    text: str, limit: int, number: regex.Match[str] | None, letter: tuple[int, int, datetime.date] | None
) -> tuple[str | None, tuple[int, int] | None]:
    """The title after its number, over all its lines, or the subject before a letter's dated line."""
    if number:
        block = BLANK.split(text[number.end() : limit], maxsplit=1)[0]
        return (clean(block) or None), number.span("number")
    if letter:
        before = text[: letter[0]].rstrip(" *_#\n")
        return (clean(BLOCKS.split(before)[-1]) or None), None
    return None, None


def _adopted(
    text: str, language: str, limit: int, paragraphs: tuple[Paragraph, ...]
) -> tuple[datetime.date | None, int | None]:
    """The day of adoption: in the formula of the head, else in the closing lines."""
    if formula := _words(language, "adopted").search(text, 0, limit):
        end = text.find("\n", formula.end())
        for found in dates.find(text, language, formula.start(), len(text) if end < 0 else end):
            return found.date, found.start
    for part in reversed(paragraphs):
        if part.place == "body" and part.number is None and part.end - part.start < LINE:
            for found in dates.find(text, language, part.start, part.end):
                return found.date, found.start
    return None, None


def _issued(text: str, language: str, head: list[Paragraph], limit: int) -> dates.Found | None:
    """The date that stands alone on a line of the masthead, before the title."""
    for part in head:
        if part.start >= min(limit, HEAD):
            break
        line = part.start
        while line < part.end:
            end = text.find("\n", line, part.end)
            end = part.end if end < 0 else end
            if (
                end - line < LINE
                and (found := dates.at(text, line, language))
                and not text[found.end : end].strip(" *_\r")
            ):
                return found
            line = end + 1
    return None
