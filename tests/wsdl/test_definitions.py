"""Services, ports, bindings and messages of WSDL become what the model says of them."""

from __future__ import annotations

from soapstone.model.contract import QName, Transport
from soapstone.model.description import BoundOperation, Port, Style
from tests.wsdl.documents import TNS, definitions, read, read_one, schema

ELEMENTS = schema(
    "".join(
        f'<xs:element name="{name}" type="xs:string"/>'
        for name in ("Ask", "AskResponse", "Session", "Full", "Other")
    )
)
MESSAGES = """
<w:message name="AskIn"><w:part name="parameters" element="t:Ask"/></w:message>
<w:message name="AskOut"><w:part name="parameters" element="t:AskResponse"/></w:message>
<w:message name="Head"><w:part name="session" element="t:Session"/></w:message>
<w:message name="FullIn"><w:part name="detail" element="t:Full"/></w:message>
"""
PORT_TYPE = """
<w:portType name="Quay">
  <w:operation name="Ask">
    <w:documentation> Asks  for
      a berth. </w:documentation>
    <w:input message="t:AskIn"/><w:output message="t:AskOut"/>
    <w:fault name="FullFault" message="t:FullIn"/>
  </w:operation>
</w:portType>
"""
HTTP = "http://schemas.xmlsoap.org/soap/http"


def soap_binding(
    inside: str,
    *,
    prefix: str = "soap",
    style: str = "document",
    transport: str = HTTP,
    operation: str = "Ask",
    action: str = "urn:ask",
    name: str = "QuaySoap",
) -> str:
    return f"""<w:binding name="{name}" type="t:Quay">
      <{prefix}:binding transport="{transport}" style="{style}"/>
      <w:operation name="{operation}"><{prefix}:operation soapAction="{action}"/>
      {inside}</w:operation></w:binding>"""


def service(*ports: tuple[str, str, str]) -> str:
    """A service with ports: name, prefix of the extension, binding."""
    inside = "".join(
        f'<w:port name="{name}" binding="t:{binding}">'
        f'<{prefix}:address location="http://harbour.example.com/{name}"/></w:port>'
        for name, prefix, binding in ports
    )
    return f'<w:service name="Harbour">{inside}</w:service>'


LITERAL = """<w:input><soap:body use="literal"/></w:input>
<w:output><soap:body use="literal"/></w:output>"""
PORTS = service(("Quay", "soap", "QuaySoap"))
USUAL = f"{MESSAGES}{PORT_TYPE}{soap_binding(LITERAL)}{PORTS}"


def ports(inside: str) -> tuple[Port, ...]:
    return read_one(definitions(inside, ELEMENTS)).ports


def operation(inside: str) -> BoundOperation:
    """The one operation of the one port."""
    (port,) = ports(inside)
    (found,) = port.operations
    return found


def test_an_operation_of_a_port() -> None:
    (port,) = ports(USUAL)
    assert (port.service, port.name, port.transport, port.address) == (
        *("Harbour", "Quay", Transport.SOAP_1_1),
        "http://harbour.example.com/Quay",
    )
    (ask,) = port.operations
    assert (ask.name, ask.soap_action, ask.style) == ("Ask", "urn:ask", Style.DOCUMENT)
    assert ask.documentation == "Asks for\na berth."
    assert ask.input
    assert [each.element for each in ask.input.parts] == [QName(TNS, "Ask")]
    assert ask.output
    assert [each.element for each in ask.output.parts] == [QName(TNS, "AskResponse")]
    assert [(each.name, each.part.element) for each in ask.faults] == [
        ("FullFault", QName(TNS, "Full"))
    ]


def test_a_binding_for_soap_1_2_and_a_second_address() -> None:
    first, second, third = ports(
        f"{MESSAGES}{PORT_TYPE}{soap_binding(LITERAL)}"
        + soap_binding(LITERAL, prefix="soap12", name="Quay12", action="urn:12")
        + service(
            ("A", "soap", "QuaySoap"),
            ("B", "soap12", "Quay12"),
            ("C", "soap", "QuaySoap"),
        )
    )
    assert [each.transport for each in (first, second, third)] == [
        *(Transport.SOAP_1_1, Transport.SOAP_1_2, Transport.SOAP_1_1),
    ]
    assert second.operations[0].soap_action == "urn:12"
    assert first.operations == third.operations
    assert first.address != third.address


