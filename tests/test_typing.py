"""Generated code passes mypy, black and ruff, and so does a program that uses it."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import jedi  # type: ignore[import-untyped]  # has none
import pytest

from tests import typed_values
from tests.contracts import everything, kennel
from tests.documented import MYPY_CACHE
from tests.emit.python.support import tidy_files
from tests.packages import write
from tests.services import FOLDERS, GENERATED, ROOT

PROGRAM = """
from datetime import datetime, timedelta
from decimal import Decimal
from typing import assert_type

from hypothesis import strategies as st

from generated import everything, tc2
from generated.everything import ArrayOfPoint, Colour, Everything, Node, Point
from generated.metering import BATCH_REGISTER_ACCOUNTS, Account, BatchRegisterAccounts
from generated.metering import ArrayOfAccountResponse, HttpStatusCode, Order
from generated.kennel import Animal, Dog, Kennel, Puppy
from generated.runtime import Envelope, Operation, SoapFault, Unknown, WireError, Xml, unknown
from generated.tc2 import DeviceAuthorizingCode, SynchronizePanelUser
from generated.runtime import AsyncTransport, Basic, CallError, History, HttpRequest
from generated.runtime import HttpResponse, Received, Recorder, StandIn, Transport, username_token
from generated.tc2 import AsyncTc2Client, SynchronizePanelUserResponse, SyncStatus
from generated.tc2 import Tc2Client
from soapstone.testing import RecordStrategies, StandIns, records


def ask() -> bytes:
    request = SynchronizePanelUser(
        session_id="1",
        device_list=[DeviceAuthorizingCode(location_id=1, device_id=2)],
        status_only=True,
        user_code_direct_push=False,
    )
    assert_type(request.to_xml(), bytes)
    assert_type(request.to_soap("1.2", headers=[request, Xml("<a/>")]), bytes)
    return request.to_soap()


def read(data: bytes) -> None:
    try:
        reply = SynchronizePanelUserResponse.from_soap(Envelope.parse(data))
    except SoapFault as fault:
        assert_type(fault.code, str)
        return
    except WireError:
        return
    assert_type(reply, SynchronizePanelUserResponse)
    assert_type(unknown(reply), tuple[Unknown, ...])
    result = reply.synchronize_panel_user_result
    if result is None:
        return
    assert_type(result.synchronization_status, list[SyncStatus] | None)
    for status in result.synchronization_status or []:
        assert_type(status.device_name, str | None)
        assert_type(status.total_steps, int)


def register(account: Account, order: Order) -> None:
    batch = BatchRegisterAccounts(accounts=[account])
    assert_type(BatchRegisterAccounts.from_xml(batch.to_xml()), BatchRegisterAccounts)
    assert_type(account.roles, list[str] | None)
    assert_type(account.meta, dict[str, str] | None)
    assert_type(account.birth_date, datetime | None)
    assert_type(account.created_date, datetime)
    assert_type(order.request_duration, timedelta)
    assert_type(order.response_status_code, HttpStatusCode | str)
    operation = BATCH_REGISTER_ACCOUNTS
    assert_type(operation, Operation[BatchRegisterAccounts, ArrayOfAccountResponse])
    assert_type(tc2.SYNCHRONIZE_PANEL_USER.request, type[SynchronizePanelUser] | None)


def types(every: Everything, node: Node) -> None:
    assert_type(every.matrix, list[list[int]] | None)
    assert_type(every.deep, dict[int, list[int]] | None)
    assert_type(every.tag, list[str])
    assert_type(every.extras, list[Xml] | None)
    for item in every.items:
        if isinstance(item, Point):
            assert_type(item.x, float)
        elif isinstance(item, list):
            assert_type(item, list[Point])
        elif isinstance(item, tuple) and item[0] == "Label":
            assert_type(item[1], str)
    every.items = [("Label", "a"), ("Link", "b"), 5, Point(x=1.0, y=2.0), []]
    assert_type(every.plain_decimal, Decimal)
    assert_type(node.children, list[Node] | None)
    assert_type(ArrayOfPoint().items, list[Point])
    every.colour = Colour.RED
    every.colour = "Mauve"


def any_value(kennel: Kennel) -> None:
    kennel.anything = Xml.of(7, "short")
    kennel.values = [Xml.of(Dog(name="Rex")), Xml.of(Decimal(1)), Xml.of(Colour.RED)]
    value = Xml.of(None).value
    if isinstance(value, Dog):
        assert_type(value.breed, str | None)
    assert_type(Xml("<a/>").type, str)


def derived(kennel: Kennel) -> None:
    kennel.guard = Puppy(name="Bo", age=1)
    kennel.animals = [Animal(name="Al"), Dog(name="Rex", chip=3)]
    kennel.dog = [Puppy(name="Bo", age=1)]
    for animal in kennel.animals:
        assert_type(animal.name, str)
        if isinstance(animal, Dog):
            assert_type(animal.chip, int | None)


