"""Links written in a plain text as Markdown writes them: `[words](address)`.

>>> link, = links_of_markdown("See [A/RES/51/148](https://docs.un.org/en/A/RES/51/148).")
>>> link.start, link.end, link.until, link.target
(5, 17, 55, 'https://docs.un.org/en/A/RES/51/148')
"""

import re

from unrtrace.documents.readers.layout import Link

MAX_WORDS = 400  # characters
# An address may have parentheses in pairs, as that of S/RES/1325(2000), and a title in quotes may follow it.
_AFTER_WORDS = re.compile(
    r"""\]\(\s*+<?(?P<address>(?:https?://|www\.)(?>(?:[^\s()<>]|\([^\s()<>]*+\))+))>?(?:\s+"[^"\n]*+")?\s*+\)"""
)


def links_of_markdown(text: str) -> tuple[Link, ...]:
    """Return the links to addresses on the web that a text writes as Markdown does, in text order."""
    found, reached = [], 0
    bracket = text.find("](")
    while bracket >= 0:
        if match := _AFTER_WORDS.match(text, bracket):
            opening = _opening(text, max(reached, bracket - MAX_WORDS), bracket)
            if opening is not None:
                reached = match.end()
                found.append(Link(opening + 1, bracket, match["address"], reached))
        bracket = text.find("](", bracket + 2)
    return tuple(found)


def _opening(text: str, begin: int, end: int) -> int | None:
    """Return the offset of the bracket that a closing one at `end` belongs to, None if it has none after `begin`."""
    depth = 0
    for at in range(end - 1, begin - 1, -1):
        if text[at] == "]":
            depth += 1
        elif text[at] == "[":
            if not depth:
                return at
            depth -= 1
    return None
