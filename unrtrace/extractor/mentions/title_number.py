"""The number of the title line of a resolution, `51/148. Cooperation between …`: the document's own symbol."""

from unrtrace.extractor.mention import Mention
from unrtrace.extractor.state import State
from unrtrace.symbols import Symbol, SymbolError


def find(state: State) -> list[Mention]:
    """Return the number of the title line, where the document's own symbol follows from it."""
    document, masthead = state.document, state.document.masthead
    if not masthead.title_at or not masthead.organ:
        return []
    start, end = masthead.title_at
    number = "".join(document.text[start:end].split())
    if not number:
        return []
    own = next((symbol for symbol in masthead.symbols if number in (symbol, symbol.partition("/RES/")[2])), None)
    for kind in (masthead.symbols[0].kind if masthead.symbols else "resolution", "resolution"):
        try:
            symbol = own or Symbol.parse(number, body=masthead.organ, kind=kind)
        except SymbolError:
            continue
        return [Mention(start, end, symbol, symbol.kind, symbol.body, "prose")]
    return []
