"""The scanner reads what it takes exactly as ``Reader`` does, and takes nothing else."""

from __future__ import annotations

import itertools
import re
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from soapstone.model.contract import MapOf, QName, RecordRef, Scalar
from soapstone.runtime.scanning.starts import Place, Starts
from tests.contracts import attribute, items, optional, plain, record, service
from tests.differential import ARRAYS, Case, any_prefixes, cases, difference, trial
from tests.packages import load
from tests.services import ROOT

STRING = Scalar("string")
XSI = "http://www.w3.org/2001/XMLSchema-instance"


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory) -> Sequence[Case]:
    """Documents as .NET and we write them, all of which are scanned."""
    found = cases(tmp_path_factory.mktemp("scanned"))
    return [each for each in found if each.scanned(each.data) is not None]


@pytest.fixture(scope="module")
def account(documents: Sequence[Case]) -> Case:
    """One account with every member, as .NET writes it."""
    return next(each for each in documents if each.name == "1 account")


def changed(case: Case, old: str, new: str, times: int = 1) -> Case:
    """A case whose document has ``new`` in the place of ``old``."""
    assert old.encode() in case.data
    return replace(case, data=case.data.replace(old.encode(), new.encode(), times))


def outcome(read: Any, data: bytes | str, limits: Any) -> tuple[str, Any]:
    """The object with its text, or the error."""
    try:
        found = read(data, limits=limits)
    except Exception as error:
        return type(error).__name__, str(error)
    return repr(found), found


# --- the same reader ----------------------------------------------------------------------------


def test_documents_of_every_service_are_scanned(documents: Sequence[Case]) -> None:
    packages = {each.of.__module__.split(".")[1] for each in documents}
    assert packages == {"basic", "demo", "metering", "tc2"}
    assert {each.soap for each in documents} == {False, True}
    assert not [each.name for each in documents if difference(each, each.data)]


@pytest.mark.parametrize("seed", range(4))
def test_mutations_are_read_the_same(documents: Sequence[Case], seed: int) -> None:
    with any_prefixes(documents):
        result = trial(documents, 1000, seed)
    assert result.scanned > 20
    assert result.differences == []


def test_a_str_and_a_byte_order_mark_are_scanned(account: Case) -> None:
    assert difference(account, account.data.decode()) == ""
    assert difference(account, b"\xef\xbb\xbf" + account.data) == ""
    assert account.scanned(bytearray(account.data)) is None  # type: ignore[arg-type]  # not bytes


