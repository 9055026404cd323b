"""`unrtrace text`: the text of files, to which offsets refer."""

import sys
from typing import Annotated

import typer

from unrtrace.cli import options


def text(
    files: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[FILE|-]...", help="Files of any format that can be read; - or none reads standard input."
        ),
    ] = None,
) -> int:
    """Print the text of files, also of PDF and Word. The offsets and line numbers of extract refer to it."""
    from unrtrace.documents.failures import reason_of
    from unrtrace.documents.readers import read_file
    from unrtrace.text.display import escape_control_characters

    to_terminal = sys.stdout.isatty()
    failed = printed = 0
    for name in files or ["-"]:
        try:
            reading = read_file(name)
        except Exception as error:  # one file must not stop the others
            failed += 1
            options.warn(f"{name}: {reason_of(error)}")
            continue
        for warning in filter(None, (*reading.warnings, reading.damage)):
            options.warn(f"{name}: {warning}")
        printed += bool(reading.text)
        if to_terminal:
            sys.stdout.write(escape_control_characters(reading.text) + "\n")
        else:
            sys.stdout.flush()
            sys.stdout.buffer.write(reading.text.encode("utf-8", "surrogatepass"))
    if failed:
        return 4
    return 0 if printed else 1
