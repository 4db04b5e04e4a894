"""Turns fields of a record into one choice: those that recordings mix, or an override names."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from soapstone.model.contract import Branch, Field, Particle, QName, choice


def with_choice(
    fields: Sequence[Field], names: Collection[QName]
) -> tuple[tuple[Field, ...], Field]:
    """Return the fields of a record with the named elements as one choice, and that choice.

    It stands where the first of them stood. What another choice has beyond them is a list without
    a wrapper then.
    """
    branches = [
        Branch(each.name, each.type)
        for field in fields
        for each in elements_of(field)
        if each.name in names
    ]
    made = choice(branches)
    result: list[Field] = []
    for field in fields:
        found = elements_of(field)
        others = [each for each in found if each.name not in names]
        if len(others) < len(found) and made not in result:
            result.append(made)
        result += [field] if len(others) == len(found) or not found else others
    return tuple(result), made


def elements_of(field: Field) -> tuple[Field, ...]:
    """Return the elements that a field is, each as a field; none for an attribute or a text."""
    return field.elements if field.particle is Particle.ELEMENT else ()


def elements(fields: Sequence[Field]) -> Iterator[Field]:
    """Yield all elements of a record, those of its choices included."""
    return (each for field in fields for each in elements_of(field))
