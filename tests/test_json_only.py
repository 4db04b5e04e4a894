"""A ServiceStack operation whose pages show JSON alone: what is said, and what works."""

from __future__ import annotations

import importlib
import json
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from soapstone.cli import run
from soapstone.commands.exit_codes import ExitCode
from soapstone.model.contract import Particle, Scalar
from soapstone.model.findings import Finding
from soapstone.model.rules import Aspect
from soapstone.run.resolved_contract import ResolvedContract
from tests.inference.wsdl.documents import bound, declared, message, wsdl
from tests.json_pages import JSON_PAGE, REQUEST, RESPONSE, SOURCE, XML_PAGE
from tests.rules.witnesses import Witness

PAGES = {"json.txt": JSON_PAGE, "source.txt": SOURCE, "xml.txt": XML_PAGE}


def resolved(folder: Path, *names: str) -> ResolvedContract:
    """The contract of a service of some pages, by their names."""
    return Witness(texts={name: PAGES[name] for name in names}).made(folder)


def uncallable(found: ResolvedContract) -> list[Finding]:
    return [each for each in found.findings if each.code == "json-only"]


@pytest.mark.parametrize(
    ("pages", "shown"),
    [
        (["json.txt"], "JSON only"),
        (["json.txt", "source.txt"], "JSON only"),
        (["source.txt"], "no way to call it"),
    ],
)
def test_an_operation_without_a_way_that_the_client_speaks_is_said_once(
    tmp_path: Path, pages: list[str], shown: str
) -> None:
    """C# source types its classes, and shows no way to call it either."""
    found = resolved(tmp_path / "scales", *pages)
    assert [(each.subject, each.found, each.decided) for each in uncallable(found)] == [
        (
            "Weigh",
            f"Its pages show {shown}.",
            "Cannot be called: save its XML page, /xml/metadata?op=Weigh.",
        )
    ]
    (operation,) = found.contract.operations
    assert not operation.can_be_called


def test_its_xml_page_answers_it(tmp_path: Path) -> None:
    found = resolved(tmp_path / "scales", "json.txt", "xml.txt")
    assert uncallable(found) == []
    (operation,) = found.contract.operations
    assert operation.can_be_called


def test_a_wsdl_with_the_operation_answers_it(tmp_path: Path) -> None:
    xs = 'xmlns:xs="http://www.w3.org/2001/XMLSchema" elementFormDefault="qualified"'
    types = "".join(
        f'<xs:element name="{name}"><xs:complexType><xs:sequence>{member}</xs:sequence>'
        "</xs:complexType></xs:element>"
        for name, member in (
            ("Weigh", '<xs:element name="Dry" type="xs:boolean"/>'),
            ("Weight", '<xs:element name="Tons" type="xs:double"/>'),
        )
    )
    inside = (
        f'<w:types><xs:schema {xs} targetNamespace="urn:s">{types}</xs:schema></w:types>'
        + message("Asked", 'element="t:Weigh"')
        + message("Answered", 'element="t:Weight"')
        + f'<w:portType name="P">{declared("Weigh", "Asked", "Answered")}</w:portType>'
    )
    text = wsdl(inside, "urn:s", bound("Weigh"), "http://scales.example.com/soap11")
    found = Witness(texts={"json.txt": JSON_PAGE, "s.wsdl": text}).made(tmp_path / "s")
    (operation,) = found.contract.operations
    assert operation.can_be_called
    assert uncallable(found) == []


def test_source_takes_nothing_away_that_the_table_states(tmp_path: Path) -> None:
    """C# without [Required] is silent on it, and has no description."""
    for number, pages in enumerate((["json.txt"], ["json.txt", "source.txt"])):
        found = resolved(tmp_path / f"svc{number}", *pages)
        weigh = {e.name.name: e for e in found.contract.record("Weigh").fields}
        assert [name for name, each in weigh.items() if each.demanded] == ["Method"]
        assert weigh["Method"].documentation.startswith("How the cargo is weighed")
        made = found.provenance.members["Weigh", weigh["Method"].name, Particle.ELEMENT]
        (presence,) = (e for e in made if e.rule.aspect is Aspect.PRESENCE)
        assert presence.origin
        assert "\tYes\t" in presence.origin.text
        (operation,) = found.contract.operations
        where = {each.name: each.locations for each in operation.parameters}
        assert where == {"Dry": ("query",), "Pieces": ("query",), "Method": ("path",)}


VALUES = "How the cargo is weighed. One of: Crane, Axle Load, Draught."


