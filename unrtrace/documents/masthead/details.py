"""The other fields of a masthead: session, items, distribution, original language, meeting, basis.

They are not needed to find citations, so they are read when first asked for. Source: Editorial Manual, mastheads.
"""

import datetime
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from functools import cache
from typing import Any, NamedTuple

from unrtrace.documents.masthead.agenda_items import Items, declared_items, read_items
from unrtrace.documents.masthead.fields import HEAD, LINE_EDGES, structure_pattern
from unrtrace.documents.structure import LINE, Paragraph
from unrtrace.symbols import Symbol, SymbolError
from unrtrace.symbols.normalize import cyrillic_lookalikes_to_latin
from unrtrace.text import dates, ordinals
from unrtrace.text.characters import COLONS
from unrtrace.text.display import to_single_line
from unrtrace.text.language import FALLBACK, codes, facts
from unrtrace.text.patterns import compile_pattern
from unrtrace.text.phrase_pattern import any_of
from unrtrace.text.roman import roman

MAX_SESSION_LINE = 120  # characters of a line that names a session or a meeting
MAX_BASIS = 600  # characters in the brackets below the formula of adoption
LAST_PARAGRAPHS = 12  # among which closing lines are searched for
DECISION_HEAD = 300  # characters in which a decision names the meeting at which it was taken
CYRILLIC_ORGAN = compile_pattern(r"(?<!\p{L})[АЕСТ](?=/)")
BASIS_SYMBOL = re.compile(r"[A-Z]{1,6}(?:/[A-Z0-9][A-Za-z0-9.\-‑]*)+(?:\s?\((?:Parts?|Vols?\.|Sect\.)[^()\n]{1,12}\))?")
BASIS_SUFFIX = re.compile(r"\s*+(?:[^\s\d/]{1,3}\s*)?(?P<suffix>(?:Add|Corr|Rev)\.\s?\d{1,3})")


class Meeting(NamedTuple):
    """The meeting that adopted a text, or of which a document is the record: as printed, and its number."""

    text: str
    number: int


class MastheadContext(NamedTuple):
    """What the details of a masthead are read from.

    `limit` is the end of the head. `overrides` are values from `corpus.toml`, which take precedence over the text;
    `metadata` is what the file states beside its text, used where the text is silent.
    """

    text: str
    language: str
    limit: int
    paragraphs: tuple[Paragraph, ...]
    metadata: Mapping[str, str]
    overrides: Mapping[str, Any] = {}


@dataclass(frozen=True)
class Details:
    """The other fields of a masthead; None or empty if unknown.

    `session` is 51, S-27, ES-11 or a year; `agenda_items` are such as `19 (c)`, and `agenda_titles` either a title for
    each or empty; `distribution` is general, limited or restricted; `original` are the codes of the original languages;
    `based_on` are the symbols of the report or draft that `basis` names. `meeting_date` is for a record of a meeting.
    """

    session: str | None = None
    agenda_items: tuple[str, ...] = ()
    agenda_titles: tuple[str, ...] = ()
    distribution: str | None = None
    original: tuple[str, ...] = ()
    meeting: Meeting | None = None
    basis: str | None = None
    based_on: tuple[Symbol, ...] = ()
    meeting_date: datetime.date | None = None


FIELDS = [one.name for one in fields(Details)]


def read_details(context: MastheadContext | None, symbols: tuple[Symbol, ...], adopted_at: int | None) -> Details:
    """Return the details of a document.

    The order of precedence is `corpus.toml`, the text, the symbol, the metadata of the file.
    """
    if context is None:
        return Details()
    lines = list(_lines(context))
    sources = (
        _from_metadata(context.overrides, context),
        _from_text(context, lines, adopted_at),
        _from_metadata(context.metadata, context),
    )
    overrides, text, metadata = sources
    chosen = {name: getattr(overrides, name) or getattr(text, name) or getattr(metadata, name) for name in FIELDS}
    titles = (one.agenda_titles for one in sources if one.agenda_items == chosen["agenda_items"])
    chosen["agenda_titles"] = next(filter(None, titles), ())
    chosen["session"] = overrides.session or text.session or _session_of(symbols) or metadata.session
    if symbols and symbols[0].kind == "record":
        chosen["meeting_date"] = _meeting_date(context, lines)
    return Details(**chosen)


