"""Builds contracts by hand, for tests of the stages after the contract."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from soapstone.dotnet.nulls import is_value
from soapstone.model.catalogue import asmx, data_contract, servicestack, xml_serializer
from soapstone.model.contract import (
    AnyXml,
    Binding,
    Branch,
    ChoiceOf,
    Contract,
    Enumeration,
    EnumerationRef,
    Field,
    ListOf,
    MapOf,
    Message,
    Operation,
    Particle,
    QName,
    Record,
    RecordRef,
    Scalar,
    Serializer,
    Transport,
    Type,
)
from soapstone.model.contract import choice as choice_of
from soapstone.model.decisions import Provenance
from soapstone.model.findings import Origin
from soapstone.model.rules import Decision

ORDERS = "urn:orders"
TYPES = "urn:orders/types"
ARRAYS = "http://schemas.microsoft.com/2003/10/Serialization/Arrays"

SCALARS = (
    "string boolean byte unsignedByte short unsignedShort int unsignedInt long unsignedLong "
    "integer positiveInteger nonNegativeInteger negativeInteger nonPositiveInteger float double "
    "decimal dateTime date time duration guid char base64Binary hexBinary anyURI NMTOKEN"
).split()


def plain(name: str, type_: Type, **more: Any) -> Field:
    """A value type's member: always there, and demanded."""
    field = Field(QName(ORDERS, name), type_, required=True, demanded=True)
    return replace(field, **more)


def optional(name: str, type_: Type, **more: Any) -> Field:
    """A reference type's member as XmlSerializer writes it: left out when null."""
    return replace(Field(QName(ORDERS, name), type_, nullable=True), **more)


def nillable(name: str, type_: Type, **more: Any) -> Field:
    """A reference type's member as DataContractSerializer writes it: nil when null."""
    return optional(name, type_, nillable=True, **more)


def repeated(name: str, type_: Type, **more: Any) -> Field:
    """A list without wrapper."""
    return replace(Field(QName(ORDERS, name), type_, repeated=True), **more)


def choice(**branches: Type) -> Field:
    """A list of elements of several names, in any order."""
    return choice_of([Branch(QName(ORDERS, name), of) for name, of in branches.items()])


def attribute(name: str, type_: Type, **more: Any) -> Field:
    field = Field(QName("", name), type_, Particle.ATTRIBUTE)
    return replace(field, **more)


def record(key: str, *fields: Field, **more: Any) -> Record:
    return replace(Record(key, None, ORDERS, fields), **more)


def items(
    name: str, type_: Type, nillable: bool = True, namespace: str = ORDERS
) -> ListOf:
    return ListOf(QName(namespace, name), type_, nillable)


def service(
    *records: Record,
    messages: tuple[str, ...],
    enumerations: tuple[Enumeration, ...] = (),
    name: str = "Orders",
    serializer: Serializer = Serializer.XML,
) -> Contract:
    """A service with one SOAP operation for each message, which is its request."""
    operations = tuple(
        Operation(
            name=key,
            documentation="",
            request=Message(QName(ORDERS, key), key),
            response=None,
            bindings=(
                Binding(
                    Transport.SOAP_1_1,
                    "POST",
                    "https",
                    "h",
                    "/s.asmx",
                    f"{ORDERS}/{key}",
                ),
            ),
        )
        for key in messages
    )
    by_key = tuple(sorted(records, key=lambda each: each.key))
    return Contract(name, operations, by_key, enumerations, serializer)


def of_pages(contract: Contract) -> Provenance:
    """The decisions that pages would have led to: types stated, nulls and needs by the
    serializer's rules.
    """
    made = Provenance()
    empty = {each.key for each in contract.records if not each.fields}
    for one in contract.records:
        for member in one.fields:
            made.add(one.key, member, *_of_member(contract.serializer, member))
            if member.type == AnyXml(silent=True) or (
                isinstance(member.type, RecordRef) and member.type.key in empty
            ):
                here = asmx.EMPTY_ELEMENT.at(Origin("orders/Ask.txt", 1))
                made.add(one.key, member, here)
    return made


def _of_member(serializer: Serializer, member: Field) -> tuple[Decision, ...]:
    here = Origin("orders/Ask.txt", 1)
    value = is_value(member.type, serializer)
    if serializer is Serializer.DATA_CONTRACT:
        null = data_contract.VALUE_TYPE if value else data_contract.REFERENCE_NIL
        rules = [servicestack.TABLE_TYPE, data_contract.ONCE, null]
        return tuple(rule.at(here, csharp="T") for rule in rules)
    guess = isinstance(member.type, Scalar) and member.type.guessed
    of_type = servicestack.GUESSED_NUMBER if guess else asmx.TYPE_NAME
    null = xml_serializer.VALUE_NOT_NULL if value else xml_serializer.REFERENCE_NULL
    rules = [of_type, asmx.PRINTED_ONCE, null]
    if member.repeated:
        rules[1:] = [asmx.PRINTED_TWICE, xml_serializer.LIST_NOT_NULL]
    return tuple(rule.at(here, shown="0", type="int") for rule in rules)


