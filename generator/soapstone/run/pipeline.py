"""Generates all services of a specs folder, each by the recipe.

An input that cannot be read is an error; the service is generated from the others, if they suffice.

Nothing is written here: ``output.plan`` compares the result with the disk.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path
from typing import NamedTuple

from soapstone.emit.python.names import package_name
from soapstone.inputs.files import (
    CODE_SUFFIXES,
    INPUTS,
    OTHER_FORMATS,
    RECORDED,
    SOURCE_SUFFIXES,
)
from soapstone.inputs.regular_files import is_folder, read_regular, remedy
from soapstone.model.catalogue import files
from soapstone.model.findings import Finding, Origin, Severity, SpecError, together
from soapstone.output.packages import Generated, Package
from soapstone.output.reported import FINDINGS, to_json
from soapstone.resources import runtime_files
from soapstone.run.build_cache import BuildCache, digest_of, digests_of, files_of

RUNTIME = "runtime"
_README = "README.md"
"""About the folder, whatever it is called in."""
_SUFFIXES = ", ".join(f"*{suffix}" for suffix in SOURCE_SUFFIXES)


def generate(
    specs: Path,
    services: Sequence[str] = (),
    *,
    cache: BuildCache | None = None,
    progress: Callable[[str], None] = lambda service: None,
) -> Generated:
    """Generate every service of a specs folder, or those named; return packages, the runtime last.

    A service that cannot be generated is a package with an error. One that ``cache`` holds
    unchanged is not generated again. ``progress`` is called with number and name of each service
    before it. Raises SpecError if the folder or a named service does not exist.
    """
    folders = _folders(specs)
    sharing = _services_by_package(folders)
    packages: dict[str, Package] = {}
    wanted = _chosen(folders, specs, services)
    for number, folder in enumerate(wanted, 1):
        progress(f"{number} of {len(wanted)}: {folder.name}")
        name = package_name(folder.name)
        try:
            package = _package(folder, sharing[name.casefold()], cache)
        except SpecError as error:
            package = Package(name, {}, error=error)
        packages[name.casefold()] = package
    return Generated(
        (
            *(packages[name] for name in sorted(packages)),
            Package(RUNTIME, runtime_files()),
        ),
        tuple(_loose(specs)),
    )


def chosen(specs: Path, services: Sequence[str] = ()) -> list[Path]:
    """Return the folders of all services, or of those named.

    Raises SpecError if the specs folder or a named service does not exist.
    """
    return _chosen(_folders(specs), specs, services)


class Sources(NamedTuple):
    """The files of a service's folder."""

    pages: dict[str, bytes]
    """Path below the specs folder, to content."""
    findings: list[Finding]
    """On files that are no pages."""
    unread: list[SpecError]
    """The errors of pages that cannot be read."""


def pages_of(folder: Path) -> Sources:
    """Return a service's pages. Raises SpecError if there is none that can be read."""
    return _sources(folder, *_listed(folder), {})


def _package(folder: Path, sharing: Sequence[str], cache: BuildCache | None) -> Package:
    """The package of a service: from the cache if nothing has changed, else generated."""
    name = package_name(folder.name)
    _check_alone(name, sharing)
    names, findings = _listed(folder)
    contents = _contents(folder) if cache else {}
    if cache and contents:
        known = cache.recall(name, digest_of(folder.name, contents))
        if known is not None:
            return known
    # Imported late: a run in which nothing has changed takes 140 ms, with the recipe 400 ms.
    from soapstone.run.recipe import package

    sources = _sources(folder, names, findings, contents)
    try:
        made = package(folder, sources.pages)
    except SpecError as error:
        raise together([*sources.unread, error]) from None
    found = (*sources.findings, *made.findings)
    text = to_json(found)
    noted = {FINDINGS: text} if text else {}
    made = replace(
        made,
        files=dict(sorted({**made.files, **noted}.items())),
        findings=found,
        unread=(*sources.unread, *made.unread),
    )
    return _with_inputs(made, folder, contents)


def _with_inputs(made: Package, folder: Path, contents: Mapping[str, bytes]) -> Package:
    """The package with the digests of its inputs, of which this run rewrites some; without them
    if they changed, or an error is to be reported in the next run as well.
    """
    if made.unread or not contents or _contents(folder) != contents:
        # Pages are read once, and what stands beside them is read again where it is used: a person
        # may have saved it in between.
        return made
    written = {Path(at).name: new.text.encode() for at, new in made.specs.items()}
    inputs = {**contents, **written}
    return replace(made, inputs=digest_of(folder.name, inputs), read=digests_of(inputs))


def _folders(specs: Path) -> dict[str, Path]:
    """The folders of all services by name, in its order."""
    if not os.path.isdir(specs):
        raise SpecError(
            Origin(str(specs), 0),
            "a file" if os.path.exists(specs) else "no such folder",
            "a folder with one folder of saved pages for each service",
            "Make such a folder, or name another with --specs.",
        )
    folders = {
        entry.name: specs / entry.name
        for entry in _entries(specs)
        if is_folder(entry) and not entry.name.startswith((".", "_"))
    }
    if not folders:
        # An empty result would mean that every package is to go.
        loose = sum(map(_is_page, _entries(specs)))
        raise SpecError(
            Origin(specs.as_posix(), 0),
            (
                f"pages ({loose}), but no folder of a service"
                if loose
                else "no folder of a service"
            ),
            "a folder for each service: <service>/Page.html",
            "Put the pages of a service into a folder of its name, or name another with --specs.",
        )
    return folders


