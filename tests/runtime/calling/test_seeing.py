"""What is shown, kept and recorded, and what of it is masked."""

from __future__ import annotations

from contextlib import suppress
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from soapstone.cli import run
from soapstone.commands.exit_codes import ExitCode
from soapstone.inputs.recordings.files import read_recordings
from soapstone.runtime.calling.masked_bodies import masked_text
from soapstone.runtime.calling.masking import is_secret, masked_header, masked_url
from tests.runtime.calling.test_calls import NS, RESULT, envelope
from tests.services import ROOT


@pytest.mark.parametrize(
    "name",
    "Password userPassword pwd SessionID AuthorizingCode UserCode api_key AccessKey "
    "Token Tokens refreshToken PasswordHash Salt Nonce Pin client_secret accesstoken APIKEY "
    "PassWord UserPass Password2 NewPassword PasswordConfirm SecurityAnswer ConnectionString "
    "MasterCode DuressCode InstallerCode Otp Jwt CreditCardNumber Kennwort".split(),
)
def test_members_that_hold_secrets(name: str) -> None:
    assert is_secret(name)


@pytest.mark.parametrize(
    "name",
    "userCodeDirectPush ResultCode ErrorCode Key Name KeyName TokenCount Author "
    "Passport Pinboard Code Id PasswordExpired TokenType Author CardType ConnectionCount "
    "Answer AccountNumber Confirm New".split(),
)
def test_members_that_hold_none(name: str) -> None:
    assert not is_secret(name)


def test_headers_and_addresses() -> None:
    assert masked_header("authorization", "Basic dTpw") == "Basic •••"
    assert masked_header("Set-Cookie", "a=b; path=/") == "•••"
    assert masked_header("X-Api-Key", "k") == "•••"
    assert masked_header("Accept", "text/xml") == "text/xml"
    assert masked_header("Location", "//u:p@h/?token=t#f") == "//•••@h/?token=•••#f"
    assert masked_url("http://u:p@[::") == "http://•••@[::"
    assert masked_url("u:p@h/a@b") == "•••@h/a@b"
    url = "https://u:p@h/x?Name=n&Password=s%20t&Token="
    assert masked_url(url) == "https://•••@h/x?Name=n&Password=•••&Token="


def called(orders: ModuleType, rt: ModuleType, answer: bytes, **options: Any) -> Any:
    """The exchange of a call with secrets in all places."""

    def transport(request: Any) -> Any:
        headers = rt.Headers({"Content-Type": "text/xml", "Set-Cookie": "s3cret"})
        return rt.HttpResponse(status=200, headers=headers, body=answer)

    history = rt.History()
    client = orders.OrdersClient(
        transport=transport,
        auth=rt.Bearer("s3cret"),
        headers={"Cookie": "s3cret"},
        soap_headers=[orders.Login(token="s3cret"), rt.username_token("u", "s3cret")],
        hooks=[history, *options.pop("hooks", ())],
        **options,
    )
    with suppress(rt.CallError):
        client.ask(text="open")
    return history.last


@pytest.mark.parametrize(
    "answer",
    [
        envelope(RESULT, f"<Login {NS}><Token>s3cret</Token></Login>"),
        envelope(f"<Answer {NS}><Tokens><string>s3cret</string></Tokens></Answer>"),
        b"<html><Password>s3cret</Password><p>broken",
        b'{"accessToken": "s3cret"}',
    ],
)
def test_what_is_shown_has_no_secret(
    orders: ModuleType, rt: ModuleType, answer: bytes
) -> None:
    exchange = called(orders, rt, answer)
    assert "s3cret" not in exchange.show()
    assert "s3cret" not in str(exchange)
    assert "open" in exchange.show()
    assert "s3cret" in exchange.show(mask=False)


