"""What pages add around a form feed: counters, job numbers, bar codes, the symbol, the running title.

>>> text = "A/RES/73/8\\nTitle of this\\n\\nresolutions 47/19 of 1992\\n18-18418 (E)\\n"
>>> text += "\\f2/3\\nA/RES/73/8\\nTitle of this\\nand 48/16"
>>> [text[start:end] for start, end in furniture(text)]
['\\n18-18418 (E)\\n\\x0c2/3\\nA/RES/73/8\\nTitle of this\\n']
"""

import re
from collections.abc import Iterator
from functools import cache
from itertools import islice

from unrtrace.text.language import FALLBACK, languages
from unrtrace.text.phrase_pattern import any_of

HEAD = 3000  # characters in which the title stands that pages repeat
LINES = 6  # of a title
SHORTEST, LONGEST = 10, 600  # characters of a title
COUNTER = r"\d\d-\d{5}|\([A-Z]\)|\*\d{6,8}\*|\d{6}|[-–—]?\d{1,3}(?:/\d{1,3})?[-–—]?|[-–—]"
SIGNS = r"[A-ZАЕ]{1,5}(?>(?:/[A-Za-zА-Я0-9.()]++)+)(?:\s?\([^)\n]{1,10}\))?"
SYMBOL = re.compile(rf"\s*+{SIGNS}\s*+")
BESIDE = re.compile(rf"(?<!\S){SIGNS}(?:\s{{3,}}|(?=\n|$))")  # in another column than the title
BLANK = re.compile(r"(?>(?:[^\S\n\f]*+[\n\f])+)")  # lines without words
NUMBER = re.compile(r"[\dA-Z/()-]++\.\s++")  # of a title


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


def furniture(text: str) -> Iterator[tuple[int, int]]:
    """The half-open spans between the last words of a page and the first of the next one, in text order."""
    feed = text.find("\f")
    titles = _titles(text[: min(HEAD, feed)]) if feed >= 0 else set()
    end = 0
    while feed >= 0:
        start = _last_words(text, end, feed)
        end = _first_words(text, feed + 1, titles)
        yield start, end
        feed = text.find("\f", end)


def _last_words(text: str, begin: int, end: int) -> int:
    """Where the words of a page that begins at an offset end, before its counters."""
    while end > begin:
        start = max(begin, text.rfind("\n", begin, end) + 1)
        if not _counters().fullmatch(text, start, end):
            break
        end = max(begin, start - 1)
    return end


def _first_words(text: str, start: int, titles: set[str]) -> int:
    """Where the words of a page begin, after its counters, symbol and running title."""
    while True:
        if blank := BLANK.match(text, start):
            start = blank.end()
        ends = list(islice(_line_ends(text, start), LINES))
        if not ends:
            return start
        if _counters().fullmatch(text, start, ends[0]) or SYMBOL.fullmatch(text, start, ends[0]):
            start = ends[0]
        elif repeated := [end for end in ends if _flat(BESIDE.sub(" ", text[start:end], count=1)) in titles]:
            start = repeated[-1]
        else:
            return start


def _line_ends(text: str, start: int) -> Iterator[int]:
    """Where the next lines end that a title may take up."""
    limit = start + LONGEST
    while start < min(len(text), limit):
        end = text.find("\n", start, limit)
        if end < 0:
            if limit < len(text):
                return
            end = len(text)
        yield end
        start = end + 1


def _titles(head: str) -> set[str]:
    """What lines of a text's head may say together, and the same without a number before it."""
    lines = [line for line in head.split("\n") if line.strip()]
    told = {
        _flat(" ".join(lines[first : first + count])) for first in range(len(lines)) for count in range(1, LINES + 1)
    }
    return {title for words in told for title in (words, NUMBER.sub("", words, count=1)) if len(title) >= SHORTEST}


def _flat(text: str) -> str:
    return " ".join(text.split())
