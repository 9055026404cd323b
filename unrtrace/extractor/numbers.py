"""Numbers of resolutions and decisions as prose writes them: `51/148`, `1325 (2000)`, `217 A (III)`.

A number is only the shape; `attribution` decides whose it is. One pattern a shape, each with the
literal that a search can start from.
"""

from dataclasses import dataclass

import regex

from unrtrace.extractor.phrases import ARABIC_LETTERS

SP = r"[ \u00a0\u2009\u202f\u200e\u200f]"
HYPHEN = r"[-‐‑–]"
# A part letter: Latin, or a Cyrillic look-alike, or in Arabic the letter's name; also a range of two.
LATIN = rf"[A-ZАВСЕНКМОРТХ](?:{HYPHEN}[A-ZАВСЕ])?(?![\p{{L}}\p{{N}}/.'’])"
ARABIC = rf"(?:{'|'.join(ARABIC_LETTERS)})(?!\p{{L}})"

SHAPES = {
    "slash": rf"""
        (?<![A-Za-z0-9/.])
        (?P<number>
          (?: (?:E?S{HYPHEN}|SS\.|د{SP}?[إا]{SP}?ط?{SP}?{HYPHEN}{SP}?) (?:\d{{1,2}}|[IVX]{{1,5}}) | \d{{1,4}} )
          {SP}?[/／]{SP}?\d{{1,3}}(?![\d/／])(?!\.\d)
        )
        (?: {SP}*(?P<letter>{LATIN}|{ARABIC}) )?""",
    "year": rf"(?<![A-Za-z0-9/.])(?P<number>\d{{1,4}}){SP}*[(（]{SP}*(?P<year>(?:19|20)\d\d){SP}*[)）]",
    "roman": rf"""
        (?<![A-Za-z0-9/.])
        (?P<number>\d{{1,4}}) (?:{SP}*(?P<letter>{LATIN}))? {SP}*[(（]{SP}*
        (?P<session>(?:E?S{HYPHEN})?[IVXLCХІ]{{1,8}}){SP}*[)）] (?:{SP}?(?P<after>[A-Z](?![\p{{L}}\p{{N}}/.])))?""",
    "arabic": rf"""
        (?<![A-Za-z0-9/.])
        (?P<number>\d{{1,4}}) (?:{SP}*(?P<letter>{ARABIC}|{LATIN}))? {SP}*[()]{SP}*
        (?P<session>د{SP}?(?:[إا]{SP}?ط?)?{SP}?{HYPHEN}{SP}?\d{{1,2}}){SP}*[()]""",
    "party": r"(?<![A-Za-z0-9/.])(?P<number>\d{1,3}/(?:CP|CMP|CMA)\.\d{1,2})(?![\w.]*\d)",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a text: its span, its shape (a key of SHAPES or `bare`), and the parts of it."""

    start: int
    end: int
    shape: str
    number: str
    letter: str | None = None
    session: str | None = None

    @property
    def spelling(self) -> str:
        """The number as one string that `Symbol.parse` reads with a body."""
        letter = f" {self.letter}" if self.letter else ""
        return f"{self.number}{letter}" + (f" ({self.session})" if self.session else "")


PATTERNS = {shape: regex.compile(source, regex.X) for shape, source in SHAPES.items()}


def find(text: str, language: str) -> list[Number]:
    """All numbers in text order."""
    found = [
        _number(shape, match)
        for shape, pattern in PATTERNS.items()
        if shape != "arabic" or language == "ar"
        for match in pattern.finditer(text)
    ]
    return sorted(found, key=lambda number: number.start)


def _number(shape: str, match: regex.Match[str]) -> Number:
    groups = match.groupdict()
    session = groups.get("session") or groups.get("year")
    letter = groups.get("letter") or groups.get("after")
    return Number(match.start(), match.end(), shape, groups["number"], letter, session)
