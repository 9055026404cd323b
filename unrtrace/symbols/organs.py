"""The code of an organ from what people call it: its code, its name in six languages, its acronyms."""

import re
from collections.abc import Iterator

from unrtrace.symbols.grammar import is_known_lead, lead_of
from unrtrace.symbols.tables import table
from unrtrace.text.language import codes

_CODE = re.compile(r"[A-Z0-9.()-]+(?:/[A-Za-z0-9.()-]+)*")


def organ_code(text: str) -> str | None:
    """Return the code of the organ that a text names, in any case; None where it names none.

    The code of a body that the tables do not list is kept where they list the organ above it: `A/AC.105`.

    >>> [organ_code(name) for name in ("a/hrc", "UNGA", "Совет Безопасности", "经社理事会", "E/CN.17", "Senate")]
    ['A/HRC', 'A', 'S', 'E', 'E/CN.17', None]
    """
    wanted = " ".join(text.split())
    for code, name in _names():
        if wanted.casefold() == name.casefold():
            return code
    for language in codes():
        for code, name in _written_names(language):
            if _matches(name, language, wanted):
                return code
    spelt = wanted.upper() if wanted == wanted.lower() else wanted
    lead = lead_of(spelt + "/") if _CODE.fullmatch(spelt) else None
    return spelt if lead and is_known_lead(lead) else None


def similar_names(text: str) -> list[str]:
    """Return names and codes of organs that look like a text."""
    from difflib import get_close_matches

    pool = {name.casefold(): name for _, name in _names()}
    pool |= {name.casefold(): name for language in codes() for _, name in _written_names(language) if "*" not in name}
    return [pool[name] for name in get_close_matches(text.casefold(), pool, 3, 0.7)]


def _names() -> Iterator[tuple[str, str]]:
    """Yield codes with codes and English names, those of the main organs first."""
    rows = table()["bodies"]
    yield from ((code, code) for code in rows)
    for code, row in rows.items():
        yield from ((code, name) for name in (row.get("name", ""), *row.get("aliases", ())) if name)


def _written_names(language: str) -> Iterator[tuple[str, str]]:
    """Yield codes with the names and short names in a language, whose `*` stands for an ending."""
    from unrtrace.facts import load

    facts, bodies = load(f"languages/{language}"), table()["bodies"]
    for section in (facts["organs"], facts["short"]):
        for code, names in section.items():
            if code in bodies:
                yield from ((code, name) for name in names)


def _matches(name: str, language: str, text: str) -> bool:
    if "*" not in name:
        return name.casefold() == text.casefold()
    from unrtrace.text.name_pattern import pattern

    return pattern(name, language).fullmatch(text) is not None
