"""Derives nullability and required members from the type of a member.

XmlSerializer omits null references and writes a null ``int?`` as nil; DataContractSerializer writes
every null as nil. Inference has the same rules for shapes (``inference.xml_serializer``,
``inference.data_contract.nulls``); these are for fields of a contract that changes later.
"""

from __future__ import annotations

from dataclasses import replace

from soapstone.dotnet.scalars import DATA_CONTRACT_VALUES, XML_SERIALIZER_VALUES
from soapstone.model.contract import (
    EnumerationRef,
    Field,
    Particle,
    Scalar,
    Serializer,
    Type,
)

_VALUES = {
    Serializer.XML: XML_SERIALIZER_VALUES,
    Serializer.DATA_CONTRACT: DATA_CONTRACT_VALUES,
}


def is_value(type_: Type, serializer: Serializer) -> bool:
    """Return whether a type is a value type of .NET, so never null by itself."""
    if isinstance(type_, Scalar):
        return type_.name in _VALUES[serializer]
    return isinstance(type_, EnumerationRef)


def with_type(
    field: Field, type_: Type, nullable: bool | None, serializer: Serializer
) -> Field:
    """Return the field with another type and the flags that follow from it.

    ``nullable`` None: as .NET has it for the type.
    """
    if field.alternative:  # None is another branch, whatever the type
        return replace(field, type=type_)
    value = is_value(type_, serializer)
    null = not value if nullable is None else nullable
    element = field.particle is Particle.ELEMENT
    if serializer is Serializer.DATA_CONTRACT:
        required, nillable = False, null
        # A page states in a column of its own that a member is required.
        stated = field.demanded and (
            field.nullable or not isinstance(field.type, EnumerationRef)
        )
        demanded = stated or (isinstance(type_, EnumerationRef) and not null)
    else:
        required, nillable = value or not null, null and value
        demanded = not null
    return replace(
        field,
        type=type_,
        nullable=null and not field.repeated,
        nillable=nillable and element,
        required=required and (element or not null) and not field.repeated,
        demanded=demanded and not field.repeated,
    )
