"""Files of a service's folder that are no pages and are read all the same."""

from __future__ import annotations

NAMES = "names.toml"
"""Names once given; generating adds to it."""
OVERRIDES = "overrides.toml"
"""A person's corrections."""
RECORDED = "recorded"
"""A folder of real messages."""
INPUTS = (NAMES, OVERRIDES)
