"""Traps of SOAP envelopes: versions, several headers, empty bodies, the encoded style."""

from __future__ import annotations

import pytest

from soapstone.model.facts import Protocol
from soapstone.pages.plain import read_plain
from soapstone.pages.soap import Envelope, read_envelope
from soapstone.pages.xml_samples import parse_sample

V11 = "http://schemas.xmlsoap.org/soap/envelope/"
V12 = "http://www.w3.org/2003/05/soap-envelope"


def envelope(content: str, version: str = V11) -> Envelope | None:
    text = f'<s:Envelope xmlns:s="{version}">{content}</s:Envelope>'
    return read_envelope(
        parse_sample(read_plain("page.txt", text, markdown=False).lines)[0]
    )


@pytest.mark.parametrize(("uri", "protocol"), [(V11, "SOAP 1.1"), (V12, "SOAP 1.2")])
def test_the_namespace_tells_the_version(uri: str, protocol: Protocol) -> None:
    found = envelope("<s:Header><a/><b/></s:Header><s:Body><c/><d/></s:Body>", uri)
    assert found is not None
    assert found.protocol == protocol
    assert [entry.name for entry in found.headers] == ["a", "b"]
    assert found.body is not None
    assert found.body.name == "c"
    assert not found.encoded


def test_an_envelope_of_nobodys_namespace_is_a_document() -> None:
    assert envelope("", "urn:x") is None


def test_an_empty_body_sends_nothing() -> None:
    found = envelope("<s:Body />")
    assert found is not None
    assert found.body is None


@pytest.mark.parametrize(
    "content",
    [
        '<s:Body s:encodingStyle="http://schemas.xmlsoap.org/soap/encoding/"><a/></s:Body>',
        '<s:Body><a xmlns:e="http://schemas.xmlsoap.org/soap/encoding/" e:arrayType="T[2]"/>'
        "</s:Body>",
        '<s:Body><a href="#id1"/></s:Body>',
    ],
)
def test_the_encoded_style_is_recognised_by_any_of_its_marks(content: str) -> None:
    found = envelope(content)
    assert found is not None
    assert found.encoded


def test_a_member_called_href_is_no_reference() -> None:
    found = envelope('<s:Body><a href="anyURI"/></s:Body>')
    assert found is not None
    assert not found.encoded
