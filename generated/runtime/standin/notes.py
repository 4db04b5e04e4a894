"""What .NET does with each kind of fault in a message; no other module says it.

XmlSerializer (ASMX) takes members in any order; DataContractSerializer (ServiceStack) skips one
that comes too late. Neither says a word about what it skips.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final, NamedTuple

from ..reading.elements import Element

__all__ = ["DOES", "Effect", "Kind", "Note"]


class Effect(StrEnum):
    """What becomes of a message."""

    HARMLESS = "harmless"
    """It is read as if there were no fault."""
    LOST = "lost"
    """It is read without this part, and nothing reports it."""
    DOUBTFUL = "doubtful"
    """It is refused, unless the service has what its pages do not show."""
    REFUSED = "refused"


class Kind(StrEnum):
    """A kind of fault."""

    ORDER = "order"
    UNKNOWN = "unknown"
    NAMESPACE = "namespace"
    SPELLING = "spelling"
    AGAIN = "again"
    LATE = "late"
    ITEM = "item"
    MISSING = "missing"
    ATTRIBUTE = "attribute"
    TEXT = "text"
    HEADER = "header"
    NIL = "nil"
    TYPE = "type"
    EMPTY = "empty"
    NIL_VALUE = "nil-value"
    NO_MEMBER = "no-member"
    NO_TEXT = "no-text"
    NOT_UNDERSTOOD = "not-understood"
    OCCURRENCE = "occurrence"
    REQUIRED = "required"
    FACET = "facet"
    NULL = "null"
    VALUE = "value"
    CHARACTER = "character"
    BODY = "body"
    CALL = "call"
    NO_CALL = "no-call"


DOES: Final[Mapping[Kind, tuple[Effect, str]]] = {
    Kind.ORDER: (
        Effect.HARMLESS,
        "read all the same: XmlSerializer takes members in any order",
    ),
    Kind.UNKNOWN: (Effect.LOST, "skipped, unless the pages hide it"),
    Kind.NAMESPACE: (Effect.LOST, "skipped"),
    Kind.SPELLING: (Effect.LOST, "skipped"),
    Kind.AGAIN: (Effect.LOST, "skipped, the first counts"),
    Kind.LATE: (Effect.LOST, "members have an order, skipped"),
    Kind.ITEM: (Effect.LOST, "skipped"),
    Kind.MISSING: (Effect.LOST, "taken as its default"),
    Kind.ATTRIBUTE: (Effect.LOST, "skipped"),
    Kind.TEXT: (Effect.LOST, "skipped"),
    Kind.HEADER: (Effect.LOST, "skipped"),
    Kind.NIL: (
        Effect.DOUBTFUL,
        "refused, unless it is an int? that pages show as int",
    ),
    Kind.TYPE: (Effect.DOUBTFUL, "refused if it is unknown"),
    Kind.EMPTY: (Effect.DOUBTFUL, "refused, unless it is of [Flags]"),
    Kind.NIL_VALUE: (Effect.REFUSED, "refused"),
    Kind.NO_MEMBER: (Effect.REFUSED, "refused"),
    Kind.NO_TEXT: (Effect.REFUSED, "refused: its XML reader fails"),
    Kind.NOT_UNDERSTOOD: (Effect.REFUSED, "refused: a fault, MustUnderstand"),
    Kind.OCCURRENCE: (
        Effect.HARMLESS,
        "read all the same: XmlSerializer counts nothing",
    ),
    Kind.REQUIRED: (Effect.DOUBTFUL, "refused, if the member is required (IsRequired)"),
    Kind.FACET: (Effect.HARMLESS, "read all the same: no serializer looks at facets"),
    Kind.NULL: (Effect.HARMLESS, "read as null"),
    Kind.VALUE: (Effect.REFUSED, "refused"),
    Kind.CHARACTER: (Effect.REFUSED, "refused: its XML reader fails"),
    Kind.BODY: (Effect.REFUSED, "refused: no operation has it"),
    Kind.CALL: (Effect.LOST, "passed over"),
    Kind.NO_CALL: (Effect.REFUSED, "refused"),
}
"""What becomes of a message with such a fault, and what .NET does with the place."""


class Note(NamedTuple):
    """A fault of a message."""

    kind: Kind
    element: Element
    """What is at fault; of a missing member, an attribute or a text, the element around it."""
    path: str
    """Its position, in XML names, as in ``Problem``."""
    found: str
    """What of it: ``is not spelt DeviceID``."""
    expected: str

    @property
    def effect(self) -> Effect:
        """What becomes of the message."""
        return DOES[self.kind][0]

    @property
    def does(self) -> str:
        """What .NET does: ``skipped``."""
        return DOES[self.kind][1]

    @property
    def said(self) -> str:
        """All of it in a line; without what .NET does where that is to refuse the message."""
        line = f"{self.path}: {self.found}"
        return line if self.effect is Effect.REFUSED else f"{line}: {self.does}"
