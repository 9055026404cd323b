"""The identifier of a United Nations document as a value."""

from functools import lru_cache

from unrtrace.symbols import cited_number, grammar, numbering, tables, urls
from unrtrace.symbols.components import components_of, split_last
from unrtrace.symbols.errors import SymbolError
from unrtrace.symbols.normalize import cyrillic_lookalikes_to_latin, normalize
from unrtrace.symbols.other_identifiers import parse_other
from unrtrace.symbols.sort_key import sort_key

MAX_CACHED = 60  # characters of a text whose symbols are cached


class Symbol(str):
    """The identifier of one document: a string in canonical form.

    It is a document symbol, a sales number, a treaty of the Treaty Series or a numbered resolution of another
    organisation. Equality and hash are those of the string; the order is natural.

    >>> Symbol.parse("217 A (III)", body="A")
    Symbol('A/RES/217(III)A')
    >>> s = Symbol.parse("E/CN.4/Sub.2/1994/2/add. 1*")
    >>> s, s.body, s.year, s.number, s.suffixes
    (Symbol('E/CN.4/Sub.2/1994/2/Add.1'), 'E/CN.4/Sub.2', 1994, '2', ('Add.1',))
    >>> Symbol("A/RES/51/2") < Symbol("A/RES/51/148")
    True
    """

    __slots__ = ()

    def __new__(cls, text: str) -> "Symbol":
        return cls.parse(text)

    @classmethod
    def parse(cls, text: str, *, body: str | None = None, kind: str | None = None) -> "Symbol":
        """Return the symbol that a text stands for; of a joint symbol, the first.

        `body` is the code of the organ for a number without one (`51/148`); `kind` is resolution (the default),
        decision or statement. Raise `SymbolError` if the text is not one identifier.

        >>> Symbol.parse("1995/313", body="E", kind="decision")
        Symbol('E/DEC/1995/313')
        >>> Symbol.parse("S/RES/1325"), Symbol.parse("Sales No. E.95.XIII.18")
        (Symbol('S/RES/1325(2000)'), Symbol('Sales:95.XIII.18'))
        """
        return cls.parse_joint(text, body=body, kind=kind)[0]

    @classmethod
    def parse_joint(cls, text: str, *, body: str | None = None, kind: str | None = None) -> tuple["Symbol", ...]:
        """Return all symbols of a joint symbol; for any other text, its one symbol.

        Raise `SymbolError` as `parse` does.

        >>> Symbol.parse_joint("A/48/486-S/26560")
        (Symbol('A/48/486'), Symbol('S/26560'))
        """
        if isinstance(text, Symbol):
            return (text,)
        if not isinstance(text, str):
            raise TypeError(f"a symbol is read from a str, not {type(text).__name__}")
        return tuple(str.__new__(cls, one) for one in _read(str(text), body, kind))

    @classmethod
    def of_number(cls, number: cited_number.CitedNumber, body: str, kind: str) -> "Symbol":
        """Return the symbol of a number of a body; raise `SymbolError` if that body numbers otherwise."""
        return str.__new__(cls, numbering.symbol_of_number(number, body, kind, number.text))

    @classmethod
    def candidates(cls, text: str) -> tuple["Symbol", ...]:
        """Return the symbols that a text may stand for, the likeliest first; none if it is not an identifier.

        >>> Symbol.candidates("resolution S-20/1")
        (Symbol('A/RES/S-20/1'), Symbol('A/HRC/RES/S-20/1'))
        """
        try:
            return (cls.parse(text),)
        except SymbolError:
            pass
        try:
            phrase = cited_number.phrase(normalize(text))
            number = cited_number.CitedNumber.parse(cyrillic_lookalikes_to_latin(phrase.number), text)
            found = numbering.candidates(number, phrase.kind, text) if number and phrase.body is None else ()
            return tuple(str.__new__(cls, one) for one in found)
        except SymbolError:
            return ()

    @property
    def organ(self) -> str:
        """The first component: `A`, `S`, `UNEP`; `Sales`, `UNTS`, `IOM` for those identifiers."""
        return components_of(str(self)).organ

    @property
    def body(self) -> str:
        """The code of the issuing organ: `A`, `A/HRC`, `E/CN.4`, `UNEP/EA`, `A/CONF.177`."""
        return components_of(str(self)).body

    @property
    def session(self) -> str | None:
        """The session as written: `51`, `S-27`, `ES-11`, `III`, `S-VI`."""
        return components_of(str(self)).session

    @property
    def year(self) -> int | None:
        """The year in the symbol itself, never one derived from a session."""
        return components_of(str(self)).year

    @property
    def year_of_number(self) -> int | None:
        """The year of the Security Council resolution with this number, if the symbol has another year; else None.

        >>> Symbol("S/RES/1325(2003)").year_of_number, Symbol("S/RES/1325(2000)").year_of_number
        (2000, None)
        """
        its = components_of(str(self))
        if not self.startswith("S/RES/") or its.year is None or its.number is None or not its.number.isdigit():
            return None
        return tables.contradicting_year(int(its.number), its.year)

    @property
    def document_type(self) -> str | None:
        """The component that says what the document is: `RES`, `DEC`, `PRST`, `L`, `PV`, `SR`, `INF`, `WP` …"""
        return components_of(str(self)).document_type

    @property
    def number(self) -> str | None:
        """The number in its series, as written."""
        return components_of(str(self)).number

    @property
    def letter(self) -> str | None:
        """The letter of a part of a resolution, `A`, or the letters of several parts, `A-C`."""
        return components_of(str(self)).letter

    @property
    def suffixes(self) -> tuple[str, ...]:
        """Addenda, corrigenda and revisions in order: `("Rev.1", "Add.1")`."""
        return components_of(str(self)).suffixes

    @property
    def part(self) -> str | None:
        """The part named in parentheses: `PartI`, `Vol.II`, `Sect.2`, `Resumption1`, `SUPP`."""
        return components_of(str(self)).part

    @property
    def kind(self) -> str:
        """Resolution, decision, statement, draft, record, document, publication or treaty."""
        return components_of(str(self)).kind

    @property
    def base(self) -> "Symbol":
        """The symbol without suffixes, part and letter."""
        return str.__new__(Symbol, components_of(str(self)).base)

    @property
    def parent(self) -> "Symbol | None":
        """The document that this one amends or is part of, as its symbol shows; None for a whole document."""
        step = split_last(str(self))
        return str.__new__(Symbol, step.parent) if step else None

    @property
    def is_known(self) -> bool:
        """Whether the tables list its organ and body."""
        return components_of(str(self)).is_known

    def url(self, language: str = "en", site: str = "docs") -> str | None:
        """Return the address of the document at docs.un.org, or at undocs.org with the site `undocs`.

        None if there is no such document on the site. Raise `ValueError` for an unknown language or site.

        >>> Symbol("S/RES/1325(2000)").url("ru", site="undocs")
        'https://undocs.org/ru/S/RES/1325(2000)'
        """
        return urls.document_url(str(self), language, site)

    def __repr__(self) -> str:
        return f"Symbol({str(self)!r})"

    def __str__(self) -> str:
        return str.__str__(self)

    def __lt__(self, other: str) -> bool:
        return sort_key(str(self)) < sort_key(str(other)) if isinstance(other, str) else NotImplemented

    def __le__(self, other: str) -> bool:
        return sort_key(str(self)) <= sort_key(str(other)) if isinstance(other, str) else NotImplemented

    def __gt__(self, other: str) -> bool:
        return sort_key(str(self)) > sort_key(str(other)) if isinstance(other, str) else NotImplemented

    def __ge__(self, other: str) -> bool:
        return sort_key(str(self)) >= sort_key(str(other)) if isinstance(other, str) else NotImplemented


