"""When two XML texts say the same: what ``soapstone test`` goes by, under a short name."""

from __future__ import annotations

from soapstone.proving.canonical import XSI, canonical

__all__ = ["XSI", "canonical"]
