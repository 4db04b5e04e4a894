"""contract.json holds the whole contract and reads back equal."""

from __future__ import annotations

import dataclasses
import json
import types
import typing
from enum import StrEnum
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from soapstone.emit.python.naming import name_everything, name_lock
from soapstone.model.contract import Contract, QName, Scalar, Type
from soapstone.model.contract_json import Snapshot, from_json, to_json
from soapstone.model.findings import SpecError
from soapstone.model.names import Names, TypeNames
from tests.contracts import everything, plain, record, service
from tests.services import FOLDERS
from tests.services import service as service_of

_words = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="{}"), max_size=4
)


def _of(kind: Any) -> st.SearchStrategy[Any]:
    """Any value of an annotation of the contract, whatever the contract comes to hold."""
    if kind is str:
        return _words
    if kind is bool:
        return st.booleans()
    if kind is int:
        return st.integers()
    if kind is QName:
        return st.builds(QName, _words, _words)
    if kind == Type:
        return _TYPES
    if isinstance(kind, types.UnionType):
        options = [each for each in typing.get_args(kind) if each is not types.NoneType]
        return st.one_of(st.none(), *map(_of, options))
    if typing.get_origin(kind) is tuple:
        return st.lists(_of(typing.get_args(kind)[0]), max_size=2).map(tuple)
    if issubclass(kind, StrEnum):
        return st.sampled_from(list(kind))
    return _record(kind)


def _record(kind: Any) -> st.SearchStrategy[Any]:
    hints = typing.get_type_hints(kind)
    parts = {field.name: _of(hints[field.name]) for field in dataclasses.fields(kind)}
    return st.builds(kind, **parts)


_LEAF = _record(Scalar)
_TYPES: st.SearchStrategy[Any] = st.deferred(
    lambda: st.one_of(
        _LEAF, *(_record(each) for each in typing.get_args(Type) if each is not Scalar)
    )
)


@settings(max_examples=40, deadline=None)
@given(_record(Contract))
def test_any_contract_reads_back_as_it_was(contract: Contract) -> None:
    text = to_json(Snapshot(contract, Names()))
    assert from_json(text, "x").contract == contract
    assert text.replace("\n", "").isprintable()


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_contract_without_a_serializer_reads_as_its_version_took_it(
    folder: str,
) -> None:
    """Version 0.1 did not store it, and worked it out from the namespaces."""
    shown = service_of(folder)
    document = json.loads(to_json(Snapshot(shown.contract, Names())))
    del document["contract"]["serializer"]
    assert from_json(json.dumps(document), "x").contract == shown.contract


@pytest.mark.parametrize("folder", FOLDERS)
def test_the_services_of_the_specs_read_back(folder: str) -> None:
    shown = service_of(folder)
    names = name_lock(
        shown.contract, name_everything(shown.contract, shown.locked_names)
    )
    again = from_json(to_json(Snapshot(shown.contract, names)), "x")
    assert again.contract == shown.contract
    assert again.names.operations == names.operations
    assert {
        key: (each.name, each.members) for key, each in again.names.types.items()
    } == {key: (each.name, each.members) for key, each in names.types.items()}


def test_it_reads_well() -> None:
    """What is the default is left out, or the difference of two versions drowns."""
    contract = service(record("Ask", plain("Id", Scalar("int"))), messages=("Ask",))
    names = Names({"Ask": "ASK"}, {"Ask": TypeNames("Ask", {"Id": "id"}, "", "Ask")})
    document = json.loads(to_json(Snapshot(contract, names)))
    assert document["contract"]["records"] == [
        {
            "key": "Ask",
            "type_name": None,
            "namespace": "urn:orders",
            "fields": [
                {
                    "name": "{urn:orders}Id",
                    "type": {"scalar": "int"},
                    "required": True,
                    "demanded": True,
                }
            ],
        }
    ]
    assert document["python"] == {
        "operations": {"Ask": "ASK"},
        "types": {"Ask": {"class": "Ask", "members": {"Id": "id"}}},
    }


def test_the_order_is_fixed() -> None:
    made = Snapshot(everything(), Names())
    assert to_json(made) == to_json(from_json(to_json(made), "x"))


GOOD = to_json(Snapshot(service(record("A"), messages=("A",)), Names()))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        "null",
        GOOD[:-10],
        GOOD.replace('"format": 1', '"format": 2'),
        GOOD.replace('"SOAP 1.1"', '"SOAP 3"'),
        GOOD.replace('"records"', '"record"'),
        GOOD.replace('"records": [', '"records": [1, '),
        GOOD.replace('"key": "A"', '"key": 1'),
        GOOD.replace('"namespace": "urn:orders"', '"namespace": null'),
        GOOD.replace('"python"', '"pithon"'),
    ],
)
def test_what_is_no_contract_is_an_error_with_advice(text: str) -> None:
    with pytest.raises(SpecError) as caught:
        from_json(text, "generated/tc2/contract.json")
    assert str(caught.value).startswith("generated/tc2/contract.json: found ")
    assert str(caught.value).endswith(
        "Restore it from version control, or delete it and generate again."
    )
