"""Parses C# type names: ``int?``, ``List<Account>``, ``Dictionary<string, int>``.

The syntax is that of the C# language reference; the names are those of System's namespaces. The XSD
type that DataContractSerializer writes for each was measured (``Uri`` anyURI, ``TimeSpan``
duration, ``sbyte`` byte, ``byte`` unsignedByte).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

SCALARS = {
    "bool": "boolean",
    "Boolean": "boolean",
    "sbyte": "byte",
    "SByte": "byte",
    "byte": "unsignedByte",
    "Byte": "unsignedByte",
    "short": "short",
    "Int16": "short",
    "ushort": "unsignedShort",
    "UInt16": "unsignedShort",
    "int": "int",
    "Int32": "int",
    "uint": "unsignedInt",
    "UInt32": "unsignedInt",
    "long": "long",
    "Int64": "long",
    "ulong": "unsignedLong",
    "UInt64": "unsignedLong",
    "float": "float",
    "Single": "float",
    "double": "double",
    "Double": "double",
    "decimal": "decimal",
    "Decimal": "decimal",
    "char": "char",
    "Char": "char",
    "string": "string",
    "String": "string",
    "Guid": "guid",
    "DateTime": "dateTime",
    "DateTimeOffset": "DateTimeOffset",
    "TimeSpan": "duration",
    "Uri": "anyURI",
    "XmlQualifiedName": "QName",
}
"""C# name to the local name of its XSD type, or to ``guid``, ``char`` or ``DateTimeOffset``."""

_LISTS = """
    List IList IEnumerable ICollection IReadOnlyList IReadOnlyCollection Collection
    ObservableCollection ReadOnlyCollection HashSet ISet SortedSet LinkedList Queue Stack ArrayList
"""
LISTS = frozenset(_LISTS.split())
_MAPS = """
    Dictionary IDictionary IReadOnlyDictionary SortedDictionary SortedList
    ConcurrentDictionary Hashtable
"""
MAPS = frozenset(_MAPS.split())
OBJECTS = frozenset({"object", "Object", "dynamic"})
ARRAY = "[]"
"""Name of the type of an array. Its one argument is the type of the items."""

LONGEST = 1_000
"""Characters. A longer text is no real type name, and may be nested without end."""

_LONGEST = 100
"""Tokens (names and punctuation) of one type name."""

_TOKEN = re.compile(r"[\w.`@]+|[<>,?\[\]]")
_SYSTEM = re.compile(r"(?<![\w.])(?:global::)?System\.(?:\w+\.)*")


@dataclass(frozen=True, slots=True)
class TypeName:
    """A C# type by name. ``Nullable<int>`` and ``int?`` are the same value."""

    name: str
    arguments: tuple[TypeName, ...] = ()
    nullable: bool = False

    @property
    def scalar(self) -> str:
        """The name of the XSD scalar that DataContractSerializer writes, or ""."""
        if self.name == ARRAY:
            return "base64Binary" if self.arguments[0].scalar == "unsignedByte" else ""
        return "" if self.arguments else SCALARS.get(self.name, "")

    @property
    def item(self) -> TypeName | None:
        """The type of a collection's items; None for a type that is no collection."""
        if self.scalar or (self.name != ARRAY and self.name not in LISTS):
            return None
        return self.arguments[0] if len(self.arguments) == 1 else TypeName("object")

    @property
    def entry(self) -> tuple[TypeName, TypeName] | None:
        """The types of a dictionary's key and value; None for a type that is no dictionary."""
        if self.name not in MAPS:
            return None
        if len(self.arguments) != 2:
            return TypeName("object"), TypeName("object")
        return self.arguments[0], self.arguments[1]

    @property
    def is_reference(self) -> bool:
        """Whether it certainly is a reference type: there ``?`` makes no ``Nullable<T>``."""
        scalar = self.scalar in ("string", "base64Binary", "anyURI", "QName")
        known = self.name in OBJECTS or self.item is not None or self.entry is not None
        return scalar or known

    @property
    def is_own(self) -> bool:
        """Whether it may be an enumeration or a class of the service: it is no type of .NET that is
        known here, and not generic.
        """
        known = self.scalar or self.name in OBJECTS or self.item or self.entry
        return not known and not self.arguments

    @property
    def is_pair(self) -> bool:
        """Whether it is ``KeyValuePair<K, V>``."""
        return self.name == "KeyValuePair" and len(self.arguments) == 2

    @property
    def contract_name(self) -> str:
        """The name of the data contract, without the digest that DataContractSerializer adds for
        type arguments of other namespaces.
        """
        if self.scalar:
            return self.scalar
        if self.name in OBJECTS:
            return "anyType"
        if self.item:
            return "ArrayOf" + self.item.contract_name
        of = "Of" if self.arguments else ""
        return (
            self.name
            + of
            + "".join(argument.contract_name for argument in self.arguments)
        )


@lru_cache
def parse(text: str) -> TypeName | None:
    """Return the type that a text names, or None where it is no C# type name (a tuple, prose)."""
    if len(text) > LONGEST:
        return None
    tokens = _TOKEN.findall(_SYSTEM.sub("", text))
    if len(tokens) > _LONGEST:
        return None
    if "".join(tokens) != re.sub(r"\s", "", _SYSTEM.sub("", text)):
        return None
    try:
        parsed = _type(tokens)
    except IndexError:
        return None
    return parsed if parsed and not tokens else None


def _type(tokens: list[str]) -> TypeName | None:
    """Take one type off the front of the tokens. Raises IndexError where the tokens end too
    soon.
    """
    name = tokens.pop(0)
    if not re.match(r"[^\W\d]|@", name):
        return None
    arguments: tuple[TypeName, ...] = ()
    if tokens and tokens[0] == "<":
        found = _arguments(tokens)
        if not found:
            return None
        arguments = found
    parsed = TypeName(name.lstrip("@"), arguments)
    if parsed.name == "Nullable" and len(arguments) == 1:
        parsed = replace(arguments[0], nullable=True)
    return _suffixed(parsed, tokens)


def _arguments(tokens: list[str]) -> tuple[TypeName, ...]:
    """Take ``<A, B>`` off the front of the tokens; () where they start otherwise."""
    found: list[TypeName] = []
    while not found or tokens[0] == ",":
        tokens.pop(0)
        argument = _type(tokens)
        if not argument:
            return ()
        found.append(argument)
    return tuple(found) if tokens.pop(0) == ">" else ()


def _suffixed(parsed: TypeName, tokens: list[str]) -> TypeName | None:
    """Take ``?`` and ``[]`` after a type off the front of the tokens.

    None for ``[,]``: DataContractSerializer has no arrays of several dimensions.
    """
    while tokens and tokens[0] in "?[":
        if tokens.pop(0) == "?":
            parsed = replace(parsed, nullable=True)
        elif tokens.pop(0) == "]":
            parsed = TypeName(ARRAY, (parsed,))
        else:
            return None
    return parsed
