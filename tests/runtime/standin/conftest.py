"""The package of the service that these tests call."""

from __future__ import annotations

from types import ModuleType

import pytest

from tests.packages import load, runtime_of
from tests.runtime.calling.orders import orders


@pytest.fixture(scope="session", name="orders")
def _orders(tmp_path_factory: pytest.TempPathFactory) -> ModuleType:
    return load(orders(), tmp_path_factory.mktemp("orders"))


@pytest.fixture(scope="session", name="rt")
def _rt(orders: ModuleType) -> ModuleType:
    """Its runtime."""
    return runtime_of(orders)
