"""Entries of the SOAP header that no page shows: mustUnderstand, WS-Security's UsernameToken.

A maker is called for each message, so that a nonce is used once and the version of SOAP is known.
"""

from __future__ import annotations

import base64
import hashlib
import os
from collections.abc import Callable
from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import escape, quoteattr

from ..immutable import Value, value
from ..records.xml import Xml
from ..soap.writing import DECLARATION, NAMESPACES, Message, Version

if TYPE_CHECKING:
    from datetime import datetime

_OASIS: Final = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-"
_WSSE: Final = f"{_OASIS}wssecurity-secext-1.0.xsd"
_WSU: Final = f"{_OASIS}wssecurity-utility-1.0.xsd"
_PASSWORD: Final = f"{_OASIS}username-token-profile-1.0#Password"
_BASE64: Final = f"{_OASIS}soap-message-security-1.0#Base64Binary"
_NAMESPACE: Final = {version: namespace for namespace, version in NAMESPACES.items()}


@value(kw_only=True)
class SoapCall(Value):
    """What a maker of header entries is told about the message."""

    version: Version
    url: str
    action: str


HeaderMaker = Callable[[SoapCall], Message | Xml]
HeaderEntry = Message | Xml | HeaderMaker
"""An entry of the SOAP header: an object, XML, or a function that makes one for each call."""


def made(entry: HeaderEntry, call: SoapCall) -> Message | Xml:
    """Return the entry for a message."""
    if isinstance(entry, Xml) or hasattr(entry, "to_xml"):
        return entry
    return entry(call)


def must_understand(entry: HeaderEntry, *, actor: str = "") -> HeaderMaker:
    """Return a maker of the entry with ``mustUnderstand`` (SOAP 1.1 section 4.2.3, 1.2 5.2.3).

    A service that does not know the entry has to answer with a fault. ``actor`` is the URI of the
    node that the entry is for: ``actor`` of SOAP 1.1, ``role`` of 1.2.
    """

    def make(call: SoapCall) -> Xml:
        found = made(entry, call)
        text = found.text if isinstance(found, Xml) else _document(found)
        role = "actor" if call.version == "1.1" else "role"
        extra = f' xmlns:env="{_NAMESPACE[call.version]}" env:mustUnderstand="1"'
        extra += f" env:{role}={quoteattr(actor)}" if actor else ""
        return Xml(_with_attributes(text, extra))

    return make


def _document(message: Message) -> str:
    return message.to_xml().removeprefix(DECLARATION).decode()


def _with_attributes(text: str, extra: str) -> str:
    """The element with more in its start tag, behind its name."""
    start = text.index("<") + 1
    end = next(
        (at for at in range(start, len(text)) if text[at] in " \t\r\n/>"), len(text)
    )
    return text[:end] + extra + text[end:]


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

    def make(call: SoapCall) -> Message | Xml:
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
        return must_understand(Xml(token), actor=actor)(call)

    return make


def _time(clock: Callable[[], datetime] | None) -> str:
    """The time in UTC, to the millisecond."""
    from datetime import UTC, datetime  # few programs send tokens

    now = clock() if clock else datetime.now(UTC)
    return now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.") + (
        f"{now.microsecond // 1000:03}Z"
    )
