"""Code that is wrong in one place each: the step that finds it, and the words."""

from __future__ import annotations

import sys
import tempfile
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from soapstone.model.findings import Origin
from soapstone.output.packages import Package
from soapstone.pages import read_pages
from soapstone.proving import report
from soapstone.proving.proof import Failure, Proof
from soapstone.proving.run import prove_package
from soapstone.run import pipeline

SPECS = Path(__file__).resolve().parents[1] / "data" / "services"
HELLO, GET = "operations/hello_world.py", "operations/get.py"
XSD = "schema/urn-wsi.xsd"
FORGETFUL = (
    "(lambda calls: lambda text: calls.append(text) or text[len(calls) - 1 :])([])"
)
"""Reads a text whole at first, and then ever less of it."""


@cache
def made() -> Package:
    package, _ = pipeline.generate(SPECS, ["basic"]).packages
    return package


def proof(path: str = "", old: str = "", new: str = "") -> Proof:
    """What testing the service shows where ``old`` of a file of it is ``new``."""
    package, files = made(), dict(made().files)
    if path:
        assert old in files[path]
        files[path] = files[path].replace(old, new)
    sources = pipeline.pages_of(SPECS / "basic").pages
    changed = replace(package, files=files)
    return prove_package("basic", changed, read_pages(sources)[0], corrected=False)


def test_nothing_is_wrong_with_what_is_generated() -> None:
    assert proof().failures == ()
    assert proof().documents == 20


@pytest.mark.parametrize(
    ("path", "old", "new", "step", "found", "expected"),
    [
        (
            HELLO,
            '_W + "HelloWorld",',
            '_X + "HelloWorld",',
            "import",
            "NameError: name '_X' is not defined",
            "a module that can be imported",
        ),
        (
            GET,
            "import read_int, ",
            "import read_short as read_int, ",
            "read",
            "WireError: $.id: found '-2147483648', expected a short from -32768 to 32767",
            "a field for every member",
        ),
        (
            HELLO,
            '_W + "name"',
            '_W + "nome"',
            "read",
            "{urn:wsi}name, which is in no field",
            "a field for every member",
        ),
        (
            HELLO,
            '"w:name"',
            '"w:nome"',
            "write",
            "<nome> of urn:wsi at /HelloWorld/name, in place of <name> of urn:wsi",
            "the document that was read",
        ),
        (
            GET,
            "w.scalar",
            "w.skalar",
            "write",
            "WireError: $: found Get(id=5), expected a value for Get",
            "the document that was read",
        ),
        (
            HELLO,
            '"name", read_string',
            f'"name", {FORGETFUL}',
            "read again",
            "another object",
            "an object equal to the first",
        ),
        (
            XSD,
            "xs:int",
            "xs:short",
            "validate",
            "/w:Get/w:id: value must be -2^15 <= x < 2^15",
            "a document that the emitted XSD allows",
        ),
    ],
)
def test_a_fault_is_found(
    path: str, old: str, new: str, step: str, found: str, expected: str
) -> None:
    failure = proof(path, old, new).failures[0]
    assert (failure.step, failure.found, failure.expected) == (step, found, expected)
    assert failure.origin.file.startswith("basic/")


def test_nothing_of_it_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    before, path = set(sys.modules), list(sys.path)
    assert proof().documents == 20
    assert not [name for name in set(sys.modules) - before if "soapstone_test" in name]
    assert sys.path == path
    assert list(tmp_path.iterdir()) == []


def test_one_cause_is_told_once_and_a_screen_of_them() -> None:
    origin = Origin("svc/Ask.txt", 3)
    failures = [
        Failure(origin, f"M{number}", filling, "read", "x", "y")
        for number in range(12)
        for filling in ("plain", "lowest")
    ]
    lines = list(report.failures(Proof("svc", failures=tuple(failures))))
    assert lines[0] == (
        "failed: svc/Ask.txt:3  M0, read, with plain values, and with 1 more"
    )
    assert len(lines) == 10 * 4 + 1
    assert lines[-1] == "and 2 more of svc, which --json shows"
