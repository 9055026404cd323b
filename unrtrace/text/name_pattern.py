"""One name of an organisation or an instrument in a text, as its language writes it; names in title marks.

>>> pattern("Office for Migration", "en").search("the Office\\nfor Migration¹").span()
(4, 24)
>>> in_title_marks("依照《联合国宪章》", {"联合国宪章": "Charter"}, "《》")
[(3, 8, 'Charter')]
"""

from collections.abc import Iterable, Mapping
from functools import lru_cache

import regex

from unrtrace.text.language import Clitics, Language, language_of

# After a name may come a footnote's mark, raised or glued, but no other letter; after a year no digit.
AFTER_LETTER = r"(?![^\W\d_¹²³⁰-⁹])"
AFTER_DIGIT = r"(?!\d)"
MAX_TITLE = 200  # characters of a title with its marks
MAX_ENDING = 5  # letters of an ending
LETTERS = r"^\W\d_"  # the class of all letters
Span = tuple[int, int, str]  # where a name stands, half-open, and its code
PUNCTUATION_FOLD = str.maketrans({"\n": " ", "\u00a0": " ", "’": "'", "ʼ": "'", "‑": "-", "–": "-", "−": "-"})


def inflection(language: Language) -> str:
    """Return the pattern (source) of an ending that a `*` in a name stands for.

    >>> inflection(language_of("ru"))
    '[а-яё]{0,5}'
    """
    return f"[{language.inflection or LETTERS}]{{0,{MAX_ENDING}}}"


@lru_cache(maxsize=4096)
def pattern(name: str, language: str) -> regex.Pattern[str]:
    """Return the pattern of one name; an acronym or a single word keeps its capitals, other names may have any."""
    own = language_of(language)
    if not own.spaces:
        return regex.compile(regex.escape(name))
    if own.clitics:
        return regex.compile(_with_clitics(name, own, own.clitics))
    words = [regex.escape(word).replace(r"\*", inflection(own)) for word in name.split()]
    body = r"\s+".join(words).replace("'", "['’]").replace("–", r"\-").replace(r"\-", "[-‑–−]")
    edge = "" if name[-1] in ")»" else AFTER_DIGIT if name[-1].isdigit() else AFTER_LETTER
    return regex.compile(rf"(?<!\w){body}{edge}", regex.I if len(words) > 1 else 0)


def _with_clitics(name: str, own: Language, clitics: Clitics) -> str:
    """Return the pattern of a name that a conjunction, a preposition or both may be written with.

    A preposition that contracts with the article, such as Arabic ل, takes with it the letter that the two have in
    common: ل and الل make لل.
    """
    marks, letter = own.mark_pattern, rf"\p{{{own.script}}}"
    conjunction = f"(?<!{letter}){_optional(clitics.conjunctions)}{marks}"
    start, stem = f"{conjunction}{_optional(clitics.prepositions)}{marks}", name
    if clitics.article and name.startswith(clitics.article):
        stem = name.removeprefix(clitics.article)
        contracted = [form for form in clitics.contractions.values() if stem.startswith(form[-1])]
        doubled = contracted[0][-1] if contracted else ""
        article = "".join(c + marks for c in clitics.article) + doubled
        others = _optional(word for word in clitics.prepositions if word not in clitics.contractions)
        start = f"{conjunction}(?:{'|'.join([f'{others}{marks}{article}', *clitics.contractions.values()])}){marks}"
        stem = stem.removeprefix(doubled)
    letters = "".join(r"\s+" if c == " " else regex.escape(c) + (marks if c.isalpha() else "") for c in stem)
    return f"{start}{letters}(?!{letter})"


def _optional(words: Iterable[str]) -> str:
    return f"(?:{'|'.join(words)})?"


def in_title_marks(text: str, codes: Mapping[str, str], marks: str) -> list[Span]:
    """Return where names stand alone in title marks, an opening and a closing one, in text order."""
    opening, closing = marks[0], marks[1]
    found = []
    start = text.find(opening)
    while start >= 0:
        end = text.find(closing, start, start + MAX_TITLE)
        code = codes.get(text[start + 1 : end]) if end > 0 else None
        if code:
            found.append((start + 1, end, code))
        start = text.find(opening, start + 1)
    return found
