"""References for writers: BibTeX, RIS and CSL-JSON, one entry a document.

A document is given as a report of the organ that issued it, with its symbol as the number. What the corpus does not
hold has its symbol, its organ and its link, and no title.
"""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TextIO

from unrtrace.corpus import Corpus
from unrtrace.output import labels
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
    """What a reference says of a document; `date` is an ISO day."""

    key: str
    symbol: str
    organ: str | None
    title: str | None
    date: str | None
    genre: str
    url: str | None
    language: str | None


def reference(corpus: Corpus, name: str, language: str) -> Reference:
    """What is known of a document, with its title in a language where a file has it.

    >>> one = reference(Corpus(), "A/RES/51/148", "en")
    >>> one.key, one.organ, one.date, one.genre
    ('A-RES-51-148', 'General Assembly', '1996-12-13', 'Resolution')
    """
    work = corpus.work(name)
    try:
        symbol = Symbol.parse(work.symbol or name if work else name)
    except SymbolError:
        symbol = None
    organ = (work.organ if work else None) or (symbol.body if symbol else None)
    title = labels.clean(work.title_in(language)) if work else ""
    titled = any(v.language == language and v.title for v in work.versions) if work else False
    spoken = language if titled else next((v.language for v in work.versions), None) if work else None
    return Reference(
        re.sub(r"[^A-Za-z0-9]+", "-", name).strip("-") or "document",
        labels.clean(str(symbol or name)),
        None if organ is None else labels.organ_name(organ),
        title or None,
        work.date if work else None,
        GENRES.get(symbol.kind if symbol else "", "Document"),
        symbol.url(language) if symbol else None,
        spoken if title else None,
    )


def write(corpus: Corpus, names: Iterable[str], form: str, language: str, out: TextIO) -> int:
    """Write references in the form `bibtex`, `ris` or `csl-json` and return how many there were."""
    found = _distinct(reference(corpus, name, language) for name in names)
    count = 0
    if form == "csl-json":
        rows = [csl(one) for one in found]
        out.write(json.dumps(rows, ensure_ascii=False, indent=1) + "\n")
        return len(rows)
    for one in found:
        out.write((bibtex if form == "bibtex" else ris)(one))
        count += 1
    return count


def _distinct(found: Iterable[Reference]) -> Iterator[Reference]:
    """References whose keys differ: those of a key that was given before get a number."""
    given: dict[str, int] = {}
    for one in found:
        given[one.key] = number = given.get(one.key, 0) + 1
        yield (
            one
            if number == 1
            else Reference(
                f"{one.key}.{number}", one.symbol, one.organ, one.title, one.date, one.genre, one.url, one.language
            )
        )


def bibtex(one: Reference) -> str:
    """An entry of BibTeX; the braces in braces keep case.

    >>> print(bibtex(Reference("A-1", "A/1", None, "50% & {more}", "1996-12-13", "Document", None, "en")), end="")
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
        fields += [("year", one.date[:4]), ("month", str(int(one.date[5:7]))), ("date", one.date)]
    if one.language:
        fields.append(("langid", labels.LANGUAGES.get(one.language, one.language).lower()))
    if one.url:
        fields.append(("url", one.url))
    return f"@techreport{{{one.key},\n" + "".join(f"  {name} = {{{value}}},\n" for name, value in fields) + "}\n"


def tex(text: str) -> str:
    """Text with what means something to TeX written out.

    >>> tex("R&D_1 {x}")
    'R\\\\&D\\\\_1 \\\\{x\\\\}'
    """
    return "".join(TEX.get(c, c) for c in text)


def ris(one: Reference) -> str:
    """An entry of RIS; the comma behind an author keeps the name of a body in one piece.

    >>> print(ris(Reference("A-1", "A/1", None, "Seas", "1996-12-13", "Document", None, "en")), end="")
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
        rows += [("PY", one.date[:4]), ("DA", one.date.replace("-", "/"))]
    rows += [(tag, value) for tag, value in (("LA", one.language), ("UR", one.url)) if value]
    return "".join(f"{tag}  - {value}\n" for tag, value in rows) + "ER  - \n\n"


def csl(one: Reference) -> dict[str, object]:
    """An item of CSL-JSON."""
    item: dict[str, object] = {
        "id": one.key, "type": "report", "author": [{"literal": _author(one)}], "title": one.title or one.symbol,
        "genre": one.genre, "number": one.symbol, "publisher": PUBLISHER, "publisher-place": PLACE,
    }  # fmt: skip
    if one.date:
        item["issued"] = {"date-parts": [[int(part) for part in one.date.split("-")]]}
    if one.language:
        item["language"] = one.language
    if one.url:
        item["URL"] = one.url
    return item


def _author(one: Reference, between: str = ", ") -> str:
    return PUBLISHER + between + one.organ if one.organ else PUBLISHER
