"""Records to jsonl, json, csv and tsv, byte for byte the same for the same input.

>>> import io
>>> out = io.StringIO()
>>> count = write([{"symbol": "A/RES/47/4", "pinpoint": {"annex": "I"}, "also": ["A/1", "A/2"]}], "tsv", out)
>>> out.getvalue()
'symbol\\tpinpoint\\talso\\nA/RES/47/4\\tannex I\\tA/1; A/2\\n'
"""

import csv
import json
from collections.abc import Iterable, Mapping
from typing import Any, TextIO

FORMATS = ("jsonl", "json", "csv", "tsv")


def write(records: Iterable[Mapping[str, Any]], form: str, out: TextIO, *, columns: tuple[str, ...] = ()) -> int:
    """Write the records and return how many there were; `columns` heads a csv or tsv that may be empty."""
    if form == "json":
        rows = list(records)
        out.write(json.dumps(rows, ensure_ascii=False, indent=1) + "\n")
        return len(rows)
    if form == "jsonl":
        count = 0
        for record in records:
            out.write(json.dumps(record, ensure_ascii=False) + "\n")
            count += 1
        return count
    return _table(records, form, out, columns)


def symbols(records: Iterable[Mapping[str, Any]], name: str, out: TextIO, *, null: bool = False) -> int:
    """Write the value of one key of each record a line, or each ended with NUL; records without one are left out."""
    count = 0
    for record in records:
        if record.get(name):
            out.write(f"{record[name]}" + ("\0" if null else "\n"))
            count += 1
    return count


def _table(records: Iterable[Mapping[str, Any]], form: str, out: TextIO, columns: tuple[str, ...]) -> int:
    count = 0
    writer: Any = None
    for record in records:
        if writer is None:
            columns = columns or tuple(record)
            writer = _writer(form, out)
            writer.writerow(columns)
        writer.writerow([_cell(record.get(name), form) for name in columns])
        count += 1
    if writer is None and columns:
        _writer(form, out).writerow(columns)
    return count


def _writer(form: str, out: TextIO) -> Any:
    if form == "csv":
        return csv.writer(out, lineterminator="\n")
    return csv.writer(out, delimiter="\t", lineterminator="\n", quoting=csv.QUOTE_NONE, quotechar=None, escapechar=None)


def _cell(value: Any, form: str) -> str:
    """A value as one cell: lists by semicolons, parts by name, a source as file:line; no tab in a tsv."""
    if value is None:
        text = ""
    elif isinstance(value, Mapping) and "file" in value:
        text = f"{value['file']}:{value['line']}"
    elif isinstance(value, Mapping):
        text = "; ".join(f"{key} {item}".strip() for key, item in value.items() if item is not None)
    elif isinstance(value, (list, tuple)):
        text = "; ".join(_cell(item, form) for item in value)
    else:
        text = str(value).lower() if isinstance(value, bool) else str(value)
    return " ".join(text.split()) if form == "tsv" else text


def write_one(record: Mapping[str, Any], out: TextIO) -> None:
    """Write one record as a JSON object."""
    out.write(json.dumps(record, ensure_ascii=False, indent=1) + "\n")
