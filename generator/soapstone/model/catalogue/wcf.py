"""What a WCF REST help page shows. It walks the compiled schema of each body: constants, lists."""

from __future__ import annotations

from soapstone.model.rules import Aspect, Certainty, Remark, Rule, Source

_WCF = Source.WCF
_STATED, _FOLLOWS = Certainty.STATED, Certainty.FOLLOWS
_USUAL, _GUESS = Certainty.USUAL, Certainty.GUESS
_TYPE, _MESSAGES = Aspect.TYPE, Aspect.MESSAGES
_SCHEMA = "Save the page with its schema."

CONSTANT = Rule(
    "help-constant",
    _TYPE,
    _FOLLOWS,
    _WCF,
    "The page prints a constant for each XSD type; this one is that of {type}.",
    change=_SCHEMA,
)
NO_CONSTANT = Rule(
    "no-constant",
    _TYPE,
    _GUESS,
    _WCF,
    "A text that is no constant is the first member of an enumeration, or a value that somebody"
    " typed: it is kept as text.",
    change=_SCHEMA,
    remark=Remark(
        "The sample shows a text that is no constant, and no schema states the type.",
        "Taken as a string.",
    ),
)
PRINTED_TWICE = Rule(
    "help-list",
    _TYPE,
    _FOLLOWS,
    _WCF,
    "The page prints twice what may be repeated: an element with two of one name is a list.",
    change=_SCHEMA,
)
MEMBERS_INSIDE = Rule(
    "help-members",
    _TYPE,
    _FOLLOWS,
    _WCF,
    "An element with others inside is a type, whose members the page prints, those of its base"
    " first.",
    change=_SCHEMA,
)
NOTHING_INSIDE = Rule(
    "help-empty",
    _TYPE,
    _GUESS,
    _WCF,
    "An element without content has a type without members, or one that allows any: it is kept as"
    " XML.",
    change=_SCHEMA,
)
DERIVED = Rule(
    "help-derived",
    _TYPE,
    _GUESS,
    _WCF,
    "The sample shows a type that extends the member's own, which no schema states: it is kept as"
    " XML.",
    change=_SCHEMA,
    remark=Remark(
        "The sample shows the derived type {type}, and no schema states the member's own.",
        "Kept as XML.",
    ),
)
PRINTED_ONCE = Rule(
    "help-once",
    Aspect.OCCURRENCE,
    _FOLLOWS,
    _WCF,
    "The page prints twice what may be repeated, and everything else once.",
)
VALUE_UNSTATED = Rule(
    "help-value",
    Aspect.NULL,
    _USUAL,
    _WCF,
    "A value type is not null, unless it is nillable, which no sample shows.",
    exceptions="192 of 815 members on 86 pages.",
    change=_SCHEMA,
)
REFERENCE = Rule(
    "help-reference",
    Aspect.NULL,
    _FOLLOWS,
    Source.DATA_CONTRACT,
    "A reference type can be null, and is then written as nil.",
    change=_SCHEMA,
)
OPTIONAL = Rule(
    "help-optional",
    Aspect.PRESENCE,
    _USUAL,
    _WCF,
    "A member may be absent unless it is IsRequired, which only the schema shows.",
    exceptions="0 of 1,643 members on 86 pages.",
    change=_SCHEMA,
)

# Operations

