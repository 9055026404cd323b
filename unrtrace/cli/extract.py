"""`unrtrace extract`: every citation in files or in standard input."""

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from unrtrace.cli import common_options as common
from unrtrace.cli import options

if TYPE_CHECKING:
    from unrtrace.citation import Citation
    from unrtrace.output.formats import Output


def extract(
    files: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[FILE|-]...", help="Files of any format that can be read; - or none reads standard input."
        ),
    ] = None,
    language: common.TextLanguageOption = None,
    organ: Annotated[
        str | None,
        typer.Option(
            "--organ",
            metavar="ORGAN",
            help="Organ that adopts the text ('its resolution') where it does not say so: A, S, E, A/HRC, or a name.",
        ),
    ] = None,
    files_from: Annotated[
        str | None,
        typer.Option(
            "--files-from", metavar="FILE|-", help="Also read the files named in this one, one a line; with -0, by NUL."
        ),
    ] = None,
    own: Annotated[
        bool, typer.Option("--self/--no-self", help="Also the document's own symbol, marked as itself.")
    ] = True,
    format_name: common.SymbolFormat = "auto",
    null: common.NullOption = False,
    color: common.ColorOption = common.Color.auto,
    width: common.WidthOption = None,
) -> int:
    """Print every citation in files or in standard input."""
    from unrtrace.output.formats import choose_output

    if files_from == "-" and "-" in (files or ()):
        raise typer.BadParameter("standard input is either a text or a list of files: give - only once")
    listed = _read_file_names(files_from, null) if files_from else [] if files else ["-"]
    run = ExtractRun([*(files or []), *listed], language, options.organ_code(organ), own=own)
    _write(run, choose_output(format_name, color.value, width, null=null))
    if run.failed:
        return 4
    return 0 if run.count else 1


def _read_file_names(name: str, null: bool) -> list[str]:
    """Return the names in a file or in standard input."""
    from unrtrace.documents import DocumentError
    from unrtrace.documents.decoding import read_bytes

    try:
        names = read_bytes(name).split(b"\0" if null else b"\n")
    except DocumentError as error:
        raise typer.BadParameter(f"--files-from {name}: {error}") from None
    return [os.fsdecode(one) for one in names if one]


def _write(run: "ExtractRun", output: "Output") -> None:
    if output.format == "rich":
        from unrtrace.output import rich_view

        if found := list(run.citations()):
            output.print(rich_view.citations(found, output.columns))
    elif output.format == "text":
        from unrtrace.output import text_view

        options.write_lines(text_view.citations(run.citations()))
    else:
        from unrtrace.citation import FIELD_ORDER
        from unrtrace.output import table

        records = (citation.record(source) for source, citation in run.citations())
        table.write(records, ("schema", "source", *FIELD_ORDER), output, symbols=("symbol",))


class ExtractRun:
    """One run over files in order; a file that fails is reported on standard error and counted."""

    def __init__(self, files: list[str], language: str | None, organ: str | None, *, own: bool) -> None:
        self.files, self.language, self.organ, self.own = files, language, organ, own
        self.failed = self.count = 0

    def citations(self) -> Iterator[tuple[str, "Citation"]]:
        """Yield each citation with the path of its file as given."""
        from unrtrace.documents import read
        from unrtrace.documents.failures import reason_of
        from unrtrace.extractor import as_given, extract_document

        for name in self.files:
            try:
                with options.shown_reading(name):
                    document = read(name, language=self.language)
                    citations = list(as_given(document, extract_document(document, body=self.organ)))
            except Exception as error:  # one file must not stop the others
                self.failed += 1
                options.warn(f"{name}: {reason_of(error)}")
                continue
            if not self.own:
                citations = [citation for citation in citations if not citation.self]
            for warning in filter(None, (*document.warnings, document.damage)):
                options.warn(f"{name}: {warning}")
            self.count += len(citations)
            for citation in citations:
                yield name, citation
