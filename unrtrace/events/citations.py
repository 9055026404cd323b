"""Which citations belong to the date of an event."""

from bisect import bisect_left
from collections.abc import Iterator

from unrtrace.citation import Citation
from unrtrace.documents import Paragraph
from unrtrace.events.dating import DAY, YEAR, DateExpression
from unrtrace.symbols import Symbol

ADOPTED = frozenset({"resolution", "decision", "statement"})
MAX_GAP = 6  # characters between a date and the citation in parentheses after it
PARENTHESES = ("(", "（")


class CitationsByDate:
    """The citations of a document in text order, those with a date of their own and those without."""

    def __init__(self, text: str, citations: list[Citation]) -> None:
        self._text = text
        self._dated = [citation for citation in citations if citation.date]
        self._undated = [citation for citation in citations if not citation.date]
        self._dated_starts = [citation.start for citation in self._dated]
        self._undated_starts = [citation.start for citation in self._undated]
        self.used: set[int] = set()  # offsets of citations that belong to an event already

    def of_date(self, date: DateExpression, paragraph: Paragraph, sentence_end: int) -> Citation | None:
        """Return the citation of a date: the nearest one with this date, or one in parentheses after it."""
        if date.precision == DAY:
            index = bisect_left(self._dated_starts, date.start)
            neighbours = [
                citation
                for citation in self._dated[index - 1 if index else 0 : index + 1]
                if citation.date == date.first and paragraph.start <= citation.start < max(sentence_end, paragraph.end)
            ]
            if neighbours:
                return min(neighbours, key=lambda citation: abs(citation.start - date.start))
        elif date.precision != YEAR:
            return None
        index = bisect_left(self._undated_starts, date.end)
        if index == len(self._undated) or self._undated_starts[index] - date.end > MAX_GAP:
            return None
        citation = self._undated[index]
        in_parentheses = self._text[date.end : citation.start].strip()[:1] in PARENTHESES
        return citation if in_parentheses and (citation.kind in ADOPTED or date.precision == DAY) else None

    def undated_between(self, start: int, end: int) -> Iterator[Citation]:
        """Yield the citations without a date between two offsets."""
        for citation in self._undated[bisect_left(self._undated_starts, start) :]:
            if citation.start >= end:
                return
            yield citation

    def cited_nearby(self, start: int, end: int) -> tuple[Symbol, ...]:
        """Return the documents cited between two offsets, without dates and not in `used`, each once."""
        index = bisect_left(self._undated_starts, start)
        if index == len(self._undated) or self._undated_starts[index] >= end:
            return ()
        symbols = {
            citation.symbol: None
            for citation in self.undated_between(start, end)
            if citation.symbol and citation.kind != "instrument" and citation.start not in self.used
        }
        return tuple(symbols)
