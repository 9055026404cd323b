"""Symbols and the language in the name of a file: `A_RES_31_59-EN.pdf` is the English text of A/RES/31/59.

>>> symbols_in_filename("texts/A_RES_31_59-EN.pdf"), language_in_filename("A_RES_31_59-EN.pdf")
((Symbol('A/RES/31/59'),), 'en')
>>> [symbols_in_filename(name) for name in ("S_RES_0181_1963_FR.txt", "S_RES_2535 (2020)-2009488R.xml", "notes_1.txt")]
[(Symbol('S/RES/181(1963)'),), (Symbol('S/RES/2535(2020)'),), ()]
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
def _language_part() -> re.Pattern[str]:
    """Return the pattern of a language after a separator, or of a job number with the letter of its language."""
    letters = "".join(_letters())
    return re.compile(
        rf"(?:[-_. ](?P<code>{'|'.join(codes())}|[{letters}])|[-_ ]\d{{7}}(?P<letter>[{letters}]))$", re.I
    )


@lru_cache(maxsize=4096)
def symbols_in_filename(path: str, language: str | None = None) -> tuple[Symbol, ...]:
    """Return the symbols in the name of a file; none if it has none of a known body.

    A letter right after the number may be that of the resolution or of the language. If it is the letter of
    `language`, that of the text, no symbol is returned.
    """
    stem = _stem(path)
    tail = _language_part().search(stem)
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


def language_in_filename(path: str) -> str | None:
    """Return the language in which the name of a file ends, as its code or as the letter of a job number."""
    tail = _language_part().search(_stem(path))
    if not tail:
        return None
    code = (tail["code"] or tail["letter"]).lower()
    return code if code in codes() else _letters().get(code)


def _stem(path: str) -> str:
    """Return the name of a file without its extension."""
    name = path.rsplit("/", 1)[-1]
    stem, dot, ending = name.rpartition(".")
    return stem if dot and 2 <= len(ending) <= 5 and ending.isalnum() and not ending[0].isdigit() else name
