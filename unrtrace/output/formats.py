"""The registry of output formats: which commands offer a format, and what writes it.

Options, completion, the manual page and every command read this table. A writer is named as `module:function` and
imported when it is used, so that `--help` imports none. Writers come in five groups, each with one signature:

- records: `(records, out, columns)` writes mappings and returns how many there were;
- symbols: `(identifiers, out, null)` writes one identifier a line, or ended by NUL;
- references: `(references, out)` writes bibliography entries;
- timelines: `(timeline, out)`; graphs: `(network, out, language)`.

`rich` and `text` have no writer here: each command has views of its own for people.
"""

import os
import sys
from collections.abc import Callable, Iterable
from importlib import import_module
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from rich.text import Text

LINES_AT_ONCE = 100  # that are handed to rich together
VIEWS = ("rich", "text")  # for people; what they print may change between versions


class Format(NamedTuple):
    """An output format: its name, the extension of a file in it, its writer, the commands that offer it."""

    name: str
    extension: str
    writer: str
    commands: tuple[str, ...]


_SYMBOLS = ("cite", "path", "lineage", "rank", "extract", "find", "missing", "documents")
_RECORDS = (*_SYMBOLS, "timeline", "stats", "show", "organisations", "index", "corpus", "doctor", "sql")
FORMATS = (
    Format("rich", ".txt", "", _RECORDS),
    Format("text", ".txt", "", _RECORDS),
    Format("jsonl", ".jsonl", "unrtrace.output.serialize:write_jsonl", _RECORDS),
    Format("json", ".json", "unrtrace.output.serialize:write_json", _RECORDS),
    Format("csv", ".csv", "unrtrace.output.serialize:write_csv", _RECORDS),
    Format("tsv", ".tsv", "unrtrace.output.serialize:write_tsv", _RECORDS),
    Format("symbols", ".txt", "unrtrace.output.serialize:write_symbols", _SYMBOLS),
    Format("bibtex", ".bib", "unrtrace.output.bibliography:write_bibtex", ("cite",)),
    Format("ris", ".ris", "unrtrace.output.bibliography:write_ris", ("cite",)),
    Format("csl-json", ".json", "unrtrace.output.bibliography:write_csl", ("cite",)),
    Format("md", ".md", "unrtrace.output.timeline_text:write_markdown", ("timeline",)),
    Format("ics", ".ics", "unrtrace.output.timeline_ics:write_calendar", ("timeline",)),
    Format("svg", ".svg", "unrtrace.output.timeline_svg:write_drawing", ("timeline",)),
    Format("html", ".html", "unrtrace.output.timeline_html:write_page", ("timeline",)),
    Format("dot", ".dot", "unrtrace.output.graph_formats:write_dot", ("graph",)),
    Format("graphml", ".graphml", "unrtrace.output.graph_xml:write_graphml", ("graph",)),
    Format("gexf", ".gexf", "unrtrace.output.graph_xml:write_gexf", ("graph",)),
    Format("mermaid", ".mmd", "unrtrace.output.graph_formats:write_mermaid", ("graph",)),
    Format("json", ".json", "unrtrace.output.graph_formats:write_node_link", ("graph",)),
    Format("csv", ".csv", "unrtrace.output.graph_formats:write_edge_list", ("graph",)),
)
REFERENCES = ("bibtex", "ris", "csl-json")


def names(command: str) -> tuple[str, ...]:
    """Return the names of the formats that a command offers, in the order of the table.

    >>> names("graph")
    ('dot', 'graphml', 'gexf', 'mermaid', 'json', 'csv')
    """
    return tuple(row.name for row in FORMATS if command in row.commands)


def writer(name: str, command: str = "cite") -> Callable[..., Any]:
    """Return the function that writes a format for a command; raise `KeyError` where the command does not offer it."""
    for row in FORMATS:
        if row.name == name and command in row.commands and row.writer:
            module, _, function = row.writer.partition(":")
            written: Callable[..., Any] = getattr(import_module(module), function)
            return written
    raise KeyError(name)


class Output(NamedTuple):
    """How a command writes its result: the format and, for views, colour, columns and the language of titles."""

    format: str
    colored: bool = False
    width: int | None = None
    language: str = "en"
    null: bool = False

    @property
    def is_view(self) -> bool:
        """Whether the output is for people."""
        return self.format in VIEWS

    @property
    def columns(self) -> int:
        """The columns of a view with rich: as chosen, else those of the terminal."""
        from unrtrace.output.terminal import console

        return console(color=self.colored, width=self.width).width

    def print(self, lines: "Iterable[Text]") -> None:
        """Print lines as they are, in the colours that were chosen; the terminal shows a longer one in several rows."""
        from rich.text import Text

        from unrtrace.output.terminal import console

        view = console(color=self.colored, width=self.width)
        rest = iter(lines)
        while part := list(islice(rest, LINES_AT_ONCE)):
            view.print(Text("\n").join(part), soft_wrap=True)


def choose_output(
    name: str, color: str, width: int | None = None, language: str = "en", *, null: bool = False
) -> Output:
    """Return how to write: `auto` is rich on a terminal and text in a pipe, in colour on a terminal that has it."""
    terminal = sys.stdout.isatty()
    if name == "auto":
        name = "rich" if terminal else "text"
    if color == "auto":
        colored = terminal and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    else:
        colored = color == "always"
    return Output(name, colored, width, language, null)
