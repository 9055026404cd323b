"""The documents that a command is asked for: symbols and phrases as arguments, or one a line on standard input."""

import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import typer

from unrtrace.cli import options

if TYPE_CHECKING:
    from unrtrace.corpus import Corpus


class SymbolArguments:
    """The identifiers that arguments stand for, in order; `-` stands for those on standard input.

    An argument that is not a symbol is wrong use; a line of standard input that is not one is reported on standard
    error and counted in `failed`. With `null`, lines end with NUL.
    """

    def __init__(self, corpus: "Corpus", arguments: Sequence[str], *, null: bool = False) -> None:
        self.corpus, self.arguments, self.null = corpus, list(arguments), null
        self.failed = 0

    @property
    def from_stdin(self) -> bool:
        """Whether symbols are read from standard input."""
        return "-" in self.arguments

    def __iter__(self) -> Iterator[str]:
        for argument in self.arguments:
            yield from self.identifiers_of(argument)

    def identifiers_of(self, argument: str) -> Iterator[str]:
        """Yield the identifiers that one argument stands for."""
        if argument != "-":
            yield identifier_of(self.corpus, argument)
            return
        for line in read_names(self.null):
            try:
                name = identifier_of(self.corpus, line)
            except (ValueError, typer.BadParameter) as error:
                self.failed += 1
                options.warn(str(getattr(error, "message", error)))
            else:
                yield name

    def known_symbols(self) -> Iterator[str]:
        """Yield those that the corpus holds or cites; report the others on standard error."""
        for name in self:
            if is_known(self.corpus, name):
                yield name
            else:
                warn_not_found(self.corpus, name)

    def exit_code(self, found: bool, strict: bool) -> int:
        """Return the exit code of a command that found something, or nothing: 4 if an argument was not a symbol."""
        return 4 if self.failed else options.exit_code(self.corpus, found, strict)


def read_names(null: bool = False) -> Iterator[str]:
    """Yield the names on standard input, without empty ones; bytes that are not UTF-8 become escapes."""
    end = b"\0" if null else b"\n"
    rest = b""
    while block := sys.stdin.buffer.read1(1 << 16):  # type: ignore[union-attr]
        *whole, rest = (rest + block).split(end)
        yield from filter(None, map(_decoded, whole))
    if name := _decoded(rest):
        yield name


def _decoded(line: bytes) -> str:
    return line.decode("utf-8", "backslashreplace").removeprefix("\ufeff").strip()


def split_arguments(words: Sequence[str]) -> list[str]:
    """Return the names among the words of a command line: each word if all are symbols, else all as one phrase.

    >>> split_arguments(["A/RES/51/148", "A/RES/52/189"]), split_arguments(["resolution", "51/148"])
    (['A/RES/51/148', 'A/RES/52/189'], ['resolution 51/148'])
    """
    from unrtrace.symbols import Symbol, SymbolError

    if "-" in words or len(words) == 1:
        return list(words)
    try:
        for word in words:
            Symbol.parse(word)
    except SymbolError:
        return [" ".join(words)]
    return list(words)


def identifier_of(corpus: "Corpus", text: str) -> str:
    """Return the identifier that a text stands for: a name in the corpus, a symbol, or a phrase that cites one.

    Raise `SymbolError` where it stands for none, `BadParameter` where it may stand for several.
    """
    from unrtrace.corpus import lookup

    try:
        return lookup.identifier_of(corpus, text)
    except lookup.AmbiguousName as error:
        raise typer.BadParameter(str(error)) from None


def is_known(corpus: "Corpus", name: str) -> bool:
    """Return whether the corpus holds or cites a document."""
    from unrtrace.corpus.citation_graph import is_cited

    return name in corpus or is_cited(corpus, name)


def warn_not_found(corpus: "Corpus", name: str) -> None:
    """Report a document that the corpus neither holds nor cites, with similar ones for somebody who mistyped."""
    options.warn(f"{name} not found in {corpus.path}{suggestion(corpus, name)}")


def suggestion(corpus: "Corpus", name: str) -> str:
    """Return the end of that message: the right year of a Security Council number, or similar symbols of the body."""
    from difflib import get_close_matches

    from unrtrace.symbols import Symbol

    symbol = Symbol.parse(name)
    if year := symbol.year_of_number:
        return f"; did you mean S/RES/{symbol.number}({year})? The Security Council adopted it in {year}"
    cited = [other for other in corpus.cited_symbols() if "/" in other and Symbol.parse(other).body == symbol.body]
    similar = get_close_matches(name, cited, 3, 0.6)
    return options.alternatives(similar) or "; to search other documents, use --corpus FOLDER"
