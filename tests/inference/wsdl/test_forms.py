"""HTTP GET and POST of a WSDL: parameters, return values, overloads."""

from __future__ import annotations

from soapstone.inference.wsdl import described
from soapstone.model.contract import FormParameter, Operation, QName, Scalar, Transport
from tests.inference.wsdl.services import read

_ELEMENT = (
    '<xs:element name="{0}"><xs:complexType><xs:sequence>{1}</xs:sequence>'
    "</xs:complexType></xs:element>"
)
_MEMBER = '<xs:element name="{}" type="{}"/>'


def _text(soap: bool) -> str:
    """Two overloads of Add, by SOAP and HTTP GET; and Ring, which HTTP GET alone has."""
    one, two = (_MEMBER.format(each, "xs:int") for each in "ab")
    types = _ELEMENT.format("Add", one) + _ELEMENT.format("AddTwo", one + two)
    for name in ("Add", "AddTwo"):
        result = _MEMBER.format(f"{name}Result", "xs:int")
        types += _ELEMENT.format(f"{name}Response", result)
    types += '<xs:element name="int" type="xs:int"/>'
    forms = (
        '<w:message name="AddGet"><w:part name="a" type="xs:string"/></w:message>'
        '<w:message name="TwoGet"><w:part name="a" type="xs:string"/>'
        '<w:part name="b" type="xs:string"/></w:message>'
        '<w:message name="Int"><w:part name="Body" element="t:int"/></w:message>'
    )
    bodies = "".join(
        f'<w:message name="{each}"><w:part name="p" element="t:{each}"/></w:message>'
        for each in ("Add", "AddResponse", "AddTwo", "AddTwoResponse")
    )
    by_soap = _operation("Add", "Add", "AddResponse", "A")
    by_soap += _operation("Add", "AddTwo", "AddTwoResponse", "B")
    by_form = _operation("Add", "AddGet", "Int", "A")
    by_form += _operation("Add", "TwoGet", "Int", "B")
    by_form += _operation("Ring", "AddGet", "Int", "C")
    return f"""<w:definitions xmlns:w="http://schemas.xmlsoap.org/wsdl/" xmlns:t="urn:t"
 xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/" xmlns:xs="http://www.w3.org/2001/XMLSchema"
 xmlns:http="http://schemas.xmlsoap.org/wsdl/http/" xmlns:m="http://schemas.xmlsoap.org/wsdl/mime/"
 targetNamespace="urn:t"><w:types><xs:schema targetNamespace="urn:t"
 elementFormDefault="qualified">{types}</xs:schema></w:types>{bodies}{forms}
<w:portType name="S">{by_soap}</w:portType><w:portType name="F">{by_form}</w:portType>
<w:binding name="SB" type="t:S"><soap:binding transport="http://schemas.xmlsoap.org/soap/http"/>
{_bound("A", "urn:A")}{_bound("B", "urn:B")}</w:binding>
<w:binding name="FB" type="t:F"><http:binding verb="GET"/>{_form("Add", "A")}{_form("Add", "B")}
{_form("Ring", "C")}</w:binding>
<w:service name="Sums">
{_port("P", "SB", "soap") if soap else ""}{_port("Q", "FB", "http")}
</w:service></w:definitions>"""


def _port(name: str, binding: str, prefix: str) -> str:
    address = f'<{prefix}:address location="http://h/s.asmx"/>'
    return f'<w:port name="{name}" binding="t:{binding}">{address}</w:port>'


def _operation(name: str, asked: str, answered: str, label: str) -> str:
    return (
        f'<w:operation name="{name}"><w:input name="{label}" message="t:{asked}"/>'
        f'<w:output name="{label}" message="t:{answered}"/></w:operation>'
    )


def _bound(label: str, action: str) -> str:
    body = '<soap:body use="literal"/>'
    return (
        f'<w:operation name="Add"><soap:operation soapAction="{action}"/>'
        f'<w:input name="{label}">{body}</w:input>'
        f'<w:output name="{label}">{body}</w:output></w:operation>'
    )


def _form(name: str, label: str) -> str:
    return (
        f'<w:operation name="{name}"><http:operation location="/{name}"/>'
        f'<w:input name="{label}"><http:urlEncoded/></w:input>'
        f'<w:output name="{label}"><m:mimeXml part="Body"/></w:output></w:operation>'
    )


def _operations(soap: bool = True) -> dict[str, Operation]:
    found = described("svc", read({"svc.wsdl": _text(soap).encode()})).contract
    return {each.name: each for each in found.operations}


def test_overloads_are_called_after_their_requests() -> None:
    assert _operations().keys() == {"Add", "AddTwo", "Ring"}


def test_a_form_belongs_to_the_overload_with_its_parameters() -> None:
    made = _operations()["AddTwo"]
    soap, form = made.bindings
    assert (soap.soap_action, form.transport) == ("urn:B", Transport.HTTP_GET)
    assert form.path == "/s.asmx/Add"
    assert form.parameters == (FormParameter("a"), FormParameter("b"))
    assert form.response_element == QName("urn:t", "int")
    assert form.return_member == QName("urn:t", "AddTwoResult")


def test_an_operation_of_forms_alone_has_the_parameters_as_its_request() -> None:
    found = described("svc", read({"svc.wsdl": _text(soap=False).encode()})).contract
    ring = next(each for each in found.operations if each.name == "Ring")
    assert ring.request
    assert ring.response
    assert ring.request.element == QName("urn:t", "Ring")
    (field,) = found.record(ring.request.record).fields
    assert (field.name, field.type) == (QName("urn:t", "a"), Scalar("string"))
    (binding,) = ring.bindings
    assert binding.return_member is None