def _from_text(context: MastheadContext, lines: list[str], adopted_at: int | None) -> Details:
    basis, based_on = _basis(context)
    return Details(
        _session(context.language, lines),
        *read_items(context.text, context.language, context.limit),
        _distribution(context),
        _original(context.language, lines),
        _meeting(context, lines, adopted_at),
        basis,
        based_on,
    )


def _from_metadata(values: Mapping[str, Any], context: MastheadContext) -> Details:
    """Return what a mapping states, either in the words of a masthead or as values."""
    if not values:
        return Details()
    language = context.language
    stated = {key: str(value).strip() for key, value in values.items()}
    session, items = stated.get("session", ""), stated.get("agenda_item", "")
    original, meeting, basis = (
        stated.get("original_language", ""),
        stated.get("meeting", ""),
        stated.get("based_on", ""),
    )
    number = ordinals.value(meeting, language) if meeting else None
    return Details(
        stated.get("session_number") or _session(language, [session]) or session or None,
        *_items(items, stated.get("agenda", ""), language),
        _distribution_in(stated.get("distribution", ""), language),
        _original(language, [original]) or ((original,) if original in codes() else ()),
        Meeting(meeting, number) if number else None,
        basis or None,
        _symbols_in(basis),
    )


def _items(text: str, agenda: str, language: str) -> Items:
    """Return items stated in the words of a masthead, or as values with semicolons; titles only from `agenda`."""
    listed = declared_items(agenda)
    numbers = read_items(text, language, len(text)).numbers
    numbers = numbers or tuple(part.strip() for part in text.split(";") if part.strip()) or listed.numbers
    return Items(numbers, listed.titles if numbers == listed.numbers else ())


def _lines(context: MastheadContext) -> Iterator[str]:
    """Yield the lines of the head that are not blank, without markup at their ends."""
    for line in context.text[: min(context.limit, HEAD)].split("\n"):
        if content := line.strip(LINE_EDGES):
            yield content


# ---- session ---------------------------------------------------------------------------------------


def _session(language: str, lines: list[str]) -> str | None:
    """Return the session that a line of the head names."""
    for line in lines:
        if len(line) > MAX_SESSION_LINE:
            continue
        for key, form in (("emergency_sessions", "ES-{}"), ("special_sessions", "S-{}"), ("sessions", "{}")):
            if (match := ordinals.forms(language, key).match(line)) and (
                number := ordinals.value(match["n"], language)
            ):
                return form.format(number)
        if match := ordinals.forms(language, "sessions_of_year").match(line):
            return str(match["y"])
    return None


def _session_of(symbols: tuple[Symbol, ...]) -> str | None:
    """Return the session in a symbol, a Roman numeral as a number; for the Economic and Social Council the year."""
    for symbol in symbols[:1]:
        if symbol.session:
            series, dash, number = symbol.session.rpartition("-")
            return f"{series}{dash}{roman(number) or number}"
        if symbol.year and symbol.organ == "E":
            return str(symbol.year)
    return None


# ---- distribution and original language --------------------------------------------------------------


def _distribution(context: MastheadContext) -> str | None:
    """Return general, limited or restricted: the word after the distribution mark of the head."""
    mark = structure_pattern(context.language, "distribution").search(context.text, 0, min(context.limit, HEAD))
    if not mark:
        return None
    return _distribution_in(context.text[mark.start() : mark.end() + LINE], context.language)


def _distribution_in(text: str, language: str) -> str | None:
    word = (
        structure_pattern(language, "distribution").sub("", text, count=1).lstrip(f"{LINE_EDGES}{COLONS}.\n").casefold()
    )
    for code in (language, FALLBACK):
        for name, words in facts(code)["structure"]["distributions"].items():
            if word.startswith(tuple(words)):
                return str(name)
    return None


