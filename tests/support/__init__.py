"""Helpers that several test modules use: running the command line, made-up documents, comparing indexes, timing."""
