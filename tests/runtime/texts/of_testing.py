"""What ``soapstone.testing`` says: the fixture, the strategies, what it needs."""

from __future__ import annotations

import sys
from types import ModuleType
from typing import Any

from hypothesis import strategies as st

from soapstone import testing
from soapstone.testing.plugin import _kind_for, _report
from soapstone.testing.strategies import records
from tests.runtime.texts.trials import Trials, World

_NO_STRATEGY: dict[str, Any] = {"product": 1}


def _without_hypothesis(w: World) -> object:
    from tests.runtime.texts.hidden import hidden

    sys.modules.pop("soapstone.testing.strategies", None)
    try:
        with hidden("hypothesis"):
            return testing.__getattr__("records")
    finally:
        import soapstone.testing.strategies  # noqa: F401  # as it was


def _reported(w: World) -> Any:
    return _report({"generated.ferry": ["Ask: $.text: is not spelt Text: skipped"]})


OF_TESTING: Trials = {
    "a stand-in for no package": lambda w: _kind_for(ModuleType("orders")),
    "records of no class": lambda w: records(int),
    "records with an unknown member": lambda w: records(w.shop.Line, prodct=st.just(1)),
    "records with a value for a strategy": lambda w: records(
        w.shop.Line, **_NO_STRATEGY
    ),
    "a report of a test": _reported,
    "strategies without hypothesis": _without_hypothesis,
}
