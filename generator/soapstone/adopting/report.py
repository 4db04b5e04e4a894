"""Prints what became of pages: as lines, and as values for JSON."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from soapstone.adopting.run import Adopted
from soapstone.report.counting import counted
from soapstone.report.documents import error_as_json
from soapstone.report.places import relative
from soapstone.report.safe_text import safe

_LOCAL = ("localhost", "127_0_0_1")
"""Folders that are called after a machine that has no other name."""
_SHOWN = 12
"""Things that would help and are printed; more are counted."""


def lines(adopted: Adopted) -> Iterator[str]:
    """Yield what was copied, and what else would help."""
    new = sum(each.is_new for each in adopted.copied)
    folder = safe(relative(adopted.folder))
    yield f"{folder}: {counted(new, 'file')} copied, {len(adopted.copied) - new} there already"
    if adopted.folder.name in _LOCAL:
        yield "  The pages name no public host; --service NAME gives the folder another name."
    width = max((len(each.file.name) for each in adopted.copied), default=0)
    for each in adopted.copied:
        shown = ", ".join(each.operations[:3])
        more = f" and {len(each.operations) - 3} more" if each.operations[3:] else ""
        there = "" if each.is_new else "  there already"
        yield safe(f"  {each.file.name:<{width}}  {shown}{more}{there}").rstrip()
    for index in adopted.indexes:
        yield safe(f"  {index} lists operations, and was not copied")
    yield from _wanted(adopted)


def _wanted(adopted: Adopted) -> Iterator[str]:
    if not adopted.wanted:
        return
    yield ""
    yield "This would help as well:"
    width = max(len(each.what) for each in adopted.wanted[:_SHOWN])
    for wanted in adopted.wanted[:_SHOWN]:
        yield safe(f"  {wanted.what:<{width}}  {wanted.address}").rstrip()
    if (left := len(adopted.wanted) - _SHOWN) > 0:
        yield f"  and {left} more, which --json shows"


def as_values(adopted: Adopted) -> dict[str, Any]:
    """Return what was done as values for JSON."""
    service = {
        "service": adopted.service,
        "files": [
            {
                "from": each.origin,
                "file": f"{adopted.service}/{each.file.name}",
                "operations": list(each.operations),
                "new": each.is_new,
            }
            for each in adopted.copied
        ],
        "wanted": [
            {"what": each.what, "address": each.address} for each in adopted.wanted
        ],
        "error": error_as_json(adopted.error) if adopted.error else None,
    }
    return {"services": [service]}
