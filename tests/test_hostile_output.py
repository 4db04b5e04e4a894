"""No text of a hostile page controls the terminal, runs in a browser or hides."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path
from xml.parsers import expat

import pytest

from soapstone.cli import run

STEERING = "\x9b2J\u202e\u2066\u200b\ufeff\u2028\x85\u2029\xad\u061c\u3164\ufe01"
"""A terminal's own escape in one character, text that runs backwards, text that is not seen."""
UNSEEN = "\u3164\ufe01"
"""A letter and a mark by their category; no more than blanks on the screen."""
MARKUP = "<script>alert(1)</script> [x](javascript:x) **b** `c` | d {{ 7 }}"
TEXT = f"{STEERING} {MARKUP}"
FOLDER = "shop\x1b]0;x\x07\u202e"
PAGE = f"Page\x1b[2J\u202e{STEERING}.txt"


def page(extra: str = "") -> str:
    """A page with the texts everywhere that one can stand."""
    escaped = TEXT.replace("<", "&lt;")
    word = "".join(STEERING.split())  # a head ends where a bracket opens
    return (
        f"Shop{TEXT}\nAll operations {TEXT}\nAsk\nAsks {TEXT}\nTest\nSOAP 1.1\n"
        f"POST /{word}.asmx HTTP/1.1\nHost: {word}\nContent-Type: text/xml; {word}\n"
        f'SOAPAction: "urn:{word}"\n'
        '<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>'
        f'<Ask xmlns="urn:{escaped}"><A>X or {escaped}</A><B k="{escaped}" /><C />'
        f"<D>bytes</D>{extra}</Ask></s:Body></s:Envelope>\n"
    )


@pytest.fixture
def folders(tmp_path: Path) -> list[str]:
    """The arguments that name a specs folder with the page, and an output folder."""
    service = tmp_path / "specs" / FOLDER
    service.mkdir(parents=True)
    (service / PAGE).write_text(page(), "utf-8")
    (service / f"notes{STEERING}.doc").write_text("")
    broken = tmp_path / "specs" / f"broken{STEERING}"
    broken.mkdir()
    (broken / PAGE).write_text(f"{TEXT}\nHTTP/1.1 200 OK\n{TEXT}", "utf-8")
    return ["--specs", str(tmp_path / "specs"), "--out", str(tmp_path / "out")]


CATEGORIES = ("Cc", "Cf", "Cn", "Co", "Zl", "Zp")


def odd(text: str) -> set[str]:
    """Characters that do more than show themselves."""
    return {
        char
        for char in text
        if char in UNSEEN or (char != "\n" and unicodedata.category(char) in CATEGORIES)
    }


def test_no_command_prints_what_steers_a_terminal(
    folders: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    said = []
    for command in (
        ["check", "-v"],
        ["generate", "-v"],
        ["generate", "--json"],
        ["check"],
    ):
        run([*command, *folders])
        said.append("".join(capsys.readouterr()))
    specs = Path(folders[1])
    (specs / FOLDER / PAGE).write_text(page("<E>int</E>"), "utf-8")
    for command in (
        ["check"],
        ["changes"],
        ["changes", "--format", "markdown"],
        ["changes", "--format", "json"],
    ):
        run([*command, *folders])
        said.append("".join(capsys.readouterr()))
    assert [odd(each) for each in said] == [set()] * len(said)
    assert all(said[:2])
    assert any("\\x9b2J\\u202e" in each for each in said)


def attributes(text: str) -> list[str]:
    """The values of a document's attributes; most parsers refuse a brace in a namespace."""
    values: list[str] = []
    parser = expat.ParserCreate(namespace_separator="\1")
    parser.StartElementHandler = lambda _, found: values.extend(found.values())
    parser.Parse(text, True)
    return values


def test_no_schema_hides_what_it_says(folders: list[str]) -> None:
    run(["generate", "-q", *folders])
    texts = {
        path: path.read_text("utf-8")
        for path in Path(folders[3]).rglob("schema/*")
        if path.suffix in (".xsd", ".wsdl")
    }
    assert len(texts) == 2
    for text in texts.values():
        assert odd(text) == set()
        for char in ("\u202e", "\u2028", "\u3164"):
            assert f"&#{ord(char)};" in text
        # Whoever parses it gets what the page says.
        assert any("\u202e" in value for value in attributes(text))


def test_no_other_file_holds_what_steers_either(folders: list[str]) -> None:
    run(["generate", "-q", *folders])
    files = [*Path(folders[3]).rglob("*"), *Path(folders[1]).rglob("names.toml")]
    texts = [
        path.read_text("utf-8")
        for path in files
        if path.suffix in (".py", ".pyi", ".json", ".md", ".toml")
    ]
    assert len(texts) > 10
    assert [odd(text) - set(UNSEEN) for text in texts] == [set()] * len(texts)


def test_json_is_ascii_and_says_what_there_is(
    folders: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["generate", "--json", *folders]) == 2  # the broken one
    out = capsys.readouterr().out
    assert out.isascii()
    found = json.loads(out)["services"]
    files = [str(each["file"]) for service in found for each in service["findings"]]
    assert f"{FOLDER}/{PAGE}" in files


def test_markdown_shows_markup_and_does_not_become_it(
    folders: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    run(["generate", "-q", *folders])
    capsys.readouterr()
    specs = Path(folders[1])
    text = page().replace("X or ", f"X or Z{MARKUP.replace('<', '&lt;')} or ")
    (specs / FOLDER / PAGE).write_text(text, "utf-8")
    run(["changes", "--format", "markdown", *folders])
    out = capsys.readouterr().out
    assert "alert" in out
    assert "<script" not in out
    assert "[x](javascript" not in out
