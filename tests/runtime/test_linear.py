"""Reading and writing take time in proportion to the size of the message."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from soapstone.runtime import Xml
from tests.growth import LINEAR, growth
from tests.runtime.support import Shop, document

FEW = 500
"""Elements of the smaller message."""


DIFFGRAM = '<d:diffgram xmlns:d="urn:schemas-microsoft-com:xml-diffgram-v1"><D>{}</D></d:diffgram>'
ROWS = {
    "rows": "<T><A>1</A><B>2</B></T>",
    "columns": "<T>{}</T>",
    "nested rows": "<T><A>1</A><U><B>2</B></U></T>",
}


@pytest.mark.parametrize("rows", ROWS)
def test_tables(rows: str) -> None:
    def make(count: int) -> Callable[[], object]:
        columns = "".join(f"<C{n}>1</C{n}>" for n in range(count))
        row = ROWS[rows]
        text = row.format(columns) if rows == "columns" else row * count
        return Xml(DIFFGRAM.format(text)).tables

    assert growth(make, FEW) < LINEAR


LINE = "<Line><Product>1</Product></Line>"
TYPED = '<Line i:type="s:x"><Product>1</Product></Line>'
BODIES = {
    "items": ("<Lines>", LINE, "</Lines>"),
    "indented": ("<u:A/>\n<Lines>\n", f"{LINE}\n ", "</Lines>"),
    "indented, with a comment": ("<!-- c -->\n<Lines>\n", f"{LINE}\n", "</Lines>"),
    "unknown content of many elements": ("<u:A>\n", "<u:B/>\n ", "</u:A>"),
    "unknown content of mixed text": ("<u:A>t", "<u:B/>t", "</u:A>"),
    "unknown members": ("", "<u:A>1</u:A>", ""),
    "unknown members around items": ("<Lines><u:A/>", LINE, "<u:B/></Lines>"),
    "a member that comes again and again": ("", "<Note>n</Note>", ""),
    "text between members": ("", "t<Note/>", ""),
    "text between items": ("<Lines>", f"t{LINE}", "</Lines>"),
    "text in items": ("<Lines>", "<Line>t<Product>1</Product></Line>", "</Lines>"),
    "nil items": ("<Lines>", '<Line i:nil="true"/>', "</Lines>"),
    "attributes of items": ("<Tags>", '<string a="1">t</string>', "</Tags>"),
    "elements in a text": ("<Note>n", "<u:A/>", "</Note>"),
    "types of items": ("<Lines>", TYPED, "</Lines>"),
}
"""What stands once before, many times, and once after."""


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
def test_reading(shop: Shop, body: tuple[str, str, str]) -> None:
    before, item, after = body

    def make(count: int) -> Callable[[], object]:
        data = document(before + item * count + after).encode()
        return lambda: shop.package.Order.from_xml(data)

    assert growth(make, FEW) < LINEAR


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
def test_writing(shop: Shop, body: tuple[str, str, str]) -> None:
    before, item, after = body

    def make(count: int) -> Callable[[], object]:
        record = shop.read(before + item * count + after)
        record.rank, record.colour = 1, "Red"
        return lambda: record.to_xml()

    assert growth(make, FEW) < LINEAR
