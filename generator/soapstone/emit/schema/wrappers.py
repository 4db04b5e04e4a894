"""Replaces lists and maps by wrapper records, as .NET does in its own schemas.

XSD has neither lists of elements nor maps as types. .NET declares a complex type for each, such as
``ArrayOfString``. A DateTimeOffset becomes a record, too.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from soapstone.emit.schema.names import ncname
from soapstone.model.contract import (
    AnyXml,
    Branch,
    ChoiceOf,
    Contract,
    Enumeration,
    EnumerationRef,
    Field,
    ListOf,
    MapOf,
    QName,
    Record,
    RecordRef,
    Scalar,
    Type,
    innermost,
)

SYSTEM = "http://schemas.datacontract.org/2004/07/System"

STANDARD = frozenset(
    {
        "http://www.w3.org/2001/XMLSchema",
        "http://www.w3.org/2001/XMLSchema-instance",
        "http://www.w3.org/XML/1998/namespace",
    }
)
"""Namespaces of the standards, in which no other schema may declare anything."""

_NUMBERS = frozenset({"byte", "decimal", "int", "integer", "long", "short"})
"""The type of a number whose type no page states."""


def scalar_name(scalar: Scalar) -> str:
    """Return the local name of a scalar's type; decimal for a guess, which may have a fraction."""
    if scalar.guessed and scalar.name in _NUMBERS:
        return "decimal"
    return scalar.name


def label(declared: Record | Enumeration) -> str:
    """Return the wanted name of a type, before collisions are settled."""
    return declared.type_name.name if declared.type_name else declared.key


def is_made(key: str) -> bool:
    """Return whether a record is a wrapper; keys of a contract never start with a brace."""
    return key.startswith("{")


def unfolded(contract: Contract, *, data_contract: bool) -> tuple[Record, ...]:
    """Return the contract's records by key, then one for each distinct wrapper and map entry.

    No field of theirs is a list or a map any more. A wrapper that equals a collection record of
    the contract (``ArrayOfX`` can be a document, too) is that record.
    """
    wrappers = _Wrappers(contract, data_contract)
    records = sorted(contract.records, key=lambda record: record.key)
    plain = [wrappers.unfold(record) for record in records]
    if data_contract and holds_objects(contract):
        wrappers.offset()
    return (*plain, *(wrappers.made[key] for key in sorted(wrappers.made)))


def own_fields(record: Record, records: Mapping[str, Record]) -> tuple[Field, ...]:
    """Return the fields of a record without the inherited ones."""
    if not record.base:
        return record.fields
    inherited = {(each.particle, each.name) for each in records[record.base].fields}
    return tuple(
        each for each in record.fields if (each.particle, each.name) not in inherited
    )


def holds_objects(contract: Contract) -> bool:
    """Return whether a member of the contract can hold any object, such as a .NET type.

    DataContractSerializer's ``xsi:type`` names them, so that they must be declared.
    """
    types = (field.type for record in contract.records for field in record.fields)
    return any(isinstance(each, AnyXml) for type_ in types for each in innermost(type_))


class _Wrappers:
    """The records made for lists and maps, by what they hold: equal wrappers share one."""

    def __init__(self, contract: Contract, data_contract: bool) -> None:
        self.made: dict[str, Record] = {}
        self._data_contract = data_contract
        self._labels = {item.key: label(item) for item in _declared(contract)}
        self._collections = {
            (record.namespace, label(record), field.name, field.type, field.nillable): (
                record.key
            )
            for record in sorted(contract.records, key=lambda record: record.key)
            if record.collection
            for field in record.fields
        }

    def unfold(self, record: Record) -> Record:
        fields = (self._unfold(field, record.namespace) for field in record.fields)
        return replace(record, fields=tuple(fields))

    def _unfold(self, field: Field, owner: str) -> Field:
        name, type_ = ncname(field.name.name), self._plain(field.type, owner)
        if name == field.name.name and type_ is field.type:
            return field
        return replace(field, name=QName(field.name.namespace, name), type=type_)

    def _plain(self, type_: Type, owner: str) -> Type:
        """``type_`` without lists and maps, as a member of a record in the namespace ``owner``."""
        match type_:
            case ListOf():
                return self._list(type_, owner)
            case MapOf():
                return self._map(type_, owner)
            case Scalar("DateTimeOffset"):
                return self.offset()
            case ChoiceOf(branches):
                plain = (self._branch(each, owner) for each in branches)
                return ChoiceOf(tuple(plain))
            case _:
                return type_

    def _branch(self, branch: Branch, owner: str) -> Branch:
        name = QName(branch.name.namespace, ncname(branch.name.name))
        return Branch(name, self._plain(branch.type, owner))

    def offset(self) -> RecordRef:
        """Return the record of .NET's DateTimeOffset: a moment in UTC and an offset in minutes."""
        parts = ("DateTime", Scalar("dateTime")), ("OffsetMinutes", Scalar("short"))
        fields = (Field(QName(SYSTEM, name), of, required=True) for name, of in parts)
        return self._make("DateTimeOffset", "DateTimeOffset", SYSTEM, tuple(fields))

    def _list(self, wrapper: ListOf, owner: str) -> RecordRef:
        namespace = _home(wrapper.item, owner)
        name = self._label(wrapper)
        same = (namespace, name, wrapper.item, wrapper.type, wrapper.nillable)
        if same in self._collections:
            return RecordRef(self._collections[same])
        item = Field(
            wrapper.item, wrapper.type, repeated=True, nillable=wrapper.nillable
        )
        return self._make(wrapper, name, namespace, (item,))

    def _map(self, wrapper: MapOf, owner: str) -> RecordRef:
        namespace = _home(wrapper.entry, owner)
        key = Field(wrapper.key, wrapper.key_type, required=True)
        value = Field(
            wrapper.value,
            wrapper.value_type,
            required=True,
            nillable=wrapper.nillable,
        )
        entry = self._make(
            (wrapper, "entry"),
            wrapper.entry.name,
            _home(wrapper.key, namespace),
            (key, value),
        )
        item = Field(wrapper.entry, entry, repeated=True)
        return self._make(wrapper, self._label(wrapper), namespace, (item,))

    def _make(
        self, content: object, name: str, namespace: str, fields: tuple[Field, ...]
    ) -> RecordRef:
        # The text of a frozen value says all of it, so equal wrappers get equal keys.
        key = f"{{{namespace}}}{content!r}"
        record = Record(key, QName(namespace, name), namespace, fields)
        self.made[key] = self.unfold(record)
        return RecordRef(key)

    def _label(self, type_: Type) -> str:
        match type_:
            case RecordRef() | EnumerationRef():
                return self._labels[type_.key]
            case ListOf():
                return f"ArrayOf{self._cased(self._label(type_.type))}"
            case MapOf():
                return f"ArrayOf{type_.entry.name}"
            case Scalar():
                return scalar_name(type_)
            case _:
                return "anyType"

    def _cased(self, name: str) -> str:
        # WIRE.md, Names: XmlSerializer writes ArrayOfInt, DataContractSerializer ArrayOfint.
        return name if self._data_contract else name[:1].upper() + name[1:]


def _home(name: QName, owner: str) -> str:
    """The namespace of a wrapper around ``name``: where its children need no reference."""
    return owner if name.namespace in STANDARD or not name.namespace else name.namespace


def _declared(contract: Contract) -> tuple[Record | Enumeration, ...]:
    return (*contract.records, *contract.enumerations)
