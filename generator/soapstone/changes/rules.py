"""The rules: what each kind of change breaks, in one table.

A change can break three audiences, which still use the version before it:

* **senders** write requests, in whatever language;
* **receivers** read responses, in whatever language;
* **Python callers** use the generated package: its names, constructors and annotations.

A change of a type breaks senders if requests hold the type, receivers if responses do. What the
rules say of .NET was measured: XmlSerializer accepts members in any order and reads a missing value
as its type's default; DataContractSerializer silently skips a misplaced member; both skip unknown
members.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from soapstone.changes.renames import Rename


class Audience(StrEnum):
    """Whom a change can break."""

    SENDERS = "senders"
    RECEIVERS = "receivers"
    PYTHON = "Python callers"


class Cause(StrEnum):
    """What a change may come from; the value is the text that is printed."""

    PAGES = "pages"
    OTHER_PAGES = "other pages"
    """Pages have changed, but none of those that show what has changed."""
    NAMES = "names.toml"
    OVERRIDES = "overrides.toml"
    RECORDINGS = "recorded"
    RULES = "rules"
    """Soapstone's own: after an upgrade it decides otherwise."""


class Kind(StrEnum):
    """The kind of a change; the value is the text that is printed."""

    SERVICE_ADDED = "service added"
    SERVICE_REMOVED = "service removed"
    OPERATION_ADDED = "operation added"
    OPERATION_REMOVED = "operation removed"
    REQUEST_ELEMENT = "request element changed"
    RESPONSE_ELEMENT = "response element changed"
    RESPONSE_ADDED = "response added"
    RESPONSE_REMOVED = "response removed"
    REQUEST_ADDED = "request added"
    REQUEST_REMOVED = "request removed"
    SOAP_ACTION = "SOAP action changed"
    ADDRESS = "address changed"
    CONTENT_TYPE = "content type changed"
    BINDING_ADDED = "binding added"
    BINDING_REMOVED = "binding removed"
    ROUTE_ADDED = "route added"
    ROUTE_REMOVED = "route removed"
    PARAMETER_MOVED = "parameter moved"
    FORM_PARAMETERS = "form parameters changed"
    ACCESS_DEMANDED = "access demanded"
    ACCESS_RELAXED = "access relaxed"
    REQUEST_HEADER_ADDED = "request header added"
    REQUEST_HEADER_REMOVED = "request header removed"
    RESPONSE_HEADER_ADDED = "response header added"
    RESPONSE_HEADER_REMOVED = "response header removed"
    TYPE_ADDED = "type added"
    TYPE_REMOVED = "type removed"
    MEMBER_ADDED = "member added"
    MEMBER_REMOVED = "member removed"
    MEMBER_WIDENED = "member widened"
    MEMBER_NARROWED = "member narrowed"
    MEMBER_RETYPED = "member retyped"
    MEMBER_REQUIRED = "member required now"
    """It can no longer be null."""
    CONSTRUCTOR_REQUIRES = "member must be given now"
    MEMBER_OPTIONAL = "member optional now"
    """It can be null now."""
    CONSTRUCTOR_RELAXED = "member need not be given now"
    MEMBERS_REORDERED = "members reordered"
    MEMBER_READ_ONLY = "member read-only now"
    MEMBER_WRITABLE = "member no longer read-only"
    NAMESPACE = "namespace changed"
    BASE_ADDED = "base type added"
    BASE = "base type changed"
    BASE_REMOVED = "base type gone"
    XML_GAINED = "XML form known now"
    XML_LOST = "XML form not known any more"
    WIRE_FORM = "form on the wire changed"
    VALUE_ADDED = "enumeration member added"
    VALUE_REMOVED = "enumeration member gone"
    RENAMED = "Python name changed"
    DOCUMENTATION = "documentation changed"
    DETAIL = "detail changed"


