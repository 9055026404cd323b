"""Web pages, read by selectolax (lexbor): the text as shown, without navigation, scripts and the like.

The tree is asked only for elements that bound a paragraph or have a footnote mark. Placeholders are put in their place,
and the library then returns the whole text at once.

>>> read(b"<p>Recalling <i>resolution</i> 47/4<sup>1</sup>,</p><ol><li>Decides;</li></ol>").text
'Recalling resolution 47/4¹,\\n\\n1. Decides;'
"""

import codecs
import re
from collections import defaultdict, deque
from itertools import repeat
from typing import Any

from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

from unrtrace.documents.decoding import BYTE_ORDER_MARKS, DocumentError, decode
from unrtrace.documents.readers.layout import (
    BLANKS,
    FORBIDDEN,
    LINK_END,
    LINK_MARKS,
    LINK_START,
    RAISED_MARK,
    InlineFootnote,
    ReadResult,
    Segment,
    TextBuilder,
    collapse_spaces,
)
from unrtrace.text.characters import TO_SUPERSCRIPT

MAX_BYTES = 64 << 20
MAX_DEPTH = 30_000  # elements within elements; lexbor's time grows with the square, here to a second
WINDOW, STEP = 4096, 65_536  # a large page is sampled: so many characters, and so many from one sample to the next
SKIPPED = frozenset("script style noscript template nav aside footer form button svg iframe".split())  # noqa: SIM905
BLOCKS = frozenset(  # for a table its cells: the parser leaves no text between rows
    "p div li ul ol dl dt dd h1 h2 h3 h4 h5 h6 td th caption blockquote section article main header"  # noqa: SIM905
    " center hr address figure figcaption".split()
)
CONTAINERS = frozenset("div ul ol dl section article main header center blockquote".split())  # noqa: SIM905
EXAMINED = BLOCKS | SKIPPED | {"a", "sup", "br", "pre", "table"}
NESTING = re.compile(
    r"<(/?)(?:div|[uod]l|section|article|main|header|footer|nav|aside|center|blockquote|address|fig(?:ure|caption))[\s/>]",
    re.I,
)
# Placeholders in the text: the end of a paragraph, a line break, the number of a footnote mark and its end, a line end
# in preformatted text.
BLOCK, BREAK, NOTE, NOTE_END, PRE_BREAK = PLACEHOLDERS = "\x1e", "\x1f", "\x1c", "\x1d", "\x1a"
ON_WEB = re.compile(r"\s*(?:https?:)?//[^\s/]", re.I)
CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.I)
WHITE_SPACE = " \t\n\r\v\f\x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))
LOOSE_BREAK = re.compile(f"{BREAK}(?:(?<= {BREAK})|(?=[{WHITE_SPACE}{BREAK}]))")  # next to white space or another
NOTE_MARK = re.compile(f"{NOTE}(\\d+){NOTE_END}")
MARK = re.compile(r"\s*[\[(]?\s*(?:(\d{1,3})|(\*{1,3}))\s*[\])]?\s*")
NOTE_ID = re.compile(r"(?i)ftn|fn|foot|note")
NOTE_LEAD = re.compile(r"\s*(?:[\[(]?\s*(?:\d{1,3}|\*{1,3})\s*[\])]?[.:/]?(?=\s|\D)|[↑^])?\s*")


def read(data: bytes) -> ReadResult:
    """Return the text of a web page; footnotes that a mark links to follow the paragraph of the mark.

    Raise `DocumentError` if the page is too large or too deep.
    """
    if len(data) > MAX_BYTES:
        raise DocumentError(f"is a web page of more than {MAX_BYTES >> 20} MB, the most that is read: split it")
    source, warnings = _decode(data)
    _refuse_deep(source)
    try:
        tree = LexborHTMLParser(_without_placeholders(source))
    except SelectolaxError:
        raise MemoryError from None
    builder = TextBuilder()
    builder.warnings += warnings
    _add_metadata(tree, builder)
    body = tree.body
    if body is None:
        return builder.result()
    nodes, footnotes = _nodes(body), {}
    if skipped := SKIPPED & nodes.keys():
        tree.strip_tags(list(skipped))
        nodes = _nodes(body)
    if "#" in source and (footnotes := _take_footnotes(body, nodes.get("a", []))):
        nodes = _nodes(body)
    _mark_links(nodes.get("a", []), builder)
    _put_placeholders(nodes)
    text = collapse_spaces(body.text_lexbor())
    if BREAK in text:
        text = _with_line_breaks(text)
    blocks = text.split(BLOCK)
    if PRE_BREAK in text or NOTE in text or LINK_START in text:
        plain: list[str] = []
        for block in blocks:
            if PRE_BREAK in block or NOTE in block or LINK_START in block:
                builder.add_texts(plain)
                plain.clear()
                for line in _lines(block):
                    builder.add_paragraph(_segments(line, footnotes))
            else:
                plain.append(block)
        blocks = plain
    builder.add_texts(blocks)
    return builder.result()


