"""Documents that a schema allows come back as they were, and what is written is allowed again.

The documents are drawn at random; xmlschema, which is not ours, judges them and what we write.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import xmlschema

from soapstone.emit.python.naming import name_everything
from soapstone.emit.schema import schema_files
from soapstone.model.contract import QName
from soapstone.model.description import Schema
from tests.canonical import canonical
from tests.inference.wsdl.drawing import Drawing
from tests.inference.wsdl.services import contract, read, with_operations
from tests.packages import load

DATA = Path(__file__).parents[2] / "data"
DRAWN = 12


class Service:
    """The package of a folder of schemas, and the schemas themselves, as xmlschema has them."""

    def __init__(self, folder: Path, start: str, tmp_path: Path) -> None:
        sources = {each.name: each.read_bytes() for each in folder.glob("*.xsd")}
        self.description = with_operations(read(sources))
        self.contract, _ = contract(self.description)
        self.package = load(self.contract, tmp_path)
        self.theirs = xmlschema.XMLSchema(str(folder / start), allow="local")
        self.naming = name_everything(self.contract)
        for name, text in schema_files(self.contract).items():
            (tmp_path / name).write_text(text, encoding="utf-8")
        self._ours = [xmlschema.XMLSchema(each) for each in tmp_path.glob("*.xsd")]

    def ours(self, name: QName) -> xmlschema.XMLSchema:
        """The schema that we write and that declares an element."""
        return next(e for e in self._ours if str(name) in e.maps.elements)

    @property
    def schema(self) -> Schema:
        return self.description.schema

    def classes(self) -> Iterator[tuple[QName, Any]]:
        """Each message's element and class."""
        for message in self.contract.messages():
            name = self.naming.classes[message.record]
            yield message.element, getattr(self.package, name)


SERVICES = {
    "harbour": (DATA / "wsdl", "harbour.xsd"),
    "lighthouse": (DATA / "schemas/lighthouse", "lighthouse.xsd"),
    "pier": (DATA / "schemas/pier", "pier.xsd"),
}


@pytest.fixture(scope="module", params=SERVICES)
def made(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Service:
    folder, start = SERVICES[request.param]
    return Service(folder, start, tmp_path_factory.mktemp(request.param))


@pytest.mark.parametrize("seed", range(DRAWN))
def test_what_a_schema_allows_comes_back(made: Service, seed: int) -> None:
    for name, kind in made.classes():
        document = Drawing(made.schema, seed).document(name)
        made.theirs.validate(document)
        written = kind.from_xml(document).to_xml()
        assert canonical(written) == canonical(document)


@pytest.mark.parametrize("seed", range(DRAWN))
def test_what_is_written_of_values_is_allowed(made: Service, seed: int) -> None:
    """Values alone, without what a message keeps of how it was written; by both schemas."""
    for name, kind in made.classes():
        document = Drawing(made.schema, seed).document(name)
        written = kind.from_dict(kind.from_xml(document).to_dict()).to_xml()
        made.theirs.validate(written)
        made.ours(name).validate(written)
