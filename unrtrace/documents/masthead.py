"""What a document says of itself at its head and its close: symbol, title, organ, dates.

The date of adoption is the closing line's, or that of the adoption formula; the date of issue is
the masthead's own. They differ: A/RES/50/123 was adopted on 20 December 1995 and issued on
23 February 1996. Source: Editorial Manual, mastheads.
"""

import datetime
from dataclasses import dataclass
from functools import cache

import regex

from unrtrace import dates
from unrtrace.documents.structure import Paragraph
from unrtrace.languages import either, facts
from unrtrace.symbols import Symbol, SymbolError

HEAD = 2500
SYMBOL_LINE = regex.compile(r"[^\S\n]*(?P<symbol>[A-Z]{1,6}/[^\n]{1,60}?)[\s*]*$", regex.M)
TITLE_LINE = regex.compile(
    r"^[^\S\n*#]*[*#]*[^\S\n]*(?P<number>(?:E?S-\d{1,2}|\d{1,4})/\d{1,3}(?:\s?[A-Z])?)\s*(?:\.(?!\d)|\s[-–|])[\s\-–|]*",
    regex.M,
)
OLD_TITLE_LINE = regex.compile(r"^\s*(?P<number>\d{1,4}(?:\s[A-Z])?\s\((?:E?S-)?[IVXLC]+\))\s*\.\s*", regex.M)
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
    head = [part for part in paragraphs if part.place == "masthead"]
    limit = head[-1].end if head else 0
    following = paragraphs[len(head)] if len(head) < len(paragraphs) else None
    organ = organ_of(text, code, following)
    number = TITLE_LINE.search(text, 0, limit) or OLD_TITLE_LINE.search(text, 0, limit)
    symbols = _symbol_lines(text, min(limit, HEAD)) or _numbered(number, organ)
    if organ is None and symbols:
        organ = symbols[0].body
    letter = _letter(text, code, head)
    title, title_at = _title(text, code, head, number, letter)
    adopted, adopted_at = _adopted(text, code, head, paragraphs)
    issued = _issued(text, code, number.start() if number else limit)
    return Masthead(
        symbols,
        title,
        organ,
        adopted,
        issued.date if issued else None,
        clean(text[letter[0] : letter[1]]) if letter else None,
        letter[2] if letter else None,
        title_at or (number.span("number") if number else None),
        adopted_at,
        issued.start if issued else None,
        letter[0] if letter else None,
    )


def clean(text: str) -> str:
    """A line of a document without bold and heading marks and line breaks."""
    return " ".join(DECORATION.sub(" ", text).split()).strip(" ,，،")


@cache
def _openings(language: str) -> list[tuple[str, regex.Pattern[str]]]:
    organs = facts(language)["organs"]
    return [
        (code, regex.compile(either(names, language), regex.I))
        for code, names in organs.items()
        if code not in ("council", "commission", "link", "own")
    ]


def organ_of(text: str, language: str, opening: Paragraph | None) -> str | None:
    """The organ that speaks in a document, by the opening words that follow its masthead."""
    if opening and text[opening.start : opening.end].rstrip(" *_").endswith((",", "，", "،")):
        for code, pattern in _openings(language):
            if pattern.search(text, opening.start, opening.end):
                return code
    return None


def _symbol_lines(text: str, limit: int) -> tuple[Symbol, ...]:
    for match in SYMBOL_LINE.finditer(text, 0, limit):
        try:
            return Symbol.parse_joint(match["symbol"])
        except SymbolError:
            continue
    return ()


def _numbered(number: regex.Match[str] | None, organ: str | None) -> tuple[Symbol, ...]:
    if not number or not organ:
        return ()
    try:
        return (Symbol.parse(number["number"], body=organ),)
    except SymbolError:
        return ()


def _letter(text: str, language: str, head: list[Paragraph]) -> tuple[int, int, datetime.date] | None:
    """The dated line of a letter: where it starts and ends, and its date."""
    words = regex.compile(either(facts(language)["structure"]["letter"], language), regex.I)
    for part in head:
        for match in words.finditer(text, part.start, part.end):
            start, end = part.start, part.end
            if language != "zh":
                start = match.start()
            block = regex.compile(r"(?:\n[^\S\n]*\S[^\n]*)*").match(text, end)
            for found in dates.find(text, language, start, end):
                return start, block.end() if block else end, found.date
    return None


def _title(
    text: str,
    language: str,
    head: list[Paragraph],
    number: regex.Match[str] | None,
    letter: tuple[int, int, datetime.date] | None,
) -> tuple[str | None, tuple[int, int] | None]:
    if number:
        block = regex.split(r"\n\s*\n", text[number.end() : head[-1].end], maxsplit=1)[0]
        return (clean(block) or None), number.span("number")
    if letter:
        before = text[: letter[0]].rstrip(" *_#\n")
        line = regex.split(r"\n\s*\n|\*{3,}", before)[-1]
        return (clean(line) or None), None
    return None, None


def _adopted(
    text: str, language: str, head: list[Paragraph], paragraphs: tuple[Paragraph, ...]
) -> tuple[datetime.date | None, int | None]:
    words = regex.compile(either(facts(language)["structure"]["adopted"], language), regex.I)
    for part in head:
        if words.search(text, part.start, part.end):
            for found in dates.find(text, language, part.start, part.end):
                return found.date, found.start
    for part in reversed(paragraphs):
        if part.place == "body" and part.number is None and part.end - part.start < 90:
            for found in dates.find(text, language, part.start, part.end):
                return found.date, found.start
    return None, None


def _issued(text: str, language: str, limit: int) -> dates.Found | None:
    """The date that stands alone on a line of the masthead, before the title."""
    for found in dates.find(text, language, 0, min(limit, HEAD)):
        line_start = text.rfind("\n", 0, found.start) + 1
        line_end = text.find("\n", found.end)
        around = text[line_start : found.start] + text[found.end : line_end if line_end >= 0 else len(text)]
        if not around.strip(" *_\r"):
            return found
    return None
