"""Start-up: `unrtrace --help` against an empty typer program, in turn, in one run.

    python bench/startup.py [--runs N]

Prints medians in milliseconds and the ratio of the medians of the paired runs. Two empty programs are
measured: one as typer is by default (its help is drawn by rich), one with `rich_markup_mode=None`.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

EMPTY = """
import typer
app = typer.Typer({options})
@app.command()
def main() -> None:
    "Nothing."
app()
"""
LIMIT = 1.3


def once(command: list[str]) -> float:
    """Wall time of one run, in milliseconds."""
    begin = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True, env={**os.environ, "PYTHONDONTWRITEBYTECODE": ""})
    return (time.perf_counter() - begin) * 1000


def main() -> int:
    """Measure and print; exit 1 where the ratio to the leaner empty program is over the limit."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=20)
    runs = parser.parse_args().runs
    with tempfile.TemporaryDirectory() as folder:
        lean, plain = Path(folder, "lean.py"), Path(folder, "plain.py")
        lean.write_text(EMPTY.format(options="rich_markup_mode=None, add_completion=False"))
        plain.write_text(EMPTY.format(options=""))
        commands = {
            "python -c pass": [sys.executable, "-c", "pass"],
            "empty typer, no rich": [sys.executable, str(lean), "--help"],
            "empty typer, default": [sys.executable, str(plain), "--help"],
            "unrtrace --help": [str(Path(sys.executable).with_name("unrtrace")), "--help"],
        }
        for command in commands.values():
            once(command)
        times: dict[str, list[float]] = {name: [] for name in commands}
        for _ in range(runs):
            for name, command in commands.items():
                times[name].append(once(command))
    for name, values in times.items():
        print(f"{name:24}{statistics.median(values):8.1f} ms   min {min(values):.1f}  max {max(values):.1f}")
    worst = 0.0
    for name in ("empty typer, no rich", "empty typer, default"):
        ratio = statistics.median(a / b for a, b in zip(times["unrtrace --help"], times[name], strict=True))
        worst = max(worst, ratio)
        print(f"ratio to {name}: {ratio:.2f}")
    print(f"limit {LIMIT}: {'reached' if worst <= LIMIT else 'NOT reached'}")
    return worst > LIMIT


if __name__ == "__main__":
    sys.exit(main())
