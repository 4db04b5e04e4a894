"""Every name in a WSDL resolves, and zeep builds from it the messages that our classes write."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from functools import partial
from io import BytesIO, StringIO
from pathlib import Path
from types import ModuleType
from typing import Any
from xml.etree import ElementTree

import pytest
import zeep
import zeep.xsd
from lxml import etree

from soapstone.dotnet.integers import RANGES
from soapstone.emit.python.naming import name_everything
from soapstone.emit.python.types import branch_labels
from soapstone.emit.schema import all_files, schema_files, wsdl_files
from soapstone.inference import inferred
from soapstone.model.contract import (
    AnyXml,
    Binding,
    ChoiceOf,
    Contract,
    EnumerationRef,
    Field,
    ListOf,
    MapOf,
    Message,
    Operation,
    Particle,
    QName,
    RecordRef,
    Scalar,
    Serializer,
    Transport,
    Type,
)
from soapstone.pages import read_page
from tests.canonical import canonical
from tests.contracts import ORDERS, TYPES, everything, plain, record
from tests.forms import form_page
from tests.packages import load
from tests.services import service as spec

PAGES = Path(__file__).parents[2] / "data" / "pages"

XSD = "http://www.w3.org/2001/XMLSchema"
WSDL = "http://schemas.xmlsoap.org/wsdl/"
SOAP = "http://schemas.xmlsoap.org/wsdl/soap/"
SOAP12 = "http://schemas.xmlsoap.org/wsdl/soap12/"
NS = {"wsdl": WSDL, "soap": SOAP, "soap12": SOAP12, "xs": XSD}

BOTH = (Transport.SOAP_1_1, Transport.SOAP_1_2)


def text_of(contract: Contract) -> str:
    (text,) = wsdl_files(contract).values()
    return text


def parsed(contract: Contract) -> etree._Element:
    return etree.fromstring(text_of(contract).encode())


def told_by(*names: str) -> Contract:
    """The contract of pages in tests/data/pages."""
    pages = [read_page(name, (PAGES / name).read_bytes()) for name in names]
    return inferred("pages", pages).contract


def rendered() -> Contract:
    """The pages of a whole service, in one folder."""
    paths = sorted((PAGES / "rendered").glob("*.txt"))
    return told_by(*(f"rendered/{path.name}" for path in paths))


# --- contracts ------------------------------------------------------------------------------


def bound(
    name: str,
    request: QName | None = None,
    response: QName | None = None,
    transports: tuple[Transport, ...] = BOTH,
    **more: Any,
) -> Operation:
    """An operation whose messages are all the record Shared."""
    address = {"scheme": "https", "host": "h", "path": "/s.asmx"} | more.pop("at", {})
    action = more.pop("action", f"urn:do/{name}")
    bindings = tuple(
        Binding(transport, "POST", **address, soap_action=action)
        for transport in transports
    )
    asked = Message(request, "Shared") if request else None
    answered = Message(response, "Shared") if response else None
    return replace(Operation(name, "", asked, answered, bindings), **more)


def of(*operations: Operation, name: str = "Orders") -> Contract:
    shared = record("Shared", plain("Id", Scalar("int")))
    return Contract(name, operations, (shared,), (), Serializer.XML)


def ask(name: str, namespace: str = ORDERS) -> QName:
    return QName(namespace, name)


def headers(*names: QName) -> tuple[Message, ...]:
    return tuple(Message(name, "Shared") for name in names)


def awkward() -> Contract:
    """What a service can do to its names all at once."""
    return of(
        bound("Get", ask("Get"), ask("GetResponse", TYPES)),
        bound("Get", ask("GetById"), ask("GetByIdResponse")),
        bound("Get", ask("Get", TYPES)),
        bound("GetById", ask("GetById", TYPES), documentation="Mind & <b>\x01"),
        bound("No Body", None, ask("NoBodyResponse", "")),
        bound("Bare", ask("Naked", ""), ask("Naked")),
        bound(
            "Told",
            ask("Told"),
            ask("ToldResponse"),
            request_headers=headers(ask("SoapIn"), ask("Mark"), ask("Mark", TYPES)),
            response_headers=headers(ask("Mark"), ask("Late")),
        ),
        name="Orders & more",
    )


CONTRACTS: dict[str, Callable[[], Contract]] = {
    "everything": everything,
    "awkward": awkward,
    "rendered": rendered,
    "attributes": partial(told_by, "asmx-attributes-header.txt"),
    "recursion": partial(told_by, "asmx-recursion-second-ns.txt"),
    "tc2": lambda: spec("tc2").contract,
}


# --- names ----------------------------------------------------------------------------------

REFERENCES = {
    f"{{{WSDL}}}part": {"element": "element"},
    f"{{{WSDL}}}input": {"message": "message"},
    f"{{{WSDL}}}output": {"message": "message"},
    f"{{{WSDL}}}binding": {"type": "portType"},
    f"{{{WSDL}}}port": {"binding": "binding"},
    f"{{{SOAP}}}header": {"message": "message"},
    f"{{{SOAP12}}}header": {"message": "message"},
    f"{{{XSD}}}element": {"type": "type", "ref": "element"},
    f"{{{XSD}}}attribute": {"type": "type", "ref": "attribute"},
    f"{{{XSD}}}group": {"ref": "group"},
    f"{{{XSD}}}attributeGroup": {"ref": "attributeGroup"},
    f"{{{XSD}}}extension": {"base": "type"},
    f"{{{XSD}}}restriction": {"base": "type"},
    f"{{{XSD}}}list": {"itemType": "type"},
}
"""The attributes that hold a qualified name, and what it is the name of."""

KINDS = {"complexType": "type", "simpleType": "type"}


def definitions(root: etree._Element) -> list[tuple[str, str]]:
    """What the document defines: the kind and the qualified name."""
    tops = [*root.iterfind(f".//{{{XSD}}}schema"), root]
    found = []
    for top in tops:
        for child in top.iterfind("*[@name]"):
            tag = etree.QName(child)
            if tag.localname != "service":
                kind = KINDS.get(tag.localname, tag.localname)
                space = top.get("targetNamespace", "")
                found.append((kind, f"{{{space}}}{child.get('name')}"))
    return found


def references(root: etree._Element) -> Iterator[tuple[str, str]]:
    for element in root.iter(*REFERENCES):
        for attribute, kind in REFERENCES[str(element.tag)].items():
            value = element.get(attribute)
            if value is not None:
                prefix, _, local = value.rpartition(":")
                # A prefix that nothing declares is a KeyError here.
                space = element.nsmap[prefix] if prefix else element.nsmap.get(None, "")
                if space != XSD:
                    yield kind, f"{{{space}}}{local}"


@pytest.mark.parametrize("name", CONTRACTS)
def test_every_name_leads_to_one_definition(name: str) -> None:
    root = parsed(CONTRACTS[name]())
    defined = definitions(root)
    assert len(set(defined)) == len(defined)
    assert set(references(root)) <= set(defined)


@pytest.mark.parametrize("name", CONTRACTS)
def test_imports_name_no_location_and_a_schema_that_is_here(name: str) -> None:
    root = parsed(CONTRACTS[name]())
    here = [each.get("targetNamespace") for each in root.iter(f"{{{XSD}}}schema")]
    assert len(set(here)) == len(here)
    for each in root.iter(f"{{{XSD}}}import"):
        assert each.get("namespace") in here
        assert each.get("schemaLocation") is None


@pytest.mark.parametrize("name", CONTRACTS)
def test_a_binding_binds_all_of_its_port_type_and_no_more(name: str) -> None:
    root = parsed(CONTRACTS[name]())
    by_name = {each.get("name"): each for each in root.iterfind("wsdl:portType", NS)}
    for binding in root.iterfind("wsdl:binding", NS):
        port_type = by_name[binding.get("type", "").removeprefix("tns:")]
        assert list(shapes(binding)) == list(shapes(port_type))


SHAPE = ("operation", "input", "output")


def shapes(holder: etree._Element) -> Iterator[list[tuple[str, str | None]]]:
    """The names of the operations of a port type or binding, of their inputs and outputs."""
    for operation in holder.iterfind("wsdl:operation", NS):
        sides = operation.iter(*(f"{{{WSDL}}}{tag}" for tag in SHAPE))
        yield [(etree.QName(each).localname, each.get("name")) for each in sides]


# --- what it says ---------------------------------------------------------------------------


PLAIN = bound("Plain", ask("Plain"), transports=(Transport.XML,))


@pytest.mark.parametrize("name", CONTRACTS)
@pytest.mark.parametrize("more", [(), (PLAIN,)], ids=["soap", "and more"])
def test_files_made_together_are_those_made_one_by_one(
    name: str, more: tuple[Operation, ...]
) -> None:
    """Both hold the schemas, and only those with a file of their own have a location."""
    contract = CONTRACTS[name]()
    shared = record("Shared", plain("Id", Scalar("int")))
    contract = replace(
        contract,
        operations=(*contract.operations, *more),
        records=(*contract.records, *((shared,) if more else ())),
    )
    assert all_files(contract) == wsdl_files(contract) | schema_files(contract)


def test_a_service_without_soap_has_no_wsdl() -> None:
    assert wsdl_files(spec("metering").contract) == {}
    assert wsdl_files(Contract("Empty", (), (), (), Serializer.XML)) == {}
    assert wsdl_files(of(bound("Get", ask("Get"), transports=(Transport.XML,)))) == {}


def test_operations_that_only_xml_carries_are_left_out() -> None:
    root = parsed(
        of(
            bound("Get", ask("Get")),
            bound("Plain", ask("Plain"), transports=(Transport.XML,)),
        )
    )
    (port_type,) = root.iterfind("wsdl:portType", NS)
    assert list(shapes(port_type)) == [[("operation", "Get"), ("input", None)]]
    assert f"{{{ORDERS}}}Plain" not in {name for _, name in definitions(root)}


def test_the_target_namespace_is_that_of_most_requests() -> None:
    b, a = (bound(each, ask("Ask" + each, f"urn:{each}"), ask("R")) for each in "ba")
    assert parsed(of(b, a)).get("targetNamespace") == "urn:a"
    b2 = bound("b2", ask("Other", "urn:b"), ask("R", "urn:a"))
    assert parsed(of(b, b2, a)).get("targetNamespace") == "urn:b"
    # A service without a namespace has .NET's.
    bare = of(bound("Get", ask("Get", ""), ask("GetResponse", "")))
    assert parsed(bare).get("targetNamespace") == "http://tempuri.org/"


def test_a_one_way_operation_has_no_output() -> None:
    (port_type,) = parsed(of(bound("Fire", ask("Fire")))).iterfind("wsdl:portType", NS)
    assert list(shapes(port_type)) == [[("operation", "Fire"), ("input", None)]]


def test_overloads_are_told_apart_by_the_names_of_their_inputs() -> None:
    (port_type,) = parsed(awkward()).iterfind("wsdl:portType", NS)
    inputs = [(name, asked) for (_, name), (_, asked), *_ in shapes(port_type)]
    assert inputs == [
        ("Bare", None),
        ("Get", None),
        ("Get", "GetById1"),
        ("Get", "Get1"),
        ("GetById", None),
        ("No_x0020_Body", None),
        ("Told", None),
    ]


def test_documentation_is_that_of_the_page_without_what_xml_cannot_hold() -> None:
    found = parsed(awkward()).findall(".//wsdl:documentation", NS)
    assert [each.text for each in found] == ["Mind & <b>"]
    prims = parsed(rendered()).find(".//wsdl:operation[@name='Prims']", NS)
    assert prims is not None
    assert prims.findtext("wsdl:documentation", None, NS) == "All primitives & echo"


def ports(contract: Contract) -> list[tuple[str, str, list[str]]]:
    """The ports: name, address, and what their bindings bind."""
    root = parsed(contract)
    found = []
    for port in root.iterfind("wsdl:service/wsdl:port", NS):
        path = f"wsdl:binding[@name='{port.get('name')}']/wsdl:operation"
        (address,) = port
        names = [each.get("name", "") for each in root.iterfind(path, NS)]
        found.append((port.get("name", ""), address.get("location", ""), names))
    return found


def test_ports_are_those_that_samples_show() -> None:
    first, second = Transport.SOAP_1_1, Transport.SOAP_1_2
    one = bound("One", ask("One"), transports=(first,))
    two = bound("Two", ask("Two"))
    assert ports(of(one)) == [("OrdersSoap", "https://h/s.asmx", ["One"])]
    assert ports(of(one, two)) == [
        ("OrdersSoap", "https://h/s.asmx", ["One", "Two"]),
        ("OrdersSoap12", "https://h/s.asmx", ["Two"]),
    ]
    late = bound("Late", ask("Late"), transports=(second,))
    assert ports(of(late)) == [("OrdersSoap12", "https://h/s.asmx", ["Late"])]


def test_an_operation_that_lives_elsewhere_has_a_port_there() -> None:
    there = bound("A", ask("A"), at={"path": "/a.asmx"})
    first = [("OrdersSoap", "https://h/s.asmx", ["B", "C"])]
    assert ports(of(there, bound("B", ask("B")), bound("C", ask("C")))) == [
        *first,
        ("OrdersSoap1", "https://h/a.asmx", ["A"]),
        ("OrdersSoap12", "https://h/s.asmx", ["B", "C"]),
        ("OrdersSoap121", "https://h/a.asmx", ["A"]),
    ]


def test_a_path_in_another_case_is_no_other_address() -> None:
    contract = of(
        bound("A", ask("A"), at={"path": "/S.asmx"}),
        bound("B", ask("B")),
        bound("C", ask("C"), at={"path": "/S.asmx"}),
    )
    assert {address for _, address, _ in ports(contract)} == {"https://h/S.asmx"}


def test_a_page_without_host_leaves_the_address_open() -> None:
    contract = of(bound("A", ask("A"), at={"host": ""}))
    assert {address for _, address, _ in ports(contract)} == {"/s.asmx"}


def test_the_soap_action_is_the_bindings_own() -> None:
    root = parsed(of(bound("A", ask("A"), action="urn:a&b"), bound("B", ask("B"))))
    for prefix in ("soap", "soap12"):
        found = root.findall(f"wsdl:binding/wsdl:operation/{prefix}:operation", NS)
        assert [each.get("soapAction") for each in found] == ["urn:a&b", "urn:do/B"]


def test_each_entry_of_a_header_is_a_part_of_its_own_message() -> None:
    root = parsed(awkward())
    parts = {
        (message.get("name"), part.get("name")): part.get("element")
        for message in root.iterfind("wsdl:message", NS)
        for part in message
    }
    sides: dict[str, list[str | None]] = {"input": [], "output": []}
    for side, found in sides.items():
        path = f"wsdl:binding/wsdl:operation[@name='Told']/wsdl:{side}/soap:header"
        for each in root.iterfind(path, NS):
            message = each.get("message", "").removeprefix("tns:")
            found.append(parts[message, each.get("part")])
    assert sides == {
        "input": ["tns:SoapIn", "tns:Mark", "q1:Mark"],
        "output": ["tns:Mark", "tns:Late"],
    }


def test_text_is_no_markup_and_a_hostile_namespace_hides_nothing() -> None:
    evil = bound("<!--types-->", QName(WSDL, "types"), documentation="<!--types-->")
    root = parsed(of(evil))
    assert root.find("wsdl:types/xs:schema", NS) is not None
    assert root.findtext(".//wsdl:documentation", None, NS) == "<!--types-->"


@pytest.mark.parametrize("uri", ["http://x/\xfc", "http://x/a b", "a<b&\"'>"])
def test_a_namespace_that_is_no_uri_is_written_as_it_is(uri: str) -> None:
    text = text_of(of(bound("Get", ask("Get", uri))))
    # libxml2 does not read it.
    bound_to = ElementTree.iterparse(StringIO(text), ["start-ns"])
    assert [item for _, item in bound_to].count(("tns", uri)) == 2
    root = ElementTree.fromstring(text)
    schemas = root.iter(f"{{{XSD}}}schema")
    assert root.get("targetNamespace") == uri
    assert {each.get("targetNamespace") for each in schemas} == {uri, ORDERS}


def test_no_order_of_the_contract_shows_in_the_file() -> None:
    for make in (awkward, rendered):
        contract = make()
        shuffled = replace(
            contract,
            operations=contract.operations[::-1],
            records=contract.records[::-1],
        )
        assert wsdl_files(shuffled) == wsdl_files(contract)


# --- zeep -----------------------------------------------------------------------------------

OURS: dict[str, Any] = dict.fromkeys(RANGES, 5) | {
    "boolean": True,
    "float": 1.5,
    "double": 0.1,
    "decimal": Decimal("12.50"),
    "dateTime": dt.datetime(2021, 3, 4, 5, 6, 7),
    "date": dt.date(2021, 3, 4),
    "time": dt.time(5, 6, 7),
    "duration": dt.timedelta(1, 7384),
    "guid": uuid.UUID(int=7),
    "char": "A",
    "base64Binary": b"\x00\xff",
    "hexBinary": b"\x00\xff",
    "NMTOKEN": "Rex",
    "negativeInteger": -5,
    "nonPositiveInteger": -5,
}
"""A value for each scalar that is more than text."""

THEIRS: dict[str, Any] = {
    # .NET writes seven digits of a second, zeep as many as there are.
    "time": "05:06:07.0000000",
    # Zeep has no type for these: it takes what their base type does.
    "guid": "00000000-0000-0000-0000-000000000007",
    "char": 65,
    "hexBinary": "00FF",
}
"""The same for zeep, where it wants another."""


class Pairs:
    """One value twice: as an object of the generated package, and as zeep wants it.

    Every member has a value where it can, and no list is empty: where a value is missing the two
    differ by design, for zeep leaves an element out or writes nil by its schema alone, while our
    records know which of both was read.
    """

    def __init__(self, contract: Contract, package: ModuleType) -> None:
        self._contract = contract
        self._naming = name_everything(contract)
        self._package = package

    def of(self, key: str, above: tuple[str, ...] = ()) -> tuple[Any, dict[str, Any]]:
        """An object of a record, and the members of zeep's."""
        fields = self._contract.record(key).fields
        ours: dict[str, Any] = {}
        theirs: dict[str, Any] = {}
        for field, name in zip(fields, self._naming.fields[key], strict=True):
            text = field.particle is Particle.TEXT
            nameless = text or isinstance(field.type, ChoiceOf)
            theirs_name = "_value_1" if nameless else field.name.name
            ours[name], theirs[theirs_name] = self._field(field, (*above, key))
        return getattr(self._package, self._naming.classes[key])(**ours), theirs

    def _field(self, field: Field, above: tuple[str, ...]) -> tuple[Any, Any]:
        if isinstance(field.type, ChoiceOf):
            return self._choice(field.type, above)
        pair = self._type(field.type, above)
        if field.repeated:
            return ([pair[0]] * 2, [pair[1]] * 2) if pair else ([], [])
        return pair or (None, zeep.xsd.Nil if field.nillable else None)

    def _choice(self, choice: ChoiceOf, above: tuple[str, ...]) -> tuple[Any, Any]:
        """An item of each branch, the last first."""
        ours, theirs = [], []
        labels = branch_labels(choice)
        for branch, label in list(zip(choice.branches, labels, strict=True))[::-1]:
            pair = self._type(branch.type, above)
            assert pair
            ours.append((label, pair[0]) if label else pair[0])
            theirs.append({branch.name.name: pair[1]})
        return ours, theirs

    def _type(self, type_: Type, above: tuple[str, ...]) -> tuple[Any, Any] | None:
        """None for what has no value: any XML, for which zeep wants a type, and recursion."""
        match type_:
            case Scalar("duration", text=True):
                return "P1DT2H3M4S", OURS["duration"]
            case Scalar():
                value = OURS.get(type_.name, "Zoë <&>")
                return value, THEIRS.get(type_.name, value)
            case EnumerationRef(key):
                *_, member = getattr(self._package, self._naming.classes[key])
                return member, str(member)
            case RecordRef(key) if key in above:
                return None
            case RecordRef(key):
                ours, members = self.of(key, above)
                # Of a type that no page shows, zeep takes a text where it wants members elsewhere.
                return ours, members or ""
            case ListOf():
                pair = self._type(type_.type, above)
                return pair and ([pair[0]] * 2, {type_.item.name: [pair[1]] * 2})
            case MapOf():
                name = self._type(type_.key_type, above)
                item = self._type(type_.value_type, above)
                assert name
                assert item
                entry = {type_.key.name: name[1], type_.value.name: item[1]}
                return {name[0]: item[0]}, {type_.entry.name: [entry]}
            case AnyXml() | ChoiceOf():
                return None


