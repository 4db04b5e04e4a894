"""What ServiceStack's metadata pages show: objects filled by type, tables and source in C#."""

from __future__ import annotations

from soapstone.model.rules import Aspect, Certainty, Remark, Rule, Source

_STACK = Source.SERVICESTACK
_STATED, _FOLLOWS = Certainty.STATED, Certainty.FOLLOWS
_USUAL, _GUESS = Certainty.USUAL, Certainty.GUESS
_TYPE, _ROW, _PRESENCE = Aspect.TYPE, Aspect.ROW, Aspect.PRESENCE
_TABLE = "Save a page with the type's table."
_SOURCE = "Save the type's C# source (&lang=csharp) as a page."
_PAGE = "Save a page that shows its type, best as HTML."
_METADATA = "Compare with the service's metadata, or ask its author."
_XML_PAGE = "Save the operation's XML page (/xml/metadata?op=…)."

# The type of a member

SOURCE_TYPE = Rule(
    "source-type",
    _TYPE,
    _STATED,
    _STACK,
    "The source declares the C# type: {csharp}.",
)
FRAMEWORK_TYPE = Rule(
    "framework-type",
    _TYPE,
    _FOLLOWS,
    _STACK,
    "The type is ServiceStack's own, whose members are known: {csharp}.",
)
TABLE_TYPE = Rule(
    "table-type",
    _TYPE,
    _STATED,
    _STACK,
    "The table states the C# type, which counts more than the sample's value: {csharp}.",
    change=_SOURCE,
)
STRING_OR_ENUMERATION = Rule(
    "string-or-enumeration",
    _TYPE,
    _GUESS,
    _STACK,
    "The table states string, and the sample shows a word. Older servers print an enumeration's"
    " type as string.",
    change=_METADATA,
    remark=Remark(
        "The sample shows a word: the first member of an enumeration, or a real value.",
        "Taken as string.",
    ),
    code="odd-word",
)
UNKNOWN_TYPE = Rule(
    "unknown-type",
    _TYPE,
    _GUESS,
    _STACK,
    "The table states {csharp}, a type of the service that no page explains.",
    change=_PAGE,
    remark=Remark(
        "The table states the type {csharp}, which no page shows.", "Taken as {taken}."
    ),
)
NIL_BY_TYPE_NAME = Rule(
    "nil-by-type-name",
    _TYPE,
    _FOLLOWS,
    _STACK,
    "The sample shows nil. The table names the type, {taken}, which another place shows.",
    change=_TABLE,
    remark=Remark(
        "The sample shows nil.", "Taken as {taken}, which another place shows."
    ),
    code="nil-sample",
)
NIL_BY_NAME = Rule(
    "nil-by-name",
    _TYPE,
    _GUESS,
    _STACK,
    "The sample shows nil. Another place shows an element of this name: {taken}.",
    change=_TABLE,
    remark=Remark(
        "The sample shows nil, and no table states the type.",
        "Taken as {taken}, which another place shows under the same name.",
    ),
    code="nil-sample",
)
NIL_SAMPLE = Rule(
    "nil-sample",
    _TYPE,
    _GUESS,
    _STACK,
    "The sample shows nil, which ServiceStack writes for what it cannot create, and nothing tells"
    " the type.",
    change=_PAGE,
    remark=Remark(
        "The sample shows nil, and no page shows what its type holds.",
        "Taken as {taken}.",
    ),
)
FIRST_MEMBER = Rule(
    "enumeration-by-sample",
    _TYPE,
    _GUESS,
    _STACK,
    "A sample shows the first member of an enumeration; {type} of .NET begins with this one.",
    change=_TABLE,
    remark=Remark(
        "The sample shows {word}, and no table states the type.",
        "Taken as {type}, the .NET enumeration that starts with {word}.",
    ),
)
ODD_WORD = Rule(
    "odd-word",
    _TYPE,
    _GUESS,
    _STACK,
    "The sample shows a word, which is the first member of an enumeration, or a real value.",
    change=_TABLE,
    remark=Remark(
        "The sample shows a word: the first member of an enumeration, or a real value.",
        "Taken as string.",
    ),
)
PATH_MEMBER = Rule(
    "path-member",
    _TYPE,
    _GUESS,
    _STACK,
    "A route has a place for it, and no table lists it: taken as string.",
    change="Save a page with the request's table.",
    remark=Remark(
        "The route {path} names it, and no table states its type.", "Taken as string."
    ),
)
GUESSED_NUMBER = Rule(
    "guessed-number",
    _TYPE,
    _GUESS,
    _STACK,
    "Every number is shown as 0, whatever its type, and no table states it.",
    change=_TABLE,
    remark=Remark(
        "The sample shows {shown}, and no table states the type.",
        "Taken as {type}; a number that does not fit is kept, with a warning.",
    ),
)
LIVE_VALUE = Rule(
    "live-value",
    _TYPE,
    _GUESS,
    _STACK,
    "The sample shows a real value, as it does for computed members. Its look tells the type.",
    change=_TABLE,
    remark=Remark(
        "The sample shows a real value, not a placeholder, and no table states the type.",
        "Taken as {type}.",
    ),
)
PLACEHOLDER = Rule(
    "placeholder",
    _TYPE,
    _USUAL,
    _STACK,
    "Samples are filled by type, and this placeholder is that of one type alone.",
    exceptions="An author can replace the sample by one with real values; not counted.",
    change=_TABLE,
)
SHOWN_ARRAY = Rule(
    "shown-array",
    _TYPE,
    _STATED,
    _STACK,
    "The sample is an array, as JSON and JSV write a collection.",
    change=_TABLE,
)
SHOWN_DICTIONARY = Rule(
    "shown-dictionary",
    _TYPE,
    _USUAL,
    _STACK,
    "The sample has one name inside, which is a value and no member's name: a dictionary's key.",
    exceptions="A class with one member called String looks the same; not counted.",
    change=_TABLE,
)
EMPTY_SAMPLE = Rule(
    "empty-sample",
    _TYPE,
    _GUESS,
    _STACK,
    "An empty element may be anything, so all of it is kept.",
    change=_TABLE,
    remark=Remark(
        "The element is empty: a class without members, an object or an empty text.",
        "Taken as XML, which can be any of these: Xml.of(…) makes it of a value.",
    ),
    code="empty-element",
)

