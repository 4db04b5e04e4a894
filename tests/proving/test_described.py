"""Messages of a WSDL: made from the contract, and judged by the service's own schemas as well."""

from __future__ import annotations

from pathlib import Path

import pytest

from soapstone.model.contract import Contract, Message
from soapstone.model.findings import Origin
from soapstone.output.packages import Package
from soapstone.pages import read_page
from soapstone.proving.filling import FILLINGS, Filler
from soapstone.proving.proof import Proof
from soapstone.proving.run import prove, prove_package
from soapstone.proving.skeletons import Skeletons
from soapstone.run import pipeline
from tests.explain.support import asmx
from tests.inference.wsdl.documents import (
    SCHEMAS,
    bound,
    declared,
    lighthouse_wsdl,
    message,
    svc_wsdl,
    wsdl,
)

_XS = 'xmlns:xs="http://www.w3.org/2001/XMLSchema"'
_OPEN = f'<w:types><xs:schema {_XS} targetNamespace="urn:kiln" elementFormDefault="qualified">'
KILN = """
<xs:complexType name="Ware" abstract="true"><xs:sequence>
  <xs:element name="Name" type="xs:string"/></xs:sequence></xs:complexType>
<xs:complexType name="Bowl"><xs:complexContent><xs:extension base="t:Ware"><xs:sequence>
  <xs:element name="Depth" type="xs:int"/></xs:sequence></xs:extension></xs:complexContent>
</xs:complexType>
<xs:complexType name="Tile"><xs:complexContent><xs:extension base="t:Ware"/></xs:complexContent>
</xs:complexType>
<xs:complexType name="Shelf"><xs:sequence>
  <xs:element name="Shelf" type="t:Shelf" minOccurs="0"/></xs:sequence></xs:complexType>
<xs:element name="Fire"><xs:complexType><xs:sequence>
  <xs:element name="Code">{code}</xs:element>
  <xs:element name="Heat"><xs:simpleType><xs:restriction base="xs:decimal">
    <xs:minExclusive value="100"/><xs:maxInclusive value="1400"/><xs:fractionDigits value="1"/>
  </xs:restriction></xs:simpleType></xs:element>
  <xs:element name="Version" type="xs:string" fixed="2.0" nillable="true"/>
  <xs:choice><xs:element name="Hours" type="xs:int"/><xs:sequence>
    <xs:element name="From" type="xs:time"/><xs:element name="Until" type="xs:time"/>
  </xs:sequence></xs:choice>
  <xs:element name="Ware" type="t:Ware" maxOccurs="unbounded"/>
  <xs:element name="Shelf" type="t:Shelf" minOccurs="0"/>
</xs:sequence><xs:attribute name="mode" fixed="slow" use="required"/></xs:complexType></xs:element>
<xs:element name="Fired"><xs:complexType><xs:sequence/></xs:complexType></xs:element>
<xs:element name="Cracked"><xs:complexType><xs:sequence>
  <xs:element name="At" type="xs:dateTime"/></xs:sequence></xs:complexType></xs:element>
<xs:element name="Key"><xs:complexType><xs:sequence>
  <xs:element name="Text" type="xs:string"/></xs:sequence></xs:complexType></xs:element>"""


def restricted(facet: str, value: str) -> str:
    return (
        '<xs:simpleType><xs:restriction base="xs:string">'
        f'<xs:{facet} value="{value}"/></xs:restriction></xs:simpleType>'
    )


CODE = restricted("pattern", r"[A-Z]{2}\d+(-x)?")


def kiln(code: str = CODE, more: str = "") -> str:
    """A WSDL with a header, a fault, and all that a schema demands of a value."""
    names = ("Fire", "Fired", "Cracked", "Key")
    messages = "".join(message(each, f'element="t:{each}"') for each in names)
    fault = '<w:fault name="f" message="t:Cracked"/>'
    header = '<soap:header message="t:Key" part="p0" use="literal"/>'
    schema = f"{_OPEN}{KILN.replace('{code}', code)}{more}</xs:schema></w:types>"
    port_type = (
        f'<w:portType name="P">{declared("Fire", "Fire", "Fired", fault)}</w:portType>'
    )
    inside = f"{schema}{messages}{port_type}"
    return wsdl(
        inside, "urn:kiln", bound("Fire", more=header), "https://kiln.example/k.asmx"
    )


def proof_of(folder: Path, **files: str) -> Proof:
    """That of the service ``svc`` with these files."""
    (folder / "svc").mkdir()
    for name, text in files.items():
        (folder / "svc" / name.replace("_", ".")).write_text(text, encoding="utf-8")
    (proof,) = prove(folder)
    return proof


def generated(folder: Path) -> Package:
    package = pipeline.generate(folder, ["svc"]).packages[0]
    assert package.error is None
    return package


def contract_of(folder: Path) -> Contract:
    package = generated(folder)
    assert package.snapshot is not None
    return package.snapshot.contract


