"""The extractor: a document's text to its citations, in six steps.

1. scan: names of instruments, publications and bodies are searched for once; numbers and symbols by their punctuation
2. mentions: each rule of `RULES` finds its kind of citation
3. overlaps are resolved once (`drop_overlaps`); then hyperlinks are held against what their words cite (`links`)
4. bodies of numbers are attributed on evidence (`attribution`), within the rules that read numbers
5. back-references: *Ibid.*, *op. cit.*, and instruments by name, once all else is known
6. context: the part cited, the relation, place and line
"""

from collections.abc import Callable
from dataclasses import replace
from operator import attrgetter

from unrtrace.citation import Citation
from unrtrace.documents import Document, from_text
from unrtrace.extractor import doubts, ibid
from unrtrace.extractor.attribution import CitingContext
from unrtrace.extractor.context import pinpoints
from unrtrace.extractor.context.relations import Relations
from unrtrace.extractor.lexicon import lexicon
from unrtrace.extractor.mention import Mention
from unrtrace.extractor.mentions import (
    damaged,
    instruments,
    links,
    official_records,
    parallel,
    publications,
    resolutions,
    serial_numbers,
    symbols,
    title_number,
)
from unrtrace.extractor.state import Findings, KnownNumbers, State
from unrtrace.symbols import Symbol
from unrtrace.text.instrument_names import named_in
from unrtrace.text.organisations import Organisations

FALLBACK = "en"
START, END = attrgetter("start"), attrgetter("end")
SHARED_SPANS = ("suffix", "list")  # members that may lie inside the span of the member before them
CLOSING = " \t\n.,;:)]*,。；）》”\"'"

Rule = Callable[[State], list[Mention]]
RULES: dict[str, Rule] = {
    "symbol": symbols.find,
    "resolution or decision": resolutions.find,
    "spoilt session": damaged.old_resolutions,
    "serial number": serial_numbers.find,
    "publication": publications.find,
    "official records": official_records.find,
    "title number": title_number.find,
}
LATER_RULES: tuple[Rule, ...] = (ibid.find, instruments.find)  # need the mentions of all others, in text order


def extract(text: str, *, language: str | None = None, body: str | None = None) -> list[Citation]:
    """Return every citation of a text, in text order.

    `language` is one of ar, zh, en, fr, ru, es and found from the text where not given; `body` is the
    organ that speaks (A, S, E, A/HRC …), whose *its* a bare number follows, where the text does not say.
    """
    document = from_text(text, language=language)
    return as_given(document, extract_document(document, body=body))


def extract_document(
    document: Document, *, body: str | None = None, organisations: Organisations | None = None
) -> list[Citation]:
    """Return every citation of a document, in text order, with place and relation from its structure.

    Pass `organisations` if you will call `events_of` next: names of organisations and of instruments are then searched
    for in one pass.
    """
    return to_citations(find_mentions(document, body=body, organisations=organisations))


def as_given(document: Document, citations: list[Citation]) -> list[Citation]:
    """Return the citations of a document with the spans and words that they have in its text as given.

    Those of `extract_document` are of `document.text`, their lines and columns of the text as given.
    """
    if not document.offset_map:
        return citations
    given = []
    for citation in citations:
        start, end = document.to_original(citation.start, citation.end)
        given.append(replace(citation, start=start, end=end, text=document.original_text[start:end]))
    return given


def phrase(text: str, language: str) -> tuple[Symbol, ...]:
    """Return what a phrase such as `resolution 51/148` or 第47/4号决议 may stand for, and nothing for a longer text.

    >>> phrase("Security Council resolution 1325 of 31 October 2000", "en"), phrase("A/RES/51/148 nonsense", "en")
    ((Symbol('S/RES/1325(2000)'),), ())
    """
    findings = find_mentions(from_text(text, language=language))
    for found in findings.mentions[:1]:
        rest = text[found.phrase_end :].strip(CLOSING)
        alone = not any(character.isdigit() for character in text[: found.phrase_start])
        if alone and (not rest or findings.states[0].words.nouns.fullmatch(rest)):
            return (found.symbol,) if found.symbol else found.candidates
    return ()


