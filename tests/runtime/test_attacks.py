"""Hostile messages against everything that reads: each gives its error, or is harmless."""

from __future__ import annotations

import codecs
import threading
from base64 import b64encode
from collections.abc import Callable
from dataclasses import dataclass
from types import ModuleType
from typing import Any

import pytest

from tests.canonical import canonical
from tests.runtime.support import Shop, document

SOAP = "http://schemas.xmlsoap.org/soap/envelope/"
DOCTYPE = r"^\$: found a document type \(<!DOCTYPE …>\), expected a document without"
MALFORMED = (
    r"^\$\S*: found .+ at line \d+, column \d+, expected a well-formed XML document"
    r"(; forbidden_characters='substitute' reads it)?$"
)
DEPTH = (
    r"^\$: found more, expected no more than 256 elements inside each other; "
    r"limits=Limits\(depth=…\) allows more$"
)
NOTHING = r"^\$: found nothing, expected an XML message; see the HTTP status$"
NO_XML = r"^\$: found (text |binary data, or another encoding, \d+ bytes).*; see "
UTF_16 = "found bytes of another encoding than the declared UTF-16, expected an XML "


@dataclass(frozen=True)
class Attack:
    """``prolog`` comes before the document, ``inside`` into an element, ``recode`` last."""

    error: str
    """What WireError says, a pattern."""
    prolog: str = ""
    inside: str = ""
    recode: Callable[[str], bytes | str] = str


