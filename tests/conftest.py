"""Settings and fixtures for all tests."""

from __future__ import annotations

import os

import pytest
from hypothesis import settings

from soapstone.inputs import regular_files

# No test may fail because the machine is busy.
settings.register_profile("soapstone", deadline=None)
settings.load_profile("soapstone")

# Nobody writes the files of a test while it reads them: it need not wait whether somebody does.
# tests/test_odd_files.py does wait.
regular_files._TICK = 0


# Git names to its hooks, and what `git rebase -x` runs, the repository that is meant. Tests make
# repositories of their own, and must not write into that one.
for _name in [each for each in os.environ if each.startswith("GIT_")]:
    del os.environ[_name]


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """One worker more than processors: some tests wait for servers and other processes."""
    return (os.cpu_count() or 1) + 1
