"""Regular expressions that are compiled on first use: compiling all of them would take most of the import time."""

import re
from collections.abc import Callable, Iterator

from unrtrace.text.patterns import compile_pattern


class LazyPattern:
    """A regular expression, compiled on first use, with those methods of `re.Pattern` that are needed.

    >>> LazyPattern("[0-9]+").findall("A/51/148")
    ['51', '148']
    """

    __slots__ = ("_compiled", "_flags", "source")

    def __init__(self, source: str, flags: int = 0) -> None:
        self.source = source
        self._flags = flags
        self._compiled: re.Pattern[str] | None = None

    @property
    def _pattern(self) -> re.Pattern[str]:
        if self._compiled is None:
            self._compiled = compile_pattern(self.source, self._flags)
        return self._compiled

    def match(self, text: str) -> re.Match[str] | None:
        return self._pattern.match(text)

    def fullmatch(self, text: str) -> re.Match[str] | None:
        return self._pattern.fullmatch(text)

    def search(self, text: str) -> re.Match[str] | None:
        return self._pattern.search(text)

    def sub(self, replacement: str | Callable[[re.Match[str]], str], text: str, count: int = 0) -> str:
        return self._pattern.sub(replacement, text, count)

    def findall(self, text: str) -> list[str]:
        return self._pattern.findall(text)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        return self._pattern.finditer(text)
