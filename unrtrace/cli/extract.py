"""`unrtrace extract`: every citation of files or of standard input."""

import os
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from unrtrace.cli import options

if TYPE_CHECKING:
    from unrtrace.citation import Citation


def extract(
    files: Annotated[
        list[str] | None, typer.Argument(metavar="[FILE|-]...", help="Files; standard input for - or none.")
    ] = None,
    lang: Annotated[
        str | None,
        typer.Option("--lang", metavar="en|fr|es|ru|zh|ar", help="Language of the text; else found from it."),
    ] = None,
    body: Annotated[
        str | None,
        typer.Option(
            "--body", metavar="CODE", help="The organ that speaks, where the text does not say: A, S, E, A/HRC."
        ),
    ] = None,
    files_from: Annotated[
        str | None,
        typer.Option(
            "--files-from", metavar="FILE|-", help="Also the files named there, one a line, or by NUL with -0."
        ),
    ] = None,
    form: options.ListFormatOption = options.ListFormat.auto,
    null: options.NullOption = False,
    color: options.ColorOption = options.Color.auto,
    width: options.WidthOption = None,
) -> int:
    """Print every citation of files or of standard input."""
    if lang:
        options.check_language(lang)
    form_name, colored = options.chosen(form.value, color.value)
    if files_from == "-" and "-" in (files or ()):
        raise typer.BadParameter("standard input is either a text or a list of files: name one of them")
    listed = _listed(files_from, null) if files_from else [] if files else ["-"]
    job = _Job([*(files or []), *listed], lang, body)
    if form_name == "rich":
        from unrtrace.output import rich_view

        found = list(job.citations())
        if found:
            rich_view.console(color=colored, width=width).print(rich_view.citations(found))
    elif form_name == "text":
        from unrtrace.output import text_view

        options.put(text_view.citations(job.citations()))
    else:
        from unrtrace.citation import ORDER
        from unrtrace.output import serialize

        rows = (citation.record(source) for source, citation in job.citations())
        if form_name == "symbols":
            serialize.symbols(rows, "symbol", sys.stdout, null=null)
        else:
            serialize.write(rows, form_name, sys.stdout, columns=("schema", "source", *ORDER))
    if job.failed:
        return 4
    return 0 if job.count else 1


def _listed(name: str, null: bool) -> list[str]:
    """The files that a file names, or standard input."""
    from unrtrace.documents import DocumentError
    from unrtrace.documents.decoding import read_bytes

    try:
        names = read_bytes(name).split(b"\0" if null else b"\n")
    except DocumentError as error:
        raise typer.BadParameter(f"--files-from {name}: {error}") from None
    return [os.fsdecode(one) for one in names if one]


class _Job:
    """The inputs in order; one that fails is told on standard error and the others go on."""

    def __init__(self, files: list[str], language: str | None, body: str | None) -> None:
        self.files, self.language, self.body = files, language, body
        self.failed = self.count = 0

    def citations(self) -> Iterator[tuple[str, "Citation"]]:
        """Each citation with the path of its file as given."""
        from unrtrace.documents import DocumentError, read
        from unrtrace.extractor import as_given, extract_document

        for name in self.files:
            try:
                document = read(name, language=self.language)
            except DocumentError as error:
                self.failed += 1
                options.note(f"{name}: {error}")
                continue
            for warning in document.warnings:
                options.note(f"{name}: {warning}")
            for citation in as_given(document, extract_document(document, body=self.body)):
                self.count += 1
                yield name, citation
