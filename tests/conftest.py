"""Settings and fixtures for all tests."""

from __future__ import annotations

from hypothesis import settings

# No test may fail because the machine is busy.
settings.register_profile("soapstone", deadline=None)
settings.load_profile("soapstone")
