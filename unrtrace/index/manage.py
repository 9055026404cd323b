"""What the commands that keep an index do with it: update it, say what that would do, tell what it holds."""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from unrtrace.index import opening
from unrtrace.index.locate import locate
from unrtrace.index.scan_files import labelled
from unrtrace.index.update import Progress, Summary


class Updated(NamedTuple):
    """An update that was made: the folders, the index, its bytes, what was done, files held and files failed."""

    folders: tuple[Path, ...]
    path: str
    size: int
    summary: Summary
    files: int
    failed: int


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
    """Bring an index up to date; `CorpusError` where it cannot be written."""
    paths = locate(*folders).paths
    wanted = opening.Wanted(exclude, jobs, progress, rebuild, retry, memory=False)
    opened = opening.up_to_date(paths, index, wanted=wanted)
    assert opened.summary is not None
    files, failed = opened.connection.execute("SELECT count(*), count(error) FROM file").fetchone()
    opened.connection.close()
    return Updated(paths, str(opened.path), os.stat(opened.path).st_size, opened.summary, files, failed)


def planned(folders: Sequence[str], index: str | None, exclude: Iterable[str] | None) -> Iterator[dict[str, Any]]:
    """What an update would do, a file each: new, changed, moved (and what it was), gone."""
    paths = locate(*folders).paths
    plan, names = opening.plan(paths, index, exclude)
    for known, one in plan.moved:
        yield {"what": "moved", "file": labelled(one, paths), "was": names[known.id]}
    for one, before in plan.read:
        yield {"what": "changed" if before else "new", "file": labelled(one, paths), "was": None}
    for known in plan.gone:
        yield {"what": "gone", "file": names[known.id], "was": None}
