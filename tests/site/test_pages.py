"""What stands on the pages of a report, and where their links lead."""

from __future__ import annotations

import json
import posixpath
import re
import shutil
from pathlib import Path
from urllib.parse import unquote

import pytest

from soapstone.cli import run
from tests.explain.support import asmx, service
from tests.site.support import DEMO, pages, reported, specs_of, text

METERING = "metering/operations/batch_register_accounts.html"
WCF = DEMO.parents[1] / "wcf"
TC2 = "tc2/operations/synchronize_panel_user.html"
WSDL = """\
<w:definitions xmlns:w="http://schemas.xmlsoap.org/wsdl/" xmlns:s="http://www.w3.org/2001/XMLSchema"
  xmlns:p="http://schemas.xmlsoap.org/wsdl/soap/" xmlns:t="urn:quay" targetNamespace="urn:quay">
  <w:types>
    <s:schema targetNamespace="urn:quay" elementFormDefault="qualified">
      <s:element name="Moor"><s:complexType><s:sequence>
        <s:element name="Ship" type="s:string" minOccurs="0"/>
      </s:sequence></s:complexType></s:element>
      <s:element name="MoorResponse"><s:complexType/></s:element>
{filling}
    </s:schema>
  </w:types>
  <w:message name="In"><w:part name="parameters" element="t:Moor"/></w:message>
  <w:message name="Out"><w:part name="parameters" element="t:MoorResponse"/></w:message>
  <w:portType name="Port"><w:operation name="Moor">
    <w:input message="t:In"/><w:output message="t:Out"/>
  </w:operation></w:portType>
  <w:binding name="Soap" type="t:Port">
    <p:binding transport="http://schemas.xmlsoap.org/soap/http"/>
    <w:operation name="Moor"><p:operation soapAction="urn:quay/Moor" style="document"/>
      <w:input><p:body use="literal"/></w:input><w:output><p:body use="literal"/></w:output>
    </w:operation>
  </w:binding>
  <w:service name="Quay"><w:port name="Soap" binding="t:Soap">
    <p:address location="https://quay.example/quay.asmx"/>
  </w:port></w:service>
</w:definitions>
"""


@pytest.fixture(scope="module")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> Path:
    specs = specs_of(tmp_path_factory.mktemp("seeds"))
    (specs / "quay").mkdir()
    (specs / "quay/quay.wsdl").write_text(WSDL.replace("{filling}", ""), "utf-8")
    specs_of(specs.parent, DEMO)
    return reported(specs)


def test_every_link_leads_to_a_page_and_to_a_place_on_it(seeds: Path) -> None:
    found = pages(seeds)
    anchors = {path: set(page.xpath("//@id")) for path, page in found.items()}
    lost, followed = [], 0
    for path, page in found.items():
        for link in page.xpath("//a/@href"):
            to, _, anchor = unquote(link).partition("#")
            at = posixpath.normpath(posixpath.join(posixpath.dirname(path), to))
            target = at if to else path
            followed += 1
            if target not in found or (anchor and anchor not in anchors[target]):
                lost.append((path, link))
    assert followed > 500
    assert lost == []


def test_every_anchor_stands_once_on_its_page(seeds: Path) -> None:
    for path, page in pages(seeds).items():
        found = page.xpath("//@id")
        assert len(found) == len(set(found)), path


def test_what_the_search_finds_is_there(seeds: Path) -> None:
    script = (seeds / "search.js").read_text("utf-8")
    index = json.loads(script.removeprefix("const SOAPSTONE_INDEX = ").rstrip(";\n"))
    found = pages(seeds)
    subjects = set()
    for subject, _, _, sure, kind, number, anchor in index["entries"]:
        subjects.add(subject)
        assert {sure} <= index["certainties"].keys()
        assert {kind} <= index["kinds"].keys()
        assert found[index["pages"][number]].xpath(f"//*[@id='{anchor}']"), subject
    assert {"Account.RefId", "SynchronizePanelUser", "Moor.Ship"} <= subjects