def test_headers_are_not_in_the_body() -> None:
    """A header's part may belong to the same message as the body."""
    found = operation(
        """<w:message name="AskIn"><w:part name="parameters" element="t:Ask"/>
        <w:part name="other" element="t:Other"/></w:message>"""
        + MESSAGES.partition("</w:message>")[2]
        + PORT_TYPE
        + soap_binding("""<w:input><soap:body use="literal"/>
            <soap:header message="t:Head" part="session" use="literal">
              <soap:headerfault message="t:FullIn" part="detail" use="literal"/>
            </soap:header>
            <soap:header message="t:AskIn" part="other" use="literal"/></w:input>
            <w:output><soap:body use="literal"/></w:output>""")
        + PORTS
    )
    assert found.input
    assert [each.name for each in found.input.parts] == ["parameters"]
    headers = [each.element for each in found.input.headers]
    assert headers == [QName(TNS, "Session"), QName(TNS, "Other")]


def test_rpc_has_types_a_namespace_and_encoding() -> None:
    found = operation(
        """<w:message name="AskIn"><w:part name="number" type="xs:int"/>
        <w:part name="text" type="xs:string"/></w:message>"""
        + MESSAGES.partition("</w:message>")[2]
        + PORT_TYPE
        + soap_binding(
            """<w:input><soap:body use="encoded" namespace="urn:rpc" parts="number"/>
            </w:input><w:output><soap:body use="literal"/></w:output>""",
            style="rpc",
        )
        + PORTS
    )
    assert found.style is Style.RPC
    assert found.input
    assert found.output
    assert (found.input.encoded, found.output.encoded) == (True, False)
    assert found.input.namespace == "urn:rpc"
    assert [(each.name, str(each.type)) for each in found.input.parts] == [
        ("number", "{http://www.w3.org/2001/XMLSchema}int")
    ]


def test_http_get_and_post() -> None:
    get, post = ports(
        f"{MESSAGES}{PORT_TYPE}"
        """<w:binding name="Get" type="t:Quay"><http:binding verb="GET"/>
        <w:operation name="Ask"><http:operation location="/Ask"/>
        <w:input><http:urlEncoded/></w:input>
        <w:output><mime:mimeXml part="Body"/></w:output></w:operation></w:binding>
        <w:binding name="Post" type="t:Quay"><http:binding verb="POST"/>
        <w:operation name="Ask"><http:operation location="/Ask"/>
        <w:input><mime:content type="application/x-www-form-urlencoded"/></w:input>
        <w:output><mime:content part="Body" type="image/png"/></w:output></w:operation>
        </w:binding>""" + service(("G", "http", "Get"), ("P", "http", "Post"))
    )
    assert (get.transport, post.transport) == (Transport.HTTP_GET, Transport.HTTP_POST)
    (asked,), (posted,) = get.operations, post.operations
    assert asked.location == "/Ask"
    bodies = (asked.input, asked.output, posted.input, posted.output)
    assert [each and each.content for each in bodies] == [
        *("form", "xml", "form", "image/png"),
    ]


OVERLOADS = """<w:portType name="Quay">
  <w:operation name="Ask"><w:input name="AskById" message="t:AskIn"/></w:operation>
  <w:operation name="Ask"><w:input message="t:Head"/><w:output message="t:AskOut"/>
  </w:operation></w:portType>"""


def test_overloads_are_told_apart_by_the_names_of_their_messages() -> None:
    inputs = {
        '<w:input name="AskRequest"/>': "Session",
        '<w:input name="AskById"/>': "Ask",
        # .NET leaves the names of the first overload out, in both places.
        "<w:input/><w:output/>": "Session",
    }
    for named, expected in inputs.items():
        found = operation(MESSAGES + OVERLOADS + soap_binding(named) + PORTS)
        assert found.input
        assert [each.element for each in found.input.parts] == [QName(TNS, expected)]


def test_an_output_without_a_name_is_called_after_its_operation() -> None:
    other = '<w:operation name="Ask"><w:input message="t:Head"/>'
    overloads = OVERLOADS.replace(
        '<w:input name="AskById" message="t:AskIn"/>',
        '<w:input message="t:AskIn"/><w:output name="Other" message="t:AskOut"/>',
    )
    assert other in overloads
    found = operation(
        MESSAGES + overloads + soap_binding('<w:output name="AskResponse"/>') + PORTS
    )
    assert found.input
    assert [each.element for each in found.input.parts] == [QName(TNS, "Session")]


def test_a_binding_may_have_the_documentation() -> None:
    silent = PORT_TYPE.partition("<w:documentation>")[0]
    silent += PORT_TYPE.partition("</w:documentation>")[2]
    said = "<w:documentation>Of the binding.</w:documentation>"
    found = operation(MESSAGES + silent + soap_binding(said + LITERAL) + PORTS)
    assert found.documentation == "Of the binding."


