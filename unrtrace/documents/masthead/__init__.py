"""What a document says of itself at its head and its close: symbol, title, organ, dates, session, items.

The date of adoption is the closing line's, or that of the adoption formula; the date of issue is the masthead's
own. They differ: A/RES/50/123 was adopted on 20 December 1995 and issued on 23 February 1996. Where two places
say the same thing, the order of trust is: symbol line, title line, what the file carries, the file's name.
Source: Editorial Manual, mastheads.
"""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from unrtrace.documents.masthead import fields
from unrtrace.documents.masthead.details import Details, Meeting, Place, read_details
from unrtrace.documents.masthead.filename import language_of, symbols_of
from unrtrace.documents.structure import Paragraph
from unrtrace.symbols import Symbol, SymbolError
from unrtrace.text.language import FALLBACK

__all__ = ["Details", "Masthead", "Meeting", "language_of", "read_masthead"]


@dataclass(frozen=True)
class Masthead:
    """What was read; a field is None or empty where the text does not say.

    `symbols` are all that the document answers to (two for a joint one) and `evidence` says where they were
    read: symbol line, title line, file metadata or file name. `title_at` is the span of the title line's number,
    `organ` the body that speaks (A, S, E, A/HRC …), `letter` the dated line of a letter; `details` is the rest,
    read when asked for. Dates are ISO days, offsets code points.
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
    evidence: str | None = None
    place: Place | None = field(default=None, repr=False, compare=False)

    @cached_property
    def details(self) -> Details:
        """Session, agenda items, distribution, original language, meeting, and what it rests on."""
        return read_details(self.place, self.symbols, self.adopted_at)

    def overridden(self, values: Mapping[str, Any]) -> "Masthead":
        """The same with what `corpus.toml` says of the document, which comes before everything read.

        >>> Masthead(title="Lighthouse").overridden({"title": "Lighthouses", "session": "51"}).details.session
        '51'
        """
        own = {key: values[key] for key in ("title", "organ", "adopted", "issued") if key in values}
        if "symbol" in values:
            own |= {"symbols": Symbol.parse_joint(values["symbol"]), "evidence": "corpus.toml"}
        place = self.place or Place("", FALLBACK, 0, (), {})
        return replace(self, **own, place=place._replace(above=values))


def read_masthead(
    text: str,
    language: str | None,
    paragraphs: tuple[Paragraph, ...],
    *,
    stated: Mapping[str, str] | None = None,
    source: str = "-",
) -> Masthead:
    """The masthead of a text that `structure` has divided.

    `stated` is what the file carries beside its text, as a reader hands it on: symbol, title, organ (a code or a
    name), adopted and issued (ISO days), session or session_number, agenda_item, distribution, original_language,
    meeting, based_on, in the words of a masthead or as values; other keys and what cannot be read are left aside.
    `source` is the file's path, whose name may give the symbol.
    """
    said = stated or {}
    code = language or FALLBACK
    opened = 0
    for part in paragraphs:
        if part.place != "masthead":
            break
        opened += 1
    limit = paragraphs[opened - 1].end if opened else 0
    organ = fields.organ_of(text, code, paragraphs[opened]) if opened < len(paragraphs) else None
    lines = fields.read_lines(text, code, limit)
    number, evidence = lines.number, "symbol line"
    symbols = lines.symbols
    if not symbols and (headed := number or fields.council_line(text, code, limit)):
        symbols, evidence = fields.numbered(headed, organ if number else "S"), "title line"
    if not symbols:
        symbols, evidence = _elsewhere(said, source, language)
    if organ is None:
        organ = symbols[0].body if symbols else fields.organ_named(said.get("organ"), code)
    letter = None if number else fields.letter(text, code, limit)
    title, title_end = fields.title(text, code, limit, number, letter)
    resolved = number is not None or (opened < len(paragraphs) and paragraphs[opened].place == "preamble")
    adopted, adopted_at = fields.adopted(text, code, limit, paragraphs, title_end if resolved else None)
    return Masthead(
        symbols,
        title or said.get("title"),
        organ,
        adopted or _day(said.get("adopted")),
        lines.issued or _day(said.get("issued")),
        fields.clean(text[letter[0] : letter[1]]) if letter else None,
        letter[2] if letter else None,
        number.span("number") if number else None,
        adopted_at,
        lines.issued_at,
        letter[0] if letter else None,
        evidence if symbols else None,
        Place(text, code, number.start() if number else limit, paragraphs, said),
    )


def _elsewhere(stated: Mapping[str, str], source: str, language: str | None) -> tuple[tuple[Symbol, ...], str]:
    """The symbols that the file's metadata states, else those of its name."""
    if symbol := stated.get("symbol"):
        try:
            return Symbol.parse_joint(symbol), "file metadata"
        except SymbolError:
            pass
    return (symbols_of(source, language) if source != "-" else ()), "file name"


def _day(stated: str | None) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(stated) if stated else None
    except ValueError:
        return None
