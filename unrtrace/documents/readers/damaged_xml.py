"""The elements and the text of XML that is not well-formed, as far as they can be recovered.

An end tag without its start is passed over, an element without its end ends with the one around it, and a `<` or `&`
that begins nothing is text. An XML parser that recovers (libxml2) ends the document early after a wrong end tag.

>>> list(events("<p>Lamps & <b>buoys</p></i><p>Tides"))
... # doctest: +NORMALIZE_WHITESPACE
[('start', 'p', {}), ('text', 'Lamps & ', {}), ('start', 'b', {}), ('text', 'buoys', {}), ('end', 'b', {}),
 ('end', 'p', {}), ('start', 'p', {}), ('text', 'Tides', {}), ('end', 'p', {})]
"""

import re
from collections.abc import Iterator
from html import unescape

from unrtrace.documents.readers.layout import FORBIDDEN

START, END, TEXT, DECLARATION = "start", "end", "text", "declaration"
# Each alternative stops at the next `<`, so that the time is linear.
TAG = re.compile(
    r"""<!--(?:[^<]|<(?!!--))*?-->
      | <!\[CDATA\[ | \]\]>
      | <\?[^<>]*\?>
      | <!(?P<declaration>[A-Z]+)[^<>]*>
      | <(?P<end>/)?(?P<name>[A-Za-z_][\w:.-]*)(?P<rest>(?>(?:"[^"<]*"|'[^'<]*'|[^<>"'])*)|[^<>]*)>""",
    re.X,
)
ATTRIBUTE = re.compile(r"""([\w:.-]+)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')""")
ENCODING = re.compile(rb"""<\?xml[^<>]*?\sencoding\s*=\s*["']([\w.-]+)["']""")
Event = tuple[str, str, dict[str, str]]


def decode(data: bytes) -> str:
    """Return the text of XML in the encoding that it states, else in UTF-8, without characters that no text has."""
    stated = ENCODING.search(data[:1000])
    encoding = "utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else stated[1].decode() if stated else "utf-8"
    try:
        text = data.decode(encoding, "replace")
    except LookupError:
        text = data.decode("utf-8", "replace")
    return FORBIDDEN.sub("", text.removeprefix("\ufeff").replace("\r\n", "\n"))


def events(text: str) -> Iterator[Event]:
    """Yield the start and end of each element, the text between them, and the names of declarations (`<!ENTITY`).

    The dictionary holds the attributes of a start and is empty for the others.
    """
    open_elements: list[str] = []
    done = 0
    for tag in TAG.finditer(text):
        if tag.start() > done:
            yield TEXT, unescape(text[done : tag.start()]), {}
        done = tag.end()
        if tag["declaration"]:
            yield DECLARATION, tag["declaration"], {}
        elif tag["end"]:
            yield from _ends(open_elements, tag["name"])
        elif tag["name"]:
            yield START, tag["name"], {name: unescape(one or other) for name, one, other in _attributes(tag["rest"])}
            if tag["rest"].endswith("/"):
                yield END, tag["name"], {}
            else:
                open_elements.append(tag["name"])
    if rest := _without_broken_tag(text[done:]):
        yield TEXT, unescape(rest), {}
    yield from ((END, name, {}) for name in reversed(open_elements))


def _without_broken_tag(text: str) -> str:
    """Return the last text of a file without a tag that the end of the file cuts off."""
    begin = text.rfind("<")
    following = text[begin + 1 : begin + 2]
    return text[:begin] if begin >= 0 and (following.isalpha() or following in tuple("/!?")) else text


def _attributes(rest: str) -> list[tuple[str, str, str]]:
    return ATTRIBUTE.findall(rest) if "=" in rest else []


def _ends(open_elements: list[str], name: str) -> Iterator[Event]:
    """Yield the ends of an element and of those in it that are still open; nothing if it is not open."""
    if name not in open_elements:
        return
    while open_elements:
        ended = open_elements.pop()
        yield END, ended, {}
        if ended == name:
            return