def find_mentions(
    document: Document, *, body: str | None = None, organisations: Organisations | None = None
) -> Findings:
    """Return what every rule finds in a document, in each of its languages; arguments as of `extract_document`."""
    masthead = document.masthead
    citing = CitingContext(body or masthead.organ, masthead.adopted or masthead.issued or masthead.letter_date)
    known = KnownNumbers()
    states = []
    for part in document.by_language():
        language = part.language or FALLBACK
        if organisations and part is document:
            names = organisations.names_in(part.text, language).instruments
        else:
            names = named_in(part.text, language)
        states.append(State(part, document, lexicon(language), citing, names, known))
    mentions = drop_overlaps([mention for rule in RULES.values() for state in states for mention in rule(state)])
    mentions = links.apply(document, mentions)
    mentions = parallel.merge(document.ascii_digits_text, mentions, document.language or FALLBACK)
    findings = Findings(document, states, mentions)
    for rule in LATER_RULES:
        for state in states:
            state.mentions = findings.mentions
            if found := [mention for mention in rule(state) if findings.state_at(mention.start) is state]:
                findings.mentions = drop_overlaps([*findings.mentions, *found])
    for state in states:
        state.mentions = [mention for mention in findings.mentions if findings.state_at(mention.start) is state]
        doubts.weaken(state, findings.mentions, masthead.symbols)
        pinpoints.add_pinpoints(state.document.text, state.mentions, state.words)
    return findings


def drop_overlaps(found: list[Mention]) -> list[Mention]:
    """Return mentions in text order without those that lie inside a longer one.

    Of two that overlap the one that begins first stays, of two that begin together the longer one. Members of a list
    or range may share the span of the one before them, and what lies between the ends of a range is kept with them.
    """
    between = [mention for mention in found if mention.via == "range"]
    found = [mention for mention in found if mention.via != "range"] if between else found
    found.sort(key=END, reverse=True)
    found.sort(key=START)
    kept: list[Mention] = []
    reached = 0
    for mention in found:
        if mention.start < reached:
            before = kept[-1]
            shared = mention.via in SHARED_SPANS and mention.end >= before.end and mention.start >= before.start
            if not shared:
                continue
        kept.append(mention)
        reached = mention.end
    if between:
        starts = {mention.start for mention in kept}
        kept += [mention for mention in between if mention.start in starts]
        kept.sort(key=START)
    return kept


def to_citations(findings: Findings) -> list[Citation]:
    """Return the citations of what was found, each with its line, place and relation."""
    document = findings.document
    relations = {id(state): Relations(state.document, state.words) for state in findings.states}
    text, own, paragraphs = document.text, document.masthead.symbols, document.paragraphs
    starts = [*document.paragraph_starts[1:], len(text) + 1]
    citations = []
    index = reached = begin = 0
    line = 1
    page = None
    for mention in findings.mentions:
        start, end = mention.start, mention.end
        while starts[index] <= start:
            index += 1
        if lines := text.count("\n", reached, start):
            line += lines
            begin = text.rfind("\n", reached, start) + 1
        reached = start
        part = paragraphs[index]
        relation = relations[id(_governing_state(findings, index, mention))].of(index, part, mention)
        if part.place == "masthead" and mention.symbol not in own and _in_brackets(text, start):
            relation = "based_on"
        column = start - begin + 1
        if document.offset_map:
            line, column = document.position(start)
        if document.pages:
            page = document.page_at(start)
        citations.append(
            Citation(
                start, end, line, column, text[start:end], mention.symbol, mention.candidates, mention.also,
                mention.kind, mention.body, mention.date, mention.pinpoint, relation, part.place, part.number,
                mention.via, mention.certainty, mention.warnings, page, mention.symbol in own,
            )
        )  # fmt: skip
    return citations


def _governing_state(findings: Findings, index: int, mention: Mention) -> State:
    """Return the state of the language whose verbs govern a mention; in a footnote, that of the footnote's mark."""
    if len(findings.states) > 1 and (note := findings.document.footnotes.get(index)) and note.mark_offset is not None:
        return findings.state_at(note.mark_offset)
    return findings.state_at(mention.start)


def _in_brackets(text: str, offset: int) -> bool:
    """Whether a place of the masthead lies in the brackets that name what a resolution rests on."""
    return text.rfind("[", max(0, offset - 600), offset) > text.rfind("]", max(0, offset - 600), offset)
