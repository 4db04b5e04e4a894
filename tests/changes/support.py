"""Builds two versions of a contract and compares them."""

from __future__ import annotations

from soapstone.changes.compare import compare
from soapstone.changes.rules import Audience, Change, Kind
from soapstone.emit.python.naming import name_everything, name_lock
from soapstone.model.contract import Contract, Field, Message, QName
from soapstone.model.contract_json import Snapshot
from soapstone.model.names import NO_NAMES, Names
from tests.contracts import ORDERS, record, service

SENDERS, RECEIVERS, PYTHON = Audience
Impacts = dict[tuple[Kind, str], set[Audience]]


def snapshot(contract: Contract, locked: Names = NO_NAMES) -> Snapshot:
    return Snapshot(contract, name_lock(contract, name_everything(contract, locked)))


def changes(old: Contract, new: Contract) -> tuple[Change, ...]:
    return compare(snapshot(old), snapshot(new))


def impacts(old: Contract, new: Contract) -> Impacts:
    """What has changed, and whom it breaks."""
    return {(each.kind, each.subject): set(each.breaks) for each in changes(old, new)}


def asked(*fields: Field, **more: object) -> Contract:
    """A service whose request holds these fields."""
    return service(record("Ask", *fields, **more), messages=("Ask",))


def answered(*fields: Field, **more: object) -> Contract:
    """A service whose response holds these fields."""
    from dataclasses import replace

    made = service(record("Reply", *fields, **more), messages=("Reply",))
    (operation,) = made.operations
    message = Message(QName(ORDERS, "Reply"), "Reply")
    operation = replace(operation, request=None, response=message)
    return replace(made, operations=(operation,))
