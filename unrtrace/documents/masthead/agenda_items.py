"""The agenda items that a document is issued under: their numbers, and their titles if it prints them.

A resolution of the Assembly prints the number alone, a report or a draft the title below it, the Human Rights Council
both. Numbers change from session to session, titles hardly. Source: Editorial Manual, mastheads.

>>> head = "Item 70 (b) of the provisional agenda*\\nPeace: lamps\\nand oil\\n\\nNote by the Chair"
>>> read_items(head, "en", len(head))
Items(numbers=('70 (b)',), titles=('Peace: lamps and oil',))
"""

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from unrtrace.documents.masthead.fields import HEAD, LINE_EDGES, structure_pattern, without_footnote_marks
from unrtrace.text.characters import COLONS, CYRILLIC_TO_LATIN
from unrtrace.text.language import facts, language_of
from unrtrace.text.patterns import compile_pattern
from unrtrace.text.phrase_pattern import any_of

MAX_ITEM_LINE = 120  # characters of a line that names an item and no title
MAX_TITLES = 600  # characters of the titles of all items
NO_LETTERS = "yeiuиаو"  # without parentheses they are conjunctions
ITEM = re.compile(r"\d{1,3}(?!\d)")
ITEM_LETTER = compile_pattern(r"[\s,]*\(?\s?(?P<letter>\p{L})(?P<close>\s?\))?(?!\p{L})")
LOOKALIKES = CYRILLIC_TO_LATIN | {ord("к"): "k"}
DECLARED = re.compile(r"(?P<number>\d{1,3})(?P<letter>[a-z])?\t(?P<title>[^\n]*)")


class Items(NamedTuple):
    """Items such as `19 (c)`, and either a title for each of them or none."""

    numbers: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()


def read_items(text: str, language: str, limit: int) -> Items:
    """Return the items that a line of the head lists, with the titles below them or after them on their line."""
    lines = text[: min(limit, HEAD)].replace("*", "").split("\n")
    for place, line in enumerate(lines):
        line = line.strip(LINE_EDGES)
        if noun := structure_pattern(language, "items").match(line):
            rest = line[noun.end() :].lstrip(LINE_EDGES + ":：")
            if rest[:1].isdigit():
                numbers, end = _numbers(rest, language)
                after = _after(rest[end:], language)
                if after is None and len(line) > MAX_ITEM_LINE:
                    continue
                return Items(numbers, _titles(numbers, after or "", lines[place + 1 :], language))
    return Items()


def declared_items(agenda: str) -> Items:
    """Return the items that the metadata of a file list, each on a line: number and letter, a tab, the title.

    >>> declared_items("18b\\tScience and technology.\\nX\\tThe situation.")
    Items(numbers=('18 (b)',), titles=('Science and technology',))
    """
    found = {
        f"{item['number']} ({item['letter']})" if item["letter"] else item["number"]: item["title"].strip(" .")
        for item in map(DECLARED.fullmatch, agenda.split("\n"))
        if item
    }
    return Items(tuple(found), tuple(found.values()) if all(found.values()) else ())


# ---- titles ----------------------------------------------------------------------------------------


def _after(rest: str, language: str) -> str | None:
    """Return what follows on the line of the items, after *of the provisional agenda*; None if it is no title."""
    agenda = structure_pattern(language, "of_agenda").match(rest.lstrip(LINE_EDGES))
    title = (rest.lstrip(LINE_EDGES)[agenda.end() :] if agenda else rest).strip(LINE_EDGES)
    if agenda is None and title[:1] not in f"{COLONS}—–.":
        return None
    return title.lstrip(f"{COLONS}—–-. ") or None


def _titles(numbers: tuple[str, ...], first: str, lines: list[str], language: str) -> tuple[str, ...]:
    """Return a title for each item; none if the lines do not show which title is whose, or where titles end."""
    block, is_whole = _block(first, lines, language)
    joined = (" " if language_of(language).spaces else "").join(block)
    if not block or len(joined) > MAX_TITLES:
        return ()
    if len(numbers) == 1 and (is_whole or len(block) == 1):
        return tuple(filter(None, [without_footnote_marks(joined)]))
    if len(numbers) == len(block) == len({number.split()[0] for number in numbers}):
        return tuple(map(without_footnote_marks, block))
    return ()


