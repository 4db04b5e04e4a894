"""Hypothesis strategies for the objects of a generated package, drawn from its contract."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from types import ModuleType
from typing import Any

from hypothesis import strategies as st

from soapstone.emit.python.naming import Naming, name_everything
from soapstone.model.contract import (
    AnyXml,
    Contract,
    EnumerationRef,
    Field,
    ListOf,
    MapOf,
    RecordRef,
    Scalar,
    Type,
)
from tests.values import values

_DEEPEST = 3


class Objects:
    """Draws records of a package."""

    def __init__(self, contract: Contract, package: ModuleType) -> None:
        self._contract = contract
        self._naming: Naming = name_everything(contract)
        self._classes: Mapping[str, Any] = {
            key: getattr(package, name) for key, name in self._naming.classes.items()
        }
        runtime = f"{package.__name__.rpartition('.')[0]}.runtime"
        self._ticks = importlib.import_module(f"{runtime}.scalars.ticks")

    def of(self, key: str, depth: int = 0) -> st.SearchStrategy[Any]:
        """Objects of the record with this key."""
        record = self._contract.record(key)
        names = self._naming.fields[key]
        parts = {
            name: self._field(field, depth)
            for field, name in zip(record.fields, names, strict=True)
        }
        return st.builds(self._classes[key], **parts)

    def _field(self, field: Field, depth: int) -> st.SearchStrategy[Any]:
        if field.repeated:
            return st.lists(self._type(field.type, depth + 1), max_size=2)
        if not field.nullable:
            return self._type(field.type, depth)
        if depth >= _DEEPEST and not isinstance(field.type, Scalar):
            return st.none()
        return st.one_of(st.none(), self._type(field.type, depth))

    def _type(self, type_: Type, depth: int) -> st.SearchStrategy[Any]:
        match type_:
            case Scalar():
                return values(type_, self._ticks)
            case RecordRef(key):
                return st.deferred(lambda: self.of(key, depth + 1))
            case EnumerationRef(key):
                return st.sampled_from(list(self._classes[key]))
            case ListOf():
                size = 0 if depth >= _DEEPEST else 3
                return st.lists(self._type(type_.type, depth + 1), max_size=size)
            case MapOf():
                keys = self._type(type_.key_type, depth + 1)
                return st.dictionaries(
                    keys, self._type(type_.value_type, depth + 1), max_size=3
                )
            case AnyXml():
                raise NotImplementedError("no values of any XML are drawn")
