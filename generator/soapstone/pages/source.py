"""Decodes the bytes of a saved page into text: encoding, line ends, limits."""

from __future__ import annotations

import codecs
import re

from soapstone.model import limits
from soapstone.model.findings import Origin, SpecError

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CHARSETS = {
    "utf-8": "utf-8",
    "windows-1252": "windows-1252",
    "iso-8859-1": "windows-1252",
    "us-ascii": "windows-1252",
    "windows-1250": "windows-1250",
    "windows-1251": "windows-1251",
    "big5": "big5",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc-kr": "cp949",
}
"""Charsets of ``<meta charset>`` and the codec that browsers use for each (WHATWG Encoding
Standard).

A fixed table, for some of Python's codecs take endless time on hostile input.
"""
_META_CHARSET = re.compile(
    rb"<meta\b[^>]{0,400}?charset\s{0,8}=\s{0,8}[\"']?([\w-]{1,40})", re.I
)
_META_WITHIN = 4096
INVISIBLE = dict.fromkeys((0x200B, 0x2060, 0xFEFF))
"""Characters without width (a wiki allows a line break there), for ``str.translate``. No XML name
has them.
"""
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
EMPTY = "an empty page"
_SAVE_AGAIN = "Save the page again from the browser, as text, Markdown or HTML."


def read_text(file: str, data: bytes, charset: str = "") -> str:
    """Return the text of a page, with ``\\n`` as line ends.

    Encodings are tried in this order: byte order mark, UTF-16 recognised by its zero bytes,
    ``charset`` (which a MIME part states), the one that HTML declares, UTF-8, windows-1252. Raises
    SpecError for an empty page, one above the limits, and bytes that are no text.
    """
    limits.BYTES.check(len(data), Origin(file, 1))
    text = decoded(file, data, charset).replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise SpecError(
            Origin(file, 1),
            EMPTY,
            "a saved help page",
            "Open the operation's page in a browser, save it, and look at the file.",
        )
    _check_characters(file, text)
    _check_size(file, text)
    return text.translate({0x0B: " ", 0x0C: " "} | INVISIBLE)


def decoded(file: str, data: bytes, charset: str = "") -> str:
    """Return the text of bytes in the encoding that :func:`read_text` finds; raises as it does."""
    stated = _CHARSETS.get(charset.lower(), "")
    codec, start = _detected_codec(data)
    failures: list[UnicodeDecodeError] = []
    usual = (stated, _declared(data), "utf-8", "windows-1252")
    for candidate in (codec,) if codec else usual:
        try:
            if candidate:
                return data[start:].decode(candidate)
        except UnicodeDecodeError as error:
            failures.append(error)
    # In a wrong encoding the first letter beyond ASCII fails: what reads furthest is the right one.
    failure = max(failures, key=lambda each: each.start)
    before = failure.object[: failure.start].decode(failure.encoding, "replace")
    line = before.replace("\r\n", "\n").replace("\r", "\n").count("\n") + 1
    expected = codec.upper() if codec else "UTF-8, UTF-16 or windows-1252"
    raise SpecError(
        Origin(file, line),
        f"a byte 0x{failure.object[failure.start]:02X} that cannot be read",
        f"text in {expected}",
        "Save the page again as UTF-8.",
    )


def _detected_codec(data: bytes) -> tuple[str, int]:
    """Return the codec that a byte order mark or the zero bytes of UTF-16 show, and where the text
    starts.
    """
    for mark, codec in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return codec, len(mark)
    sample = data[:2048]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    # Markup is ASCII in any language, so about half of the bytes of UTF-16 are zero.
    if odd * 4 > len(sample) and not even:
        return "utf-16-le", 0
    if even * 4 > len(sample) and not odd:
        return "utf-16-be", 0
    return "", 0


def _declared(data: bytes) -> str:
    found = _META_CHARSET.search(data[:_META_WITHIN])
    return (
        _CHARSETS.get(found.group(1).decode("ascii", "replace").lower(), "")
        if found
        else ""
    )


def _check_characters(file: str, text: str) -> None:
    found = _CONTROL.search(text)
    if found is not None:
        line = text.count("\n", 0, found.start()) + 1
        raise SpecError(
            Origin(file, line),
            f"the control character U+{ord(found.group()):04X}",
            "text without control characters",
            f"{_SAVE_AGAIN} If the character is on the page itself, remove it from the file.",
        )


def _check_size(file: str, text: str) -> None:
    start = Origin(file, 1)
    limits.LINES.check(text.count("\n") + (text[-1:] != "\n"), start)
    limits.TAGS.check(text.count("<") + text.count("&lt;"), start)
