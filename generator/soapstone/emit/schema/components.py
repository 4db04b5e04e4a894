"""Finds the top-level components of the schemas: types, elements, attributes and groups.

XSD declares a local element in the target namespace of its document. A contract's field can be in
another namespace: an inherited member is in that of the type that declares it. Such a field refers
to a global element of the other document. A global element has one type (XML Schema part 1, 2.5);
if fields need one name with different types, each refers to a model group of that document, which
holds a local element. Attributes do the same with attribute groups.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from soapstone.emit.schema.names import distinct, ncname
from soapstone.emit.schema.wrappers import (
    STANDARD,
    holds_objects,
    is_made,
    label,
    own_fields,
    scalar_name,
    unfolded,
)
from soapstone.model.contract import (
    AnyXml,
    Contract,
    Enumeration,
    EnumerationRef,
    Field,
    Message,
    Particle,
    QName,
    Record,
    RecordRef,
    Restriction,
    Scalar,
    Serializer,
    Type,
)

XSD = "http://www.w3.org/2001/XMLSchema"
ANY_TYPE = QName(XSD, "anyType")
DATA_SET = QName(XSD, "any")
"""The type of a DataSet, which has no name: a schema, then a diffgram."""
UNSTATED = QName("", "")
"""The type of an element that can hold anything."""

_XML_SERIALIZER = "http://microsoft.com/wsdl/types/"
_DATA_CONTRACT = "http://schemas.microsoft.com/2003/10/Serialization/"
_MICROSOFT = frozenset({"char", "guid"})
"""Scalars that XSD does not have; each serializer declares them in a namespace of its own."""
_OBJECTS = ("char", "duration", "guid")
"""Scalars by their names for ``xsi:type`` in DataContractSerializer's namespace."""


@dataclass(frozen=True, slots=True, order=True)
class Declaration:
    """An element or attribute that is declared outside the complex types that use it."""

    particle: Particle
    name: QName
    type: QName | None
    """The type; None if the type is anonymous, inside the element."""
    nillable: bool


@dataclass(frozen=True, slots=True)
class Types:
    """The names of all types, each with its namespace."""

    records: Mapping[str, Record]
    """Every record by key, with the wrappers of lists and maps."""
    named: Mapping[str, QName]
    """Key of a record, enumeration or wrapper to its name."""
    bare: Mapping[str, Type]
    """Records that only have a text, by key; the type of the text replaces them."""
    unshown: frozenset[str]
    """The keys of records of which no page shows a member."""
    microsoft: str
    """The namespace of ``guid`` and ``char``."""
    restricted: Mapping[Scalar, QName]
    """The simple types with facets, by the scalar that each restricts."""

    def name(self, type_: Type) -> QName:
        """Return the name of an element's type. Raises KeyError for a key not in the contract."""
        match type_:
            case Scalar() if type_ in self.restricted:
                return self.restricted[type_]
            case Scalar():
                name = scalar_name(type_)
                if name == "NOTATION":
                    # XML Schema part 2 §3.2.19: no element has it directly, so its text it is.
                    name = "string"
                return QName(self.microsoft if name in _MICROSOFT else XSD, name)
            case RecordRef() if type_.key in self.bare:
                return self.text(self.bare[type_.key])
            case RecordRef() if type_.key in self.unshown:
                return UNSTATED
            case AnyXml(silent=True):
                return UNSTATED
            case RecordRef() | EnumerationRef():
                return self.named[type_.key]
            case AnyXml("DataSet"):
                return DATA_SET
            case _ if self.microsoft == _XML_SERIALIZER:
                return UNSTATED  # XmlSerializer declares an object so
            case _:
                return ANY_TYPE

    def text(self, type_: Type) -> QName:
        """Return the name of the simple type of an attribute or a text."""
        if isinstance(type_, Scalar | EnumerationRef):
            return self.name(type_)
        return QName(XSD, "string")

    def declaration(self, field: Field) -> Declaration:
        """Return the declaration of a field outside its record; an attribute is never nillable."""
        if field.particle is Particle.ATTRIBUTE:
            return Declaration(field.particle, field.name, self.text(field.type), False)
        return Declaration(
            field.particle, field.name, self.name(field.type), field.nillable
        )