def client(contract: Contract) -> Any:
    load: Any = zeep.Client  # which states no types
    return load(BytesIO(text_of(contract).encode()))


@pytest.mark.parametrize("name", CONTRACTS)
def test_zeep_finds_all_ports(name: str) -> None:
    contract = CONTRACTS[name]()
    (found,) = client(contract).wsdl.services.values()
    assert list(found.ports) == [port for port, _, _ in ports(contract)]


@pytest.mark.parametrize("name", [each for each in CONTRACTS if each != "awkward"])
def test_zeep_builds_the_requests_that_our_classes_write(
    name: str, tmp_path: Path
) -> None:
    contract = CONTRACTS[name]()
    theirs, pairs = client(contract), Pairs(contract, load(contract, tmp_path))
    for port, _, operations in ports(contract):
        version = "1.2" if port.endswith("12") else "1.1"
        proxy = theirs.bind(contract.service, port)
        assert set(operations) == {each.name for each in contract.operations}
        for operation in contract.operations:
            assert operation.request
            record, members = pairs.of(operation.request.record)
            envelope = theirs.create_message(proxy, operation.name, **members)
            built = canonical(etree.tostring(envelope))
            assert built == canonical(record.to_soap(version))


def zeep_builds(theirs: Any, operation: str, **members: Any) -> str:
    envelope = theirs.create_message(theirs.service, operation, **members)
    return canonical(etree.tostring(envelope))


