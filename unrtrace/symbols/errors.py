"""The exception for text that is not an identifier."""

MAX_SHOWN = 60  # characters of the input in a message


class SymbolError(ValueError):
    """Raised for text that cannot be read as one identifier.

    The message says what is wrong and what was expected; `text` is the unchanged input.

    >>> str(SymbolError("24/7", "no organ named", "a body, such as 'A' or 'E'"))
    "'24/7': no organ named; expected a body, such as 'A' or 'E'"
    """

    def __init__(self, text: str, wrong: str, expected: str = "") -> None:
        shown = text if len(text) <= MAX_SHOWN else text[:MAX_SHOWN] + "…"
        super().__init__(f"{shown!r}: {wrong}" + (f"; expected {expected}" if expected else ""))
        self.text = text
        self.wrong = wrong
        self.expected = expected

    def __reduce__(self) -> tuple[type["SymbolError"], tuple[str, str, str]]:
        return type(self), (self.text, self.wrong, self.expected)
