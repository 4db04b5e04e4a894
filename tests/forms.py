"""Pages with HTTP GET and POST sections, from the few lines in which they differ."""

from __future__ import annotations

NAMESPACE = "urn:quay"

_HEAD = """Quay


Click here for a complete list of operations.

{name}

Test

The test form is only available for requests from the local machine.
"""
_ANSWER = """
HTTP/1.1 200 OK
Content-Type: text/xml; charset=utf-8
Content-Length: length

<?xml version="1.0" encoding="utf-8"?>
{document}
"""
_SOAP = """
SOAP 1.1

The following is a sample SOAP 1.1 request and response.

POST /quay.asmx HTTP/1.1
Host: quay.example
Content-Type: text/xml; charset=utf-8
Content-Length: length
SOAPAction: "urn:quay/{name}"

<?xml version="1.0" encoding="utf-8"?>
{request}
"""
_GET = """
HTTP GET

The following is a sample HTTP GET request and response.

GET /quay.asmx/{name}?{form} HTTP/1.1
Host: quay.example
"""
_POST = """
HTTP POST

The following is a sample HTTP POST request and response.

POST /quay.asmx/{name} HTTP/1.1
Host: quay.example
Content-Type: application/x-www-form-urlencoded
Content-Length: length

{form}
"""
_ENVELOPE = (
    '<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body>{}'
    "</soap:Body></soap:Envelope>"
)


def form_page(
    name: str,
    parameters: str,
    returned: str = "",
    *,
    soap: tuple[str, str] | None = None,
) -> bytes:
    """The page of an operation, as text.

    ``parameters`` are names, one that is a list twice; ``returned`` is the document that comes
    back, the word ``xml``, or nothing; ``soap`` has the SOAP request and response.
    """
    form = "&".join(f"{each}=string" for each in parameters.split())
    answer = "\nHTTP/1.1 200 OK\n"
    if returned:
        answer = _ANSWER.format(document=_in_namespace(returned))
    text = _HEAD.format(name=name)
    if soap:
        request, response = (_ENVELOPE.format(_in_namespace(each)) for each in soap)
        text += _SOAP.format(name=name, request=request)
        text += _ANSWER.format(document=response)
    for section in (_GET, _POST):
        text += section.format(name=name, form=form) + answer
    return text.encode()


def _in_namespace(xml: str) -> str:
    """A document with the service's namespace on its root."""
    if not xml.startswith("<"):
        return xml
    root = xml[1:].split(">")[0].split("/")[0].split(" ")[0]
    return xml.replace(f"<{root}", f'<{root} xmlns="{NAMESPACE}"', 1)
