"""What stands around a page break besides the text: counters, job numbers, bar codes, the symbol, the running title.

>>> text = "A/RES/73/8\\nTitle of this\\n\\nresolutions 47/19 of 1992\\n18-18418 (E)\\n"
>>> text += "\\f2/3\\nA/RES/73/8\\nTitle of this\\nand 48/16"
>>> [text[start:end] for start, end in find_furniture(text)]
['\\n18-18418 (E)\\n\\x0c2/3\\nA/RES/73/8\\nTitle of this\\n']
"""

import re
from collections.abc import Iterator
from functools import cache
from itertools import islice

from unrtrace.text.language import FALLBACK, languages
from unrtrace.text.phrase_pattern import any_of

HEAD = 3000  # characters of a text in which the title stands that its pages repeat
MAX_LINES = 6  # of a title
MIN_TITLE, MAX_TITLE = 10, 600  # characters
COUNTER = r"\d\d-\d{5}|\([A-Z]\)|\*\d{6,8}\*|\d{6}|[-–—]?\d{1,3}(?:/\d{1,3})?[-–—]?|[-–—]"
SYMBOL = r"[A-ZАЕ]{1,5}(?>(?:/[A-Za-zА-Я0-9.()]++)+)(?:\s?\([^)\n]{1,10}\))?"
SYMBOL_LINE = re.compile(rf"\s*+{SYMBOL}\s*+")
SYMBOL_IN_COLUMN = re.compile(rf"(?<!\S){SYMBOL}(?:\s{{3,}}|(?=\n|$))")  # next to the title
BLANK_LINES = re.compile(r"(?>(?:[^\S\n\f]*+[\n\f])+)")
TITLE_NUMBER = re.compile(r"[\dA-Z/()-]++\.\s++")


@cache
def _counters() -> re.Pattern[str]:
    """Return the pattern of counters, job numbers and bar codes in a row."""
    counters = [COUNTER]
    for language in languages():
        before, after = (any_of(words, language.code) for words in (language.page_words, language.page_words_after))
        counters.append(rf"{before}\s?\d{{1,3}}" + (rf"\s?{after}" if language.page_words_after else ""))
    return re.compile(rf"\s*+(?>(?:(?:{'|'.join(counters)})(?:\s++|$))*)", re.I)


def page_words() -> tuple[str, str]:
    """Return the patterns (source) of the words before and after the number of a page, in any language."""
    return (
        any_of([word for language in languages() for word in language.page_words], FALLBACK),
        any_of([word for language in languages() for word in language.page_words_after], FALLBACK),
    )


def find_furniture(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans between the last word of a page and the first word of the next one, in text order."""
    form_feed = text.find("\f")
    titles = _possible_titles(text[: min(HEAD, form_feed)]) if form_feed >= 0 else set()
    end = 0
    while form_feed >= 0:
        start = _end_of_page(text, end, form_feed)
        end = _start_of_page(text, form_feed + 1, titles)
        yield start, end
        form_feed = text.find("\f", end)


def _end_of_page(text: str, begin: int, end: int) -> int:
    """Return where the text of a page ends, before its counters; the page is the span `begin` to `end`."""
    while end > begin:
        start = max(begin, text.rfind("\n", begin, end) + 1)
        if not _counters().fullmatch(text, start, end):
            break
        end = max(begin, start - 1)
    return end


def _start_of_page(text: str, start: int, titles: set[str]) -> int:
    """Return where the text of a page starts, after its counters, symbol and running title."""
    while True:
        if blank := BLANK_LINES.match(text, start):
            start = blank.end()
        ends = list(islice(_line_ends(text, start), MAX_LINES))
        if not ends:
            return start
        if _counters().fullmatch(text, start, ends[0]) or SYMBOL_LINE.fullmatch(text, start, ends[0]):
            start = ends[0]
            continue
        title_ends = [end for end in ends if _one_line(SYMBOL_IN_COLUMN.sub(" ", text[start:end], count=1)) in titles]
        if not title_ends:
            return start
        start = title_ends[-1]


def _line_ends(text: str, start: int) -> Iterator[int]:
    """Yield where the next lines end, as far as a title may reach."""
    limit = start + MAX_TITLE
    while start < min(len(text), limit):
        end = text.find("\n", start, limit)
        if end < 0:
            if limit < len(text):
                return
            end = len(text)
        yield end
        start = end + 1


def _possible_titles(head: str) -> set[str]:
    """Return all runs of lines in the head of a text, with and without a number before them: one may be its title."""
    lines = [line for line in head.split("\n") if line.strip()]
    runs = {
        _one_line(" ".join(lines[first : first + count]))
        for first in range(len(lines))
        for count in range(1, MAX_LINES + 1)
    }
    titles = {title for run in runs for title in (run, TITLE_NUMBER.sub("", run, count=1))}
    return {title for title in titles if len(title) >= MIN_TITLE}


def _one_line(text: str) -> str:
    return " ".join(text.split())