def _with_line_breaks(text: str) -> str:
    """Return the text with a line break for each run of placeholders for one, without white space around it."""
    if not LOOSE_BREAK.search(text):
        return text.replace(BREAK, "\n")
    first, *rest = [line.rstrip(" ") for line in text.split(BREAK)]
    rest = [line.lstrip(WHITE_SPACE) if line[:1].isspace() else line for line in rest]
    return "\n".join([first, *filter(None, rest[:-1]), rest[-1]])


def _refuse_deep(source: str) -> None:
    """Raise `DocumentError` if a page nests blocks deeper than `MAX_DEPTH`, as no page does.

    Samples show whether to count them all. A page made to deceive the samples is stopped by the limit of time, as all
    files are.
    """
    if len(source) < 3 * MAX_DEPTH:
        return
    depth = deepest = 0
    for at in range(0, len(source), STEP):
        tags, ends = source.count("<", at, at + WINDOW), source.count("</", at, at + WINDOW)
        depth = max(0, depth + tags - 2 * ends)
        deepest = max(deepest, depth)
    if deepest * STEP < WINDOW * MAX_DEPTH / 2:
        return
    depth = 0
    for match in NESTING.finditer(source):
        depth = max(0, depth - 1) if match[1] else depth + 1
        if depth > MAX_DEPTH:
            raise DocumentError(f"nests blocks deeper than {MAX_DEPTH:,}, as no page does: get the page again")


def _without_placeholders(source: str) -> str:
    """Return the source of a page without the characters that will be placeholders."""
    for placeholder in (*PLACEHOLDERS, *LINK_MARKS):
        if placeholder in source:
            source = source.replace(placeholder, " ")
    return source


def _nodes(body: Any) -> dict[str, list[Any]]:
    """Return the elements that bound paragraphs or have marks, by tag, in the order of the page."""
    kinds: defaultdict[int, list[Any]] = defaultdict(
        list
    )  # by the number of the tag, which is faster to get than its name
    for node in body.traverse():
        kinds[node.tag_id].append(node)
    return {nodes[0].tag: nodes for nodes in kinds.values() if nodes[0].tag in EXAMINED}


def _decode(data: bytes) -> tuple[str, list[str]]:
    """Return the characters of a page and warnings.

    The encoding is that of the byte-order mark, else the one the page states, else that of plain text.
    """
    if not any(data.startswith(mark) for mark, _ in BYTE_ORDER_MARKS) and (match := CHARSET.search(data[:4096])):
        name = match[1].decode("ascii").lower()
        name = {"iso-8859-1": "cp1252", "latin1": "cp1252", "gb2312": "gb18030", "gbk": "gb18030"}.get(name, name)
        try:
            codecs.lookup(name)
            return data.decode(name), []
        except (LookupError, UnicodeDecodeError, ValueError):
            pass
    return decode(data)


def _add_metadata(tree: Any, builder: TextBuilder) -> None:
    """Add the title and the language that a page states."""
    title = tree.css_first("title")
    if title is not None and (text := FORBIDDEN.sub("", BLANKS.sub(" ", title.text())).strip()):
        builder.metadata["file_title"] = text
    root = tree.root
    if root is not None and (language := (root.attributes.get("lang") or "")[:2].lower()):
        builder.metadata["file_language"] = language


def _take_footnotes(body: Any, anchors: list[Any]) -> dict[int, InlineFootnote]:
    """Take the footnotes that marks link to, and that link back, out of the text; a placeholder replaces each mark.

    Return them by the number of their placeholder.
    """
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
                words = NOTE_LEAD.sub("", target.text(deep=True), count=1).rstrip(" \n↑^")
                found.append((link, target, InlineFootnote(mark[1] or mark[2], words)))
    for number, (link, _, _) in enumerate(found):
        outer = link.parent if link.parent is not None and link.parent.tag == "sup" else link
        outer.replace_with(f"{NOTE}{number}{NOTE_END}")
    for target in {target.mem_id: target for _, target, _ in found}.values():
        target.replace_with("")
    return {number: footnote for number, (_, _, footnote) in enumerate(found)}


