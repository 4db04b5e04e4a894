"""Names files after operations, so that every file system holds them, and each run the same.

An operation's name is the service's, and may be anything. Where it cannot be a file's name as it
is, or differs from another by case only, a digest of it follows.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Mapping
from typing import Final

_DEVICES: Final = frozenset(
    [
        *("con", "prn", "aux", "nul", "conin$", "conout$"),
        *(
            f"{device}{number}"
            for device in ("com", "lpt")
            for number in "123456789¹²³"
        ),
    ]
)
"""Names that Windows keeps for itself, whatever follows behind a dot."""
_LONGEST: Final = 80
_MOST_BYTES: Final = 200
"""Of a name without its digest. Names of files end at 255 bytes."""
_UNFIT: Final = re.compile(r"[^\w.-]")


def stems(names: Collection[str]) -> Mapping[str, str]:
    """Return the name of a file, without ending, for each operation of a service."""
    plain = {name: _plain(name) for name in names}
    counts = Counter(map(_compared, plain.values()))
    return {
        name: (
            stem
            if stem == name and counts[_compared(stem)] == 1
            else with_digest(stem, name)
        )
        for name, stem in plain.items()
    }


def is_file_name(name: str) -> bool:
    """Return whether a name can be that of a folder as it is, which a hidden one could not."""
    return stems([name])[name] == name and name[0] != "_"


def with_digest(stem: str, name: str) -> str:
    """Return a stem with a digest of the name, so that no other name has it."""
    return f"{stem}-{hashlib.sha256(name.encode('utf-8', 'replace')).hexdigest()[:8]}"


def _plain(name: str) -> str:
    """What of a name fits. A dot in front would hide the file; Windows drops one at the end."""
    fitting = _UNFIT.sub("_", unicodedata.normalize("NFC", name))
    short = fitting.encode()[:_MOST_BYTES].decode(errors="ignore")[:_LONGEST]
    first, dot, rest = (short.strip(".-_") or "page").partition(".")
    device = "_" if first.lower() in _DEVICES else ""
    return f"{first}{device}{dot}{rest}"


def _compared(stem: str) -> str:
    """What file systems compare that know neither case nor ways to compose a letter."""
    return unicodedata.normalize("NFC", stem.casefold())
