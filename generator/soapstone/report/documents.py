"""The one form of what every command prints with ``--json``: a document, whatever happens.

It has the ``command``, its ``exit_code``, the ``services``, each with its name as ``service`` and
its ``error``, and the ``error`` of a run that could not begin. What else it has is the command's.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from soapstone.model.findings import SpecError

Values = Mapping[str, Any]


def document(
    command: str,
    exit_code: int,
    services: Iterable[Values] = (),
    error: SpecError | None = None,
    **more: Any,
) -> str:
    """Return the text of a document, in ASCII."""
    return json.dumps(
        {
            "command": command,
            "exit_code": int(exit_code),
            "services": list(services),
            **more,
            "error": None if error is None else error_as_json(error),
        },
        indent=2,
    )


def error_as_json(error: SpecError) -> dict[str, Any]:
    """Return an error as a value for JSON, with the errors of the service's other pages."""
    return {
        "file": error.origin.file,
        "line": error.origin.line,
        "text": error.origin.text,
        "found": error.found,
        "expected": error.expected,
        "advice": error.advice,
        "others": [error_as_json(other) for other in error.others],
    }
