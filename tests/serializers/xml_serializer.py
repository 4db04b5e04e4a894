"""XmlSerializer's rules: the contract of a C# type.

Members stand in the order of their declaration, those of the base class first. Types are called
after their classes, collections after their items (``ArrayOfInt``).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from soapstone.dotnet.csharp import ARRAY, OBJECTS, TypeName
from soapstone.emit.schema.names import ncname
from soapstone.model.contract import (
    AnyXml,
    Branch,
    Contract,
    Enumeration,
    EnumerationRef,
    Field,
    ListOf,
    Particle,
    QName,
    Record,
    RecordRef,
    Scalar,
    Serializer,
    Type,
    choice,
)
from tests.serializers.building import Builder, base_of, collection, given
from tests.serializers.csharp import (
    Attribute,
    Class,
    Member,
    sources,
    substituted,
    type_name,
)
from tests.serializers.data_contract import XSD

_DIFFGRAM = "urn:schemas-microsoft-com:xml-diffgram-v1"
_KEYWORDS = {"int": "Int32", "string": "String"}
"""C#'s names to those of the runtime, as generic types' names show them."""
_MARKS = frozenset({"XmlIgnore", "XmlAnyElement", "XmlAnyAttribute"})
"""On members that the contract does not hold: any content is content beyond the contract."""


def contract_of(type_text: str) -> Contract:
    """The contract of a document of this type."""
    return _XmlSerializer().contract_of(type_name(type_text))


