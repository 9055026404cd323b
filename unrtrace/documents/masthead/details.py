"""What a masthead says beside its symbol, title and dates: session, items, distribution, original, meeting, basis.

Nothing of it is needed to find citations, so it is read when asked for. Source: Editorial Manual, mastheads.
"""

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from functools import cache
from typing import Any, NamedTuple

import regex

from unrtrace.documents.masthead.agenda_items import Items, read_items, stated_items
from unrtrace.documents.masthead.fields import HEAD, STRIP, words_of
from unrtrace.documents.structure import LINE, Paragraph
from unrtrace.symbols import Symbol, SymbolError
from unrtrace.text import dates, ordinals
from unrtrace.text.display import printable
from unrtrace.text.language import FALLBACK, codes, facts
from unrtrace.text.phrase_pattern import any_of
from unrtrace.text.roman import roman

SESSION_LINE = 120  # characters of a line that names a session, an item or a meeting
BASIS = 600  # characters that the brackets below the formula may hold
CLOSING = 12  # paragraphs at the end of a text among which its closing lines are looked for
DECISION = 300  # characters within which a decision says at which meeting it was taken
BASIS_SYMBOL = regex.compile(
    r"[A-Z]{1,6}(?:/[A-Z0-9][A-Za-z0-9.\-‑]*)+(?:\s?\((?:Parts?|Vols?\.|Sect\.)[^()\n]{1,12}\))?"
)
BASIS_SUFFIX = regex.compile(r"\s*+(?:[^\s\d/]{1,3}\s*)?(?P<suffix>(?:Add|Corr|Rev)\.\s?\d{1,3})")


class Meeting(NamedTuple):
    """The meeting that adopted a text, or that a record is of: as written, and its number."""

    text: str
    number: int


class Place(NamedTuple):
    """Where the details are read: the text, its language, the end of its head, its paragraphs, and what is stated.

    `stated` is what the file carries and is asked last; `above` is what `corpus.toml` says and comes before all.
    """

    text: str
    language: str
    limit: int
    paragraphs: tuple[Paragraph, ...]
    stated: Mapping[str, str]
    above: Mapping[str, Any] = {}


@dataclass(frozen=True)
class Details:
    """The rest of a masthead.

    `session` is 51, S-27, ES-11 or a year; `agenda_items` are such as `19 (c)` and `agenda_titles` their titles, one
    for each of them or none at all; `distribution` is general, limited or restricted; `original` the codes of the
    original languages; `based_on` the symbols of the report or draft that `basis` names; `held` is the day of the
    meeting that a record is of.
    """

    session: str | None = None
    agenda_items: tuple[str, ...] = ()
    agenda_titles: tuple[str, ...] = ()
    distribution: str | None = None
    original: tuple[str, ...] = ()
    meeting: Meeting | None = None
    basis: str | None = None
    based_on: tuple[Symbol, ...] = ()
    held: datetime.date | None = None


FIELDS = [one.name for one in fields(Details)]


def read_details(place: Place | None, symbols: tuple[Symbol, ...], adopted_at: int | None) -> Details:
    """The details of a document, by the order of trust: `corpus.toml`, the text, the symbol, the file's metadata."""
    if place is None:
        return Details()
    lines = list(_lines(place))
    above, read, stated = _said(place.above, place), _read(place, lines, adopted_at), _said(place.stated, place)
    chosen = {name: getattr(above, name) or getattr(read, name) or getattr(stated, name) for name in FIELDS}
    of_them = (one.agenda_titles for one in (above, read, stated) if one.agenda_items == chosen["agenda_items"])
    chosen["agenda_titles"] = next(filter(None, of_them), ())
    chosen["session"] = above.session or read.session or _of_symbol(symbols) or stated.session
    if symbols and symbols[0].kind == "record":
        chosen["held"] = _held(place, lines)
    return Details(**chosen)


