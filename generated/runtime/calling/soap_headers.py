"""Entries of the SOAP header that are made for each call: WS-Security's UsernameToken.

A maker is called for each message, so that a nonce is used once and the version of SOAP is known.
"""

from __future__ import annotations

import base64
import hashlib
import os
from collections.abc import Callable
from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import escape

from ..immutable import Value, value
from ..records.xml import Xml
from ..soap.writing import Header, HeaderEntry, Version
from .errors import CannotCall

if TYPE_CHECKING:
    from datetime import datetime

_OASIS: Final = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-"
_WSSE: Final = f"{_OASIS}wssecurity-secext-1.0.xsd"
_WSU: Final = f"{_OASIS}wssecurity-utility-1.0.xsd"
_PASSWORD: Final = f"{_OASIS}username-token-profile-1.0#Password"
_BASE64: Final = f"{_OASIS}soap-message-security-1.0#Base64Binary"


@value(kw_only=True)
class SoapCall(Value):
    """The message that a header entry is made for."""

    version: Version
    url: str
    action: str


HeaderMaker = Callable[[SoapCall], Header]
AnyHeader = Header | HeaderMaker
"""An entry of the SOAP header, or a function that makes one for each call."""


def made(header: AnyHeader, call: SoapCall) -> Header:
    """Return the entry for a message. Raises CannotCall for what is none."""
    if isinstance(header, Xml | HeaderEntry) or hasattr(header, "to_xml"):
        return header
    entry = header(call) if callable(header) else header
    if not (isinstance(entry, Xml | HeaderEntry) or hasattr(entry, "to_xml")):
        said = (
            "is a generated class, an Xml, a HeaderEntry, or a function that makes one"
        )
        raise CannotCall(f"an entry of soap_headers {said}, not {type(entry).__name__}")
    return entry


def username_token(
    username: str,
    password: str,
    *,
    digest: bool = False,
    actor: str = "",
    clock: Callable[[], datetime] | None = None,
    random: Callable[[int], bytes] = os.urandom,
) -> HeaderMaker:
    """Return a maker of ``wsse:Security`` with a UsernameToken, which must be understood.

    The password is sent as text, or as a digest over a nonce, the time and the password (OASIS
    UsernameToken Profile 1.0, section 3.1). Over plain HTTP even a digest can be guessed.
    """

    def make(_: SoapCall) -> HeaderEntry:
        created, nonce = _time(clock), random(16)
        kind, secret, proof = "Text", password, ""
        if digest:
            whole = hashlib.sha1(nonce + created.encode() + password.encode()).digest()
            kind, secret = "Digest", base64.b64encode(whole).decode()
            salt = base64.b64encode(nonce).decode()
            proof = f'<wsse:Nonce EncodingType="{_BASE64}">{salt}</wsse:Nonce>'
            proof += f"<wsu:Created>{created}</wsu:Created>"
        token = (
            f'<wsse:Security xmlns:wsse="{_WSSE}" xmlns:wsu="{_WSU}"><wsse:UsernameToken>'
            f"<wsse:Username>{escape(username)}</wsse:Username>"
            f'<wsse:Password Type="{_PASSWORD}{kind}">{escape(secret)}</wsse:Password>'
            f"{proof}</wsse:UsernameToken></wsse:Security>"
        )
        return HeaderEntry(Xml(token), must_understand=True, actor=actor)

    return make


def _time(clock: Callable[[], datetime] | None) -> str:
    """The time in UTC, to the millisecond."""
    from datetime import UTC, datetime  # few programs send tokens

    now = clock() if clock else datetime.now(UTC)
    return now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.") + (
        f"{now.microsecond // 1000:03}Z"
    )
