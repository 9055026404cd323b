"""Which language a text is in, and which parts of it are in another one.

The script decides first. Languages that share a script are distinguished by their words: the commonest ones, and those
with which documents cite: months, nouns, bodies, verbs. Words that two languages have count for neither.

>>> detect("The General Assembly, recalling its resolution of the previous year on the matter")
'en'
>>> detect("Recordando su resolución 55/8, de 12 de diciembre de 2000")
'es'
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from unrtrace.text.language import FALLBACK, Language, facts, language_of, languages

SAMPLE = 300  # characters of a sample that shows the language of a text
WORDS_PER_RUN = 4  # words that letters in a row stand for in a language that does not part its words
LONG = 5  # letters of a word that is less likely to be one of another language by chance
SURE, RATIO = 4, 3  # words that show a paragraph's language, and how many times as many as of the document's
FEWEST_WORDS = 3  # common words of other languages in a text that has a paragraph in one
FEW_WORDS = 3  # Latin words in a row that are a text in another language; fewer are a name or part of a symbol
FEW_WORDS_IN_OTHER_SCRIPTS = 2
CLOSING_MARKS = "》」】"  # a title in another language ends with one
WORD = re.compile(r"[^\W\d_]{2,}")
LATIN_LETTER = "A-Za-zÀ-ɏ"
_LATIN_WORD = re.compile(rf"(?<![\w/.])[{LATIN_LETTER}]?[a-zß-ɏ]{{2,}}(?!\w|\.\d)")  # no part of a symbol
_DIGIT = re.compile(r"\d")


class LanguageSpan(NamedTuple):
    """A part of a text that is in another language than the whole; half-open, in code points."""

    start: int
    end: int
    language: str


@cache
def _scripts() -> list[tuple[re.Pattern[str], int, tuple[Language, ...]]]:
    """Return the pattern of letters in a row of each script but Latin, the words in one, and the script's languages."""
    others = [language for language in languages() if language.letters]
    return [
        (
            re.compile(f"[{letters}]+"),
            WORDS_PER_RUN if any(not language.spaces for language in others if language.letters == letters) else 1,
            tuple(language for language in others if language.letters == letters),
        )
        for letters in dict.fromkeys(language.letters for language in others)
    ]


@cache
def _other_script() -> re.Pattern[str]:
    """Return the pattern of a letter of any script but Latin."""
    return re.compile(f"[{''.join(language.letters for language in languages())}]")


@cache
def _latin() -> tuple[Language, ...]:
    return tuple(language for language in languages() if not language.letters)


def detect(text: str) -> str | None:
    """Return the language of `text` by its script and then by its words; None if none shows.

    Reads three samples of 300 characters, so that a long text costs no more than a short one. The first one counts
    as much as the others together: annexes may be in another language.
    """
    if len(text) <= 3 * SAMPLE:
        return _of_script(text) or _by_words(text, _latin())
    middle = len(text) // 2
    samples = [text[:SAMPLE], text[middle : middle + SAMPLE], text[-SAMPLE:]]
    if of_script := _of_script(" ".join(samples)):
        return of_script
    first, *others = (_by_words(sample, _latin()) for sample in samples)
    votes = Counter(language for language in (first, first, *others) if language)
    return votes.most_common(1)[0][0] if votes else None


def _of_script(sample: str) -> str | None:
    """Return the language of a sample that is in another script than Latin, None where it is not."""
    if not _other_script().search(sample):
        return None
    runs = [len(letters.findall(sample)) * words for letters, words, _ in _scripts()]
    if max(runs) * 2 < len(_LATIN_WORD.findall(sample)):
        return None
    of_script = _scripts()[runs.index(max(runs))][2]
    return (len(of_script) > 1 and _by_words(sample, of_script)) or of_script[0].code


def _by_words(sample: str, candidates: tuple[Language, ...]) -> str | None:
    """Return the language of whose words a text has most, None where it has none of any or as many of two."""
    ranked = _hits(sample, candidates).most_common(2)
    if not ranked or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
        return None
    return ranked[0][0]


def _hits(sample: str, candidates: tuple[Language, ...]) -> Counter[str]:
    """Return how many words of each language a text has, for the others left out; long ones count twice."""
    words = _words(candidates)
    hits = Counter[str]()
    for word in WORD.findall(sample.lower()):
        if code := words.get(word):
            hits[code] += 1 if len(word) < LONG else 2
    return hits


@cache
def _words(candidates: tuple[Language, ...]) -> dict[str, str]:
    """Return the language of each word that only one of some languages has."""
    found: dict[str, str] = {}
    shared = set()
    for language in candidates:
        for word in _words_of(language.code):
            if found.setdefault(word, language.code) != language.code:
                shared.add(word)
    own = {word: language.code for language in candidates for word in language.common}
    return {word: code for word, code in found.items() if word not in shared} | own


