"""``soapstone init`` as a user sees it: names, what is there already, what would help, errors."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

from soapstone.cli import run
from soapstone.commands.exit_codes import ExitCode
from tests.json_pages import JSON_PAGE, XML_PAGE
from tests.services import ROOT

Capture = pytest.CaptureFixture[str]

PAGE = """\
{name}

POST /ws/ferry.asmx HTTP/1.1
Host: boats.example
Content-Type: text/xml; charset=utf-8
Content-Length: length
SOAPAction: "urn:ferry/{name}"

<?xml version="1.0" encoding="utf-8"?>
<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/">
  <soap:Body>
    <{name} xmlns="urn:ferry">
      <deck>int</deck>
    </{name}>
  </soap:Body>
</soap:Envelope>
"""
ANSWER = """\
HTTP/1.1 200 OK
Content-Type: text/xml; charset=utf-8
Content-Length: length

<?xml version="1.0" encoding="utf-8"?>
<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/">
  <soap:Body>
    <{name}Response xmlns="urn:ferry">
      <{name}Result>boolean</{name}Result>
    </{name}Response>
  </soap:Body>
</soap:Envelope>
"""
INDEX = """\
<!DOCTYPE html>
<html><body><p>The following operations are supported.</p><ul>
<li><a href="ferry.asmx?op=Board">Board</a></li>
<li><a href="ferry.asmx?op=Leave">Leave</a></li>
<li><a href="ferry.asmx?op=Weigh">Weigh</a></li>
</ul></body></html>
"""


def page(name: str) -> str:
    return (PAGE + ANSWER).format(name=name)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of downloads, in which one stands."""
    (tmp_path / "ferry Web Service.txt").write_text(page("Board"))
    (tmp_path / "index.html").write_text(INDEX)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def init(capsys: Capture, *words: str, code: int = ExitCode.OK) -> tuple[str, str]:
    assert run(["init", *words]) == code
    out, err = capsys.readouterr()
    return out, err


def test_a_page_becomes_a_service(folder: Path, capsys: Capture) -> None:
    out, _ = init(capsys, "ferry Web Service.txt")
    assert out == (
        "specs/ferry: 1 file copied, 0 there already\n"
        "  Board.txt  Board\n"
        "\n"
        "This would help as well:\n"
        "  the index page, which lists all operations  https://boats.example/ws/ferry.asmx\n"
        "  its WSDL                                    https://boats.example/ws/ferry.asmx?WSDL\n"
        "\n"
        "next: soapstone generate ferry\n"
    )
    assert (folder / "specs/ferry/Board.txt").read_text() == page("Board")
    assert run(["generate", "-q", "ferry"]) == ExitCode.OK


def test_an_index_says_what_is_missing_and_is_not_copied(
    folder: Path, capsys: Capture
) -> None:
    out, _ = init(capsys, "ferry Web Service.txt", "index.html")
    assert "  index.html lists operations, and was not copied\n" in out
    assert "  the page of Leave  https://boats.example/ws/ferry.asmx?op=Leave\n" in out
    assert "the page of Board" not in out
    assert "the index page" not in out
    assert [each.name for each in folder.glob("specs/ferry/*")] == ["Board.txt"]


def test_an_answer_that_is_missing(folder: Path, capsys: Capture) -> None:
    (folder / "half.txt").write_text(PAGE.format(name="Leave"))
    out, _ = init(capsys, "half.txt")
    assert "  the answer of Leave, which its page does not show\n" in out


def test_nothing_is_replaced(folder: Path, capsys: Capture) -> None:
    init(capsys, "ferry Web Service.txt")
    out, _ = init(capsys, "ferry Web Service.txt")
    assert "0 files copied, 1 there already\n  Board.txt  Board  there already" in out
    (folder / "newer.txt").write_text(page("Board") + "\n")
    _, err = init(capsys, "newer.txt", code=ExitCode.ERROR)
    assert err.startswith(
        "error: specs/ferry/Board.txt\n"
        "  found     another version of the page, and init replaces no file\n"
        "  expected  the same page as newer.txt, or none\n"
    )
    assert (folder / "specs/ferry/Board.txt").read_text() == page("Board")


