"""Pages of one ServiceStack operation that show it as JSON alone, or as XML."""

from __future__ import annotations

_TABLES = """\
Weigh

The following routes are available for this service:
All Verbs\t/scales/{Method}\t\t
Weigh Parameters:
NAME\tPARAMETER\tDATA TYPE\tREQUIRED\tDESCRIPTION
Dry\tquery\tbool\tNo\t
Pieces\tquery\tint\tNo\t
Method\tpath\tstring\tYes\tHow the cargo is weighed
Allowable Values

Crane
Axle Load
Draught
Weight Parameters:
NAME\tPARAMETER\tDATA TYPE\tREQUIRED\tDESCRIPTION
Tons\tform\tdouble\tNo\t
Stamp\tform\tSeal\tNo\t
To override the Content-type in your clients, use the HTTP Accept Header, append the .{0} suffix

HTTP + {1}
The following are sample HTTP requests and responses.

POST /{0}/reply/Weigh HTTP/1.1
Host: scales.example.com
Content-Type: application/{0}
Content-Length: length

"""
_ANSWER = """
HTTP/1.1 200 OK
Content-Type: application/{0}
Content-Length: length

"""

REQUEST = '{"Dry":false,"Pieces":0,"Method":"String"}'
RESPONSE = '{"Tons":0,"Stamp":"S"}'

_NAMESPACES = (
    'xmlns:i="http://www.w3.org/2001/XMLSchema-instance"'
    ' xmlns="http://schemas.datacontract.org/2004/07/Scales"'
)
_XML_REQUEST = (
    f"<Weigh {_NAMESPACES}>\n  <Dry>false</Dry>\n  <Method>String</Method>\n"
    "  <Pieces>0</Pieces>\n</Weigh>"
)
_XML_RESPONSE = (
    f"<Weight {_NAMESPACES}>\n  <Stamp>S</Stamp>\n  <Tons>0</Tons>\n" "</Weight>"
)


def _page(format_: str, request: str, response: str) -> str:
    head = _TABLES.replace("{0}", format_).replace("{1}", format_.upper())
    return head + request + _ANSWER.format(format_) + response + "\n"


JSON_PAGE = _page("json", REQUEST, RESPONSE)
XML_PAGE = _page("xml", _XML_REQUEST, _XML_RESPONSE)
SOURCE = """\
[Route("/scales/{Method}")]
public class Weigh : IReturn<Weight>
{
    public bool Dry { get; set; }
    public int Pieces { get; set; }
    public string Method { get; set; }
}
public class Weight
{
    public double Tons { get; set; }
    public string Stamp { get; set; }
}
"""
"""What the page of C# source (``&lang=csharp``) has."""
