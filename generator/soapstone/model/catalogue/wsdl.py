"""What WSDL and XML Schema state of a service, and how .NET's classes come from it."""

from __future__ import annotations

from soapstone.model.rules import Aspect, Certainty, Remark, Rule, Source

_WSDL = Source.WSDL
_STATED, _FOLLOWS = Certainty.STATED, Certainty.FOLLOWS

# Members

SCHEMA_TYPE = Rule(
    "schema-type",
    Aspect.TYPE,
    _STATED,
    _WSDL,
    "The schema states the type.",
)
SCHEMA_ARRAY = Rule(
    "schema-array",
    Aspect.TYPE,
    _FOLLOWS,
    _WSDL,
    "The type has one repeated element and nothing else: .NET declares arrays so.",
)
SCHEMA_MAP = Rule(
    "schema-map",
    Aspect.TYPE,
    _FOLLOWS,
    _WSDL,
    "Repeated entries of Key and Value: DataContractSerializer declares dictionaries so.",
)
SCHEMA_ANY = Rule(
    "schema-any",
    Aspect.TYPE,
    _STATED,
    _WSDL,
    "The schema allows any content: xs:anyType, xs:any, or text and elements mixed.",
)
SCHEMA_TEXT = Rule(
    "schema-text",
    Aspect.TYPE,
    _FOLLOWS,
    _WSDL,
    "A list or union of simple types is one text, as XmlSerializer has it.",
)
SCHEMA_CHOICE = Rule(
    "schema-choice",
    Aspect.TYPE,
    _FOLLOWS,
    _WSDL,
    "A repeated group is one list of its elements, as xsd.exe has it; their order is kept.",
)
TYPE_MISSING = Rule(
    "type-missing",
    Aspect.TYPE,
    Certainty.GUESS,
    _WSDL,
    "No document has the type, so its content is kept as XML.",
    change="Save the schema that declares {type} beside the WSDL.",
    remark=Remark(
        "The type {type} is declared in no document.", "Its content is kept as XML."
    ),
)
MAX_OCCURS = Rule(
    "max-occurs",
    Aspect.OCCURRENCE,
    _STATED,
    _WSDL,
    "maxOccurs of the element, or of a group around it, says whether it is repeated.",
)
NILLABLE = Rule(
    "nillable",
    Aspect.NULL,
    _STATED,
    _WSDL,
    "It can be null where the schema allows that it is absent or nil; absence goes before nil.",
)
NILLABLE_CONTRACT = Rule(
    "nillable-contract",
    Aspect.NULL,
    _FOLLOWS,
    Source.DATA_CONTRACT,
    "It can be null where the schema allows nil, or where a reference type may be absent. What is"
    " not nillable of a value type has a default instead.",
)
MIN_OCCURS = Rule(
    "min-occurs",
    Aspect.PRESENCE,
    _STATED,
    _WSDL,
    "minOccurs, or use of an attribute, says whether it must be there. The constructor requires"
    " what must be there and not be null.",
)
MIN_OCCURS_CONTRACT = Rule(
    "min-occurs-contract",
    Aspect.PRESENCE,
    _STATED,
    Source.DATA_CONTRACT,
    "minOccurs is 1 for IsRequired alone, and the constructor requires such a member, and an"
    " enumeration that cannot be null.",
)

# Types

SCHEMA_NAME = Rule(
    "schema-name",
    Aspect.IDENTITY,
    _STATED,
    _WSDL,
    "The schema names the type.",
)
ANONYMOUS = Rule(
    "anonymous",
    Aspect.IDENTITY,
    _FOLLOWS,
    _WSDL,
    "It is called after its element: its type has no name, or belongs to other elements as well.",
)
SCHEMA_BASE = Rule(
    "schema-base",
    Aspect.BASE,
    _STATED,
    _WSDL,
    "The schema states that it derives from {base}.",
)
SCHEMA_SEQUENCE = Rule(
    "schema-sequence",
    Aspect.ORDER,
    _STATED,
    _WSDL,
    "The schema states the order: attributes, then elements, those of a base first.",
)
SCHEMA_ENUMERATION = Rule(
    "schema-enumeration",
    Aspect.MEMBERS,
    _STATED,
    _WSDL,
    "The schema lists the members.",
)
SCHEMA_LIST = Rule(
    "schema-list",
    Aspect.FLAGS,
    _FOLLOWS,
    _WSDL,
    "A list of members of an enumeration is [Flags], as .NET declares it.",
)

# Operations

PORT_TYPE = Rule(
    "port-type",
    Aspect.IDENTITY,
    _STATED,
    _WSDL,
    "The portType names it; of overloads each is called after its request.",
)
WSDL_MESSAGES = Rule(
    "wsdl-messages",
    Aspect.MESSAGES,
    _STATED,
    _WSDL,
    "The WSDL states what it takes, answers and reports. In the rpc style the parts stand in an"
    " element called after the operation (WS-I Basic Profile 1.1, 4.7).",
)
PORT_ADDRESS = Rule(
    "port-address",
    Aspect.ADDRESS,
    _STATED,
    _WSDL,
    "The port states the address.",
)
RPC_ENCODED = Rule(
    "rpc-encoded-operation",
    Aspect.SAMPLES,
    _STATED,
    _WSDL,
    "Its messages are encoded (SOAP 1.1 section 5), which is not read.",
    change="Save the WSDL of another binding of the service, with use literal.",
    remark=Remark(
        'The binding says use="encoded": types stand in the message.',
        "The operation is left out.",
    ),
    code="rpc-encoded",
)
NO_ELEMENT = Rule(
    "no-element",
    Aspect.SAMPLES,
    _STATED,
    _WSDL,
    "A part of a document must name an element (WS-I Basic Profile 1.1, R2204).",
    change="Save the WSDL of another binding of the service.",
    remark=Remark(
        "A part of the message names no element that is declared.",
        "The operation is left out.",
    ),
)
PARAMETER_TYPE = Rule(
    "parameter-type",
    Aspect.TYPE,
    Certainty.FOLLOWS,
    Source.WSDL,
    "WCF fills parameters with the variables of their names, and the WSDL declares this one in the"
    " request of {own}.",
)
