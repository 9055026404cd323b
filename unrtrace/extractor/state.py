"""What the rules of the extractor share while they read one document."""

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from operator import attrgetter

from unrtrace.documents import Document
from unrtrace.extractor.attribution import CitingContext, cited_number
from unrtrace.extractor.lexicon import Lexicon
from unrtrace.extractor.mention import Mention
from unrtrace.symbols import Symbol
from unrtrace.text.name_pattern import Span

SMALLEST_SERIAL = 100  # below it, "resolution 1" is a conference's more often than the Council's
_SERIAL = re.compile(r"(\d+)\((?:\d{4}|[IVXLC]+)\)$")  # a number with its year or session, without a letter
Place = tuple[int, int]


class KnownNumbers:
    """The resolutions and decisions that a document cites in full, before or after a place.

    They are filled from its full symbols and from the numbers whose body is certain.
    """

    def __init__(self) -> None:
        self._bodies: dict[tuple[str, str], dict[str, Place]] = {}
        self._serials: dict[int, dict[Symbol, Place]] = {}

    def add(self, mention: Mention) -> None:
        """Remember the number of a mention."""
        symbol = mention.symbol
        if symbol is None or mention.kind not in ("resolution", "decision"):
            return
        _, separator, number = symbol.partition("/RES/" if mention.kind == "resolution" else "/DEC/")
        if not separator:
            return
        place = mention.start, mention.end
        self._bodies.setdefault((number, mention.kind), {}).setdefault(mention.body or symbol.body, place)
        if mention.kind == "resolution" and (serial := _SERIAL.match(number)):
            self._serials.setdefault(int(serial[1]), {}).setdefault(symbol, place)

    def add_all(self, mentions: Iterable[Mention]) -> None:
        """Remember the numbers of several mentions."""
        for mention in mentions:
            self.add(mention)

    def body_of(self, spelling: str, kind: str) -> tuple[str, Place] | None:
        """Return the one body to which the document gives a number elsewhere, and where; None for none or several."""
        number = cited_number(spelling)
        found = self._bodies.get((number.text, kind)) if number else None
        return next(iter(found.items())) if found and len(found) == 1 else None

    def resolution_of(self, serial: int) -> tuple[Symbol, Place] | None:
        """Return the one resolution that the document cites with this number and its year or session, and where."""
        found = self._serials.get(serial) if serial >= SMALLEST_SERIAL else None
        return next(iter(found.items())) if found and len(found) == 1 else None


@dataclass(slots=True)
class State:
    """A document, or its parts in one language, the words of that, and what the rules have found so far.

    `document` has only the text in that language, `whole` all of it (see `Document.by_language`). `citing` and `known`
    are those of the whole document. `names` are the places where the text names instruments, publications and nouns
    that name a body.
    """

    document: Document
    whole: Document
    words: Lexicon
    citing: CitingContext
    names: list[Span]
    known: KnownNumbers = field(default_factory=KnownNumbers)
    mentions: list[Mention] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The text of the document with its digits in ASCII, of the same length."""
        return self.document.ascii_digits_text


@dataclass(slots=True)
class Findings:
    """What the rules found in a document, in text order, with the state of each of its languages, its own first."""

    document: Document
    states: list[State]
    mentions: list[Mention]

    def state_at(self, offset: int) -> State:
        """Return the state of the language in whose part of the text an offset lies."""
        if len(self.states) == 1:
            return self.states[0]
        spans = self.document.foreign_spans
        index = bisect_right(spans, offset, key=attrgetter("start")) - 1
        if index < 0 or offset >= spans[index].end:
            return self.states[0]
        return next(state for state in self.states if state.document.language == spans[index].language)
