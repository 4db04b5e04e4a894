"""Items of a list one by one: the same objects and errors as from the whole, constant memory."""

from __future__ import annotations

import io
import pickle
import re
import tracemalloc
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from generated import metering, runtime, tc2
from generated.metering import (
    Account,
    AccountResponse,
    ArrayOfAccountResponse,
    BatchRegisterAccounts,
    Order,
)
from generated.runtime import (
    Limits,
    SoapFault,
    WireError,
    iter_from_xml,
    unknown,
    write_soap,
    write_xml,
)
from generated.runtime.scalars.ticks import TickDatetime
from generated.tc2 import (
    SynchronizePanelUserResponse,
    SynchronizePanelUserResult,
    SyncStatus,
)
from tests.benchmarks.payloads import accounts
from tests.growth import LINEAR, growth
from tests.runtime.support import Shop, Trickle, document

_BATCH = accounts(40, nil=1 / 3).data
_NONE = Limits(size=2**40)
NS_ERRORS = (
    b"<nowhere:a/>",
    b"<a nowhere:b='1'/>",
    b"<a xmlns:p='u' xmlns:q='u' p:b='1' q:b='2'/>",
    b"<a xmlns:p=''/>",
    b"<a xmlns:xml='urn:x'/>",
    b"<a:b:c xmlns:a='u'/>",
)
"""Errors that end no parser, so that it tells them where it has room for them only."""


def _read(data: bytes, limits: Limits = _NONE) -> list[Account]:
    stream = io.BytesIO(data)
    return [*iter_from_xml(stream, BatchRegisterAccounts, Account, limits=limits)]


def _whole(data: bytes) -> list[Account]:
    return BatchRegisterAccounts.from_xml(data).accounts or []


def test_the_items_are_those_of_the_whole_message() -> None:
    assert _read(_BATCH) == _whole(_BATCH)
    found = [*iter_from_xml(Trickle(_BATCH), BatchRegisterAccounts, Account)]
    assert found == _whole(_BATCH)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "iso-8859-1"])
def test_encodings_are_those_of_whole_messages(encoding: str) -> None:
    label = encoding.removesuffix("-sig")
    text = re.sub(r"<\?xml.*?\?>", "", _BATCH.decode(), count=1)
    text = f'<?xml version="1.0" encoding="{label}"?>{text}'
    data = text.encode(encoding, "xmlcharrefreplace")
    assert _read(data) == _whole(_BATCH)
    found = [*iter_from_xml(Trickle(data), BatchRegisterAccounts, Account)]
    assert found == _whole(_BATCH)


def _statuses(count: int) -> SynchronizePanelUserResponse:
    status = [
        SyncStatus(device_id=each, total_steps=3, current_step=1, result_code=0)
        for each in range(count)
    ]
    result = SynchronizePanelUserResult(result_code=0, synchronization_status=status)
    return SynchronizePanelUserResponse(synchronize_panel_user_result=result)


@pytest.mark.parametrize("version", ["1.1", "1.2"])
def test_a_list_deep_in_an_envelope_is_found(version: Any) -> None:
    message = _statuses(3)
    stream = io.BytesIO(message.to_soap(version))
    found = [*iter_from_xml(stream, SynchronizePanelUserResponse, SyncStatus)]
    result = message.synchronize_panel_user_result
    assert result is not None
    assert found == result.synchronization_status


def test_a_fault_is_raised() -> None:
    fault = (
        b'<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><s:Fault>'
        b"<faultcode>s:Server</faultcode><faultstring>no</faultstring>"
        b"</s:Fault></s:Body></s:Envelope>"
    )
    found = iter_from_xml(Trickle(fault), SynchronizePanelUserResponse, SyncStatus)
    with pytest.raises(SoapFault, match="Server: no"):
        next(found)


def _responses() -> ArrayOfAccountResponse:
    def order(number: int) -> Order:
        return Order(id=number, response_status_code="Continue")

    responses = [
        AccountResponse(index=each, orders=[order(each), order(-each)])
        for each in range(3)
    ]
    return ArrayOfAccountResponse(items=responses)


