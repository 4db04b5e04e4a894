"""Types of the contract as Python annotations and defaults."""

from __future__ import annotations

from collections.abc import Mapping

from soapstone.emit.python.imports import names_in
from soapstone.emit.python.scalars import SCALARS, python_scalar
from soapstone.model.contract import (
    AnyXml,
    EnumerationRef,
    Field,
    ListOf,
    MapOf,
    QName,
    RecordRef,
    Scalar,
    Type,
)

Classes = Mapping[str, str]
"""Key of each record and enumeration to its class."""


def annotation(type_: Type, classes: Classes) -> str:
    """How a value of the type is annotated: ``list[Account]``."""
    match type_:
        case Scalar():
            return python_scalar(type_).annotation
        case RecordRef(key):
            return classes[key]
        case EnumerationRef(key):
            return f"{classes[key]} | str"
        case ListOf():
            return f"list[{annotation(type_.type, classes)}]"
        case MapOf():
            key = annotation(type_.key_type, classes)
            value = annotation(type_.value_type, classes)
            if is_dict(type_):
                return f"dict[{key}, {value}]"
            return f"list[tuple[{key}, {value}]]"
        case AnyXml():
            return "Xml"


def is_dict(map_: MapOf) -> bool:
    """Whether a dict can hold the map: Python takes no record and no list for a key."""
    return not isinstance(map_.key_type, RecordRef | ListOf | MapOf)


def field_annotation(field: Field, classes: Classes) -> str:
    """How a field is annotated: ``list[Account] | None``."""
    text = annotation(field.type, classes)
    if field.repeated:
        return f"list[{text}]"
    return f"{text} | None" if field.nullable else text


def field_default(field: Field) -> str:
    """The expression of a field's default, .NET's own; "" where the constructor demands a value."""
    if field.repeated:
        return "field(default_factory=list)"
    if field.demanded:
        return ""
    if field.nullable:
        return "None"
    match field.type:
        case Scalar():
            return absent(field.type)
        case ListOf():
            return "field(default_factory=list)"
        case MapOf():
            kind = "dict" if is_dict(field.type) else "list"
            return f"field(default_factory={kind})"
        case _:
            return ""


def absent(type_: Type) -> str:
    """What a plain value is read as where it is absent: .NET's default.

    An enumeration's is its member of value 0, which no page tells: it is read as "".
    """
    return python_scalar(type_).default if isinstance(type_, Scalar) else '""'


def wire_type(field: Field) -> str:
    """The type's name on the wire, for a docstring; "" where the annotation says it all."""
    if isinstance(field.type, Scalar):
        return "a number, int by guess" if field.type.guessed else field.type.name
    return ""


def words() -> set[str]:
    """The names that annotations and defaults of fields use, whatever the field is."""
    name, xml = QName("", ""), AnyXml()
    list_ = ListOf(name, xml, nillable=False)
    dict_ = MapOf(name, name, xml, name, xml, nillable=False)
    entries = MapOf(name, name, list_, name, xml, nillable=False)
    fields = [Field(name, type_) for type_ in (list_, dict_, entries)]
    texts = [text for each in SCALARS for text in (each.annotation, each.default)]
    texts += [field_annotation(each, {}) for each in fields]
    texts += [field_default(each) for each in fields]
    return names_in(" ".join(texts))
