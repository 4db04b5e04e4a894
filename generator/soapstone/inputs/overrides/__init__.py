"""Corrections that a person makes: ``specs/<service>/overrides.toml``.

``reading`` checks the file, ``types`` reads its words for types, ``nulls`` says what follows from a
type, ``applying`` and ``members`` correct a ``draft`` of the contract. What a person says stands
above what pages show; what pages have come to say as well is a finding.
"""

from soapstone.inputs.overrides.applying import Corrected, correct, still_open
from soapstone.inputs.overrides.reading import Override, read_overrides

__all__ = [
    "Corrected",
    "Override",
    "correct",
    "read_overrides",
    "still_open",
]
