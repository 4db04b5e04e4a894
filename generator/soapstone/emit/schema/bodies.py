"""Leaves out of a contract what no document holds: the variables of addresses (WCF REST)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from soapstone.model.contract import (
    Contract,
    Message,
    Operation,
    Record,
    RecordRef,
    Transport,
)


def without_variables(contract: Contract) -> Contract:
    """Return the contract, each request with variables replaced by its body; one that is a list or
    a single value is left out.
    """
    records = {each.key: each for each in contract.records}
    gone = {
        each.request.record
        for each in contract.operations
        if each.request and _has_variables(each)
    }
    return replace(
        contract,
        operations=tuple(_with_body(each, records) for each in contract.operations),
        records=tuple(each for each in contract.records if each.key not in gone),
    )


def _has_variables(operation: Operation) -> bool:
    return any(
        each.transport is Transport.XML and each.parameters
        for each in operation.bindings
    )


def _with_body(operation: Operation, records: Mapping[str, Record]) -> Operation:
    request = operation.request
    if request is None or not _has_variables(operation):
        return operation
    bodies = (
        Message(each.name, each.type.key)
        for each in records[request.record].fields
        if isinstance(each.type, RecordRef)
    )
    return replace(operation, request=next(bodies, None))
