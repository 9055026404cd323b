"""Web pages, by selectolax (lexbor): the text as it is shown, without what is not text.

The document's tree is asked only for what bounds a paragraph or bears a mark; signs are put in their place and the
library gives the whole text at once.

>>> read(b"<p>Recalling <i>resolution</i> 47/4<sup>1</sup>,</p><ol><li>Decides;</li></ol>").text
'Recalling resolution 47/4¹,\\n\\n1. Decides;'
"""

import codecs
import re
from collections import defaultdict, deque
from itertools import repeat
from typing import Any

from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

from unrtrace.documents.decoding import MARKS, DocumentError, decode
from unrtrace.documents.readers.layout import BLANKS, FORBIDDEN, MARK_SIGNS, RAISED, Flow, Foot, Reading, fold

MOST_BYTES = 64 << 20
DEEPEST = 30_000  # elements within elements; lexbor's time grows with the square, a second here
WINDOW, STEP = 4096, 65_536  # of a large page, the characters that are looked at, and how far apart they begin
SKIPPED = frozenset("script style noscript template nav aside footer form button svg iframe".split())  # noqa: SIM905
BLOCKS = frozenset(  # of a table its cells: the parser leaves no text between rows
    "p div li ul ol dl dt dd h1 h2 h3 h4 h5 h6 td th caption blockquote section article main header"  # noqa: SIM905
    " center hr address figure figcaption".split()
)
HOLDERS = frozenset("div ul ol dl section article main header center blockquote".split())  # noqa: SIM905
MARKED = BLOCKS | SKIPPED | {"a", "sup", "br", "pre", "table"}
NESTING = re.compile(
    r"<(/?)(?:div|[uod]l|section|article|main|header|footer|nav|aside|center|blockquote|address|fig(?:ure|caption))[\s/>]",
    re.I,
)
BLOCK, BREAK, NOTE, NOTE_END, KEPT = "\x1e", "\x1f", "\x1c", "\x1d", "\x1a"
CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.I)
WHITE = " \t\n\r\v\f\x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))
LOOSE = re.compile(f"{BREAK}(?:(?<= {BREAK})|(?=[{WHITE}{BREAK}]))")  # a break with white space or another beside it
NOTE_AT = re.compile(f"{NOTE}(\\d+){NOTE_END}")
MARK = re.compile(r"\s*[\[(]?\s*(?:(\d{1,3})|(\*{1,3}))\s*[\])]?\s*")
NOTE_ID = re.compile(r"(?i)ftn|fn|foot|note")
LEAD = re.compile(r"\s*(?:[\[(]?\s*(?:\d{1,3}|\*{1,3})\s*[\])]?[.:/]?(?=\s|\D)|[↑^])?\s*")
SIGNS = (BLOCK, BREAK, NOTE, NOTE_END, KEPT)


def read(data: bytes) -> Reading:
    """The text of a web page, a footnote after the paragraph that bears its mark where the page links the two."""
    if len(data) > MOST_BYTES:
        raise DocumentError(f"is a web page of more than {MOST_BYTES >> 20} MB, the most that is read: split it")
    source, warnings = _decoded(data)
    _refuse_deep(source)
    try:
        tree = LexborHTMLParser(_without_signs(source))
    except SelectolaxError:
        raise MemoryError from None
    flow = Flow()
    flow.warnings += warnings
    _say(tree, flow)
    body = tree.body
    if body is None:
        return flow.reading()
    nodes, feet = _nodes(body), {}
    if skipped := SKIPPED & nodes.keys():
        tree.strip_tags(list(skipped))
        nodes = _nodes(body)
    if "#" in source and (feet := _notes(body, nodes.get("a", []))):
        nodes = _nodes(body)
    _mark(nodes)
    text = fold(body.text_lexbor())
    if BREAK in text:
        text = _broken(text)
    blocks = text.split(BLOCK)
    if KEPT in text or NOTE in text:
        plain: list[str] = []
        for block in blocks:
            if KEPT in block or NOTE in block:
                flow.plain(plain)
                plain.clear()
                for line in _lines(block):
                    flow.line(_segments(line, feet))
            else:
                plain.append(block)
        blocks = plain
    flow.plain(blocks)
    return flow.reading()


