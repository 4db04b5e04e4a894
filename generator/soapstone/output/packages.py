"""What a run yields before anything touches the disk: packages, each a map of path to text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from soapstone.inputs.files import Rewritten
from soapstone.model.findings import Finding, SpecError

if TYPE_CHECKING:
    from soapstone.model.contract_json import Snapshot


CONTRACT = ".soapstone/contract.json"
"""The file of a service's package that ``contract_json`` makes and ``changes`` reads."""
OLD_CONTRACT = "contract.json"
"""Where it stood in packages of version 0.1."""


@dataclass(frozen=True, slots=True)
class Package:
    """One folder below the output folder: a service's, or ``runtime``."""

    name: str
    """The folder's and so the Python package's name."""
    files: Mapping[str, str]
    """Path below the folder (forward slashes) to text. Empty where ``error`` is set."""
    pages: int = 0
    operations: int = 0
    records: int = 0
    findings: tuple[Finding, ...] = ()
    specs: Mapping[str, Rewritten] = field(default_factory=dict)
    """Files of the specs folder, by path (``tc2/names.toml``)."""
    inputs: str = field(default="", compare=False)
    """A digest of all that it was made from; "" where that is not to be remembered."""
    snapshot: Snapshot | None = field(default=None, compare=False, repr=False)
    """What its ``contract.json`` says, where that is known without reading it."""
    error: SpecError | None = None
    """Why the service cannot be generated; its folder is then left as it is."""


@dataclass(frozen=True, slots=True)
class Generated:
    """What a run yields, before anything touches the disk."""

    packages: tuple[Package, ...]
    """The services by name; the runtime last."""
