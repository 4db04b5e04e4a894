"""WCF REST help pages of operations with [XmlSerializerFormat]: null is absence, attributes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from soapstone.inference import Inferred
from soapstone.inference.joining import rest
from soapstone.model.contract import Contract, Field, Particle, Serializer
from soapstone.model.decisions import findings
from soapstone.model.facts import PageFacts
from soapstone.pages import read_page
from tests.help_pages import Operation, Type
from tests.inference.test_wcf import short
from tests.packages import load, runtime_of
from tests.xml_help_pages import TEXT, XmlMember, XmlService

HOMES = ("", "urn:yard")
LAYOUTS = ("html", "txt", "md", "de.html")
SIMPLE = "boolean byte short int long unsignedByte unsignedShort unsignedInt unsignedLong decimal"
SIMPLE += " float double dateTime date base64Binary hexBinary string anyURI"
OPERATIONS = (
    *(
        Operation("POST", f"{name.lower()}s/{{ID}}", name, f"{name}[]")
        for name in ("Every", "Box", "Lot", "Node", "Crew")
    ),
    Operation("PUT", "boxes", "Box", "Box"),
    Operation("GET", "boxes/{ID}", "", "Box"),
)


def service(home: str) -> XmlService:
    m = XmlMember
    types = (
        Type("Every", tuple(m(f"M_{each}", each) for each in SIMPLE.split())),
        Type("Price", (m("@Unit", "string"), m("@Digits", "int"), m(TEXT, "decimal"))),
        Type("Kind", texts=("Crate", "Barrel")),
        Type("Mark", texts=("Red", "Blue"), flags=True),
        Type(
            "Box",
            (
                *(m("@Id", "int"), m("@Kind", "Kind"), m("Label", "string")),
                *(m("Size", "int"), m("Weight", "int?"), m("Count", "int!")),
                *(m("Kind", "Kind"), m("Marks", "Mark"), m("Price", "Price")),
            ),
        ),
        Type(
            "Lot",
            (
                *(m("Boxes", "Box[]"), m("Numbers", "int[]"), m("Names", "string[]")),
                *(m("Loose", "Box*"), m("Code", "string*"), m("Best", "Box")),
            ),
        ),
        Type("Node", (m("Next", "Node"), m("Children", "Node[]"), m("Size", "int"))),
        Type("Person", (m("Name", "string"),)),
        Type("Pilot", (m("Rank", "int"),), "Person"),
        Type("Crew", (m("Lead", "Person"), m("Pilots", "Pilot[]"))),
    )
    named = {each.name: replace(each, home=home) for each in types}
    return XmlService("http://yard.example/Yard.svc", named, OPERATIONS)


def pages(home: str, layout: str = "txt", with_schema: bool = True) -> list[PageFacts]:
    made = service(home)
    ending = layout.rpartition(".")[2]
    return [
        read_page(f"y/{n}.{ending}", made.page(each, layout, with_schema).encode())
        for n, each in enumerate(OPERATIONS)
    ]


def inferred(shown: list[PageFacts]) -> Inferred:
    return rest.inferred("y", shown)


def members(contract: Contract, key: str) -> dict[str, Field]:
    marks = {Particle.ATTRIBUTE: "@", Particle.TEXT: "#"}
    return {
        marks.get(each.particle, "") + each.name.name: each
        for each in contract.record(key).fields
    }


def flags(found: dict[str, Field]) -> dict[str, tuple[str, bool, bool, bool]]:
    """The type of each member, and whether it is required, nillable, a list in its place."""
    return {
        name: (short(each.type), each.required, each.nillable, each.repeated)
        for name, each in found.items()
    }


BOX = {
    "@Id": ("int", True, False, False),
    "@Kind": ("Kind", True, False, False),
    "Label": ("string", False, False, False),
    "Size": ("int", True, False, False),
    "Weight": ("int", True, True, False),
    "Count": ("int", False, False, False),
    "Kind": ("Kind", True, False, False),
    "Marks": ("Mark", True, False, False),
    "Price": ("Price", False, False, False),
}


@pytest.mark.parametrize("home", HOMES)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_layout_gives_one_contract(home: str, layout: str) -> None:
    found = inferred(pages(home, layout))
    assert found.contract == inferred(pages(home)).contract
    assert findings(found.provenance, found.contract) == ()


@pytest.mark.parametrize("home", HOMES)
def test_the_schema_states_what_may_be_left_out(home: str) -> None:
    contract = inferred(pages(home)).contract
    assert contract.serializer is Serializer.XML
    assert {each.namespace for each in contract.records if each.type_name} == {home}
    assert flags(members(contract, "Box")) == BOX
    price = members(contract, "Price")
    assert [(k[0], short(v.type)) for k, v in price.items()] == [
        *(("@", "string"), ("@", "int"), ("#", "decimal"))
    ]
    lot = flags(members(contract, "Lot"))
    assert lot["Boxes"][0] == "Box[]"
    assert lot["Loose"] == ("Box", False, False, True)
    assert lot["Code"] == ("string", False, False, True)
    assert contract.record("Pilot").base == "Person"
    marks = contract.enumeration("Mark")
    assert (marks.members, marks.flags) == (("Red", "Blue"), True)


@pytest.mark.parametrize("home", HOMES)
def test_without_schemas_the_rules_of_xmlserializer_are_taken(home: str) -> None:
    contract = inferred(pages(home, with_schema=False)).contract
    assert contract.serializer is Serializer.XML
    every = flags(members(contract, "Every"))
    references = ("string", "base64Binary", "hexBinary", "anyURI")
    for name in SIMPLE.split():
        assert every[f"M_{name}"] == (name, name not in references, False, False)
    lot = members(contract, "Lot")
    assert (lot["Loose"].repeated, short(lot["Numbers"].type)) == (True, "int[]")
    assert not any(each.nillable for one in contract.records for each in one.fields)


def test_json_or_a_namespace_of_its_own_is_of_datacontractserializer() -> None:
    text = service("urn:yard").page(OPERATIONS[-1], "txt", with_schema=False)
    json = text.replace("\tXml\tExample", "\tXml\tExample\nResponse\tJson\tExample")
    assert json != text
    own = text.replace("urn:yard", "http://schemas.datacontract.org/2004/07/Yard")
    for each, expected in {
        text: Serializer.XML,
        json: Serializer.DATA_CONTRACT,
        own: Serializer.DATA_CONTRACT,
    }.items():
        contract = inferred([read_page("y/a.txt", each.encode())]).contract
        assert contract.serializer is expected


@pytest.mark.parametrize("home", HOMES)
def test_messages_are_those_of_xmlserializer(home: str, tmp_path: Path) -> None:
    package = load(inferred(pages(home)).contract, tmp_path, "y")
    stand_in = runtime_of(package).StandIn(package)
    client = package.YClient(transport=stand_in)
    price = package.Price(unit="EUR", digits=2, value=5)
    box = package.Box(
        id=7,
        kind="Crate",
        size=1,
        weight=None,
        kind_2="Barrel",
        marks="Red Blue",
        price=price,
    )
    answer = client.post_boxs_by_id(id="a", box=box)
    (received,) = stand_in.received
    assert received.request.box == box
    root = etree.fromstring(received.http.body)
    assert root.tag == (f"{{{home}}}Box" if home else "Box")
    assert (root.get("Id"), root.get("Kind")) == ("7", "Crate")
    names = [etree.QName(each).localname for each in root]
    assert names == ["Size", "Weight", "Kind", "Marks", "Price"]
    assert (root[-1].get("Unit"), root[-1].text) == ("EUR", "5")
    assert len(answer.items) == 2
    stand_in.check()
