"""Speed of `extract` with all fields, by language, against two floors and against eyecite, in one run.

    python bench/extract.py [--texts FOLDER] [--runs N]

The texts are the files of a folder (`*.txt`, any depth; the language of each is found from the text) or, where
none is named, texts made from the test cases with plain paragraphs between, about a citation a kilobyte, as in a
resolution. Each figure is the best of N runs over the same texts, one process, one core; `at first` is the only run
over texts that the process had not seen, after half as many of the same language. The floors: a scan by
`regex` for full symbols, and `str.find` over every slash. eyecite (not a dependency: `pip install eyecite`) is
measured on English where it is installed. Figures of a noisy machine differ from run to run; compare the ratios.
"""

import argparse
import sys
import time
import tomllib
from collections.abc import Callable
from pathlib import Path

import regex

from unrtrace import extract
from unrtrace.text.language import codes, detect

ROOT = Path(__file__).parent.parent
FLOOR = regex.compile(r"\b[A-Z]{1,5}(/[A-Z0-9.]+)+/\d+")
FILLER = {
    "en": "Stressing the need for all parties to work together in good faith and to share what they have learned, ",
    "fr": "Soulignant que toutes les parties doivent agir de bonne foi et partager les enseignements qu'elles ont tirés, ",
    "es": "Destacando que todas las partes deben actuar de buena fe y compartir lo que han aprendido en sus trabajos, ",
    "ru": "подчеркивая, что все стороны должны действовать добросовестно и делиться тем, чему они научились, ",
    "zh": "强调各方必须真诚合作，并交流各自在工作中积累的经验和教训，以便共同取得进展，",
    "ar": "وإذ تشدد على ضرورة أن تعمل جميع الأطراف معا بحسن نية وأن تتبادل ما تعلمته في أعمالها، ",
}


def made_texts() -> dict[str, list[str]]:
    """About 400 kB a language: the test cases' texts as paragraphs, plain ones between."""
    texts = {}
    for code in codes():
        cases = tomllib.loads((ROOT / "tests/data/cases" / f"{code}.toml").read_text(encoding="utf-8"))["case"]
        document = "\n\n".join(case["text"] + "\n\n" + FILLER[code] * 5 for case in cases)
        size = len(document.encode())
        texts[code] = [document] * max(1, 400_000 // size)
    return texts


def texts_of(folder: Path) -> dict[str, list[str]]:
    """The texts of a folder by language; those in no known language are left out, and none at all is an error."""
    texts: dict[str, list[str]] = {}
    for path in sorted(path for path in folder.rglob("*.txt") if path.is_file()):
        text = path.read_text(encoding="utf-8", errors="replace")
        if code := detect(text):
            texts.setdefault(code, []).append(text)
    return texts or sys.exit(f"no text (*.txt) in one of the six languages under {folder}")


def best(work: Callable[[str], object], texts: list[str], runs: int) -> float:
    """Seconds of the fastest of some runs over the texts."""
    times = []
    for _ in range(runs):
        begin = time.perf_counter()
        for text in texts:
            work(text)
        times.append(time.perf_counter() - begin)
    return min(times)


def unseen(code: str, rows: list[str]) -> float:
    """MB/s of the first run over every second text, when the process has seen the others."""
    for text in rows[::2]:
        extract(text, language=code)
    fresh = rows[1::2]
    begin = time.perf_counter()
    for text in fresh:
        extract(text, language=code)
    return sum(len(text.encode()) for text in fresh) / 1e6 / (time.perf_counter() - begin)


def slashes(text: str) -> None:
    """Find every slash."""
    position = text.find("/")
    while position >= 0:
        position = text.find("/", position + 1)


def eyecite() -> Callable[[str], object] | None:
    """eyecite's default extraction, where it is installed."""
    try:
        from eyecite import get_citations
    except ImportError:
        return None
    return get_citations


def main() -> int:
    """Measure and print; exit 1 where a language is under its limit."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--texts", type=Path)
    parser.add_argument("--runs", type=int, default=3)
    args = parser.parse_args()
    texts = texts_of(args.texts) if args.texts else made_texts()
    other = eyecite()
    print(
        f"{'':4}{'MB':>7}{'citations':>11}{'extract':>10}{'at first':>10}{'regex':>9}{'find /':>9}{'extract/regex':>15}   MB/s"
    )
    slow = []
    for code, rows in sorted(texts.items()):
        size = sum(len(text.encode()) for text in rows) / 1e6
        first = unseen(code, rows)
        count = sum(len(extract(text, language=code)) for text in rows)
        speed = size / best(lambda text, code=code: extract(text, language=code), rows, args.runs)
        floor = size / best(lambda text: sum(1 for _ in FLOOR.finditer(text)), rows, args.runs)
        found = size / best(slashes, rows, args.runs)
        limit = 25 if code == "en" else 12
        print(
            f"{code:4}{size:7.2f}{count:11}{speed:10.1f}{first:10.1f}{floor:9.0f}{found:9.0f}"
            f"{f'1/{floor / speed:.0f}':>15}   limit {limit}"
        )
        if speed < limit:
            slow.append(code)
        if code == "en" and other:
            sample = rows[:5]
            part = sum(len(text.encode()) for text in sample) / 1e6
            print(f"    eyecite on {part:.2f} MB of it: {part / best(other, sample, 1):.2f} MB/s")
    print(f"under the limit: {', '.join(slow)}" if slow else "all limits reached")
    return bool(slow)


if __name__ == "__main__":
    sys.exit(main())
