"""Joins what a WSDL states with what pages show, into one contract.

The WSDL stands: it states what pages hide (base types, nulls, branches of choices), and a guess
made from pages gives way. What a page prints and the WSDL lacks is kept, and is a contradiction:
one of them is older.
"""

from __future__ import annotations

from dataclasses import replace

from soapstone.inference import Inferred
from soapstone.inference.joining.operations import Operations
from soapstone.inference.joining.pairs import Pairs
from soapstone.inference.joining.types import JoinedTypes
from soapstone.inference.merge import Types
from soapstone.inference.wsdl import Described
from soapstone.model.contract import Contract
from soapstone.model.rules import Aspect


def alone(wsdl: Described) -> Inferred:
    """Return what a WSDL states of a service that has no pages."""
    none = Types(())
    return Inferred(wsdl.contract, wsdl.provenance, (), (), none, {}, wsdl.files)


def joined(pages: Inferred, wsdl: Described) -> Inferred:
    """Return one contract of the pages and the WSDL of a service, with the decisions on it."""
    pairs = Pairs(pages.contract, wsdl)
    types = JoinedTypes(pages, wsdl, pairs)
    operations = Operations(pages, wsdl, pairs, types.keys)
    made = types.provenance
    made.operations = operations.decisions
    has_host = any(b.host for each in operations.all for b in each.bindings)
    made.service = (
        *wsdl.provenance.service,
        *(
            each
            for each in pages.provenance.service
            if not (has_host and each.rule.aspect is Aspect.ADDRESS)
        ),
    )
    contract = Contract(
        wsdl.contract.service or pages.contract.service,
        operations.all,
        types.records,
        types.enumerations,
        pages.contract.serializer,
    )
    return replace(
        pages,
        contract=contract,
        provenance=made,
        keys={
            number: types.keys[key]
            for number, key in pages.keys.items()
            if key in types.keys
        },
        pages={
            each.name: pages.pages.get(each.name, frozenset())
            | wsdl.files.get(each.name, frozenset())
            for each in operations.all
        },
    )
