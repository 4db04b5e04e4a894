"""What samples of tools and hand-made ones show. Values bound a type from below."""

from __future__ import annotations

from soapstone.model.rules import Aspect, Certainty, Remark, Rule, Source

_SOAPUI, _SAMPLES = Source.SOAPUI, Source.SAMPLES
_STATED, _FOLLOWS = Certainty.STATED, Certainty.FOLLOWS
_USUAL, _GUESS = Certainty.USUAL, Certainty.GUESS
_TYPE = Aspect.TYPE
_MORE = "Save the service's WSDL or help page, or more samples of it."

TYPE_COMMENT = Rule(
    "type-comment",
    _TYPE,
    _STATED,
    _SOAPUI,
    "A comment before the element names its type, or all members of its enumeration.",
)
MEMBERS_COMMENT = Rule(
    "members-comment",
    Aspect.MEMBERS,
    _STATED,
    _SOAPUI,
    "A comment lists all members.",
)
NAME_COMMENT = Rule(
    "name-comment",
    Aspect.IDENTITY,
    _STATED,
    _SOAPUI,
    "A comment before the element names its type.",
)
MESSAGE_NAME = Rule(
    "sample-message-name",
    Aspect.IDENTITY,
    _STATED,
    _SAMPLES,
    "The type of a message has no name of its own: it is called after its element.",
)
ITEM_NAME = Rule(
    "sample-item-name",
    Aspect.IDENTITY,
    _USUAL,
    _SAMPLES,
    "An item of a list is called after its type.",
    exceptions="An author can rename an array's items; not counted.",
    change=_MORE,
)
WILDCARD = Rule(
    "any-comment",
    _TYPE,
    _STATED,
    _SOAPUI,
    "A comment in the element says that any others may stand there: it is kept as XML.",
)
ATTACHMENT = Rule(
    "attachment",
    _TYPE,
    _USUAL,
    _SOAPUI,
    "It writes cid: for bytes in base64, and for bytes in hexadecimal digits.",
    exceptions="hexBinary; not counted.",
    change=_MORE,
)
OPTIONAL_TEXT = Rule(
    "optional-text",
    _TYPE,
    _USUAL,
    _SOAPUI,
    "Without DataContractSerializer an optional element is of a reference type: here a string.",
    exceptions="Value types with XSpecified or a default; not counted.",
    change=_MORE,
)
NAMED_ITEM = Rule(
    "named-item",
    _TYPE,
    _USUAL,
    _SAMPLES,
    "An item of a list is called after its type, here a built-in one.",
    exceptions="An author can rename an array's items; not counted.",
    change=_MORE,
)
VALUE = Rule(
    "sample-value",
    _TYPE,
    _GUESS,
    _SAMPLES,
    "The values fit {type}. The next one may be longer, or a text.",
    change=_MORE,
)
NO_VALUE = Rule(
    "no-value",
    _TYPE,
    _GUESS,
    _SAMPLES,
    "A placeholder, 0 or 1 decides no type, so the text is kept as a string.",
    change=_MORE,
)
EMPTY = Rule(
    "sample-empty",
    _TYPE,
    _GUESS,
    _SAMPLES,
    "An element that is empty or nil wherever it stands tells no type: kept as XML.",
    change=_MORE,
)
RECURSION = Rule(
    "empty-recursion",
    _TYPE,
    _GUESS,
    _SOAPUI,
    "An empty element is of a type that contains it, taken as the nearest, or of one without"
    " members.",
    change=_MORE,
    remark=Remark(
        "SoapUI leaves an element empty whose type contains it.",
        "Taken as {taken}, the type around it.",
    ),
)
ITEMS = Rule(
    "sample-list",
    _TYPE,
    _FOLLOWS,
    _SAMPLES,
    "Several elements of one name, or one that a comment calls repeated, alone in an element are a"
    " list.",
)
GUESSED_ITEMS = Rule(
    "sample-guessed-list",
    _TYPE,
    _GUESS,
    _SAMPLES,
    "One element alone in another is a list by its name. A record with one member looks the same.",
    change=_MORE,
    remark=Remark(
        "The sample shows one {item} inside, called as an item is.",
        "Taken as a list of {item}.",
    ),
)
INSIDE = Rule(
    "sample-members",
    _TYPE,
    _USUAL,
    _SAMPLES,
    "An element with others inside has members, and these are the ones that are known.",
    exceptions="A list of one item can look the same; not counted.",
    change=_MORE,
)
ONCE = Rule(
    "sample-once",
    Aspect.OCCURRENCE,
    _USUAL,
    _SAMPLES,
    "The sample shows the element once.",
    exceptions="A list of one item looks the same, unless a comment of SoapUI says so.",
    change=_MORE,
)
REPEATED = Rule(
    "sample-repeated",
    Aspect.OCCURRENCE,
    _FOLLOWS,
    _SAMPLES,
    "The sample shows the element several times, or a comment calls it repeated.",
)
REQUIRED = Rule(
    "no-comment",
    Aspect.PRESENCE,
    _FOLLOWS,
    _SOAPUI,
    "It writes a comment before each element that may be absent, so this one must be there.",
    change=_MORE,
)
REQUIRED_NULL = Rule(
    "no-comment-null",
    Aspect.NULL,
    _USUAL,
    _SOAPUI,
    "What must be there is not null. Its comments never say whether an element may be nil.",
    exceptions="int? and nillable elements; not counted.",
    change=_MORE,
)
MAY_LACK = Rule(
    "may-lack",
    Aspect.PRESENCE,
    _FOLLOWS,
    _SAMPLES,
    "A comment calls it optional, a sample lacks it or has it nil, or nothing says that it must be"
    " there.",
    change=_MORE,
)
BRANCH = Rule(
    "choice-comment",
    Aspect.PRESENCE,
    _USUAL,
    _SOAPUI,
    "A comment puts it into a choice, of which a message has one branch. A branch is one element,"
    " and a choice is not repeated.",
    exceptions="Branches of several elements, repeated choices; not counted.",
    change=_MORE,
)
LACKING_NULL = Rule(
    "lacking-null",
    Aspect.NULL,
    _FOLLOWS,
    _SAMPLES,
    "What may be absent is None where it is.",
)
NIL = Rule(
    "sample-nil",
    Aspect.NULL,
    _STATED,
    _SAMPLES,
    "A sample has it nil: a real null.",
)
ORDER = Rule(
    "shown-order",
    Aspect.ORDER,
    _USUAL,
    _SAMPLES,
    "Members stand as in the samples, inherited ones first.",
    exceptions="Whoever wrote a sample by hand may have moved them; not counted.",
    change=_MORE,
)
DERIVED = Rule(
    "sample-derived",
    Aspect.BASE,
    _FOLLOWS,
    _SAMPLES,
    "xsi:type names it in the place of {base}; its own members come after those of the base.",
)
DECIDED = Rule(
    "decided-by-values",
    Aspect.SAMPLES,
    _GUESS,
    _SAMPLES,
    "No page states the types of all members. Values decide those of {values}; {open} stay open.",
    change=_MORE,
    remark=Remark(
        "Values decide the types of {values} members, and nothing those of {open} more.",
        "Each is of a type that its values fit, or a text; soapstone explain shows them.",
    ),
)
NO_ACTION = Rule(
    "contract-in-action",
    Aspect.ACTION,
    _GUESS,
    _SAMPLES,
    "WCF makes the SOAPAction of namespace, contract and operation, and no sample names the"
    " contract.",
    change="Copy a request with its SOAPAction header, or save the service's WSDL.",
    remark=Remark(
        "No sample shows the SOAPAction, which holds the name of a WCF contract.",
        "Sent empty, which many services refuse.",
    ),
)
