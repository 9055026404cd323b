"""A timeline as one HTML page: no script, no other file, fit for screen readers and for paper.

Above, an axis with a mark for each event; below, the events in order, each with its description, its links and, one
click away, every file and line that reports it.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from html import escape
from typing import TextIO

from unrtrace.output import labels, timeline_text
from unrtrace.output.timeline_svg import COLOURS, attributes, axis, words_of
from unrtrace.output.timeline_text import TimelineView
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


def write_page(timeline: TimelineView, out: TextIO) -> None:
    """Write the page; nothing for a timeline without events."""
    if timeline.events:
        out.writelines(_pieces(timeline))


def _pieces(timeline: TimelineView) -> Iterator[str]:
    groups, by, events = timeline.groups, timeline.by, timeline.events
    names = [f"e{number}" for number in range(1, len(events) + 1)]
    yield from _head(timeline)
    yield f"</header>\n{axis(events, names)}"
    if by:
        links = " ".join(
            f'<a href="#g{number}">{escape(timeline_text.heading(name, by))}</a>'
            for number, (name, _) in enumerate(groups)
        )
        yield f'<nav aria-label="Groups"><p>{links}</p></nav>\n'
    yield '<main id="events">\n'
    remaining = iter(names)
    for number, (name, row) in enumerate(groups):
        if by:
            yield f'<h2 id="g{number}">{escape(timeline_text.heading(name, by))}</h2>\n'
        yield "<ol>\n"
        for event in row:
            yield from _event(event, next(remaining), timeline)
        yield "</ol>\n"
    yield "</main>\n</body>\n</html>\n"


def _head(timeline: TimelineView) -> Iterator[str]:
    # The colours are variables for the list and fills for the axis, never colours of text.
    dots = " ".join(f".{kind} {{ --dot: {colour}; --fill: {colour}; }}" for kind, colour in COLOURS.items())
    title, files = escape(timeline.title), {source.file for event in timeline.events for source in event.sources}
    yield (
        f'<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n<style>{STYLE}{dots} .mark {{ fill: var(--fill); }}</style>\n</head>\n<body>\n"
        f'<a class="skip" href="#events">Skip to the events</a>\n<header>\n<h1>{title}</h1>\n'
        f'<p class="about">{escape(about(timeline.events, len(files)))}</p>\n'
    )
    if timeline.note:
        yield f'<p class="about">{escape(timeline.note)}</p>\n'


def about(events: Sequence[TimelineEvent], files: int) -> str:
    """Return how many events there are, of what kinds, and in how many files they are reported."""
    kinds = Counter(event.kind for event in events)
    counted = ", ".join(f"{count} {kind}" for kind, count in kinds.most_common())
    noun = "event" if len(events) == 1 else "events"
    return f"{len(events)} {noun} ({counted}), reported in {files} file{'s' if files != 1 else ''}."


def _event(event: TimelineEvent, name: str, timeline: TimelineView) -> Iterator[str]:
    symbols = "".join(_symbol(symbol, timeline.language) for symbol in event.symbols)
    yield (
        f'<li class="event {event.kind}" id="{name}">\n<p class="when"><time datetime="{_datetime(event)}">'
        f'{escape(words_of(event))}</time><span class="kind">{event.kind}</span>{symbols}</p>\n'
        f'<p class="says"{attributes(event)}>{escape(event.description)}</p>\n'
    )
    if event.conflicts:
        yield f'<p class="conflict">{escape(timeline_text.conflict(event))}</p>\n'
    if event.actors:
        names = ", ".join(
            f'<abbr title="{escape(timeline_text.organ_name(code))}">{escape(code)}</abbr>' for code in event.actors
        )
        yield f'<p class="who">{names}</p>\n'
    count = len(event.sources)
    yield f"<details><summary>{count} source{'s' if count > 1 else ''}</summary>\n<ul>\n"
    for source in event.sources:
        yield _source(source, timeline)
    yield "</ul></details>\n</li>\n"


def _symbol(symbol: str, language: str) -> str:
    name = escape(labels.identifier(symbol))
    link = timeline_text.url(symbol, language)
    return f'<a class="symbol" href="{escape(link)}">{name}</a>' if link else f'<span class="symbol">{name}</span>'


def _source(source: Report, timeline: TimelineView) -> str:
    link = (timeline.folder / source.file).absolute().as_uri()
    place = f"{source.date}, {labels.place(source.place, source.paragraph)}"
    language = f'lang="{escape(source.language)}" ' if source.language else ""
    return (
        f'<li><a href="{escape(link)}">{escape(source.file)}:{source.line}</a> '
        f'<span>{escape(place)}</span> <q {language}dir="auto">{escape(source.description)}</q></li>\n'
    )


def _datetime(event: TimelineEvent) -> str:
    """Return a date for machines: a day, a month or a year; the first day of a span."""
    return str(event.date)[: {"month": 7, "session": 7, "year": 4, "years": 4, "decade": 4}.get(event.precision, 10)]
