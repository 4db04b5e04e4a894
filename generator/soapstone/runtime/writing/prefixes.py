"""The namespace prefixes that a message binds at its root element.

They can differ from those in generated code: see ``Prefixes``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final

from ..reading.fragments import declaration
from ..records.members import Members


class Prefixes:
    """The prefixes of generated tags, and those that replace them in the message.

    They differ only if unknown content uses a generated prefix with another meaning, such as in an
    attribute ``for="m:Meter"``. That value may be a name, so the generated prefix is replaced.
    """

    def __init__(
        self, namespaces: Mapping[str, str], names: Mapping[str, str] | None = None
    ) -> None:
        """``namespaces`` maps prefixes of generated tags, ``names`` those that are replaced."""
        self._namespaces: Final = namespaces
        self._names: Final = names or {}
        self.bound: Final = {self._name(p): uri for p, uri in namespaces.items()}
        self.before: Final = {uri: f"{p}:" for p, uri in namespaces.items()} | {"": ""}
        """Namespace to what is before the name in a generated tag: ``m:``."""
        self.renamed: Final = bool(self._names)
        """Whether the message replaces a prefix of generated tags."""
        self._slots: Final[dict[Members, dict[str, int]]] = {}
        self.declarations: Final = "".join(
            f" {declaration(*each)}" for each in self.bound.items()
        )

    def tag(self, tag: str) -> str:
        """Return a generated tag or attribute name as it is in the message."""
        if not self._names:
            return tag
        prefix, colon, local = tag.rpartition(":")
        return f"{self._name(prefix)}{colon}{local}"

    def rename(self, markup: str) -> str:
        """Return generated markup, from ``<`` to ``>``, as it is in the message."""
        parts = markup.split('"')  # every other one is an attribute's value
        parts[::2] = [
            re.sub("(?<=[</ ])[^</ :=]+(?=:)", lambda found: self._name(found[0]), each)
            for each in parts[::2]
        ]
        return '"'.join(parts)

    def slots(self, table: Members) -> dict[str, int]:
        """Return the slots of members by generated tag; an attribute's tag begins with ``@``."""
        found = self._slots.get(table)
        if found is None:
            found = self._slots[table] = {
                self._tag(name): slot for name, slot in table.slots.items()
            } | {f"@{self._tag(name)}": slot for name, slot in table.attributes.items()}
        return found

    def _tag(self, name: str) -> str:
        namespace, _, local = name.rpartition("}")
        return self.before[namespace[1:]] + local

    def without(self, clashes: Iterable[str]) -> Prefixes:
        """Return prefixes in which those that clash are replaced."""
        names = {prefix: self._name(prefix) for prefix in self._namespaces}
        for prefix, name in names.items():
            if name in clashes:
                while name in names.values():
                    name += "_"
                names[prefix] = name
        return Prefixes(self._namespaces, names)

    def _name(self, prefix: str) -> str:
        return self._names.get(prefix, prefix)