def test_no_object_shows_a_secret(orders: ModuleType, rt: ModuleType) -> None:
    connecting = import_module(f"{rt.__name__}.calling.connecting").Connecting
    exchange = called(orders, rt, envelope(RESULT))
    proxy, certificate = "http://u:s3cret@h", ("a", "b", "s3cret")
    client = orders.OrdersClient(
        "http://u:s3cret@h",
        auth=rt.Bearer("s3cret"),
        soap_headers=[orders.Login(token="s3cret")],
        transport=lambda request: None,
    )
    for each in (
        *(rt.Basic("joe", "s3cret"), rt.Digest("joe", "s3cret"), rt.Bearer("s3cret")),
        connecting(auth=rt.Basic("u", "s3cret"), proxy=proxy, certificate=certificate),
        *(rt.Negotiate("joe", "s3cret"), client, client.ask, vars(client)),
        *(exchange, exchange.request, exchange.request.headers, exchange.response),
    ):
        assert "s3cret" not in repr(each)
    assert repr(rt.Basic("joe", "s3cret")) == "Basic(user='joe')"
    with pytest.raises(rt.CannotCall) as caught:
        client.with_options(base_url="http://u:s3cret@h:port").ask()
    assert "s3cret" not in str(caught.value)


def test_an_error_quotes_what_came_without_secrets_and_control_characters(
    orders: ModuleType, rt: ModuleType
) -> None:
    def said(status: int, reason: str, location: str, body: bytes) -> str:
        def transport(request: Any) -> Any:
            headers = rt.Headers({"Location": location} if location else {})
            return rt.HttpResponse(
                status=status, reason=reason, headers=headers, body=body
            )

        with pytest.raises(rt.HttpError) as caught:
            orders.OrdersClient(transport=transport).ask()
        return str(caught.value)

    assert said(500, "\x1b[31m", "", b"Pwd=s3cret") == (
        r"Ask: 500 \x1b[31m: text 'Pwd=•••'"
    )
    moved = said(302, "", "http://u:s3cret@h/\x1b?token=s3cret", b"")
    assert r"points to http://•••@h/\x1b?token=•••; calls" in moved
    assert said(304, "", "", b"") == "Ask: 304"


def test_bytes_are_counted_and_long_bodies_cut(
    orders: ModuleType, rt: ModuleType
) -> None:
    assert "(4 bytes)" in called(orders, rt, b"\0\1\2\3").show()
    shown = called(orders, rt, b"x" * 200_000).show()
    assert shown.endswith("… (200000 in all)")


def test_a_history_keeps_the_last(orders: ModuleType, rt: ModuleType) -> None:
    history = rt.History(2)
    response = rt.HttpResponse(status=200, body=envelope(RESULT))
    client = orders.OrdersClient(transport=lambda request: response, hooks=[history])
    for text in "abc":
        client.ask(text=text)
    assert [b">b<" in each.request.body for each in history] == [True, False]
    assert len(history) == 2
    assert b">c<" in history.last.request.body


REPLY = b"""<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>
<SynchronizePanelUserResponse xmlns="https://services.alarmnet.com/TC2/">
<SynchronizePanelUserResult><ResultCode>7</ResultCode><Fresh>new</Fresh>
</SynchronizePanelUserResult></SynchronizePanelUserResponse></s:Body></s:Envelope>"""


def test_what_is_recorded_is_what_generate_and_redact_take(tmp_path: Path) -> None:
    from generated.runtime import Headers, HttpResponse, Recorder
    from generated.tc2 import Tc2Client

    specs = tmp_path / "specs"
    folder = specs / "tc2"
    folder.mkdir(parents=True)
    page = ROOT / "specs/tc2/SynchronizePanelUser.txt"
    (folder / page.name).write_bytes(page.read_bytes())
    response = HttpResponse(
        status=200,
        reason="OK",
        headers=Headers({"Content-Type": "text/xml", "Set-Cookie": "s3cret"}),
        body=REPLY,
    )
    client = Tc2Client(
        transport=lambda request: response,
        hooks=[Recorder(folder / "recorded")],
        headers={"Authorization": "Basic s3cret"},
    )
    for _ in range(2):
        client.synchronize_panel_user(
            session_id="A1", status_only=True, user_code_direct_push=False
        )
    names = sorted(path.name for path in (folder / "recorded").iterdir())
    assert names == [
        "0001-SynchronizePanelUser.http",
        "0002-SynchronizePanelUser.http",
    ]
    first = folder / "recorded" / names[0]
    assert b"s3cret" not in first.read_bytes()
    assert b"\r\nHost: rs.alarmnet.com\r\n" in first.read_bytes()
    found = read_recordings(folder / "recorded")
    assert len(found.documents) == 4
    assert found.findings == ()
    out = ["--specs", str(specs), "--out", str(tmp_path / "out")]
    assert run(["generate", "-q", *out]) == ExitCode.OK
    result = tmp_path / "out/tc2/types/synchronize_panel_user_result.py"
    assert "fresh: str | None" in result.read_text("utf-8")
    assert run(["redact", str(first)]) == ExitCode.OK
    assert b">new<" not in first.read_bytes()


