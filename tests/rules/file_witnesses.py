"""Services that show every finding on files: those that no decision of a contract leaves."""

from __future__ import annotations

from collections.abc import Mapping

from tests.help_pages import SERVICE
from tests.refusals.of_pages import ENCODED, TYPESCRIPT
from tests.refusals.pages import asmx, envelope, servicestack
from tests.wsdl.documents import definitions, schema
from tests.wsdl.test_definitions import (
    ELEMENTS,
    LITERAL,
    USUAL,
    service,
    soap_binding,
)
from tests.wsdl.test_parts import DECK

_XML = servicestack('<Ask xmlns="urn:x"><Id>0</Id></Ask>', "xml")
_CREW = next(each for each in SERVICE.operations if each.request == "Crew")
_BINDING = soap_binding(LITERAL, name="Tcp", transport="urn:tcp")
_ABOARD = '<xs:complexType name="Ship"><xs:sequence>{}</xs:sequence></xs:complexType>'
_MOORED = """\
<Ask xmlns="urn:ferry"><Deck>1</Deck></Ask>"""
_DUMP = """\
POST /a HTTP/1.1
Content-Type: application/json

{"Deck": 1}

POST /a HTTP/1.1
Content-Type: text/xml

"""

PAGE = asmx("Ask")


def _port(name: str, binding: str) -> str:
    """A service of another name than the usual one, with a port."""
    return service((name, "soap", binding)).replace("Harbour", name)


FILE_WITNESSES: Mapping[str, Mapping[str, str]] = {
    "index-page": {
        "Ask.txt": PAGE,
        "List.html": "<h1>Ferry</h1>The following operations are supported."
        '<a href="?op=Ask">Ask</a><a href="?op=Tell">Tell</a>',
    },
    "service-page": {
        "Ask.txt": PAGE,
        "Pier.txt": "You have created a service.\nsvcutil.exe http://h/Pier.svc?wsdl\n",
    },
    "other-language": {"Ask.txt": _XML, "Types.txt": TYPESCRIPT},
    "unread-row": {
        "Ask.txt": "Name | Parameter | Data Type | Required | Description |\n"
        f"A | b | c | d | e |\nId | body | int | No | |\n\n{_XML}"
    },
    "route-end": {"Ask.txt": f"Routes:\nGET/berthsGet a list\n{_XML}"},
    "paired-by-place": {"Ask.txt": f"{envelope('Ask')}\n{envelope('Found')}\n"},
    "rpc-encoded": {"Ask.txt": ENCODED, "Tell.txt": asmx("Tell")},
    "schema-unread": {
        "Crew.txt": SERVICE.page(_CREW, "txt").replace(
            '<xs:complexType name="Crew">', "<xs:comp"
        )
    },
    "schema-missing": {
        "Pier.wsdl": definitions(
            USUAL,
            ELEMENTS
            + schema(
                '<xs:import namespace="urn:ship" schemaLocation="ship.xsd"/>'
                + _ABOARD.format('<xs:element ref="s:Ship"/>'),
                more='xmlns:s="urn:ship"',
            ),
        )
    },
    "declaration-missing": {
        "Pier.wsdl": definitions(
            USUAL,
            ELEMENTS
            + schema(_ABOARD.format('<xs:element name="Deck" type="t:Deck"/>')),
        )
    },
    "wsdl-missing": {
        "Pier.wsdl": definitions(USUAL + _port("Gone", "GoneSoap"), ELEMENTS)
    },
    "declared-twice": {
        "Old.xsd": schema(DECK),
        "New.xsd": schema(
            DECK.replace("<xs:sequence/>", "<xs:sequence><xs:any/></xs:sequence>")
        ),
        "Pier.wsdl": definitions(USUAL, ELEMENTS),
    },
    "redefined": {
        "Ship.xsd": schema(DECK),
        "Pier.wsdl": definitions(
            USUAL,
            ELEMENTS
            + schema(f'<xs:redefine schemaLocation="Ship.xsd">{DECK}</xs:redefine>'),
        ),
    },
    "binding-not-read": {
        "Pier.wsdl": definitions(USUAL + _BINDING + _port("Tcp", "Tcp"), ELEMENTS)
    },
    "unused-name": {
        "Ask.txt": PAGE,
        "names.toml": '[types.Ask]\nclass = "Ask"\n[types.Ask.fields]\nDek = "deck"\n',
    },
    "ignored-file": {
        "Ask.txt": PAGE,
        "notes.csv": "a",
        "Other.docx": "a",
        "old/Ask.html": "a",
        "recorded/list.csv": "a",
        "recorded/list.http": _DUMP + _MOORED,
        "recorded/other.xml": '<Moor xmlns="urn:other"/>',
        "../Loose.html": "a",
    },
}
"""The files of a service for each code of a finding, by their path below its folder."""