def test_a_page_of_a_machine_without_a_name_says_how_to_name_the_folder(
    folder: Path, capsys: Capture
) -> None:
    (folder / "here.txt").write_text(
        page("Board")
        .replace("/Ferry.asmx", "/")
        .replace("Host: ferry.example", "Host: localhost")
    )
    out, _ = init(capsys, "here.txt", "--service", "localhost")
    assert "no public host; --service NAME gives the folder another name.\n" in out
    out, _ = init(capsys, "here.txt", "--service", "port")
    assert "no public host" not in out


def test_two_pages_of_one_operation_are_both_left(
    folder: Path, capsys: Capture
) -> None:
    (folder / "newer.txt").write_text(page("Board") + "\n")
    init(capsys, "ferry Web Service.txt", "newer.txt", code=ExitCode.ERROR)
    assert not (folder / "specs").exists()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (page("Board"), "Board.txt"),
        (f"<!DOCTYPE html><html><pre>{page('Board')}</pre></html>", "Board.html"),
        ((ROOT / "tests/data/described/garage.wsdl").read_text("utf-8"), "garage.wsdl"),
    ],
)
def test_standard_input(
    text: str, name: str, capsys: Capture, monkeypatch: pytest.MonkeyPatch, folder: Path
) -> None:
    if "<html>" in text:
        text = text.replace("<?xml", "&lt;?xml").replace("<soap:", "&lt;soap:")
        for each in ("Board", "deck", "/"):
            text = text.replace(f"<{each}", f"&lt;{each}")
        text = text.replace("&lt;/pre>", "</pre>").replace("&lt;/html>", "</html>")
    given = io.TextIOWrapper(io.BytesIO(text.encode()))
    monkeypatch.setattr(sys, "stdin", given)
    out, _ = init(capsys, "-")
    assert f"  {name}  " in out
    (copied,) = folder.glob("specs/*/*")
    assert copied.read_bytes() == text.encode()


def test_a_saved_folder(folder: Path, capsys: Capture) -> None:
    saved = folder / "saved"
    (saved / "Leave_files").mkdir(parents=True)
    (saved / "Leave_files/frame.html").write_text("<html></html>")
    (saved / "style.css").write_text("")
    (saved / "Leave.txt").write_text(page("Leave"))
    out, _ = init(capsys, "saved")
    assert out.startswith("specs/ferry: 1 file copied, 0 there already\n")
    _, err = init(capsys, "saved/Leave_files", code=ExitCode.ERROR)
    assert "  found     the folder of a page's pictures\n" in err
    (folder / "empty").mkdir()
    _, err = init(capsys, "empty", code=ExitCode.ERROR)
    assert "  found     no page\n" in err


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        ("a.txt", "", "an empty page"),
        ("a.pdf", "%PDF", "a file of the format PDF"),
        ("a.txt", "Dear customer", "no HTTP sample and no table of types"),
        ("a.html", "<input type=password>", "a page that asks for a password"),
        ("a", '{"openapi": "3.0"}', "an OpenAPI document, which is not read yet"),
        ("a.html", INDEX, "a list of operations that shows none of them"),
    ],
)
def test_what_is_no_page(
    name: str, text: str, found: str, capsys: Capture, folder: Path
) -> None:
    (folder / name).write_text(text)
    out, err = init(capsys, name, code=ExitCode.ERROR)
    assert out == ""
    assert err.startswith(f"error: {name}")
    assert f"  found     {found}" in err
    assert not (folder / "specs").exists()


def test_the_others_of_a_page_that_cannot_be_used(
    folder: Path, capsys: Capture
) -> None:
    out, err = init(capsys, "nosuch.txt", "ferry Web Service.txt", code=ExitCode.ERROR)
    assert out.startswith("specs/ferry: 1 file copied")
    assert err.startswith("error: nosuch.txt\n  found     a file that cannot be read")