def test_limits_are_the_same(documents: Sequence[Case]) -> None:
    """Each limit from far too little to enough, over documents of every kind."""
    scanned = 0
    for case in documents[::12]:
        read = case.of.from_soap if case.soap else case.of.from_xml
        size, many = len(case.data), case.data.count(b"<")
        sizes = [{"size": each} for each in (1, size - 1, size)]
        depths = [{"depth": each} for each in range(1, 12)]
        counts = [{"elements": each} for each in (1, many // 2 or 1, many, 2 * many)]
        for each in itertools.chain(sizes, depths, counts):
            limits = case.runtime.Limits(**each)
            scanned += case.scanned(case.data, limits) is not None
            general = outcome(case.read, case.data, limits)
            assert outcome(read, case.data, limits) == general, (case.name, each)
    assert scanned


def test_accounts_one_by_one_beyond_the_patterns_that_are_kept(account: Case) -> None:
    """A sender with ever new prefixes has no patterns made without end."""
    taken = []
    for number in range(40):
        other = changed(account, "d2p1", f"p{number}", -1)
        taken.append(other.scanned(other.data) is not None)
        assert difference(other, other.data) in ("", None)
    assert not taken[-1]
    assert other.of.from_xml(other.data) == account.read(account.data)


def test_start_tags_without_end_are_not_kept_without_end() -> None:
    starts, place = Starts(frozenset({"urn:x"})), Place("urn:x", "A")
    for number in range(3 * Starts.MOST):
        tag = f'<p{number}:A xmlns:p{number}="urn:x">'
        start = starts.learned(place, tag, starts.outermost)
        assert start is not None
        assert start.end == f"</p{number}:A>"
        assert starts.known[place, tag, starts.outermost] is start
        assert len(starts.known) <= Starts.MOST
    starts.known.clear()
    long = f"<{'B' * Starts.MOST}>"
    assert starts.learned(place, long, starts.outermost) is None
    assert not starts.known


# --- what is not scanned ------------------------------------------------------------------------

ACCOUNT = "<d2p1:Account>"
ADDRESS = "<d2p1:Address>"
NEXT = "<d2p1:Address2>"
MEMBER = f"Hauptstraße 147</d2p1:Address>{NEXT}"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param(ADDRESS, f"{ADDRESS}\r\n", id="a line end that XML changes"),
        pytest.param(ADDRESS, f"{ADDRESS}\x01", id="a control character"),
        pytest.param(ADDRESS, f"{ADDRESS}]]>", id="the end of a CDATA section"),
        pytest.param(ADDRESS, f"{ADDRESS}\uffff", id="a noncharacter"),
        pytest.param(ADDRESS, f"{ADDRESS}&bogus;", id="an unknown entity"),
        pytest.param(ADDRESS, f"{ADDRESS}&#xD;", id="a character reference"),
        pytest.param(ADDRESS, f"{ADDRESS}& ", id="a bare ampersand"),
        pytest.param(ADDRESS, f"{ADDRESS}<!-- x -->", id="a comment"),
        pytest.param(ADDRESS, f"{ADDRESS}<?x y?>", id="an instruction"),
        pytest.param(ADDRESS, f"{ADDRESS}<![CDATA[<]]>", id="a CDATA section"),
        pytest.param(ADDRESS, '<d2p1:Address a="b">', id="an attribute"),
        pytest.param(
            ADDRESS, f'<d2p1:New a="1"/>{ADDRESS}', id="an unknown member with more"
        ),
        pytest.param(
            "<d2p1:City>", "<d2p1:New/><d2p1:City>", id="an unknown member between two"
        ),
        pytest.param(
            ADDRESS, f"<d2p1:New>i:x</d2p1:New>{ADDRESS}", id="perhaps a name"
        ),
        pytest.param(ADDRESS, f"{ADDRESS}</d2p1:Address>{ADDRESS}", id="a duplicate"),
        pytest.param(ADDRESS, f"text{ADDRESS}", id="text between members"),
        pytest.param(ADDRESS, f"\r{ADDRESS}\r", id="a line end in a text"),
        pytest.param(ADDRESS, f"\u00a0{ADDRESS}", id="a blank that XML has not"),
        pytest.param("</d2p1:Account>", "</d2p1:Acc0unt>", id="another end tag"),
        pytest.param("d2p1:City", "d2p1:Town", id="a member that is not there"),
        pytest.param("Id>100000", "Id> 100000", id="a blank in a number"),
        pytest.param("Id>100000", "Id>2147483648", id="a number out of range"),
        pytest.param("Id>100000", "Id>many", id="a number that is none"),
        pytest.param(ACCOUNT, '<d2p1:Account i:nil="true">', id="nil with content"),
        pytest.param(
            ACCOUNT, '<d2p1:Account xmlns:d2p1="urn:x">', id="a prefix bound anew"
        ),
        pytest.param(f'i="{XSI}"', 'i="urn:x"', id="nil's prefix for another"),
        pytest.param(
            f'i="{XSI}"', f'i="{XSI}" xmlns:i="{XSI}"', id="a declaration twice"
        ),
        pytest.param(
            f'i="{XSI}"', f'i="{XSI}" xmlns:y="urn:y"', id="another namespace"
        ),
        pytest.param("d4p1:string", "d2p1:string", id="an item of another namespace"),
        pytest.param("Key>batch", "Key>source", id="a key twice"),
        pytest.param("<d4p1:Key>", '<d4p1:Key i:nil="true">', id="a nil key"),
        pytest.param("<Accounts", "<!DOCTYPE x><Accounts", id="a document type"),
    ],
)
def test_it_is_left_to_the_reader(account: Case, old: str, new: str) -> None:
    times = -1 if old == "d4p1:string" else 1
    other = changed(account, old, new, times)
    with any_prefixes([other]):
        assert other.scanned(other.data) is None
    limits = other.runtime.Limits()
    general = outcome(other.read, other.data, limits)
    assert outcome(other.of.from_xml, other.data, limits) == general


def test_a_key_may_come_twice_by_another_spelling(account: Case) -> None:
    other = changed(changed(account, "Key>batch", "Key>x>"), "Key>source", "Key>x&gt;")
    assert other.scanned(other.data) is None