def test_a_list_without_wrapper_and_lists_inside_its_items() -> None:
    message = _responses()
    data = message.to_xml()
    found = [*iter_from_xml(io.BytesIO(data), ArrayOfAccountResponse, AccountResponse)]
    assert found == message.items
    orders = [*iter_from_xml(io.BytesIO(data), ArrayOfAccountResponse, Order)]
    assert orders == [each for item in message.items for each in item.orders or ()]


def test_a_path_in_the_middle_of_lists_names_both_items() -> None:
    data = _responses().to_xml().replace(b"Id>-2<", b"Id>x<")
    found = iter_from_xml(io.BytesIO(data), ArrayOfAccountResponse, Order)
    with pytest.raises(WireError) as caught:
        list(found)
    assert caught.value.problems[0].path == "$.AccountResponse[2].Orders[1].Id"


def test_a_wrong_value_is_named_by_its_path_in_the_message() -> None:
    broken = re.sub(rb"<(\w*:?)CreatedDate>[^<]*", rb"<\1CreatedDate>x", _BATCH)
    with pytest.raises(WireError) as whole:
        _whole(broken)
    with pytest.raises(WireError) as streamed:
        _read(broken)
    ours, theirs = streamed.value.problems, whole.value.problems
    assert ours == theirs[: len(ours)]
    assert ours[0].path == "$.Accounts[0].CreatedDate"


def test_what_is_unknown_or_nil_in_an_item_is_kept(shop: Shop) -> None:
    lines = '<Line u:new="1"><u:More a="u:b"/><Product>1</Product></Line><Line i:nil="true"/>'
    data = document(f"<Rank/><Lines>{lines}<Line/><u:Odd/></Lines>", 'Rank="1"')
    data = data.replace("<Rank/>", "")
    order = shop.package.Order.from_xml(data)
    stream, kinds = io.BytesIO(data.encode()), (shop.package.Order, shop.package.Line)
    found = [*shop.runtime.iter_from_xml(stream, *kinds)]
    assert found == order.lines
    assert found[1] is None
    assert shop.runtime.unknown(found[0]) == shop.runtime.unknown(order.lines[0])
    assert len(shop.runtime.unknown(found[0])) == 2
    assert found[2]._wire.absent == order.lines[2]._wire.absent


@pytest.mark.parametrize(
    "body",
    [
        '<Lines i:nil="true"><Line/></Lines>',
        "<Lines><Line/></Lines><Lines><Line/><Line/></Lines>",
        "<u:Lines><Line/></u:Lines><u:W><Lines><Line/></Lines></u:W>",
        "<Lines><Line><Parts><Line/><Line/></Parts></Line></Lines>",
        "<Lines>text<u:Line><Line/></u:Line><!-- c --><Line><!-- c --></Line></Lines>",
    ],
    ids=["nil wrapper", "second wrapper", "elsewhere", "inside itself", "strays"],
)
def test_only_what_from_xml_takes_is_an_item(shop: Shop, body: str) -> None:
    data = document(body, 'Rank="1"')
    stream, kinds = io.BytesIO(data.encode()), (shop.package.Order, shop.package.Line)
    found = [*shop.runtime.iter_from_xml(stream, *kinds)]
    assert found == (shop.package.Order.from_xml(data).lines or [])


def test_a_class_without_list_is_refused_at_once() -> None:
    with pytest.raises(
        ValueError, match=r'no list of Order items; pass path="accounts"'
    ):
        iter_from_xml(io.BytesIO(), BatchRegisterAccounts, Order)
    with pytest.raises(ValueError, match=r'no list of records at path="acounts"'):
        iter_from_xml(io.BytesIO(), BatchRegisterAccounts, Account, path="acounts")
    with pytest.raises(
        ValueError, match='path="accounts" is a list of Account, not of Order'
    ):
        iter_from_xml(io.BytesIO(), BatchRegisterAccounts, Order, path="accounts")


def test_a_class_in_several_lists_needs_a_path(two_lists: Shop) -> None:
    kinds = two_lists.package.Page, two_lists.package.Row
    iterate = two_lists.runtime.iter_from_xml
    with pytest.raises(ValueError, match=r'several lists.*path="added" or path="gone"'):
        iterate(io.BytesIO(), *kinds)
    page = two_lists.package.Page(added=[kinds[1](id=1)], gone=[kinds[1](id=2)])
    found = [*iterate(io.BytesIO(page.to_xml()), *kinds, path="gone")]
    assert found == page.gone


