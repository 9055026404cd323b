"""The index: how long it takes to make, to keep and to ask, how large it gets, each against its limit, in one run.

    python bench/corpus.py [--documents N] [--bytes N] [--jobs N] [--keep FOLDER]
    python bench/corpus.py --folder FOLDER [--jobs N]
    python bench/corpus.py --scaled N

Without a folder a corpus is generated, the same for the same N: resolutions of two organs in English, French and
Chinese, with masthead, preamble, operative paragraphs and footnotes. Each cites, most often of late sessions and
some documents far more often than others, about forty documents, half of which the corpus holds. With `--folder`
a folder of documents is copied and measured against the same limits, scaled by its bytes.

`--scaled N` measures what grows with the number of documents and is not the reading of them: 2,000 documents are
read and written again and again under other symbols, also those they cite, until there are N; the cost of writing a
document of the last tenth is compared with the first, and `cite` is asked of the whole.

Times of commands are medians of paired runs with `unrtrace --help`; memory is the sum over all processes at its
height. Exit code 1 where a limit is missed.
"""

import argparse
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from unrtrace.index.file_record import FileRecord

UNRTRACE = str(Path(sys.executable).with_name("unrtrace"))
REFERENCE = 20_000 * 25_000  # bytes that the limits of time are for
VERBS = {
    "en": ("Recalling", "Reaffirming", "Taking note of", "Welcoming", "Bearing in mind"),
    "fr": ("Rappelant", "Réaffirmant", "Prenant note de", "Se félicitant de", "Ayant à l'esprit"),
    "zh": ("回顾", "重申", "注意到", "欢迎", "铭记"),
}
CITED = {
    "en": "{verb} General Assembly resolution {number} of {day} {month} {year} on {topic}{where}, and document {other},",
    "fr": "{verb} la résolution {number} de l'Assemblée générale du {day} {month} {year} sur {topic}{where}, et le document {other},",
    "zh": "{verb}大会{year}年{month}月{day}日第{number}号决议，以及关于{topic}的文件{other}{where}，",
}
PLAIN = {
    "en": "Considering that {topic} and {more} call for patient work by every office concerned, including those which {verb} report on {last} to its members each year and which share what they have learned with {least},",
    "fr": "Considérant que {topic} et {more} demandent un travail patient de tous les services intéressés, y compris ceux qui {verb} font rapport sur {last} à leurs membres chaque année et partagent avec {least} ce qu'ils ont appris,",
    "zh": "考虑到{topic}和{more}需要所有有关部门耐心工作，包括每年就{last}向其成员报告并与{least}分享经验的部门，{verb}",
}
TOPICS = {
    "en": [
        "lighthouses",
        "harbours",
        "beacons",
        "pilots",
        "charts",
        "tides",
        "anchorages",
        "buoys",
        "canals",
        "ferries",
        "wharves",
        "signals",
        "lamps",
        "keepers",
        "registers",
        "surveys",
        "soundings",
        "straits",
        "moorings",
        "lanterns",
    ],
    "fr": [
        "phares",
        "ports",
        "balises",
        "pilotes",
        "cartes",
        "marées",
        "mouillages",
        "bouées",
        "canaux",
        "bacs",
        "quais",
        "signaux",
        "lampes",
        "gardiens",
        "registres",
        "levés",
        "sondages",
        "détroits",
        "amarres",
        "lanternes",
    ],
    "zh": [
        "灯塔",
        "港口",
        "航标",
        "引航",
        "海图",
        "潮汐",
        "锚地",
        "浮标",
        "运河",
        "渡轮",
        "码头",
        "信号",
        "灯具",
        "看守",
        "登记",
        "测量",
        "水深",
        "海峡",
        "系泊",
        "提灯",
    ],
}
MONTHS = {
    "en": [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
    "fr": [
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ],
    "zh": [str(number) for number in range(1, 13)],
}
# Organisations by how often they are named, the first one oftenest, and statements that name them beside a day.
NAMED = {
    "en": [
        "the African Union", "UNESCO", "the United Nations Development Programme", "WHO", "UNICEF", "the World Bank",
        "FAO", "the International Labour Organization", "UNEP", "UNFPA", "the World Food Programme", "ITU",
        "the International Maritime Organization", "UNIDO", "WIPO", "ICAO", "the Universal Postal Union",
        "the International Organization for Migration", "WMO", "the League of Arab States",
    ],
    "fr": [
        "l'Union africaine", "l'UNESCO", "le Programme des Nations Unies pour le développement", "l'OMS", "l'UNICEF",
        "la Banque mondiale", "la FAO", "l'Organisation internationale du Travail", "le PNUE", "le FNUAP",
        "le Programme alimentaire mondial", "l'UIT", "l'Organisation maritime internationale", "l'ONUDI", "l'OMPI",
        "l'OACI", "l'Union postale universelle", "l'Organisation internationale pour les migrations", "l'OMM",
        "la Ligue des États arabes",
    ],
    "zh": [
        "非洲联盟", "教科文组织", "联合国开发计划署", "世界卫生组织", "儿童基金会", "世界银行", "粮农组织",
        "国际劳工组织", "环境署", "人口基金", "世界粮食计划署", "国际电信联盟", "国际海事组织", "工发组织", "知识产权组织",
        "国际民用航空组织", "万国邮政联盟", "国际移民组织", "世界气象组织", "阿拉伯国家联盟",
    ],
}  # fmt: skip
TOLD = {
    "en": (
        "Noting that {one} and {other} signed an agreement on {topic} on {day} {month} {year},",
        "Welcoming the meeting on {topic} that {one} held on {day} {month} {year},",
        "Taking note of the letter dated {day} {month} {year} from the head of {one} on {topic},",
    ),
    "fr": (
        "Notant que {one} et {other} ont signé un accord sur les {topic} le {day} {month} {year},",
        "Se félicitant de la réunion sur les {topic} que {one} a tenue le {day} {month} {year},",
        "Prenant note de la lettre datée du {day} {month} {year} du chef de {one} sur les {topic},",
    ),
    "zh": (
        "注意到{one}和{other}于{year}年{month}月{day}日签署了关于{topic}的协定，",
        "欢迎{one}于{year}年{month}月{day}日举行关于{topic}的会议，",
        "注意到{one}负责人{year}年{month}月{day}日关于{topic}的信，",
    ),
}
WHERE = {"en": " in the United Nations", "fr": " aux Nations Unies", "zh": "在联合国"}
CLOSING = {
    "en": "{meeting}th plenary meeting\n{day} {month} {year}",
    "fr": "{meeting}e séance plénière\n{day} {month} {year}",
    "zh": "{year}年{month}月{day}日\n第{meeting}次全体会议",
}
TITLED = {"en": "Cooperation with {one}", "fr": "Coopération avec {one}", "zh": "与{one}的合作"}
OPENING = {"en": "The General Assembly,", "fr": "L'Assemblée générale,", "zh": "大会，"}
ACTS = {
    "en": "Requests the Secretary-General to report on {topic} as set out in document {other}",
    "fr": "Prie le Secrétaire général de faire rapport sur {topic} comme indiqué dans le document {other}",
    "zh": "请秘书长按照文件{other}所述就{topic}提出报告",
}


class Made:
    """Documents that cite each other, the same for the same number."""

    def __init__(self, count: int, size: int) -> None:
        self.count, self.size = count, size
        self.chance = random.Random(count)

    def number(self, document: int) -> tuple[int, int]:
        """Session and number of a document of the corpus: 400 a session from the 31st on."""
        return 31 + document // 400 % 60, 1 + document % 400 + 400 * (document // 24_000)

    def cited(self, document: int) -> tuple[int, int]:
        """What a document cites: half of it held, more often late than early, a few of them by everybody."""
        if self.chance.random() < 0.1:
            return self.number(int(self.chance.paretovariate(0.6)) % self.count)
        if self.chance.random() < 0.45:
            back = int(self.chance.expovariate(1 / 900)) + 1
            return self.number(max(0, document - back))
        return self.chance.randint(31, 90), self.chance.randint(500, 900)

    def words(self, language: str) -> dict[str, str]:
        names = ("topic", "more", "last", "least")
        return dict(zip(names, self.chance.choices(TOPICS[language], k=4), strict=True))

    def named(self, language: str) -> str:
        """An organisation, the first of the list oftenest, the n-th one n times as rarely."""
        names = NAMED[language]
        return self.chance.choices(names, [1 / place for place in range(1, len(names) + 1)])[0]

    def told(self, document: int, language: str) -> str:
        """A statement of what organisations did on a day of the two years before the document's session."""
        return self.chance.choice(TOLD[language]).format(
            one=self.named(language), other=self.named(language), topic=self.chance.choice(TOPICS[language]),
            day=self.chance.randint(1, 28), month=self.chance.choice(MONTHS[language]),
            year=1945 + self.number(document)[0] - self.chance.randint(0, 2),
        )  # fmt: skip

    def text(self, document: int) -> tuple[str, str]:
        """A document's file name and its text."""
        language = ("en", "en", "fr", "zh")[document % 4]
        session, number = self.number(document)
        symbol = f"A/RES/{session}/{number}"
        about = " ".join(self.words(language).values())
        if self.chance.random() < 0.04:
            about = TITLED[language].format(one=self.named(language))
        title = f"{session}/{number}. {about}"
        parts = [f"United Nations\n\n{symbol}\n\n{title}\n\n{OPENING[language]}"]
        size = len(parts[0].encode())
        operative = 0
        for paragraph in range(10**6):
            if size > self.size:
                break
            if paragraph % 5 == 0:
                line = self.citation(document, language)
            elif paragraph % 20 == 3:
                line = self.told(document, language)
            elif paragraph % 10 == 9:
                operative += 1
                line = f"{operative}. {self.act(language)};"
            else:
                verb = str(self.chance.randint(1, 9999)) + "-" + self.chance.choice(TOPICS["en"])
                line = PLAIN[language].format(verb=verb, **self.words(language)) * self.chance.randint(1, 4)
            parts.append(line)
            size += len(line.encode()) + 2
        parts.append(CLOSING[language].format(meeting=60 + number % 30, **self.adopted(session, number, language)))
        return f"{session}/A_RES_{session}_{number}.{language}.txt", "\n\n".join(parts) + "\n"

    def citation(self, document: int, language: str) -> str:
        session, number = self.cited(document)
        return CITED[language].format(
            verb=self.chance.choice(VERBS[language]), number=f"{session}/{number}",
            other=f"A/{session}/{self.chance.randint(1, 999)}", topic=self.chance.choice(TOPICS[language]),
            where=WHERE[language] if self.chance.random() < 0.3 else "", **self.adopted(session, number, language),
        )  # fmt: skip

    def adopted(self, session: int, number: int, language: str) -> dict[str, int | str]:
        """The day on which a resolution was adopted, in December of the session's first year."""
        return {"day": 1 + number * 7 % 28, "month": MONTHS[language][11], "year": 1945 + session}

    def act(self, language: str) -> str:
        other = f"A/{self.chance.randint(40, 75)}/{self.chance.randint(1, 999)}"
        return ACTS[language].format(topic=self.chance.choice(TOPICS[language]), other=other)

    def write(self, folder: Path) -> int:
        """Write the documents and return their bytes."""
        total = 0
        for document in range(self.count):
            name, text = self.text(document)
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            total += path.write_bytes(text.encode())
        (folder / "corpus.toml").touch()
        return total


class Memory(threading.Thread):
    """The height of the memory of a process and its children, in MB (Linux)."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.pid, self.height, self.going = pid, 0.0, True

    def run(self) -> None:
        while self.going:
            self.height = max(self.height, sum(map(resident, family(self.pid))))
            time.sleep(0.1)


def family(pid: int) -> list[int]:
    """A process and all below it."""
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        for task in Path(f"/proc/{pid}/task").iterdir():
            children += (task / "children").read_text().split()
    except OSError:
        return [pid]
    return [pid, *(found for child in set(children) for found in family(int(child)))]


def resident(pid: int) -> float:
    """The memory of one process that no other shares, in MB."""
    try:
        rows = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
        return sum(int(row.split()[1]) for row in rows if row.startswith("Pss:")) / 1024
    except OSError:
        return 0.0


def command(*arguments: str, cwd: Path) -> tuple[float, float]:
    """Seconds and memory of one command."""
    begin = time.perf_counter()
    process = subprocess.Popen([UNRTRACE, *arguments], cwd=cwd, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    memory = Memory(process.pid)
    memory.start()
    _, error = process.communicate()
    memory.going = False
    if process.returncode not in (0, 1):
        raise SystemExit(f"unrtrace {' '.join(arguments)} ended with code {process.returncode}: {error.decode()}")
    return time.perf_counter() - begin, memory.height


def ratio(folder: Path, *arguments: str, runs: int) -> tuple[float, float]:
    """The median of a command's time over that of `--help`, in turn, and the command's own in milliseconds."""
    ratios, times = [], []
    for _ in range(runs):
        base, took = command("--help", cwd=folder)[0], command(*arguments, cwd=folder)[0]
        ratios.append(took / base)
        times.append(took * 1000)
    return statistics.median(ratios), statistics.median(times)


class Limits:
    """Figures with their limits, printed as they come."""

    def __init__(self) -> None:
        self.missed = 0

    def show(self, what: str, value: float, limit: float, unit: str) -> None:
        """One figure."""
        reached = value <= limit
        self.missed += not reached
        print(
            f"{what:44}{value:9.2f} {unit:7} limit {limit:7.2f}   {'reached' if reached else 'NOT reached'}", flush=True
        )


def measure(folder: Path, size: int, count: int, jobs: list[str], runs: int) -> int:
    """Measure one corpus; how many limits were missed."""
    limits, scale = Limits(), size / REFERENCE
    old = time.time() - 3600
    files = [path for path in folder.rglob("*") if path.is_file()]
    for path in files:
        os.utime(path, (old, old))
    index = Path(os.environ["UNRTRACE_INDEX"])
    took, memory = command("index", *jobs, str(folder), cwd=folder)
    print(
        f"{count} documents, {size / 1e6:.1f} MB; first index {count / took:.0f} documents/s, {size / 1e6 / took:.1f} MB/s"
    )
    limits.show("first index", took, max(100 * scale, 2), "s")
    limits.show("memory at its height, all processes", memory, 600, "MB")
    limits.show("index / text", index.stat().st_size / size, 0.5, "")
    limits.show(
        "update, nothing changed", command("index", str(folder), cwd=folder)[0], max(2 * count / 20_000, 0.5), "s"
    )
    changed = next(path for path in sorted(files) if path.suffix == ".txt")
    changed.write_text(changed.read_text(encoding="utf-8") + "\nRecalling its resolution 47/4,\n", encoding="utf-8")
    os.utime(changed, (old + 60, old + 60))
    limits.show("update, one file changed", command("index", str(folder), cwd=folder)[0], max(2.5 * scale, 2.5), "s")
    for name, arguments in queries(folder).items():
        value, milliseconds = ratio(folder, *arguments, runs=runs)
        limits.show(f"{name} ({milliseconds:.0f} ms) / --help", value, 2.5, "")
    return limits.missed


def scaled(base: Path, count: int, runs: int) -> int:
    """Write a large index from a small corpus; how many limits were missed."""
    from unrtrace.index import database, file_record, schema
    from unrtrace.index.scan_files import ScannedFile
    from unrtrace.index.writer import Writer

    limits, folder, index = Limits(), base / "documents", Path(os.environ["UNRTRACE_INDEX"])
    folder.mkdir()
    size = Made(2000, 25_000).write(folder)
    tasks = [file_record.IndexTask(os.fsencode(path), path.name, {}) for path in sorted(folder.rglob("*.txt"))]
    found = [file_record.index_file(task) for task in tasks[:40]]
    begin = time.perf_counter()
    found += [file_record.index_file(task) for task in tasks[40:]]
    reading = (time.perf_counter() - begin) / len(tasks[40:]) * 1000
    connection = database.connect(index, write=True)
    database.begin(connection)
    writer, times, since = Writer(connection, (folder,)), [], time.perf_counter()
    with writer.batch():
        writer.write_folders()
    for tenth in range(10):
        for copy in range(tenth * count // 20_000, (tenth + 1) * count // 20_000):
            with writer.batch():
                for number, one in enumerate(found):
                    writer.add(ScannedFile(0, b"%d/%d.txt" % (copy, number), 1, 1), "", renamed(one, copy, schema))
        now = time.perf_counter()
        times.append((now - since) / (count / 10) * 1000)
        since = now
    with writer.batch():
        writer.finish("", ())
    database.seal(index, connection, full=True)
    print(
        f"{count} documents written, ms a document by tenths: {' '.join(f'{value:.2f}' for value in times)}; packed in {time.perf_counter() - since:.0f} s"
    )
    first, last = reading + times[0], reading + times[-1]
    print(f"reading {reading:.2f} ms a document, one process; with writing {first:.2f} at first, {last:.2f} at last")
    limits.show("cost of a document, the last tenth / the first", last / first, 1.2, "")
    limits.show("index / text", index.stat().st_size / (size * count / 2000), 0.5, "")
    symbol = f"A/RES/{33 + 100 * (count // 4000)}/7"
    value, milliseconds = ratio(folder, "cite", symbol, "-C", str(folder), "--no-update", runs=runs)
    limits.show(f"cite --no-update ({milliseconds:.0f} ms) / --help", value, 2.5, "")
    return limits.missed


def renamed(one: "FileRecord", copy: int, schema: "ModuleType") -> "FileRecord":
    """What is described, with every symbol of sessions under another session."""
    if not copy:
        return one._replace(citations=[list(row) for row in one.citations], events=[list(row) for row in one.events])
    cited = list(schema.CITATION).index("identifier_id")

    def other(name: str) -> str:
        head, session, rest = name.rpartition("/")[0].rpartition("/")[0], *name.split("/")[-2:]
        return f"{head}/{int(session) + 100 * copy}/{rest}" if session.isdigit() else f"{name}-{copy}"

    return one._replace(
        work=other(one.work),
        names={other(name): (None, None) for name in one.names},
        aliases=tuple((other(name), why) for name, why in one.aliases),
        citations=[
            [other(value) if place == cited and value else value for place, value in enumerate(row)]
            for row in one.citations
        ],
        edges={(other(name), what): times for (name, what), times in one.edges.items()},
        events=[list(row) for row in one.events],
        adopted_symbols=[name and other(name) for name in one.adopted_symbols],
    )


def queries(folder: Path) -> dict[str, tuple[str, ...]]:
    """`cite` of a document in the middle of the corpus, with and without a look at the files."""
    found = subprocess.run(
        [UNRTRACE, "sql", "-C", str(folder), "SELECT text FROM identifier n JOIN work w ON w.id = n.id WHERE symbol IS NOT NULL ORDER BY text", "-f", "tsv"],
        cwd=folder, capture_output=True, text=True, check=True,
    ).stdout.split()[1:]  # fmt: skip
    symbol = found[len(found) // 2]
    return {
        "cite": ("cite", symbol, "-C", str(folder)),
        "cite --no-update": ("cite", symbol, "-C", str(folder), "--no-update"),
    }


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=2000)
    parser.add_argument("--bytes", type=int, default=25_000)
    parser.add_argument("--folder", type=Path, help="measure a copy of this folder")
    parser.add_argument("--scaled", type=int, metavar="N", help="write an index of N documents")
    parser.add_argument("--keep", type=Path, help="write the corpus and the index here and leave them")
    parser.add_argument("--jobs", type=int)
    parser.add_argument("--runs", type=int, default=9)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        base = args.keep or Path(temporary)
        folder = base / "documents"
        os.environ["UNRTRACE_INDEX"] = str(base / "index.sqlite")
        for name in ("UNRTRACE_CORPUS", "NO_COLOR"):
            os.environ.pop(name, None)
        shutil.rmtree(folder, ignore_errors=True)
        for path in base.glob("index.sqlite*"):
            path.unlink()
        if args.scaled:
            return scaled(base, args.scaled, args.runs) > 0
        if args.folder:
            shutil.copytree(args.folder, folder)
            files = [path for path in folder.rglob("*") if path.is_file()]
            size, count = sum(path.stat().st_size for path in files), len(files)
        else:
            folder.mkdir(parents=True)
            size, count = Made(args.documents, args.bytes).write(folder), args.documents
        jobs = ["--jobs", str(args.jobs)] if args.jobs else []
        return measure(folder, size, count, jobs, args.runs) > 0


if __name__ == "__main__":
    sys.exit(main())
