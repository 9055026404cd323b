"""Helpers that several test modules use: running commands, made-up documents and files, comparing indexes, marks."""
