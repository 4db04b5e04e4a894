"""Finds what else of a service would help: pages, the WSDL, an answer that no page shows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple
from urllib.parse import quote

from soapstone.model.contract import Binding, Contract, Transport
from soapstone.run.reading import ServiceFacts

_SERVICE: Final = re.compile(r"(.{0,2000}\.(asmx|svc))(?:/|$)", re.I)
_SERVICESTACK: Final = re.compile(
    r"(.{0,2000}?)/(?:xml|json|jsv|csv|soap11|soap12)/(?:reply|oneway)/", re.I
)

_GAPS: Final = frozenset({"schema-missing", "wsdl-missing"})
"""Findings on documents that a WSDL refers to and that are not there."""


class Wanted(NamedTuple):
    """Something that would help."""

    what: str
    address: str = ""
    """Where it probably is; "" where no page says."""


class _Place(NamedTuple):
    """Where a service is, and how its program calls its own pages."""

    listing: str
    """The address of the index."""
    description: str
    """The address of what describes its types; "" where there is none."""
    described: str
    """What that is: its WSDL, its types."""
    page: str
    """What stands before the name of an operation in the address of its page."""


def wanted(
    contract: Contract, facts: ServiceFacts, listed: Sequence[str], *, has_index: bool
) -> Iterator[Wanted]:
    """Yield what is missing of a service.

    ``listed`` are the operations of its index, ``has_index`` says whether there was one.
    """
    place = _place(contract)
    yield from _uncallable(contract, place)
    shown = {each.name.casefold() for each in contract.operations}
    for name in listed:
        if name.casefold() not in shown:
            address = f"{place.page}{quote(name)}" if place else ""
            yield Wanted(f"the page of {name}", address)
    if place and not has_index and not facts.description:
        yield Wanted("the index page, which lists all operations", place.listing)
    if place and place.description and not facts.description:
        yield Wanted(place.described, place.description)
    for finding in facts.findings:
        if finding.code in _GAPS:
            yield Wanted(finding.settle.rstrip("."))
    for page in facts.pages:
        for operation in page.operations:
            exchanges = operation.exchanges
            if exchanges and all(each.response is None for each in exchanges):
                name = operation.name or page.file.rpartition("/")[2]
                yield Wanted(f"the answer of {name}, which its page does not show")


def _uncallable(contract: Contract, place: _Place | None) -> Iterator[Wanted]:
    """Yield the XML page of each operation of ServiceStack that cannot be called without it."""
    page = place.page if place else "/xml/metadata?op="
    for each in contract.operations:
        own = (_SERVICESTACK.match(binding.path) for binding in each.bindings)
        if not each.is_spoken and (each.routes or any(own)):
            what = f"the XML page of {each.name}, without which it cannot be called"
            yield Wanted(what, f"{page}{quote(each.name)}")


def _place(contract: Contract) -> _Place | None:
    """The place of a service; None where its pages do not say."""
    bindings = (each for e in contract.operations for each in e.bindings)
    for each in bindings:
        if each.host and (found := _of(each)):
            return found
    return None


def _of(binding: Binding) -> _Place | None:
    host = f"{binding.scheme}://{binding.host}"
    if found := _SERVICE.match(binding.path):
        address = f"{host}{found[1]}"
        if binding.transport is Transport.XML:  # WCF REST, which has no WSDL
            return _Place(f"{address}/help", "", "", f"{address}/help/operations/")
        query = "?WSDL" if found[2].lower() == "asmx" else "?singleWsdl"
        return _Place(address, f"{address}{query}", "its WSDL", f"{address}?op=")
    if found := _SERVICESTACK.match(binding.path):
        address = f"{host}{found[1]}"
        return _Place(
            f"{address}/metadata",
            f"{address}/types/csharp",
            "its types in C#",
            f"{address}/xml/metadata?op=",
        )
    return None