def test_one_way_has_no_output() -> None:
    one_way = PORT_TYPE.replace('<w:output message="t:AskOut"/>', "")
    found = operation(MESSAGES + one_way + soap_binding(LITERAL) + PORTS)
    assert found.output is None


def test_attachments_are_not_in_the_body() -> None:
    found = operation(
        """<w:message name="AskIn"><w:part name="parameters" element="t:Ask"/>
        <w:part name="picture" type="xs:base64Binary"/></w:message>"""
        + MESSAGES.partition("</w:message>")[2]
        + PORT_TYPE
        + soap_binding("""<w:input><mime:multipartRelated>
            <mime:part><soap:body use="literal"/></mime:part>
            <mime:part><mime:content part="picture" type="image/png"/></mime:part>
            </mime:multipartRelated></w:input>
            <w:output><soap:body use="literal"/></w:output>""")
        + PORTS
    )
    assert found.input
    assert [each.name for each in found.input.parts] == ["parameters"]
    assert found.input.content == "multipart/related"


def test_bindings_without_a_service_have_no_address() -> None:
    (port,) = ports(MESSAGES + PORT_TYPE + soap_binding(LITERAL))
    assert (port.service, port.name, port.address) == ("", "QuaySoap", "")
    assert len(port.operations) == 1


def test_a_binding_over_something_else_is_left_out() -> None:
    tcp = soap_binding(LITERAL, transport="http://schemas.microsoft.com/soap/tcp")
    found = read(definitions(MESSAGES + PORT_TYPE + tcp + PORTS, ELEMENTS))
    assert found.ports == ()
    assert [each.code for each in found.findings] == ["binding-not-read"]


def test_wsdl_in_two_documents_is_one() -> None:
    """WCF imports the binding from ?wsdl=wsdl0, whose namespace is another."""
    inner = definitions(MESSAGES + PORT_TYPE + soap_binding(LITERAL), ELEMENTS)
    outer = definitions(
        '<w:import namespace="urn:harbour" location="http://h/?wsdl=wsdl0"/>' + PORTS,
        namespace="urn:outer",
    )
    found = read_one(outer, inner)
    assert [len(each.operations) for each in found.ports] == [1]
    alone = read(outer)
    assert (alone.ports, alone.errors) == ((), ())
    (finding,) = alone.findings
    assert (finding.code, finding.subject) == ("wsdl-missing", "binding QuaySoap")
    assert finding.settle == "Save http://h/?wsdl=wsdl0 into the folder of the service."


def test_an_operation_whose_message_is_missing_is_left_out() -> None:
    found = read(definitions(PORT_TYPE + soap_binding(LITERAL) + PORTS, ELEMENTS))
    assert [each.operations for each in found.ports] == [()]
    assert [each.code for each in found.findings] == ["wsdl-missing"]


def test_the_same_wsdl_twice_is_no_conflict() -> None:
    one = definitions(USUAL, ELEMENTS)
    other = definitions(USUAL, ELEMENTS).replace("t:", "own:").replace(":t=", ":own=")
    assert other != one
    assert read_one(one, other).ports == read_one(one).ports


def test_two_that_differ_are_a_conflict_and_the_first_counts() -> None:
    one, other = definitions(USUAL, ELEMENTS), definitions(
        USUAL.replace("urn:ask", "urn:older"), ELEMENTS
    )
    found = read(one, other)
    assert found.ports == read(one).ports
    (finding,) = found.findings
    assert (finding.code, finding.subject) == ("declared-twice", "QuaySoap")
    assert finding.origin.file == "harbour/1.xsd"


def test_an_extension_of_another_namespace_is_passed_over() -> None:
    other = '<x:operation xmlns:x="urn:x" soapAction="urn:other"/>'
    found = operation(USUAL.replace("<soap:operation", f"{other}<soap:operation"))
    assert found.soap_action == "urn:ask"


def test_a_binding_may_name_one_message_of_an_overload() -> None:
    overloads = OVERLOADS.replace(
        '<w:input name="AskById" message="t:AskIn"/>',
        '<w:input name="ById" message="t:AskIn"/><w:output name="One" message="t:AskOut"/>',
    )
    named = '<w:input/><w:output name="One"/>'
    found = operation(MESSAGES + overloads + soap_binding(named) + PORTS)
    assert found.input
    assert [each.element for each in found.input.parts] == [QName(TNS, "Ask")]
