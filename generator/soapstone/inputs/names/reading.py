"""Reads ``names.toml`` and checks the names that a person may have edited."""

from __future__ import annotations

import keyword
import unicodedata
from collections.abc import Callable, Collection, Container, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from soapstone.inputs.toml_source import (
    RENAME,
    Path,
    Source,
    header,
    misspelt,
    nearest,
    written,
)
from soapstone.model.contract import Contract, Record
from soapstone.model.file_findings import UNUSED_NAME
from soapstone.model.findings import Errors, Finding
from soapstone.model.labels import labels
from soapstone.model.names import Names, TypeNames

_Fits = Callable[[str], bool]
_Locks = Sequence[tuple[Path, str]]

_TEXTS = ("class", "at", "type")
_TABLES = ("fields", "members")

_FORMS: Mapping[str, tuple[_Fits, str]] = {
    "class": (
        lambda name: name[0].isupper(),
        "a name for a class: an identifier with a capital first letter",
    ),
    "fields": (
        lambda name: not name[0].isupper(),
        "a name for a field: an identifier that begins with a small letter",
    ),
    "members": (
        lambda name: name == name.upper(),
        "a name for a member of an enumeration: an identifier in capitals",
    ),
    "operations": (
        lambda name: name == name.upper(),
        "a name for a constant: an identifier in capitals",
    ),
}
"""The form of each kind of name. A field in capitals could hide its own class, and a member in
small letters a method of ``str``.
"""


def read_names(source: Source, reserved: Container[str]) -> Names:
    """Return the name locks of a file. Raises SpecError with all that is invalid in it, each with
    its line.

    ``reserved``: the names that generated code needs itself.
    """
    reading = _Reading(source, reserved)
    names = reading.names()
    reading.errors.check()
    return names


@dataclass(frozen=True, slots=True)
class _Reading:
    """Reads one file. It leaves out what is invalid, and collects the errors."""

    source: Source
    reserved: Container[str]
    errors: Errors = field(default_factory=Errors)

    def names(self) -> Names:
        self.check_keys((), self.source.values, ("operations", "types"))
        operations = self.locked(("operations",), "operations")
        types = {key: self.type(key) for key in self.table(("types",)) or {}}
        constants: _Locks = [
            (("operations", key), name) for key, name in operations.items()
        ]
        classes: _Locks = [
            (("types", key, "class"), each.name)
            for key, each in types.items()
            if each.name
        ]
        self.check_unique(constants, str.casefold)
        self.check_unique(classes, str.casefold)
        self.check_unique([*constants, *classes], str)  # the package exports both
        return Names(operations, types)

    def type(self, key: str) -> TypeNames:
        path: Path = ("types", key)
        table = self.table(path)
        if table is None:
            return TypeNames("", {})
        self.check_keys(path, table, (*_TEXTS, *_TABLES))
        texts = {}
        for word in [word for word in _TEXTS if word in table]:
            with self.errors.collected():
                texts[word] = _text(self.source, (*path, word), table[word])
        name = ""
        with self.errors.collected():
            name = self.class_name(path, table)
        members: dict[str, str] = {}
        for word in [word for word in _TABLES if word in table]:
            locked = self.locked((*path, word), word)
            places: _Locks = [
                ((*path, word, label), name) for label, name in locked.items()
            ]
            self.check_unique(places, str.casefold)
            members |= locked
        return TypeNames(name, members, texts.get("type", ""), texts.get("at", ""))

    def class_name(self, path: Path, table: Mapping[str, Any]) -> str:
        if "class" not in table:
            raise self.source.error(
                path,
                "no class",
                'a line class = "Name"',
                "Add it, or delete the table and those inside it.",
            )
        return self.name((*path, "class"), table["class"], "class")

    def table(self, path: Path) -> dict[str, Any] | None:
        """The table at a path; None where it cannot be read."""
        with self.errors.collected():
            return _table(self.source, path)
        return None

    def locked(self, path: Path, form: str) -> dict[str, str]:
        """The valid names of a table, by what they name on the wire."""
        names = {}
        for key, name in (self.table(path) or {}).items():
            with self.errors.collected():
                names[key] = self.name((*path, key), name, form)
        return names

    def name(self, path: Path, value: object, form: str) -> str:
        """Raise SpecError unless a name is an identifier that hides nothing that generated code
        needs.
        """
        fits, expected = _FORMS[form]
        name = _text(self.source, path, value)
        reason = _misfit(name, self.reserved)
        if reason or not fits(name):
            found = reason or repr(name)
            raise self.source.error(path, found, expected, "Choose another name.")
        return name

    def check_keys(
        self, path: Path, table: Mapping[str, Any], known: tuple[str, ...]
    ) -> None:
        for key in [key for key in table if key not in known]:
            expected = f"one of: {', '.join(known)}"
            near = misspelt(key, known) or RENAME
            self.errors.add(self.source.error((*path, key), repr(key), expected, near))

    def check_unique(self, locked: _Locks, compared: Callable[[str], str]) -> None:
        """Collect an error for each name that another of its scope equals, however compared."""
        first: dict[str, Path] = {}
        for path, name in locked:
            other = first.setdefault(compared(name), path)
            if other != path:
                line = self.source.origin(*other).line
                error = self.source.error(
                    path,
                    f"{name!r} a second time",
                    f"a name that differs from that of line {line} by more than upper and lower "
                    "case",
                    "Rename one of them.",
                )
                self.errors.add(error)


