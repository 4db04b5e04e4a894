"""Makes stand-ins: values that replace recorded ones, of the same type and length class.

A stand-in depends only on the form of the value, its length, and the types that can read it. A
digest of the value would reveal it to anybody who tries all likely values.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from soapstone.dotnet import value_forms
from soapstone.inputs.recordings import values

_BLANKS = " \t\r\n"
_WORDS = ("text", "te.t", "aaaa", "a1a1", "1a.1")
"""Four letters each: a word (also readable as base64), no base64, hexadecimal …"""
_LONGEST = 4096
_STAND_IN = re.compile(
    "|".join([*(f"(?:{re.escape(word)})+" for word in _WORDS), "a{30}"])
)

_NUMBER = re.compile(r"([+-]?)(0*)(\d*)(\.\d*)?([eE][+-]?\d+)?", re.ASCII)
_BOUNDS = sorted(
    {0, 1, 2, *(10**power for power in range(1, 30))}
    | {2**bits + more for bits in (7, 8, 15, 16, 31, 32, 63, 64) for more in (0, 1)}
)
"""Where another class of whole numbers starts, by size or by number of digits."""
_MOMENT = re.compile(
    r"-?\d{4,}-\d\d-\d\d(T\d\d:\d\d:\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)?"
)
_TIME = re.compile(r"\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)?")
_GUID = re.compile(r"[({]?[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}[)}]?")
_POWERS = tuple(
    f"{sign}{digits}{power}"
    for sign in ("", "-", "+")
    for digits in ("2", "2.5", "2.55", "0", "20", "200", "20.55", ".55")
    for power in ("E+1", "E-1", "E1", "E10", "E+300", "E300", "E-300", "E+30", "E30")
)
"""Numbers with an exponent, of all kinds."""
_SPECIMENS = (
    *("true", "NaN", "INF", "-INF", "Infinity", "-Infinity", "1,000"),
    *("2000", "2000-01", "2000-01Z", "--01-01", "PT1S", "P1Y", "0" * 32, "1" * 32),
    *("a" * 32, "[http://a", "http://a"),
)
"""Tried where nothing above has the same types."""


def stand_in(text: str) -> str:
    """Return the stand-in for a text. Blanks around it remain, and so does a stand-in."""
    core = text.strip(_BLANKS)
    if not core:
        return text
    form, readable = values.form(core), values.readable(core)
    lead = text[: len(text) - len(text.lstrip(_BLANKS))]
    trail = text[len(text.rstrip(_BLANKS)) :]
    for offer in _offers(core):
        if values.form(offer) == form and values.readable(offer) == readable:
            return f"{lead}{offer}{trail}"
    return f"{lead}{_sized(_WORDS[0], len(core))}{trail}"


def is_stand_in(text: str) -> bool:
    """Return whether a text is the stand-in for a word."""
    return _STAND_IN.fullmatch(text) is not None


def _offers(core: str) -> Iterator[str]:
    if core in _POWERS or core in _SPECIMENS:
        yield core
    if len(core) <= value_forms.SHORT:
        yield from _alike(core)
    yield from (_sized(word, len(core)) for word in _WORDS)
    yield _sized("aaaa", len(core))[2:]  # 32 hexadecimal digits would be a guid
    yield from _SPECIMENS


def _alike(core: str) -> Iterator[str]:
    """Yield values that look alike."""
    number = _NUMBER.fullmatch(core)
    if number and re.search("[0-9]", core):
        yield _number(number)
        if number[5]:
            yield from _POWERS
    if _MOMENT.fullmatch(core):
        yield f"2000-01-01{_zeros(core[core.index('-', 1) + 6 :])}"
    if _TIME.fullmatch(core):
        yield _zeros(core)
    if _GUID.fullmatch(core):
        yield re.sub("[0-9a-fA-F]", "0", core)


def _number(found: re.Match[str]) -> str:
    """The smallest number with as many digits that the same types can read."""
    sign, zeros, digits, fraction, exponent = (part or "" for part in found.groups())
    size = int(digits[:40] or 0)
    whole = str(max(bound for bound in _BOUNDS if bound <= size)) if digits else ""
    whole = whole.ljust(len(digits), "0")
    if fraction.strip(".0"):
        fraction = "." + "5" * (len(fraction) - 1)
    if exponent:
        exponent = "E-1" if "-" in exponent else "E+1"
    return sign + zeros + whole + fraction + exponent


def _sized(word: str, length: int) -> str:
    """A word, repeated up to the length class of a text: 4, 8, 16 … characters."""
    times = 1
    while len(word) * times < min(length, _LONGEST):
        times *= 2
    return word * times


def _zeros(clock: str) -> str:
    """A time of day, with its offset if it has one, in zeros."""
    return re.sub(r"\d", "0", clock).replace("-", "+")
