"""Generated packages that several tests of the runtime share."""

from __future__ import annotations

from types import ModuleType

import pytest

from tests import contracts
from tests.packages import load
from tests.runtime.support import Shop, drawable, shop


@pytest.fixture(scope="session", name="shop")
def _shop(tmp_path_factory: pytest.TempPathFactory) -> Shop:
    return Shop(load(shop(), tmp_path_factory.mktemp("shop")))


@pytest.fixture(scope="session")
def everything(tmp_path_factory: pytest.TempPathFactory) -> ModuleType:
    return load(drawable(contracts.everything()), tmp_path_factory.mktemp("everything"))
