"""Traps of XML samples: lines, prose after the end, XML that breaks off or harms."""

from __future__ import annotations

import pytest

from soapstone.model.facts import Node
from soapstone.model.findings import SpecError
from soapstone.pages.plain import read_plain
from soapstone.pages.xml_samples import parse_sample
from tests.pages.support import nodes

XSI = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'


def parse(text: str) -> tuple[Node, list[str]]:
    node, rest = parse_sample(read_plain("page.txt", text, markdown=False).lines)
    return node, [line.text for line in rest]


def refusal(text: str) -> str:
    with pytest.raises(SpecError) as caught:
        parse(text)
    return str(caught.value)


def test_every_element_has_the_line_of_its_start_tag_though_blank_lines_went() -> None:
    node, _ = parse('\n<?xml version="1.0"\n?>\n\n<a>\n\n<b\nc="d">t</b><e/>\n</a>')
    assert [(each.origin.line, each.name) for each in nodes(node)] == [
        (5, "a"),
        (7, "b"),
        (8, "e"),
    ]


def test_the_declaration_may_share_its_line_and_its_encoding_is_not_ours() -> None:
    node, _ = parse('<?xml version="1.0" encoding="utf-16"?> <a>ä</a>')
    assert node.text == "ä"


def test_prose_after_the_end_is_left_whatever_it_says() -> None:
    assert parse("<a>\n</a>SOAP 1.2\n<p> & more")[1] == ["SOAP 1.2", "<p> & more"]
    assert parse("<a />\nSOAP 1.2")[1] == ["SOAP 1.2"]


def test_namespaces_are_resolved_and_prefixes_mean_nothing() -> None:
    node, _ = parse('<p:a xmlns:p="u" xmlns="v" q="1" p:r="2"><b xmlns="" /><c/></p:a>')
    assert (node.namespace, node.name) == ("u", "a")
    assert [(child.namespace, child.name) for child in node.children] == [
        ("", "b"),
        ("v", "c"),
    ]
    assert node.attributes == (("", "q", "1"), ("u", "r", "2"))


def test_xsi_attributes_are_not_attributes_of_the_element() -> None:
    node, _ = parse(
        f'<a {XSI} xsi:type="p:T" x="y"><b xsi:nil="true"/><c xsi:nil="false"/></a>'
    )
    assert node.xsi_type == "p:T"
    assert node.attributes == (("", "x", "y"),)
    assert [child.nil for child in node.children] == [True, False]


def test_text_around_children_is_the_elements_own() -> None:
    node, _ = parse("<a>\n<s>schema</s>xml\n</a>")
    assert (node.text, node.children[0].text) == ("xml", "schema")


def test_a_sample_that_breaks_off_tells_where_it_starts_and_where_it_ends() -> None:
    assert refusal("HEAD\n<a>\n<b>\n<c>x</c>\n<d>y".replace("HEAD\n", "\n\n")) == (
        "page.txt:6: found an XML sample that starts on line 3 and breaks off inside <d>;"
        " expected its end, </a>. Save the whole page again, or copy the missing part from it."
    )


def test_a_sample_cut_in_a_tag_breaks_off_too() -> None:
    assert refusal("<a>\n<b>x</b>\n<Loc") == (
        "page.txt:2: found an XML sample that starts on line 1 and breaks off inside <a>;"
        " expected its end, </a>. Save the whole page again, or copy the missing part from it."
    )


@pytest.mark.parametrize(
    ("sample", "line", "reason"),
    [
        ("<a>\n<b>\n</a>", 3, "mismatched tag"),
        ("<a>\n&nbsp;</a>", 2, "undefined entity"),
        ("<a>\n<p:b/></a>", 2, "unbound prefix"),
        ('<a>\n<b c="1"\nc="2"/></a>', 3, "duplicate attribute"),
        ("<a>\n<b <c/></a>", 2, "not well-formed (invalid token)"),
    ],
)
def test_xml_that_is_not_well_formed_names_the_line_in_the_page(
    sample: str, line: int, reason: str
) -> None:
    assert refusal("\n\n" + sample) == (
        f"page.txt:{line + 2}: found XML that is not well-formed ({reason}); expected well-formed"
        " XML, as in the sample from line 3 on. Compare the line with the page in the browser;"
        " save the page again, or correct the line."
    )


def test_a_doctype_is_refused_before_it_can_do_anything() -> None:
    doctype = '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>'
    assert refusal(f'<?xml version="1.0"?>\n{doctype}\n<a>&b;</a>') == (
        "page.txt:2: found a DOCTYPE in an XML sample; expected XML without one. Remove it:"
        " no help page has one, and it can make a parser load other files."
    )


def test_a_nesting_deeper_than_any_page_is_refused() -> None:
    assert parse("<a>" * 100 + "</a>" * 100)[0].name == "a"
    assert refusal("<a>\n" * 101) == (
        "page.txt:101: found a sample nested more than 100 deep; expected a help page, "
        "which is far smaller."
        " Shorten the sample by hand: repetitions of a member add nothing."
    )


def test_an_element_says_which_namespaces_it_declares() -> None:
    node, _ = parse(
        '<a xmlns="v" xmlns:p="u" xmlns:q="w"><p:b><c xmlns="w"/></p:b></a>'
    )
    assert [(each.name, each.declared, each.declares_own) for each in nodes(node)] == [
        ("a", ("u", "w"), True),
        ("b", (), False),
        ("c", (), True),
    ]
