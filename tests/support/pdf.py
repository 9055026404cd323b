"""Make PDFs laid out like official documents: masthead, page headers, page counters, footnotes in small print.

A document is a list of paragraphs; `{1}` in one stands for the mark of footnote 1, a soft hyphen for a place where a
line may end with a hyphen. The maker breaks lines and pages itself, so that tests know what stands on which page.
"""

import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

FONTS = Path("/usr/share/fonts")
FACES = {
    "ar": ("NotoNaskhArabic-Regular.ttf", "NotoSansArabic-Regular.ttf", "DejaVuSans.ttf"),
    "zh": ("DroidSansFallbackFull.ttf", "DroidSansFallback.ttf"),
}
ARABIC = re.compile("[\u0600-\u06ff]")
OTHERS = ("NotoSerif-Regular.ttf", "DejaVuSerif.ttf", "DejaVuSans.ttf")
WIDTH, HEIGHT, LEFT, RIGHT, TOP, FOOT = 612.0, 792.0, 130.0, 500.0, 110.0, 700.0
SIZE, SMALL, RAISED, LEADING, SPACE = 10.0, 8.5, 6.0, 13.0, 7.0
WORDS = re.compile(r"\{\d+\}|[^\s{}]+|\s+")
CLAUSES = re.compile(r"\{\d+\}|[A-Za-z0-9/().]+|\s+|.")


@cache
def fonts(language: str) -> tuple[str, ...]:
    """Return the installed font files with the letters of a language, those most like the UN's first."""
    return tuple(str(path) for name in FACES.get(language, OTHERS) for path in sorted(FONTS.rglob(name))[:1])


def font(language: str) -> str | None:
    """Return the first of them, or None if none is installed."""
    return next(iter(fonts(language)), None)


@dataclass
class Made:
    """A PDF, its number of pages, the page from 1 on which each paragraph begins, and how many words are hyphenated."""

    data: bytes = b""
    pages: list[int] = field(default_factory=list)
    hyphens: int = 0
    count: int = 1


