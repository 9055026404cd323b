"""What citing documents state about a document: its title, the day of its adoption or issue, its year.

For documents that the corpus does not hold. Where citing documents disagree, what most of them state is taken.
"""

import datetime
import re
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from unrtrace.corpus.citations import CitationRow
from unrtrace.corpus.instruments import is_one_instrument
from unrtrace.symbols import Symbol, SymbolError
from unrtrace.symbols.numbering import human_rights_council_year, split_session
from unrtrace.text.language import FALLBACK, facts, language_of
from unrtrace.text.phrase_pattern import any_of

if TYPE_CHECKING:
    from unrtrace.corpus import Corpus

AT_ONCE = 200  # documents whose citations are read together
MAX_GAP = 60  # characters between a number and the word before its title: a date
QUOTED = (
    "(?:“(?P<a>[^“”]{3,400})”|«(?P<b>[^«»]{3,400})»|„(?P<c>[^„“”]{3,400})[“”]|”(?P<d>[^“”]{3,400})[“”]"
    '|"(?P<e>[^"]{3,400})"|《(?P<f>[^《》]{3,400})》|「(?P<g>[^「」]{3,400})」)'
)
MARKS = r"[\s\d¹²³⁰-⁹]{0,4}"  # of a footnote
INFLECTED = frozenset({"ar", "ru"})  # there a name in a sentence may have the endings or prefixes of its place
DOUBTFUL_DATE = "date_outside_session"
PUNCTUATION = " ,.;:，。；、،؛"

T = TypeVar("T", bound=Hashable)


class Stated(NamedTuple):
    """What citing documents state; None where they state nothing.

    `title_agree` of the `title_given` documents that give a title give this one, in `title_language`; dates likewise.
    `year` is that of the date, else of the symbol, or of the session in it, as `year_from` says: date, symbol, session.
    """

    title: str | None = None
    title_language: str | None = None
    title_agree: int = 0
    title_given: int = 0
    date: datetime.date | None = None
    date_agree: int = 0
    date_given: int = 0
    year: int | None = None
    year_from: str | None = None


class _Title(NamedTuple):
    """A title in a document: its words, their language, whether it follows a word such as *entitled*."""

    text: str
    language: str
    is_entitled: bool


def stated(corpus: "Corpus", names: Iterable[str], language: str = FALLBACK) -> Iterator[tuple[str, Stated]]:
    """Yield each name with what citing documents state about it; titles in a language, if any is."""
    todo = list(names)
    for at in range(0, len(todo), AT_ONCE):
        part = todo[at : at + AT_ONCE]
        rows: dict[str, list[CitationRow]] = {name: [] for name in part}
        for row in corpus.citations_of(part):
            for name in {str(one) for one in (row.symbol, *row.also) if one}:
                if name in rows:
                    rows[name].append(row)
        for name in part:
            yield name, _stated(name, rows[name], language)


def _stated(name: str, rows: list[CitationRow], language: str) -> Stated:
    title, title_agree, title_given = _title(name, rows, language)
    dated = [row for row in rows if DOUBTFUL_DATE not in row.warnings]
    days: list[tuple[str, datetime.date]] = [(row.work, row.date) for row in dated if row.date]
    day, date_agree, date_given = _most(days, str)
    try:
        year, year_from = year_of_symbol(Symbol.parse(name))
    except SymbolError:
        year, year_from = None, None
    if day:
        year, year_from = day.year, "date"
    return Stated(
        title.text if title else None, title.language if title else None, title_agree, title_given,
        day, date_agree, date_given, year, year_from,
    )  # fmt: skip


def year_of_symbol(symbol: Symbol) -> tuple[int, str] | tuple[None, None]:
    """Return the year in a symbol, else that in which the session in it opened, with which of the two it is.

    >>> [year_of_symbol(Symbol(one)) for one in ("E/1996/90", "A/51/L.53", "A/RES/2200(XXI)A", "A/HRC/RES/5/1")]
    [(1996, 'symbol'), (1996, 'session'), (1966, 'session'), (2007, 'session')]
    >>> year_of_symbol(Symbol("A/CONF.183/9"))
    (None, None)
    """
    if symbol.year:
        return symbol.year, "symbol"
    series, session = split_session(symbol.session or "")
    if series or session is None:
        return None, None
    if symbol.body == "A" or symbol.body.startswith("A/C."):
        return 1945 + session, "session"
    if symbol.body == "A/HRC" and (year := human_rights_council_year(session)) < 9999:
        return year, "session"
    return None, None


