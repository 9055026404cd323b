"""What cannot be *certain*: a number that its series never reached by the day of the document."""

from collections.abc import Collection

from unrtrace.extractor.mention import Mention
from unrtrace.extractor.state import State
from unrtrace.symbols import Symbol, reached

IMPOSSIBLE, SPOILT = "impossible_number", "ocr"


def weaken(state: State, everywhere: list[Mention], own: Collection[Symbol]) -> None:
    """Take the certainty from citations of documents that cannot exist, but for the document itself.

    `everywhere` are the citations of the whole document, `own` its own symbols.

    Where a footnote's mark may be glued to a number (`S/1594771` for S/15947, note 71), the symbol without it is meant:
    *inferred* where the document has it elsewhere, else open, with the warning `ocr`.
    """
    day = state.citing.day
    for mention in state.mentions:
        if mention.symbol is not None and mention.symbol not in own and reached.possible(mention.symbol, day) is False:
            _weaken(state, mention, mention.symbol, everywhere)


def _weaken(state: State, mention: Mention, symbol: Symbol, everywhere: list[Mention]) -> None:
    shorter = reached.without_mark(symbol, state.citing.day) if mention.via in ("symbol", "link") else ()
    if not shorter:
        mention.certainty = "inferred" if mention.certainty == "certain" else mention.certainty
        mention.warnings = (*mention.warnings, IMPOSSIBLE)
        return
    mention.warnings = (*mention.warnings, SPOILT)
    known = {other.symbol for other in everywhere}
    if elsewhere := next((one for one in shorter if one in known), None):
        mention.symbol, mention.certainty = elsewhere, "inferred"
    else:
        mention.symbol, mention.candidates, mention.certainty = None, shorter, "ambiguous"