@dataclass(frozen=True, slots=True)
class Components:
    """The top-level components of a contract's schemas, independent of the contract's order."""

    types: Types
    records: Mapping[QName, Record]
    """The named complex types."""
    nameless: Mapping[QName, Record]
    """The anonymous complex types, by the global element that holds each."""
    enumerations: Mapping[QName, Enumeration]
    restricted: Mapping[QName, Scalar]
    """The simple types with facets, each with the scalar that it restricts."""
    scalars: frozenset[QName]
    """The simple types of Microsoft (``guid``, ``char``) that the contract uses."""
    declared: frozenset[Declaration]
    """Global elements and attributes."""
    groups: Mapping[Declaration, QName]
    """Declarations that cannot be global, by the name of their group."""
    substitutes: Mapping[str, frozenset[str]]
    """Namespace to the namespaces of types that ``xsi:type`` may name in place of its own."""


def components(contract: Contract) -> Components:
    """Return everything that the schemas of ``contract`` declare at the top level."""
    data_contract = contract.serializer is Serializer.DATA_CONTRACT
    objects = data_contract and holds_objects(contract)
    records = unfolded(contract, data_contract=data_contract)
    nameless = {} if data_contract else _nameless(contract, records)
    types = _types(contract, records, nameless, data_contract)
    untyped = {*types.bare, *types.unshown}
    typed = [record for record in records if record.key not in untyped]
    scalars = {
        types.name(unrestricted(field.type))
        for record in records
        for field in _elements(record.fields)
        if isinstance(field.type, Scalar) and field.type.name in _MICROSOFT
    }
    if objects:
        scalars |= {QName(_DATA_CONTRACT, name) for name in _OBJECTS}
    foreign = {
        types.declaration(field)
        for record in typed
        for field in _elements(own_fields(record, types.records))
        if field.particle is not Particle.TEXT
        and is_foreign(field.name, record.namespace)
    }
    declared, groups = _declarations(_roots(contract, types, nameless), foreign)
    return Components(
        types=types,
        records={
            types.named[record.key]: record
            for record in typed
            if record.key not in nameless
        },
        nameless={
            nameless[record.key]: record for record in typed if record.key in nameless
        },
        enumerations={types.named[item.key]: item for item in contract.enumerations},
        restricted={name: scalar for scalar, name in types.restricted.items()},
        scalars=frozenset(scalars),
        declared=declared,
        groups=groups,
        substitutes=_substitutes(typed, types, objects),
    )


def unrestricted(scalar: Scalar) -> Scalar:
    """Return a scalar without its facets."""
    return replace(scalar, restriction=None) if scalar.restriction else scalar


def _substitutes(
    records: Iterable[Record], types: Types, objects: bool
) -> dict[str, frozenset[str]]:
    """A type can be replaced by types that extend it; an object of a data contract by any type."""
    found: dict[str, set[str]] = defaultdict(set)
    homes = {_DATA_CONTRACT, *(name.namespace for name in types.named.values())}
    for record in records:
        own = types.named.get(record.key)  # an anonymous type has no name to state
        if record.base and own:
            found[types.named[record.base].namespace].add(own.namespace)
        held = (field.type for field in _elements(record.fields))
        if objects and any(isinstance(type_, AnyXml) for type_ in held):
            found[record.namespace] |= homes
    return {home: frozenset(names - {home}) for home, names in found.items()}


def _elements(fields: Iterable[Field]) -> Iterator[Field]:
    """The fields, with the branches in the place of each choice."""
    return (each for field in fields for each in field.elements)


def is_foreign(name: QName, namespace: str) -> bool:
    """Return whether a schema of ``namespace`` must import another one to use ``name``."""
    return name.namespace not in {"", namespace, *STANDARD}


def _nameless(contract: Contract, records: Iterable[Record]) -> dict[str, QName]:
    """The records, by key, whose type .NET writes without a name, and the element that holds each.

    XmlSerializer, of which alone this is true, has no class for the body of a SOAP message: it
    wraps a method's arguments and results. A record that stands elsewhere, too, needs a name.
    """
    messages = list(contract.messages())
    elements = Counter(message.element for message in messages)
    holders = Counter(message.record for message in messages)
    holders.update(
        field.type.key
        for record in records
        for field in _elements(record.fields)
        if isinstance(field.type, RecordRef)
    )
    wrappers = {
        (record.key, record.namespace)
        for record in records
        if not (record.type_name or record.collection or _is_bare(record))
    }
    return {
        body.record: body.element
        for body in _soap_bodies(contract)
        if elements[body.element] == holders[body.record] == 1
        and (body.record, body.element.namespace) in wrappers
    }


