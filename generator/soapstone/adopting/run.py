"""Copies saved pages into the folder of their service, and says what else would help."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from soapstone.adopting.candidates import Candidate, candidate, found_in, load
from soapstone.adopting.wanted import Wanted, wanted
from soapstone.fetching.saving import write
from soapstone.inputs.regular_files import read_regular
from soapstone.model.findings import Origin, SpecError, together
from soapstone.run import pipeline
from soapstone.run.reading import read_sources
from soapstone.run.recipe import nothing
from soapstone.run.resolved_contract import resolve_contract


@dataclass(frozen=True, slots=True)
class Copied:
    """A file of the service's folder."""

    origin: str
    """As the person named it."""
    file: Path
    operations: tuple[str, ...]
    is_new: bool
    """Whether this run wrote it; else the same was there already."""


@dataclass(frozen=True, slots=True)
class Adopted:
    """What a run has done."""

    service: str
    folder: Path
    copied: tuple[Copied, ...]
    indexes: tuple[str, ...]
    """Indexes of pages, which are not kept."""
    wanted: tuple[Wanted, ...]
    error: SpecError | None
    """Of files that cannot be used; the others were copied."""


def adopt(
    specs: Path, words: Sequence[str], service: str, standard_input: BinaryIO
) -> Adopted:
    """Copy pages into ``specs/<service>``; an empty ``service`` takes the name that they state.

    Nothing that is there is replaced. Raises SpecError, and has copied nothing, where no page can
    be used, pages are of several services or of none, or another file is in the way.
    """
    candidates, errors = _candidates(words, standard_input)
    pages = [each for each in candidates if not each.is_index]
    if not pages:
        raise together([*errors, *map(_only_index, candidates)])
    name = service or _service(pages)
    folder = specs / name
    places = _places(folder, pages)
    copied = tuple(
        Copied(
            each.origin,
            file,
            tuple(operation.name for operation in each.operations),
            not file.exists(),
        )
        for file, each in places.items()
    )
    for each in copied:
        if each.is_new:
            write(each.file, places[each.file].data)
    return Adopted(
        name,
        folder,
        copied,
        tuple(each.origin for each in candidates if each.is_index),
        _wanted(folder, candidates),
        together(errors) if errors else None,
    )


def _candidates(
    words: Sequence[str], standard_input: BinaryIO
) -> tuple[list[Candidate], list[SpecError]]:
    """What can be used of the files that were named, and the errors of the others."""
    errors: list[SpecError] = []
    files, saved, found = [], [], []
    for word in words:
        with _noting(errors):
            files += found_in(word)
    for file in files:
        with _noting(errors):
            saved.append(load(file, standard_input))
    described = [each for each in saved if each.is_description]
    for each in saved:
        with _noting(errors):
            found.append(candidate(each, described))
    return found, errors


@contextmanager
def _noting(errors: list[SpecError]) -> Iterator[None]:
    """Add the error of the block to the list, and go on."""
    try:
        yield
    except SpecError as error:
        errors.append(error)


def _only_index(index: Candidate) -> SpecError:
    error = nothing(index.facts, index.facts.findings)
    error.origin = Origin(Path(index.origin).as_posix(), error.origin.line)
    return error


def _service(pages: Sequence[Candidate]) -> str:
    """The name that pages state. Raises SpecError if it is none, or several."""
    names = list(dict.fromkeys(each.service for each in pages if each.service))
    if len(names) == 1:
        return names[0]
    place = Origin(Path(pages[0].origin).as_posix(), 0)
    if not names:
        raise SpecError(
            place,
            "no name of a service",
            "a page with the address of its service",
            "Name its folder with --service NAME.",
        )
    raise SpecError(
        place,
        f"pages of {len(names)} services: {', '.join(names[:5])}",
        "pages of one service",
        "Name those of one service at a time, or the folder of all with --service NAME.",
    )


def _named(origin: str) -> str:
    return "the standard input" if origin == "-" else Path(origin).as_posix()


def _places(folder: Path, pages: Sequence[Candidate]) -> dict[Path, Candidate]:
    """Where each page goes. Raises SpecError if another file is there."""
    places: dict[Path, Candidate] = {}
    taken: dict[str, bytes] = {}
    for each in pages:
        file = folder / each.file_name
        key = each.file_name.casefold()
        there = taken.get(key)
        if there is None:
            there = _there(file)
        if there is not None and there != each.data:
            raise SpecError(
                Origin(file.as_posix(), 0),
                "another version of the page, and init replaces no file",
                f"the same page as {_named(each.origin)}, or none",
                "To replace it, copy yours over it and run soapstone changes; if it is of another"
                " service, give that a folder with --service NAME.",
            )
        if key not in taken:
            places[file] = each
        taken[key] = each.data
    return places


def _there(file: Path) -> bytes | None:
    """The bytes of a file that is there; of what cannot be read, none that a page has."""
    if not file.exists() and not file.is_symlink():
        return None
    try:
        return read_regular(file)
    except OSError:
        return b""


def _wanted(folder: Path, candidates: Sequence[Candidate]) -> tuple[Wanted, ...]:
    """What else would help, by all that is in the folder now."""
    listed = list(dict.fromkeys(name for each in candidates for name in each.listed))
    try:
        facts = read_sources(pipeline.pages_of(folder).pages)
        contract = resolve_contract(folder, facts.pages, facts.description).contract
    except SpecError:  # of what was there before: generating says it
        return ()
    has_index = bool(listed) or any(
        each.code == "index-page" for each in facts.findings
    )
    return tuple(wanted(contract, facts, listed, has_index=has_index))
