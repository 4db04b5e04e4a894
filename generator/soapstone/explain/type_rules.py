"""The rules that decide records, enumerations and operations, as tables with their texts."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass
from enum import StrEnum

from soapstone.dotnet.enumerations import BY_NAME
from soapstone.explain.model import Aspect, Sure
from soapstone.explain.rules import (
    ASMX,
    DATA_CONTRACT,
    PERSON,
    SOAPSTONE,
    STACK,
    Rule,
)
from soapstone.inference.shapes import Naming
from soapstone.model.contract import Enumeration, Operation
from soapstone.model.facts import Notation

_LINE = "Edit or delete its line in overrides.toml."
_XML_PAGE = "The operation's XML page (/xml/metadata?op=…)."


class Shown(StrEnum):
    """The best that pages show of a record's members."""

    XML = "XML"
    SOURCE = "C# source"
    TABLE = "table"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class RecordCase:
    """A record, and how pages show it."""

    naming: Naming | None
    """Where the best of its names comes from; None: no page shows it."""
    notation: Notation | None
    shown: Shown
    no_xml: bool
    settings: frozenset[str]


@dataclass(frozen=True, slots=True)
class EnumerationCase:
    """An enumeration, and how pages show it."""

    enumeration: Enumeration
    notations: Set[Notation]
    """Of the pages that show it."""
    listed: bool
    """A table lists its members."""
    by_source: bool
    settings: frozenset[str]
    codes: frozenset[str] = frozenset()
    """Of the findings on it."""

    @property
    def known(self) -> bool:
        """.NET has it."""
        name = self.enumeration.type_name
        known = BY_NAME.get(name.name) if name else None
        return known is not None and known.members == self.enumeration.members


@dataclass(frozen=True, slots=True)
class OperationCase:
    """An operation, and how pages show it."""

    operation: Operation
    heading: bool
    """A page prints its name."""
    by_path: bool
    """Only its path tells a name."""
    overload: bool
    """It goes by its request, as several have the method's name."""
    settings: frozenset[str]
    scheme_stated: bool = False
    """Where a page was saved from, or one of its links, has the scheme."""


RECORD_RULES: tuple[Rule[RecordCase], ...] = (
    Rule(
        Aspect.NAME,
        lambda case: case.naming is None and bool(case.settings),
        "Only overrides.toml describes it.",
        PERSON,
        Sure.PERSON,
        _LINE,
    ),
    Rule(
        Aspect.NAME,
        lambda case: case.naming is None,
        "No page shows it. Recorded messages do: xsi:type, or else its element, names it.",
        SOAPSTONE,
        Sure.RULE,
        "A page that shows it.",
    ),
    Rule(
        Aspect.NAME,
        lambda case: case.naming is Naming.MESSAGE,
        "A message's type has no name of its own: it is called after its element.",
        ASMX,
        Sure.STATED,
    ),
    Rule(
        Aspect.NAME,
        lambda case: case.naming is Naming.TYPE,
        "A data contract, a table and source have the type's own name.",
        DATA_CONTRACT,
        Sure.STATED,
    ),
    Rule(
        Aspect.NAME,
        lambda case: case.naming is Naming.ITEM,
        "An array's item is called after its type, unless its author renamed it.",
        ASMX,
        Sure.RULE,
        "The service's WSDL.",
    ),
    Rule(
        Aspect.NAME,
        lambda case: True,
        "Only members of the type are shown, so it is called after them.",
        SOAPSTONE,
        Sure.RULE,
        "A page with an array of the type, or with its table.",
    ),
    Rule(
        Aspect.ORDER,
        lambda case: bool(case.settings & {"first", "last"}),
        "As the pages show them, and before or after them those that a person adds.",
        PERSON,
        Sure.PERSON,
        _LINE,
    ),
    Rule(
        Aspect.ORDER,
        lambda case: case.notation is Notation.TYPE_NAMES,
        "Members stand as in the XSD. Inherited ones are left out by the page.",
        ASMX,
        Sure.STATED,
        "A real message with more members; overrides.toml adds them.",
    ),
    Rule(
        Aspect.ORDER,
        lambda case: case.shown is Shown.XML,
        "The serializer wrote the sample: order and namespaces are right.",
        DATA_CONTRACT,
        Sure.STATED,
    ),
    Rule(
        Aspect.ORDER,
        lambda case: case.shown is Shown.SOURCE,
        "Bases come first, then members without Order by name, then the others by Order.",
        DATA_CONTRACT,
        Sure.RULE,
        _XML_PAGE,
    ),
    Rule(
        Aspect.ORDER,
        lambda case: case.no_xml,
        "No page shows its XML: neither order nor namespaces are known.",
        SOAPSTONE,
        Sure.GUESS,
        _XML_PAGE,
    ),
    Rule(
        Aspect.ORDER,
        lambda case: case.shown is Shown.TABLE,
        "No page shows its XML: members stand by name, as .NET writes those of one class.",
        DATA_CONTRACT,
        Sure.GUESS,
        _XML_PAGE,
    ),
    Rule(
        Aspect.ORDER,
        lambda case: True,
        "No page shows members: what messages hold is kept as it comes.",
        SOAPSTONE,
        Sure.RULE,
        "A page that shows it whole, or a real message.",
    ),
)
"""``[records.NAME]`` of overrides comes first."""

