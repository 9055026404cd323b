"""What stands around a citation: the part of the document cited, and what the sentence does with it."""

import re
from functools import cache, lru_cache

import regex

from unrtrace.documents import Document, Paragraph
from unrtrace.extractor.find import Find
from unrtrace.extractor.phrases import KINDS, SPACE, Leftwards, Lexicon
from unrtrace.facts import load
from unrtrace.languages import ARABIC_MARKS
from unrtrace.symbols.numerals import to_roman

ORDINAL = r"(?:(?-i:[IVXLC]{1,7}|[A-ZА-Е])|\d{1,4}|[一二三四五六七八九十百]{1,4})(?:\s?\([a-z\d]{1,4}\))*"
LANIDRO = r"(?:\)[a-z\d]{1,4}\(\s?)*(?:(?-i:[IVXLC]{1,7}|[A-ZА-Е])|\d{1,4}|[一二三四五六七八九十百]{1,4})"  # mirrored
PARTS = ("annex", "paragraph", "chapter", "section", "part", "article", "resolution", "footnote", "volume")
NEVER = "(?!)"
HAN_SIGNS = "一二三四五六七八九十"
CYRILLIC = dict(zip("АВСЕ", "ABCE", strict=True))
# Characters in which a verb is looked for, that part the members of a list, in which a paragraph opens.
WINDOW, FARTHEST, GLUE, OPENING = 180, 900, 14, 60
PARTING = r"\s,，،、;；)）》”."
BEFORE = 12  # characters before a phrase in which the end of a part with its *of* stands
HEAD = 3  # letters by which the name of a part is told from other words
STEM, GLUED = 5, 3  # letters of a stem; of a word whose preposition is written with it
PUNCTUATION = ",.;:(؛،«“*"
COMMAS = (",", "，", "،")
SENTENCE_ENDS = (". ", "; ", "。", "；", "؛ ", ".\n")


@cache
def _pinpoints(words: Lexicon) -> re.Pattern[str]:
    """`, chap. I`, `, annex II`, `, paras. 3 and 4`: one part after a citation."""
    rows = words.table["pinpoints"]
    named = "|".join(f"(?P<{part}>{words.either(rows[part])})" for part in PARTS if rows.get(part))
    ordinal = _ordinal(words)
    if words.language == "zh":
        noun = "|".join(words.table["nouns"]["resolution"] + words.table["nouns"]["decision"])
        return re.compile(
            rf"[\s,，、;；)）》]*(?:{noun})?(?:执行部分|序言部分)?[\s,，]*"
            rf"(?:(?:第(?=[^A-Z])|(?=[A-Z]))(?P<before>{ORDINAL}(?:[至和、-]{ORDINAL})*+))?(?:{named})"
            rf"(?(before)|(?P<after>{ORDINAL}(?:[至和、-]{ORDINAL})*+)?)"
        )
    return re.compile(
        rf"(?:{SPACE}|[,،.])*[)）]?(?:{SPACE}|[,،])*(?:{named})(?P<before>(?!))?"
        rf"(?:\s*(?P<after>{ordinal}{_more(words)})(?!\w))?(?!\w){_not_before(words)}",
        re.I,
    )


def _not_before(words: Lexicon) -> str:
    """Not where the part belongs to what follows: `, section II of resolution 67/219`."""
    rows = words.table["pinpoints"]["before"]
    nouns = words.either([noun for kind in KINDS for noun in words.table["nouns"][kind]])
    return rf"(?!\s+(?:{words.either([row for row in rows if row])}|{nouns if '' in rows else NEVER})(?!\w))"


def names_part(text: str, position: int, words: Lexicon) -> bool:
    """Whether a part, an annex or a paragraph, is named at a position."""
    return _pinpoints(words).match(text, position) is not None


def _more(words: Lexicon) -> str:
    """The rest of a range or list of numbers: `-5`, ` to 5`, `, 4 and 5`."""
    glue = rf"\s?[-–‑]\s?|\s*(?:,\s*)?\b(?:{words.to}|{words.either(words.table['joins']['and'])})\s+|,\s*"
    return rf"(?:(?:{glue}){_ordinal(words)}(?![\w/]))*+"


