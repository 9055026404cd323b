"""The documents that a command is asked for: symbols and phrases as arguments, or one a line on standard input."""

import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import typer

from unrtrace.cli import options

if TYPE_CHECKING:
    from unrtrace.corpus import Corpus


class Names:
    """The identifiers that arguments stand for, in turn; for `-` those on standard input.

    What is no symbol is wrong use where it is an argument; on standard input it is told on standard error, counted in
    `failed`, and the others go on. `null` says that names end with a NUL instead of a line's end.
    """

    def __init__(self, corpus: "Corpus", arguments: Sequence[str], *, null: bool = False) -> None:
        self.corpus, self.arguments, self.null = corpus, list(arguments), null
        self.failed = self.found = 0

    @property
    def piped(self) -> bool:
        """Whether names come from standard input."""
        return "-" in self.arguments

    def __iter__(self) -> Iterator[str]:
        for argument in self.arguments:
            yield from self.of(argument)

    def of(self, argument: str) -> Iterator[str]:
        """The identifiers that one argument stands for."""
        if argument != "-":
            yield name_of(self.corpus, argument)
            return
        for line in lines(self.null):
            try:
                name = name_of(self.corpus, line)
            except (ValueError, typer.BadParameter) as error:
                self.failed += 1
                options.note(str(getattr(error, "message", error)))
            else:
                yield name

    def known(self) -> Iterator[str]:
        """The same, without those that the corpus neither holds nor cites; these are told on standard error."""
        from unrtrace.corpus.citation_graph import is_cited

        for name in self:
            if self.corpus.work(name) or is_cited(self.corpus, name):
                self.found += 1
                yield name
            else:
                options.note(f"{name} is neither held nor cited in {self.corpus.path}{suggestion(self.corpus, name)}")

    def code(self, written: bool = True) -> int:
        """The exit code when something was written, or nothing."""
        if self.failed or (written and self.corpus.failed):
            return 4
        return 0 if written else 1


def lines(null: bool = False) -> Iterator[str]:
    """The names on standard input, without empty ones; bytes that are not UTF-8 are kept as escapes."""
    end = b"\0" if null else b"\n"
    rest = b""
    while block := sys.stdin.buffer.read1(1 << 16):  # type: ignore[union-attr]
        *whole, rest = (rest + block).split(end)
        yield from filter(None, map(_text, whole))
    if name := _text(rest):
        yield name


def _text(line: bytes) -> str:
    return line.decode("utf-8", "backslashreplace").removeprefix("\ufeff").strip()


def asked(words: Sequence[str]) -> list[str]:
    """The names among the words of a command line: each word where every one is a symbol, else all as one phrase.

    >>> asked(["A/RES/51/148", "A/RES/52/189"]), asked(["resolution", "51/148"])
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


def name_of(corpus: "Corpus", text: str) -> str:
    """The identifier that a text stands for: a name of the corpus, a symbol, or a phrase that cites one."""
    from unrtrace.symbols import Symbol, SymbolError

    if held := corpus.work(text):
        return held.id
    if len(works := corpus.works_named(text)) > 1:
        raise typer.BadParameter(f"{text!r} may be {' or '.join(works)}: write it in exactly that case")
    try:
        symbol = Symbol.parse(text)
    except SymbolError as error:
        return _phrase(corpus, text, error)
    held = corpus.work(symbol)
    return held.id if held else symbol


def _phrase(corpus: "Corpus", text: str, error: Exception) -> str:
    """A phrase such as `resolution 51/148` or 第47/4号决议: the one candidate that the corpus holds, or cites."""
    from unrtrace.corpus.citation_graph import is_cited
    from unrtrace.extractor import phrase
    from unrtrace.symbols import Symbol
    from unrtrace.text.language import codes

    possible = list(Symbol.candidates(text))
    for language in codes():
        possible += [symbol for symbol in phrase(text, language) if symbol not in possible]
    held = [symbol for symbol in possible if corpus.work(symbol)]
    cited = [symbol for symbol in possible if is_cited(corpus, symbol)]
    for known in (held, cited, possible):
        if len(known) == 1:
            work = corpus.work(known[0])
            return work.id if work else known[0]
        if known:
            raise typer.BadParameter(f"{text!r} may be {' or '.join(known)}: give the whole symbol")
    raise error


def suggestion(corpus: "Corpus", name: str) -> str:
    """The true year of a Council's number, or near symbols of the same body, for somebody who mistyped."""
    from difflib import get_close_matches

    from unrtrace.symbols import Symbol

    symbol = Symbol.parse(name)
    if year := symbol.true_year:
        return f"; the Council gave this number in {year}: S/RES/{symbol.number}({year})"
    body = symbol.body
    pool = [symbol for symbol in corpus.cited_symbols() if "/" in symbol and Symbol.parse(symbol).body == body]
    near = get_close_matches(name, pool, 3, 0.6)
    return f"; near it are {', '.join(near)}" if near else "; see unrtrace cite --help for --corpus"