def _soap_bodies(contract: Contract) -> Iterator[Message]:
    for operation in contract.operations:
        if any(each.transport.is_soap for each in operation.bindings):
            yield from filter(None, (operation.request, operation.response))


def _types(
    contract: Contract,
    records: Sequence[Record],
    nameless: Collection[str],
    data_contract: bool,
) -> Types:
    """Names for all types. On collisions names of pages come first, wrappers last."""
    homes = {record.key: record.namespace for record in records}
    homes |= _homes(contract.enumerations, records)
    messages = {message.record for message in contract.messages()}
    bases = {record.base for record in records}
    unshown = {
        record.key
        for record in records
        if not (record.fields or record.base or record.abstract)
    }
    unshown -= messages | bases
    unnamed = {*nameless, *unshown}
    claims: list[Record | Enumeration] = [
        *(record for record in records if record.key not in unnamed),
        *contract.enumerations,
    ]
    claims.sort(key=lambda it: (is_made(it.key), it.type_name is None, it.key))
    serializer = _DATA_CONTRACT if data_contract else _XML_SERIALIZER
    wanted: list[tuple[str | Scalar, QName]] = [
        (item.key, QName(homes[item.key], ncname(label(item)))) for item in claims
    ]
    wanted += [
        (each, QName(of.name.namespace, ncname(of.name.name)))
        for each, of in _restricted(records)
    ]
    chosen = distinct(wanted, taken=(QName(serializer, name) for name in _MICROSOFT))
    named = {key: name for key, name in chosen.items() if isinstance(key, str)}
    bare = {
        record.key: record.fields[0].type
        for record in records
        if _is_bare(record) and record.key not in bases and not record.base
    }
    by_key = {record.key: record for record in records}
    return Types(
        by_key,
        named,
        bare,
        frozenset(unshown),
        serializer,
        {key: name for key, name in chosen.items() if isinstance(key, Scalar)},
    )


def _restricted(records: Iterable[Record]) -> list[tuple[Scalar, Restriction]]:
    """The scalars with facets, in an order that does not depend on that of the records."""
    found = {
        field.type: field.type.restriction
        for record in records
        for field in _elements(record.fields)
        if isinstance(field.type, Scalar) and field.type.restriction
    }
    return sorted(found.items(), key=lambda each: (each[1], each[0].name))


def _is_bare(record: Record) -> bool:
    """Whether the record has a text and nothing else."""
    return [field.particle for field in record.fields] == [Particle.TEXT]


def _homes(
    enumerations: Iterable[Enumeration], records: Iterable[Record]
) -> dict[str, str]:
    """The namespace of each enumeration by key; where no page tells, that of a record that uses
    it, the first by name."""
    users: dict[str, set[str]] = defaultdict(set)
    for record in records:
        for field in _elements(record.fields):
            if isinstance(field.type, EnumerationRef):
                users[field.type.key].add(record.namespace)
    return {
        item.key: (
            item.type_name.namespace
            if item.type_name
            else min(users[item.key], default="")
        )
        for item in enumerations
    }


def _roots(
    contract: Contract, types: Types, nameless: Collection[str]
) -> set[Declaration]:
    """The root elements of the messages."""
    records = {record.key: record for record in contract.records}
    roots = set()
    for message in contract.messages():
        key = message.record
        nillable = key in types.bare and records[key].fields[0].nillable
        name = None if key in nameless else types.name(RecordRef(key))
        roots.add(Declaration(Particle.ELEMENT, message.element, name, nillable))
    return roots


def _declarations(
    roots: set[Declaration], foreign: set[Declaration]
) -> tuple[frozenset[Declaration], dict[Declaration, QName]]:
    """The global ones and, by declaration, the groups for those that a global one excludes.

    A root must be global; roots of one name that disagree are one of any type. Of the others only
    a declaration that all its users share is global.
    """
    rivals: dict[tuple[Particle, QName], set[Declaration]] = defaultdict(set)
    for declaration in roots | foreign:
        rivals[declaration.particle, declaration.name].add(declaration)
    declared: set[Declaration] = set()
    for (particle, name), all_of_name in rivals.items():
        first = all_of_name & roots or all_of_name
        if len(first) == 1:
            declared |= first
        elif all_of_name & roots:
            declared.add(Declaration(particle, name, ANY_TYPE, nillable=True))
    groups = distinct((each, each.name) for each in sorted(foreign - declared))
    return frozenset(declared), groups
