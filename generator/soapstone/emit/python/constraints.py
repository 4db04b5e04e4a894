"""The view of what a schema demands of a record's values: facets, choices, what is fixed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from soapstone.model.contract import (
    ChoiceOf,
    Field,
    ListOf,
    MapOf,
    Particle,
    Record,
    Scalar,
    Type,
)

_Facets = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Constraints:
    """The arguments of the runtime's ``constraints``; each is empty where there is nothing."""

    facets: Mapping[str, Mapping[str, _Facets]]
    fixed: Mapping[str, str]
    choices: tuple[tuple[tuple[str, ...], ...], ...]
    required: tuple[str, ...]
    abstract: bool

    def __bool__(self) -> bool:
        """Whether the schema demands anything."""
        return any(
            (self.facets, self.fixed, self.choices, self.required, self.abstract)
        )


def constraints_of(record: Record, names: Sequence[str]) -> Constraints:
    """Return the view of a record whose fields have these names in Python."""
    fields = list(zip(names, record.fields, strict=True))
    facets = {name: dict(_facets(each)) for name, each in fields}
    return Constraints(
        facets={name: found for name, found in facets.items() if found},
        fixed={name: each.fixed for name, each in fields if each.fixed is not None},
        choices=_choices(fields),
        required=tuple(
            name
            for name, each in fields
            if each.required and (each.repeated or each.alternative)
        ),
        abstract=record.abstract,
    )


def _choices(
    fields: Sequence[tuple[str, Field]],
) -> tuple[tuple[tuple[str, ...], ...], ...]:
    found: dict[int, dict[int, list[str]]] = {}
    optional = set()
    for name, each in fields:
        if place := each.alternative:
            found.setdefault(place.choice, {}).setdefault(place.branch, []).append(name)
            optional |= {place.choice} if place.optional else set()
    return tuple(
        (*map(tuple, branches.values()), *([()] if choice in optional else ()))
        for choice, branches in found.items()
    )


def _facets(field: Field) -> Iterator[tuple[str, _Facets]]:
    for each in field.elements:
        tag = "" if each.particle is Particle.TEXT else str(each.name)
        yield from _of_type(each.type, tag)


def _of_type(type_: Type, tag: str) -> Iterator[tuple[str, _Facets]]:
    match type_:
        case Scalar(restriction=found) if found:
            yield tag, tuple((each.name, each.value) for each in found.facets)
        case ListOf():
            yield from _of_type(type_.type, str(type_.item))
        case MapOf():
            yield from _of_type(type_.key_type, str(type_.key))
            yield from _of_type(type_.value_type, str(type_.value))
        case ChoiceOf():  # of a field, which has its branches as elements
            raise AssertionError
