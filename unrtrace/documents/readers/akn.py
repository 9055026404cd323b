"""AKN4UN: resolutions in Akoma Ntoso for the United Nations, read by the standard library's expat.

A file declares its structure, its footnotes with their marks, and its metadata; all are kept. A file that declares an
entity is refused. One that is not well-formed is read again as far as possible and marked as damaged.
Source: the markup of the files; https://unsceb-hlcm.github.io/part1/.

>>> read(b'<akomaNtoso><statement><preface><p><docNumber>47/4.</docNumber> <docTitle>Peace</docTitle></p></preface>'
...      b'</statement></akomaNtoso>').text
'47/4. Peace'
"""

from collections.abc import Callable
from xml.parsers import expat

from unrtrace.documents.decoding import DocumentError
from unrtrace.documents.readers import damaged_xml
from unrtrace.documents.readers.layout import (
    BLANKS,
    LINK_END,
    LINK_MARK,
    InlineFootnote,
    ReadResult,
    Segment,
    TextBuilder,
    raised_if_mark,
)
from unrtrace.text.language import languages

MAX_DEPTH = 256  # of nested elements
# Elements that are paragraphs.
BLOCKS = frozenset(
    [
        "p",
        "heading",
        "subheading",
        "crossHeading",
        "block",
        "li",
        "td",
        "th",
        "listIntroduction",
        "listWrapUp",
        "intro",
        "wrapUp",
        "tocItem",
    ]
)
# What the file states about itself: an element, an attribute with its value, and the key in `ReadResult.metadata`.
FIELDS = {
    ("docNumber", "refersTo", "#symbol"): "symbol",
    ("docTitle", "refersTo", "#resolutionTitle"): "title",
    ("docTitle", "refersTo", "#decisionTitle"): "title",
    ("docStatus", "refersTo", "#generalDistribution"): "distribution",
    ("docAuthority", "refersTo", "#issuingBody"): "organ",
    ("docAuthority", "refersTo", "#subsidiaryBody"): "organ",
    ("inline", "name", "agenda item"): "agenda_item",
    ("inline", "name", "originalLanguage"): "original_language",
    ("inline", "name", "adoptionMeeting"): "meeting",
    ("inline", "name", "originating document"): "based_on",
    ("location", "refersTo", "#adoptionMeeting"): "meeting",
    ("docketNumber", "refersTo", "#publicationJobNumber"): "job_number",
}
FIELDS_BY_TAG = {
    tag: [(key, value, name) for (other, key, value), name in FIELDS.items() if other == tag] for tag, _, _ in FIELDS
}
AFTER_META = frozenset(["coverPage", "preface", "preamble", "body", "mainBody", "conclusions"])
DATES = {"#dateOfIssuance": "issued", "#adoptionDate": "adopted"}
Attributes = dict[str, str]


def read(data: bytes) -> ReadResult:
    """Return the text of an Akoma Ntoso file with the structure, footnotes and metadata that it declares."""
    return _Parser().parse(data)


