"""What can be wrong with a corpus."""


class CorpusError(Exception):
    """A corpus or its settings that cannot be used; the message says in one line what to do."""
