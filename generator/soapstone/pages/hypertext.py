"""Reads pages saved as HTML into lines: preformatted text, blocks of prose, and table rows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from lxml import etree

from soapstone.model.findings import Origin, SpecError
from soapstone.pages.code_blocks import is_fence
from soapstone.pages.decoration import undecorated
from soapstone.pages.document import Document, Line, Link, origin
from soapstone.pages.source import INVISIBLE

_UNSEEN = {"head", "script", "style", "template", "noscript", "select", "textarea"}
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BLOCKS = {
    *(
        "body",
        "html",
        "div",
        "p",
        "pre",
        "br",
        "hr",
        "center",
        "blockquote",
        "address",
        *_HEADINGS,
    ),
    *(
        "article",
        "aside",
        "footer",
        "header",
        "main",
        "nav",
        "section",
        "fieldset",
        "form",
    ),
    *("dl", "dt", "dd", "ol", "ul", "li"),
    *("table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td"),
}
_CELLS = {"td", "th"}
_LINKS = {"a": "href", "link": "href", "base": "href", "form": "action"}
"""Elements that lead elsewhere, and the attribute that says where."""
_END = re.compile("</html(?=[ \\t\\n/>])", re.I)
_START = re.compile(
    r"\s{0,99}(?:<\?xml\b[^<>]{0,200}\?>\s{0,99})?(?:<!--[^>]{0,2000}-->\s{0,99}){0,9}"
    r"<(?:!doctype\s{1,9}html|html)\b",
    re.I,
)
"""How a page begins, perhaps below the comment in which a browser notes its address."""
_MARKUP = re.compile(
    r"&lt;|<(?:!doctype\s{1,9}html|html|head|meta|body|div|p|pre|span|font|br|h[1-6]|table)\b",
    re.I,
)
_SAMPLE = re.compile(r"<(?:[\w.-]{1,100}:)?[\w.-]{1,200} xmlns[:=]")


def is_html(file: str, text: str) -> bool:
    """Return whether a page is HTML: by its name, or because it starts like that.

    Firefox on Linux (GTK) proposes a name with ``.html``, and keeps it when text is chosen as the
    type: then samples stand in the file as they are sent, and no markup around them.
    """
    if PurePosixPath(file).suffix.lower() in (".htm", ".html"):
        return bool(_MARKUP.search(text)) or not _SAMPLE.search(text)
    return starts_as_html(text)


def starts_as_html(text: str) -> bool:
    """Return whether a text starts as an HTML page does."""
    return bool(_START.match(text))


def read_html(file: str, text: str) -> Document:
    """Return the lines of an HTML page. Raises SpecError where elements are nested too deep.

    Inline elements (``<font class=value>`` around a placeholder) have no effect.
    """
    # Browsers show what follows </html> (HTML Standard, "after after body"); libxml2 drops it, but
    # passes over the end of an element that is not open.
    text = _END.sub("</ignored", text)
    # The text is decoded already: the stated encoding overrides the one that the page declares.
    parser = etree.HTMLParser(encoding="utf-8", remove_pis=True, no_network=True)
    reader = _Reader(file)
    try:
        root = etree.fromstring(text.encode(), parser)
    except etree.XMLSyntaxError:
        root = None
    _check_depth(file, parser)
    if root is not None:
        for event, element in etree.iterwalk(root, events=("start", "end", "comment")):
            if event == "start":
                reader.start(element)
            elif event == "end":
                reader.end(element)
            else:
                reader.comment(element)
        reader.flush()
    return Document(file, tuple(_undecorated(reader.lines)), tuple(reader.links))


def _undecorated(lines: Sequence[Line]) -> Iterator[Line]:
    """Yield the lines without what surrounds samples; a row of a listing is a line of one."""
    bare = undecorated([line.text for line in lines])
    for line, text in zip(lines, bare, strict=True):
        if text == line.text and not is_fence(text):
            yield line
        elif text != line.text:
            parts = (part.strip() for part in text.split("\n"))
            yield from (replace(line, text=each, cells=()) for each in parts if each)


def _check_depth(file: str, parser: etree.HTMLParser) -> None:
    """Raise SpecError for nesting beyond libxml2's limit, below which it would drop content
    silently.
    """
    for entry in parser.error_log:
        if "depth" in entry.message.lower():
            raise SpecError(
                Origin(file, entry.line),
                "HTML elements nested more than 250 deep",
                "a help page, which nests far less",
                "Save the page as text.",
            )


class _Reader:
    """Walks the elements in document order and counts lines.

    An element's ``sourceline`` is the line on which its start tag ends, where its text starts; the
    newlines of the text are counted from there. (lxml has no lines above 65,535: from there on only
    the count is used.)
    """

    def __init__(self, file: str) -> None:
        self.file = file
        self.lines: list[Line] = []
        self.links: list[Link] = []
        self.number = 1
        self.shown: list[str] = []
        self.shown_from = 0
        self.heading = 0
        self.unseen = 0
        self.preformatted = 0
        self.cells: list[str] | None = None
        self.items: list[str] = []
        self.item_from = 0
        self.row: etree._Element | None = None
        self.row_from = 0

    def start(self, element: etree._Element) -> None:
        """Process the start of an element."""
        self._go_to(element)
        tag = element.tag
        if tag in _BLOCKS:
            self._break()
        # In a sample it is no link of the page: programs make links of XML namespaces, too.
        if tag in _LINKS and not self.preformatted:
            target = element.get(_LINKS[tag])
            is_base = tag == "base" and target is not None
            self.links.append(Link(target or "", self.number, is_base))
        if tag in _UNSEEN:
            self.unseen += 1
        elif tag == "pre":
            self.preformatted += 1
        elif tag in _HEADINGS:
            self.heading = _HEADINGS[tag]
        elif tag == "tr" and self.row is None and _is_row(element):
            self.row, self.cells, self.row_from = element, [], 0
            self.items = []
        elif tag in _CELLS and self.cells is not None:
            self.row_from = self.row_from or self.number
            self.shown.clear()
        elif tag == "li":
            self.item_from = len(self.shown)
        self._text(element.text)

    def end(self, element: etree._Element) -> None:
        """Process the end of an element."""
        tag = element.tag
        if tag in _CELLS and self.cells is not None:
            self.cells.append(" ".join("".join(self.shown).split()))
            self.shown.clear()
        elif tag == "tr" and self.row is element:
            self._end_row()
        elif tag == "li" and self.cells is not None:
            self.items.append(" ".join("".join(self.shown[self.item_from :]).split()))
        if tag in _BLOCKS:
            self._break()
        if tag in _UNSEEN:
            self.unseen -= 1
        elif tag == "pre":
            self.preformatted -= 1
        elif tag in _HEADINGS:
            self.heading = 0
        self._text(element.tail)

    def comment(self, element: etree._Element) -> None:
        """Count the lines of a comment."""
        self._go_to(element)
        self._text(element.tail)

    def flush(self) -> None:
        """End the present line."""
        text = "".join(self.shown)
        text = text.strip() if self.preformatted else " ".join(text.split())
        if text:
            place = origin(self.file, self.shown_from, text)
            self.lines.append(Line(place, text, heading=self.heading))
        self.shown.clear()

    def _end_row(self) -> None:
        cells = tuple(self.cells or ())
        if any(cells):
            text = " | ".join(cells)
            place = origin(self.file, self.row_from, text)
            self.lines.append(Line(place, text, cells, tuple(self.items)))
        self.row = self.cells = None
        self.shown.clear()

    def _go_to(self, element: etree._Element) -> None:
        self.number = max(self.number, element.sourceline or 0)

    def _break(self) -> None:
        if self.cells is None:
            self.flush()
        else:
            self.shown.append(" ")

    def _text(self, text: str | None) -> None:
        if not text:
            return
        text = text.translate(INVISIBLE)
        newlines = text.count("\n")
        if self.unseen:
            pass
        elif self.preformatted:
            self._preformatted(text)
            return
        else:
            if text.strip() and not any(map(str.strip, self.shown)):
                blank = len(text) - len(text.lstrip())
                self.shown.clear()
                self.shown_from = self.number + text.count("\n", 0, blank)
            self.shown.append(text)
        self.number += newlines

    def _preformatted(self, text: str) -> None:
        first, *others = text.split("\n")
        self._show(first)
        for other in others:
            self.flush()
            self.number += 1
            self._show(other)

    def _show(self, text: str) -> None:
        if not self.shown:
            self.shown_from = self.number
        self.shown.append(text)


def _is_row(element: etree._Element) -> bool:
    """Whether a table row holds data. The cells of a layout table contain samples and tables.

    A row of a listing has the number of a line, and perhaps the line in a ``pre``.
    """
    if next(element.iter("pre", "table"), None) is None:
        return True
    number = "".join(element[0].itertext()).strip() if len(element) else ""
    lines = "".join(element.itertext()).strip().count("\n")
    return number.isdecimal() and not lines and element.find(".//table") is None
