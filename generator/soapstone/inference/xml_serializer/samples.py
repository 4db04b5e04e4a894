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
from soapstone.inference.shapes import (
    CutOff,
    EnumerationShape,
    FieldShape,
    ListShape,
    Naming,
    Read,
    RecordShape,
    Shape,
    compatible,
    inside,
)
from soapstone.model.catalogue import asmx, service, xml_serializer
from soapstone.model.contract import AnyXml, Particle, QName, Scalar
from soapstone.model.decisions import Decisions
from soapstone.model.facts import Node
from soapstone.model.findings import Origin
from soapstone.model.rules import Aspect

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
    shape, made = _shape(root, QName(root.namespace, root.name), Naming.ITEM)
    if isinstance(shape, RecordShape):
        shape = _called_after_type(shape, root)
    if first.repeated or first.particle is not Particle.ELEMENT:
        return None
    if not compatible(first.shape, shape):
        return None
    kept = (each for each in first.decisions if each.rule.aspect is not Aspect.TYPE)
    value = replace(first, shape=shape, origin=root.origin, decisions=(*made, *kept))
    return replace(response, fields=(value, *others))


def returned(root: Node) -> RecordShape:
    """Return the shape of a return value that is a document of its own (HTTP GET and POST).

    The root has the name of its type; that of an array is ``ArrayOfX``, and its items can be null.
    """
    if root.text and not root.children and not root.attributes:
        return _record(root, Naming.MESSAGE)
    shape = _called_after_type(_record(root, Naming.ITEM), root)
    if not (_is_list(root) and root.name.startswith("ArrayOf")):
        return shape
    (item,) = shape.fields
    item = replace(item, nillable=not is_value(item.shape))
    return replace(shape, fields=(item,), collection=True)


def _called_after_type(shape: RecordShape, root: Node) -> RecordShape:
    named = asmx.RETURNED_TYPE.at(root.origin)
    return replace(shape, decisions=(named, *shape.decisions))


def is_value(shape: Shape) -> bool:
    """Return whether a shape is a value type of .NET under XmlSerializer: such a member is always
    written.
    """
    if isinstance(shape, Scalar):
        return shape.name in XML_SERIALIZER_VALUES
    return isinstance(shape, EnumerationShape)


def _shape(node: Node, name: QName, naming: Naming) -> Read:
    """Read a member or an item; ``name`` is the name of its element."""
    if node.nil:
        # Decided when the shapes of all pages are known: see truncated_samples.
        type_name = node.name if naming is Naming.ITEM else ""
        return CutOff(True, type_name, origin=node.origin), ()
    if data_set := _data_set(node):
        return AnyXml(data_set), (asmx.DATA_SET.here,)
    if is_any(node):
        return AnyXml(), (asmx.ANY_XML.here,)
    if node.text and not node.children and not node.attributes:
        return _text(node.text, name, naming, node.origin)
    if _is_list(node):
        item = node.children[0]
        item_name = QName(item.namespace, item.name)
        shape, made = _shape(item, item_name, Naming.ITEM)
        found = ListShape(item_name, shape, not is_value(shape))
        return found, (asmx.ARRAY.here, *inside("items", made, item.origin))
    if not (node.text or node.children or node.attributes):
        return AnyXml(silent=True), (asmx.EMPTY_ELEMENT.here,)
    return _record(node, naming), (asmx.MEMBERS_INSIDE.here,)


def is_any(node: Node) -> bool:
    """Return whether an element is object, xs:any, XmlNode or a DataSet: the service's schema does
    not describe it.
    """
    if node.xsi_type == "type" or (node.name == "anyType" and not node.children):
        return True
    if node.children or node.attributes:
        return bool(_data_set(node))
    return _is_any_text(node.text)


def _data_set(node: Node) -> str:
    """Return which kind of DataSet an element is: ``DataSet``, ``typed DataSet``, or ""."""
    if any(each.name == "schema" and each.namespace == XSD for each in node.children):
        return "DataSet"
    return "typed DataSet" if node.text == "dataset" and not node.children else ""


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


