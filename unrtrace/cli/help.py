"""`unrtrace help` and `unrtrace version`, for those who expect them; `--help` and `--version` do the same."""

from typing import Annotated

import typer

from unrtrace._version import __version__


def help_of_command(
    ctx: typer.Context,
    command: Annotated[str | None, typer.Argument(metavar="[COMMAND]", help="A command; none: all of them.")] = None,
) -> int:
    """Print the help of a command, or of the program."""
    root = ctx.find_root()
    if command is None:
        typer.echo(root.get_help())
        return 0
    group = root.command
    name, found, _ = group.resolve_command(root, [command])  # type: ignore[attr-defined]
    typer.echo(found.get_help(typer.Context(found, info_name=name, parent=root)))
    return 0


def version() -> int:
    """Print the version."""
    typer.echo(f"unrtrace {__version__}")
    return 0