@cache
def _ordinal(words: Lexicon) -> str:
    """A part's number in figures or, as the language has them, in words; in Arabic also a letter's name."""
    names = list(words.table["pinpoints"]["ordinals"])
    if words.prefixed:
        names += load("bodies")["arabic_letters"]
    return f"(?:{words.either(names)}|{ORDINAL})" if names else ORDINAL


@cache
def _before(words: Lexicon) -> Leftwards:
    """Left of a phrase: *paragraphs 11 and 15 of*, the part that is cited."""
    rows = words.table["pinpoints"]
    named = "|".join(f"(?P<{part}>{words.mirrored(rows[part])})" for part in PARTS[:6] if rows.get(part))
    of = rf"\s*{words.mirrored([row for row in rows['before'] if row])}\s+"
    if "" in rows["before"]:
        of = rf"(?:{of}|\s+)"
    glue = words.mirrored([*words.table["joins"]["and"], *words.table["joins"]["to"]])
    more = rf"(?:{LANIDRO}(?:\s*,\s*|\s?[-–‑]\s?|\s+{glue}\s+))*"
    return Leftwards(rf"{of}(?P<number>{more}{LANIDRO})\s+(?:{named})\b")


@cache
def _heads(words: Lexicon) -> re.Pattern[str]:
    """What parts a citation from a part that follows, and the first letters of that part's name."""
    names = [name for part in PARTS for name in words.table["pinpoints"].get(part, [])]
    heads = [name[:HEAD] for name in names] + (list("第决执序") if words.language == "zh" else [])
    return words.compile(rf"[{PARTING}]*+{words.either(heads)}")


def add_pinpoints(text: str, finds: list[Find], words: Lexicon) -> None:
    """Read the parts named right after each citation, or right before its phrase, into its `pinpoint`."""
    pattern, may_follow, endings = _pinpoints(words), _heads(words).match, _endings(words)
    named = [part for part in PARTS if words.table["pinpoints"].get(part)]
    for index, find in enumerate(finds):
        limit = finds[index + 1].start if index + 1 < len(finds) else len(text)
        position, parts = find.tail, {}
        follows = may_follow(text, position)
        while follows and (match := pattern.match(text, position, min(limit, position + 120))):
            part = next(name for name in named if match[name])
            value = (match["before"] or match["after"] or "").strip()
            if part in parts or (not value and part != "annex"):
                break
            parts[part] = _number(value, words)
            position = match.end()
        if find.lead > 4 and text[max(0, find.lead - BEFORE) : find.lead].rstrip().endswith(endings):
            _add_before(text, find, parts, words)
        if parts:
            find.pinpoint, find.tail = {**(find.pinpoint or {}), **parts}, position


@cache
def _endings(words: Lexicon) -> tuple[str, ...]:
    """How the words between a part and its document end; in a language without such a word, how a part's number ends."""
    rows = words.table["pinpoints"]["before"]
    numbers = "0123456789IVX)" if "" in rows else ""
    return tuple({word.replace("'", sign) for word in rows if word for sign in "'’"} | {*numbers})


def _add_before(text: str, find: Find, parts: dict[str, str], words: Lexicon) -> None:
    match = _before(words).match(text, max(0, find.lead - 80), find.lead)
    if match:
        part = next(name for name in PARTS[:6] if words.table["pinpoints"].get(name) and match[name])
        parts.setdefault(part, _number(match["number"] or "", words))


def _number(value: str, words: Lexicon) -> str:
    """A part's number: a range as `3-5`, a list as `3, 4`, words as a Roman number, a letter's name as the letter."""
    value = _range(words).sub("-", value)
    return ", ".join("-".join(_in_figures(end, words) for end in one.split("-")) for one in _split(words).split(value))


