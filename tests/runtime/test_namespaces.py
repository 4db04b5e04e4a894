"""Prefixes in unknown content, and clashes with those of the message."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from lxml import etree

from soapstone.model.contract import Contract, Field, Particle, QName
from soapstone.runtime.reading.fragments import unknown_element, xml_of
from soapstone.runtime.reading.namespaces import Scopes, prefixes
from soapstone.runtime.reading.parsing import parse
from tests.canonical import XSI, canonical
from tests.contracts import ORDERS
from tests.packages import load
from tests.runtime.support import Shop, same, shop


def _meaning(shop: Shop, body: str, attributes: str = "") -> str | None:
    """The namespace of ``x`` in the ``for="x:name"`` of what is written for a document."""
    order = shop.read(body, attributes)
    assert same(order.to_xml(), body, attributes)
    assert shop.package.Order.from_xml(order.to_xml()) == order
    assert shop.package.Order.from_soap(order.to_soap()) == order
    root = etree.fromstring(order.to_xml())
    [element] = root.xpath("descendant-or-self::*[@for]")
    namespace: str | None = element.nsmap.get(element.get("for").partition(":")[0])
    return namespace


@pytest.mark.parametrize("prefix", ["x", "o", "i", "w0", "soap"])
@pytest.mark.parametrize("place", ["u:A", "Home", "Id", "Tags", "Anything", ""])
@pytest.mark.parametrize("bound", ["urn:x", "", ORDERS])
def test_a_prefix_in_a_foreign_value_means_what_it_meant(
    shop: Shop, prefix: str, place: str, bound: str
) -> None:
    """Also where it is one of ours, for something else or for nothing."""
    value = f'for="{prefix}:name"'
    # XSI is bound in every document of these tests, as another prefix where need be.
    declared = f'xmlns:{prefix}="{bound}"' if bound else ""
    if prefix == "i":
        value, bound = value.replace("i:", "x:"), bound and XSI
        declared = f'xmlns:x="{XSI}"' if bound else ""
    if place in ("", "Id"):
        body = "<Id>1</Id>" if not place else f"<Id {declared} {value}>1</Id>"
        attributes = "" if place else f"{declared} {value}"
    else:
        body, attributes = f"<{place} {declared} {value}/>", ""
    assert _meaning(shop, body, attributes) == (bound or None)


def test_ours_stays_where_nothing_clashes(shop: Shop) -> None:
    order = shop.read(f'<u:A xmlns:o="{ORDERS}" o:b="o:c"/><Id for="u:x">1</Id>')
    assert order.to_xml().endswith(
        b'<o:Id xmlns:u="urn:unknown" for="u:x">1</o:Id></o:Order>'
    )


def test_i_gives_way_with_its_attributes(shop: Shop) -> None:
    """An unbound ``i:`` would become a name of XML Schema's instances."""
    text = f"""<Order xmlns="{ORDERS}" xmlns:x="{XSI}"><Name x:nil="true" for="i:a"/>
        <Home x:type="i:b" x:schemaLocation=" i:type=&quot;"><Number>1</Number></Home></Order>"""
    order = shop.package.Order.from_xml(text.replace("\n        ", ""))
    written = order.to_xml()
    assert canonical(written) == canonical(text.replace("\n        ", ""))
    assert "i" not in etree.fromstring(written).nsmap
    assert shop.package.Order.from_xml(written) == order


@pytest.mark.parametrize("namespace", ["urn:{x}y", "{}", "}{", "http://x/ü y", "shop"])
def test_a_namespace_may_be_any_text(namespace: str, tmp_path: Path) -> None:
    """Braces end a namespace in lxml's own look-ups."""
    shop = Shop(load(_in(namespace), tmp_path))
    home, period = shop.package.Address(number=1, kind="k"), shop.package.Period(days=3)
    members = {"rank": 1, "id": 2, "colour": "Red", "when": datetime(2020, 1, 1)}
    members |= {"period": period, "guess": 4}
    order = shop.package.Order(code="c", home=home, **members)
    written = order.to_xml()
    assert shop.package.Order.from_xml(written) == order
    start = written.partition(b":Order")[0].rpartition(b"<")[2]
    more = b'<%s:New %s:a="%s:b"/></%s:Order>' % ((start,) * 4)
    changed = written.replace(b"</%s:Order>" % start, more)
    changed = changed.replace(
        b"%s:Code=" % start, b'%s:a="b" %s:Code=' % (start, start)
    )
    read = shop.package.Order.from_xml(changed)
    assert [each.name for each in shop.runtime.unknown(read)] == [
        *(f"{{{namespace}}}a", f"{{{namespace}}}New")
    ]
    assert shop.package.Order.from_soap(read.to_soap()) == read


def _in(namespace: str) -> Contract:
    """The shop in another namespace, and an attribute of it, too."""
    contract = shop()

    def moved(field: Field) -> Field:
        qualified = field.particle is Particle.ELEMENT or field.name.name == "Code"
        return replace(
            field, name=QName(namespace if qualified else "", field.name.name)
        )

    return replace(
        contract,
        records=tuple(
            replace(each, namespace=namespace, fields=tuple(map(moved, each.fields)))
            for each in contract.records
        ),
        operations=tuple(
            replace(
                each,
                request=each.request
                and replace(each.request, element=QName(namespace, each.name)),
            )
            for each in contract.operations
        ),
    )


def test_each_declaration_is_looked_at_once() -> None:
    """Thousands in scope at thousands of elements took the square of the message."""
    many = 3000
    bound = "".join(f' xmlns:n{n}="urn:n{n}"' for n in range(many))
    each = "".join(
        f'<n{n}:a n{n}:b="n{n}:c" xmlns:q="urn:q">q:d</n{n}:a>' for n in range(many)
    )
    root, scopes = parse(f"<r{bound}>{each}</r>"), Scopes()
    texts = [unknown_element(child, scopes).xml for child in root]
    assert texts[7] == (
        '<n7:a xmlns:n7="urn:n7" xmlns:q="urn:q" n7:b="n7:c">q:d</n7:a>'
    )
    assert sum(map(len, texts)) < 80 * many


def test_an_attributes_prefix_is_the_nearest_and_reads_back() -> None:
    text = '<r xmlns:a="u" xmlns:b="u"><f a:x="1"><b:g xmlns:b="u"><h a:y="2"/></b:g></f></r>'
    written = xml_of(next(iter(parse(text))))
    assert xml_of(parse(written)) == written
    assert canonical(written) == canonical(
        '<f xmlns:a="u" a:x="1"><a:g><h a:y="2"/></a:g></f>'
    )


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("p:Dog", ["p"]),
        ("a:b c:d", ["a", "c"]),
        ("//p:Dog/@q:id[r:x]", ["p", "q", "r"]),
        ("http://x", ["http"]),
        ("12:30", []),
        ("p: Dog", []),
        (":Dog", []),
        (
            "Zoe\u0308:x \u4e2d\xb72:y \U00020000:z",
            ["Zoe\u0308", "\u4e2d\xb72", "\U00020000"],
        ),
        ("a.b-c_d:e", ["a.b-c_d"]),
    ],
)
def test_what_looks_like_a_prefix(text: str, found: list[str]) -> None:
    assert prefixes(text) == found
