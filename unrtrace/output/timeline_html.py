"""A timeline as one HTML page: no script, nothing from elsewhere, readable by ear and on paper.

Above, an axis with a mark an event; below, the events in order, each with its words, its links and, one
click away, every file and line that tells it.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path
from typing import Any

from unrtrace.output import timeline_text as words
from unrtrace.output.timeline_svg import COLOURS, attributes, axis, spoken_of
from unrtrace.timeline import Report, TimelineEvent

STYLE = """
:root { color-scheme: light dark; --ink: #1a2129; --faint: #4b5661; --paper: #fff; --line: #8895a3; --link: #0b57a4;
  --wrong: #b3261e; --soft: #f2f5f8; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6eaee; --faint: #aab4be; --paper: #14181d; --line: #6b7783;
  --link: #8ec1ff; --wrong: #ff9c94; --soft: #1f262d; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 62rem; padding: 1.5rem 1rem 4rem; color: var(--ink); background: var(--paper);
  font: 1rem/1.5 system-ui, "Noto Sans", "Noto Sans Arabic", "Noto Sans SC", "Noto Sans CJK SC", "DejaVu Sans",
    sans-serif; }
a { color: var(--link); }
a:focus-visible, summary:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
.skip { position: absolute; left: -999rem; } .skip:focus { position: static; }
h1 { font-size: 1.5rem; line-height: 1.25; margin: 0 0 .25rem; } h2 { font-size: 1.15rem; margin: 2rem 0 .5rem; }
.about, .who, .kind, .axis text { color: var(--faint); } .about, .who { margin: 0; font-size: .9rem; }
.axis { display: block; width: 100%; height: auto; margin: 1.25rem 0; font-size: 13px; }
.axis text { fill: var(--faint); } .axis .rule { stroke: var(--line); }
.axis a:focus .mark, .axis a:hover .mark { stroke: var(--ink); stroke-width: 2; }
ol { list-style: none; margin: 0 0 0 .45rem; padding: 0 0 0 1.5rem; border-inline-start: 2px solid var(--line); }
.event { position: relative; padding: .25rem 0 1.1rem; scroll-margin-top: 1rem; break-inside: avoid; }
.event::before { content: ""; position: absolute; inset-inline-start: calc(-1.5rem - 9px); top: .65rem; width: 12px;
  height: 12px; box-sizing: content-box; border-radius: 50%; background: var(--dot); border: 2px solid var(--paper); }
