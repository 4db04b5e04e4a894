"""Nullability under DataContractSerializer: which members can be null, and which are required."""

from __future__ import annotations

from soapstone.dotnet.csharp import TypeName
from soapstone.dotnet.namespaces import GENERIC_COLLECTIONS, SYSTEM
from soapstone.dotnet.scalars import DATA_CONTRACT_VALUES
from soapstone.inference.shapes import EnumerationShape, FieldShape, RecordShape, Shape
from soapstone.model.catalogue import data_contract, servicestack
from soapstone.model.contract import Particle, QName, Scalar
from soapstone.model.decisions import Decisions
from soapstone.model.facts import Row
from soapstone.model.findings import Origin
from soapstone.model.rules import Decision


def is_value(shape: Shape) -> bool:
    """Return whether a shape is a value type of .NET under DataContractSerializer, so never null by
    itself.
    """
    if isinstance(shape, Scalar):
        return shape.name in DATA_CONTRACT_VALUES
    if isinstance(shape, RecordShape):
        return shape.name.namespace in (SYSTEM, GENERIC_COLLECTIONS)
    return isinstance(shape, EnumerationShape)


def member(
    name: QName,
    origin: Origin,
    shape: Shape,
    decisions: Decisions,
    row: Row | None = None,
    type_: TypeName | None = None,
    particle: Particle = Particle.ELEMENT,
) -> FieldShape:
    """Return the shape of a member; ``decisions`` are those on its type so far.

    The C# type decides whether it can be null. It is required in the constructor where the column
    Required says so, and where it is an enumeration or a struct: no page shows their .NET defaults.
    """
    null = not is_value(shape) or bool(type_ and type_.nullable)
    required = bool(row and row.required)
    demanded = required or not (null or isinstance(shape, Scalar))
    stated = (_of_row(row),) if row and type_ else ()
    return FieldShape(
        name,
        shape,
        origin,
        particle,
        nullable=null,
        nillable=null,
        demanded=demanded,
        stated=type_ is not None,
        documentation=documentation(row) if row else "",
        decisions=(
            *decisions,
            *stated,
            data_contract.ONCE.here,
            _null(null, row, type_),
            _presence(demanded, row, type_),
        ),
        row=row,
    )


def items(
    name: QName, shape: Shape, origin: Origin, decisions: Decisions
) -> FieldShape:
    """Return the only member of a document that is a collection."""
    of_items = (
        data_contract.ITEMS.here,
        data_contract.ITEMS_NOT_NULL.here,
        data_contract.ITEMS_OPTIONAL.here,
    )
    return FieldShape(
        name, shape, origin, repeated=True, decisions=(*decisions, *of_items)
    )


def _of_row(row: Row) -> Decision:
    """The decision that the C# type of a row makes."""
    if not row.origin.file:
        return servicestack.FRAMEWORK_TYPE.at(row.origin, csharp=row.csharp)
    rule = servicestack.SOURCE_TYPE if row.declared else servicestack.TABLE_TYPE
    return rule.at(row.origin, csharp=row.csharp.strip())


def _null(null: bool, row: Row | None, type_: TypeName | None) -> Decision:
    at = row.origin if row else None  # no row states the type of a struct's member
    if type_ and type_.nullable:
        csharp = row.csharp.strip() if row else f"{type_.name}?"
        return data_contract.NULLABLE_TYPE.at(at, csharp=csharp)
    if null:
        return data_contract.REFERENCE_NIL.here
    if type_:
        return data_contract.VALUE_TYPE.at(at)
    return data_contract.VALUE_BY_SAMPLE.here


def _presence(demanded: bool, row: Row | None, type_: TypeName | None) -> Decision:
    if row and row.required:
        if type_ and type_.nullable:
            csharp = row.csharp.strip()
            return servicestack.NULLABLE_REQUIRED.at(row.origin, csharp=csharp)
        return servicestack.REQUIRED.at(row.origin)
    if demanded:
        return servicestack.NO_DEFAULT.here
    if row:
        return servicestack.NOT_REQUIRED.at(row.origin)
    return servicestack.NO_COLUMN.here


def documentation(row: Row) -> str:
    """Return the description of a row, with its allowable values and valid range as sentences."""
    parts = [row.description]
    if row.allowable:
        parts.append(f"Allowable values: {row.allowable}.")
    if row.valid_range:
        parts.append(f"Valid range: {row.valid_range}.")
    return " ".join(filter(None, parts))
