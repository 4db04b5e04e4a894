"""Compares the content of two ``Xml`` regardless of the names of their elements."""

from __future__ import annotations

from typing import Any

from ..errors import WireError
from ..limits import OWN
from ..reading.elements import TYPE, attributes_of
from ..reading.fragments import xml_of
from ..reading.namespaces import Scopes
from ..reading.parsing import parse


def content_of(text: str) -> Any:
    """Return a value that is equal for elements that differ by no more than their names."""
    try:
        root = parse(text, OWN)
    except WireError:
        return text
    scopes = Scopes()
    attributes = attributes_of(root)
    type_ = scopes.at(root).name(attributes.pop(TYPE, ""))
    inside = tuple((xml_of(each, scopes), each.tail or "") for each in root)
    return type_, attributes, root.text or "", inside


def characters_of(text: str) -> str:
    """Return the characters between the tags of an element."""
    try:
        return "".join(
            f"{each.text or ''}{each.tail or ''}" for each in parse(text, OWN).iter()
        )
    except WireError:
        return text