.event:target { background: var(--soft); }
.when { margin: 0; } .when time { font-weight: 600; } .kind { margin: 0 .5rem; }
.symbol { font-weight: 600; margin-inline-end: .5rem; white-space: nowrap; }
.says { margin: .1rem 0; overflow-wrap: anywhere; } .conflict { margin: 0; color: var(--wrong); }
details { font-size: .9rem; } details ul { margin: .25rem 0; padding-inline-start: 1.25rem; }
summary { cursor: pointer; }
details q { color: var(--faint); quotes: none; }
@media (max-width: 34rem) { .kind { margin: 0 .35rem; } }
@media print { body { max-width: none; padding: 0; font-size: 10pt; color: #000; background: #fff; }
  .skip, nav { display: none; }
  details::details-content { content-visibility: visible; display: block; } a { color: inherit; text-decoration: none; }
  h2 { break-after: avoid; } }
"""


def page(
    groups: words.Groups, by: str | None, title: str, folder: Path, language: str = "en", note: str = ""
) -> Iterator[str]:
    """The page, as pieces of text; `folder` is the corpus that the sources lie in, `note` a line below the title."""
    events = [event for _, row in groups for event in row]
    names = [f"e{number}" for number in range(1, len(events) + 1)]
    files = {teller.file for event in events for teller in event.sources}
    dots = " ".join(f".{kind} {{ --dot: {colour}; fill: {colour}; }}" for kind, colour in COLOURS.items())
    yield (
        f'<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>{STYLE}{_only_dots(dots)}</style>\n</head>\n<body>\n"
        f'<a class="skip" href="#events">Skip to the events</a>\n<header>\n<h1>{escape(title)}</h1>\n'
        f'<p class="about">{escape(about(events, len(files)))}</p>\n'
    )
    if note:
        yield f'<p class="about">{escape(note)}</p>\n'
    yield f"</header>\n{axis(events, names)}"
    if by:
        links = " ".join(
            f'<a href="#g{number}">{escape(words.heading(name, by))}</a>' for number, (name, _) in enumerate(groups)
        )
        yield f'<nav aria-label="Groups"><p>{links}</p></nav>\n'
    yield '<main id="events">\n'
    reached = 0
    for number, (name, row) in enumerate(groups):
        if by:
            yield f'<h2 id="g{number}">{escape(words.heading(name, by))}</h2>\n'
        yield "<ol>\n"
        for event in row:
            yield from _event(event, names[reached], folder, language)
            reached += 1
        yield "</ol>\n"
    yield "</main>\n</body>\n</html>\n"


def _only_dots(rules: str) -> str:
    """The colours as variables for the list and as fills for the axis, not as the colour of text."""
    return rules.replace(" fill:", " --fill:") + " .mark { fill: var(--fill); }"


def about(events: Sequence[TimelineEvent], files: int) -> str:
    """How many events there are, of what kinds, told by how many files."""
    kinds = Counter(event.kind for event in events)
    counted = ", ".join(f"{count} {kind}" for kind, count in kinds.most_common())
    many = "event" if len(events) == 1 else "events"
    return f"{len(events)} {many} ({counted}), told by {files} file{'s' if files != 1 else ''}."


def _event(event: TimelineEvent, name: str, folder: Path, language: str) -> Iterator[str]:
    symbols = "".join(
        f'<a class="symbol" href="{escape(link)}">{escape(symbol)}</a>'
        if (link := words.url(symbol, language))
        else f'<span class="symbol">{escape(symbol)}</span>'
        for symbol in event.symbols
    )
    yield (
        f'<li class="event {event.kind}" id="{name}">\n<p class="when"><time datetime="{_datetime(event)}">'
        f'{escape(spoken_of(event))}</time><span class="kind">{event.kind}</span>{symbols}</p>\n'
        f'<p class="says"{attributes(event)}>{escape(event.description)}</p>\n'
    )
    if event.conflicts:
        yield f'<p class="conflict">{escape(words.conflict(event))}</p>\n'
    if event.actors:
        names = ", ".join(
            f'<abbr title="{escape(words.organ_name(code))}">{escape(code)}</abbr>' for code in event.actors
        )
        yield f'<p class="who">{names}</p>\n'
    count = len(event.sources)
    yield f"<details><summary>{count} source{'s' if count > 1 else ''}</summary>\n<ul>\n"
    for teller in event.sources:
        yield _source(teller, folder)
    yield "</ul></details>\n</li>\n"


def _source(teller: Report, folder: Path) -> str:
    link = (folder / teller.file).absolute().as_uri()
    told: dict[str, Any] = {"lang": teller.language or "", "dir": "auto"}
    attribute = " ".join(f'{key}="{escape(value)}"' for key, value in told.items() if value)
    return (
        f'<li><a href="{escape(link)}">{escape(teller.file)}:{teller.line}</a> '
        f"<span>{escape(_place(teller))}</span> <q {attribute}>{escape(teller.description)}</q></li>\n"
    )


def _place(teller: Report) -> str:
    from unrtrace.output.labels import place

    return f"{teller.date}, {place(teller.place, teller.paragraph)}"


def _datetime(event: TimelineEvent) -> str:
    """The machine's form of a date: a day, a month or a year; of a span its first day."""
    return event.date[: {"month": 7, "session": 7, "year": 4, "years": 4, "decade": 4}.get(event.precision, 10)]
