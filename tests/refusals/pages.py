"""The smallest pages, which trials make worse."""

from __future__ import annotations

SOAP = "http://schemas.xmlsoap.org/soap/envelope/"
INSTANCE = "http://www.w3.org/2001/XMLSchema-instance"


def envelope(name: str, members: str = "") -> str:
    return f"""\
<soap:Envelope xmlns:soap="{SOAP}">
  <soap:Body>
    <{name} xmlns="urn:ferry">
{members}
    </{name}>
  </soap:Body>
</soap:Envelope>"""


def asmx(name: str, members: str = "<Deck>int</Deck>", answer: str = "") -> str:
    """The page of an ASMX operation, as text."""
    return f"""\
Ferry
Click here for a complete list of operations.
{name}
SOAP 1.1
POST /Ferry.asmx HTTP/1.1
Host: ferry.example
Content-Type: text/xml; charset=utf-8
SOAPAction: "urn:ferry/{name}"

{envelope(name, members)}
HTTP/1.1 200 OK
Content-Type: text/xml; charset=utf-8

{envelope(name + "Response", answer)}
"""


def servicestack(sample: str, kind: str = "json", prose: str = "") -> str:
    """The page of a ServiceStack operation, as text, with the sample of its request."""
    return f"""\
{prose}POST /{kind}/reply/Ask HTTP/1.1
Host: ferry.example
Accept: application/{kind}
Content-Type: application/{kind}

{sample}
"""


def each(count: int, text: str) -> str:
    """The text so many times, with a number for each ``#``."""
    return "".join(text.replace("#", str(number)) for number in range(count))
