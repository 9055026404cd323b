"""Completion of commands, options and symbols in a shell.

`unrtrace completion SHELL` prints a script that asks the hidden command `complete` what may stand at the cursor.
Symbols come from the index as it is: no file is read and nothing is written.
"""

import sys
from collections.abc import Iterator
from contextlib import closing
from enum import StrEnum
from itertools import pairwise
from typing import Annotated, Any, NamedTuple

import typer

SYMBOL_ARGUMENTS = ("SYMBOL", "FROM", "TO")  # in the metavar of arguments that are documents
CORPUS = ("-C", "--corpus")
SPECIAL = " \t\"'`$&|;<>()[]{}*?!#~\\"  # characters with a meaning in bash
MAX_SYMBOLS = 200  # at once; of more, only the part up to the next slash


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


def completion(
    shell: Annotated[Shell, typer.Argument(metavar="SHELL", help="The shell that you use: bash, zsh or fish.")],
) -> int:
    """Print a script with which your shell completes commands, options and symbols."""
    sys.stdout.write(SCRIPTS[shell.value])
    return 0


def complete(
    words: Annotated[list[str] | None, typer.Argument()] = None,
    line: Annotated[str | None, typer.Option()] = None,
    breaks: Annotated[str, typer.Option()] = "",
) -> int:
    """Print what may replace the last word, one candidate a line.

    `line` is the line in bash up to the cursor and `breaks` the characters at which bash ends a word: then print what
    replaces bash's own last word, quoted, without the part before the last break.
    """
    cursor = None if line is None else parse_line(line, breaks)
    found = list(candidates(cursor.words[1:] if cursor else words or [""]))
    for one in found:
        sys.stdout.write((cursor.replacement(one) if cursor else one) + "\n")
    return 0 if found else 1


class Cursor(NamedTuple):
    """A line in bash at its cursor: the words without quotes, the quote that is open, and `cut`.

    `cut` counts the characters of the last word up to the last break: bash replaces only what stands behind it.
    """

    words: list[str]
    quote: str
    cut: int

    def replacement(self, word: str) -> str:
        """Return what replaces bash's own last word, quoted like that one.

        >>> parse_line("unrtrace cite Sales:9", ":(").replacement("Sales:95.XIII.18")
        '95.XIII.18'
        >>> parse_line("unrtrace cite 'S/RES", ":(").replacement("S/RES/1325(2000)")
        'S/RES/1325(2000)'
        """
        special = {"": SPECIAL, "'": "", '"': '"$`\\'}[self.quote]
        return "".join("\\" + c if c in special else c for c in word[self.cut :])


def parse_line(line: str, breaks: str) -> Cursor:
    """Split a line as bash does, as far as it is typed.

    >>> parse_line("unrtrace cite S/RES/1325\\\\(2", ":(").words
    ['unrtrace', 'cite', 'S/RES/1325(2']
    """
    words, quote, cut, escaped = [""], "", 0, False
    for character in line:
        if escaped:
            words[-1] += character
            escaped = False
        elif character == "\\" and quote != "'":
            escaped = True
        elif character == quote:
            quote = ""
        elif not quote and character in "'\"":
            quote = character
            cut = len(words[-1])
        elif not quote and character.isspace():
            words, cut = [*words, ""] if words[-1] else words, 0
        else:
            words[-1] += character
            cut = len(words[-1]) if not quote and character in breaks else cut
    return Cursor(words, quote, cut)


def candidates(words: list[str]) -> Iterator[str]:
    """Yield what may replace the last of some words: a command, an option, its value, a symbol."""
    from typer.main import get_command

    from unrtrace.cli import app

    *before, last = words
    program: Any = get_command(app)
    commands: dict[str, Any] = program.commands
    folders = [] if not before or before[0] in commands else _values(before, *CORPUS)
    while before and before[0].startswith("-"):  # -C FOLDER before the command
        before = before[2 if before[0] in CORPUS else 1 :]
    if not before or before[0] == "help":
        long_options = [name for one in program.params for name in one.opts if name.startswith("--")]
        visible = [name for name, one in commands.items() if not one.hidden]
        yield from (
            name for name in (*visible, *(long_options if last.startswith("-") else ())) if name.startswith(last)
        )
        return
    command = commands.get(before[0])
    if command is None:
        return
    shown = [one for one in command.params if not getattr(one, "hidden", False)]
    options = {name: one for one in shown for name in one.opts if name.startswith("-")}
    value = options.get(before[-1])
    if value is not None and not value.is_flag:
        yield from (one for one in _choices(value) if one.startswith(last))
    elif (option := options.get(last.partition("=")[0])) is not None and "=" in last:
        name, _, begin = last.partition("=")
        yield from (f"{name}={one}" for one in _choices(option) if one.startswith(begin))
    elif last.startswith("-"):
        yield from (name for name in options if name.startswith(last) and name.startswith("--"))
    elif any(any(word in (one.metavar or "") for word in SYMBOL_ARGUMENTS) for one in command.params):
        yield from symbols(last, [*folders, *_values(before, *CORPUS)], _values(before, "--index"))


def _choices(option: Any) -> list[str]:
    """Return the values of an option, which its type lists or its help, as `cited|pagerank` or `N|all`."""
    listed = getattr(option.type, "choices", None) or (option.metavar or "").split("|")
    return [value for value in listed if value == value.lower() and value != "-"]


def _values(words: list[str], *options: str) -> list[str]:
    """Return the values of options among the words."""
    return [value for option, value in pairwise(words) if option in options]


def symbols(begin: str, folders: list[str], index: list[str]) -> Iterator[str]:
    """Yield the documents that are held or cited in the index and begin with a text, in any case."""
    import sqlite3

    from unrtrace.index import database
    from unrtrace.index.errors import CorpusError
    from unrtrace.index.locate import locate

    try:
        path = database.index_path(locate(*folders).paths, index[-1] if index else None)
        with closing(database.connect(path)) as connection:
            rows = connection.execute(
                "SELECT text FROM identifier n WHERE text >= ? COLLATE NOCASE AND text < ? COLLATE NOCASE AND"
                " (EXISTS (SELECT 1 FROM edge WHERE cited = n.id) OR EXISTS (SELECT 1 FROM alias WHERE name = n.id))"
                " ORDER BY text",
                (begin, begin + "\U0010ffff"),
            ).fetchall()
    except (sqlite3.Error, CorpusError, OSError):
        return
    names = [row[0] for row in rows if row[0].isprintable()]
    if len(names) > MAX_SYMBOLS:
        names = list(dict.fromkeys(_up_to_slash(name, len(begin)) for name in names))
    yield from names


def _up_to_slash(name: str, start: int) -> str:
    """Return a name up to the first slash behind what is typed.

    >>> _up_to_slash("A/RES/51/148", 3), _up_to_slash("A/RES/51/148", 10)
    ('A/RES/', 'A/RES/51/148')
    """
    place = name.find("/", start)
    return name if place < 0 else name[: place + 1]
