"""What a sentence does with the document it cites: recalls, reaffirms, takes note, in six languages."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from unrtrace.documents import Document, Paragraph
from unrtrace.extractor.lexicon import Lexicon
from unrtrace.extractor.mention import Mention
from unrtrace.facts import load
from unrtrace.text.characters import APOSTROPHES, HYPHENS
from unrtrace.text.language import language_of
from unrtrace.text.phrase_pattern import NEVER, any_of

# Characters in which a verb is looked for, that part the members of a list, in which a paragraph opens.
WINDOW, FARTHEST, GLUE, OPENING = 180, 900, 14, 60
SHORT, SHORT_SIGNS = 6, 2  # characters between two citations that hold no verb; Chinese ones
NEARBY = 40  # characters before a verb in which its article or negation stands
GLUED = 3  # letters of a word whose preposition is written with it
PUNCTUATION = ",.;:(؛،«“*"
# What stands beside a word; a search that begins with one of these signs is twice as fast as one for word edges.
BESIDE = r"[ \n\r\t\f\v\u00a0\u2009\u200b\u202f\u200e\u200f.,;:()\[\]\"“”'’«»‹›—–\-‑‐*_،؛؟/<>|]"
NOMINAL = frozenset({"notes", "requests", "calls_upon"})  # whose verbs are nouns too: *the requests*, *la note*
NOTHING: frozenset[str] = frozenset()


@cache
def _operative() -> frozenset[str]:
    """Verbs that only an operative paragraph uses of a body's acts; in a preamble they govern nothing."""
    return frozenset(load("relations")["operative"])


class VerbLexicon:
    """The verbs of a language and the relations they stand for; the longest phrase wins."""

    def __init__(self, words: Lexicon) -> None:
        own = language_of(words.language)
        rows = words.table["relations"]
        conjunctions = ("", *(own.clitics.conjunctions[:1] if own.clitics else ()))
        self._relations: dict[str, str] = {
            conjunction + phrase.lower(): relation
            for relation, row in rows.items()
            for conjunction in conjunctions
            for phrase in row
        }
        gap = rf"[\s{PUNCTUATION}]++" if own.spaces else ""
        verb = any_of(self._relations, words.language, gap=gap)
        articles, negations = words.table["articles"], words.table["negations"]
        negation = words.any_of([word.lower() for word in negations])
        if own.spaces:
            self._verb = re.compile(rf"{BESIDE}({verb})(?={BESIDE}|\Z)")
            self._negation_before = re.compile(rf"(?<!\w){negation}(?:\W+\w+)?\W*\Z")
            self._negation_after = words.compile(rf"\s+{negation}(?!\w)")
        else:
            self._verb = re.compile(f"({verb})")
            self._negation_before = re.compile(rf"{negation}.?\Z")
            self._negation_after = re.compile(NEVER)
        self._article = re.compile(rf"\b{words.any_of(articles)}\s+\Z", re.I)
        self._edge = " " if own.spaces else ""
        self._before = 0 if own.spaces else 1  # characters before a window that show whether a word is a verb
        self._articles = tuple(articles)
        self._language = own
        self._relation = lru_cache(maxsize=4096)(self._relation_of)

    def nearest(self, text: str, start: int, end: int, without: frozenset[str]) -> str | None:
        """Return the relation of the last verb between two offsets, some left out; None for a verb that is negated."""
        start = max(0, start - self._before)
        window = self._edge + text[start:end].lower()
        for match in reversed(list(self._verbs_in(window))):
            relation, verb_start = self._relation(match[1]), match.start(1)
            if relation in without or (relation in NOMINAL and self._is_after(self._article, window, verb_start)):
                continue
            after = start + match.end() - len(self._edge)
            negated = self._is_after(self._negation_before, window, verb_start) or self._negation_after.match(
                text, after
            )
            return None if negated else relation
        return None

    def first(self, text: str, start: int, end: int) -> str | None:
        """Return the relation of the first verb between two offsets; None for a verb that is negated."""
        opening = self._edge + text[start:end].lower()
        match = next(self._verbs_in(opening), None)
        if not match:
            return None
        negated = self._is_after(self._negation_before, opening, match.start(1)) or self._negation_after.match(
            opening, match.end()
        )
        return None if negated else self._relation(match[1])

    @staticmethod
    def _is_after(pattern: re.Pattern[str], text: str, offset: int) -> bool:
        """Return whether a pattern matches right before an offset, or some characters before it."""
        return pattern.search(text, max(0, offset - NEARBY), offset) is not None

    def _verbs_in(self, window: str) -> Iterator[re.Match[str]]:
        """Yield the verbs; where words are not parted, none with an article right before it."""
        for match in self._verb.finditer(window):
            if self._edge or not window.endswith(self._articles, 0, match.start()):
                yield match

    def _relation_of(self, words: str) -> str:
        """Return the relation of a phrase as it stands in a text, in small letters."""
        plain = " ".join(self._language.without_marks(words).translate(PLAIN).split())
        if plain in self._relations:
            return self._relations[plain]
        given = plain.split()
        fitting = (phrase for phrase in self._relations if "*" in phrase and _inflects(phrase.split(), given))
        return self._relations[max(fitting, key=len)]


PLAIN = str.maketrans(dict.fromkeys(APOSTROPHES, "'") | dict.fromkeys(HYPHENS, "-") | dict.fromkeys(PUNCTUATION, " "))


def _inflects(phrase: list[str], words: list[str]) -> bool:
    return len(words) == len(phrase) and all(
        given == wanted or (wanted[-1] == "*" and given.startswith(wanted[:-1]))
        for wanted, given in zip(phrase, words, strict=True)
    )


@cache
def _verbs(words: Lexicon) -> VerbLexicon:
    return VerbLexicon(words)


class Relations:
    """What the sentences do with the citations of a document, asked in text order.

    The nearest verb before a citation governs it, in the same sentence; the members of a list share one; in a
    preambular or operative paragraph the verb that opens it governs what no other does.
    """

    def __init__(self, document: Document, words: Lexicon) -> None:
        self.document, self.words, self.text = document, words, document.text
        self.verbs = _verbs(words)
        self.commas = language_of(words.language).commas
        self.reach = GLUED if words.prefixed else 0
        self.short = SHORT if language_of(words.language).spaces else SHORT_SIGNS
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
