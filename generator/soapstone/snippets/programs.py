"""Writes the program that calls an operation, or makes a record: a snippet to be copied."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from soapstone.emit.python.breaking import broken
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
    arguments = ", ".join(_arguments(examples, operation))
    headers = ", ".join(
        examples.record(each.record) for each in operation.request_headers
    )
    options = [f"soap_headers=[{headers}]"] if headers else []
    client = [literal(operation.address or "https://host"), *options]
    has_answer = operation_view(operation, naming).response != "None"
    called = f"client.{naming.methods[operation.name]}({arguments})"
    left = _left_out(examples, operation)
    return _formatted(
        [
            *examples.imports(),
            "",
            f"with {naming.client}({', '.join(client)}) as client:",
            *([f"    # {left} more arguments may be given."] if left else []),
            f"    {'response = ' if has_answer else ''}{called}",
            *(["print(response)"] if has_answer else []),
        ]
    )


def first_call(snapshot: Snapshot, package: str, top: str) -> tuple[str, Sequence[str]]:
    """Return what a program for the first operation that can be called does, and its lines, which
    may be none.

    ``top`` is the package that holds the service's: ``generated``.
    """
    contract = snapshot.contract
    naming = name_everything(contract, snapshot.names, package)
    for operation in contract.operations:
        if operation.can_be_called:
            lines = call(contract, naming, operation, f"{top}.{package}")
            return f"call {naming.methods[operation.name]}", lines
    return "", ()


def record(contract: Contract, naming: Naming, key: str, package: str) -> list[str]:
    """Return the lines of a program that makes a record."""
    examples = Examples(contract, naming, package)
    made = examples.record(key)
    variable = naming.stems[key]
    return _formatted([*examples.imports(), "", f"{variable} = {made}"])


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
    """The lines as black breaks them."""
    return broken("\n".join(lines), _WIDTH).splitlines()
