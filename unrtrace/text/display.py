"""Text of documents made safe for a screen: no control characters, nothing invisible."""

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import regex


@cache
def _unprintable() -> "tuple[regex.Pattern[str], regex.Pattern[str]]":
    import regex

    return regex.compile(r"<[^<>\n]{1,30}>|\*{1,4}"), regex.compile(r"[\p{Cc}\p{Cf}\p{Cs}--[\u200c\u200d]]+", regex.V1)


def printable(text: str) -> str:
    """Text of a document for a screen: one line, no control or invisible characters, no markup.

    >>> printable("red \\x1b[31m lights\\n<sup>1</sup>")
    'red [31m lights 1'
    """
    markup, control = _unprintable()
    return " ".join(control.sub(" ", markup.sub("", text)).split())


def shown(text: str) -> str:
    """A whole text for a screen: its lines as they are, control and invisible characters as U+FFFD.

    >>> shown("red \\x1b[31m lights\\nand more")
    'red �[31m lights\\nand more'
    """
    _, control = _unprintable()
    return control.sub(lambda match: "".join(sign if sign in "\n\t" else "\ufffd" for sign in match[0]), text)
