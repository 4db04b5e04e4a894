"""Turns names of the service into Python identifiers, and settles collisions.

An XML name can be a keyword, a builtin, no identifier at all, or equal to another but for case. The
result is always an identifier, not reserved, and unique in its scope.
"""

from __future__ import annotations

import hashlib
import keyword
import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Collection, Container, Iterable, Mapping
from functools import lru_cache

# Windows cannot hold a file of these names, whatever its suffix.
_DEVICES = frozenset(
    [
        "con",
        "prn",
        "aux",
        "nul",
        *(f"{d}{n}" for d in ("com", "lpt") for n in range(1, 10)),
    ]
)
# What a program that imports a package by its name would miss: it becomes ``list_``.
_SHADOWED = frozenset(
    "annotations bool bytes classmethod cls dataclass date datetime dict field float int list self "
    "str time timedelta tuple".split()
)
_LONGEST = 80
_MOST_BYTES = 200
"""Characters of a name. File names end at 255; a digest, a number and a suffix take some."""
_BLANK_LETTERS = frozenset("\u115f\u1160\u3164\uffa0")
"""Letters according to Unicode that are invisible."""

_ENCODED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_WORD = re.compile(
    r"""U{2,}s(?![ls])       # an acronym in the plural: IDs
      | U+(?=U[ls])          # an acronym before a word: IP in IPAddress
      | U?[ls]+d*            # a word, with the digits after it
      | U+d*                 # an acronym at the end
      | d+
    """,
    re.VERBOSE,
)


class _Table(dict[int, str | None]):
    """What a character becomes, for ``str.translate``: worked out once for each."""

    def __init__(self, becomes: Callable[[str], str | None]) -> None:
        self._becomes = becomes

    def __missing__(self, code: int) -> str | None:
        self[code] = self._becomes(chr(code))
        return self[code]


def _shape(char: str) -> str:
    if char.isupper() or char.istitle():
        return "U"
    if char.isalpha():
        return "s" if char == "s" else "l"
    return "d" if char.isdecimal() else " "


_SHAPES = _Table(_shape)


def words(name: str) -> list[str]:
    """Return the words of an XML name: ``ClientIPAddress`` has Client, IP, Address.

    XML's escapes for characters that names cannot hold (``_x0020_``) count as what they stand for.
    Identifiers are compared by Python in normal form KC, so the words are in it.
    """
    plain = _ENCODED.sub(lambda match: chr(int(match[1], 16)), name)
    plain = unicodedata.normalize("NFKC", plain)
    shape = plain.translate(_SHAPES)
    return [plain[match.start() : match.end()] for match in _WORD.finditer(shape)]


@lru_cache(maxsize=65_536)
def snake(name: str) -> str:
    """Return the name of a field, function or module: ``client_ip_address``."""
    from soapstone.emit.python.reserved import (
        member_words,
    )  # late: most runs name nothing

    return _safe("_".join(words(name)).lower(), "unnamed", "n", member_words())


def pascal(name: str) -> str:
    """Return the name of a class: ``SyncStatus``; a name in this style stays as it is.

    It begins with a capital, or in a script without them a member could have its class's name.
    """
    text = name
    if (
        not (text.isascii() and text.isidentifier() and text[0].isupper())
        or "_" in text
    ):
        text = "".join(word[0].upper() + word[1:] for word in words(name))
    if text and not text[0].isupper():
        text = f"N{text}"
    from soapstone.emit.python.reserved import class_words

    return _safe(text, "Unnamed", "N", class_words())


def constant(name: str) -> str:
    """Return the name of a constant or an enumeration's member: ``NOT_FOUND``."""
    return _safe("_".join(words(name)).upper(), "UNNAMED", "N").upper()


def _safe(
    text: str, empty: str, prefix: str, reserved: Container[str] = frozenset()
) -> str:
    if not (text.isascii() and text.isidentifier()):
        text = unicodedata.normalize("NFKC", text)
        text = unicodedata.normalize("NFKC", text.translate(_FITTING)) or empty
        if not text.isidentifier():
            text = f"{prefix}{text}"
    data = text.encode()
    if len(text) > _LONGEST or len(data) > _MOST_BYTES:
        start = data[:_MOST_BYTES].decode(errors="ignore")[:_LONGEST]
        text = f"{start}_{hashlib.sha256(data).hexdigest()[:8]}"
    if keyword.iskeyword(text) or text in reserved or text.lower() in _DEVICES:
        return f"{text}_"
    return text


def _fits(char: str) -> bool:
    """Letters, digits and underscores do; marks, which a letter's other case can bring, do not."""
    if char in _BLANK_LETTERS:
        return False
    return char == "_" or (char.isalnum() and f"a{char}".isidentifier())


_FITTING = _Table(lambda char: char if _fits(char) else None)


def unique(
    wanted: Iterable[tuple[str, str]], taken: Iterable[str] = ()
) -> Mapping[str, str]:
    """Return a unique name for each key, from pairs (key, wanted name).

    If keys want the same name, the first by sort order gets it and the others get a number, so that
    the order of the pages has no effect. A numbered name is never one that another key wants. Names
    that differ only in case count as equal, as in many file systems.
    """
    result: dict[str, str] = {}
    used = {name.casefold() for name in taken}
    pairs = sorted(wanted)
    blocked = used | {name.casefold() for _, name in pairs}
    numbers: defaultdict[str, int] = defaultdict(lambda: 2)
    for key, name in pairs:
        free, base = name, name.rstrip("_")
        if free.casefold() in used:
            while (free := f"{base}_{numbers[base]}").casefold() in blocked:
                numbers[base] += 1
        used.add(free.casefold())
        blocked.add(free.casefold())
        result[key] = free
    return result


def kept(
    keys: Collection[str],
    wanted: Callable[[str], str],
    locked: Mapping[str, str],
    taken: Iterable[str] = (),
) -> Mapping[str, str]:
    """Like ``unique``, except that keys in ``locked`` keep the name that they have there.

    Nothing else gets a locked name, even if no key in ``keys`` uses it.
    """
    pairs = [(key, wanted(key)) for key in keys if key not in locked]
    new = unique(pairs, {*taken, *locked.values()})
    return {key: locked[key] if key in locked else new[key] for key in keys}


def package_name(folder: str) -> str:
    """Return the package name of a service's folder: ``my-service`` becomes ``my_service``.

    ``runtime`` is taken, and a few other names would hide Python's own: an underscore follows.
    """
    name = (
        "_".join(words(folder)).lower() if not folder.isidentifier() else folder.lower()
    )
    name = _safe(name, "unnamed", "n")
    return f"{name}_" if name == "runtime" or name in _SHADOWED else name