def _read(place: Place, lines: list[str], adopted_at: int | None) -> Details:
    """What the text says."""
    basis, based_on = _basis(place)
    return Details(
        _session(place.language, lines),
        *read_items(place.text, place.language, place.limit),
        _distribution(place),
        _original(place.language, lines),
        _meeting(place, lines, adopted_at),
        basis,
        based_on,
    )


def _said(values: Mapping[str, Any], place: Place) -> Details:
    """What a mapping says, in the words that a masthead has or as a value."""
    if not values:
        return Details()
    language = place.language
    said = {key: str(value).strip() for key, value in values.items()}
    session, items = said.get("session", ""), said.get("agenda_item", "")
    original, meeting, basis = said.get("original_language", ""), said.get("meeting", ""), said.get("based_on", "")
    number = ordinals.value(meeting, language) if meeting else None
    return Details(
        said.get("session_number") or _session(language, [session]) or session or None,
        *_items(items, said.get("agenda", ""), language),
        _distribution_in(said.get("distribution", ""), language),
        _original(language, [original]) or ((original,) if original in codes() else ()),
        Meeting(meeting, number) if number else None,
        basis or None,
        _symbols_in(basis),
    )


def _items(words: str, agenda: str, language: str) -> Items:
    """Items in the words of a masthead or as values with semicolons; titles only where a list of an agenda has them."""
    listed = stated_items(agenda)
    numbers = read_items(words, language, len(words)).numbers
    numbers = numbers or tuple(part.strip() for part in words.split(";") if part.strip()) or listed.numbers
    return Items(numbers, listed.titles if numbers == listed.numbers else ())


def _lines(place: Place) -> Iterator[str]:
    """The lines of the head, without marks of bold and headings, blank ones left out."""
    for line in place.text[: min(place.limit, HEAD)].split("\n"):
        if content := line.strip(STRIP):
            yield content


# ---- session ---------------------------------------------------------------------------------------


def _session(language: str, lines: list[str]) -> str | None:
    """The session that a line of the head names."""
    for line in lines:
        if len(line) > SESSION_LINE:
            continue
        for key, form in (("emergency_sessions", "ES-{}"), ("special_sessions", "S-{}"), ("sessions", "{}")):
            if (match := ordinals.forms(language, key).match(line)) and (
                number := ordinals.value(match["n"], language)
            ):
                return form.format(number)
        if match := ordinals.forms(language, "sessions_of_year").match(line):
            return str(match["y"])
    return None


def _of_symbol(symbols: tuple[Symbol, ...]) -> str | None:
    """The session that a symbol states, its Roman numeral as a number; for the Economic and Social Council its year."""
    for symbol in symbols[:1]:
        if symbol.session:
            series, dash, number = symbol.session.rpartition("-")
            return f"{series}{dash}{roman(number) or number}"
        if symbol.year and symbol.organ == "E":
            return str(symbol.year)
    return None


# ---- distribution and original language --------------------------------------------------------------


def _distribution(place: Place) -> str | None:
    """General, limited or restricted: the word after the distribution mark."""
    mark = words_of(place.language, "distribution").search(place.text, 0, min(place.limit, HEAD))
    if not mark:
        return None
    return _distribution_in(place.text[mark.start() : mark.end() + LINE], place.language)


def _distribution_in(words: str, language: str) -> str | None:
    after = words_of(language, "distribution").sub("", words, count=1).lstrip(STRIP + ":：.\n").casefold()
    for tongue in (language, FALLBACK):
        for name, row in facts(tongue)["structure"]["distributions"].items():
            if after.startswith(tuple(row)):
                return str(name)
    return None


@cache
def _tongues(language: str) -> list[tuple[str, regex.Pattern[str]]]:
    names = facts(language)["structure"]["languages"]
    return [(code, regex.compile(any_of([names[code]], language), regex.I)) for code in codes() if code in names]


