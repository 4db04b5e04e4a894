"""The recipe: from a folder of pages to a map of files.

    pages/ -> facts -> inference/ -> contract -> python/, schema/ -> {path: text}

One pass, one direction. Nothing is written here; ``plan`` compares the result with the disk.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from generator.findings import Finding, Origin, Severity, SpecError
from generator.formatting import formatted
from generator.inference import infer
from generator.output import Generated, Package
from generator.pages import PAGE_SUFFIXES, read_page
from generator.python.names import package_name
from generator.python.package import package_files
from generator.resources import runtime_dir
from generator.schema import schema_files

RUNTIME = "runtime"


def generate(
    specs: Path,
    services: Sequence[str] = (),
    *,
    progress: Callable[[str], None] = lambda service: None,
) -> Generated:
    """Every service of a specs folder, or those named, as packages; the runtime last.

    A service that cannot be generated is a package with an error. ``progress`` is told each service
    before its turn. Raises SpecError where the folder or a named service does not exist.
    """
    packages = []
    for folder in _folders(specs, services):
        progress(folder.name)
        try:
            packages.append(_package(folder))
        except SpecError as error:
            packages.append(Package(package_name(folder.name), {}, error=error))
    return Generated((*_told_apart(packages), Package(RUNTIME, _runtime())))


def _package(folder: Path) -> Package:
    """The recipe for one service."""
    sources, findings = _sources(folder)
    pages = [read_page(f"{folder.name}/{path.name}", _bytes(path)) for path in sources]
    contract, inferred = infer(folder.name, pages)
    files = package_files(contract)
    files |= {f"schema/{name}": text for name, text in schema_files(contract).items()}
    return Package(
        name=package_name(folder.name),
        files={path: formatted(path, text) for path, text in sorted(files.items())},
        pages=len(pages),
        operations=len(contract.operations),
        records=len(contract.records),
        findings=tuple(
            findings + [each for page in pages for each in page.findings] + [*inferred]
        ),
    )


def _folders(specs: Path, services: Sequence[str]) -> list[Path]:
    if not specs.is_dir():
        raise SpecError(
            Origin(str(specs), 0),
            "no such folder" if not specs.exists() else "a file",
            "a folder with one folder of saved pages for each service",
            "Make it, or name another with --specs.",
        )
    found = {path.name: path for path in specs.iterdir() if path.is_dir()}
    found = {
        name: path for name, path in found.items() if not name.startswith((".", "_"))
    }
    for name in services:
        if name not in found:
            raise SpecError(
                Origin(f"{specs.name}/{name}", 0),
                "no such service",
                f"one of: {', '.join(sorted(found)) or 'none, the folder is empty'}",
                "Check the spelling, or make the folder and save a page into it.",
            )
    return [found[name] for name in sorted(set(services) or found)]


def _sources(folder: Path) -> tuple[list[Path], list[Finding]]:
    """The pages of a service, and findings on files that are none."""
    pages, findings = [], []
    for path in sorted(folder.iterdir()):
        if path.is_dir() or path.name.startswith("."):
            continue
        if path.suffix.lower() in PAGE_SUFFIXES:
            pages.append(path)
        else:
            findings.append(_ignored(f"{folder.name}/{path.name}"))
    if not pages:
        raise SpecError(
            Origin(folder.name, 0),
            "no page",
            f"at least one of {', '.join('*' + suffix for suffix in PAGE_SUFFIXES)}",
            "Open the service's help page in a browser and save it into this folder.",
        )
    return pages, findings


def _ignored(file: str) -> Finding:
    return Finding(
        code="ignored-file",
        severity=Severity.NOTE,
        subject=file,
        origin=Origin(file, 0),
        seen="A file that is no page by its name.",
        decided="Left out.",
        settle=f"Name it {', '.join('*' + suffix for suffix in PAGE_SUFFIXES)} if it is a page.",
    )


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise SpecError(
            Origin(f"{path.parent.name}/{path.name}", 0),
            f"a file that cannot be read ({error.strerror})",
            "a saved page",
            "Check its permissions.",
        ) from None


def _told_apart(packages: list[Package]) -> list[Package]:
    """Two services cannot share a package: the later ones fail."""
    seen: dict[str, str] = {}
    result = []
    for package in packages:
        if package.name in seen and package.error is None:
            error = SpecError(
                Origin(package.name, 0),
                f"a second service that becomes the package {package.name!r}",
                "folder names that differ in more than case and punctuation",
                "Rename one of the folders.",
            )
            package = Package(package.name, {}, error=error)
        seen.setdefault(package.name, package.name)
        result.append(package)
    return sorted(result, key=lambda package: package.name)


def _runtime() -> dict[str, str]:
    """A copy of the runtime, so that what is generated stands alone."""
    return {
        path.name: path.read_text(encoding="utf-8")
        for path in sorted(runtime_dir().glob("*.py"))
    }
