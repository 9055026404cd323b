"""Hostile input: does the time of `extract` double when the input doubles, and is what follows still found?

    python bench/hostile.py [--only WORD] [--language en] [--telling] [--skip-large]

Prints a row a case: repeats, milliseconds for n and 2n of them, the ratio, and what is wrong. The worst prefixes
of every pattern (CASES, the `telling` ones of which the tests run too), the generic evils in six languages, each
word of the language tables repeated, and a line of 50 MB. Exit 1 where a case that is not known as a flaw fails.
"""

import argparse
import sys
import time
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any, NamedTuple

from growth import DEEP, ENOUGH, LIMIT, Growth, growth

from unrtrace.documents import from_text
from unrtrace.events import events_of
from unrtrace.extractor import as_given, extract_document
from unrtrace.text.language import codes, facts

LARGEST = 4_000_000  # characters of the smaller text
SYMBOL = "A/RES/51/148"
NUMBER = "51/149"
TAILS = {
    "en": "General Assembly resolution 51/149 of 13 December 1996; see also A/RES/51/148.",
    "fr": "résolution 51/149 de l'Assemblée générale, en date du 13 décembre 1996; voir aussi A/RES/51/148.",
    "es": "resolución 51/149 de la Asamblea General, de 13 de diciembre de 1996; véase también A/RES/51/148.",
    "ru": "резолюция 51/149 Генеральной Ассамблеи от 13 декабря 1996 года; см. также A/RES/51/148.",
    "zh": "大会1996年12月13日第51/149号决议；另见A/RES/51/148。",
    "ar": "قرار الجمعية العامة 51/149 المؤرخ 13 كانون الأول/ديسمبر 1996؛ انظر أيضا A/RES/51/148.",
}
DISTRIBUTED = "Distr.: General\n"
OPENED = "The General Assembly,\n"


class Case(NamedTuple):
    """A text made to be slow: head, many times a unit, a join, and the citations that must still be found.

    `most` is how often the unit may come, `build` makes the evil text where repeating is not enough, `events`
    times the events of the document too, `flaw` says why the case is known to fail, `prose` is whether the
    resolution in prose is looked for besides the symbol.
    """

    name: str
    unit: str
    language: str = "en"
    head: str = ""
    join: str = "\n"
    most: int = LARGEST
    telling: bool = False
    build: Callable[[int], str] | None = None
    events: bool = False
    flaw: str | None = None
    prose: bool = True

    def text(self, repeats: int) -> str:
        """The whole text, so many repeats long."""
        evil = self.build(repeats) if self.build else self.unit * repeats
        return f"{self.head}{evil}{self.join}{TAILS[self.language]}"


def run(case: Case, text: str) -> list[Any]:
    """The citations of a text."""
    document = from_text(text, language=case.language)
    citations = extract_document(document)
    if case.events:
        events_of(document, citations)
    return as_given(document, citations)


