"""What a document states about itself in its head and its closing lines: symbol, title, organ, dates, session, items.

The date of adoption is in the closing lines or in the formula of adoption, the date of issue in the masthead. They
differ: A/RES/50/123 was adopted on 20 December 1995 and issued on 23 February 1996. The order of precedence is: symbol
line, title line, metadata of the file, name of the file. Source: Editorial Manual, mastheads.
"""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from unrtrace.documents.filename import language_in_filename, symbols_in_filename
from unrtrace.documents.masthead import fields
from unrtrace.documents.masthead.details import Details, MastheadContext, Meeting, read_details
from unrtrace.documents.structure import Paragraph
from unrtrace.symbols import Symbol, SymbolError
from unrtrace.text.language import FALLBACK

__all__ = ["Details", "Masthead", "Meeting", "language_in_filename", "read_masthead"]


@dataclass(frozen=True)
class Masthead:
    """The fields of a masthead; None or empty if unknown.

    `symbols` are all of the document, two for a double symbol; `evidence` is where they were read: symbol line, title
    line, file metadata or file name. `organ` is the code of the body that speaks (A, S, E, A/HRC ...). `letter` is the
    dated line of a letter. `title_at` is the span of the number in the title line; `adopted_at`, `issued_at` and
    `letter_at` are offsets, in code points.
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
    context: MastheadContext | None = field(default=None, repr=False, compare=False)

    @cached_property
    def details(self) -> Details:
        """The other fields, read when first asked for."""
        return read_details(self.context, self.symbols, self.adopted_at)

    def with_overrides(self, values: Mapping[str, Any]) -> "Masthead":
        """Return the masthead with the values that `corpus.toml` states, which take precedence over all others.

        >>> Masthead(title="Lighthouse").with_overrides({"title": "Lighthouses", "session": "51"}).details.session
        '51'
        """
        own = {key: values[key] for key in ("title", "organ", "adopted", "issued") if key in values}
        if "symbol" in values:
            own |= {"symbols": Symbol.parse_joint(values["symbol"]), "evidence": "corpus.toml"}
        context = self.context or MastheadContext("", FALLBACK, 0, (), {})
        return replace(self, **own, context=context._replace(overrides=values))


def read_masthead(
    text: str,
    language: str | None,
    paragraphs: tuple[Paragraph, ...],
    *,
    metadata: Mapping[str, str] | None = None,
    source: str = "-",
) -> Masthead:
    """Return the masthead of a text; `paragraphs` are those of `split_paragraphs`.

    `metadata` is what the file states beside its text: symbol, title, organ (a code or a name), adopted and issued (ISO
    dates), session or session_number, agenda_item, distribution, original_language, meeting, based_on, in the words of
    a masthead or as values. Other keys, and values that cannot be read, are ignored. `source` is the path of the file,
    whose name may contain the symbol.
    """
    metadata = metadata or {}
    code = language or FALLBACK
    opened = 0
    for part in paragraphs:
        if part.place != "masthead":
            break
        opened += 1
    limit = paragraphs[opened - 1].end if opened else 0
    organ = fields.organ_of(text, code, paragraphs[opened]) if opened < len(paragraphs) else None
    head = fields.read_head(text, code, limit)
    number, evidence = head.number, "symbol line"
    symbols = head.symbols
    if not symbols and (title_number := number or fields.council_line(text, code, limit)):
        symbols, evidence = fields.numbered(title_number, organ if number else "S"), "title line"
    if not symbols:
        symbols, evidence = _symbols_outside_text(metadata, source, language)
    if organ is None:
        organ = symbols[0].body if symbols else fields.organ_named(metadata.get("organ"), code)
    letter = None if number else fields.letter(text, code, limit)
    title, title_end = fields.title(text, code, limit, number, letter)
    resolved = number is not None or (opened < len(paragraphs) and paragraphs[opened].place == "preamble")
    adopted, adopted_at = fields.adopted(text, code, limit, paragraphs, title_end if resolved else None)
    return Masthead(
        symbols,
        title or metadata.get("title"),
        organ,
        adopted or _day(metadata.get("adopted")),
        head.issued or _day(metadata.get("issued")),
        fields.clean(text[letter[0] : letter[1]]) if letter else None,
        letter[2] if letter else None,
        number.span("number") if number else None,
        adopted_at,
        head.issued_at,
        letter[0] if letter else None,
        evidence if symbols else None,
        MastheadContext(text, code, number.start() if number else limit, paragraphs, metadata),
    )


def _symbols_outside_text(
    metadata: Mapping[str, str], source: str, language: str | None
) -> tuple[tuple[Symbol, ...], str]:
    """Return the symbols in the metadata of a file, else those in its name, and which of the two it was."""
    if symbol := metadata.get("symbol"):
        try:
            return Symbol.parse_joint(symbol), "file metadata"
        except SymbolError:
            pass
    return (symbols_in_filename(source, language) if source != "-" else ()), "file name"


def _day(value: str | None) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(value) if value else None
    except ValueError:
        return None
