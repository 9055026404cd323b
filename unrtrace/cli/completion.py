"""Completion of commands, options and symbols in a shell.

`unrtrace completion SHELL` prints a script that asks the hidden command `complete` for what may stand at the cursor.
Symbols come from the index as it is: no file is looked at and nothing is written.
"""

import sys
from collections.abc import Iterator
from contextlib import closing
from enum import StrEnum
from itertools import pairwise
from typing import Annotated, Any, NamedTuple

import typer

SYMBOLS = ("SYMBOL", "FROM", "TO")  # in the metavar of arguments that are documents
SPECIAL = " \t\"'`$&|;<>()[]{}*?!#~\\"  # what bash reads as more than a letter
MOST = 200  # symbols at once; of more, the part up to the next slash


class Shell(StrEnum):
    """The shells."""

    bash = "bash"
    zsh = "zsh"
    fish = "fish"


SCRIPTS = {
    "bash": """\
# Put this into ~/.local/share/bash-completion/completions/unrtrace
_unrtrace() {
    local word
    COMPREPLY=()
    while IFS= read -r word; do
        COMPREPLY+=("$word")
    done < <(unrtrace complete --line "${COMP_LINE:0:COMP_POINT}" --breaks "$COMP_WORDBREAKS" 2>/dev/null)
    if [[ ${#COMPREPLY[@]} -eq 1 && ${COMPREPLY[0]} == */ ]]; then
        compopt -o nospace 2>/dev/null
    fi
}
complete -o default -F _unrtrace unrtrace
""",
    "zsh": """\
#compdef unrtrace
# Put this into a folder of $fpath as _unrtrace
_unrtrace() {
    local -a found
    found=("${(@f)$(unrtrace complete -- "${(@Q)words[2,CURRENT]}" 2>/dev/null)}")
    if [[ -z "$found" ]]; then
        _files
        return
    fi
    compadd -S '' -- "${(@M)found:#*/}"
    compadd -- "${(@)found:#*/}"
}
if [[ "$funcstack[1]" == _unrtrace ]]; then
    _unrtrace "$@"
else
    compdef _unrtrace unrtrace
fi
""",
    "fish": """\
# Put this into ~/.config/fish/completions/unrtrace.fish
complete -c unrtrace -a '(unrtrace complete -- (commandline -opc)[2..] (commandline -ct) 2>/dev/null)'
""",
}


def completion(shell: Annotated[Shell, typer.Argument(help="bash, zsh or fish.")]) -> int:
    """Print the script that completes symbols in a shell."""
    sys.stdout.write(SCRIPTS[shell.value])
    return 0


def complete(
    words: Annotated[list[str] | None, typer.Argument()] = None,
    line: Annotated[str | None, typer.Option()] = None,
    breaks: Annotated[str, typer.Option()] = "",
) -> int:
    """What may stand in place of the last word, one a line.

    With the line that bash has up to the cursor, what bash puts in place of its own last word, which ends at any of
    its `breaks`: quoted, and without what stands before the last of them.
    """
    cursor = None if line is None else at_cursor(line, breaks)
    found = list(possible(cursor.words[1:] if cursor else words or [""]))
    for one in found:
        sys.stdout.write((cursor.rest(one) if cursor else one) + "\n")
    return 0 if found else 1


class Cursor(NamedTuple):
    """A line at its cursor: its words without quotes, the quote that is open, what bash has of the last word behind it.

    `cut` are the characters of the last word up to the last break.
    """

    words: list[str]
    quote: str
    cut: int

    def rest(self, word: str) -> str:
        """What takes the place of bash's own last word, quoted as that is.

        >>> at_cursor("unrtrace cite Sales:9", ":(").rest("Sales:95.XIII.18")
        '95.XIII.18'
        >>> at_cursor("unrtrace cite 'S/RES", ":(").rest("S/RES/1325(2000)")
        'S/RES/1325(2000)'
        """
        special = {"": SPECIAL, "'": "", '"': '"$`\\'}[self.quote]
        return "".join("\\" + c if c in special else c for c in word[self.cut :])


