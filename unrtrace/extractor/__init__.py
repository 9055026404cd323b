"""A document's text to citations.

>>> from unrtrace.extractor import extract
>>> found, = extract("Recalling its resolution 47/4 of 16 October 1992,", body="A")
>>> str(found.symbol), found.relation, found.date.isoformat()
('A/RES/47/4', 'recalls', '1992-10-16')
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from unrtrace.extractor.pipeline import as_given, extract, extract_document, phrase

__all__ = ["as_given", "extract", "extract_document", "phrase"]


def __getattr__(name: str) -> Any:
    """Load the finders when one of these is first asked for: who asks for organisations alone needs none of them."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from unrtrace.extractor import pipeline

    return getattr(pipeline, name)
