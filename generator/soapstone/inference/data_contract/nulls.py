"""Nullability under DataContractSerializer: which members can be null, and which are required."""

from __future__ import annotations

from soapstone.dotnet.csharp import TypeName
from soapstone.dotnet.namespaces import GENERIC_COLLECTIONS, SYSTEM
from soapstone.dotnet.scalars import DATA_CONTRACT_VALUES
from soapstone.inference.shapes import EnumerationShape, FieldShape, RecordShape, Shape
from soapstone.model.contract import Particle, QName, Scalar
from soapstone.model.facts import Row
from soapstone.model.findings import Finding, Origin


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
    findings: tuple[Finding, ...],
    row: Row | None = None,
    type_: TypeName | None = None,
    particle: Particle = Particle.ELEMENT,
) -> FieldShape:
    """Return the shape of a member.

    The C# type decides whether it can be null. It is required in the constructor where the column
    Required says so, and where it is an enumeration or a struct: no page shows their .NET defaults.
    """
    null = not is_value(shape) or bool(type_ and type_.nullable)
    plain = isinstance(shape, Scalar)
    return FieldShape(
        name,
        shape,
        origin,
        particle,
        nullable=null,
        nillable=null,
        demanded=bool(row and row.required) or not (null or plain),
        stated=type_ is not None,
        documentation=documentation(row) if row else "",
        findings=findings,
        row=row,
    )


def documentation(row: Row) -> str:
    """Return the description of a row, with its allowable values and valid range as sentences."""
    parts = [row.description]
    if row.allowable:
        parts.append(f"Allowable values: {row.allowable}.")
    if row.valid_range:
        parts.append(f"Valid range: {row.valid_range}.")
    return " ".join(filter(None, parts))
