"""One name of an organisation or an instrument in a text, in the script of each language; names in title marks.

>>> pattern("Office for Migration", "en").search("the Office\\nfor Migration¹").span()
(4, 24)
>>> in_title_marks("依照《联合国宪章》", {"联合国宪章": "Charter"})
[(3, 8, 'Charter')]
"""

from collections.abc import Mapping
from functools import lru_cache

import regex

from unrtrace.text.characters import ARABIC_MARKS

# After a name may come a footnote's mark, raised or glued, but no other letter; after a year no digit.
AFTER_LETTER = r"(?![^\W\d_¹²³⁰-⁹])"
AFTER_DIGIT = r"(?!\d)"
ENDING = {"ru": r"[а-яё]{0,5}"}
TITLE = 200  # characters of a title with its marks, at most
Span = tuple[int, int, str]  # where a name stands, half-open, and its code
FLAT = str.maketrans({"\n": " ", "\u00a0": " ", "’": "'", "ʼ": "'", "‑": "-", "–": "-", "−": "-"})


@lru_cache(maxsize=4096)
def pattern(name: str, language: str) -> regex.Pattern[str]:
    """The pattern of one name; an acronym or a single word keeps its capitals, other names may have any."""
    if language == "zh":
        return regex.compile(regex.escape(name))
    if language == "ar":
        return regex.compile(_arabic(name))
    words = [regex.escape(word).replace(r"\*", ENDING.get(language, r"\w*")) for word in name.split()]
    body = r"\s+".join(words).replace("'", "['’]").replace("–", r"\-").replace(r"\-", "[-‑–−]")
    edge = "" if name[-1] in ")»" else AFTER_DIGIT if name[-1].isdigit() else AFTER_LETTER
    return regex.compile(rf"(?<!\w){body}{edge}", regex.I if len(words) > 1 else 0)


def _arabic(name: str) -> str:
    """An Arabic name with the clitics و ف ب ك ل before it, of which ل swallows the article's ا."""
    stem, start = name, rf"(?<!\p{{Arabic}})[وف]?{ARABIC_MARKS}[بكل]?{ARABIC_MARKS}"
    if name.startswith("ال"):
        doubled = "ل" if name[2:3] == "ل" else ""  # ل and الل make لل
        article = f"ا{ARABIC_MARKS}ل{ARABIC_MARKS}{doubled}"
        start = rf"(?<!\p{{Arabic}})[وف]?{ARABIC_MARKS}(?:[بك]?{ARABIC_MARKS}{article}|لل){ARABIC_MARKS}"
        stem = name[2 + len(doubled) :]
    letters = "".join(r"\s+" if c == " " else regex.escape(c) + (ARABIC_MARKS if c.isalpha() else "") for c in stem)
    return rf"{start}{letters}(?!\p{{Arabic}})"


def in_title_marks(text: str, codes: Mapping[str, str]) -> list[Span]:
    """The names that stand alone in Chinese title marks, in text order."""
    found = []
    start = text.find("《")
    while start >= 0:
        end = text.find("》", start, start + TITLE)
        code = codes.get(text[start + 1 : end]) if end > 0 else None
        if code:
            found.append((start + 1, end, code))
        start = text.find("《", start + 1)
    return found