@cache
def _language_names(language: str) -> list[tuple[str, re.Pattern[str]]]:
    """Return the codes of languages, each with the pattern of its name in a language."""
    names = facts(language)["structure"]["languages"]
    return [(code, compile_pattern(any_of([names[code]], language), re.I)) for code in codes() if code in names]


def _original(language: str, lines: list[str]) -> tuple[str, ...]:
    """Return the codes of the languages that the line *Original:* names, in its order."""
    for line in lines:
        if len(line) < LINE and (mark := structure_pattern(language, "original").search(line)):
            found = {
                match.start(): code
                for language_code in {language, FALLBACK}
                for code, pattern in _language_names(language_code)
                if (match := pattern.search(line, mark.end()))
            }
            if found:
                return tuple(dict.fromkeys(found[at] for at in sorted(found)))
    return ()


# ---- meeting ----------------------------------------------------------------------------------------


def _meeting(context: MastheadContext, lines: list[str], adopted_at: int | None) -> Meeting | None:
    """Return the meeting that the closing lines name, or the formula of adoption, the head, or the first sentence."""
    text = context.text
    if adopted_at is not None:
        start = text.rfind("\n", 0, max(0, text.rfind("\n", 0, adopted_at) - 1)) + 1
        near = text[max(start, adopted_at - 3 * LINE) : adopted_at + 2 * LINE]
        if meeting := _meeting_in(near, context.language):
            return meeting
    closing = [
        part for part in context.paragraphs[-LAST_PARAGRAPHS:] if part.place not in ("footnote", "masthead", "annex")
    ]
    for part in reversed(closing):
        line = text[part.start : min(part.end, part.start + LINE)]
        if adopted_at is not None and part.start > context.limit and (meeting := _meeting_in(line, context.language)):
            return meeting
    for line in lines:
        if len(line) <= 2 * MAX_SESSION_LINE and (meeting := _meeting_in(line, context.language)):
            return meeting
    for part in context.paragraphs:
        if part.start >= context.limit and part.end - part.start > LINE:
            return _meeting_in(text[part.start : min(part.end, part.start + DECISION_HEAD)], context.language)
    return None


def _meeting_date(context: MastheadContext, lines: list[str]) -> datetime.date | None:
    """Return the day of the meeting of a record: the first date in the head with other words on its line."""
    for line in lines:
        for found in dates.find(line, context.language):
            if found.start or found.end < len(line):
                return found.date
    return None


def _meeting_in(line: str, language: str) -> Meeting | None:
    if (match := ordinals.forms(language, "meetings").search(line)) and (
        number := ordinals.value(match["n"], language)
    ):
        return Meeting(to_single_line(match[0]), number)
    return None


# ---- what it rests on -------------------------------------------------------------------------------


def _basis(context: MastheadContext) -> tuple[str | None, tuple[Symbol, ...]]:
    """Return the text in the brackets below the formula of adoption, and the symbols it names."""
    text, position = context.text, 0
    while (start := text.find("[", position, min(context.limit, HEAD))) >= 0:
        end = text.find("]", start, min(start + MAX_BASIS, context.limit))
        if end < 0:
            return None, ()
        basis = text[start + 1 : end]
        if not BASIS_SYMBOL.fullmatch(basis.strip()) and (symbols := _symbols_in(basis)):
            return to_single_line(basis), symbols
        position = end
    return None, ()


def _symbols_in(text: str) -> tuple[Symbol, ...]:
    """Return the symbols in a short text; suffixes after a conjunction are documents too: `A/51/L.53 and Add.1`."""
    found: list[Symbol] = []
    latin = CYRILLIC_ORGAN.sub(lambda match: cyrillic_lookalikes_to_latin(match[0]), text)
    for match in BASIS_SYMBOL.finditer(latin):
        try:
            joint = Symbol.parse_joint(match[0].rstrip(".-"))
        except SymbolError:
            continue
        found += joint
        position = match.end()
        while suffix := BASIS_SUFFIX.match(text, position):
            found.append(Symbol.parse(f"{joint[-1].base}/{suffix['suffix']}"))
            position = suffix.end()
    return tuple(dict.fromkeys(found))