def at_cursor(line: str, breaks: str) -> Cursor:
    """Split a line as bash does, as far as it is typed.

    >>> at_cursor("unrtrace cite S/RES/1325\\\\(2", ":(").words
    ['unrtrace', 'cite', 'S/RES/1325(2']
    """
    words, quote, cut, escaped = [""], "", 0, False
    for sign in line:
        if escaped:
            words[-1] += sign
            escaped = False
        elif sign == "\\" and quote != "'":
            escaped = True
        elif sign == quote:
            quote = ""
        elif not quote and sign in "'\"":
            quote = sign
            cut = len(words[-1])
        elif not quote and sign.isspace():
            words, cut = [*words, ""] if words[-1] else words, 0
        else:
            words[-1] += sign
            cut = len(words[-1]) if not quote and sign in breaks else cut
    return Cursor(words, quote, cut)


def possible(words: list[str]) -> Iterator[str]:
    """What may stand in place of the last of some words: a command, an option, its value, a symbol."""
    from typer.main import get_command

    from unrtrace.cli import app

    *before, last = words
    commands: dict[str, Any] = get_command(app).commands  # type: ignore[attr-defined]
    if not before:
        yield from (name for name, one in commands.items() if name.startswith(last) and not one.hidden)
        return
    command = commands.get(before[0])
    if command is None:
        return
    options = {name: one for one in command.params for name in one.opts if name.startswith("-")}
    value = options.get(before[-1])
    if value is not None and not value.is_flag:
        yield from (one for one in getattr(value.type, "choices", ()) if one.startswith(last))
    elif (option := options.get(last.partition("=")[0])) is not None and "=" in last:
        name, _, begin = last.partition("=")
        yield from (f"{name}={one}" for one in getattr(option.type, "choices", ()) if one.startswith(begin))
    elif last.startswith("-"):
        yield from (name for name in options if name.startswith(last) and name.startswith("--"))
    elif any(any(word in (one.metavar or "") for word in SYMBOLS) for one in command.params):
        yield from symbols(last, _after(before, "-C", "--corpus"), _after(before, "--index"))


def _after(words: list[str], *options: str) -> list[str]:
    """The values that options have."""
    return [value for option, value in pairwise(words) if option in options]


def symbols(begin: str, folders: list[str], index: list[str]) -> Iterator[str]:
    """The documents that the index holds or that are cited there and begin so, in any case."""
    import sqlite3

    from unrtrace.index import database
    from unrtrace.index.errors import CorpusError
    from unrtrace.index.locate import locate

    try:
        path = database.index_path(locate(*folders).paths, index[-1] if index else None)
        with closing(database.connect(path)) as connection:
            rows = connection.execute(
                "SELECT text FROM name n WHERE text >= ? COLLATE NOCASE AND text < ? COLLATE NOCASE AND"
                " (EXISTS (SELECT 1 FROM edge WHERE cited = n.id) OR EXISTS (SELECT 1 FROM alias WHERE name = n.id))"
                " ORDER BY text",
                (begin, begin + "\U0010ffff"),
            ).fetchall()
    except (sqlite3.Error, CorpusError, OSError):
        return
    names = [row[0] for row in rows if row[0].isprintable()]
    if len(names) > MOST:
        names = list(dict.fromkeys(_up_to_slash(name, len(begin)) for name in names))
    yield from names


def _up_to_slash(name: str, start: int) -> str:
    """A name up to the first slash behind what is typed.

    >>> _up_to_slash("A/RES/51/148", 3), _up_to_slash("A/RES/51/148", 10)
    ('A/RES/', 'A/RES/51/148')
    """
    place = name.find("/", start)
    return name if place < 0 else name[: place + 1]
