"""Reads bindings: how the messages of a port's operations travel."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

from soapstone.model.contract import QName, Transport
from soapstone.model.description import Body, BoundOperation, Fault, MessagePart, Style
from soapstone.model.findings import SpecError
from soapstone.wsdl.annotations import wsdl_documentation
from soapstone.wsdl.components import Components, Kind
from soapstone.wsdl.definitions import (
    MESSAGE,
    PORT_TYPE,
    Definition,
    Definitions,
)
from soapstone.wsdl.documents import Element, tag
from soapstone.wsdl.namespaces import HTTP, MIME, SOAP, WSDL, XS

_OPERATION = f"{{{WSDL}}}operation"
_INPUT = f"{{{WSDL}}}input"
_OUTPUT = f"{{{WSDL}}}output"
_FAULT = f"{{{WSDL}}}fault"
_PART = f"{{{WSDL}}}part"
_URL_ENCODED = (f"{{{HTTP}}}urlEncoded", f"{{{HTTP}}}urlReplacement")
_MIME_CONTENT = f"{{{MIME}}}content"
_MIME_XML = f"{{{MIME}}}mimeXml"
_SAID = {
    **{f"{{{soap}}}{name}": name for soap in SOAP for name in ("body", "header")},
    _MIME_CONTENT: "content",
}
_FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True, slots=True)
class _Messages:
    """The names of an operation's messages, and its element in the portType or the binding."""

    defined_in: Definition
    node: Element

    def name(self, tag: str) -> str:
        """The name of its input or output, by default as WSDL 1.1 section 2.4.5 has it."""
        there = self.node.find(tag)
        stated = None if there is None else there.get("name")
        if stated is not None:
            return stated
        own = self.node.get("name", "")
        if tag == _OUTPUT:
            return f"{own}Response"
        return own if self.node.find(_OUTPUT) is None else f"{own}Request"


class _Declared:
    """The operations of a portType by name, and overloads by the names of their messages."""

    def __init__(self, port_type: Definition) -> None:
        self._named: dict[str, list[_Messages]] = {}
        self._overloads: dict[tuple[str, str | None, str | None], _Messages] = {}
        """None: whatever the message is called. Of several the first counts."""
        for node in port_type.node.iterchildren(_OPERATION):
            one = _Messages(port_type, node)
            name = node.get("name", "")
            self._named.setdefault(name, []).append(one)
            for asked in (one.name(_INPUT), None):
                for answered in (one.name(_OUTPUT), None):
                    self._overloads.setdefault((name, asked, answered), one)

    def match(self, binding: Definition, node: Element) -> _Messages:
        """Return the operation that one of a binding is. Raises SpecError if there is none."""
        name = node.get("name", "")
        candidates = self._named.get(name, [])
        if len(candidates) == 1:
            return candidates[0]
        bound = _Messages(binding, node)
        tags = [tag for tag in (_INPUT, _OUTPUT) if node.find(tag) is not None]
        # A binding may leave names out that the portType states; else a name by default is one.
        stated = [tag for tag in tags if node.find(f"{tag}[@name]") is not None]
        for names in (tags, stated):
            asked, answered = (
                bound.name(tag) if tag in names else None for tag in (_INPUT, _OUTPUT)
            )
            if found := self._overloads.get((name, asked, answered)):
                return found
        raise SpecError(
            binding.document.origin(node),
            f"the operation {name!r}, which the portType does not have",
            "an operation of the binding's portType",
            "Save the whole WSDL again.",
        )


