"""Names of types and operations, messages, addresses, and pages that contradict each other."""

from __future__ import annotations

from soapstone.model.rules import Aspect, Certainty, Remark, Rule, Source

_SOAPSTONE = Source.SOAPSTONE
_STATED, _FOLLOWS = Certainty.STATED, Certainty.FOLLOWS
_USUAL, _GUESS = Certainty.USUAL, Certainty.GUESS
_METADATA = "Compare with the service's WSDL or metadata, or ask its author."

CONTRADICTION = Rule(
    "contradiction",
    Aspect.CONFLICT,
    _GUESS,
    _SOAPSTONE,
    "Pages contradict each other; what comes first is taken.",
    change=_METADATA,
    remark=Remark(
        "This place shows {here}; {where} shows {first}.",
        "Taken as {first}, which comes first.",
    ),
)
SHOWN_ONCE = Rule(
    "shown-once",
    Aspect.CONFLICT,
    _GUESS,
    _SOAPSTONE,
    "One place of the type shows the member, and another does not; it is kept.",
    change=_METADATA,
    remark=Remark("This place shows {name}; {where} does not.", "The member is kept."),
    code="contradiction",
)

# Types

ELEMENT_NAME = Rule(
    "element-name",
    Aspect.IDENTITY,
    _FOLLOWS,
    _SOAPSTONE,
    "No page shows the type's name, so it is called after the elements that have it.",
    change="Save a page with an array of the type, or with its table.",
)
OPERATION_NAME = Rule(
    "operation-name",
    Aspect.IDENTITY,
    _GUESS,
    _SOAPSTONE,
    "No page prints the type's name, so it is called after its operation.",
    change="Save a page that shows its XML, its table or its C# source.",
)
NOT_SHOWN = Rule(
    "not-shown",
    Aspect.ORDER,
    _USUAL,
    _SOAPSTONE,
    "No page shows members: what messages hold is kept as it comes.",
    exceptions="A type with members that every page truncates or leaves out; not counted.",
    change="Save a page that shows it whole, or put a message into recorded/.",
)

# Operations

OVERLOAD = Rule(
    "overload",
    Aspect.IDENTITY,
    _FOLLOWS,
    Source.ASMX,
    "Methods of one name differ in their requests (MessageName).",
)
HEADING = Rule(
    "heading",
    Aspect.IDENTITY,
    _STATED,
    _SOAPSTONE,
    "The page's heading names it.",
)
OWN_ROUTE = Rule(
    "own-route",
    Aspect.IDENTITY,
    _FOLLOWS,
    Source.SERVICESTACK,
    "No heading names it. ServiceStack's own route (/xml/reply/NAME), the first table or the C#"
    " class of the request does.",
)
REQUEST_ELEMENT = Rule(
    "request-element",
    Aspect.IDENTITY,
    _FOLLOWS,
    _SOAPSTONE,
    "It is called after the element of its request.",
    change="Save the page with its heading.",
)
NAMED_BY_SAMPLE = Rule(
    "named-by-sample",
    Aspect.IDENTITY,
    _GUESS,
    _SOAPSTONE,
    "No heading and no request names it, so it is called after its SOAPAction, its path or the"
    " element of its response.",
    change="Save the page with its heading.",
)
NAMED_BY_PATH = Rule(
    "named-by-path",
    Aspect.IDENTITY,
    _GUESS,
    _SOAPSTONE,
    "No page prints its name, so it is called after the words of its path.",
    change="Save the page with its heading.",
    remark=Remark(
        "The page does not print the operation's name.",
        "Called {name}, after its path.",
    ),
)
ROOT_ELEMENTS = Rule(
    "root-elements",
    Aspect.MESSAGES,
    _STATED,
    _SOAPSTONE,
    "Each message is the root element of a sample; under SOAP the first in the body.",
)
ONE_WAY = Rule(
    "one-way",
    Aspect.MESSAGES,
    _STATED,
    _SOAPSTONE,
    "The page shows no body that comes back: one-way.",
)
RAW_ANSWER = Rule(
    "raw-answer",
    Aspect.MESSAGES,
    _STATED,
    Source.SERVICESTACK,
    "The answer is bare text or bytes, and no document.",
)
DECLARED = Rule(
    "declared-messages",
    Aspect.MESSAGES,
    _FOLLOWS,
    Source.SERVICESTACK,
    "No sample shows a message as XML. Its root element has the name of its class.",
    change="Save the operation's XML page (/xml/metadata?op=…).",
)
OTHER_FORMATS = Rule(
    "other-formats",
    Aspect.MESSAGES,
    _GUESS,
    Source.SERVICESTACK,
    "Pages of other formats show a message's members, and neither its XML nor its order.",
    change="Save the operation's XML page (/xml/metadata?op=…).",
)
NO_SAMPLE = Rule(
    "no-sample",
    Aspect.MESSAGES,
    _STATED,
    _SOAPSTONE,
    "A page without a message gives no operation.",
    change="Save the page of the operation.",
    remark=Remark(
        "The page shows no message of the operation.", "The operation is left out."
    ),
)
ADDRESS = Rule(
    "address",
    Aspect.ADDRESS,
    _GUESS,
    _SOAPSTONE,
    "A sample shows host and path, and no page states the scheme: https is assumed.",
    change="Set scheme under [service] in overrides.toml.",
)
NO_ADDRESS = Rule(
    "no-address",
    Aspect.ADDRESS,
    _GUESS,
    _SOAPSTONE,
    "No sample names a host: the client takes it from base_url.",
    change="Set host under [service] in overrides.toml.",
)
SCHEME_STATED = Rule(
    "scheme-stated",
    Aspect.ADDRESS,
    _STATED,
    _SOAPSTONE,
    "A sample shows host and path; where the page was saved from, or a link, has the scheme.",
)
SCHEME_CONFLICT = Rule(
    "scheme-conflict",
    Aspect.CONFLICT,
    _GUESS,
    _SOAPSTONE,
    "Pages state two schemes of one host; each operation has that of its own page.",
    change="Set scheme under [service] in overrides.toml.",
    remark=Remark(
        "This {source} is {here}; {where} has {first}.",
        "Each operation has the scheme that its own page states first.",
    ),
)
SCHEME_UNKNOWN = Rule(
    "scheme-unknown",
    Aspect.ADDRESS,
    _GUESS,
    _SOAPSTONE,
    "A sample shows host and path, and no page states the scheme: https is taken.",
    change='Set scheme = "http" or "https" under [service] in overrides.toml.',
    remark=Remark(
        "The page names the host {host} without a scheme.", "Taken as https."
    ),
)
HOST_UNKNOWN = Rule(
    "host-unknown",
    Aspect.ADDRESS,
    _GUESS,
    _SOAPSTONE,
    "A sample names no host: the client takes it from base_url.",
    change="Set host under [service] in overrides.toml.",
    remark=Remark(
        "The page names no host.", "The client has no address unless base_url gives it."
    ),
)
