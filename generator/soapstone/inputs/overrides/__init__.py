"""Overrides: ``specs/<service>/overrides.toml``, corrections of the contract by a person.

``reading`` checks the file, ``types`` parses its types, ``nulls`` derives nullability from a type,
``applying`` and ``members`` change a ``draft`` of the contract. An override wins over the pages;
one that the pages have come to agree with is reported.
"""

from soapstone.inputs.overrides.applying import Corrected, correct
from soapstone.inputs.overrides.reading import Override, Overrides, read_overrides

__all__ = [
    "Corrected",
    "Override",
    "Overrides",
    "correct",
    "read_overrides",
]
