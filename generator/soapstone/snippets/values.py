"""Writes example values of the contract's types as Python, for programs that are copied.

They are of the right type, and of what a schema demands where that can be met; what they mean to
the service nobody here knows.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from soapstone.emit.python.literals import literal
from soapstone.emit.python.naming import Naming
from soapstone.emit.python.scalars import python_scalar
from soapstone.emit.python.types import branch_labels, field_default, is_dict
from soapstone.model.contract import (
    AnyXml,
    ChoiceOf,
    Contract,
    EnumerationRef,
    Field,
    ListOf,
    MapOf,
    RecordRef,
    Scalar,
    Type,
)
from soapstone.runtime.standin.facets import fitting

_FULL: Final = 2
"""Records inside each other that show members which may be left out."""
_OPTIONAL: Final = 4
"""So many of these of a record inside another."""

_BY_CLASS: Final[Mapping[str, tuple[str, str]]] = {
    "str": ('"text"', ""),
    "bool": ("True", ""),
    "int": ("1", ""),
    "float": ("1.5", ""),
    "bytes": ('b"bytes"', ""),
    "Decimal": ('Decimal("1.5")', "from decimal import Decimal"),
    "datetime": (
        "datetime(2026, 1, 31, 12, 0)",
        "from datetime import datetime",
    ),
    "date": ("date(2026, 1, 31)", "from datetime import date"),
    "time": ("time(12, 0)", "from datetime import time"),
    "timedelta": ("timedelta(minutes=1)", "from datetime import timedelta"),
    "UUID": ("UUID(int=1)", "from uuid import UUID"),
}
"""Class of a scalar to an example of it, and the import that it needs."""
_BY_TYPE: Final[Mapping[str, tuple[str, str]]] = {
    "negativeInteger": ("-1", ""),
    "nonPositiveInteger": ("0", ""),
    "char": ('"A"', ""),
    "anyURI": ('"https://example.com/"', ""),
    "QName": ('"{urn:example}name"', ""),
    "DateTimeOffset": (
        "datetime(2026, 1, 31, 12, 0, tzinfo=timezone.utc)",
        "from datetime import datetime, timezone",
    ),
}
"""XSD types whose examples differ from those of their class."""


@dataclass(slots=True)
class Examples:
    """Writes examples for one program, and collects what it has to import."""

    contract: Contract
    naming: Naming
    package: str
    """The module of the package: ``generated.tc2``."""
    classes: set[str] = field(default_factory=set)
    """The classes of the package that the program uses."""
    libraries: set[str] = field(default_factory=set)
    """Other lines that import."""

    def imports(self) -> Iterator[str]:
        """Yield the lines that import what was written so far."""
        yield from sorted(self.libraries)
        if self.libraries:
            yield ""
        if self.classes:
            yield f"from {self.package} import {', '.join(sorted(self.classes))}"

    def record(self, key: str, above: Sequence[str] = ()) -> str:
        """Return a call of a record's constructor. ``above`` are the records around it."""
        key = self._concrete(key)
        inside, above = len(above), (*above, key)
        every = [
            (name, each)
            for name, each in self.members(key)
            if not _recurs(each.type, above)
        ]
        optional = [name for name, each in every if not is_required(each)]
        if inside:
            optional = optional[:_OPTIONAL] if inside < _FULL else []
        shown = (
            f"{name}={self.value(each, above)}"
            for name, each in every
            if is_required(each) or name in optional
        )
        name = self.naming.classes[key]
        self.classes.add(name)
        return f"{name}({', '.join(shown)})"

    def members(self, key: str) -> Iterator[tuple[str, Field]]:
        """Yield the members of a record that a sender may give, with their names in Python.

        Of a choice it is the first branch.
        """
        names = self.naming.fields[key]
        for name, each in zip(names, self.contract.record(key).fields, strict=True):
            place = each.alternative
            if not each.read_only and (place is None or place.branch == 1):
                yield name, each

    def value(self, member: Field, above: Sequence[str]) -> str:
        """Return an example of a member's value."""
        text = self._of(member.type, above)
        return f"[{text}]" if member.repeated else text

    def _concrete(self, key: str) -> str:
        """The record, or one that extends it where it is abstract."""
        if not self.contract.record(key).abstract:
            return key
        extending = [each.key for each in self.contract.records if each.base == key]
        return self._concrete(extending[0]) if extending else key

    def _of(self, type_: Type, above: Sequence[str]) -> str:
        match type_:
            case Scalar():
                return self._scalar(type_)
            case EnumerationRef(key):
                return self._enumeration(key)
            case RecordRef(key):
                return self.record(key, above)
            case ListOf():
                ends = _recurs(type_.type, above)
                return "[]" if ends else f"[{self._of(type_.type, above)}]"
            case MapOf():
                key = self._of(type_.key_type, above)
                value = self._of(type_.value_type, above)
                return (
                    f"{{{key}: {value}}}" if is_dict(type_) else f"[({key}, {value})]"
                )
            case ChoiceOf():
                label = branch_labels(type_)[0]
                text = self._of(type_.branches[0].type, above)
                return f"({literal(label)}, {text})" if label else text
            case AnyXml():
                home = self.package.rpartition(".")[0]
                self.libraries.add(f"from {home}.runtime import Xml")
                return 'Xml.of("text")'

    def _enumeration(self, key: str) -> str:
        name, members = self.naming.classes[key], self.naming.members[key]
        if not members:
            return '"text"'
        self.classes.add(name)
        return f"{name}.{members[0]}"

    def _scalar(self, scalar: Scalar) -> str:
        kind = python_scalar(scalar).annotation
        name = "string" if scalar.text or scalar.guessed else scalar.name
        text, library = _BY_TYPE.get(name, _BY_CLASS[kind])
        if library:
            self.libraries.add(library)
        if scalar.restriction is None or kind not in ("str", "int"):
            return text
        facets = [(each.name, each.value) for each in scalar.restriction.facets]
        if kind == "int":
            return fitting(text, int, facets) or text
        found = fitting("text", str, facets)
        return text if found is None else literal(found)


def _recurs(type_: Type, above: Sequence[str]) -> bool:
    return isinstance(type_, RecordRef) and type_.key in above


def is_required(member: Field) -> bool:
    """Return whether the constructor requires a value."""
    return not field_default(member)
