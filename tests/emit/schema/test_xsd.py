"""Schemas of hand-made contracts accept valid documents and refuse invalid ones."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.sax.saxutils import quoteattr

import pytest
import xmlschema
from lxml import etree

from soapstone.emit.schema import file_names, schema_files, schemas
from soapstone.model.contract import (
    AnyXml,
    Binding,
    Contract,
    Enumeration,
    EnumerationRef,
    Field,
    ListOf,
    MapOf,
    Message,
    Operation,
    Particle,
    QName,
    Record,
    RecordRef,
    Scalar,
    Serializer,
    Transport,
    Type,
)
from tests import data_sets

XSD = "http://www.w3.org/2001/XMLSchema"
XSI = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
NIL = f'{XSI} xsi:nil="true"'

TC2 = "https://services.alarmnet.com/TC2/"
CLR = "http://schemas.datacontract.org/2004/07/PwC.Metering.Core."
REQUESTS = f"{CLR}Services.Contracts.Requests"
RESPONSES = f"{CLR}Services.Contracts.Responses"
MODELS = f"{CLR}Domain.Concretes.Models"
ARRAYS = "http://schemas.microsoft.com/2003/10/Serialization/Arrays"
A, B = "urn:a", "urn:b"

STRING, LONG, INT, BOOLEAN = map(Scalar, ("string", "long", "int", "boolean"))


def value(namespace: str, name: str, type_: Type, **facts: Any) -> Field:
    """A field of a value type: the element is required."""
    return replace(Field(QName(namespace, name), type_, required=True), **facts)


def reference(namespace: str, name: str, type_: Type, **facts: Any) -> Field:
    """A field of a reference type: the element may be absent."""
    return replace(Field(QName(namespace, name), type_, nullable=True), **facts)


def record(namespace: str, key: str, *fields: Field, **facts: Any) -> Record:
    return replace(Record(key, None, namespace, fields), **facts)


def contract(
    roots: dict[QName, str],
    *records: Record,
    enumerations: tuple[Enumeration, ...] = (),
    serializer: Serializer = Serializer.XML,
) -> Contract:
    """A contract with one one-way operation for each root element."""
    operations = (
        Operation(f"Op{number}", "", Message(element, key), None, ())
        for number, (element, key) in enumerate(roots.items())
    )
    return Contract("Service", tuple(operations), records, enumerations, serializer)


def single(*records: Record, **facts: Any) -> Contract:
    """A contract whose one message is the first record, under its own name."""
    first = records[0]
    return contract({QName(first.namespace, first.key): first.key}, *records, **facts)


class Schemas:
    """The files of a contract, as two validators load them from disk."""

    def __init__(self, folder: Path, service: Contract) -> None:
        self.texts = schema_files(service)
        for name, text in self.texts.items():
            (folder / name).write_text(text, encoding="utf-8")
        # Each file must stand as the place to start from.
        self.loaded = {name: xmlschema.XMLSchema(folder / name) for name in self.texts}
        self.libxml2 = {
            name: etree.XMLSchema(etree.parse(folder / name)) for name in self.texts
        }

    def accepts(self, namespace: str, document: str) -> bool:
        name = file_names(schemas_namespaces(self.texts))[namespace]
        ours = self.loaded[name].is_valid(document)
        theirs = self.libxml2[name].validate(etree.fromstring(document))
        assert ours == theirs, self.libxml2[name].error_log
        return ours


def schemas_namespaces(texts: dict[str, str]) -> Iterator[str]:
    for text in texts.values():
        yield etree.fromstring(text.encode()).get("targetNamespace", "")


# --- an ASMX service ------------------------------------------------------------------------


@pytest.fixture(scope="module")
def tc2(tmp_path_factory: pytest.TempPathFactory) -> Schemas:
    devices = ListOf(
        QName(TC2, "DeviceAuthorizingCode"), RecordRef("DeviceAuthorizingCode"), True
    )
    service = contract(
        {QName(TC2, "SynchronizePanelUser"): "SynchronizePanelUser"},
        record(
            TC2,
            "SynchronizePanelUser",
            reference(TC2, "SessionID", STRING, documentation="Of the & session"),
            reference(TC2, "DeviceList", devices),
            value(TC2, "StatusOnly", BOOLEAN),
            reference(TC2, "AdditionalInput", STRING),
            value(TC2, "userCodeDirectPush", BOOLEAN),
        ),
        record(
            TC2,
            "DeviceAuthorizingCode",
            value(TC2, "LocationID", LONG),
            value(TC2, "DeviceID", LONG),
            reference(TC2, "AuthorizingCode", STRING),
            type_name=QName(TC2, "DeviceAuthorizingCode"),
        ),
    )
    return Schemas(tmp_path_factory.mktemp("tc2"), service)


DEVICE = "<DeviceAuthorizingCode>{}</DeviceAuthorizingCode>"
IDS = "<LocationID>9223372036854775807</LocationID><DeviceID>-1</DeviceID>"
FLAGS = "<StatusOnly>true</StatusOnly><userCodeDirectPush>0</userCodeDirectPush>"


def panel_user(content: str) -> str:
    return f'<SynchronizePanelUser xmlns="{TC2}">{content}</SynchronizePanelUser>'


@pytest.mark.parametrize(
    "content",
    [
        FLAGS,
        f"<SessionID/><DeviceList/>{FLAGS}",
        f"<DeviceList>{DEVICE.format(IDS) * 3}</DeviceList>{FLAGS}",
        f"<DeviceList><DeviceAuthorizingCode {NIL}/></DeviceList>{FLAGS}",
    ],
)
def test_what_an_asmx_sample_shows_is_valid(tc2: Schemas, content: str) -> None:
    assert tc2.accepts(TC2, panel_user(content))


@pytest.mark.parametrize(
    "content",
    [
        pytest.param("<StatusOnly>true</StatusOnly>", id="a value type is absent"),
        pytest.param(FLAGS.replace("true", "yes"), id="yes is no boolean"),
        pytest.param(
            f"<DeviceList><DeviceID>1</DeviceID></DeviceList>{FLAGS}", id="no wrapper"
        ),
        pytest.param(
            f"<DeviceList>{DEVICE.format(IDS.replace('807', '808'))}</DeviceList>"
            + FLAGS,
            id="more than a long",
        ),
        pytest.param(f"{FLAGS}<SessionID/>", id="out of order"),
        pytest.param(f"<SessionID {NIL}/>{FLAGS}", id="nil where there is none"),
    ],
)
def test_what_an_asmx_page_rules_out_is_refused(tc2: Schemas, content: str) -> None:
    assert not tc2.accepts(TC2, panel_user(content))


def test_a_wrapper_is_a_named_type_as_xml_serializer_names_it(tc2: Schemas) -> None:
    (text,) = tc2.texts.values()
    assert '<xs:complexType name="ArrayOfDeviceAuthorizingCode">' in text
    assert 'type="tns:ArrayOfDeviceAuthorizingCode"' in text
    assert "<xs:documentation>Of the &amp; session</xs:documentation>" in text
    assert text.startswith('<?xml version="1.0" encoding="utf-8"?>\n<xs:schema ')
    assert text.endswith("</xs:schema>\n")


# --- a data contract ------------------------------------------------------------------------


def metering() -> Contract:
    strings = ListOf(QName(ARRAYS, "string"), STRING, True)
    entry = (QName(ARRAYS, name) for name in ("KeyValueOfstringstring", "Key", "Value"))
    entry_name, key, value_name = entry
    meta = MapOf(entry_name, key, STRING, value_name, STRING, True)

    def listed(name: str) -> ListOf:
        return ListOf(QName(MODELS, name), RecordRef(name), True)

    moment = Scalar("dateTime")
    status = EnumerationRef("HttpStatusCode")
    return contract(
        {
            QName(REQUESTS, "BatchRegisterAccounts"): "BatchRegisterAccounts",
            QName(RESPONSES, "ArrayOfAccountResponse"): "ArrayOfAccountResponse",
        },
        record(
            REQUESTS,
            "BatchRegisterAccounts",
            reference(REQUESTS, "Accounts", listed("Account"), nillable=True),
        ),
        record(
            MODELS,
            "Account",
            reference(MODELS, "BirthDate", moment, nillable=True),
            value(MODELS, "Id", INT),
            reference(MODELS, "Meta", meta, nillable=True),
            reference(MODELS, "RefId", INT, nillable=True),
            reference(MODELS, "Roles", strings, nillable=True),
        ),
        record(
            RESPONSES,
            "ArrayOfAccountResponse",
            reference(
                RESPONSES,
                "AccountResponse",
                RecordRef("AccountResponse"),
                repeated=True,
                nillable=True,
            ),
            collection=True,
        ),
        record(
            RESPONSES,
            "AccountResponse",
            reference(RESPONSES, "Account", RecordRef("Account"), nillable=True),
            value(RESPONSES, "Index", Scalar("int", guessed=True)),
            reference(RESPONSES, "Orders", listed("Order"), nillable=True),
        ),
        record(
            MODELS,
            "Order",
            value(MODELS, "Id", Scalar("guid")),
            value(MODELS, "RequestDuration", Scalar("duration")),
            value(MODELS, "ResponseStatusCode", status),
        ),
        enumerations=(Enumeration("HttpStatusCode", None, ("Continue", "OK")),),
        serializer=Serializer.DATA_CONTRACT,
    )


@pytest.fixture(scope="module")
def data_contract(tmp_path_factory: pytest.TempPathFactory) -> Schemas:
    return Schemas(tmp_path_factory.mktemp("metering"), metering())


def account(content: str, root: str = "BatchRegisterAccounts") -> str:
    return f"""<{root} xmlns="{REQUESTS}" xmlns:m="{MODELS}" xmlns:a="{ARRAYS}" {XSI}>
      <Accounts><m:Account>{content}</m:Account></Accounts></{root}>"""


def order(content: str, index: str = "0") -> str:
    return f"""<ArrayOfAccountResponse xmlns="{RESPONSES}" xmlns:m="{MODELS}">
      <AccountResponse><Account><m:Id>1</m:Id></Account><Index>{index}</Index>
      <Orders><m:Order>{content}</m:Order></Orders></AccountResponse>
      </ArrayOfAccountResponse>"""


ENTRY = """<a:KeyValueOfstringstring><a:Key>k</a:Key>{}</a:KeyValueOfstringstring>"""
GUID = "<m:Id>0a1B2c3d-0000-0000-0000-000000000000</m:Id>"
DURATION = "<m:RequestDuration>PT0.0000001S</m:RequestDuration>"
STATUS = "<m:ResponseStatusCode>OK</m:ResponseStatusCode>"


def test_there_is_one_file_for_each_namespace(data_contract: Schemas) -> None:
    assert sorted(data_contract.texts) == [
        "schemas.datacontract.org-2004-07-pwc.metering.core.domain.concretes.models.xsd",
        "schemas.datacontract.org-2004-07-pwc.metering.core.services.contracts.requests.xsd",
        "schemas.datacontract.org-2004-07-pwc.metering.core.services.contracts.responses.xsd",
        "schemas.microsoft.com-2003-10-serialization-arrays.xsd",
        "schemas.microsoft.com-2003-10-serialization.xsd",
    ]


@pytest.mark.parametrize(
    "content",
    [
        "<m:Id>0</m:Id>",
        '<m:BirthDate xsi:nil="true"/><m:Id>0</m:Id><m:RefId xsi:nil="true"/>',
        f"""<m:BirthDate>0001-01-01T00:00:00</m:BirthDate><m:Id>0</m:Id>
        <m:Meta>{ENTRY.format('<a:Value xsi:nil="true"/>') * 2}</m:Meta>
        <m:Roles><a:string>x</a:string><a:string xsi:nil="true"/></m:Roles>""",
    ],
)
def test_what_a_data_contract_sample_shows_is_valid(
    data_contract: Schemas, content: str
) -> None:
    assert data_contract.accepts(REQUESTS, account(content))


@pytest.mark.parametrize(
    "content",
    [
        pytest.param('<m:Id xsi:nil="true"/>', id="nil of a plain int"),
        pytest.param("<m:Id>0</m:Id><m:Roles><m:string/></m:Roles>", id="namespace"),
        pytest.param(f"<m:Id>0</m:Id><m:Meta>{ENTRY.format('')}</m:Meta>", id="entry"),
        pytest.param("<m:Id>0</m:Id><m:BirthDate/>", id="empty date, out of order"),
    ],
)
def test_what_a_data_contract_rules_out_is_refused(
    data_contract: Schemas, content: str
) -> None:
    assert not data_contract.accepts(REQUESTS, account(content))


@pytest.mark.parametrize(
    ("content", "index", "valid"),
    [
        (GUID + DURATION + STATUS, "0", True),
        # The page showed a 0 and no type: a fraction is possible.
        (GUID + DURATION + STATUS, "12.5", True),
        (GUID + DURATION + STATUS, "x", False),
        (GUID.replace("0a", "") + DURATION + STATUS, "0", False),
        (GUID + DURATION.replace("PT0.0000001S", "00:00:01") + STATUS, "0", False),
        (GUID + DURATION + STATUS.replace("OK", "Teapot"), "0", False),
    ],
)
def test_scalars_of_a_data_contract(
    data_contract: Schemas, content: str, index: str, valid: bool
) -> None:
    assert data_contract.accepts(RESPONSES, order(content, index)) is valid


def test_data_contract_wrappers_keep_the_case_of_their_items(
    data_contract: Schemas,
) -> None:
    text = data_contract.texts["schemas.microsoft.com-2003-10-serialization-arrays.xsd"]
    assert re.findall(r'complexType name="(\w+)"', text) == [
        "ArrayOfKeyValueOfstringstring",
        "ArrayOfstring",
        "KeyValueOfstringstring",
    ]


# --- names from elsewhere -------------------------------------------------------------------


def test_an_inherited_member_lives_in_the_namespace_of_its_declarer(
    tmp_path: Path,
) -> None:
    derived = record(A, "Derived", value(B, "Id", INT), value(A, "Name", STRING))
    found = Schemas(tmp_path, single(derived))
    document = '<Derived xmlns="urn:a"><Id xmlns="{}">{}</Id><Name/></Derived>'
    assert found.accepts(A, document.format(B, 1))
    assert not found.accepts(A, document.format(B, "x"))
    assert not found.accepts(A, document.format(A, 1))


def test_a_global_element_has_one_type_but_members_of_its_name_may_have_several(
    tmp_path: Path,
) -> None:
    found = Schemas(
        tmp_path,
        contract(
            {QName(A, "One"): "One", QName(A, "Two"): "Two"},
            # Optional neighbours of the same namespace: a wildcard would be ambiguous here.
            record(A, "One", reference(B, "Id", INT), reference(B, "Note", STRING)),
            record(
                A,
                "Two",
                value(B, "Id", BOOLEAN, repeated=True, required=False),
                value(B, "Tail", INT),
            ),
        ),
    )
    one = '<One xmlns="urn:a" xmlns:b="urn:b"><b:Id>{}</b:Id><b:Note/></One>'
    two = '<Two xmlns="urn:a" xmlns:b="urn:b">{}<b:Tail>1</b:Tail></Two>'
    assert found.accepts(A, one.format(7))
    assert not found.accepts(A, one.format("true"))
    assert found.accepts(A, '<One xmlns="urn:a"/>')
    assert found.accepts(A, two.format("<b:Id>true</b:Id><b:Id>false</b:Id>"))
    assert found.accepts(A, two.format(""))
    assert not found.accepts(A, two.format("<b:Id>7</b:Id>"))


def test_a_member_may_share_its_name_with_a_message_of_another_type(
    tmp_path: Path,
) -> None:
    found = Schemas(
        tmp_path,
        contract(
            {QName(B, "Thing"): "Thing", QName(A, "Holder"): "Holder"},
            record(B, "Thing", value(B, "Id", INT)),
            record(A, "Holder", value(B, "Thing", BOOLEAN)),
        ),
    )
    assert found.accepts(B, '<Thing xmlns="urn:b"><Id>1</Id></Thing>')
    holder = '<Holder xmlns="urn:a"><Thing xmlns="urn:b">{}</Thing></Holder>'
    assert found.accepts(A, holder.format("true"))
    assert not found.accepts(A, holder.format("<Id>1</Id>"))


def test_roots_of_one_name_that_disagree_are_of_any_type(tmp_path: Path) -> None:
    first = Operation("A", "", Message(QName(A, "Reply"), "One"), None, ())
    second = Operation("B", "", Message(QName(A, "Reply"), "Two"), None, ())
    one, two = record(A, "One", value(A, "X", INT)), record(A, "Two")
    found = Schemas(
        tmp_path, Contract("S", (first, second), (one, two), (), Serializer.XML)
    )
    assert found.accepts(A, '<Reply xmlns="urn:a"><X>1</X></Reply>')
    assert found.accepts(A, '<Reply xmlns="urn:a"/>')


def test_one_record_stands_under_elements_of_two_namespaces(tmp_path: Path) -> None:
    shared = record(A, "Shared", value(A, "Id", INT))
    roots = {QName(A, "Here"): "Shared", QName(B, "There"): "Shared"}
    found = Schemas(tmp_path, contract(roots, shared))
    document = '<{0} xmlns="{1}"><Id xmlns="urn:a">{2}</Id></{0}>'
    assert found.accepts(A, document.format("Here", A, 1))
    assert found.accepts(B, document.format("There", B, 1))
    assert not found.accepts(B, document.format("There", B, ""))


def test_unqualified_members_and_items(tmp_path: Path) -> None:
    items = ListOf(QName("", "Item"), INT, False)
    root = record(A, "Root", value("", "Id", INT), reference(A, "Items", items))
    found = Schemas(tmp_path, single(root))
    assert list(found.texts) == ["urn-a.xsd"]
    document = """<a:Root xmlns:a="urn:a"><{0}Id>1</{0}Id>
      <a:Items><Item>1</Item></a:Items></a:Root>"""
    assert found.accepts(A, document.format(""))
    assert not found.accepts(A, document.format("a:"))


def test_a_contract_without_namespaces(tmp_path: Path) -> None:
    items = ListOf(QName("", "Item"), RecordRef("Item"), True)
    root = record("", "Root", value("", "Id", INT), reference("", "Items", items))
    found = Schemas(tmp_path, single(root, record("", "Item")))
    assert list(found.texts) == ["no-namespace.xsd"]
    assert found.accepts("", "<Root><Id>1</Id><Items><Item/></Items></Root>")
    assert not found.accepts("", f'<Root xmlns="{A}"><Id>1</Id></Root>')


def test_a_type_without_namespace_used_from_one_with(tmp_path: Path) -> None:
    root = record(A, "Root", value(A, "Plain", RecordRef("Plain")))
    found = Schemas(tmp_path, single(root, record("", "Plain", value("", "Id", INT))))
    document = '<a:Root xmlns:a="urn:a"><a:Plain><Id>{}</Id></a:Plain></a:Root>'
    assert found.accepts(A, document.format(1))
    assert not found.accepts(A, document.format("x"))


def test_elements_of_the_standards_namespaces_are_skipped(tmp_path: Path) -> None:
    lang = QName("http://www.w3.org/XML/1998/namespace", "lang")
    root = record(
        A,
        "Root",
        Field(lang, STRING, Particle.ATTRIBUTE),
        reference(XSD, "schema", AnyXml()),
        reference(A, "Rest", STRING),
    )
    found = Schemas(tmp_path, single(root))
    assert list(found.texts) == ["urn-a.xsd"]
    document = f"""<Root xmlns="urn:a" xml:lang="de"><s:schema xmlns:s="{XSD}" id="x"/>
      <Rest/></Root>"""
    assert found.accepts(A, document)


ODD_NAMESPACES = [
    "http://x/\xfc",
    "http://x/a b",
    "%zz",
    "http://[",
    "a<b&\"'>",
    "urn:x\ny",
]
"""What a page can call a namespace though it is no URI; libxml2 does not read these."""


@pytest.mark.parametrize("namespace", ODD_NAMESPACES)
def test_a_namespace_that_is_no_uri_is_written_as_it_is(
    tmp_path: Path, namespace: str
) -> None:
    root = record(namespace, "Root", value(namespace, "Id", INT))
    root = replace(root, fields=(*root.fields, reference(A, "Far", RecordRef("Far"))))
    far = record(A, "Far", reference(namespace, "Back", RecordRef("Root")))
    texts = schema_files(single(root, far))
    for name, text in texts.items():
        (tmp_path / name).write_text(text, encoding="utf-8", newline="")
    document = (
        f"<r:Root xmlns:r={quoteattr(namespace)}><r:Id>{{}}</r:Id>"
        '<Far xmlns="urn:a"><r:Back><r:Id>1</r:Id></r:Back></Far></r:Root>'
    )
    for name in texts:
        schema = xmlschema.XMLSchema(tmp_path / name)
        assert schema.is_valid(document.format(5))
        assert not schema.is_valid(document.format("x"))


# --- types without name -----------------------------------------------------------------------


def carried(service: Contract, transport: Transport = Transport.SOAP_1_1) -> Contract:
    """The contract with a binding for each of its operations."""
    binding = Binding(transport, "POST", "https", "h", "/s")
    operations = (replace(each, bindings=(binding,)) for each in service.operations)
    return replace(service, operations=tuple(operations))


ASK = record(A, "Ask", value(A, "Id", INT), documentation="Asks")
ASKED = contract({QName(A, "Ask"): "Ask"}, ASK)


def test_xml_serializer_gives_the_type_of_a_soap_body_no_name(tmp_path: Path) -> None:
    service = carried(ASKED)
    assert type_names(service, A) == []
    found = Schemas(tmp_path, service)
    assert found.accepts(A, '<Ask xmlns="urn:a"><Id>5</Id></Ask>')
    assert not found.accepts(A, '<Ask xmlns="urn:a"><Id>x</Id></Ask>')
    assert "<xs:documentation>Asks</xs:documentation>" in found.texts["urn-a.xsd"]


def test_a_type_without_name_takes_no_name_from_others() -> None:
    kind = Enumeration("Kind", QName(A, "Ask"), ("a",))
    ask = replace(ASK, fields=(value(A, "Kind", EnumerationRef("Kind")),))
    service = contract({QName(A, "Ask"): "Ask"}, ask, enumerations=(kind,))
    assert type_names(carried(service), A) == ["Ask"]


HEADER = replace(
    ASKED.operations[0],
    request=Message(QName(A, "Do"), "Do"),
    request_headers=(Message(QName(A, "Ask"), "Ask"),),
)
TWICE = {QName(A, "Ask"): "Ask", QName(A, "Again"): "Ask"}
LOOP = replace(ASK, fields=(reference(A, "Ask", RecordRef("Ask")),))
LIST = replace(
    ASK, fields=(reference(A, "Ask", ListOf(QName(A, "i"), RecordRef("Ask"), True)),)
)


@pytest.mark.parametrize(
    ("service", "names"),
    [
        pytest.param(carried(ASKED, Transport.XML), ["Ask"], id="no SOAP"),
        pytest.param(
            carried(replace(ASKED, records=(replace(ASK, type_name=QName(A, "T")),))),
            ["T"],
            id="a page names it",
        ),
        pytest.param(carried(contract(TWICE, ASK)), ["Ask"], id="two roots"),
        pytest.param(
            carried(replace(ASKED, records=(LOOP,))), ["Ask"], id="a field refers"
        ),
        pytest.param(
            carried(replace(ASKED, records=(LIST,))),
            ["ArrayOfAsk", "Ask"],
            id="an item refers",
        ),
        pytest.param(
            carried(replace(ASKED, records=(replace(ASK, collection=True),))),
            ["Ask"],
            id="a list as a document",
        ),
        pytest.param(
            carried(
                replace(ASKED, operations=(HEADER,), records=(ASK, record(A, "Do")))
            ),
            ["Ask"],
            id="a header",
        ),
        pytest.param(
            carried(replace(ASKED, records=(replace(ASK, namespace=B),))),
            [],
            id="in another namespace",
        ),
        pytest.param(
            carried(replace(ASKED, serializer=Serializer.DATA_CONTRACT)),
            ["Ask"],
            id="a data contract",
        ),
    ],
)
def test_a_type_keeps_its_name_where_dotnet_has_a_class_for_it(
    tmp_path: Path, service: Contract, names: list[str]
) -> None:
    assert type_names(service, A) == names
    Schemas(tmp_path, service)


def test_the_type_of_a_root_stays_named_in_its_own_namespace() -> None:
    service = carried(replace(ASKED, records=(replace(ASK, namespace=B),)))
    assert type_names(service, B) == ["Ask"]


def test_the_entries_of_a_header_are_declared(tmp_path: Path) -> None:
    service = replace(ASKED, operations=(HEADER,), records=(ASK, record(A, "Do")))
    found = Schemas(tmp_path, service)
    assert found.accepts(A, '<Ask xmlns="urn:a"><Id>5</Id></Ask>')
    assert not found.accepts(A, '<Ask xmlns="urn:a"><Id>x</Id></Ask>')


# --- kinds of content -----------------------------------------------------------------------


def test_recursive_records(tmp_path: Path) -> None:
    branches = ListOf(QName(A, "Tree"), RecordRef("Tree"), True)
    tree = record(
        A,
        "Tree",
        reference(A, "Parent", RecordRef("Tree")),
        reference(A, "Branches", branches),
    )
    found = Schemas(tmp_path, single(tree))
    document = '<Tree xmlns="urn:a"><Branches><Tree><Parent>{}</Parent></Tree></Branches></Tree>'
    assert found.accepts(A, document.format("<Branches/>"))
    assert not found.accepts(A, document.format("<Tree/>"))


def test_namespaces_that_need_each_other(tmp_path: Path) -> None:
    one = record(A, "One", reference(A, "Two", RecordRef("Two")))
    two = record(B, "Two", reference(B, "One", RecordRef("One")))
    found = Schemas(tmp_path, single(one, two))
    document = '<One xmlns="urn:a"><Two><One xmlns="urn:b">{}</One></Two></One>'
    assert found.accepts(A, document.format('<Two xmlns="urn:a"/>'))
    assert not found.accepts(A, document.format("<Two/>"))


def attribute(namespace: str, name: str, type_: Type, required: bool = False) -> Field:
    return Field(QName(namespace, name), type_, Particle.ATTRIBUTE, required=required)


def test_attributes_and_text(tmp_path: Path) -> None:
    season = Enumeration("Season", None, ("Spring", "Early Summer"))
    quote = record(
        A,
        "Quote",
        attribute("", "season", EnumerationRef("Season"), required=True),
        attribute(A, "own", INT),
        attribute(B, "foreign", INT),
        # A text has no element of its own, whatever its field is called.
        Field(QName("urn:c", "Value"), Scalar("decimal"), Particle.TEXT, required=True),
    )
    found = Schemas(tmp_path, single(quote, enumerations=(season,)))
    assert list(found.texts) == ["urn-a.xsd", "urn-b.xsd"]
    document = '<a:Quote xmlns:a="urn:a" xmlns:b="urn:b" {}>{}</a:Quote>'
    assert found.accepts(A, document.format('season="Early Summer"', "1.50"))
    assert found.accepts(A, document.format('season="Spring" a:own="1"', "1"))
    assert found.accepts(A, document.format('season="Spring" b:foreign="1"', "1"))
    assert not found.accepts(A, document.format('season="Spring" b:foreign="x"', "1"))
    assert not found.accepts(A, document.format('season="Spring" own="1"', "1"))
    assert not found.accepts(A, document.format('season="Winter"', "1"))
    assert not found.accepts(A, document.format("", "1"))
    assert not found.accepts(A, document.format('season="Spring"', "many"))


def test_foreign_attributes_of_one_name_and_two_types(tmp_path: Path) -> None:
    one = record(A, "One", attribute(B, "id", INT))
    two = record(A, "Two", attribute(B, "id", BOOLEAN))
    roots = {QName(A, "One"): "One", QName(A, "Two"): "Two"}
    found = Schemas(tmp_path, contract(roots, one, two))
    document = '<{} xmlns="urn:a" xmlns:b="urn:b" b:id="{}"/>'
    assert found.accepts(A, document.format("One", 7))
    assert found.accepts(A, document.format("Two", "true"))
    assert not found.accepts(A, document.format("Two", 7))


@pytest.mark.parametrize(("text", "valid"), [("5", True), ("", False), ("x", False)])
def test_a_document_that_is_only_text_is_of_the_simple_type(
    tmp_path: Path, text: str, valid: bool
) -> None:
    long = record(A, "long", Field(QName(A, "long"), LONG, Particle.TEXT))
    found = Schemas(tmp_path, single(long))
    assert found.accepts(A, f'<long xmlns="urn:a">{text}</long>') is valid
    assert '<xs:element name="long" type="xs:long"/>' in found.texts["urn-a.xsd"]


def test_text_beside_elements_is_mixed_content(tmp_path: Path) -> None:
    note = record(
        A,
        "Note",
        Field(QName(A, "Note"), STRING, Particle.TEXT),
        reference(A, "By", STRING),
    )
    found = Schemas(tmp_path, single(note))
    assert found.accepts(A, '<Note xmlns="urn:a">So it is <By>me</By></Note>')


@pytest.mark.parametrize(
    ("content", "valid"),
    [
        ("<When>Spring</When><Access/>", True),
        ("<When>Spring</When><Access>Read Write</Access>", True),
        ("<When>Spring Summer</When><Access/>", False),
        ("<When/><Access/>", False),
        ("<When>Spring</When><Access>Read Own</Access>", False),
    ],
)
def test_enumerations_and_flags(tmp_path: Path, content: str, valid: bool) -> None:
    root = record(
        A,
        "Root",
        value(A, "When", EnumerationRef("When")),
        value(A, "Access", EnumerationRef("Access")),
    )
    when = Enumeration("When", QName(A, "Season"), ("Spring", "Summer"))
    access = Enumeration("Access", None, ("Read", "Write"), flags=True)
    found = Schemas(tmp_path, single(root, enumerations=(when, access)))
    assert found.accepts(A, f'<Root xmlns="urn:a">{content}</Root>') is valid


def test_an_enumeration_may_have_an_empty_member(tmp_path: Path) -> None:
    root = record(A, "Root", value(A, "When", EnumerationRef("When")))
    when = Enumeration("When", None, ("", "01"))
    found = Schemas(tmp_path, single(root, enumerations=(when,)))
    assert found.accepts(A, '<Root xmlns="urn:a"><When/></Root>')
    assert not found.accepts(A, '<Root xmlns="urn:a"><When>1</When></Root>')


def test_any_xml_and_records_of_which_no_member_is_known_hold_anything(
    tmp_path: Path,
) -> None:
    root = record(A, "Root", value(A, "Any", AnyXml()), value(A, "No", RecordRef("No")))
    found = Schemas(tmp_path, single(root, record(A, "No")))
    document = '<Root xmlns="urn:a">{}{}</Root>'
    anything = '<Any x="1">text<other xmlns="urn:z"><a/></other></Any>'
    assert found.accepts(A, document.format(anything, "<No/>"))
    assert found.accepts(A, document.format(anything, "<No><a/></No>"))
    assert not found.accepts(A, document.format(anything, "<Other/>"))


def test_a_data_set_is_a_schema_and_a_diffgram(tmp_path: Path) -> None:
    """As .NET declares it, so that its tools take it for a DataSet."""
    data_set = AnyXml("DataSet")
    sets = ListOf(QName(A, "DataSet"), data_set, nillable=True)
    root = record(A, "Root", value(A, "Set", data_set), value(A, "Sets", sets))
    found = Schemas(tmp_path, single(root))
    written = data_sets.written("Changes").partition("<DataSet>")[2]
    written = written.removesuffix("</DataSet>")
    other = written.replace(' id="Changes"', ' id="Other"')  # an xs:ID
    document = (
        "<Root xmlns='urn:a'><Set>{}</Set><Sets><DataSet>{}</DataSet></Sets></Root>"
    )
    assert found.accepts(A, document.format(written, other))
    assert found.accepts(A, document.format("", ""))
    assert not found.accepts(A, document.format("text", ""))
    assert not found.accepts(A, document.format("", "<Other/>"))


def test_a_list_without_wrapper(tmp_path: Path) -> None:
    root = record(
        A,
        "Root",
        value(A, "Id", INT, repeated=True, required=False),
        value(A, "End", INT),
    )
    found = Schemas(tmp_path, single(root))
    for count in (0, 1, 3):
        content = "<Id>1</Id>" * count
        assert found.accepts(A, f'<Root xmlns="urn:a">{content}<End>1</End></Root>')


def test_guid_and_char_of_an_asmx_service(tmp_path: Path) -> None:
    guids = ListOf(QName(A, "guid"), Scalar("guid"), False)
    root = record(A, "Root", value(A, "C", Scalar("char")), value(A, "G", guids))
    found = Schemas(tmp_path, single(root))
    assert list(found.texts) == ["microsoft.com-wsdl-types.xsd", "urn-a.xsd"]
    guid = "<guid>0a1b2c3d-0000-0000-0000-000000000000</guid>"
    document = '<Root xmlns="urn:a"><C>{}</C><G>{}</G></Root>'
    assert found.accepts(A, document.format(65535, guid * 2))
    assert not found.accepts(A, document.format("A", guid))
    assert not found.accepts(A, document.format(65, guid.replace("0a", "")))


# --- names that collide ---------------------------------------------------------------------


def type_names(service: Contract, namespace: str) -> list[str]:
    document = schemas(service)[namespace]
    return [
        child.get("name", "")
        for child in document
        if child.tag in ("xs:complexType", "xs:simpleType")
    ]


def test_types_of_one_name_are_numbered(tmp_path: Path) -> None:
    named = QName(A, "Item")
    service = single(
        record(
            A,
            "Root",
            reference(A, "First", RecordRef("First")),
            reference(A, "Last", RecordRef("Last")),
            reference(A, "Kind", EnumerationRef("Item")),
            reference(A, "Taken", RecordRef("Item1")),
        ),
        record(A, "First", value(A, "Id", INT), type_name=named),
        record(A, "Last", value(A, "Id", BOOLEAN), type_name=named),
        record(A, "Item1", value(A, "Id", STRING)),
        enumerations=(Enumeration("Item", None, ("a",)),),
    )
    assert type_names(service, A) == ["Item", "Item1", "Item2", "Root", "Item3"]
    found = Schemas(tmp_path, service)
    document = (
        '<Root xmlns="urn:a"><First><Id>7</Id></First><Last><Id>{}</Id></Last></Root>'
    )
    assert found.accepts(A, document.format("true"))
    assert not found.accepts(A, document.format("7"))


def test_equal_wrappers_share_a_type_and_unequal_ones_do_not() -> None:
    def strings(item: str, nillable: bool = True) -> ListOf:
        return ListOf(QName(A, item), STRING, nillable)

    nested = ListOf(QName(A, "ArrayOfInt"), ListOf(QName(A, "int"), INT, False), True)
    root = record(
        A,
        "Root",
        reference(A, "One", strings("string")),
        reference(A, "Two", strings("string")),
        reference(A, "Three", strings("tag")),
        reference(A, "Four", nested),
        reference(A, "Five", ListOf(QName(A, "any"), AnyXml(), True)),
    )
    assert type_names(single(root), A) == [
        "ArrayOfAnyType",
        "ArrayOfArrayOfInt",
        "ArrayOfInt",
        "ArrayOfString",
        "ArrayOfString1",
        "Root",
    ]


def test_a_wrapper_that_is_also_a_document_is_one_type() -> None:
    item = QName(A, "Item")
    service = single(
        record(
            A,
            "ArrayOfItem",
            reference(A, "Item", RecordRef("Item"), repeated=True, nillable=True),
            collection=True,
        ),
        record(A, "Item", reference(A, "Items", ListOf(item, RecordRef("Item"), True))),
    )
    assert type_names(service, A) == ["ArrayOfItem", "Item"]


def test_a_map_entry_may_hold_members_of_another_namespace(tmp_path: Path) -> None:
    entry, key, item = QName(A, "Pair"), QName(B, "key"), QName(A, "value")
    pairs = MapOf(entry, key, STRING, item, RecordRef("Root"), False)
    found = Schemas(tmp_path, single(record(A, "Root", reference(A, "Pairs", pairs))))
    document = """<Root xmlns="urn:a"><Pairs><Pair><key xmlns="urn:b">k</key>
      <value>{}</value></Pair></Pairs></Root>"""
    assert found.accepts(A, document.format("<Pairs/>"))
    assert not found.accepts(A, document.format("text"))


def test_file_names_are_safe_and_distinct() -> None:
    names = file_names(
        [
            "",
            "http://tempuri.org/",
            "https://tempuri.org",
            "http://tempuri.org/1",
            "urn:Ünï/../..\\x",
            "../../etc",
            "///",
            "con",
            "http://x/" + "y" * 300,
        ]
    )
    assert names["http://tempuri.org/"] == "tempuri.org.xsd"
    assert names["https://tempuri.org"] == "tempuri.org1.xsd"
    assert names["con"] == "con-.xsd"
    assert len(set(names.values())) == len(names)
    for name in names.values():
        assert re.fullmatch(r"[a-z0-9][a-z0-9_.-]{0,123}\.xsd", name)


# --- what holds of every contract -----------------------------------------------------------


def test_no_order_of_the_contract_shows_in_the_files() -> None:
    service = metering()
    expected = schema_files(service)
    draw = random.Random(7)
    for _ in range(5):
        shuffled = replace(
            service,
            operations=tuple(draw.sample(service.operations, 2)),
            records=tuple(draw.sample(service.records, len(service.records))),
        )
        assert list(schema_files(shuffled).items()) == list(expected.items())


def test_no_text_of_a_page_breaks_out(tmp_path: Path) -> None:
    evil = "]]></xs:documentation><!-- \x00\x0b\ud800\uffff & /> />\r\"'"
    season = Enumeration("S", None, ("<a>\x01", "&amp;"), documentation=evil)
    root = record(
        A,
        "Root",
        reference(A, "S", EnumerationRef("S"), documentation=evil),
        reference(A, "a b<c>", STRING),
        documentation=evil,
    )
    found = Schemas(tmp_path, single(root, enumerations=(season,)))
    document = etree.fromstring(found.texts["urn-a.xsd"].encode())
    texts = [element.text for element in document.iter(f"{{{XSD}}}documentation")]
    assert texts == ["]]></xs:documentation><!--  & /> />\r\"'"] * 3
    assert found.accepts(A, '<Root xmlns="urn:a"><S>&lt;a></S></Root>')
    assert found.accepts(A, '<Root xmlns="urn:a"><a_x0020_b_x003C_c_x003E_/></Root>')


def test_documents_for_a_wsdl_name_no_files() -> None:
    documents = schemas(metering())
    assert list(documents) == sorted(documents)
    imports = [each for document in documents.values() for each in document]
    imports = [each for each in imports if each.tag == "xs:import"]
    assert {each.get("namespace") for each in imports} == {*documents} - {
        REQUESTS,
        RESPONSES,
    }
    assert all(each.get("schemaLocation") is None for each in imports)


def test_a_contract_without_operations_has_no_files() -> None:
    assert schema_files(Contract("Empty", (), (), (), Serializer.XML)) == {}
