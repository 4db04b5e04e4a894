"""Reads the shapes of ASMX samples, which print type names in place of values.

ASP.NET's page walks the schema of the service, so nothing is guessed from values. The rest follows
from XmlSerializer's rules: a member of a value type is always written, one of a reference type is
left out when null, an array's item of a reference type may be nil.
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
from soapstone.inference import finding_texts
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
"""Printed for each xs:any (an XmlNode has one, a DataSet two), and for a typed DataSet."""
_ANONYMOUS = "bytes"
"""Printed for a simple type without a name."""


def message(root: Node) -> RecordShape:
    """Return the shape of a message from its root element (under SOAP, the first element of the
    Body).

    The root is always a record, even where its children would make another element a list. Without
    children it is a request without parameters, or the response of a void method.
    """
    return _record(root, Naming.MESSAGE)


def with_return_value(response: RecordShape, root: Node) -> RecordShape | None:
    """Return a response with its return value, the first member, as a document of its own shows it.

    None where the two do not fit; the SOAP sample is used then.
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
    """Return whether a shape is a value type of .NET under XmlSerializer: such a member is always
    written.
    """
    if isinstance(shape, Scalar):
        return shape.name in XML_SERIALIZER_VALUES
    return isinstance(shape, EnumerationShape)


def _shape(node: Node, name: QName, naming: Naming) -> Shape:
    """Read a member or an item; ``name`` is the name of its element."""
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
    """Whether an element is object, xs:any, XmlNode or a DataSet: the service's schema does not
    describe it.
    """
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
    """Whether an element is a list wrapper: the page prints an element twice if its maxOccurs is
    above 1.
    """
    if len(node.children) != 2 or node.attributes:
        return False
    one, other = node.children
    return (one.namespace, one.name) == (other.namespace, other.name)


def _text(text: str, name: QName, naming: Naming) -> Scalar | EnumerationShape:
    """Read a type name, or the members of an enumeration joined by " or ".

    An enumeration with one member prints just that word, and so does a value that a person filled
    in.
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
    """Read a complex element: its attributes, its text if that is a type, its children."""
    fields = [_attribute(node, *attribute) for attribute in node.attributes]
    if node.text and not node.children and not _is_any_text(node.text):
        fields.append(_content(node))
    of_name: dict[tuple[str, str], list[Node]] = {}
    for child in node.children:
        of_name.setdefault((child.namespace, child.name), []).append(child)
    fields += [_member(node, same[0], len(same) > 1) for same in of_name.values()]
    return RecordShape(QName(_type_namespace(node), node.name), naming, tuple(fields))


def _type_namespace(node: Node) -> str:
    """Return the namespace of an element's type: that of its members.

    A page prints ``xmlns`` where a type comes from another schema. A single member may have another
    namespace (``XmlElementAttribute.Namespace``), so the most frequent one is taken.
    """
    own = node.namespace
    if all(child.namespace == own for child in node.children):
        return own
    times = Counter(child.namespace for child in node.children if child.namespace)
    return max(times, key=lambda uri: (times[uri], uri == own), default=own)


def _attribute(owner: Node, namespace: str, name: str, text: str) -> FieldShape:
    """Read an attribute. The page prints ``""`` for one whose simple type has no name."""
    qname = QName(namespace, name)
    shape = _text(text, qname, Naming.ELEMENT) if text else STRING
    findings: tuple[Finding, ...] = ()
    if text in ("", _ANONYMOUS):
        findings = (finding_texts.anonymous_type(f"{owner.name}.{name}", owner.origin),)
    elif _is_qname(shape):
        findings = (finding_texts.qualified_name(f"{owner.name}.{name}", owner.origin),)
    elif _is_filled_in(text):
        findings = (finding_texts.filled_in(f"{owner.name}.{name}", owner.origin),)
    stated = not _is_filled_in(text)
    return _field(qname, shape, Particle.ATTRIBUTE, owner.origin, findings, stated)


def _content(node: Node) -> FieldShape:
    """Read the text of an element that is a record. The member is called ``Value``, as .NET's
    xsd.exe does.
    """
    shape = _text(node.text, QName("", node.name), Naming.ELEMENT)
    stated = not _is_filled_in(node.text)
    findings = () if stated else (finding_texts.filled_in(node.name, node.origin),)
    return _field(
        QName("", "Value"), shape, Particle.TEXT, node.origin, findings, stated
    )


def _member(owner: Node, node: Node, repeated: bool) -> FieldShape:
    """Read a child element. A list without a wrapper repeats in place; it can be empty but not
    null.
    """
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
        return (finding_texts.anonymous_type(f"{owner.name}.{node.name}", node.origin),)
    if not node.children and _is_qname(printed(node.text)):
        return (finding_texts.qualified_name(f"{owner.name}.{node.name}", node.origin),)
    if not node.children and not node.attributes and _is_filled_in(node.text):
        return (finding_texts.filled_in(f"{owner.name}.{node.name}", node.origin),)
    if node.text or node.children or node.attributes or node.nil or _is_any(node):
        return ()
    return (finding_texts.empty_element(f"{owner.name}.{node.name}", node.origin),)
