"""References for writers: BibTeX, RIS and CSL-JSON, one entry a document.

A document is cited as a report of the organ that issued it, with its symbol as the number. A document that the corpus
does not hold has the title and the date that the documents state which cite it, else the year of its symbol or session;
a note says so.
"""

import datetime
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TextIO

from unrtrace.corpus import Corpus
from unrtrace.corpus.stated import Stated, stated
from unrtrace.output import labels, serialize
from unrtrace.symbols import Symbol, SymbolError

PUBLISHER, PLACE = "United Nations", "New York"
GENRES = {
    "resolution": "Resolution", "decision": "Decision", "statement": "Statement by the President",
    "draft": "Draft resolution", "record": "Meeting record", "publication": "Publication", "treaty": "Treaty",
}  # fmt: skip
TEX = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "#": r"\#", "_": r"\_", "%": r"\%",
    "^": r"\textasciicircum{}", "~": r"\textasciitilde{}",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reference:
    """What a reference states about a document; `year` is that of the date, or is known without one."""

    key: str
    symbol: str
    organ: str | None
    title: str | None
    date: datetime.date | None
    genre: str
    url: str | None
    language: str | None
    year: int | None = None
    note: str | None = None


def reference(corpus: Corpus, name: str, language: str) -> Reference:
    """Return the reference to a document, with its title in a language where a file has it.

    >>> one = reference(Corpus(), "A/RES/51/148", "en")
    >>> one.key, one.organ, one.date, one.genre
    ('A-RES-51-148', 'General Assembly', datetime.date(1996, 12, 13), 'Resolution')
    """
    work = corpus.work(name)
    try:
        symbol = Symbol.parse(work.symbol or name if work else name)
    except SymbolError:
        symbol = None
    organ = (work.organ if work else None) or (symbol.body if symbol else None)
    title = labels.clean(work.title_in(language)) if work else ""
    has_title = any(v.language == language and v.title for v in work.versions) if work else False
    date, note = work.date if work else None, None
    year = date.year if date else None
    title_language = language if has_title else next((v.language for v in work.versions), None) if work else None
    if work is None:
        ((_, cited),) = stated(corpus, [symbol or name], language)
        title, title_language, date, year = cited.title or "", cited.title_language, cited.date, cited.year
        note = _note(cited)
    return Reference(
        key=re.sub(r"[^A-Za-z0-9]+", "-", name).strip("-") or "document",
        symbol=labels.identifier(labels.clean(str(symbol or name))),
        organ=None if organ is None else labels.organ_name(organ),
        title=title or None,
        date=date,
        genre=GENRES.get(symbol.kind if symbol else "", "Document"),
        url=symbol.url(language) if symbol else None,
        language=title_language if title else None,
        year=year,
        note=note,
    )


def _note(cited: Stated) -> str | None:
    """Return where the title and the date of a document come from that is not held.

    >>> _note(Stated("Lamps", "en", 2, 3, None, 0, 0, 1996, "session"))
    'Not held: title as 2 of 3 citing documents give it, year in which the session opened'
    """
    parts = []
    for what, agree, given in (
        ("title", cited.title_agree, cited.title_given), ("date", cited.date_agree, cited.date_given)
    ):  # fmt: skip
        if given:
            of = "the citing document gives" if given == 1 else f"{agree} of {given} citing documents give"
            parts.append(f"{what} as {of} it")
    if cited.year_from == "session":
        parts.append("year in which the session opened")
    return f"Not held: {', '.join(parts)}" if parts else None


def references(corpus: Corpus, names: Iterable[str], language: str) -> Iterator[Reference]:
    """Yield the references to documents; a key that was used before gets a number, so that all keys differ."""
    used: dict[str, int] = {}
    for name in names:
        one = reference(corpus, name, language)
        used[one.key] = number = used.get(one.key, 0) + 1
        yield one if number == 1 else replace(one, key=f"{one.key}.{number}")


def write_bibtex(found: Iterable[Reference], out: TextIO) -> int:
    """Write BibTeX entries and return how many there were."""
    return _write_entries(map(bibtex, found), out)


def write_ris(found: Iterable[Reference], out: TextIO) -> int:
    """Write RIS entries and return how many there were."""
    return _write_entries(map(ris, found), out)


