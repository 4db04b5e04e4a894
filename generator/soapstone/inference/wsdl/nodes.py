"""What becomes a record or an enumeration of the contract: its identity in the description."""

from __future__ import annotations

from dataclasses import dataclass

from soapstone.model.contract import QName
from soapstone.model.description import ComplexType, MessagePart, SimpleType
from soapstone.model.findings import Origin


@dataclass(frozen=True, slots=True)
class Root:
    """The message that is a global element."""

    element: QName


@dataclass(frozen=True, slots=True)
class Wrapper:
    """The message around the parts of the rpc style, or around the parameters of a form."""

    element: QName
    parts: tuple[MessagePart, ...]
    origin: Origin
    qualified: bool = False
    """Its members are in the namespace of the element: those of a form."""


Message = Root | Wrapper
Node = Message | QName | ComplexType | SimpleType
"""A message, a type by its name, or an anonymous type."""
