"""Locked names never change: not for a collision, not for a better name."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from soapstone.emit.python.naming import name_everything, name_lock
from soapstone.model.contract import Contract, Enumeration, Scalar
from soapstone.model.names import Names, TypeNames
from tests.contracts import everything, plain, record, service


def made(*fields: str, **more: Any) -> Contract:
    members = (plain(name, Scalar("int")) for name in fields)
    return replace(service(record("Ask", *members), messages=("Ask",)), **more)


def locked(**members: str) -> Names:
    return Names({}, {"Ask": TypeNames("Ask", members)})


def test_locked_names_are_those_that_naming_makes() -> None:
    contract = everything()
    naming = name_everything(contract)
    assert name_everything(contract, name_lock(contract, naming)) == naming


def test_a_member_that_collides_later_takes_nothing_away() -> None:
    """UserID sorts before userId, and would have the name."""
    assert name_everything(made("UserID", "userId")).fields["Ask"] == (
        "user_id",
        "user_id_2",
    )
    before = name_lock(made("userId"), name_everything(made("userId")))
    after = name_everything(made("UserID", "userId"), before)
    assert after.fields["Ask"] == ("user_id_2", "user_id")


def test_a_name_is_nobody_elses_while_no_page_shows_what_has_it() -> None:
    naming = name_everything(made("UserID"), locked(userId="user_id"))
    assert naming.fields["Ask"] == ("user_id_2",)


def test_a_person_renames_everything() -> None:
    kind = Enumeration("Kind", None, ("Red", "Dark Green"))
    contract = made("Id", enumerations=(kind,))
    names = Names(
        {"Ask": "PLEASE"},
        {
            "Ask": TypeNames("Question", {"Id": "number"}),
            "Kind": TypeNames("Colour", {"Dark Green": "MOSS"}),
        },
    )
    naming = name_everything(contract, names)
    assert naming.classes == {"Ask": "Question", "Kind": "Colour"}
    assert naming.fields["Ask"] == ("number",)
    assert naming.members["Kind"] == ("RED", "MOSS")
    assert naming.constants == {"Ask": "PLEASE"}


def test_a_new_class_makes_way_for_a_constant_that_was_given() -> None:
    """The package exports both; and the other way round for a class with a lock."""
    contract = service(record("PING"), messages=("PING",))
    assert name_everything(contract).constants == {"PING": "PING_OPERATION"}
    naming = name_everything(contract, Names({"PING": "PING"}))
    assert (naming.classes, naming.constants) == ({"PING": "PING_"}, {"PING": "PING"})


def test_a_class_and_a_constant_may_differ_in_case_alone() -> None:
    naming = name_everything(made(), Names({"Ask": "ASK"}))
    assert (naming.classes, naming.constants) == ({"Ask": "Ask"}, {"Ask": "ASK"})


def test_the_one_field_of_a_collection_can_be_renamed() -> None:
    contract = service(
        record("ArrayOfX", plain("X", Scalar("int")), collection=True),
        messages=("ArrayOfX",),
    )
    names = Names({}, {"ArrayOfX": TypeNames("ArrayOfX", {"X": "numbers"})})
    assert name_everything(contract).fields["ArrayOfX"] == ("items",)
    assert name_everything(contract, names).fields["ArrayOfX"] == ("numbers",)