def wrong_values(kennel: Kennel) -> None:
    kennel.anything = 7  # assignment
    Xml.of([7])  # arg-type
    Puppy(age=1)  # call-arg
    kennel.dog = [Animal(name="Al")]  # list-item


def transport(request: HttpRequest) -> HttpResponse:
    return HttpResponse(status=200, body=request.body)


async def async_transport(request: HttpRequest) -> HttpResponse:
    return transport(request)


def call(request: SynchronizePanelUser) -> None:
    with Tc2Client(
        "h", auth=Basic("u", "p"), timeout=None, hooks=[History(), Recorder("recorded")]
    ) as client:
        assert_type(client, Tc2Client)
        reply = client.synchronize_panel_user(status_only=True, user_code_direct_push=True)
        assert_type(reply, SynchronizePanelUserResponse)
        token = username_token("u", "p")
        answer = client.call(
            tc2.SYNCHRONIZE_PANEL_USER, request, way="SOAP 1.2", soap_headers=[token, request]
        )
        assert_type(answer.value, SynchronizePanelUserResponse)
        assert_type(client.with_options(retries=1), Tc2Client)
    sync: Transport = transport
    client = Tc2Client(transport=sync)


async def await_(request: SynchronizePanelUser) -> str:
    also: AsyncTransport = async_transport
    async with AsyncTc2Client(transport=also) as client:
        reply = await client.synchronize_panel_user(
            status_only=True, user_code_direct_push=True
        )
        assert_type(reply, SynchronizePanelUserResponse)
        try:
            answer = await client.call(tc2.SYNCHRONIZE_PANEL_USER, request)
        except CallError as error:
            return error.exchange.show()
        assert_type(answer.value, SynchronizePanelUserResponse)
        return ", ".join(answer.notes)


def test_it(stand_in: StandIns) -> None:
    service = stand_in(tc2, strict=False)
    assert_type(service, StandIn)
    assert_type(stand_in(everything), StandIn)
    Tc2Client(transport=service)
    calls = service.calls(tc2.SYNCHRONIZE_PANEL_USER)
    assert_type(calls, list[Received[SynchronizePanelUser]])
    assert_type(records(Point, x=st.just(1.0)), st.SearchStrategy[Point])
    assert_type(RecordStrategies(deepest=2).records(Node), st.SearchStrategy[Node])


def wrong_test(stand_in: StandIns) -> None:
    stand_in("tc2")  # arg-type
    stand_in(Point)  # arg-type
    stand_in(tc2, strictly=False)  # call-arg
    records(Point, x=1.0)  # arg-type
    RecordStrategies(deep=2)  # call-arg
    stand_in(tc2).answer(tc2.SYNCHRONIZE_PANEL_USER, Point(x=1.0, y=2.0))  # misc


def wrong_call(client: Tc2Client, request: SynchronizePanelUser) -> None:
    client.synchronize_panel_user(status_only=True)  # call-arg
    client.synchronize_panel_user(status_only=1, user_code_direct_push=True)  # arg-type
    client.synchronise(status_only=True)  # attr-defined
    client.call(BATCH_REGISTER_ACCOUNTS, request)  # misc
    client.call(tc2.SYNCHRONIZE_PANEL_USER, request, way="SOAP 2")  # arg-type
    client.call(tc2.SYNCHRONIZE_PANEL_USER, request, speed=1)  # call-arg
    client.with_options(timeout="5")  # arg-type
    Tc2Client(transport=async_transport)  # arg-type


def wrong(every: Everything, reply: SynchronizePanelUserResponse) -> None:
    Point(x=1.0)  # call-arg
    Point(1.0, 2.0)  # call-arg
    Point(x=1.0, y="2")  # arg-type
    Point(x=1.0, y=None)  # arg-type
    Point(x=1.0, y=2.0, z=3.0)  # call-arg
    Point(x=1.0, y=2.0).to_xml()  # attr-defined
    every.plain_int = None  # assignment
    every.colour = 5  # assignment
    every.items = [("Other", "a")]  # list-item
    every.items = ["a"]  # list-item
    every.tag = None  # assignment
    every.nothing = 1  # attr-defined
    reply.synchronize_panel_user_result.synchronization_status  # union-attr
    reply.to_soap("2.0")  # arg-type
    reply.to_soap(headers=["<a/>"])  # list-item
    BatchRegisterAccounts(accounts=[]).to_soap()  # attr-defined
    tc2.Nothing  # attr-defined
    len(reply.synchronize_panel_user_result)  # arg-type