@pytest.mark.parametrize(
    ("start", "end", "new"),
    [
        pytest.param(
            b"<d2p1:Roles ",
            b"</d2p1:Roles>",
            f'<d2p1:Roles xmlns:d2p1="{ARRAYS}"><d2p1:string>x</d2p1:string></d2p1:Roles>',
            id="a wrapper whose prefix is bound for its items",
        ),
        pytest.param(
            b"<Accounts ",
            b"</Accounts>",
            f'<Accounts xmlns:x="{ARRAYS}" x:nil="true" />',
            id="a nil of another namespace",
        ),
        pytest.param(
            b"<Accounts ",
            b"</Accounts>",
            f'<Accounts xmlns:i="{ARRAYS}" i:nil="true" />',
            id="nil's prefix bound anew",
        ),
    ],
)
def test_a_name_is_not_what_its_prefix_seems_to_say(
    account: Case, start: bytes, end: bytes, new: str
) -> None:
    before, after = account.data.partition(start)[0], account.data.partition(end)[2]
    data = before + new.encode() + after
    with any_prefixes([account]):
        assert account.scanned(data) is None
        limits = account.runtime.Limits()
        general = outcome(account.read, data, limits)
        assert outcome(account.of.from_xml, data, limits) == general


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param(ADDRESS, f"{ADDRESS}&lt;&amp;&quot;&apos;&gt; >", id="entities"),
        pytest.param(ADDRESS, f"{ADDRESS}\t\n\x7f\x85\ufffd", id="rare characters"),
        pytest.param("Key>batch", "Key>b&amp;&lt;h", id="entities in a key"),
        pytest.param("Value>import", "Value>&gt;&quot;", id="entities in a value"),
        pytest.param(
            "d4p1:string>User", "d4p1:string>&apos;>", id="entities in an item"
        ),
        pytest.param(ADDRESS, f" {ADDRESS}", id="white space between members"),
        pytest.param(ACCOUNT, f"\r\n\t{ACCOUNT}\r\n", id="line ends between elements"),
        pytest.param(f">{MEMBER}", f"> \n</d2p1:Address>{NEXT}", id="a text of blanks"),
        pytest.param(f">{MEMBER}", f"/>{NEXT}", id="an empty element"),
        pytest.param(ACCOUNT, f"{ACCOUNT}<d2p1:A>1</d2p1:A>", id="an unknown member"),
        pytest.param(
            ACCOUNT,
            f"{ACCOUNT}<d2p1:A/><d2p1:B>a:b &lt;</d2p1:B><d2p1:A> > </d2p1:A>",
            id="unknown members",
        ),
        pytest.param(
            "</d2p1:Account>",
            "<d2p1:A>2021-03-04T05:06:07</d2p1:A></d2p1:Account>",
            id="an unknown member at the end",
        ),
        pytest.param(
            "</Accounts>", "</Accounts><A>1</A>", id="an unknown member of the message"
        ),
        pytest.param(
            "<Accounts ", "<A>1</A><Accounts ", id="one before a list of records"
        ),
        pytest.param("d2p1", "a", id="another prefix"),
        pytest.param("d4p1", "b", id="another prefix of items"),
    ],
)
def test_it_is_scanned(account: Case, old: str, new: str) -> None:
    """So that the scanner is seen to read, not only to refuse."""
    data = account.data.replace(old.encode(), new.encode())
    with any_prefixes([account]):
        assert difference(account, data) == ""


def test_a_message_without_members_is_scanned(documents: Sequence[Case]) -> None:
    empty = [each for each in documents if re.fullmatch(rb"<[^<>]*/>", each.data)]
    assert {each.of.__name__ for each in empty} >= {"DoNothing", "HelloWorld"}


@pytest.fixture(scope="module")
def envelope(documents: Sequence[Case]) -> Case:
    """What an ASMX service got, in an envelope."""
    return next(
        each for each in documents if each.name == "S11.basic.HelloWorld.request.http"
    )


BODY = "<soap:Body>"


@pytest.mark.parametrize(
    "header",
    [
        pytest.param("<soap:Header/>", id="an empty header"),
        pytest.param("<soap:Header><A/></soap:Header>", id="an entry"),
        pytest.param(
            "<soap:Header><!-- </soap:Body> --><a><?b c?></a>\n</soap:Header> ",
            id="whatever XML allows",
        ),
        pytest.param(
            '<soap:Header a="b"><q:A xmlns:q="urn:q"/></soap:Header>', id="names"
        ),
    ],
)
def test_an_envelope_with_a_header_is_scanned(envelope: Case, header: str) -> None:
    other = changed(envelope, BODY, f"{header}{BODY}")
    assert difference(other, other.data) == ""


