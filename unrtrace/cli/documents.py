"""`unrtrace documents`: the documents of a corpus."""

from typing import TYPE_CHECKING

from unrtrace.cli import common_options as common
from unrtrace.cli import options

if TYPE_CHECKING:
    from unrtrace.corpus import Corpus
    from unrtrace.output.formats import Output

COLUMNS = ("schema", "work", "date", "organ", "languages", "citations", "cited_by", "title", "files")
SHOWN = ("work", "date", "languages", "citations", "cited_by", "title")


def documents(
    folders: common.CorpusOption = None,
    index: common.IndexOption = None,
    update: common.UpdateOption = True,
    strict: common.StrictOption = False,
    format_name: common.SymbolFormat = "auto",
    null: common.NullOption = False,
    color: common.ColorOption = common.Color.auto,
    width: common.WidthOption = None,
) -> int:
    """List the documents of the folder."""
    from unrtrace.output.formats import choose_output

    output = choose_output(format_name, color.value, width, null=null)
    corpus = options.open_corpus(folders, False, index, update)
    return exit_code(corpus, write(corpus, output), strict)


def write(corpus: "Corpus", output: "Output") -> int:
    """Write the list of documents and return how many there are."""
    from unrtrace.corpus import overview
    from unrtrace.output import table

    return table.write(overview.documents(corpus), COLUMNS, output, shown=SHOWN, symbols=("work",))


def exit_code(corpus: "Corpus", count: int, strict: bool) -> int:
    """Return the exit code for a corpus with so many documents; report an empty one on standard error."""
    if not count:
        options.warn(f"no documents in {', '.join(map(str, corpus.paths))}")
    return options.exit_code(corpus, bool(count), strict)
