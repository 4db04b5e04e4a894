"""Prints constraints for pip: what users need at the lowest versions that pyproject.toml allows.

The tools that the project is checked with stay at the versions of constraints.txt, and what these
or the others need is pip's choice.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]
USED = ("client", "ntlm", "serve", "testing")
"""The extras of users. The others are for work on the project."""
_PIN = re.compile(r"^([\w.-]+)==(\S+)$", re.MULTILINE)


def constraints() -> Iterator[str]:
    """One line for each package."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = project["optional-dependencies"]
    lowest = dict(
        _lowest(Requirement(each))
        for needed in (project["dependencies"], *(extras[name] for name in USED))
        for each in needed
    )
    yield from (f"{name}=={version}" for name, version in sorted(lowest.items()))
    tools = {canonicalize_name(Requirement(each).name) for each in extras["dev"]}
    for name, version in _PIN.findall((ROOT / "constraints.txt").read_text("utf-8")):
        if canonicalize_name(name) in tools - lowest.keys():
            yield f"{name}=={version}"


def _lowest(needed: Requirement) -> tuple[str, str]:
    """The name of a package, and the lowest version that is allowed."""
    (version,) = (
        each.version for each in needed.specifier if each.operator in (">=", "~=")
    )
    return canonicalize_name(needed.name), version


if __name__ == "__main__":
    print("\n".join(constraints()))
