"""Services of all kinds, and their packages: those of test contracts, of made pages, the seeds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

from soapstone.emit.python.naming import name_everything
from soapstone.emit.schema import schema_files
from soapstone.model.contract import Contract, Message, Particle, Serializer
from tests import contracts
from tests.packages import load, runtime_of
from tests.runtime.calling.orders import orders
from tests.runtime.standin.outcomes import contract_of
from tests.runtime.support import drawable, shop
from tests.services import FOLDERS, service
from tests.test_made_pages import CONTRACTS

NAMES = (
    *("everything", "elements", "shop", "kennel", "park", "orders", "demo", "basic"),
    *FOLDERS,
    *(f"made_{name}" for name in CONTRACTS),
)


def elements() -> Contract:
    """Everything that DataContractSerializer has: elements alone."""
    everything = drawable(contracts.without_choices(contracts.everything()))
    records = tuple(
        replace(
            each,
            fields=tuple(f for f in each.fields if f.particle is Particle.ELEMENT),
        )
        for each in everything.records
    )
    return replace(everything, records=records, serializer=Serializer.DATA_CONTRACT)


class Service(NamedTuple):
    """A service as tests of the stand-in need it."""

    contract: Contract
    package: ModuleType

    @property
    def runtime(self) -> ModuleType:
        return runtime_of(self.package)

    @property
    def ordered(self) -> bool:
        """Whether DataContractSerializer reads its messages."""
        return self.contract.serializer is Serializer.DATA_CONTRACT

    def classes(self) -> Iterator[tuple[Message, Any]]:
        """Each message that has XML, and its class."""
        classes = name_everything(self.contract).classes
        for message in self.contract.messages():
            if not message.no_xml:
                yield message, getattr(self.package, classes[message.record])

    def schemas(self) -> dict[str, str]:
        """The schemas, by file."""
        return schema_files(self.contract)


def made(folder: Path) -> dict[str, Service]:
    """All of them; the packages lie in ``folder``."""
    found = {
        "everything": drawable(contracts.everything()),
        "elements": elements(),
        "shop": drawable(shop()),
        "kennel": contracts.kennel(),
        "park": contracts.park(),
        "orders": orders(),
        "demo": contract_of("demo"),
        "basic": contract_of("basic"),
        **{f"made_{name}": contract for name, contract in CONTRACTS.items()},
    }
    services = {
        name: Service(contract, load(contract, folder, name))
        for name, contract in found.items()
    }
    seeds = {name: service(name) for name in FOLDERS}
    return services | {
        name: Service(each.contract, each.package) for name, each in seeds.items()
    }
