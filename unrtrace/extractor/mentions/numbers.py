"""Numbers of resolutions and decisions as prose writes them: `51/148`, `1325 (2000)`, `217 A (III)`.

A number shows only its shape; `attribution` decides whose it is. It is found by its one punctuation mark, a slash or
a parenthesis, and read by a pattern anchored there.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

import regex

from unrtrace.facts import load
from unrtrace.text.characters import CYRILLIC_CAPITALS, HYPHENS, SPACES_IN_LINE
from unrtrace.text.ordinals import number_in_signs
from unrtrace.text.roman import to_roman

LONGEST, YEAR_FIGURES = 4, 4  # figures of a number, of a year
LAST_ROMAN = 63  # the last session that was counted in Roman, the Council's
ARABIC_SESSION = "د"
DASHES = "–—"
SP = f"[{SPACES_IN_LINE}]"
HYPHEN = f"[{HYPHENS}]"
# A part letter: Latin, or a Cyrillic look-alike, or in Arabic the letter's name; also a range of two. Y never was one,
# but is *and* in Spanish.
DOUBLED = "|".join(letter * 2 for letter in "ABCDEFGH")  # after Z the letters are doubled: 53/77 AA
LATIN = rf"(?:{DOUBLED}|[A-XZ{CYRILLIC_CAPITALS}](?:{HYPHEN}[A-ZАВСЕ])?)(?![A-Za-zÀ-ɏЀ-ӿ\d²³¹⁰-₉/'’]|\.[^\W\d_])"
ARABIC = rf"(?:{'|'.join(load('bodies')['arabic_letters'])})(?![^\W\d_])"
ONE = rf"(?:{LATIN}|{ARABIC})"
# Several parts of one resolution: `A and B`, `A to D`, in any of the languages.
TO = rf"(?:{HYPHEN}|(?i:to|à|до)|a|إلى|至)"
LIST_JOIN = rf"(?:,|،|、|(?i:and|et|y|и)|و|和|及|{TO})"
LETTER = rf"(?P<letter>{ONE}(?:{SP}*{LIST_JOIN}{SP}*{ONE}){{0,8}})"
PART_LETTER = re.compile(rf"(?<![A-Z]){ONE}")
RANGE = re.compile(rf"{SP}*{TO}{SP}*")

# A number is searched for by its slash or parenthesis with what follows; what stands before is read then.
FIGURES = "0123456789"
SESSION_BEFORE = regex.compile(rf"(?r)(?<![A-Za-z0-9/.])(?:E?S{HYPHEN}[\n ]?|SS\.|د{SP}?[إا]{SP}?ط?{SP}?{HYPHEN}{SP}?)")
ROMAN_BEFORE = regex.compile(rf"(?r)(?<=S{HYPHEN}|SS\.|(?<![A-Za-z0-9/.]))[IVX]{{1,5}}")
# The tag of a conference of parties; the Cyrillic letters of CP look like the Latin ones, the Arabic are its own.
PARTY = rf"(?P<party>(?:CP|СР|CMP|CMA)\.\d{{1,2}}|م{SP}?أ{SP}?{HYPHEN}{SP}?\d{{1,2}})"
PARTY_TAGS, PARTY_SESSION = {"С": "CP.", "م": "CP."}, re.compile(r"\D+")
# Before the slash stand figures that no other slash stands before, as it does in a symbol.
NUMBERED = rf"(?<=[{FIGURES}IVX \u00a0]/)(?<!/\d/)(?<!/\d\d/)(?<!/\d\d\d/)(?<!/\d\d\d\d/)"
BROKEN = re.compile(rf"(?<=/)\n|(?<=S{HYPHEN})[\n ]")  # over two lines: S-|27/2, 51/|148
SLASHED = re.compile(
    rf"/{NUMBERED}(?:{SP}?|\n)(?:\d{{1,3}}(?![\d/／]|\.\d+[\w/]|\.\d{{3}})(?:{SP}*{LETTER})?|{PARTY}(?!\d))"
)
LETTERED_BEFORE = regex.compile(rf"(?r)(?<![A-Za-z0-9/.])(?P<number>\d{{1,4}}){SP}*{LETTER}{SP}*")
HAN_BEFORE = regex.compile(rf"(?r)(?P<number>[〇零○0一二三四五六七八九十百千]{{1,7}})(?:{SP}*{LETTER})?{SP}*")
SESSION = rf"(?P<arabic>د{SP}?(?:[إا]{SP}?ط?)?{SP}?{HYPHEN}{SP}?\d{{1,2}}){SP}*[()]"  # either parenthesis mirrored
OPENED = re.compile(
    rf"""
    \({SP}* (?:
        (?P<year>[12]\d\d\d) {SP}*[)）]
        | (?P<roman>(?:E?S{HYPHEN})?[IVXLCХІ]{{1,8}}|ORG{HYPHEN}\d\d) {SP}*[)）]
          (?:{SP}?(?P<after>[A-Z](?![^\W_]|[/.])))?
        | (?P<han>[〇零○一二三四五六七八九十]{{1,4}}) {SP}*[)）] (?:{SP}?(?P<letter>[A-Z](?![^\W_]|[/.])))?
        | الدورة{SP}(?P<special>الاستثنائية{SP})?(?P<emergency>الطارئة{SP})? (?P<counted>\d{{1,2}}) {SP}*\)
        | {SESSION}
    )
    """,
    re.X,
)
SWAPPED_PARENTHESES = re.compile(rf"\){SP}*{SESSION}")


class Number(NamedTuple):
    """A number in a text: its span, its shape (as in the table of numberings) and its parts.

    `session` is that in parentheses, `letter` the letter or letters of its parts, which stand at `letter_at`.
    """

    start: int
    end: int
    shape: str
    number: str
    letter: str | None
    session: str | None
    letter_at: int = -1

    @property
    def session_number(self) -> int | None:
        """The session before a slash, as a number; None for a special session and for other shapes."""
        first, slash, _ = self.number.partition("/")
        return int(first) if slash and first.strip().isdigit() else None

    @property
    def is_unmistakable(self) -> bool:
        """Whether no other number looks so: a year, or the Arabic abbreviation of a session, in parentheses."""
        return self.shape == "security_council" or (self.session or "").startswith(ARABIC_SESSION)

    def spelling(self, letter: str | None) -> str:
        """Return the number with one of its letters, as a string that `Symbol.parse` reads with a body."""
        if letter is None and self.session is None:
            return self.number
        lettered = f"{self.number} {letter}" if letter else self.number
        return f"{lettered} ({self.session})" if self.session else lettered

    def parts(self) -> list[tuple[int, int, str | None]]:
        """Return the span and letter of each part: one for `34/83 A`, three for `40/151 A to C` or `40/151 A–C`.

        The parts inside a range share the span of the whole range.
        """
        if self.letter is None or len(self.letter) < 3 or self.letter_at < 0:
            return [(self.start, self.end, self.letter)]
        letters = list(PART_LETTER.finditer(self.letter))
        parts: list[tuple[int, int, str | None]] = []
        for index, letter in enumerate(letters):
            start, end = self.letter_at + letter.start(), self.letter_at + letter.end()
            before = letters[index - 1] if index else None
            if (
                before
                and RANGE.fullmatch(self.letter, before.end(), letter.start())
                and (before[0] + letter[0]).isascii()
            ):
                span = self.letter_at + before.start(), end
                parts += [(*span, chr(code)) for code in range(ord(before[0]) + 1, ord(letter[0]))]
            opening = start if index else self.start
            if letters_between := _range_of_letters(letter[0]):
                parts += [(opening, end, one) for one in letters_between]
            else:
                parts.append((opening, end, letter[0]))
        last = parts[-1]
        return [*parts[:-1], (last[0], max(last[1], self.end) if self.session else last[1], last[2])]


def _range_of_letters(letters: str) -> str:
    """Return every letter of a range with a dash, `A–D`; nothing for `A-D`, which the UN cites as one document."""
    if len(letters) != 3 or not (letters[0] + letters[2]).isascii() or letters[1] not in DASHES:
        return ""
    return "".join(map(chr, range(ord(letters[0]), ord(letters[2]) + 1)))


def find(text: str) -> list[Number]:
    """Return all numbers of a text, in text order."""
    found = [*_slashed(text), *_parenthesised(text, OPENED)]
    if "د" in text and ")" in text:  # a first parenthesis mirrored
        found += _parenthesised(text, SWAPPED_PARENTHESES)
    found.sort()
    return found


def _figures(text: str, end: int) -> int:
    """Return where the figures that end at a place begin, one more than a number has at most."""
    before = text[max(0, end - LONGEST - 1) : end]
    return end - len(before) + len(before.rstrip(FIGURES))


def _slashed(text: str) -> Iterator[Number]:
    for after in SLASHED.finditer(text):
        slash, end = after.span()
        last = slash - 1 if text[slash - 1] in SPACES_IN_LINE else slash
        start = _figures(text, last)
        if start == last:
            if not (roman := ROMAN_BEFORE.match(text, 0, last)):
                continue
            start = roman.start()
        before = text[start - 1 : start]
        if before == "/":
            continue
        if before and (not before.isspace() or text[start - 2 : start - 1] in HYPHENS):
            if session := SESSION_BEFORE.match(text, 0, start):
                start = session.start()
                before = text[start - 1 : start]
            if before in ("/", ".") or (before.isalnum() and before.isascii()):
                continue
        group = after.lastgroup
        if group is None:
            number = BROKEN.sub("", text[start:end])
            yield Number(start, end, _shape(number), number, None, None)
        elif group == "letter":
            number = text[start : after.start(group)].rstrip()
            yield Number(start, end, _shape(number), number, after[group], None, after.start(group))
        else:
            tag = PARTY_TAGS.get(after[group][:1])
            party = tag + PARTY_SESSION.sub("", after[group]) if tag else after[group]
            yield Number(start, end, "cop", f"{text[start:slash].strip()}/{party}", None, None)


def _shape(number: str) -> str:
    """Return the shape of a number with a slash."""
    if number[0] in "IVX" or number.startswith("SS."):
        return "ordinal"
    if number[0] not in FIGURES:
        return "special"
    return "year" if number[:4].isdecimal() else "session"


def _parenthesised(text: str, parenthesis: re.Pattern[str]) -> Iterator[Number]:
    for after in parenthesis.finditer(text):
        group = str(after.lastgroup)
        if group in ("han", "letter"):
            yield from _in_han(text, after)
            continue
        if not (before := _before_paren(text, after.start())):
            continue
        start, number, letter, at = before
        if group == "after":
            letter = letter or after[group]
        if group == "counted":
            series = ("إ" if after["special"] else "") + ("ط" if after["emergency"] else "")
            session = f"{ARABIC_SESSION}{series}-{after['counted']}"
        else:
            session = after["roman" if group == "after" else group]
        shape = "security_council" if group == "year" else "roman"
        yield Number(start, after.end(), shape, number, letter, session, at)


def _before_paren(text: str, place: int) -> tuple[int, str, str | None, int] | None:
    """Return the number before a parenthesis: where it begins, its figures, its letter and where that stands."""
    end = place
    while end and text[end - 1] in SPACES_IN_LINE:
        end -= 1
    start = _figures(text, end)
    if start < end:
        alone = not start or not (text[start - 1] in "/." or (text[start - 1].isascii() and text[start - 1].isalnum()))
        return (start, text[start:end], None, -1) if alone and end - start <= LONGEST else None
    lettered = LETTERED_BEFORE.match(text, 0, place) if text[end - 1 : end].isalpha() else None
    return (lettered.start(), lettered["number"], lettered["letter"], lettered.start("letter")) if lettered else None


def _in_han(text: str, after: re.Match[str]) -> Iterator[Number]:
    """Yield a number and its session, or the Council's year, in Chinese figures: 一五一四(十五), 一三二五(二〇〇〇)."""
    before = HAN_BEFORE.match(text, 0, after.start())
    number, session = number_in_signs(before["number"]) if before else None, number_in_signs(after["han"])
    if not before or not number or not session:
        return
    year = len(after["han"]) == YEAR_FIGURES
    if not year and session > LAST_ROMAN:
        return
    letter, at = (before["letter"], before.start("letter")) if before["letter"] else (after["letter"], -1)
    shape, spelling = ("security_council", str(session)) if year else ("roman", to_roman(session))
    yield Number(before.start(), after.end(), shape, str(number), letter, spelling, at)
