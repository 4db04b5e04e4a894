"""What an explanation says of HTTP GET and POST."""

from __future__ import annotations

from pathlib import Path

from tests.explain.support import one, rules, service
from tests.forms import form_page

SOAP = ("<Dock><at>Bow or Stern</at><Pier>int</Pier></Dock>", "<DockResponse/>")


def test_an_operation_shows_all_its_bindings_and_what_is_guessed_of_them(
    tmp_path: Path,
) -> None:
    page = form_page("Dock", "at pier", soap=SOAP).decode()
    explained = one(service(tmp_path, Dock=page), "DOCK")
    assert explained.decided == (
        "POST https://quay.example/quay.asmx; also HTTP GET /quay.asmx/Dock; "
        "also HTTP POST /quay.asmx/Dock; asks Dock; answers DockResponse"
    )
    assert explained.sure == "guess"
    said = rules(explained)
    assert said["parameters"][1] == said["members"][1] == "guess"
    assert [each.code for each in explained.findings] == [
        "name-in-code",
        "parameter-by-position",
        "scheme-unknown",
    ]


def test_what_a_form_alone_shows_has_its_own_rules(tmp_path: Path) -> None:
    specs = service(tmp_path, Find=form_page("Find", "name", "<int>int</int>").decode())
    operation = one(specs, "FIND")
    assert operation.gave_way == ()
    assert rules(operation)["messages"][0].startswith("Only HTTP GET or POST is shown")
    member = one(specs, "Find.name")
    assert member.sure == "guess"
    assert member.evidence[0].shows == "GET /quay.asmx/Find?name=string HTTP/1.1"
    assert member.evidence[0].decides