def measure(case: Case, attempts: int = 4, enough: float = ENOUGH) -> Growth:
    """Return how the time of one case grows with its text."""
    last = min(case.most, max(1, LARGEST // max(1, len(case.unit))))
    return growth(lambda text: run(case, text), case.text, last, attempts, enough)


def missing(case: Case, repeats: int = 1000) -> str | None:
    """What is not found after the evil text, or not with the right span; None where all is well."""
    text = case.text(min(repeats, case.most))
    found = {(one.start, one.end): one for one in run(case, text)}
    at = text.rindex(SYMBOL)
    if (at, at + len(SYMBOL)) not in found:
        return f"{SYMBOL} not found"
    if found[at, at + len(SYMBOL)].symbol != SYMBOL:
        return f"{SYMBOL} read as {found[at, at + len(SYMBOL)].symbol}"
    if case.prose:
        at = text.rindex(NUMBER)
        if (at, at + len(NUMBER)) not in found:
            return f"{NUMBER} not found"
        if found[at, at + len(NUMBER)].symbol != "A/RES/51/149":
            return f"{NUMBER} read as {found[at, at + len(NUMBER)].symbol}"
    return None


def _noted(repeats: int) -> str:
    """A paragraph with so many footnote marks, and the footnotes, each with a citation."""
    body = " ".join(f"a word about a thing and a word more{number}" for number in range(1, repeats + 1))
    notes = "\n".join(f"{number} Document A/50/{number}." for number in range(1, repeats + 1))
    return f"{body}\n{notes}"


def _parenthesised(repeats: int) -> str:
    """A body with marks in parentheses, all in one paragraph, and as many notes, whose first and last mark is there."""
    marks = "".join(f"word({number})" for number in range(1, repeats * 2))
    return marks + "\n\n" + "".join(f"({number}) See A/51/{number}.\n\n" for number in range(1, repeats * 2))


def _unmarked(repeats: int) -> str:
    """Footnotes whose marks stand nowhere."""
    return "x\n" * 800 * repeats + "\n".join(f"{number} Document A/50/{number}." for number in range(1, repeats + 1))


def _below_no_rule(repeats: int) -> str:
    return "y" * 70 + "\n\n" + ("-" * 70 + "\n") * repeats + "x\n" + "1 Note\n" * repeats


def _ibid(repeats: int) -> str:
    return "\n".join(f"{number} Ibid." for number in range(1, repeats + 1))


def _op_cit(repeats: int) -> str:
    """A paragraph with so many footnote marks, and the footnotes, of which half cite a work by its author alone."""
    body = " ".join(f"a word about a thing and a word more{number}" for number in range(1, repeats + 1))
    works = ("{0} Smith {0}, A/50/{0}.", "{0} Smith, op. cit.")
    return f"{body}\n" + "\n".join(works[number % 2].format(number) for number in range(1, repeats + 1))


def _rising(repeats: int) -> str:
    """Lines like footnotes, forty for each that is one."""
    return "\n".join(f"{number} Resolution 70/1.\n" + "1 Resolution 70/1.\n" * 40 for number in range(1, repeats + 1))


# The worst prefixes that were thought of for each pattern; the pattern is named where it is not plain.
CASES = [
    # documents.structure and documents.masthead
    Case("opening lines", OPENED, telling=True),
    Case("numbered lines before an opening", "1. x\n", join=OPENED, telling=True),
    Case("blank lines in a masthead", "\n", head=DISTRIBUTED + "x\n", join="x\n", telling=True),
    Case("blank lines before an opening", "\n", head="x\n", join="y\n" + OPENED),
    Case("spaces before a title", " ", head=DISTRIBUTED + "x\n", join="51/148 x\n", telling=True),
    Case("spaces and stars before a title", " *", head=DISTRIBUTED + "x\n", join="51/148 x\n"),
    Case("spaces after a title's number", " ", head=DISTRIBUTED + "51/148", join="x\n"),
    Case("spaces after an old title's number", " ", head=DISTRIBUTED + "217 A (III)", join="x\n"),
    Case("lines of spaces in a masthead", "   \n", head=DISTRIBUTED + "x\n", join="x\n"),
    Case("symbol lines in a masthead", "A/", head=DISTRIBUTED, join=" " * 2000 + "x\n"),
    Case("stars after a symbol in a masthead", " *", head=DISTRIBUTED + "A/51/1", join="x\n"),
    # documents.plain, documents.furniture and documents.blocks
    Case("soft hyphens", "wo\u00adrd ", telling=True),
    Case("spaces without width", "\u200b"),
    Case("letters apart from their accents", "e\u0301 ", "fr", telling=True),
    Case("accents without end", "\u0301", "fr", head="e"),
    Case("marks before an accent", "\u064b", "ar", head="\u0627"),
    Case("form feeds", "\f", telling=True),
    Case("form feeds in a line", "x \f"),
    Case("pages of a counter", "1\n\f", telling=True),
    Case("pages with a symbol", "x\n18-18418 (E)\n\fA/RES/51/1\n"),
    Case("counters before a form feed", "1 ", join="x\f\n"),
    Case("lines of counters before a form feed", "1\n", join="\f\n", telling=True),
    Case("slashes after a form feed", "A/", head="\f", join="(\n"),
    Case(
        "hard-wrapped lines",
        "some words of a line that is wrapped hard and not at all at a sentence's end\n",
        telling=True,
    ),
    Case(
        "hard-wrapped lines of Chinese",
        "安全理事会关于妇女与和平与安全的各项决议安全理事会关于妇女\n",
        "zh",
        telling=True,
    ),
    Case("hard-wrapped notes", "1 some words of a note that is wrapped hard and that goes on in a further line\n"),
    Case("letter dated", "Letter dated ", head=DISTRIBUTED, telling=True),
    Case("letter dated, a line each", "Letter dated x\n", head=DISTRIBUTED),
    Case("lines after a letter's date", "x y\n", head=DISTRIBUTED + "Letter dated 1 May 1996 from\n"),
    Case("adopted by the", "Adopted by the ", head=DISTRIBUTED),
    Case("dates in a masthead", "13 December 1996\n", head=DISTRIBUTED),
    Case("closing dates", "13 December 1996\n", head=OPENED + "Recalling this,\n", telling=True),
    Case("spaces after a footnote's mark", " ", head=OPENED + "1", join=".\n", telling=True),
    Case("spaces after a numbered paragraph", " ", head=OPENED + "1.", join="x\n"),
    Case("spaces before a rule", " _", head=OPENED, join="x\n"),
    Case("footnote lines", "1 Resolution 70/1.\n", head=OPENED, telling=True),
    Case("footnote lines, rising", "", head=OPENED, build=_rising, most=499, telling=True),
    Case("footnotes with a star", "* See A/51/1.\n", head=OPENED),
    Case("footnotes without a mark", "", head=OPENED, build=_unmarked, most=499, telling=True),
    Case("footnotes with marks in one paragraph", "", head=OPENED, build=_noted, most=499, telling=True),
    Case("footnotes in parentheses", "", head=OPENED, build=_parenthesised, most=499, telling=True),
    Case("lines set in after a footnote", " set in\n", head=OPENED + "\n" + "y" * 70 + "\n\n1 Note\n", telling=True),
    Case("footnote lines below no rule", "", head=OPENED + "\n", build=_below_no_rule),
    Case("full stops after a footnote", ".1", head=OPENED + "\n" + "y" * 70 + "\n\n1 Note"),
    Case("paragraphs that go on", "y" * 70 + "\nx goes on and on without its end " + "z" * 40 + "\n", head=OPENED),
    Case("annexes", "Annex\n", head=OPENED),
    Case("annexes with draft resolutions", "Annex I\nDraft resolution\n", head=OPENED),
    Case("annex, in a line", "Annex ", head=OPENED),
    Case("wrapped lines", "y" * 100 + "\n", head="x\n\n"),
    Case("wrapped lettered lines", "(a) " + "y" * 70 + "\n", head="x\n\n"),
    # extractor.symbols
    Case("sessions before a slash", "GC.1/", telling=True),
    Case("units before a slash", "UNEP(AB)/", join="(\n", telling=True),
    Case("units that do not close", "UNEP(", join=")/\n"),
    Case("words with a space in a symbol", "MED IG.", head="UNEP/", join="/1\n"),
    Case("figures and points before a slash", ".1/"),
    Case("numbers that tell their organisation", "WHA57.19, ", head="resolutions ", telling=True),
    Case("numbers of the Assembly alone", "194, ", head="General Assembly resolutions ", telling=True),
    Case("numbers named before", "resolution 1325 ", head="Security Council resolution 1325 (2000). ", telling=True),
    Case("a list left open", "31/301, ", head="decisions ", telling=True),
    Case("components over lines", "A/\n", telling=True),
    Case("components over lines, figures", "A/\n1/\n"),
    Case("components with spaces", "A/ ", telling=True),
    Case("components with spaces, figures", "A/1/ "),
    Case("components", "A/1/", telling=True),
    Case("joined components", "A/1-A/1-", telling=True),
    Case("leading elements", "A/"),
    Case("letters without end", "A", join="/1 "),
    Case("bidi marks in a symbol", "\u200e", head="A", join="/51/1\n"),
    Case("bidi marks between slashes", "\u200e/"),
    Case("points after a symbol", ".", head="A/51/1"),
    Case("hyphens in a symbol", "-A", head="A/51/1"),
    Case("parts in parentheses", "(Part I)", head="A/51/1", telling=True),
    Case("parts in a parenthesis", "I, ", head="A/51/1 (Parts ", join="II) ", telling=True),
    Case("symbols with an open parenthesis", "A/51/1 (Part I and "),
    Case("parts with suffixes", "(Part I)/Add.1", head="A/51/1"),
    Case("sessions in parentheses", "/(1)x", head="A"),
    Case("Official Records", "Official Records of the General Assembly, ", telling=True),
    Case(
        "supplements",
        "Official Records of the General Assembly, Fifty-first Session, Supplement No. 10, ",
        telling=True,
    ),
    Case("op. cit.", "", head=OPENED, build=_op_cit, most=499, telling=True),
    Case("op. cit. in one line", "op. cit. ", head=OPENED),
    Case("titles after a number", "resolution 51/1, on x, 51/2, on y ", telling=True),
    Case("quotes after a number", "“x” ", head="resolution 51/1, on "),
    Case("bare numbers of a list", ", 1325", head="resolutions 1325", telling=True),
    Case("bare numbers of a list in Chinese", "第1325、", language="zh", telling=True),
    Case("figures in Chinese", "一", language="zh", head="第", join="(十五)。", telling=True),
    Case("parentheses in Chinese", "(十五)", language="zh", telling=True),
    Case("years in Chinese figures", "一九九六年十二月", language="zh"),
    Case("annexes before a number", "annex I to ", join="resolution 51/1\n", telling=True),
    Case("Roman numbers", "X/2 ", head="decision "),
    Case("Roman letters", "X", head="decision ", join="/2 ", telling=True),
    Case("its and organs", "the General Assembly in its decision 18/117, ", telling=True),
    Case("conferences", "Conference of the Parties to the "),
    Case("sessions in Arabic words", "30 (الدورة 27) ", language="ar", telling=True),
    Case("spaces after a symbol", " ", head="See A/51/L.53", telling=True),
    Case("spaces after a record", " ", head="See A/C.1/51/SR.1,"),
    Case("newlines after a symbol", "\n", head="See A/51/L.53"),
    Case("numbers after a record", ", 2", head="A/C.1/51/SR.1", telling=True),
    Case("letters after a record's number", "x", head="A/C.1/51/SR.1, 2"),
    Case("slashes after a record's number", "/.", head="A/C.1/51/SR.1, 2"),
    Case("suffixes after a symbol", " and Add.1", head="A/51/1", telling=True),
    Case("ranges of suffixes", ", Add.1-60", head="A/51/1"),
    Case("suffixes of a suffix", "/Add.1", head="A/51/1 and Add.1"),
    Case("suffixes of suffixes", "/Rev.1", head="A/51/1, Add.1", join="x\n"),
    Case("symbols", "A/51/1 ", telling=True),
    Case("symbols with a suffix", "A/51/1 and Corr.1, "),
    Case("joint symbols", "A/48/486-S/26560 "),
    Case("links", "docs.un.org/en/A/51/1 "),
    Case("links without end", "docs.un.org/", telling=True),
    Case("a link's per cent signs", "%20", head="docs.un.org/A/51/1"),
    Case("stars after a symbol", "*", head="A/51/1"),
    # extractor.numbers
    Case("spaces before a parenthesis", " ", head="resolution 1325 A", join="(2000)\n"),
    Case("spaces in a parenthesis", " ", head="resolution 1325 (", join="2000)\n"),
    Case("spaces after a number", " ", head="resolution 51/148", join="A\n"),
    Case("spaces before a slash", " ", head="resolution 51", join="/148\n"),
    Case("sessions S-", "S-", telling=True),
    Case("sessions S-1/", "S-1/"),
    Case("years in parentheses", "(2000) "),
    Case("numbers with years", "1325 (2000), ", head="resolution "),
    Case("Roman sessions", "217 A (III), ", head="resolution "),
    Case("open sessions", "1 (X", head="resolution "),
    Case("decisions of parties", "1/CP.21, ", head="decision "),
    Case("Arabic sessions", "د-", "ar", telling=True),
    Case("Arabic sessions in parentheses", "1514 (د-15)، ", "ar", head="القرار "),
    Case("mirrored parentheses", ")د", "ar"),
    Case("Arabic letters", "217 ألف (د-3)، ", "ar", head="القرار "),
    # extractor.prose, bare, attribution and phrases
    Case("list members", "51/148, ", head="resolutions ", telling=True),
    Case("list members with dates", "51/148 of 12 December 1996, ", head="resolutions ", telling=True),
    Case("list members of the Council", "1325 (2000), ", head="resolutions ", telling=True),
    Case("numbers of nothing", "51/148, ", telling=True),
    Case("numbers after a member", "x 1/2. ", head="resolution 51/147 stays. ", telling=True),
    Case("numbers after a member, lower", "x 1/2 ", head="resolution 51/147 stays. "),
    Case("the Council's resolutions", "Council resolution 51/148, ", telling=True),
    Case("resolutions of the Council", "resolution 51/148 of the Council, "),
    Case("resolutions of the Assembly", "General Assembly resolution 51/148, ", telling=True),
    Case("its resolutions", "its resolution 51/148, "),
    Case("its important resolutions", "its very important own resolution 51/148, "),
    Case("commission", "resolution 51/148 of the Commission, "),
    Case("resolution No.", "resolution No. 1309 ", telling=True),
    Case("resolution No. of the IOM", "IOM Council resolution No. 1309 "),
    Case("bare numbers of the Security Council", "Security Council resolution 1325, "),
    Case("spaces after a Council's number", " ", head="Security Council resolution 1325"),
    Case("list members of no session", "1325, ", head="Security Council resolutions "),
    Case("letters of a number", "A, ", head="resolution 40/151 "),
    Case("nouns without end", "resolution", telling=True),
    Case("nouns without end, Russian", "резолюция", "ru"),
    Case("nouns without end, French", "résolution", "fr"),
    Case("nouns without end, Spanish", "resolución", "es"),
    Case("nouns without end, Arabic", "قرار", "ar"),
    Case("letters after a noun", "a", head="resolution"),
    Case("spaces after a noun", " ", head="resolution"),
    Case("spaces after a noun and an article", " ", head="resolution of the"),
    Case("spaces before a noun", " ", head="its", join="resolution 51/148\n"),
    Case("words before a noun", "its a b ", join="resolution 51/148\n"),
    Case("quotes before a number", "“", head="resolution ", join="51/148\n"),
    Case("parentheses before a number", "(", head="resolution ", join="51/148\n"),
    Case("footnote marks after a number", "¹", head="resolution 51/148"),
    Case("footnote marks in brackets", " (1)", head="resolution 51/148"),
    Case("footnote marks in tags", "<sup>1</sup>", head="resolution 51/148", telling=True),
    Case("spaces in a footnote's tag", " ", head="resolution 51/148<sup>"),
    Case("commas after a number", ", ", head="resolution 51/148"),
    Case("and after a number", "and ", head="resolution 51/148 "),
    Case("full stops", ". ", head="resolution "),
    Case("spaces after a month", " ", head="resolution 51/148 of 12 December"),
    Case("letters after a Russian month", "а", "ru", head="резолюция 51/148 от 12 ма"),
    Case("Chinese numbers", "第1/1号、", "zh", telling=True),
    Case("Chinese numbers with nouns", "大会第51/148号决议和", "zh"),
    Case("Chinese quotes", "“", "zh", join="第51/148号决议\n", telling=True),
    Case("Chinese titles", "《", "zh", join="第51/148号决议\n"),
    Case("Chinese titles, closed", "《x》", "zh", join="第51/148号决议\n"),
    Case("Chinese titles, closed once", "《", "zh", join="》\n"),
    Case("Chinese verbs", "回顾", "zh", join=" "),
    Case("straight quotes", '"“', "zh", join="第51/148号决议\n"),
    Case("Chinese dates", "1996年12月12日", "zh", join="第51/148号决议\n"),
    Case("Chinese organs", "大会", "zh", join="第51/148号决议\n"),
    Case("spaces after a Chinese number", " ", "zh", head="第51/148", join="号决议\n"),
    Case("spaces before a Chinese number", " ", "zh", head="第", join="51/148号决议\n"),
    Case("Chinese ordinals", "第", "zh"),
    # extractor.publications, ibid, context
    Case("Treaty Series", "Treaty Series, ", telling=True),
    Case("volumes", "Treaty Series, vol. 1, "),
    Case("spaces after a volume", " ", head="Treaty Series, vol. 1577", telling=True),
    Case("spaces before a volume", " ", head="Treaty Series"),
    Case("vol.", "vol. ", head="Treaty Series, "),
    Case("sales numbers", "E.95.XIII.18 "),
    Case("sales numbers without end", "E.95.", telling=True),
    Case("ibid. as text", "Ibid. "),
    Case("ibid. in footnotes", "", head=OPENED, build=_ibid, most=499),
    Case("ibid. in starred footnotes", "* Ibid.\n", head=OPENED, telling=True),
    Case("pinpoints", ", annex I", head="resolution 51/148"),
    Case("spaces after a pinpoint", " ", head="resolution 51/148, annex"),
    Case("pinpoints before a citation", "paragraphs 1 and ", head="paragraph 1, "),
    Case("names of instruments", "Charter of the United Nations, ", telling=True),
    Case("names of instruments, a line each", "the Charter of the United Nations\n"),
    Case("words of instruments", "Convention ", head="the "),
    Case("names of organisations", "United Nations Children's Fund "),
    Case("paragraphs", ", paras. 1, 2 and 3", head="resolution 51/148", telling=True),
    Case("verbs", "recalling ", telling=True),
    Case("verbs without commas", "word ", head="Recalling ", telling=True),
    Case("verbs and symbols", "recalling A/51/1 ", head=OPENED),
    Case("words and symbols", "some more words that stand between A/51/1 ", head=OPENED, telling=True),
    Case("brackets before a symbol in a masthead", "[A/51/1 ", head=DISTRIBUTED),
    # extractor.events, sentences and dates
    Case("dates in a line", "12 December 1996 ", events=True, telling=True),
    Case("dates in sentences", "It met on 12 December 1996. ", events=True),
    Case("dates, a line each", "It met on 12 December 1996.\n", events=True),
    Case("full stops without end", ".", join="x 12 December 1996\n", events=True),
    Case("days and months", "12 December ", events=True),
    Case("days to days", "12-", join=" December 1996\n", events=True),
    Case("citations and dates", "On 12 December 1996 it adopted resolution 51/148.\n", events=True),
]

# What is evil in any language.
GENERIC = {
    "spaces": " ", "newlines": "\n", "tabs": "\t", "no-break spaces": "\u00a0", "carriage returns": "\r\n",
    "form feeds": "\f", "words of one letter": "a ", "letters": "a", "capitals": "A", "capitals apart": "A ",
    "lines": "x\n", "paragraphs": "x\n\n", "lines set in": " x\n",
    "(": "(", ")": ")", "( ": "( ", ") ": ") ", "()": "()", "[": "[", "]": "]", "[A]": "[A]", "{": "{",
    "1": "1", "1 ": "1 ", "11 ": "11 ", "1,": "1,", "1, ": "1, ", "1.": "1.", "1. ": "1. ", "1.\n": "1.\n",
    "(1": "(1", "(1) ": "(1) ", "1) ": "1) ", "(a) ": "(a) ", "(a)\n": "(a)\n", "(2000)": "(2000)",
    "/": "/", "/ ": "/ ", "1/": "1/", "/1": "/1", "1/1 ": "1/1 ", "1/1": "1/1", "1 / 1 ": "1 / 1 ", "A/": "A/",
    "A / ": "A / ", "A/1/": "A/1/", "A/1 ": "A/1 ", "A/1\n": "A/1\n", "A/1(": "A/1(", "S-": "S-", "S/": "S/",
    "A/1-A/1-": "A/1-A/1-", "A_1_": "A_1_", "Add.1 ": "Add.1 ", "/Add.1": "/Add.1", "SR.1 ": "SR.1 ",
    "combining marks": "\u0301", "letters with marks": "e\u0301", "Arabic marks": "\u064b", "tatweel": "\u0640",
    "bidi marks": "\u200e", "embeddings": "\u202a", "soft hyphens": "\u00ad", "zero width": "\u200b",
    "superscripts": "¹", "superscripts apart": "¹ ", "<sup>": "<sup>", "<sup>1</sup>": "<sup>1</sup>", "<": "<",
    "*": "*", "* ": "* ", "_": "_", "#": "#", "-": "-", "- ": "- ", "–": "–", "=": "=", "'": "'", '"': '"',
    "“": "“", "”": "”", "“”": "“”", "«": "«", "»": "»", "《": "《", "》": "》", "（": "（", "／": "／", "１／１": "１／１",
    ".": ".", ". ": ". ", ",": ",", ", ": ", ", ";": ";", "; ": "; ", ":": ":", "!": "!", "?!": "?!", "。": "。",
    "，": "，", "、": "、", "،": "،", "E.95.": "E.95.", "E.95.XIII.": "E.95.XIII.", "No. ": "No. ", "X": "X",
    "X ": "X ", "(X": "(X", "I. ": "I. ", "NUL": "\x00", "surrogates": "\ud800", "U+FFFD": "\ufffd", "İ": "İ",
    "ß": "ß", "digits of Arabic": "٣", "digits of Arabic, slashed": "٣/٣ ", "mathematical digits": "𝟏/𝟏 ",
    "Chinese": "中", "Arabic": "د", "Cyrillic": "А", "Cyrillic slashed": "А/", "emoji": "🕊", "%20": "%20",
    "&": "&", "docs.un.org/": "docs.un.org/", "https://": "https://", "1 Resolution 70/1.\n": "1 Resolution 70/1.\n",
}  # fmt: skip
TELLING = ("spaces", "newlines", "1/1 ", "(", "combining marks", "superscripts", "bidi marks", "“")


def generic() -> Iterator[Case]:
    """The generic evils in each language, on the line of the citation and, blanks aside, on lines before it."""
    for language in codes():
        for name, unit in GENERIC.items():
            told = name in TELLING and language == codes()[TELLING.index(name) % len(codes())]
            yield Case(f"{name} ({language})", unit, language, telling=told)
            if "\n" not in unit:
                yield Case(f"{name}, same line ({language})", unit, language, join=" ")


def words() -> Iterator[Case]:
    """Each phrase of the language tables, repeated with spaces between and, two of a row, without."""
    for language in codes():
        tables = facts(language)
        for table in (
            "date",
            "nouns",
            "organs",
            "joins",
            "relations",
            "pinpoints",
            "notes",
            "publications",
            "structure",
        ):
            for row, phrases in tables.get(table, {}).items():
                if row in ("forms", "spans") or not isinstance(phrases, list):
                    continue
                for phrase in islice(_plain(phrases), 3):
                    yield Case(f"{table}.{row} {phrase!r} ({language})", phrase + " ", language)
                for phrase in islice(_plain(phrases), 1):
                    yield Case(f"{table}.{row} {phrase!r}, glued ({language})", phrase, language)
                    numbered = f"{phrase} 12/3, "
                    yield Case(f"{table}.{row} {phrase!r}, numbered ({language})", numbered, language)


def _plain(phrases: list[Any]) -> Iterator[str]:
    for phrase in phrases:
        name = phrase if isinstance(phrase, str) else phrase[0]
        if name:
            yield name.replace("*", "").replace("[", "").replace("]", "")


def large(characters: int = 50_000_000) -> tuple[float, list[Any]]:
    """Seconds and citations of one long line."""
    sentence = "Recalling General Assembly resolution 51/149 of 13 December 1996, and A/RES/51/148, it met again, "
    text = sentence * (characters // len(sentence))
    begin = time.process_time()
    document = from_text(text)
    citations = extract_document(document)
    assert all(one.text == text[one.start : one.end] for one in citations)
    assert len(citations) == 2 * (characters // len(sentence)), len(citations)
    return time.process_time() - begin, citations


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default="", help="cases whose name has this")
    parser.add_argument("--language", choices=codes())
    parser.add_argument("--telling", action="store_true", help="only the cases that the tests run")
    parser.add_argument("--named", action="store_true", help="only CASES, without the generic ones and the words")
    parser.add_argument("--skip-large", action="store_true", help="without the line of 50 MB")
    parser.add_argument("--deep", action="store_true", help="texts that take half a second: shows smaller flaws")
    options = parser.parse_args()
    bad = known = total = 0
    everything = [*CASES] if options.named else [*CASES, *generic(), *words()]
    print(f"{'case':56} {'repeats':>8} {'n, ms':>8} {'2n, ms':>8} {'ratio':>6}", flush=True)
    for case in everything:
        if options.only not in case.name or (options.language and case.language != options.language):
            continue
        if options.telling and not case.telling:
            continue
        total += 1
        measured = measure(case, 1 if case.flaw else 4, DEEP if options.deep else ENOUGH)
        wrong = "SUPERLINEAR" if measured.ratio >= LIMIT else missing(case)
        bad += bool(wrong) and not case.flaw
        known += bool(wrong) and bool(case.flaw)
        note = f"{wrong or ''}{f' (known: {case.flaw})' if case.flaw else ''}"
        print(
            f"{case.name[:56]:56} {measured.repeats:8} {measured.once * 1e3:8.1f} {measured.twice * 1e3:8.1f} "
            f"{measured.ratio:6.2f}  {note}",
            flush=True,
        )
    print(f"{total} cases, {bad} failed, {known} known to fail")
    if not options.skip_large:
        spent, citations = large()
        print(f"a line of 50 MB: {spent:.1f} s, {len(citations)} citations")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