LOSSES = frozenset(
    {
        Kind.OPERATION_REMOVED,
        Kind.REQUEST_REMOVED,
        Kind.RESPONSE_REMOVED,
        Kind.BINDING_REMOVED,
        Kind.ROUTE_REMOVED,
        Kind.REQUEST_HEADER_REMOVED,
        Kind.RESPONSE_HEADER_REMOVED,
        Kind.TYPE_REMOVED,
        Kind.BASE_REMOVED,
        Kind.MEMBER_REMOVED,
        Kind.MEMBER_NARROWED,
        Kind.MEMBER_RETYPED,
        Kind.VALUE_REMOVED,
        Kind.XML_LOST,
    }
)
"""The kinds of changes that a page or recording which is there no more makes."""


class PythonRule(StrEnum):
    """When Python callers break."""

    NEVER = "never"
    ALWAYS = "always"
    CONSTRUCTOR = "constructor"
    """If the constructor newly requires a value of a type that requests hold."""
    ANNOTATION = "annotation"
    """As CONSTRUCTOR; also if the annotation got wider in responses, or narrower in requests."""


@dataclass(frozen=True, slots=True)
class Rule:
    """What a kind of change breaks, each with the reason; "" if it breaks nobody."""

    request: str = ""
    """Why it breaks senders, if it concerns requests."""
    response: str = ""
    """Why it breaks receivers, if it concerns responses."""
    python: PythonRule = PythonRule.NEVER


_NAMES_GO = Rule(python=PythonRule.ALWAYS)
_CALLS_FAIL = Rule("calls to it fail", python=PythonRule.ALWAYS)
_OTHER_TYPE = "another type of value stands there"

RULES: Mapping[Kind, Rule] = {
    Kind.SERVICE_ADDED: Rule(),
    Kind.SERVICE_REMOVED: _CALLS_FAIL,
    Kind.OPERATION_ADDED: Rule(),
    Kind.OPERATION_REMOVED: _CALLS_FAIL,
    Kind.REQUEST_ELEMENT: Rule("the service knows the message by its root element"),
    Kind.RESPONSE_ELEMENT: Rule(response="a reader knows it by its root element"),
    Kind.RESPONSE_ADDED: Rule(),
    Kind.RESPONSE_REMOVED: Rule(
        response="nothing comes back any more", python=PythonRule.ALWAYS
    ),
    Kind.REQUEST_ADDED: Rule("a message is expected"),
    Kind.REQUEST_REMOVED: Rule("what is sent is not read", python=PythonRule.ALWAYS),
    Kind.SOAP_ACTION: Rule("the service finds the operation by it"),
    Kind.ADDRESS: Rule("calls go to where nobody answers"),
    Kind.CONTENT_TYPE: Rule("the service refuses another"),
    Kind.BINDING_ADDED: Rule(),
    Kind.BINDING_REMOVED: Rule("calls that way fail"),
    Kind.ROUTE_ADDED: Rule(),
    Kind.ROUTE_REMOVED: Rule("calls to it fail"),
    Kind.PARAMETER_MOVED: Rule("it is looked for elsewhere"),
    Kind.FORM_PARAMETERS: Rule("the service refuses a form without one of them"),
    Kind.ACCESS_DEMANDED: Rule("who does not hold it is turned away"),
    Kind.ACCESS_RELAXED: Rule(),
    Kind.REQUEST_HEADER_ADDED: Rule(),
    Kind.REQUEST_HEADER_REMOVED: Rule("the service does not know it any more"),
    Kind.RESPONSE_HEADER_ADDED: Rule(),
    Kind.RESPONSE_HEADER_REMOVED: Rule(response="it does not come any more"),
    Kind.TYPE_ADDED: Rule(),
    Kind.TYPE_REMOVED: _NAMES_GO,
    Kind.MEMBER_ADDED: Rule(python=PythonRule.CONSTRUCTOR),
    Kind.MEMBER_REMOVED: Rule(
        "what is sent there is dropped in silence",
        "it does not come any more",
        PythonRule.ALWAYS,
    ),
    Kind.MEMBER_WIDENED: Rule(
        response="values beyond the old type come", python=PythonRule.ANNOTATION
    ),
    Kind.MEMBER_NARROWED: Rule(
        "values beyond the new type are refused", python=PythonRule.ANNOTATION
    ),
    Kind.MEMBER_RETYPED: Rule(_OTHER_TYPE, _OTHER_TYPE, PythonRule.ANNOTATION),
    Kind.MEMBER_REQUIRED: Rule(
        "null is refused, or read as .NET's default", python=PythonRule.ANNOTATION
    ),
    Kind.CONSTRUCTOR_REQUIRES: Rule(python=PythonRule.CONSTRUCTOR),
    Kind.CONSTRUCTOR_RELAXED: Rule(),
    Kind.MEMBER_OPTIONAL: Rule(
        response="it can be null or missing", python=PythonRule.ANNOTATION
    ),
    Kind.MEMBERS_REORDERED: Rule(
        "a .NET service skips a misplaced member in silence",
        "a .NET reader skips a misplaced member in silence",
    ),
    Kind.MEMBER_READ_ONLY: Rule("what is sent is not used"),
    Kind.MEMBER_WRITABLE: Rule(),
    Kind.BASE_ADDED: Rule(),
    Kind.BASE: _NAMES_GO,
    Kind.BASE_REMOVED: _NAMES_GO,
    Kind.XML_GAINED: Rule(),
    Kind.XML_LOST: _NAMES_GO,
    Kind.NAMESPACE: Rule(
        "a service takes the old name as missing", "a reader does not find it"
    ),
    Kind.WIRE_FORM: Rule(),
    Kind.VALUE_ADDED: Rule(response="a .NET reader refuses a value it does not know"),
    Kind.VALUE_REMOVED: Rule("the service refuses it", python=PythonRule.ALWAYS),
    Kind.RENAMED: _NAMES_GO,
    Kind.DOCUMENTATION: Rule(),
    Kind.DETAIL: Rule(),
}

