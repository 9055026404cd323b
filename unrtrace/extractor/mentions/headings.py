"""Numbers under a heading: below *General Assembly resolutions* a line `45/17 Assistance in mine clearance`.

A heading is a short line that names a body and its resolutions or decisions, or one that names them under a line with
the body alone. It governs the numbers that open a line, a cell or a list, until the next heading or the next paragraph
of prose; the words after a number are its title. A number between two titles is governed too, but less surely.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache, cached_property

from unrtrace.documents import Paragraph
from unrtrace.extractor.attribution import INHERITED, NAMED, UNMISTAKABLE, cited_number
from unrtrace.extractor.lexicon import KINDS, Lexicon
from unrtrace.extractor.mentions.noun_phrase import ListMember, Noun, PhraseReader
from unrtrace.extractor.mentions.numbers import Number
from unrtrace.extractor.state import Place, State
from unrtrace.symbols.numbering import numberings
from unrtrace.text import dates

LONGEST_LINE = 120  # characters of a heading
LONGEST_TITLE = 400  # characters of a paragraph that may still be titles, not prose
OTHER_WORDS = 3  # words besides body and noun in a heading, where a number opens the next line
APART = 5  # lines between a body alone and *Resolutions* below it
LINE = re.compile(r"[^\n]+")
FURNITURE = re.compile(r"^[\s#*_|•·–—-]*(?:\(?(?:\d{1,3}|[A-Za-z]|[IVX]{1,5})[.)])*|\([^()]*\)|[\s:：*_|.]*$")
WORD = re.compile(r"[^\W\d_]{4,}|[一-鿿]")
DIGIT = re.compile(r"\d")
OPENS = re.compile(r"(?:\n|\t|\||\A|[ \u00a0]{2})[ \u00a0*_•·–—-]*\Z")
PARAGRAPH_NUMBER = re.compile(r"\s*\d{1,3}\.(?:\d{1,3}\.?)?\s+\D")
TITLE = re.compile(r"\. +[^\W\d_a-zß-ɏа-я]")
ARTICLE = re.compile(r"A [a-zß-ɏ]")  # the first word of a title, not a letter of the number
NUMBER_FIRST = re.compile(
    r"[\s|*_•·–—-]*(?:\d{1,4}|E?S-\d{1,2})\s?(?:/\s?\d{1,4}|(?:[A-Z]\s?)?\((?:\d{4}|[IVXL]{1,7})\))"
)
SENTENCE_END = (".", "。", ".”", ".»")


@dataclass(slots=True)
class Heading:
    """A heading and the end of what it governs; `body` is None where that is a body whose numbers are not read."""

    start: int
    end: int
    body: str | None
    kinds: tuple[str, ...]
    body_place: Place
    until: int


class Headings:
    """The headings of a document that govern numbers, found when the first number may need one."""

    def __init__(self, state: State, reader: PhraseReader) -> None:
        self.state, self.reader, self.text, self.words = state, reader, state.text, state.words

    @cached_property
    def headings(self) -> list[Heading]:
        """Every heading, in text order."""
        found: list[Heading] = []
        lines = [match.span() for match in LINE.finditer(self.text)]
        for index, (start, end) in enumerate(lines):
            nouns = self._words_of_heading(self.words.nouns, lines[index])
            if not nouns:
                continue
            names = self._names(lines[index])
            others = self._other_words(start, end, [match.span() for match in (*names, *nouns)])
            if others > OTHER_WORDS or (others and not self._opens_with_number(lines, index + 1)):
                continue
            if name := names[0] if names else self._name_above(lines, index):
                place = name.span("organ")
                kinds = tuple(dict.fromkeys(kind for noun in nouns for kind in KINDS if noun[kind]))
                found.append(Heading(start, end, self.reader.code(name["organ"], start, place[0]), kinds, place, 0))
        ends = [*(heading.start for heading in found[1:]), len(self.text)]
        for heading, end in zip(found, ends, strict=False):
            heading.until = self._until_prose(heading, end)
        return found

    def _words_of_heading(self, pattern: re.Pattern[str], line: Place) -> list[re.Match[str]]:
        """Return the matches in a line that may be a heading: it is short and has no digit."""
        start, end = line
        if end - start > LONGEST_LINE or not (found := list(pattern.finditer(self.text, start, end))):
            return []
        return [] if DIGIT.search(self.text, start, end) else found

    def _names(self, line: Place) -> list[re.Match[str]]:
        return [match for match in self._words_of_heading(self.words.organ_anywhere, line) if match["organ"]]

    def _name_above(self, lines: list[Place], index: int) -> re.Match[str] | None:
        """Return the body that a line alone names some lines above *Resolutions*, or None."""
        for line in reversed(lines[max(0, index - APART) : index]):
            if (names := self._names(line)) and not self._other_words(*line, [match.span() for match in names]):
                return names[0]
        return None

    def _other_words(self, start: int, end: int, spans: list[Place]) -> int:
        """Return how many words of a line are neither within some spans nor words that join those."""
        rest, done = [], start
        for first, last in sorted(spans):
            rest.append(self.text[done:first])
            done = max(done, last)
        rest.append(self.text[done:end])
        plain = _joining(self.words).sub(" ", FURNITURE.sub(" ", " ".join(rest)))
        return len(WORD.findall(plain))

    def _opens_with_number(self, lines: list[Place], index: int) -> bool:
        """Return whether the next line that is not blank opens with a number such as 45/17 or 1325 (2000)."""
        text = next((self.text[start:end] for start, end in lines[index:] if self.text[start:end].strip()), "")
        return NUMBER_FIRST.match(text) is not None

    def _until_prose(self, heading: Heading, limit: int) -> int:
        """Return where the first paragraph of prose below a heading begins, at most the limit."""
        paragraphs = self.state.document.paragraphs
        for index in range(self.state.document.index_at(heading.start), len(paragraphs)):
            start, end = paragraphs[index].start, paragraphs[index].end
            if start >= limit:
                break
            if start > heading.start and self._is_prose(start, end):
                return start
        return limit

    def _is_prose(self, start: int, end: int) -> bool:
        text = self.text[start:end].rstrip()
        if PARAGRAPH_NUMBER.match(text) and not NUMBER_FIRST.match(text) and text.endswith(SENTENCE_END):
            return True
        return len(text) > LONGEST_TITLE and text.endswith(SENTENCE_END) and not NUMBER_FIRST.match(text)

    def _governing(self, number: Number) -> tuple[Heading, str] | None:
        """Return the heading that a number stands under and the kind of document that it numbers, or None."""
        index = bisect_right(self.headings, number.start, key=lambda heading: heading.start) - 1
        heading = self.headings[index] if index >= 0 else None
        cited = cited_number(number.spelling(None))
        if heading is None or heading.body is None or cited is None or number.start >= heading.until:
            return None
        for kind in heading.kinds:
            if any(row.body == heading.body for row in numberings(cited, kind, heading.body)):
                return heading, kind
        return None

    def opening(self, number: Number, part: Paragraph, before: ListMember | None) -> ListMember | None:
        """Return a number that opens a line or a cell under a heading, or goes on the list of one; else None."""
        if before and before.under_heading and self.reader.joins(before, number):
            governing = self._governing(number)
            return self._member(number, before.noun, part, opens=False) if governing else None
        if not OPENS.search(self.text, max(0, number.start - 12), number.start):
            return None
        if before and self.reader.joins(before, number):
            return None
        if self.words.noun_first and self.words.noun_before.match(self.text, part.start, number.start):
            return None
        return self._governed(number, part, NAMED) or self._title(number, part)

    def _title(self, number: Number, part: Paragraph) -> ListMember | None:
        """Return the number of a resolution's title in a compilation, `2712 (XXV). Admission of …`; else None.

        Only a number that few bodies have stands alone so.
        """
        if number.shape not in UNMISTAKABLE or not TITLE.match(self.text, number.end):
            return None
        noun = Noun(number.start, number.start, "resolution", phrase_start=number.start)
        return ListMember(number, noun, True, part.continues, number.end)

    def between_titles(self, number: Number, part: Paragraph) -> ListMember | None:
        """Return a number that stands within a line under a heading and belongs to nothing else there; else None."""
        in_title = part.place == "masthead" and self.state.document.masthead.title_at is not None
        if in_title or self.text[part.start : part.end].rstrip().endswith(SENTENCE_END):
            return None
        return self._governed(number, part, INHERITED)

    def _governed(self, number: Number, part: Paragraph, strength: str) -> ListMember | None:
        title_at = self.state.document.masthead.title_at
        if (title_at and title_at[0] == number.start) or (governing := self._governing(number)) is None:
            return None
        heading, kind = governing
        noun = Noun(heading.start, heading.end, kind, heading.body, strength, number.start, heading.body_place)
        return self._member(number, noun, part, opens=True)

    def _member(self, number: Number, noun: Noun, part: Paragraph, *, opens: bool) -> ListMember:
        if number.letter and len(number.letter) == 1 and ARTICLE.match(self.text, number.letter_at):
            number = number._replace(letter=None, end=number.start + len(number.number), letter_at=-1)
        member = ListMember(number, noun, opens, part.continues, number.end, under_heading=True)
        if found := dates.date_after(self.text, number.end, self.words.language):
            member.date, member.date_place, member.phrase_end = found.date, (found.start, found.end), found.end
        return member


@cache
def _joining(words: Lexicon) -> re.Pattern[str]:
    """Return the pattern of the words that join a body and its resolutions, or two nouns."""
    joining = [*words.table["organs"]["link"], *words.table["joins"]["and"]]
    return words.compile(rf"{words.edge}{words.any_of([phrase for phrase in joining if phrase])}{words.edge}")
