"""Inputs that cannot be read beside others that can: the others are generated, and nothing that was
generated before goes.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from soapstone.cli import run
from soapstone.commands.exit_codes import ExitCode
from soapstone.model.contract_json import from_json

SPECS = Path("specs/ferry")
OUT = Path("generated/ferry")
MESSAGE = """\
<?xml version="1.0" encoding="utf-8"?>
<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/">
  <soap:Body>
    <{name} xmlns="urn:ferry">{members}</{name}>
  </soap:Body>
</soap:Envelope>
"""
WEIGH = "<Tons>decimal</Tons>"
CUT = "breaks off inside <Weigh>"


def page(name: str, members: str = "") -> str:
    """An ASMX page of one operation, as text."""
    body = MESSAGE.format(name=name, members=members)
    answer = MESSAGE.format(name=f"{name}Response", members="")
    return f"""\
Ferry
Click here for a complete list of operations.
{name}
SOAP 1.1
POST /Ferry.asmx HTTP/1.1
Host: ferry.example
Content-Type: text/xml; charset=utf-8
SOAPAction: "urn:ferry/{name}"

{body}
HTTP/1.1 200 OK
Content-Type: text/xml; charset=utf-8

{answer}"""


def cut(text: str) -> str:
    """A page that breaks off in its request, on line 13."""
    return text[: text.index("</Weigh>")]


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    save("Board.txt", page("Board", "<Deck>int</Deck>"))


def save(file: str, text: str) -> None:
    (SPECS / file).parent.mkdir(parents=True, exist_ok=True)
    (SPECS / file).write_text(text, "utf-8")


def operations() -> list[str]:
    text = (OUT / ".soapstone/contract.json").read_text("utf-8")
    contract = from_json(text, "contract.json").contract
    return sorted(each.name for each in contract.operations)


@pytest.fixture
def soapstone(capsys: pytest.CaptureFixture[str]) -> Callable[..., str]:
    """Runs the command, which has to end with a code; returns what it prints, errors first."""

    def command(*arguments: str, code: int = ExitCode.ERROR) -> str:
        capsys.readouterr()
        assert run([*arguments]) == code
        printed = capsys.readouterr()
        return printed.err + printed.out

    return command


def test_the_pages_beside_a_bad_one_are_generated(
    soapstone: Callable[..., str],
) -> None:
    save("Weigh.txt", cut(page("Weigh", WEIGH)))
    printed = soapstone("generate")
    assert printed.startswith("error: ferry: specs/ferry/Weigh.txt:13\n")
    assert CUT in printed
    assert operations() == ["Board"]


@pytest.mark.parametrize("command", ["generate", "check", "changes", "test"])
def test_every_command_reports_it_with_what_it_does(
    command: str, soapstone: Callable[..., str]
) -> None:
    soapstone("generate", code=ExitCode.OK)
    save("Weigh.txt", cut(page("Weigh", WEIGH)))
    save("Dock.txt", page("Dock"))
    printed = soapstone(command)
    assert printed.count("error: ") == 1
    assert CUT in printed
    if command != "test":
        assert "dock" in printed.casefold() or "Dock" in operations()
    else:
        assert "4 messages" in printed


def test_all_bad_pages_of_all_services_are_reported_in_one_run(
    soapstone: Callable[..., str],
) -> None:
    for number in range(3):
        save(f"Bad{number}.txt", cut(page("Weigh", WEIGH)))
        save(f"../port/Bad{number}.txt", "")
    printed = soapstone("generate", "--json")
    assert operations() == ["Board"]
    ferry, port = json.loads(printed[printed.index("\n{\n") :])["services"]
    files = [each["file"] for each in ferry["unread"]]
    assert files == ["ferry/Bad0.txt", "ferry/Bad1.txt", "ferry/Bad2.txt"]
    others = [each["file"] for each in port["error"]["others"]]
    assert others == ["port/Bad1.txt", "port/Bad2.txt"]


def test_an_operation_that_was_generated_before_keeps_its_service_as_it_is(
    soapstone: Callable[..., str],
) -> None:
    save("Weigh.txt", page("Weigh", WEIGH))
    soapstone("generate", code=ExitCode.OK)
    before = {path: path.read_bytes() for path in OUT.rglob("*") if path.is_file()}
    names = (SPECS / "names.toml").read_text("utf-8")
    save("Weigh.txt", cut(page("Weigh", WEIGH)))
    save("Dock.txt", page("Dock"))
    printed = soapstone("generate")
    assert printed.index(CUT) < printed.index("operation removed: Weigh")
    assert "all of it, but ferry/Weigh.txt cannot be read" in printed
    assert all(path.read_bytes() == content for path, content in before.items())
    assert (SPECS / "names.toml").read_text("utf-8") == names
    assert "operation removed: Weigh" in soapstone("check")
    assert "operation removed: Weigh" in soapstone("changes")
    (SPECS / "Weigh.txt").unlink()  # as it advises
    soapstone("generate", code=ExitCode.OK)
    assert operations() == ["Board", "Dock"]


def test_an_override_that_needs_the_bad_page_stops_its_service(
    soapstone: Callable[..., str],
) -> None:
    save("Weigh.txt", cut(page("Weigh", WEIGH)))
    save("overrides.toml", '[members."Weigh.Tons"]\ntype = "double"\n')
    printed = soapstone("generate")
    assert printed.index(CUT) < printed.index("ferry/overrides.toml:1")
    assert not OUT.exists()


def test_the_recordings_beside_a_bad_one_are_used(
    soapstone: Callable[..., str],
) -> None:
    save("recorded/a.xml", "<Board xmlns='urn:ferry'><Deck>1</Deck>")
    save(
        "recorded/b.xml", "<Board xmlns='urn:ferry'><Deck>1</Deck><Bay>2</Bay></Board>"
    )
    printed = soapstone("generate")
    assert "error: ferry: specs/ferry/recorded/a.xml:1" in printed
    assert "Bay" in (OUT / ".soapstone/contract.json").read_text("utf-8")


def test_a_member_that_a_recording_taught_keeps_its_service_as_it_is(
    soapstone: Callable[..., str],
) -> None:
    save(
        "recorded/b.xml", "<Board xmlns='urn:ferry'><Deck>1</Deck><Bay>2</Bay></Board>"
    )
    soapstone("generate", code=ExitCode.OK)
    save("recorded/b.xml", "<Board xmlns='urn:ferry'><Deck>1</Deck><Bay>2</Bay>")
    printed = soapstone("generate")
    assert "member removed: Board.Bay" in printed
    assert "Bay" in (OUT / ".soapstone/contract.json").read_text("utf-8")


def test_what_is_asked_of_a_bad_page_is_answered_with_its_error(
    soapstone: Callable[..., str],
) -> None:
    save("Weigh.txt", cut(page("Weigh", WEIGH)))
    asked = soapstone("explain", "ferry", "Weigh.Tons")
    assert asked.index(CUT) < asked.index("Weigh.Tons")
    assert "member Board.Deck" in soapstone("explain", "ferry", "Board.Deck")


def test_what_goes_from_another_service_is_no_loss_by_a_bad_page(
    soapstone: Callable[..., str],
) -> None:
    save("Weigh.txt", page("Weigh", WEIGH))
    soapstone("generate", code=ExitCode.OK)
    (SPECS / "Weigh.txt").unlink()
    save("../port/Dock.txt", page("Dock"))
    save("../port/Weigh.txt", cut(page("Weigh", WEIGH)))
    assert soapstone("generate").count("error: ") == 1
    assert operations() == ["Board"]
