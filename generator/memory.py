"""What the last run made of each service, so that an unchanged one is not generated again.

Kept is ``<out>/.cache/<package>.json``: numbers, findings, and two digests. One stands for all that
went in: the service's folder, the generator itself and what it prints with. The other is the
manifest's: the texts themselves are on the disk already, and the manifest tells whether they are as
they were written. Whatever does not agree, or cannot be read, is generated, but for the parts of it
that are known (``parts``).

The folder is no part of what is generated: it holds places in pages, and git is told to ignore it.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import sys
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from functools import cache
from importlib.metadata import version
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from generator.findings import Finding, Origin, Severity, SpecError
from generator.memo import Memo
from generator.output import Generated, Package
from generator.plan import MANIFEST, Plan, check_paths, known_files
from generator.resources import generator_dir, templates_dir
from generator.seen import Seen, Standing, digest, load, save

if TYPE_CHECKING:
    from generator.parts import Parts

_PRINTERS = ("black", "jinja2", "lxml")
"""The libraries that have a say in what is printed."""


_UNUSABLE = (OSError, ValueError, KeyError, TypeError, RecursionError, SpecError)
"""What reading a memory or a manifest that are not ours can raise."""


class Memory:
    """The last run's packages below the folder ``out``, which need not exist."""

    def __init__(self, out: Path) -> None:
        self._out = out
        self.seen = Seen(out)
        """What need not be read again."""
        self._parts: dict[str, Parts] = {}

    def recall(self, name: str, inputs: str) -> Package | None:
        """The package that these inputs (see :func:`digest_of`) made, if all of it still stands."""
        with contextlib.suppress(*_UNUSABLE):
            known = load(self._out, f"{name}.json")
            manifest = (self._out / name / MANIFEST).read_bytes()
            if known["inputs"] == inputs and known["manifest"] == digest(manifest):
                return Package(
                    name=name,
                    files=self._standing(name),
                    findings=tuple(map(_finding, known["findings"])),
                    inputs=inputs,
                    **known["numbers"],
                )
        return None

    def parts(self, name: str) -> Parts:
        """What there is of a package that has to be made anew."""
        from generator.parts import Parts

        pages, modules = self._memo(f"{name}.pages"), self._memo(f"{name}.modules")
        self._parts[name] = Parts(self._out / name, pages, modules, self.seen)
        return self._parts[name]

    def keep(self, generated: Generated, plan: Plan) -> None:
        """Remember what a plan that was carried out left on the disk. Failing costs only time."""
        self.seen.save()
        written = {each.name for each in plan.packages if each.error is None}
        with contextlib.suppress(OSError):
            for package in generated.packages:
                if package.inputs and package.name in written:
                    self._keep(package)
                    if package.name in self._parts:
                        self._parts[package.name].save()

    def _memo(self, name: str) -> Memo:
        return Memo(self._out, name, _generator().hex())

    def _standing(self, name: str) -> Standing:
        """The files of a manifest. Raises ValueError where one has changed."""
        folder = self._out / name
        known = dict(known_files(folder))
        check_paths(name, known)
        for path, expected in known.items():
            if self.seen.digest(f"{name}/{path}") != expected:
                raise ValueError(path)
        return Standing(folder, known)

    def _keep(self, package: Package) -> None:
        manifest = (self._out / package.name / MANIFEST).read_bytes()
        known = {
            "inputs": package.inputs,
            "manifest": digest(manifest),
            "numbers": {
                "pages": package.pages,
                "operations": package.operations,
                "records": package.records,
            },
            "findings": [asdict(finding) for finding in package.findings],
        }
        save(self._out, f"{package.name}.json", known)


def digest_of(folder: Path, written: Mapping[str, str] = MappingProxyType({})) -> str:
    """The SHA-256 of all that decides about a service's package, in hexadecimal.

    ``folder`` holds the service's pages and what stands beside them; ``written`` are files by name
    as they are about to be written there. Raises OSError.
    """
    inputs = hashlib.sha256(_generator() + folder.name.encode(errors="replace"))
    contents = {path.relative_to(folder).as_posix(): path for path in _files(folder)}
    for name in sorted({*contents, *written}):
        new = written.get(name)
        content = contents[name].read_bytes() if new is None else new.encode()
        inputs.update(f"{name} {len(content)} ".encode(errors="surrogateescape"))
        inputs.update(content)
    return inputs.hexdigest()


@cache
def _generator() -> bytes:
    """Stands for the generator: its files, the versions of what it prints with, and Python's."""
    inputs = hashlib.sha256(sys.version.encode())
    for name in _PRINTERS:
        inputs.update(f"{name} {version(name)} ".encode())
    for folder in (generator_dir(), templates_dir()):
        for path in _files(folder):
            if path.suffix in (".py", ".j2"):
                inputs.update(f"{path.name} ".encode())
                inputs.update(path.read_bytes())
    return inputs.digest()


def _files(folder: Path) -> Iterator[Path]:
    for entry in sorted(os.scandir(folder), key=lambda entry: entry.name):
        if entry.is_dir():
            yield from _files(Path(entry.path))
        elif entry.is_file():
            yield Path(entry.path)


def _finding(known: Mapping[str, Any]) -> Finding:
    origin, severity = Origin(**known["origin"]), Severity(known["severity"])
    return Finding(**{**known, "origin": origin, "severity": severity})
