"""Measure the speed of `extract` on texts that the process has not read before, by language.

    python bench/extract.py [--texts FOLDER] [--rounds N]
    python bench/extract.py [--texts FOLDER] [--rounds N] --against TREE

This is what a user gets who reads documents one after the other. Each measurement is a fresh process for one language:
it extracts every second text to warm up (tables loaded, patterns compiled), then the others once each, which is timed.
Times are processor seconds of one core; the figures are medians of all rounds. The ratios compare, in the same process
and over the same texts, with a scan by `regex` for full symbols, with `str.find` of every slash, and in English with
eyecite's default extraction where it is installed (`pip install eyecite`): 1/60 is sixty times as slow.

With `--against` the package of another checkout reads the same texts in a process of its own, text by text in turns,
so that both see the same load of the machine. A ratio of 1.05 means that this checkout is 5 % faster than TREE.

Texts are the files `*.txt` of a folder at any depth, their language found from the text. Without a folder, texts are
made of the test cases with plain paragraphs between them; they are dense and odd, so take a folder of real documents
for figures that are published.

No limits are checked: MB/s depend on the machine, its load and the texts. Compare figures of one run only, and take
a ratio for a difference only where it lies on the same side of 1 in every round.
"""

import argparse
import gc
import importlib.util
import json
import os
import re
import statistics
import subprocess
import sys
import time
import tomllib
from collections.abc import Callable, Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SYMBOL = r"\b[A-Z]{1,5}(/[A-Z0-9.]+)+/\d+"
EYECITE_TEXTS = 5  # eyecite takes about a second for 1 MB
COPIES = 10
FILLER = {
    "en": "Stressing the need for all parties to work together in good faith and to share what they have learned, ",
    "fr": "Soulignant que toutes les parties doivent agir de bonne foi et partager les enseignements qu'elles ont tirés, ",
    "es": "Destacando que todas las partes deben actuar de buena fe y compartir lo que han aprendido en sus trabajos, ",
    "ru": "подчеркивая, что все стороны должны действовать добросовестно и делиться тем, чему они научились, ",
    "zh": "强调各方必须真诚合作，并交流各自在工作中积累的经验和教训，以便共同取得进展，",
    "ar": "وإذ تشدد على ضرورة أن تعمل جميع الأطراف معا بحسن نية وأن تتبادل ما تعلمته في أعمالها، ",
}


def made_texts() -> dict[str, list[str]]:
    """Return 20 texts for each language: the test cases in two halves, each in ten copies with other numbers."""
    texts = {}
    for code, filler in FILLER.items():
        cases = tomllib.loads((ROOT / f"tests/data/cases/{code}.toml").read_text(encoding="utf-8"))["case"]
        paragraphs = [case["text"] + "\n\n" + filler * 5 for case in cases]
        halves = ["\n\n".join(paragraphs[half::2]) for half in (0, 1)]
        texts[code] = [raised(half, copy) for copy in range(COPIES) for half in halves]
    return texts


def raised(text: str, by: int) -> str:
    """Return the text with every number raised, so that no copy repeats the symbols and dates of another."""
    return re.sub("[0-9]+", lambda match: str(int(match[0]) + by), text)


def texts_of(folder: Path) -> dict[str, list[str]]:
    """Return the texts of a folder by language; leave out languages with a single text."""
    from unrtrace.text.language_detection import detect

    texts: dict[str, list[str]] = {}
    for path in sorted(path for path in folder.rglob("*.txt") if path.is_file()):
        text = path.read_text(encoding="utf-8", errors="replace")
        if code := detect(text):
            texts.setdefault(code, []).append(text)
    texts = {code: rows for code, rows in sorted(texts.items()) if len(rows) > 1}
    return texts or sys.exit(f"no two texts (*.txt) of one of the six languages under {folder}")


def seconds(work: Callable[[str], object], texts: Iterable[str]) -> float:
    """Return the processor time of one run over the texts."""
    begin = time.process_time()
    for text in texts:
        work(text)
    return time.process_time() - begin


def size_of(texts: Iterable[str]) -> float:
    """Return the size in megabytes of UTF-8."""
    return sum(len(text.encode()) for text in texts) / 1e6


def find_slashes(text: str) -> None:
    """Find every slash."""
    position = text.find("/")
    while position >= 0:
        position = text.find("/", position + 1)


def answer() -> None:
    """Be the measured process: read a language and texts, a JSON line each, and answer each text with its seconds.

    An empty line asks for the seconds of the floors; the end of the input ends the process.
    """
    from unrtrace import extract

    code, warm = json.loads(sys.stdin.readline())
    for text in warm:
        extract(text, language=code)
    gc.collect()
    gc.freeze()  # a full collection falls on one text or the other by chance, and takes as long as twenty texts
    print("ready", flush=True)
    fresh: list[str] = []
    counts: list[int] = []
    while (line := sys.stdin.readline()).strip():
        fresh.append(json.loads(line))
        taken = seconds(lambda text: counts.append(len(extract(text, language=code))), fresh[-1:])
        print(json.dumps([taken, counts[-1]]), flush=True)
    if line:
        print_floors(code, fresh)


