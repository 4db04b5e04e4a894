"""The build cache: skips a service whose inputs and outputs are those of its last build.

``<out>/.cache/<package>.json`` has three lines: a SHA-256 of all inputs (the service's folder, the
generator, the libraries it prints with); a SHA-256 of all outputs (paths and contents of the
package); and the numbers and findings of the report. A build is skipped only if both digests agree
with the disk, where every file is read. The report also has a SHA-256 of each input, by which
``changes`` knows what has changed since. No text comes from the cache, and only ``generate`` uses
it: ``check`` and ``changes`` generate everything anew.

A ``.gitignore`` in the folder keeps it out of git.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import sys
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from soapstone.inputs.files import is_input
from soapstone.inputs.regular_files import read_regular
from soapstone.model.findings import Finding, Origin, Severity, SpecError
from soapstone.output.packages import Generated, Package
from soapstone.output.plan import (
    MANIFEST,
    Plan,
    contents_of,
    manifest_of,
    read_manifest,
)
from soapstone.resources import package_dir, templates_dir

FOLDER = ".cache"
_IGNORE = ".gitignore"
_PRINTERS = ("black", "jinja2", "lxml")
"""The libraries whose version can change generated text."""


class BuildCache:
    """The cached builds of the packages below the folder ``out``, which need not exist."""

    def __init__(self, out: Path) -> None:
        self._out = out
        self._folder = out / FOLDER

    def recall(self, name: str, inputs: str) -> Package | None:
        """Return the package if it was built from ``inputs`` and has not changed since; else None.

        ``inputs`` is a digest from :func:`digest_of`. The package has the files of the disk.
        """
        with contextlib.suppress(OSError, ValueError, SpecError):
            made_from, outputs, report = self._known(name)
            if made_from == inputs:
                files = _files_on_disk(self._out / name)
                if outputs == self._outputs(inputs, report, files):
                    return _package(name, files, json.loads(report))
        return None

    def inputs_of(self, name: str) -> Mapping[str, str] | None:
        """Return the SHA-256 of each input that a package was made from, by path below the
        service's folder.

        None if the cache does not know, or the package has changed since.
        """
        with contextlib.suppress(OSError, ValueError, SpecError):
            made_from, outputs, report = self._known(name)
            files = _files_on_disk(self._out / name)
            if outputs == self._outputs(made_from, report, files):
                read: Mapping[str, str] | None = json.loads(report).get("read")
                return read
        return None

    def _known(self, name: str) -> tuple[str, str, str]:
        """The lines kept of a package. Raises OSError and ValueError."""
        known = (self._folder / f"{name}.json").read_bytes().decode()
        made_from, outputs, report = known.split("\n")
        return made_from, outputs, report

    def keep(self, generated: Generated, plan: Plan) -> None:
        """Cache the builds of a plan that was written. A failure is ignored: it costs only time."""
        failed = {each.name for each in plan.packages if each.error}
        with contextlib.suppress(OSError):
            for package in generated.packages:
                if package.inputs and package.name not in failed:
                    self._keep(package)

    def _keep(self, package: Package) -> None:
        if self._folder.is_symlink():
            # It came with a repository, perhaps: what it leads to is not ours.
            raise OSError(f"{self._folder} is a symbolic link")
        self._folder.mkdir(exist_ok=True)
        if not (self._folder / _IGNORE).exists():
            (self._folder / _IGNORE).write_text("*\n", "utf-8")
        report = _report(package)
        # The disk is not read: by now it may hold another run's files, made from other pages.
        outputs = self._outputs(package.inputs, report, package.files)
        beside = self._folder / f"{package.name}.{os.getpid()}"
        beside.write_bytes("\n".join([package.inputs, outputs, report]).encode())
        beside.replace(self._folder / f"{package.name}.json")

    def _outputs(self, inputs: str, report: str, files: Mapping[str, str]) -> str:
        """The digest of the files, the report, and the place of the cache.

        A cache that came with a repository, perhaps made to vouch for files beside it, cannot know
        what inode and time its files get where they arrive. Raises OSError where there is no cache.
        """
        place = os.stat(self._folder / _IGNORE, follow_symlinks=False)
        here = f"{place.st_ino} {place.st_mtime_ns}"
        return _sha256("\n".join([here, inputs, report, manifest_of(files)]).encode())


def files_of(service: Path) -> dict[str, bytes]:
    """Return path to content of every file in a service's folder. Raises OSError.

    For files in folders below (recordings, which can be large) the content is its SHA-256.
    """
    found = {}
    for path, place in _files(service):
        content = read_regular(place)
        found[path] = hashlib.sha256(content).digest() if "/" in path else content
    return found


def digest_of(service: str, contents: Mapping[str, bytes]) -> str:
    """Return the SHA-256, in hexadecimal, of everything a service's package is made from."""
    inputs = hashlib.sha256(_generator() + service.encode(errors="replace"))
    for name in sorted(contents):
        content = contents[name]
        inputs.update(f"{name} {len(content)} ".encode(errors="surrogateescape"))
        inputs.update(content)
    return inputs.hexdigest()