def _original(language: str, lines: list[str]) -> tuple[str, ...]:
    """The codes of the languages that the line of the original names, in its order."""
    for line in lines:
        if len(line) < LINE and (mark := words_of(language, "original").search(line)):
            found = {
                match.start(): code
                for tongue in {language, FALLBACK}
                for code, pattern in _tongues(tongue)
                if (match := pattern.search(line, mark.end()))
            }
            if found:
                return tuple(dict.fromkeys(found[at] for at in sorted(found)))
    return ()


# ---- meeting ----------------------------------------------------------------------------------------


def _meeting(place: Place, lines: list[str], adopted_at: int | None) -> Meeting | None:
    """The meeting: of the closing lines, of the formula or the head of a record, of a decision's first words."""
    text = place.text
    if adopted_at is not None:
        start = text.rfind("\n", 0, max(0, text.rfind("\n", 0, adopted_at) - 1)) + 1
        near = text[max(start, adopted_at - 3 * LINE) : adopted_at + 2 * LINE]
        if meeting := _meeting_in(near, place.language):
            return meeting
    closing = [part for part in place.paragraphs[-CLOSING:] if part.place not in ("footnote", "masthead", "annex")]
    for part in reversed(closing):
        words = text[part.start : min(part.end, part.start + LINE)]
        if adopted_at is not None and part.start > place.limit and (meeting := _meeting_in(words, place.language)):
            return meeting
    for line in lines:
        if len(line) <= 2 * SESSION_LINE and (meeting := _meeting_in(line, place.language)):
            return meeting
    for part in place.paragraphs:
        if part.start >= place.limit and part.end - part.start > LINE:
            return _meeting_in(text[part.start : min(part.end, part.start + DECISION)], place.language)
    return None


def _held(place: Place, lines: list[str]) -> datetime.date | None:
    """The day of a record's meeting: the first date of the head that has a line's other words beside it."""
    for line in lines:
        for found in dates.find(line, place.language):
            if found.start or found.end < len(line):
                return found.date
    return None


def _meeting_in(line: str, language: str) -> Meeting | None:
    if (match := ordinals.forms(language, "meetings").search(line)) and (
        number := ordinals.value(match["n"], language)
    ):
        return Meeting(printable(match[0]), number)
    return None


# ---- what it rests on -------------------------------------------------------------------------------


def _basis(place: Place) -> tuple[str | None, tuple[Symbol, ...]]:
    """The words in the brackets below the formula of adoption, and the symbols they name."""
    text, position = place.text, 0
    while (start := text.find("[", position, min(place.limit, HEAD))) >= 0:
        end = text.find("]", start, min(start + BASIS, place.limit))
        if end < 0:
            return None, ()
        words = text[start + 1 : end]
        if not BASIS_SYMBOL.fullmatch(words.strip()) and (symbols := _symbols_in(words)):
            return printable(words), symbols
        position = end
    return None, ()


def _symbols_in(words: str) -> tuple[Symbol, ...]:
    """The symbols of a few words, suffixes after a conjunction as documents of their own: `A/51/L.53 and Add.1`."""
    found: list[Symbol] = []
    for match in BASIS_SYMBOL.finditer(latin_symbols(words)):
        try:
            joint = Symbol.parse_joint(match[0].rstrip(".-"))
        except SymbolError:
            continue
        found += joint
        position = match.end()
        while suffix := BASIS_SUFFIX.match(words, position):
            found.append(Symbol.parse(f"{joint[-1].base}/{suffix['suffix']}"))
            position = suffix.end()
    return tuple(dict.fromkeys(found))


def latin_symbols(words: str) -> str:
    """The words with the Cyrillic look-alikes of a symbol's first letter as Latin, of the same length."""
    return regex.sub(r"(?<!\p{L})[АЕСТ](?=/)", lambda match: match[0].translate(CAPITALS), words)


CAPITALS = str.maketrans("АЕСТ", "AECT")