def filled(contract: Contract, name: str) -> str:
    """All documents that are made of a message, one after another."""
    skeletons = Skeletons(contract)
    found: Message = next(e for e in contract.messages() if e.element.name == name)
    made = []
    for turn in range(skeletons.turns(found)):
        root = skeletons.of(found, turn, Origin("svc/k.wsdl", 0))
        for each in FILLINGS:
            filler = Filler(contract, each, turn)
            made.append(filler.document(root, found.record).decode())
    return "\n".join(made)


def test_every_message_of_a_wsdl_is_tried(tmp_path: Path) -> None:
    proof = proof_of(tmp_path, k_wsdl=kiln())
    assert [each.found for each in proof.failures] == []
    assert proof.untried == ()
    # The request, the response, the header and the fault's detail.
    assert proof.messages == 4
    assert proof.documents > 4


def test_all_branches_all_types_and_what_is_fixed_are_in_the_documents(
    tmp_path: Path,
) -> None:
    proof_of(tmp_path, k_wsdl=kiln())
    made = filled(contract_of(tmp_path), "Fire").splitlines()
    assert {"Hours" in each for each in made} == {True, False}
    assert all(("Hours" in each) != ("Until" in each) for each in made)
    assert all(':Bowl"' in each or ':Tile"' in each for each in made)
    assert all('"slow"' in each and ">2.0<" in each for each in made)
    assert any(':Tile"' in each for each in made)


def test_the_services_own_schema_judges(tmp_path: Path) -> None:
    """A package of another schema than the one that judges it."""
    proof_of(tmp_path, k_wsdl=kiln(restricted("maxLength", "9")))
    package = generated(tmp_path)
    documents = {"svc/k.wsdl": kiln(restricted("maxLength", "2")).encode()}
    proof = prove_package("svc", package, [], documents, corrected=False)
    assert {each.step for each in proof.failures} == {"validate"}
    assert {each.expected for each in proof.failures} == {
        "a document that the service's own schema allows"
    }
    assert "Code" in proof.failures[0].found


def test_samples_of_pages_are_judged_by_the_wsdl_beside_them(tmp_path: Path) -> None:
    page = asmx("<X>long</X><E>Up or Down</E>")
    proof = proof_of(tmp_path, Ask_txt=page, s_wsdl=svc_wsdl())
    assert [each.found for each in proof.failures] == []
    stated = {"svc/s.wsdl": svc_wsdl().replace('"xs:long"', '"xs:date"').encode()}
    package = generated(tmp_path)
    shown = [read_page("svc/Ask.txt", page.encode())]
    first, *_ = prove_package("svc", package, shown, stated, corrected=False).failures
    assert first.origin.file == "svc/Ask.txt"
    assert first.expected == "a document that the service's own schema allows"


@pytest.mark.parametrize("least", ["", ' minOccurs="0"'])
def test_a_pattern_beyond_what_is_made_is_not_tried(least: str, tmp_path: Path) -> None:
    """A member that may be left out is; otherwise the message is not tried."""
    hard = restricted("pattern", r"\p{IsGreek}+")
    text = kiln(hard).replace('name="Code"', f'name="Code"{least}')
    proof = proof_of(tmp_path, k_wsdl=text)
    assert proof.failures == ()
    (untried,) = proof.untried
    assert untried.subject == ("Fire: Code" if least else "Fire")
    assert untried.reason == "no text was found that its type allows: pattern"
    assert proof.messages == (4 if least else 3)


def test_what_xmlschema_does_not_take_is_said(tmp_path: Path) -> None:
    gone = '<xs:element name="Extra" type="t:Gone"/>'
    proof = proof_of(tmp_path, k_wsdl=kiln(more=gone))
    assert proof.failures == ()
    (untried,) = proof.untried
    assert "Gone" in untried.subject
    assert untried.reason.endswith("that xmlschema does not take")


def test_a_message_without_an_end(tmp_path: Path) -> None:
    text = kiln().replace('type="t:Shelf" minOccurs="0"', 'type="t:Shelf"')
    proof = proof_of(tmp_path, k_wsdl=text)
    assert proof.failures == ()
    (untried,) = proof.untried
    assert (untried.subject, untried.reason) == (
        "Fire",
        "it holds itself without an end",
    )


def test_what_the_contract_holds_more_loosely_is_said(tmp_path: Path) -> None:
    """Lists, unions, repeated groups and rpc wrappers: valid by the emitted XSD."""
    schema = (SCHEMAS / "lighthouse" / "lighthouse.xsd").read_text("utf-8")
    proof = proof_of(tmp_path, l_wsdl=lighthouse_wsdl(), lighthouse_xsd=schema)
    assert [each.found for each in proof.failures] == []
    assert proof.messages == 8
    assert [each.subject for each in proof.untried] == [
        *("Add", "AddResponse"),
        *("/l:Log", "/l:Shared", "/l:Shine/l:limits", "/l:Twice"),
    ]
