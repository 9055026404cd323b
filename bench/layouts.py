"""The same texts in other layouts: how many citations are lost or new.

    python bench/layouts.py --texts FOLDER

Each text of a folder (`*.txt`, any depth, a paragraph a line; the language of each is found from the text) is
hard-wrapped, paged, taken apart into letters and accents, and so on. Printed are a row a layout and language: the
citations with a symbol, how many of them are not found in the layout, and how many others are, by file and symbol.
"""

import argparse
import re
import sys
import textwrap
import unicodedata
from collections import Counter
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from extract import texts_of

from unrtrace.documents.paragraph_splitting import opening
from unrtrace.extractor import extract
from unrtrace.text.language import codes

TITLE = re.compile(r"\n\d+/\d+\W+(\w.+)")
RAISED = re.compile(r"\(?([⁰¹²³⁴-⁹]+)\)?")
SYMBOL = re.compile(r"\b[AES]/[A-Z]*/?\d[\w/.()]*")
HAN_TOKENS = re.compile(r"[A-Za-z0-9/.()\-]+|.", re.S)


def lines_of(paragraph: str, language: str, width: int) -> list[str]:
    """A paragraph as lines; a Chinese sign takes two columns, and no line begins with punctuation."""
    if language != "zh":
        return textwrap.wrap(paragraph, width, break_long_words=False, break_on_hyphens=False)
    lines, line = [], ""
    for token in HAN_TOKENS.findall(paragraph):
        if len(line) + len(token) > width // 2 and token not in "，。；、：）》":
            lines.append(line)
            line = ""
        line += token
    return [*lines, line]


def wrapped(text: str, language: str, width: int = 72, between: str = "\n\n", indent: str = "") -> str:
    rows = (lines_of(paragraph, language, width) for paragraph in text.split("\n"))
    return between.join("\n".join(indent + line for line in row) for row in rows)


def half_parted(text: str, language: str) -> str:
    """Blank lines in the head alone, as `pdftotext` has them in some resolutions."""
    rows = text.split("\n")
    first = next((number for number, row in enumerate(rows) if opening(language).fullmatch(row)), 0)
    head, body = "\n".join(rows[:first]), "\n".join(rows[first:])
    return f"{wrapped(head, language)}\n\n{wrapped(body, language, between=chr(10))}"


def paged(text: str, language: str) -> str:
    """Pages of 26 lines, as pdftotext writes them: a counter and a form feed, then the symbol and the title."""
    lines, pages = wrapped(text, language).split("\n"), []
    title = TITLE.search(text)
    symbol = SYMBOL.search(text)
    head = "\n".join(lines_of(title[1], language, 60)) if title else ""
    while lines:
        pages.append("\n".join(lines[:26]))
        del lines[:26]
    return "".join(f"{page}\n20-16871 (E)\n\n{number}/{len(pages)}\n\n\f{symbol[0] if symbol else number}\n{head}\n\n"
                   for number, page in enumerate(pages[:-1], 1)) + pages[-1]  # fmt: skip


def hyphened(text: str, language: str) -> str:
    """A soft hyphen in every long word."""
    return re.sub(r"([^\W\d_A-Z]{4})(?=[^\W\d_]{3})", "\\1\u00ad", text)


def marked(opening: str, closing: str) -> Callable[[str, str], str]:
    """Footnotes' marks in figures between signs, in the body and before the notes."""

    def layout(text: str, language: str) -> str:
        return RAISED.sub(lambda mark: f"{opening}{unicodedata.normalize('NFKC', mark[1])}{closing}", text)

    return layout


LAYOUTS: dict[str, Callable[[str, str], str]] = {
    "wrapped at 72": wrapped,
    "wrapped at 56": lambda text, language: wrapped(text, language, 56),
    "wrapped at 100": lambda text, language: wrapped(text, language, 100),
    "wrapped and set in": lambda text, language: wrapped(text, language, indent="     "),
    "wrapped without blank lines": lambda text, language: wrapped(text, language, between="\n"),
    "wrapped, blank lines in the head alone": half_parted,
    "paged": paged,
    "letters apart from accents": lambda text, _: unicodedata.normalize("NFD", text),
    "letters apart, wrapped": lambda text, language: unicodedata.normalize("NFD", wrapped(text, language)),
    "soft hyphens": hyphened,
    "no width": lambda text, _: text.replace("/", "/\u200b"),
    "tabs": lambda text, _: text.replace(" ", "\t"),
    "carriage returns": lambda text, _: text.replace("\n", "\r\n"),
    "wrapped, carriage returns": lambda text, language: wrapped(text, language).replace("\n", "\r\n"),
    "marks in brackets": marked("[", "]"),
    "marks in brackets with a caret": marked("[^", "]"),
    "marks in tags": marked("<sup>", "</sup>"),
    "blank lines": lambda text, _: text.replace("\n", "\n\n"),
}


def cited(text: str, language: str) -> Counter[str]:
    """The symbols that a text cites, each as often as it does."""
    return Counter(str(citation.symbol) for citation in extract(text, language=language) if citation.symbol)


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--texts", type=Path, required=True)
    texts = texts_of(parser.parse_args().texts)
    print(f"{'':40}" + "".join(f"{code:>16}" for code in codes()))
    plain = {code: [cited(text, code) for text in rows] for code, rows in texts.items()}
    counts = {code: sum(sum(one.values()) for one in rows) for code, rows in plain.items()}
    print(f"{'citations':40}" + "".join(f"{counts.get(code, 0):16}" for code in codes()))
    for name, layout in LAYOUTS.items():
        cells = []
        for code in codes():
            pairs = [
                (one, cited(layout(text, code), code))
                for text, one in zip(texts.get(code, []), plain.get(code, []), strict=True)
            ]
            lost, new = (sum(sum((a - b).values()) for a, b in order) for order in (pairs, [(b, a) for a, b in pairs]))
            cells.append(f"-{lost} +{new}")
        print(f"{name:40}" + "".join(f"{cell:>16}" for cell in cells), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
