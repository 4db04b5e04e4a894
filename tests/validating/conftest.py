"""The services of all kinds, with a judge for each."""

from __future__ import annotations

import pytest

from soapstone.validating.judging import Judge
from tests.runtime.standin.services import Service, made
from tests.validating.support import judge_of


@pytest.fixture(scope="session", name="services")
def _services(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Service]:
    return made(tmp_path_factory.mktemp("validated"))


@pytest.fixture(scope="session", name="judges")
def _judges(
    services: dict[str, Service], tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Judge]:
    folder = tmp_path_factory.mktemp("schemas")
    return {name: judge_of(each, folder / name) for name, each in services.items()}
