"""Validates the messages of files against one service."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from soapstone.emit.schema import file_names, schemas
from soapstone.inputs.recordings import content_of
from soapstone.inputs.recordings.files import LARGEST, checked_size, messages_of
from soapstone.model.contract import Serializer
from soapstone.model.findings import Origin, SpecError
from soapstone.proving.loading import importable
from soapstone.run import pipeline
from soapstone.validating.judgements import Judged, Validated
from soapstone.validating.judging import Judge
from soapstone.validating.schemas import Schemas

STANDARD_INPUT = "-"
_NAMES = {STANDARD_INPUT: "standard input"}
"""What is printed in place of a path."""


@dataclass(frozen=True, slots=True)
class Validation:
    """All files, validated."""

    service: str
    files: tuple[Validated, ...]
    unread: SpecError | None
    """The errors of inputs of the service that could not be read."""


def validate(specs: Path, service: str, files: Sequence[str]) -> Validation:
    """Validate the messages of files by the pages of a service; write nothing.

    Raises SpecError for a service that cannot be generated. What is wrong with a file is in its
    own result.
    """
    folder = pipeline.chosen(specs, [service])[0]
    package = pipeline.generate(specs, [folder.name]).packages[0]
    if package.error:
        raise package.error
    assert package.snapshot is not None  # it was made just now
    contract = package.snapshot.contract
    ordered = contract.serializer is Serializer.DATA_CONTRACT
    names = file_names(schemas(contract))
    with importable(package) as code:
        runtime = import_module(f"{code.name.partition('.')[0]}.runtime")
        loaded = Schemas(names, code.folder / "schema")
        judge = Judge(import_module(code.name), runtime, loaded, ordered=ordered)
        found = tuple(_validated(judge, file) for file in files)
    return Validation(folder.name, found, package.reported)


def _validated(judge: Judge, file: str) -> Validated:
    name = _NAMES.get(file) or Path(file).as_posix()
    try:
        found = list(_judged(judge, file, name))
        judged = tuple(each for each in found if each)
        if not judged:
            raise SpecError(
                Origin(name, 0),
                "no message in XML, and no call of an operation",
                "what is sent to the service, or what it answers",
                "Record the messages in XML, or name another service.",
            )
    except SpecError as error:
        return Validated(name, error=error)
    return Validated(name, judged, len(found) - len(judged))


def _judged(judge: Judge, file: str, name: str) -> Iterator[Judged | None]:
    """The messages of a file, judged; None for each that cannot be."""
    judge.start()
    if file == STANDARD_INPUT:
        data = checked_size(sys.stdin.buffer.read(LARGEST + 1), name)
    else:
        data = content_of(Path(file), name)
    for message in messages_of(name, data):
        yield judge.judge(message)
