"""What DataContractSerializer writes, ServiceStack's XML among it."""

from __future__ import annotations

from soapstone.model.rules import Aspect, Certainty, Remark, Rule, Source

_CONTRACT = Source.DATA_CONTRACT
_STATED, _FOLLOWS = Certainty.STATED, Certainty.FOLLOWS
_USUAL, _GUESS = Certainty.USUAL, Certainty.GUESS
_TYPE, _NULL = Aspect.TYPE, Aspect.NULL
_TABLE = "Save a page with the type's table."

ITEM_TYPE = Rule(
    "item-type",
    _TYPE,
    _FOLLOWS,
    _CONTRACT,
    "Items of built-in types have a namespace of their own and the name of their type.",
    change=_TABLE,
)
COLLECTION = Rule(
    "collection",
    _TYPE,
    _FOLLOWS,
    _CONTRACT,
    "A collection holds items of one name: several, or one in the namespace of built-in items, or"
    " inside an element ArrayOfX.",
    change=_TABLE,
)
GUESSED_LIST = Rule(
    "guessed-list",
    _TYPE,
    _GUESS,
    _CONTRACT,
    "A collection shows one entry, named after its type. A record with one member looks the same.",
    change=_TABLE,
    remark=Remark(
        "The sample shows one {item} inside, and no table states the type.",
        "Taken as a list of {item}.",
    ),
)
DICTIONARY = Rule(
    "dictionary",
    _TYPE,
    _FOLLOWS,
    _CONTRACT,
    "A dictionary shows one entry, a Key and a Value, named after both types.",
    change=_TABLE,
)
MEMBERS_INSIDE = Rule(
    "data-contract",
    _TYPE,
    _USUAL,
    _CONTRACT,
    "An element with others inside is a data contract, and these are its members.",
    exceptions="A collection of one entry can look the same; not counted.",
    change=_TABLE,
)
OFFSET = Rule(
    "date-time-offset",
    _TYPE,
    _FOLLOWS,
    _CONTRACT,
    "A DateTimeOffset is written as DateTime and OffsetMinutes, in the namespace of System.",
)
ANY_TYPE = Rule(
    "any-type",
    _TYPE,
    _FOLLOWS,
    _CONTRACT,
    "An object is written with the type of its value (anyType): kept as XML.",
)
STRUCT_MEMBER = Rule(
    "struct-member",
    _TYPE,
    _FOLLOWS,
    _CONTRACT,
    "The struct is .NET's own, and its members are known.",
)

NESTED = Rule(
    "nested-type",
    _TYPE,
    _FOLLOWS,
    _CONTRACT,
    "The type contains itself, {taken}, and is shown further out.",
)

ONCE = Rule(
    "data-member",
    Aspect.OCCURRENCE,
    _FOLLOWS,
    _CONTRACT,
    "A member of a data contract occurs at most once.",
)
ITEMS = Rule(
    "items",
    Aspect.OCCURRENCE,
    _FOLLOWS,
    _CONTRACT,
    "The document is a collection, and these are its items.",
)

NULLABLE_TYPE = Rule(
    "nullable-type",
    _NULL,
    _STATED,
    _CONTRACT,
    "{csharp} can be null, and is then written as nil.",
)
REFERENCE_NIL = Rule(
    "reference-nil",
    _NULL,
    _FOLLOWS,
    _CONTRACT,
    "A reference type can be null, and is then written as nil.",
)
VALUE_TYPE = Rule(
    "value-type",
    _NULL,
    _STATED,
    _CONTRACT,
    "The C# type is a value type without ?, which is not null.",
)
UNMARKED_VALUE = Rule(
    "unmarked-value",
    _NULL,
    _USUAL,
    Source.SERVICESTACK,
    "The C# type is a value type without ?, which the source leaves out where a member is required"
    " (AddNullableAnnotations).",
    exceptions="Required members with a ?; not counted.",
    change="Put a message into recorded/ in which the element is nil.",
)
VALUE_BY_SAMPLE = Rule(
    "value-by-sample",
    _NULL,
    _USUAL,
    _CONTRACT,
    "A value type is not null, unless it has a ? that no table shows here.",
    exceptions="Members with a ?; not counted.",
    change="Put a message into recorded/ in which the element is nil.",
)
MAYBE_VALUE = Rule(
    "maybe-value",
    _NULL,
    _GUESS,
    _CONTRACT,
    "It may be an enumeration, to which nil is an error. So None is left out, and .NET takes the"
    " default.",
    change=_TABLE,
)
SYSTEM_TYPE = Rule(
    "system-type",
    _NULL,
    _GUESS,
    _CONTRACT,
    "It may be a struct, to which nil is an error. So None is left out, and .NET takes the"
    " default.",
    change=_TABLE,
    remark=Remark(
        "The type is one of .NET's own, a class or a struct; no page tells which.",
        "None is left out, and never written as nil.",
    ),
)
ITEMS_NOT_NULL = Rule(
    "items-not-null",
    _NULL,
    _FOLLOWS,
    _CONTRACT,
    "A document that is a collection is empty, never null.",
)
ITEMS_OPTIONAL = Rule(
    "items-optional",
    Aspect.PRESENCE,
    _FOLLOWS,
    _CONTRACT,
    "A collection of no items is written as nothing inside the document.",
)

CONTRACT_NAME = Rule(
    "contract-name",
    Aspect.IDENTITY,
    _STATED,
    _CONTRACT,
    "A data contract, a table and source have the type's own name.",
)
SAMPLE_ORDER = Rule(
    "sample-order",
    Aspect.ORDER,
    _STATED,
    _CONTRACT,
    "The serializer wrote the sample: its order and namespaces are right.",
)
SOURCE_ORDER = Rule(
    "source-order",
    Aspect.ORDER,
    _FOLLOWS,
    _CONTRACT,
    "Bases come first, then members without Order by name, then the others by Order.",
    change="Save the operation's XML page (/xml/metadata?op=…).",
)
PAIR_ORDER = Rule(
    "pair-order",
    Aspect.ORDER,
    _FOLLOWS,
    _CONTRACT,
    "The members of a pair are its key and its value, in this order.",
)
MESSAGE_BY_SOURCE = Rule(
    "order-by-source",
    Aspect.ORDER,
    _FOLLOWS,
    _CONTRACT,
    "Bases come first, then members without Order by name, then the others by Order.",
    change="Save the operation's XML page (/xml/metadata?op=…).",
    remark=Remark(
        "No sample shows the message as XML; a page shows its C# source.",
        "Order and namespaces follow from the source, by DataContractSerializer's rules.",
    ),
    code="order-by-rule",
)
