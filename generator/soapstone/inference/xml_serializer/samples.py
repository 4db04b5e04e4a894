"""Shapes of ASMX samples: the page walks the service's XSD and prints type names, so nothing is
guessed from values.

What the page never prints follows from XmlSerializer's rules: a value type must be there, a
reference type may be left out and is then null, an array's item of a reference type may be nil.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

from soapstone.dotnet.namespaces import XSD
from soapstone.dotnet.scalars import (
    STRING,
    XML_SERIALIZER_VALUES,
    enumerated,
    printed,
)
from soapstone.inference import remarks
from soapstone.inference.shapes import (
    CutOff,
    EnumerationShape,
    FieldShape,
    ListShape,
    Naming,
    RecordShape,
    Shape,
    compatible,
)
from soapstone.model.contract import AnyXml, Particle, QName, Scalar
from soapstone.model.facts import Node
from soapstone.model.findings import Finding, Origin

_ANY = re.compile("(xml|dataset)+")
"""What the page prints for each xs:any (XmlNode has one, a DataSet two), and for a typed
DataSet.
"""
_ANONYMOUS = "bytes"
"""What the page prints for a simple type without a name."""


def message(root: Node) -> RecordShape:
    """The shape of a message by its root element (under SOAP the body's first).

    A root is a record even where its children would make a list of another element, and one
    without members is an ordinary message: a request without parameters, the response of a void
    method.
    """
    return _record(root, Naming.MESSAGE)


def with_return_value(response: RecordShape, root: Node) -> RecordShape | None:
    """A response whose first member, the return value, is shown as a document of its own; None
    where the two do not fit, and SOAP's sample stands.
    """
    if not response.fields:
        return None
    first, *others = response.fields
    shape = _shape(root, QName(root.namespace, root.name), Naming.ITEM)
    if first.repeated or first.particle is not Particle.ELEMENT:
        return None
    if not compatible(first.shape, shape):
        return None
    value = replace(first, shape=shape, origin=root.origin, findings=())
    return replace(response, fields=(value, *others))


def is_value(shape: Shape) -> bool:
    """Whether a shape is of a .NET value type as XmlSerializer has them: such a member is always
    written.
    """
    if isinstance(shape, Scalar):
        return shape.name in XML_SERIALIZER_VALUES
    return isinstance(shape, EnumerationShape)


def _shape(node: Node, name: QName, naming: Naming) -> Shape:
    """The shape of a member or an item; ``name`` is its element's."""
    if node.nil:
        return CutOff(True, type_name=node.name if naming is Naming.ITEM else "")
    if _is_any(node):
        return AnyXml()
    if node.text and not node.children and not node.attributes:
        return _text(node.text, name, naming)
    if _is_list(node):
        item = node.children[0]
        item_name = QName(item.namespace, item.name)
        shape = _shape(item, item_name, Naming.ITEM)
        return ListShape(item_name, shape, not is_value(shape))
    return _record(node, naming)


def _is_any(node: Node) -> bool:
    """object, xs:any, XmlNode, DataSet: content that no schema of the service describes."""
    if node.xsi_type == "type" or (node.name == "anyType" and not node.children):
        return True
    if node.children or node.attributes:
        return any(
            child.name == "schema" and child.namespace == XSD for child in node.children
        )
    return _is_any_text(node.text)


def _is_qname(shape: Shape | None) -> bool:
    return isinstance(shape, Scalar) and shape.name == "QName"


def _is_any_text(text: str) -> bool:
    return _ANY.fullmatch(text) is not None


def _is_list(node: Node) -> bool:
    """A wrapper: maxOccurs > 1 prints exactly twice, everything else exactly once."""
    if len(node.children) != 2 or node.attributes:
        return False
    one, other = node.children
    return (one.namespace, one.name) == (other.namespace, other.name)


def _text(text: str, name: QName, naming: Naming) -> Scalar | EnumerationShape:
    """A type name, or an enumeration's members joined by " or ".

    Of one member the page prints just that word, which looks like a value that a person filled in.
    """
    if text == _ANONYMOUS or _is_filled_in(text):
        return STRING
    return printed(text) or EnumerationShape(name, naming, enumerated(text))


def _is_filled_in(text: str) -> bool:
    return bool(text) and not (
        text == _ANONYMOUS
        or printed(text)
        or _is_any_text(text)
        or len(enumerated(text)) > 1
    )


def _record(node: Node, naming: Naming) -> RecordShape:
    """A complex element: its attributes, its text if that is a type, its children."""
    fields = [_attribute(node, *attribute) for attribute in node.attributes]
    if node.text and not node.children and not _is_any_text(node.text):
        fields.append(_content(node))
    of_name: dict[tuple[str, str], list[Node]] = {}
    for child in node.children:
        of_name.setdefault((child.namespace, child.name), []).append(child)
    fields += [_member(node, same[0], len(same) > 1) for same in of_name.values()]
    return RecordShape(QName(_type_namespace(node), node.name), naming, tuple(fields))


def _type_namespace(node: Node) -> str:
    """The namespace of an element's type: its members', for a type of another schema prints its
    own ``xmlns``. A single member may have been put elsewhere, so most of them decide.
    """
    own = node.namespace
    if all(child.namespace == own for child in node.children):
        return own
    times = Counter(child.namespace for child in node.children if child.namespace)
    return max(times, key=lambda uri: (times[uri], uri == own), default=own)


def _attribute(owner: Node, namespace: str, name: str, text: str) -> FieldShape:
    """An attribute; ``""`` is what the page prints for one whose simple type has no name."""
    qname = QName(namespace, name)
    shape = _text(text, qname, Naming.ELEMENT) if text else STRING
    findings: tuple[Finding, ...] = ()
    if text in ("", _ANONYMOUS):
        findings = (remarks.anonymous_type(f"{owner.name}.{name}", owner.origin),)
    elif _is_qname(shape):
        findings = (remarks.qualified_name(f"{owner.name}.{name}", owner.origin),)
    elif _is_filled_in(text):
        findings = (remarks.filled_in(f"{owner.name}.{name}", owner.origin),)
    stated = not _is_filled_in(text)
    return _field(qname, shape, Particle.ATTRIBUTE, owner.origin, findings, stated)


def _content(node: Node) -> FieldShape:
    """The text of an element that is a record; ``Value`` is what .NET's own tools call such a
    member.
    """
    shape = _text(node.text, QName("", node.name), Naming.ELEMENT)
    stated = not _is_filled_in(node.text)
    findings = () if stated else (remarks.filled_in(node.name, node.origin),)
    return _field(
        QName("", "Value"), shape, Particle.TEXT, node.origin, findings, stated
    )


def _member(owner: Node, node: Node, repeated: bool) -> FieldShape:
    """A child element; a list without wrapper repeats in place and is then empty, not null."""
    name = QName(node.namespace, node.name)
    shape = _shape(node, name, Naming.ELEMENT)
    findings = _silent(owner, node)
    leaf = not node.children and not node.attributes
    stated = not (leaf and _is_filled_in(node.text))
    if repeated:
        return FieldShape(
            name, shape, node.origin, repeated=True, stated=stated, findings=findings
        )
    return _field(name, shape, Particle.ELEMENT, node.origin, findings, stated)


def _field(
    name: QName,
    shape: Shape,
    particle: Particle,
    origin: Origin,
    findings: tuple[Finding, ...] = (),
    stated: bool = True,
) -> FieldShape:
    value = is_value(shape)
    return FieldShape(
        name,
        shape,
        origin,
        particle,
        nullable=not value,
        required=value,
        demanded=value,
        stated=stated,
        findings=findings,
    )


def _silent(owner: Node, node: Node) -> tuple[Finding, ...]:
    """Findings on a member, or on the items of its list, that the page leaves open."""
    if _is_list(node):
        return _silent(node, node.children[0])
    if node.text == _ANONYMOUS:
        return (remarks.anonymous_type(f"{owner.name}.{node.name}", node.origin),)
    if not node.children and _is_qname(printed(node.text)):
        return (remarks.qualified_name(f"{owner.name}.{node.name}", node.origin),)
    if not node.children and not node.attributes and _is_filled_in(node.text):
        return (remarks.filled_in(f"{owner.name}.{node.name}", node.origin),)
    if node.text or node.children or node.attributes or node.nil or _is_any(node):
        return ()
    return (remarks.empty_element(f"{owner.name}.{node.name}", node.origin),)
