"""What stands around a citation: the part of the document cited, and what the sentence does with it."""

from bisect import bisect_right
from functools import cache

import regex

from unrtrace.documents import Document
from unrtrace.extractor.find import Find
from unrtrace.extractor.phrases import SPACE, Lexicon
from unrtrace.languages import either

ORDINAL = r"(?:[IVXLC]{1,7}|\d{1,4}|[A-Z]|[一二三四五六七八九十]{1,3})(?:\s?\([a-z\d]{1,4}\))*"
PARTS = ("annex", "paragraph", "chapter", "section", "part", "article", "resolution", "footnote")
HAN = {sign: value for value, sign in enumerate("一二三四五六七八九", 1)}
# Verbs that only an operative paragraph, or a narrative, uses of what a body does; in a preamble they govern nothing.
OPERATIVE = frozenset(
    [
        "decides",
        "requests",
        "calls_upon",
        "urges",
        "invites",
        "encourages",
        "recommends",
        "demands",
        "extends",
        "terminates",
        "adopts",
        "approves",
    ]
)
CLAUSE_END = regex.compile(r"[;；؛]|[.。](?=\s|$)")


@cache
def _pinpoints(words: Lexicon) -> regex.Pattern[str]:
    """`, chap. I`, `, annex II`, `, paras. 3 and 4`: one part after a citation."""
    rows = words.table["pinpoints"]
    named = "|".join(f"(?P<{part}>{words.either(rows[part])})" for part in PARTS if rows.get(part))
    joined = (
        rf"(?:\s?[-–‑]\s?{ORDINAL}(?!\w)|\s*(?:,|{words.either(words.table['joins']['and'])})\s*{ORDINAL}(?![\w/]))*+"
    )
    if words.language == "zh":
        return regex.compile(
            rf"[\s,，、;；)）]*(?:第(?P<before>{ORDINAL})(?:{named})|(?:{named})(?P<after>{ORDINAL})?)"
        )
    return regex.compile(
        rf"(?:{SPACE}|[,،])*[)）]?(?:{SPACE}|[,،])*(?:{named})(?:\s*(?P<after>{ORDINAL}{joined})(?!\w))?(?!\w)", regex.I
    )


def add_pinpoints(text: str, finds: list[Find], words: Lexicon) -> None:
    """Read the parts named right after each citation into its `pinpoint`."""
    pattern = _pinpoints(words)
    for index, find in enumerate(finds):
        limit = finds[index + 1].start if index + 1 < len(finds) else len(text)
        position, parts = find.tail, {}
        while match := pattern.match(text, position, min(limit, position + 120)):
            part = next(name for name in PARTS if name in match.groupdict() and match[name])
            value = (match.groupdict().get("before") or match.groupdict().get("after") or "").strip()
            if part in parts or (not value and part != "annex"):
                break
            parts[part] = _number(value)
            position = match.end()
        if parts:
            find.pinpoint, find.tail = parts, position


def _number(value: str) -> str:
    """A part's number; Chinese numerals of annexes become Roman ones, as the other languages print them."""
    if value and all(sign in HAN for sign in value) and len(value) == 1:
        return ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")[HAN[value] - 1]
    return value


@cache
def _verbs(words: Lexicon) -> regex.Pattern[str]:
    phrases = [phrase for row in words.table["relations"].values() for phrase in row]
    edge = "" if words.language == "zh" else r"\b"
    return words.compile(rf"{edge}{either(phrases, words.language)}{edge}")


@cache
def _relation_of(words: Lexicon, found: str) -> str | None:
    for relation, phrases in words.table["relations"].items():
        if words.compile(words.either(phrases)).fullmatch(found):
            return str(relation)
    return None


class Relations:
    """The verbs of each paragraph, read once when the first citation in it asks."""

    def __init__(self, document: Document, words: Lexicon) -> None:
        self.document, self.words = document, words
        self.read: dict[int, list[tuple[int, int, str]]] = {}

    def at(self, offset: int) -> str | None:
        """The relation that governs what stands at an offset, through the mark where it stands in a footnote."""
        document = self.document
        part = document.paragraph_at(offset)
        if part.place == "footnote":
            note = document.note_at(offset)
            return self.at(note.anchor) if note and note.anchor is not None else None
        if part.place == "masthead":
            return None
        verbs = self._verbs_of(part.head, (part.number or "").startswith("p"))
        starts = [start for start, _, _ in verbs]
        index = bisect_right(starts, offset) - 1
        if index < 0:
            return None
        _start, end, relation = verbs[index]
        if CLAUSE_END.search(document.text, end, offset) and index and part.number is None:
            return None
        return relation

    def _verbs_of(self, head: int, preamble: bool) -> list[tuple[int, int, str]]:
        if head not in self.read:
            pattern, text = _verbs(self.words), self.document.text
            found = [
                (match.start(), match.end(), relation)
                for part in self.document.paragraphs[head : head + 60]
                if part.head == head
                for match in pattern.finditer(text, part.start, part.end)
                if (relation := _relation_of(self.words, " ".join(match[0].split()).lower()))
                and not (preamble and relation in OPERATIVE)
            ]
            self.read[head] = found
        return self.read[head]