def _text(text: str, name: QName, naming: Naming, origin: Origin) -> Read:
    """Read a type name, or the members of an enumeration joined by " or ".

    An enumeration with one member prints just that word, and so does a value that a person filled
    in.
    """
    if text == _ANONYMOUS:
        return STRING, (asmx.ANONYMOUS_TYPE.here,)
    scalar = printed(text)
    if scalar:
        rule = asmx.QUALIFIED_NAME if scalar.name == "QName" else asmx.TYPE_NAME
        return scalar, ((asmx.DURATION if scalar.text else rule).here,)
    members = enumerated(text)
    if len(members) == 1:
        return CutOff(complex=False, text=True), (asmx.FILLED_IN.here,)
    blanks = any(" " in member for member in members)
    of_type = asmx.ENUMERATION_WITH_BLANKS if blanks else asmx.ENUMERATION
    of_members = asmx.MEMBERS_WITH_BLANKS if blanks else asmx.PRINTED_MEMBERS
    made = (of_members.at(origin),)
    shape = EnumerationShape(name, naming, members, decisions=made)
    return shape, (of_type.here,)


def _record(node: Node, naming: Naming) -> RecordShape:
    """Read a complex element: its attributes, its text if that is a type, its children."""
    fields = [_attribute(node, *attribute) for attribute in node.attributes]
    if node.text and not node.children and not _is_any_text(node.text):
        fields.append(_content(node))
    of_name: dict[tuple[str, str], list[Node]] = {}
    for child in node.children:
        of_name.setdefault((child.namespace, child.name), []).append(child)
    fields += [_member(same[0], len(same) > 1) for same in of_name.values()]
    name = QName(type_namespace(node), node.name)
    rule = asmx.SCHEMA_ORDER if fields else service.NOT_SHOWN
    made = (rule.at(node.origin),)
    return RecordShape(name, naming, tuple(fields), decisions=made)


def type_namespace(node: Node) -> str:
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
    shape, made = _text(text or _ANONYMOUS, qname, Naming.ELEMENT, owner.origin)
    return _field(qname, shape, Particle.ATTRIBUTE, owner.origin, made)


def _content(node: Node) -> FieldShape:
    """Read the text of an element that is a record. The member is called ``Value``, as .NET's
    xsd.exe does.
    """
    name = QName("", node.name)
    shape, made = _text(node.text, name, Naming.ELEMENT, node.origin)
    return _field(QName("", "Value"), shape, Particle.TEXT, node.origin, made)


def _member(node: Node, repeated: bool) -> FieldShape:
    """Read a child element. A list without a wrapper repeats in place; it can be empty but not
    null.
    """
    name = QName(node.namespace, node.name)
    shape, made = _shape(node, name, Naming.ELEMENT)
    if not repeated:
        return _field(name, shape, Particle.ELEMENT, node.origin, made)
    return FieldShape(
        name,
        shape,
        node.origin,
        repeated=True,
        stated=not _is_filled_in(shape),
        decisions=(*made, *_REPEATED),
    )


def _is_filled_in(shape: Shape) -> bool:
    return isinstance(shape, CutOff) and shape.text


_REPEATED = (
    asmx.PRINTED_TWICE.here,
    xml_serializer.LIST_NOT_NULL.here,
    xml_serializer.LIST_OPTIONAL.here,
)
VALUE = (xml_serializer.VALUE_NOT_NULL.here, xml_serializer.VALUE_SENT.here)
"""The decisions on null and presence of a member of a value type."""
REFERENCE = (
    xml_serializer.REFERENCE_NULL.here,
    xml_serializer.REFERENCE_OPTIONAL.here,
)
"""The decisions on null and presence of a member of a reference type."""


def _field(
    name: QName, shape: Shape, particle: Particle, origin: Origin, made: Decisions
) -> FieldShape:
    value = is_value(shape)
    once = asmx.PRINTED_ONCE if particle is Particle.ELEMENT else asmx.ATTRIBUTE
    return FieldShape(
        name,
        shape,
        origin,
        particle,
        nullable=not value,
        required=value,
        demanded=value,
        stated=not _is_filled_in(shape),
        decisions=(*made, once.here, *(VALUE if value else REFERENCE)),
    )