def test_the_report_alone_says_whether_a_member_is_nullable_and_how_to_change_it(
    seeds: Path,
) -> None:
    page = pages(seeds)[METERING]
    (member,) = page.xpath("//details[@data-subject='Account.RefId']")
    (signature,) = member.xpath("summary/code")
    assert text(signature) == "ref_id: int | None"
    assert "int, can be null, must be given" in text(member)
    (why,) = [
        each for each in member.xpath(".//li[b]") if "null" in text(each.find("b"))
    ]
    assert "int?" in text(why)
    (proof,) = member.xpath(".//li[@class='decides']")
    assert text(proof.find("a")) == "metering/BatchRegisterAccounts.txt:14"
    (line,) = page.xpath(f"//*[@id='{proof.find('a').get('href')[1:]}']")
    assert "RefId | form | int? | Yes" in text(line)
    (ready,) = member.xpath(".//pre")
    assert '[members."Account.RefId"]' in ready.text_content()
    assert "nullable = true" in ready.text_content()


def test_a_line_and_its_member_lead_to_each_other(seeds: Path) -> None:
    page = pages(seeds)[TC2]
    (line,) = page.xpath("//li[@id='L1-46']")
    link = line.find("a")
    (member,) = page.xpath(f"//*[@id='{link.get('href')[1:]}']")
    assert member.get("data-subject") == "SyncStatus.DeviceID"
    assert member.xpath(".//a[@href='#L1-46']")
    assert "stated" in line.get("class")
    assert text(line.xpath(".//code")[0]) == "<DeviceID>long</DeviceID>"


def test_elements_that_look_alike_on_one_line_are_those_of_their_record(
    seeds: Path,
) -> None:
    """The whole response stands on line 112: an Order and a Product both have an Id."""
    page = pages(seeds)[METERING]
    subjects = [
        page.xpath(f"//*[@id='{each.find('a').get('href')[1:]}']/@data-subject")[0]
        for each in page.xpath("//li[contains(@class, 'part')][a]")
        if text(each.xpath(".//code")[0]) == "<Id>0</Id>"
    ]
    assert subjects == ["Account.Id", "Order.Id", "Product.Id"]


