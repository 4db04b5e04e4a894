"""Writes the program that calls an operation, or makes a record: a snippet to be copied."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from soapstone.emit.python.literals import literal
from soapstone.emit.python.naming import Naming, name_everything
from soapstone.emit.python.operations import operation_view
from soapstone.model.contract import Contract, Operation
from soapstone.model.contract_json import Snapshot
from soapstone.snippets.values import Examples, is_required

_OPTIONAL: Final = 12
"""Arguments that may be left out and are shown all the same."""
_WIDTH: Final = 76
"""Columns of a snippet, so that it fits a terminal with its indentation."""


def call(
    contract: Contract, naming: Naming, operation: Operation, package: str
) -> list[str]:
    """Return the lines of a program that calls an operation.

    ``package`` is the module of the service's package: ``generated.tc2``.
    """
    examples = Examples(contract, naming, package)
    examples.classes.add(naming.client)
    arguments = [f"{each}," for each in _arguments(examples, operation)]
    if left := _left_out(examples, operation):
        arguments.append(f"# and {left} more that may be left out")
    address = literal(operation.address or "https://host")
    has_answer = operation_view(operation, naming).response != "None"
    called = f"client.{naming.methods[operation.name]}("
    return _formatted(
        [
            *examples.imports(),
            f"with {naming.client}({address}) as client:",
            f"    {'response = ' if has_answer else ''}{called}",
            *(f"        {each}" for each in arguments),
            "    )",
            *(["print(response)"] if has_answer else []),
        ]
    )


def first_call(snapshot: Snapshot, package: str, top: str) -> tuple[str, Sequence[str]]:
    """Return what a program for the first operation of a package does, and its lines.

    ``top`` is the package that holds the service's: ``generated``.
    """
    contract = snapshot.contract
    naming = name_everything(contract, snapshot.names, package)
    operation = contract.operations[0]
    lines = call(contract, naming, operation, f"{top}.{package}")
    return f"call {naming.methods[operation.name]}", lines


def record(contract: Contract, naming: Naming, key: str, package: str) -> list[str]:
    """Return the lines of a program that makes a record."""
    examples = Examples(contract, naming, package)
    made = examples.record(key)
    variable = naming.stems[key]
    return _formatted([*examples.imports(), f"{variable} = {made}"])


def _arguments(examples: Examples, operation: Operation) -> Iterator[str]:
    if operation.request is None:
        return
    key, left = operation.request.record, _OPTIONAL
    for name, each in examples.members(key):
        required = is_required(each)
        if required or left:
            left -= not required
            yield f"{name}={examples.value(each, (key,))}"


def _left_out(examples: Examples, operation: Operation) -> int:
    """How many arguments are not shown."""
    if operation.request is None:
        return 0
    members = examples.members(operation.request.record)
    return max(0, sum(not is_required(each) for _, each in members) - _OPTIONAL)


def _formatted(lines: Sequence[str]) -> list[str]:
    """The lines as black formats them. Imported late: black takes as long as a small service."""
    import black

    mode = black.Mode(line_length=_WIDTH, magic_trailing_comma=False)
    return black.format_str("\n".join(lines), mode=mode).splitlines()
