"""Null under DataContractSerializer: which members can be null, and which have to be given."""

from __future__ import annotations

from soapstone.dotnet.csharp import TypeName
from soapstone.dotnet.namespaces import GENERIC_COLLECTIONS, SYSTEM
from soapstone.dotnet.scalars import DATA_CONTRACT_VALUES
from soapstone.inference.shapes import EnumerationShape, FieldShape, RecordShape, Shape
from soapstone.model.contract import Particle, QName, Scalar
from soapstone.model.facts import Row
from soapstone.model.findings import Finding, Origin


def is_value(shape: Shape) -> bool:
    """Whether a shape is of a .NET value type as DataContractSerializer has them, so never null
    by itself.
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
    """A member. The C# type decides whether it can be null, Required only whether it has to be
    given.

    An enumeration, and a struct, has no default that a page tells, so it has to be given, too.
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
    """A row's description, and in words of our own what the page adds to it."""
    parts = [row.description]
    if row.allowable:
        parts.append(f"Allowable values: {row.allowable}.")
    if row.valid_range:
        parts.append(f"Valid range: {row.valid_range}.")
    return " ".join(filter(None, parts))
