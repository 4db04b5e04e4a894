"""Imports of a generated module: they follow from the names that its text uses.

Nothing tells what a template prints. Its text is searched for names of one vocabulary: the words of
the runtime and of the standard library that generated code may use, and what the package defines.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from functools import cache, lru_cache
from importlib import import_module

from soapstone.emit.python.scalars import homes

Vocabulary = Mapping[str, str]
"""A name to the module that it is imported from, as a module of the package writes that."""

STANDARD = {
    "__future__": ("annotations",),
    "dataclasses": ("dataclass", "field"),
    "datetime": ("date", "datetime", "time", "timedelta"),
    "decimal": ("Decimal",),
    "enum": ("StrEnum",),
    "uuid": ("UUID",),
}
"""The names of the standard library that modules import."""
_RUNTIME = (
    *("messages", "operations", "records.enumerations", "records.members"),
    *("records.record", "records.xml", "writing.writer"),
)
"""The modules of the runtime of which generated code may use all that ``__all__`` has."""

_TOKEN = re.compile(
    r"""
      [\s(),]+                                  # nothing, and most of a text
    | "{3}(?:[^"\\]|\\.|"(?!""))*+(?:"{3})?     # a docstring
    | b?"(?:[^"\\]|\\.)*+"?                     # a text, bytes
    | b?'(?:[^'\\]|\\.)*+'?
    | \#[^\n]* | \.\w+ | \d\w*+                # a comment; an attribute; a number
    | (?:class|def)\ \w+ | \w+(?==|:)           # what is given a name here: a class, an argument
    | (?:^|(?<=^\ {4}))\w+(?=\ =)               # a constant, a member of an enumeration
    | \w+\0                                     # the package's own, though it has a word's name
    | (?P<name>[^\W\d]\w*)
    """,
    re.VERBOSE | re.MULTILINE | re.DOTALL,
)
_REMEMBERED = 65_536
"""Names whose place is remembered: a module's classes are imported by many."""


@cache
def vocabulary() -> Vocabulary:
    """The words of the runtime and of the standard library."""
    words = {name: home for home, names in STANDARD.items() for name in names}
    modules = {
        name: import_module(f"soapstone.runtime.{name}").__all__ for name in _RUNTIME
    }
    for home, names in {**modules, **homes()}.items():
        words |= dict.fromkeys(names, f"...runtime.{home}")
    return words


def names_in(text: str) -> set[str]:
    """The names that a text of Python uses; not its attributes, and not what it names itself."""
    return set(_TOKEN.findall(text)) - {""}


def own(name: str) -> str:
    """A name of the package, as its modules print it until they know their imports.

    A word of the vocabulary that a package has given to something of its own is marked.
    """
    return f"{name}\0" if name in vocabulary() else name


def with_imports(text: str, package: Vocabulary, home: str) -> tuple[str, list[str]]:
    """A module's text and the imports that it needs: what is not in itself, at ``home``.

    ``package`` are the names of the package's own modules. A word that one of them has taken is
    imported under another name.
    """
    words = vocabulary()
    taken = words.keys() & package.keys()
    if taken:
        text = _TOKEN.sub(lambda at: _free(at, taken), text).replace("\0", "")
        words = {_alias(name, taken): home for name, home in words.items()}
    found = {name: package.get(name) or words.get(name) for name in names_in(text)}
    return text, import_lines(
        (module, f"{name[1:]} as {name}" if name[0] == "_" else name)
        for name, module in found.items()
        if module and module != home
    )


def _alias(name: str, taken: Collection[str]) -> str:
    return f"_{name}" if name in taken else name


def _free(token: re.Match[str], taken: Collection[str]) -> str:
    return _alias(token[0], taken) if token["name"] else token[0]


def import_lines(imports: Iterable[tuple[str, str]]) -> list[str]:
    """The lines of imports, from (module, name), in isort's order; a blank one before the package's
    own.
    """
    modules: dict[str, list[str]] = {}
    for module, name in imports:
        modules.setdefault(module, []).append(name)
    theirs = sorted(module for module in modules if not module.startswith("."))
    ours = sorted((each for each in modules if each.startswith(".")), key=distance)
    lines = {
        module: f"from {module} import {', '.join(in_order(names))}"
        for module, names in modules.items()
    }
    between = [""] if theirs and ours else []
    return [lines[each] for each in theirs] + between + [lines[each] for each in ours]


def in_order(names: Iterable[str]) -> list[str]:
    """Names as isort puts them: constants, classes, functions; numbers by their value."""
    return sorted(names, key=_rank)


def distance(module: str) -> tuple[int, str]:
    """Isort's order of modules: farther ones first."""
    name = module.lstrip(".")
    return len(name) - len(module), name


@lru_cache(maxsize=_REMEMBERED)
def _rank(name: str) -> tuple[int, list[tuple[bool, int, str]]]:
    name = name.partition(" ")[0]
    kind = 0 if name.isupper() and len(name) > 1 else 1 if name[0].isupper() else 2
    return kind, [_natural(part) for part in re.findall(r"\d+|\D+", name)]


def _natural(part: str) -> tuple[bool, int, str]:
    return (False, int(part), part) if part.isdecimal() else (True, 0, part)
