"""`unrtrace index`: bring the index of a corpus up to date."""

import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

from unrtrace.cli import options

if TYPE_CHECKING:
    from unrtrace.index.manage import Updated
    from unrtrace.index.update import Summary

SCHEMA = "unrtrace.failure/1"


def index(
    paths: Annotated[
        list[str] | None, typer.Argument(metavar="[FOLDER]...", help="The folders of the corpus, as for --corpus.")
    ] = None,
    exclude: Annotated[
        list[str] | None,
        typer.Option(
            "--exclude",
            metavar="PATTERN",
            help="Files to leave out, as in .gitignore; kept for later updates, '' ends that. See .unrtraceignore.",
        ),
    ] = None,
    jobs: Annotated[
        int | None, typer.Option("--jobs", "-j", min=1, max=256, help="Processes that read; else one a processor.")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", "-n", help="Say what would be done, and do nothing.")] = False,
    rebuild: Annotated[bool, typer.Option("--rebuild", help="Read every file anew.")] = False,
    retry: Annotated[bool, typer.Option("--retry", help="Read the files again that failed.")] = False,
    failures: Annotated[
        bool, typer.Option("--failures", help="List the files that could not be read or were odd, with the reason.")
    ] = False,
    corpus: options.CorpusOption = None,
    index: options.IndexOption = None,
    form: options.FormatOption = options.Format.auto,
    color: options.ColorOption = options.Color.auto,
    width: options.WidthOption = None,
) -> int:
    """Bring the index of a corpus up to date with its files."""
    from unrtrace.index import manage

    folders = [*(paths or []), *(corpus or [])]
    form_name, colored = options.chosen(form.value, color.value)
    patterns = None if exclude is None else [pattern for pattern in exclude if pattern]
    if failures:
        return _failures(folders, index, form_name, colored, width)
    if dry_run:
        from unrtrace.output import table

        rows = manage.planned(folders, index, patterns)
        if not table.write(rows, ("what", "file", "was"), form_name, colored=colored, width=width):
            options.note("nothing is to be done")
            return 1
        return 0
    done = manage.update(
        folders, index, exclude=patterns, jobs=jobs, rebuild=rebuild, retry=retry, progress=options.progress()
    )  # fmt: skip
    _report(done, form_name)
    if not done.files:
        options.note(f"no documents in {', '.join(map(str, done.folders))}")
        return 1
    return 4 if done.failed else 0


def _report(done: "Updated", form: str) -> None:
    """What an update did."""
    from dataclasses import asdict

    if form in ("rich", "text"):
        from unrtrace.output import text_view

        options.put(text_view.table(_lines(done)))
    else:
        from unrtrace.output import serialize

        record: dict[str, Any] = {"schema": "unrtrace.update/1", "index": done.path, **asdict(done.summary)}
        serialize.write([record], form, sys.stdout)


def _lines(done: "Updated") -> list[tuple[str, str]]:
    s: Summary = done.summary
    counts = [
        (s.added, "new"), (s.changed, "changed"), (s.moved, "moved"), (s.removed, "removed"),
        (s.touched, "touched only"), (s.unchanged, "unchanged"), (done.failed, "failed"),
    ]  # fmt: skip
    told = ", ".join(f"{number:,} {what}" for number, what in counts if number) or "none"
    from unrtrace.output.table import size

    lines = [
        (label, str(folder)) for label, folder in zip(["corpus", *[""] * len(done.folders)], done.folders, strict=False)
    ]
    lines += [("files", told)]
    if s.bytes:
        lines.append(("read", f"{size(s.bytes)} in {s.seconds:.1f} s, {s.bytes / 1e6 / s.seconds:.1f} MB/s"))
    lines.append(("index", f"{done.path}, {size(done.size)}"))
    if done.failed:
        lines.append(("", "unrtrace index --failures lists those that failed"))
    return lines


def _failures(folders: list[str], index: str | None, form: str, colored: bool, width: int | None) -> int:
    from unrtrace.corpus import Corpus
    from unrtrace.output import table

    held = Corpus(folders, index=index, progress=options.progress())
    rows = [
        {"schema": SCHEMA, "file": name, "failed": failed, "reason": reason}
        for told, failed in ((held.failed, True), (held.warnings, False))
        for name, reason in told
    ]
    columns = ("schema", "file", "failed", "reason")
    table.write(rows, columns, form, colored=colored, width=width, shown=("file", "reason"))
    return 0 if rows else 1