ENUMERATION_RULES: tuple[Rule[EnumerationCase], ...] = (
    Rule(
        Aspect.MEMBERS,
        lambda case: bool(case.settings & {"members", "add"}),
        "A person says so, and that stands above every page.",
        PERSON,
        Sure.PERSON,
        _LINE,
    ),
    Rule(
        Aspect.MEMBERS,
        lambda case: "recorded-choices" in case.codes,
        "Those that pages list, and others that recorded messages have.",
        SOAPSTONE,
        Sure.RULE,
    ),
    Rule(
        Aspect.MEMBERS,
        lambda case: case.by_source,
        "The source lists all members.",
        DATA_CONTRACT,
        Sure.STATED,
    ),
    Rule(
        Aspect.MEMBERS,
        lambda case: case.listed,
        "The table lists all members; a Value that is no number is the text on the wire.",
        STACK,
        Sure.STATED,
    ),
    Rule(
        Aspect.MEMBERS,
        lambda case: case.known,
        "The members are those of .NET's {type}; a sample shows the first of them.",
        STACK,
        Sure.RULE,
        "A page with the enumeration's table.",
    ),
    Rule(
        Aspect.MEMBERS,
        lambda case: Notation.TYPE_NAMES in case.notations,
        'The page prints all members, joined by " or ".',
        ASMX,
        Sure.STATED,
    ),
    Rule(
        Aspect.MEMBERS,
        lambda case: True,
        "The members are those that have been seen.",
        SOAPSTONE,
        Sure.GUESS,
        "A page that lists them.",
    ),
    Rule(
        Aspect.FLAGS,
        lambda case: "flags" in case.settings,
        "A person says so.",
        PERSON,
        Sure.PERSON,
        _LINE,
    ),
    Rule(
        Aspect.FLAGS,
        lambda case: "recorded-flags" in case.codes,
        "A recorded message has several members in one value.",
        SOAPSTONE,
        Sure.RULE,
    ),
    Rule(
        Aspect.FLAGS,
        lambda case: case.enumeration.flags and case.by_source,
        "The source says [Flags], or its values are bits: several members may stand together.",
        DATA_CONTRACT,
        Sure.STATED,
    ),
    Rule(
        Aspect.FLAGS,
        lambda case: case.enumeration.flags,
        "Its values are bits, or JSON shows a number: several members may stand together.",
        STACK,
        Sure.RULE,
        "The type's C# source (&lang=csharp).",
    ),
)
"""``[enumerations.NAME]`` of overrides comes first."""

OPERATION_RULES: tuple[Rule[OperationCase], ...] = (
    Rule(
        Aspect.NAME,
        lambda case: case.overload,
        "Methods of one name are told apart by their requests (MessageName).",
        ASMX,
        Sure.RULE,
    ),
    Rule(
        Aspect.NAME,
        lambda case: case.by_path,
        "No page prints its name, so it is called after the words of its path.",
        SOAPSTONE,
        Sure.GUESS,
        "The page with its heading.",
    ),
    Rule(
        Aspect.NAME,
        lambda case: case.heading,
        "The page's heading names it.",
        SOAPSTONE,
        Sure.STATED,
    ),
    Rule(
        Aspect.NAME,
        lambda case: True,
        "It is called after the element of its request.",
        SOAPSTONE,
        Sure.RULE,
        "The page with its heading.",
    ),
    Rule(
        Aspect.MESSAGES,
        lambda case: case.operation.raw_response is not None,
        "The answer is bare text or bytes, and no document.",
        STACK,
        Sure.STATED,
    ),
    Rule(
        Aspect.MESSAGES,
        lambda case: case.operation.response is None,
        "The page shows no body that comes back: one-way.",
        SOAPSTONE,
        Sure.STATED,
    ),
    Rule(
        Aspect.MESSAGES,
        lambda case: any(
            each and each.no_xml
            for each in (case.operation.request, case.operation.response)
        ),
        "Pages of other formats show a message's members, and neither its XML nor its order.",
        STACK,
        Sure.GUESS,
        _XML_PAGE,
    ),
    Rule(
        Aspect.MESSAGES,
        lambda case: True,
        "Each is the root element of a sample; under SOAP the first in the body.",
        SOAPSTONE,
        Sure.STATED,
    ),
    Rule(
        Aspect.ADDRESS,
        lambda case: bool(case.settings & {"scheme", "host", "path"}),
        "A person says so.",
        PERSON,
        Sure.PERSON,
        _LINE,
    ),
    Rule(
        Aspect.ADDRESS,
        lambda case: case.scheme_stated,
        "A sample shows host and path; where the page was saved from, or a link, has the scheme.",
        SOAPSTONE,
        Sure.STATED,
    ),
    Rule(
        Aspect.ADDRESS,
        lambda case: bool(case.operation.bindings),
        "The page shows host and path, and no page states the scheme: https is assumed.",
        SOAPSTONE,
        Sure.GUESS,
        'scheme = "http" under [service] in overrides.toml.',
    ),
)
"""What pages show stands; a person may correct addresses."""
