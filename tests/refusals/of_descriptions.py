"""Trials of refusals of WSDL and XSD documents."""

from __future__ import annotations

from tests.refusals.trials import Content, Trial
from tests.wsdl.documents import definitions, schema
from tests.wsdl.test_definitions import ELEMENTS, USUAL

SAVE_AGAIN = (
    "Save it again from its address, as it is, without opening it in an editor."
)
NO_PROGRAM = "Save the document again: no program writes that."
MISSING = "Add what is missing, or save the document again."
LEAVE_OUT = "Delete from the file what your operations do not use."
GOOD = definitions(USUAL, ELEMENTS)
XSD = schema('<xs:element name="Ask" type="xs:string"/>')
TOO_MANY = "types of more than 200,000 elements and attributes, groups put in place"


def of_wsdl(found: str, advice: str, good: str, bad: str) -> Trial:
    """The usual WSDL with a text that is replaced by a bad one."""
    assert GOOD.count(good) == 1, good
    return Trial(found, advice, {"a.wsdl": GOOD.replace(good, bad)}, [{"a.wsdl": GOOD}])


def of_schema(found: str, advice: str, bad: str, good: str = "") -> Trial:
    """A schema with a bad declaration, and with what stands in its place."""
    return of_file(found, advice, schema(bad), schema(good))


def of_file(found: str, advice: str, bad: Content, good: Content = XSD) -> Trial:
    return Trial(found, advice, {"a.xsd": bad}, [{"a.xsd": good}])


def typed(name: str, base: str) -> str:
    return (
        f'<xs:complexType name="{name}"><xs:complexContent>\n'
        f'<xs:extension base="t:{base}"/></xs:complexContent></xs:complexType>\n'
    )


def using(group: str, kind: str = "group") -> str:
    return (
        f'<xs:complexType name="User">\n<xs:{kind} ref="t:{group}"/></xs:complexType>'
    )


def doubling(kind: str, before: str, after: str, last: str) -> str:
    """Groups that refer to the next twice, of which the last has a bad member."""
    inner = [
        f'<xs:{kind} name="G{n}">{before}<xs:{kind} ref="t:G{n + 1}"/>\n'
        f'<xs:{kind} ref="t:G{n + 1}"/>{after}</xs:{kind}>\n'
        for n in range(20)
    ]
    end = f'<xs:{kind} name="G20">{before}{last}{after}</xs:{kind}>\n'
    return "".join(inner) + end + using("G0", kind)


SEQUENCE = ("<xs:sequence>", "</xs:sequence>")
DEEP = f"{SEQUENCE[0] * 100}\n¶<xs:sequence/>{SEQUENCE[1] * 100}"
CHAIN = "".join(
    f'<xs:attributeGroup name="G{n}">\n<xs:attributeGroup ref="t:G{n + 1}"/>'
    "</xs:attributeGroup>\n"
    for n in range(101)
).replace('<xs:attributeGroup name="G100"', '¶<xs:attributeGroup name="G100"')

