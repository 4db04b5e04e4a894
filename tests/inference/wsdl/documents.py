"""WSDL documents of the tests' schemas."""

from __future__ import annotations

from pathlib import Path

SCHEMAS = Path(__file__).parents[2] / "data" / "schemas"
_SOAP = "http://schemas.xmlsoap.org/wsdl/soap/"
_HTTP = "http://schemas.xmlsoap.org/soap/http"


def wsdl(
    inside: str, namespace: str, binding: str, address: str, style: str = "document"
) -> str:
    """A WSDL with one port type ``P``, one binding and one port."""
    return f"""<w:definitions xmlns:w="http://schemas.xmlsoap.org/wsdl/" xmlns:t="{namespace}"
 xmlns:soap="{_SOAP}" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:m="urn:missing"
 targetNamespace="{namespace}">{inside}
<w:binding name="B" type="t:P"><soap:binding transport="{_HTTP}" style="{style}"/>
{binding}</w:binding>
<w:service name="S"><w:port name="Q" binding="t:B"><soap:address location="{address}"/></w:port>
</w:service></w:definitions>"""


def message(name: str, *parts: str) -> str:
    """A message; a part is an attribute: ``element="t:Ask"``."""
    inside = "".join(f'<w:part name="p{n}" {each}/>' for n, each in enumerate(parts))
    return f'<w:message name="{name}">{inside}</w:message>'


def bound(
    name: str, use: str = "literal", style: str = "document", more: str = ""
) -> str:
    """An operation of a binding."""
    body = f'<soap:body use="{use}" namespace="urn:rpc"/>'
    return (
        f'<w:operation name="{name}"><soap:operation soapAction="urn:{name}" style="{style}"/>'
        f"<w:input>{body}{more}</w:input><w:output>{body}</w:output></w:operation>"
    )


def declared(name: str, asked: str, answered: str, more: str = "") -> str:
    """An operation of a port type."""
    return (
        f'<w:operation name="{name}"><w:input message="t:{asked}"/>'
        f'<w:output message="t:{answered}"/>{more}</w:operation>'
    )


def lighthouse_wsdl() -> str:
    """Of hand-written schemas: document and rpc style, an encoded operation, one without parts."""
    elements = ("Shine", "Log", "Twice", "Shared", "Box", "Horn")
    messages = [message(each, f'element="t:{each}"') for each in elements]
    messages += [
        message("Add", 'type="xs:int"', 'type="t:Tree"', 'type="m:Gone"'),
        message("AddOut", 'type="xs:string"'),
    ]
    fault = '<w:fault name="f" message="t:Box"/>'
    operations = [declared(each, each, "Horn", fault) for each in elements]
    operations.append(declared("Add", "Add", "AddOut"))
    operations.append(declared("Old", "Add", "AddOut"))
    bindings = [bound(each) for each in elements]
    bindings += [bound("Add", style="rpc"), bound("Old", "encoded", "rpc")]
    port_type = f'<w:portType name="P">{"".join(operations)}</w:portType>'
    return wsdl(
        "".join([*messages, port_type]),
        "urn:lighthouse",
        "".join(bindings),
        "https://light.example/l.svc",
    )


def pier_wsdl() -> str:
    """Of data contracts, with an operation whose part names no element."""
    home = "http://schemas.datacontract.org/2004/07/Pier"
    messages = [
        message("Land", 'element="t:Land"'),
        message("Bare", 'type="xs:int"'),
    ]
    operations = [declared("Land", "Land", "Land"), declared("Bare", "Bare", "Land")]
    port_type = f'<w:portType name="P">{"".join(operations)}</w:portType>'
    return wsdl(
        "".join([*messages, port_type]),
        home,
        bound("Land") + bound("Bare"),
        "https://pier.example/p.svc",
    )


def svc_wsdl() -> str:
    """Of the operation that :func:`tests.explain.support.asmx` has pages of, older than these."""
    xs = 'xmlns:xs="http://www.w3.org/2001/XMLSchema"'
    inside = f"""<w:types><xs:schema {xs} targetNamespace="urn:svc" elementFormDefault="qualified">
<xs:element name="Ask"><xs:complexType><xs:sequence>
<xs:element name="X" type="xs:long"/><xs:element name="E" type="t:E"/>
</xs:sequence></xs:complexType></xs:element>
<xs:element name="AskResponse"><xs:complexType/></xs:element>
<xs:simpleType name="E"><xs:restriction base="xs:string">
<xs:enumeration value="Up"/><xs:enumeration value="Down"/>
</xs:restriction></xs:simpleType></xs:schema></w:types>
{message("Ask", 'element="t:Ask"')}{message("Answer", 'element="t:AskResponse"')}
<w:portType name="P">{declared("Ask", "Ask", "Answer")}</w:portType>"""
    return wsdl(inside, "urn:svc", bound("Ask"), "http://moved.example/svc.asmx")
