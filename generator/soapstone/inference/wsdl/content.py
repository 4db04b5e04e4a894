"""Flattens the content of a complex type into members, in the order of the wire.

Model groups nest; a record has a list of members. A member knows whether it is repeated, and which
branch of a choice it stands in. A group that is repeated as a whole is one list of elements of
several names: xsd.exe makes that of it, and nothing else keeps their order.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from soapstone.dotnet.namespaces import XSD
from soapstone.model.contract import Alternative, QName
from soapstone.model.description import (
    Compositor,
    ElementUse,
    Group,
    ParticleUse,
    Wildcard,
)

ANY_TYPE = QName(XSD, "anyType")

Substitutes = Callable[[ElementUse], tuple[ElementUse, ...]]
"""Returns the elements that may stand where one does, with their types: itself, unless it is
abstract, and those of its substitution group.
"""


@dataclass(frozen=True, slots=True)
class Member:
    """An element of a type's content, or the elements of a repeated group."""

    uses: tuple[ElementUse, ...]
    """One; several where a group is repeated."""
    required: bool
    """It must be there, of an alternative: where its branch is."""
    repeated: bool = False
    alternative: Alternative | None = None

    @property
    def use(self) -> ElementUse:
        """The element, or the first of several."""
        return self.uses[0]


@dataclass(frozen=True, slots=True)
class Content:
    """The members of a type, without those of its base."""

    members: tuple[Member, ...] = ()
    wildcards: tuple[Wildcard, ...] = ()


def content_of(group: Group | None, substitutes: Substitutes) -> Content:
    """Return the members of a model group."""
    if group is None:
        return Content()
    flattening = _Flattening(substitutes)
    members = tuple(flattening.members(group, required=True))
    return Content(_once_each(members), tuple(flattening.wildcards))


class _Flattening:
    def __init__(self, substitutes: Substitutes) -> None:
        self._substitutes = substitutes
        self._choices = 0
        self.wildcards: list[Wildcard] = []

    def members(self, particle: ParticleUse, required: bool) -> Iterator[Member]:
        """Yield the members of a particle; ``required``: what is around it must be there."""
        required = required and particle.least > 0
        if isinstance(particle, Wildcard):
            self.wildcards.append(particle)
        elif isinstance(particle, ElementUse):
            yield from self._element(particle, required)
        elif particle.most != 1:
            yield from self._repeated(particle, required)
        elif particle.compositor is Compositor.CHOICE and len(particle.particles) > 1:
            yield from self._choice(particle, required)
        else:
            for each in particle.particles:
                yield from self.members(each, required)

    def _element(self, use: ElementUse, required: bool) -> Iterator[Member]:
        stand = self._substitutes(use)
        if [each.name for each in stand] == [use.name]:
            yield Member(stand, required, use.most != 1)
        else:
            # Not referred to any more: the head stands among its substitutes.
            once = tuple(replace(e, least=1, most=1, referred=False) for e in stand)
            group = Group(Compositor.CHOICE, once, use.origin, use.least, use.most)
            yield from self.members(group, required)

    def _repeated(self, group: Group, required: bool) -> Iterator[Member]:
        """A group that may stand several times: its elements come in any order."""
        inside = [
            use
            for each in group.particles
            for member in self.members(each, required)
            for use in member.uses
        ]
        uses = _distinct(inside)
        if uses:
            alone = len(uses) == 1 and all(each.least for each in uses)
            yield Member(uses, required and alone, repeated=True)

    def _choice(self, group: Group, required: bool) -> Iterator[Member]:
        """The branches of a choice; those of a choice inside it are its own."""
        self._choices += 1
        number, optional = self._choices, not required
        branches: list[list[Member]] = []
        for each in _branches(group):
            optional = optional or (each.least == 0 and isinstance(each, Group))
            whole = replace(each, least=1) if isinstance(each, Group) else each
            found = list(self.members(whole, required=True))
            branches += [found] if found else []
            optional = optional or not found
        if len(branches) == 1:
            yield from (replace(each, required=False) for each in branches[0])
            return
        for branch, members in enumerate(branches, 1):
            place = Alternative(number, branch, optional)
            for member in members:
                # A choice inside a branch decides for itself: its members may all be missing.
                within = member.required and not member.alternative
                yield replace(member, required=within, alternative=place)


def _branches(group: Group) -> Iterator[ParticleUse]:
    for each in group.particles:
        inner = isinstance(each, Group) and each.compositor is Compositor.CHOICE
        if inner and isinstance(each, Group) and (each.least, each.most) == (1, 1):
            yield from _branches(each)
        else:
            yield each


def _distinct(uses: Sequence[ElementUse]) -> tuple[ElementUse, ...]:
    """Each element once; one that is declared with several types can hold anything."""
    found: dict[QName, ElementUse] = {}
    for each in uses:
        known = found.setdefault(each.name, each)
        if known.type != each.type:
            found[each.name] = replace(known, type=ANY_TYPE)
    return tuple(found.values())


def _once_each(members: tuple[Member, ...]) -> tuple[Member, ...]:
    """The members, each element once, for a record has one of a name.

    An element that ends several branches of a choice is a member behind it. Any other that stands
    in several places makes the content one list of elements, which keeps their order.
    """
    times = Counter(use.name for each in members for use in each.uses)
    twice = {name for name, count in times.items() if count > 1}
    if not twice:
        return members
    return _behind_choice(members, twice) or _as_list(members)


def _as_list(members: Sequence[Member]) -> tuple[Member, ...]:
    uses = _distinct([use for each in members for use in each.uses])
    return (Member(uses, required=False, repeated=True),)


def _behind_choice(
    members: Sequence[Member], shared: Collection[QName]
) -> tuple[Member, ...]:
    """The members with those behind their choice that its branches share; none if they do not end
    the branches, in one order.
    """
    inside = [each for each in members if each.use.name in shared]
    places = [each.alternative for each in inside if each.alternative]
    branches: defaultdict[int, list[bool]] = defaultdict(list)
    ends: defaultdict[int, list[QName]] = defaultdict(list)
    numbers = {each.choice for each in places}
    for each in members:
        place = each.alternative
        if place and place.choice in numbers:
            branches[place.branch].append(each.use.name in shared)
            if each.use.name in shared:
                ends[place.branch].append(each.use.name)
    alike = len({tuple(each) for each in ends.values()}) == 1
    last = all(each == sorted(each) for each in branches.values())
    whole = len(places) == len(inside) and all(len(each.uses) == 1 for each in members)
    if not (alike and last and whole and len(numbers) == 1):
        return ()
    found: list[Member] = []
    for each in members:
        if each.use.name not in shared:
            found.append(_optional(each) if _is_of(each, numbers) else each)
    at = max((n for n, e in enumerate(found, 1) if _is_of(e, numbers)), default=0)
    return (*found[:at], *_joined(inside), *found[at:])


def _is_of(member: Member, choices: Collection[int]) -> bool:
    return member.alternative is not None and member.alternative.choice in choices


def _joined(members: Sequence[Member]) -> Iterator[Member]:
    """Each element of several branches as one member, which may be missing."""
    by_name: defaultdict[QName, list[Member]] = defaultdict(list)
    for each in members:
        by_name[each.use.name].append(each)
    for found in by_name.values():
        uses = _distinct([each.use for each in found])
        repeated = any(each.repeated for each in found)
        yield Member(uses, required=False, repeated=repeated)


def _optional(member: Member) -> Member:
    """A member whose choice may be empty, now that what its branches share stands behind it."""
    place = member.alternative
    return replace(member, alternative=place and replace(place, optional=True))
