"""What an ASMX operation page shows. ASP.NET walks the XSD of the service, never its classes."""

from __future__ import annotations

from soapstone.model.rules import Aspect, Certainty, Remark, Rule, Source

_ASMX = Source.ASMX
_STATED, _USUAL, _GUESS = Certainty.STATED, Certainty.USUAL, Certainty.GUESS
_TYPE = Aspect.TYPE
_WSDL = "Save the service's WSDL (…?WSDL) beside the pages."
_MESSAGE = "Put a recorded message into recorded/, or ask the service's author."
_PARAMETER_TYPES = "Save the page with its SOAP samples, or the service's WSDL."
_SOURCE = "Compare with the service's source, or save its WSDL."
_WHOLE = "Save a page that shows what is inside the element."
_HALF = "Save the whole page again, or copy the missing part to its place."
_TRUNCATED = "The page truncates its sample here (xsi:nil)."

TYPE_NAME = Rule(
    "type-name",
    _TYPE,
    _STATED,
    _ASMX,
    "The page prints the local name of the XSD type.",
)
QUALIFIED_NAME = Rule(
    "qualified-name",
    _TYPE,
    _STATED,
    _ASMX,
    "The page prints QName with a prefix, as it prints no other type.",
    change="Set it with a prefix that the message declares, or with none.",
    remark=Remark(
        "The value is a qualified name (QName).",
        "Kept as text; its prefix is not resolved.",
    ),
)
DURATION = Rule(
    "duration-text",
    _TYPE,
    _STATED,
    _ASMX,
    "The page prints duration. XmlSerializer gives it no class but String, so the text stays:"
    " months have no length.",
)
ENUMERATION = Rule(
    "enumeration",
    _TYPE,
    _USUAL,
    _ASMX,
    'The page prints an enumeration as all its members, joined by " or ".',
    exceptions='3 of 567 members, on 1 of 69 services: a member may itself hold " or ".',
)
ENUMERATION_WITH_BLANKS = Rule(
    "enumeration-with-blanks",
    _TYPE,
    _GUESS,
    _ASMX,
    'The page joins members by " or ", and members with blanks may hold " or " themselves.',
    change=_MESSAGE,
    remark=Remark(
        "The page joins the members by ' or ', and some members have blanks.",
        "Split at each ' or '; another text is kept as it comes.",
    ),
)
ANONYMOUS_TYPE = Rule(
    "anonymous-type",
    _TYPE,
    _GUESS,
    _ASMX,
    'A simple type without a name prints as bytes, or as "" in an attribute.',
    change=_WSDL,
    remark=Remark(
        "The page does not show the simple type, because it has no name.",
        "Taken as string.",
    ),
)
FILLED_IN = Rule(
    "filled-in",
    _TYPE,
    _GUESS,
    _ASMX,
    "The page prints names of types. Another word is a value that somebody filled in, or the only"
    " member of an enumeration.",
    change="Save the page as the service shows it, or put a recorded message into recorded/.",
    remark=Remark(
        "The text is not the name of a type: somebody filled in a value.",
        "Taken as string. The value is not kept.",
    ),
)
ANY_XML = Rule(
    "any-xml",
    _TYPE,
    _STATED,
    _ASMX,
    "The page prints this for object and xs:any: content without a schema.",
)
DATA_SET = Rule(
    "data-set",
    _TYPE,
    _STATED,
    _ASMX,
    "The page prints a schema before xml for a DataSet, and dataset for a typed one: kept as XML, "
    "whose tables can be read.",
)
EMPTY_ELEMENT = Rule(
    "empty-element",
    _TYPE,
    _GUESS,
    _ASMX,
    "An empty element is an object, a class without members, or a simple type with facets only.",
    change=_MESSAGE,
    remark=Remark(
        "The element is empty: an object, a class without members, or a simple type.",
        "Taken as XML, which can be any of these: Xml.of(…) makes it of a value.",
    ),
)
ARRAY = Rule(
    "array",
    _TYPE,
    _STATED,
    _ASMX,
    "The page prints the items of an array twice, inside one element.",
)
MEMBERS_INSIDE = Rule(
    "members-inside",
    _TYPE,
    _STATED,
    _ASMX,
    "An element with others inside is a complex type; the page prints its members.",
)
CUT_BY_TYPE_NAME = Rule(
    "cut-by-type-name",
    _TYPE,
    _USUAL,
    _ASMX,
    "The page prints nil below depth 4. An array's item has the name of its type, which another"
    " place shows.",
    exceptions="0 of 24 cuts on 69 services; an author can rename an array's items.",
    change=_WHOLE,
    remark=Remark(
        _TRUNCATED,
        "Taken as {taken}: an item is called after its type, shown elsewhere.",
    ),
    code="depth-cut",
)
CUT_BY_NAME = Rule(
    "cut-by-name",
    _TYPE,
    _GUESS,
    _ASMX,
    "The page prints nil below depth 4. Another place shows an element of this name; the name alone"
    " proves no type.",
    change=_WHOLE,
    remark=Remark(
        _TRUNCATED, "Taken as {taken}, which another place shows under the same name."
    ),
    code="depth-cut",
)
CUT_OPEN = Rule(
    "cut-open",
    _TYPE,
    _GUESS,
    _ASMX,
    "The page prints nil below depth 4, and no place shows the element whole.",
    change=_WHOLE,
    remark=Remark(_TRUNCATED, "{element} is XML, which keeps any content."),
    code="depth-cut",
)

