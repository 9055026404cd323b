"""All finders over one document: what each finds, set apart, with its line, place and relation."""

from operator import attrgetter

from unrtrace.citation import Citation
from unrtrace.documents import Document, from_text
from unrtrace.extractor import ibid, op_cit
from unrtrace.extractor.attribution import Speaker
from unrtrace.extractor.context import pinpoints
from unrtrace.extractor.context.relations import Relations
from unrtrace.extractor.lexicon import Lexicon, lexicon
from unrtrace.extractor.mention import Mention
from unrtrace.extractor.mentions import (
    instruments,
    official_records,
    publications,
    resolutions,
    serial_numbers,
    symbols,
)
from unrtrace.symbols import Symbol, SymbolError
from unrtrace.text.organisations import Organisations

FALLBACK = "en"
START, END = attrgetter("start"), attrgetter("end")
_new = tuple.__new__  # makes a Citation of its fields in half the time of Citation(…)
CLOSING = " \t\n.,;:)]*,。；）》”\"'"


def extract(text: str, *, language: str | None = None, body: str | None = None) -> list[Citation]:
    """Every citation of a text, in text order.

    `language` is one of ar, zh, en, fr, ru, es and found from the text where not given; `body` is the
    organ that speaks (A, S, E, A/HRC …), whose *its* a bare number follows, where the text does not say.
    """
    document = from_text(text, language=language)
    return as_given(document, extract_document(document, body=body))


def extract_document(
    document: Document, *, body: str | None = None, organisations: Organisations | None = None
) -> list[Citation]:
    """Every citation of a document, in text order, with place and relation from its structure.

    Organisations of a table are found by the same look at the text as instruments: give it where `events_of` follows.
    """
    words = lexicon(document.language or FALLBACK)
    return _placed(document, _finds(document, words, body, organisations), Relations(document, words))


def as_given(document: Document, citations: list[Citation]) -> list[Citation]:
    """The citations of a document with the spans and words that they have in its text as given.

    Those of `extract_document` are of `document.text`, their lines and columns of the text as given.
    """
    if not document.origin:
        return citations
    given = []
    for citation in citations:
        start, end = document.given(citation.start, citation.end)
        given.append(citation._replace(start=start, end=end, text=document.original[start:end]))
    return given


def phrase(text: str, language: str) -> tuple[Symbol, ...]:
    """What a phrase such as `resolution 51/148` or 第47/4号决议 may stand for; nothing where more stands there.

    >>> phrase("Security Council resolution 1325 of 31 October 2000", "en"), phrase("A/RES/51/148 nonsense", "en")
    ((Symbol('S/RES/1325(2000)'),), ())
    """
    document, words = from_text(text, language=language), lexicon(language)
    for found in _finds(document, words)[:1]:
        rest = text[found.phrase_end :].strip(CLOSING)
        alone = not any(sign.isdigit() for sign in text[: found.phrase_start])
        if alone and (not rest or words.nouns.fullmatch(rest)):
            return (found.symbol,) if found.symbol else found.candidates
    return ()


def _finds(
    document: Document, words: Lexicon, body: str | None = None, organisations: Organisations | None = None
) -> list[Mention]:
    """What is found in a document, in text order, each with its pinpoint."""
    masthead = document.masthead
    day = masthead.adopted or masthead.issued or masthead.letter_date
    speaker = Speaker(body or masthead.organ, day)
    language = words.language
    named = (
        organisations.instruments_of(document, language)
        if organisations
        else instruments.named_in(document.text, language)
    )
    found = [
        *symbols.find(document.narrowed, words),
        *resolutions.find(document, words, speaker),
        *serial_numbers.find(document, words, speaker, named),
        *publications.find(document.text, words, named),
        *official_records.find(document.text, words, named),
        *_title(document),
    ]
    finds = _apart(found)
    if bound := [*ibid.find(document, finds, words), *op_cit.find(document, finds, words)]:
        finds = _apart([*finds, *bound])
    finds = _apart([*finds, *instruments.find(document, words, finds, named)])
    pinpoints.add_pinpoints(document.text, finds, words)
    return finds


def _title(document: Document) -> list[Mention]:
    """The number of the title line, where the document's own symbol follows from it."""
    masthead = document.masthead
    if not masthead.title_at or not masthead.organ:
        return []
    start, end = masthead.title_at
    number = "".join(document.text[start:end].split())
    own = next((symbol for symbol in masthead.symbols if number in (symbol, symbol.partition("/RES/")[2])), None)
    for kind in (masthead.symbols[0].kind if masthead.symbols else "resolution", "resolution"):
        try:
            symbol = own or Symbol.parse(number, body=masthead.organ, kind=kind)
        except SymbolError:
            continue
        return [Mention(start, end, symbol, symbol.kind, symbol.body, "prose")]
    return []


def _apart(found: list[Mention]) -> list[Mention]:
    """In text order, without those that lie inside a longer one found elsewhere; members of a range share a span."""
    found.sort(key=END, reverse=True)
    found.sort(key=START)
    finds: list[Mention] = []
    reached = 0
    for find in found:
        if find.start < reached:
            before = finds[-1]
            shared = find.via in ("suffix", "list") and find.end >= before.end and find.start >= before.start
            if not shared:
                continue
        finds.append(find)
        reached = find.end
    return finds


def _placed(document: Document, finds: list[Mention], relations: Relations) -> list[Citation]:
    """The citations of what was found, each with its line, place and relation."""
    text, own, paragraphs = document.text, document.masthead.symbols, document.paragraphs
    starts = [*document.starts[1:], len(text) + 1]
    citations = []
    index = reached = begin = 0
    line = 1
    page = None
    for find in finds:
        start, end = find.start, find.end
        while starts[index] <= start:
            index += 1
        if lines := text.count("\n", reached, start):
            line += lines
            begin = text.rfind("\n", reached, start) + 1
        reached = start
        part = paragraphs[index]
        relation = relations.of(index, part, find)
        if part.place == "masthead" and find.symbol not in own and _in_brackets(text, start):
            relation = "based_on"
        column = start - begin + 1
        if document.origin:
            line, column = document.position(start)
        if document.pages:
            page = document.page_at(start)
        citations.append(
            _new(Citation, (
                start, end, line, column, text[start:end], find.symbol, find.candidates,
                find.also, find.kind, find.body, find.date, find.pinpoint, relation, part.place, part.number, find.via,
                find.certainty, find.warnings, page,
            ))
        )  # fmt: skip
    return citations


def _in_brackets(text: str, offset: int) -> bool:
    """Whether a place of the masthead lies in the brackets that name what a resolution rests on."""
    return text.rfind("[", max(0, offset - 600), offset) > text.rfind("]", max(0, offset - 600), offset)
