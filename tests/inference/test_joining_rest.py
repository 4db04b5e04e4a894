"""Pages of WCF REST beside what else shows the service: its WSDL, or pages of ASMX.

One method may be called in both ways. The messages of SOAP are around its parameters; REST has some
of them in the address and one as the body (.NET's UriTemplateDispatchFormatter). So they are two
operations, which have the parameters' types and the data contracts in common.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from soapstone.inference import Inferred
from soapstone.model.contract import Contract, Operation, RecordRef
from soapstone.model.decisions import findings
from soapstone.model.facts import PageFacts
from soapstone.model.findings import Severity
from soapstone.pages import read_page
from soapstone.run.resolved_contract import unresolved
from soapstone.wsdl import read_description
from tests import help_pages
from tests.help_pages import SERVICE, Service
from tests.inference.samples import asmx
from tests.inference.test_wcf import short
from tests.packages import load, runtime_of
from tests.signatures import transports

TEMPURI = "http://tempuri.org/"
HARBOUR = "http://schemas.datacontract.org/2004/07/Harbour"
GET = help_pages.Operation("GET", "berths/{NUMBER}?of={OF}&on={ON}", "", "Berth")
PUT = help_pages.Operation("PUT", "quays", "Quay", "Quay")
POST = help_pages.Operation("POST", "berths/{NUMBER}", "Quay", "Berth[]")
SHOWN = {"FindBerth": GET, "PutQuay": PUT, "Moor": POST}
"""The operations of the pages by their own names."""


def texts(
    with_schema: bool, shown: Mapping[str, help_pages.Operation] = SHOWN
) -> dict[str, str]:
    """The pages by their files, each with its own address as a browser notes it."""
    service = Service(SERVICE.address, SERVICE.types, tuple(shown.values()))
    saved = f"url: {SERVICE.address}/help/operations/"
    return {
        f"{name}.txt": f"{saved}{name}\n{service.page(each, 'txt', with_schema)}"
        for name, each in shown.items()
    }


def pages(
    with_schema: bool, shown: Mapping[str, help_pages.Operation] = SHOWN
) -> list[PageFacts]:
    found = texts(with_schema, shown)
    return [read_page(f"h/{file}", text.encode()) for file, text in found.items()]


def element(name: str, type_: str) -> str:
    nil = "" if type_.startswith("xs:") and type_ != "xs:string" else 'nillable="true"'
    return f'<xs:element minOccurs="0" name="{name}" {nil} type="{type_}"/>'


TYPES = f"""<xs:schema elementFormDefault="qualified" targetNamespace="{HARBOUR}">
<xs:complexType name="Quay"><xs:sequence>{element("Code", "xs:string")}
  <xs:element minOccurs="0" name="Depth" nillable="true" type="xs:double"/>
</xs:sequence></xs:complexType>
<xs:complexType name="Berth"><xs:sequence>{element("Number", "xs:int")}{element("At", "h:Quay")}
</xs:sequence></xs:complexType>
<xs:complexType name="ArrayOfBerth"><xs:sequence>
  <xs:element maxOccurs="unbounded" minOccurs="0" name="Berth" nillable="true" type="h:Berth"/>
</xs:sequence></xs:complexType>
<xs:simpleType name="Side"><xs:restriction base="xs:string">
  <xs:enumeration value="Port"/></xs:restriction></xs:simpleType>
<xs:element name="Quay" nillable="true" type="h:Quay"/>
<xs:element name="Berth" nillable="true" type="h:Berth"/>
<xs:element name="ArrayOfBerth" nillable="true" type="h:ArrayOfBerth"/>
</xs:schema>"""
"""As the pages have them; only the WSDL states that a quay's depth can be null."""
SAME = {
    "FindBerth": (
        element("number", "xs:string")
        + element("of", "xs:int")
        + element("on", "h:Side"),
        "h:Berth",
    ),
    "PutQuay": (element("quay", "h:Quay"), "h:Quay"),
    "Moor": (element("number", "xs:string") + element("q", "h:Quay"), "h:ArrayOfBerth"),
}
"""The operations of SOAP: parameters, and the type of what is returned."""


