"""Knows which data contracts of .NET's own namespaces are structs, and which are classes.

Source: Microsoft's API reference. Built-in types (``DateTime``, ``Guid``, ``TimeSpan``, ``Uri``)
are scalars, and not listed. A sample shows members and a namespace, never whether a type is a
struct, so a type that is not listed may be either.
"""

from __future__ import annotations

from soapstone.dotnet.namespaces import DATA_CONTRACT
from soapstone.model.contract import QName

_STRUCTS = {
    "System": """
        ArraySegment DateOnly DateTimeOffset Half Index Int128 Range TimeOnly UInt128 ValueTuple
        """,
    "System.Collections.Generic": "KeyValuePair",
    "System.Drawing": "Color Point PointF Rectangle RectangleF Size SizeF",
    "System.Numerics": "BigInteger Complex Quaternion Vector2 Vector3 Vector4",
}
_CLASSES = {
    "System": "Exception Lazy OperatingSystem Random TimeZoneInfo Tuple Version",
    "System.Net.Mail": "Attachment MailAddress MailMessage",
}


def _named(tables: dict[str, str]) -> frozenset[QName]:
    return frozenset(
        QName(DATA_CONTRACT + namespace, name)
        for namespace, names in tables.items()
        for name in names.split()
    )


_STRUCT_NAMES, _CLASS_NAMES = _named(_STRUCTS), _named(_CLASSES)


def is_system(namespace: str) -> bool:
    """Return whether a data contract's namespace is one of .NET's own."""
    return f"{namespace}.".startswith(f"{DATA_CONTRACT}System.")


def is_struct(name: QName) -> bool | None:
    """Return whether a data contract of .NET is a struct; None where that is not known.

    The name of a generic type has its arguments: ``KeyValuePairOfstringint``.
    """
    plain = QName(name.namespace, name.name.partition("Of")[0])
    if plain in _STRUCT_NAMES:
        return True
    return False if plain in _CLASS_NAMES else None