def _block(first: str, lines: list[str], language: str) -> tuple[list[str], bool]:
    """Return the lines of the first block below the items, and whether the block certainly ends where they end.

    It ends at a blank line, or where a resolution, a draft or a letter begins. A block with a blank line above it, and
    with the words that say by whom a report is right below it, may be the title of the report.
    """
    block = [first] if first else []
    is_apart = has_ended = False
    is_resolution = any(_has_words(line.strip(LINE_EDGES), language, "adopted") for line in lines)
    for place, line in enumerate(lines):
        content = line.strip(LINE_EDGES)
        if not content:
            is_apart = is_apart or not block
            has_ended = has_ended or bool(block)
        elif _is_beginning(content, language):
            return block, True
        elif _is_draft(content, language):
            return block, has_ended
        elif not is_resolution and _is_report(content, language, [] if block else lines[place + 1 :]):
            return ([], False) if is_apart else (block, has_ended)
        elif has_ended:
            return block, True
        else:
            block.append(content)
    return ([], False) if is_apart else (block, True)


def _is_beginning(line: str, language: str) -> bool:
    """Return whether a line begins what follows the items of a masthead: a formula of adoption, a letter, the text."""
    return line[0] in "[［" or any(_has_words(line, language, key) for key in ("adopted", "opening", "letter", "annex"))


def _has_words(line: str, language: str, key: str) -> bool:
    """Return whether a line begins with words of a row of the table `structure`.

    In a language with the noun last it ends with them: 大会2019年12月18日通过的决议.
    """
    words = structure_pattern(language, key)
    if not language_of(language).noun_first:
        line = line.rstrip("，,")
        return any(found.end() == len(line) for found in words.finditer(line))
    return words.match(line) is not None


def _is_draft(line: str, language: str) -> bool:
    """Return whether a line names the sponsors of a draft: *Austria and Chile: draft resolution*."""
    found = structure_pattern(language, "draft_resolution").search(line)
    return found is not None and any(colon in line for colon in COLONS)


def _is_report(line: str, language: str, after: Sequence[str] = ()) -> bool:
    """Return whether a line says by whom a report or a note is.

    One before another is an item of the agenda: *Report of the Council*.
    """
    if not structure_pattern(language, "by_the_secretariat").match(line):
        return False
    return not any(_is_report(other.strip(LINE_EDGES), language) for other in after)


# ---- numbers ---------------------------------------------------------------------------------------


def _numbers(text: str, language: str) -> tuple[tuple[str, ...], int]:
    """Return numbers with their letters, and where they end: `14 and 117`, `72 (a) to (c)`, `112, b,`, `70 (ب)`."""
    found: list[str] = []
    position = 0
    while number := ITEM.match(text, position) or _next_number(text, position, language):
        position, last, has_letters = number.end(), "", False
        while match := ITEM_LETTER.match(text, position) or _next_letter(text, position, language):
            letter = _to_latin(match["letter"], language)
            if not letter or not (match["close"] or _stands_alone(text, match)):
                break
            if last and _to(language).search(text[position : match.start("letter")]):
                found += [f"{number[0]} ({chr(code)})" for code in range(ord(last) + 1, ord(letter))]
            found.append(f"{number[0]} ({letter})")
            position, last, has_letters = match.end(), letter, True
        if not has_letters:
            found.append(number[0])
    return tuple(found), position


@cache
def _separator(language: str) -> str:
    """Return the pattern (source) of a comma or a conjunction between items."""
    joins = facts(language)["joins"]
    return rf"[\s,،、;؛]*+{any_of([*joins['and'], *joins['to']], language)}?+\s*+"


@cache
def _to(language: str) -> re.Pattern[str]:
    """Return the pattern of the words between the first and the last of a range."""
    return compile_pattern(rf"(?<!\p{{L}}){any_of(facts(language)['joins']['to'], language)}(?!\p{{L}})")


@cache
def _next_pattern(language: str, item: str) -> re.Pattern[str]:
    return compile_pattern(_separator(language) + item, re.I)


def _next_number(text: str, position: int, language: str) -> re.Match[str] | None:
    """Return another number after a comma or a conjunction."""
    separator = _next_pattern(language, r"(?=\d)").match(text, position)
    return ITEM.match(text, separator.end()) if separator and separator.end() > position else None


def _next_letter(text: str, position: int, language: str) -> re.Match[str] | None:
    """Return another letter in parentheses after a comma or a conjunction."""
    return _next_pattern(language, r"\(?(?P<letter>\p{L})(?P<close>\s?\))").match(text, position)


def _stands_alone(text: str, match: re.Match[str]) -> bool:
    """Return whether a letter without parentheses is that of an item, `112, b,` or `100 c`, and no conjunction."""
    rest = text[match.end() :].lstrip()
    return match["letter"].lower() not in NO_LETTERS and (not rest or rest[0] == "," or rest[0].isalpha())


def _to_latin(letter: str, language: str) -> str | None:
    """Return the Latin letter that the letter of an item stands for, None if it stands for none."""
    order = facts(language)["structure"]["item_letters"]
    at = order.find(letter)
    if at >= 0:
        return chr(ord("a") + at)
    folded = letter.lower().translate(LOOKALIKES)
    return folded if folded.isascii() and folded.isalpha() else None
