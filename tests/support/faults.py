"""Make one stage of reading, describing or writing a file raise an error for the file that has a certain name."""

import builtins
import sys
from collections.abc import Callable
from importlib import import_module
from typing import Any

MARK = "TORN"  # in the name of the file that fails
STAGES = {
    "hashing": "unrtrace.index.file_record.digest_of",
    "reading": "unrtrace.index.file_record.read",
    "identifying": "unrtrace.index.file_record.identity",
    "citations": "unrtrace.index.file_record.extract_document",
    "events": "unrtrace.index.file_record.events_of",
    "parts": "unrtrace.index.file_record.parts_of",
    "names": "unrtrace.index.file_record.add_name",
    "masthead": "unrtrace.index.file_record._other_metadata",
    "work": "unrtrace.index.file_record._work_columns",
    "agenda": "unrtrace.index.agenda_rows.rows_of",
    "citation rows": "unrtrace.index.file_record._citation",
    "event rows": "unrtrace.index.file_record._event",
    "words": "unrtrace.index.file_record.tokens",
    "packing": "unrtrace.index.worker_pool._pack",
    "file row": "unrtrace.index.writer.Writer._add_file",
    "identifier row": "unrtrace.index.writer.Writer._name_id",
    "vocabulary row": "unrtrace.index.writer.Writer._vocabulary_id",
    "rows": "unrtrace.index.writer.Writer.add",
}
IN_POOL_ONLY = ("packing",)


def install(stage: str, error: str, patch: Callable[[Any, str, Any], None] = setattr) -> None:
    """Make a stage raise an error, by the name of its class, once: for the file that has the mark in its name."""
    owner, name = _owner(STAGES[stage])
    real, raised = getattr(owner, name), False

    def act(*arguments: Any, **named: Any) -> Any:
        nonlocal raised
        if not raised and _is_marked():
            raised = True
            raise getattr(builtins, error)("a lamp fell")
        return real(*arguments, **named)

    patch(owner, name, act)


def _owner(target: str) -> tuple[Any, str]:
    """Return the module or class of a dotted name, and the last part of the name."""
    *path, name = target.split(".")
    in_class = path[-1][0].isupper()
    module = import_module(".".join(path[:-1] if in_class else path))
    return (getattr(module, path[-1]) if in_class else module), name


def _is_marked() -> bool:
    """Return whether a caller works at the file with the mark, by its variables `task` and `scanned`."""
    frame = sys._getframe(2)
    while frame:
        if any(MARK in repr(frame.f_locals.get(name, "")) for name in ("task", "scanned")):
            return True
        frame = frame.f_back  # type: ignore[assignment]
    return False