OWN_ADDRESS = Rule(
    "own-address",
    Aspect.IDENTITY,
    _STATED,
    _WCF,
    "The page's own address ends in the operation's name (/help/operations/NAME).",
)
NAMED_BY_TEMPLATE = Rule(
    "named-by-template",
    Aspect.IDENTITY,
    _GUESS,
    _WCF,
    "No page prints its name, so it is called {name}, after its verb and the template of its"
    " address.",
    change="Save the page with a browser, which notes its address.",
)
NAMED_BESIDE_SOAP = Rule(
    "named-beside-soap",
    Aspect.IDENTITY,
    _FOLLOWS,
    _WCF,
    "SOAP has an operation {own} with messages of its own, around the parameters. So this one is"
    " called {name}, after its verb and the template of its address.",
    change="Nothing to do: each of the two is called as .NET reads it.",
    remark=Remark(
        "The service has an operation {own} of SOAP as well, whose messages are others.",
        "This one is called {name}, after its verb and address.",
    ),
)
TEMPLATE = Rule(
    "address-template",
    Aspect.ADDRESS,
    _STATED,
    _WCF,
    "The page prints the template of the address, with scheme and host.",
)
BODIES = Rule(
    "help-bodies",
    _MESSAGES,
    _STATED,
    _WCF,
    "The page shows a sample of each body, or says that it is empty.",
)
ANY_ANSWER = Rule(
    "help-any-answer",
    _MESSAGES,
    _STATED,
    _WCF,
    "The page says what comes back: {what}. It is kept as bytes.",
)
ANSWER_UNSHOWN = Rule(
    "answer-unshown",
    _MESSAGES,
    _GUESS,
    _WCF,
    "The page shows no sample of what comes back ({what}): it is kept as bytes.",
    change="Save the whole page again, or put a recorded message into recorded/.",
    remark=Remark(
        "The page does not show what comes back ({what}).", "It is kept as bytes."
    ),
)
REQUEST_UNSHOWN = Rule(
    "request-unshown",
    _MESSAGES,
    _GUESS,
    _WCF,
    "The page does not show what the operation takes ({what}), so the client does not call it.",
    change="Look into the service's code, or record a request.",
    remark=Remark(
        "The page does not show the body of the request ({what}).",
        "The client does not call the operation.",
    ),
)
JSON_ONLY = Rule(
    "json-only",
    _MESSAGES,
    _STATED,
    _WCF,
    "The page shows a body in JSON alone, which the client does not speak.",
    change="Nothing to do, unless the service has SOAP as well: then save its WSDL.",
    remark=Remark(
        "A body is shown in JSON only.", "Cannot be called: the client speaks XML."
    ),
)
JSON_ORDER = Rule(
    "json-order",
    Aspect.ORDER,
    _GUESS,
    _WCF,
    "JSON shows the members, and neither their XML nor its order.",
    change="Save the page of an operation that shows the type in XML.",
)

# The variables of an address

PATH_VARIABLE = Rule(
    "path-variable",
    _TYPE,
    _FOLLOWS,
    _WCF,
    "A variable in the path is a string: WCF allows no other type there.",
)
QUERY_VARIABLE = Rule(
    "query-variable",
    _TYPE,
    _GUESS,
    _WCF,
    "A variable in the query has any type that .NET's QueryStringConverter reads, which no page"
    " shows: it is a text, and sent as it is.",
    change="Look into the WSDL or the code of the service; give the type in overrides.toml.",
)
BODY_MEMBER = Rule(
    "body-member",
    _TYPE,
    _STATED,
    _WCF,
    "The member is the body, beside the variables of the address.",
)
VARIABLE_ONCE = Rule(
    "variable-once",
    Aspect.OCCURRENCE,
    _FOLLOWS,
    _WCF,
    "A variable stands once in the address, and a request has one body.",
)
VARIABLE_NULL = Rule(
    "variable-null",
    Aspect.NULL,
    _FOLLOWS,
    _WCF,
    "A variable of the query is left out where it is None; .NET then takes the default of its type."
    " A path without a variable is another path.",
)
VARIABLE_PRESENCE = Rule(
    "variable-presence",
    Aspect.PRESENCE,
    _FOLLOWS,
    _WCF,
    "The variables of the path and the body must be there; those of the query may be absent.",
)
REQUEST_ORDER = Rule(
    "template-order",
    Aspect.ORDER,
    _STATED,
    _WCF,
    "The request has the variables in the order of the address, then the body.",
)
REQUEST_NAME = Rule(
    "template-request",
    Aspect.IDENTITY,
    _FOLLOWS,
    _WCF,
    "The request is called after its operation: it holds the variables of the address.",
)
