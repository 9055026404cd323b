"""What a sentence does with the document it cites: recalls, reaffirms, takes note, in six languages."""

import re
from functools import cache, lru_cache

from unrtrace.documents import Document, Paragraph
from unrtrace.extractor.lexicon import Lexicon
from unrtrace.extractor.mention import Mention
from unrtrace.facts import load
from unrtrace.text.characters import APOSTROPHES, ARABIC_MARKS, HYPHENS
from unrtrace.text.phrase_pattern import any_of

# Characters in which a verb is looked for, that part the members of a list, in which a paragraph opens.
WINDOW, FARTHEST, GLUE, OPENING = 180, 900, 14, 60
SHORT, SHORT_SIGNS = 6, 2  # characters between two citations that hold no verb; Chinese ones
GLUED = 3  # letters of a word whose preposition is written with it
PUNCTUATION = ",.;:(؛،«“*"
COMMAS = {"ar": (",", "،"), "zh": ("，", ",")}
# What stands beside a word; a search that begins with one of these signs is twice as fast as one for word edges.
BESIDE = r"[ \n\r\t\f\v\u00a0\u2009\u200b\u202f\u200e\u200f.,;:()\[\]\"“”'’«»‹›—–\-‑‐*_،؛؟/<>|]"
MARKS = re.compile(ARABIC_MARKS)
NOMINAL = frozenset({"notes", "requests", "calls_upon"})  # whose verbs are nouns too: *the requests*, *la note*
NOTHING: frozenset[str] = frozenset()


@cache
def _operative() -> frozenset[str]:
    """Verbs that only an operative paragraph uses of a body's acts; in a preamble they govern nothing."""
    return frozenset(load("relations")["operative"])


class Verbs:
    """The verbs of a language and the relations they stand for; the longest phrase wins.

    The nearest verb to the left of a place is the first one of the text turned around.
    """

    def __init__(self, words: Lexicon) -> None:
        rows = words.table["relations"]
        if words.prefixed:
            rows = {relation: [*row, *(f"و{phrase}" for phrase in row)] for relation, row in rows.items()}
        self._rows: dict[str, str] = {phrase.lower(): relation for relation, row in rows.items() for phrase in row}
        signs = words.language == "zh"
        gap = "" if signs else rf"[\s{PUNCTUATION}]++"
        form, turned = (any_of(self._rows, words.language, mirrored=turned, gap=gap) for turned in (False, True))
        articles = words.table["articles"]
        noun, turned_noun = f"(?<!{words.any_of(articles)})", f"(?!{words.mirrored(articles)})"
        self._forward = re.compile(f"{noun}({form})" if signs else rf"{BESIDE}({form})\b")
        self._leftward = re.compile(f"({turned}){turned_noun}" if signs else rf"{BESIDE}({turned})\b")
        self._article = words.compile(rf"\s+{words.mirrored(articles)}\b")
        self._edge = "" if signs else " "
        self._before = 1 if signs else 0  # characters before a window that tell a verb from a noun
        denial, turned_denial = words.any_of(words.table["negations"]), words.mirrored(words.table["negations"])
        after, before = (
            ("(?!)", f".?{turned_denial}")
            if signs
            else (rf"\s+{denial}(?!\w)", rf"\W*(?:\w+\W+)?{turned_denial}(?!\w)")
        )
        self._denied_after, self._denied_before = words.compile(after), words.compile(before)
        self._relation = lru_cache(maxsize=4096)(self._relation_of)

    def nearest(self, text: str, start: int, end: int, without: frozenset[str]) -> str | None:
        """The relation of the last verb between two offsets, some left out; None for a verb that is denied."""
        start = max(0, start - self._before)
        turned, search = self._edge + text[start:end].lower()[::-1], self._leftward.search
        match = search(turned)
        while match:
            relation = self._relation(match[1])
            first, last = match.span()
            if relation not in without and not (relation in NOMINAL and self._article.match(turned, last)):
                denied = last < len(turned) and self._denied_before.match(turned, last)
                return None if denied or self._denied_after.match(text, end - first) else relation
            match = search(turned, last)
        return None

    def first(self, text: str, start: int, end: int) -> str | None:
        """The relation of the first verb between two offsets; None for a verb that is denied."""
        opening = self._edge + text[start:end].lower()
        match = self._forward.search(opening)
        if not match:
            return None
        denied = self._denied_before.match(opening[: match.start(1)][::-1]) or self._denied_after.match(
            opening, match.end()
        )
        return None if denied else self._relation(match[1][::-1])

    def _relation_of(self, turned: str) -> str:
        """The relation of a phrase as it stands, in small letters, in a text turned around."""
        plain = MARKS.sub("", turned[::-1]).translate(PLAIN)
        plain = " ".join(plain.split())
        if plain in self._rows:
            return self._rows[plain]
        given = plain.split()
        fitting = (phrase for phrase in self._rows if "*" in phrase and _inflects(phrase.split(), given))
        return self._rows[max(fitting, key=len)]