@pytest.fixture(name="two_lists", scope="module")
def _two_lists(tmp_path_factory: pytest.TempPathFactory) -> Shop:
    from soapstone.model.contract import RecordRef, Scalar
    from tests.contracts import items, optional, plain, record, service
    from tests.packages import load

    rows = items("Row", RecordRef("Row"))
    page = record("Page", optional("Added", rows), optional("Gone", rows))
    contract = service(
        page, record("Row", plain("Id", Scalar("int"))), messages=("Page",)
    )
    return Shop(load(contract, tmp_path_factory.mktemp("two")))


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "found nothing"),
        (b"<a/>", "found element a"),
        (_BATCH[:-30], "well-formed"),
        (b"<!-- -->\n<!DOCTYPE a []><a/>", "document type"),
        (b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>' + _BATCH, "document type"),
        (_BATCH.replace(b"</", b"&b;</", 1), "not defined"),
        (b'<?xml version="1.0" encoding="utf-7"?><a/>', "encoding 'utf-7'"),
        (b"<!--" + b"x" * 2**21, "no message|Comment"),
    ],
)  # fmt: skip
def test_what_is_no_such_message_is_refused(data: bytes, message: str) -> None:
    with pytest.raises(WireError, match=message):
        _read(data)
    size = 7 if len(data) < 2**16 else 2**16
    with pytest.raises(WireError, match=message):
        [*iter_from_xml(Trickle(data, size), BatchRegisterAccounts, Account)]


def test_limits_hold_for_the_document_and_for_each_item() -> None:
    assert len(_read(_BATCH, Limits(elements=200))) == 40
    with pytest.raises(WireError, match=r"no more than 10 .*Limits\(elements="):
        _read(_BATCH, Limits(elements=10))
    with pytest.raises(WireError, match=r"Limits\(depth="):
        _read(_BATCH, Limits(depth=3))
    with pytest.raises(WireError, match=r"Limits\(size="):
        _read(_BATCH, Limits(size=1000))


