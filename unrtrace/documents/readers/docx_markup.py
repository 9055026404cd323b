"""What the library that reads Word files gets wrong, put right in the XML before it is read.

Links, whether elements or fields, become their words between the marks of a link (`layout.LINK_START`); the library
writes them as HTML, and the contents list three times. Characters of a symbol font become characters.
"""

import re
from collections.abc import Callable
from typing import Any

from unrtrace.documents.readers.layout import LINK_END

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
RELATIONSHIPS = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
RUN, TEXT, HYPERLINK, FIELD, SIMPLE_FIELD, INSTRUCTION, SIGN = (
    WORD + name for name in ("r", "t", "hyperlink", "fldChar", "fldSimple", "instrText", "sym")
)
ADDRESS = re.compile(r'\s*HYPERLINK\s+(?!\\)"?([^"\s]+)', re.I)
# Characters of the font Symbol, which Word stores in the private-use area from U+F000.
SIGNS = {0xA3: "≤", 0xAE: "→", 0xB0: "°", 0xB1: "±", 0xB3: "≥", 0xB4: "×", 0xB7: "•", 0xB9: "≠", 0xBB: "≈", 0x2D: "−"}
OpenLink = Callable[[str], str]


def mark_links(root: Any, targets: dict[str, str], open_link: OpenLink) -> None:
    """Replace the links and symbol-font characters below an element; `targets` are addresses by their relationship."""
    for sign in list(root.iter(SIGN)):
        sign.tag, sign.text = TEXT, _character(sign.get(WORD + "char") or "")
    for element in root.iter():
        if isinstance(element.tag, str) and element.tag.endswith("}docPr"):
            element.attrib.pop("descr", None)  # what a picture shows, which is not printed
    for link in list(root.iter(HYPERLINK)):
        target = targets.get(link.get(RELATIONSHIPS + "id") or "")
        _replace_by_content(link, open_link(target) if target else "")
    for field in list(root.iter(SIMPLE_FIELD)):
        address = ADDRESS.match(field.get(WORD + "instr") or "")
        _replace_by_content(field, open_link(address[1]) if address else "")
    _mark_fields(root, open_link)


def _character(code: str) -> str:
    """Return the character of a sign, of which the hexadecimal code is given."""
    try:
        value = int(code, 16)
    except ValueError:
        return ""
    return SIGNS.get(value & 0xFF, "") if 0xF000 <= value <= 0xF0FF else chr(value) if 32 <= value < 0xD800 else ""


def _replace_by_content(element: Any, mark: str) -> None:
    """Replace an element by what it contains, between the marks of a link if there is a first one."""
    parent = element.getparent()
    if parent is None:
        return
    content = list(element)
    if mark:
        content = [_run(element, mark), *content, _run(element, LINK_END)]
    at = parent.index(element)
    parent.remove(element)
    for offset, child in enumerate(content):
        parent.insert(at + offset, child)


def _mark_fields(root: Any, open_link: OpenLink) -> None:
    """Mark the results of the fields that are links: a field is its beginning, an instruction, a result, its end."""
    instructions: list[str] = []  # of the fields that are open
    marked: list[bool] = []
    for element in list(root.iter(FIELD, INSTRUCTION)):
        kind = element.get(WORD + "fldCharType") if element.tag == FIELD else None
        if element.tag == INSTRUCTION:
            if instructions:
                instructions[-1] += element.text or ""
        elif kind == "begin":
            instructions.append("")
            marked.append(False)
        elif kind == "separate" and instructions:
            address = ADDRESS.match(instructions[-1])
            if address:
                element.tag, element.text, marked[-1] = TEXT, open_link(address[1]), True
        elif kind == "end" and instructions:
            instructions.pop()
            if marked.pop():
                element.tag, element.text = TEXT, LINK_END


def _run(like: Any, text: str) -> Any:
    """Return a run of text; `like` is an element of the same file."""
    run = like.makeelement(RUN, nsmap=like.nsmap)
    content = like.makeelement(TEXT, nsmap=like.nsmap)
    content.text = text
    run.append(content)
    return run