def _broken(text: str) -> str:
    """A text with line breaks for its signs: one for several, no white space around them."""
    if not LOOSE.search(text):
        return text.replace(BREAK, "\n")
    first, *rest = [line.rstrip(" ") for line in text.split(BREAK)]
    rest = [line.lstrip(WHITE) if line[:1].isspace() else line for line in rest]
    return "\n".join([first, *filter(None, rest[:-1]), rest[-1]])


def _refuse_deep(source: str) -> None:
    """Refuse a page that nests blocks deeper than `DEEPEST`, as no page does: windows tell whether to count them all.

    A page made to deceive the windows is stopped by the limit of time, as all files are.
    """
    if len(source) < 3 * DEEPEST:
        return
    depth = most = 0
    for at in range(0, len(source), STEP):
        tags, ends = source.count("<", at, at + WINDOW), source.count("</", at, at + WINDOW)
        depth = max(0, depth + tags - 2 * ends)
        most = max(most, depth)
    if most * STEP < WINDOW * DEEPEST / 2:
        return
    depth = 0
    for match in NESTING.finditer(source):
        depth = max(0, depth - 1) if match[1] else depth + 1
        if depth > DEEPEST:
            raise DocumentError(f"nests blocks deeper than {DEEPEST:,}, as no page does: get the page again")


def _without_signs(source: str) -> str:
    """A page's source without the signs that will stand for its structure."""
    for sign in SIGNS:
        if sign in source:
            source = source.replace(sign, " ")
    return source


def _nodes(body: Any) -> dict[str, list[Any]]:
    """The elements that bound paragraphs or bear marks, by their kind, in the order of the page."""
    kinds: defaultdict[int, list[Any]] = defaultdict(list)  # by number, which is asked for faster than the name
    for node in body.traverse():
        kinds[node.tag_id].append(node)
    return {nodes[0].tag: nodes for nodes in kinds.values() if nodes[0].tag in MARKED}


def _decoded(data: bytes) -> tuple[str, list[str]]:
    """The page's characters: by its byte-order mark, else as it says, else as plain text is decoded."""
    if not any(data.startswith(mark) for mark, _ in MARKS) and (match := CHARSET.search(data[:4096])):
        name = match[1].decode("ascii").lower()
        name = {"iso-8859-1": "cp1252", "latin1": "cp1252", "gb2312": "gb18030", "gbk": "gb18030"}.get(name, name)
        try:
            codecs.lookup(name)
            return data.decode(name), []
        except (LookupError, UnicodeDecodeError, ValueError):
            pass
    return decode(data)


def _say(tree: Any, flow: Flow) -> None:
    """The page's title and language, as it states them."""
    title = tree.css_first("title")
    if title is not None and (text := FORBIDDEN.sub("", BLANKS.sub(" ", title.text())).strip()):
        flow.said["file_title"] = text
    root = tree.root
    if root is not None and (language := (root.attributes.get("lang") or "")[:2].lower()):
        flow.said["file_language"] = language


def _notes(body: Any, anchors: list[Any]) -> dict[int, Foot]:
    """The footnotes that marks link to and that link back, taken out of the text; a sign stands for each mark."""
    links = [(link, href) for link in anchors if (href := link.attributes.get("href") or "")[:1] == "#"]
    if not links:
        return {}
    back = {href[1:] for _, href in links}
    found = []
    for link, href in links:
        mark = MARK.fullmatch(link.text())
        own = link.attributes.get("id") or link.attributes.get("name") or ""
        if mark and own in back and NOTE_ID.search(href) and "ref" not in href.lower():
            target = _target(body, href[1:])
            if target is not None:
                words = LEAD.sub("", target.text(deep=True), count=1).rstrip(" \n↑^")
                found.append((link, target, Foot(mark[1] or mark[2], words)))
    for number, (link, _, _) in enumerate(found):
        outer = link.parent if link.parent is not None and link.parent.tag == "sup" else link
        outer.replace_with(f"{NOTE}{number}{NOTE_END}")
    for target in {target.mem_id: target for _, target, _ in found}.values():
        target.replace_with("")
    return {number: foot for number, (_, _, foot) in enumerate(found)}