def envelope(content: str) -> str:
    soap = "http://schemas.xmlsoap.org/soap/envelope/"
    return canonical(f'<s:Envelope xmlns:s="{soap}">{content}</s:Envelope>')


def test_zeep_writes_the_entries_of_a_header() -> None:
    theirs = client(awkward())
    names = (ask("SoapIn"), ask("Mark"), ask("Mark", TYPES))
    entries = [theirs.get_element(str(name))(Id=5) for name in names]
    assert zeep_builds(theirs, "Told", Id=7, _soapheaders=entries) == envelope(
        f"""<s:Header><SoapIn xmlns="{ORDERS}"><Id>5</Id></SoapIn>"""
        f"""<Mark xmlns="{ORDERS}"><Id>5</Id></Mark>"""
        f"""<m:Mark xmlns:m="{TYPES}"><Id xmlns="{ORDERS}">5</Id></m:Mark></s:Header>"""
        f"""<s:Body><Told xmlns="{ORDERS}"><Id>7</Id></Told></s:Body>"""
    )


def test_zeep_reads_the_attributes_and_members_of_a_header_that_a_page_shows() -> None:
    theirs = client(rendered())
    space = "https://services.example.com/Demo/"
    entry = theirs.get_element(f"{{{space}}}AuthHeader")(User="u", mode="m")
    built = zeep_builds(theirs, "WithHeaders", msg="x", _soapheaders=[entry])
    assert built == envelope(
        f"""<s:Header><AuthHeader xmlns="{space}" mode="m"><User>u</User></AuthHeader>"""
        f"""</s:Header><s:Body><WithHeaders xmlns="{space}"><msg>x</msg></WithHeaders>"""
        """</s:Body>"""
    )