def write_csl(found: Iterable[Reference], out: TextIO) -> int:
    """Write a JSON array of CSL items and return how many there were."""
    return serialize.write_json(map(csl, found), out)


def _write_entries(entries: Iterable[str], out: TextIO) -> int:
    count = 0
    for entry in entries:
        out.write(entry)
        count += 1
    return count


def bibtex(one: Reference) -> str:
    """Return an entry of BibTeX; double braces keep the case of names and titles.

    >>> day = datetime.date(1996, 12, 13)
    >>> print(bibtex(Reference("A-1", "A/1", None, "50% & {more}", day, "Document", None, "en")), end="")
    @techreport{A-1,
      author = {{United Nations}},
      title = {{50\\% \\& \\{more\\}}},
      type = {Document},
      number = {A/1},
      institution = {United Nations},
      address = {New York},
      year = {1996},
      month = {12},
      date = {1996-12-13},
      langid = {english},
    }
    """
    fields = [
        ("author", "{" + tex(_author(one)) + "}"), ("title", "{" + tex(one.title or one.symbol) + "}"),
        ("type", one.genre), ("number", tex(one.symbol)), ("institution", PUBLISHER), ("address", PLACE),
    ]  # fmt: skip
    if one.date:
        fields += [("year", f"{one.date:%Y}"), ("month", str(one.date.month)), ("date", one.date.isoformat())]
    elif one.year:
        fields.append(("year", str(one.year)))
    if one.note:
        fields.append(("note", tex(one.note)))
    if one.language:
        fields.append(("langid", labels.language_name(one.language).lower()))
    if one.url:
        fields.append(("url", one.url))
    return f"@techreport{{{one.key},\n" + "".join(f"  {name} = {{{value}}},\n" for name, value in fields) + "}\n"


def tex(text: str) -> str:
    """Return text with the special characters of TeX escaped.

    >>> tex("R&D_1 {x}")
    'R\\\\&D\\\\_1 \\\\{x\\\\}'
    """
    return "".join(TEX.get(c, c) for c in text)


def ris(one: Reference) -> str:
    """Return an entry of RIS; the comma behind the author keeps the name of a body in one piece.

    >>> print(ris(Reference("A-1", "A/1", None, "Seas", datetime.date(1996, 12, 13), "Document", None, "en")), end="")
    TY  - RPRT
    ID  - A-1
    AU  - United Nations,
    TI  - Seas
    M3  - Document
    SN  - A/1
    PB  - United Nations
    CY  - New York
    PY  - 1996
    DA  - 1996/12/13
    LA  - en
    ER  -
    <BLANKLINE>
    """
    rows = [
        ("TY", "RPRT"), ("ID", one.key), ("AU", f"{_author(one, '. ')},"),
        ("TI", one.title or one.symbol), ("M3", one.genre),
        ("SN", one.symbol), ("PB", PUBLISHER), ("CY", PLACE),
    ]  # fmt: skip
    if one.date:
        rows += [("PY", f"{one.date:%Y}"), ("DA", f"{one.date:%Y/%m/%d}")]
    elif one.year:
        rows.append(("PY", str(one.year)))
    rows += [(tag, value) for tag, value in (("N1", one.note), ("LA", one.language), ("UR", one.url)) if value]
    return "".join(f"{tag}  - {value}\n" for tag, value in rows) + "ER  - \n\n"


def csl(one: Reference) -> dict[str, object]:
    """Return an item of CSL-JSON."""
    item: dict[str, object] = {
        "id": one.key, "type": "report", "author": [{"literal": _author(one)}], "title": one.title or one.symbol,
        "genre": one.genre, "number": one.symbol, "publisher": PUBLISHER, "publisher-place": PLACE,
    }  # fmt: skip
    if one.date:
        item["issued"] = {"date-parts": [[one.date.year, one.date.month, one.date.day]]}
    elif one.year:
        item["issued"] = {"date-parts": [[one.year]]}
    if one.note:
        item["note"] = one.note
    if one.language:
        item["language"] = one.language
    if one.url:
        item["URL"] = one.url
    return item


def _author(one: Reference, separator: str = ", ") -> str:
    return PUBLISHER + separator + one.organ if one.organ else PUBLISHER
