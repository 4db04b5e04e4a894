"""The index that the report's search looks through: a script that assigns one constant.

A page that was opened from a disk may load a script, and may not fetch JSON.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping

from soapstone.explain.model import Explanation, Nature, Sure
from soapstone.site.service import Service

_KINDS = {
    Nature.OPERATION: "o",
    Nature.RECORD: "r",
    Nature.ENUMERATION: "e",
    Nature.MEMBER: "m",
}


def index(
    services: Iterable[Service], certainties: Mapping[Sure, tuple[str, str]]
) -> str:
    """Return the script. Of each entry: subject, name in Python, what was decided, how sure that
    is, kind, page and anchor; pages stand once. Beside them are the names of kinds, and of each
    certainty its class in CSS and its mark.
    """
    pages: dict[str, int] = {}
    entries = [each for service in services for each in _entries(service, pages)]
    whole = {
        "kinds": {letter: nature for nature, letter in _KINDS.items()},
        "certainties": certainties,
        "pages": list(pages),
        "entries": entries,
    }
    text = json.dumps(whole, separators=(",", ":"))
    return f"const SOAPSTONE_INDEX = {text};\n"


def _entries(service: Service, pages: dict[str, int]) -> Iterator[list[str | int]]:
    for key, explained in service.explained.items():
        page, _, anchor = service.links[key].partition("#")
        number = pages.setdefault(page, len(pages))
        yield [
            explained.subject,
            _python(explained),
            explained.decided,
            explained.sure,
            _KINDS[explained.nature],
            number,
            anchor,
        ]


def _python(explained: Explanation) -> str:
    """Its name in Python, without the type."""
    return explained.python.partition(":")[0]