def everything() -> Contract:
    """One message with a member of every type and form."""
    colour = Enumeration("Colour", None, ("Red", "Dark Green", "2nd"))
    kinds = EnumerationRef("Colour")
    node, point = RecordRef("Node"), RecordRef("Point")
    ints = items("int", Scalar("int"), nillable=False, namespace=ARRAYS)
    fields = [
        attribute("Currency", Scalar("string"), nullable=True),
        attribute("Rank", Scalar("int"), required=True, demanded=True),
        *(
            plain(f"Plain_{name}", Scalar(name))
            for name in SCALARS
            if name not in ("string",)
        ),
        *(optional(f"Optional_{name}", Scalar(name)) for name in SCALARS),
        *(nillable(f"Nillable_{name}", Scalar(name)) for name in SCALARS),
        plain("Colour", kinds),
        optional("OtherColour", kinds),
        plain("Guess", Scalar("int", guessed=True), demanded=False),
        optional("Point", point),
        nillable("Where", point),
        optional("Tree", node),
        optional("Points", items("Point", point)),
        nillable("Names", items("string", Scalar("string"), namespace=ARRAYS)),
        optional("Colours", items("Colour", kinds, nillable=False)),
        optional("Matrix", items("ArrayOfInt", ints)),
        nillable(
            "Meta",
            MapOf(
                QName(ARRAYS, "KeyValueOfstringstring"),
                *(QName(ARRAYS, "Key"), Scalar("string")),
                *(QName(ARRAYS, "Value"), Scalar("string")),
                True,
            ),
        ),
        optional(
            "Deep",
            MapOf(
                QName(ARRAYS, "KeyValueOfintArrayOfint"),
                *(QName(ARRAYS, "Key"), Scalar("int")),
                *(QName(ARRAYS, "Value"), ints),
                True,
            ),
        ),
        repeated("Tag", Scalar("string"), nillable=True),
        repeated("Stop", point),
        choice(
            Circle=point,
            Label=Scalar("string"),
            Link=Scalar("anyURI"),
            Size=Scalar("int"),
            Path=items("Point", point),
        ),
        optional("Anything", AnyXml()),
        optional("Extras", items("anyType", AnyXml())),
        Field(QName(TYPES, "Elsewhere"), Scalar("string"), nullable=True),
        Field(QName("", "Unqualified"), Scalar("string"), nullable=True),
    ]
    return service(
        record("Everything", *fields),
        record("Point", plain("X", Scalar("double")), plain("Y", Scalar("double"))),
        record(
            "Node",
            plain("Id", Scalar("int")),
            optional("Leaf", RecordRef("Leaf")),
            optional("Children", items("Node", node)),
        ),
        record(
            "Leaf", attribute("Kind", kinds, nullable=True), optional("Owner", node)
        ),
        record(
            "Amount",
            attribute("Currency", Scalar("string"), nullable=True),
            Field(
                QName("", ""),
                Scalar("decimal"),
                Particle.TEXT,
                required=True,
                demanded=True,
            ),
        ),
        record("ArrayOfPoint", repeated("Point", point), collection=True),
        messages=("Everything", "Amount", "ArrayOfPoint"),
        enumerations=(colour,),
    )


PUPS = "urn:orders/pups"


def kennel() -> Contract:
    """Types that extend others, in a member, in lists and in a map; members of any value."""
    animal, dog = RecordRef("Animal"), RecordRef("Dog")
    of_animal = (plain("Name", Scalar("string")),)
    chip = attribute("Chip", Scalar("int"), nullable=True)
    of_dog = (chip, *of_animal, optional("Breed", Scalar("string")))
    age = Field(QName(PUPS, "Age"), Scalar("int"), required=True, demanded=True)
    colour = Enumeration("Colour", QName(ORDERS, "Colour"), ("Red", "Dark Green"))
    return service(
        record(
            "Kennel",
            optional("Guard", animal),
            optional("Animals", items("Animal", animal)),
            repeated("Dog", dog),
            optional(
                "ByChip",
                MapOf(
                    QName(ORDERS, "Entry"),
                    *(QName(ORDERS, "Key"), Scalar("int")),
                    *(QName(ORDERS, "Value"), animal),
                    True,
                ),
            ),
            optional("Anything", AnyXml()),
            optional("Values", items("anyType", AnyXml())),
            optional("Colour", EnumerationRef("Colour")),
        ),
        record("Animal", *of_animal, type_name=QName(ORDERS, "Animal")),
        record(
            "Cat",
            *of_animal,
            optional("Prey", items("Animal", animal)),
            type_name=QName(ORDERS, "Cat"),
            base="Animal",
        ),
        record("Dog", *of_dog, type_name=QName(ORDERS, "Dog"), base="Animal"),
        record("Puppy", *of_dog, age, type_name=QName(PUPS, "Puppy"), base="Dog"),
        messages=("Kennel",),
        enumerations=(colour,),
    )


def park() -> Contract:
    """A choice of types that others extend, any value, and elements that share a class."""
    animal, name = RecordRef("Animal"), plain("Name", Scalar("string"))
    return service(
        record(
            "Park",
            choice(
                Animal=animal,
                Sign=Scalar("string"),
                Note=Scalar("string"),
                Row=items("Animal", animal),
                Thing=AnyXml(),
            ),
            optional("Chief", animal),
            optional("Herd", items("Animal", animal)),
            optional("Silent", AnyXml(silent=True)),
        ),
        record("Animal", name, type_name=QName(ORDERS, "Animal")),
        record("Dog", name, type_name=QName(PUPS, "Dog"), base="Animal"),
        messages=("Park",),
    )


def without_choices(contract: Contract) -> Contract:
    """The contract without the lists that only XmlSerializer has."""
    records = tuple(
        replace(
            each,
            fields=tuple(f for f in each.fields if not isinstance(f.type, ChoiceOf)),
        )
        for each in contract.records
    )
    return replace(contract, records=records)
