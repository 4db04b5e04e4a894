"""The result of generating: packages, each a map from path to text, before anything is written.

``generate``, ``check``, the diff and the tests all use this one result.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from soapstone.inputs.files import Rewritten
from soapstone.model.findings import Finding, Origin, SpecError, together

if TYPE_CHECKING:
    from soapstone.model.contract_json import Snapshot


CONTRACT = ".soapstone/contract.json"
"""The path of the contract in a package; ``soapstone changes`` compares these files."""
OLD_CONTRACT = "contract.json"
"""Its path in packages of version 0.1."""


@dataclass(frozen=True, slots=True)
class Package:
    """One folder below the output folder: a service's, or ``runtime``."""

    name: str
    """The name of the folder, and so of the Python package."""
    files: Mapping[str, str]
    """Path below the folder (with forward slashes) to text. Empty if there is an error."""
    pages: int = 0
    operations: int = 0
    records: int = 0
    findings: tuple[Finding, ...] = ()
    specs: Mapping[str, Rewritten] = field(default_factory=dict)
    """Files of the specs folder to write, by path (``tc2/names.toml``)."""
    inputs: str = field(default="", compare=False)
    """SHA-256 of everything it was made from, for the build cache; "" if it is not cached."""
    read: Mapping[str, str] = field(default_factory=dict, compare=False)
    """SHA-256 of each of its inputs, by path below the service's folder; empty if not cached."""
    shown_by: Mapping[str, frozenset[str]] = field(default_factory=dict, compare=False)
    """The pages that show each operation, by path below the service's folder; empty if it came
    from the build cache.
    """
    places: Mapping[str, Origin] = field(default_factory=dict, compare=False)
    """The place of each type and member on a page, by its subject in changes; empty if it came from
    the build cache.
    """
    snapshot: Snapshot | None = field(default=None, compare=False, repr=False)
    """The contract and names in its ``contract.json``; None if it came from the build cache."""
    error: SpecError | None = None
    """Why the service cannot be generated; its folder then stays as it is."""
    unread: tuple[SpecError, ...] = ()
    """The errors of inputs that could not be read; the package was generated without them."""

    @property
    def reported(self) -> SpecError | None:
        """All errors of the service, as one; None without any."""
        if self.error is not None:
            return self.error
        return together(self.unread) if self.unread else None


@dataclass(frozen=True, slots=True)
class Generated:
    """The packages of one run."""

    packages: tuple[Package, ...]
    """The services sorted by name; the runtime last."""
    findings: tuple[Finding, ...] = ()
    """On files of the specs folder that belong to no service."""
