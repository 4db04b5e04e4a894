"""Envelopes that hold more than a header and a message: each reader gives the same result.

What a class has no place for is an error that names it. Nothing of a message is dropped.
"""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generated.runtime import Envelope, Limits, SoapstoneError, WireError, iter_from_xml
from generated.tc2 import (
    SynchronizePanelUserResponse,
    SynchronizePanelUserResult,
    SyncStatus,
)
from tests.runtime.support import Trickle

V11 = "http://schemas.xmlsoap.org/soap/envelope/"
V12 = "http://www.w3.org/2003/05/soap-envelope"
_ITEM = SyncStatus(device_id=1, total_steps=3, current_step=1, result_code=0)
_RESULT = SynchronizePanelUserResult(
    result_code=0, synchronization_status=[_ITEM, _ITEM]
)
MESSAGE = (
    SynchronizePanelUserResponse(synchronize_panel_user_result=_RESULT)
    .to_xml()
    .decode()
    .partition("?>")[2]
)
BODY = f"<s:Body>{MESSAGE}</s:Body>"
FAULT = "<s:Fault><faultcode>s:Server</faultcode></s:Fault>"

REFUSED = {
    "a second child": (
        f"<s:Body>{MESSAGE}<multiRef/></s:Body>",
        r"element multiRef behind the first in Body, expected one element in Body$",
    ),
    "the message twice": (
        f"<s:Body>{MESSAGE}{MESSAGE}</s:Body>",
        r"element \{.*\}SynchronizePanelUserResponse behind the first",
    ),
    "a fault behind": (f"<s:Body>{MESSAGE}{FAULT}</s:Body>", "}Fault behind the first"),
    "a fault before": (
        f"<s:Body>{FAULT}{MESSAGE}</s:Body>",
        "}SynchronizePanelUserResponse behind the",
    ),
    "a second Body": (f"{BODY}{BODY}", "}Body in the Envelope, expected at most a Hea"),
    "an empty Body before": (f"<s:Body/>{BODY}", "}Body in the Envelope"),
    "an empty Body behind": (f"{BODY}<s:Body/>", "}Body in the Envelope"),
    "a second Header": (f"<s:Header/><s:Header/>{BODY}", "}Header in the Envelope"),
    "a Header behind": (f"{BODY}<s:Header/>", "}Header in the Envelope"),
    "an element behind": (f"{BODY}<x:a xmlns:x='u'/>", "element {u}a in the Envelope"),
    "an element before": (f"<a>1</a>{BODY}", "element a in the Envelope"),
    "an element between": (f"<s:Header/><a/>{BODY}", "element a in the Envelope"),
    "a Body of no version": (f"{BODY}<Body/>", "element Body in the Envelope"),
    "text before": (f"te\nxt{BODY}", r"text 'te\\nxt' in Envelope, expected elements"),
    "text behind": (f"{BODY}text", "text 'text' in Envelope"),
    "a blank of no XML": (f"{BODY}\xa0", r"text '.*' in Envelope"),
    "text in the body": (f"<s:Body>t{MESSAGE}</s:Body>", "text 't' in Body"),
    "text behind the message": (f"<s:Body>{MESSAGE}t</s:Body>", "text 't' in Body"),
    "text in the header": (f"<s:Header>t</s:Header>{BODY}", "text 't' in Header"),
    "text behind an entry": (
        f"<s:Header><a/><![CDATA[t]]></s:Header>{BODY}",
        "text 't' in Header",
    ),
}
TAKEN = {
    "nothing else": BODY,
    "a header": f"<s:Header><a>1</a><b/></s:Header>{BODY}",
    "an empty header": f"<s:Header/>{BODY}",
    "comments": f"<!-- a --><s:Header><!-- b --></s:Header>{BODY}<?c d?>",
    "blanks": f"\n<s:Header>\t\n<a/>\n</s:Header>\n<s:Body>\n{MESSAGE}\n</s:Body> \n",
    "attributes": BODY.replace("<s:Body", '<s:Body s:encodingStyle="u" Id="x"'),
}


def _envelope(content: str, uri: str = V11) -> bytes:
    return f'<s:Envelope xmlns:s="{uri}">{content}</s:Envelope>'.encode()


def by_class(data: bytes) -> list[SyncStatus]:
    return _items(SynchronizePanelUserResponse.from_soap(data))


def by_envelope(data: bytes) -> list[SyncStatus]:
    return _items(SynchronizePanelUserResponse.from_soap(Envelope.parse(data)))


def _items(response: SynchronizePanelUserResponse) -> list[SyncStatus]:
    result = response.synchronize_panel_user_result
    return (result and result.synchronization_status) or []


def streamed(data: bytes) -> list[SyncStatus]:
    stream = io.BytesIO(data)
    return [*iter_from_xml(stream, SynchronizePanelUserResponse, SyncStatus)]


def trickled(data: bytes) -> list[SyncStatus]:
    stream = Trickle(data, 3)
    return [*iter_from_xml(stream, SynchronizePanelUserResponse, SyncStatus)]


READERS = [by_class, by_envelope, streamed, trickled]
Reading = Callable[[bytes], list[SyncStatus]]


@pytest.mark.parametrize("read", READERS)
@pytest.mark.parametrize("uri", [V11, V12], ids=["1.1", "1.2"])
@pytest.mark.parametrize("name", REFUSED)
def test_what_a_class_has_no_place_for_is_an_error(
    name: str, uri: str, read: Reading
) -> None:
    content, message = REFUSED[name]
    with pytest.raises(WireError, match=message):
        read(_envelope(content, uri))


@pytest.mark.parametrize("read", READERS)
@pytest.mark.parametrize("name", TAKEN)
def test_what_is_of_the_envelope_is_taken(name: str, read: Reading) -> None:
    assert read(_envelope(TAKEN[name])) == [_ITEM, _ITEM]


@pytest.mark.parametrize("name", ["nothing else", "a header"])
def test_the_scanner_is_one_of_these_readers(name: str) -> None:
    scan = SynchronizePanelUserResponse._document.reader.scan
    assert scan(_envelope(TAKEN[name]), Limits(), True) is not None


PIECES = [
    *("<s:Header>", "</s:Header>", "<s:Header/>", "<s:Body>", "</s:Body>", "<s:Body/>"),
    *("<a>", "</a>", "<a/>", "t", "\n", "<!---->", MESSAGE, MESSAGE, FAULT),
]


@settings(max_examples=600, deadline=None)
@given(
    st.lists(st.sampled_from(PIECES), max_size=3),
    st.lists(st.sampled_from(PIECES), max_size=3),
    st.lists(st.sampled_from(PIECES), max_size=3),
    st.lists(st.sampled_from(PIECES), max_size=2),
    st.booleans(),
)
def test_all_readers_give_one_result(
    before: list[str],
    within: list[str],
    behind: list[str],
    after: list[str],
    with_header: bool,
) -> None:
    header = "<s:Header><a/></s:Header>" if with_header else ""
    body = ["<s:Body>", *within, MESSAGE, *behind, "</s:Body>"]
    data = _envelope("".join([*before, header, *body, *after]))
    results: list[object] = []
    for read in READERS:
        try:
            results.append(len(read(data)))
        except SoapstoneError as error:
            results.append(type(error).__name__)
    assert len(set(results)) == 1, (data, results)
