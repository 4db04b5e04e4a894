"""Parses the documents of a description: encoding, what a browser adds, limits, lines.

A document is text in memory. Nothing is opened or fetched: the parser sees no DOCTYPE, and has the
network and entities turned off.
"""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final, cast

from lxml import etree

from soapstone.model import limits
from soapstone.model.contract import QName
from soapstone.model.findings import Origin, SpecError
from soapstone.model.xml_names import NCNAME
from soapstone.wsdl.namespaces import WSDL, XML, XS

Element = etree._Element

_WSDL_2: Final = "http://www.w3.org/ns/wsdl"
_OLD_SCHEMAS: Final = (
    "http://www.w3.org/1999/XMLSchema",
    "http://www.w3.org/2000/10/XMLSchema",
)
_ROOTS: Final = {
    "definitions": (WSDL,),
    "description": (_WSDL_2,),
    "schema": (XS, *_OLD_SCHEMAS),
}
"""The root elements of descriptions, with their namespaces."""
_SAVE_AGAIN: Final = (
    "Save it again from its address, as it is, without opening it in an editor."
)

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_ENCODINGS: Final = {
    "iso-8859-1": "windows-1252",
    "iso-8859-15": "iso-8859-15",
    "us-ascii": "windows-1252",
    "windows-1252": "windows-1252",
    "windows-1250": "windows-1250",
    "windows-1251": "windows-1251",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "big5": "big5",
    "shift_jis": "cp932",
    "euc-kr": "cp949",
}
"""Encodings that are tried where a document is not UTF-8, with their codecs."""
_STATED: Final = re.compile(
    rb"<\?xml\b[^>]{0,200}?encoding\s{0,8}=\s{0,8}[\"']([\w-]{1,40})"
)
_HEAD: Final = 1 << 16
"""Bytes in which the root element has to begin. A licence may stand before it."""
_TAG: Final = re.compile(r"<(?:([\w.-]{1,80}):)?([A-Za-z]{1,20})[\s/>]")
_XMLNS: Final = re.compile(
    r"\sxmlns(?::([\w.-]{1,80}))?\s{0,20}=\s{0,20}([\"'])([^\"'<>]{0,200})\2"
)
_TREE_MARK: Final = re.compile(
    r"^[ \t\xa0]*[-+\u2212\u25bc\u25b6][ \t\xa0]*(?=<)", re.M
)
"""What XML views of browsers show before an element that can be folded."""
_LAST_LINE: Final = 65535
"""libxml2 counts no further."""


@dataclass(frozen=True, slots=True, eq=False)
class Document:
    """A parsed document."""

    file: str
    root: Element
    lines: Sequence[str]
    declared: Mapping[Element, Mapping[str, str]]
    """The elements that declare namespaces: namespace by prefix, "" for the default one."""
    uniform: Mapping[str, str]
    """The prefixes that stand for one namespace in the whole document."""
    places: Sequence[Origin] = ()
    """Where each line stands, of a document that is part of a page."""
    _names: dict[str, QName] = field(default_factory=dict)

    def origin(self, node: Element) -> Origin:
        """Return where an element stands. Of a long line only its start tag is quoted."""
        line = node.sourceline or 0
        if line >= _LAST_LINE:
            return Origin(self.file, 0, _start_tag(node))
        if self.places:
            return replace(self.places[line - 1], text=_start_tag(node))
        text = self.lines[line - 1]
        if len(text) > limits.ORIGIN_TEXT:
            text = _start_tag(node)
        return Origin(self.file, line, text)

    def qname(self, node: Element, text: str) -> QName:
        """Return the name that a text of an element means.

        Raises SpecError for a text that is no qualified name, and for a prefix without a namespace.
        """
        known = self._names.get(text)
        if known is None:
            prefix, _, local = text.strip().rpartition(":")
            known = QName(self._namespace(node, prefix), self.ncname(node, local))
            if prefix in self.uniform:
                self._names[text] = known
        return known

    def ncname(self, node: Element, text: str) -> str:
        """Return a text that has to be a name (Namespaces in XML 1.0). Raises SpecError."""
        text = text.strip()
        if len(text) > limits.DESCRIPTION_NAME.most:
            limits.DESCRIPTION_NAME.check(len(text), self.origin(node))
        if not NCNAME.fullmatch(text):
            raise SpecError(
                self.origin(node),
                (
                    f"{text!r} in the place of a name"
                    if text
                    else "an element without a name"
                ),
                "a name as XML has it: letters, digits, '.', '-' and '_'",
                _SAVE_AGAIN,
            )
        return text

    def _namespace(self, node: Element, prefix: str) -> str:
        found = self.uniform.get(prefix)
        at: Element | None = node
        while found is None and at is not None:
            found = self.declared.get(at, {}).get(prefix)
            at = at.getparent()
        if found is None and prefix:
            raise SpecError(
                self.origin(node),
                f"the prefix {prefix!r}, which stands for no namespace",
                f"xmlns:{prefix} on the element or around it",
                _SAVE_AGAIN,
            )
        return found or ""


