"""A WSDL beside pages: one contract, in which the WSDL stands and nothing of a page is lost."""

from __future__ import annotations

import pytest

from soapstone.inference import Inferred, inferred
from soapstone.inference.joining import joined
from soapstone.inference.wsdl import described
from soapstone.model.contract import (
    Enumeration,
    Field,
    ListOf,
    Record,
    RecordRef,
    Scalar,
)
from soapstone.model.decisions import findings
from soapstone.model.facts import PageFacts
from soapstone.model.findings import Severity
from soapstone.wsdl import read_description
from tests.inference.samples import TNS, asmx
from tests.wsdl.documents import TNS as HARBOUR
from tests.wsdl.documents import definitions, schema

ASK = '<Ask xmlns="urn:service">{}</Ask>'
ANIMAL = """
<xs:complexType name="Thing"><xs:sequence>
  <xs:element name="Id" type="xs:long"/></xs:sequence></xs:complexType>
<xs:complexType name="Animal"><xs:complexContent><xs:extension base="t:Thing"><xs:sequence>
  <xs:element name="Name" type="xs:string" minOccurs="0"/>
  <xs:element name="Weight" type="xs:int" nillable="true"/>
  <xs:element name="Coat" type="t:Coat"/>
</xs:sequence></xs:extension></xs:complexContent></xs:complexType>
<xs:complexType name="Dog"><xs:complexContent><xs:extension base="t:Animal"><xs:sequence>
  <xs:element name="Tricks" type="xs:int"/>
</xs:sequence></xs:extension></xs:complexContent></xs:complexType>
<xs:simpleType name="Coat"><xs:restriction base="xs:string">
  <xs:enumeration value="Short"/><xs:enumeration value="Long"/></xs:restriction></xs:simpleType>
"""


def wsdl(
    members: str,
    answer: str = "",
    host: str = "example.org",
    action: str = "urn:do",
) -> str:
    """A WSDL of one operation, whose request has these members."""
    elements = f"""
<xs:element name="Ask"><xs:complexType><xs:sequence>{members}
</xs:sequence></xs:complexType></xs:element>
<xs:element name="R"><xs:complexType><xs:sequence>{answer}
</xs:sequence></xs:complexType></xs:element>
{ANIMAL}"""
    inside = f"""
<w:message name="In"><w:part name="parameters" element="t:Ask"/></w:message>
<w:message name="Out"><w:part name="parameters" element="t:R"/></w:message>
<w:portType name="P"><w:operation name="Ask">
  <w:input message="t:In"/><w:output message="t:Out"/></w:operation></w:portType>
<w:binding name="B" type="t:P"><soap:binding transport="http://schemas.xmlsoap.org/soap/http"/>
  <w:operation name="Ask"><soap:operation soapAction="{action}"/>
  <w:input><soap:body use="literal"/></w:input><w:output><soap:body use="literal"/></w:output>
  </w:operation></w:binding>
<w:service name="Service"><w:port name="S" binding="t:B"><soap:address location="http://{host}/x.asmx"/></w:port>
</w:service>"""
    return definitions(inside, schema(elements)).replace(HARBOUR, TNS)


ONE = '<xs:element name="One" type="t:Animal" minOccurs="0"/>'
ANIMALS = """<xs:element name="Many" minOccurs="0"><xs:complexType><xs:sequence>
<xs:element name="Animal" type="t:Animal" minOccurs="0" maxOccurs="unbounded" nillable="true"/>
</xs:sequence></xs:complexType></xs:element>"""


def page(members: str, answer: str = "") -> PageFacts:
    return asmx(f"<Ask>{members}</Ask>", f"<R>{answer}</R>")


TELL = asmx(
    "<Tell><One><Name>string</Name><Coat>Short or Long</Coat></One></Tell>",
    "<TellResponse/>",
    file="svc/tell.txt",
)


def both(text: str, *pages: PageFacts) -> Inferred:
    description = read_description({"svc/service.wsdl": text.encode()})
    shown = inferred("svc", pages)
    elements = [each.element for each in shown.contract.messages()]
    return joined(shown, described("svc", description, elements))


def member(made: Inferred, key: str, name: str) -> Field:
    fields = made.contract.record(key).fields
    return next(each for each in fields if each.name.name == name)


def conflicts(made: Inferred) -> list[tuple[str, str]]:
    found = findings(made.provenance, made.contract)
    return [
        (each.subject, each.found)
        for each in found
        if each.severity is Severity.CONFLICT
    ]


def names(record: Record) -> list[str]:
    return [each.name.name for each in record.fields]


def test_what_a_page_hides_is_no_conflict() -> None:
    shown = (
        "<One><Name>string</Name><Weight>int</Weight><Coat>Short or Long</Coat></One>"
    )
    made = both(wsdl(ONE), page(shown))
    assert conflicts(made) == []
    assert names(made.contract.record("Animal")) == ["Id", "Name", "Weight", "Coat"]
    assert made.contract.record("Animal").base == "Thing"
    assert member(made, "Animal", "Weight").nillable
    assert made.contract.record("Dog").base == "Animal"
    assert member(made, "Ask", "One").type == RecordRef("Animal")


def test_a_schema_alone_states_the_messages_that_a_page_shows() -> None:
    text = wsdl(ONE)
    alone = text[text.index("<xs:schema") : text.index("</w:types>")]
    made = both(alone, page("<One><Name>string</Name><Weight>int</Weight></One>"))
    assert conflicts(made) == []
    assert member(made, "Animal", "Weight").nillable
    assert made.contract.record("Dog").base == "Animal"
    assert [each.name for each in made.contract.operations] == ["Ask"]