def digests_of(contents: Mapping[str, bytes]) -> dict[str, str]:
    """Return the SHA-256 of each file that a contract is made from, by its path."""
    return {
        path: _sha256(contents[path]) for path in sorted(contents) if is_input(path)
    }


@cache
def _generator() -> bytes:
    """The digest of the generator: its files, the libraries it prints with, and Python."""
    inputs = hashlib.sha256(sys.version.encode())
    for name in _PRINTERS:
        # Which installation: to look a version up takes longer than all the rest of this.
        found = find_spec(name)
        if found and found.origin:
            state = os.stat(found.origin)
            inputs.update(
                f"{found.origin} {state.st_ino} {state.st_mtime_ns} ".encode()
            )
    for folder in (package_dir(), templates_dir()):
        for path, place in sorted(_files(folder)):
            if path.endswith((".py", ".j2")):
                content = Path(place).read_bytes()
                inputs.update(f"{path} {len(content)} ".encode())
                inputs.update(content)
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
        # A link with the name of an input is one, even to a folder: reading it is an error.
        named = not below and entry.is_symlink() and is_input(entry.name)
        if entry.is_dir() and not named:
            yield from _files(entry.path, f"{below}{entry.name}/", (*around, here))
        else:
            yield below + entry.name, entry.path


def _files_on_disk(package: Path) -> dict[str, str]:
    """The generated files of a package. Raises OSError, ValueError and SpecError."""
    found = contents_of(package, read_manifest(package).keys() - {MANIFEST})
    return {
        path: content.decode()
        for path, content in sorted(found.items())
        if content is not None
    }


def _report(package: Package) -> str:
    """The report of a package as one line of JSON, in ASCII: a page's name may be no UTF-8."""
    findings = [
        {**_plain(each), "origin": _plain(each.origin)} for each in package.findings
    ]
    numbers = {name: getattr(package, name) for name in _NUMBERS}
    return json.dumps(
        {"findings": findings, "numbers": numbers, "read": dict(package.read)}
    )


_NUMBERS = ("pages", "operations", "records")


def _package(name: str, files: Mapping[str, str], report: Mapping[str, Any]) -> Package:
    findings = tuple(map(_finding, report["findings"]))
    return Package(name=name, files=files, findings=findings, **report["numbers"])


def _plain(value: Finding | Origin) -> dict[str, object]:
    return {name: getattr(value, name) for name in value.__slots__}


def _finding(known: Mapping[str, Any]) -> Finding:
    origin, severity = Origin(**known["origin"]), Severity(known["severity"])
    return Finding(**{**known, "origin": origin, "severity": severity})


def _sha256(text: bytes) -> str:
    return hashlib.sha256(text).hexdigest()
