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
CLAUSE_END = regex.compile(r"[;；؛]|[.。](?=\s|$)")


@cache
def _pinpoints(words: Lexicon) -> regex.Pattern[str]:
    """`, chap. I`, `, annex II`, `, paras. 3 and 4`: one part after a citation."""
    rows = words.table["pinpoints"]
    named = "|".join(f"(?P<{part}>{words.either(rows[part])})" for part in PARTS if rows.get(part))
    joined = rf"(?:\s?[-–‑]\s?{ORDINAL}(?!\w)|\s*(?:,|{words.either(words.table['joins']['and'])})\s*{ORDINAL}(?![\w/]))*+"
    if words.language == "zh":
        return regex.compile(rf"[\s,，、;；)）]*(?:第(?P<before>{ORDINAL})(?:{named})|(?:{named})(?P<after>{ORDINAL})?)")
    return regex.compile(rf"(?:{SPACE}|[,،])*[)）]?(?:{SPACE}|[,،])*(?:{named})(?:\s*(?P<after>{ORDINAL}{joined})(?!\w))?(?!\w)", regex.I)


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
def _verbs(words: Lexicon) -> tuple[regex.Pattern[str], dict[str, str]]:
    rows = words.table["relations"]
    known = {phrase: relation for relation, phrases in rows.items() for phrase in phrases}
    edge = "" if words.language == "zh" else r"\b"
    return words.compile(rf"{edge}{either(known, words.language)}{edge}"), known


@cache
def _relation_of(words: Lexicon, found: str) -> str | None:
    for phrase, relation in _verbs(words)[1].items():
        if words.compile(words.either([phrase])).fullmatch(found):
            return relation
    return None


class Relations:
    """The verbs of each paragraph, read once when the first citation in it asks."""

    def __init__(self, document: Document, words: Lexicon) -> None:
        self.document, self.words = document, words
        self.read: dict[int, tuple[list[int], list[tuple[int, int]]]] = {}

    def at(self, offset: int) -> str | None:
        """The relation that governs what stands at an offset, through the mark where it stands in a footnote."""
        document = self.document
        part = document.paragraph_at(offset)
        if part.place == "footnote":
            note = document.note_at(offset)
            return self.at(note.anchor) if note and note.anchor is not None else None
        if part.place == "masthead":
            return None
        verbs = self._verbs_of(part.head)
        starts = [start for start, _ in verbs]
        index = bisect_right(starts, offset) - 1
        if index < 0:
            return None
        text = document.text
        start, end = verbs[index]
        between = CLAUSE_END.search(text, end, offset)
        if between and index and part.number is None:
            return None
        return _relation_of(self.words, " ".join(text[start:end].split()))

    def _verbs_of(self, head: int) -> list[tuple[int, int]]:
        if head not in self.read:
            pattern = _verbs(self.words)[0]
            found = [
                match.span()
                for part in self.document.paragraphs[head : head + 60]
                if part.head == head
                for match in pattern.finditer(self.document.text, part.start, part.end)
            ]
            self.read[head] = ([], found)
        return self.read[head][1]

