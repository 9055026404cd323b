"""What options mean: limits, dates and filters from their texts, the corpus they name; messages and lines out."""

import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    from unrtrace.corpus import Corpus
    from unrtrace.graph.filters import Filter
    from unrtrace.index.update import Progress

MAX_WARNINGS = 5  # files that a query names one by one


def parse_limit(text: str | None, default: int | None, option: str = "--limit") -> int | None:
    """Return a number from 1 on, None for `all`, the default where the option is not given.

    >>> parse_limit("20", None), parse_limit("all", 20), parse_limit(None, 20)
    (20, None, 20)
    """
    if text is None:
        return default
    if text == "all":
        return None
    if not text.isascii() or not text.isdecimal() or int(text) < 1:
        raise typer.BadParameter(f"{option} {text!r}: expected a number from 1 on, or all")
    return int(text)


def parse_date(text: str | None, option: str, *, end: bool = False) -> "datetime.date | None":
    """Return the first day of a year, month or day, or with `end` the last one.

    >>> parse_date("2016", "--from"), parse_date("2016-02", "--to", end=True)
    (datetime.date(2016, 1, 1), datetime.date(2016, 2, 29))
    """
    if text is None:
        return None
    import calendar
    import datetime

    parts = text.split("-")
    try:
        numbers = [int(part) for part in parts]
        if not 1 <= len(numbers) <= 3 or len(parts[0]) != 4:
            raise ValueError(text)
        month = numbers[1] if len(numbers) > 1 else (12 if end else 1)
        day = numbers[2] if len(numbers) > 2 else (calendar.monthrange(numbers[0], month)[1] if end else 1)
        return datetime.date(numbers[0], month, day)
    except (ValueError, calendar.IllegalMonthError):
        raise typer.BadParameter(f"{option}: not a date: {text!r}; write 2015, 2015-11 or 2015-11-24") from None


def parse_period(since: str | None, until: str | None) -> "tuple[datetime.date | None, datetime.date | None]":
    """Return the first and the last day of --from and --to; raise `BadParameter` where the last comes first.

    >>> parse_period("2016-02", None), parse_period("2016", "2016")[1]
    ((datetime.date(2016, 2, 1), None), datetime.date(2016, 12, 31))
    """
    first, last = parse_date(since, "--from"), parse_date(until, "--to", end=True)
    if first and last and first > last:
        raise typer.BadParameter(f"--from {since} is later than --to {until}: exchange them")
    return first, last


def build_filter(
    relation: str | None, organ: str | None, since: str | None, until: str | None, resolved: bool = False
) -> "Filter":
    """Return the filter that the options for citations and documents describe."""
    from unrtrace.graph.filters import Filter

    first, last = parse_period(since, until)
    return Filter(parse_relations(relation), organ_code(organ), first, last, resolved)


def organ_code(text: str | None) -> str | None:
    """Return the code of an organ from its code or its name in six languages; raise `BadParameter` for an unknown one.

    >>> organ_code("a/hrc"), organ_code("security council"), organ_code("Assemblée générale")
    ('A/HRC', 'S', 'A')
    """
    from unrtrace.symbols import organs

    if text is None:
        return None
    if code := organs.organ_code(text):
        return code
    meant = alternatives(organs.similar_names(text))
    raise typer.BadParameter(f"unknown organ {text!r}{meant or ': give a code such as A, S or A/HRC, or a name'}")


def parse_relations(text: str | None) -> frozenset[str]:
    """Return the relations that an option names, separated by commas; `none` becomes an empty text.

    >>> sorted(parse_relations("recalls,takes note"))
    ['recalls', 'takes_note']
    """
    from unrtrace.facts import load

    if text is None:
        return frozenset()
    known = ["none", "based_on", *load("languages/en")["relations"]]
    names = [name.strip().replace(" ", "_") for name in text.split(",")]
    for name in names:
        if name not in known:
            raise typer.BadParameter(f"unknown relation {name!r}{did_you_mean(name, known, known[:6])}")
    return frozenset("" if name == "none" else name for name in names)


def did_you_mean(name: str, known: Sequence[str], otherwise: Sequence[str] = (), start: str = "") -> str:
    """Return the end of a message: *; did you mean A, B or C?*, or an empty text where nothing is similar.

    `start` is put before each name.
    """
    from difflib import get_close_matches

    if (meant := known_mistake("values", name)) in known:
        return alternatives([meant])
    return alternatives([start + one for one in get_close_matches(name.casefold(), known, 3, 0.6) or otherwise])


def known_mistake(kind: str, typed: str) -> str:
    """Return what people mean who type this command, option or value from habit; an empty text where none is known.

    >>> known_mistake("commands", "grep"), known_mistake("options", "--json"), known_mistake("values", "ndjson")
    ('find TEXT', '-f json', 'jsonl')
    """
    from unrtrace.facts import load

    table = load("mistakes")[kind]
    return str(table.get(typed) or table.get(typed.casefold(), ""))


def alternatives(names: Sequence[str]) -> str:
    """Return the end of a message that offers names.

    >>> alternatives(["A/1", "A/2", "A/3"]), alternatives([])
    ('; did you mean A/1, A/2 or A/3?', '')
    """
    if not names:
        return ""
    *others, last = names
    return f"; did you mean {', '.join(others)}{' or ' if others else ''}{last}?"


def open_corpus(
    folders: list[str] | None,
    verbose: bool = False,
    index: str | None = None,
    update: bool = True,
    report: bool = True,
) -> "Corpus":
    """Return the corpus; with `report`, say on standard error how many of its files could not be read."""
    from unrtrace.corpus import Corpus

    corpus = Corpus(folders, index=index, update=update, progress=progress())
    if verbose:
        warn(f"corpus {', '.join(map(str, corpus.paths))} ({corpus.reason}), index {corpus.index}")
    if report and (failed := len(corpus.failed)):
        files = "1 file is" if failed == 1 else f"{failed:,} files are"
        warn(f"{files} not in the answer: unrtrace index --failures lists what could not be read")
    return corpus


def exit_code(corpus: "Corpus", found: bool, strict: bool) -> int:
    """Return 0 for an answer and 1 for none; with `strict`, 4 if files of the corpus are not in it."""
    if strict and corpus.failed:
        return 4
    return 0 if found else 1


def progress() -> "Callable[[Progress], None] | None":
    """Return what draws the progress of an update on standard error; None where that is not a terminal."""
    if not sys.stderr.isatty():
        return None
    from unrtrace.output.progress import UpdateProgress

    return UpdateProgress(sys.stderr)


def shown_reading(name: str) -> "AbstractContextManager[None]":
    """Return what shows on standard error that a file is read, if that takes long and it is a terminal."""
    from contextlib import nullcontext

    if not sys.stderr.isatty():
        return nullcontext()
    from unrtrace.output.progress import reading

    return reading("standard input" if name == "-" else name, sys.stderr)


def warn(message: str) -> None:
    """Write a line on standard error."""
    from unrtrace.text.display import to_single_line

    print(f"unrtrace: {to_single_line(message)}", file=sys.stderr)


def write_lines(lines: Iterable[str]) -> None:
    """Write lines to standard output."""
    for line in lines:
        sys.stdout.write(line + "\n")
