"""xmlschema, which is not ours, says the same of every schema of the tests' data."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
import xmlschema

from soapstone.model.contract import QName
from soapstone.model.description import ComplexType, SimpleType
from soapstone.model.findings import NOWHERE
from soapstone.wsdl import is_description, read_description
from soapstone.wsdl.arrays import array, is_array
from tests.wsdl import judge
from tests.wsdl.documents import DATA

DOTNET = DATA / "dotnet"


def services() -> Iterator[tuple[str, dict[str, bytes]]]:
    """The schemas that belong together, by what .NET's exporters call them."""
    found: dict[str, dict[str, bytes]] = {}
    for path in sorted((*DOTNET.rglob("*.xsd"), *DOTNET.rglob("*.wsdl"))):
        one = path.name if path.suffix == ".wsdl" else path.name.partition(".")[0]
        name = (path.parent / one).relative_to(DOTNET).as_posix()
        found.setdefault(name, {})[path.name] = path.read_bytes()
    yield from found.items()


SERVICES = dict(services())
HARBOUR = {path.name: path.read_bytes() for path in (DATA / "wsdl").glob("*.xsd")}


@pytest.mark.parametrize("name", SERVICES)
def test_xmlschema_says_the_same(name: str) -> None:
    found = read_description(SERVICES[name])
    assert found.errors == ()
    assert found.schema.types or found.schema.elements
    assert judge.differences(judge.theirs(SERVICES[name]), found) == []
    assert all(map(is_description, SERVICES[name].values()))


def test_xmlschema_says_the_same_of_everything() -> None:
    """It follows the locations of the files, while we join them by namespace."""
    theirs = xmlschema.XMLSchema(
        str(DATA / "wsdl/harbour.xsd"), defuse="always", allow="sandbox"
    )
    found = read_description(HARBOUR)
    assert (found.errors, found.findings) == ((), ())
    assert judge.differences(theirs, found) == []


def test_every_kind_of_declaration_is_judged() -> None:
    """The schema of the harbour has all that the model can say."""
    types = read_description(HARBOUR).schema.types.values()
    made = [each for each in types if isinstance(each, ComplexType)]
    simple = [each for each in types if isinstance(each, SimpleType)]
    for name in ("base", "content", "text", "attributes", "mixed", "abstract"):
        assert any(getattr(each, name) for each in made), name
    assert any(each.any_attribute for each in made)
    assert any(each.facets for each in made)
    for name in ("base", "members", "facets", "items", "union", "documentation"):
        assert any(getattr(each, name) for each in simple), name


def test_arrays_are_as_dotnet_declares_them() -> None:
    """What is known without a document is what DataContractSerializer's exporter writes."""
    tried = set()
    for sources in SERVICES.values():
        for name, type_ in read_description(sources).schema.types.items():
            if is_array(name):
                assert isinstance(type_, ComplexType)
                assert type_.content
                items = replace(type_.content.particles[0], origin=NOWHERE)
                content = replace(type_.content, particles=(items,), origin=NOWHERE)
                assert replace(type_, content=content, origin=NOWHERE) == array(name)
                tried.add(name.name)
    assert tried >= {"ArrayOfstring", "ArrayOfint", "ArrayOfanyType"}


def test_no_other_name_is_an_array() -> None:
    arrays = "http://schemas.microsoft.com/2003/10/Serialization/Arrays"
    assert not is_array(QName(arrays, "ArrayOfKeyValueOfstringint"))
    assert not is_array(QName(arrays, "string"))
    assert not is_array(QName("urn:own", "ArrayOfstring"))
