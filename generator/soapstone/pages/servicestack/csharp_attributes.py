"""Reads what precedes a declaration in C# source: comments, attributes and modifiers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from soapstone.model.facts import ClassMember, Demand, Route, Row
from soapstone.model.findings import Origin
from soapstone.pages.servicestack.csharp_tokens import Sort, Token

_LEFT_OUT = frozenset({"IgnoreDataMember", "IgnoreMember", "XmlIgnore"})
_DEMANDS = {
    "Authenticate": ("authentication", False),
    "ValidateIsAuthenticated": ("authentication", False),
    "RequiredRole": ("role", False),
    "ValidateHasRole": ("role", False),
    "RequiresAnyRole": ("role", True),
    "RequiredPermission": ("permission", False),
    "ValidateHasPermission": ("permission", False),
    "RequiresAnyPermission": ("permission", True),
}
"""Attributes of a request: the kind of access they require, and whether any one of their names is
enough.
"""


@dataclass(frozen=True, slots=True)
class Request:
    """What the attributes of a request state beside its members."""

    routes: tuple[Route, ...]
    demands: tuple[Demand, ...]
    documentation: str


@dataclass(frozen=True, slots=True)
class Attribute:
    """An attribute with its arguments: ``[DataMember(Name = "x")]``."""

    name: str
    values: tuple[str, ...]
    """The arguments without a name."""
    named: Mapping[str, str]

    def get(self, name: str) -> str:
        """Return an argument by name, or ""."""
        return self.named.get(name, "")


@dataclass(slots=True)
class Lead:
    """What precedes a declaration."""

    origin: Origin
    summary: list[str] = field(default_factory=list)
    attributes: dict[str, Attribute] = field(default_factory=dict)
    routes: list[Attribute] = field(default_factory=list)
    modifiers: set[str] = field(default_factory=set)

    def value(self, attribute: str, name: str) -> str:
        """Return an argument of one of its attributes, or ""."""
        found = self.attributes.get(attribute)
        return found.get(name) if found else ""

    @property
    def documentation(self) -> str:
        """The first of: its ``<summary>``, a description attribute; "" for none."""
        stated = self.attributes.get("Description") or self.attributes.get("Api")
        first = stated.values[0] if stated and stated.values else ""
        texts = (" ".join(filter(None, self.summary)), first)
        named = (self.value(name, "Description") for name in ("Api", "ApiMember"))
        return next(filter(None, (*texts, *named)), "")


def is_written(owner: Lead, member: Lead) -> bool:
    """Return whether the serializer writes a member: of a data contract only data members, of other
    classes all but ignored members.
    """
    if "DataContract" in owner.attributes:
        return "DataMember" in member.attributes
    return not _LEFT_OUT & set(member.attributes)


def class_member(lead: Lead, csharp: str, name: str) -> ClassMember:
    """Return a property as a member, by its name on the wire."""
    order = lead.value("DataMember", "Order")
    required = (
        "required" in lead.modifiers
        or "Required" in lead.attributes
        or "true"
        in (
            lead.value("DataMember", "IsRequired"),
            lead.value("ApiMember", "IsRequired"),
        )
    )
    row = Row(
        name=lead.value("DataMember", "Name") or name,
        location=lead.value("ApiMember", "ParameterType"),
        csharp=csharp,
        required=required,
        description=lead.documentation,
        origin=lead.origin,
        declared=True,
    )
    return ClassMember(row, int(order) if order.lstrip("-").isdecimal() else None)


def answer_of(bases: Iterable[str]) -> str:
    """Return the C# type in ``IReturn<T>``, ``void`` for ``IReturnVoid``, or ""."""
    for base in bases:
        if base == "IReturnVoid":
            return "void"
        if base.startswith("IReturn<") and base.endswith(">"):
            return base[len("IReturn<") : -1]
    return ""


def route_of(attribute: Attribute, origin: Origin) -> Route:
    """Return the route that an attribute states."""
    values = (*attribute.values, "", "")
    path = attribute.get("Path") or values[0]
    verbs = attribute.get("Verbs") or values[1]
    texts = filter(None, (attribute.get("Summary"), attribute.get("Notes")))
    listed = tuple(filter(None, re.split(r"[,\s]+", verbs)))
    return Route(listed, path, origin, " ".join(texts))


def demands_of(lead: Lead) -> Iterable[Demand]:
    """Return what a caller needs, by the attributes of a request."""
    for name, attribute in lead.attributes.items():
        if name in _DEMANDS:
            kind, any_of = _DEMANDS[name]
            yield Demand(kind, any_of, attribute.values, lead.origin)


def attributes_of(tokens: Sequence[Token]) -> Iterable[Attribute]:
    """Return the attributes between two brackets, without a target such as ``assembly:``."""
    if len(tokens) > 1 and tokens[1].text == ":" and tokens[1].sort is Sort.MARK:
        tokens = tokens[2:]
    for part in parts(tokens):
        name = part[0].text.rpartition(".")[2].removesuffix("Attribute")
        values, named = [], {}
        for argument in parts(part[2:-1]):
            if len(argument) > 2 and argument[1].text in ("=", ":"):
                named[argument[0].text] = _constant(argument[2:])
            else:
                values.append(_constant(argument))
        yield Attribute(name, tuple(values), named)


def _constant(tokens: Sequence[Token]) -> str:
    return "".join(token.text for token in tokens if token.text != "+")


def parts(tokens: Sequence[Token]) -> list[list[Token]]:
    """Split tokens at their commas, except inside brackets."""
    parts: list[list[Token]] = [[]]
    depth = 0
    for token in tokens:
        if token.sort is Sort.MARK:
            depth += (token.text in "([{<") - (token.text in ")]}>")
        if depth == 0 and token.text == "," and token.sort is Sort.MARK:
            parts.append([])
        else:
            parts[-1].append(token)
    return [part for part in parts if part]


def split(tokens: Sequence[Token]) -> list[str]:
    """Return the type names between commas, as text."""
    return [joined(part) for part in parts(tokens)]


def joined(tokens: Iterable[Token]) -> str:
    """Return the name of a type as the tables print it: ``Dictionary<string, int?>``."""
    return "".join(
        f"{token.text} " if token.text == "," else token.text for token in tokens
    )
