"""Reads ``overrides.toml`` and checks that each setting exists and has a value of its type.

    [service]                       scheme, host, path: of every operation's address
    [operations.NAME]               description, scheme, host, path
    [records.NAME]                  description, choice (elements that are one list),
                                    base (the record that it extends), type_name (of its XSD type)
    [records.NAME.first]            members that no page shows, before those it shows: NAME = "TYPE"
    [records.NAME.last]             the same after them
    [members."RECORD.MEMBER"]       type, repeated, nullable, omit, required, description
    [enumerations.NAME]             members (all of them), add (more), flags, description

A NAME can be a pattern (``"*Result"``). The file can also describe a record or an enumeration that
no page shows, if the type of a member names it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from soapstone.inputs.toml_source import RENAME, Path, Source, header, misspelt, written
from soapstone.model.findings import Errors
from soapstone.model.xml_names import NCNAME

_ADDRESS = {"scheme": str, "host": str, "path": str}
SECTIONS: Mapping[str, Mapping[str, type]] = {
    "service": _ADDRESS,
    "operations": {"description": str, **_ADDRESS},
    "records": {
        "description": str,
        "type_name": str,
        "base": str,
        "first": dict,
        "last": dict,
        "choice": list,
    },
    "members": {
        "type": str,
        "repeated": bool,
        "nullable": bool,
        "omit": bool,
        "required": bool,
        "description": str,
    },
    "enumerations": {"members": list, "add": list, "flags": bool, "description": str},
}
"""Every setting, with the Python type of its value."""

_KINDS = {
    str: "a text in quotes",
    bool: "true or false",
    list: "a list of texts",
    dict: 'lines NAME = "TYPE"',
}
_MEMBER = "the name of an XML element, or @ and the name of an attribute"
_FORMS = {
    "scheme": (re.compile(r"https?"), "http or https"),
    "host": (
        re.compile(r"[^\s/?#@]+"),
        "a host, with its port if it needs one: host:8080",
    ),
    "path": (
        re.compile(r"/[^\s?#]*"),
        "a path that begins with /, without a query and blanks",
    ),
    "type_name": (NCNAME, "the name of an XSD type, without a prefix"),
}
_NO_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that no XML document can contain (XML 1.0 section 2.2)."""


@dataclass(frozen=True, slots=True)
class Override:
    """One setting of the file."""

    section: str
    pattern: str
    """The name or pattern of its subject; "" in ``[service]``."""
    setting: str
    value: Any
    path: Path
    """Its place in the file."""


@dataclass(frozen=True, slots=True)
class Overrides:
    """The valid settings of a file, in its order."""

    source: Source
    settings: tuple[Override, ...]
    refused: frozenset[str]
    """The names of tables with an error. What misses something in them is no error."""
    errors: Errors


def read_overrides(source: Source) -> Overrides:
    """Return the settings of a file, and the errors of those that are not valid.

    Whether its subject exists is checked when a setting is applied.
    """
    found: list[Override] = []
    refused: set[str] = set()
    errors = Errors()
    for section, tables in source.values.items():
        with errors.collected():
            _check_known(source, (section,), section, tuple(SECTIONS))
            _check_table(source, (section,), tables)
            if section == "service":
                found += _settings(source, section, "", (section,), tables, errors)
                continue
            for pattern, settings in tables.items():
                path, before = (section, pattern), len(errors.found)
                with errors.collected():
                    _check_table(source, path, settings)
                    found += _settings(source, *path, path, settings, errors)
                if len(errors.found) > before:
                    refused.add(pattern)
    return Overrides(source, tuple(found), frozenset(refused), errors)


def _settings(
    source: Source,
    section: str,
    pattern: str,
    path: Path,
    table: dict[str, Any],
    errors: Errors,
) -> Iterator[Override]:
    known = SECTIONS[section]
    for setting in table:
        with errors.collected():
            _check_known(source, (*path, setting), setting, tuple(known))
    # In the order of SECTIONS: a type, and whether it is repeated, come before the settings that
    # correct what follows from these.
    for setting, kind in known.items():
        if setting not in table:
            continue
        here, value = (*path, setting), table[setting]
        with errors.collected():
            if type(value) is not kind:
                raise _wrong(source, here, value, _KINDS[kind])
            _check_value(source, here, setting, value)
            if isinstance(value, dict):
                value = _members(source, here, value, errors)
            yield Override(section, pattern, setting, value, here)


def _check_value(source: Source, path: Path, setting: str, value: Any) -> None:
    """Raise SpecError for a value of the right type that is still invalid."""
    if isinstance(value, str):
        _check_characters(source, path, value)
    if setting in _FORMS:
        form, expected = _FORMS[setting]
        if not form.fullmatch(value):
            raise _wrong(source, path, value, expected)
    if isinstance(value, list):
        if not value:
            raise _wrong(source, path, value, "at least one text in quotes")
        for text in value:
            if not isinstance(text, str) or not text.strip():
                raise _wrong(source, path, text, "a text in quotes, not empty")
            _check_characters(source, path, text)
        if len(set(value)) < len(value):
            raise _wrong(source, path, value, "each member once")


def _members(
    source: Source, path: Path, table: Mapping[str, Any], errors: Errors
) -> dict[str, str]:
    """The valid lines of a table of members."""
    valid = {}
    for name, type_ in table.items():
        with errors.collected():
            if not NCNAME.fullmatch(name.removeprefix("@")) or name == "@xmlns":
                raise _wrong(source, (*path, name), name, _MEMBER)
            if not isinstance(type_, str):
                raise _wrong(source, (*path, name), type_, "a type in quotes")
            valid[name] = type_
    return valid


def _check_characters(source: Source, path: Path, text: str) -> None:
    found = _NO_XML.search(text)
    if found:
        code = f"the character U+{ord(found[0]):04X}"
        raise source.error(path, code, "a text that XML can hold", "Remove it.")


def _check_table(source: Source, path: Path, value: object) -> None:
    if not isinstance(value, dict):
        raise _wrong(source, path, value, f"a table: {header(path)}, its lines below")


def _check_known(source: Source, path: Path, name: str, known: tuple[str, ...]) -> None:
    if name not in known:
        raise source.error(
            path,
            repr(name),
            f"one of: {', '.join(known)}",
            misspelt(name, known) or RENAME,
        )


def _wrong(source: Source, path: Path, value: object, expected: str) -> Exception:
    return source.error(path, written(value), expected, "Correct the line.")
