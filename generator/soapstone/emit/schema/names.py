"""Makes valid, unique XML names, and the file name of each namespace."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable
from typing import TypeVar

from soapstone.model.contract import QName
from soapstone.model.xml_names import FIRST, OTHERS

_Key = TypeVar("_Key", bound=Hashable)

_LONGEST_STEM = 120
"""Characters of a file name; some tools stop at 260 for the whole path."""


def ncname(name: str) -> str:
    """Return a valid XML name, escaped as .NET's XmlConvert does: ``a b`` is ``a_x0020_b``."""
    return re.sub(
        f"^[^{FIRST}]|[^{OTHERS}]",
        lambda match: f"_x{ord(match[0]):04X}_",
        name or "_",
    )


def distinct(
    wanted: Iterable[tuple[_Key, QName]], taken: Iterable[QName] = ()
) -> dict[_Key, QName]:
    """Return a unique name for each key: the wanted one for the first, later ones get a number.

    Numbers count from 1, as .NET's do, and pass over names that are taken or wanted by others.
    """
    claims = list(wanted)
    others = {name for _, name in claims}
    used = set(taken)
    names: dict[_Key, QName] = {}
    for key, name in claims:
        chosen, number = name, 0
        while chosen in used or (number and chosen in others):
            number += 1
            chosen = QName(name.namespace, f"{name.name}{number}")
        used.add(chosen)
        names[key] = chosen
    return names


def file_names(namespaces: Iterable[str]) -> dict[str, str]:
    """Return the file name of each namespace: ``x.example-tc2.xsd`` for ``https://x.example/TC2/``.

    Lower case only, so that names stay apart where a file system ignores case. Namespaces that
    come to the same name are numbered in sorted order.
    """
    claims = [(key, QName("", _stem(key))) for key in sorted(set(namespaces))]
    return {key: f"{name.name}.xsd" for key, name in distinct(claims).items()}


def _stem(namespace: str) -> str:
    if not namespace:
        return "no-namespace"
    text = re.sub(r"^https?://", "", namespace.lower())
    text = re.sub(r"[^a-z0-9.]+", "-", text)[:_LONGEST_STEM].strip("-.")
    # Windows opens a device by these names, whatever extension follows.
    text = re.sub(r"^(con|prn|aux|nul|(?:com|lpt)\d)(?=\.|$)", r"\1-", text)
    return text or "namespace"
