"""Texts generated from the words, numbers and marks of the grammar, in the scripts of all languages.

    python -m support.generated_texts [FIRST] [COUNT]

extracts the citations and events of COUNT texts and stops at the first one that fails. A text is the same for the same
number on every machine.
"""

import random
import re
import sys
from functools import cache

from unrtrace.text.language import codes, facts

DIGITS = [
    "0123456789", "٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹", "０１２３４５６７８９", "०१२३४५६७८९", "〇一二三四五六七八九",
    "⁰¹²³⁴⁵⁶⁷⁸⁹",
    "①②③④⑤⑥⑦⑧⑨⑩",
]  # fmt: skip
MARKS = [
    "/", "(", ")", "（", "）", "[", "]", ".", ",", "،", "؛", ";", ":", "、", "。", "-", "\u2013", "\u2014",
    "\u2011", "_", "*", "|", "\u2026", "\"", "\u201c", "\u201d", "«", "»", "《", "》", "<", ">", "#", "№", "§",
    "¶", " ", "\t", "\n", "\n\n", "\xa0", "\u200e", "\u200f", "\u202a", "\u202b", "\u202c", "\u2067",
    "\u2069", "\u200b", "\xad", "\ufeff", "\u0301", "\u064b", "\u0640", "\u2028", "\x0c", "\x00",
]  # fmt: skip
HEADS = [
    "A", "S", "E", "A/RES", "S/RES", "A/HRC", "E/CN.4", "A/C.1", "S/PV.", "L.", "Add.", "Corr.", "Rev.",
    "SR.", "PV.", "UNEP/EA.", "UNTS:", "A/CONF.", "Ibid.", "op. cit.", "vol.", "No.", "para.", "annex", "I",
    "II", "XXV", "XXVI", "S-", "ES-", "CP.", "WHA", "GC", "D/", "年", "月", "日", "第", "号", "届", "د", "دإ-",
    "و",
]  # fmt: skip
TABLES = ("date", "nouns", "organs", "joins", "relations", "pinpoints", "notes", "publications", "events", "when")
YEARS = ["1946", "1975", "1996", "2005", "2024", "一九九六", "二〇〇五", "１９９６", "١٩٩٦"]


@cache
def phrases(language: str) -> list[str]:
    """Return the words with which a language cites and dates, without the marks of the phrase notation."""
    found: list[str] = []
    for table in TABLES:
        found += _strings(facts(language)[table])
    return [phrase.translate(str.maketrans("", "", "*[]{}'")) for phrase in found]


@cache
def forms(language: str) -> list[str]:
    """Return the forms of dates and spans of a language, with the names of their parts in braces."""
    date, when = facts(language)["date"], facts(language)["when"]
    rows = (
        date.get("spans", []),
        date["forms"],
        when["days"],
        when["month"],
        when["years"],
        when["year"],
        when["decade"],
    )
    return [form for row in rows for form in row]


def _filled(form: str, chance: random.Random, language: str) -> str:
    """Return a form with a number, a month or a word for each of its parts."""
    months = _strings(facts(language)["date"]["months"])

    def part(match: re.Match[str]) -> str:
        name = match[1][0]
        if name in "ym":
            return chance.choice(YEARS if name == "y" else months)
        return str(chance.randint(0, 40)) if name in "dn" else chance.choice(_strings(facts(language)["date"]["to"]))

    return re.sub(r"\{(\w+)\}", part, form).translate(str.maketrans("", "", "*[]"))


def _strings(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [one for part in value.values() for one in _strings(part)]
    return [one for part in value for one in _strings(part)] if isinstance(value, list) else []


def generated_text(number: int) -> str:
    """Return the text of a number: 3 to 40 words, numbers and marks."""
    chance = random.Random(number)
    language, other = chance.choice(codes()), chance.choice(codes())
    parts = []
    for _ in range(chance.randint(3, 40)):
        kind = chance.random()
        if kind < 0.35:
            parts.append(chance.choice(phrases(language if chance.random() < 0.9 else other)))
        elif kind < 0.6:
            digits = chance.choice(DIGITS) if chance.random() < 0.2 else DIGITS[0]
            parts.append("".join(chance.choice(digits) for _ in range(chance.randint(1, 5))))
        elif kind < 0.65:
            parts.append(chance.choice(YEARS))
        elif kind < 0.75:
            parts.append(_filled(chance.choice(forms(language)), chance, language))
        elif kind < 0.85:
            parts.append(chance.choice(HEADS))
        if chance.random() < 0.7:
            parts.append(chance.choice(MARKS) if chance.random() < 0.6 else " ")
    return "".join(parts)


def check(text: str, language: str | None = None) -> None:
    """Read a text as every command does, and check what others rely on; raise whatever is wrong."""
    from unrtrace.documents import from_text
    from unrtrace.events import events_of
    from unrtrace.extractor.explanation import explain_document
    from unrtrace.extractor.pipeline import as_given, extract_document
    from unrtrace.symbols import Symbol

    document = from_text(text, language=language)
    citations = as_given(document, extract_document(document))
    for citation in citations:
        assert text[citation.start : citation.end] == citation.text
        assert citation.symbol is None or Symbol.parse(str(citation.symbol)) == citation.symbol
        assert (citation.certainty == "ambiguous") == (citation.symbol is None)
        citation.record("-")
    explain_document(document)
    events_of(document, extract_document(document))


def main() -> None:
    first, count = (int(one) for one in [*sys.argv[1:], "0", "1000"][:2])
    for number in range(first, first + count):
        text = generated_text(number)
        try:
            check(text)
        except Exception:
            print(f"text {number}: {text!r}", file=sys.stderr)
            raise
    print(f"{count} texts read")


if __name__ == "__main__":
    main()