def wsdl(operations: Mapping[str, tuple[str, str]], types: str = TYPES) -> str:
    elements, messages, inputs, bound = "", "", "", ""
    for name, (parameters, returned) in operations.items():
        for root, inside in {
            name: parameters,
            f"{name}Response": element(f"{name}Result", returned),
        }.items():
            elements += (
                f'<xs:element name="{root}"><xs:complexType><xs:sequence>{inside}'
            )
            elements += "</xs:sequence></xs:complexType></xs:element>"
            messages += (
                f'<w:message name="{root}"><w:part name="p" element="t:{root}"/>'
            )
            messages += "</w:message>"
        inputs += f'<w:operation name="{name}"><w:input message="t:{name}"/>'
        inputs += f'<w:output message="t:{name}Response"/></w:operation>'
        body = '<soap:body use="literal"/>'
        bound += f'<w:operation name="{name}"><soap:operation soapAction="urn:{name}"/>'
        bound += f"<w:input>{body}</w:input><w:output>{body}</w:output></w:operation>"
    return f"""<w:definitions xmlns:w="http://schemas.xmlsoap.org/wsdl/"
 xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/" xmlns:xs="http://www.w3.org/2001/XMLSchema"
 xmlns:t="{TEMPURI}" xmlns:h="{HARBOUR}" targetNamespace="{TEMPURI}">
<w:types><xs:schema elementFormDefault="qualified" targetNamespace="{TEMPURI}">
<xs:import namespace="{HARBOUR}"/>{elements}</xs:schema>{types}</w:types>{messages}
<w:portType name="I">{inputs}</w:portType><w:binding name="B" type="t:I">
<soap:binding transport="http://schemas.xmlsoap.org/soap/http"/>{bound}</w:binding>
<w:service name="Harbour"><w:port name="p" binding="t:B">
<soap:address location="http://harbour.example:8080/Harbour.svc/soap"/></w:port></w:service>
</w:definitions>"""


def both(shown: list[PageFacts], text: str, name: str = "h/s.wsdl") -> Inferred:
    description = read_description({name: text.encode()})
    assert (description.errors, description.findings) == ((), ())
    return unresolved("h", shown, description)


def found(made: Inferred) -> list[tuple[str, str, str]]:
    return [
        (each.severity, each.code, each.subject)
        for each in findings(made.provenance, made.contract)
    ]


def operation(contract: Contract, name: str) -> Operation:
    return next(each for each in contract.operations if each.name == name)


def roots(contract: Contract, name: str) -> list[str]:
    one = operation(contract, name)
    messages = (one.request, one.response)
    return [each.element.name if each else "" for each in messages]


REST = {
    "GetBerthsByNumber": ["GetBerthsByNumber", "Berth"],
    "PutQuays": ["Quay", "Quay"],
    "PostBerthsByNumber": ["PostBerthsByNumber", "ArrayOfBerth"],
}
SOAP = {name: [name, f"{name}Response"] for name in SAME}
BESIDE = [(Severity.NOTE, "named-beside-soap", name) for name in sorted(REST)]
SCHEMAS = pytest.mark.parametrize("with_schema", [True, False])


@SCHEMAS
def test_a_method_that_is_called_in_both_ways_is_two_operations(
    with_schema: bool,
) -> None:
    made = both(pages(with_schema), wsdl(SAME))
    names = [each.name for each in made.contract.operations]
    assert names == sorted([*SOAP, *REST])
    for name, elements in {**SOAP, **REST}.items():
        assert roots(made.contract, name) == elements
        way = transports(operation(made.contract, name))
        assert way == ("SOAP 1.1" if name in SOAP else "XML")
    assert sorted(found(made)) == sorted(BESIDE)


@SCHEMAS
def test_they_have_the_data_contracts_in_common(with_schema: bool) -> None:
    contract = both(pages(with_schema), wsdl(SAME)).contract
    (berth,) = (e for e in contract.records if e.fields[0].name.name == "Number")
    response = operation(contract, "GetBerthsByNumber").response
    assert response
    assert (berth.key, response.record) == ("Berth", "Berth")
    returned = contract.record("FindBerthResponse").fields[0]
    assert returned.type == RecordRef("Berth")
    depth = contract.record("Quay").fields[1]
    assert (depth.name.name, depth.nillable) == ("Depth", True)


@SCHEMAS
def test_the_wsdl_states_the_types_of_variables(with_schema: bool) -> None:
    """But not of an enumeration: an address has its names in the code."""
    made = both(pages(with_schema), wsdl(SAME))
    request = made.contract.record("GetBerthsByNumberRequest")
    assert [(e.name.name, short(e.type), e.required) for e in request.fields] == [
        *(("NUMBER", "string", True), ("of", "int", False), ("on", "string", False))
    ]
    of = request.fields[1]
    decision, *_ = made.provenance.members[request.key, of.name, of.particle]
    assert decision.rule.id == "parameter-type"
    assert decision.origin
    assert decision.origin.file == "h/s.wsdl"
    number, body = made.contract.record("PostBerthsByNumberRequest").fields
    assert (short(number.type), body.type) == ("string", RecordRef("Quay"))