def tag(node: Element) -> str:
    """Return the tag of an element. (Comments and instructions, which have none, are removed.)"""
    return cast(str, node.tag)


def is_description(content: bytes) -> bool:
    """Return whether a file is a WSDL or XSD document, by its root element."""
    text = _decode(content[:_HEAD], whole=False)
    root = _root(text)
    return root is not None and _is_root(text, root)


def parse(file: str, content: bytes) -> Document:
    """Return the document of a file.

    Raises SpecError for one beyond the limits, in an unknown encoding, with a DOCTYPE, not
    well-formed, and of another version of WSDL or XML Schema.
    """
    start = Origin(file, 1)
    limits.DESCRIPTION_BYTES.check(len(content), start)
    text = _decode(content, whole=True).replace("\r\n", "\n").replace("\r", "\n")
    limits.DESCRIPTION_TAGS.check(text.count("<"), start)
    root = _root(text)
    if root is None:
        raise SpecError(start, "no element", "a WSDL or XSD document", _SAVE_AGAIN)
    before = text[: root.start()]
    doctype = before.rfind("<!DOCTYPE")
    if doctype >= 0:
        raise SpecError(
            Origin(file, before.count("\n", 0, doctype) + 1),
            "a document type (<!DOCTYPE …>)",
            "XML without one",
            "Remove it: .NET writes none, and it can make a parser load other files.",
        )
    text = "\n" * before.count("\n") + text[root.start() :]
    if _TREE_MARK.search(before.rpartition("\n")[2] + "<"):
        text = _TREE_MARK.sub("", text)
    document = _parsed(file, text)
    _refuse_other_versions(document)
    return document


def parse_all(
    sources: Mapping[str, bytes],
) -> tuple[list[Document], list[SpecError]]:
    """Return the documents of files, by path, and the errors of those that cannot be used."""
    documents, errors = [], []
    for file, content in sources.items():
        try:
            documents.append(parse(file, content))
        except SpecError as error:
            errors.append(error)
    return documents, errors


def parse_lines(lines: Sequence[tuple[str, Origin]]) -> Document:
    """Return the document that some lines of a page show. Raises SpecError like :func:`parse`."""
    (_, first), text = lines[0], "\n".join(text for text, _ in lines)
    try:
        document = parse(first.file, text.encode("utf-8", "replace"))
    except SpecError as error:
        at = min(error.origin.line, len(lines)) or 1
        error.origin = lines[at - 1][1]
        raise
    return replace(document, places=[place for _, place in lines])


