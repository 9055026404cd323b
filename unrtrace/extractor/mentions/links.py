"""Hyperlinks as evidence: the address that a link leads to says which document its words cite.

What the words alone cite stays; the link confirms it, decides what they leave open, or contradicts them, which is a
warning and no correction. A bare number, a number of a table or a title becomes a citation by its link.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from unrtrace.documents import Document
from unrtrace.extractor.mention import Mention
from unrtrace.extractor.mentions.coordinated import parse
from unrtrace.symbols import Symbol, SymbolError
from unrtrace.symbols.links import leads_to_document

WARNING = "link_differs"
NUMBER = re.compile(
    r"(?<![\w/.])(?:\d{1,4}\s?[(（](?:[IVXLC]{1,7}|E?S-[IVXLC]{1,5}|(?:19|20)\d\d)[)）]"
    r"|(?:E?S-)?\d{1,4}/(?:[A-Z]{2,4}\.)?\d{1,4})(?![\d/])"
)
# A letter after a number, unless it is the first word of a title.
LETTER = re.compile(r"\s?(?P<letter>[A-Z])(?=\s*(?:[,;:.)\]\n–‑-]|$|(?:and|et|y)\s+[A-Z]\b))")
DIGITS = re.compile(r"\d{1,4}")
# What a cited document may have in its symbol that its address has not: a letter, a section, a part.
NARROWER = re.compile(r"[A-Z]{1,2}|\(.*|/(?:Part|Vol|Supp|SUPP).*")
EDGES = " \t\n\u00a0.,;:،؛，；、。\"'“”«»"
BETWEEN = re.compile(r"\s*")
NEAR = 60  # characters around a linked title in which its document may be cited in full


class _Reference(NamedTuple):
    """The words of a link to a document, or of several in a row that lead to the same one."""

    start: int
    end: int
    until: int
    symbols: tuple[Symbol, ...]


def apply(document: Document, mentions: list[Mention]) -> list[Mention]:
    """Return the mentions of a document, in text order, with what its links say of them and cite next to them."""
    references = list(_references(document))
    if not references:
        return mentions
    text = document.ascii_digits_text
    kept = _without_addresses(mentions, references)
    added: list[Mention] = []
    for reference in references:
        inside = [one for one in kept if one.start < reference.end and reference.start < one.end]
        if inside:
            _compare(inside, reference.symbols)
        elif found := _cited(text, reference, kept, document):
            added.append(found)
    return sorted([*kept, *added], key=lambda mention: mention.start) if added else kept


def _references(document: Document) -> Iterator[_Reference]:
    """Yield the links to documents of the United Nations; pieces of the same link are joined."""
    before: _Reference | None = None
    for link in document.links:
        symbols = parse(link.target) if leads_to_document(link.target) else ()
        if not symbols:
            continue
        if (
            before is not None
            and before.symbols == symbols
            and before.until == before.end
            and BETWEEN.fullmatch(document.text, before.end, link.start)
            and not _is_complete(document.text[before.start : before.end], symbols)
        ):
            before = before._replace(end=link.end, until=link.until)
            continue
        if before is not None:
            yield before
        before = _Reference(link.start, link.end, link.until, symbols)
    if before is not None:
        yield before


def _is_complete(words: str, symbols: tuple[Symbol, ...]) -> bool:
    """Return whether the words of a link name its document without what follows."""
    words = words.strip(EDGES)
    return words in symbols or parse(words) == symbols or NUMBER.fullmatch(words) is not None


def _without_addresses(mentions: list[Mention], references: list[_Reference]) -> list[Mention]:
    """Return the mentions without those in the addresses of links, which only repeat what the words cite."""
    shown = [(one.end, one.until) for one in references if one.until > one.end]
    if not shown:
        return mentions
    return [one for one in mentions if not any(start < one.end and one.start < end for start, end in shown)]


def _compare(mentions: list[Mention], symbols: tuple[Symbol, ...]) -> None:
    """Hold what the words of a link cite against what it leads to."""
    target = symbols[0]
    agreeing = [one for one in mentions if one.symbol and any(_agree(one.symbol, other) for other in symbols)]
    if agreeing:
        for one in agreeing:
            one.certainty = "certain" if WARNING not in one.warnings else one.certainty
        return
    for one in mentions:
        chosen = next((own for own in one.candidates if not one.symbol and _agree(own, target)), None)
        if chosen:
            one.symbol, one.candidates, one.kind, one.body = chosen, (), chosen.kind, chosen.body
            one.via, one.certainty = "link", "certain"
            return
    differing = [one for one in mentions if one.via != "range" and one.kind not in ("treaty", "instrument")]
    if len(differing) == 1 and WARNING not in differing[0].warnings:
        (one,) = differing
        own = (one.symbol,) if one.symbol else one.candidates
        one.candidates = tuple(dict.fromkeys([*own, *symbols]))
        one.warnings = (*one.warnings, WARNING)
        one.certainty = "inferred" if one.symbol else "ambiguous"


def _agree(cited: Symbol, target: Symbol) -> bool:
    """Return whether a citation is of the document to which a link leads, or of a letter, section or part of it."""
    return cited == target or (cited.startswith(target) and NARROWER.fullmatch(cited[len(target) :]) is not None)


def _cited(text: str, reference: _Reference, mentions: list[Mention], document: Document) -> Mention | None:
    """Return the citation of a link whose words alone cite nothing, None for one that needs none."""
    target = reference.symbols[0]
    words = text[reference.start : reference.end]
    numbers = list(NUMBER.finditer(text, reference.start, reference.end))
    for number in numbers:
        if (own := _read(number[0], target)) and _agree(own, target):
            return _numbered(text, number, own, reference)
    if numbers:
        first = numbers[0]
        read = [own for number in numbers if (own := _read(number[0], target))]
        candidates = tuple(dict.fromkeys([*read, *reference.symbols]))
        return Mention(
            *first.span(), None, target.kind, target.body, "link",
            candidates=candidates, certainty="ambiguous", warnings=(WARNING,), spelling=first[0],
        )  # fmt: skip
    start = reference.start + len(words) - len(words.lstrip(EDGES))
    end = reference.start + len(words.rstrip(EDGES))
    words = text[start:end]
    if start >= end:
        return None
    alone = DIGITS.fullmatch(words) is not None
    if alone and _read(words, target) == target:
        return _mention(start, end, target, reference, "certain")
    if target in document.masthead.symbols or _is_cited_nearby(reference, mentions):
        return None
    return _mention(start, end, target, reference, "inferred")


def _numbered(text: str, number: re.Match[str], own: Symbol, reference: _Reference) -> Mention:
    """Return the citation of a number in the words of a link, with a letter after it."""
    end = number.end()
    if (letter := LETTER.match(text, end)) and (lettered := _read(number[0] + letter["letter"], reference.symbols[0])):
        own, end = lettered, letter.end()
    return _mention(number.start(), end, own, reference, "certain")


def _mention(start: int, end: int, symbol: Symbol, reference: _Reference, certainty: str) -> Mention:
    return Mention(
        start, end, symbol, symbol.kind, symbol.body, "link", also=reference.symbols[1:], certainty=certainty,
        phrase_end=max(end, reference.until),
    )  # fmt: skip


def _read(words: str, target: Symbol) -> Symbol | None:
    """Return the document that a number stands for where it is of the body and the kind of another document."""
    try:
        return Symbol.parse(words, body=target.body, kind=target.kind)
    except SymbolError:
        return None


def _is_cited_nearby(reference: _Reference, mentions: list[Mention]) -> bool:
    """Return whether the document of a link is cited next to its words: `the <a>report</a> (A/75/81)`."""
    return any(
        one.symbol in reference.symbols and one.start - NEAR < reference.end and reference.start < one.end + NEAR
        for one in mentions
    )
