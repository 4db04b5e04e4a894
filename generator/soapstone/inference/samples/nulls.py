"""Decides what of a member samples and their comments state: null, presence, repetition."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from soapstone.dotnet.scalars import STRING
from soapstone.inference.data_contract import nulls
from soapstone.inference.shapes import CutOff, FieldShape, Read, Shape
from soapstone.inference.xml_serializer.samples import REFERENCE, is_value
from soapstone.inference.xml_serializer.samples import VALUE as OF_VALUE
from soapstone.model.catalogue import samples, xml_serializer
from soapstone.model.contract import Alternative, Particle, QName, Serializer
from soapstone.model.decisions import Decisions
from soapstone.model.facts import Node
from soapstone.model.rules import Aspect, Decision

_REPEATED = (
    samples.REPEATED.here,
    xml_serializer.LIST_NOT_NULL.here,
    xml_serializer.LIST_OPTIONAL.here,
)
VALUE = QName("", "Value")
"""The name of a member that is the text of an element, as xsd.exe has it."""
_LACKING = (samples.LACKING_NULL.here, samples.MAY_LACK.here)
_REQUIRED = (samples.REQUIRED_NULL.here, samples.REQUIRED.here)


@dataclass(frozen=True, slots=True)
class Place:
    """The elements of one member."""

    name: QName
    nodes: Sequence[Node]
    repeated: bool
    lacking: bool
    """An element around lacks it, or a comment puts it into a choice."""
    alternative: Alternative | None = None
    """Its place in a choice."""

    @property
    def nil(self) -> bool:
        """Whether it is null somewhere."""
        return any(node.nil for node in self.nodes)

    @property
    def optional(self) -> bool:
        """Whether a comment or a sample shows that it may be absent."""
        return self.lacking or 0 in self._least

    @property
    def required(self) -> bool:
        """Whether SoapUI's comments say that it must be there."""
        return bool(self._least) and not (self.optional or self.nil)

    @property
    def in_branch(self) -> bool:
        """Whether SoapUI's comments say that its branch has it."""
        return bool(self._least) and 0 not in self._least

    @property
    def _least(self) -> list[int]:
        stated = (node.comments for node in self.nodes)
        return [each.least for each in stated if each and each.least is not None]


def member(
    place: Place, shape: Shape, made: Decisions, serializer: Serializer
) -> FieldShape:
    """Return a child element as a member; ``made``: the decisions on its type."""
    origin = place.nodes[0].origin
    if place.alternative:
        return _in_choice(place, shape, made)
    if place.repeated:
        decisions = (*made, *_REPEATED)
        return FieldShape(place.name, shape, origin, repeated=True, decisions=decisions)
    if serializer is Serializer.DATA_CONTRACT:
        return _of_contract(place, shape, made)
    value = is_value(shape)
    field = FieldShape(place.name, shape, origin, stated=_is_stated(made))
    made = (*made, samples.ONCE.here)
    if place.nil:
        return replace(
            field,
            nullable=True,
            nillable=True,
            decisions=(*made, samples.NIL.here, samples.MAY_LACK.here),
        )
    if place.required:
        return replace(
            field, required=True, demanded=True, decisions=(*made, *_REQUIRED)
        )
    if place.optional:
        return replace(field, nullable=True, decisions=(*made, *_LACKING))
    return replace(
        field,
        nullable=not value,
        required=value,
        demanded=value,
        decisions=(*made, *(OF_VALUE if value else REFERENCE)),
    )


def _in_choice(place: Place, shape: Shape, made: Decisions) -> FieldShape:
    """A member that a message has if it has its branch."""
    occurrence = _REPEATED[:2] if place.repeated else (samples.ONCE.here,)
    null = (
        ()
        if place.repeated
        else ((samples.NIL if place.nil else samples.LACKING_NULL).here,)
    )
    return FieldShape(
        place.name,
        shape,
        place.nodes[0].origin,
        repeated=place.repeated,
        nullable=not place.repeated,
        nillable=place.nil and not place.repeated,
        required=place.in_branch,
        stated=_is_stated(made),
        decisions=(*made, *occurrence, *null, samples.BRANCH.here),
        alternative=place.alternative,
    )


def _of_contract(place: Place, shape: Shape, made: Decisions) -> FieldShape:
    """A member under DataContractSerializer, which writes null as nil."""
    known = STRING if isinstance(shape, CutOff) and shape.text else shape
    field = nulls.member(place.name, place.nodes[0].origin, known, made)
    decisions = list(field.decisions)
    field = replace(field, shape=shape, stated=_is_stated(made))
    if place.nil and not (field.nullable and field.nillable):
        field = replace(field, nullable=True, nillable=True)
        decisions = [samples.NIL.here, *_without(decisions, Aspect.NULL)]
    if place.required and not field.demanded:
        field = replace(field, demanded=True)
        decisions = [*_without(decisions, Aspect.PRESENCE), samples.REQUIRED.here]
    elif not field.demanded:
        decisions = [*_without(decisions, Aspect.PRESENCE), samples.MAY_LACK.here]
    return replace(field, decisions=tuple(decisions))


def _without(decisions: Sequence[Decision], aspect: Aspect) -> list[Decision]:
    return [each for each in decisions if each.rule.aspect is not aspect or each.part]


def _is_stated(made: Decisions) -> bool:
    """Whether the type of a member itself is no guess by a value."""
    guesses = (samples.VALUE, samples.NO_VALUE, samples.EMPTY)
    return not any(each.rule in guesses and not each.part for each in made)


def outside(particle: Particle, name: QName, read: Read, owner: Node) -> FieldShape:
    """Return an attribute or the text of an element with some as a member. No sample says whether
    it may be absent.
    """
    shape, made = read
    return FieldShape(
        name,
        shape,
        owner.origin,
        particle,
        nullable=True,
        stated=_is_stated(made),
        decisions=(*made, samples.ONCE.here, *_LACKING),
    )
