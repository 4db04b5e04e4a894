"""Keys: the name of each type of the contract.

A type has the name that the page shows. Where several claim one, a message has it, else the one
type whose own name it is; all others go by their owner and the name (``OrderHandle``). So
neither the order of files nor, in most cases, another page changes a key.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum
from itertools import chain, count


class Rank(IntEnum):
    """How good a claim to a name is."""

    MESSAGE = 0
    TYPE = 1
    ITEM = 2
    ELEMENT = 3


@dataclass(frozen=True, slots=True)
class Claim:
    """A type that wants a key. ``id`` is the caller's; no two claims share one."""

    id: int
    name: str
    rank: Rank
    owners: tuple[int, ...]
    """The records whose members are of the type."""
    content: str
    """What the type is; settles what owners and names leave open."""


def assign(claims: Iterable[Claim]) -> dict[int, str]:
    """A key for each claim, by its id."""
    keys: dict[int, str] = {}
    contested: list[Claim] = []
    by_name: defaultdict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        by_name[claim.name].append(claim)
    for name, rivals in by_name.items():
        winner = _winner(rivals)
        if winner:
            keys[winner.id] = name
        contested += [claim for claim in rivals if claim is not winner]
    contested.sort(key=lambda claim: (claim.name, claim.rank, claim.content))
    while contested:
        left = _qualify(contested, keys)
        contested = left if len(left) < len(contested) else _number(contested, keys)
    return keys


def _winner(rivals: list[Claim]) -> Claim | None:
    """Who has the name as it is: nobody if two have an equal claim."""
    best = min(claim.rank for claim in rivals)
    holders = [claim for claim in rivals if claim.rank == best]
    alone = len(rivals) == 1 or best < Rank.ELEMENT
    return holders[0] if len(holders) == 1 and alone else None


def _qualify(contested: list[Claim], keys: dict[int, str]) -> list[Claim]:
    """Name by owner whom it makes unique, and return the others."""
    offers = {claim.id: _by_owner(claim, keys) for claim in contested}
    taken = set(keys.values())
    left = []
    for claim in contested:
        free = [offer for offer in offers[claim.id] if offer not in taken]
        if free:
            keys[claim.id] = free[0]
            taken.add(free[0])
        else:
            left.append(claim)
    return left


def _by_owner(claim: Claim, keys: dict[int, str]) -> list[str]:
    name = claim.name[:1].upper() + claim.name[1:]
    owners = sorted({keys[owner] for owner in claim.owners if owner in keys})
    return [owner + name for owner in owners]


def _number(contested: list[Claim], keys: dict[int, str]) -> list[Claim]:
    """Nothing else is left: number the first, by content, and return the others."""
    first, *others = contested
    taken = set(keys.values())
    numbered = (f"{first.name}{number}" for number in count(2))
    keys[first.id] = next(
        key for key in chain([first.name], numbered) if key not in taken
    )
    return others