PRINTED_ONCE = Rule(
    "printed-once",
    Aspect.OCCURRENCE,
    _USUAL,
    _ASMX,
    "The page prints an element once if its maxOccurs is 1.",
    exceptions="17 of 2,876 members, on 2 of 69 services: each branch of a repeated choice is"
    " printed once.",
    change="Put a recorded message into recorded/.",
)
PRINTED_TWICE = Rule(
    "printed-twice",
    Aspect.OCCURRENCE,
    _STATED,
    _ASMX,
    "The page prints an element twice if its maxOccurs is above 1: a list without a wrapper.",
)
ATTRIBUTE = Rule(
    "attribute",
    Aspect.OCCURRENCE,
    Certainty.FOLLOWS,
    _ASMX,
    "An element has an attribute, or a text, at most once.",
)

PRINTED_MEMBERS = Rule(
    "printed-members",
    Aspect.MEMBERS,
    _USUAL,
    _ASMX,
    'The page prints all members, joined by " or ".',
    exceptions='1 of 69 services has a member that holds " or ".',
)
MEMBERS_WITH_BLANKS = Rule(
    "members-with-blanks",
    Aspect.MEMBERS,
    _GUESS,
    _ASMX,
    'The page joins the members by " or ". Some have blanks, so one may hold " or " itself.',
    change=_MESSAGE,
)
SCHEMA_ORDER = Rule(
    "schema-order",
    Aspect.ORDER,
    _STATED,
    _ASMX,
    "Members stand as in the XSD. The page leaves out inherited ones, which come first.",
    change="Put a message with more members into recorded/, or add them in overrides.toml.",
)
MESSAGE_NAME = Rule(
    "message-name",
    Aspect.IDENTITY,
    _STATED,
    _ASMX,
    "The type of a message has no name of its own: it is called after its element.",
)
ITEM_NAME = Rule(
    "item-name",
    Aspect.IDENTITY,
    _USUAL,
    _ASMX,
    "An array's item is called after its type.",
    exceptions="An author can rename an array's items (XmlArrayItem); not counted.",
    change=_WSDL,
)

# Halves of samples

NO_RESPONSE = Rule(
    "missing-response",
    Aspect.MESSAGES,
    _GUESS,
    _ASMX,
    "A page shows what comes back, or the status 202 of a one-way method. Without either the"
    " response is there and its members are unknown.",
    change=_HALF,
    remark=Remark(
        "The page shows {found}.",
        "{element} has no known members; what comes is kept, and unknown() gives it.",
    ),
)
RESPONSE_NAME = Rule(
    "response-name",
    Aspect.IDENTITY,
    _GUESS,
    _ASMX,
    "No page shows the response. ASP.NET calls it after the request, with Response at the end.",
    change=_HALF,
)
NO_RESPONSE_BYTES = Rule(
    "missing-answer",
    Aspect.MESSAGES,
    _GUESS,
    _ASMX,
    "The page shows no document that comes back: it is given as bytes.",
    change=_HALF,
    remark=Remark("The page shows {found}.", "The answer is given as bytes."),
    code="missing-response",
)
NO_REQUEST = Rule(
    "missing-request",
    Aspect.MESSAGES,
    _GUESS,
    _ASMX,
    "A page shows what a method takes. Without it the operation cannot be called.",
    change=_HALF,
    remark=Remark(
        "The page shows {found}.",
        "The operation has no request and cannot be called; its response can be read.",
    ),
)
SHOWN_ELSEWHERE = Rule(
    "missing-half",
    Aspect.SAMPLES,
    _STATED,
    _ASMX,
    "A sample lacks a half, which another sample of the operation shows.",
    change=_HALF,
    remark=Remark(
        "The page shows {found}.", "Another sample of the operation shows it."
    ),
)
ACTION = Rule(
    "assumed-action",
    Aspect.ACTION,
    _GUESS,
    _ASMX,
    "No sample shows a SOAPAction. ASP.NET makes it of the service's namespace and the method's"
    " name.",
    change="Copy the HTTP head of the request above it, or save the service's WSDL.",
    remark=Remark("The sample shows no SOAPAction.", "Taken as {action}."),
)