SECRET = (
    b"""<Login xmlns="urn:orders"><Token>Ab-12 2024-05-06T07:08:09Z</Token></Login>"""
)


def recorded(rt: ModuleType, orders: ModuleType, folder: Path, **how: Any) -> bytes:
    """The file that a recorder wrote of a call with secrets in all places."""
    hook = rt.Recorder(folder, **how)
    called(orders, rt, envelope(RESULT, SECRET.decode()), hooks=[hook])
    (path,) = folder.iterdir()
    return path.read_bytes()


def test_secrets_are_recorded_in_the_same_shape(
    orders: ModuleType, rt: ModuleType, tmp_path: Path
) -> None:
    data = recorded(rt, orders, tmp_path / "masked")
    assert b"s3cret" not in data
    assert b">a1aaaa</" in data
    assert b"<Token>aa-11 1111-11-11T11:11:11Z</Token>" in data
    assert b"open" in data
    data = recorded(rt, orders, tmp_path / "whole", mask=False)
    assert b">s3cret</" in data
    assert SECRET in data
    assert b"Bearer" not in data


def test_a_host_is_recorded_once(
    orders: ModuleType, rt: ModuleType, tmp_path: Path
) -> None:
    response = rt.HttpResponse(status=200, body=envelope(RESULT))
    hook = rt.Recorder(tmp_path)
    how = {"hooks": [hook], "headers": {"host": "other.example"}}
    orders.OrdersClient(transport=lambda request: response, **how).ask()
    (path,) = tmp_path.iterdir()
    head = path.read_bytes().partition(b"\r\n\r\n")[0].lower()
    assert head.count(b"host:") == head.count(b"host: other.example") == 1


def test_what_is_no_message_is_not_recorded(
    orders: ModuleType, rt: ModuleType, tmp_path: Path
) -> None:
    page = b'<?xml version="1.0"?><html><body><p>Busy</body></html>'
    called(orders, rt, page, hooks=[rt.Recorder(tmp_path)])
    (path,) = tmp_path.iterdir()
    data = path.read_bytes()
    assert data.startswith(b"POST /s.asmx HTTP/1.1")
    assert b"Busy" not in data


def test_a_recorded_body_keeps_its_encoding(
    orders: ModuleType, rt: ModuleType, tmp_path: Path
) -> None:
    text = "<?xml version='1.0' encoding='utf-16'?>"
    text += envelope(RESULT, SECRET.decode()).decode()
    called(orders, rt, text.encode("utf-16"), hooks=[rt.Recorder(tmp_path)])
    (path,) = tmp_path.iterdir()
    body = path.read_bytes().split(b"\r\n\r\n")[-1].decode("utf-16")
    assert "<Token>aa-11 1111-11-11T11:11:11Z</Token>" in body


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ('{"pin": 1234, "n": 5}', '{"pin": •••, "n": 5}'),
        ('{"token": "a\\"b", "x": "y"}', '{"token": "•••", "x": "y"}'),
        ("<a><Pin>12</Pin>", "<a><Pin>•••</Pin>"),
        ('{"a": {"tokens": ["x", "y"]}}', '{"a": {"tokens": •••}}'),
        ("Server=h;Password=x;Id=1", "Server=h;Password=•••;Id=1"),
    ],
)
def test_secrets_in_what_is_no_xml(body: str, found: str) -> None:
    assert masked_text(body, "text/plain") == found
