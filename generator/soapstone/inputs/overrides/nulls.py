"""Derives nullability and required members from a type that an override states.

The rules are those of the serializers, as in ``inference.xml_serializer`` and
``inference.data_contract.nulls``: XmlSerializer omits null references and writes a null ``int?`` as
nil; DataContractSerializer writes every null as nil.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from soapstone.dotnet.scalars import DATA_CONTRACT_VALUES, XML_SERIALIZER_VALUES
from soapstone.model.contract import (
    Contract,
    EnumerationRef,
    Field,
    Particle,
    Record,
    Scalar,
    Type,
)


def writes_nil(record: Record, contract: Contract) -> bool:
    """Return whether DataContractSerializer writes a record: the null references of the record, or
    else of the service, are nil.
    """
    for fields in (record.fields, _all(contract)):
        found = {
            field.nillable
            for field in fields
            if field.nullable
            and field.particle is Particle.ELEMENT
            and not is_value(field.type, data_contract=False)
        }
        if found:
            return True in found
    return False


def _all(contract: Contract) -> Iterable[Field]:
    return (field for record in contract.records for field in record.fields)


def is_value(type_: Type, *, data_contract: bool) -> bool:
    """Return whether a type is a value type of .NET, so never null by itself."""
    if isinstance(type_, Scalar):
        values = DATA_CONTRACT_VALUES if data_contract else XML_SERIALIZER_VALUES
        return type_.name in values
    return isinstance(type_, EnumerationRef)


def with_type(
    field: Field, type_: Type, nullable: bool | None, *, data_contract: bool
) -> Field:
    """Return the field with another type and the flags that follow from it.

    ``nullable`` None: as .NET has it for the type.
    """
    value = is_value(type_, data_contract=data_contract)
    null = not value if nullable is None else nullable
    element = field.particle is Particle.ELEMENT
    if data_contract:
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