# HTTP GET and POST

UNTYPED_PARAMETER = Rule(
    "untyped-parameter",
    _TYPE,
    _GUESS,
    _ASMX,
    "HTTP GET and POST print string for every parameter, whatever its type.",
    change=_PARAMETER_TYPES,
    remark=Remark(
        "HTTP GET and POST print string for every parameter, whatever its type.",
        "Taken as string.",
    ),
)
PARAMETER_TWICE = Rule(
    "parameter-twice",
    _TYPE,
    _STATED,
    _ASMX,
    "HTTP GET and POST print the name of an array twice.",
)
PARAMETER_MEMBER = Rule(
    "parameter-member",
    Aspect.OCCURRENCE,
    Certainty.FOLLOWS,
    _ASMX,
    "Without SOAP, a parameter of HTTP GET and POST is one member of the request.",
)
PARAMETER_ORDER = Rule(
    "parameter-order",
    Aspect.ORDER,
    _STATED,
    _ASMX,
    "HTTP GET and POST print parameters in the order of the method's.",
)
METHOD_NAME = Rule(
    "method-name",
    Aspect.IDENTITY,
    Certainty.FOLLOWS,
    _ASMX,
    "Without SOAP, the request has no name on the wire: it is called after its method.",
)
RETURNED_TYPE = Rule(
    "returned-type",
    Aspect.IDENTITY,
    _USUAL,
    _ASMX,
    "The root element of what HTTP GET and POST return is called after its type.",
    exceptions="An author can give the root another name (XmlRoot); not counted.",
    change=_WSDL,
)
FORM_MESSAGES = Rule(
    "form-messages",
    Aspect.MESSAGES,
    Certainty.FOLLOWS,
    _ASMX,
    "Only HTTP GET or POST is shown: its parameters are the request, and the document that comes"
    " back is the response.",
)
REQUEST_BY_PARAMETERS = Rule(
    "request-by-parameters",
    Aspect.MESSAGES,
    Certainty.FOLLOWS,
    _ASMX,
    "SOAP shows the response alone: the parameters of HTTP GET or POST are the request, which is"
    " sent by these.",
    change=_HALF,
    remark=Remark(
        "SOAP shows the response alone.",
        "The parameters of HTTP GET or POST are the request, which is sent by these.",
    ),
)
ANY_ANSWER = Rule(
    "any-answer",
    Aspect.MESSAGES,
    _STATED,
    _ASMX,
    "Only HTTP GET or POST is shown, and what comes back is object, an XmlNode or a DataSet: any"
    " document, given as bytes.",
)
PARAMETER_BY_NAME = Rule(
    "parameter-by-name",
    Aspect.PARAMETERS,
    Certainty.FOLLOWS,
    _ASMX,
    "Each parameter of HTTP GET and POST is the member of its name.",
)
PARAMETER_BY_POSITION = Rule(
    "parameter-by-position",
    Aspect.PARAMETERS,
    _GUESS,
    _ASMX,
    "HTTP GET and POST have the names of the parameters in the code, which SOAP can rename"
    " (XmlElement). Both have the order of the method's parameters.",
    change=_SOURCE,
    remark=Remark(
        "HTTP GET and POST have other names than SOAP: {names}.",
        "Each is taken as the member of the SOAP request at its place.",
    ),
)
NAME_IN_CODE = Rule(
    "name-in-code",
    Aspect.MEMBERS,
    _GUESS,
    _ASMX,
    "HTTP GET and POST take enumerations by the names in the service's code, which no page shows."
    " SOAP can have others (XmlEnum); they are sent.",
    change="Compare with the service's source; pass another name as a str.",
    remark=Remark(
        "HTTP GET and POST take enumerations by the names in the service's code, which no page"
        " shows: {names}.",
        "Sent by the names that SOAP has, which mostly are the same.",
    ),
)
OTHER_PARAMETERS = Rule(
    "other-parameters",
    Aspect.CONFLICT,
    _GUESS,
    _ASMX,
    "The parameters of {transport} are not the members of the SOAP request; it is left out.",
    change=_WSDL,
    remark=Remark(
        "The parameters of {transport} are not the members of the SOAP request.",
        "{transport} is left out.",
    ),
    code="contradiction",
)
