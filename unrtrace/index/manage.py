"""Update an index, or list what an update would do; for the commands that manage an index."""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from unrtrace.index import opening
from unrtrace.index.locate import locate
from unrtrace.index.scan_files import display_path
from unrtrace.index.update import Progress, Summary


class Updated(NamedTuple):
    """The result of an update: folders, index, its size in bytes, what was done, files indexed and files failed.

    `unread` says of each kind that is not read how many files there are, the most first.
    """

    folders: tuple[Path, ...]
    path: str
    size: int
    summary: Summary
    files: int
    failed: int
    unread: dict[str, int]


def update(
    folders: Sequence[str],
    index: str | None,
    *,
    exclude: Iterable[str] | None = None,
    jobs: int | None = None,
    rebuild: bool = False,
    retry: bool = False,
    progress: Callable[[Progress], None] | None = None,
) -> Updated:
    """Update an index. Raise `CorpusError` if it cannot be written."""
    paths = locate(*folders).paths
    options = opening.UpdateOptions(exclude, jobs, progress, rebuild, retry, memory=False)
    opened = opening.open_updated(paths, index, options=options)
    assert opened.summary is not None
    files, failed = opened.connection.execute(
        "SELECT count(*) - count(unread_kind), count(error) - count(unread_kind) FROM file"
    ).fetchone()
    unread = opened.connection.execute(
        "SELECT kind, count(*) FROM (SELECT kind FROM unread_file UNION ALL SELECT unread_kind FROM file"
        " WHERE unread_kind IS NOT NULL) GROUP BY kind ORDER BY count(*) DESC, kind"
    ).fetchall()
    opened.connection.close()
    return Updated(
        paths,
        str(opened.path),
        os.stat(opened.path).st_size,
        opened.summary,
        files,
        failed,
        dict(map(tuple, unread)),
    )


def planned(folders: Sequence[str], index: str | None, exclude: Iterable[str] | None) -> Iterator[dict[str, Any]]:
    """Yield what an update would do with each file: new, changed, moved (with the former path), gone."""
    paths = locate(*folders).paths
    plan, names = opening.plan(paths, index, exclude)
    for indexed, scanned in plan.moved:
        yield {"what": "moved", "file": display_path(scanned, paths), "was": names[indexed.id]}
    for scanned, before in plan.read:
        yield {"what": "changed" if before else "new", "file": display_path(scanned, paths), "was": None}
    for indexed in plan.gone:
        yield {"what": "gone", "file": names[indexed.id], "was": None}
