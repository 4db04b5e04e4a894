"""Collections of built-in types as DataContractSerializer declares them, for a service whose schema
of them was not saved: it is the same everywhere.

Source: the schemas that DataContractSerializer's exporter writes.
"""

from __future__ import annotations

from soapstone.dotnet.namespaces import ARRAYS, SERIALIZATION, XSD
from soapstone.dotnet.scalars import DATA_CONTRACT_VALUES, SCALARS
from soapstone.model.contract import QName
from soapstone.model.description import ComplexType, Compositor, ElementUse, Group
from soapstone.model.findings import NOWHERE

_PREFIX = "ArrayOf"
_OWN = frozenset(("guid", "char", "duration"))
"""Scalars whose types are DataContractSerializer's own."""


def is_array(name: QName) -> bool:
    """Return whether a type is a collection of a built-in type: ``ArrayOfstring``."""
    item = name.name.removeprefix(_PREFIX)
    return (
        name.namespace == ARRAYS
        and name.name.startswith(_PREFIX)
        and (item in SCALARS or item == "anyType")
    )


def array(name: QName) -> ComplexType:
    """Return the type of a name for which :func:`is_array` holds."""
    item = name.name.removeprefix(_PREFIX)
    items = ElementUse(
        QName(ARRAYS, item),
        QName(SERIALIZATION if item in _OWN else XSD, item),
        NOWHERE,
        least=0,
        most=None,
        nillable=item not in DATA_CONTRACT_VALUES,
    )
    return ComplexType(
        name, NOWHERE, content=Group(Compositor.SEQUENCE, (items,), NOWHERE)
    )
