"""Pages as people have them: the command gives what ``as_people_have_them.toml`` says of each.

A page is named after its trap. What the table says follows from the rules of the programs that
write such pages, not from what comes out.
"""

from __future__ import annotations

import contextlib
import io
import json
import re
import shutil
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from soapstone.cli import run
from soapstone.model.contract_json import from_json
from tests.fuzz.filled import core
from tests.signatures import addresses, signatures, transports

PAGES = Path(__file__).parent / "data" / "as_people_have_them"
TABLE = tomllib.loads(PAGES.with_suffix(".toml").read_text("utf-8"))
Entry = Mapping[str, Any]


def _service(page: str) -> str:
    """The folder in which a page stands alone: a name that Python takes as well."""
    return "of_" + re.sub(r"\W+", "_", page).lower()


def _cases() -> Iterator[Any]:
    for page, entry in TABLE["pages"].items():
        yield pytest.param(page, entry, id=page)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("as_people_have_them")


@pytest.fixture(scope="module")
def services(folder: Path) -> dict[str, Any]:
    """What the command says of each page, by its service; each page is a service of its own."""
    for page, entry in TABLE["pages"].items():
        target = folder / "specs" / _service(page) / entry.get("saved_as", page)
        target.parent.mkdir(parents=True)
        shutil.copyfile(PAGES / page, target)
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(io.StringIO()):
        run(
            [
                "generate",
                "--json",
                *("--specs", str(folder / "specs")),
                *("--out", str(folder / "out")),
            ]
        )
    return {
        each["service"]: each for each in json.loads(printed.getvalue())["services"]
    }


@pytest.mark.parametrize(("page", "entry"), list(_cases()))
def test_a_page_gives_what_its_program_means(
    page: str, entry: Entry, services: Mapping[str, Any], folder: Path
) -> None:
    said = services[_service(page)]
    expected = {
        **_expected(entry),
        "refusals": _refused(said, entry.get("refusals", [])),
    }
    assert {**_given(folder / "out" / _service(page)), **_said(said)} == expected


@pytest.mark.parametrize(
    ("page", "entry"),
    [(page, entry) for page, entry in TABLE["pages"].items() if "values" in entry],
)
def test_no_value_of_it_stands_in_any_output(
    page: str, entry: Entry, services: Mapping[str, Any], folder: Path
) -> None:
    name = _service(page)
    left = {"printed": json.dumps(services[name], ensure_ascii=False)}
    for path in _files(folder, name):
        if path.is_file():
            left[path.name] = path.read_text("utf-8")
    spelt = [core(value) for value in entry["values"]]
    found = [
        where for where, text in left.items() for each in spelt if each in core(text)
    ]
    assert spelt
    assert not found


def test_every_page_is_in_the_table() -> None:
    assert {path.name for path in PAGES.iterdir()} == set(TABLE["pages"])


def _files(folder: Path, service: str) -> Iterator[Path]:
    yield from (folder / "out" / service).rglob("*")
    yield folder / "specs" / service / "names.toml"


def _expected(entry: Entry) -> dict[str, object]:
    gives = entry.get("gives", {})
    contracts = gives if isinstance(gives, dict) else {name: name for name in gives}
    return {
        "gives": {name: _contract(of) for name, of in contracts.items()},
        "over": _over(entry["over"]) if contracts else set(),
        "at": set(entry["at"].split()) if entry.get("at") else set(),
        "findings": sorted(entry.get("findings", [])),
    }


def _over(text: str) -> set[str]:
    """One or several SOAP versions are those of every operation; after a comma alone, one has
    none.
    """
    shown, comma, none = text.rpartition(", ")
    return {shown, none} if comma and not none else {text}


@cache
def _contract(name: str) -> str:
    return " ".join(TABLE["contracts"][name].split())


def _given(package: Path) -> dict[str, object]:
    """The operations of a package; none where there is no package."""
    path = package / ".soapstone" / "contract.json"
    if not path.exists():
        return {"gives": {}, "over": set(), "at": set()}
    contract = from_json(path.read_text("utf-8"), path.name).contract
    return {
        "gives": signatures(contract),
        "over": {transports(each) for each in contract.operations},
        "at": set().union(*map(addresses, contract.operations)) - {""},
    }


def _said(service: Any) -> dict[str, object]:
    found = [f"{each['line']} {each['code']}" for each in service["findings"]]
    refused = [service["error"]] if service["error"] else service["unread"]
    refusals = [f"{each['line']} {each['found']}" for each in refused]
    return {"findings": sorted(found), "refusals": refusals}


def _refused(service: Any, expected: list[str]) -> list[str]:
    """The refusals that are expected: those that came, where they say the words, in order."""
    came = _said(service)["refusals"]
    assert isinstance(came, list)
    pairs = zip(came, expected, strict=False)
    fits = all(_says(one, words) for one, words in pairs)
    return came if fits and len(came) == len(expected) else expected


def _says(refusal: str, expected: str) -> bool:
    line, _, words = expected.partition(" ")
    return refusal.startswith(f"{line} ") and words.lower() in refusal.lower()
