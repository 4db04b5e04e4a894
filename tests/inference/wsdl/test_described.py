"""What becomes of a WSDL: operations, messages, keys, nulls; each test names the trap."""

from __future__ import annotations

import pytest

from soapstone.inference.wsdl import described
from soapstone.model.contract import (
    AnyXml,
    ChoiceOf,
    Contract,
    EnumerationRef,
    Field,
    ListOf,
    MapOf,
    Operation,
    QName,
    RecordRef,
    Scalar,
    Serializer,
    Transport,
)
from soapstone.model.decisions import findings
from soapstone.model.findings import SpecError
from soapstone.model.limits import DESCRIBED_TYPES
from tests.inference.wsdl.documents import (
    SCHEMAS,
    declared,
    lighthouse_wsdl,
    message,
    pier_wsdl,
    wsdl,
)
from tests.inference.wsdl.services import read
from tests.limits import lowered
from tests.packages import python_of

HOME = "urn:lighthouse"


def made(folder: str, text: str) -> Contract:
    paths = sorted((SCHEMAS / folder).glob("*.xsd"))
    sources = {path.name: path.read_bytes() for path in paths}
    return described("svc", read({**sources, "svc.wsdl": text.encode()})).contract


@pytest.fixture(scope="module")
def light() -> Contract:
    return made("lighthouse", lighthouse_wsdl())


@pytest.fixture(scope="module")
def pier() -> Contract:
    return made("pier", pier_wsdl())


def operation(contract: Contract, name: str) -> Operation:
    return next(each for each in contract.operations if each.name == name)


def member(contract: Contract, key: str, name: str) -> Field:
    found = contract.record(key).fields
    return next(each for each in found if each.name.name == name)


# --- operations -----------------------------------------------------------------------------


def test_an_encoded_operation_is_left_out_by_name(light: Contract) -> None:
    sources = {
        "l.xsd": (SCHEMAS / "lighthouse/lighthouse.xsd").read_bytes(),
        "l.wsdl": lighthouse_wsdl().encode(),
    }
    found = described("svc", read(sources))
    said = {(each.code, each.subject) for each in findings(found.provenance, light)}
    assert ("rpc-encoded", "Old") in said
    assert "Old" not in {each.name for each in light.operations}


def test_the_parts_of_the_rpc_style_stand_in_an_element_of_the_operation(
    light: Contract,
) -> None:
    add = operation(light, "Add")
    assert add.request
    assert add.response
    assert add.request.element == QName("urn:rpc", "Add")
    assert add.response.element == QName("urn:rpc", "AddResponse")
    fields = light.record(add.request.record).fields
    assert [each.name for each in fields] == [QName("", f"p{n}") for n in range(3)]
    assert [each.type for each in fields] == [
        Scalar("int"),
        RecordRef("Tree"),
        AnyXml(silent=True),
    ]


def test_the_detail_of_a_fault_is_a_message(light: Contract) -> None:
    (fault,) = operation(light, "Log").faults
    assert fault.element == QName(HOME, "Box")
    assert "faults=(Box,)" in python_of(light)["operations/log.py"]


def test_a_port_is_a_binding_with_its_address(light: Contract) -> None:
    (binding,) = operation(light, "Log").bindings
    assert binding.transport is Transport.SOAP_1_1
    assert (binding.scheme, binding.host, binding.path) == (
        "https",
        "light.example",
        "/l.svc",
    )
    assert binding.soap_action == "urn:Log"


# --- types ----------------------------------------------------------------------------------


def test_a_choice_inside_a_choice_has_branches_of_the_outer_one(
    light: Contract,
) -> None:
    places = {
        each.name.name: (each.alternative.choice, each.alternative.branch)
        for each in light.record("Place").fields
        if each.alternative
    }
    assert places == {
        "Zip": (1, 1),
        "Lat": (1, 2),
        "Long": (1, 2),
        "Datum": (1, 2),
        "Words": (1, 3),
        "Code": (1, 4),
    }
    assert not member(light, "Place", "Datum").required
    assert member(light, "Place", "Zip").nullable


def test_the_choices_of_a_base_and_of_what_extends_it_are_two(light: Contract) -> None:
    far = member(light, "FarPlace", "Far").alternative
    assert far
    assert (far.choice, far.branch, far.optional) == (2, 1, True)
    assert light.record("FarPlace").base == "Place"


def test_a_repeated_group_is_one_list(light: Contract) -> None:
    (log,) = light.record("Log").fields
    assert isinstance(log.type, ChoiceOf)
    names = [each.name.name for each in log.type.branches]
    assert names == ["At", "Said", "Count"]


def test_a_choice_with_an_empty_branch_may_be_missing() -> None:
    inside = '<xs:element name="X" type="xs:int"/><xs:element name="Y" type="xs:int"/>'
    contract = _asking(f"<xs:choice>{inside}<xs:sequence/></xs:choice>")
    assert [e.alternative and e.alternative.optional for e in _asked(contract)] == [
        *(True, True),
    ]


def test_what_branches_share_in_front_makes_a_list_of_all() -> None:
    """As members they would be written behind what stands before them."""
    branch = (
        '<xs:sequence><xs:element name="{0}" type="xs:int"/><xs:element name="S" type="xs:int"/>'
        '<xs:element name="{0}2" type="xs:int"/></xs:sequence>'
    )
    both = branch.format("A") + branch.format("B")
    (field,) = _asked(_asking(f"<xs:choice>{both}</xs:choice>"))
    assert isinstance(field.type, ChoiceOf)


