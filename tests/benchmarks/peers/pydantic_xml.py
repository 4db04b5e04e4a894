"""pydantic-xml: models made from the contract, with the wire's names as theirs."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from pydantic_xml import BaseXmlModel, create_model, element

from soapstone.model.contract import (
    Contract,
    Field,
    ListOf,
    MapOf,
    QName,
    RecordRef,
    Scalar,
    Type,
)
from tests.benchmarks.payloads import Payload, Value
from tests.benchmarks.peers import Candidate, named
from tests.services import service

_SCALARS: dict[str, Any] = {
    "string": str,
    "int": int,
    "long": int,
    "dateTime": datetime,
}


class PydanticXml:
    """Reads and writes with the model of a message's record."""

    def __init__(self, payload: Payload) -> None:
        contract = service(payload.service).contract
        self._model = _Models(contract).record(payload.element)

    def read(self, data: bytes) -> Any:
        return self._model.from_xml(data)

    def write(self, message: Any) -> bytes:
        written: bytes = message.to_xml()
        return written

    def value(self, message: Any) -> Value:
        value: Value = _plain(message)
        return value


class _Models:
    """The models of a contract's types."""

    def __init__(self, contract: Contract) -> None:
        self._contract = contract
        uris = {
            "http://www.w3.org/2001/XMLSchema-instance",
            "http://schemas.microsoft.com/2003/10/Serialization/Arrays",
            *(
                each.name.namespace
                for record in contract.records
                for each in record.fields
            ),
        }
        # pydantic-xml takes namespaces by prefix.
        self._prefixes = {uri: f"n{i}" for i, uri in enumerate(sorted(uris))}

    def record(self, key: str) -> Any:
        """The model of a record."""
        record = self._contract.record(key)
        name = QName(record.namespace, key)
        return self._model(
            name, {each.name.name: self._member(each) for each in record.fields}
        )

    def _model(self, name: QName, members: dict[str, Any]) -> Any:
        return create_model(
            name.name,
            __tag__=name.name,
            __ns__=self._prefixes[name.namespace],
            __nsmap__={prefix: uri for uri, prefix in self._prefixes.items()},
            **members,
        )

    def _member(self, each: Field) -> tuple[Any, Any]:
        type_ = self._type(each.type)
        if not each.nullable:
            return type_, self._element(each.name)
        return type_ | None, self._element(
            each.name, default=None, nillable=each.nillable
        )

    def _type(self, type_: Type) -> Any:
        match type_:
            case Scalar(name):
                return _SCALARS[name]
            case RecordRef(key):
                return self.record(key)
            case ListOf(item, inner):
                wrapper = QName(item.namespace, f"ArrayOf{item.name}")
                return self._model(
                    wrapper, {"items": self._several(item, self._type(inner))}
                )
            case MapOf(entry, key, _, value, _):
                texts = {
                    "key": (str, self._element(key)),
                    "value": (str, self._element(value)),
                }
                wrapper = QName(entry.namespace, f"ArrayOf{entry.name}")
                return self._model(
                    wrapper,
                    {"entries": self._several(entry, self._model(entry, texts))},
                )
        raise NotImplementedError(type_)

    def _several(self, name: QName, type_: Any) -> tuple[Any, Any]:
        return list[type_], self._element(name, default=[])

    def _element(self, name: QName, **options: Any) -> Any:
        return element(tag=name.name, ns=self._prefixes[name.namespace], **options)


def _plain(value: Any) -> Any:
    if not isinstance(value, BaseXmlModel):
        return value
    match list(type(value).model_fields):
        case ["items"]:
            return [_plain(each) for each in value.items]
        case ["entries"]:
            return {each.key: each.value for each in value.entries}
        case names:
            return {name: _plain(getattr(value, name)) for name in names}


CANDIDATES = (Candidate(named("pydantic-xml"), PydanticXml, typed=True),)