REQUIRED_BY_PAGE = "the page says that it must be given"
"""Why senders break if the page says Required of a new or changed member.

If only XmlSerializer requires it, the service reads a missing value as .NET's default: nobody
breaks.
"""

PYTHON_REASONS: Mapping[PythonRule, str] = {
    PythonRule.ALWAYS: "what they use is gone",
    PythonRule.CONSTRUCTOR: "the constructor demands it",
    PythonRule.ANNOTATION: "the annotation is another",
}

_INTEGERS = "long int short byte".split()
_UNSIGNED = "unsignedLong unsignedInt unsignedShort unsignedByte".split()
_WIDER: Mapping[str, frozenset[str]] = {
    "integer": frozenset([*_INTEGERS, *_UNSIGNED]),
    "decimal": frozenset(["integer", *_INTEGERS, *_UNSIGNED]),
    "double": frozenset(["float", *_INTEGERS[1:], *_UNSIGNED[1:]]),
    **{
        name: frozenset(_INTEGERS[place + 1 :]) | frozenset(_UNSIGNED[place + 1 :])
        for place, name in enumerate(_INTEGERS)
    },
    **{name: frozenset(_UNSIGNED[place + 1 :]) for place, name in enumerate(_UNSIGNED)},
}
"""Each scalar type, with the types whose every text it accepts too."""


def is_wider(one: str, other: str) -> bool:
    """Whether the scalar type ``one`` accepts every text of ``other``; string accepts all."""
    return one == "string" or other in _WIDER.get(one, ())


@dataclass(frozen=True, slots=True)
class Change:
    """One change of a service."""

    kind: Kind
    subject: str
    """In the service's words: ``SynchronizePanelUser.userCodeDirectPush``."""
    before: str = ""
    after: str = ""
    breaks: Mapping[Audience, str] = field(default_factory=dict)
    """Whom it breaks, with the reason; empty if it is harmless."""
    causes: tuple[Cause, ...] = ()
    """What it may come from; empty if that is not known."""
    rename: Rename | None = None
    """Of a member that is gone: what it is perhaps called now."""

    @property
    def breaking(self) -> bool:
        """Whether it breaks anybody."""
        return bool(self.breaks)
