"""The prefixes that a message binds at its root."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final

from ..reading.fragments import declaration
from ..records.members import Members


class Prefixes:
    """What generated tags call each namespace, and what it is called in the message.

    That differs only where a prefix of ours means something else inside unknown content, such as an
    attribute ``for="m:Meter"``: what was received may be a name, so ours gives way.
    """

    def __init__(
        self, namespaces: Mapping[str, str], names: Mapping[str, str] | None = None
    ) -> None:
        """``namespaces`` by prefixes of tags; ``names``: what these are called instead."""
        self._namespaces: Final = namespaces
        self._names: Final = names or {}
        self.bound: Final = {self._name(p): uri for p, uri in namespaces.items()}
        self.before: Final = {uri: f"{p}:" for p, uri in namespaces.items()} | {"": ""}
        """What stands before the name in a generated tag, by namespace."""
        self.renamed: Final = bool(self._names)
        """Whether a prefix is called otherwise in the message than in generated tags."""
        self._slots: Final[dict[Members, dict[str, int]]] = {}
        self.declarations: Final = "".join(
            f" {declaration(*each)}" for each in self.bound.items()
        )

    def tag(self, tag: str) -> str:
        """A generated tag or attribute's name as it stands in the message."""
        if not self._names:
            return tag
        prefix, colon, local = tag.rpartition(":")
        return f"{self._name(prefix)}{colon}{local}"

    def rename(self, markup: str) -> str:
        """Generated tags, from ``<`` to ``>``, as they stand in the message."""
        parts = markup.split('"')  # every other one is an attribute's value
        parts[::2] = [
            re.sub("(?<=[</ ])[^</ :=]+(?=:)", lambda found: self._name(found[0]), each)
            for each in parts[::2]
        ]
        return '"'.join(parts)

    def slots(self, table: Members) -> dict[str, int]:
        """The members of a class by their generated tags; an attribute's begins with ``@``."""
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
        """Others instead of those that clash."""
        names = {prefix: self._name(prefix) for prefix in self._namespaces}
        for prefix, name in names.items():
            if name in clashes:
                while name in names.values():
                    name += "_"
                names[prefix] = name
        return Prefixes(self._namespaces, names)

    def _name(self, prefix: str) -> str:
        return self._names.get(prefix, prefix)
