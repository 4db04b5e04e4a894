"""The .NET client that Mono's wsdl makes of the generated WSDL calls a served stand-in."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from soapstone.emit.schema import all_files
from tests.interop import dotnet
from tests.packages import load, runtime_of, write
from tests.runtime.standin.outcomes import contract_of


@pytest.fixture(scope="module")
def caller(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """csharp/Caller.cs with the client of the wsdl tool, compiled."""
    folder = tmp_path_factory.mktemp("caller")
    if shutil.which("wsdl") is None:
        pytest.skip("Mono's wsdl is not installed: see tests/interop/README.md")
    files = all_files(contract_of("demo"))
    write(folder, files)
    made = folder / "Made.cs"
    command = ["wsdl", "-namespace:Made", f"-out:{made}", *files]
    subprocess.run(command, cwd=folder, capture_output=True, check=True, timeout=120)
    program = folder / "Caller.exe"
    sources = (dotnet.SOURCES / "Caller.cs", made)
    try:
        references = ("System.Web.Services", "System.Data")
        dotnet.compiled(program, *sources, references=references)
    except dotnet.Missing as missing:
        pytest.skip(str(missing))
    return program


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> ModuleType:
    return load(contract_of("demo"), tmp_path_factory.mktemp("demo"), "demo")


def answering(demo: ModuleType) -> Any:
    """A stand-in for which Svc.cs is the model."""
    rt = runtime_of(demo)
    made = rt.StandIn(demo)

    def add(call: Any) -> Any:
        return demo.AddResponse(add_result=call.request.a + call.request.b)

    def customer(call: Any) -> Any:
        return demo.EchoCustomerResponse(echo_customer_result=call.request.c)

    def panel(call: Any) -> Any:
        states = [
            demo.SyncStatus(
                device_id=each.device_id, total_steps=2, current_step=1, state="Active"
            )
            for each in call.request.device_list
        ]
        result = demo.SynchronizePanelUserResult(synchronization_status=states)
        return demo.SynchronizePanelUserResponse(synchronize_panel_user_result=result)

    def headers(call: Any) -> Any:
        trace = call.header(demo.TraceHeader)
        said = f"{call.header(demo.AuthHeader).user}:{call.request.msg}"
        message = demo.WithHeadersResponse(with_headers_result=said)
        back = demo.TraceHeader(trace_id=trace.trace_id, hops=trace.hops + 1)
        return rt.Reply(value=message, soap_headers=[back])

    handlers = {
        demo.ADD: add,
        demo.ECHO_CUSTOMER: customer,
        demo.SYNCHRONIZE_PANEL_USER: panel,
        demo.WITH_HEADERS: headers,
    }
    for operation, handler in handlers.items():
        made.operation(operation)(handler)
    detail = rt.Xml('<detail><code xmlns="urn:err">E1</code></detail>')
    made.answer(demo.FAIL_SOAP, rt.SoapFault("Client", "bad", detail=detail))
    made.answer(demo.FAIL, ValueError("boom"))
    return made


@pytest.mark.parametrize("version", ["1.1", "1.2"])
def test_a_dotnet_client_calls_the_stand_in(
    caller: Path, demo: ModuleType, version: str
) -> None:
    made = answering(demo)
    with made.serving() as url:
        command = ["mono", str(caller), f"{url}/demo.asmx", version]
        run = subprocess.run(command, capture_output=True, text=True, timeout=120)
    client, server = (
        ("Client", "Server") if version == "1.1" else ("Sender", "Receiver")
    )
    assert run.stdout.splitlines() == [
        "add=3",
        "nothing=done",
        "oneway=done",
        "bytes=01-02-03",
        "status=Active",
        "split=True Rex 5 Active",
        "customer=N ü<&> 2 t",
        "panel=2 7",
        "custom=Rex",
        "headers=u:hi 2",
        f'fault!{client}|bad|<code xmlns="urn:err">E1</code>',
        f"failure!{server}|Server was unable to process request. ---> boom|",
    ], run.stderr
    made.check()
