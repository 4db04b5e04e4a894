"""The first difference of two documents, by its place."""

from __future__ import annotations

import pytest

from soapstone.proving.differences import Difference, first_difference


@pytest.mark.parametrize(
    ("found", "expected", "difference"),
    [
        ("<a>1</a>", "<a>1</a>", None),
        ("<a><b/></a>", "<c><b/></c>", ("/c", "<a>", "<c>")),
        ("<a xmlns='urn:x'/>", "<a/>", ("/a", "<a> of urn:x", "<a>")),
        ("<a><b>1</b></a>", "<a><b>2</b></a>", ("/a/b", "'1'", "'2'")),
        ("<a><b x='1'/></a>", "<a><b/></a>", ("/a/b/@x", "'1'", "no such attribute")),
        ("<a><b/></a>", "<a><b/><c/></a>", ("/a", "no further element", "<c>")),
        ("<a><b/><c/></a>", "<a><b/></a>", ("/a", "<c>", "no further element")),
    ],
)
def test_first_difference(
    found: str, expected: str, difference: tuple[str, str, str] | None
) -> None:
    wanted = Difference(*difference) if difference else None
    assert first_difference(found.encode(), expected.encode()) == wanted
