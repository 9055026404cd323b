"""What pages add around a form feed: counters, job numbers, bar codes, the symbol, the running title.

>>> text = "A/RES/73/8\\nTitle of this\\n\\nresolutions 47/19 of 1992\\n18-18418 (E)\\n"
>>> text += "\\f2/3\\nA/RES/73/8\\nTitle of this\\nand 48/16"
>>> [text[start:end] for start, end in furniture(text)]
['\\n18-18418 (E)\\n\\x0c2/3\\nA/RES/73/8\\nTitle of this\\n']
"""

import re
from collections.abc import Iterator

HEAD = 3000  # characters in which the title stands that pages repeat
LINES = 6  # of a title
SHORTEST = 10  # characters of a title
COUNTER = (
    r"(?:\d\d-\d{5}|\([A-Z]\)|\*\d{6,8}\*|\d{6}|[-–—]?\d{1,3}(?:/\d{1,3})?[-–—]?|[-–—]"
    r"|(?:page|página|страница|стр\.|الصفحة)\s?\d{1,3}|第\s?\d{1,3}\s?页)"
)
COUNTERS = re.compile(rf"\s*+(?:{COUNTER}(?:\s++|$))*+", re.I)
SIGNS = r"[A-ZАЕ]{1,5}(?:/[A-Za-zА-Я0-9.()]++)++(?:\s?\([^)\n]{1,10}\))?"
SYMBOL = re.compile(rf"\s*+{SIGNS}\s*+")
BESIDE = re.compile(rf"(?<!\S){SIGNS}(?:\s{{3,}}|(?=\n|$))")  # in another column than the title
NUMBER = re.compile(r"[\dA-Z/()-]++\.\s++")  # of a title


def furniture(text: str) -> Iterator[tuple[int, int]]:
    """The half-open spans between the last words of a page and the first of the next one, in text order."""
    feed = text.find("\f")
    titles = _titles(text[: min(HEAD, feed)]) if feed >= 0 else set()
    while feed >= 0:
        end = _first_words(text, feed + 1, titles)
        yield _last_words(text, feed), end
        feed = text.find("\f", end)


def _last_words(text: str, end: int) -> int:
    """Where the words of a page end, before its counters."""
    while end:
        start = text.rfind("\n", 0, end) + 1
        if not COUNTERS.fullmatch(text, start, end):
            break
        end = max(0, start - 1)
    return end


def _first_words(text: str, start: int, titles: set[str]) -> int:
    """Where the words of a page begin, after its counters, symbol and running title."""
    while start < len(text):
        end = _line_end(text, start)
        if not (COUNTERS.fullmatch(text, start, end) or SYMBOL.fullmatch(text, start, end)):
            ends = [end]
            while len(ends) < LINES and ends[-1] < len(text):
                ends.append(_line_end(text, ends[-1] + 1))
            repeated = [end for end in ends if _flat(BESIDE.sub(" ", text[start:end], count=1)) in titles]
            if not repeated:
                break
            end = repeated[-1]
        start = min(len(text), end + 1)
    return start


def _line_end(text: str, start: int) -> int:
    end = text.find("\n", start)
    return len(text) if end < 0 else end


def _titles(head: str) -> set[str]:
    """What lines of a text's head may say together, and the same without a number before it."""
    lines = [line for line in head.split("\n") if line.strip()]
    told = {
        _flat(" ".join(lines[first : first + count])) for first in range(len(lines)) for count in range(1, LINES + 1)
    }
    return {title for words in told for title in (words, NUMBER.sub("", words, count=1)) if len(title) >= SHORTEST}


def _flat(text: str) -> str:
    return " ".join(text.split())
