"""Reads the responses of HTTP GET and POST: XML documents that hold the return value alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar, cast

from lxml import etree

from ..limits import USUAL, ForbiddenCharacters, Limits
from ..reading.diagnosis import another_element
from ..reading.substituting import parse_either
from ..records.members import AnyXml, Items, Representation

if TYPE_CHECKING:
    from ..messages import XmlMessage
    from ..operations import Binding

__all__ = ["from_return_value"]

M = TypeVar("M", bound="XmlMessage")


def from_return_value(
    kind: type[M],
    data: bytes | str,
    binding: Binding,
    *,
    limits: Limits = USUAL,
    forbidden_characters: ForbiddenCharacters = "refuse",
) -> M:
    """Return the response, of class ``kind``, to a call by HTTP GET or POST.

    It is what ``from_soap`` returns for the same value. The root element (``int``,
    ``ArrayOfQuote``) is put into the element of the response. A void method has no document. The
    options are those of ``from_xml``.

    Raises WireError like ``from_xml``; ValueError if the binding is not of HTTP GET or POST.
    """
    if binding.transport not in ("HTTP GET", "HTTP POST"):
        raise ValueError(f"a binding of HTTP GET or POST, not {binding.transport}")
    document = kind._document
    if not binding.response_element and not binding.return_member:
        empty: Any = etree.Element(document.element)
        return cast(M, document.reader.from_element(empty))
    root: Any
    root, plane = parse_either(data, limits, 0, forbidden_characters)
    if binding.response_element not in ("", root.tag):
        raise another_element(root, f"element {binding.response_element}")
    whole = as_response(root, kind, binding)
    return cast(M, document.reader.from_element(whole, plane))


def as_response(root: Any, kind: type[XmlMessage], binding: Binding) -> Any:
    """Return the element of the response that a return value stands for; the value moves there."""
    if binding.return_member:
        return _wrapped(root, kind, binding)
    root.tag = kind._document.element
    return root


def _wrapped(root: Any, kind: type[XmlMessage], binding: Binding) -> Any:
    """The element of the response around its first member, which is made of the root element."""
    # With the prefixes of the root, so that unknown content is kept as it was sent.
    response: Any = etree.Element(kind._document.element, nsmap=root.nsmap)
    (member,) = (m for m in kind._members.table if m.tag == binding.return_member)
    if member.representation is Representation.REPEATED:
        response.extend(_named(root, member.tag))
        return response
    if isinstance(member.content, AnyXml) and not binding.response_element:
        etree.SubElement(response, member.tag).append(root)
        return response
    if isinstance(member.content, Items):
        # XmlArrayItem renames items under SOAP only.
        _named(root, member.content.item)
    root.tag = member.tag
    response.append(root)
    return response


def _named(root: Any, tag: str) -> list[Any]:
    """The children of an element, each with another name now."""
    for child in root:
        child.tag = tag
    return [*root]