def _read(text: str, body: str | None, kind: str | None) -> tuple[str, ...]:
    """Return the canonical forms of the identifiers in a text; those of short texts are cached."""
    if len(text) <= MAX_CACHED:
        return _cached_forms(text, body, kind)
    return _forms(text, body, kind)


@lru_cache(maxsize=65536)
def _cached_forms(text: str, body: str | None, kind: str | None) -> tuple[str, ...]:
    return _forms(text, body, kind)


def _forms(text: str, body: str | None, kind: str | None) -> tuple[str, ...]:
    """Try each form in turn: other identifiers, symbols of known organs, numbers, symbols of unknown organs."""
    if grammar.is_canonical(text):
        return (text,)
    if body is not None and cited_number.is_plain(text):
        return (numbering.symbol_of(text, body, kind, text),)
    plain = normalize(text)
    other = parse_other(plain)
    if other:
        return (other,)
    symbol = cyrillic_lookalikes_to_latin(plain)
    organ = grammar.lead_of(symbol)
    if organ is not None and grammar.is_known_lead(organ) and symbol.isascii():
        return tuple(grammar.canonical_form(s, text) for s in grammar.split_joint(grammar.remove_spaces(symbol)))
    phrase = cited_number.phrase(plain)
    number, body = cyrillic_lookalikes_to_latin(phrase.number), phrase.body or body
    if body is not None:
        return (numbering.symbol_of(number, body, phrase.kind or kind, text),)
    found = numbering.resolve_without_body(number, phrase.kind or kind, text)
    if found is not None:
        return (found,)
    return tuple(grammar.canonical_form(s, text) for s in grammar.split_joint(grammar.remove_spaces(plain)))
