"""A client of others, zeep, calls a served stand-in through the WSDL that is generated."""

from __future__ import annotations

from collections.abc import Iterator
from types import ModuleType
from typing import Any

import pytest
import zeep
from lxml import etree

from soapstone.emit.schema import all_files
from tests.packages import load, runtime_of, write
from tests.runtime.standin.outcomes import contract_of

VERSIONS = ("1.1", "1.2")
CODES = {"1.1": "soap:Client", "1.2": "soap:Sender"}


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> ModuleType:
    return load(contract_of("demo"), tmp_path_factory.mktemp("demo"), "demo")


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Any:
    folder = tmp_path_factory.mktemp("wsdl")
    files = all_files(contract_of("demo"))
    write(folder, files)
    (wsdl,) = (each for each in files if each.endswith(".wsdl"))
    made: Any = zeep.Client  # which states no types
    return made(str(folder / wsdl))


@pytest.fixture
def stand_in(demo: ModuleType) -> Any:
    return runtime_of(demo).StandIn(demo)


@pytest.fixture(params=VERSIONS)
def version(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def service(stand_in: Any, client: Any, version: str) -> Iterator[Any]:
    (binding,) = (
        name
        for name, each in client.wsdl.bindings.items()
        if type(each).__name__ == f"Soap{version.replace('.', '')}Binding"
    )
    with stand_in.serving() as url:
        yield client.create_service(binding, f"{url}/demo.asmx")


def test_members_go_there_and_back(
    service: Any, stand_in: Any, demo: ModuleType
) -> None:
    @stand_in.operation(demo.SYNCHRONIZE_PANEL_USER)  # type: ignore[untyped-decorator]  # an Any
    def answer(call: Any) -> Any:
        states = [
            demo.SyncStatus(
                device_id=each.device_id,
                device_name=each.authorizing_code,
                total_steps=2,
                current_step=1,
                state="on-hold",
            )
            for each in call.request.device_list
        ]
        result = demo.SynchronizePanelUserResult(synchronization_status=states)
        return demo.SynchronizePanelUserResponse(synchronize_panel_user_result=result)

    code = {"LocationID": 1, "DeviceID": 7, "AuthorizingCode": "ü <&>"}
    found = service.SynchronizePanelUser(
        SessionID="s",
        DeviceList={"DeviceAuthorizingCode": [code, code]},
        StatusOnly=True,
        userCodeDirectPush=False,
    )
    first, second = found["SyncStatus"]
    assert first == second
    assert (first["DeviceID"], first["DeviceName"]) == (7, "ü <&>")
    assert first["State"] == "on-hold"
    (call,) = stand_in.calls(demo.SYNCHRONIZE_PANEL_USER)
    assert (call.request.session_id, call.request.status_only) == ("s", True)
    stand_in.check()


def test_plausible_answers_are_read(service: Any, stand_in: Any) -> None:
    customer = service.EchoCustomer()
    assert customer["Name"] == "Rex"
    assert customer["Tags"]["Tag"] == ["Rex", "Rex"]
    assert customer["Home"]["City"] == "Rex"
    assert service.Add(a=1, b=2) == 5
    assert service.EchoBytes(data=b"\0\1") == b"\1\2\3"
    assert service.DoNothing() is None
    stand_in.check()


def test_a_one_way_call(service: Any, stand_in: Any, demo: ModuleType) -> None:
    service.FireAndForget(what="x")
    assert [each.request.what for each in stand_in.calls(demo.FIRE_AND_FORGET)] == ["x"]


def test_a_fault_with_detail(
    service: Any, stand_in: Any, demo: ModuleType, version: str
) -> None:
    rt = runtime_of(demo)
    detail = rt.Xml('<detail><code xmlns="urn:err">E1</code></detail>')
    stand_in.answer(demo.FAIL_SOAP, rt.SoapFault("Client", "bad <x>", detail=detail))
    with pytest.raises(zeep.exceptions.Fault, match="bad <x>") as caught:
        service.FailSoap(msg="m")
    fault = caught.value
    assert fault.code == CODES[version]
    if (
        version == "1.1"
    ):  # .NET writes a detail without namespace, which zeep finds in 1.1
        assert b"E1" in etree.tostring(fault.detail)
    stand_in.answer(demo.FAIL_SOAP, ValueError("boom"))
    with pytest.raises(zeep.exceptions.Fault, match=r"process request\. ---> boom"):
        service.FailSoap(msg="m")


def test_headers_go_there_and_back(
    service: Any, stand_in: Any, demo: ModuleType, version: str
) -> None:
    rt = runtime_of(demo)

    @stand_in.operation(demo.WITH_HEADERS)  # type: ignore[untyped-decorator]  # an Any
    def answer(call: Any) -> Any:
        trace = call.header(demo.TraceHeader)
        said = f"{call.header(demo.AuthHeader).user}:{call.request.msg}"
        back = demo.TraceHeader(trace_id=trace.trace_id, hops=trace.hops + 1)
        message = demo.WithHeadersResponse(with_headers_result=said)
        return rt.Reply(value=message, soap_headers=[back])

    sent = {
        "AuthHeader": {"User": "u", "Token": "t"},
        "TraceHeader": {"TraceId": "x", "Hops": 1},
    }
    found = service.WithHeaders(msg="hi", _soapheaders=sent)
    assert "u:hi" in str(found.body)
    assert found.header["TraceHeader"]["Hops"] == 2
    stand_in.check()
