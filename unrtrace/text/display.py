"""Text of documents made safe for a screen: without control characters and invisible ones."""

import re
from functools import cache

from unrtrace.text.characters import JOINERS
from unrtrace.text.patterns import compile_pattern


@cache
def _markup() -> re.Pattern[str]:
    return re.compile(r"<[^<>\n]{1,30}>|\*{1,4}")


@cache
def _control_characters() -> re.Pattern[str]:
    return compile_pattern(rf"(?V1)[\p{{Cc}}\p{{Cf}}\p{{Cs}}--[{JOINERS}]]+")


def to_single_line(text: str) -> str:
    """Return the text as one line without control and invisible characters and without markup.

    >>> to_single_line("red \\x1b[31m lights\\n<sup>1</sup>")
    'red [31m lights 1'
    """
    return " ".join(_control_characters().sub(" ", _markup().sub("", text)).split())


def escape_control_characters(text: str) -> str:
    """Return the text with its lines as they are and U+FFFD for each run of control and invisible characters.

    >>> escape_control_characters("red \\x1b[31m lights\\nand more")
    'red �[31m lights\\nand more'
    """
    return _control_characters().sub(
        lambda match: "".join(c if c in "\n\t" else "\ufffd" for c in match[0]),
        text,
    )