def _title(name: str, rows: list[CitationRow], language: str) -> tuple[_Title | None, int, int]:
    """Return the title that most documents give, how many do, and how many give any; in one language."""
    found = [(row.work, title) for row in rows if (title := _title_in(name, row))]
    found = [one for one in found if one[1].is_entitled] or found
    languages = [title.language for _, title in found]
    chosen = next((code for code in (language, FALLBACK) if code in languages), None)
    chosen = chosen or max(sorted(set(languages)), key=languages.count, default=None)
    return _most([one for one in found if one[1].language == chosen], lambda title: _plain(title.text))


def _most(given: Sequence[tuple[str, T]], key: Callable[[T], str]) -> tuple[T | None, int, int]:
    """Return the value that most works give, how many give it, and how many give any; of two the first by its key."""
    works: dict[str, set[str]] = {}
    forms: dict[str, list[T]] = {}
    for work, value in given:
        works.setdefault(key(value), set()).add(work)
        forms.setdefault(key(value), []).append(value)
    if not works:
        return None, 0, 0
    best = min(works, key=lambda one: (-len(works[one]), -len(forms[one]), one))
    form = max(forms[best], key=forms[best].count)
    return form, len(works[best]), len(set().union(*works.values()))


def _plain(title: str) -> str:
    """Return a title without case and punctuation, so that spellings of one title are equal."""
    return " ".join(re.sub(r"[^\w\s]", " ", title).casefold().split())


def _title_in(name: str, row: CitationRow) -> _Title | None:
    language = row.language or FALLBACK
    if row.symbol == name and (text := title_in_sentence(row.sentence, row.text, language)):
        return _Title(text, language, True)
    if name.partition(":")[0] != "Sales" and is_one_instrument(name):
        named = row.text if row.via == "instrument" else row.names
        if named and language not in INFLECTED:
            return _Title(" ".join(named.split()).strip(PUNCTUATION), language, False)
    return None


def title_in_sentence(sentence: str, cited: str, language: str) -> str | None:
    """Return the title that a sentence gives to the document that it cites with these words; None for none.

    >>> line = "Recalling its resolutions 49/2 of 1 May 1994, 50/1 of 2 May 1995, entitled “Lamps”, and 51/1,"
    >>> [title_in_sentence(line, cited, "en") for cited in ("49/2", "50/1", "51/1")]
    [None, 'Lamps', None]
    >>> title_in_sentence("the report entitled “Lamps at sea” (A/70/1)", "A/70/1", "en")
    'Lamps at sea'
    """
    text, number = " ".join(sentence.split()), " ".join(cited.split())
    after, before = _patterns(language)
    for found in re.finditer(rf"(?<![A-Za-z0-9/]){re.escape(number)}(?![A-Za-z0-9/])", text) if number else ():
        match = after.match(text, found.end())
        if match and not _has_other(match["gap"], language):
            return _words(match)
        *_, match = [None, *before.finditer(text, max(0, found.start() - 500), found.start())]
        if match and match.end() == found.start() and not _has_other(match["gap"] or "", language):
            return _words(match)
    return None


def _words(match: re.Match[str]) -> str | None:
    words = next((match[one] for one in "abcdefg" if match[one]), "").strip(PUNCTUATION)
    return words if any(map(str.isalpha, words)) else None


@cache
def _patterns(language: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return the patterns of a title after a number, and of one that ends at a number."""
    entitled = any_of(facts(language)["joins"].get("entitled", ["entitled"]), language)
    edge = r"\b" if language_of(language).spaces else ""
    noun_between = "" if language_of(language).spaces else rf"|的[^“”;；/]{{0,{MAX_GAP}}}"
    closes = rf"(?P<gap>{MARKS}[(（]\s*{noun_between})"
    return (
        re.compile(
            rf"(?P<gap>(?:[^;；“”«»\"/]|(?<=\D)/(?=\D)){{0,{MAX_GAP}}}?){edge}{entitled}\s*[:：]?\s*{QUOTED}", re.I
        ),
        re.compile(rf"{edge}{entitled}\s*[:：]?\s*{QUOTED}{closes}$", re.I),
    )


@cache
def _and(language: str) -> re.Pattern[str]:
    words = any_of([word for word in facts(language)["joins"]["and"] if word.isalpha()], language)
    return re.compile(rf"(?<!\w){words}(?!\w)" if language_of(language).spaces else words, re.I)


def _has_other(gap: str, language: str) -> bool:
    """Return whether more than a date stands between a number and its title: another number, or *and*."""
    numbers = [int(one) for one in re.findall(r"[0-9]+", gap)]
    is_date = len(numbers) <= 3 and all(one <= 31 or 1945 <= one <= 2100 for one in numbers)
    return not is_date or _and(language).search(gap) is not None