OF_DESCRIPTIONS = {
    "a document type of a schema": of_file(
        "a document type (<!DOCTYPE …>)",
        "Remove it: .NET writes none, and it can make a parser load other files.",
        f"¶<!DOCTYPE xs:schema>\n{XSD}",
    ),
    "XML that breaks off": of_file(
        "XML that is not well-formed, incomplete, or nested too deep",
        SAVE_AGAIN,
        XSD.replace("</xs:schema>", "¶</xs:broken>"),
    ),
    "no element": of_file("no element", SAVE_AGAIN, "¶nothing"),
    "WSDL 2.0": Trial(
        "WSDL 2.0",
        "Save the service's WSDL 1.1: .NET writes no other.",
        {"a.wsdl": '¶<description xmlns="http://www.w3.org/ns/wsdl"/>'},
        [{"a.wsdl": GOOD}],
    ),
    "a schema of a draft": of_file(
        "a schema of a draft, or another document",
        "Save the service's WSDL from a later version of it, or leave this file out.",
        '¶<schema xmlns="http://www.w3.org/1999/XMLSchema"/>',
        None,
    ),
    "bytes of a document": of_file(
        "a document of more than 8,388,608 bytes",
        LEAVE_OUT,
        "¶" + XSD + " " * 8_388_608,
    ),
    "tags of a document": of_file(
        "a document of more than 400,000 tags", LEAVE_OUT, "¶" + "<a/>" * 400_001
    ),
    "a name that is none": of_schema(
        "'a b' in the place of a name", SAVE_AGAIN, '¶<xs:element name="a b"/>'
    ),
    "no name": of_schema("an element without a name", SAVE_AGAIN, "¶<xs:element/>"),
    "a long name": of_schema(
        "a name of more than 1,000 characters",
        LEAVE_OUT,
        f'¶<xs:element name="{"a" * 1_001}"/>',
    ),
    "long documentation": of_schema(
        "documentation of more than 100,000 characters",
        "Shorten it by hand.",
        f"""¶<xs:element name="A"><xs:annotation>
        <xs:documentation>{"a" * 100_001}</xs:documentation></xs:annotation></xs:element>""",
    ),
    "a prefix without a namespace": of_schema(
        "the prefix 'q', which stands for no namespace",
        SAVE_AGAIN,
        '¶<xs:element name="A" type="q:B"/>',
    ),
    "a count that is none": of_schema(
        "'many' in the place of a count",
        "Correct minOccurs or maxOccurs, or save the document again.",
        '<xs:complexType name="A"><xs:sequence>\n'
        '¶<xs:element name="B" maxOccurs="many"/></xs:sequence></xs:complexType>',
    ),
    "a simple type without content": of_schema(
        "a simple type without content", MISSING, '¶<xs:simpleType name="A"/>'
    ),
    "content derived from nothing": of_schema(
        "content that is derived from nothing",
        MISSING,
        '<xs:complexType name="A">\n¶<xs:complexContent/></xs:complexType>',
    ),
    "a group in itself": of_schema(
        "the group 'G', which contains itself",
        NO_PROGRAM,
        '¶<xs:group name="G"><xs:sequence>\n'
        f'<xs:group ref="t:G"/></xs:sequence></xs:group>{using("G")}',
    ),
    "a type derived from itself": of_schema(
        "'A', which is derived from itself, directly or not",
        NO_PROGRAM,
        "¶" + typed("A", "B") + typed("B", "A"),
    ),
    "too many bases": of_schema(
        "a type with more than 50 base types above each other",
        LEAVE_OUT,
        '<xs:complexType name="T0"/>\n'
        + "".join(typed(f"T{n}", f"T{n - 1}") for n in range(1, 50))
        + "¶"
        + typed("T50", "T49"),
    ),
    "bases that are looked for too long": of_schema(
        "a type with more than 50 base types above each other",
        LEAVE_OUT,
        "".join(typed(f"T{n}", f"T{n + 1}") for n in range(50))
        + "¶"
        + typed("T50", "T51"),
    ),
    "groups too deep": of_schema(
        "types and groups nested more than 100 deep",
        LEAVE_OUT,
        f'<xs:complexType name="A">{DEEP}</xs:complexType>',
    ),
    "attribute groups too deep": of_schema(
        "types and groups nested more than 100 deep",
        LEAVE_OUT,
        CHAIN + using("G0", "attributeGroup"),
    ),
    "groups that double": of_schema(
        TOO_MANY,
        LEAVE_OUT,
        doubling("group", *SEQUENCE, "<xs:any/>").replace(
            '<xs:group ref="t:G4"/>\n<xs', '<xs:group ref="t:G4"/>\n¶<xs'
        ),
    ),
    "a part of nothing": of_wsdl(
        "a part of a message without element and type",
        "Save the WSDL again.",
        '<w:message name="AskIn"><w:part name="parameters" element="t:Ask"/>',
        '<w:message name="AskIn">\n¶<w:part name="parameters"/>',
    ),
    "an operation of no portType": Trial(
        "the operation 'Ask', which the portType does not have",
        "Save the whole WSDL again.",
        {
            "a.wsdl": GOOD.replace(
                '<w:operation name="Ask">\n', '<w:operation name="Tell">\n'
            ).replace('<w:operation name="Ask"><soap', '¶<w:operation name="Ask"><soap')
        },
        [{"a.wsdl": GOOD}],
    ),
    "a style that is none": of_wsdl(
        "the style 'literal'",
        "Correct it, or save the WSDL again.",
        '<w:operation name="Ask"><soap:operation',
        '¶<w:operation name="Ask"><soap:operation style="literal"',
    ),
}