EMPTY_CLASS = Rule(
    "empty-class",
    _TYPE,
    _GUESS,
    _STACK,
    "ServiceStack fills in every member of a sample; of this class it shows none.",
    change=_TABLE,
    remark=Remark(
        "The element is empty, and no page describes its class.",
        "Taken as a record without members, which keeps any content.",
    ),
    code="empty-element",
)

# The row of a member in a table

ELEMENT_WITHOUT_ROW = Rule(
    "element-without-row",
    _ROW,
    _STATED,
    _STACK,
    "The table of the type has no row for the element.",
    change=_PAGE,
    remark=Remark(
        "The table of the type has no row for the element.",
        "The type is inferred from the value in the sample.",
    ),
)
NAMELESS_ROW = Rule(
    "nameless-row",
    _ROW,
    _USUAL,
    _STACK,
    "Saving a page as text can lose a cell. The row without a name belongs to the {only} without a"
    " row.",
    exceptions="None seen; two such rows of one type stay open.",
    change=_PAGE,
    remark=Remark(
        "The row of the table has no name.",
        "Taken as {name}, the {only} without a row.",
    ),
)
UNREADABLE_TYPE = Rule(
    "unreadable-type",
    _ROW,
    _GUESS,
    _STACK,
    "The row has no C# type, so the sample's value decides.",
    change=_PAGE,
    remark=Remark(
        "The cell of the C# type has: {csharp}.",
        "The type is inferred from the value in the sample.",
    ),
)
ROW_WITHOUT_ELEMENT = Rule(
    "row-without-element",
    _ROW,
    _GUESS,
    _STACK,
    "A row whose element the sample does not show is left out: its place on the wire is unknown.",
    change=_PAGE,
    remark=Remark(
        "{found}", "The member is left out: its place on the wire is unknown."
    ),
)
ONLY_IN_FORMAT = Rule(
    "only-in-format",
    _ROW,
    _STATED,
    _STACK,
    "A sample in another format shows a member that the XML of the same message lacks.",
    change=_METADATA,
    remark=Remark(
        "This sample shows the member; the XML in {where} does not.",
        "Left out of the XML.",
    ),
)

