"""How a client connects: without httpx2, through a proxy, over TLS with its own certificate."""

from __future__ import annotations

import asyncio
import base64
import ssl
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from importlib import import_module
from ipaddress import ip_address
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.runtime.calling.server import serving
from tests.runtime.calling.test_calls import YES
from tests.services import ROOT

_WITHOUT = """
import sys
sys.modules["httpx2"] = sys.modules["spnego"] = None
from generated.runtime import CannotCall, Negotiate, NoAnswer
from generated.tc2 import AsyncTc2Client, Tc2Client
try:
    AsyncTc2Client()
except ImportError as error:
    print(error)
try:
    Tc2Client(auth=Negotiate("u", "p"))
except CannotCall as error:
    print(error)
client = Tc2Client("http://127.0.0.1:9")
print(type(client._transport).__name__)
try:
    client.synchronize_panel_user(status_only=True, user_code_direct_push=False)
except NoAnswer as error:
    print(error.sent)
print("asyncio" in sys.modules)
"""


def test_a_program_without_httpx2() -> None:
    done = subprocess.run(
        [sys.executable, "-c", _WITHOUT],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""
    assert done.stdout.splitlines() == [
        "an async client needs httpx2 (pip install httpx2), or transport=…: "
        "any async function from HttpRequest to HttpResponse",
        "Negotiate needs httpx2 and pyspnego: pip install httpx2 pyspnego",
        "UrllibTransport",
        "False",
        "False",
    ]


def transports(rt: ModuleType, **settings: Any) -> list[Any]:
    """What a client makes of these settings with httpx2, and without it."""
    made = import_module(f"{rt.__name__}.calling.connecting").Connecting(**settings)
    return [rt.HttpxTransport(None, made), rt.UrllibTransport(made)]


def test_a_proxy_gets_the_whole_address(orders: ModuleType, rt: ModuleType) -> None:
    with serving(YES) as proxy:
        url = proxy.url.replace("//", "//u:p@")
        for transport in transports(rt, proxy=url):
            client = orders.OrdersClient("http://orders.invalid", transport=transport)
            assert client.ask().result == "yes"
            transport.close()
    credentials = base64.b64encode(b"u:p").decode()
    for asked in proxy.requests:
        assert asked.line == "POST http://orders.invalid/s.asmx HTTP/1.1"
        assert asked.headers["proxy-authorization"] == f"Basic {credentials}"


@pytest.mark.parametrize(
    "proxy", ["joe:s3cret@h:1", "http://joe:s3cret@h:port", "ftp://h", "http://", ""]
)
def test_a_proxy_that_is_no_address(
    orders: ModuleType, rt: ModuleType, proxy: str
) -> None:
    for kind in (orders.OrdersClient, orders.AsyncOrdersClient):
        with pytest.raises(rt.CannotCall, match="proxy is no address") as caught:
            kind(proxy=proxy)
        assert "s3cret" not in str(caught.value)


def test_a_proxy_that_the_library_does_not_know(
    orders: ModuleType, rt: ModuleType
) -> None:
    with pytest.raises(rt.CannotCall, match="socksio"):
        orders.OrdersClient(proxy="socks5://h:1")
    connecting = import_module(f"{rt.__name__}.calling.connecting")
    made = connecting.Connecting(proxy="socks5://h:1")
    with pytest.raises(rt.CannotCall, match="a proxy other than http://"):
        rt.UrllibTransport(made)


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A certificate of 127.0.0.1 and one of a client, each with its key."""
    folder = tmp_path_factory.mktemp("tls")
    found = {}
    for name in ("server", "client"):
        key = ec.generate_private_key(ec.SECP256R1())
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        address = x509.IPAddress(ip_address("127.0.0.1"))
        now = datetime.now(UTC)
        certificate = (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(subject)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - timedelta(days=1))
            .not_valid_after(now + timedelta(days=1))
            .add_extension(x509.SubjectAlternativeName([address]), critical=False)
            .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
            .sign(key, hashes.SHA256())
        )
        kind = serialization.PrivateFormat.PKCS8
        pem = serialization.Encoding.PEM
        secret = key.private_bytes(pem, kind, serialization.NoEncryption())
        found[name] = folder / f"{name}.pem"
        found[name].write_bytes(certificate.public_bytes(pem) + secret)
    return found


def test_a_certificate_that_cannot_be_loaded(
    orders: ModuleType, rt: ModuleType, files: dict[str, Path], tmp_path: Path
) -> None:
    """OpenSSL asks at the terminal for the password of a key."""
    key = ec.generate_private_key(ec.SECP256R1())
    secret = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.BestAvailableEncryption(b"secret"),
    )
    locked = tmp_path / "locked.pem"
    # No other key beside it: a wrong password, which now and then fits the padding of a key that
    # stays garbage, lets OpenSSL go on to the next one.
    certificate_alone, _, _ = (
        files["client"].read_bytes().partition(b"-----BEGIN PRIVATE")
    )
    locked.write_bytes(secret + certificate_alone)
    for certificate in ("/nowhere.pem", str(locked), (str(locked), str(locked), "x")):
        with pytest.raises(rt.CannotCall, match=r"certificate '/.*pem' cannot be"):
            orders.OrdersClient(certificate=certificate)


def test_a_certificate_of_the_clients_own(
    orders: ModuleType, rt: ModuleType, files: dict[str, Path]
) -> None:
    here = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    here.load_cert_chain(files["server"])
    here.load_verify_locations(files["client"])
    here.verify_mode = ssl.CERT_REQUIRED

    def context() -> ssl.SSLContext:
        return ssl.create_default_context(cafile=str(files["server"]))

    own = str(files["client"])
    with serving(YES, tls=here) as server:
        for transport in transports(rt, certificate=own, ssl_context=context()):
            client = orders.OrdersClient(server.url, transport=transport)
            assert client.ask().result == "yes"
            transport.close()

        async def program() -> Any:
            async with orders.AsyncOrdersClient(
                server.url, certificate=own, ssl_context=context()
            ) as client:
                return await client.ask()

        assert asyncio.run(program()).result == "yes"
        with (
            orders.OrdersClient(server.url, ssl_context=context()) as client,
            pytest.raises(rt.NoAnswer),
        ):
            client.ask()
        with (
            orders.OrdersClient(server.url) as client,
            pytest.raises(
                rt.NoAnswer,
                match=r"nothing was sent: .*certificate.*; ssl_context= takes the auth",
            ) as caught,
        ):
            client.ask()
        assert not caught.value.sent
        assert server.all_closed()
