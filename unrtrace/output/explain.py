"""Why a citation is what it is: the decision, the evidence for it, what else was possible, which file it leads to."""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from unrtrace.corpus import AMBIGUOUS, Corpus
from unrtrace.corpus.lookup import alias_reason, evidence
from unrtrace.corpus.source_files import read_source
from unrtrace.documents import Document, DocumentError
from unrtrace.extractor.explanation import Explanation, explain_document
from unrtrace.graph import CITES, Edge, Node, walk
from unrtrace.output import labels
from unrtrace.output.table import cell

if TYPE_CHECKING:
    from rich.text import Text

SCHEMA = "unrtrace.explanation/1"
COLUMNS = (
    "schema", "direction", "depth", "citing", "cited", "outcome", "found", "body", "answer", "sources", "evidence",
    "alternatives",
)  # fmt: skip
MAX_QUOTE = 90  # columns of the words quoted as evidence
CACHED = 16  # documents whose explanations are kept: the versions of the document that cites
FOUND = {
    "symbol": "symbol written out",
    "prose": "number with its noun",
    "list": "member of a list or range, after its noun",
    "range": "between the ends of a range",
    "suffix": "addendum, corrigendum or revision of the symbol before it",
    "link": "address to which the words are linked",
    "ibid": "back-reference to an earlier citation",
    "instrument": "instrument by its name",
    "publication": "sales number or registration of a treaty",
}
# What each kind of evidence means; {body} is the organ that it supports.
EVIDENCE = {
    "body named": "the phrase names the {body}",
    "form of number": "only the {body} writes its numbers so",
    "number": "only the {body} can have given this number",
    "date": "only the {body} was in that session on this date",
    "possessive": "“its” refers to the {body}",
    "subject": "the {body} is the subject of the sentence",
    "named in sentence": "the sentence names the {body}",
    "cited elsewhere": "the document cites this number of the {body} in full",
    "list": "the {body} adopted this one in the same list",
    "citing body": "the document itself is of the {body}",
    "range": "the range has these ends",
    "back-reference": "it refers back to this citation",
    "body without symbols": "its body has no symbols for its resolutions",
    "conference not named": "no conference of the parties is named",
    "open": "nothing in the text decides between the bodies",
}
IDENTIFIED = {
    "corpus.toml": "identified by corpus.toml",
    "masthead": "identified by its masthead",
    "file name": "identified by its name",
    "none": "without a symbol",
}
ALIASES = {"joint": "the other half of its double symbol", "part": "one of the parts in the file"}


def explanations(corpus: Corpus, trees: dict[str, Node]) -> Iterator[dict[str, Any]]:
    """Yield a record for each edge, in tree order; the citing files are read again."""
    reader = _Reader(corpus)
    for direction, tree in trees.items():
        for depth, node in walk(tree):
            for edge in node.edges:
                found = list(reader.explanations_of(edge))
                evidence = [row for file, document, one in found for row in _evidence(file, document, one)]
                others = dict(other for _, _, one in found for other in one.alternatives)
                yield {
                    "schema": SCHEMA, "direction": direction, "depth": depth, "citing": edge.citing,
                    "cited": edge.cited, "outcome": node.outcome if direction == CITES else edge.outcome,
                    "found": found_by(edge), "body": body(edge, evidence), "answer": answer(corpus, edge),
                    "sources": [
                        {"file": where.file, "line": where.line, "text": cell(text), "sentence": where.sentence}
                        for where, text in zip(edge.sources, edge.texts, strict=True)
                    ],
                    "evidence": evidence,
                    "alternatives": [{"symbol": symbol, "reason": reason} for symbol, reason in others.items()],
                }  # fmt: skip


class _Reader:
    """The explanations of the citations in the files of a corpus."""

    def __init__(self, corpus: Corpus) -> None:
        self.corpus = corpus
        self._read = lru_cache(CACHED)(self._read_file)

    def explanations_of(self, edge: Edge) -> Iterator[tuple[str, Document, Explanation]]:
        """Yield the explanation of a citation in each of its files; none for a file that changed or is gone."""
        for where, text in zip(edge.sources, edge.texts, strict=True):
            document, by_line = self._read(where.file)
            matching = [one for one in by_line.get(where.line, []) if one.symbol == edge.symbol]
            found = next((one for one in matching if one.text == text), next(iter(matching), None))
            if document and found:
                yield where.file, document, found

    def _read_file(self, path: str) -> tuple[Document | None, dict[int, list[Explanation]]]:
        """Return the document in a file and its explanations by line."""
        try:
            document, stated = read_source(self.corpus, path)
        except DocumentError:
            return None, {}
        by_line: dict[int, list[Explanation]] = {}
        for one in explain_document(document, body=stated.get("organ")):
            by_line.setdefault(one.line, []).append(one)
        return document, by_line


