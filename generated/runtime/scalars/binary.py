"""Reads and writes base64Binary and hexBinary, as bytes."""

from __future__ import annotations

import re
from binascii import a2b_base64, b2a_base64

from .python_values import octets

_BASE64_EXPECTED = "bytes in base64"
_HEX_EXPECTED = "bytes in hexadecimal, two digits each"

# XmlSerializer ignores blanks, any number of = at the end, and bits that make no whole byte.
# (Possessive: a message of blanks alone must not take the time of their square.)
_BASE64_LENIENT = re.compile(r"[A-Za-z0-9+/ \t\r\n]*+=*+[ \t\r\n]*+").fullmatch
# DataContractSerializer wants whole groups of four, but lets blanks stand between the = too.
_BASE64_GROUPED = re.compile(
    r"(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?"
)

_HEX = re.compile(r"(?:[0-9A-Fa-f]{2})*").fullmatch

_BLANKS = str.maketrans("", "", " \t\r\n")


def read_base64_binary(text: str) -> bytes:
    """Return the bytes of a Base64 text. Raises ValueError."""
    try:
        return a2b_base64(text, strict_mode=True)
    except ValueError:
        compact = text.translate(_BLANKS)
        if not (_BASE64_LENIENT(text) or _BASE64_GROUPED.fullmatch(compact)):
            raise ValueError(_BASE64_EXPECTED) from None
    digits = compact.rstrip("=")
    if len(digits) % 4 == 1:
        digits = digits[:-1]
    return a2b_base64(digits + "=" * (-len(digits) % 4))


def write_base64_binary(value: bytes) -> str:
    """Return Base64 on one line. Raises ValueError for what holds no bytes."""
    return b2a_base64(octets(value), newline=False).decode("ascii")


def read_hex_binary(text: str) -> bytes:
    """Return the bytes of hexadecimal digits in either case. Raises ValueError."""
    digits = text.translate(_BLANKS)
    if not _HEX(digits):
        raise ValueError(_HEX_EXPECTED)
    return bytes.fromhex(digits)


def write_hex_binary(value: bytes) -> str:
    """Return hexadecimal digits in upper case. Raises ValueError for what holds no bytes."""
    return octets(value).hex().upper()
