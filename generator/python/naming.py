"""The naming pass: every Python name of a package, given out once, before anything is written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from generator.contract import Contract, ListOf, MapOf, Particle, Record, Type
from generator.python import names
from generator.python.scalars import TEXT_FUNCTIONS


@dataclass(frozen=True, slots=True)
class Naming:
    """What things of the contract are called in the package."""

    classes: Mapping[str, str]
    """Key of a record or enumeration to its class."""
    stems: Mapping[str, str]
    """The same keys to what modules and functions are called after them: ``sync_status``."""
    fields: Mapping[str, tuple[str, ...]]
    """Key of a record to the names of its fields, in order."""
    members: Mapping[str, tuple[str, ...]]
    """Key of an enumeration to the names of its members, in order."""
    operations: Mapping[str, str]
    """Name of an operation to its module."""
    constants: Mapping[str, str]
    """Name of an operation to the constant that describes it."""
    prefixes: Mapping[str, str]
    """Namespace to the prefix that stands for it in every message."""


def name_everything(contract: Contract) -> Naming:
    """Names for all of a contract; they depend on nothing but the contract's own names."""
    keys = [record.key for record in contract.records]
    keys += [enumeration.key for enumeration in contract.enumerations]
    classes = names.unique((key, names.pascal(key)) for key in keys)
    operations = [operation.name for operation in contract.operations]
    modules = names.unique((name, names.snake(name)) for name in operations)
    capitals = {name for name in classes.values() if name.isupper()}
    return Naming(
        classes=classes,
        stems=names.unique((key, _stem(key)) for key in keys),
        fields={record.key: _fields(record) for record in contract.records},
        members={
            each.key: _each(each.members, names.constant)
            for each in contract.enumerations
        },
        operations=modules,
        constants=names.unique(
            ((name, _constant(name, capitals)) for name in operations), capitals
        ),
        prefixes=_prefixes(contract),
    )


def _fields(record: Record) -> tuple[str, ...]:
    if record.collection:
        return ("items",)
    wanted = [
        "value" if field.particle is Particle.TEXT else field.name.name
        for field in record.fields
    ]
    return _each(wanted, names.snake)


def _each(
    wanted: tuple[str, ...] | list[str], convert: Callable[[str], str]
) -> tuple[str, ...]:
    """Names in the order given; of two that collide the one that sorts first keeps its own."""
    keys = [f"{name}\0{index:06}" for index, name in enumerate(wanted)]
    given = names.unique(
        (key, convert(name)) for key, name in zip(keys, wanted, strict=True)
    )
    return tuple(given[key] for key in keys)


def _stem(key: str) -> str:
    """The codec of a type named String is not the runtime's ``read_string``."""
    stem = names.snake(key)
    return f"{stem}_" if stem in TEXT_FUNCTIONS else stem


def _constant(operation: str, classes: set[str]) -> str:
    """A class can be all capitals too; the package exports both."""
    name = names.constant(operation)
    return f"{name}_OPERATION" if name in classes else name


def namespaces(records: Iterable[Record]) -> set[str]:
    """The namespaces that the members of records are in, those of list items and entries too."""
    found: set[str] = set()
    for record in records:
        for field in record.fields:
            found.add(field.name.namespace)
            found.update(_inner(field.type))
    return found - {""}


def _inner(type_: Type) -> Iterator[str]:
    if isinstance(type_, ListOf):
        yield type_.item.namespace
        yield from _inner(type_.type)
    elif isinstance(type_, MapOf):
        yield from (name.namespace for name in (type_.entry, type_.key, type_.value))
        yield from _inner(type_.key_type)
        yield from _inner(type_.value_type)


def _roots(contract: Contract) -> set[str]:
    return {each.element.namespace for each in contract.messages()} - {""}


_WELL_KNOWN = {
    "http://schemas.microsoft.com/2003/10/Serialization/Arrays": "arr",
    "http://schemas.datacontract.org/2004/07/System": "sys",
    "http://schemas.servicestack.net/types": "ss",
}
_XML = "http://www.w3.org/XML/1998/namespace"
"""Of ``xml:lang`` and the like; no other prefix may stand for it."""
# Bound on every message, or bound anew where something unknown is written back.
_TAKEN = ("i", "soap", "xml", "xmlns", *(f"{p}{n}" for p in "vw" for n in range(10)))


def _prefixes(contract: Contract) -> dict[str, str]:
    """A short prefix for each namespace: the first letter of its last word."""
    found = sorted(namespaces(contract.records) | _roots(contract))
    wanted = [(uri, _WELL_KNOWN.get(uri) or _initial(uri)) for uri in found]
    given = dict(names.unique(wanted, _TAKEN))
    return given | ({_XML: "xml"} if _XML in given else {})


def _initial(uri: str) -> str:
    last = names.words(uri.rstrip("/").rpartition("/")[2]) or ["n"]
    initial = last[-1][0].lower()
    return initial if initial.isascii() and initial.isalpha() else "n"
