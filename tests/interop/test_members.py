"""Members that are left out, and lists of several element names, come back from XmlSerializer.

Their C# is in csharp/Members.cs. What is left out is read as the default of its type, which
XmlSerializer writes again only where it was there.
"""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given

from soapstone.model.contract import (
    Contract,
    Enumeration,
    EnumerationRef,
    RecordRef,
    Scalar,
)
from tests.contracts import (
    attribute,
    choice,
    optional,
    plain,
    record,
    repeated,
    service,
)
from tests.interop.dotnet import Echo, Refused
from tests.interop.drawing import DRAWING, Holdable
from tests.interop.settling import parting, settled
from tests.packages import load, runtime_of

DRAW = "Drawings.Draw"
INT, TEXT = Scalar("int"), Scalar("string")
CIRCLE, LINE = RecordRef("Circle"), RecordRef("Line")


def drawings() -> Contract:
    """The contract of the C#: of a value type, ``optional`` is what may be left out."""
    return service(
        record(
            "Draw",
            attribute("Rank", INT, nullable=True),
            optional("Id", INT),
            optional("Weight", Scalar("decimal")),
            optional("Born", Scalar("dateTime")),
            optional("Hue", EnumerationRef("Hue")),
            optional("Key", Scalar("guid")),
            choice(Circle=CIRCLE, Line=LINE, Layer=INT, Note=TEXT),
            choice(Title=TEXT, Link=TEXT, Size=INT),
            optional("Group", RecordRef("Group")),
            repeated("Tag", TEXT),
        ),
        record("Group", choice(Big=CIRCLE, Far=LINE)),
        record("Circle", plain("R", INT)),
        record("Line", optional("To", TEXT)),
        messages=("Draw",),
        enumerations=(Enumeration("Hue", None, ("Red", "Green")),),
    )


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Any:
    return load(drawings(), tmp_path_factory.mktemp("drawings"))


def test_what_is_left_out_and_every_order_comes_back(echo: Echo, package: Any) -> None:
    objects = Holdable(runtime_of(package).__name__, "xs").record(package.Draw, 0, {})

    @DRAWING
    @given(objects)
    def check(record: Any) -> None:
        document = record.to_xml()
        answer = echo("xs", DRAW, document)
        again = package.Draw.from_xml(answer).to_xml()
        sent, got, back = (
            settled(each, "xs", echo.runtime) for each in (document, answer, again)
        )
        if not sent == got == back:
            pytest.fail(parting(sent, got if sent != got else back))

    check()


def test_nil_is_refused_where_a_member_is_left_out(echo: Echo, package: Any) -> None:
    """Why None is never nil there."""
    document = package.Draw(id=5).to_xml()
    assert b">5</" in echo("xs", DRAW, document)
    nil = document.replace(b">5</o:Id>", b' i:nil="true"/>')
    assert nil != document
    with pytest.raises(Refused):
        echo("xs", DRAW, nil)