def test_a_list_with_blanks_between_is_a_text_that_says_so() -> None:
    list_ = '<xs:simpleType><xs:list itemType="xs:int"/></xs:simpleType>'
    element = f'<xs:element name="L">{list_}</xs:element>'
    (field,) = _asked(_asking(f"<xs:sequence>{element}</xs:sequence>"))
    assert field.type == Scalar("string")
    assert field.documentation == "A list of int, with blanks between."


def test_mixed_content_is_any_xml() -> None:
    bold = '<xs:sequence><xs:element name="b" type="xs:string"/></xs:sequence>'
    element = (
        f'<xs:element name="M"><xs:complexType mixed="true">{bold}</xs:complexType>'
        "</xs:element>"
    )
    (field,) = _asked(_asking(f"<xs:sequence>{element}</xs:sequence>"))
    assert field.type == AnyXml()


def _asking(content: str) -> Contract:
    type_ = f"<xs:complexType>{content}</xs:complexType>"
    return _of_schema(f'<xs:element name="Ask">{type_}</xs:element>')


def _asked(contract: Contract) -> tuple[Field, ...]:
    return contract.record("Ask").fields


def test_a_substitution_group_is_a_choice(light: Contract) -> None:
    for name, branch in (("Signal", 1), ("Horn", 2), ("Lamp", 3)):
        place = member(light, "Shine", name).alternative
        assert place
        assert place.branch == branch


def test_the_nearest_facet_of_a_name_counts(light: Contract) -> None:
    height = member(light, "Place", "height").type
    assert isinstance(height, Scalar)
    assert height.restriction
    assert height.restriction.name == QName(HOME, "LowHeight")
    assert [each.value for each in height.restriction.facets] == ["2"]


def test_a_type_that_holds_itself_is_no_list(light: Contract) -> None:
    assert member(light, "Shine", "nest").type == RecordRef("Nest")
    assert member(light, "Nest", "Nest").type == RecordRef("Nest")
    assert member(light, "Box", "Box").type == RecordRef("Box")


def test_absence_goes_before_nil(light: Contract) -> None:
    colour = member(light, "Shine", "colour")
    assert (colour.nullable, colour.nillable, colour.omitted) == (True, True, True)
    level = member(light, "Shine", "level")
    assert (level.nillable, level.omitted, level.demanded) == (True, False, False)
    due = member(light, "Shine", "due")
    assert (due.nullable, due.nillable, due.required) == (True, False, False)


def test_data_contracts_have_their_own_nulls(pier: Contract) -> None:
    assert pier.serializer is Serializer.DATA_CONTRACT
    flags = {
        each.name.name: (each.nullable, each.nillable, each.omitted, each.demanded)
        for each in pier.record("Ship").fields
    }
    assert flags["Key"] == (False, False, False, False)
    assert flags["Length"] == (False, False, False, True)
    assert flags["Name"] == (True, True, False, False)
    assert flags["Home"] == (True, True, False, True)
    assert flags["Rank"] == flags["Note"] == (True, False, False, False)


def test_collections_of_data_contracts(pier: Contract) -> None:
    assert isinstance(member(pier, "Ship", "Parts").type, MapOf)
    assert isinstance(member(pier, "Ship", "Crew").type, ListOf)
    ways = member(pier, "Ship", "Ways").type
    assert isinstance(ways, EnumerationRef)
    assert pier.enumeration(ways.key).flags


def test_what_extends_a_type_belongs_to_the_contract(pier: Contract) -> None:
    """No member names it; a message may, by xsi:type."""
    assert pier.record("Ferry").base == "Ship"


# --- what is hostile ------------------------------------------------------------------------


def test_a_tower_of_lists_ends() -> None:
    tower = "".join(
        f'<xs:complexType name="L{n}"><xs:sequence><xs:element name="i" type="t:L{n + 1}"'
        f' maxOccurs="unbounded"/></xs:sequence></xs:complexType>'
        for n in range(500)
    )
    last = '<xs:complexType name="L500"><xs:sequence/></xs:complexType>'
    ask = (
        '<xs:element name="Ask"><xs:complexType><xs:sequence>'
        '<xs:element name="x" type="t:L0"/></xs:sequence></xs:complexType></xs:element>'
    )
    contract = _of_schema(f"{tower}{last}{ask}")
    assert len(contract.records) > 400


def test_more_types_than_a_service_may_have_are_an_error() -> None:
    types = "".join(
        f'<xs:complexType name="R{n}"><xs:sequence><xs:element name="a" type="xs:int"/>'
        f'<xs:element name="n" type="t:R{n + 1}" minOccurs="0"/></xs:sequence></xs:complexType>'
        for n in range(201)
    )
    ask = '<xs:element name="Ask" type="t:R0"/>'
    with (
        lowered(DESCRIBED_TYPES, 200),
        pytest.raises(SpecError, match="more than 200 types"),
    ):
        _of_schema(types + ask)


def _of_schema(inside: str) -> Contract:
    form = 'targetNamespace="urn:x" elementFormDefault="qualified"'
    schema = f"<xs:schema {form}>{inside}</xs:schema>"
    types = f"<w:types>{schema}</w:types>"
    port_type = f'<w:portType name="P">{declared("Ask", "Ask", "Ask")}</w:portType>'
    text = wsdl(
        types + message("Ask", 'element="t:Ask"') + port_type,
        "urn:x",
        _BOUND,
        "http://h/s",
    )
    return described("svc", read({"a.wsdl": text.encode()})).contract


_BOUND = (
    '<w:operation name="Ask"><soap:operation soapAction=""/>'
    '<w:input><soap:body use="literal"/></w:input>'
    '<w:output><soap:body use="literal"/></w:output></w:operation>'
)
