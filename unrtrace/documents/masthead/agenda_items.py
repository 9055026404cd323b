"""The items of the agenda that a document is issued under: their numbers, and their titles where it prints them.

A resolution of the Assembly prints the number alone, a report or a draft the item's title below it, the Human Rights
Council both. Numbers change from session to session, titles hardly. Source: Editorial Manual, mastheads.

>>> head = "Item 70 (b) of the provisional agenda*\\nPeace: lamps\\nand oil\\n\\nNote by the Chair"
>>> read_items(head, "en", len(head))
Items(numbers=('70 (b)',), titles=('Peace: lamps and oil',))
"""

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

import regex

from unrtrace.documents.masthead.fields import HEAD, STRIP, unmarked, words_of
from unrtrace.text.language import facts, language_of
from unrtrace.text.phrase_pattern import any_of

ITEM_LINE = 120  # characters of a line that names an item
TITLE = 600  # characters that the titles of items may take
ITEM = regex.compile(r"\d{1,3}(?!\d)")
ITEM_LETTER = regex.compile(r"[\s,]*\(?\s?(?P<letter>\p{L})(?P<close>\s?\))?(?!\p{L})")
LOOK_ALIKE = str.maketrans("асеорхік", "aceopxik")
STATED = regex.compile(r"(?P<number>\d{1,3})(?P<letter>[a-z])?\t(?P<title>[^\n]*)")


class Items(NamedTuple):
    """Items such as `19 (c)`, and a title for each of them or none at all."""

    numbers: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()


def read_items(text: str, language: str, limit: int) -> Items:
    """The items that a line of the head lists, with the titles that stand below it or after them."""
    lines = text[: min(limit, HEAD)].replace("*", "").split("\n")
    for place, line in enumerate(lines):
        line = line.strip(STRIP)
        if noun := words_of(language, "items").match(line):
            rest = line[noun.end() :].lstrip(STRIP + ":：")
            if rest[:1].isdigit():
                numbers, end = _numbers(rest, language)
                after = _after(rest[end:], language)
                if after is None and len(line) > ITEM_LINE:
                    continue
                return Items(numbers, _titles(numbers, after or "", lines[place + 1 :], language))
    return Items()


def stated_items(said: str) -> Items:
    """The items that a file's metadata list, a line each: number and letter, a tab, the title.

    >>> stated_items("18b\\tScience and technology.\\nX\\tThe situation.")
    Items(numbers=('18 (b)',), titles=('Science and technology',))
    """
    found = {
        f"{item['number']} ({item['letter']})" if item["letter"] else item["number"]: item["title"].strip(" .")
        for item in map(STATED.fullmatch, said.split("\n"))
        if item
    }
    return Items(tuple(found), tuple(found.values()) if all(found.values()) else ())


# ---- titles ----------------------------------------------------------------------------------------


def _after(rest: str, language: str) -> str | None:
    """What follows on the line of the items, behind *of the provisional agenda*; None where it is no title."""
    agenda = words_of(language, "of_agenda").match(rest.lstrip(STRIP))
    begun = rest.lstrip(STRIP)[agenda.end() :] if agenda else rest
    words = begun.strip(STRIP)
    if agenda is None and words[:1] not in ":：—–.":
        return None
    return words.lstrip(":：—–-. ") or None


def _titles(numbers: tuple[str, ...], first: str, lines: list[str], language: str) -> tuple[str, ...]:
    """A title for each item; none where the lines do not tell which is whose, or where the items' titles end."""
    block, whole = _block(first, lines, language)
    joined = (" " if language_of(language).spaces else "").join(block)
    if not block or len(joined) > TITLE:
        return ()
    if len(numbers) == 1 and (whole or len(block) == 1):
        return tuple(filter(None, [unmarked(joined)]))
    if len(numbers) == len(block) == len({number.split()[0] for number in numbers}):
        return tuple(map(unmarked, block))
    return ()


def _block(first: str, lines: list[str], language: str) -> tuple[list[str], bool]:
    """The lines of the first block below the items, and whether it surely ends where they end.

    It ends at a blank line, or where a resolution, a draft or a letter begins. A block that is set apart from the line
    of the items, and has the words that say whose report it is right below it, may be the report's own title.
    """
    block = [first] if first else []
    apart = ended = False
    is_resolution = any(_says(line.strip(STRIP), language, "adopted") for line in lines)
    for place, line in enumerate(lines):
        content = line.strip(STRIP)
        if not content:
            apart = apart or not block
            ended = ended or bool(block)
        elif _opens(content, language):
            return block, True
        elif _is_draft(content, language):
            return block, ended
        elif not is_resolution and _is_report(content, language, [] if block else lines[place + 1 :]):
            return ([], False) if apart else (block, ended)
        elif ended:
            return block, True
        else:
            block.append(content)
    return ([], False) if apart else (block, True)


