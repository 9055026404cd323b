"""How the phrases of the facts files become regular expressions.

A phrase in `facts/languages/*.toml` is plain words with five special characters: a space stands for any white
space (for none or some in a language that does not part its words), `*` for any word ending, `[x]` for an optional
part, an apostrophe for either apostrophe, and a hyphen for any hyphen or dash; everything else stands for itself.

>>> print(phrase("take* note[ of]", "en"), any_of(["note", "notes", "noting"], "en"))
take\\w{0,12}\\s+note(?:\\s+of)? (?:not(?:e(?:s)?|ing))
"""

import re
from collections.abc import Iterable
from functools import cache
from typing import Any

from unrtrace.text.characters import APOSTROPHES, HYPHENS
from unrtrace.text.language import language_of

NEVER = "(?:(?!))"  # the pattern that matches nowhere
LOOKAHEAD = "(?!"


@cache
def phrase_pieces(words: str, language: str, mirrored: bool = False, gap: str | None = None) -> tuple[str, ...]:
    """Return a phrase as pieces of a regular expression, one a character; an optional part is one piece.

    `gap` is the pattern of what parts the words of a phrase, white space where not given.
    """
    own = language_of(language)
    if gap is None:
        gap = r"\s+" if own.spaces else r"\s*"
    ending = r"\w{0,12}"
    if own.marks:
        ending = rf"(?:{own.mark_pattern}\w){{0,12}}" if mirrored else rf"(?:\w{own.mark_pattern}){{0,12}}"
    special = {" ": gap, "*": ending, "'": f"[{APOSTROPHES}]", "-": f"[{HYPHENS}]"}
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
        piece = special.get(c) or re.escape(c)
        if own.marks and c.isalpha():
            piece = own.mark_pattern + c if mirrored else c + own.mark_pattern
        (pieces if optional is None else optional).append(piece)
    return tuple(reversed(pieces) if mirrored else pieces)


def phrase(words: str, language: str) -> str:
    """Return the regular expression (source) that a phrase of the table stands for."""
    return "".join(phrase_pieces(words, language))


def any_of(phrases: Iterable[str], language: str, *, mirrored: bool = False, gap: str | None = None) -> str:
    """Return one group (source) that matches any of the phrases, the longest first; none of an empty list.

    A `mirrored` group matches in a text that is turned around, for what is looked for to the left of a place. `gap` is
    that of `phrase_pieces`.

    >>> any_of([], "en")
    '(?:(?!))'
    """
    return trie_pattern(phrase_pieces(words, language, mirrored, gap) for words in phrases)


def trie_pattern(rows: Iterable[Iterable[str]]) -> str:
    """Return one group (source) that matches any of several rows of pieces, the longest first.

    Rows that begin alike share their beginning, so that a search tries each first piece once. A piece that is a
    negative lookahead is tried after all others.

    >>> trie_pattern(["car", "card", "cat"])
    '(?:ca(?:r(?:d)?|t))'
    """
    trie: dict[str, Any] = {}
    for pieces in rows:
        node = trie
        for piece in pieces:
            node = node.setdefault(piece, {}) if piece else node
        node[""] = {}
    return f"(?:{_trie_to_regex(trie)})" if trie else NEVER


def _trie_to_regex(trie: dict[str, Any]) -> str:
    """Return the pattern of a trie of pieces, whose empty piece says that a row may end there."""
    rows = [piece + _trie_to_regex(rest) for piece, rest in trie.items() if piece]
    if not rows:
        return ""
    rows.sort(key=lambda row: (row.startswith(LOOKAHEAD), -len(row)))
    end = "?" if "" in trie else ""
    return rows[0] if len(rows) == 1 and not end else f"(?:{'|'.join(rows)}){end}"