def test_the_rules_and_findings_are_those_of_explain(
    seeds: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(["explain", "metering", "--json", "--specs", str(seeds.parent / "specs")])
    (answer,) = json.loads(capsys.readouterr().out)["services"]
    found = pages(seeds)
    shown = text(found[METERING])
    rules = {each["text"] for one in answer["explanations"] for each in one["rules"]}
    assert len(rules) > 10
    assert [each for each in rules if " ".join(each.split()) not in shown] == []
    listed = text(found["metering/index.html"])
    for each in answer["findings"]:
        assert f"{each['seen']} {each['decided']}" in listed
        assert each["settle"] in listed


def test_a_page_runs_and_fetches_nothing_but_the_reports_own(seeds: Path) -> None:
    for page in pages(seeds).values():
        (policy,) = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
        assert policy.startswith("default-src 'none';")
        assert "unsafe" not in policy
        sources = page.xpath("//script/@src | //link/@href | //img/@src")
        assert {re.sub(r"^(\.\./)*", "", each) for each in sources} == {
            "report.css",
            "report.js",
        }
        assert not page.xpath("//style | //script[text()] | //@style | //iframe")
        assert not [
            each for each in page.xpath("//@*") if each.attrname.startswith("on")
        ]


def test_of_a_long_file_the_lines_near_evidence_are_shown(tmp_path: Path) -> None:
    specs = tmp_path / "specs"
    (specs / "quay").mkdir(parents=True)
    filling = "\n".join(f"<!-- {number} -->" for number in range(600))
    wsdl = WSDL.replace("{filling}", filling)
    (specs / "quay/quay.wsdl").write_text(wsdl, "utf-8")
    page = pages(reported(specs))["quay/operations/moor.html"]
    lines = [text(each) for each in page.xpath("//ol[@class='lines']/li//code")]
    assert any('name="Ship"' in each for each in lines)
    assert len(lines) < 60
    assert page.xpath("//li[@class='gap']")


def test_a_wsdl_keeps_its_indentation_as_depth(seeds: Path) -> None:
    page = pages(seeds)["quay/operations/moor.html"]
    (line,) = page.xpath("//ol/li[.//code[contains(., 'name=\"Ship\"')]]")
    assert line.get("class").startswith("d4 ")
    assert line.xpath(".//code")[0].text.startswith("<s:element")


def test_the_schema_of_a_wcf_page_is_shown_as_it_declares(tmp_path: Path) -> None:
    specs = tmp_path / "specs"
    (specs / "depot").mkdir(parents=True)
    page = WCF / "recursion-derived-namespaces.html"
    shutil.copy(page, specs / "depot")
    found = pages(reported(specs))["depot/types/vehicle.html"]
    (line,) = found.xpath("//li[a[@href='#member-vehicle-2']]")
    shown = '<xs:element minOccurs="0" name="Axles" type="xs:int" />'
    assert text(line.xpath(".//code")[0]) == shown
    lines = [text(each) for each in found.xpath("//ol[@class='lines']/li//code")]
    assert len(lines) < 30  # of the page of a type those near evidence


def test_a_wsdl_on_one_line_is_shown_by_its_tags(tmp_path: Path) -> None:
    specs = tmp_path / "specs"
    (specs / "quay").mkdir(parents=True)
    lines = WSDL.replace("{filling}", "").splitlines()
    on_one = "".join(f"{each.strip()} " for each in lines).replace("> <", "><")
    (specs / "quay/quay.wsdl").write_text(on_one, "utf-8")
    page = pages(reported(specs))["quay/operations/moor.html"]
    (line,) = page.xpath("//ol/li[.//code[contains(., 'name=\"Ship\"')]]")
    assert line.find("a").get("href") == "#member-moor-1"
    (other,) = page.xpath("//ol/li[.//code[starts-with(., '<p:address')]]")
    assert other.find("a") is None
    assert page.xpath("//ol/li/@data-number") == ["1"]


def test_a_line_that_no_rule_reads_is_left_out(tmp_path: Path) -> None:
    page = asmx("<a>int</a>").replace("Test\n", "Test\nMy password is hunter2.\n")
    found = pages(reported(service(tmp_path, Ask=page)))["svc/operations/ask.html"]
    assert "hunter2" not in text(found)
    lines = [text(each) for each in found.xpath("//ol[@class='lines']//code")]
    assert "<a>int</a>" in lines
    assert "</Ask>" in lines


def test_a_long_line_inside_a_document_is_shown_with_its_elements(
    tmp_path: Path,
) -> None:
    members = "".join(f"<member{number}>int</member{number}>" for number in range(9))
    found = pages(reported(service(tmp_path, Ask=asmx(members))))
    page = found["svc/operations/ask.html"]
    parts = [text(each) for each in page.xpath("//li[contains(@class, 'part')]//code")]
    assert parts == [f"<member{number}>int</member{number}>" for number in range(9)]


def test_no_value_of_a_recording_is_shown(tmp_path: Path) -> None:
    specs = service(tmp_path, Ask=asmx("<a>int</a><b>string</b>"))
    (specs / "svc/recorded").mkdir()
    message = '<Ask xmlns="urn:svc"><a>7</a><b>hunter2</b><c>90817263</c></Ask>'
    (specs / "svc/recorded/one.xml").write_text(message, "utf-8")
    out = reported(specs)
    whole = "".join(path.read_text("utf-8") for path in out.rglob("*.*"))
    assert "Ask.c" in whole
    assert "hunter2" not in whole
    assert "90817263" not in whole


def test_no_value_of_a_page_that_a_person_filled_in_is_shown(tmp_path: Path) -> None:
    page = asmx("<a>90817263</a><b>hunter2</b>", "<AskResult>s3cret</AskResult>")
    out = reported(service(tmp_path, Ask=page, Other=asmx("<a>int</a><b>string</b>")))
    whole = "".join(path.read_text("utf-8") for path in out.rglob("*.*"))
    assert "Ask.b" in whole
    assert not {each for each in ("90817263", "hunter2", "s3cret") if each in whole}


def test_a_service_that_cannot_be_read_is_said_and_the_others_are_shown(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    specs = service(tmp_path, Ask=asmx("<a>int</a>"))
    (specs / "broken").mkdir()
    (specs / "broken/Page.txt").write_text("nothing of use\n", "utf-8")
    out = tmp_path / "report"
    assert run(["report", "--specs", str(specs), "--out", str(out)]) == 2
    assert "broken/Page.txt" in capsys.readouterr().err
    found = pages(out)
    assert "broken cannot be read" in text(found["index.html"])
    assert "svc/operations/ask.html" in found


def test_the_same_pages_give_the_same_report(tmp_path: Path) -> None:
    specs = specs_of(tmp_path)
    first = {path: path.read_bytes() for path in reported(specs).rglob("*.*")}
    again = {path: path.read_bytes() for path in reported(specs).rglob("*.*")}
    assert first == again
