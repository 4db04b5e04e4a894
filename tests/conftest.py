"""Settings and fixtures for all tests."""

from __future__ import annotations

from hypothesis import settings

from soapstone.inputs import regular_files

# No test may fail because the machine is busy.
settings.register_profile("soapstone", deadline=None)
settings.load_profile("soapstone")

# Nobody writes the files of a test while it reads them: it need not wait whether somebody does.
# tests/test_odd_files.py does wait.
regular_files._TICK = 0
