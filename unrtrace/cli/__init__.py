"""The command line: one file a command, imports inside the commands, errors in one line.

Exit codes: 0 something found, 1 nothing found, 2 wrong use, 3 the corpus cannot be used, 4 some inputs
failed (the others were printed), 130 interrupted.
"""

import os
import sys

import typer

from unrtrace._version import __version__
from unrtrace.cli import (
    cite,
    completion,
    corpus,
    doctor,
    extract,
    find,
    graph,
    index,
    lineage,
    man,
    missing,
    orgs,
    path,
    rank,
    schema,
    show,
    sql,
    stats,
    text,
    timeline,
)

FOUND, NOTHING, WRONG_USE, NO_CORPUS, SOME_FAILED, INTERRUPTED = 0, 1, 2, 3, 4, 130

app = typer.Typer(
    name="unrtrace",
    help="Trace citations between United Nations documents: chains and timelines over a folder of files.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("cite")(cite.cite)
app.command("path")(path.path)
app.command("lineage")(lineage.lineage)
app.command("timeline")(timeline.timeline)
app.command("graph")(graph.graph)
app.command("rank")(rank.rank)
app.command("stats")(stats.stats)
app.command("extract")(extract.extract)
app.command("show")(show.show)
app.command("text")(text.text)
app.command("orgs")(orgs.orgs)
app.command("find")(find.find)
app.command("index")(index.index)
app.command("corpus")(corpus.corpus)
app.command("missing")(missing.missing)
app.command("doctor")(doctor.doctor)
app.command("sql")(sql.sql)
app.command("schema")(schema.schema)
app.command("completion")(completion.completion)
app.command("complete", hidden=True)(completion.complete)
app.command("man")(man.man)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"unrtrace {__version__}")
        raise typer.Exit()


@app.callback()
def _root(
    version: bool = typer.Option(
        False, "--version", callback=_version, is_eager=True, help="Print the version and stop."
    ),
) -> None:
    pass


def main() -> None:
    """Run the command line and leave with its exit code."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Run one command and return its exit code; nothing but an exit code leaves it."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
    try:
        command = typer.main.get_command(app)
        with command.make_context("unrtrace", arguments) as context:
            code = command.invoke(context)
        sys.stdout.flush()
        return int(code or 0)
    except typer.Exit as leave:
        return leave.exit_code
    except BrokenPipeError:
        # The reader left: what is still buffered must not raise again when Python closes the stream.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return INTERRUPTED
    except typer.Abort:
        return INTERRUPTED
    except Exception as error:
        return _failed(error)


def _failed(error: Exception) -> int:
    """One line on standard error for an error that was foreseen; any other is a defect and raised."""
    if hasattr(error, "format_message"):  # typer's usage errors
        return _say(" ".join(error.format_message().split()) + "; see unrtrace --help", WRONG_USE)
    from unrtrace.index.errors import CorpusError
    from unrtrace.symbols import SymbolError

    if isinstance(error, CorpusError):
        return _say(str(error), NO_CORPUS)
    if isinstance(error, SymbolError):
        return _say(str(error), WRONG_USE)
    raise error


def _say(message: str, code: int) -> int:
    print(f"unrtrace: {message}", file=sys.stderr)
    return code