def _table(source: Source, path: Path) -> dict[str, Any]:
    """The table at a path, which needs a header of its own; empty where there is none."""
    value: dict[str, Any] = source.values
    for step in path:
        value = value.get(str(step), {})
        if not isinstance(value, dict):
            raise source.error(path, written(value), f"a table {header(path)}", _ADVICE)
    if value and path != ("types",) and path not in source.headers:
        raise source.error(
            path,
            "a table without a header",
            f"a line {header(path)}, its keys below",
            "Write the table like this: soapstone generate adds new names to it.",
        )
    return value


_ADVICE = "Correct the line; or delete the file: soapstone generate then gives all names anew."


def _text(source: Source, path: Path, value: object) -> str:
    if isinstance(value, str):
        return value
    raise source.error(
        path, written(value), "a text in quotes", "Write it on one line, in quotes."
    )


def _misfit(name: str, reserved: Container[str]) -> str:
    if not name.isidentifier():
        return f"{name!r}, which is not an identifier"
    if keyword.iskeyword(name):
        return f"{name!r}, a keyword of Python"
    if unicodedata.normalize("NFKC", name) != name:
        return f"{name!r}, which Python would read as another name"
    if name in reserved:
        return f"{name!r}, which generated code needs itself"
    if name.startswith("_"):
        return f"{name!r}, which begins with an underscore"
    return ""


def unused(source: Source, names: Names, contract: Contract) -> list[Finding]:
    """Return a finding for each lock of something that no page shows: removed for now, or
    misspelt.
    """
    types = {each.key: each for each in contract.types}
    operations = {operation.name: None for operation in contract.operations}
    gone: list[tuple[Path, str, Collection[str]]] = [
        (("operations", name), name, operations)
        for name in names.operations
        if name not in operations
    ]
    for key, locked in names.types.items():
        if key not in types:
            gone.append((("types", key), key, types))
            continue
        known = labels(types[key])
        word = "fields" if isinstance(types[key], Record) else "members"
        gone += [
            (("types", key, word, label), f"{key}.{label}", known)
            for label in locked.members
            if label not in known
        ]
    # Many unused names are no typing errors, and looking for similar names is slow.
    near = len(gone) <= _MISSPELT
    return [
        _unused(source, path, subject, nearest(str(path[-1]), [*known]) if near else "")
        for path, subject, known in gone
    ]


_MISSPELT = 20
"""With more unused locks than this, no similar names are looked for."""


def _unused(source: Source, path: Path, subject: str, near: str) -> Finding:
    origin = source.origin(*path)
    return UNUSED_NAME.at(origin, subject, near=f" {near}" if near else "")
