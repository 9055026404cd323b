"""Identifiers of United Nations documents: parse, take apart, compare and link them.

errors             the exception for text that is not an identifier
normalize          characters, punctuation, links and file names
tables             the tables behind it, loaded on first use
grammar            document symbols
cited_number       numbers as prose cites them, with or without a body
numbering          which body can have given a number
other_identifiers  sales numbers, treaties, resolutions of other organisations
components         a canonical symbol taken apart
sort_key           natural order
urls               addresses at docs.un.org and undocs.org
symbol             the value
"""

from unrtrace.symbols.errors import SymbolError
from unrtrace.symbols.symbol import Symbol

__all__ = ["Symbol", "SymbolError"]
