"""ServiceStack's errors are read, whether the response class has a ResponseStatus or not."""

from __future__ import annotations

import pickle

import pytest

from soapstone.runtime.bodies.error_status import (
    ErrorStatus,
    FieldError,
    read_error_status,
)
from soapstone.runtime.errors import WireError
from soapstone.runtime.soap.faults import SoapFault

TYPES = "http://schemas.servicestack.net/types"
ARRAYS = "http://schemas.microsoft.com/2003/10/Serialization/Arrays"
NIL = 'xmlns:i="http://www.w3.org/2001/XMLSchema-instance" i:nil="true"'
META = (
    f'<s:Meta xmlns:a="{ARRAYS}"><a:KeyValueOfstringstring><a:Key>k</a:Key>'
    "<a:Value>v</a:Value></a:KeyValueOfstringstring></s:Meta>"
)
FULL = (
    "<s:ErrorCode>Late</s:ErrorCode><s:Message>too &lt;late</s:Message>"
    "<s:StackTrace>at X</s:StackTrace><s:Errors><s:ResponseError>"
    "<s:ErrorCode>NotEmpty</s:ErrorCode><s:FieldName>Zone</s:FieldName>"
    f"<s:Message>give one</s:Message>{META}</s:ResponseError></s:Errors>{META}"
)
STATUS = ErrorStatus(
    "Late",
    "too <late",
    "at X",
    (FieldError("NotEmpty", "Zone", "give one", {"k": "v"}),),
    {"k": "v"},
)


def _own(status: str, attributes: str = "") -> str:
    """The operation's own response, with other members around the status."""
    return (
        '<FindResponse xmlns="urn:shop"><Items/>'
        f'<ResponseStatus xmlns:s="{TYPES}" {attributes}>{status}</ResponseStatus>'
        "<Total>0</Total></FindResponse>"
    )


def _error_response(status: str) -> str:
    return (
        f'<s:ErrorResponse xmlns:s="{TYPES}"><s:ResponseStatus>{status}'
        "</s:ResponseStatus></s:ErrorResponse>"
    )


def _envelope(body: str, uri: str = "http://www.w3.org/2003/05/soap-envelope") -> str:
    return f'<e:Envelope xmlns:e="{uri}"><e:Body>{body}</e:Body></e:Envelope>'


@pytest.mark.parametrize(
    "text",
    [
        _own(FULL),
        _error_response(FULL),
        _envelope(_own(FULL)),
        _envelope(_error_response(FULL), "http://schemas.xmlsoap.org/soap/envelope/"),
    ],
)
def test_an_error_is_read_wherever_it_stands(text: str) -> None:
    for data in (text, text.encode("utf-16")):
        assert read_error_status(data) == STATUS


def test_an_error_of_two_texts() -> None:
    text = "<s:ErrorCode>Unauthorized</s:ErrorCode><s:Message>no</s:Message>"
    found = read_error_status(_error_response(text))
    assert found == ErrorStatus("Unauthorized", "no", "", (), {})
    assert str(found) == "Unauthorized: no"


@pytest.mark.parametrize(
    "status",
    [
        "<s:Message>m</s:Message>",
        "<s:Errors><s:ResponseError/></s:Errors>",
        f"<s:ErrorCode>c</s:ErrorCode><s:Errors {NIL}/><s:Meta {NIL}/>",
    ],
)
def test_any_of_three_makes_an_error(status: str) -> None:
    assert read_error_status(_own(status)) is not None


@pytest.mark.parametrize(
    "text",
    [
        "<FindResponse><Total>1</Total></FindResponse>",
        _own(""),
        _own("", NIL),
        _own(f"<s:ErrorCode {NIL}/><s:Message/><s:StackTrace>x</s:StackTrace>"),
        _own("<x:ErrorCode xmlns:x='urn:x'>Late</x:ErrorCode>"),
        "<a><ResponseStatus>OK</ResponseStatus></a>",
    ],
)
def test_a_success_is_none(text: str) -> None:
    assert read_error_status(text) is None


def test_a_fault_and_what_is_no_xml_are_errors_of_their_own() -> None:
    fault = "<e:Fault><e:Code><e:Value>Sender</e:Value></e:Code></e:Fault>"
    with pytest.raises(SoapFault, match=r"^Sender$"):
        read_error_status(_envelope(fault))
    with pytest.raises(WireError, match="text 'Busy'"):
        read_error_status(b"Busy")


def test_json_is_read_too() -> None:
    assert read_error_status(b'{"ResponseStatus": {}}') is None
    said = '\ufeff {"responseStatus": {"errorCode": "Late", "message": "x", "stackTrace": "at"}}'
    assert read_error_status(said.encode()) == ErrorStatus("Late", "x", "at", (), {})


def test_an_error_is_a_value() -> None:
    assert pickle.loads(pickle.dumps(STATUS)) == STATUS