def test_a_member_that_only_the_page_prints_is_kept_also_in_derived_types() -> None:
    shown = "<One><Name>string</Name><Chip>guid</Chip></One>"
    made = both(wsdl(ONE), page(shown))
    assert conflicts(made) == [
        ("Animal.Chip", "The page prints Chip, and the WSDL does not have it.")
    ]
    chip = member(made, "Animal", "Chip")
    assert chip.type == Scalar("guid")
    assert names(made.contract.record("Dog")) == [
        *("Id", "Name", "Weight", "Coat", "Chip", "Tricks")
    ]


def test_a_type_that_only_the_page_prints_is_kept_with_all_that_it_holds() -> None:
    shown = "<One><Vet><Phone>string</Phone><At>Desk or Barn</At></Vet></One>"
    made = both(wsdl(ONE), page(shown))
    assert [subject for subject, _ in conflicts(made)] == ["Animal.Vet"]
    (vet,) = (e for e in made.contract.records if names(e) == ["Phone", "At"])
    assert member(made, "Animal", "Vet").type == RecordRef(vet.key)
    assert [each.members for each in made.contract.enumerations] == [
        ("Desk", "Barn"),
        ("Short", "Long"),
    ]


def test_another_type_on_a_page_is_a_conflict_and_the_wsdls_stands() -> None:
    made = both(wsdl(ONE), page("<One><Weight>double</Weight></One>"))
    assert conflicts(made) == [
        ("Animal.Weight", "The page prints double, the WSDL states int.")
    ]
    assert member(made, "Animal", "Weight").type == Scalar("int")


def test_items_are_compared_as_well() -> None:
    item = "<Animal><Name>int</Name></Animal>"
    made = both(wsdl(ANIMALS), page(f"<Many>{item}{item}</Many>"))
    assert [subject for subject, _ in conflicts(made)] == ["Animal.Name"]
    many = member(made, "Ask", "Many").type
    assert isinstance(many, ListOf)
    assert many.type == RecordRef("Animal")


def test_a_guess_of_a_page_gives_way_in_silence() -> None:
    """A type inside itself is cut: what the cut holds is filled in by its name."""
    made = both(wsdl(ONE), page('<One><Coat xsi:nil="true" /></One>'))
    assert conflicts(made) == []


def test_texts_of_an_enumeration_that_only_the_page_prints_are_kept() -> None:
    made = both(wsdl(ONE), page("<One><Coat>Short or Wire</Coat></One>"))
    (coat,) = made.contract.enumerations
    assert isinstance(coat, Enumeration)
    assert coat.members == ("Short", "Long", "Wire")
    assert [found for _, found in conflicts(made)] == [
        "The page prints Wire, and the WSDL does not have it."
    ]


def test_an_operation_that_only_the_page_shows_is_kept() -> None:
    made = both(wsdl(ONE), page(""), TELL)
    assert [each.name for each in made.contract.operations] == ["Ask", "Tell"]
    assert conflicts(made) == [("Tell", "The WSDL does not have this operation.")]
    assert made.pages["Tell"] == {"svc/tell.txt"}


def test_an_operation_that_the_wsdl_names_and_cannot_describe_is_no_conflict() -> None:
    text = wsdl(ONE).replace('<xs:element name="Ask">', '<xs:element name="Other">')
    operation = '<w:operation name="Say">{}<w:input{}</w:input></w:operation>'
    body = '><soap:body use="literal"/>'
    action = '<soap:operation soapAction="urn:say"/>'
    for start, more in {
        '<w:portType name="P">': operation.format("", ' message="t:Out">'),
        'soap/http"/>': operation.format(action, body),
    }.items():
        assert text.count(start) == 1
        text = text.replace(start, f"{start}{more}")
    made = both(text, page("<One><Name>string</Name></One>"))
    assert [each.name for each in made.contract.operations] == ["Ask", "Say"]
    assert conflicts(made) == []


def test_the_wsdl_has_the_address_and_the_action() -> None:
    made = both(wsdl(ONE, host="elsewhere", action="urn:act"), page(""))
    (operation,) = made.contract.operations
    first = operation.bindings[0]
    assert (first.host, first.soap_action) == ("elsewhere", "urn:act")
    assert conflicts(made) == [
        ("Ask", "The page prints the SOAPAction urn:do, the WSDL states urn:act."),
        ("Ask", "The page prints the host example.org, the WSDL states elsewhere."),
    ]


@pytest.mark.parametrize("order", [1, -1])
def test_the_order_of_pages_has_no_effect(order: int) -> None:
    pages = [
        page("<One><Name>string</Name><Chip>guid</Chip></One>"),
        asmx("<Tell><Two>int</Two></Tell>", file="svc/tell.txt"),
    ]
    made = both(wsdl(ONE), *pages[::order])
    assert made.contract == both(wsdl(ONE), *pages).contract
    assert conflicts(made) == conflicts(both(wsdl(ONE), *pages))


def test_an_operation_of_another_name_is_found_by_its_request() -> None:
    text = wsdl(ONE).replace('operation name="Ask"', 'operation name="Do"')
    made = both(text, page("<One><Name>string</Name></One>"))
    assert [each.name for each in made.contract.operations] == ["Do"]


def test_a_list_that_only_the_page_prints_is_kept_with_its_items() -> None:
    vet = "<Vet><Phone>string</Phone></Vet>"
    made = both(wsdl(ONE), page(f"<One><Vets>{vet}{vet}</Vets></One>"))
    vets = member(made, "Animal", "Vets").type
    assert isinstance(vets, ListOf)
    assert isinstance(vets.type, RecordRef)
    assert names(made.contract.record(vets.type.key)) == ["Phone"]
