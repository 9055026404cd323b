"""`unrtrace schema`: the JSON Schema of each record."""

import sys
from typing import Annotated

import typer


def schema(
    name: Annotated[
        str | None, typer.Argument(metavar="[RECORD]", help="citation, edge, event …; none lists them.")
    ] = None,
) -> int:
    """Print the JSON Schema of a record, or list the records."""
    from unrtrace.output import schemas, serialize

    if name is None:
        for one, by in schemas.names().items():
            sys.stdout.write(f"{one:12}  {by}\n")
        return 0
    if name not in schemas.names():
        raise typer.BadParameter(f"{name!r} is no record: use one of {', '.join(schemas.names())}")
    serialize.write_one(schemas.schema(name), sys.stdout)
    return 0
