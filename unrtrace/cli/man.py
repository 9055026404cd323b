"""`unrtrace man`: the manual page, from the same texts as --help."""

import sys
from collections.abc import Iterator
from typing import Any

from unrtrace.cli.examples import EXAMPLES

SECTIONS = """\
.SH EXIT STATUS
.TP
.B 0
Something was found.
.TP
.B 1
Nothing was found.
.TP
.B 2
Wrong use.
.TP
.B 3
The corpus or its index cannot be used.
.TP
.B 4
An input of the command failed; the others were printed. Files of a corpus are inputs of index and doctor; to the
commands that ask they are with \\-\\-strict only.
.TP
.B 130
Interrupted.
.SH ENVIRONMENT
.TP
.B UNRTRACE_CORPUS
The folder of documents, if \\-\\-corpus is not given.
.TP
.B UNRTRACE_INDEX
The index file, if \\-\\-index is not given.
.TP
.B XDG_CACHE_HOME
The cache folder, in which indexes are kept; ~/.cache if unset.
.TP
.B NO_COLOR
No colours.
"""


def man() -> int:
    """Print the manual page. To read it: unrtrace man | man -l -"""
    sys.stdout.writelines(line + "\n" for line in page())
    return 0


def page() -> Iterator[str]:
    """Yield the lines of the manual page, in the language of man(7)."""
    from typer.main import get_command

    from unrtrace._version import __version__
    from unrtrace.cli import app

    command: Any = get_command(app)
    yield f'.TH UNRTRACE 1 "" "unrtrace {__version__}" "User Commands"'
    yield ".ad l"
    yield ".nh"
    yield ".SH NAME"
    yield r"unrtrace \- trace citations between United Nations documents"
    yield ".SH SYNOPSIS"
    yield r".B unrtrace"
    yield r"[\fB\-C\fR \fIFOLDER\fR]"
    yield r".I COMMAND"
    yield r"[\fIOPTION\fR ...] [\fIARGUMENT\fR ...]"
    yield ".SH DESCRIPTION"
    yield escaped(command.help)
    yield ".SH OPTIONS"
    yield from _options(command)
    section = None
    for name, one in command.commands.items():
        if not one.hidden:
            if one.rich_help_panel != section:
                section = one.rich_help_panel
                yield f".SH {escaped(section.upper())}"
            yield from _command(name, one)
    yield from SECTIONS.rstrip("\n").split("\n")


def _command(name: str, command: Any) -> Iterator[str]:
    arguments = [one for one in command.params if one.param_type_name == "argument"]
    named = " ".join(_named(one) for one in arguments)
    yield f".SS unrtrace {escaped(f'{name} {named}'.strip())}"
    yield escaped(command.help or "")
    for one in arguments:
        if one.help:
            yield ".TP"
            yield rf"\fI{escaped(_named(one))}\fR"
            yield escaped(one.help)
    yield from _options(command)
    if examples := EXAMPLES.get(name):
        yield ".P"
        yield "For example:"
        yield ".P"
        yield ".nf"
        yield from map(escaped, examples)
        yield ".fi"


def _options(command: Any) -> Iterator[str]:
    for one in command.params:
        if one.param_type_name == "option" and one.help and not one.hidden:
            yield ".TP"
            yield _option(one)
            yield escaped(one.help)


def _named(argument: Any) -> str:
    return str(argument.metavar or argument.name.upper())


def _option(option: Any) -> str:
    """Return the names of an option in bold, the values it takes and its default."""
    names = ", ".join(rf"\fB{escaped(name)}\fR" for name in (*option.opts, *option.secondary_opts))
    if option.is_flag:
        return names
    choices = getattr(option.type, "choices", None)
    takes = option.metavar or ("|".join(choices) if choices else str(option.type.name).upper())
    if takes == "INT RANGE":
        takes = "N"
    default = f"(default: {option.default})" if isinstance(option.default, (str, int)) and option.default else ""
    return rf"{names} \fI{escaped(takes)}\fR {escaped(default)}".rstrip()


def escaped(text: str) -> str:
    r"""Return text for man(7): one line, with backslashes, dashes and quotes escaped.

    >>> escaped(".a -b")
    '\\&.a \\-b'
    """
    line = " ".join(text.split()).replace("\\", "\\e").replace("-", "\\-").replace("'", "\\(aq")
    return "\\&" + line if line.startswith((".", "\\(aq")) else line