# Whether it is required

REQUIRED = Rule(
    "required",
    _PRESENCE,
    _STATED,
    _STACK,
    "The table's column Required says Yes, so the constructor requires it.",
)
NULLABLE_REQUIRED = Rule(
    "nullable-required",
    _PRESENCE,
    _STATED,
    _STACK,
    "The table's column Required says Yes, and the C# type can be null.",
    change=_METADATA,
    remark=Remark(
        "{csharp} can be null, and the page says it is required.",
        "Required, as {csharp} or as None.",
    ),
)
NOT_REQUIRED = Rule(
    "not-required",
    _PRESENCE,
    _STATED,
    _STACK,
    "The table's column Required does not say Yes, so .NET's default stands.",
)
NO_COLUMN = Rule(
    "no-column",
    _PRESENCE,
    _USUAL,
    _STACK,
    "No table says that it is required, so .NET's default stands.",
    exceptions="Members that a table would call required; not counted.",
    change=_TABLE,
)
NO_DEFAULT = Rule(
    "no-default",
    _PRESENCE,
    _FOLLOWS,
    Source.SOAPSTONE,
    "No page tells .NET's default of an enumeration or a struct, so the constructor requires it.",
)
COMPUTED = Rule(
    "computed-member",
    _PRESENCE,
    _USUAL,
    _STACK,
    "The service computes it: ServiceStack cannot fill a member without a setter.",
    exceptions="An author can replace a sample by one with real values; not counted.",
    change=_METADATA,
    remark=Remark(
        "The sample shows {shown} where other members show placeholders.",
        "The service computes it: responses have it, and sending it has no effect.",
    ),
)

# Enumerations

SOURCE_MEMBERS = Rule(
    "source-members", Aspect.MEMBERS, _STATED, _STACK, "The source lists all members."
)
TABLE_MEMBERS = Rule(
    "table-members",
    Aspect.MEMBERS,
    _STATED,
    _STACK,
    "The table lists all members; a Value that is no number is the text on the wire.",
)
SAMPLE_MEMBER = Rule(
    "sample-member",
    Aspect.MEMBERS,
    _GUESS,
    _STACK,
    "A sample shows one member, and no page lists the others; they are read and written as texts.",
    change="Save a page with the enumeration's table, or put messages into recorded/.",
)
KNOWN_MEMBERS = Rule(
    "known-members",
    Aspect.MEMBERS,
    _FOLLOWS,
    Source.DATA_CONTRACT,
    "The members are those of .NET's {type}.",
    change="Save a page with the enumeration's table.",
)
KNOWN_BY_SAMPLE = Rule(
    "known-by-sample",
    Aspect.MEMBERS,
    _GUESS,
    Source.DATA_CONTRACT,
    "The sample shows the first member of .NET's {type}, and no table states the type.",
    change="Save a page with the enumeration's table.",
)
NAME_BY_SAMPLE = Rule(
    "name-by-sample",
    Aspect.IDENTITY,
    _GUESS,
    Source.DATA_CONTRACT,
    "The sample shows the first member of .NET's {type}, and no table states the type.",
    change="Save a page with the enumeration's table.",
)
SOURCE_FLAGS = Rule(
    "source-flags",
    Aspect.FLAGS,
    _STATED,
    _STACK,
    "The source says [Flags]: several members may stand in one value.",
)
FLAGS_BY_VALUE = Rule(
    "flags-by-value",
    Aspect.FLAGS,
    _USUAL,
    _STACK,
    "JSON shows a number, as ServiceStack writes [Flags]; or the values are bits.",
    exceptions="An enumeration with bits as values and without [Flags]; not counted.",
    change="Save the type's C# source (&lang=csharp).",
    remark=Remark(
        "The sample shows a number, or the values in the table are bits and unions of bits.",
        "Taken as [Flags]: one value may have several members.",
    ),
)

