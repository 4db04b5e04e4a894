"""Turns saved help pages of .NET web services (ASMX, ServiceStack, WCF REST) into typed Python.

It is used as a command: ``soapstone --help``, or ``python -m soapstone --help``. What it generates
does not import this package, and needs lxml only. Its public names are those of the command and
``__version__``; the modules below it may change with every version.
"""

from __future__ import annotations

__version__ = "0.1.0"
