"""Values for every scalar, and the samples that no contract has all of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from soapstone.dotnet.scalars import SCALARS
from soapstone.inference import inferred
from soapstone.model.contract import (
    Alternative,
    Contract,
    Field,
    QName,
    Record,
    RecordRef,
    Scalar,
    Serializer,
)
from soapstone.model.facts import Node
from soapstone.model.findings import NOWHERE
from soapstone.pages import read_page
from soapstone.proving.filling import FILLINGS, Filler, NotInContract
from soapstone.proving.run import prove
from soapstone.runtime import Xml
from tests.explain.support import PAGES, asmx
from tests.growth import LINEAR, growth

_SET = '<xsd:schema xmlns:xsd="http://www.w3.org/2001/XMLSchema">schema</xsd:schema>xml'
DATA_SETS = f"<A>{_SET}</A><B>{_SET}</B><Typed>dataset</Typed><C>string</C>"


XSI = "http://www.w3.org/2001/XMLSchema-instance"


def sample(members: str) -> tuple[Contract, Node]:
    """The contract of a page, and its request."""
    page = read_page("svc/Ask.txt", asmx(members).encode())
    body = page.operations[0].exchanges[0].request.body
    assert body is not None
    return inferred("svc", [page]).contract, body


def test_the_values_of_every_scalar_come_back_and_are_valid(tmp_path: Path) -> None:
    members = "".join(f"<M{name}>{name}</M{name}>" for name in sorted(SCALARS))
    # A NaN that is all of its record is equal to itself, too.
    members += "<Alone><Double>double</Double></Alone>"
    more = "<Second>ID</Second>" + "".join(f"<T>{name}</T>" for name in ("int", "int"))
    attributed = '<R id="ID" of="IDREF"><Member>string</Member></R>'
    (tmp_path / "svc").mkdir()
    (tmp_path / "svc/Ask.txt").write_text(asmx(members + more + attributed))
    (proof,) = prove(tmp_path)
    assert [each.found for each in proof.failures] == []
    assert (proof.messages, proof.documents) == (2, 7)


def test_data_sets_come_back_and_are_valid(tmp_path: Path) -> None:
    """Several in one message: the name of each is an xs:ID."""
    (tmp_path / "svc").mkdir()
    (tmp_path / "svc/Ask.txt").write_text(asmx(DATA_SETS))
    (proof,) = prove(tmp_path)
    assert [each.found for each in proof.failures] == []
    contract, body = sample(DATA_SETS)
    made = Xml.parse(Filler(contract, FILLINGS[0]).document(body, "Ask"))
    read = [[*each.tables()] for each in made.children()[:3]]
    assert read == [["Table"]] * 3


def test_fillings_differ() -> None:
    contract, body = sample("<A>int</A><S>string</S><T>string</T><T>string</T>")
    made = {Filler(contract, each).document(body, "Ask") for each in FILLINGS}
    assert len(made) == len(FILLINGS)
    assert all(b">int<" not in each and b">string<" not in each for each in made)


@pytest.mark.parametrize(
    ("shown", "missing"),
    [
        ("<A>int</A><B>int</B>", "{urn:svc}B"),
        ('<A u="int">string</A>', "u"),
        ("<L><int>int</int><int>int</int></L>", "{urn:svc}L"),
    ],
)
def test_a_member_that_the_contract_does_not_have(shown: str, missing: str) -> None:
    contract, _ = sample("<A>int</A>" if 'u="' not in shown else "<A><X>int</X></A>")
    _, body = sample(shown)
    with pytest.raises(NotInContract) as caught:
        Filler(contract, FILLINGS[0]).document(body, "Ask")
    assert caught.value.name == missing
    assert caught.value.origin.file == "svc/Ask.txt"


def test_what_a_page_cuts_off_is_noted() -> None:
    nil = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:nil="true"'
    contract, body = sample(f"<A><B>int</B><A {nil} /></A>")
    filler = Filler(contract, FILLINGS[0])
    filler.document(body, "Ask")
    assert [each.name for each in filler.cut_off] == ["A"]


def test_an_entry_of_a_map_is_a_key_and_a_value() -> None:
    file = PAGES / "servicestack-glued-cells-all-types.txt"
    page = read_page(f"svc/{file.name}", file.read_bytes())
    body = page.operations[0].exchanges[0].request.body
    assert body is not None
    contract = inferred("svc", [page]).contract
    filler = Filler(contract, FILLINGS[0])
    assert filler.document(body, body.name)
    with pytest.raises(NotInContract, match="KeyValueOf"):
        filler.document(with_more_in_entries(body), body.name)


def with_more_in_entries(node: Node) -> Node:
    """A sample whose entries of maps hold their value twice."""
    children = tuple(map(with_more_in_entries, node.children))
    if node.name.startswith("KeyValueOf"):
        children += children[-1:]
    return replace(node, children=children)


def test_an_element_that_names_a_derived_type_keeps_its_name() -> None:
    page = PAGES.parent / "samples/data-contracts.txt"
    facts = read_page("svc/a.txt", page.read_bytes())
    contract = inferred("svc", [facts]).contract
    answer = facts.operations[0].exchanges[0].response
    assert answer
    assert answer.body
    made = Filler(contract, FILLINGS[0]).document(answer.body, "ArrayOfOrder")
    types = [each.get(f"{{{XSI}}}type") for each in etree.fromstring(made)]
    assert "t0:RushOrder" in types
    assert b'xmlns:t0="http://schemas.datacontract.org/2004/07/Mill.Services"' in made


def node(name: str, *children: Node, xsi_type: str = "") -> Node:
    return Node("", name, "", False, xsi_type, (), children, NOWHERE)


def member(name: str, type_: Scalar | RecordRef) -> Field:
    return Field(QName("", name), type_, required=True)


def contract_of(*records: Record) -> Contract:
    return Contract("svc", (), records, (), Serializer.XML)


@pytest.mark.parametrize("xsi_type", ["q1:Barge", "Barge", "{urn:b}Barge"])
def test_a_sample_may_name_a_type_that_extends_one_that_extends_the_members(
    xsi_type: str,
) -> None:
    beam, depth = (member(name, Scalar("int")) for name in ("Beam", "Depth"))
    contract = contract_of(
        Record("Ask", None, "", (member("A", RecordRef("Ship")),)),
        Record("Barge", QName("urn:b", "Barge"), "", (beam, depth), base="Tug"),
        Record("Ship", QName("urn:b", "Ship"), "", ()),
        Record("Tug", QName("urn:b", "Tug"), "", (beam,), base="Ship"),
    )
    shown = node("Ask", node("A", node("Beam"), node("Depth"), xsi_type=xsi_type))
    made = etree.fromstring(Filler(contract, FILLINGS[0]).document(shown, "Ask"))
    assert made[0].get(f"{{{XSI}}}type") == "t0:Barge"
    assert [each.text for each in made[0]] == ["5", "5"]


def test_types_that_extend_each_other_end() -> None:
    contract = contract_of(
        Record("A", QName("", "A"), "", (), base="B"),
        Record("Ask", None, "", (member("A", RecordRef("A")),)),
        Record("B", QName("", "B"), "", (), base="A"),
    )
    shown = node("Ask", node("A", xsi_type="x:Other"))
    assert b"type" not in Filler(contract, FILLINGS[0]).document(shown, "Ask")


def test_a_choice_is_filled_in_linear_time() -> None:
    def work(size: int) -> Callable[[], object]:
        fields = [
            Field(QName("", f"E{n}"), Scalar("int"), alternative=Alternative(1, n))
            for n in range(1, size + 1)
        ]
        contract = contract_of(Record("Ask", None, "", tuple(fields)))
        shown = node("Ask", *(node(each.name.name) for each in fields))
        return lambda: Filler(contract, FILLINGS[0]).document(shown, "Ask")

    assert growth(work, 250) < LINEAR