def test_the_values_that_a_page_allows_are_its_documentation(tmp_path: Path) -> None:
    """[ApiAllowableValues] is documentation: the server takes other texts, too."""
    contract = resolved(tmp_path / "scales", "json.txt").contract
    method = contract.record("Weigh").fields[1]
    assert (method.name.name, method.type) == ("Method", Scalar("string"))
    assert method.documentation == VALUES


def test_explain_mentions_the_values(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    resolved(tmp_path / "scales", "json.txt")
    specs = ["--specs", str(tmp_path)]
    assert run(["explain", "scales", "Weigh.Method", *specs]) == ExitCode.OK
    assert f"  described   {VALUES}\n" in capsys.readouterr().out
    assert run(["explain", "scales", "Weigh.Method", "--json", *specs]) == ExitCode.OK
    assert f'"documentation": "{VALUES}"' in capsys.readouterr().out


@pytest.mark.parametrize("type_", ["Seal", "List<Seal>"])
def test_a_finding_on_a_row_stands_at_the_row(tmp_path: Path, type_: str) -> None:
    """Not at the sample of the XML page, which states no type."""
    tables = JSON_PAGE.replace("\tSeal\t", f"\t{type_}\t")
    sample = XML_PAGE.partition("HTTP + XML")[2]
    if type_ != "Seal":
        item = '<d2p1:Seal xmlns:d2p1="urn:other">S</d2p1:Seal>'
        sample = sample.replace("<Stamp>S<", f"<Stamp>{item}<")
    pages = {"json.txt": tables, "xml.txt": f"Weigh\n\nHTTP + XML{sample}"}
    found = Witness(texts=pages).made(tmp_path / "scales").findings
    (unknown,) = (each for each in found if each.code == "unknown-type")
    assert unknown.origin.file == "scales/json.txt"
    assert f"\t{type_}\t" in unknown.origin.text


# The package


@pytest.fixture(scope="module")
def top(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The name of a package in which the service is generated."""
    folder = tmp_path_factory.mktemp("json")
    (folder / "specs/scales").mkdir(parents=True)
    (folder / "specs/scales/Weigh.txt").write_text(JSON_PAGE, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        patch.syspath_prepend(folder)
        assert run(["generate", "-q", "--out", "json_alone"]) == ExitCode.OK
        yield "json_alone"


@pytest.fixture(scope="module")
def scales(top: str) -> ModuleType:
    return importlib.import_module(f"{top}.scales")


@pytest.fixture(scope="module")
def rt(top: str) -> ModuleType:
    return importlib.import_module(f"{top}.runtime")


@pytest.mark.parametrize(
    ("method", "target"),
    [
        ("GET", "/scales/Crane?Dry=true"),
        ("POST", "/json/reply/Weigh"),
        ("GET", "/json/reply/Weigh"),
        ("POST", "/xml/reply/Weigh"),
    ],
)
def test_the_stand_in_says_that_no_page_shows_its_xml(
    scales: ModuleType, rt: ModuleType, method: str, target: str
) -> None:
    stand_in = rt.StandIn(scales)
    response = stand_in(rt.HttpRequest(method=method, url=f"http://h{target}"))
    assert response.status == 501
    said = "no page shows the XML of Weigh: save that of /xml/metadata?op=Weigh"
    assert said in response.body.decode()
    assert stand_in.received == []


def test_its_classes_read_and_write_the_json_of_the_page(scales: ModuleType) -> None:
    for kind, sample in ((scales.Weigh, REQUEST), (scales.Weight, RESPONSE)):
        record = kind.from_json(sample, names="wire")
        assert json.loads(record.to_json(names="wire")) == json.loads(sample)
        assert kind.from_dict(record.to_dict()) == record
    weigh = scales.Weigh(method="Crane", pieces=3)
    assert weigh.to_dict() == {"dry": False, "pieces": 3, "method": "Crane"}
    with pytest.raises(ValueError, match=r"\$\.Pieces: found 'x'"):
        scales.Weigh.from_json('{"Pieces":"x","Method":null}', names="wire")


def test_its_xml_is_refused_as_before(scales: ModuleType, rt: ModuleType) -> None:
    with pytest.raises(rt.WireError, match="no XML of Weigh on any page"):
        scales.Weigh(method="Crane").to_xml()
    with pytest.raises(rt.WireError, match="no XML of Weight on any page"):
        scales.Weight.from_xml("<a/>")


def test_soapstone_test_names_what_it_did_not_try(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    resolved(tmp_path / "scales", "json.txt")
    assert run(["test", "scales", "--specs", str(tmp_path)]) == ExitCode.OK
    assert capsys.readouterr().out == (
        "scales  0 messages, 0 documents: nothing could be tried\n"
        "  not tried  2 (Weigh, Weight): no page shows its XML, so it cannot be called\n"
    )
