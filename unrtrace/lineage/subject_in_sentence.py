"""Whether a sentence that recalls a document names the subject of that document."""

import re
from functools import cache

from unrtrace.index.fulltext_tokens import WORD, normalize
from unrtrace.lineage.same_subject import CLAUSE, HAN
from unrtrace.text.language import facts, language_of
from unrtrace.text.phrase_pattern import any_of

MIN_WORDS = 3  # of a title specific enough to be recognized in a sentence
MIN_HAN = 6  # the same in Chinese, in characters
MAX_IN_LIST = 5  # words between two members of a list: a month, *and its resolution*
MAX_BEFORE_SUBJECT = 8  # words: *by which the Council established the*
MAX_BEFORE_SUBJECT_HAN = 3  # the same in Chinese, in pairs of characters; there the subject mostly precedes the number
FIGURES = re.compile(r"[^\s\u3400-\u9fff]*\d[^\s\u3400-\u9fff]*")


def names_subject(sentence: str, cited: str, title: str, language: str) -> bool:
    """Return whether a sentence names a title, or its first clause, as the subject of the number it cites.

    The subject follows the number or its list (*50/123 and 51/1 of 4 May on migration*), in Chinese it precedes it; in
    all languages it may also precede *including* and the like. False for a title too short to be recognized.

    >>> line = "Recalling its resolutions 49/2 of 1 May and 50/123 on migration and development, and 51/1 on lamps,"
    >>> title = "Migration and development, again"
    >>> [names_subject(line, cited, title, "en") for cited in ("49/2", "50/123", "51/1")]
    [True, True, False]
    >>> names_subject("Recalling those on migration and development, including resolution 51/1,", "51/1", title, "en")
    True
    """
    clause = CLAUSE.split(title, maxsplit=1)[0]
    words = WORD.findall(normalize(clause))
    is_han = HAN.search(clause) is not None
    if (len("".join(words)) < MIN_HAN if is_han else len(words) < MIN_WORDS) or not FIGURES.search(cited):
        return False
    text = normalize(sentence)
    subject = r"\W*".join("".join(words)) if is_han else r"\b" + r"\W+".join(words) + r"\b"
    number = r"\s+".join(map(re.escape, normalize(cited).split()))
    return any(
        _follows(text[found.end() : place.start()], is_han)
        if found.end() <= place.start()
        else _precedes(text[place.end() : found.start()], is_han, language)
        for place in re.finditer(subject, text)
        for found in re.finditer(rf"(?<!\d){number}(?!\d)", text)
    )


def _follows(between: str, is_han: bool) -> bool:
    """Return whether a subject belongs to a number before it: between them are only list members and a few words."""
    *listed, last = _runs(between, is_han)
    return (
        last <= MAX_BEFORE_SUBJECT_HAN and not listed
        if is_han
        else last <= MAX_BEFORE_SUBJECT and max(listed, default=0) <= MAX_IN_LIST
    )


def _precedes(between: str, is_han: bool, language: str) -> bool:
    """Return whether a subject belongs to a number after it: in Chinese by the words between, else by *including*."""
    if is_han and max(_runs(between, is_han)) <= MAX_IN_LIST:
        return True
    *_, last = [None, *_including(language).finditer(between)]
    if last is None or FIGURES.search(between[: last.start()]):
        return False
    return max(_runs(between[last.end() :], is_han)) <= MAX_IN_LIST


def _runs(text: str, is_han: bool) -> list[int]:
    """Return the number of words, in Chinese of pairs of characters, in each stretch without digits."""
    return [len("".join(WORD.findall(run))) // 2 if is_han else len(WORD.findall(run)) for run in FIGURES.split(text)]


@cache
def _including(language: str) -> re.Pattern[str]:
    """Return the pattern of *including*, *in particular* and the like."""
    words = any_of([normalize(word) for word in facts(language)["joins"]["such"]], language)
    return re.compile(rf"(?<!\w){words}(?!\w)" if language_of(language).spaces else words)
