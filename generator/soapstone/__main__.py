"""Runs the command ``soapstone`` as ``python -m soapstone``."""

from __future__ import annotations

from soapstone.cli import main

if __name__ == "__main__":
    main()
