"""Tokens that stand wherever a value may stand: none survives, and as much is learned as before."""

from __future__ import annotations

import base64
import json

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from soapstone.inputs.recordings import redacted
from tests.inputs.recordings.support import found, learned
from tests.inputs.recordings.test_redacting import known

SOAP = "http://schemas.xmlsoap.org/soap/envelope/"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
SERIALIZATION = "http://schemas.microsoft.com/2003/10/Serialization/"

TOKENS = st.one_of(
    st.sampled_from((10, 11, 13, 14, 16))
    .flatmap(lambda size: st.binary(min_size=size, max_size=size))
    .map(lambda it: base64.b64encode(b"\xfe" + it[1:]).decode()),
    st.integers(4 * 10**14, 9 * 10**14).map(lambda it: f"{it}7"),
    st.from_regex(r"[0-9][G-Z][g-z][0-9][G-Z][g-z]{5,9}", fullmatch=True),
    st.from_regex(r"[G-Z]{5,9}@[g-z]{4,9}\.example", fullmatch=True),
)
"""What names nothing: names of elements, types, members and parameters stay."""

PLACES = [
    "<State>{}</State>",
    "<State> {}\n</State>",
    "<All><State>On</State><State>{}</State></All>",
    "<New>{}</New>",
    "<New><Deep>{}</Deep>{}<Deep/></New>",
    "<New>{}<Deep/></New>",
    "<New a='{}'/>",
    "<New><![CDATA[{}]]></New>",
    "<!-- {} --><?a {}?>",
    "<New i:nil='{}'/>",
    "<New i:nil='true'>{}</New>",
    "<New i:type='{}'>x</New>",
    "<New i:type='{} {}'/>",
    "<New i:type='i:{}'><a/></New>",
    "<New i:type='{}:a'><a/></New>",
    "<New i:schemaLocation='{} {}' i:noNamespaceSchemaLocation='{}'/>",
    "<New s:mustUnderstand='{}' s:encodingStyle='{}' s:actor='{}'/>",
    "<New xml:lang='{}' xml:base='{}' xml:id='{}' xml:space='{}'/>",
    "<New z:Id='{}'/><New z:Ref='{}'/><New z:Size='{}'/>",
    "<New><x:a xmlns:x='urn:x' x:b='{}'>{}</x:a></New>",
]


def document(parts: list[str], token: str) -> str:
    inside = "".join(parts).replace("{}", token)
    bound = f"xmlns:i='{XSI}' xmlns:s='{SOAP}' xmlns:z='{SERIALIZATION}'"
    return f"<Ask xmlns='{namespace()}' {bound}>{inside}</Ask>"


def namespace() -> str:
    (operation,) = known().operations
    assert operation.request is not None
    return operation.request.element.namespace


def envelope(message: str, token: str) -> str:
    header = f"<s:Header><T s:mustUnderstand='{token}'>{token}</T></s:Header>"
    return (
        f"<!-- {token} --><s:Envelope xmlns:s='{SOAP}' s:encodingStyle='{token}'>"
        f"{header}<s:Body Id='{token}'>{message}</s:Body></s:Envelope>"
    )


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(PLACES), min_size=1, max_size=6), TOKENS)
@example(PLACES, "eHhTM0NSM1R4eA==")
@example(PLACES, "8417263590417")
def test_no_value_of_xml_survives_and_the_same_is_learned(
    parts: list[str], token: str
) -> None:
    before = document(parts, token)
    after = redacted("a.xml", before.encode(), known())
    assert token not in after
    assert redacted("a.xml", after.encode(), known()) == after
    first, second = learned(known(), before), learned(known(), after.partition("\n")[2])
    assert second.contract == first.contract
    assert found(second).keys() == found(first).keys()
    assert token not in repr(first.contract)


