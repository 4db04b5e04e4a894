"""The metering service of specs/ as a user sees it: nil, guessed types, invalid values."""

from __future__ import annotations

import warnings
from decimal import Decimal

import pytest

from generated.metering import Account, BatchRegisterAccounts, Order
from generated.runtime import GuessWarning, WireError

REQUESTS = "http://schemas.datacontract.org/2004/07/PwC.Metering.Core.Services.Contracts.Requests"
MODELS = (
    "http://schemas.datacontract.org/2004/07/PwC.Metering.Core.Domain.Concretes.Models"
)
XSI = "http://www.w3.org/2001/XMLSchema-instance"


def batch(member: str) -> BatchRegisterAccounts:
    return BatchRegisterAccounts.from_xml(
        f'<BatchRegisterAccounts xmlns="{REQUESTS}" xmlns:i="{XSI}"><Accounts>'
        f'<m:Account xmlns:m="{MODELS}">{member}</m:Account></Accounts></BatchRegisterAccounts>'
    )


def only(message: BatchRegisterAccounts) -> Account:
    assert message.accounts
    return message.accounts[0]


def test_a_nil_that_was_false_gives_way_where_none_is_written() -> None:
    message = batch('<m:Address i:nil="false">x</m:Address>')
    assert b'<m:Address i:nil="false">x</m:Address>' in message.to_xml()
    only(message).address = None
    assert b'<m:Address i:nil="true"/>' in message.to_xml()


def test_an_unexpected_nil_of_a_plain_int_is_none_and_comes_back() -> None:
    message = batch('<m:Id i:nil="true"/>')
    assert only(message).id is None
    assert b'<m:Id i:nil="true"/>' in message.to_xml()


class Junk(dict[str, str]):
    def items(self) -> None:  # type: ignore[override]  # on purpose
        raise KeyError("junk")


def test_a_value_whose_own_methods_raise_is_a_wire_error() -> None:
    message = batch("<m:Id>1</m:Id>")
    only(message).meta = Junk(a="b")
    with pytest.raises(WireError):
        message.to_xml()


def test_a_guessed_number_that_is_none_is_kept_with_a_warning() -> None:
    from generated.metering import ArrayOfAccountResponse

    responses = REQUESTS.replace("Requests", "Responses")
    text = (
        f'<ArrayOfAccountResponse xmlns="{responses}"><AccountResponse><Index>12.5</Index>'
        "</AccountResponse></ArrayOfAccountResponse>"
    )
    with pytest.warns(GuessWarning):
        read = ArrayOfAccountResponse.from_xml(text)
    assert read.items[0].index == Decimal("12.5")
    assert b"Index>12.5</" in read.to_xml()


def test_defaults_are_those_of_dotnet() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        account = only(batch(""))
    assert (account.id, account.email, account.ref_id, account.roles) == (
        0,
        None,
        None,
        None,
    )
    assert Order(response_status_code="Teapot").is_test is False


def test_unknown_content_with_a_nil_of_its_own_reads_back_equal() -> None:
    # No i is in scope here; in what is written there is.
    message = BatchRegisterAccounts.from_xml(
        f'<BatchRegisterAccounts xmlns="{REQUESTS}" xmlns:xsi="{XSI}"><q xsi:nil="true"/>'
        "</BatchRegisterAccounts>"
    )
    assert BatchRegisterAccounts.from_xml(message.to_xml()) == message
