"""`organisations.toml` next to `corpus.toml`: organisations that a corpus adds to the program's own.

It has a table for each code, with the keys of `facts/organisations.toml`: names by language, `acronyms`, `former`.
For a code that the program knows, the names are added.
"""

import tomllib
from pathlib import Path
from typing import Any

from unrtrace.index.errors import CorpusError
from unrtrace.index.locate import ORGANISATIONS as FILE
from unrtrace.text.language import codes
from unrtrace.text.organisations import Organisations, standard

FORMER = {"name": str, "language": str, "acronym": str, "from": int, "to": int}


def read_organisations(*folders: Path) -> Organisations:
    """Return the program's organisations with those of some folders.

    Raise `CorpusError`, with the file, the code and the remedy, if a file is wrong.
    """
    table = standard()
    for folder in folders:
        if rows := _rows(folder / FILE):
            table = table.extended(rows)
    return table


def _rows(path: Path) -> dict[str, Any]:
    if not path.exists():
        return {}
    try:
        rows = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise CorpusError(f"{path} cannot be read: {error}") from None
    for code, row in rows.items():
        _check(path, code, row)
    return rows


def _check(path: Path, code: str, row: Any) -> None:
    where = f"{path}: [{code}]"
    if not isinstance(row, dict):
        raise CorpusError(f"{path}: {code!r} stands outside a table; write its names below [{code}]")
    for key, value in row.items():
        if key in codes() or key == "examples":
            _names(f"{where} {key}", value)
        elif key == "acronyms" and isinstance(value, dict):
            for language, forms in value.items():
                if language not in codes():
                    raise CorpusError(f"{where} acronyms: {language!r} is none of {', '.join(sorted(codes()))}")
                _names(f"{where} acronyms.{language}", forms)
        elif key == "former" and isinstance(value, list) and all(isinstance(old, dict) for old in value):
            for old in value:
                _former(where, old)
        else:
            known = ", ".join([*sorted(codes()), "acronyms", "former", "examples"])
            raise CorpusError(f"{where} has {key!r}, which is unknown or of the wrong type; known are {known}")
    if not any(row.get(language) for language in codes()) and not row.get("acronyms"):
        raise CorpusError(f'{where} has no name: write for example en = ["its name"]')


def _names(where: str, value: Any) -> None:
    if not isinstance(value, list) or not all(isinstance(name, str) and len(name.strip()) > 1 for name in value):
        raise CorpusError(f'{where} must be a list of names of two letters or more, such as ["name"]')


def _former(where: str, old: dict[str, Any]) -> None:
    wrong = [key for key, value in old.items() if not isinstance(value, FORMER.get(key, ()))]
    if wrong or "name" not in old or old.get("language") not in codes():
        raise CorpusError(
            f'{where} former: write {{ name = "…", language = "en", from = 1950, to = 1980 }}, acronym if there is one'
        )
