"""The identifier of a United Nations document as a value."""

from functools import lru_cache

from unrtrace.symbols import cited_number, grammar, numbering, sort_key, tables, urls
from unrtrace.symbols import components as _parts
from unrtrace.symbols.errors import SymbolError
from unrtrace.symbols.normalize import fold, latin
from unrtrace.symbols.other_identifiers import elsewhere


class Symbol(str):
    """The identifier of one document; the canonical form is the string itself.

    Document symbols, sales numbers, treaties of the Treaty Series and numbered resolutions of
    other organisations. Equality and hash are those of the string; the order is natural.

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
        """The symbol a text stands for; of a joint one, the first.

        `body` is the code of the organ for a number that does not say it (`51/148`), `kind`
        resolution (the default), decision or statement. `SymbolError` for anything else.

        >>> Symbol.parse("1995/313", body="E", kind="decision")
        Symbol('E/DEC/1995/313')
        >>> Symbol.parse("S/RES/1325"), Symbol.parse("Sales No. E.95.XIII.18")
        (Symbol('S/RES/1325(2000)'), Symbol('Sales:95.XIII.18'))
        """
        return cls.parse_joint(text, body=body, kind=kind)[0]

    @classmethod
    def parse_joint(cls, text: str, *, body: str | None = None, kind: str | None = None) -> tuple["Symbol", ...]:
        """All symbols of a joint one; of any other text, the one symbol.

        >>> Symbol.parse_joint("A/48/486-S/26560")
        (Symbol('A/48/486'), Symbol('S/26560'))
        """
        if isinstance(text, Symbol):
            return (text,)
        if not isinstance(text, str):
            raise TypeError(f"a symbol is read from a str, not {type(text).__name__}")
        return tuple(str.__new__(cls, one) for one in _read(str(text), body, kind))

    @classmethod
    def candidates(cls, text: str) -> tuple["Symbol", ...]:
        """What a text may stand for, likeliest first; nothing where it is no identifier.

        >>> Symbol.candidates("resolution S-20/1")
        (Symbol('A/RES/S-20/1'), Symbol('A/HRC/RES/S-20/1'))
        """
        try:
            return (cls.parse(text),)
        except SymbolError:
            pass
        try:
            said = cited_number.phrase(fold(text))
            number = cited_number.CitedNumber.parse(latin(said.number), text)
            found = numbering.candidates(number, said.kind, text) if number and said.body is None else ()
            return tuple(str.__new__(cls, one) for one in found)
        except SymbolError:
            return ()

    @property
    def organ(self) -> str:
        """The first component: `A`, `S`, `UNEP`; `Sales`, `UNTS`, `IOM` for those identifiers."""
        return _parts.parts(str(self)).organ

    @property
    def body(self) -> str:
        """The code of the issuing organ: `A`, `A/HRC`, `E/CN.4`, `UNEP/EA`, `A/CONF.177`."""
        return _parts.parts(str(self)).body

    @property
    def session(self) -> str | None:
        """The session as written: `51`, `S-27`, `ES-11`, `III`, `S-VI`."""
        return _parts.parts(str(self)).session

    @property
    def year(self) -> int | None:
        """The year that the symbol itself states, never one worked out from a session."""
        return _parts.parts(str(self)).year

    @property
    def true_year(self) -> int | None:
        """The year in which the Security Council gave the number of a resolution that states another; else None.

        >>> Symbol("S/RES/1325(2003)").true_year, Symbol("S/RES/1325(2000)").true_year, Symbol("A/RES/51/148").true_year
        (2000, None, None)
        """
        row = _parts.parts(str(self))
        if not self.startswith("S/RES/") or row.year is None or row.number is None or not row.number.isdigit():
            return None
        return tables.contradicting_year(int(row.number), row.year)

    @property
    def nature(self) -> str | None:
        """What the document is: `RES`, `DEC`, `PRST`, `L`, `PV`, `SR`, `INF`, `WP` …"""
        return _parts.parts(str(self)).nature

    @property
    def number(self) -> str | None:
        """The number in its series, as written."""
        return _parts.parts(str(self)).number

    @property
    def letter(self) -> str | None:
        """The letter of a resolution in parts, `A`, or of several, `A-C`."""
        return _parts.parts(str(self)).letter

    @property
    def suffixes(self) -> tuple[str, ...]:
        """Addenda, corrigenda and revisions in their order: `("Rev.1", "Add.1")`."""
        return _parts.parts(str(self)).suffixes

    @property
    def part(self) -> str | None:
        """What a parenthesis adds: `PartI`, `Vol.II`, `Sect.2`, `Resumption1`, `SUPP`."""
        return _parts.parts(str(self)).part

    @property
    def kind(self) -> str:
        """Resolution, decision, statement, draft, record, document, publication or treaty."""
        return _parts.parts(str(self)).kind

    @property
    def base(self) -> "Symbol":
        """Without suffixes, part and letter."""
        return str.__new__(Symbol, _parts.parts(str(self)).base)

    @property
    def parent(self) -> "Symbol | None":
        """One step up: what a corrigendum corrects, the whole of a part; None at the top."""
        step = _parts.peel(str(self))
        return str.__new__(Symbol, step.rest) if step else None

    @property
    def known(self) -> bool:
        """Whether the tables have its leading element and body."""
        return _parts.parts(str(self)).known

    def url(self, language: str = "en", site: str = "docs") -> str | None:
        """The link to the document at docs.un.org, or undocs.org for site `undocs`.

        None for what has no document there; `ValueError` for a language other than the six.

        >>> Symbol("S/RES/1325(2000)").url("ru", site="undocs")
        'https://undocs.org/ru/S/RES/1325(2000)'
        """
        return urls.link(str(self), language, site)

    def __repr__(self) -> str:
        return f"Symbol({str(self)!r})"

    def __str__(self) -> str:
        return str.__str__(self)

    def __lt__(self, other: str) -> bool:
        return sort_key.key(str(self)) < sort_key.key(str(other)) if isinstance(other, str) else NotImplemented

    def __le__(self, other: str) -> bool:
        return sort_key.key(str(self)) <= sort_key.key(str(other)) if isinstance(other, str) else NotImplemented

    def __gt__(self, other: str) -> bool:
        return sort_key.key(str(self)) > sort_key.key(str(other)) if isinstance(other, str) else NotImplemented

    def __ge__(self, other: str) -> bool:
        return sort_key.key(str(self)) >= sort_key.key(str(other)) if isinstance(other, str) else NotImplemented


def _read(text: str, body: str | None, kind: str | None) -> tuple[str, ...]:
    """The canonical forms that a text stands for; short texts are remembered, errors are not."""
    if len(text) <= 60:
        return _remembered(text, body, kind)
    return _forms(text, body, kind)


@lru_cache(maxsize=65536)
def _remembered(text: str, body: str | None, kind: str | None) -> tuple[str, ...]:
    return _forms(text, body, kind)


def _forms(text: str, body: str | None, kind: str | None) -> tuple[str, ...]:
    """Each form in turn: other identifiers, symbols of known organs, numbers, unknown symbols."""
    if grammar.is_canonical(text):
        return (text,)
    if body is not None and cited_number.is_plain(text):
        return (numbering.symbol_of(text, body, kind, text),)
    folded = fold(text)
    other = elsewhere(folded)
    if other:
        return (other,)
    symbol = latin(folded)
    organ = grammar.lead_of(symbol)
    if organ is not None and grammar.is_lead(organ) and symbol.isascii():
        return tuple(grammar.document(s, text) for s in grammar.split_joint(grammar.tighten(symbol)))
    said = cited_number.phrase(folded)
    number, body = latin(said.number), said.body or body
    if body is not None:
        return (numbering.symbol_of(number, body, said.kind or kind, text),)
    found = numbering.resolve_without_body(number, said.kind or kind, text)
    if found is not None:
        return (found,)
    return tuple(grammar.document(s, text) for s in grammar.split_joint(grammar.tighten(folded)))
