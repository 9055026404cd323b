"""Works, their files and related documents as values."""

import datetime
from dataclasses import dataclass

from unrtrace.corpus.index_reader import IndexReader, parse_date, trusted_symbol
from unrtrace.symbols import Symbol


@dataclass(frozen=True, slots=True)
class Version:
    """One file of a work: its language, its path relative to the folder of the corpus, the title in it."""

    language: str | None
    path: str
    title: str | None


@dataclass(frozen=True, slots=True)
class Work:
    """A document, in whatever languages the corpus has it.

    Attributes:
        id: its first symbol, or an identifier of the corpus's own
        symbol: its first symbol; None if unknown
        organ: code of the issuing organ
        title: title, in English where there is an English file
        adopted: date of adoption
        issued: date of issue
        dated: date of a letter
        letter: the line of a letter that has the date
        versions: its files, the English one first
    """

    id: str
    symbol: Symbol | None
    organ: str | None
    title: str | None
    adopted: datetime.date | None
    issued: datetime.date | None
    dated: datetime.date | None
    letter: str | None
    versions: tuple[Version, ...] = ()

    def url(self, language: str = "en") -> str | None:
        """Return the address of the document at docs.un.org, or None if the work has no symbol."""
        return self.symbol.url(language) if self.symbol else None

    def title_in(self, language: str) -> str | None:
        """Return the title in a language if a file has it, else the work's own."""
        return next((v.title for v in self.versions if v.language == language and v.title), self.title)

    @property
    def date(self) -> datetime.date | None:
        """The date of adoption, else that of the letter, else that of issue."""
        return self.adopted or self.dated or self.issued


@dataclass(frozen=True, slots=True)
class RelatedDocument:
    """A document that belongs to another: in what way, its symbol, and whether the corpus has it."""

    kind: str
    symbol: str
    held: bool


def read_work(reader: IndexReader, identifier: str) -> Work:
    """Return the work with an identifier, which the index must have."""
    (row,) = reader.rows(
        "SELECT n.text AS id, w.symbol, w.organ, w.title, w.adopted, w.issued, w.dated, w.letter"
        " FROM identifier n JOIN work w ON w.id = n.id WHERE n.text = ? COLLATE NOCASE AND n.text = ?",
        (identifier, identifier),
    )
    versions = reader.rows(
        "SELECT v.language, f.path, v.title FROM document_file v JOIN file f ON f.id = v.id JOIN identifier n"
        " ON n.id = v.work WHERE n.text = ? COLLATE NOCASE AND n.text = ?"
        " ORDER BY v.language <> 'en', v.language, v.is_primary DESC, f.path",
        (identifier, identifier),
    )
    dates = {name: parse_date(row[name]) for name in ("adopted", "issued", "dated")}
    symbol = trusted_symbol(row["symbol"]) if row["symbol"] else None
    return Work(**dict(row) | dates | {"symbol": symbol}, versions=tuple(Version(**dict(one)) for one in versions))
