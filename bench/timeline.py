"""What events cost: their part of reading a document, and a timeline over a corpus.

    python bench/timeline.py [--texts FOLDER] [--corpus FOLDER] [--documents N] [--org NAME] [--runs N]

The share is the processor time that events add to that of reading the same texts and finding their citations with
the sentences that the index keeps, best of 2 N runs, one process; `bare` leaves the sentences out. Where a paragraph's
sentences end is found once for both, and so are the names of instruments and organisations, as the index does. The texts are those of a folder (`*.txt`, any depth) or,
where none is named, texts made from the cases of the tests.

With `--corpus`, or `--documents N` for as many of those that `bench/corpus.py` makes, `unrtrace timeline --org NAME` is
timed against `unrtrace --version`, both as processes in a pipe, the best of N runs. The made documents name twenty
organisations, the n-th one n times as rarely as the first; where no `--org` is given, those that one event in a
hundred tells of are asked for. Figures of a noisy machine differ from run to run; compare the ratios.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
import tomllib
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from extract import FILLER, ROOT, texts_of

from corpus import Made
from unrtrace.documents import from_text
from unrtrace.events import events_of
from unrtrace.extractor import extract_document
from unrtrace.text.language import codes
from unrtrace.text.organisations import standard

SHARE, QUERY = 0.40, 0.300  # of the citations' time; seconds over the start-up
OPENINGS = {
    "en": "The General Assembly,", "fr": "L'Assemblée générale,", "es": "La Asamblea General,",
    "ru": "Генеральная Ассамблея,", "zh": "大会，", "ar": "إن الجمعية العامة،",
}  # fmt: skip


def made_texts() -> dict[str, list[str]]:
    """Thirty documents a language, of the cases of citations and of events, plain paragraphs between."""
    events = tomllib.loads((ROOT / "tests/data/events-cases.toml").read_text(encoding="utf-8"))["case"]
    texts = {}
    for code in codes():
        cases = tomllib.loads((ROOT / f"tests/data/cases/{code}.toml").read_text(encoding="utf-8"))["case"]
        told = [case["text"] for case in events if case["language"] == code]
        rows = [case["text"] for case in cases][:60]
        step = max(1, len(rows) // len(told))
        for place, text in enumerate(told):
            rows.insert(place * (step + 1), text)
        document = OPENINGS[code] + "\n\n" + "\n\n".join(row + "\n\n" + FILLER[code] * 5 for row in rows)
        texts[code] = [document] * 30
    return texts


def share(texts: list[str], language: str, runs: int) -> tuple[float, float, float, int]:
    """Seconds for citations, for the sentences around them and for events besides, of the best runs; how many events.

    With events organisations are found by the same look at the text as instruments, as the index does. Both ways take
    turns in going first.
    """
    best = [float("inf")] * 3
    count = 0
    for turn in range(2 * runs):
        table = standard() if turn % 2 else None
        spent, count = [0.0] * 3, 0
        for text in texts:
            for organisations in (table, None if table else standard()):
                begin = time.process_time()
                document = from_text(text, language=language)
                citations = extract_document(document, organisations=organisations)
                found = time.process_time()
                for citation in citations:
                    document.sentences.text_at(citation.start, citation.end)
                cited = time.process_time()
                if organisations:
                    count += len(events_of(document, citations))
                    spent[2] += time.process_time() - begin
                else:
                    spent[0] += found - begin
                    spent[1] += cited - found
        best = [min(pair) for pair in zip(best, spent, strict=True)]
    return best[0], best[1], best[2] - best[0] - best[1], count


def seconds(command: list[str], runs: int) -> float:
    """Wall time of the fastest of some runs of a process, which may keep its compiled modules."""
    times, own = [], {**os.environ, "PYTHONDONTWRITEBYTECODE": ""}
    for _ in range(runs):
        begin = time.perf_counter()
        subprocess.run(command, check=False, capture_output=True, env=own)
        times.append(time.perf_counter() - begin)
    return min(times)


def asked(folder: Path, organisations: list[str], runs: int) -> list[str]:
    """Time the timelines of organisations; those over the limit."""
    program = [sys.executable, "-m", "unrtrace"]
    subprocess.run([*program, "index", str(folder)], check=False, capture_output=True)
    over = []
    for name in organisations:
        query = [*program, "timeline", "--org", name, "--corpus", str(folder)]
        forms = {"": [], " --limit 20": ["--limit", "20"], " -f jsonl": ["-f", "jsonl"]}
        start = seconds([*program, "--version"], runs)
        over_it = {form: seconds([*query, *more], runs) - start for form, more in forms.items()}
        told = ", ".join(f"timeline --org {name}{form} {took * 1e3:.0f} ms" for form, took in over_it.items())
        print(f"start-up {start * 1e3:.0f} ms; over it: {told}; limit {QUERY * 1e3:.0f} ms")
        over += [f"timeline --org {name}"] if over_it[""] > QUERY else []
    return over


def main() -> int:
    """Measure and print; exit 1 where a limit is not kept."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--texts", type=Path)
    parser.add_argument("--corpus", type=Path)
    parser.add_argument("--documents", type=int)
    parser.add_argument("--org", action="append")
    parser.add_argument("--runs", type=int, default=5)
    args = parser.parse_args()
    over = []
    print(
        f"{'':4}{'MB':>7}{'events':>8}{'citations':>11}{'sentences':>11}{'events':>9}{'share':>8}{'bare':>8}   limit {SHARE:.2f}"
    )
    for code, rows in sorted((texts_of(args.texts) if args.texts else made_texts()).items()):
        citations, sentences, events, count = share(rows, code, args.runs)
        size = sum(len(text.encode()) for text in rows) / 1e6
        part = events / (citations + sentences)
        print(
            f"{code:4}{size:7.2f}{count:8}{citations * 1e3:8.0f} ms{sentences * 1e3:8.0f} ms{events * 1e3:6.0f} ms"
            f"{part:8.2f}{events / citations:8.2f}"
        )
        over += [code] if part > SHARE else []
    organisations = args.org or ["IOM", "LAS"]
    if args.corpus:
        over += asked(args.corpus, organisations, args.runs)
    if args.documents:
        with tempfile.TemporaryDirectory() as temporary:
            os.environ["UNRTRACE_INDEX"] = f"{temporary}/index.sqlite"
            folder = Path(temporary) / "documents"
            folder.mkdir()
            Made(args.documents, 25_000).write(folder)
            over += asked(folder, organisations, args.runs)
    print(f"over the limit: {', '.join(over)}" if over else "all limits kept")
    return bool(over)


if __name__ == "__main__":
    sys.exit(main())
