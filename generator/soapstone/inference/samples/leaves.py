"""Decides the type of a text by the comments before it, its element's name, or its values."""

from __future__ import annotations

from collections.abc import Sequence

from soapstone.dotnet import value_forms
from soapstone.dotnet.scalars import ARRAY_ITEMS, SCALARS, STRING, of_serializer
from soapstone.inference.data_contract.collections import built_in
from soapstone.inference.shapes import CutOff, EnumerationShape, Naming, Read
from soapstone.model.catalogue import data_contract, samples
from soapstone.model.contract import AnyXml, QName, Scalar, Serializer
from soapstone.model.facts import Node

_OPEN = CutOff(complex=False, text=True)
"""A text of a type that another place may tell."""


def leaf(
    nodes: Sequence[Node], name: QName, naming: Naming, serializer: Serializer
) -> Read:
    """Return the type of elements that have only text, all of one member."""
    commented = by_comment(nodes, name, serializer)
    if commented:
        return commented
    named = built_in(nodes[0])
    if named:
        return of_serializer(named.name, serializer), (data_contract.ITEM_TYPE.here,)
    if naming is Naming.ITEM and name.name in ARRAY_ITEMS:
        return of_serializer(name.name, serializer), (samples.NAMED_ITEM.here,)
    optional = serializer is Serializer.XML and _is_optional(nodes)
    shape, made = by_forms({node.text for node in nodes}, serializer, optional=optional)
    decisive = (
        n.origin for n in nodes if n.text not in (value_forms.OPEN, value_forms.BIT)
    )
    where = next(decisive, nodes[0].origin)
    return shape, tuple(each.placed(where) for each in made)


def by_forms(
    forms: set[str], serializer: Serializer, *, optional: bool = False
) -> Read:
    """Return the type of texts of some forms. ``optional``: of a reference type of ASMX."""
    if value_forms.BINARY in forms:
        return Scalar(value_forms.BINARY), (samples.ATTACHMENT.here,)
    found = value_forms.sampled_scalar(forms - {""})
    if found is None and optional:
        return STRING, (samples.OPTIONAL_TEXT.here,)
    if found is None:
        return _OPEN, (samples.NO_VALUE.here,)
    if not found.guessed:
        found = of_serializer(found.name, serializer)
    return found, (samples.VALUE.at(None, type=found.name),)


def by_comment(
    nodes: Sequence[Node], name: QName, serializer: Serializer
) -> Read | None:
    """Return the type that a comment before one of the elements names; None without one."""
    for node in nodes:
        stated = node.comments
        if stated and stated.members:
            of_name = (samples.NAME_COMMENT,) if stated.type_name else ()
            rules = (*of_name, samples.MEMBERS_COMMENT)
            made = tuple(rule.at(node.origin) for rule in rules)
            naming = Naming.ITEM if stated.type_name else Naming.ELEMENT
            own = QName(name.namespace, stated.type_name or name.name)
            shape = EnumerationShape(own, naming, stated.members, decisions=made)
            return shape, (samples.TYPE_COMMENT.at(node.origin),)
        if stated and stated.type_name == "anyType":
            return AnyXml(), (samples.TYPE_COMMENT.at(node.origin),)
        if stated and stated.type_name in SCALARS:
            scalar = of_serializer(stated.type_name, serializer)
            return scalar, (samples.TYPE_COMMENT.at(node.origin),)
    return None


def _is_optional(nodes: Sequence[Node]) -> bool:
    stated = (node.comments for node in nodes)
    return any(each and each.least == 0 and not each.repeats for each in stated)