"""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The seeds' packages, one with everything, and a program that uses both."""
    folder = tmp_path_factory.mktemp("project")
    ignore = shutil.ignore_patterns("__pycache__")
    for name in ("runtime", *FOLDERS):
        shutil.copytree(GENERATED / name, folder / "generated" / name, ignore=ignore)
    for name in ("__init__.py", "py.typed"):
        shutil.copy(GENERATED / name, folder / "generated")
    write(folder / "generated/everything", tidy_files(everything()))
    write(folder / "generated/kennel", tidy_files(kennel()))
    write(folder / "generated/gallery", tidy_files(typed_values.gallery()))
    write(folder, PROGRAMS)
    return folder


def output_of(project: Path, *command: str) -> str:
    """What a tool prints that is run on the project."""
    done = subprocess.run(
        [sys.executable, "-m", *command],
        cwd=project,
        capture_output=True,
        check=False,
        text=True,
    )
    assert done.returncode in (0, 1), done.stderr
    return done.stdout


PROGRAMS = {
    "program.py": PROGRAM,
    "values_right.py": typed_values.RIGHT,
    "values_wrong.py": typed_values.WRONG,
}

MARKED = {
    (name, str(number)): mark[1]
    for name, program in PROGRAMS.items()
    for number, line in enumerate(program.split("\n"), 1)
    if (mark := re.search(r"  # ([a-z-]+)$", line))
}
"""The lines that are wrong, each with its file, and mypy's code."""


def test_mypy_finds_what_is_wrong_in_the_program_and_nothing_else(
    project: Path,
) -> None:
    options = ["--strict", "--no-error-summary", "--config-file", os.devnull]
    out = output_of(project, "mypy", *options, "--cache-dir", str(MYPY_CACHE), ".")
    found = re.findall(r"^(.+?):(\d+): error: .*\[(.+)\]$", out, re.MULTILINE)
    marked = [(*where, code) for where, code in MARKED.items()]
    assert len(marked) == 36 + 55
    assert sorted(set(found)) == sorted(marked), out


def test_pyright_finds_the_same(project: Path) -> None:
    pytest.importorskip("basedpyright", reason="pip install -e '.[pyright]'")
    settings = json.dumps({"typeCheckingMode": "strict", "include": [*PROGRAMS]})
    (project / "pyrightconfig.json").write_text(settings, encoding="utf-8")
    out = output_of(project, "basedpyright", "--pythonpath", sys.executable)
    found = set(re.findall(r"(\w+\.py):(\d+):\d+ - error", out))
    assert found == set(MARKED), out


def test_the_program_that_uses_each_kind_of_value_works(project: Path) -> None:
    command = [sys.executable, "values_right.py"]
    done = subprocess.run(
        command, cwd=project, capture_output=True, check=False, text=True
    )
    assert (done.returncode, done.stderr) == (0, "")


COMPLETED = {
    "reply.": "synchronize_panel_user_result",
    "reply.synchronize_panel_user_result.": "synchronization_status",
    "client.": "synchronize_panel_user",
    "client.with_options(timeout=1).": "synchronize_panel_user",
    "client.call(SYNCHRONIZE_PANEL_USER).": "exchange",
    "SYNCHRONIZE_PANEL_USER.": "bindings",
}


@pytest.mark.parametrize(("typed", "completed"), COMPLETED.items())
@pytest.mark.parametrize("form", ["with", "async with"])
def test_editors_complete(typed: str, completed: str, form: str, project: Path) -> None:
    prefix, wait = ("Async", "await ") if form == "async with" else ("", "")
    head = f"""from generated.tc2 import SYNCHRONIZE_PANEL_USER, {prefix}Tc2Client
{form.replace("with", "def")} f():
    {form} {prefix}Tc2Client() as client:
        reply = {wait}client.synchronize_panel_user()
        """
    if wait and "call(" in typed:
        typed = f"({wait}{typed[:-1]})."
    script = jedi.Script(head + typed, project=jedi.Project(project))
    assert completed in [each.name for each in script.complete()]


def test_editors_show_signatures(project: Path) -> None:
    program = "from generated.tc2 import Tc2Client\nTc2Client().synchronize_panel_user("
    script = jedi.Script(program, project=jedi.Project(project))
    (found,) = script.get_signatures()
    assert "status_only: bool, additional_input: str | None" in found.to_string()
    assert "Synchronize Total Connect Users" in found.docstring()


def test_black_has_nothing_to_change_by_its_defaults(project: Path) -> None:
    files = sorted(
        str(path.relative_to(project))
        for path in (project / "generated").rglob("*.py*")
        if path.suffix != ".pyc"
    )
    options = ["--check", "--diff", "--quiet", "--config", os.devnull]
    assert output_of(project, "black", *options, *files) == ""
    assert len(files) > 60


def test_ruff_finds_nothing_by_the_projects_rules(project: Path) -> None:
    rules = ["--config", str(ROOT / "pyproject.toml"), "--no-cache", "--quiet"]
    assert output_of(project, "ruff", "check", *rules, "generated") == ""
