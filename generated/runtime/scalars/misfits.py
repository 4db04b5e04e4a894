"""Notes that a number was read which does not fit its guess; the reader of its message warns."""

from __future__ import annotations

import threading
from typing import Final


class _Misfits(threading.local):
    found = False
    """Whether a number was read, in this thread, that is no integer as was guessed."""


misfits: Final = _Misfits()
