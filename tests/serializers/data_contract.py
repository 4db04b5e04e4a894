"""DataContractSerializer's rules: the contract of a C# type.

Members stand base class first, then those without Order in ordinal order of their names, then by
Order. A generic type's name ends in a digest of its arguments' namespaces unless all are built in.
"""

from __future__ import annotations

import hashlib
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import replace

from soapstone.dotnet.csharp import OBJECTS, TypeName
from soapstone.emit.schema.names import ncname
from soapstone.model.contract import (
    AnyXml,
    Contract,
    Enumeration,
    EnumerationRef,
    Field,
    ListOf,
    MapOf,
    Particle,
    QName,
    Record,
    RecordRef,
    Scalar,
    Serializer,
    Type,
)
from tests.serializers.building import Builder, base_of, collection, given
from tests.serializers.csharp import Class, Member, sources, substituted, type_name

XSD = "http://www.w3.org/2001/XMLSchema"
SERIALIZATION = "http://schemas.microsoft.com/2003/10/Serialization/"
ARRAYS = f"{SERIALIZATION}Arrays"
CLR = "http://schemas.datacontract.org/2004/07/"
SYSTEM = f"{CLR}System"
_DIFFGRAM = "urn:schemas-microsoft-com:xml-diffgram-v1"

_MAPPED = {"Fix.Mapped": "http://asm.example/mapped"}
"""[assembly: ContractNamespace]."""
_MICROSOFT = frozenset({"char", "guid", "duration"})
_BUILT_IN = frozenset({XSD, SERIALIZATION})


def contract_of(type_text: str) -> Contract:
    """The contract of a document of this type."""
    return _DataContracts().contract_of(type_name(type_text))


