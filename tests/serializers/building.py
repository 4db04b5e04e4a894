"""What the rules of both serializers share: the records and enumerations of a contract, by key."""

from __future__ import annotations

from soapstone.dotnet.csharp import TypeName
from soapstone.model.contract import (
    Contract,
    Enumeration,
    Message,
    Operation,
    QName,
    Record,
    RecordRef,
    Serializer,
)
from tests.serializers.csharp import Class, Sources, substituted, type_name

_REFERENCES = frozenset({"string", "base64Binary", "anyURI", "QName"})


class Builder:
    """Collects what a contract holds while the types of members are asked for."""

    def __init__(self, sources: Sources, serializer: Serializer) -> None:
        self.sources = sources
        self.serializer = serializer
        self._records: dict[str, Record | None] = {}
        self._enumerations: dict[str, Enumeration] = {}

    def contract(self, root: TypeName, element: QName, record: str) -> Contract:
        """A service of one operation, whose request is the document."""
        message = Message(element, record)
        records = tuple(each for each in self._records.values() if each)
        return Contract(
            "Fix",
            (Operation("Call", "", message, None, ()),),
            tuple(sorted(records, key=lambda each: each.key)),
            tuple(sorted(self._enumerations.values(), key=lambda each: each.key)),
            self.serializer,
        )

    def class_of(self, type_: TypeName) -> Class | None:
        """The class of the sources; None for what is .NET's own."""
        try:
            return self.sources.find(type_.name)
        except KeyError:
            return None

    def add_record(self, record: Record) -> RecordRef:
        self._records[record.key] = record
        return RecordRef(record.key)

    def begin(self, key: str) -> bool:
        """Whether the record of this key is to be made; it may refer to itself meanwhile."""
        if key in self._records:
            return False
        self._records[key] = None
        return True

    def add_enumeration(self, enumeration: Enumeration) -> None:
        self._enumerations[enumeration.key] = enumeration

    def record(self, key: str) -> Record:
        found = self._records[key]
        assert found
        return found

    def is_value(self, type_: TypeName) -> bool:
        """Whether the type is a value type, null only as ``Nullable<T>``."""
        if type_.nullable:
            return False
        if type_.scalar:
            return type_.scalar not in _REFERENCES
        found = self.class_of(type_)
        return bool(found and found.kind in ("struct", "enum"))


def given(class_: Class, type_: TypeName) -> dict[str, TypeName]:
    """The arguments of a generic class by its parameters."""
    return dict(zip(class_.parameters, type_.arguments, strict=True))


def base_of(class_: Class, type_: TypeName) -> TypeName | None:
    """The class that it extends; interfaces are none."""
    for each in class_.bases:
        if not (each[0] == "I" and each[1].isupper()):
            return substituted(type_name(each), given(class_, type_))
    return None


def collection(builder: Builder, type_: TypeName) -> TypeName | None:
    """The list or dictionary that a type is or extends."""
    if type_.item or type_.entry:
        return type_
    found = builder.class_of(type_)
    base = base_of(found, type_) if found and found.kind == "class" else None
    return collection(builder, base) if base else None
