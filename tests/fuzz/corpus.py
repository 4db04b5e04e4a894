"""What the fuzz targets start from: saved pages, messages that .NET sent, and awkward pieces."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from soapstone.inputs.files import PAGE_SUFFIXES
from tests.services import FOLDERS, SPECS

DATA = Path(__file__).resolve().parent.parent / "data"


@cache
def pages() -> dict[str, str]:
    """Every page of the seeds and of the test data, by its path."""
    files = [
        path
        for folder in (*map(SPECS.joinpath, FOLDERS), DATA / "pages", DATA / "services")
        for path in sorted(folder.rglob("*"))
        if path.suffix in PAGE_SUFFIXES
    ]
    return {
        path.relative_to(SPECS.parent).as_posix(): path.read_text("utf-8", "replace")
        for path in files
    }


@cache
def messages() -> dict[str, str]:
    """The bodies of the HTTP messages that a .NET client and service exchanged, by file."""
    bodies = {
        path.name: path.read_bytes().partition(b"\r\n\r\n")[2].strip().decode()
        for path in sorted((DATA / "dotnet" / "asmx").glob("*.http"))
    }
    return {name: body for name, body in bodies.items() if body}


NAMES = (
    *(
        "class None self __init__ __class__ __dict__ mro name items value list int str print m r w "
        "_wire to_xml from_soap datetime Wire Decimal UUID Reader Operation annotations A_ a__b _ "
        "import_module record tag __ _1 CON nul runtime types operations xml i soap Envelope Body "
        "Header Fault nil type string int? guid anyType Key Value ArrayOfint _x0020_ _x0022_ "
        "KeyValueOfstringint _x000A_ _xD800_ a-b.c a.b A\u00e4 \uff41\uff42 \ufb01 \u212b \u017f "
        "\u0131 \u0130 \u00df \u4e2d\u6587 \u05e9\u05dd \U00020000 \u3164 \u1160 \u0430 "
        "x\u0301 a\u0660 \u02b0 \u2160"
    ).split(),
    *("N" * 300, "\u4e2d" * 120, "\U00020000" * 90, "aB" * 5000),
)
"""Names that XML or a table can hold and Python, a file system or a reader's eye trips over."""

TEXTS = (
    '"""',
    "'''",
    '"""\nimport os\n"""',
    "\\",
    '\\"',
    "\\N{BULLET}",
    "\\x41",
    "{{ 7 }}",
    "{% x %}",
    "{x!r}",
    "%s",
    "# type: ignore",
    "<script>alert(1)</script>",
    "](javascript:x)",
    "../../../x",
    "C:\\con",
    "\u202e",
    "\u2066x\u2069",
    "\u200b\ufeff",
    "\u2028",
    "\x85",
    "\xa0",
    "\U0001f600",
    "&#27;[2J",
    "&#x202e;",
    "&#13;",
    "&#10;",
    "&quot;",
    "&amp;lt;",
    "]]>",
    "<![CDATA[x]]>",
    "<!--x-->",
    "<?x y?>",
    "<!DOCTYPE x>",
    "&x;",
    "|",
    "\t",
    " or ",
    "::",
    "",
    " ",
    "true",
    "0",
    "1.5E+3",
    "NaN",
    "-0",
    "99999999999999999999",
    "0001-01-01T00:00:00",
    "PT0S",
    "AA==",
    "q1:QName",
    "xml",
    "bytes",
    "dataset",
    "Continue",
    "String",
    "x" * 5000,
)
"""Texts that mean something to Python, Jinja, XML, HTML, Markdown, a terminal or an inference."""

MARKUP = (
    "<a>",
    "</a>",
    "<a/>",
    '<a b="c"/>',
    ' xmlns="http://www.w3.org/2001/XMLSchema"',
    ' xmlns="http://www.w3.org/2001/XMLSchema-instance"',
    ' xmlns="http://schemas.xmlsoap.org/soap/envelope/"',
    ' xmlns="http://schemas.microsoft.com/2003/10/Serialization/Arrays"',
    ' xmlns="urn:{a}"',
    ' xmlns="urn:&quot;&#10;\'"',
    ' xmlns=""',
    ' xml:lang="en"',
    ' xsi:nil="true"',
    ' xsi:type="p:q"',
    ' i:nil="true"',
    '<anyType xsi:type="type"/>',
    "<KeyValueOfstringint><Key>a</Key><Value>0</Value></KeyValueOfstringint>",
    "<string>a</string><string>b</string>",
    "\nPOST /a.asmx HTTP/1.1\n",
    "\nHTTP/1.1 200 OK\n",
    "\nContent-Type: text/xml; charset=utf-8\n",
    'SOAPAction: "a"b"\n',
    "\nA | body | List<Dictionary<string, int?>> | Yes | x |\n",
    "\nbody | Nullable<Guid>[] | No | |\n",
    "\nKind Enum:\nName | Value |\nA | 1 |\n",
    "\nAccount Parameters:\nName | Parameter | Data Type | Required | Description |\n",
    "\npublic class A : IReturn<B>\n{\n    public virtual int C { get; set; }\n}\n",
    '{"a":[{"b":0}]}',
    "{a:[{b:0}]}",
    "<html><pre>",
    "<table><tr><td>",
    "```\n",
    "# x\n",
    "<!DOCTYPE html>",
)
"""Pieces of what the pages are made of, in places where they do not belong."""
