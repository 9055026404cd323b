"""Made-up documents, and folders and corpora of them."""

import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from unrtrace import Corpus


def resolution(
    number: str,
    *paragraphs: str,
    cites: Sequence[str] = (),
    title: str = "",
    adopted: str = "",
    issued: str = "",
    item: str = "",
    masthead: bool = True,
    operative: Sequence[str] = ("Decides to go on.",),
) -> str:
    """Return the text of a resolution of the General Assembly.

    Its preamble recalls the resolutions it `cites` and goes on with `paragraphs`; `item` is its agenda item.
    Without a masthead the text begins with the symbol. The year of issue is the one after the session opened.
    """
    session = int(number.split("/")[0])
    head = [f"A/RES/{number}"]
    if masthead:
        head = ["United Nations", *head, "General Assembly", "Distr.: General", issued or f"5 January {1946 + session}"]
    parts = ["\n".join(head)]
    if item:
        parts.append(f"Agenda item {item}")
    if masthead:
        parts.append("Resolution adopted by the General Assembly" + (f" on {adopted}" if adopted else ""))
    parts += [f"{number}. {title or f'Lighthouses {number}'}", "The General Assembly,"]
    parts += [f"Recalling its resolution {other}," for other in cites]
    parts += paragraphs
    parts += [f"{place}. {words}" for place, words in enumerate(operative, 1)]
    return "\n\n".join(parts) + "\n"


def report(of: str, title: str, item: str, text: str, *, kind: str = "Report of the Secretary-General") -> str:
    """Return the text of a report or a draft of a session, with the title of its agenda item."""
    session = int(of.split("/")[-2])
    return (
        f"{of}\n\nGeneral Assembly\n\nDistr.: General\n5 July {1945 + session}\n\nAgenda item {item}\n"
        f"{title}\n\n{kind}\n\n{text}\n"
    )


def lamp_resolution(number: int, *cited: int, words: str = "lamps") -> str:
    """Return a short resolution of the seventieth session that recalls others of it."""
    return resolution(
        f"70/{number}",
        cites=[f"70/{other}" for other in cited],
        title=f"On {words} {number}",
        masthead=False,
        operative=(f"Takes note of document A/70/{number};", f"Decides to keep the {words} on 1 May 2016."),
    )


def write_lamps(folder: Path, count: int, *, first: int = 1) -> Path:
    """Write so many short resolutions, each of which recalls the one before, and return the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(first, first + count):
        (folder / f"A_RES_70_{number}.txt").write_text(lamp_resolution(number, number - 1), "utf-8")
    return folder


def write_resolutions(folder: Path, cites: Mapping[str, Sequence[str]], **more: str) -> Path:
    """Write a resolution for each number, citing those it is given, and whole texts by their names."""
    folder.mkdir(parents=True, exist_ok=True)
    for number, others in cites.items():
        name = f"A_RES_{number.replace('/', '_')}.en.txt"
        (folder / name).write_text(resolution(number, cites=others), "utf-8")
    for name, text in more.items():
        (folder / f"{name}.en.txt").write_text(text, "utf-8")
    return folder


def make_corpus(folder: Path, cites: Mapping[str, Sequence[str]], **more: str) -> Corpus:
    """Return a corpus of such resolutions and texts, with its index beside their folder."""
    return Corpus(write_resolutions(folder / "documents", cites, **more), index=folder / "index.sqlite")


def symbol(number: str) -> str:
    """Return the symbol of an Assembly resolution: *A/RES/50/1* for *50/1*."""
    return f"A/RES/{number}"


def make_older(folder: Path, seconds: float = 3600) -> None:
    """Set the times of all files back, so that they are too old for a change within the same clock tick."""
    for path in folder.rglob("*"):
        if path.is_file() and not path.is_symlink():
            state = path.stat()
            os.utime(path, ns=(state.st_atime_ns, state.st_mtime_ns - int(seconds * 1e9)))
