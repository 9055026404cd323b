"""Symbols and the language in the name of a file: `A_RES_31_59-EN.pdf` is the English text of A/RES/31/59.

>>> symbols_in_filename("texts/A_RES_31_59-EN.pdf"), language_in_filename("A_RES_31_59-EN.pdf")
((Symbol('A/RES/31/59'),), 'en')
>>> [symbols_in_filename(name) for name in ("S_RES_0181_1963_FR.txt", "S_RES_2535 (2020)-2009488R.xml", "notes_1.txt")]
[(Symbol('S/RES/181(1963)'),), (Symbol('S/RES/2535(2020)'),), ()]
>>> [symbols_in_filename(name) for name in ("A_RES_31_59 (1).txt", "a-hrc-res-17-4.docx", "ares3159.pdf")]
[(Symbol('A/RES/31/59'),), (Symbol('A/HRC/RES/17/4'),), (Symbol('A/RES/31/59'),)]
"""

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from unrtrace.facts import load
from unrtrace.symbols import Symbol, SymbolError
from unrtrace.symbols.numbering import may_be_lettered, symbols_of_digits
from unrtrace.text.language import codes, languages

COUNCIL = re.compile(r"(S[_/]RES[_/])0*(\d{1,4})[_/ ]\(?((?:19|20)\d\d)\)?_?$", re.I)
ADDITION = re.compile(r"[_/-](Add|Corr|Rev|Amend)[-_. ]?(\d+)(?=$|[_/-])", re.I)
PART = re.compile(r"[_/-]\(?(Sect|Part|Vol|Supp|Resumption)[-_. ]*(\d+|[IVX]+)\)?(?=$|[_/-])", re.I)
HYPHENATED = re.compile(r"(?!.*-0)(?!.*-\d+-\d+-\d)[A-Z]+-\S+[-/]\S*\d\S*$", re.I)  # no date, 2016-04-01
HYPHEN = re.compile(r"(?<![-/]S)(?<![-/]ES)-|-(?!\d)", re.I)  # not that of a special session, S-27
COMPACT = re.compile(r"([a-z]+)(\d+)$", re.I)
LETTERED = re.compile(r"(?<=\d)[A-Z]$", re.I)

Reading = tuple[Symbol, ...]


@cache
def _letters() -> dict[str, str]:
    """Return the letters by which job numbers end, and the language of each."""
    return {language.job_letter: language.code for language in languages() if language.job_letter}


@cache
def _language_part() -> re.Pattern[str]:
    """Return the pattern of a language after a separator, or of a job number with the letter of its language."""
    letters = "".join(_letters())
    language = rf"[-_. ](?P<code>{'|'.join(codes())}|[{letters}])"
    job_number = rf"[-_ ]N?\d{{7}}(?P<letter>[{letters}])|[-_ ]N\d{{7}}"
    return re.compile(rf"(?:{language}|{job_number})$", re.I)