def _evidence(file: str, document: Document, explanation: Explanation) -> Iterator[dict[str, Any]]:
    """Yield the evidence for a citation: its kind, its words, and where they stand."""
    for one in explanation.evidence:
        text, line, column = None, None, None
        if one.start is not None and one.end is not None:
            line, column = document.position(one.start)
            text = cell(document.text[one.start : one.end])
        yield {
            "kind": one.kind, "body": one.detail or None, "file": file, "line": line, "column": column, "text": text
        }  # fmt: skip


def in_words(evidence: dict[str, Any]) -> str:
    """Return one piece of evidence in words.

    >>> in_words({"kind": "date", "body": "A"}), in_words({"kind": "symbol written out", "body": "A/RES/47/4"})
    ('only the General Assembly was in that session on this date', 'symbol written out')
    """
    words: str = EVIDENCE.get(evidence["kind"], evidence["kind"])
    return words.format(body=labels.organ_name(evidence["body"]) if evidence["body"] else "body")


def found_by(edge: Edge) -> str:
    """Return how the citation was found, and where."""
    return f"{FOUND.get(edge.via, edge.via)}, in {labels.place_of(edge)}"


def body(edge: Edge, evidence: list[dict[str, Any]]) -> str:
    """Return the organ to whose document the citation is attributed, and the decisive evidence for it."""
    doubts = "".join(f"; {labels.in_words(warning)}" for warning in edge.warnings)
    why = f": {in_words(evidence[0])}" if evidence else ""
    if edge.cited is None:
        possible = " or ".join(map(labels.identifier, edge.candidates)) or "a document of any organ"
        return f"unresolved{why}; it may be {possible}{doubts}"
    name = labels.organ_name(edge.body) if edge.body else "no organ of the United Nations"
    return f"{name}{why} ({edge.certainty}){doubts}"


def answer(corpus: Corpus, edge: Edge) -> str:
    """Return which file the citation leads to and how that is known, or why there is none."""
    if edge.cited is None:
        known = [name for name in edge.candidates if corpus.works_named(name)]
        return f"ambiguous: of the candidates the corpus holds {', '.join(known) or 'none'}"
    if edge.outcome == AMBIGUOUS:
        return f"ambiguous: {' and '.join(corpus.works_named(edge.cited))} both have this symbol"
    if files := evidence(corpus, edge.cited):
        named = "; ".join(f"{path} ({IDENTIFIED[why]})" for path, why in files)
        if not edge.symbol or edge.symbol == edge.cited:
            return named
        alias = alias_reason(corpus, edge.cited, edge.symbol)
        return f"{named}; {edge.symbol}: {ALIASES[alias] if alias else 'not held, the other half of it is'}"
    related = [one for one in corpus.related_documents(edge.cited) if one.held]
    more = f"; held is {', '.join(f'{one.symbol} ({one.kind})' for one in related)}" if related else ""
    return f"not held: no corpus.toml, masthead or file name gives {edge.cited}{more}"


# -- views ---------------------------------------------------------------------------------


def lines(rows: Iterable[dict[str, Any]]) -> Iterator[str]:
    """Yield each edge as a block of lines."""
    for row in rows:
        head, *block = _block(row)
        yield head[1]
        for label, text in block:
            yield f"  {label:8}  {text}".rstrip()
        yield ""


def rich_view(row: dict[str, Any], width: int) -> "Iterator[Text]":
    """Yield the lines of an edge for a terminal of so many columns."""
    from rich.text import Text

    from unrtrace.output.terminal import indented, labelled

    (_, head), *block = _block(row)
    yield from indented(Text(head, style="bold"), width, 0)
    yield from labelled(((label, Text(text)) for label, text in block), width)
    yield Text("")


def _block(row: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield the lines of an edge as labels and texts; a label that repeats is empty."""
    cited = labels.identifier(row["cited"]) if row["cited"] else "an unresolved number"
    yield "", f"{labels.identifier(row['citing'])} cites {cited}: {labels.outcome(row['outcome'])}"
    yield "found", row["found"]
    yield "body", row["body"]
    rejected = [f"{labels.identifier(one['symbol'])}: {one['reason']}" for one in row["alternatives"]]
    sources = [
        f"{one['file']}:{one['line']}  “{one['text']}” in: {labels.clean(one['sentence'])}" for one in row["sources"]
    ]
    for label, texts in (
        ("evidence", [_quoted(one) for one in row["evidence"]]),
        ("possible" if row["cited"] is None else "rejected", rejected),
        ("file", [row["answer"]]),
        ("source", sources),
    ):
        for number, text in enumerate(texts):
            yield "" if number else label, text


def _quoted(evidence: dict[str, Any]) -> str:
    """Return evidence with its words and their place: *file:line:column  “16 October 1992”: only …*."""
    if evidence["text"] is None:
        return f"{evidence['file']}  {in_words(evidence)}"
    where = f"{evidence['file']}:{evidence['line']}:{evidence['column']}"
    return f"{where}  “{labels.cut(labels.clean(evidence['text']), MAX_QUOTE)}”: {in_words(evidence)}"
