"""How the phrases of the facts files become regular expressions.

A phrase in `facts/languages/*.toml` is plain words with five special characters: a space stands for any white
space (in Chinese for none or some), `*` for any word ending, `[x]` for an optional part, an
apostrophe for either apostrophe, and a hyphen for any hyphen or dash; everything else stands for itself.

>>> print(phrase("take* note[ of]", "en"), either(["note", "notes", "noting"], "en"))
take\\w{0,12}\\s+note(?:\\s+of)? not(?:e(?:s)?|ing)
"""

import re
from collections.abc import Iterable
from functools import cache
from typing import Any

from unrtrace.text.characters import ARABIC_MARKS


@cache
def atoms(words: str, language: str, mirrored: bool = False, gap: str | None = None) -> tuple[str, ...]:
    """A phrase as pieces of a regular expression, one a character or sign; an optional part is one piece."""
    gap = (r"\s*" if language == "zh" else r"\s+") if gap is None else gap
    signs = {" ": gap, "*": r"\w{0,12}", "'": "['’ʼ]", "-": r"[-‐‑–]"}
    pieces: list[str] = []
    optional: list[str] | None = None
    for c in words:
        if c == "[":
            optional = []
            continue
        if c == "]" and optional is not None:
            pieces.append(f"(?:{''.join(reversed(optional) if mirrored else optional)})?")
            optional = None
            continue
        piece = signs.get(c) or re.escape(c)
        if language == "ar" and c.isalpha():
            piece = ARABIC_MARKS + c if mirrored else c + ARABIC_MARKS
        (pieces if optional is None else optional).append(piece)
    return tuple(reversed(pieces) if mirrored else pieces)


def phrase(words: str, language: str) -> str:
    """The regular expression (source) that a phrase of the table stands for."""
    return "".join(atoms(words, language))


def either(phrases: Iterable[str], language: str, *, mirrored: bool = False, gap: str | None = None) -> str:
    """One group (source) that matches any of the phrases, the longest first.

    Phrases that begin alike share their beginning, so that a search tries each first letter once. A `mirrored`
    group matches in a text that is turned around, for what is looked for to the left of a place. `gap` is the
    pattern of what parts the words of a phrase, white space where not given.
    """
    return shared(atoms(words, language, mirrored, gap) for words in phrases)


def shared(rows: Iterable[Iterable[str]]) -> str:
    """One group (source) that matches any of several rows of pieces, which share the pieces they begin with."""
    tree: dict[str, Any] = {}
    for pieces in rows:
        node = tree
        for piece in pieces:
            node = node.setdefault(piece, {})
        node[""] = {}
    return branch(tree)


def branch(tree: dict[str, Any]) -> str:
    """One group (source) for a tree of pieces of pattern, the empty piece where one may end."""
    rows = [piece + (branch(rest) if set(rest) != {""} else "") for piece, rest in tree.items() if piece]
    if not rows:
        return ""
    rows.sort(key=len, reverse=True)
    end = "?" if "" in tree else ""
    return rows[0] if len(rows) == 1 and not end else f"(?:{'|'.join(rows)}){end}"
