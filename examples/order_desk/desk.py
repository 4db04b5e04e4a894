"""The order desk of a travel shop: asks the ferry for crossings, books them, cancels them."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from decimal import Decimal

from generated.ferry import BOOK, Book, FerryClient, Quote, Status, Vehicle
from generated.runtime import Fault, WireError, unknown

HARBOUR = timezone(timedelta(hours=1))
"""The ferry leaves the zone out where it means its own."""


class NotTaken(Exception):
    """An order that was not booked, with the reason for whoever ordered."""


class OrderDesk:
    """Takes the orders of one shop. A call is never repeated: a booking could be made twice."""

    def __init__(self, ferry: FerryClient) -> None:
        self._ferry = ferry

    def crossings(
        self, route: str, day: datetime, passengers: int, now: datetime
    ) -> list[Quote]:
        """Return what can still be booked, the earliest first. ``now`` has a zone."""
        response = self._ferry.get_quote(
            route=route, day=day, passengers=passengers, vehicle=Vehicle.NONE
        )
        quotes = response.get_quote_result or []
        found = [
            each
            for each in quotes
            if each.seats_left >= passengers and sails(each) > now
        ]
        return sorted(found, key=sails)

    def take(self, order: bytes) -> str:
        """Book an order of the web shop, a ``Book`` as XML; return the reference.

        Raises NotTaken if the order has what the ferry does not know, or the ferry refuses it.
        """
        try:
            book = Book.from_xml(order)
        except WireError as error:
            raise NotTaken(str(error)) from error
        # The ferry would skip it in silence, and a passenger would have no name.
        for part in (book, *(book.passengers or ())):
            if found := unknown(part):
                raise NotTaken(f"not known to the ferry: {found[0].name}")
        try:
            result = self._ferry.call(BOOK, book).value.book_result
        except Fault as fault:
            raise NotTaken(fault.reason) from fault
        if result is None or result.status != Status.CONFIRMED or not result.reference:
            raise NotTaken(f"the ferry says {result.status if result else 'nothing'}")
        return result.reference

    def cancel(self, reference: str) -> Decimal:
        """Return what is paid back. Raises NotTaken if the booking stays."""
        result = self._ferry.cancel(
            reference=reference, reason="customer"
        ).cancel_result
        if result is None or not result.cancelled:
            raise NotTaken(f"{reference} was not cancelled")
        return result.refund


def sails(quote: Quote) -> datetime:
    """Return when a crossing leaves, with its zone."""
    if quote.departure.tzinfo is None:
        return quote.departure.replace(tzinfo=HARBOUR)
    return quote.departure