@lru_cache(maxsize=4096)
def _in_figures(value: str, words: Lexicon) -> str:
    ordinals = [word.lower() for word in words.table["pinpoints"]["ordinals"]]
    if value.lower() in ordinals:
        return to_roman(ordinals.index(value.lower()) + 1)
    if value and all(sign in HAN_SIGNS for sign in value):
        return to_roman(_han(value))
    return str(load("bodies")["arabic_letters"].get(value, CYRILLIC.get(value, value)))


def _han(value: str) -> int:
    """A Chinese number below a hundred: 十二 is 12, 二十 is 20."""
    tens, ten, ones = value.partition("十")
    digits = [HAN_SIGNS.index(sign) + 1 for sign in tens or ("一" if ten else "")] or [0]
    return (digits[-1] * 10 if ten else digits[-1]) + (HAN_SIGNS.index(ones[-1]) + 1 if ones else 0)


@cache
def _range(words: Lexicon) -> re.Pattern[str]:
    return words.compile(rf"\s*(?:[-–‑]|{words.edge}{words.to}{words.edge})\s*")


@cache
def _split(words: Lexicon) -> re.Pattern[str]:
    edge = words.edge if words.language != "ar" else ""
    return words.compile(rf"\s*(?:[,،、]|(?:,\s*)?{edge}{words.either(words.table['joins']['and'])}{edge})\s*")


@cache
def _operative() -> frozenset[str]:
    """Verbs that only an operative paragraph uses of a body's acts; in a preamble they govern nothing."""
    return frozenset(load("relations")["operative"])


class Verbs:
    """The verbs of a language, looked up word by word; the longest phrase wins.

    A phrase of the table is split into words; `*` ends one that inflects. Chinese has no words to split into,
    so its phrases are looked for as they are.
    """

    def __init__(self, words: Lexicon) -> None:
        rows, self.split, self.negations = (
            words.table["relations"],
            words.noun_first,
            frozenset(words.table["negations"]),
        )
        self.marks = regex.compile(ARABIC_MARKS.rstrip("*") + "+") if words.prefixed else None
        if words.prefixed:
            rows = {relation: [*row, *(f"و{phrase}" for phrase in row)] for relation, row in rows.items()}
        self.phrases = sorted(
            ((phrase.lower(), relation) for relation, row in rows.items() for phrase in row),
            key=lambda row: -len(row[0]),
        )
        # By a phrase's longest word: its place in the phrase, the phrase, whether any of its words inflects.
        self.words: dict[str, list[tuple[int, list[str], bool, str]]] = {}
        self.stems: dict[str, list[tuple[int, list[str], bool, str]]] = {}
        for phrase, relation in self.phrases:
            pieces = phrase.split()
            offset = max(range(len(pieces)), key=lambda index: len(pieces[index]))
            word = pieces[offset]
            home, key = (self.stems, word[:STEM]) if word.endswith("*") else (self.words, word)
            home.setdefault(key, []).append((offset, pieces, "*" in phrase, relation))

    def found(self, text: str) -> list[str]:
        """The relations of the verbs in a piece of text, in text order; an empty one for a verb that is denied."""
        text = text.lower()
        if self.marks:
            text = self.marks.sub("", text)
        if not self.split:
            return self._in_signs(text)
        for sign in PUNCTUATION:
            if sign in text:
                text = text.replace(sign, " ")
        return self._in_words(text.replace("’", "'").split())

    def _in_words(self, words: list[str]) -> list[str]:
        hits = [(index, rows) for index, rows in enumerate(map(self.words.get, words)) if rows]
        if stems := self.stems:
            hits += [(index, stems[word[:STEM]]) for index, word in enumerate(words) if word[:STEM] in stems]
        matches = []
        for index, rows in hits:
            for offset, phrase, inflects, relation in rows:
                start, length = index - offset, len(phrase)
                if start >= 0 and self._is(phrase, inflects, words[start : start + length]):
                    matches.append((start, -length, relation))
        found: list[str] = []
        reached = 0
        for start, length, relation in sorted(matches):
            if start >= reached:
                reached = start - length
                plain = self.negations.isdisjoint(words[max(0, start - 2) : start] + words[reached : reached + 1])
                found.append(relation if plain else "")
        return found

    @staticmethod
    def _is(phrase: list[str], inflects: bool, words: list[str]) -> bool:
        if not inflects:
            return words == phrase
        return len(words) == len(phrase) and all(
            given == wanted or (wanted[-1] == "*" and given.startswith(wanted[:-1]))
            for wanted, given in zip(phrase, words, strict=True)
        )

    def _in_signs(self, text: str) -> list[str]:
        """Every phrase that is not part of a longer one found."""
        spans: list[tuple[int, int, str]] = []
        for phrase, relation in self.phrases:
            start = text.find(phrase)
            while start >= 0:
                if not any(first <= start < last for first, last, _ in spans):
                    spans.append((start, start + len(phrase), relation))
                start = text.find(phrase, start + 1)
        ordered = sorted(spans)
        return [
            "" if self.negations & set(text[max(0, start - 2) : start]) else relation for start, _, relation in ordered
        ]


