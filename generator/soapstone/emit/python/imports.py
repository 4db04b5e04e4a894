"""Finds the imports of a generated module by searching its text for names.

So a template needs no list of imports. The names are those of the runtime and the standard library
that generated code may use, and the classes and functions that the package itself defines.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from functools import cache, lru_cache
from importlib import import_module

from soapstone.emit.python.scalars import homes

Vocabulary = Mapping[str, str]
"""A name to the module that it is imported from, as written in a module of the package."""

STANDARD = {
    "__future__": ("annotations",),
    "dataclasses": ("dataclass", "field"),
    "datetime": ("date", "datetime", "time", "timedelta"),
    "decimal": ("Decimal",),
    "enum": ("StrEnum",),
    "typing": ("Literal",),
    "uuid": ("UUID",),
}
"""The names of the standard library that generated modules may import."""
_RUNTIME = (
    *("messages", "operations", "records.constraints", "records.enumerations"),
    *("records.members", "records.named_types", "records.record", "records.xml"),
    "writing.writer",
)
"""The modules of the runtime whose ``__all__`` generated code may use."""

_TOKEN = re.compile(
    r"""
      [\s(),]+                                  # nothing, and most of a text
    | "{3}(?:[^"\\]|\\.|"(?!""))*+(?:"{3})?     # a docstring
    | b?"(?:[^"\\]|\\.)*+"?                     # a text, bytes
    | b?'(?:[^'\\]|\\.)*+'?
    | \#[^\n]* | \.\w+ | \d\w*+                # a comment; an attribute; a number
    | (?:class|def)\ \w+ | (?<!->\ )\w+(?==|:) # what is named here: a class, an argument
    | (?:^|(?<=^\ {4}))\w+(?=\ =)               # a constant, a member of an enumeration
    | \w+\0                                     # the package's own, though it has a word's name
    | (?P<name>[^\W\d]\w*)
    """,
    re.VERBOSE | re.MULTILINE | re.DOTALL,
)
_REMEMBERED = 65_536
"""So many sort keys are cached: many modules import the same classes."""


@cache
def vocabulary() -> Vocabulary:
    """Return the names of the runtime and the standard library, with their modules."""
    words = {name: home for home, names in STANDARD.items() for name in names}
    modules = {
        name: import_module(f"soapstone.runtime.{name}").__all__ for name in _RUNTIME
    }
    for home, names in {**modules, **homes()}.items():
        words |= dict.fromkeys(names, f"...runtime.{home}")
    return words


def names_in(text: str) -> set[str]:
    """Return the names that Python source uses, without attributes and names that it binds."""
    return set(_TOKEN.findall(text)) - {""}


def own(name: str) -> str:
    """Return a name of the package as templates print it, before imports are known.

    A name that is also in the vocabulary gets a mark, which ``with_imports`` removes.
    """
    return f"{name}\0" if name in vocabulary() else name


def with_imports(text: str, package: Vocabulary, home: str) -> tuple[str, list[str]]:
    """Return a module's text and the lines of its imports.

    ``home`` is the module itself, from which nothing is imported; ``package`` has the names of the
    package's modules. A name of the vocabulary that the package also defines is imported as
    ``_name``.
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
    """Return the lines of imports, from pairs (module, name), in isort's order.

    An empty line stands before the imports of the package's own modules.
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
    """Return names in isort's order: constants, classes, functions; numbers by value."""
    return sorted(names, key=_rank)


def distance(module: str) -> tuple[int, str]:
    """Return the key of isort's order of relative modules: more dots come first."""
    name = module.lstrip(".")
    return len(name) - len(module), name


@lru_cache(maxsize=_REMEMBERED)
def _rank(name: str) -> tuple[int, list[tuple[bool, int, str]]]:
    name = name.partition(" ")[0]
    kind = 0 if name.isupper() and len(name) > 1 else 1 if name[0].isupper() else 2
    return kind, [_natural(part) for part in re.findall(r"\d+|\D+", name)]


def _natural(part: str) -> tuple[bool, int, str]:
    return (False, int(part), part) if part.isdecimal() else (True, 0, part)