def _words_of(code: str) -> set[str]:
    """Return the words with which a language cites and dates, in small letters; those with endings left open not."""
    tables = facts(code)
    phrases: list[str] = [*tables.head["common"], *tables.head["articles"], *_strings(tables["date"]["months"])]
    for table in ("nouns", "organs", "relations", "pinpoints", "notes", "publications", "joins"):
        phrases += _strings(tables[table].values())
    phrases += [*tables["structure"]["meeting"], *tables["structure"]["draft_resolution"]]
    whole = (phrase for phrase in phrases if "*" not in phrase and "[" not in phrase)
    return {word for phrase in whole for word in WORD.findall(phrase.lower())}


def _strings(values: Iterable[object]) -> list[str]:
    """Return all strings in some nested lists and tables."""
    found: list[str] = []
    for value in values:
        if isinstance(value, str):
            found.append(value)
        elif isinstance(value, dict):
            found += _strings(value.values())
        elif isinstance(value, list):
            found += _strings(value)
    return found


# ---- parts in another language ---------------------------------------------------------------------


def foreign_spans(text: str, paragraphs: Iterable[tuple[int, int]], main: str | None) -> tuple[LanguageSpan, ...]:
    """Return the parts of a text in another language than `main` that hold a digit, in text order.

    In another script they are parts of lines of two words or three; in the same script whole paragraphs.
    """
    own = language_of(main)
    found = list(_latin_stretches(text, own)) if own.letters else []
    others = [script for script in _scripts() if own not in script[2]]
    if others and _other_script().search(text):
        found += _stretches_in_other_scripts(text, others)
    if not own.letters:
        found += _paragraphs_in_other_languages(text, paragraphs, own)
    return tuple(_without_overlaps(sorted(found)))


def _without_overlaps(spans: list[LanguageSpan]) -> Iterator[LanguageSpan]:
    reached = 0
    for span in spans:
        if span.start >= reached:
            yield span
            reached = span.end


def _latin_stretches(text: str, main: Language) -> Iterator[LanguageSpan]:
    letters = "".join(language.letters for language in languages())
    for match in re.finditer(rf"[{LATIN_LETTER}][^\n{letters}{CLOSING_MARKS}]*", text):
        stretch = match[0]
        if _DIGIT.search(stretch) and (_cites(stretch) or len(_LATIN_WORD.findall(stretch)) >= FEW_WORDS):
            yield LanguageSpan(*match.span(), _by_words(stretch, _latin()) or FALLBACK)


def _cites(stretch: str) -> bool:
    """Return whether some words have a noun such as *resolution* in a language of Latin script."""
    return any(noun in stretch for language in _latin() for noun in _nouns(language.code))


def _stretches_in_other_scripts(
    text: str, scripts: list[tuple[re.Pattern[str], int, tuple[Language, ...]]]
) -> Iterator[LanguageSpan]:
    for letters, words, of_script in scripts:
        script = of_script[0].letters
        others = "".join(language.letters for language in languages() if language.letters != script)
        rest = rf"(?:[^\n{LATIN_LETTER}{others}{CLOSING_MARKS}]|[A-Z](?![a-zß-ɏ]{{2}}))*"
        for match in re.finditer(rf"[{script}]{rest}", text):
            stretch = match[0]
            if _DIGIT.search(stretch) and len(letters.findall(stretch)) * words >= FEW_WORDS_IN_OTHER_SCRIPTS:
                code = (len(of_script) > 1 and _by_words(stretch, of_script)) or of_script[0].code
                yield LanguageSpan(*match.span(), code)


@cache
def _words_of_others(main: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the commonest words and the nouns of which a text has some that cites in another Latin language."""
    words = _words(_latin())
    nouns = (noun for language in _latin() for noun in _nouns(language.code) if words.get(noun.lower(), main) != main)
    common = (f" {word} " for language in _latin() if language.code != main for word in language.common)
    return tuple(common), tuple(dict.fromkeys(nouns))


@cache
def _nouns(code: str) -> tuple[str, ...]:
    """Return the nouns of resolutions and decisions, with a small and a capital letter; no abbreviations."""
    phrases = (noun for kind in ("resolution", "decision") for noun in facts(code)["nouns"][kind] if "[" not in noun)
    whole = (phrase for phrase in phrases if phrase.lower() == phrase)
    return tuple(form for noun in whole for form in (noun, noun.capitalize()))


def _paragraphs_in_other_languages(
    text: str, paragraphs: Iterable[tuple[int, int]], main: Language
) -> Iterator[LanguageSpan]:
    common_words, nouns = _words_of_others(main.code)
    if not any(noun in text for noun in nouns) and sum(word in text for word in common_words) < FEWEST_WORDS:
        return
    common = [f" {word} " for word in main.common]
    for start, end in paragraphs:
        sample = text[start : min(end, start + SAMPLE)]
        if sum(word in sample for word in common) > 1 or not _DIGIT.search(text, start, end):
            continue
        hits = _hits(sample, _latin())
        own = hits.pop(main.code, 0)
        code, most = hits.most_common(1)[0] if hits else ("", 0)
        if most > own * RATIO and (most >= SURE or (not own and most > 1)):
            yield LanguageSpan(start, end, code)
