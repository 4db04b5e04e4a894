"""The catalogue: every rule once. A module for each program that writes pages or messages."""

from __future__ import annotations

from soapstone.model.catalogue import (
    asmx,
    data_contract,
    files,
    joining,
    overrides,
    recordings,
    samples,
    service,
    servicestack,
    wcf,
    wsdl,
    xml_serializer,
)
from soapstone.model.rules import Rule

MODULES = (
    asmx,
    xml_serializer,
    servicestack,
    data_contract,
    wcf,
    samples,
    wsdl,
    service,
    joining,
    recordings,
    overrides,
    files,
)

RULES: dict[str, Rule] = {
    rule.id: rule
    for module in MODULES
    for rule in vars(module).values()
    if isinstance(rule, Rule)
}
"""All rules by id, in the order of the modules."""