class _Parser:
    """Handles the events of expat.

    `chunks` are the pieces of text since the last segment, `segments` the segments of the paragraph. `outer` holds both
    for the paragraph around a footnote, with the footnote's mark. `open` are the elements whose text is wanted: tag,
    key of the metadata, and the number of segments or chunks where they began.
    """

    def __init__(self) -> None:
        self.builder = TextBuilder()
        self.chunks: list[str] = []
        self.segments: list[Segment] = []
        self.outer: list[tuple[list[str], list[Segment], str]] = []
        self.open: list[tuple[str, str | None, int]] = []
        self.depth = self.components = 0
        self.place = "body"
        self.number: str | None = None
        self.in_meta = self.has_formula = False
        self.starts: dict[str, Callable[[str, Attributes], None]] = {
            "meta": self.start_meta, "coverPage": self.start_head, "preface": self.start_head,
            "preamble": self.start_preamble, "formula": self.start_formula,
            "mainBody": self.start_body, "conclusions": self.start_close, "component": self.start_component,
            "paragraph": self.start_paragraph, "session": self.start_session, "docDate": self.start_date,
            "authorialNote": self.start_note, "sup": self.start_text, "num": self.start_text,
            "FRBRdate": self.start_frbr_date, "FRBRlanguage": self.start_language, "eol": self.start_line,
            "br": self.start_line, "keyword": self.start_keyword, "ref": self.start_link, "rref": self.start_link,
            "a": self.start_link,
        }  # fmt: skip
        self.starts |= dict.fromkeys(FIELDS_BY_TAG, self.start_field)
        self.ends: dict[str, Callable[[str], None]] = dict.fromkeys(BLOCKS, self.end_block)
        self.ends |= dict.fromkeys([*FIELDS_BY_TAG, "session", "sup", "num"], self.end_text)
        self.ends |= dict.fromkeys(["ref", "rref", "a"], self.end_link)
        self.ends |= {"meta": self.end_meta, "component": self.end_component, "authorialNote": self.end_note}

    def parse(self, data: bytes, encoding: str | None = None) -> ReadResult:
        """Return the content of a file; of a damaged one, what can be read. `encoding` replaces the one it states.

        Raise `DocumentError` if nothing can be read, or if it is too deep or declares entities.
        """
        parser = expat.ParserCreate(encoding)
        parser.buffer_text = True
        parser.buffer_size = 1 << 16
        parser.StartElementHandler = self.start
        parser.EndElementHandler = self.end
        parser.CharacterDataHandler = self.chunks.append
        parser.EntityDeclHandler = self.entity
        self.parser = parser
        try:
            parser.Parse(data, True)
        except expat.ExpatError as error:
            reason = expat.errors.messages.get(error.code, str(error))
            where = f"{reason} at line {error.lineno}, column {error.offset + 1}"
            return _Parser().parse_damaged(data, f"is damaged XML: {where}")
        except (LookupError, UnicodeError) as error:
            raise DocumentError(f"is XML in an encoding that is not known ({error}): save it as UTF-8") from None
        except ValueError:  # expat knows no encoding of several bytes besides Unicode's: Python decodes it
            if encoding:
                raise
            return _Parser().parse(damaged_xml.decode(data).encode("utf-8", "replace"), "utf-8")
        self.end_block("akomaNtoso")
        return self.builder.result()

    def parse_damaged(self, data: bytes, damage: str) -> ReadResult:
        """Return what can be read of a file that is not well-formed, with its damage.

        Raise `DocumentError` if that is nothing.
        """
        for event, value, attributes in damaged_xml.events(damaged_xml.decode(data)):
            if event == damaged_xml.START:
                if self.in_meta and value in AFTER_META:  # the end of the metadata is missing
                    self.end_meta("meta")
                self.start(value, attributes)
            elif event == damaged_xml.END:
                self.end(value)
            elif event == damaged_xml.TEXT:
                self.chunks.append(value)
            elif value == "ENTITY":
                self.entity()
        self.end_block("akomaNtoso")
        result = self.builder.result()
        if not result.text.strip():
            raise DocumentError(f"{damage}: get the file again")
        return result._replace(damage=f"{damage}; what could be read was read: get the file again")

    def start(self, tag: str, attributes: Attributes) -> None:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise DocumentError(f"nests elements deeper than {MAX_DEPTH}, as no document does: get the file again")
        if act := self.starts.get(tag):
            act(tag, attributes)

    def end(self, tag: str) -> None:
        self.depth -= 1
        if act := self.ends.get(tag):
            act(tag)

    def entity(self, *_: object) -> None:
        raise DocumentError("declares XML entities, which are not read: save it without its DOCTYPE")

    # ---- structure

    def start_head(self, tag: str, _: Attributes) -> None:
        self.place, self.number = "masthead", None

    def start_preamble(self, tag: str, _: Attributes) -> None:
        self.place, self.number = "preamble", None

    def start_formula(self, tag: str, _: Attributes) -> None:
        self.has_formula = True

    def start_body(self, tag: str, _: Attributes) -> None:
        self.place = "operative" if self.has_formula else "body"
        self.number = None

    def start_paragraph(self, tag: str, _: Attributes) -> None:
        self.end_block(tag)

    def start_close(self, tag: str, _: Attributes) -> None:
        self.place, self.number = "body", None

    def start_component(self, tag: str, _: Attributes) -> None:
        self.components += 1

    def end_component(self, tag: str) -> None:
        self.components -= 1

    # ---- metadata

    def start_meta(self, tag: str, _: Attributes) -> None:
        self.in_meta = True

    def end_meta(self, tag: str) -> None:
        self.in_meta = False
        self.chunks.clear()

    def add_metadata(self, name: str, value: str) -> None:
        value = BLANKS.sub(" ", LINK_MARK.sub("", value)).strip()
        if value and not self.components:
            self.builder.metadata.setdefault(name, value)

    def start_frbr_date(self, tag: str, attributes: Attributes) -> None:
        if attributes.get("name") in ("adoption", "publication"):
            self.add_metadata(
                "adopted" if attributes["name"] == "adoption" else "published", attributes.get("date", "")
            )

    def start_language(self, tag: str, attributes: Attributes) -> None:
        stated = attributes.get("language", "")
        self.add_metadata("language", next((one.code for one in languages() if stated in one.iso_codes), stated))

    def start_keyword(self, tag: str, attributes: Attributes) -> None:
        """Add an agenda item: a line of its number and letter, a tab, its English title."""
        if attributes.get("refersTo") == "agenda" and not self.components:
            words = (BLANKS.sub(" ", attributes.get(name, "")).strip() for name in ("value", "showAs"))
            listed = self.builder.metadata.get("agenda")
            self.builder.metadata["agenda"] = "\n".join(filter(None, [listed, "\t".join(words)]))

    def start_date(self, tag: str, attributes: Attributes) -> None:
        if name := DATES.get(attributes.get("refersTo", "")):
            self.add_metadata(name, attributes.get("date", ""))

    def start_session(self, tag: str, attributes: Attributes) -> None:
        self.add_metadata("session_number", attributes.get("value", ""))
        self.begin_field(tag, "session")

    def begin_field(self, tag: str, name: str) -> None:
        self.segments.append(("".join(self.chunks), None))
        self.chunks.clear()
        self.open.append((tag, name, len(self.segments)))

    def start_field(self, tag: str, attributes: Attributes) -> None:
        for key, value, name in FIELDS_BY_TAG[tag]:
            if attributes.get(key) == value:
                if tag == "docAuthority" and value == "#subsidiaryBody":
                    self.builder.metadata.pop("organ", None)
                self.begin_field(tag, name)
                return
        self.open.append((tag, None, len(self.chunks)))

    # ---- text

    def start_text(self, tag: str, _: Attributes) -> None:
        self.open.append((tag, None, len(self.chunks)))

    def end_text(self, tag: str) -> None:
        if not self.open or self.open[-1][0] != tag:
            return
        _, name, begin = self.open.pop()
        if name:
            self.add_metadata(name, "".join([*(text for text, _ in self.segments[begin:]), *self.chunks]))
        elif tag == "sup":
            self.chunks[begin:] = [raised_if_mark("".join(self.chunks[begin:]))]
        elif tag == "num":
            label = LINK_MARK.sub("", "".join(self.chunks[begin:])).strip()
            if label[:1].isdigit():
                self.number = label.rstrip(" .-–")
            self.chunks.append(" ")

    def start_line(self, tag: str, _: Attributes) -> None:
        self.chunks.append("\v")

    def start_link(self, tag: str, attributes: Attributes) -> None:
        target = attributes.get("href") or attributes.get("from") or ""
        self.chunks.append(self.builder.open_link(target) if target[:1] != "#" else "")

    def end_link(self, tag: str) -> None:
        self.chunks.append(LINK_END)

    def start_note(self, tag: str, attributes: Attributes) -> None:
        self.outer.append((self.chunks[:], self.segments, attributes.get("marker", "*")))
        self.chunks.clear()
        self.segments = []

    def end_note(self, tag: str) -> None:
        text = "".join([*(stretch for stretch, _ in self.segments), *self.chunks])
        chunks, self.segments, mark = self.outer.pop()
        self.segments.append(("".join(chunks), InlineFootnote(mark, text)))
        self.chunks.clear()

    def end_block(self, tag: str) -> None:
        if self.in_meta:
            return
        if self.outer:
            self.chunks.append(" ")
            return
        if self.chunks or self.segments:
            self.segments.append(("".join(self.chunks), None))
            self.builder.add_paragraph(self.segments, self.place, self.number)
            self.chunks.clear()
            self.segments.clear()
