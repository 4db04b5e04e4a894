"""The rules that decide the type, null and need of a member, as a table with their texts."""

from __future__ import annotations

from dataclasses import dataclass

from soapstone.dotnet import csharp
from soapstone.explain.model import Aspect, Sure
from soapstone.explain.rules import (
    ASMX,
    DATA_CONTRACT,
    PERSON,
    SOAPSTONE,
    STACK,
    XML_SERIALIZER,
    Rule,
)
from soapstone.inference.shapes import (
    CutOff,
    EnumerationShape,
    FieldShape,
    ListShape,
    MapShape,
    RecordShape,
)
from soapstone.model.contract import AnyXml, Field, Scalar
from soapstone.model.facts import Notation, Row


@dataclass(frozen=True, slots=True)
class Case:
    """A member, and the place in the pages that decided its type."""

    field: Field
    shape: FieldShape | None
    """The member in the sample; None if no page shows it."""
    notation: Notation | None
    """The notation of that page; None if the place is not on a page."""
    row: Row | None
    by_source: bool
    """Whether the row is a line of C# source."""
    settings: frozenset[str]
    """The settings that overrides have for it."""
    codes: frozenset[str] = frozenset()
    """The codes of the findings on it."""

    def said(self, *settings: str) -> bool:
        """Whether overrides have one of these settings."""
        return any(each in self.settings for each in settings)

    def found(self, code: str) -> bool:
        """Whether inference reported this finding at the place."""
        return self.shape is not None and any(
            each.code == code for each in self.shape.findings
        )

    def asmx(self, *kinds: type) -> bool:
        """Whether the place is on an ASMX page and has one of these shapes (none: any)."""
        return self.notation is Notation.TYPE_NAMES and self.of(*kinds)

    def stack(self, *kinds: type) -> bool:
        """Whether the place is on a ServiceStack page and has one of these shapes (none: any)."""
        return self.notation is Notation.VALUES and self.of(*kinds)

    def of(self, *kinds: type) -> bool:
        """Whether the place has one of these shapes (none: any)."""
        return self.shape is not None and (
            not kinds or isinstance(self.shape.shape, kinds)
        )

    @property
    def repeated(self) -> bool:
        """A list without a wrapper."""
        return self.field.repeated

    @property
    def framework(self) -> bool:
        """The row is of a type that ServiceStack itself has."""
        return self.row is not None and not self.row.origin.file

    @property
    def question(self) -> bool:
        """The C# type is a ``Nullable<T>``."""
        type_ = csharp.parse(self.row.csharp) if self.row else None
        return type_ is not None and type_.nullable

    @property
    def empty(self) -> bool:
        """The element shows nothing."""
        shape = self.shape.shape if self.shape else None
        return isinstance(shape, RecordShape) and not shape.fields

    @property
    def guessed(self) -> bool:
        """A number of no stated type."""
        shape = self.shape.shape if self.shape else None
        return isinstance(shape, Scalar) and shape.guessed

    @property
    def required(self) -> bool:
        """The table says so."""
        return self.row is not None and self.row.required is True


_TYPE, _NULL, _REQUIRED = Aspect.TYPE, Aspect.NULL, Aspect.REQUIRED
_ALL = ("type", "first", "last")
_LINE = "Edit or delete its line in overrides.toml."
_TABLE = "A page with the type's table."
_WHOLE = "A page that shows the element whole."
_SOURCE = "The type's C# source (&lang=csharp), saved as a page."
_REAL = "A real message in which the element is nil."

