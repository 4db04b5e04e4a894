"""The order desk against a stand-in for the ferry, which answers all that the ferry could."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from desk import NotTaken, OrderDesk, sails
from hypothesis import given
from hypothesis import strategies as st

from generated import ferry
from generated.ferry import BookResult, Category, FerryClient, Passenger
from generated.runtime import Received, SoapFault, StandIn
from soapstone.testing import RecordStrategies, StandIns, records

NOW = datetime(2026, 7, 1, 12, tzinfo=UTC)
ORDER = ferry.Book(
    quote_id="Q7",
    email="kim@shop.example",
    passengers=[Passenger(first_name="Kim", last_name="Ek", category=Category.ADULT)],
).to_xml()


def desk_at(service: StandIn) -> OrderDesk:
    return OrderDesk(FerryClient(transport=service))


def result(status: str) -> ferry.BookResponse:
    booked = BookResult(
        reference="R1", status=status, departure=NOW, price=Decimal("89.50")
    )
    return ferry.BookResponse(book_result=booked)


def test_an_order_is_booked_as_it_is(stand_in: StandIns) -> None:
    service = stand_in(ferry)
    service.answer(ferry.BOOK, result("Confirmed"))
    assert desk_at(service).take(ORDER) == "R1"
    (call,) = service.calls(ferry.BOOK)
    assert call.request == ferry.Book.from_xml(ORDER)


def test_a_fault_is_the_reason_and_nothing_is_repeated(stand_in: StandIns) -> None:
    service = stand_in(ferry)
    service.answer(ferry.BOOK, SoapFault("Client", "The quote has expired."))
    with pytest.raises(NotTaken, match="The quote has expired"):
        desk_at(service).take(ORDER)
    assert len(service.calls(ferry.BOOK)) == 1


def test_a_cancelled_booking_is_paid_back(stand_in: StandIns) -> None:
    service = stand_in(ferry)

    @service.operation(ferry.CANCEL)
    def cancel(call: Received[ferry.Cancel]) -> ferry.CancelResponse:
        known = call.request.reference == "R1"
        refund = Decimal("89.50") if known else Decimal(0)
        return ferry.CancelResponse(
            cancel_result=ferry.CancelResult(cancelled=known, refund=refund)
        )

    assert desk_at(service).cancel("R1") == Decimal("89.50")
    with pytest.raises(NotTaken, match="R2 was not cancelled"):
        desk_at(service).cancel("R2")


# With whatever the ferry could send: no list, no zone, a date of the year 1.
@given(response=records(ferry.GetQuoteResponse))
def test_crossings_are_ahead_and_in_order(
    stand_in: StandIns, response: ferry.GetQuoteResponse
) -> None:
    service = stand_in(ferry)
    service.answer(ferry.GET_QUOTE, response)
    found = desk_at(service).crossings("Turku-Visby", NOW, 2, NOW)
    assert all(sails(each) > NOW and each.seats_left >= 2 for each in found)
    assert found == sorted(found, key=sails)


# With a status that the pages do not show: services grow.
@given(response=RecordStrategies(new_members=True).records(ferry.BookResponse))
def test_only_what_is_confirmed_is_booked(
    stand_in: StandIns, response: ferry.BookResponse
) -> None:
    service = stand_in(ferry)
    service.answer(ferry.BOOK, response)
    with suppress(NotTaken):
        assert desk_at(service).take(ORDER)
        assert response.book_result
        assert response.book_result.status == "Confirmed"


# The web shop is somebody else's program. What it misspells must not be left to the ferry.
@given(
    order=records(ferry.Book, passengers=st.lists(records(Passenger), max_size=2)),
    misspelt=st.sampled_from(["Email", "LastName", "none"]),
)
def test_nothing_is_sent_that_the_ferry_skips(
    stand_in: StandIns, order: ferry.Book, misspelt: str
) -> None:
    name = misspelt.encode()
    service = stand_in(ferry)
    with suppress(NotTaken):
        desk_at(service).take(order.to_xml().replace(name, name.lower()))
    service.check()  # here, so that Hypothesis knows for which order
