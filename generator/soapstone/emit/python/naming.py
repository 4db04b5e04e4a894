"""Assigns every Python name of a package, before anything is emitted.

All names are assigned together, so that collisions are settled once and emitters only look up.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from keyword import iskeyword
from types import MappingProxyType

from soapstone.emit.python import names
from soapstone.emit.python.imports import vocabulary
from soapstone.emit.python.named_types import NamedTypes, bases_first, named_types
from soapstone.emit.python.reserved import method_words
from soapstone.model.contract import (
    ChoiceOf,
    Contract,
    Field,
    ListOf,
    MapOf,
    Particle,
    Record,
    Scalar,
    Type,
)
from soapstone.model.labels import labels
from soapstone.model.names import NO_NAMES, Names, TypeNames


@dataclass(frozen=True, slots=True)
class Naming:
    """All Python names of a package."""

    classes: Mapping[str, str]
    """Key of a record or enumeration to its class."""
    stems: Mapping[str, str]
    """Key of a type to its name in modules and functions: ``sync_status``."""
    fields: Mapping[str, tuple[str, ...]]
    """Key of a record to the names of its fields, in order."""
    members: Mapping[str, tuple[str, ...]]
    """Key of an enumeration to the names of its members, in order."""
    operations: Mapping[str, str]
    """Name of an operation to its module."""
    constants: Mapping[str, str]
    """Name of an operation to the constant that holds its description."""
    methods: Mapping[str, str]
    """Name of an operation to the method of the clients that calls it."""
    client: str
    """The class of the sync client: ``Tc2Client``; that of the other is ``AsyncTc2Client``."""
    prefixes: Mapping[str, str]
    """XML namespace to its prefix in every message."""


def name_everything(
    contract: Contract, locked: Names = NO_NAMES, package: str = ""
) -> Naming:
    """Return a Python name for everything in a contract.

    ``locked`` are names of earlier runs; they stay. Any other name follows from the contract, and
    that of the clients from the package's; without one from the service's.
    """
    types = named_types(contract)
    keys = [record.key for record in contract.records]
    keys += [enumeration.key for enumeration in contract.enumerations]
    known = {key: each.name for key, each in locked.types.items()}
    client = _client(package or contract.service, known.values())
    exported = {*locked.operations.values(), client, f"Async{client}"}
    classes = names.kept(keys, lambda key: _class(key, exported), known)
    operations = [operation.name for operation in contract.operations]
    capitals = {name for name in {*classes.values(), *known.values()} if name.isupper()}
    constants = names.kept(
        operations,
        lambda name: _constant(name, capitals),
        locked.operations,
        capitals,
    )
    return Naming(
        classes=classes,
        stems=names.unique((key, _stem(key)) for key in keys),
        fields=_all_fields(contract, locked, types),
        members={
            each.key: _each(
                each.members, names.constant, labels(each), _members(each.key, locked)
            )
            for each in contract.enumerations
        },
        operations=names.unique((name, names.snake(name)) for name in operations),
        constants=constants,
        methods=names.unique((name, _method(constants[name])) for name in operations),
        client=client,
        prefixes=_prefixes(contract, types),
    )


def name_lock(
    contract: Contract, naming: Naming, places: Mapping[str, str] = MappingProxyType({})
) -> Names:
    """Return the names that later runs must keep: of operations, types and members.

    ``places`` has the path to each type in the messages, by the type's key.
    """
    named = {**naming.fields, **naming.members}
    types = {
        each.key: TypeNames(
            naming.classes[each.key],
            dict(zip(labels(each), named[each.key], strict=True)),
            each.type_name.name if each.type_name else "",
            places.get(each.key, ""),
        )
        for each in contract.types
    }
    return Names(dict(naming.constants), types)


def _members(key: str, locked: Names) -> Mapping[str, str]:
    return locked.types[key].members if key in locked.types else {}


def _all_fields(
    contract: Contract, locked: Names, types: NamedTypes
) -> Mapping[str, tuple[str, ...]]:
    """The names of all fields by key of the record; inherited ones are called as in the base."""
    by_key = {record.key: record for record in contract.records}
    found: dict[str, tuple[str, ...]] = {}
    for record in bases_first(list(contract.records), types.base):
        known = dict(_members(record.key, locked))
        if record.key in types.base:
            base = by_key[types.base[record.key]]
            inherited = {
                (field.particle, field.name): name
                for field, name in zip(base.fields, found[base.key], strict=True)
            }
            for label, field in zip(labels(record), record.fields, strict=True):
                if (field.particle, field.name) in inherited:
                    known[label] = inherited[field.particle, field.name]
        found[record.key] = _fields(record, known)
    return found


def _fields(record: Record, locked: Mapping[str, str]) -> tuple[str, ...]:
    if record.collection:
        wanted = ["items" for _ in record.fields]
    else:
        wanted = [_wanted(field) for field in record.fields]
    return _each(wanted, names.snake, labels(record), locked)


def _wanted(field: Field) -> str:
    if isinstance(field.type, ChoiceOf):
        return "items"  # as xsd.exe calls them
    return "value" if field.particle is Particle.TEXT else field.name.name


def _each(
    wanted: Sequence[str],
    convert: Callable[[str], str],
    called: Sequence[str],
    locked: Mapping[str, str],
) -> tuple[str, ...]:
    """One Python name for each wanted name, in the same order.

    Of two that collide the one that sorts first keeps its own. ``called`` has the label of each in
    the name lock.
    """
    if all(label in locked for label in called):
        return tuple(locked[label] for label in called)
    wishes = {f"{name}\0{index:06}": name for index, name in enumerate(wanted)}
    known = {
        key: locked[label]
        for key, label in zip(wishes, called, strict=True)
        if label in locked
    }
    absent = {label: name for label, name in locked.items() if label not in called}
    found = names.kept(wishes, lambda key: convert(wishes[key]), known | absent)
    return tuple(found[key] for key in wishes)


def _class(key: str, exported: set[str]) -> str:
    """The package exports constants and clients, too; a locked constant keeps its name."""
    name = names.pascal(key)
    return f"{name}_" if name in exported else name


def _client(package: str, classes: Collection[str]) -> str:
    """A class that was called like a client before there were any keeps its name."""
    name = f"{names.pascal(package)}Client"
    return f"{name}_" if {name, f"Async{name}"} & {*classes} else name


def _method(constant: str) -> str:
    """From the constant, which keeps its name, so that the method does, too."""
    name = constant.lower()
    return f"{name}_" if iskeyword(name) or name in method_words() else name


def _stem(key: str) -> str:
    """The writer of a type called String must not be the runtime's ``write_string``."""
    stem = names.snake(key)
    return f"{stem}_" if f"write_{stem}" in vocabulary() else stem