def _opens(line: str, language: str) -> bool:
    """Whether a line begins what follows a masthead's items: a formula of adoption, a letter, the text."""
    return line[0] in "[［" or any(_says(line, language, key) for key in ("adopted", "opening", "letter", "annex"))


def _says(line: str, language: str, key: str) -> bool:
    """Whether a line begins with words of the table, or in Chinese ends with them: 大会2019年12月18日通过的决议."""
    words = words_of(language, key)
    if not language_of(language).noun_first:
        line = line.rstrip("，,")
        return any(found.end() == len(line) for found in words.finditer(line))
    return words.match(line) is not None


def _is_draft(line: str, language: str) -> bool:
    """Whether a line ends the sponsors of a draft: *Austria and Chile: draft resolution*."""
    found = words_of(language, "draft_resolution").search(line)
    return found is not None and any(sign in line for sign in ":：")


def _is_report(line: str, language: str, after: Sequence[str] = ()) -> bool:
    """Whether a line says whose a report or a note is; one before another is an item: *Report of the Council*."""
    if not words_of(language, "by_the_secretariat").match(line):
        return False
    return not any(_is_report(other.strip(STRIP), language) for other in after)


# ---- numbers ---------------------------------------------------------------------------------------


def _numbers(text: str, language: str) -> tuple[tuple[str, ...], int]:
    """Numbers and their letters, and where they end: `14 and 117`, `72 (a) to (c)`, `112, b,`, `70 (ب)`."""
    found: list[str] = []
    position = 0
    while number := ITEM.match(text, position) or _next_number(text, position, language):
        position, last, plain = number.end(), "", True
        while match := ITEM_LETTER.match(text, position) or _next_letter(text, position, language):
            letter = _latin(match["letter"], language)
            if not letter or not (match["close"] or _stands_alone(text, match)):
                break
            if last and regex.search(_to(language), text[position : match.start("letter")]):
                found += [f"{number[0]} ({chr(code)})" for code in range(ord(last) + 1, ord(letter))]
            found.append(f"{number[0]} ({letter})")
            position, last, plain = match.end(), letter, False
        if plain:
            found.append(number[0])
    return tuple(found), position


@cache
def _joint(language: str) -> str:
    joins = facts(language)["joins"]
    return rf"[\s,،、;؛]*+{any_of([*joins['and'], *joins['to']], language)}?+\s*+"


@cache
def _to(language: str) -> str:
    return rf"(?<!\p{{L}}){any_of(facts(language)['joins']['to'], language)}(?!\p{{L}})"


@cache
def _following(language: str, what: str) -> regex.Pattern[str]:
    return regex.compile(_joint(language) + what, regex.I)


def _next_number(text: str, position: int, language: str) -> "regex.Match[str] | None":
    """A further number after a comma or a conjunction."""
    joined = _following(language, r"(?=\d)").match(text, position)
    return ITEM.match(text, joined.end()) if joined and joined.end() > position else None


def _next_letter(text: str, position: int, language: str) -> "regex.Match[str] | None":
    """A further letter in parentheses after a comma or a conjunction."""
    return _following(language, r"\(?(?P<letter>\p{L})(?P<close>\s?\))").match(text, position)


def _stands_alone(text: str, match: "regex.Match[str]") -> bool:
    """Whether a letter without parentheses is an item's: `112, b,` or `100 c`, and not a conjunction."""
    rest = text[match.end() :].lstrip()
    return match["letter"].lower() not in "yeiuиаو" and (not rest or rest[0] == "," or rest[0].isalpha())


def _latin(letter: str, language: str) -> str | None:
    """The Latin letter that an item's letter stands for, None where it stands for none."""
    order = facts(language)["structure"]["item_letters"]
    at = order.find(letter)
    if at >= 0:
        return chr(ord("a") + at)
    folded = letter.lower().translate(LOOK_ALIKE)
    return folded if folded.isascii() and folded.isalpha() else None