def test_zeep_sends_nothing_where_a_request_has_no_body() -> None:
    built = zeep_builds(client(awkward()), "No_x0020_Body")
    assert built == envelope("<s:Body/>")


def test_zeep_knows_an_element_without_namespace() -> None:
    built = zeep_builds(client(awkward()), "Bare", Id=5)
    assert built == envelope(
        f"""<s:Body><Naked><Id xmlns="{ORDERS}">5</Id></Naked></s:Body>"""
    )


def test_http_get_and_post_are_left_out() -> None:
    """A port of SOAP is for operations that SOAP carries; the types of others stand in the XSD."""
    soap = (
        "<Ask><no>int</no></Ask>",
        "<AskResponse><AskResult>int</AskResult></AskResponse>",
    )
    pages = {
        "Ask": form_page("Ask", "no", "<int>int</int>", soap=soap),
        "Find": form_page("Find", "name", "<Quote><Id>int</Id></Quote>"),
    }
    read = [read_page(f"quay/{name}.txt", page) for name, page in pages.items()]
    contract = inferred("quay", read).contract
    files = all_files(contract)
    (port,) = client(contract).wsdl.services["Quay"].ports.values()
    assert [*port.binding._operations] == ["Ask"]
    assert 'name="Find"' in files["urn-quay.xsd"]
    alone = replace(contract, operations=(contract.operations[1],))
    assert "service.wsdl" not in all_files(alone)
