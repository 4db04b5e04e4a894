"""The folder that a service is fetched into, and what has become of each file."""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from soapstone.fetching.saving import write
from soapstone.inputs.files import PAGE_SUFFIXES
from soapstone.model.findings import SpecError


class Target:
    """What a run has done, at any time, also when it is interrupted."""

    def __init__(self, specs: Path, *, again: bool = False) -> None:
        """``again``: whether what is there already is fetched and replaced."""
        self._specs = specs
        self._again = again
        self.service = ""
        """The name of the service's folder; "" as long as it is not known."""
        self.fetched = self.kept = self.untried = 0
        """Files. The untried ones were not asked for, because too many before them failed."""
        self.failed: list[SpecError] = []
        self.notes: list[str] = []
        """What there was not, and what is on other hosts."""

    @property
    def folder(self) -> Path:
        """The service's folder."""
        return self._specs / self.service

    def pages(self) -> Mapping[str, Path]:
        """Return the pages that are kept, by their names without ending, in lower case.

        A page that a person has saved as text is kept as well.
        """
        found: dict[str, Path] = {}
        if not self._again:
            # The folder may not be there; if it cannot be read, saving says what is wrong.
            with suppress(OSError):
                for name in sorted(os.listdir(self.folder)):
                    if name.lower().endswith(PAGE_SUFFIXES):
                        path = self.folder / name
                        found.setdefault(path.stem.casefold(), path)
        return found

    def keeps(self, name: str) -> bool:
        """Return whether a file is there and to be kept, and count it then."""
        is_there = not self._again and (self.folder / name).exists()
        self.kept += is_there
        return is_there

    def leave_out(self, what: str) -> None:
        """Note what lies on another host."""
        self.notes.append(f"left out: {what}, on another host")

    def save(self, name: str, data: bytes) -> None:
        """Write a file. Raises SpecError."""
        write(self.folder / name, data)
        self.fetched += 1
