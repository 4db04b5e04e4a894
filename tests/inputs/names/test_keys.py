"""A type keeps its locked key, whatever further pages would call it."""

from __future__ import annotations

from dataclasses import replace

from soapstone.inputs.names.keys import Ways, places, with_locked_keys
from soapstone.model.contract import (
    Contract,
    Enumeration,
    EnumerationRef,
    MapOf,
    QName,
    Record,
    RecordRef,
    Scalar,
)
from soapstone.model.names import Names, TypeNames
from tests.contracts import (
    ORDERS,
    everything,
    items,
    nillable,
    optional,
    plain,
    record,
    service,
)


def known(**types: TypeNames) -> Names:
    return Names({}, types)


def place(place: str, type_name: str = "") -> TypeNames:
    return TypeNames("X", {}, type_name, place)


def one(handle: str, *more: Record, message: str = "Ask") -> Contract:
    """A message whose member Handle is of a record that goes by ``handle``."""
    inner = record(handle, plain("Id", Scalar("int")))
    own = record(message, optional("Handle", RecordRef(handle)))
    return service(own, inner, *more, messages=(message,))


def keys(contract: Contract) -> list[str]:
    return [each.key for each in contract.types]


def test_every_type_has_a_place_the_nearest_to_a_root() -> None:
    made = everything()
    found = places(made)
    assert found["Everything"] == "Everything"
    assert found["Colour"] == "Everything/Colour"
    assert found["Point"] == "ArrayOfPoint/Point"
    assert found["Leaf"] == "Everything/Tree/Leaf"
    assert found.keys() == set(keys(made))
    assert all(Ways(made).lead_to(way) == key for key, way in found.items())


def test_places_go_through_lists_and_maps() -> None:
    lines = MapOf(
        QName("", "E"),
        *(QName("", "Key"), Scalar("string")),
        *(QName("", "Value"), items("Line", RecordRef("Line"))),
        True,
    )
    made = service(
        record("Ask", nillable("Lines", lines)), record("Line"), messages=("Ask",)
    )
    assert places(made)["Line"] == "Ask/Lines/Value/Line"
    assert Ways(made).lead_to("Ask/Lines/Value/Line") == "Line"


def test_a_place_that_still_leads_there_is_kept() -> None:
    made = service(
        record("Ask", optional("H", RecordRef("H"))),
        record("Zap", optional("In", RecordRef("Ask")), optional("H", RecordRef("H"))),
        record("H"),
        messages=("Ask", "Zap"),
    )
    assert places(made, known(H=place("Zap/H")))["H"] == "Zap/H"
    assert places(made, known(H=place("Zap/In")))["H"] == "Ask/H"


def test_what_leads_nowhere() -> None:
    made = one("Handle")
    for way in ("", "Gone", "Ask/Gone", "Ask/Handle/Id", "Ask/Handle/Id/More", "//"):
        assert Ways(made).lead_to(way) is None, way


def test_a_type_known_by_its_place_keeps_its_key_when_pages_name_it_better() -> None:
    before, after = one("Handle"), one("AskHandle")
    assert with_locked_keys(after, known(Handle=place("Ask/Handle"))) == before


def test_a_newcomer_of_the_name_goes_by_its_owner() -> None:
    """The page that came later must not take the name that code already uses."""
    after = service(
        record("Ask", optional("Handle", RecordRef("AskHandle"))),
        record("AskHandle", plain("Id", Scalar("int"))),
        record("Zap", optional("Handle", RecordRef("Handle"))),
        record("Handle", plain("Number", Scalar("string"))),
        messages=("Ask", "Zap"),
    )
    made = with_locked_keys(after, known(Handle=place("Ask/Handle")))
    assert keys(made) == ["Ask", "Handle", "Zap", "ZapHandle"]
    assert made.record("Ask").fields[0].type == RecordRef("Handle")
    assert made.record("Zap").fields[0].type == RecordRef("ZapHandle")
    assert made.record("Handle").fields[0].name.name == "Id"


def test_a_newcomer_that_nobody_owns_gets_a_number() -> None:
    after = service(
        record("Ask", optional("Handle", RecordRef("AskHandle"))),
        record("AskHandle"),
        record("Handle"),
        messages=("Ask", "Handle"),
    )
    made = with_locked_keys(after, known(Handle=place("Ask/Handle")))
    assert keys(made) == ["Ask", "Handle", "Handle2"]
    assert made.operations[1].request is not None
    assert made.operations[1].request.record == "Handle2"


def test_a_type_with_a_name_of_its_own_is_known_by_it_wherever_it_stands() -> None:
    stated = QName(ORDERS, "Token")
    moved = one("Token", message="Zap")
    moved = replace(
        moved, records=tuple(replace(e, type_name=stated) for e in moved.records[1:])
    )
    moved = replace(
        moved, records=(one("Token", message="Zap").records[0], *moved.records)
    )
    locks = known(Handle=place("Ask/Handle", "Token"))
    assert "Handle" in keys(with_locked_keys(moved, locks))


def test_another_type_at_the_place_does_not_inherit_the_key() -> None:
    """The member was retyped: its new type is stated, and is not the one that had the name."""
    retyped = one("OrderInfo")
    info = replace(retyped.record("OrderInfo"), type_name=QName(ORDERS, "OrderInfo"))
    retyped = replace(retyped, records=(retyped.records[0], info))
    locks = known(AccountInfo=place("Ask/Handle", "AccountInfo"))
    assert keys(with_locked_keys(retyped, locks)) == ["Ask", "OrderInfo"]


def test_two_types_that_are_one_now_keep_the_name_it_would_have() -> None:
    locks = known(A=place("Ask/Handle"), Handle=place("Ask/Handle"))
    assert keys(with_locked_keys(one("Handle"), locks)) == ["Ask", "Handle"]
    assert keys(with_locked_keys(one("Other"), locks)) == ["A", "Ask"]


def test_enumerations_keys_in_collections_and_bases_are_renamed_throughout() -> None:
    colour = Enumeration("Colour", None, ("Red",))
    made = service(
        record(
            "Ask",
            optional("Colours", items("Colour", EnumerationRef("Colour"))),
            optional("Node", RecordRef("Node")),
        ),
        record("Node", optional("Children", items("Node", RecordRef("Node")))),
        record("Special", base="Node"),
        messages=("Ask",),
        enumerations=(colour,),
    )
    locks = known(Zone=place("Ask/Node"), Hue=place("Ask/Colours/Colour"))
    text = repr(with_locked_keys(made, locks))
    assert "key='Node'" not in text
    assert "key='Colour'" not in text
    assert "base='Zone'" in text
    assert [each.key for each in with_locked_keys(made, locks).records] == [
        "Ask",
        "Special",
        "Zone",
    ]


def test_without_names_nothing_changes() -> None:
    made = everything()
    assert with_locked_keys(made, Names()) is made