def print_floors(code: str, fresh: list[str]) -> None:
    """Print the seconds that each floor takes over some texts."""
    import regex

    floor = regex.compile(SYMBOL)
    figures = {"regex": seconds(lambda text: sum(1 for _ in floor.finditer(text)), fresh)}
    figures["find"] = seconds(find_slashes, fresh)
    if code == "en" and importlib.util.find_spec("eyecite"):
        from eyecite import get_citations

        get_citations("Roe v. Wade, 410 U.S. 113 (1973)")  # loads its tables
        sample = fresh[:EYECITE_TEXTS]
        figures["eyecite"] = seconds(get_citations, sample) * size_of(fresh) / size_of(sample)
    print(json.dumps(figures), flush=True)


class Reader:
    """A fresh process that reads texts of one language with the package of a checkout, and its figures."""

    def __init__(self, tree: Path, code: str, warm: list[str]) -> None:
        self.process = subprocess.Popen(
            [sys.executable, __file__, "--answer"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
            env={**os.environ, "PYTHONPATH": str(tree), "PYTHONUTF8": "1"},
        )
        self.ask(json.dumps([code, warm]))
        self.seconds, self.citations = 0.0, 0

    def ask(self, line: str) -> str:
        """Send a line and return the line that answers it."""
        assert self.process.stdin and self.process.stdout
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()
        return self.process.stdout.readline() or sys.exit("the measured process ended early")

    def read(self, text: str) -> None:
        """Have one text read and add up its figures."""
        taken, count = json.loads(self.ask(json.dumps(text)))
        self.seconds += taken
        self.citations += count

    def floors(self) -> dict[str, float]:
        """Return the seconds of each floor over the texts read, and end the process."""
        figures: dict[str, float] = json.loads(self.ask(""))
        self.process.communicate()
        return figures


def in_turns(trees: list[Path], code: str, texts: list[str]) -> list[Reader]:
    """Read every second text in a fresh process for each checkout, text by text in turns, after the others."""
    readers = [Reader(tree, code, texts[::2]) for tree in trees]
    for number, text in enumerate(texts[1::2]):
        for reader in readers[:: -1 if number % 2 else 1]:
            reader.read(text)
    return readers


def print_speeds(code: str, texts: list[str], rounds: int) -> None:
    """Print the speed of a language and its ratios to the floors."""
    size = size_of(texts[1::2])
    runs = [in_turns([ROOT], code, texts)[0] for _ in range(rounds)]
    speeds = [size / run.seconds for run in runs]
    ratios: dict[str, list[float]] = {}
    for run in runs:
        for name, taken in run.floors().items():
            ratios.setdefault(name, []).append(run.seconds / taken)
    line = f"{code:4}{size:7.2f}{runs[0].citations:11}"
    line += f"{statistics.median(speeds):8.1f}{min(speeds):8.1f}{max(speeds):8.1f}"
    for values in ratios.values():
        line += f"{f'1/{middle:.0f}' if (middle := statistics.median(values)) > 1 else f'{1 / middle:.1f}':>11}"
    print(line, flush=True)


def print_ratios(code: str, texts: list[str], rounds: int, tree: Path) -> None:
    """Print how fast this checkout reads a language in relation to another."""
    size = size_of(texts[1::2])
    runs = []
    for _ in range(rounds):
        runs.append(in_turns([ROOT, tree], code, texts))
        for reader in runs[-1]:
            reader.process.communicate()
    ratios = [there.seconds / here.seconds for here, there in runs]
    line = f"{code:4}{size:7.2f}{runs[0][0].citations:11}{runs[0][1].citations:11}"
    line += "".join(f"{statistics.median(size / run[side].seconds for run in runs):8.1f}" for side in (0, 1))
    print(line + f"{statistics.median(ratios):9.3f}{min(ratios):8.3f}{max(ratios):8.3f}", flush=True)


def main() -> None:
    """Measure every language and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--texts", type=Path, metavar="FOLDER")
    parser.add_argument("--against", type=Path, metavar="TREE")
    parser.add_argument("--rounds", type=int, default=3, metavar="N")
    parser.add_argument("--answer", action="store_true", help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.answer:
        return answer()
    tree = args.against and args.against.resolve()
    if tree and (tree == ROOT or not (tree / "unrtrace").is_dir()):
        parser.error(f"not another checkout of the project: {args.against}")
    sys.path.insert(0, str(ROOT))
    texts = texts_of(args.texts) if args.texts else made_texts()
    if tree:
        print(f"{'':4}{'MB':>7}{'citations':>11}{'there':>11}{'MB/s':>8}{'there':>8}{'ratio':>9}{'min':>8}{'max':>8}")
    else:
        print(f"{'':4}{'MB':>7}{'citations':>11}{'MB/s':>8}{'min':>8}{'max':>8}", end="")
        print(f"{'to regex':>11}{'to find':>11}{'to eyecite':>11}")
    for code, rows in texts.items():
        if tree:
            print_ratios(code, rows, args.rounds, tree)
        else:
            print_speeds(code, rows, args.rounds)


if __name__ == "__main__":
    main()
