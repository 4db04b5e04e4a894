"""Those that are measured, a module for each; which of them is loaded is the runner's business.

All their classes are as typed as ours, as far as each knows types: they are made from the same
contract or from its XSD.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any, Literal, Protocol

from tests.benchmarks.payloads import Payload, Value

MODULES = ("soapstone", "xmltodict", "pydantic_xml", "zeep", "xsdata")
"""Ours, then the others, fastest first."""


Action = Literal["read", "write"]


class Peer(Protocol):
    """Reads and writes one kind of message."""

    def read(self, data: bytes) -> Any:
        """The message as the peer's users get it."""

    def write(self, message: Any) -> bytes:
        """What ``read`` gave, as XML again."""

    def value(self, message: Any) -> Value:
        """What the message says, to be compared with what the payload says."""


@dataclass(frozen=True)
class Candidate:
    """A library that is measured."""

    name: str
    """With its version, where that is not the repository's own."""
    peer: Callable[[Payload], Peer]
    typed: bool
    """Whether it gives typed values; else all leaves are texts."""
    timed: tuple[Action, ...] = ("read", "write")


def candidates(modules: tuple[str, ...] = MODULES) -> list[Candidate]:
    """The candidates of some modules. Raises ImportError where a library is not installed."""
    return [
        candidate
        for module in modules
        for candidate in importlib.import_module(f"{__name__}.{module}").CANDIDATES
    ]


def named(distribution: str) -> str:
    """A distribution with its installed version."""
    return f"{distribution} {version(distribution)}"
