"""Nothing is lost: whatever is put into a document, it comes back the same document.

Documents of drawn objects are changed at random: foreign elements, attributes and texts anywhere,
members gone or nil. What cannot be kept is no part of it, and said here:

* members in another order than the class's are written in the class's (``test_reading``);
* a foreign element before the text of a scalar hides the text, as it does from .NET's readers;
* a map's entry needs its key, nil or gone it is an error, and so is a key that came before.
"""

from __future__ import annotations

import copy
import pickle
from types import ModuleType
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from lxml import etree

from tests import contracts
from tests.canonical import XSI, canonical
from tests.runtime.support import Shop, drawable
from tests.runtime.support import shop as shop_contract
from tests.strategies import Objects

FOREIGN = [
    "<f/>",
    "<f>text &amp; more</f>",
    '<Id xmlns="urn:orders">1</Id>',
    '<f xmlns="shop"><g xmlns=""/></f>',
    '<f xmlns="urn:f" xmlns:g="urn:g" g:a="1"><g:b>t</g:b>tail</f>',
    f'<f xmlns:i="{XSI}" xmlns:t="urn:t" i:type="t:Dog"><t:g/></f>',
    f'<f xmlns:i="{XSI}" i:nil="true"/>',
    '<o:f xmlns:o="urn:other" xml:lang="de" o:value="o:name"/>',
]
ATTRIBUTES = {
    "f": 'a "quoted" <&> text',
    "{urn:f}f": "1",
    "{urn:orders}f": "2",
    f"{{{XSI}}}schemaLocation": "a b",
    "{http://www.w3.org/XML/1998/namespace}lang": "en",
}
LIMITS = settings(deadline=None, suppress_health_check=list(HealthCheck))
KEYS = ("Key", "Entry", "KeyValueOfstringstring", "KeyValueOfintArrayOfint")


def change(data: st.DataObject, root: etree._Element) -> None:
    """One change to the document, at a random place."""
    draw = data.draw
    element = draw(st.sampled_from(list(root.iter())))
    name = etree.QName(element).localname
    parent = element.getparent()
    match draw(
        st.sampled_from(["element", "attribute", "text", "nil", "gone", "bare"])
    ):
        case "element":
            at = draw(st.integers(0, len(element)))
            element.insert(at, etree.fromstring(draw(st.sampled_from(FOREIGN))))
        case "attribute":
            key = draw(st.sampled_from(sorted(ATTRIBUTES)))
            element.set(key, ATTRIBUTES[key])
        case "text" if len(element):
            child = element[draw(st.integers(0, len(element) - 1))]
            child.tail = draw(st.sampled_from(["text", " <&>\r\n", "\xa0"]))
        case "nil" if parent is not None and name not in KEYS:
            del element[:]
            element.text = None
            element.set(f"{{{XSI}}}nil", "true")
        case "gone" if parent is not None and name != "Key":
            parent.remove(element)
        case "bare" if others := sorted({*element.attrib} - {f"{{{XSI}}}nil"}):
            del element.attrib[draw(st.sampled_from(others))]


def check_changed(records: st.SearchStrategy[Any], limits: settings) -> None:
    @limits
    @given(records, st.data())
    def check(record: Any, data: st.DataObject) -> None:
        root = etree.fromstring(record.to_xml())
        for _ in range(data.draw(st.integers(1, 6))):
            change(data, root)
        document = etree.tostring(root, encoding="unicode")
        read = type(record).from_xml(document)
        written = read.to_xml()
        assert canonical(written) == canonical(document)
        again = type(record).from_xml(written)
        assert again == read
        assert again.to_xml() == written
        assert copy.deepcopy(read).to_xml() == written
        assert pickle.loads(pickle.dumps(read)) == read

    check()


@pytest.mark.filterwarnings("ignore::UserWarning")
def test_whatever_is_put_into_an_order_comes_back(shop: Shop) -> None:
    records = Objects(drawable(shop_contract()), shop.package).of("Order")
    check_changed(records, settings(LIMITS, max_examples=150))


@pytest.mark.filterwarnings("ignore::UserWarning")
def test_whatever_is_put_into_any_type_comes_back(everything: ModuleType) -> None:
    records = Objects(drawable(contracts.everything()), everything).of("Everything")
    # A hundred members are not shrunk in the time that one has for a test.
    phases = [Phase.explicit, Phase.reuse, Phase.generate]
    check_changed(records, settings(LIMITS, max_examples=25, phases=phases))
