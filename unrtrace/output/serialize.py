"""Records as jsonl, json, csv and tsv, the same bytes for the same input, and their JSON Schemas.

>>> import io
>>> out = io.StringIO()
>>> write_tsv([{"symbol": "A/RES/47/4", "pinpoint": {"annex": "I"}, "also": ["A/1", "A/2"]}], out)
1
>>> out.getvalue()
'symbol\\tpinpoint\\talso\\nA/RES/47/4\\tannex I\\tA/1; A/2\\n'
"""

import csv
import datetime
import json
from collections.abc import Iterable, Mapping
from typing import Any, TextIO

from unrtrace.facts import load
from unrtrace.output import formats

Record = Mapping[str, Any]
DIALECT = "https://json-schema.org/draft/2020-12/schema"
TYPES: dict[str, dict[str, Any]] = {
    "str": {"type": "string"},
    "int": {"type": "integer"},
    "float": {"type": "number"},
    "bool": {"type": "boolean"},
    "date": {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},
    "strs": {"type": "array", "items": {"type": "string"}},
    "parts": {"type": "object", "additionalProperties": {"type": "string"}},
    "counts": {"type": "object", "additionalProperties": {"type": "integer"}},
    "names": {"type": "object", "additionalProperties": {"type": "array", "items": {"type": "string"}}},
}


def write(records: Iterable[Record], name: str, out: TextIO, columns: tuple[str, ...] = ()) -> int:
    """Write records in a format by its name and return how many there were.

    `columns` are the keys of a csv or tsv, whose header is then written even if there are no records; without it, they
    are those of the first record.
    """
    return int(formats.writer(name)(records, out, columns))


def write_jsonl(records: Iterable[Record], out: TextIO, columns: tuple[str, ...] = ()) -> int:
    """Write one JSON object a line."""
    count = 0
    for record in records:
        out.write(json.dumps(record, ensure_ascii=False, default=_to_json) + "\n")
        count += 1
    return count


def write_json(records: Iterable[Record], out: TextIO, columns: tuple[str, ...] = ()) -> int:
    """Write a JSON array of objects."""
    rows = list(records)
    out.write(json.dumps(rows, ensure_ascii=False, indent=1, default=_to_json) + "\n")
    return len(rows)


def write_one(record: Record, out: TextIO) -> None:
    """Write a single JSON object, not in an array."""
    out.write(json.dumps(record, ensure_ascii=False, indent=1, default=_to_json) + "\n")


def _to_json(value: datetime.date) -> str:
    return value.isoformat()


def write_csv(records: Iterable[Record], out: TextIO, columns: tuple[str, ...] = ()) -> int:
    """Write comma-separated values."""
    return _write_table(records, csv.writer(out, lineterminator="\n"), columns, one_line=False)


def write_tsv(records: Iterable[Record], out: TextIO, columns: tuple[str, ...] = ()) -> int:
    """Write tab-separated values without quotation marks; spaces stand for tabs and line ends in a value."""
    writer = csv.writer(
        out, delimiter="\t", lineterminator="\n", quoting=csv.QUOTE_NONE, quotechar=None, escapechar=None
    )
    return _write_table(records, writer, columns, one_line=True)


def write_symbols(identifiers: Iterable[str | None], out: TextIO, null: bool = False) -> int:
    """Write each identifier on a line of its own, or ended by NUL; None and empty ones are left out."""
    count = 0
    for identifier in filter(None, identifiers):
        out.write(identifier + ("\0" if null else "\n"))
        count += 1
    return count


def _write_table(records: Iterable[Record], writer: Any, columns: tuple[str, ...], *, one_line: bool) -> int:
    count = 0
    for record in records:
        if not count:
            columns = columns or tuple(record)
            writer.writerow(columns)
        writer.writerow([_cell(record.get(name), one_line) for name in columns])
        count += 1
    if not count and columns:
        writer.writerow(columns)
    return count


def _cell(value: Any, one_line: bool) -> str:
    """Return a value as one cell: lists joined by semicolons, pinpoints as *annex I*, sources as *file:line*."""
    if value is None:
        text = ""
    elif isinstance(value, Mapping) and "file" in value:
        text = f"{value['file']}:{value['line']}"
    elif isinstance(value, Mapping):
        text = "; ".join(f"{key} {item}".strip() for key, item in value.items() if item is not None)
    elif isinstance(value, (list, tuple)):
        text = "; ".join(_cell(item, one_line) for item in value)
    else:
        text = str(value).lower() if isinstance(value, bool) else str(value)
    return " ".join(text.split()) if one_line else text


# -- JSON Schemas, from the table facts/records.toml ---------------------------------------


def record_names() -> dict[str, str]:
    """Return the name of each record with the command that prints it."""
    return {name: row["by"] for name, row in load("records")["records"].items() if "name" not in row}


def schema(name: str) -> dict[str, Any]:
    """Return the JSON Schema of a record; raise `KeyError` for an unknown one.

    >>> properties = schema("link")["properties"]
    >>> properties["certainty"]["enum"], properties["earlier_date"]["type"]
    (['certain', 'inferred', 'ambiguous'], ['string', 'null'])
    """
    records = load("records")["records"]
    row = records[name]
    described = _object(name, row)
    if other := row.get("or"):
        described = {"anyOf": [described, _object(name, records[other])]}
    return {"$schema": DIALECT, "$id": schema_id(name), "title": schema_id(name), **described}


def schema_id(name: str) -> str:
    """Return the value of the field `schema` of a record.

    >>> schema_id("edge")
    'unrtrace.edge/1'
    """
    row = load("records")["records"][name]
    return f"unrtrace.{row.get('name', name)}/{row.get('version', 1)}"


def _object(name: str, row: dict[str, Any]) -> dict[str, Any]:
    properties: dict[str, Any] = {"schema": {"const": schema_id(name)}} if row.get("marked", True) else {}
    properties |= {field: _property(stated) for field, stated in row["fields"].items()}
    return {
        "description": row["description"], "type": "object", "properties": properties,
        "required": list(properties), "additionalProperties": False,
    }  # fmt: skip


def _property(stated: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of a field from its row: type (with `?` where it may be null), values, meaning."""
    kind = stated["type"].removesuffix("?")
    optional = stated["type"].endswith("?")
    records = load("records")["records"]
    if kind.startswith("list of "):
        part = kind.removeprefix("list of ")
        found: dict[str, Any] = {"type": "array", "items": _object(part, records[part])}
    elif kind in records:
        found = _object(kind, records[kind])
    else:
        found = dict(TYPES[kind])
    if values := stated.get("values"):
        found["enum"] = [*values, None] if optional else list(values)
    if optional:
        found["type"] = [found["type"], "null"]
    return {"description": stated["means"], **found}