def _constant(operation: str, classes: set[str]) -> str:
    """A class can be in capitals too; the package exports both."""
    name = names.constant(operation)
    name = f"{name}_" if name in vocabulary() else name
    return f"{name}_OPERATION" if name in classes else name


def namespaces(records: Iterable[Record]) -> set[str]:
    """Return the XML namespaces of the members of records, and of list items and map entries."""
    found: set[str] = set()
    for record in records:
        for field in record.fields:
            found.add(field.name.namespace)
            if not isinstance(field.type, Scalar):
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
    elif isinstance(type_, ChoiceOf):
        for branch in type_.branches:
            yield branch.name.namespace
            yield from _inner(branch.type)


def _roots(contract: Contract) -> set[str]:
    return {each.element.namespace for each in contract.messages()} - {""}


_WELL_KNOWN = {
    "http://schemas.microsoft.com/2003/10/Serialization/Arrays": "arr",
    "http://schemas.datacontract.org/2004/07/System": "sys",
    "http://schemas.servicestack.net/types": "ss",
}
_XML = "http://www.w3.org/XML/1998/namespace"
"""The namespace of ``xml:lang``; XML allows no other prefix for it."""
# Prefixes that every message binds, or that unknown content binds when it is written back.
_TAKEN = (
    "dto",
    "i",
    "qn",
    "soap",
    "xml",
    "xmlns",
    *(f"{p}{n}" for p in "vw" for n in range(10)),
)


def _type_namespaces(contract: Contract, types: NamedTypes) -> set[str]:
    return {
        record.type_name.namespace
        for record in contract.records
        if record.type_name and record.key in types.named
    } - {""}


def _prefixes(contract: Contract, types: NamedTypes) -> dict[str, str]:
    """A short prefix for each namespace: the first letter of the last word, numbered if taken."""
    found = sorted(
        namespaces(contract.records)
        | _roots(contract)
        | _type_namespaces(contract, types)
    )
    wanted = [(uri, _WELL_KNOWN.get(uri) or _initial(uri)) for uri in found]
    prefixes = dict(names.unique(wanted, _TAKEN))
    return prefixes | ({_XML: "xml"} if _XML in prefixes else {})


def _initial(uri: str) -> str:
    last = names.words(uri.rstrip("/").rpartition("/")[2]) or ["n"]
    initial = last[-1][0].lower()
    return initial if initial.isascii() and initial.isalpha() else "n"
