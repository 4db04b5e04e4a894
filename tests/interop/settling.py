"""When two documents say the same to .NET."""

from __future__ import annotations

import datetime as dt
import re

from lxml import etree

from tests.canonical import canonical
from tests.interop.dotnet import Runtime, Serializer
from tests.interop.drawing import SERIALIZATION

_MOMENT = re.compile(
    r"(?<=>)(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(\.\d+)?([+-]\d\d:\d\d)(?=<)"
)
_NUMBER = re.compile(r"(?<=>)-?\d+(?:\.\d+)?(?:E[+-]\d+)?(?=<)")
_NEXT_TO_NOTHING = 2.0**-125  # where single numbers begin to have fewer digits


def settled(document: bytes, serializer: Serializer, runtime: Runtime) -> str:
    """The canonical form, less what .NET's readers and objects do not keep:

    * of a DateTime, the offset: it becomes the machine's own, which is UTC here;
    * the prefix of a QName;
    * the order of a dictionary's entries;
    * DataContractSerializer: the sign of ``-0``, which it writes and reads as 0, and the numbers
      ``z:Id`` of objects;
    * Mono: the last digits of numbers, and all of those next to nothing.
    """
    root = etree.fromstring(document)
    for element in root.iter():
        element.attrib.pop(f"{{{SERIALIZATION}}}Id", None)
        prefix, colon, name = (element.text or "").partition(":")
        if colon and str(element.tag).rpartition("}")[2] == "QName":
            element.text = f"{{{element.nsmap[prefix]}}}{name}"
        if len(element) and "KeyValueOf" in str(element[0].tag):
            element[:] = sorted(element, key=lambda each: "".join(each.itertext()))
    text = canonical(etree.tostring(root, encoding="unicode"))
    text = _MOMENT.sub(_in_utc, text)
    if serializer == "dcs":
        text = text.replace(">-0<", ">0<")
    return _NUMBER.sub(_roughly, text) if runtime == "mono" else text


def _in_utc(moment: re.Match[str]) -> str:
    date, fraction, offset = moment.groups(default="")
    there = dt.datetime.fromisoformat(date + offset).astimezone(dt.UTC)
    return there.isoformat()[: len(date)] + fraction + "+00:00"


def _roughly(number: re.Match[str]) -> str:
    value = float(number[0])
    return f"{value:.6g}" if abs(value) >= _NEXT_TO_NOTHING else "0"


def parting(sent: str, got: str) -> str:
    """Where two texts part; short, as the whole may be long."""
    places = (
        n for n, pair in enumerate(zip(sent, got, strict=False)) if len({*pair}) > 1
    )
    place = next(places, min(len(sent), len(got)))
    part = slice(max(0, place - 60), place + 80)
    return f"sent …{sent[part]}… but got …{got[part]}…"
