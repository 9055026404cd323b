"""`unrtrace index`: bring the index of a corpus up to date."""

import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

from unrtrace.cli import common_options as common
from unrtrace.cli import options

if TYPE_CHECKING:
    from collections.abc import Iterator

    from unrtrace.corpus import Corpus
    from unrtrace.index.manage import Updated
    from unrtrace.index.update import Summary
    from unrtrace.output.formats import Output

SCHEMA = "unrtrace.failure/1"
COLUMNS = ("schema", "file", "failed", "problem", "kind", "reason")


def index(
    paths: Annotated[
        list[str] | None, typer.Argument(metavar="[FOLDER]...", help="The folders, as for --corpus.")
    ] = None,
    exclude: Annotated[
        list[str] | None,
        typer.Option(
            "--exclude",
            metavar="PATTERN",
            help="Files to leave out, written as in a .gitignore; remembered until --exclude '' is given. Better: a"
            " file .unrtraceignore in the folder.",
        ),
    ] = None,
    jobs: Annotated[
        int | None,
        typer.Option("--jobs", "-j", min=1, max=256, help="How many processes read; default: one for each processor."),
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", "-n", help="Print what would be done, and do nothing.")] = False,
    rebuild: Annotated[bool, typer.Option("--rebuild", help="Read every file again.")] = False,
    retry: Annotated[bool, typer.Option("--retry", help="Read files again that could not be read before.")] = False,
    failures: Annotated[
        bool,
        typer.Option(
            "--failures", help="List files that failed or are not read or odd, with the reason or what to do."
        ),
    ] = False,
    folders: common.CorpusOption = None,
    index: common.IndexOption = None,
    format_name: common.RecordFormat = "auto",
    color: common.ColorOption = common.Color.auto,
    width: common.WidthOption = None,
) -> int:
    """Read new and changed files into the index. Every command does this first; here with progress and a report."""
    from unrtrace.index import manage
    from unrtrace.output.formats import choose_output

    every_folder = [*(paths or []), *(folders or [])]
    output = choose_output(format_name, color.value, width)
    patterns = None if exclude is None else [pattern for pattern in exclude if pattern]
    if failures:
        return _list_failures(every_folder, index, output)
    if dry_run:
        return _list_planned(every_folder, index, patterns, output)
    updated = manage.update(
        every_folder, index, exclude=patterns, jobs=jobs, rebuild=rebuild, retry=retry, progress=options.progress()
    )  # fmt: skip
    _report(updated, output)
    if not updated.files:
        options.warn(f"no documents in {', '.join(map(str, updated.folders))}")
        return 1
    return 4 if updated.failed else 0


def _list_planned(folders: list[str], index: str | None, patterns: list[str] | None, output: "Output") -> int:
    from unrtrace.index import manage
    from unrtrace.output import table

    if not table.write(manage.planned(folders, index, patterns), ("what", "file", "was"), output):
        options.warn("nothing to do")
        return 1
    return 0


def _list_failures(folders: list[str], index: str | None, output: "Output") -> int:
    from unrtrace.corpus import Corpus
    from unrtrace.output import table

    corpus = Corpus(folders, index=index, progress=options.progress())
    rows = [
        {"schema": SCHEMA, "file": name, "failed": what == "failed", "problem": what, "kind": kind, "reason": reason}
        for what, problems in _problems(corpus)
        for name, kind, reason in problems
    ]
    table.write(rows, COLUMNS, output, shown=("file", "problem", "reason"))
    return 0 if rows else 1


def _problems(corpus: "Corpus") -> "Iterator[tuple[str, list[tuple[str, str | None, str]]]]":
    """Yield each problem that files can have, with their paths, the kind of those that are not read, and the reason."""
    yield "failed", [(name, None, reason) for name, reason in corpus.failed]
    yield "damaged", [(name, None, reason) for name, reason in corpus.damaged]
    yield "warning", [(name, None, reason) for name, reason in corpus.warnings]
    yield "not read", list(corpus.unread)


def _report(updated: "Updated", output: "Output") -> None:
    """Write what an update did."""
    from dataclasses import asdict

    if output.is_view:
        from unrtrace.output import text_view

        options.write_lines(text_view.table(_lines(updated)))
    else:
        from unrtrace.output import serialize

        record: dict[str, Any] = {"schema": "unrtrace.update/1", "index": updated.path, **asdict(updated.summary)}
        record |= {"failed": updated.failed, "not_read": updated.unread}
        serialize.write([record], output.format, sys.stdout)


def _lines(updated: "Updated") -> list[tuple[str, str]]:
    from unrtrace.output.table import size

    s: Summary = updated.summary
    counts = [
        (s.added, "new"), (s.changed, "changed"), (s.moved, "moved"), (s.removed, "removed"),
        (s.touched, "touched only"), (s.unchanged, "unchanged"), (updated.failed, "failed"),
    ]  # fmt: skip
    files = ", ".join(f"{number:,} {what}" for number, what in counts if number) or "none"
    lines = [("corpus" if not number else "", str(folder)) for number, folder in enumerate(updated.folders)]
    lines.append(("files", files))
    if s.bytes:
        lines.append(("read", f"{size(s.bytes)} in {s.seconds:.1f} s, {s.bytes / 1e6 / s.seconds:.1f} MB/s"))
    lines.append(("index", f"{updated.path}, {size(updated.size)}"))
    if updated.unread:
        kinds = ", ".join(f"{number:,} {kind}" for kind, number in updated.unread.items())
        lines.append(("not read", f"{kinds} (unrtrace index --failures lists them)"))
    elif updated.failed:
        lines.append(("", "unrtrace index --failures lists those that failed"))
    return lines