def _target(body: Any, name: str) -> Any:
    """The paragraph or item that a link leads to."""
    if not re.fullmatch(r"[\w.:-]{1,80}", name):
        return None
    found = body.css_first(f'[id="{name}"]') or body.css_first(f'[name="{name}"]')
    while found is not None and found.tag in ("a", "span", "sup", "b", "i"):
        found = found.parent
    return found if found is not None and found.tag in ("p", "li", "div", "td", "dd") else None


def _mark(nodes: dict[str, list[Any]]) -> None:
    """Put signs where paragraphs and lines end, numbers before numbered items, and raised digits for raised marks."""
    runs = nodes.get("sup", [])
    texts = list(map(LexborNode.text, runs))
    if not all(map(str.isdigit, texts)):
        marks = [
            (node, text.strip().strip("[]"))
            for node, text in zip(runs, texts, strict=True)
            if text.isdigit() or (NOTE not in text and MARK_SIGNS.fullmatch(text))
        ]
        runs, texts = [node for node, _ in marks], [text for _, text in marks]
    deque(map(LexborNode.replace_with, runs, BREAK.join(texts).translate(RAISED).split(BREAK)), maxlen=0)
    deque(map(LexborNode.insert_before, nodes.get("br", []), repeat(BREAK.encode())), maxlen=0)
    for node in nodes.get("pre", []):
        node.replace_with(BLOCK + node.text(deep=True).replace("\n", KEPT) + BLOCK)
    for node in nodes.get("ol", []):
        _number(node)
    # A table without a cell parts what it stands between, all others are parted by their cells.
    deque(map(LexborNode.insert_before, nodes.get("table", []), repeat(BLOCK.encode())), maxlen=0)
    kinds = {nodes[tag][0].tag_id for tag in BLOCKS & nodes.keys()}
    for tag in BLOCKS & nodes.keys():
        blocks = nodes[tag]
        # After the last in a block, the block's own sign follows.
        ends = [node for node in blocks if node.next is not None or node.parent.tag_id not in kinds]
        deque(map(LexborNode.insert_after, ends, repeat(BLOCK.encode())), maxlen=0)
        if tag in HOLDERS:  # before the first block in a block, the inner one's sign stands
            blocks = [node for node in blocks if (first := node.child) is None or first.tag_id not in kinds]
        deque(map(LexborNode.insert_before, blocks, repeat(BLOCK.encode())), maxlen=0)


def _number(node: Any) -> None:
    """Write the numbers of an ordered list before its items."""
    start, kind = node.attributes.get("start") or "1", node.attributes.get("type") or "1"
    number = int(start) if start.isdigit() and len(start) < 5 else 1
    item = node.child
    while item is not None:
        if item.tag == "li" and item.child is not None:
            item.child.insert_before(_label(number, kind))
            number += 1
        item = item.next


def _label(number: int, kind: str) -> str:
    if kind in "aA" and number <= 26:
        return f"({chr(ord(kind) + number - 1)}) "
    if kind in "iI" and number <= 100:
        from unrtrace.text.roman import to_roman

        roman = to_roman(number)
        return f"({roman if kind == 'I' else roman.lower()}) "
    return f"{number}. "


def _lines(block: str) -> list[str]:
    """A block's paragraphs: of set text those between blank lines, else the block with its breaks kept."""
    if KEPT not in block:
        return [block.replace("\n", "\v")]
    parts = re.split(r"\n[ \t\r]*\n", block.replace(KEPT, "\n"))
    return [part.replace("\n", "\v") for part in parts]


def _segments(line: str, feet: dict[int, Foot]) -> list[tuple[str, Foot | None]]:
    """A paragraph cut at the signs that stand for marks of footnotes."""
    segments: list[tuple[str, Foot | None]] = []
    at = 0
    for match in NOTE_AT.finditer(line):
        segments.append((line[at : match.start()], feet[int(match[1])]))
        at = match.end()
    segments.append((line[at:], None))
    return segments
