"""Reads ``names.toml`` and checks the names that a person may have edited."""

from __future__ import annotations

import keyword
import unicodedata
from collections.abc import Callable, Collection, Container, Mapping, Sequence
from typing import Any

from soapstone.inputs.toml_source import Path, Source, as_key, nearest, written
from soapstone.model.contract import Contract, Record
from soapstone.model.findings import Finding, Origin, Severity
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
    """Return the name locks of a file. Raises SpecError, with file and line, for the first invalid
    one.

    ``reserved``: the names that generated code needs itself.
    """
    _check_keys(source, (), source.values, ("operations", "types"))
    operations = _texts(source, ("operations",), "operations", reserved)
    types = _table(source, ("types",))
    names = Names(operations, {key: _type(source, key, reserved) for key in types})
    constants: _Locks = [
        (("operations", key), name) for key, name in operations.items()
    ]
    classes: _Locks = [
        (("types", key, "class"), each.name) for key, each in names.types.items()
    ]
    _check_unique(source, constants, str.casefold)
    _check_unique(source, classes, str.casefold)
    _check_unique(source, [*constants, *classes], str)  # the package exports both
    return names


def _type(source: Source, key: str, reserved: Container[str]) -> TypeNames:
    path: Path = ("types", key)
    table = _table(source, path)
    _check_keys(source, path, table, (*_TEXTS, *_TABLES))
    for word in _TEXTS:
        if not isinstance(table.get(word, ""), str):
            raise _not_text(source, (*path, word), table[word])
    if "class" not in table:
        raise source.error(
            path,
            "no class",
            'a line class = "Name"',
            "Add it, or delete the table and those inside it.",
        )
    _check_name(source, (*path, "class"), table["class"], "class", reserved)
    members: dict[str, str] = {}
    for word in [word for word in _TABLES if word in table]:
        locked = _texts(source, (*path, word), word, reserved)
        places: _Locks = [
            ((*path, word, label), name) for label, name in locked.items()
        ]
        _check_unique(source, places, str.casefold)
        members |= locked
    return TypeNames(
        table["class"], members, table.get("type", ""), table.get("at", "")
    )


def _table(source: Source, path: Path) -> dict[str, Any]:
    """The table at a path, which needs a header of its own; empty where there is none."""
    value: dict[str, Any] = source.values
    header = f"[{'.'.join(as_key(str(part)) for part in path)}]"
    for step in path:
        value = value.get(str(step), {})
        if not isinstance(value, dict):
            raise source.error(path, written(value), f"a table {header}", _ADVICE)
    if value and path != ("types",) and path not in source.headers:
        raise source.error(
            path,
            "a table without a header",
            f"a line {header}, its keys below",
            "Write the table like this: soapstone generate adds new names to it.",
        )
    return value


_ADVICE = "Undo the edit, or delete the file and run soapstone generate."


def _texts(
    source: Source, path: Path, form: str, reserved: Container[str]
) -> dict[str, str]:
    """A table of names, by what they name on the wire."""
    table = _table(source, path)
    for key, name in table.items():
        _check_name(source, (*path, key), name, form, reserved)
    return table


def _check_keys(
    source: Source, path: Path, table: Mapping[str, Any], known: tuple[str, ...]
) -> None:
    for key in table:
        if key not in known:
            raise source.error(
                (*path, key),
                f"{key!r}",
                f"one of: {', '.join(known)}",
                f"{nearest(key, known)}",
            )


def _check_name(
    source: Source, path: Path, name: object, form: str, reserved: Container[str]
) -> None:
    """Raise SpecError unless a name is an identifier that hides nothing the generated code
    needs.
    """
    fits, expected = _FORMS[form]
    if not isinstance(name, str):
        raise _not_text(source, path, name)
    reason = _misfit(name, reserved)
    if reason:
        raise source.error(path, reason, expected, "Choose another name.")
    if not fits(name):
        raise source.error(path, repr(name), expected, "Choose another name.")


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


def _check_unique(
    source: Source, locked: _Locks, compared: Callable[[str], str]
) -> None:
    """Raise SpecError for two names of one scope that are equal without regard to case."""
    first: dict[str, Path] = {}
    for path, name in locked:
        other = first.setdefault(compared(name), path)
        if other != path:
            line = source.origin(*other).line
            raise source.error(
                path,
                f"{name!r} a second time",
                f"a name that differs from that of line {line} by more than upper and lower case",
                "Rename one of them.",
            )


def _not_text(source: Source, path: Path, value: object) -> Exception:
    return source.error(
        path, written(value), "a text in quotes", "Write it on one line, in quotes."
    )


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
    origin: Origin = source.origin(*path)
    return Finding(
        code="unused-name",
        severity=Severity.NOTE,
        subject=subject,
        origin=origin,
        found="The name is locked, but no page shows what it names.",
        decided="Kept, in case a page shows it again.",
        settle=f"Delete the line if it is gone for good. {near}".strip(),
    )
