"""Tries one document: it is read, written, compared, read again and shown to the validator."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields
from functools import partial
from typing import Any

from soapstone.proving.canonical import canonical
from soapstone.proving.differences import first_difference
from soapstone.proving.loading import Code
from soapstone.proving.schemas import Judge


@dataclass(frozen=True, slots=True)
class Refusal:
    """The step at which a document failed."""

    step: str
    found: str
    expected: str


def refusal(
    document: bytes,
    name: str,
    namespace: str,
    code: Code,
    judges: Mapping[str, Judge],
) -> Refusal | None:
    """What is wrong with a document of the class of this name; None: nothing.

    ``namespace`` is that of its root element. ``judges`` are called by whose schemas they have.
    """
    trial = _Trial(document, code)
    steps: list[tuple[str, str, Callable[[], str]]] = [
        ("import", "a module that can be imported", lambda: trial.imported(name)),
        ("read", "a field for every member", trial.read),
        ("write", "the document that was read", trial.written),
        ("read again", "an object equal to the first", trial.read_again),
    ]
    for whose, judge in judges.items():
        expected = f"a document that {whose} allows"
        steps.append(("validate", expected, partial(trial.judged, judge, namespace)))
    for step, expected, wrong in steps:
        try:
            found = wrong()
        except Exception as error:  # whatever generated code raises is a failure of it
            found = f"{type(error).__name__}: {error}"
        if found:
            return Refusal(step, found, expected)
    return None


class _Trial:
    """One document on its way. Each step says what is wrong, or ""."""

    def __init__(self, document: bytes, code: Code) -> None:
        self._document = document
        self._code = code
        self._class: Any = None
        self._record: Any = None
        self._text = b""

    def imported(self, name: str) -> str:
        self._class = self._code.class_of(name)
        return ""

    def read(self) -> str:
        self._record = self._from_xml(self._document)
        # It would come back all the same: a record writes what its class does not know.
        stray = next(self._unknown(self._record), "")
        return stray and f"{stray}, which is in no field"

    def written(self) -> str:
        self._text = self._record.to_xml()
        if canonical(self._text) == canonical(self._document):
            return ""
        difference = first_difference(self._text, self._document)
        return str(difference or "another canonical form")

    def read_again(self) -> str:
        return "" if self._from_xml(self._text) == self._record else "another object"

    def judged(self, judge: Judge, namespace: str) -> str:
        return judge.refusal(namespace, self._text.decode())

    def _from_xml(self, document: bytes) -> Any:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # a guessed type says so when it misfits
            return self._class.from_xml(document)

    def _unknown(self, value: Any) -> Iterator[str]:
        """The names of what the classes of a record and of all inside it do not know."""
        inner: list[Any] = []
        if isinstance(value, list):
            inner = value
        elif isinstance(value, dict):
            inner = [*value, *value.values()]
        elif hasattr(value, "_kept"):
            yield from (each.name for each in self._code.unknown(value))
            inner = [getattr(value, each.name) for each in fields(value)]
        for each in inner:
            yield from self._unknown(each)