# Records

SOURCE_BASE = Rule(
    "source-base",
    Aspect.BASE,
    _STATED,
    _STACK,
    "The source declares that it extends {base}. Members hold values of {base}, and a message"
    " names the class there by xsi:type.",
)
BASE_UNSEEN = Rule(
    "base-unseen",
    Aspect.MEMBERS,
    _GUESS,
    _STACK,
    "The class extends {base}, which no page shows, so its inherited members are unknown.",
    change="Save the source of {base}.",
    remark=Remark(
        "The class extends {base}, which no page shows.",
        "It has its own members only; generated code keeps the others as unknown content.",
    ),
)
ALTERED_SOURCE = Rule(
    "altered-source",
    Aspect.ORDER,
    _GUESS,
    _STACK,
    "The source was made with {options}, which print an order, a namespace or a member that the"
    " service itself may not have.",
    change=_XML_PAGE,
    remark=Remark(
        "The source was made with {options}, which alter it.",
        "Members stand by name, as far as the source adds their order.",
    ),
)
ORDER_BY_NAME = Rule(
    "order-by-rule",
    Aspect.ORDER,
    _GUESS,
    _STACK,
    "No page shows its XML: members stand by name, as .NET writes those of one class; those that a"
    " query inherits from QueryBase come first.",
    change="Save the type's C# source (&lang=csharp), or a page that shows its XML.",
    remark=Remark(
        "No sample shows the message as XML.",
        "Written in {namespace}, its members by name, those of QueryBase first. This is wrong if"
        " it extends another type.",
    ),
)
INCOMPLETE = Rule(
    "incomplete-sample",
    Aspect.SAMPLES,
    _GUESS,
    _STACK,
    "A sample lacks its document; tables, source and other samples show what they can of it.",
    change="Save the whole page again.",
    remark=Remark(
        "The page shows {found}.", "What tables and other samples show of it is taken."
    ),
)
NO_XML = Rule(
    "no-xml",
    Aspect.ORDER,
    _GUESS,
    _STACK,
    "No page shows its XML: neither order nor namespaces are known.",
    change="Save the operation's XML page (/xml/metadata?op=…): C# source shows no way to call it.",
    remark=Remark(
        "No page shows the message as XML, so its namespaces and order are unknown.",
        "Generated as a class with plain data and JSON, and without XML, which a call needs.",
    ),
)
NO_BODY = Rule(
    "no-body",
    Aspect.ORDER,
    _STATED,
    _STACK,
    "GET and DELETE have no body, so no page shows the request as XML.",
    change="Save the operation's XML page (/xml/metadata?op=…), and beside it the type's C# source"
    " (&lang=csharp).",
    remark=Remark(
        "GET and DELETE have no body, so no page shows the namespaces of the request.",
        "The client can call it when its C# source (&lang=csharp) is saved as well.",
    ),
    code="no-xml",
)
OTHER_FORMATS_ALONE = Rule(
    "other-formats-alone",
    Aspect.CALL,
    _STATED,
    _STACK,
    "Its pages show {shown}. The client speaks XML and SOAP, so it cannot call the operation.",
    change="Save its XML page, {page}. C# source shows no way to call it.",
    remark=Remark(
        "Its pages show {shown}.", "Cannot be called: save its XML page, {page}."
    ),
    code="json-only",
)
TABLE_ORDER = Rule(
    "table-order",
    Aspect.ORDER,
    _GUESS,
    Source.DATA_CONTRACT,
    "No page shows its XML: members stand by name, as .NET writes those of one class; those that a"
    " query inherits from QueryBase come first.",
    change=_XML_PAGE,
)
