"""The outline of a document: its parts, sections, paragraphs and sub-paragraphs as a tree, and its footnotes.

It nests the paragraphs that `structure` found. Only labels of sub-paragraphs and headings of sections are read here.

>>> from unrtrace.documents import from_text
>>> text = "The General Assembly,\\n\\nRecalling its work,\\n\\n1. Decides:\\n\\n(a) To act;\\n\\n(b) To report."
>>> for depth, node in walk(outline(from_text(text))):
...     print("  " * depth + node.kind, node.label or "")
preamble
  paragraph 1
operative
  paragraph 1
    sub-paragraph (a)
    sub-paragraph (b)
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from string import ascii_lowercase

from unrtrace.documents import Document
from unrtrace.documents.paragraph_splitting import END_PUNCTUATION, RULE, SHORT
from unrtrace.documents.structure import LINE, Paragraph
from unrtrace.text.characters import SUPERSCRIPT_DIGITS
from unrtrace.text.display import to_single_line
from unrtrace.text.language import FALLBACK, facts, languages
from unrtrace.text.patterns import compile_pattern
from unrtrace.text.phrase_pattern import any_of
from unrtrace.text.roman import roman

MASTHEAD, PREAMBLE, OPERATIVE, PARAGRAPH, SUB = "masthead", "preamble", "operative", "paragraph", "sub-paragraph"
SECTION, ANNEX, DRAFT, CLOSING, TEXT, NOTES, NOTE = (
    "section", "annex", "draft resolution", "closing", "text", "footnotes", "footnote",
)  # fmt: skip
# The depth of each kind of part; a part is nested in the last one of a smaller depth.
DEPTH = {
    ANNEX: 1, NOTES: 1, DRAFT: 2, "part": 2, MASTHEAD: 3, PREAMBLE: 3, OPERATIVE: 3, CLOSING: 3,
    "roman": 4, "letter": 5, "heading": 6, PARAGRAPH: 7, TEXT: 7, NOTE: 7, SUB: 8,
}  # fmt: skip
LABEL = compile_pattern(r"\s*+(?P<label>\((?:\p{L}{1,4}|[ivx]{5,7})\)|[ivx]{2,7}\)|\p{L}\))(?=\s|$)")
HEADING = re.compile(r"[*_#\s]*+(?P<label>[IVXLC]{1,6}|[A-Z])(?:\.(?=\s)|[*_\s]*+$)")
NUMBER = re.compile(r"[*_\s]*+(?P<number>\d{1,3})\s?(?:[.)]|[-–—])?\s*+(?:[-–—]\s*+)?")
NOTE_MARK = re.compile(
    rf"\s*(?:<sup>)?[\d{SUPERSCRIPT_DIGITS}*]{{1,3}}(?:</sup>)?/?\s*(?:\(\s?\)|\)\(|\(\d{{1,3}}\))?\s*"
)
MAX_LABELS = 3  # levels of sub-paragraphs
MAX_TEXT = 4000  # characters of the text of a node


@dataclass(slots=True)
class Node:
    """A part of a document, a half-open span in code points, with its text on one line.

    `kind` is masthead, preamble, operative, section, annex, draft resolution, paragraph, sub-paragraph, closing, text,
    footnotes or footnote; `label` is the number or letter as printed; `marks` are the footnote marks in the part. For
    a footnote `at` is the place and number of the paragraph that has its mark, and the line of the mark.
    """

    kind: str
    label: str | None
    start: int
    end: int
    text: str
    marks: tuple[str, ...] = ()
    at: tuple[str, str | None, int] | None = None
    children: list["Node"] = field(default_factory=list)


def outline(document: Document) -> list[Node]:
    """Return the outline of a document: its parts in text order, then the footnotes."""
    return _Builder(document).build()


def walk(nodes: list[Node], depth: int = 0) -> Iterator[tuple[int, Node]]:
    """Yield every node with its depth, in order."""
    for node in nodes:
        yield depth, node
        yield from walk(node.children, depth + 1)


class _Builder:
    """Goes through the paragraphs once; `stack` holds the open parts, each with its depth."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.text, self.paragraphs = document.text, document.paragraphs
        self.root: list[Node] = []
        self.stack: list[tuple[int, Node]] = []
        self.marks: dict[int, list[str]] = {}
        for note in document.footnotes.values():
            if note.mark_offset is not None:
                part = self.paragraphs[document.index_at(note.mark_offset)]
                self.marks.setdefault(part.continues, []).append(note.mark)
        self.section: str | None = None
        self.labels: list[str] = []
        self.letter = ""
        self.is_short = False
        self.closes = self._closing()

    def build(self) -> list[Node]:
        """Return the top nodes of the tree."""
        for index, part in enumerate(self.paragraphs):
            if part.continues == index and part.place != "footnote" and not self._is_rule(part):
                self._add(index, part)
            elif part.continues != index:
                self._continue(index, part)
        if self.document.footnotes:
            self._notes()
        return self.root

    def _closing(self) -> int:
        """Return the index of the paragraph in which the closing lines begin, -1 if there is none.

        They contain the day of adoption, and often the meeting on the line before.
        """
        masthead = self.document.masthead
        if masthead.adopted_at is None:
            return -1
        index = self.document.index_at(masthead.adopted_at)
        if self.paragraphs[index].place != "body" or self.paragraphs[index].end - self.paragraphs[index].start > LINE:
            return -1
        before = self.paragraphs[index - 1] if index else self.paragraphs[index]
        meeting = masthead.details.meeting
        return (
            index - 1
            if meeting and meeting.text in self._one_line(before.start, min(before.end, before.start + LINE))
            else index
        )

    # ---- where a paragraph goes

    def _add(self, index: int, part: Paragraph) -> None:
        if part.place == MASTHEAD:
            self._masthead(index, part)
            return
        if self._open(MASTHEAD):
            self.stack.clear()
        if part.section != self.section:
            self._enter_section(index, part)
            return
        number = part.number
        if number is None and self._opens(index):
            self._push(PREAMBLE, None, index, part)
        elif self._titles_section(part):
            self._append(self.stack[-1][1], self._one_line(part.start, part.end), part)
        elif number and number[0] == "p" and not self._is_labelled(part):
            self._group(PREAMBLE, index, part)
            self._preambular(index, part, number[1:])
        elif number and (counted := NUMBER.match(self.text, part.start, part.end)) and counted["number"] == number:
            self._numbered(index, part, number, counted.end())
        elif heading := self._heading(index, part):
            if number and number[0] == "p":
                self._group(OPERATIVE, index, part)
            self._push(SECTION, heading[1], index, part, depth=heading[0], after=heading[2])
        elif number:
            self._within(index, part)
        else:
            self._unnumbered(index, part)

    def _masthead(self, index: int, part: Paragraph) -> None:
        if self.stack and self.stack[0][1].kind == MASTHEAD:
            node = self.stack[0][1]
            self._append(node, self._one_line(part.start, part.end), part)
        else:
            self._push(MASTHEAD, None, index, part)

    def _enter_section(self, index: int, part: Paragraph) -> None:
        """Add the heading of an annex, or of the draft resolution in it."""
        self.section = part.section
        annex, _, draft = (part.section or "").partition(", ")
        if draft:
            self._push(DRAFT, None, index, part, after=part.end)
        else:
            self._push(ANNEX, annex.removeprefix("annex").strip() or None, index, part, after=part.end)

    def _numbered(self, index: int, part: Paragraph, number: str, after: int) -> None:
        if part.place == OPERATIVE or self._open(PREAMBLE):
            self._group(OPERATIVE, index, part)
        label = LABEL.match(self.text, after, part.end)
        self.labels = [label["label"]] if label else []
        self._push(PARAGRAPH, number, index, part, after=after)

    def _preambular(self, index: int, part: Paragraph, number: str) -> None:
        """Add a paragraph of the preamble, or one of its lettered parts."""
        if LABEL.match(self.text, part.start, part.end):
            self._within(index, part)
        else:
            self.labels = []
            self._push(PARAGRAPH, number, index, part)

    def _within(self, index: int, part: Paragraph) -> None:
        """Add a sub-paragraph of the open paragraph, or more of its text."""
        label = LABEL.match(self.text, part.start, part.end)
        if not label:
            self._push(TEXT, None, index, part, depth=DEPTH[SUB] + len(self.labels))
            return
        self._place_label(label["label"])
        self._push(SUB, label["label"], index, part, depth=DEPTH[SUB] + len(self.labels) - 1, after=label.end())

    def _place_label(self, label: str) -> None:
        """Place a label among the open ones: next to the one it follows, else below them if it begins a count."""
        name = label.strip("()").lower()
        for level in range(len(self.labels), 0, -1):
            before = self.labels[level - 1].strip("()").lower()
            if before == name or _follows(before, name):
                self.labels[level - 1 :] = [label]
                return
        if name in _first() and 0 < len(self.labels) < MAX_LABELS:
            self.labels.append(label)
        else:
            self.labels = [*self.labels[: max(0, len(self.labels) - 1)], label]

    def _unnumbered(self, index: int, part: Paragraph) -> None:
        label = LABEL.match(self.text, part.start, part.end)
        if label:
            self._place_label(label["label"])
            self._push(SUB, label["label"], index, part, depth=DEPTH[SUB] + len(self.labels) - 1, after=label.end())
            return
        self.labels = []
        text = self._one_line(part.start, part.end)
        short = part.end - part.start < SHORT and text[-1:] not in END_PUNCTUATION
        last = self.stack[-1][1] if self.stack else None
        if last and self._joins(last, index, short):
            self._append(last, text, part)
        elif part.place == "body" and (index == self.closes or any(map(self._open, (PREAMBLE, OPERATIVE)))):
            self._push(CLOSING, None, index, part)
        else:
            self._push(TEXT, None, index, part)
        self.is_short = short

    def _joins(self, last: Node, index: int, short: bool) -> bool:
        """Return whether an unnumbered line continues the last node: a title, closing lines, a signature."""
        if last.kind in (ANNEX, DRAFT):
            return not last.children and self.paragraphs[index].end - self.paragraphs[index].start < 2 * LINE
        return last.kind == CLOSING or (last.kind == TEXT and short and self.is_short and index != self.closes)

    def _append(self, node: Node, text: str, part: Paragraph, separator: str = " / ") -> None:
        """Add another line to a node; its span grows, its text only up to `MAX_TEXT` characters."""
        node.end = part.end
        if len(node.text) < MAX_TEXT:
            node.text = f"{node.text}{separator}{text}" if node.text else text

    def _continue(self, index: int, part: Paragraph) -> None:
        """Add the rest of a paragraph that a footnote or a page break interrupts to the node of the paragraph."""
        for _, node in reversed(self.stack):
            if node.start == self.paragraphs[part.continues].start:
                self._append(node, self._one_line(part.start, part.end), part, " ")
                return

    # ---- headings

    def _opens(self, index: int) -> bool:
        """Return whether a paragraph opens a resolution: the first paragraph of a preamble follows."""
        following = next((part for part in self.paragraphs[index + 1 : index + 8] if part.place != "footnote"), None)
        return following is not None and following.number == "p1"

    def _heading(self, index: int, part: Paragraph) -> tuple[int, str | None, int] | None:
        """Return depth and label of a heading and the offset of its text, None if a paragraph is no heading.

        A heading is `I`, `A. Title`, `Section I`, or a short title line.
        """
        length = part.end - part.start
        if length >= 2 * LINE or LABEL.match(self.text, part.start, part.end):
            return None
        text = self._one_line(part.start, part.end)
        if not text or (text[-1] in END_PUNCTUATION and len(text) > 4):
            return None
        match = HEADING.match(self.text, part.start, part.end)
        named = _section_words(self.document.language or FALLBACK).fullmatch(text)
        if match or named:
            label = match["label"] if match else named["label"]  # type: ignore[index]
            return self._depth_of(label, index), label, match.end() if match else part.end
        titled = self.stack[-1][1] if self.stack else None
        if titled and titled.kind in (ANNEX, DRAFT):
            return None  # its own title
        counts = part.number is None and part.place in ("annex", "body")
        if length < LINE and (counts or part.place == OPERATIVE) and self._heads(index):
            return DEPTH["heading"], None, part.start
        return None

    def _is_labelled(self, part: Paragraph) -> bool:
        """Return whether a paragraph that counts as preambular is only the number of a section: `I`."""
        match = HEADING.match(self.text, part.start, part.end)
        return match is not None and not self.text[match.end() : part.end].strip()

    def _titles_section(self, part: Paragraph) -> bool:
        """Return whether a short line is the title of the section whose number stands alone above it."""
        last = self.stack[-1][1] if self.stack else None
        if not last or last.kind != SECTION or not last.label or last.text or part.end - part.start >= 2 * LINE:
            return False
        text = self._one_line(part.start, part.end)
        return text[-1:] not in END_PUNCTUATION and NUMBER.match(self.text, part.start, part.end) is None

    def _depth_of(self, label: str, index: int) -> int:
        """Return the depth of a label: of a Roman number or, as for C after B, of a letter.

        A part that contains a resolution of its own is above both.
        """
        if any(self._opens(at) for at in range(index + 1, min(index + 4, len(self.paragraphs)))):
            return DEPTH["part"]
        is_letter = len(label) == 1 and (label not in "IVXLC" or (self.letter and ord(label) == ord(self.letter) + 1))
        self.letter = label if is_letter else ""
        return DEPTH["letter" if is_letter else "roman"]

    def _heads(self, index: int) -> bool:
        """Return whether a short line is followed by a numbered paragraph, and so is its heading."""
        if index + 1 >= len(self.paragraphs):
            return False
        following = self.paragraphs[index + 1]
        return (
            following.place == self.paragraphs[index].place
            and following.number is not None
            and following.number.isdigit()
        )

    # ---- the tree

    def _open(self, kind: str) -> bool:
        return any(node.kind == kind for _, node in self.stack)

    def _group(self, kind: str, index: int, part: Paragraph) -> None:
        """Open the preamble or the operative part unless it is open."""
        if not self._open(kind):
            self._push(kind, None, index, part)
            node = self.stack[-1][1]
            node.text, node.marks = "", ()

    def _push(
        self,
        kind: str,
        label: str | None,
        index: int,
        part: Paragraph,
        *,
        depth: int = 0,
        after: int | None = None,
    ) -> None:
        """Add a node to the last one of a smaller depth; its text begins `after` its number."""
        depth = depth or DEPTH[kind]
        while self.stack and self.stack[-1][0] >= depth:
            self.stack.pop()
        text = self._one_line(part.start if after is None else after, part.end)
        node = Node(kind, label, part.start, part.end, text, tuple(self.marks.get(index, ())))
        (self.stack[-1][1].children if self.stack else self.root).append(node)
        self.stack.append((depth, node))

    def _one_line(self, start: int, end: int) -> str:
        return to_single_line(self.text[start:end])

    def _is_rule(self, part: Paragraph) -> bool:
        return RULE.fullmatch(self.text, part.start, part.end) is not None

    def _notes(self) -> None:
        """Add the footnotes, each with the place of its mark."""
        self.stack.clear()
        document = self.document
        notes = sorted(document.footnotes.items())
        group = Node(NOTES, None, notes[0][1].start, notes[-1][1].end, "")
        for _, note in notes:
            at = None
            if note.mark_offset is not None:
                bearer = document.paragraph_at(note.mark_offset)
                place = bearer.section or bearer.place if bearer.place == "annex" else bearer.place
                at = (place, bearer.number, document.position(note.mark_offset)[0])
            start = note.start + (mark.end() if (mark := NOTE_MARK.match(self.text[note.start : note.end])) else 0)
            group.children.append(
                Node(NOTE, note.mark or None, note.start, note.end, self._one_line(start, note.end), (), at)
            )
        self.root.append(group)


def _follows(before: str, name: str) -> bool:
    """Return whether a label comes right after another: b after a, ii after i."""
    number, number_before = roman(name.upper()), roman(before.upper())
    if number and number_before and number == number_before + 1:
        return True
    if len(before) != 1 or len(name) != 1:
        return False
    order = next((row for row in _orders() if before in row and name in row), "")
    return bool(order) and order.index(name) == order.index(before) + 1


@cache
def _first() -> frozenset[str]:
    """Return the labels that begin a count."""
    return frozenset({"i", *(order[0] for order in _orders())})


@cache
def _orders() -> tuple[str, ...]:
    """Return the letters of each language in the order in which it counts with them."""
    return (
        ascii_lowercase,
        *(labels for language in languages() for labels in language.labels),
    )


@cache
def _section_words(language: str) -> re.Pattern[str]:
    text = any_of(facts(language)["pinpoints"]["section"], language)
    return compile_pattern(rf"[*_\s]*+{text}\s+(?P<label>[IVXLC]{{1,6}}|[A-Z]|\p{{L}}{{1,6}})[*_\s]*+", re.I)
