"""What a run yields before anything touches the disk: packages, each a map of path to text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from generator.findings import Finding, SpecError


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
    error: SpecError | None = None
    """Why the service cannot be generated; its folder is then left as it is."""


@dataclass(frozen=True, slots=True)
class Generated:
    """What a run yields, before anything touches the disk."""

    packages: tuple[Package, ...]
    """The services by name; the runtime last."""
