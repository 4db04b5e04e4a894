"""Loads the services of specs/ for tests: pages, contract, messages, checked-in package."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import xmlschema

from soapstone.emit.python.names import package_name
from soapstone.emit.python.naming import name_everything
from soapstone.emit.schema import file_names, schemas
from soapstone.inputs.files import PAGE_SUFFIXES
from soapstone.model.contract import Contract, Message
from soapstone.model.facts import Node, PageFacts
from soapstone.model.names import Names
from soapstone.pages import read_page
from soapstone.run.resolved_contract import resolve_contract

ROOT = Path(__file__).resolve().parent.parent
SPECS = ROOT / "specs"
GENERATED = ROOT / "generated"


@dataclass(frozen=True)
class Service:
    """A service of specs/."""

    folder: str
    pages: tuple[PageFacts, ...]
    contract: Contract
    locked_names: Names = field(hash=False)
    """The names of specs/<service>/names.toml."""

    @property
    def package(self) -> ModuleType:
        return importlib.import_module(f"generated.{package_name(self.folder)}")

    def class_of(self, key: str) -> Any:
        naming = name_everything(self.contract, self.locked_names)
        return getattr(self.package, naming.classes[key])

    def messages(self) -> Iterator[Message]:
        """Every message, once."""
        yielded = set()
        for operation in self.contract.operations:
            for message in (operation.request, operation.response):
                if message is not None and message not in yielded:
                    yielded.add(message)
                    yield message

    def samples(self) -> Iterator[tuple[Message, Node]]:
        """Every sample of every page with the message that it shows."""
        by_element = {message.element: message for message in self.messages()}
        for page in self.pages:
            for operation in page.operations:
                for exchange in operation.exchanges:
                    for sample in (exchange.request, exchange.response):
                        if sample is None or sample.body is None:
                            continue
                        for element, message in by_element.items():
                            body = sample.body
                            if (element.namespace, element.name) == (
                                body.namespace,
                                body.name,
                            ):
                                yield message, body

    def schema(self, message: Message) -> xmlschema.XMLSchema:
        """The checked-in XSD that declares a message."""
        return _schema(self, message.element.namespace)


@cache
def _schema(service: Service, namespace: str) -> xmlschema.XMLSchema:
    name = file_names(schemas(service.contract))[namespace]
    folder = GENERATED / package_name(service.folder) / "schema"
    return xmlschema.XMLSchema(folder / name)


@cache
def service(folder: str) -> Service:
    """A service by its folder's name."""
    files = sorted(
        path for path in (SPECS / folder).iterdir() if path.suffix in PAGE_SUFFIXES
    )
    pages = [read_page(f"{folder}/{path.name}", path.read_bytes()) for path in files]
    made = resolve_contract(SPECS / folder, pages)
    return Service(folder, tuple(pages), made.contract, made.locked_names)


FOLDERS = sorted(path.name for path in SPECS.iterdir() if path.is_dir())
