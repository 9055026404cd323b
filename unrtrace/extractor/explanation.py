"""Why each citation of a document is what it is: the evidence that decided, and what else was possible.

>>> from unrtrace.documents import from_text
>>> found, = explain_document(from_text("Recalling its resolution 35/17 of 12 November 1980,"), body="A")
>>> found.evidence[0].kind, found.evidence[0].detail
('date', 'A')
>>> found.alternatives[0]
(Symbol('A/HRC/RES/35/17'), '1980-11-12 is not in its session 35')
"""

from typing import NamedTuple

from unrtrace.documents import Document
from unrtrace.extractor.attribution import Evidence, alternatives
from unrtrace.extractor.mention import Mention
from unrtrace.extractor.pipeline import find_mentions
from unrtrace.symbols import Symbol

# What each way of finding a citation rests on, where no number had to be attributed to a body.
KINDS = {
    "symbol": "symbol written out",
    "suffix": "suffix of the symbol before",
    "link": "address of the link",
    "prose": "number of the title",
    "instrument": "name of an instrument",
    "publication": "number of a publication",
}


class Explanation(NamedTuple):
    """Why one citation is what it is; its span and those of the evidence are code points of `document.text`.

    `alternatives` are the other documents that its number might have been, each with what speaks against it.
    """

    start: int
    end: int
    line: int
    text: str
    symbol: Symbol | None
    evidence: tuple[Evidence, ...]
    alternatives: tuple[tuple[Symbol, str], ...]


def explain_document(document: Document, *, body: str | None = None) -> list[Explanation]:
    """Return an explanation of every citation of a document, in text order; `body` is the organ that speaks in it."""
    findings = find_mentions(document, body=body)
    found = []
    for mention in findings.mentions:
        others = (
            alternatives(mention.spelling, mention.kind, mention.body, mention.date, findings.states[0].citing)
            if mention.spelling
            else []
        )
        line, _ = document.position(mention.start)
        evidence = mention.evidence or _plain(mention)
        text = document.text[mention.start : mention.end]
        found.append(Explanation(mention.start, mention.end, line, text, mention.symbol, evidence, tuple(others)))
    return found


def _plain(mention: Mention) -> tuple[Evidence, ...]:
    """Return the evidence of a mention whose words say all."""
    return (Evidence(KINDS.get(mention.via, mention.via), mention.start, mention.end, mention.symbol or ""),)
