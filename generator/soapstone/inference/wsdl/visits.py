"""Keeps what a walk over the types of a schema has found: which types, and what holds them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from soapstone.inference.names import Claim, Rank, ranked_names
from soapstone.inference.wsdl.nodes import Node, Root, Wrapper
from soapstone.inference.wsdl.schema_types import SchemaTypes
from soapstone.model.contract import QName


class Visits:
    """The types that a walk has found, in the order in which it visits them."""

    def __init__(self, types: SchemaTypes, keys: Mapping[Node, str]) -> None:
        self._types = types
        self._keys = keys
        self._waiting: list[Node] = []
        self._at = 0
        self._owner: Node | None = None
        self._held: set[QName] = set()
        """Types in whose place those that extend them may stand."""
        self._owners: defaultdict[Node, set[int]] = defaultdict(set)
        self._places: defaultdict[Node, dict[str, None]] = defaultdict(dict)
        """The names of the elements that have a type."""
        self._homes: dict[Node, str] = {}
        self.ids: dict[Node, int] = {}
        """The number of each type."""
        self.flags: set[Node] = set()
        """The enumerations of which a list holds several members."""

    def add(self, node: Node, place: str, home: str = "") -> None:
        """Add a type that the element ``place`` has, unless it is known."""
        if node not in self.ids:
            self.ids[node] = len(self.ids)
            self._waiting.append(node)
            self._homes[node] = node.namespace if isinstance(node, QName) else home
        if self._owner is not None:
            self._owners[node].add(self.ids[self._owner])
        self._places[node].setdefault(place)

    def next(self) -> Node | None:
        """Return the type to visit now; None when all have been visited."""
        if self._at == len(self._waiting):
            return None
        self._owner = self._waiting[self._at]
        self._at += 1
        return self._owner

    def home(self, node: Node) -> str:
        """Return the namespace of a type; of an anonymous one, that of what holds it first."""
        return self._homes[node]

    def key(self, node: Node) -> str:
        """Return the key of a type; "" before keys are assigned."""
        return self._keys.get(node, "")

    def record(self, node: Node, place: QName) -> str:
        """Return the key of a record that an element holds, which any that extends it may be."""
        self.add(node, place.name, self._around())
        waiting = [node] if isinstance(node, QName) else []
        while waiting:
            name = waiting.pop()
            if name not in self._held:
                self._held.add(name)
                self.add(name, name.name)
                waiting += reversed(self._types.derived.get(name, ()))
        return self.key(node)

    def enumeration(self, node: Node, place: QName, flags: bool) -> str:
        """Return the key of an enumeration that an element or attribute holds."""
        self.add(node, place.name, self._around())
        if flags:
            self.flags.add(node)
        return self.key(node)

    def extended(self, base: QName) -> str:
        """Return the key of a record that another extends."""
        self.add(base, base.name)
        return self.key(base)

    def claim(self, node: Node) -> Claim:
        """Return the claim of a type to a name."""
        number = self.ids[node]
        owners = tuple(sorted(self._owners[node] - {number}))
        if isinstance(node, Root | Wrapper):
            of_element = str(node.element)
            return Claim(number, (node.element.name,), Rank.MESSAGE, owners, of_element)
        if isinstance(node, QName):
            return Claim(number, (node.name,), Rank.TYPE, owners, str(node))
        names = ranked_names(self._places[node])
        return Claim(number, names, Rank.ELEMENT, owners, str(node.origin))

    def _around(self) -> str:
        """The namespace of the type that is being visited."""
        return "" if self._owner is None else self._homes[self._owner]
