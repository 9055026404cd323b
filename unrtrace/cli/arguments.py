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
    from unrtrace.symbols import SymbolError
    from unrtrace.symbols.typed import parse_typed

    if "-" in words or len(words) == 1:
        return list(words)
    try:
        for word in words:
            if not _is_file(word):
                parse_typed(word)
    except SymbolError:
        return [" ".join(words)]
    return list(words)


def identifier_of(corpus: "Corpus", text: str) -> str:
    """Return the identifier that a text stands for: a name in the corpus, a symbol, a phrase that cites one, or a file.

    What else a number might mean is printed on standard error. Raise `SymbolError` where the text stands for nothing,
    `BadParameter` where it may stand for several, or is a file that no symbol identifies.
    """
    from unrtrace.corpus import lookup
    from unrtrace.documents.readers.sniff import may_be_document
    from unrtrace.symbols import SymbolError

    if _is_file(text):
        return _identifier_of_file(corpus, text)
    try:
        found = lookup.find_name(corpus, text)
    except lookup.AmbiguousName as error:
        raise typer.BadParameter(str(error)) from None
    except SymbolError as error:
        if "://" not in text and may_be_document(text):
            raise typer.BadParameter(f"there is no file {text!r}, and it is no symbol either") from None
        raise error
    if found.others:
        others = " or ".join(found.others)
        options.warn(f"{text!r} is read as {found.identifier}, which the corpus {found.why}; it could also be {others}")
    return found.identifier


def _is_file(name: str) -> bool:
    """Return whether a file has this name; a symbol that is also the name of a file means the file."""
    from os.path import isfile

    return "\0" not in name and isfile(name)


def _identifier_of_file(corpus: "Corpus", name: str) -> str:
    """Return the identifier of the document in a file."""
    from pathlib import Path

    from unrtrace.corpus.lookup import identifier_of_file
    from unrtrace.documents import DocumentError

    try:
        identifier = identifier_of_file(corpus, Path(name))
    except DocumentError as error:
        raise typer.BadParameter(f"{name}: {error}") from None
    if identifier is None:
        raise typer.BadParameter(
            f"{name} is not in {corpus.path}, and neither its text nor its name has a symbol:"
            f" name its folder with --corpus, or list its citations with unrtrace extract {name}"
        )
    return identifier


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
