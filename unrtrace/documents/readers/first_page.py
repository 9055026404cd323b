"""The first page of an official document: its masthead, which some files draw after the text, and its symbol.

>>> lines = [Line("Human Rights Council", 57.0, 175.0, 622.0, 10.7), Line("1. The report", 113.0, 482.0, 451.0, 9.0),
...          Line("United Nations", 120.0, 205.0, 789.0, 12.8), Line("A/HRC/WG.6/34/ITA/3", 434.0, 539.0, 788.0, 9.0)]
>>> [line.text for line in masthead_first(lines)]
['United Nations', 'A/HRC/WG.6/34/ITA/3', 'Human Rights Council', '1. The report']
"""

import re

from unrtrace.documents.readers.lines import Line

SYMBOL = re.compile(r"[A-Z]{1,5}(?:/[A-Za-z0-9.()-]+)+\*{0,3}")
BEGINS = re.compile(r"\d|[A-ZА-ЯÀ-Þ]")
PASSES = 3  # what some files draw last is at the foot, and what they draw first too


def masthead_first(lines: list[Line]) -> list[Line]:
    """Return the lines of the first page, those first that stand above all lines drawn before them."""
    for _ in range(PASSES):
        top = float("inf")
        for at, line in enumerate(lines):
            if at and line.base > top + line.height:
                end = next((n for n in range(at, len(lines)) if lines[n].base <= top + lines[n].height), len(lines))
                lines = [*lines[at:end], *lines[:at], *lines[end:]]
                break
            top = line.base if not at else max(top, line.base)
        else:
            break
    return lines


def symbol_apart(blocks: list[list[Line]]) -> list[list[Line]]:
    """Return paragraphs, in which a line that is only a symbol does not run on into the date below it."""
    parts: list[list[Line]] = []
    for block in blocks:
        if len(block) > 1 and SYMBOL.fullmatch(block[0].text) and BEGINS.match(block[1].text):
            parts += [block[:1], block[1:]]
        else:
            parts.append(block)
    return parts