@cache
def _verbs(words: Lexicon) -> Verbs:
    return Verbs(words)


class Relations:
    """What the sentences do with the citations of a document, asked in text order.

    The nearest verb before a citation governs it, in the same sentence; the members of a list share one; in a
    preambular or operative paragraph the verb that opens it governs what no other does.
    """

    def __init__(self, document: Document, words: Lexicon) -> None:
        self.document, self.words, self.text = document, words, document.text
        self.verbs = _verbs(words)
        self.reach = GLUED if words.prefixed else 0
        self.opening: dict[int, str | None] = {}
        self.at_note: dict[int, str | None] = {}
        self.head, self.tail = -1, 0
        self.last: str | None = None

    def of(self, index: int, part: Paragraph, find: Find) -> str | None:
        """The relation of a citation that stands in a paragraph, the one of that index."""
        if part.place == "masthead":
            return None
        if part.place == "footnote":
            return self._through(index)
        if part.head != self.head:
            self.head = part.head
            self.last = self._nearest(part, part.start, find.lead + self.reach) or self._opening(part)
        elif find.lead - self.tail > GLUE or "。" in self.text[self.tail : find.lead]:
            self.last = self._nearest(part, self.tail, find.lead + self.reach) or (
                self.last if part.number is not None or not self._ends(self.tail, find.lead) else None
            )
        self.tail = find.tail
        return self.last

    def _ends(self, start: int, end: int) -> bool:
        return any(self.text.find(sign, start, end) >= 0 for sign in SENTENCE_ENDS)

    def _through(self, index: int) -> str | None:
        """For a footnote's citation, the relation at its mark in the body."""
        if index not in self.at_note:
            note = self.document.notes.get(index)
            relation = None
            if note and note.anchor is not None:
                part = self.document.paragraph_at(note.anchor)
                relation = self._nearest(part, part.start, note.anchor) or self._opening(part)
            self.at_note[index] = relation
        return self.at_note[index]

    def _opening(self, part: Paragraph) -> str | None:
        """The verb that opens a paragraph of a resolution, its number aside."""
        if part.number is None:
            return None
        if part.head not in self.opening:
            start = self.document.paragraphs[part.head].start
            found = self.verbs.found(self.text[start : start + OPENING])
            self.opening[part.head] = self._governing(found[:1], part)
        return self.opening[part.head]

    def _nearest(self, part: Paragraph, start: int, end: int) -> str | None:
        """The last verb between two offsets, at most a window before the second."""
        floor = start
        if end - start > WINDOW:  # from a comma on, so that no phrase is cut
            start = max(start, end - FARTHEST)
            floor = max(start, *(self.text.rfind(comma, start, end - WINDOW) + 1 for comma in COMMAS))
        if part.number is None:
            floor = max([floor, *(self.text.rfind(sign, floor, end) + 1 for sign in SENTENCE_ENDS)])
        return self._governing(self.verbs.found(self.text[floor:end]), part)

    @staticmethod
    def _governing(found: list[str], part: Paragraph) -> str | None:
        """The last of some verbs that may govern in a paragraph."""
        if part.number is not None and part.number[0] == "p":
            found = [relation for relation in found if relation not in _operative()]
        return (found[-1] or None) if found else None
