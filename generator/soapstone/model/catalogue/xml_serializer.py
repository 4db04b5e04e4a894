"""What XmlSerializer writes. An ASMX page shows neither minOccurs nor nillable."""

from __future__ import annotations

from soapstone.model.rules import Aspect, Certainty, Rule, Source

_XML = Source.XML_SERIALIZER
_USUAL = Certainty.USUAL
_REAL = "Put a recorded message into recorded/."

VALUE_NOT_NULL = Rule(
    "value-not-null",
    Aspect.NULL,
    _USUAL,
    _XML,
    "A value type is not null. The page prints int? as int, so a nil is read as None.",
    exceptions="540 of 4,157 members, on 18 of 69 services: int?.",
    change=_REAL,
)
REFERENCE_NULL = Rule(
    "reference-null",
    Aspect.NULL,
    _USUAL,
    _XML,
    "A reference type can be null, and is then left out.",
    exceptions="177 of 8,748 members, on 10 of 69 services: minOccurs 1 and not nillable.",
    change=_REAL,
)
LIST_NOT_NULL = Rule(
    "list-not-null",
    Aspect.NULL,
    Certainty.FOLLOWS,
    _XML,
    "A list without a wrapper is empty, never null.",
)
VALUE_SENT = Rule(
    "value-sent",
    Aspect.PRESENCE,
    _USUAL,
    _XML,
    "A value type is always sent (minOccurs 1), so the constructor requires it.",
    exceptions="466 of 4,157 members, on 17 of 69 services: XSpecified, a default, a hand-made"
    " schema.",
    change=_REAL,
)
REFERENCE_OPTIONAL = Rule(
    "reference-optional",
    Aspect.PRESENCE,
    _USUAL,
    _XML,
    "A reference type may be left out (minOccurs 0).",
    exceptions="244 of 8,748 members, on 16 of 69 services: minOccurs 1.",
    change=_REAL,
)
LIST_OPTIONAL = Rule(
    "list-optional",
    Aspect.PRESENCE,
    _USUAL,
    _XML,
    "A list of no items is written as nothing.",
    exceptions="2 of 17 members, on 1 of 69 services: minOccurs 1.",
)
