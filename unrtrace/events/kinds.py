"""What kind of event a date is of, by the words around it."""

import datetime
import re
from functools import cache

from unrtrace.events.dating import COARSE, DECADE, SESSION, SPAN, YEARS, DateExpression
from unrtrace.events.nearest_word import WINDOWS, NearestWord
from unrtrace.text.language import facts, language_of
from unrtrace.text.phrase_pattern import any_of

MAX_DISTANCE = 120  # characters between a month or year and a word for what happened
NO_WORD = 10**6  # the distance where there is no word
LONGEST_WORD = 20  # characters
PARENTHESES = "(（"


class KindFinder:
    """Finds the kinds of events in a document's text; `today` is the date of the document."""

    def __init__(self, text: str, language: str, today: datetime.date | None) -> None:
        self.text, self.today = text, today
        self._nearest, self._words = _nearest_words(language), _kind_words(language)
        self._spaces = language_of(language).spaces

    def kind_of(self, date: DateExpression, is_cited: bool, start: int, end: int) -> str | None:
        """Return the kind of the event of a date, given the span of its sentence.

        None where no word near a month or a longer period says that something happened. `is_cited` says that the date
        is that of a citation.
        """
        if date.precision == SESSION:
            is_report = self.contains_word("report", start, end) and not self.contains_word("agenda", start, end)
            return "report" if is_report else "scheduled"
        if date.precision in (YEARS, DECADE):
            near = max(start, date.start - MAX_DISTANCE), min(end, date.end + MAX_DISTANCE)
            return "period" if self.contains_word("period", *near) else None
        distance, kind = self._nearest_kind(date, start, end)
        if date.precision in COARSE and not is_cited and distance > MAX_DISTANCE:
            return None
        if kind == "report" and date.precision == SPAN:
            kind = "meeting"  # the subject of a report on several days
        if self.today and date.first > self.today and kind not in ("period", "report"):
            return "scheduled"
        return kind

    def contains_word(self, kind: str, start: int, end: int) -> bool:
        """Return whether a word for a kind, or for an agenda, is between two offsets."""
        text = self.text[start:end].lower()
        for match in self._words[kind].finditer(text):
            if not self._spaces or not text[max(0, match.start() - 1) : match.start()].isalnum():
                return True
        return False

    def _nearest_kind(self, date: DateExpression, start: int, end: int) -> tuple[int, str]:
        """Return the distance of the nearest word for a kind, counted double after the date, and the kind."""
        length = date.end - date.start
        distance, kind = NO_WORD, "other"
        if found := self._nearest.before(self.text, start, date.end, WINDOWS, length):
            distance, kind = max(0, found[0] - length), found[1]
        right = min(end, date.end + min(distance, WINDOWS[-1]) // 2 + LONGEST_WORD)
        for parenthesis in PARENTHESES:
            if (offset := self.text.find(parenthesis, date.end, right)) >= 0:
                right = offset
        if (found := self._nearest.after(self.text, date.end, right)) and found[0] * 2 < distance:
            distance, kind = found[0] * 2, found[1]
        return distance, "other" if kind == "happened" else kind


@cache
def _kind_words(language: str) -> dict[str, re.Pattern[str]]:
    """Return the patterns of the words for each kind and for an agenda, in lower case."""
    edge = r"\b" if language_of(language).spaces else ""
    table = {**facts(language)["events"], "agenda": facts(language)["when"]["agenda"]}
    return {
        kind: re.compile(any_of([word.lower() for word in words], language) + edge) for kind, words in table.items()
    }


@cache
def _nearest_words(language: str) -> NearestWord:
    """Return the words for all kinds but scheduled events, which their dates show."""
    kinds = {kind: words for kind, words in facts(language)["events"].items() if kind != "scheduled"}
    return NearestWord(kinds, language)
