"""Texts of scalars as .NET writes them: four of each, to fill samples with."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from soapstone.dotnet.integers import RANGES
from soapstone.emit.python.scalars import python_scalar
from soapstone.model.contract import Scalar
from soapstone.runtime.scalars import every
from soapstone.runtime.standin.facets import fitting

# Name: plain, lowest, highest, one more that has its own traps.
_TEXTS: dict[str, tuple[str, str, str, str]] = {
    "string": ("Rex", " two  blanks ", "<&>\"'", "Zoë 名前 \U0001f600 e\u0301"),
    "boolean": ("true", "false", "true", "false"),
    "float": ("1.5", "-3.4028235E+38", "3.4028235E+38", "INF"),
    "double": ("0.1", "-1.7976931348623157E+308", "5E-324", "NaN"),
    "decimal": (
        *("12.50", "-79228162514264337593543950335"),
        *("79228162514264337593543950335", "0.0000000000000000000000000001"),
    ),
    "dateTime": (
        *("2021-03-04T05:06:07", "0001-01-01T00:00:00"),
        *("9999-12-31T23:59:59.9999999", "2021-07-04T05:06:07.1234567+02:00"),
    ),
    "date": ("2021-03-04", "0001-01-01", "9999-12-31", "2024-02-29Z"),
    "time": (
        *("05:06:07.0000000", "00:00:00.0000000"),
        *("23:59:59.9999999", "05:06:07.1230000Z"),
    ),
    "duration": (
        *("P1DT2H3M4.005S", "-P10675199DT2H48M5.4775808S"),
        *("P10675199DT2H48M5.4775807S", "PT0S"),
    ),
    "guid": (
        *(
            "01234567-89ab-cdef-0123-456789abcdef",
            "00000000-0000-0000-0000-000000000000",
        ),
        *(
            "ffffffff-ffff-ffff-ffff-ffffffffffff",
            "0fedcba9-0000-4000-8000-000000000001",
        ),
    ),
    "char": ("65", "0", "65535", "233"),
    "base64Binary": ("AQID", "", "/////w==", "AAH+/w=="),
    "hexBinary": ("010203", "", "FFFF", "00FF"),
    "language": ("en", "de-CH", "x-a", "en-US"),
    "gYear": ("2021", "0001", "9999", "2024Z"),
    "gYearMonth": ("2021-03", "0001-01", "9999-12", "2024-02Z"),
    "gMonth": ("--03", "--01", "--12", "--02Z"),
    "gMonthDay": ("--03-04", "--01-01", "--12-31", "--02-29Z"),
    "gDay": ("---04", "---01", "---31", "---29Z"),
    "anyURI": ("http://ex.com/a?b=c", "", "urn:x:Y", "http://ex.com/%C3%A9"),
}


# Of all others what is a word to XML Schema: a Name, an NMTOKEN, a token.
_WORDS = ("Rex", "a", "Z9", "a.b-c_d")

DATA_SET = """<DataSet><xs:schema id="NewDataSet" xmlns:xs="http://www.w3.org/2001/XMLSchema" \
xmlns:msdata="urn:schemas-microsoft-com:xml-msdata"><xs:element name="NewDataSet" \
msdata:IsDataSet="true" msdata:UseCurrentLocale="true"><xs:complexType>\
<xs:choice minOccurs="0" maxOccurs="unbounded"><xs:element name="Table"><xs:complexType>\
<xs:sequence><xs:element name="Name" type="xs:string" minOccurs="0"/>\
<xs:element name="Number" type="xs:int" minOccurs="0"/></xs:sequence></xs:complexType>\
</xs:element></xs:choice></xs:complexType></xs:element></xs:schema>\
<diffgr:diffgram xmlns:msdata="urn:schemas-microsoft-com:xml-msdata" \
xmlns:diffgr="urn:schemas-microsoft-com:xml-diffgram-v1"><NewDataSet>\
<Table diffgr:id="Table1" msdata:rowOrder="0"><Name>Rex</Name><Number>5</Number></Table>\
<Table diffgr:id="Table2" msdata:rowOrder="1"><Name>Rex</Name><Number>5</Number></Table>\
</NewDataSet></diffgr:diffgram></DataSet>"""
"""A DataSet of one table, as .NET writes it. No page shows which tables a service has."""


class NoFittingText(Exception):
    """No text of a simple type was found that its facets allow. It says which those are."""


def texts(scalar: Scalar) -> tuple[str, str, str, str]:
    """Four texts of a scalar: plain, lowest, highest, and an awkward one.

    Raises NoFittingText.
    """
    usual = _unrestricted(scalar)
    if scalar.restriction is None:
        return usual
    facets = [(each.name, each.value) for each in scalar.restriction.facets]
    found = [fitting(each, _reader(scalar), facets) for each in usual]
    some = next((each for each in found if each is not None), None)
    if some is None:
        raise NoFittingText(", ".join(dict.fromkeys(name for name, _ in facets)))
    plain, low, high, awkward = (some if each is None else each for each in found)
    return plain, low, high, awkward


def _reader(scalar: Scalar) -> Callable[[str], Any]:
    """What reads a scalar in generated code. A QName, read with its element there, is a text."""
    function = python_scalar(scalar).function
    read: Callable[[str], Any] = getattr(every, f"read_{function}", str)
    return read


def _unrestricted(scalar: Scalar) -> tuple[str, str, str, str]:
    if scalar.name in RANGES:
        low, high = RANGES[scalar.name]
        return (
            str(max(low, min(high, 5))),
            str(low),
            str(high),
            str(min(high, max(low, 0))),
        )
    return _TEXTS.get(scalar.name, _WORDS)
