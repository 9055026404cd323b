"""What a file's name says: `A_RES_31_59-EN.pdf` is the English text of A/RES/31/59.

>>> symbols_of("texts/A_RES_31_59-EN.pdf"), language_of("A_RES_31_59-EN.pdf")
((Symbol('A/RES/31/59'),), 'en')
>>> symbols_of("S_RES_0181_1963_FR.txt"), symbols_of("S_RES_2535 (2020)-2009488R.xml"), symbols_of("notes_1.txt")
((Symbol('S/RES/181(1963)'),), (Symbol('S/RES/2535(2020)'),), ())
"""

import re
from functools import cache, lru_cache

from unrtrace.symbols import Symbol, SymbolError
from unrtrace.text.language import codes, languages

COUNCIL = re.compile(r"(S[_/]RES[_/])0*(\d{1,4})[_/ ]\(?((?:19|20)\d\d)\)?_?$", re.I)


@cache
def _letters() -> dict[str, str]:
    """Return the letters by which job numbers end, and the language of each."""
    return {language.job_letter: language.code for language in languages() if language.job_letter}


@cache
def _tail() -> re.Pattern[str]:
    """Return the pattern of a language after a separator, or of a job number with the letter of its language."""
    letters = "".join(_letters())
    return re.compile(
        rf"(?:[-_. ](?P<code>{'|'.join(codes())}|[{letters}])|[-_ ]\d{{7}}(?P<letter>[{letters}]))$", re.I
    )


@lru_cache(maxsize=4096)
def symbols_of(path: str, language: str | None = None) -> tuple[Symbol, ...]:
    """The symbols that a file's name spells, none where it spells none of a known organ.

    A letter glued to the number may be that of the resolution or of the language; where it is the letter of the
    text's language, nothing is read.
    """
    stem = _stem(path)
    tail = _tail().search(stem)
    plain = stem[: tail.start()] if tail else stem
    if tail and len(tail["code"] or "") == 1 and _letters()[tail["code"].lower()] != language:
        plain = stem  # the letter of a resolution: A_RES_46_36_B
    if not tail and language and _letters().get(plain[-1:].lower()) == language and plain[-2:-1].isdigit():
        return ()
    for spelling in dict.fromkeys((COUNCIL.sub(r"\1\2 (\3)", plain), COUNCIL.sub(r"\1\2 (\3)", stem))):
        try:
            symbols = Symbol.parse_joint(spelling)
        except SymbolError:
            continue
        if all(symbol.is_known and any(c.isdigit() for c in symbol) for symbol in symbols):
            return symbols
    return ()


def language_of(path: str) -> str | None:
    """The language that a file's name ends in, by its code or the letter of a job number."""
    tail = _tail().search(_stem(path))
    if not tail:
        return None
    code = (tail["code"] or tail["letter"]).lower()
    return code if code in codes() else _letters().get(code)


def _stem(path: str) -> str:
    name = path.rsplit("/", 1)[-1]
    stem, dot, ending = name.rpartition(".")
    return stem if dot and 2 <= len(ending) <= 5 and ending.isalnum() and not ending[0].isdigit() else name
