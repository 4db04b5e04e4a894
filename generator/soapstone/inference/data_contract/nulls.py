"""Nullability under DataContractSerializer: which members can be null, and which are required.

To a value type nil is an error, and no page shows of every type whether it is one. Where that is
open, null is left out: .NET then takes the default, which is null for a reference type.
"""

from __future__ import annotations

from soapstone.dotnet.csharp import TypeName
from soapstone.dotnet.namespaces import GENERIC_COLLECTIONS
from soapstone.dotnet.scalars import DATA_CONTRACT_VALUES
from soapstone.dotnet.system_types import is_struct, is_system
from soapstone.inference.shapes import (
    EnumerationShape,
    FieldShape,
    Naming,
    RecordShape,
    Shape,
)
from soapstone.model.catalogue import data_contract, samples, servicestack
from soapstone.model.contract import Particle, QName, Scalar
from soapstone.model.decisions import Decisions
from soapstone.model.facts import Row
from soapstone.model.findings import Origin
from soapstone.model.rules import Decision

_PAIR = (QName(GENERIC_COLLECTIONS, "key"), QName(GENERIC_COLLECTIONS, "value"))
_MAYBE_ENUMERATIONS = frozenset(
    {
        servicestack.UNKNOWN_TYPE,
        servicestack.ODD_WORD,
        servicestack.STRING_OR_ENUMERATION,
        samples.NO_VALUE,
        samples.VALUE,
    }
)
"""Rules that take a type for a string for want of a better source."""


def is_value(shape: Shape) -> bool:
    """Return whether a shape certainly is a value type of .NET under DataContractSerializer, so
    never null by itself.
    """
    if isinstance(shape, Scalar):
        return shape.name in DATA_CONTRACT_VALUES
    if isinstance(shape, RecordShape):
        return _is_struct(shape) is True
    return isinstance(shape, EnumerationShape)


def nil_inside(
    shape: Shape, decisions: Decisions, type_: TypeName | None = None
) -> bool:
    """Return whether null is written as nil inside a list or a map.

    ``decisions`` are those on the type, whose C# name is ``type_`` where a page states it.
    """
    if type_ and type_.nullable:
        return True
    return not (is_value(shape) or _may_be_value(shape, decisions))


def _is_struct(shape: RecordShape) -> bool | None:
    """Whether a record is a struct; None where no page and no name tells."""
    if tuple(field.name for field in shape.fields) == _PAIR:
        return True
    if not is_system(shape.name.namespace):
        return False
    return None if shape.naming is Naming.ELEMENT else is_struct(shape.name)


def _may_be_value(shape: Shape, decisions: Decisions) -> bool:
    if isinstance(shape, RecordShape):
        return _is_struct(shape) is None
    if not isinstance(shape, Scalar) or is_value(shape):
        return False
    return any(each.rule in _MAYBE_ENUMERATIONS and not each.part for each in decisions)


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
    question = bool(type_ and type_.nullable)
    null = question or not is_value(shape)
    open_ = not question and _may_be_value(shape, decisions)
    required = bool(row and (row.required or row.required_at))
    demanded = required or not (null or isinstance(shape, Scalar))
    stated = (_of_row(row),) if row and type_ else ()
    return FieldShape(
        name,
        shape,
        origin,
        particle,
        nullable=null,
        nillable=null and not open_,
        demanded=demanded,
        stated=type_ is not None,
        documentation=documentation(row) if row else "",
        decisions=(
            *decisions,
            *stated,
            data_contract.ONCE.here,
            _null(null, open_, shape, row, type_),
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
        return servicestack.FRAMEWORK_TYPE.at(None, csharp=row.csharp)
    rule = servicestack.SOURCE_TYPE if row.declared else servicestack.TABLE_TYPE
    return rule.at(row.origin, csharp=row.csharp.strip())


def _null(
    null: bool, open_: bool, shape: Shape, row: Row | None, type_: TypeName | None
) -> Decision:
    if open_:
        record = isinstance(shape, RecordShape)
        return (data_contract.SYSTEM_TYPE if record else data_contract.MAYBE_VALUE).here
    at = _at(row) if row else None  # no row states the type of a struct's member
    if type_ and type_.nullable:
        csharp = row.csharp.strip() if row else f"{type_.name}?"
        return data_contract.NULLABLE_TYPE.at(at, csharp=csharp)
    if null:
        return data_contract.REFERENCE_NIL.here
    if type_:
        unmarked = row is not None and row.unmarked
        rule = data_contract.UNMARKED_VALUE if unmarked else data_contract.VALUE_TYPE
        return rule.at(at)
    return data_contract.VALUE_BY_SAMPLE.here


def _at(row: Row) -> Origin | None:
    """The origin of a row; None for a member of ServiceStack's own types, which no page lists."""
    return row.origin if row.origin.file else None


def _presence(demanded: bool, row: Row | None, type_: TypeName | None) -> Decision:
    if row and (row.required or row.required_at):
        at = row.required_at or row.origin
        if type_ and type_.nullable:
            csharp = row.csharp.strip()
            return servicestack.NULLABLE_REQUIRED.at(at, csharp=csharp)
        return servicestack.REQUIRED.at(at)
    if demanded:
        return servicestack.NO_DEFAULT.here
    if row and row.origin.file:
        return servicestack.NOT_REQUIRED.at(row.origin)
    return servicestack.NO_COLUMN.here


def documentation(row: Row) -> str:
    """Return the description of a row, with its allowable values and valid range as sentences."""
    more = []
    if row.allowable:
        more.append(f"One of: {', '.join(row.allowable)}.")
    if row.valid_range:
        more.append(f"Valid range: {row.valid_range}.")
    said = row.description
    if more and said and said[-1] not in ".!?:;":
        said += "."
    return " ".join(filter(None, [said, *more]))
