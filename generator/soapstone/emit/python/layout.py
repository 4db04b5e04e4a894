"""Assigns every class to a module of the package: one module per operation, one per type.

Types that refer to each other share a module, because their imports would be circular. So do an
operation's own messages and the types that refer back to them. The module of a type does not depend
on how many operations use it, so that one more page moves no class.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from soapstone.emit.python.named_types import named_types
from soapstone.emit.python.naming import Naming
from soapstone.model.contract import (
    Contract,
    Message,
    Operation,
    held_by,
)


@dataclass(frozen=True, slots=True)
class Module:
    """A module of classes: ``types/account`` or ``operations/ping``."""

    folder: str
    stem: str
    keys: tuple[str, ...]
    """The keys of its records and enumerations; one that uses another comes before it."""
    operation: Operation | None = None

    @property
    def path(self) -> str:
        return f"{self.folder}/{self.stem}"


def lay_out(contract: Contract, naming: Naming) -> tuple[Module, ...]:
    """Return the modules of a package, sorted by path."""
    owners = _owners(contract)
    held: dict[str, list[str]] = {
        operation.name: [] for operation in contract.operations
    }
    modules = []
    for component in _components(_graph(contract, owners)):
        owner = next((owners[key] for key in sorted(component) if key in owners), None)
        if owner is not None:
            held[owner] += sorted(component)
        else:
            keys = sorted(component)
            modules.append(Module("types", naming.stems[keys[0]], tuple(keys)))
    for operation in contract.operations:
        keys = sorted(held[operation.name])
        stem = naming.operations[operation.name]
        modules.append(Module("operations", stem, tuple(keys), operation))
    return tuple(sorted(modules, key=lambda module: module.path))


def _owners(contract: Contract) -> dict[str, str]:
    """Key of a message to the operation whose name it carries; any other message is a type."""
    owners = {}
    for operation in contract.operations:
        for message in (operation.request, operation.response):
            own = (operation.name, f"{operation.name}Response")
            if message is not None and message.record in own:
                owners[message.record] = operation.name
    return owners


def headers(operation: Operation) -> tuple[Message, ...]:
    """Return the SOAP header entries of an operation's request and response."""
    return (*operation.request_headers, *operation.response_headers)


def _graph(
    contract: Contract, owners: Mapping[str, str]
) -> Mapping[str, Sequence[str]]:
    """The keys that each key refers to, and must import."""
    graph: dict[str, set[str]] = {each.key: set() for each in contract.enumerations}
    for record in contract.records:
        graph[record.key] = {
            key for field in record.fields for key in held_by(field.type)
        }
    for key, base in named_types(contract).base.items():
        # Python needs the base first, and its reader finds those that extend it.
        graph[key].add(base)
        graph[base].add(key)
    for operation in contract.operations:
        messages = {
            each.record for each in (operation.request, operation.response) if each
        }
        entries = {e.record for e in (*headers(operation), *operation.faults)}
        for key in messages:
            if owners.get(key) == operation.name:
                graph[key] |= messages | entries
    return {key: sorted(targets) for key, targets in graph.items()}


def _components(graph: Mapping[str, Sequence[str]]) -> list[list[str]]:
    """The strongly connected components (Tarjan's algorithm, without recursion)."""
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    open_: set[str] = set()
    result: list[list[str]] = []
    for root in sorted(graph):
        work = [] if root in index else [(root, iter(graph[root]))]
        while work:
            node, targets = work[-1]
            if node not in index:
                index[node] = low[node] = len(index)
                stack.append(node)
                open_.add(node)
            for target in targets:
                if target not in index:
                    work.append((target, iter(graph[target])))
                    break
                if target in open_:
                    low[node] = min(low[node], low[target])
            else:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[node])
                if low[node] == index[node]:
                    at = stack.index(node)
                    result.append(stack[at:])
                    open_.difference_update(stack[at:])
                    del stack[at:]
    return result