def test_an_item_that_never_ends_is_refused() -> None:
    head = _BATCH[: _BATCH.index(b"Account>") + 8]

    class Endless:
        def __init__(self) -> None:
            self.sent = 0

        def read(self, size: int, /) -> bytes:
            self.sent += 1
            return head if self.sent == 1 else b"<x/>" * (size // 4)

    stream = Endless()
    limits = Limits(size=2**30, elements=100_000)
    with pytest.raises(WireError, match=r"Limits\(elements="):
        [*iter_from_xml(stream, BatchRegisterAccounts, Account, limits=limits)]
    assert stream.sent < 20


def test_a_namespace_that_is_no_uri_is_read() -> None:
    data = _BATCH.replace(b"xmlns:", 'xmlns:ü="http://x/ü" xmlns:'.encode(), 1)
    assert _read(data) == _whole(_BATCH)


def _with_odd(namespaces: int, wrong: bytes = b"", before: bytes = b"") -> bytes:
    """A batch whose accounts hold so many namespaces that are no URIs, then what is wrong."""
    odd = b'<x:a xmlns:x="urn:My Service"/>' * namespaces
    at = _BATCH.rindex(b"</", 0, _BATCH.rindex(b"Account>"))
    return _BATCH[:at] + before + odd + wrong + _BATCH[at:]


@pytest.mark.parametrize("namespaces", [1, 99, 100, 101, 1000])
@pytest.mark.parametrize("size", [50, 2**16])
def test_odd_namespaces_hide_nothing(namespaces: int, size: int) -> None:
    data = _with_odd(namespaces)
    found = iter_from_xml(Trickle(data, size), BatchRegisterAccounts, Account)
    assert [*found] == _whole(data)
    for wrong in (*NS_ERRORS, b"</b>"):
        data = _with_odd(namespaces, wrong)
        found = iter_from_xml(Trickle(data, size), BatchRegisterAccounts, Account)
        items: list[Account] = []
        with pytest.raises(WireError, match="well-formed XML"):
            items.extend(found)
        assert len(items) < len(_whole(_BATCH))
    whole = _with_odd(namespaces)
    for data in (whole[:-20], whole + b"x", whole + b"<a/>", whole + b"<"):
        with pytest.raises(WireError, match="well-formed XML"):
            [*iter_from_xml(Trickle(data, size), BatchRegisterAccounts, Account)]


def test_odd_namespaces_that_come_late_are_refused_as_errors_hide_behind_them() -> None:
    late = b"<e>" + b"x" * 2**20 + b"</e>"
    for wrong in (b"", *NS_ERRORS):
        with pytest.raises(WireError, match=r"a namespace that is no URI first in li"):
            _read(_with_odd(1, wrong, late))
    # Where one comes early, the whole document is looked at twice.
    early = b'<x:a xmlns:x="urn:My Service"/>' + late
    data = _with_odd(1000, before=early)
    assert _read(data) == _whole(data)
    for wrong in NS_ERRORS:
        with pytest.raises(WireError, match=r"well-formed XML"):
            _read(_with_odd(1000, wrong, early))


PROLOGS: dict[str, Callable[[int], bytes]] = {
    "a comment": lambda size: b"<!--%b-->" % (b"x" * size),
    "an instruction": lambda size: b"<?a %b?>" % (b">" * size),
    "blanks": lambda size: b"\n" * size,
    "comments": lambda size: b"<!---->" * (size // 7),
    "words of a document type": lambda size: (
        b"<!--%b-->" % (b"<!DOCTYPE " * (size // 10))
    ),
}


@pytest.mark.parametrize("name", PROLOGS)
def test_an_opening_that_comes_byte_by_byte_takes_no_time_of_its_square(
    name: str,
) -> None:
    def work(size: int) -> Any:
        data = PROLOGS[name](size) + _BATCH[:100]

        def read() -> None:
            stream = Trickle(data, 1)
            with pytest.raises(WireError):
                [*iter_from_xml(stream, BatchRegisterAccounts, Account)]

        return read

    assert growth(work, 6_000) < LINEAR


@pytest.mark.parametrize("size", [1, 2, 7, 100])
def test_a_document_type_is_refused_however_it_arrives(size: int) -> None:
    for prolog in (b"", b" \n", b"<!-- > -->", b"<?a <!DOCTYPE?>\n<!--<!DOCTYPE-->"):
        data = prolog + b'<!DOCTYPE a [<!ENTITY e "x">]>' + _BATCH
        found = iter_from_xml(Trickle(data, size), BatchRegisterAccounts, Account)
        with pytest.raises(WireError, match=r"found a document type \(<!DOCTYPE"):
            next(found)


def test_a_stream_of_text_is_refused() -> None:
    with pytest.raises(TypeError, match="'rb'"):
        [*iter_from_xml(io.StringIO("<a/>"), BatchRegisterAccounts, Account)]  # type: ignore[arg-type]  # refused


class Sink:
    """Counts what is written and keeps nothing."""

    def __init__(self) -> None:
        self.size = 0

    def write(self, data: bytes, /) -> None:
        self.size += len(data)


class Repeated:
    """A batch with the same accounts over and over, made while it is read."""

    def __init__(self, times: int) -> None:
        message = BatchRegisterAccounts(accounts=_whole(_BATCH)).to_xml()
        start, rest = message.split(b"<r:Accounts>")
        middle, end = rest.split(b"</r:Accounts>")
        whole = (start + b"<r:Accounts>", *[middle] * times, b"</r:Accounts>" + end)
        self._parts = iter(whole)

    def read(self, size: int, /) -> bytes:
        return next(self._parts, b"")


def _peak(work: Any) -> int:
    tracemalloc.start()
    try:
        work()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_memory_does_not_grow_with_the_document() -> None:
    def read(times: int) -> None:
        found = iter_from_xml(Repeated(times), BatchRegisterAccounts, Account)
        assert sum(1 for _ in found) == 40 * times

    def write(times: int) -> None:
        some = _whole(_BATCH)
        items = (each for _ in range(times) for each in some)
        write_xml(Sink(), BatchRegisterAccounts(accounts=None), items)

    for work in (read, write):
        work(1)
        few, many = _peak(lambda w=work: w(4)), _peak(lambda w=work: w(16))
        assert many < few + 500_000


def test_what_is_written_is_what_to_xml_writes() -> None:
    some = _whole(_BATCH)
    whole = BatchRegisterAccounts(accounts=some)
    stream = io.BytesIO()
    write_xml(stream, BatchRegisterAccounts(accounts=None), iter(some))
    assert stream.getvalue() == whole.to_xml()
    message = _statuses(3)
    result = message.synchronize_panel_user_result
    assert result is not None
    status = result.synchronization_status or []
    stream = io.BytesIO()
    write_soap(stream, _statuses(0), iter(status), version="1.2")
    assert stream.getvalue() == message.to_soap("1.2")


def test_unknown_content_is_written_back(shop: Shop) -> None:
    lines = '<Line u:new="1"><u:More a="u:b"/><Product>1</Product></Line><Line i:nil="true"/>'
    data = document(f"<u:Odd/><Lines>{lines}</Lines>", 'Rank="1"')
    order = shop.package.Order.from_xml(data)
    usual = shop.order(lines=order.lines)
    stream = io.BytesIO()
    shop.runtime.write_xml(stream, shop.order(), order.lines[:1], path="lines")
    read = shop.package.Order.from_xml(stream.getvalue())
    assert shop.runtime.unknown(read.lines[0]) == shop.runtime.unknown(usual.lines[0])


def test_an_item_that_does_not_fit_is_named() -> None:
    some = _whole(_BATCH)[:2]
    some[1].id = "x"  # type: ignore[assignment]  # of another type
    with pytest.raises(WireError) as caught:
        write_xml(io.BytesIO(), BatchRegisterAccounts(accounts=None), some)
    assert [each.path for each in caught.value.problems] == ["$.Accounts[1].Id"]
    with pytest.raises(WireError, match=r"^\$.Accounts\[0\]: .*an instance of Account"):
        write_xml(io.BytesIO(), BatchRegisterAccounts(accounts=None), [7])


def test_an_items_text_is_looked_at_as_in_a_whole_message() -> None:
    some = _whole(_BATCH)[:2]
    some[1].city = "a\r\x85"
    stream = io.BytesIO()
    write_xml(stream, BatchRegisterAccounts(accounts=None), some)
    assert stream.getvalue() == BatchRegisterAccounts(accounts=some).to_xml()
    some[1].city = "a\x1f"
    with pytest.raises(WireError, match=r"^\$.Accounts\[1\].City: .* that XML allows$"):
        write_xml(io.BytesIO(), BatchRegisterAccounts(accounts=None), some)


def test_items_go_into_one_list() -> None:
    with pytest.raises(ValueError, match="inside the items of another list"):
        write_xml(Sink(), _responses(), [], path="items.orders")
    with pytest.raises(ValueError, match="put a record on the way to it"):
        write_xml(Sink(), SynchronizePanelUserResponse(), [])


def _messages() -> Iterator[Any]:
    for package in (metering, tc2):
        for name in dir(package):
            kind = getattr(package, name)
            if isinstance(kind, type) and issubclass(kind, runtime.XmlMessage):
                yield pytest.param(kind, id=name)


@pytest.mark.parametrize("kind", [*_messages()])
def test_a_message_pickles(kind: Any) -> None:
    required = {name: None for name in kind.__dataclass_fields__ if name != "_wire"}
    record = kind(**required)
    assert pickle.loads(pickle.dumps(record)) == record


def test_pickled_records_keep_unknown_content_and_ticks() -> None:
    data = re.sub(
        rb"<(\w*:?)CreatedDate>[^<]*",
        rb'<u:New xmlns:u="urn:u" b="2"/><\1CreatedDate>2021-03-04T05:06:07.1234567Z',
        _BATCH,
    )
    message = BatchRegisterAccounts.from_xml(data)
    copied = pickle.loads(pickle.dumps(message))
    assert copied == message
    assert copied.to_xml() == message.to_xml()
    first = copied.accounts[0]
    assert unknown(first)
    assert isinstance(first.created_date, TickDatetime)
    assert first.created_date.tick == 7