def _laughs() -> str:
    lines = (f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    return f'<!DOCTYPE a [<!ENTITY l0 "ha">{"".join(lines)}]>'


def _declared(encoding: str, codec: str) -> Callable[[str], bytes]:
    return lambda text: f'<?xml version="1.0" encoding="{encoding}"?>{text}'.encode(
        codec
    )


SECRET = '<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
PARAMETERS = (
    '<!DOCTYPE a [<!ENTITY % f SYSTEM "file:///etc/passwd">'
    "<!ENTITY % d \"<!ENTITY &#x25; s SYSTEM 'http://127.0.0.1:9/?%f;'>\">%d;%s;]>"
)
ATTACKS = {
    "billion-laughs": Attack(DOCTYPE, _laughs(), "&l9;"),
    "laughs-in-an-attribute": Attack(DOCTYPE, _laughs(), '<a b="&l9;"/>'),
    "quadratic-blow-up": Attack(
        DOCTYPE, f'<!DOCTYPE a [<!ENTITY e "{"x" * 50_000}">]>', "&e;" * 50_000
    ),
    "external-entity": Attack(DOCTYPE, SECRET, "&e;"),
    "external-dtd": Attack(DOCTYPE, '<!DOCTYPE a SYSTEM "http://127.0.0.1:9/a.dtd">'),
    "public-dtd": Attack(DOCTYPE, '<!DOCTYPE a PUBLIC "x" "file:///etc/passwd">'),
    "parameter-entities": Attack(DOCTYPE, PARAMETERS),
    "default-attributes": Attack(
        DOCTYPE, '<!DOCTYPE a [<!ATTLIST a xmlns:x CDATA "urn:x">]>'
    ),
    "dtd-behind-comments": Attack(DOCTYPE, "<!-- > --><?a ?>\n<!DOCTYPE a>"),
    "dtd-inside": Attack(MALFORMED, inside="<!DOCTYPE a>"),
    "entity-without-dtd": Attack(MALFORMED, inside="&e;"),
    "deep-nesting": Attack(DEPTH, inside="<a>" * 100_000 + "</a>" * 100_000),
    "deep-nesting-unclosed": Attack(DEPTH, inside="<a>" * 100_000),
    "just-too-deep": Attack(DEPTH, inside="<a>" * 1100 + "</a>" * 1100),
    "duplicate-attributes": Attack(MALFORMED, inside='<a b="1" b="2"/>'),
    "duplicate-qualified-attributes": Attack(
        MALFORMED, inside='<a xmlns:p="u" xmlns:q="u" p:b="1" q:b="2"/>'
    ),
    "unbound-prefix": Attack(MALFORMED, inside="<nowhere:a/>"),
    "unbound-attribute": Attack(MALFORMED, inside='<a nowhere:b="1"/>'),
    "redeclared-xml": Attack(MALFORMED, inside='<a xmlns:xml="urn:x"/>'),
    "undeclared-prefix": Attack(MALFORMED, inside='<a xmlns:p=""/>'),
    "unclosed-cdata": Attack(MALFORMED, inside="<![CDATA[" + "<a>" * 1000),
    "unclosed-comment": Attack(MALFORMED, inside="<!--" * 1000),
    "unclosed-instruction": Attack(MALFORMED, inside="<?a" * 1000),
    "unclosed-tag": Attack(MALFORMED, inside="<a b='" + "<a " * 1000),
    "unclosed-element": Attack(MALFORMED, inside="<a>"),
    "crossed-elements-called-depth": Attack(MALFORMED, inside="<depth></b>"),
    "crossed-elements": Attack(MALFORMED, inside="<a><b></a></b>"),
    "end-of-cdata-in-text": Attack(MALFORMED, inside="]]>"),
    "two-hyphens": Attack(MALFORMED, inside="<!-- -- -->"),
    "second-declaration": Attack(MALFORMED, inside='<?xml version="1.0"?>'),
    "nul": Attack(MALFORMED, inside="\0"),
    "nul-by-reference": Attack(MALFORMED, inside="&#0;"),
    "control-by-reference": Attack(MALFORMED, inside="&#x1;"),
    "surrogate": Attack(MALFORMED, inside="\ud800"),
    "surrogate-by-reference": Attack(MALFORMED, inside="&#xD800;&#xDC00;"),
    "beyond-unicode": Attack(MALFORMED, inside="&#x110000;"),
    "no-character": Attack(MALFORMED, inside="\ufffe"),
    "something-before": Attack(NO_XML, "x"),
    "something-after": Attack(MALFORMED, recode=lambda text: f"{text}x"),
    "second-root": Attack(MALFORMED, recode=lambda text: f"{text}<a/>"),
    "empty": Attack(NOTHING, recode=lambda text: ""),
    "only-a-prolog": Attack(
        MALFORMED, recode=lambda text: '<?xml version="1.0"?><!-- -->'
    ),
}
ENCODINGS = {
    "utf-7": Attack("found encoding 'utf-7', exp", recode=_declared("utf-7", "utf-7")),
    "ebcdic": Attack(NO_XML, recode=_declared("cp037", "cp037")),
    "utf-32": Attack(NO_XML, recode=lambda text: text.encode("utf-32")),
    "utf-32-without-mark": Attack(NO_XML, recode=lambda text: text.encode("utf-32-be")),
    "utf-32-declared": Attack(
        "found encoding 'utf-32', exp", recode=_declared("utf-32", "ascii")
    ),
    "ucs-4": Attack("found encoding 'ucs-4', exp", recode=_declared("UCS-4", "ascii")),
    "no-encoding": Attack("found encoding 'x', exp", recode=_declared("x", "ascii")),
    "utf-16-declared": Attack(UTF_16, recode=_declared("UTF-16", "ascii")),
    "utf-16-cut": Attack(
        "bytes that are no utf-16 ", recode=lambda text: text.encode("utf-16")[:-1]
    ),
    "utf-16-lone-surrogate": Attack(
        "bytes that are no utf-16 ",
        recode=lambda text: (text + "\ud800").encode("utf-16", "surrogatepass"),
    ),
    "other-mark": Attack(
        NO_XML, recode=lambda text: codecs.BOM_UTF16_BE + text.encode("utf-16-le")
    ),
    "utf-8-and-utf-16": Attack(
        MALFORMED, recode=lambda text: text.encode() + text.encode("utf-16-le")
    ),
    "only-a-mark": Attack(NOTHING, recode=lambda text: codecs.BOM_UTF8),
    "overlong": Attack(
        NO_XML, recode=lambda text: text.encode().replace(b"<", b"\xc0\xbc")
    ),
    "latin-1-in-utf-8": Attack(
        MALFORMED, inside="é", recode=lambda text: text.encode("latin-1")
    ),
    "cesu-8": Attack(
        MALFORMED,
        inside="\ud83d\ude00",
        recode=lambda text: text.encode("utf-8", "surrogatepass"),
    ),
}

Reading = Callable[[Shop, Attack], object]


def _made(attack: Attack, before: str, after: str) -> bytes | str:
    return attack.recode(f"{attack.prolog}{before}{attack.inside}{after}")


def _order(inside: str) -> tuple[str, str]:
    before, _, after = document(f"{inside}|").partition("|")
    return before, after


def _envelope(before: str, after: str) -> tuple[str, str]:
    return f'<s:Envelope xmlns:s="{SOAP}">{before}', f"{after}</s:Envelope>"


def from_xml(shop: Shop, attack: Attack) -> object:
    return shop.package.Order.from_xml(_made(attack, *_order("")))


def from_xml_in_a_value(shop: Shop, attack: Attack) -> object:
    before, after = _order("")
    data = _made(attack, f"{before}<Name>", f"</Name>{after}")
    return shop.package.Order.from_xml(data)


def from_soap(shop: Shop, attack: Attack) -> object:
    before, after = _order("")
    around = _envelope(f"<s:Body>{before}", f"{after}</s:Body>")
    return shop.package.Order.from_soap(_made(attack, *around))


def parse_an_envelope(shop: Shop, attack: Attack) -> object:
    around = _envelope("<s:Body><a/>", "</s:Body>")
    return shop.runtime.Envelope.parse(_made(attack, *around))


def a_fault(shop: Shop, attack: Attack) -> object:
    before = "<s:Body><s:Fault><faultcode>a</faultcode><detail>"
    after = "</detail></s:Fault></s:Body>"
    return shop.runtime.Envelope.parse(_made(attack, *_envelope(before, after)))


def a_header(shop: Shop, attack: Attack) -> object:
    before, after = _order("")
    around = f"<s:Header>{before}", f"{after}</s:Header><s:Body><a/></s:Body>"
    envelope = shop.runtime.Envelope.parse(_made(attack, *_envelope(*around)))

    class Header(shop.runtime.SoapHeader):  # type: ignore[misc,name-defined]  # made by the test
        _document = shop.package.Order._document

    return Header.from_envelope(envelope)


def write_a_header(shop: Shop, attack: Attack) -> object:
    entry = shop.runtime.Xml(_made(attack, "<a>", "</a>"))
    return shop.order().to_soap(headers=[entry])


def write_a_value(shop: Shop, attack: Attack) -> object:
    value = shop.runtime.Xml(_made(attack, "<Anything>", "</Anything>"))
    return shop.order(anything=value).to_xml()


READERS = [
    from_xml,
    from_xml_in_a_value,
    from_soap,
    parse_an_envelope,
    a_fault,
    a_header,
]


@pytest.mark.parametrize("read", READERS)
@pytest.mark.parametrize("name", [*ATTACKS, *ENCODINGS])
def test_whatever_reads_refuses_it(shop: Shop, name: str, read: Reading) -> None:
    attack = (ATTACKS | ENCODINGS)[name]
    with pytest.raises(shop.wire_error, match=attack.error) as caught:
        read(shop, attack)
    assert len(str(caught.value)) < 250


@pytest.mark.parametrize("name", ATTACKS)
def test_whatever_writes_xml_of_the_callers_refuses_it(shop: Shop, name: str) -> None:
    attack = ATTACKS[name]
    # The caller's own XML may be deeper than a message's usual limit.
    error = attack.error.replace("256", "1024")
    with pytest.raises(shop.wire_error, match=error):
        write_a_header(shop, attack)
    with pytest.raises(shop.wire_error, match="an Xml that holds one well-formed elem"):
        write_a_value(shop, attack)


HARMLESS = {
    "xinclude": (
        '<x:include xmlns:x="http://www.w3.org/2001/XInclude" href="/etc/passwd"'
        ' parse="text"/>'
    ),
    "schema-location": '<a i:schemaLocation="urn:x http://127.0.0.1:9/x.xsd"/>',
    "base": '<a xml:base="http://127.0.0.1:9/"/>',
    "words-of-a-doctype": "<a><![CDATA[<!DOCTYPE a>]]></a><!-- <!DOCTYPE a> -->",
    "an-id-twice": '<a xml:id="b"/><a xml:id="b"/><a xml:id="1"/>',
    "script": "<a><![CDATA[]]]]><![CDATA[><script>&]]></a>",
}


@pytest.mark.parametrize("body", HARMLESS.values(), ids=HARMLESS)
def test_what_nobody_acts_upon_is_kept(shop: Shop, body: str) -> None:
    order = shop.read(body)
    assert canonical(order.to_xml()) == canonical(document(body))
    again = shop.package.Order.from_soap(order.to_soap())
    assert again == order


def test_comments_and_instructions_divide_no_value(shop: Shop) -> None:
    """Read as "1" and lost: another text than the one that .NET sees."""
    body = "<Id>1<!-- 2 -->3</Id><Name>a<?b c?><![CDATA[d]]><!----></Name>"
    order = shop.read(f"<?xml-stylesheet href='http://127.0.0.1:9/'?>{body}")
    assert (order.id, order.name) == (13, "ad")


def test_a_str_may_declare_any_encoding_as_it_is_decoded(shop: Shop) -> None:
    text = document("<Name>é</Name>")
    for encoding in ("utf-16", "utf-7", "us-ascii"):
        declared = f'<?xml version="1.0" encoding="{encoding}"?>{text}'
        assert shop.package.Order.from_xml(declared).name == "é"


@pytest.mark.parametrize("data", [None, 5, ["<a/>"], object()])
def test_what_is_neither_text_nor_bytes_is_a_type_error(shop: Shop, data: Any) -> None:
    for read in (shop.package.Order.from_xml, shop.runtime.Envelope.parse):
        with pytest.raises(TypeError, match="bytes-like object is required"):
            read(data)


def _nested(depth: int) -> str:
    return "<u:A>" * depth + "</u:A>" * depth


@pytest.mark.parametrize("read", [from_xml, from_soap, a_header])
@pytest.mark.parametrize("limit", [256, 257, 3, 1024])
def test_every_way_in_allows_the_same_depth(
    shop: Shop, read: Reading, limit: int
) -> None:
    """An envelope around the message does not count; the message's root does."""
    limits = shop.runtime.Limits(depth=limit)
    at_most, too_much = document(_nested(limit - 1)), document(_nested(limit))
    shop.package.Order.from_xml(at_most, limits=limits)
    with pytest.raises(shop.wire_error, match=f"no more than {limit} elements inside"):
        shop.package.Order.from_xml(too_much, limits=limits)
    envelope = "".join(_envelope("<s:Header>{}</s:Header><s:Body>{}", "</s:Body>"))
    for header, body in (("", at_most), (at_most, "<a/>")):
        data = envelope.format(header, body)
        shop.runtime.Envelope.parse(data, limits=limits)
    for header, body in (("", too_much), (too_much, "<a/>")):
        data = envelope.format(header, body)
        with pytest.raises(shop.wire_error, match=f"no more than {limit} elements"):
            shop.runtime.Envelope.parse(data, limits=limits)


def test_depth_stays_capped_whatever_is_asked(shop: Shop) -> None:
    limits = shop.runtime.Limits(depth=10**9)
    order = shop.package.Order.from_xml(document(_nested(1023)), limits=limits)
    assert order == shop.package.Order.from_xml(order.to_xml(), limits=limits)
    for depth in (1024, 100_000):
        with pytest.raises(shop.wire_error, match="no more than 1024 elements inside"):
            shop.package.Order.from_xml(document(_nested(depth)), limits=limits)


def test_what_was_read_with_wider_limits_is_written_and_read_from_its_parts(
    shop: Shop,
) -> None:
    limits = shop.runtime.Limits(depth=1000)
    body = f"<Anything>{_nested(900)}</Anything>"
    order = shop.package.Order.from_xml(document(body), limits=limits)
    assert shop.package.Order.from_xml(order.to_xml(), limits=limits) == order
    envelope = order.to_soap(headers=[order.anything])
    parsed = shop.runtime.Envelope.parse(envelope, limits=limits)
    assert shop.package.Order.from_soap(parsed) == order


def test_a_message_larger_than_its_limit_is_refused(shop: Shop) -> None:
    data = document("<Name>é</Name>")
    size = len(data.encode())
    for each in (data, data.encode(), bytearray(data.encode())):
        shop.package.Order.from_xml(each, limits=shop.runtime.Limits(size=size))
        with pytest.raises(
            shop.wire_error, match=rf"{size - 1} bytes; limits=Limits\(size="
        ):
            shop.package.Order.from_xml(each, limits=shop.runtime.Limits(size=size - 1))


def test_more_than_64_mib_are_refused_before_anything_else(shop: Shop) -> None:
    for data in (bytes(2**26 + 1), "x" * (2**26 + 1), "é" * (2**25 + 1)):
        with pytest.raises(shop.wire_error, match="no more than 67108864 bytes"):
            shop.package.Order.from_xml(data)


FLOODS = {
    "elements": "<u:A/>" * 300,
    "elements-in-elements": "<Tags>" + "<string></string>" * 300 + "</Tags>",
    "attributes": "<u:A " + " ".join(f"a{n}=''" for n in range(300)) + "/>",
    "namespaces": "<u:A " + " ".join(f"xmlns:a{n}='u'" for n in range(300)) + "/>",
    "attributes-of-elements": "<u:A b = '>' c='\"<!--'/>".replace("<!", "!") * 150,
}
NO_FLOODS = {
    "signs-in-a-comment": f"<!--{'<a b=c>' * 300}-->",
    "signs-in-cdata": f"<Name><![CDATA[{'<a b=c>' * 300}]]></Name>",
    "signs-in-an-instruction": f"<?a {'<a b=c>' * 300}?>",
    "signs-in-a-text": f"<Name>{'a=&quot;b&quot;' * 300}</Name>",
    "signs-in-a-value": f"<u:A b='{'=' * 300}'/>",
    "end-tags": "<u:A></u:A>" * 100,
}


@pytest.mark.parametrize("body", FLOODS.values(), ids=FLOODS)
def test_a_flood_of_elements_and_attributes_is_refused(shop: Shop, body: str) -> None:
    limits = shop.runtime.Limits(elements=280)
    expected = r"no more than 280 elements and attributes; limits=Limits\(elements=…\) allows more$"
    with pytest.raises(shop.wire_error, match=expected):
        shop.package.Order.from_xml(document(body), limits=limits)
    shop.package.Order.from_xml(document(body))


def test_as_many_elements_and_attributes_as_allowed_are_read(shop: Shop) -> None:
    text = document('<u:A b="1"/>' * 100).encode()
    # Declarations of namespaces count as well.
    most = text.count(b"<") - text.count(b"</") + text.count(b"=")
    shop.package.Order.from_xml(text, limits=shop.runtime.Limits(elements=most))
    with pytest.raises(shop.wire_error, match=r"Limits\(elements="):
        shop.package.Order.from_xml(text, limits=shop.runtime.Limits(elements=most - 1))


@pytest.mark.parametrize("body", NO_FLOODS.values(), ids=NO_FLOODS)
def test_what_only_looks_like_a_flood_is_none(shop: Shop, body: str) -> None:
    limits = shop.runtime.Limits(elements=280)
    shop.package.Order.from_xml(document(body), limits=limits)


@pytest.mark.parametrize("name", ["size", "depth", "elements"])
def test_a_limit_below_one_is_no_limit(shop: Shop, name: str) -> None:
    with pytest.raises(ValueError, match=f"^{name} must be at least 1, not 0$"):
        shop.runtime.Limits(**{name: 0})


def test_forty_megabytes_of_bytes_are_read(everything: ModuleType) -> None:
    """libxml2 by itself stops at 10 MB for one text."""
    data = bytes(range(256)) * (40 * 4096)
    text = b64encode(data).decode()
    body = f'<Everything xmlns="urn:orders"><Optional_base64Binary>{text}<'
    document = f"{body}/Optional_base64Binary></Everything>"
    read: Any = everything.Everything
    assert read.from_xml(document).optional_base64_binary == data


def test_a_small_stack_is_enough(shop: Shop) -> None:
    """A thread's stack may be as small as this; what overflows it ends the process."""
    found: list[object] = []

    def work() -> None:
        lines = "<Line><Parts>" * 98 + "</Parts></Line>" * 98
        order = shop.read(f"<Lines>{lines}</Lines>{_nested(255)}")
        found.append(shop.package.Order.from_xml(order.to_xml()) == order)
        for body in (
            f"<Lines>{lines.replace('<Parts></', '<Parts>' + lines + '</')}</Lines>",
            _nested(10**5),
        ):
            try:
                shop.read(body)
            except shop.wire_error as error:
                found.append(type(error))

    before = threading.stack_size(128 * 1024)
    try:
        thread = threading.Thread(target=work)
        thread.start()
        thread.join()
    finally:
        threading.stack_size(before)
    assert found == [True, shop.wire_error, shop.wire_error]
