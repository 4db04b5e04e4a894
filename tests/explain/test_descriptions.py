"""A WSDL beside pages: an explanation shows its declarations, and what the page says."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from soapstone.cli import run
from soapstone.explain.model import Kind, Sure
from soapstone.explain.run import explain
from tests.explain.support import asmx, one, service
from tests.inference.wsdl.documents import svc_wsdl

DECLARED = '<xs:element name="X" type="xs:long"/><xs:element name="E" type="t:E"/>'


@pytest.fixture
def specs(tmp_path: Path) -> Path:
    made = service(tmp_path, Ask=asmx("<X>long</X>\n<E>Up or Down</E>"))
    (made / "svc/svc.wsdl").write_text(svc_wsdl())
    return made


@pytest.mark.parametrize(
    ("subject", "declared", "shown"),
    [
        ("Ask.X", DECLARED, "<X>long</X>"),
        ("E", '<xs:simpleType name="E">', "<E>Up or Down</E>"),
        ("Ask", '<xs:element name="Ask">', '<Ask xmlns="urn:svc">'),
        ("Ask", '<w:operation name="Ask">', "POST /svc.asmx HTTP/1.1"),
    ],
)
def test_both_are_evidence_and_the_declaration_decides(
    specs: Path, subject: str, declared: str, shown: str
) -> None:
    (answer,) = explain(specs, "svc", subject)
    for found in (each.evidence for each in answer.explanations):
        first = found[0]
        assert (first.kind, first.decides) == (Kind.DECLARATION, True)
        assert first.origin.file == "svc/svc.wsdl"
        if declared in first.origin.text:
            samples = {each.shows for each in found if each.kind is Kind.SAMPLE}
            assert shown in samples
            return
    pytest.fail(declared)


def test_what_the_page_says_gave_way(specs: Path) -> None:
    explained = one(specs, "Ask.X")
    assert explained.sure is Sure.STATED
    assert "schema-type" in {each.rule.id for each in explained.decisions}
    assert "type-name" in {each.rule.id for each in explained.gave_way}


@pytest.mark.parametrize(
    ("members", "listed"),
    [("ABCDEF", "A, B, C, D, E, F"), ("ABCDEFG", "A, B, C, D, E, F and 1 more")],
)
def test_six_members_of_an_enumeration_are_listed(
    members: str, listed: str, tmp_path: Path
) -> None:
    specs = service(tmp_path, Ask=asmx(f"<E>{' or '.join(members)}</E>"))
    assert one(specs, "E").decided.endswith(listed)


def test_of_a_long_line_the_element_alone_is_shown(tmp_path: Path) -> None:
    page = asmx(f"<X>int</X><E><Empty /></E><F>Up or Down</F>{'<Y>int</Y>' * 30}")
    specs = service(tmp_path, Ask=page)
    shown = {
        subject: one(specs, subject).evidence[0].shows
        for subject in ("Ask.X", "Ask.F", "E.Empty")
    }
    assert shown == {
        "Ask.X": "<X>int</X>",
        "Ask.F": "<F>Up or Down</F>",
        "E.Empty": "<Empty />",
    }


def test_findings_on_a_wsdl_are_those_that_generating_prints(
    specs: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    document = specs / "svc/svc.wsdl"
    gone = '<xs:import namespace="urn:gone" schemaLocation="gone.xsd"/>'
    uses = '<xs:element xmlns:g="urn:gone" ref="g:Anything"/>'
    text = document.read_text()
    text = text.replace('<xs:element name="Ask">', f'{gone}<xs:element name="Ask">', 1)
    document.write_text(text.replace("<xs:sequence>", f"<xs:sequence>{uses}", 1))
    (answer,) = explain(specs, "svc")
    (found,) = [each for each in answer.findings if each.code == "schema-missing"]
    assert found.settle == "Save gone.xsd into the folder of the service."
    out = str(specs.parent / "out")
    run(["generate", "--specs", str(specs), "--out", out, "--json"])
    (service,) = json.loads(capsys.readouterr().out)["services"]
    printed = [each["code"] for each in service["findings"]]
    assert printed == [each.code for each in answer.findings]