class Maker:
    """Typesets paragraphs and their footnotes on pages."""

    def __init__(self, language: str, symbol: str, job: str, face: str | None = None) -> None:
        from fpdf import FPDF

        self.language, self.symbol, self.job = language, symbol, job
        self.rtl = language == "ar"
        self.pdf = FPDF(unit="pt", format=(WIDTH, HEIGHT))
        self.pdf.set_auto_page_break(False)
        self.pdf.add_font("face", fname=face or font(language))
        self.pdf.add_font("latin", fname=font("en"))
        self.pdf.set_fallback_fonts(["latin"], exact_match=False)
        self.pdf.add_page()
        self.pdf.set_font("face", size=SIZE)
        self.pdf.c_margin = 0
        self.made = Made()
        self.y = TOP
        self.feet: list[tuple[str, str]] = []

    def width(self, text: str, size: float = SIZE) -> float:
        self.pdf.set_font_size(size)
        return float(self.pdf.get_string_width(text))

    def put(self, x: float, y: float, text: str, size: float = SIZE) -> None:
        """Write text with its baseline at y; x is the edge at which reading begins."""
        self.pdf.set_font_size(size)
        if text.strip():
            self.pdf.set_text_shaping(True, direction="rtl" if ARABIC.search(text) else "ltr")
            width = float(self.pdf.get_string_width(text))
            self.pdf.set_xy(x - width if self.rtl else x, y - 0.8 * size)
            self.pdf.cell(width, size, text)

    def masthead(self, organ: str, issued: str, lines: list[str], counter: str) -> None:
        """Typeset the masthead of the first page, with the symbol, and its foot, with the job number."""
        edge, side = (RIGHT + 40, LEFT + 60) if self.rtl else (LEFT - 50, RIGHT - 60)
        self.put(edge, 60, organ, 14)
        self.put(side, 60, self.symbol, 11)
        self.put(side, 84, "Distr.: General")
        self.put(side, 97, issued)
        self.put(edge, 745, f"{self.job} (E)    051120", 8)
        self.put(edge, 757, f"*{self.job.replace('-', '')}*", 8)
        self.y = 130
        for line in lines:
            self.put(edge, self.y, line)
            self.y += 22
        self.counter = counter

    def page(self) -> None:
        """Typeset the footnotes and begin a new page with its header and counter."""
        self._set_feet()
        self.pdf.add_page()
        self.made.count += 1
        number = self.made.count
        edge, side = (RIGHT + 40, LEFT + 60) if self.rtl else (LEFT - 50, RIGHT - 60)
        self.put(edge, 50, self.symbol, 8.5)
        self.put(edge, 61, self.counter, 8.5)
        self.put(edge, 750, f"{number}/12", 8.5)
        self.put(side, 750, self.job, 7)
        self.y = TOP

    def paragraph(self, text: str, notes: dict[str, str], *, cut: bool = False) -> None:
        """Typeset a paragraph over as many pages as it needs, with its notes at the foot of their pages.

        Where a word is to be cut, its lines are as short as makes one end within that word.
        """
        indent, width = 24.0, RIGHT - LEFT
        lines = self._broken(text, width, indent)
        while cut and width > 280 and not any(line.endswith("-") for line in lines):
            width -= 1.0
            lines = self._broken(text, width, indent)
        self.made.hyphens += sum(line.endswith("-") for line in lines)
        self.made.pages.append(0)
        for number, line in enumerate(lines):
            marks = re.findall(r"\{(\d+)\}", line)
            if self.y + LEADING > FOOT - 12.0 * (len(self.feet) + 2 * len(marks)):
                self.page()
            if not number:
                self.made.pages[-1] = self.made.count
            shift = indent if not number else 0.0
            self._line(RIGHT - shift if self.rtl else LEFT + shift, self.y, line)
            self.feet += [(mark, notes[mark]) for mark in marks if mark in notes]
            self.y += LEADING
        self.y += SPACE

    def finish(self) -> Made:
        """Return the finished PDF."""
        self._set_feet()
        self.made.data = bytes(self.pdf.output())
        return self.made

    def _broken(self, text: str, width: float, indent: float) -> list[str]:
        """Break a text into lines; a word with a soft hyphen may be hyphenated there."""
        lines, line = [], ""
        room = width - indent
        for word in (CLAUSES if self.language == "zh" else WORDS).findall(text):
            plain = word.replace("\u00ad", "")
            if self._length(line + plain) <= room or not line.strip():
                line += plain
                continue
            first, hyphen, second = word.partition("\u00ad")
            if hyphen and self._length(f"{line}{first}-") <= room:
                lines.append(f"{line}{first}-")
                line = second
            elif word[0] == "{" or (self.language == "zh" and word in "，。；"):
                line += plain
                continue
            else:
                lines.append(line.rstrip())
                line = plain.lstrip()
            room = width
        return [*lines, line.rstrip()]

    def _length(self, line: str) -> float:
        marks = "".join(re.findall(r"\{(\d+)\}", line))
        return self.width(re.sub(r"\{\d+\}", "", line)) + self.width(marks, RAISED)

    def _line(self, x: float, y: float, line: str) -> None:
        for piece in re.split(r"(\{\d+\})", line):
            raised = piece.startswith("{")
            text, size = (piece.strip("{}"), RAISED) if raised else (piece, SIZE)
            self.put(x, y - 3.5 if raised else y, text, size)
            x += (-1 if self.rtl else 1) * self.width(text, size)

    def _set_feet(self) -> None:
        """Typeset a rule and the footnotes of the page in small print."""
        if not self.feet:
            return
        y = 735.0 - 11.0 * len(self.feet)
        edge = RIGHT if self.rtl else LEFT
        if self.rtl:
            self.pdf.line(RIGHT - 100, y - 12, RIGHT, y - 12)
        else:
            self.put(LEFT - 10, y - 12, "__________________", SMALL)
        for mark, text in self.feet:
            self.put(edge, y - 3, mark, 5.5)
            self.put(edge + (-8 if self.rtl else 8), y, text, SMALL)
            y += 11.0
        self.feet = []


def columns(language: str, left: list[str], right: list[str], *, by_rows: bool) -> bytes:
    """Return a PDF page of two columns of lines, written column by column or row by row."""
    maker = Maker(language, "A/75/900", "20-12345")
    maker.put(LEFT - 50, 60, "A/75/900")
    places = [(60.0, 120 + 13 * row, line) for row, line in enumerate(left)]
    others = [(330.0, 120 + 13 * row, line) for row, line in enumerate(right)]
    if by_rows:
        places = [place for pair in zip(places, others, strict=True) for place in pair]
    else:
        places += others
    for x, y, line in places:
        maker.put(x, y, line)
    return maker.finish().data
