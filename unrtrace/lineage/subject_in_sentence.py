"""Whether a sentence that recalls a document says what that document is on."""

import re
from functools import cache

from unrtrace.index.fulltext_tokens import WORD, fold
from unrtrace.lineage.same_subject import CLAUSE, HAN
from unrtrace.text.language import facts
from unrtrace.text.phrase_pattern import either

WORDS = 3  # of a title that can be told from others in a sentence
SIGNS = 6  # the same for Chinese, which has no spaces
LISTED = 5  # words at most between two members of a list: a month, *and its resolution*
LED = 8  # words at most before a subject: *by which the Council established the*
HAN_LED = 3  # the same in Chinese, in pairs of signs: what stands behind a number there is mostly on something else
FIGURES = re.compile(r"[^\s\u3400-\u9fff]*\d[^\s\u3400-\u9fff]*")


def names(sentence: str, cited: str, title: str, language: str) -> bool:
    """Whether a sentence says that the number it cites is on the subject of a title, or of its first clause.

    The words stand right behind the number or the list it is in (*50/123 and 51/1 of 4 May on migration*), in Chinese
    before it; in all languages also before *including* and its like. Never for a title too short to tell.

    >>> line = "Recalling its resolutions 49/2 of 1 May and 50/123 on migration and development, and 51/1 on lamps,"
    >>> title = "Migration and development, again"
    >>> [names(line, cited, title, "en") for cited in ("49/2", "50/123", "51/1")]
    [True, True, False]
    >>> names("Recalling those on migration and development, including resolution 51/1,", "51/1", title, "en")
    True
    """
    clause = CLAUSE.split(title, maxsplit=1)[0]
    wanted = WORD.findall(fold(clause))
    is_han = HAN.search(clause) is not None
    if (len("".join(wanted)) < SIGNS if is_han else len(wanted) < WORDS) or not FIGURES.search(cited):
        return False
    text = fold(sentence)
    subject = r"\W*".join("".join(wanted)) if is_han else r"\b" + r"\W+".join(wanted) + r"\b"
    number = r"\s+".join(map(re.escape, fold(cited).split()))
    return any(
        _behind(text[found.end() : place.start()], is_han)
        if found.end() <= place.start()
        else _before(text[place.end() : found.start()], is_han, language)
        for place in re.finditer(subject, text)
        for found in re.finditer(rf"(?<!\d){number}(?!\d)", text)
    )


def _behind(between: str, is_han: bool) -> bool:
    """Whether what stands between a number and a subject behind it is a list with the words that lead to a subject."""
    *listed, last = _runs(between, is_han)
    return last <= HAN_LED and not listed if is_han else last <= LED and max(listed, default=0) <= LISTED


def _before(between: str, is_han: bool, language: str) -> bool:
    """Whether a number is tied to a subject before it: in Chinese by what stands between, else by *including*."""
    if is_han and max(_runs(between, is_han)) <= LISTED:
        return True
    *_, including = [None, *_such(language).finditer(between)]
    if including is None or FIGURES.search(between[: including.start()]):
        return False
    return max(_runs(between[including.end() :], is_han)) <= LISTED


def _runs(text: str, is_han: bool) -> list[int]:
    """How many words, in Chinese pairs of signs, stand one after the other between things with figures."""
    return [len("".join(WORD.findall(run))) // 2 if is_han else len(WORD.findall(run)) for run in FIGURES.split(text)]


@cache
def _such(language: str) -> re.Pattern[str]:
    words = either([fold(word) for word in facts(language)["joins"]["such"]], language)
    return re.compile(words if language == "zh" else rf"(?<!\w){words}(?!\w)")