@settings(max_examples=100, deadline=None)
@given(TOKENS, st.sampled_from(PLACES))
@example("eHhTM0NSM1R4eA==", PLACES[0])
@example("/gAAAA//AAAAAA==", PLACES[0])  # a path that begins with //
def test_no_value_of_http_survives(token: str, part: str) -> None:
    body = envelope(document([part], token), token)
    name = "".join(filter(str.isalnum, token))
    digits = "9" + "".join(filter(str.isdigit, token))[:9]
    dump = (
        f"{token}\nZQ{'JKV' * 3} /{token}/a;{token}?{token}&a={token}#{token} HTTP/1.{digits}\n"
        f"Host: {token}\nX-{name}: {token}\n{name}: 1\nSOAPAction: {token}\n"
        f"Content-Type: {name}/{name}; boundary={token}\n\n{body}\n"
        f"GET /?{token} HTTP/1.1\nCookie: {token}={token}\nAuthorization: Basic {token}\n\n"
        f"GET http://{name}:{name}@{name}.example:77/{token}?x={token} HTTP/1.1\n\n"
        f"HTTP/1.1 987 {token}\nContent-Type: multipart/related; start={token}\n\n"
        f"--{token}\nContent-Id: {token}\n\n{body}\n--{token}--\n"
        f"HTTP/1.1 200 {token}\n\n{token}\n"
    )
    after = redacted("a.http", dump.encode(), known())
    for secret in (token, name, digits, "JKV", "987", "1.9"):
        assert secret not in after, secret
    assert redacted("a.http", after.encode(), known()) == after


@settings(max_examples=100, deadline=None)
@given(TOKENS, st.sampled_from(PLACES))
@example("eHhTM0NSM1R4eA==", PLACES[0])
def test_no_value_of_har_survives(token: str, part: str) -> None:
    body = envelope(document([part], token), token)
    name = "".join(filter(str.isalnum, token))
    pair = {"name": token, "value": token, "comment": token, "_x": token}
    common = {
        "httpVersion": token,
        "headers": [pair, {"name": f"X-{name}", "value": name}, token, 7],
        "cookies": [pair],
        "comment": token,
        "_custom": {token: [token]},
    }
    entry = {
        **dict.fromkeys(("startedDateTime", "serverIPAddress", "connection"), token),
        **dict.fromkeys(("pageref", "_initiator", "cache", "timings", "time"), token),
        "request": {
            **common,
            "method": name,
            "url": f"https://{token}@{name}.example/{token}?{token}&x={token}#{token}",
            "queryString": [pair],
            "postData": {"mimeType": f"{name}/{name}", "text": body, "params": [pair]},
        },
        "response": {
            **common,
            "status": 84172635,
            "statusText": token,
            "redirectURL": token,
            "content": {"mimeType": f"text/{name}", "text": body, "encoding": token},
        },
    }
    other = {"request": {"url": token}, "response": token, "comment": token}
    log = {
        **dict.fromkeys(("version", "comment", "_x", "pages", "browser"), token),
        "creator": {"name": token, "version": token},
        "entries": [entry, other],
    }
    text = json.dumps({"log": log, token: token})
    after = redacted("a.har", text.encode(), known())
    for secret in (token, name, "84172635"):
        assert secret not in after, secret
    assert redacted("a.har", after.encode(), known()) == after


@pytest.mark.parametrize(
    "kept",
    [
        "<a i:nil='true' s:mustUnderstand='1'/>",
        "<a i:nil=' 0 ' i:type='s:Some.Type'>",
        "<a z:Id='i1' /><b z:Ref='i1'/><c z:Id='2'/>",
    ],
)
def test_structure_stays(kept: str) -> None:
    kept = kept.replace("'>", "'/>").replace(" />", "/>").replace("'", '"')
    text = document([kept], "").replace("'", '"')
    assert kept in redacted("a.xml", text.encode())


def test_objects_are_numbered_anew_and_stay_the_same_objects() -> None:
    parts = ["<a z:Id='i8417'/><b z:Ref='i8417'/><c z:Id='i99'/>"]
    after = redacted("a.xml", document(parts, "").encode())
    assert '<a z:Id="i1"/><b z:Ref="i1"/><c z:Id="i2"/>' in after
