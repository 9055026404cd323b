"""`unrtrace path`: the shortest chains of citations from one document to another."""

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from unrtrace.cli import options
from unrtrace.cli.arguments import Names, suggestion

if TYPE_CHECKING:
    from unrtrace.corpus import Corpus
    from unrtrace.graph import Paths

CHAINS = 100  # that --all shows unless a limit is given


def path(
    start: Annotated[str, typer.Argument(metavar="FROM", help="The document that cites; - reads one a line.")],
    end: Annotated[str, typer.Argument(metavar="TO", help="The document that is cited in the end; - likewise.")],
    every: Annotated[bool, typer.Option("--all", help="Every shortest chain.")] = False,
    relation: options.RelationOption = None,
    limit: Annotated[
        str | None, typer.Option("--limit", metavar="N|all", help="How many chains of --all; 100 unless given.")
    ] = None,
    lang: options.LangOption = "en",
    form: options.ListFormatOption = options.ListFormat.auto,
    null: options.NullOption = False,
    color: options.ColorOption = options.Color.auto,
    width: options.WidthOption = None,
    corpus: options.CorpusOption = None,
    index: options.IndexOption = None,
    update: options.UpdateOption = True,
    verbose: options.VerboseOption = False,
) -> int:
    """Show the shortest chain from one document to another."""
    options.check_language(lang)
    if start == "-" and end == "-":
        raise typer.BadParameter("only one of FROM and TO can be read from standard input")
    form_name, colored = options.chosen(form.value, color.value)
    wanted = options.wanted(relation, None, None, None)
    most = options.number(limit, "--limit", CHAINS) if every else 1
    held = options.open_corpus(corpus, verbose, index, update)
    names = Names(held, [start, end], null=null)
    found = _Found(held, names, wanted.relations, most)

    from unrtrace.output import path_and_lineage

    path_and_lineage.write(held, found, form_name, sys.stdout, language=lang, colored=colored, width=width, null=null)
    return names.code(found.count > 0)


class _Found:
    """The chains between the documents asked for, told on standard error where there is none."""

    def __init__(self, corpus: "Corpus", names: Names, relations: frozenset[str], most: int | None) -> None:
        self.corpus, self.names, self.relations, self.most = corpus, names, relations, most
        self.count = 0

    def __iter__(self) -> Iterator[tuple[str, ...]]:
        from itertools import islice

        from unrtrace.graph import paths

        start, end = self.names.arguments
        for first in self.names.of(start):
            for last in self.names.of(end):
                found = paths(self.corpus, first, last, relations=self.relations)
                if not found.count:
                    self._none(found)
                    continue
                self.count += found.count
                if self.most is not None and found.count > self.most > 1:
                    options.note(f"{found.count:,} chains of {found.length} citations: the first {self.most} are shown")
                yield from islice(found, self.most)

    def _none(self, found: "Paths") -> None:
        from unrtrace.corpus.citation_graph import is_cited
        from unrtrace.graph import paths

        for name in (found.start, found.end):
            if self.corpus.work(name) is None and not is_cited(self.corpus, name):
                options.note(f"{name} is neither held nor cited in {self.corpus.path}{suggestion(self.corpus, name)}")
                return
        back = paths(self.corpus, found.end, found.start, relations=self.relations)
        hint = f"; there is one the other way: unrtrace path '{found.end}' '{found.start}'" if back.count else ""
        options.note(f"no chain of citations leads from {found.start} to {found.end}{hint}")
