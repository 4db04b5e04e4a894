"""Judges of test services, and what they say of documents."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Any

from soapstone.emit.schema import file_names, schemas
from soapstone.inputs.recordings.files import messages_of
from soapstone.validating.judgements import Judged
from soapstone.validating.judging import Judge
from soapstone.validating.schemas import Schemas
from tests.packages import write
from tests.runtime.standin.services import Service


def judge_of(service: Service, folder: Path) -> Judge:
    """A judge; the schemas lie in the folder."""
    write(folder, service.schemas())
    names = file_names(schemas(service.contract))
    loaded = Schemas(names, folder)
    return Judge(service.package, service.runtime, loaded, ordered=service.ordered)


def all_judged(
    judge: Judge, data: bytes | str, file: str = "m.xml"
) -> list[Judged | None]:
    """What is wrong with each message of a file."""
    judge.start()
    text = data.encode() if isinstance(data, str) else data
    return [judge.judge(each) for each in messages_of(file, text)]


def judged(judge: Judge, data: bytes | str, file: str = "m.xml") -> Judged:
    """What is wrong with the one message of a file."""
    (found,) = all_judged(judge, data, file)
    assert found
    return found


def said_by_stand_in(service: Service, kind: Any, data: bytes) -> tuple[str, list[str]]:
    """Why .NET refuses a message, or "", and what it passes over, as the stand-in has it."""
    top = service.runtime.__name__
    parsing: Any = importlib.import_module(f"{top}.reading.parsing")
    reading: Any = importlib.import_module(f"{top}.standin.reading")
    root = parsing.parse(data, service.runtime.Limits())
    try:
        return "", reading.read_as_dotnet(root, kind, ordered=service.ordered)[1]
    except reading.NotRead as error:
        return str(error), []
