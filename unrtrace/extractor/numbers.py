"""Numbers of resolutions and decisions as prose writes them: `51/148`, `1325 (2000)`, `217 A (III)`.

A number is only the shape; `attribution` decides whose it is. A shape is found by its one sign, a slash
or a parenthesis, and read by a pattern anchored there.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

import regex

from unrtrace.facts import load
from unrtrace.languages import han_number
from unrtrace.symbols.numerals import to_roman

YEAR_SIGNS, LAST_ROMAN = 4, 63  # figures of a year; the last session that was counted in Roman, the Council's
SP = r"[ \u00a0\u2009\u202f\u200e\u200f]"
HYPHEN = r"[-‐‑–]"
# A part letter: Latin, or a Cyrillic look-alike, or in Arabic the letter's name; also a range of two.
LATIN = rf"[A-ZАВСЕНКМОРТХ](?:{HYPHEN}[A-ZАВСЕ])?(?![A-Za-zÀ-ɏЀ-ӿ\d²³¹⁰-₉/'’]|\.[^\W\d_])"
ARABIC = rf"(?:{'|'.join(load('bodies')['arabic_letters'])})(?![^\W\d_])"
ONE = rf"(?:{LATIN}|{ARABIC})"
# Several parts of one resolution: `A and B`, `A to D`, in any of the languages.
TO = r"(?:[-‐‑–]|to|à|a|до|إلى|至)"
GLUE = rf"(?:,|،|、|and|et|y|и|و|和|及|{TO})"
LETTER = rf"(?P<letter>{ONE}(?:{SP}*{GLUE}{SP}*{ONE}){{0,8}})"
LETTER_SIGN = re.compile(ONE)
RANGE = re.compile(rf"{SP}*{TO}{SP}*")

# The sign to search for, a slash between digits or an opening parenthesis before a year or a session.
SLASH = regex.compile(r"(?<=[\dIVX \u00a0])[/](?=[\d \u00a0CSСم])")
PAREN = regex.compile(
    r"(?<=[\d\s\p{L}\u200e\u200f])\((?=[\dIVXLCESХІد \u00a0\u200e\u200f]|الدور|[〇零○一二三四五六七八九十]{1,4}[)）])"
)
CLOSED = regex.compile(r"(?<=[\d\s\p{L}\u200e\u200f])\)(?=\s?د)")

SESSION_BEFORE = regex.compile(rf"(?r)(?<![A-Za-z0-9/.])(?:E?S{HYPHEN}|SS\.|د{SP}?[إا]{SP}?ط?{SP}?{HYPHEN}{SP}?)")
DIGITS_BEFORE = regex.compile(rf"(?r)(?:\d{{1,4}}|(?<=S{HYPHEN}|SS\.|(?<![A-Za-z0-9/.]))[IVX]{{1,5}}){SP}?")
# The tag of a conference of parties; the Cyrillic letters of CP look like the Latin ones, the Arabic are its own.
PARTY = rf"(?P<party>(?:CP|СР|CMP|CMA)\.\d{{1,2}}|م{SP}?أ{SP}?{HYPHEN}{SP}?\d{{1,2}})"
PARTY_TAGS, PARTY_SESSION = {"С": "CP.", "م": "CP."}, re.compile(r"\D+")
AFTER_SLASH = re.compile(rf"[/／]{SP}?(?:\d{{1,3}}(?![\d/／]|\.\d+[\w/]|\.\d{{3}})(?:{SP}*{LETTER})?|{PARTY}(?!\d))")
NUMBER_BEFORE = regex.compile(rf"(?r)(?<![A-Za-z0-9/.])(?P<number>\d{{1,4}})(?:{SP}*{LETTER})?{SP}*")
HAN_BEFORE = regex.compile(rf"(?r)(?P<number>[〇零○0一二三四五六七八九十百千]{{1,7}})(?:{SP}*{LETTER})?{SP}*")
AFTER_PAREN = re.compile(
    rf"""
    [(（]{SP}* (?P<year>[12]\d\d\d) {SP}*[)）]
    | [(（]{SP}* (?P<roman>(?:E?S{HYPHEN})?[IVXLCХІ]{{1,8}}) {SP}*[)）] (?:{SP}?(?P<after>[A-Z](?![^\W_]|[/.])))?
    | [(（]{SP}* (?P<han>[〇零○一二三四五六七八九十]{{1,4}}) {SP}*[)）] (?:{SP}?(?P<letter>[A-Z](?![^\W_]|[/.])))?
    | \({SP}* الدورة{SP}(?P<special>الاستثنائية{SP})?(?P<emergency>الطارئة{SP})? (?P<counted>\d{{1,2}}) {SP}*\)
    | [()]{SP}* (?P<arabic>د{SP}?(?:[إا]{SP}?ط?)?{SP}?{HYPHEN}{SP}?\d{{1,2}}) {SP}*[()]    # either one mirrored
    """,
    re.X,
)


class Number(NamedTuple):
    """A number in a text: its span, its shape (slash, year, roman, arabic, party, ordinal) and the parts of it."""

    start: int
    end: int
    shape: str
    number: str
    letter: str | None
    session: str | None
    letter_at: int = -1

    def spelling(self, letter: str | None) -> str:
        """The number with one of its letters, as a string that `Symbol.parse` reads with a body."""
        lettered = f"{self.number} {letter}" if letter else self.number
        return f"{lettered} ({self.session})" if self.session else lettered

    def parts(self) -> list[tuple[int, int, str | None]]:
        """The span and letter of each part: one for `34/83 A`, three for `40/151 A to C`.

        The parts inside a range share the span of the whole range.
        """
        if self.letter is None or len(self.letter) < 3 or self.letter_at < 0:
            return [(self.start, self.end, self.letter)]
        signs = list(LETTER_SIGN.finditer(self.letter))
        parts: list[tuple[int, int, str | None]] = []
        for index, sign in enumerate(signs):
            start, end = self.letter_at + sign.start(), self.letter_at + sign.end()
            before = signs[index - 1] if index else None
            if before and RANGE.fullmatch(self.letter, before.end(), sign.start()) and (before[0] + sign[0]).isascii():
                span = self.letter_at + before.start(), end
                parts += [(*span, chr(code)) for code in range(ord(before[0]) + 1, ord(sign[0]))]
            parts.append((start if index else self.start, end, sign[0]))
        last = parts[-1]
        return [*parts[:-1], (last[0], max(last[1], self.end) if self.session else last[1], last[2])]


def find(text: str) -> list[Number]:
    """All numbers of a text, in text order."""
    found = [*_slashed(text, SLASH), *_parenthesised(text, PAREN)]
    if "د" in text and ")" in text:  # a first parenthesis mirrored
        found += _parenthesised(text, CLOSED)
    found.sort()
    return found


def _slashed(text: str, sign: regex.Pattern[str]) -> Iterator[Number]:
    for hit in sign.finditer(text):
        slash = hit.start()
        before = DIGITS_BEFORE.match(text, 0, slash)
        after = AFTER_SLASH.match(text, slash)
        if not before or not after:
            continue
        start = before.start()
        if start and not text[start - 1].isspace() and (session := SESSION_BEFORE.match(text, 0, start)):
            start = session.start()
        if start and (text[start - 1] in "/." or (text[start - 1].isalnum() and text[start - 1].isascii())):
            continue
        letter = after["letter"]
        end = after.end()
        if party := after["party"]:
            tag = PARTY_TAGS.get(party[:1])
            number = f"{text[start:slash].strip()}/{tag + PARTY_SESSION.sub('', party) if tag else party}"
            yield Number(start, end, "party", number, None, None)
            continue
        number = text[start : after.start("letter") if letter else end].rstrip()
        yield Number(
            start, end, "ordinal" if number[0] in "IVX" else "slash", number, letter, None, after.start("letter")
        )


def _parenthesised(text: str, sign: regex.Pattern[str]) -> Iterator[Number]:
    for hit in sign.finditer(text):
        after = AFTER_PAREN.match(text, hit.start())
        if not after:
            continue
        if after["han"]:
            yield from _in_han(text, after)
            continue
        if not (before := NUMBER_BEFORE.match(text, 0, hit.start())):
            continue
        shape = next(name for name in ("year", "roman", "arabic", "counted") if after[name])
        session = after[shape]
        if shape == "counted":
            shape, series = "arabic", ("إ" if after["special"] else "") + ("ط" if after["emergency"] else "")
            session = f"د{series}-{session}"
        letter, at = (before["letter"], before.start("letter")) if before["letter"] else (after["after"], -1)
        yield Number(before.start(), after.end(), shape, before["number"], letter, session, at)


def _in_han(text: str, after: re.Match[str]) -> Iterator[Number]:
    """A number and its session, or the Council's year, in Chinese figures: 一五一四(十五), 一三二五(二〇〇〇)."""
    before = HAN_BEFORE.match(text, 0, after.start())
    number, session = han_number(before["number"]) if before else None, han_number(after["han"])
    if not before or not number or not session:
        return
    year = len(after["han"]) == YEAR_SIGNS
    if not year and session > LAST_ROMAN:
        return
    letter, at = (before["letter"], before.start("letter")) if before["letter"] else (after["letter"], -1)
    shape, spelt = ("year", str(session)) if year else ("roman", to_roman(session))
    yield Number(before.start(), after.end(), shape, str(number), letter, spelt, at)