def _decode(content: bytes, *, whole: bool) -> str:
    """The text of a document: its encoding is recognised, as editors and browsers change it without
    changing what its first line says.
    """
    errors = "strict" if whole else "replace"
    for mark, codec in _MARKS:
        if content.startswith(mark):
            return content[len(mark) :].decode(codec, "replace")
    even, odd = content[:2048:2].count(0), content[1:2048:2].count(0)
    if even or odd:
        return content.decode("utf-16-be" if even > odd else "utf-16-le", "replace")
    try:
        return content.decode("utf-8", errors)
    except UnicodeDecodeError:
        stated = _STATED.search(content[:400])
        name = stated.group(1).decode("ascii").lower() if stated else ""
        return content.decode(_ENCODINGS.get(name, "windows-1252"), "replace")


def _root(text: str) -> re.Match[str] | None:
    """The beginning of the root element: what precedes it may be text of a browser."""
    at = 0
    while True:
        at = text.find("<", at)
        if at < 0:
            return None
        if text.startswith("<!--", at):
            at = text.find("-->", at)
        elif text.startswith("<?", at):
            at = text.find("?>", at)
        elif text.startswith("<!", at):
            end = text.find(">", at)
            inside = text.find("[", at)
            at = text.find("]", inside) if 0 <= inside < end else end
        else:
            return _TAG.match(text, at)
        if at < 0:
            return None


def _is_root(text: str, root: re.Match[str]) -> bool:
    own, name = root.groups()
    tag = text[root.start() : text.find(">", root.start())]
    return any(
        prefix == own and namespace in _ROOTS.get(name, ())
        for prefix, _, namespace in (each.groups() for each in _XMLNS.finditer(tag))
    )


def _parsed(file: str, text: str) -> Document:
    declared: dict[Element, dict[str, str]] = {}
    new: dict[str, str] = {}
    events = etree.iterparse(
        io.BytesIO(text.encode("utf-8", "replace")),
        events=("start", "start-ns"),
        encoding="utf-8",
        no_network=True,
        resolve_entities=False,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        for _, found in events:
            if isinstance(found, tuple):
                new[found[0]] = found[1]
            elif new and found is not None:
                declared[found] = new
                new = {}
    except etree.XMLSyntaxError as error:
        line = error.lineno or 1
        raise SpecError(
            Origin(file, line),
            "XML that is not well-formed, incomplete, or nested too deep",
            "a WSDL or XSD document",
            _SAVE_AGAIN,
        ) from None
    root = cast(Element, events.root)
    lines = [each.strip() for each in text.split("\n")]
    return Document(file, root, lines, declared, _uniform(declared, root))


def _uniform(
    declared: Mapping[Element, Mapping[str, str]], root: Element
) -> dict[str, str]:
    """The prefixes that are declared for one namespace only, wherever that is."""
    meanings: dict[str, set[str]] = {"": set(), "xml": {XML}}
    for each in declared.values():
        for prefix, namespace in each.items():
            meanings.setdefault(prefix, set()).add(namespace)
    if "" not in declared.get(root, {}):
        meanings[""].add("")
    return {prefix: min(each) for prefix, each in meanings.items() if len(each) == 1}


def _refuse_other_versions(document: Document) -> None:
    name = etree.QName(document.root)
    if name.namespace == _WSDL_2:
        raise SpecError(
            document.origin(document.root),
            "WSDL 2.0",
            "WSDL 1.1",
            "Save the service's WSDL 1.1: .NET writes no other.",
        )
    if document.root.tag not in (f"{{{WSDL}}}definitions", f"{{{XS}}}schema"):
        raise SpecError(
            document.origin(document.root),
            "a schema of a draft, or another document",
            f"a schema of {XS}",
            "Save the service's WSDL from a later version of it, or leave this file out.",
        )


def _start_tag(node: Element) -> str:
    name = etree.QName(node).localname
    tag = f"{node.prefix}:{name}" if node.prefix else name
    attributes = (
        f' {etree.QName(each).localname}="{value}"' for each, value in node.items()
    )
    return f"<{tag}{''.join(attributes)}>"[: limits.ORIGIN_TEXT]
