"""Measure one large text against the same texts as small files: speed and memory of `extract` and `index`.

    python bench/large.py --texts FOLDER [--megabytes N] [--languages en,fr,...]

The texts of each language are joined, again and again with other numbers in the symbols, until they have so many
megabytes; the small files are the texts themselves, in as many copies as make a tenth of that. Each command runs in
a fresh process. MB/s are of processor time and include the start of the program; memory is the peak of the largest
process. Limits: a large text has at least half the speed of small files and stays below 500 MB.

Texts are the files `*.txt` of the folder at any depth, their language found from the text.
"""

import argparse
import os
import random
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SERIAL = re.compile(r"(?<=/)\d{1,3}\b")
MAX_MEMORY = 500  # MB
MIN_SPEED = 0.5  # of that of small files
SMALL = 1 / 10
MEASURE = (
    "import resource, subprocess, sys; code = subprocess.call(sys.argv[1:], stdout=subprocess.DEVNULL);"
    "used = resource.getrusage(resource.RUSAGE_CHILDREN);"
    "print(used.ru_utime + used.ru_stime, used.ru_maxrss // 1024); sys.exit(code)"
)


def texts_by_language(folder: Path) -> dict[str, list[str]]:
    """Return the texts of a folder by language."""
    sys.path.insert(0, str(ROOT))
    from unrtrace.documents import decode
    from unrtrace.text.language_detection import detect

    found: dict[str, list[str]] = {}
    for path in sorted(folder.rglob("*.txt")):
        text, _ = decode(path.read_bytes())
        found.setdefault(detect(text) or "", []).append(text)
    return {language: texts for language, texts in sorted(found.items()) if language}


def copies(texts: list[str], size: float) -> list[str]:
    """Return texts with other serial numbers, again and again until they have so many bytes."""
    chance, made, done = random.Random(1), [], 0
    while done < size:
        for text in texts:
            made.append(SERIAL.sub(lambda _: str(chance.randrange(1, 400)), text))
            done += len(made[-1].encode())
            if done >= size:
                break
    return made


def measure(*command: str) -> tuple[float, int]:
    """Return the processor seconds and the peak memory in MB of a command of the program."""
    called = [sys.executable, "-c", MEASURE, sys.executable, "-m", "unrtrace", *command]
    done = subprocess.run(called, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True)
    if done.returncode not in (0, 1):
        raise SystemExit(f"{command[0]} ended with {done.returncode}: {done.stderr[-500:]}")
    seconds, memory = done.stdout.split()[-2:]
    return float(seconds), int(memory)


def compare(language: str, texts: list[str], megabytes: float, folder: Path) -> bool:
    """Print the figures of one language and return whether they keep to the limits."""
    large, small = folder / "large", folder / "small"
    for place in (large, small):
        place.mkdir()
    (large / "large.txt").write_text("\n\n".join(copies(texts, megabytes * 1e6)), "utf-8")
    for number, text in enumerate(copies(texts, megabytes * 1e6 * SMALL)):
        (small / f"{number}.txt").write_text(text, "utf-8")
    kept = True
    for command in ("extract", "index"):
        figures = []
        for place in (large, small):
            files = sorted(place.iterdir())
            index = ["--index", str(folder / "index.sqlite"), "--rebuild", "--jobs", "1"]
            arguments = [str(place), *index] if command == "index" else [*map(str, files), "-f", "jsonl"]
            seconds, memory = measure(command, *arguments)
            (folder / "index.sqlite").unlink(missing_ok=True)
            figures.append((sum(path.stat().st_size for path in files) / 1e6 / seconds, memory))
        (speed, memory), (small_speed, small_memory) = figures
        share = speed / small_speed
        print(
            f"{language} {command:8} {speed:5.2f} MB/s, {share:4.2f} of {small_speed:.2f} MB/s of small files,"
            f" {memory} MB against {small_memory} MB",
            flush=True,
        )
        kept = kept and share >= MIN_SPEED and memory <= MAX_MEMORY
    return kept


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--texts", type=Path, required=True)
    parser.add_argument("--megabytes", type=float, default=50)
    parser.add_argument("--languages", help="codes, separated by commas; all of the texts unless given")
    given = parser.parse_args()
    kept = True
    print(f"{given.megabytes:g} MB; load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")
    for language, texts in texts_by_language(given.texts).items():
        if not given.languages or language in given.languages.split(","):
            with tempfile.TemporaryDirectory() as folder:
                kept = compare(language, texts, given.megabytes, Path(folder)) and kept
    sys.exit(0 if kept else "over a limit")


if __name__ == "__main__":
    main()