class _DataContracts:
    def __init__(self) -> None:
        self._builder = Builder(sources(), Serializer.DATA_CONTRACT)

    def contract_of(self, root: TypeName) -> Contract:
        name = self._name(root)
        return self._builder.contract(root, name, self._document(root, name))

    def _document(self, root: TypeName, name: QName) -> str:
        """The key of the root's record; a collection's record holds its items."""
        if root.name.endswith("DataTable"):
            return self._data_table(name)
        found = self._type(root)
        if isinstance(found, ListOf | MapOf):
            return self._collection(name, found)
        assert isinstance(found, RecordRef)
        return found.key

    def _collection(self, name: QName, found: ListOf | MapOf) -> str:
        if isinstance(found, ListOf):
            item = Field(found.item, found.type, repeated=True, nillable=found.nillable)
        else:
            key = Field(found.key, found.key_type, required=True)
            null = found.nillable
            value = Field(found.value, found.value_type, nullable=null, nillable=null)
            entry = Record(
                found.entry.name, found.entry, found.entry.namespace, (key, value)
            )
            item = Field(found.entry, self._builder.add_record(entry), repeated=True)
        record = Record(name.name, name, name.namespace, (item,), collection=True)
        return self._builder.add_record(record).key

    def _known(self, type_: TypeName) -> None:
        """A type that may stand where another is declared."""
        found = self._type(type_)
        if isinstance(found, ListOf | MapOf):
            self._collection(self._name(type_), found)

    def _data_table(self, name: QName) -> str:
        """It writes itself: a schema and a diffgram."""
        parts = (QName(XSD, "schema"), QName(_DIFFGRAM, "diffgram"))
        fields = tuple(Field(each, AnyXml(), nullable=True) for each in parts)
        return self._builder.add_record(
            Record(name.name, name, name.namespace, fields)
        ).key

    # --- names ------------------------------------------------------------------------------

    def _name(self, type_: TypeName) -> QName:
        """The name of the data contract."""
        if type_.nullable and self._builder.is_value(replace(type_, nullable=False)):
            return QName(
                SYSTEM, f"NullableOf{self._name(replace(type_, nullable=False)).name}"
            )
        if type_.name == "DateTimeOffset":
            return QName(SYSTEM, type_.name)
        if type_.scalar:
            namespace = SERIALIZATION if type_.scalar in _MICROSOFT else XSD
            return QName(namespace, type_.scalar)
        if type_.name in OBJECTS:
            return QName(XSD, "anyType")
        if type_.name.endswith("DataTable"):
            return QName(f"{SYSTEM}.Data", "DataTable")
        class_ = self._builder.class_of(type_)
        if class_ and class_.has("CollectionDataContract"):
            return self._stated(class_, "CollectionDataContract", type_)
        if type_.item or type_.entry or collection(self._builder, type_):
            item = self._item_name(collection(self._builder, type_) or type_)
            return QName(item.namespace, f"ArrayOf{item.name}")
        assert class_, type_
        return self._stated(class_, "DataContract", type_)

    def _item_name(self, type_: TypeName) -> QName:
        if type_.entry:
            names = [self._name(each) for each in type_.entry]
            of = "".join(name.name for name in names)
            return QName(ARRAYS, f"KeyValueOf{of}{_digest(names)}")
        assert type_.item
        name = self._name(replace(type_.item, nullable=False))
        if type_.item.nullable and self._builder.is_value(
            replace(type_.item, nullable=False)
        ):
            return QName(SYSTEM, name.name)
        return QName(
            ARRAYS if name.namespace in _BUILT_IN else name.namespace, name.name
        )

    def _stated(self, class_: Class, attribute: str, type_: TypeName) -> QName:
        """The name as the class says it, or else its own."""
        namespace = class_.said(attribute, "Namespace")
        if namespace is None:
            namespace = _MAPPED.get(class_.namespace, CLR + class_.namespace)
        arguments = [self._name(each) for each in type_.arguments]
        digest = _digest(arguments)
        stated = class_.said(attribute, "Name")
        if stated is None:
            of = "Of" if arguments else ""
            stated = (
                class_.path + of + "".join(each.name for each in arguments) + digest
            )
        else:
            for number, each in enumerate(arguments):
                stated = stated.replace(f"{{{number}}}", each.name)
            stated = stated.replace("{#}", digest)
        return QName(namespace, _encoded(stated))

    # --- types ------------------------------------------------------------------------------

    def _type(self, type_: TypeName) -> Type:
        plain = replace(type_, nullable=False)
        if type_.scalar:
            return Scalar(type_.scalar)
        if type_.name in OBJECTS:
            return AnyXml()
        found = collection(self._builder, plain)
        if found:
            return self._wrapper(plain, found)
        class_ = self._builder.class_of(plain)
        assert class_, type_
        name = self._name(plain)
        if class_.kind == "enum":
            return self._enumeration(class_, name)
        return self._record(class_, plain, name)

    def _wrapper(self, type_: TypeName, of: TypeName) -> ListOf | MapOf:
        """A list or dictionary; its class may name the items."""
        class_ = self._builder.class_of(type_)
        item, said = self._item_name(of), ("Key", "Value")
        if class_ and class_.has("CollectionDataContract"):
            what = "CollectionDataContract"
            said = (
                class_.said(what, "KeyName") or "",
                class_.said(what, "ValueName") or "",
            )
            item = QName(
                self._name(type_).namespace, class_.said(what, "ItemName") or item.name
            )
        if not of.entry:
            assert of.item
            return ListOf(
                item, self._type(of.item), not self._builder.is_value(of.item)
            )
        key, value = of.entry
        names = [QName(item.namespace, each) for each in said]
        return MapOf(
            *(item, names[0], self._type(key), names[1], self._type(value)),
            nillable=not self._builder.is_value(value),
        )

    def _enumeration(self, class_: Class, name: QName) -> EnumerationRef:
        members = [
            each.said("EnumMember", "Value") or each.name
            for each in class_.members
            if not class_.has("DataContract") or each.has("EnumMember")
        ]
        flags = class_.has("Flags")
        self._builder.add_enumeration(
            Enumeration(name.name, name, tuple(members), flags)
        )
        return EnumerationRef(name.name)

    def _record(self, class_: Class, type_: TypeName, name: QName) -> RecordRef:
        if not self._builder.begin(name.name):
            return RecordRef(name.name)
        base = base_of(class_, type_)
        inherited: tuple[Field, ...] = ()
        of = ""
        if base:
            found = self._type(base)
            assert isinstance(found, RecordRef)
            of, inherited = found.key, self._builder.record(found.key).fields
        elif class_.said("DataContract", "IsReference") == "true":
            id_ = QName(SERIALIZATION, "Id")
            inherited = (Field(id_, Scalar("ID"), Particle.ATTRIBUTE, nullable=True),)
        members = sorted(_members(class_), key=_order)
        own = tuple(
            self._field(
                each, substituted(type_name(each.type), given(class_, type_)), name
            )
            for each in members
        )
        record = Record(name.name, name, name.namespace, inherited + own, base=of)
        self._builder.add_record(record)
        for known in class_.all("KnownType"):
            self._known(type_name(known.arguments[0]))
        return RecordRef(name.name)

    def _field(self, member: Member, type_: TypeName, owner: QName) -> Field:
        is_value = self._builder.is_value(type_)
        omitted = member.said("DataMember", "EmitDefaultValue") == "false"
        required = member.said("DataMember", "IsRequired") == "true"
        return Field(
            QName(owner.namespace, _encoded(_member_name(member))),
            self._type(type_),
            nullable=not is_value,
            nillable=not is_value and not omitted,
            required=required,
        )


def _members(class_: Class) -> Iterator[Member]:
    for member in class_.members:
        if class_.has("DataContract"):
            if member.has("DataMember"):
                yield member
        elif class_.has("Serializable"):
            if not member.has("NonSerialized"):
                yield member
        elif "public" in member.modifiers and member.settable:
            yield member


def _order(member: Member) -> tuple[int, str]:
    """Without Order first; names in ordinal order."""
    order = member.said("DataMember", "Order")
    return (-1 if order is None else int(order), _encoded(_member_name(member)))


def _member_name(member: Member) -> str:
    if member.name == "Auto" and not member.has("DataMember"):
        return "<Auto>k__BackingField"
    return member.said("DataMember", "Name") or member.name


def _encoded(name: str) -> str:
    """What no XML name may hold; an escape that is in the name already is not escaped again."""
    return ncname(name)


def _digest(names: list[QName]) -> str:
    """Of the namespaces of a generic type's arguments; "" where all are built in."""
    if all(name.namespace in _BUILT_IN for name in names):
        return ""
    text = f" {len(names)}" + "".join(f" {name.namespace}" for name in names)
    digest = b64encode(hashlib.md5(text.encode()).digest()[:6]).decode()
    return digest.replace("/", "_S").replace("+", "_P")
