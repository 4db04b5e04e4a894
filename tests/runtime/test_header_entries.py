"""A header of a class carries mustUnderstand and its actor, by the names of each SOAP version."""

from __future__ import annotations

import io
from typing import Any

import pytest

from tests.canonical import canonical
from tests.contracts import ORDERS
from tests.runtime.support import Shop

NAMESPACES = {
    "1.1": "http://schemas.xmlsoap.org/soap/envelope/",
    "1.2": "http://www.w3.org/2003/05/soap-envelope",
}
ACTOR = {"1.1": "actor", "1.2": "role"}


def _written(shop: Shop, header: Any, version: Any = "1.1", **more: Any) -> str:
    entry = shop.runtime.HeaderEntry(header, **more)
    data = shop.order().to_soap(version, headers=[entry])
    [written] = shop.runtime.Envelope.parse(data).headers
    return str(written)


@pytest.mark.parametrize("version", NAMESPACES)
def test_each_version_has_its_own_names(version: str, shop: Shop) -> None:
    amount = shop.package.Amount.from_xml(f'<Amount xmlns="{ORDERS}">5</Amount>')
    more = {"must_understand": True, "actor": "urn:<next>"}
    assert canonical(_written(shop, amount, version, **more)) == canonical(
        f'<Amount xmlns="{ORDERS}" xmlns:e="{NAMESPACES[version]}" e:mustUnderstand="1"'
        f' e:{ACTOR[version]}="urn:&lt;next>">5</Amount>'
    )


def test_neither_attribute_is_written_unasked(shop: Shop) -> None:
    assert _written(shop, shop.runtime.Xml("<t/>")) == "<t/>"
    actor = _written(shop, shop.runtime.Xml("<t/>"), actor="urn:a")
    assert "mustUnderstand" not in actor
    assert 'actor="urn:a"' in actor


def test_what_the_header_says_itself_is_overwritten(shop: Shop) -> None:
    """Twice the same attribute would be no XML."""
    text = f'<t xmlns:q="{NAMESPACES["1.1"]}" q:mustUnderstand="0" q:actor="urn:b"/>'
    written = _written(shop, shop.runtime.Xml(text), must_understand=True)
    assert canonical(written) == canonical(text.replace('"0"', '"1"'))


def test_a_header_that_uses_the_usual_prefix_otherwise_keeps_its_names(
    shop: Shop,
) -> None:
    text = '<soap:t xmlns:soap="urn:other" soap:mustUnderstand="x"/>'
    written = _written(shop, shop.runtime.Xml(text), must_understand=True)
    bound = f'xmlns:e="{NAMESPACES["1.1"]}"'
    both = f'<soap:t {bound} e:mustUnderstand="1" ' + text.removeprefix("<soap:t ")
    assert canonical(written) == canonical(both)


def test_a_streamed_message_takes_it_too(shop: Shop) -> None:
    stream = io.BytesIO()
    entry = shop.runtime.HeaderEntry(shop.runtime.Xml("<t/>"), must_understand=True)
    lines, order = [shop.package.Line(product=1)], shop.order(lines=[])
    shop.runtime.write_soap(stream, order, lines, path="lines", headers=[entry])
    [written] = shop.runtime.Envelope.parse(stream.getvalue()).headers
    assert 'mustUnderstand="1"' in str(written)


def test_an_actor_that_xml_cannot_hold_is_an_error(shop: Shop) -> None:
    with pytest.raises(shop.wire_error, match=r"^\$\.@actor: found 'a\\x01', expected"):
        _written(shop, shop.runtime.Xml("<t/>"), actor="a\x01")