def test_pages_of_several_services(folder: Path, capsys: Capture) -> None:
    (folder / "other.txt").write_text(page("Sail").replace("ferry.asmx", "sail.asmx"))
    words = ["ferry Web Service.txt", "other.txt"]
    _, err = init(capsys, *words, code=ExitCode.ERROR)
    assert "  found     pages of 2 services: ferry, sail\n" in err
    out, _ = init(capsys, *words, "--service", "both")
    assert out.startswith("specs/both: 2 files copied")


def test_the_xml_page_of_what_json_alone_shows_comes_first(
    folder: Path, capsys: Capture
) -> None:
    (folder / "scales.txt").write_text(JSON_PAGE)
    out, _ = init(capsys, "scales.txt", "--service", "scales")
    wishes = out.partition("This would help as well:\n")[2].splitlines()
    what, _, address = wishes[0].strip().rpartition("  ")
    assert what == "the XML page of Weigh, without which it cannot be called"
    assert address == "https://scales.example.com/xml/metadata?op=Weigh"
    (folder / "xml.txt").write_text(XML_PAGE)
    out, _ = init(capsys, "xml.txt", "--service", "scales")
    assert "Weigh.txt  Weigh" in out
    assert "cannot be called" not in out
    assert run(["generate", "-q", "scales"]) == ExitCode.OK


def test_without_a_host_the_xml_page_has_a_path(folder: Path, capsys: Capture) -> None:
    text = JSON_PAGE.replace("Host: scales.example.com\n", "")
    (folder / "scales.txt").write_text(text)
    out, _ = init(capsys, "scales.txt", "--service", "scales")
    assert "without which it cannot be called  /xml/metadata?op=Weigh\n" in out


def test_a_page_that_names_no_service(folder: Path, capsys: Capture) -> None:
    text = page("Board").replace(
        "POST /ws/ferry.asmx HTTP/1.1\nHost: boats.example\n", ""
    )
    _, _, text = text.partition("\n<?xml")
    (folder / "bare.txt").write_text(f"<?xml{text}")
    _, err = init(capsys, "bare.txt", code=ExitCode.ERROR)
    assert "Name its folder with --service NAME." in err


def test_a_wsdl_with_its_schemas(folder: Path, capsys: Capture) -> None:
    described = sorted((ROOT / "tests/data/described").glob("ferry.*"))
    out, _ = init(capsys, *map(str, described))
    assert ": 3 files copied" in out
    assert run(["generate", "-q"]) == ExitCode.OK


def test_a_wsdl_without_its_schemas_says_what_is_missing(
    folder: Path, capsys: Capture
) -> None:
    wsdl = str(ROOT / "tests/data/described/ferry.wsdl")
    out, _ = init(capsys, wsdl, "--service", "ferry")
    assert "This would help as well:\n  Save http" in out


def test_json(capsys: Capture) -> None:
    out, _ = init(capsys, "ferry Web Service.txt", "--json")
    document = json.loads(out)
    (service,) = document["services"]
    assert service["files"] == [
        {
            "from": "ferry Web Service.txt",
            "file": "ferry/Board.txt",
            "operations": ["Board"],
            "new": True,
        }
    ]
    assert service["wanted"][1]["address"].endswith("ferry.asmx?WSDL")


def test_an_address_that_leads_out_of_the_specs(folder: Path, capsys: Capture) -> None:
    text = page("Board").replace("/ws/ferry.asmx", "/ws/..%2f..%2fx.asmx")
    (folder / "evil.txt").write_text(text.replace("Board>", "Bo..ard>"))
    assert run(["init", "evil.txt"]) in (ExitCode.OK, ExitCode.ERROR)
    assert {each.name for each in folder.iterdir()} <= {
        *("specs", "evil.txt", "index.html", "ferry Web Service.txt")
    }


@pytest.mark.parametrize("name", ["../x", ".x", "a/b", "con"])
def test_a_name_that_is_no_folder(name: str, capsys: Capture) -> None:
    _, err = init(
        capsys, "ferry Web Service.txt", "--service", name, code=ExitCode.ERROR
    )
    assert "cannot be a service's folder" in err