PLAIN = str.maketrans(dict.fromkeys(APOSTROPHES, "'") | dict.fromkeys(HYPHENS, "-") | dict.fromkeys(PUNCTUATION, " "))


def _inflects(phrase: list[str], words: list[str]) -> bool:
    return len(words) == len(phrase) and all(
        given == wanted or (wanted[-1] == "*" and given.startswith(wanted[:-1]))
        for wanted, given in zip(phrase, words, strict=True)
    )


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
        self.commas = COMMAS.get(words.language, (",",))
        self.reach = GLUED if words.prefixed else 0
        self.short = SHORT_SIGNS if words.language == "zh" else SHORT
        self.opening: dict[int, str | None] = {}
        self.at_note: dict[int, str | None] = {}
        self.head, self.tail = -1, 0
        self.last: str | None = None

    def of(self, index: int, part: Paragraph, find: Mention) -> str | None:
        """The relation of a citation that stands in a paragraph, the one of that index."""
        if part.place == "masthead":
            return None
        if part.place == "footnote":
            return self._through(index)
        if part.continues != self.head:
            self.head = part.continues
            self.last = self._nearest(part, part.start, find.phrase_start + self.reach) or self._opening(part)
        elif find.phrase_start - self.tail > self.short and not self._listed(self.tail, find.phrase_start):
            self.last = self._nearest(part, self.tail, find.phrase_start + self.reach) or (
                self.last
                if part.number is not None or not self.document.sentences.has_clause_end(self.tail, find.phrase_start)
                else None
            )
        self.tail = find.phrase_end
        return self.last

    def _listed(self, start: int, end: int) -> bool:
        """Whether so little parts two citations that one verb governs both; in Chinese a verb would be as short."""
        if end - start > GLUE:
            return False
        return self.words.is_join(self.text[start:end]) if self.words.noun_first else "。" not in self.text[start:end]

    def _through(self, index: int) -> str | None:
        """For a footnote's citation, the relation at its mark in the body."""
        if index not in self.at_note:
            note = self.document.footnotes.get(index)
            relation = None
            if note and note.mark_offset is not None:
                part = self.document.paragraph_at(note.mark_offset)
                relation = self._nearest(part, part.start, note.mark_offset) or self._opening(part)
            self.at_note[index] = relation
        return self.at_note[index]

    def _opening(self, part: Paragraph) -> str | None:
        """The verb that opens a paragraph of a resolution, its number aside."""
        if part.number is None:
            return None
        if part.continues not in self.opening:
            start = self.document.paragraphs[part.continues].start
            relation = self.verbs.first(self.text, start, start + OPENING)
            self.opening[part.continues] = None if relation in _not_of(part) else relation
        return self.opening[part.continues]

    def _nearest(self, part: Paragraph, start: int, end: int) -> str | None:
        """The last verb between two offsets, at most a window before the second."""
        text = self.text
        if end - start > WINDOW:  # from a comma on, so that no phrase is cut
            start = max(start, end - FARTHEST)
            for comma in self.commas:
                start = max(start, text.rfind(comma, start, end - WINDOW) + 1)
        if part.number is None:
            start = self.document.sentences.clause_start_before(end, start)
        return self.verbs.nearest(text, start, end, _not_of(part))


def _not_of(part: Paragraph) -> frozenset[str]:
    """The relations that govern nothing in a paragraph."""
    return _operative() if part.number is not None and part.number[0] == "p" else NOTHING
