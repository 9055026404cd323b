"""The command line: one file for each command, which imports what it needs when it runs; errors take one line.

Exit codes: 0 something found, 1 nothing found, 2 wrong use, 3 the corpus cannot be used, 4 an input of the command
failed (the others were printed), 130 interrupted. Files of a corpus are inputs of `index` and `doctor`; to the commands
that ask, only with `--strict`.
"""

import os
import sys
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import typer

from unrtrace.cli import (
    cite,
    common_options,
    completion,
    corpus,
    doctor,
    documents,
    extract,
    find,
    graph,
    help,
    index,
    lineage,
    man,
    missing,
    organisations,
    path,
    rank,
    schema,
    show,
    sql,
    stats,
    text,
    timeline,
)
from unrtrace.cli.command import Command, Group

FOUND, NOTHING, WRONG_USE, NO_CORPUS, SOME_FAILED, INTERRUPTED = 0, 1, 2, 3, 4, 130

app = typer.Typer(
    name="unrtrace",
    cls=Group,
    help="Trace citations between United Nations documents: what a document is based on, who cites it, what happened"
    " when. Files are only read, and nothing goes over the network.",
    epilog="'unrtrace COMMAND --help' explains a command and shows examples. Exit codes: 0 found, 1 nothing found, 2"
    " wrong use, 3 the corpus cannot be used, 4 a file could not be read (commands that ask: only with --strict).",
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
SECTIONS: dict[str, dict[str, Callable[..., int]]] = {
    "Trace citations and events": {
        "cite": cite.cite,
        "path": path.path,
        "lineage": lineage.lineage,
        "timeline": timeline.timeline,
        "missing": missing.missing,
        "rank": rank.rank,
        "stats": stats.stats,
    },
    "Read documents": {
        "find": find.find,
        "show": show.show,
        "text": text.text,
        "extract": extract.extract,
    },
    "Look after a folder of documents, a corpus": {
        "index": index.index,
        "corpus": corpus.corpus,
        "documents": documents.documents,
        "doctor": doctor.doctor,
        "organisations": organisations.organisations,
    },
    "Work with other programs": {
        "graph": graph.graph,
        "sql": sql.sql,
        "schema": schema.schema,
        "completion": completion.completion,
        "man": man.man,
    },
}
COMMANDS: dict[str, Callable[..., int]] = {name: one for section in SECTIONS.values() for name, one in section.items()}
HIDDEN_COMMANDS: dict[str, Callable[..., int]] = {
    "complete": completion.complete,
    "help": help.help_of_command,
    "orgs": organisations.organisations,
    "version": help.version,
}
for _section, _commands in SECTIONS.items():
    for _name, _function in _commands.items():
        app.command(_name, cls=Command, rich_help_panel=_section)(_function)
for _name, _function in HIDDEN_COMMANDS.items():
    app.command(_name, cls=Command, hidden=True)(_function)


def _print_version(is_asked_for: bool) -> None:
    if is_asked_for:
        help.version()
        raise typer.Exit()


@app.callback()
def _root(
    folders: common_options.CorpusOption = None,
    version: bool = typer.Option(
        False, "--version", "-V", callback=_print_version, is_eager=True, help="Print the version and exit."
    ),
) -> None:
    pass


def main() -> None:
    """Run the command line and exit with its code."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Run one command and return its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
    try:
        command = typer.main.get_command(app)
        with _printed_warnings(), command.make_context("unrtrace", arguments) as context:
            code = command.invoke(context)
        sys.stdout.flush()
        return int(code or 0)
    except typer.Exit as leave:
        return leave.exit_code
    except BrokenPipeError:
        # The reader closed the pipe: what is buffered must not raise again when Python closes the stream.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return INTERRUPTED
    except typer.Abort:
        return INTERRUPTED
    except Exception as error:
        return _report(error)


@contextmanager
def _printed_warnings() -> Iterator[None]:
    """Print each warning about an index as a line on standard error; leave others to Python."""
    with warnings.catch_warnings():
        warnings.filterwarnings("always", category=UserWarning, module=r"unrtrace\.index\b")
        show = warnings.showwarning

        def print_warning(message: Warning | str, category: type[Warning], *details: Any, **more: Any) -> None:
            from unrtrace.cli import options
            from unrtrace.index.errors import IndexWarning

            if issubclass(category, IndexWarning):
                options.warn(str(message))
            else:
                show(message, category, *details, **more)

        warnings.showwarning = print_warning
        yield


def _report(error: Exception) -> int:
    """Report a known error in one line on standard error and return its exit code; raise any other, a defect."""
    if hasattr(error, "format_message"):  # usage errors of typer
        from unrtrace.cli import mistakes

        return _print_error(mistakes.line(error), WRONG_USE)
    from unrtrace.index.errors import CorpusError
    from unrtrace.symbols import SymbolError

    if isinstance(error, CorpusError):
        return _print_error(str(error), NO_CORPUS)
    if isinstance(error, SymbolError):
        return _print_error(str(error), WRONG_USE)
    raise error


def _print_error(message: str, code: int) -> int:
    from unrtrace.cli import options

    options.warn(message)
    return code