@pytest.mark.parametrize(
    "header",
    [
        pytest.param("<soap:Header><A></soap:Header>", id="not well-formed"),
        pytest.param("<soap:Header><q:A/></soap:Header>", id="an unbound prefix"),
        pytest.param("<soap:Header>", id="without its end"),
        pytest.param("<soap:Header></soap:Header><B/>", id="something after it"),
        pytest.param("<soap:Headers><B/></soap:Headers>", id="no header"),
        pytest.param(
            "<soap:Header></soap:Header><soap:Body><Get/></soap:Body>",
            id="a body before the body",
        ),
        pytest.param(
            "<soap:Header /><soap:Body><Get/></soap:Body><soap:Header></soap:Header>",
            id="a body between headers",
        ),
    ],
)
def test_an_envelope_is_left_to_the_reader(envelope: Case, header: str) -> None:
    other = changed(envelope, BODY, f"{header}{BODY}")
    assert other.scanned(other.data) is None
    limits = other.runtime.Limits()
    general = outcome(other.read, other.data, limits)
    assert outcome(other.of.from_soap, other.data, limits) == general


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param("</soap:Body>", "</soap:Body >", id="another end tag"),
        pytest.param("</soap:Body></soap:Envelope>", "</soap:Body>", id="no end"),
        pytest.param("</soap:Envelope>", "</soap:Envelope>x", id="text after it"),
        pytest.param("</soap:Envelope>", "</soap:Envelope> \n", id="blanks after it"),
        pytest.param(BODY, f"<soap:Header/>{BODY}", id="a header"),
        pytest.param("envelope/", "envelop3/", id="no version of SOAP"),
        pytest.param('"urn:wsi"', '"urn:w3i"', id="another namespace"),
    ],
)
def test_an_opening_that_is_known_vouches_for_no_more_than_itself(
    envelope: Case, old: str, new: str
) -> None:
    other = changed(envelope, old, new)
    limits = other.runtime.Limits()
    usual = envelope.scanned(envelope.data)
    assert usual is not None
    for data in (other.data, envelope.data, other.data):
        general = outcome(other.read, data, limits)
        assert outcome(other.of.from_soap, data, limits) == general
    assert envelope.scanned(envelope.data, other.runtime.Limits(depth=3)) is None


def test_a_header_is_within_the_limits(envelope: Case) -> None:
    deep = f"<soap:Header>{'<a>' * 20}{'</a>' * 20}</soap:Header>"
    other = changed(envelope, BODY, f"{deep}{BODY}")
    for depth in (19, 20, 21, 22):
        limits = other.runtime.Limits(depth=depth)
        general = outcome(other.read, other.data, limits)
        assert outcome(other.of.from_soap, other.data, limits) == general
    assert general[0] != "WireError"


@pytest.mark.parametrize(
    "moment",
    [
        *("2021-03-04T05:06:07.1234567", "2021-03-04T05:06:07.12Z"),
        *("2021-03-04T05:06:07.123456Z", "2021-03-04T05:06:07.1234567-00:00"),
        *("2021-03-04T05:06:07+05:30", "2021-02-30T05:06:07", "0000-01-01T00:00:00"),
        *("2021-03-04T24:00:00", "2021-03-04T05:06:07+05:60", "2021-03-04"),
    ],
)
def test_moments_are_the_same(account: Case, moment: str) -> None:
    start, end = b"<d2p1:BirthDate>", b"</d2p1:BirthDate>"
    before, after = account.data.partition(start)[0], account.data.partition(end)[2]
    data = before + start + moment.encode() + end + after
    limits = account.runtime.Limits()
    assert difference(account, data) in ("", None)
    general = outcome(account.read, data, limits)
    assert outcome(account.of.from_xml, data, limits) == general


# --- which classes have a scanner ---------------------------------------------------------------

KINDS = ("Attributed", "Counted", "Holder", "HolderOfMany", "Loop")


def test_a_record_with_what_is_not_scanned_has_no_scanner_nor_has_its_holder(
    tmp_path: Path,
) -> None:
    other = (QName("urn:x", "Entry"), QName("urn:x", "Key"), STRING)
    counts = MapOf(*other, QName("urn:x", "Value"), Scalar("int"), False)
    made = service(
        record("Attributed", attribute("Code", STRING)),
        record("Counted", optional("Counts", counts)),
        record("Holder", optional("One", RecordRef("Attributed"))),
        record("HolderOfMany", optional("All", items("X", RecordRef("Holder")))),
        record("Loop", optional("Next", RecordRef("Loop")), plain("Id", Scalar("int"))),
        messages=("Loop",),
    )
    package = load(made, tmp_path)
    scans = {each: getattr(package, each)._members.scan for each in KINDS}
    assert {each for each, scan in scans.items() if scan} == {"Loop"}


# --- apart --------------------------------------------------------------------------------------


def loaded(code: str) -> set[str]:
    """The modules that only scanning needs, after some code in a fresh Python."""
    tell = "; import sys; print(*[each for each in sys.modules if 'scan' in each])"
    command = [sys.executable, "-c", code + tell]
    found = subprocess.check_output(command, cwd=ROOT, text=True)
    return {each for each in found.split() if each.startswith("generated")}


def test_scanners_are_loaded_with_the_second_document_or_a_large_one() -> None:
    code = "from generated.tc2 import SynchronizePanelUserResponse as R"
    one = f"{code}; data = R().to_xml(); R.from_xml(data)"
    assert not loaded(one)
    assert "generated.runtime.scanning.deriving" in loaded(f"{one}; R.from_xml(data)")
    large = f"{code}; R.from_xml(R().to_xml() + b' ' * 20_000)"
    assert "generated.runtime.scanning.deriving" in loaded(large)
