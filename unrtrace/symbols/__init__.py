"""Identifiers of United Nations documents: read, printed, taken apart, compared and linked.

errors      what a text that is none raises
fold        characters, wrapping, links and file names
numerals    Roman numerals, letters
tables      the rows that decide, loaded when first asked for
grammar     document symbols
cited       numbers as prose cites them, with a body or without
elsewhere   sales numbers, treaties, other organisations
parts       a canonical symbol taken apart
order       natural order
links       addresses
symbol      the value
"""

from unrtrace.symbols.errors import SymbolError
from unrtrace.symbols.symbol import Symbol

__all__ = ["Symbol", "SymbolError"]