def _loose(specs: Path) -> Iterator[Finding]:
    """Findings on pages beside the folders of services."""
    for entry in _entries(specs):
        name = entry.name
        is_like_one = _is_page(entry) or Path(name).suffix.lower() in OTHER_FORMATS
        if is_like_one and not is_folder(entry) and name[0] != "." and name != _README:
            yield files.LOOSE_PAGE.at(Origin(name, 0), name=name).finding(name)


def _chosen(
    folders: Mapping[str, Path], specs: Path, services: Sequence[str]
) -> list[Path]:
    for name in services:
        if name not in folders:
            raise SpecError(
                Origin((specs / name).as_posix(), 0),
                "no such service",
                f"one of: {', '.join(folders)}{_nearest(name, folders)}",
                "Check the spelling, or make the folder and save a page into it.",
            )
    return [folders[name] for name in folders if name in services or not services]


def _nearest(name: str, folders: Iterable[str]) -> str:
    """The folder that is perhaps meant: spelt alike, or part of a longer name of the service."""
    known = {each.casefold(): each for each in folders}
    asked = name.casefold()
    inside = sorted((each for each in known if each in asked), key=len)
    near = get_close_matches(asked, known, 1) or inside[-1:]
    return f"; perhaps {known[near[0]]}" if near else ""


def _services_by_package(folders: Iterable[str]) -> Mapping[str, Sequence[str]]:
    """Package name in lower case, to the services that would all be generated into it."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for folder in folders:
        found[package_name(folder).casefold()].append(folder)
    return found


def _check_alone(package: str, sharing: Sequence[str]) -> None:
    """Raise SpecError if several services would be generated into one package."""
    if len(sharing) > 1:
        raise SpecError(
            Origin(sharing[0], 0),
            f"{len(sharing)} services that become the package {package!r}: {', '.join(sharing)}",
            "folder names that differ in more than case and punctuation",
            "Rename all of them but one.",
        )


def _listed(folder: Path) -> tuple[list[str], list[Finding]]:
    """The names of a service's pages, and findings on what is no page."""
    pages, findings = [], []
    entries = [each for each in _entries(folder) if not each.name.startswith(".")]
    stems = {Path(each.name).stem for each in entries if _is_page(each)}
    for entry in entries:
        name = f"{folder.name}/{entry.name}"
        if _is_inner(entry):
            findings += _inner(name, Path(entry.path), stems)
        elif _is_page(entry):
            pages.append(entry.name)
        elif entry.name not in INPUTS:
            findings.append(_ignored(name))
    if not pages:
        raise _no_page(folder.name, findings)
    return pages, findings


def _no_page(service: str, findings: Sequence[Finding]) -> SpecError:
    others = [each for each in findings if each.severity is not Severity.NOTE]
    shown = f", but {', '.join(each.subject for each in others)}" if others else ""
    return SpecError(
        Origin(service, 0),
        f"no page{shown}",
        f"at least one of {_SUFFIXES}",
        "Open the help page of an operation, or the service's WSDL, in a browser and save it into "
        "this folder.",
    )


def _inner(name: str, folder: Path, stems: set[str]) -> list[Finding]:
    """A finding on a folder that holds pages, other than a browser's (``Page_files``)."""
    if folder.name == RECORDED or any(map(folder.name.startswith, stems)):
        return []
    with suppress(OSError):
        if count := sum(map(_is_page, os.scandir(folder))):
            made = files.INNER_PAGES.at(Origin(name, 0), count=str(count))
            return [made.finding(name)]
    return []


def _ignored(file: str) -> Finding:
    form = OTHER_FORMATS.get(Path(file).suffix.lower())
    if form:
        return files.OTHER_FORMAT.at(Origin(file, 0), format=form).finding(file)
    return files.NO_PAGE.at(Origin(file, 0), suffixes=_SUFFIXES).finding(file)


def _is_inner(entry: os.DirEntry[str]) -> bool:
    """Whether it is a folder. A link with a page's name counts as a page, even to a folder."""
    try:
        return entry.is_dir() and not (entry.is_symlink() and _is_page(entry))
    except OSError:  # a link that leads to itself
        return False


def _is_page(entry: os.DirEntry[str]) -> bool:
    """Whether its name is that of a page."""
    return entry.name.lower().endswith((*SOURCE_SUFFIXES, *CODE_SUFFIXES))


def _sources(
    folder: Path,
    names: Iterable[str],
    findings: list[Finding],
    contents: Mapping[str, bytes],
) -> Sources:
    """The pages of these names; those in ``contents`` are not read again.

    Raises SpecError if none can be read.
    """
    pages, unread = {}, []
    for name in names:
        try:
            content = contents[name] if name in contents else _bytes(folder / name)
        except SpecError as error:
            unread.append(error)
        else:
            pages[f"{folder.name}/{name}"] = content
    if not pages:
        raise together(unread)
    return Sources(pages, findings, unread)


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    """The entries of a folder, sorted by name."""
    try:
        return sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        raise SpecError(
            Origin(folder.name, 0),
            f"a folder that cannot be read ({error.strerror})",
            "a folder of saved pages",
            remedy(error),
        ) from None


def _bytes(path: Path) -> bytes:
    try:
        return read_regular(path)
    except OSError as error:
        raise SpecError(
            Origin(f"{path.parent.name}/{path.name}", 0),
            f"a file that cannot be read ({error.strerror})",
            "a saved page",
            remedy(error),
        ) from None


def _contents(folder: Path) -> dict[str, bytes]:
    """The files of a service's folder; none if one of them cannot be read."""
    try:
        return files_of(folder)
    except OSError:
        return {}
