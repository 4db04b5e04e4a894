"""The prefixes that a message binds at its root."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from .fragments import declaration


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
        self.declarations: Final = "".join(
            f" {declaration(*each)}" for each in self.bound.items()
        )

    def tag(self, tag: str) -> str:
        """A generated tag or attribute's name as it stands in the message."""
        if not self._names:
            return tag
        prefix, colon, local = tag.rpartition(":")
        return f"{self._name(prefix)}{colon}{local}"

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
