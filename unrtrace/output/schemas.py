"""The JSON Schema of every record, from the table `facts/records.toml`.

>>> found = schema("link")
>>> found["properties"]["certainty"]["enum"], found["properties"]["earlier_date"]["type"]
(['certain', 'inferred', 'ambiguous'], ['string', 'null'])
"""

from typing import Any

from unrtrace.facts import load

DIALECT = "https://json-schema.org/draft/2020-12/schema"
TYPES: dict[str, dict[str, Any]] = {
    "str": {"type": "string"},
    "int": {"type": "integer"},
    "float": {"type": "number"},
    "bool": {"type": "boolean"},
    "date": {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},
    "strs": {"type": "array", "items": {"type": "string"}},
    "parts": {"type": "object", "additionalProperties": {"type": "string"}},
}


def names() -> dict[str, str]:
    """Each record with the command that prints it."""
    return {name: row["by"] for name, row in load("records")["records"].items()}


def schema(name: str) -> dict[str, Any]:
    """The JSON Schema of one record; `KeyError` for one that there is not."""
    row = load("records")["records"][name]
    return {"$schema": DIALECT, "$id": marked(name), "title": marked(name), **_object(name, row)}


def marked(name: str) -> str:
    """What a record says in its field `schema`.

    >>> marked("edge")
    'unrtrace.edge/1'
    """
    return f"unrtrace.{name}/{load('records')['records'][name].get('version', 1)}"


def _object(name: str, row: dict[str, Any]) -> dict[str, Any]:
    properties: dict[str, Any] = {"schema": {"const": marked(name)}} if row.get("marked", True) else {}
    properties |= {field: _property(said) for field, said in row["fields"].items()}
    return {
        "description": row["description"], "type": "object", "properties": properties,
        "required": list(properties), "additionalProperties": False,
    }  # fmt: skip


def _property(said: dict[str, Any]) -> dict[str, Any]:
    """A field: its type, `?` behind it where it may be null, what it may be, what it means."""
    kind = said["type"].removesuffix("?")
    optional = said["type"].endswith("?")
    records = load("records")["records"]
    if kind.startswith("list of "):
        part = kind.removeprefix("list of ")
        found: dict[str, Any] = {"type": "array", "items": _object(part, records[part])}
    elif kind in records:
        found = _object(kind, records[kind])
    else:
        found = dict(TYPES[kind])
    if values := said.get("values"):
        found["enum"] = [*values, None] if optional else list(values)
    if optional:
        found["type"] = [found["type"], "null"]
    return {"description": said["means"], **found}