class _XmlSerializer:
    def __init__(self) -> None:
        self._builder = Builder(sources(), Serializer.XML)

    def contract_of(self, root: TypeName) -> Contract:
        element = QName("", self._name(root))
        class_ = self._builder.class_of(root)
        if class_ and class_.has("XmlRoot"):
            stated = class_.said("XmlRoot", "ElementName", 0) or element.name
            element = QName(class_.said("XmlRoot", "Namespace") or "", stated)
        return self._builder.contract(root, element, self._document(root, element))

    def _document(self, root: TypeName, name: QName) -> str:
        """The key of the root's record; a collection's record holds its items."""
        if root.name.endswith("DataTable"):
            parts = (QName(XSD, "schema"), QName(_DIFFGRAM, "diffgram"))
            fields = tuple(Field(each, AnyXml(), nullable=True) for each in parts)
            return self._builder.add_record(Record(name.name, name, "", fields)).key
        found = self._type(root, "")
        if isinstance(found, ListOf):
            item = Field(found.item, found.type, repeated=True, nillable=found.nillable)
            record = Record(name.name, name, "", (item,), collection=True)
            return self._builder.add_record(record).key
        assert isinstance(found, RecordRef)
        return found.key

    def _name(self, type_: TypeName) -> str:
        """The type's name: a class's own, with those of generic arguments."""
        if type_.scalar:
            return type_.scalar
        found = collection(self._builder, type_)
        if found:
            item = self._name(found.item or TypeName("object"))
            return f"ArrayOf{item[:1].upper()}{item[1:]}"
        if type_.name in OBJECTS:
            return "anyType"
        class_ = self._builder.class_of(type_)
        if class_ is None:
            return type_.name.rpartition(".")[2]
        of = "".join(map(self._argument, type_.arguments))
        stated = class_.said("XmlType", "TypeName", 0)
        return stated or (class_.name + ("Of" if of else "") + of)

    def _argument(self, type_: TypeName) -> str:
        if type_.name == ARRAY or not type_.scalar:
            return self._name(type_)
        return _KEYWORDS.get(type_.name, type_.name)

    # --- types ------------------------------------------------------------------------------

    def _type(self, type_: TypeName, namespace: str) -> Type:
        """The type of a member of a class in a namespace, which its items are in, too."""
        plain = replace(type_, nullable=False)
        # Of a DateTimeOffset .NET 5 and later write a text; before, the element was empty.
        if type_.name in OBJECTS or type_.name == "DateTimeOffset":
            return AnyXml()
        if type_.scalar:
            return Scalar(type_.scalar)
        found = collection(self._builder, plain)
        if found:
            item = found.item or TypeName("object")
            return self._list(QName(namespace, self._name(item)), item, namespace)
        class_ = self._builder.class_of(plain)
        assert class_, type_
        if class_.kind == "enum":
            return self._enumeration(class_, namespace)
        return self._record(class_, plain, namespace)

    def _list(self, name: QName, item: TypeName, namespace: str) -> ListOf:
        nillable = not self._builder.is_value(item)
        return ListOf(name, self._type(item, namespace), nillable)

    def _enumeration(self, class_: Class, user: str) -> EnumerationRef:
        members = tuple(
            each.said("XmlEnum", "Name", 0) or each.name for each in class_.members
        )
        name = QName(class_.said("XmlType", "Namespace") or user, class_.name)
        flags = class_.has("Flags")
        self._builder.add_enumeration(Enumeration(name.name, name, members, flags))
        return EnumerationRef(name.name)

    def _record(self, class_: Class, type_: TypeName, user: str) -> RecordRef:
        """A class lives in the namespace of its user unless it states one."""
        key = self._name(type_)
        if not self._builder.begin(key):
            return RecordRef(key)
        namespace = class_.said("XmlType", "Namespace") or user
        base = base_of(class_, type_)
        inherited: tuple[Field, ...] = ()
        of = ""
        if base:
            found = self._type(base, namespace)
            assert isinstance(found, RecordRef)
            of, inherited = found.key, self._builder.record(found.key).fields
        fields = [
            field
            for each in class_.members
            if "public" in each.modifiers and each.settable
            if not {"readonly", "static", "const"} & each.modifiers
            for field in self._fields(class_, each, type_, namespace)
        ]
        fields.sort(key=lambda each: each.particle is not Particle.ATTRIBUTE)
        name = QName(namespace, key)
        self._builder.add_record(
            Record(key, name, namespace, (*inherited, *fields), base=of)
        )
        for known in class_.all("XmlInclude"):
            self._type(type_name(known.arguments[0]), namespace)
        return RecordRef(key)

    # --- members ----------------------------------------------------------------------------

    def _fields(
        self, class_: Class, member: Member, owner: TypeName, namespace: str
    ) -> Iterator[Field]:
        """What a member becomes: an element mostly, one for each type that it may have."""
        if any(map(member.has, _MARKS)):
            return
        type_ = substituted(type_name(member.type), given(class_, owner))
        elements = [each for each in member.all("XmlElement") if each.arguments]
        if member.has("XmlAttribute"):
            yield self._attribute(member, type_)
        elif member.has("XmlText"):
            text = Field(QName("", "Value"), Scalar(type_.scalar), Particle.TEXT)
            yield replace(text, nullable=True)
        elif len(elements) > 1:
            yield from self._alternatives(elements, type_, namespace)
        elif member.has("XmlElement") and type_.item and type_.scalar == "":
            yield self._repeated(member, type_.item, namespace)
        else:
            optional = member.has("DefaultValue") or any(
                each.name == f"{member.name}Specified" for each in class_.members
            )
            yield self._element(member, type_, namespace, optional)

    def _attribute(self, member: Member, type_: TypeName) -> Field:
        name = member.said("XmlAttribute", "AttributeName", 0) or member.name
        value = self._builder.is_value(type_)
        return Field(
            QName(member.said("XmlAttribute", "Namespace") or "", name),
            # An xs:list, which the contract knows as its text.
            Scalar("string") if type_.item else self._stated(member, type_, ""),
            Particle.ATTRIBUTE,
            nullable=not value,
            required=value,
        )

    def _alternatives(
        self, elements: list[Attribute], type_: TypeName, namespace: str
    ) -> Iterator[Field]:
        """The elements of a choice; where the member is a list, they are one."""
        branches = self._branches(elements, namespace)
        if type_.item:
            yield choice(branches)
            return
        for each in branches:
            yield Field(each.name, each.type, nullable=True)

    def _branches(self, attributes: list[Attribute], namespace: str) -> list[Branch]:
        return [
            Branch(
                QName(namespace, each.arguments[0]),
                self._type(type_name(each.arguments[1]), namespace),
            )
            for each in attributes
        ]

    def _repeated(self, member: Member, item: TypeName, namespace: str) -> Field:
        name = member.said("XmlElement", "ElementName", 0) or member.name
        type_ = self._stated(member, item, namespace)
        return Field(QName(namespace, name), type_, repeated=True)

    def _element(
        self, member: Member, type_: TypeName, namespace: str, optional: bool
    ) -> Field:
        stated = member.said("XmlElement", "ElementName", 0)
        stated = stated or member.said("XmlArray", "ElementName", 0) or member.name
        home = member.said("XmlElement", "Namespace") or namespace
        if member.said("XmlElement", "Form") == "Unqualified":
            home = ""
        nil = [member.said(each, "IsNullable") for each in ("XmlElement", "XmlArray")]
        nillable = type_.nullable or "true" in nil
        value = self._builder.is_value(type_)
        return Field(
            QName(home, ncname(stated)),
            self._stated(member, type_, namespace),
            nullable=not value or optional,
            nillable=nillable,
            required=(value or nillable) and not optional,
        )

    def _stated(self, member: Member, type_: TypeName, namespace: str) -> Type:
        """The type, as the member's attributes say it."""
        for each in ("XmlElement", "XmlAttribute"):
            data_type = member.said(each, "DataType")
            if data_type:
                # NMTOKENS on a list of strings: each element is a string of its own.
                return Scalar(data_type)
        items = member.all("XmlArrayItem")
        if len([each for each in items if len(each.arguments) > 1]) > 1:
            return self._mixed(member, items, namespace)
        found = self._type(type_, namespace)
        return _renamed(found, items, namespace)

    def _mixed(
        self, member: Member, items: list[Attribute], namespace: str
    ) -> RecordRef:
        """A list whose items differ in name and type: a record with a choice of them."""
        fields = (choice(self._branches(items, namespace)),)
        name = f"{member.name}List"
        return self._builder.add_record(Record(name, None, namespace, fields))


def _renamed(found: Type, items: list[Attribute], namespace: str) -> Type:
    """A list with the names and forms that [XmlArrayItem] gives its items, level by level."""
    for each in items:
        if isinstance(found, ListOf) and "NestingLevel" not in each.named:
            name = QName(namespace, each.arguments[0])
            nillable = found.nillable and each.named.get("IsNullable") != "false"
            inner = [
                _one_level_down(each) for each in items if "NestingLevel" in each.named
            ]
            found = ListOf(name, _renamed(found.type, inner, namespace), nillable)
    return found


def _one_level_down(attribute: Attribute) -> Attribute:
    """The same for the list inside."""
    named = {
        key: value for key, value in attribute.named.items() if key != "NestingLevel"
    }
    return replace(attribute, named=named)