def _target(body: Any, name: str) -> Any:
    """Return the paragraph or item that a link leads to, None if it leads to none."""
    if not re.fullmatch(r"[\w.:-]{1,80}", name):
        return None
    found = body.css_first(f'[id="{name}"]') or body.css_first(f'[name="{name}"]')
    while found is not None and found.tag in ("a", "span", "sup", "b", "i"):
        found = found.parent
    return found if found is not None and found.tag in ("p", "li", "div", "td", "dd") else None


def _mark_links(anchors: list[Any], builder: TextBuilder) -> None:
    """Put the marks of links around the words of those that lead to another page."""
    for link in anchors:
        target = link.attributes.get("href") or ""
        if ON_WEB.match(target) and link.parent is not None:
            address = FORBIDDEN.sub("", target.strip())
            link.insert_before(builder.open_link(f"https:{address}" if address[:2] == "//" else address))
            link.insert_after(LINK_END)


def _put_placeholders(nodes: dict[str, list[Any]]) -> None:
    """Put placeholders where paragraphs and lines end, numbers before items, raised digits for superscript marks."""
    runs = nodes.get("sup", [])
    texts = list(map(LexborNode.text, runs))
    if not all(map(str.isdigit, texts)):
        marks = [
            (node, text.strip().strip("[]"))
            for node, text in zip(runs, texts, strict=True)
            if text.isdigit() or (NOTE not in text and RAISED_MARK.fullmatch(text))
        ]
        runs, texts = [node for node, _ in marks], [text for _, text in marks]
    deque(map(LexborNode.replace_with, runs, BREAK.join(texts).translate(TO_SUPERSCRIPT).split(BREAK)), maxlen=0)
    deque(map(LexborNode.insert_before, nodes.get("br", []), repeat(BREAK.encode())), maxlen=0)
    for node in nodes.get("pre", []):
        node.replace_with(BLOCK + node.text(deep=True).replace("\n", PRE_BREAK) + BLOCK)
    for node in nodes.get("ol", []):
        _number_items(node)
    # A table without cells separates what is around it; in all others the cells do.
    deque(map(LexborNode.insert_before, nodes.get("table", []), repeat(BLOCK.encode())), maxlen=0)
    kinds = {nodes[tag][0].tag_id for tag in BLOCKS & nodes.keys()}
    for tag in BLOCKS & nodes.keys():
        blocks = nodes[tag]
        # After the last element in a block, the placeholder of the block itself follows.
        ends = [node for node in blocks if node.next is not None or node.parent.tag_id not in kinds]
        deque(map(LexborNode.insert_after, ends, repeat(BLOCK.encode())), maxlen=0)
        if tag in CONTAINERS:  # the first block within it has a placeholder already
            blocks = [node for node in blocks if (first := node.child) is None or first.tag_id not in kinds]
        deque(map(LexborNode.insert_before, blocks, repeat(BLOCK.encode())), maxlen=0)


def _number_items(node: Any) -> None:
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
    """Return the label of an item of an ordered list; `kind` is the attribute `type` of the list."""
    if kind in "aA" and number <= 26:
        return f"({chr(ord(kind) + number - 1)}) "
    if kind in "iI" and number <= 100:
        from unrtrace.text.roman import to_roman

        roman = to_roman(number)
        return f"({roman if kind == 'I' else roman.lower()}) "
    return f"{number}. "


def _lines(block: str) -> list[str]:
    """Return the paragraphs of a block: in preformatted text those between blank lines, else the block as one.

    Line breaks are `\\v`.
    """
    if PRE_BREAK not in block:
        return [block.replace("\n", "\v")]
    parts = re.split(r"\n[ \t\r]*\n", block.replace(PRE_BREAK, "\n"))
    return [part.replace("\n", "\v") for part in parts]


def _segments(line: str, footnotes: dict[int, InlineFootnote]) -> list[Segment]:
    """Return the segments of a paragraph between the placeholders for footnote marks."""
    segments: list[Segment] = []
    at = 0
    for match in NOTE_MARK.finditer(line):
        segments.append((line[at : match.start()], footnotes[int(match[1])]))
        at = match.end()
    segments.append((line[at:], None))
    return segments
