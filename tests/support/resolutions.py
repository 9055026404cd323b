"""A corpus of made-up resolutions that cite each other, for the tests of chains."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from unrtrace import Corpus

HEAD = """United Nations                                             A/RES/{number}

General Assembly

Distr.: General
{issued}

{item}Resolution adopted by the General Assembly

{number}. {title}

The General Assembly,

"""


def resolution(
    number: str,
    cites: Sequence[str] = (),
    *,
    title: str = "",
    day: str = "",
    lines: Sequence[str] = (),
    item: str = "",
) -> str:
    """A resolution that recalls others; `lines` are further paragraphs of its preamble, `item` what it says of the
    agenda.
    """
    session = int(number.split("/")[0])
    text = HEAD.format(
        number=number,
        title=title or f"Lighthouses {number}",
        issued=day or f"5 January {1946 + session}",
        item=f"Agenda item {item}\n\n" if item else "",
    )
    text += "".join(f"Recalling its resolution {other},\n\n" for other in cites)
    text += "".join(f"{line},\n\n" for line in lines)
    return text + "1. Decides to go on.\n"


def report(of: str, title: str, item: str, text: str, *, kind: str = "Report of the Secretary-General") -> str:
    """A document of a session with its item's title: the report that it is, or the draft."""
    session = int(of.split("/")[-2])
    return (
        f"{of}\n\nGeneral Assembly\n\nDistr.: General\n5 July {1945 + session}\n\nAgenda item {item}\n"
        f"{title}\n\n{kind}\n\n{text}\n"
    )


def write(folder: Path, cites: Mapping[str, Sequence[str]], **more: str) -> Path:
    """Write a resolution for each number, citing those it is given; `more` are whole texts by their numbers."""
    folder.mkdir(parents=True, exist_ok=True)
    for number, others in cites.items():
        (folder / f"A_RES_{number.replace('/', '_')}.en.txt").write_text(resolution(number, others), "utf-8")
    for name, text in more.items():
        (folder / f"{name}.en.txt").write_text(text, "utf-8")
    return folder


def corpus(folder: Path, cites: Mapping[str, Sequence[str]], **more: str) -> Corpus:
    """The same, opened with an index beside the folder."""
    return Corpus(write(folder / "documents", cites, **more), index=folder / "index.sqlite")


def symbol(number: str) -> str:
    """*A/RES/50/1* of *50/1*."""
    return f"A/RES/{number}"
