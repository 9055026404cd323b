"""How far the text alone may be trusted: a folder of AKN4UN XML read twice and compared.

    python bench/trust.py FOLDER [--all]

Citations: those of the XML, with the structure, the footnotes and their marks that the file states, against those
of the same text without any of it. A citation is compared by symbol (or candidates), place and paragraph.
Metadata: what the masthead's text says against the file's own metadata. Differences are listed, twenty a field
unless `--all`. Exit 1 where a citation differs or a field is under 98 %.
"""

import argparse
import datetime
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

import regex

from unrtrace.documents import Document, DocumentError, from_text, read
from unrtrace.extractor import extract_document
from unrtrace.symbols import Symbol, SymbolError

LIMIT = 0.98
LETTERS = regex.compile(r"[^\p{L}\p{N}]+")


def citations(document: Document) -> Counter[tuple[str, str, str | None]]:
    """The citations of a document: symbol or candidates, place, paragraph."""
    return Counter((str(c.symbol or "|".join(c.candidates)), c.place, c.paragraph) for c in extract_document(document))


def plain(value: object) -> str | None:
    """A value for comparison: letters and digits alone, dates as ISO days; None where there is none."""
    if value is None or value == "" or value == ():
        return None
    if isinstance(value, datetime.date):
        return value.isoformat()
    return LETTERS.sub(" ", unicodedata.normalize("NFKC", str(value))).strip().casefold()


def of_symbol(symbol: str | None) -> str | None:
    """The canonical spelling of the file's own symbol."""
    try:
        return str(Symbol.parse(symbol)) if symbol else None
    except SymbolError:
        return symbol


def number(value: str | None) -> str | None:
    """The digits of a number where there are any: `Agenda item 19 (f)` and `19 (f)` name the same."""
    found = regex.search(r"\d+", unicodedata.normalize("NFKC", value or ""))
    return found[0] if found else value


def fields(said: Mapping[str, str], document: Document) -> Iterator[tuple[str, str | None, object]]:
    """Each field that both may have: its name, what the file's metadata say, what its text was read to say."""
    masthead = document.masthead
    yield "symbol", of_symbol(said.get("symbol")), masthead.symbols[0] if masthead.symbols else None
    yield "title", said.get("title"), masthead.title
    yield "adopted", said.get("adopted"), masthead.adopted
    yield "issued", said.get("issued"), masthead.issued
    yield "session", said.get("session_number"), masthead.details.session
    yield "agenda item", said.get("agenda_item"), "; ".join(masthead.details.agenda_items)


def same(name: str, stated: str, found: object) -> bool:
    """Whether the text says what the metadata say."""
    if name in ("adopted", "issued", "symbol"):
        return str(found) == stated
    if name == "agenda item" and found:
        return number(stated) == number(str(found))
    return plain(found) == plain(stated)


def main() -> int:
    """Compare and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--all", action="store_true", help="list every difference")
    args = parser.parse_args()
    files = equal = total = 0
    differing: list[str] = []
    right: Counter[str] = Counter()
    stated_fields: Counter[str] = Counter()
    wrong: dict[str, list[str]] = {}
    for path in sorted(args.folder.rglob("*.xml")):
        try:
            stated = read(path)
        except DocumentError as error:
            print(f"{path}: {error}", file=sys.stderr)
            continue
        alone = from_text(stated.text)
        files += 1
        of_xml, of_text = citations(stated), citations(alone)
        total += sum(of_xml.values())
        equal += sum((of_xml & of_text).values())
        differing += [f"{path.name}: XML only {c}" for c in sorted((of_xml - of_text).elements(), key=str)]
        differing += [f"{path.name}: text only {c}" for c in sorted((of_text - of_xml).elements(), key=str)]
        if alone.language != stated.language:
            differing.append(f"{path.name}: language {stated.language}, from the text {alone.language}")
        for name, value, found in fields(stated.metadata, alone):
            if value:
                stated_fields[name] += 1
                if same(name, value, found):
                    right[name] += 1
                else:
                    wrong.setdefault(name, []).append(f"{path.name}: stated {value!r}, read {found!s:.120}")
    print(f"{files} files; citations {equal} of {total} the same, {len(differing)} differences")
    for line in differing if args.all else differing[:20]:
        print("  ", line)
    low = [name for name in stated_fields if right[name] < LIMIT * stated_fields[name]]
    for name, count in stated_fields.items():
        print(f"{name:12} {right[name]:4} of {count:4}  {right[name] / count:6.1%}")
        for line in wrong.get(name, []) if args.all else wrong.get(name, [])[:20]:
            print("  ", line)
    share = sum(right.values()) / max(1, sum(stated_fields.values()))
    print(f"{'all fields':12} {sum(right.values()):4} of {sum(stated_fields.values()):4}  {share:6.1%}")
    return bool(differing or low)


if __name__ == "__main__":
    sys.exit(main())
