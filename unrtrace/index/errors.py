"""Errors and warnings about a corpus and its index."""


class CorpusError(Exception):
    """A corpus or its settings that cannot be used; the message says in one line what to do."""


class IndexWarning(UserWarning):
    """What a user should know about an index that can be used; the message is one line."""