def test_other_types_in_the_wsdl_stand_above_the_pages() -> None:
    more = element("Length", "xs:int") + "</xs:sequence>"
    types = TYPES.replace("</xs:sequence>", more, 1)
    types = types.replace(element("Code", "xs:string"), element("Code", "xs:int"))
    made = both(pages(with_schema=True), wsdl(SAME, types))
    quay = made.contract.record("Quay")
    assert [(each.name.name, short(each.type)) for each in quay.fields] == [
        *(("Code", "int"), ("Depth", "double"), ("Length", "int"))
    ]
    conflicts = [each for each in found(made) if each[0] is Severity.CONFLICT]
    assert conflicts == [(Severity.CONFLICT, "other-in-wsdl", "Quay.Code")]


def test_a_member_that_only_a_page_shows_is_kept() -> None:
    types = TYPES.replace(element("Code", "xs:string"), "")
    made = both(pages(with_schema=True), wsdl(SAME, types))
    assert (Severity.CONFLICT, "not-in-wsdl", "Quay.Code") in found(made)
    names = [each.name.name for each in made.contract.record("Quay").fields]
    assert names == ["Depth", "Code"]


@SCHEMAS
def test_operations_of_other_names_have_the_data_contracts_in_common(
    with_schema: bool,
) -> None:
    """Their names are those of the pages, and no page's operation is missing in the WSDL."""
    made = both(pages(with_schema), wsdl({"Renew": SAME["PutQuay"]}))
    names = [each.name for each in made.contract.operations]
    assert names == sorted(["Renew", *SHOWN])
    assert found(made) == []
    assert made.contract.record("Quay").fields[1].nillable
    assert roots(made.contract, "PutQuay") == ["Quay", "Quay"]


@SCHEMAS
def test_a_schema_alone_states_the_types_of_bodies(with_schema: bool) -> None:
    head = f'xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:h="{HARBOUR}" '
    text = TYPES.replace("<xs:schema ", f"<xs:schema {head}")
    made = both(pages(with_schema), text, "h/types.xsd")
    assert [each.name for each in made.contract.operations] == sorted(SHOWN)
    assert made.contract.record("Quay").fields[1].nillable
    assert {each.key for each in made.contract.records} >= {"Quay", "Berth"}
    assert found(made) == []


def test_the_order_of_pages_has_no_effect() -> None:
    shown = pages(with_schema=True)
    contract = both(shown[::-1], wsdl(SAME)).contract
    assert contract == both(shown, wsdl(SAME)).contract


def test_a_name_that_verb_and_address_make_too_is_given_once() -> None:
    """The WSDL has it, so the other gets a number."""
    shown = {"PutQuays": PUT}
    made = both(pages(True, shown), wsdl({"PutQuays": SAME["PutQuay"]}))
    assert [each.name for each in made.contract.operations] == ["PutQuays", "PutQuays2"]
    assert roots(made.contract, "PutQuays2") == ["Quay", "Quay"]


@SCHEMAS
def test_both_are_called(with_schema: bool, tmp_path: Path) -> None:
    """A stand-in takes each in its own way, with one class of each data contract."""
    package = load(both(pages(with_schema), wsdl(SAME)).contract, tmp_path, "h")
    rt = runtime_of(package)
    stand_in = rt.StandIn(package)
    client = package.HarbourClient(transport=stand_in)
    quay = package.Quay(code="N", depth=None)
    assert isinstance(client.put_quays(code="N", depth=None), package.Quay)
    answer = client.put_quay(quay=quay)
    assert isinstance(answer.put_quay_result, package.Quay)
    assert isinstance(client.get_berths_by_number(number="7", of=3), package.Berth)
    client.post_berths_by_number(number="7", quay=quay)
    lines = [f"{e.http.method} {e.http.url[28:]}" for e in stand_in.received]
    assert lines == [
        "PUT Harbour.svc/quays",
        "POST Harbour.svc/soap",
        "GET Harbour.svc/berths/7?of=3",
        "POST Harbour.svc/berths/7",
    ]
    assert stand_in.received[3].request.quay == quay
    stand_in.check()


@pytest.mark.parametrize("order", [1, -1])
def test_an_operation_of_asmx_keeps_its_name_and_its_messages(order: int) -> None:
    soap = asmx("<PutQuay><code>string</code></PutQuay>", "<PutQuayResponse/>")
    shown = [*pages(with_schema=True, shown={"PutQuay": PUT}), soap][::order]
    made = unresolved("h", shown, None)
    assert [each.name for each in made.contract.operations] == ["PutQuay", "PutQuays"]
    assert roots(made.contract, "PutQuay") == ["PutQuay", "PutQuayResponse"]
    assert roots(made.contract, "PutQuays") == ["Quay", "Quay"]
    assert ("note", "named-beside-soap", "PutQuays") in found(made)
    assert not [each for each in found(made) if each[0] is Severity.CONFLICT]