class BindingReader:
    """Reads the operations of bindings."""

    def __init__(self, definitions: Definitions, components: Components) -> None:
        self._definitions = definitions
        self._components = components
        self._parts: dict[QName, tuple[MessagePart, ...]] = {}

    def operations(self, binding: Definition) -> tuple[BoundOperation, ...]:
        """Return the operations of a binding. One that cannot be read is an error, and left out."""
        node = binding.node
        name = binding.qname(node, node.get("type", ""))
        port_type = self._definitions.find(PORT_TYPE, name, binding, node)
        declared = _Declared(port_type)
        style = _extension(node, "binding").get("style", "document")
        found = []
        for each in node.iterchildren(_OPERATION):
            with self._definitions.leaving_out():
                messages = declared.match(binding, each)
                found.append(self._operation(binding, each, messages, style))
        return tuple(found)

    def _operation(
        self, binding: Definition, node: Element, messages: _Messages, style: str
    ) -> BoundOperation:
        there = messages.defined_in
        stated = _extension(node, "operation")
        said = wsdl_documentation(there.document, messages.node)
        return BoundOperation(
            there.document.ncname(messages.node, messages.node.get("name", "")),
            there.document.origin(messages.node),
            _style(binding, node, stated.get("style", style)),
            stated.get("soapAction", ""),
            self._body(binding, node, messages, _INPUT),
            self._body(binding, node, messages, _OUTPUT),
            self._faults(messages),
            stated.get("location", ""),
            said or wsdl_documentation(binding.document, node),
        )

    def _body(
        self, binding: Definition, node: Element, messages: _Messages, way: str
    ) -> Body | None:
        declared, bound = messages.node.find(way), node.find(way)
        if declared is None:
            return None
        there = messages.defined_in
        message = there.qname(declared, declared.get("message", ""))
        parts = self._message(message, there, declared)
        if bound is None:
            return Body(parts)
        said = _said(bound)
        if not said["body"]:
            return Body(parts, content=_content(bound))
        soap = said["body"][0]
        chosen = soap.get("parts")
        apart = self._apart(binding, said, message)
        return Body(
            tuple(
                part
                for part in parts
                if (
                    part.name not in apart
                    if chosen is None
                    else part.name in chosen.split()
                )
            ),
            self._headers(binding, said["header"]),
            encoded=soap.get("use") == "encoded",
            namespace=soap.get("namespace", ""),
            content="multipart/related" if soap.getparent() is not bound else "",
        )

    def _apart(
        self, binding: Definition, said: Mapping[str, list[Element]], message: QName
    ) -> set[str]:
        """The parts of a message that travel in the header, or as attachments."""
        return {each.get("part", "") for each in said["content"]} | {
            each.get("part", "")
            for each in said["header"]
            if binding.qname(each, each.get("message", "")) == message
        }

    def _headers(
        self, binding: Definition, nodes: Sequence[Element]
    ) -> tuple[MessagePart, ...]:
        found: list[MessagePart] = []
        for node in nodes:
            name = binding.qname(node, node.get("message", ""))
            parts = self._message(name, binding, node)
            found += (each for each in parts if each.name == node.get("part"))
        return tuple(found)

    def _faults(self, messages: _Messages) -> tuple[Fault, ...]:
        there, found = messages.defined_in, []
        for each in messages.node.iterchildren(_FAULT):
            message = there.qname(each, each.get("message", ""))
            for part in self._message(message, there, each)[:1]:
                found.append(Fault(each.get("name", ""), part))
        return tuple(found)

    def _message(
        self, name: QName, user: Definition, node: Element
    ) -> tuple[MessagePart, ...]:
        if name not in self._parts:
            found = self._definitions.find(MESSAGE, name, user, node)
            self._parts[name] = tuple(
                self._part(found, each) for each in found.node.iterchildren(_PART)
            )
        return self._parts[name]

    def _part(self, message: Definition, node: Element) -> MessagePart:
        element, type_ = node.get("element"), node.get("type")
        name = node.get("name", "")
        origin = message.document.origin(node)
        if element is not None:
            used = message.qname(node, element)
            self._components.find(Kind.ELEMENT, used, message.document, node)
            return MessagePart(name, origin, element=used)
        if type_ is None:
            raise SpecError(
                origin,
                "a part of a message without element and type",
                "one of the two",
                "Save the WSDL again.",
            )
        used = message.qname(node, type_)
        if used.namespace != XS:
            self._components.find(Kind.TYPE, used, message.document, node)
        return MessagePart(name, origin, type=used)


def transport(binding: Definition) -> Transport | None:
    """Return how a binding's messages travel; None for what is neither SOAP nor HTTP's forms."""
    for node in binding.node:
        name = etree.QName(node)
        way = SOAP.get(name.namespace or "")
        if way is not None and name.localname == "binding":
            return way if _is_http(node) else None
        if node.tag == f"{{{HTTP}}}binding":
            verb = node.get("verb", "").upper()
            return _VERBS.get(verb)
    return None


_VERBS = {"GET": Transport.HTTP_GET, "POST": Transport.HTTP_POST}


def _is_http(node: Element) -> bool:
    """Whether SOAP travels over HTTP: WSDL 1.1 names a namespace for it, SOAP 1.2 another."""
    return node.get("transport", "").strip() in (
        "",
        "http://schemas.xmlsoap.org/soap/http",
        "http://schemas.xmlsoap.org/soap/http/",
        "http://www.w3.org/2003/05/soap/bindings/HTTP/",
        "http://schemas.xmlsoap.org/wsdl/soap12/http",
    )


def _style(binding: Definition, node: Element, text: str) -> Style:
    if text not in tuple(Style):
        raise SpecError(
            binding.document.origin(node),
            f"the style {text!r}",
            "document or rpc",
            "Correct it, or save the WSDL again.",
        )
    return Style(text)


def _extension(node: Element, name: str) -> Element:
    """What a binding's extension for SOAP or HTTP says of it; otherwise an empty element."""
    for each in node:
        found = etree.QName(each)
        if found.localname == name and found.namespace in (*SOAP, HTTP):
            return each
    return etree.Element(name)


def _said(bound: Element) -> dict[str, list[Element]]:
    """What a binding says of a message, by the local name: MIME may have it deeper inside."""
    found: dict[str, list[Element]] = {name: [] for name in _SAID.values()}
    for each in bound.iterdescendants(*_SAID):
        found[_SAID[tag(each)]].append(each)
    return found


def _content(bound: Element) -> str:
    """What an HTTP body holds: of several that are offered, the first."""
    for each in bound:
        if each.tag in _URL_ENCODED:
            return "form"
        if each.tag == _MIME_XML:
            return "xml"
        if each.tag == _MIME_CONTENT:
            kind = str(each.get("type", ""))
            forms = {_FORM: "form", "text/xml": "xml", "application/xml": "xml"}
            return forms.get(kind, kind)
    return ""
