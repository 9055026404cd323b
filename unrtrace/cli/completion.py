"""Completion of commands, options and symbols in a shell.

`unrtrace completion SHELL` prints a script that asks the hidden command `complete` for what may stand at the cursor.
Symbols come from the index as it is: no file is looked at and nothing is written.
"""

import sys
from collections.abc import Iterator
from contextlib import closing
from enum import StrEnum
from itertools import pairwise
from typing import Annotated, Any

import typer

SYMBOLS = ("SYMBOL", "FROM", "TO")  # in the metavar of arguments that are documents
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
        COMPREPLY+=("$(printf '%q' "$word")")
    done < <(unrtrace complete -- "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
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
    found=("${(@f)$(unrtrace complete -- "${(@)words[2,CURRENT]}" 2>/dev/null)}")
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


def complete(words: Annotated[list[str] | None, typer.Argument()] = None) -> int:
    """What may stand in place of the last word, one a line."""
    found = list(possible(words or [""]))
    for one in found:
        sys.stdout.write(one + "\n")
    return 0 if found else 1


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

    from unrtrace.corpus import store
    from unrtrace.corpus.errors import CorpusError
    from unrtrace.corpus.locate import locate

    try:
        path = store.index_path(locate(*folders).paths, index[-1] if index else None)
        with closing(store.connect(path)) as database:
            rows = database.execute(
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
