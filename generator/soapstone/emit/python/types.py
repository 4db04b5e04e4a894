"""Writes types of the contract as Python annotations and default expressions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from soapstone.emit.python.imports import names_in
from soapstone.emit.python.literals import literal
from soapstone.emit.python.scalars import SCALARS, python_scalar
from soapstone.model.contract import (
    AnyXml,
    Branch,
    ChoiceOf,
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
"""Key of a record or enumeration to the name of its class."""


def annotation(type_: Type, classes: Classes) -> str:
    """Return the annotation of a type: ``list[Account]``."""
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
        case ChoiceOf():
            return " | ".join(_branches(type_, classes))


def _branches(choice: ChoiceOf, classes: Classes) -> Iterator[str]:
    for branch, label in zip(choice.branches, branch_labels(choice), strict=True):
        inner = annotation(branch.type, classes)
        yield f"tuple[Literal[{literal(label)}], {inner}]" if label else inner


def branch_labels(choice: ChoiceOf) -> list[str]:
    """Return, for each branch, the first part of its values, which are pairs; "" where the class of
    a value determines the branch.
    """
    classes = Counter(each for b in choice.branches for each in _classes(b.type))
    names = Counter(branch.name.name for branch in choice.branches)

    def label(branch: Branch) -> str:
        if all(classes[each] == 1 for each in _classes(branch.type)):
            return ""
        alike = names[branch.name.name] > 1
        return str(branch.name) if alike else branch.name.name

    return [label(branch) for branch in choice.branches]


def _classes(type_: Type) -> set[object]:
    """The classes that values of a type can have; for a record the reference to it."""
    if isinstance(type_, RecordRef):
        return {type_}
    name = class_of(type_, {})
    return {name, "int"} if name == "float" else {name}


def class_of(type_: Type, classes: Classes) -> str:
    """Return the class of the values of a type. A value of an enumeration may be any text."""
    match type_:
        case RecordRef(key):
            return classes[key]
        case Scalar():
            return python_scalar(type_).annotation
        case EnumerationRef():
            return "str"
        case AnyXml():
            return "Xml"
        case MapOf() if is_dict(type_):
            return "dict"
        case _:
            return "list"


def is_dict(map_: MapOf) -> bool:
    """Return whether a dict can hold the map; records and lists are not hashable keys."""
    return not isinstance(map_.key_type, RecordRef | ListOf | MapOf)


def field_annotation(field: Field, classes: Classes) -> str:
    """Return the annotation of a field: ``list[Account] | None``."""
    text = annotation(field.type, classes)
    if field.repeated:
        return f"list[{text}]"
    return f"{text} | None" if field.nullable else text


def field_default(field: Field) -> str:
    """Return a field's default as an expression; "" if the constructor requires a value."""
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
    """Return the value of a member that is absent, as an expression: its .NET default.

    The default of an enumeration is its member of value 0. No page states that; it is read as "".
    """
    return python_scalar(type_).default if isinstance(type_, Scalar) else '""'


def wire_type(field: Field) -> str:
    """Return the XSD type for a docstring, or DataSet; "" if the annotation is enough."""
    if isinstance(field.type, Scalar):
        if field.type.guessed:
            return "a number, int by guess"
        return ", ".join([field.type.name, *_facets(field.type)])
    return field.type.dotnet_type if isinstance(field.type, AnyXml) else ""


def _facets(scalar: Scalar) -> Iterator[str]:
    """What a schema demands of the value: ``maxLength 10``."""
    if scalar.restriction:
        for each in scalar.restriction.facets:
            yield f"{each.name} {each.value}"


def words() -> set[str]:
    """Return all names that annotations and defaults of any field can use."""
    name, xml = QName("", ""), AnyXml()
    list_ = ListOf(name, xml, nillable=False)
    dict_ = MapOf(name, name, xml, name, xml, nillable=False)
    entries = MapOf(name, name, list_, name, xml, nillable=False)
    fields = [Field(name, type_) for type_ in (list_, dict_, entries)]
    texts = [text for each in SCALARS for text in (each.annotation, each.default)]
    texts += [field_annotation(each, {}) for each in fields]
    texts += [field_default(each) for each in fields]
    return names_in(" ".join(texts))