RULES: tuple[Rule[Case], ...] = (
    # The type
    Rule(
        _TYPE,
        lambda case: case.said(*_ALL),
        "A person says so, and that stands above every page.",
        PERSON,
        Sure.PERSON,
        _LINE,
    ),
    Rule(
        _TYPE,
        lambda case: "recorded-type" in case.codes,
        "The pages leave it open; every value in recorded messages fits this type.",
        SOAPSTONE,
        Sure.RULE,
        "More recordings.",
    ),
    Rule(
        _TYPE,
        lambda case: case.asmx(CutOff),
        "The page prints nil below depth 4; the type is that of the same name shown whole.",
        ASMX,
        Sure.RULE,
        _WHOLE,
    ),
    Rule(
        _TYPE,
        lambda case: case.by_source,
        "The C# type in the source decides: {csharp}.",
        DATA_CONTRACT,
        Sure.STATED,
    ),
    Rule(
        _TYPE,
        lambda case: case.framework,
        "The type is ServiceStack's own, and its members are known: {csharp}.",
        STACK,
        Sure.RULE,
    ),
    Rule(
        _TYPE,
        lambda case: case.row is not None,
        "The C# type of the table decides, never the sample's value: {csharp}.",
        STACK,
        Sure.STATED,
        _SOURCE,
    ),
    Rule(
        _TYPE,
        lambda case: case.stack(CutOff),
        "The sample shows nil; the type is that of the same name shown elsewhere.",
        STACK,
        Sure.GUESS,
        _TABLE,
    ),
    Rule(
        _TYPE,
        lambda case: case.asmx() and case.repeated,
        "Printed twice in place: a list without a wrapper. Once is once.",
        ASMX,
        Sure.STATED,
    ),
    Rule(
        _TYPE,
        lambda case: case.asmx(ListShape),
        "What it holds is printed twice: a list. What occurs once is printed once.",
        ASMX,
        Sure.STATED,
    ),
    Rule(
        _TYPE,
        lambda case: case.asmx(EnumerationShape),
        'The page prints an enumeration as all its members, joined by " or ".',
        ASMX,
        Sure.STATED,
    ),
    Rule(
        _TYPE,
        lambda case: case.asmx() and case.found("filled-in"),
        "Somebody filled in a value where the page prints a type: taken as string.",
        ASMX,
        Sure.GUESS,
        "The page as the service shows it.",
    ),
    Rule(
        _TYPE,
        lambda case: case.asmx() and case.found("anonymous-type"),
        "A simple type without a name prints as bytes, or as nothing: taken as string.",
        ASMX,
        Sure.GUESS,
        "The service's WSDL.",
    ),
    Rule(
        _TYPE,
        lambda case: case.asmx(Scalar),
        "The page prints the local name of the XSD type.",
        ASMX,
        Sure.STATED,
    ),
    Rule(
        _TYPE,
        lambda case: case.asmx(AnyXml),
        "The page prints this for object, xs:any and DataSet: content without a schema.",
        ASMX,
        Sure.STATED,
    ),
    Rule(
        _TYPE,
        lambda case: case.asmx() and case.empty,
        "An empty element is an object, an empty class or a simple type: all of it is kept.",
        ASMX,
        Sure.GUESS,
        "A real message.",
    ),
    Rule(
        _TYPE,
        lambda case: case.asmx(),
        "An element with others inside is a complex type; the page walks its members.",
        ASMX,
        Sure.STATED,
    ),
    Rule(
        _TYPE,
        lambda case: case.stack() and case.repeated,
        "The document is a collection, and this is what its items are called.",
        DATA_CONTRACT,
        Sure.RULE,
    ),
    Rule(
        _TYPE,
        lambda case: case.stack(EnumerationShape),
        "A sample shows an enumeration's first member; {type} of .NET begins with this one.",
        STACK,
        Sure.GUESS,
        _TABLE,
    ),
    Rule(
        _TYPE,
        lambda case: case.stack() and case.found("odd-word"),
        "The word is an enumeration's first member, or a real value: taken as string.",
        STACK,
        Sure.GUESS,
        _TABLE,
    ),
    Rule(
        _TYPE,
        lambda case: case.stack() and case.found("path-member"),
        "A route has a place for it, and no table lists it: taken as string.",
        STACK,
        Sure.GUESS,
        "A page with the request's table.",
    ),
    Rule(
        _TYPE,
        lambda case: case.stack() and case.guessed,
        "Every number is shown as 0, whatever its type, and no table states it.",
        STACK,
        Sure.GUESS,
        _TABLE,
    ),
    Rule(
        _TYPE,
        lambda case: case.stack() and case.found("live-value"),
        "A live value, which computed members have: its look tells the type.",
        STACK,
        Sure.GUESS,
        _TABLE,
    ),
    Rule(
        _TYPE,
        lambda case: case.stack(Scalar),
        "Samples are filled by type, and this filling is that of one type alone.",
        STACK,
        Sure.RULE,
        _TABLE,
    ),
    Rule(
        _TYPE,
        lambda case: case.stack(ListShape),
        "A collection shows one entry, whose element is named after its type.",
        DATA_CONTRACT,
        Sure.RULE,
        _TABLE,
    ),
    Rule(
        _TYPE,
        lambda case: case.stack(MapShape),
        "A dictionary shows one entry, a Key and a Value, named after both types.",
        DATA_CONTRACT,
        Sure.RULE,
        _TABLE,
    ),
    Rule(
        _TYPE,
        lambda case: case.stack(AnyXml),
        "An object, or nil, of which nothing tells the type: kept as XML.",
        STACK,
        Sure.GUESS,
        _TABLE,
    ),
    Rule(
        _TYPE,
        lambda case: case.stack() and case.empty,
        "An empty element may be anything: all of it is kept.",
        STACK,
        Sure.GUESS,
        _TABLE,
    ),
    Rule(
        _TYPE,
        lambda case: case.stack(),
        "An element with others inside is a data contract; these are its members.",
        DATA_CONTRACT,
        Sure.RULE,
        _TABLE,
    ),
    Rule(
        _TYPE,
        lambda case: True,
        "No page shows it; recorded messages do, and every value fits the type.",
        SOAPSTONE,
        Sure.RULE,
        "A page that shows it, or more recordings.",
    ),
    # Null
    Rule(
        _NULL,
        lambda case: case.said("nullable"),
        "A person says so.",
        PERSON,
        Sure.PERSON,
        _LINE,
    ),
    Rule(
        _NULL,
        lambda case: case.said(*_ALL),
        "It follows from the type that a person gives.",
        PERSON,
        Sure.PERSON,
    ),
    Rule(
        _NULL,
        lambda case: "recorded-nil" in case.codes,
        "A recorded message has it nil.",
        SOAPSTONE,
        Sure.RULE,
    ),
    Rule(
        _NULL,
        lambda case: case.repeated,
        "A list without a wrapper is empty, never null.",
        XML_SERIALIZER,
        Sure.RULE,
    ),
    Rule(
        _NULL,
        lambda case: case.asmx() and not case.field.nullable,
        "A value type is not null. int? would print as int, so a nil reads as None.",
        XML_SERIALIZER,
        Sure.RULE,
        _REAL,
    ),
    Rule(
        _NULL,
        lambda case: case.asmx(),
        "A reference type can be null, and is then left out.",
        XML_SERIALIZER,
        Sure.RULE,
    ),
    Rule(
        _NULL,
        lambda case: case.question,
        "{csharp} can be null, and is then written as nil.",
        DATA_CONTRACT,
        Sure.STATED,
    ),
    Rule(
        _NULL,
        lambda case: case.field.nullable,
        "A reference type can be null, and is then written as nil.",
        DATA_CONTRACT,
        Sure.RULE,
    ),
    Rule(
        _NULL,
        lambda case: case.row is not None,
        "A value type without ? is not null.",
        DATA_CONTRACT,
        Sure.STATED,
    ),
    Rule(
        _NULL,
        lambda case: True,
        "A value type is not null, unless it has a ? that no table shows here.",
        DATA_CONTRACT,
        Sure.RULE,
        _REAL,
    ),
    # Whether the constructor requires it
    Rule(
        _REQUIRED,
        lambda case: case.said("required"),
        "A person says so.",
        PERSON,
        Sure.PERSON,
        _LINE,
    ),
    Rule(
        _REQUIRED,
        lambda case: case.said(*_ALL),
        "It follows from the type that a person gives.",
        PERSON,
        Sure.PERSON,
    ),
    Rule(
        _REQUIRED,
        lambda case: "recorded-absence" in case.codes,
        "A recorded answer does not have it: it can be left out.",
        SOAPSTONE,
        Sure.RULE,
    ),
    Rule(
        _REQUIRED,
        lambda case: case.field.read_only,
        "The service computes it: what is sent has no effect.",
        STACK,
        Sure.RULE,
    ),
    Rule(
        _REQUIRED,
        lambda case: case.repeated,
        "A list of no items is written as nothing.",
        XML_SERIALIZER,
        Sure.RULE,
    ),
    Rule(
        _REQUIRED,
        lambda case: case.asmx() and case.field.demanded,
        "Value types are always sent (minOccurs 1): it must be given.",
        XML_SERIALIZER,
        Sure.RULE,
    ),
    Rule(
        _REQUIRED,
        lambda case: case.asmx(),
        "Reference types may be left out (minOccurs 0).",
        XML_SERIALIZER,
        Sure.RULE,
    ),
    Rule(
        _REQUIRED,
        lambda case: case.required and case.field.demanded,
        "The table's column Required says Yes: it must be given.",
        STACK,
        Sure.STATED,
    ),
    Rule(
        _REQUIRED,
        lambda case: case.field.demanded,
        "No page tells .NET's default of an enumeration or a struct: it must be given.",
        SOAPSTONE,
        Sure.RULE,
    ),
    Rule(
        _REQUIRED,
        lambda case: case.row is not None,
        "The table's column Required does not say Yes: .NET's default stands.",
        STACK,
        Sure.STATED,
    ),
    Rule(
        _REQUIRED,
        lambda case: True,
        "No table says that it is required: .NET's default stands.",
        STACK,
        Sure.RULE,
    ),
)
"""The cases of what pages show, from the surest to the least sure."""
