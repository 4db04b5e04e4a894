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
from collections.abc import Collection, Iterator, Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator.findings import Finding, Origin, Severity, SpecError
from generator.memo import Memo
from generator.output import Generated, Package
from generator.plan import (
    MANIFEST,
    Plan,
    PlannedPackage,
    check_paths,
    read_manifest,
)
from generator.regular_files import read_regular
from generator.resources import generator_dir, templates_dir
from generator.seen import Seen, Standing, load, save

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
            known, _ = load(self._out, f"{name}.json")
            if known["inputs"] == inputs:
                return Package(
                    name=name,
                    files=self._standing(name, known["manifest"]),
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
        written = {each.name: each for each in plan.packages if each.error is None}
        with contextlib.suppress(OSError):
            for package in generated.packages:
                made = self._parts.get(package.name)
                if made and package.inputs and package.name in written:
                    self._keep(package, written[package.name])
                    made.save()

    def _memo(self, name: str) -> Memo:
        return Memo(self._out, name, _generator().hex())

    def _standing(self, name: str, manifest: str) -> Standing:
        """The files of the manifest of this digest. Raises ValueError where one has changed."""
        files = read_manifest(self._out / name)
        if files.pop(MANIFEST, "") != manifest:
            raise ValueError(MANIFEST)
        check_paths(name, files)
        if self.seen.digests(name, files) != files:
            raise ValueError(name)
        return Standing(self._out / name, files)

    def _keep(self, package: Package, written: PlannedPackage) -> None:
        # The manifest is not read: by now it may be another run's, made from other pages.
        digests = {file.path: file.digest for file in written.files}
        known = {
            "inputs": package.inputs,
            "manifest": digests[MANIFEST],
            "numbers": {
                "pages": package.pages,
                "operations": package.operations,
                "records": package.records,
            },
            "findings": [
                {**_plain(each), "origin": _plain(each.origin)}
                for each in package.findings
            ],
        }
        save(self._out, f"{package.name}.json", known)


def contents_of(folder: Path, but: Collection[str] = ()) -> dict[str, bytes]:
    """Every file of a service: its pages and what stands beside them. Raises OSError.

    Of a file in a folder below, which may be a large recording, it is the digest. Those in ``but``
    are left out.
    """
    found = {}
    for path, place in _files(folder):
        if path in but:
            continue
        content = read_regular(place)
        found[path] = hashlib.sha256(content).digest() if "/" in path else content
    return found


def digest_of(service: str, contents: Mapping[str, bytes]) -> str:
    """The SHA-256 of all that decides about a service's package, in hexadecimal."""
    inputs = hashlib.sha256(_generator() + service.encode(errors="replace"))
    for name in sorted(contents):
        content = contents[name]
        inputs.update(f"{name} {len(content)} ".encode(errors="surrogateescape"))
        inputs.update(content)
    return inputs.hexdigest()


@cache
def _generator() -> bytes:
    """Stands for the generator: its files, what it prints with, and Python."""
    inputs = hashlib.sha256(sys.version.encode())
    for name in _PRINTERS:
        # Which installation: to look a version up takes longer than all the rest of this.
        found = find_spec(name)
        if found and found.origin:
            state = os.stat(found.origin)
            inputs.update(
                f"{found.origin} {state.st_ino} {state.st_mtime_ns} ".encode()
            )
    for folder in (generator_dir(), templates_dir()):
        for path, place in sorted(_files(folder)):
            if path.endswith((".py", ".j2")):
                inputs.update(f"{path} ".encode())
                inputs.update(Path(place).read_bytes())
    return inputs.digest()


def _files(
    folder: Path | str, below: str = "", around: tuple[tuple[int, int], ...] = ()
) -> Iterator[tuple[str, str]]:
    """The path of every file from the folder, and where it lies; links are followed, but for
    those to a folder ``around``.
    """
    state = os.stat(folder)
    here = (state.st_dev, state.st_ino)
    if here in around:
        return
    with os.scandir(folder) as entries:
        found = list(entries)
    for entry in found:
        if entry.is_dir():
            yield from _files(entry.path, f"{below}{entry.name}/", (*around, here))
        elif entry.is_file():
            yield below + entry.name, entry.path


def _plain(value: Finding | Origin) -> dict[str, object]:
    return {name: getattr(value, name) for name in value.__slots__}


def _finding(known: Mapping[str, Any]) -> Finding:
    origin, severity = Origin(**known["origin"]), Severity(known["severity"])
    return Finding(**{**known, "origin": origin, "severity": severity})
