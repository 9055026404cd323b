"""The version of unrtrace."""

__version__ = "0.1.0"
