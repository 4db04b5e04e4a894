"""Decides the scheme of each address, which no sample shows.

The page's own evidence comes first: where it was saved from, then its links to the service, then
other links on the same host. A page without any follows the other pages of that host.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from soapstone.inference.parts import forms_of, samples_of
from soapstone.model.catalogue import service as rules
from soapstone.model.facts import Address, AddressSource, Exchange, OperationFacts
from soapstone.model.rules import Decision

SCHEME = "https"
"""Assumed where no page states a scheme."""

_STRENGTH = list(AddressSource)


class Schemes:
    """The addresses that the pages of a service state besides their samples."""

    def __init__(self, operation_facts: Iterable[OperationFacts]) -> None:
        self._facts = list(operation_facts)
        self._strongest: dict[tuple[str, str], list[Address]] = {}
        for facts in self._facts:
            for host in _hosts(facts):
                key = facts.origin.file, host
                if key not in self._strongest:
                    self._strongest[key] = _strongest(facts.addresses, host)
        self._of_host: defaultdict[str, list[Address]] = defaultdict(list)
        for (_, host), found in self._strongest.items():
            self._of_host[host] += found

    def stated(self, facts: OperationFacts, host: str) -> Address | None:
        """Return the address that states the scheme of ``host`` for an operation's page.

        None if no page does, or if the page does not and the others contradict each other.
        """
        own = self._strongest.get((facts.origin.file, host))
        if own:
            return own[0]
        others = self._of_host.get(host, [])
        agreed = len({(each.scheme, each.port) for each in others}) == 1
        return others[0] if agreed else None

    def decisions(self) -> Iterator[Decision]:
        """Yield a decision for each host with two schemes, and one if a scheme is assumed."""
        for stated in self._of_host.values():
            other = next((a for a in stated if a.scheme != stated[0].scheme), None)
            if other:
                yield _conflict(stated[0], other)
        unknown = [
            (_bound(facts)[0].request.origin, host)
            for facts in self._facts
            for host in _hosts(facts)
            if host and self.stated(facts, host) is None
        ]
        if unknown:
            origin, host = min(unknown)
            yield rules.SCHEME_UNKNOWN.at(origin, host=host)


def _conflict(first: Address, other: Address) -> Decision:
    return rules.SCHEME_CONFLICT.at(
        other.origin,
        source=other.source,
        here=f"{other.scheme}://{other.name}",
        where=str(first.origin),
        first=first.scheme,
    )


def _bound(facts: OperationFacts) -> list[Exchange]:
    """The samples that become bindings."""
    shown = [*samples_of(facts)[0], *forms_of(facts)]
    return [exchange for exchange in shown if exchange.has_request]


def _hosts(facts: OperationFacts) -> list[str]:
    """The hosts of the samples that become bindings."""
    heads = (exchange.request.head for exchange in _bound(facts))
    return [*dict.fromkeys(head.header("Host") for head in heads)]


def _strongest(addresses: Iterable[Address], host: str) -> list[Address]:
    """The addresses of a host that have the strongest evidence, in the order of the page."""
    found = [each for each in addresses if each.is_of(host)]
    strength = min((_STRENGTH.index(each.source) for each in found), default=0)
    return [each for each in found if each.source is _STRENGTH[strength]]