@cache
def _copy_marks() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return the patterns of what marks a copy before and after the name of a file."""
    facts = load("filenames")
    before = "|".join(map(re.escape, facts["copies_before"]))
    after = "|".join(map(re.escape, facts["copies"]))
    number = r"(?:[ _]?\(\d{1,3}\)|[ _]\d{1,3})"
    return (
        re.compile(rf"(?:{before})[ _]", re.I),
        re.compile(rf"(?:[ _]?-?[ _]\(?(?:{after})\)?{number}?|[ _]?\(\d{{1,3}}\))$", re.I),
    )


@lru_cache(maxsize=4096)
def symbols_in_filename(path: str, language: str | None = None) -> Reading:
    """Return the symbols in the name of a file; none if it has none of a known body.

    A letter right after the number may be that of the resolution, where its body letters them, or of the language. If
    it is the letter of `language`, that of the text, no symbol is returned.
    """
    readings = readings_of_filename(path, language)
    return readings[0] if len(readings) == 1 else ()


def readings_of_filename(path: str, language: str | None = None) -> tuple[Reading, ...]:
    """Return what the name of a file may stand for, each as the symbols of one document; `language` is the text's.

    >>> readings_of_filename("A_RES_46_36E.txt", "en")
    ((Symbol('A/RES/46/36'),), (Symbol('A/RES/46/36E'),))
    >>> readings_of_filename("A_HRC_RES_17_4E.txt"), readings_of_filename("N0028863.pdf")
    (((Symbol('A/HRC/RES/17/4'),),), ())
    """
    stem = _stem(path)
    tail = _language_part().search(stem)
    if not tail:
        return _with_letter(stem, language)
    plain = stem[: tail.start()]
    without = _read(plain)
    code = (tail["code"] or "").lower()
    if len(code) != 1 or _letters()[code] == language:
        return (without,) if without else _with_letter(stem, language)
    whole = _read(stem)
    if any(symbol.letter and _is_lettered(symbol) for symbol in whole):  # A_RES_46_36_B: the letter of a resolution
        return (whole,)
    return (without,) if without else ()


def _with_letter(stem: str, language: str | None) -> tuple[Reading, ...]:
    """Return the readings of a name that may end in a letter of its resolution or of its language."""
    letter = LETTERED.search(stem)
    whole = _read(stem)
    code = _letters().get(letter[0].lower()) if letter else None
    if code is None or not whole or whole[0].letter is None:
        return (whole,) if whole else ()
    without = _read(stem[:-1])
    if not _is_lettered(whole[0]):
        return (without,) if without else ()
    return (without, whole) if without and code == language else (whole,)


def _read(name: str) -> Reading:
    """Return the symbols that a name without language stands for; none if they are of no known body."""
    for spelling in dict.fromkeys(_spellings(name)):
        try:
            symbols = Symbol.parse_joint(spelling)
        except SymbolError:
            continue
        if all(map(_is_plausible, symbols)):
            return symbols
    return _read_compact(name)


def _is_plausible(symbol: Symbol) -> bool:
    """Return whether a symbol is of a known body, ends in a number and has no word that is no part of symbols."""
    *others, last = symbol.base.split("/")
    words = {one for one in others if one.isalpha()}
    known = {*symbol.body.split("/"), *(symbol.session or "").split("/"), symbol.document_type}
    return symbol.is_known and any(map(str.isdigit, last)) and words <= known


def _read_compact(name: str) -> Reading:
    """Return the symbol of a name without separators, ares77291; none where its digits can be divided in two ways."""
    match = COMPACT.match(name)
    row = load("filenames")["compact"].get(match[1].lower()) if match else None
    found = symbols_of_digits(match[2], row["body"], row["kind"]) if match and row else []
    return (Symbol.parse(found[0]),) if len(found) == 1 else ()


def _is_lettered(symbol: Symbol) -> bool:
    """Return whether the body of a symbol letters such resolutions."""
    session = symbol.session or str(symbol.year or "")
    return may_be_lettered(symbol.body, symbol.kind, session, symbol.number or "")


def _spellings(name: str) -> Iterator[str]:
    """Yield a name as a symbol may be spelled in it."""
    plain = COUNCIL.sub(r"\1\2 (\3)", PART.sub(r"(\1.\2)", ADDITION.sub(r"/\1.\2", name)))
    yield plain
    if HYPHENATED.match(plain):
        yield COUNCIL.sub(r"\1\2 (\3)", HYPHEN.sub("/", plain))
    if " " not in plain:  # GA_decision_78_552
        yield re.sub(r"(?<=\d)_(?=\d)", "/", plain).replace("_", " ")


def language_in_filename(path: str) -> str | None:
    """Return the language in which the name of a file ends, as its code or as the letter of a job number."""
    tail = _language_part().search(_stem(path))
    if not tail:
        return None
    code = (tail["code"] or tail["letter"] or "").lower()
    return code if code in codes() else _letters().get(code)


def _stem(path: str) -> str:
    """Return the name of a file without its extension and without what marks it as a copy."""
    name = path.rsplit("/", 1)[-1]
    stem, dot, ending = name.rpartition(".")
    stem = stem if dot and 2 <= len(ending) <= 5 and ending.isalnum() and not ending[0].isdigit() else name
    before, after = _copy_marks()
    if match := before.match(stem):
        stem = stem[match.end() :]
    while match := after.search(stem):
        stem = stem[: match.start()]
    return stem
