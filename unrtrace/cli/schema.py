"""`unrtrace schema`: the JSON Schemas of the records."""

import sys
from typing import Annotated

import typer


def schema(
    name: Annotated[
        str | None, typer.Argument(metavar="[RECORD]", help="A record such as citation, edge or event; none lists all.")
    ] = None,
) -> int:
    """Print the JSON Schema of a record, or list the records."""
    from unrtrace.output import serialize

    records = serialize.record_names()
    if name is None:
        for record, command in records.items():
            sys.stdout.write(f"{record:12}  {command}\n")
        return 0
    if name not in records:
        raise typer.BadParameter(f"unknown record {name!r}: use one of {', '.join(records)}")
    serialize.write_one(serialize.schema(name), sys.stdout)
    return 0
