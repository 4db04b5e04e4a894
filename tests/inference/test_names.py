"""Keys: who has a name, and what the others are called."""

from __future__ import annotations

import pytest

from soapstone.inference.names import Claim, Rank, assign, ranked_names


def claim(id: int, name: str, rank: Rank, *owners: int, content: str = "") -> Claim:
    return Claim(id, (name,), rank, owners, content or str(id))


def test_a_name_that_nobody_else_claims_is_kept_as_it_is() -> None:
    assert assign([claim(0, "item", Rank.ELEMENT)]) == {0: "item"}


def test_types_of_one_name_go_by_their_owner() -> None:
    claims = [
        claim(0, "Order", Rank.MESSAGE),
        claim(1, "Invoice", Rank.TYPE),
        claim(2, "handle", Rank.ELEMENT, 0),
        claim(3, "handle", Rank.ELEMENT, 1),
    ]
    assert assign(claims) == {
        0: "Order",
        1: "Invoice",
        2: "OrderHandle",
        3: "InvoiceHandle",
    }


def test_a_message_has_the_name_before_a_type_and_a_type_before_an_element() -> None:
    claims = [
        claim(0, "A", Rank.ELEMENT, 2),
        claim(1, "A", Rank.TYPE, 2),
        claim(2, "B", Rank.MESSAGE),
        claim(3, "A", Rank.MESSAGE),
        claim(4, "C", Rank.TYPE),
        claim(5, "C", Rank.ELEMENT, 2),
    ]
    keys = assign(claims)
    assert (keys[3], keys[4], keys[5]) == ("A", "C", "BC")


def test_an_owner_may_itself_go_by_its_owner() -> None:
    claims = [
        claim(0, "P", Rank.MESSAGE),
        claim(1, "Q", Rank.MESSAGE),
        claim(2, "H", Rank.ELEMENT, 0),
        claim(3, "H", Rank.ELEMENT, 1),
        claim(4, "I", Rank.ELEMENT, 2),
        claim(5, "I", Rank.ELEMENT, 3),
    ]
    assert assign(claims)[4] == "PHI"
    assert assign(claims)[5] == "QHI"


def test_a_qualified_name_never_takes_one_that_is_claimed() -> None:
    claims = [
        claim(0, "A", Rank.MESSAGE),
        claim(1, "AB", Rank.MESSAGE),
        claim(2, "B", Rank.ELEMENT, 0),
        claim(3, "B", Rank.ELEMENT, 1),
    ]
    keys = assign(claims)
    assert len(set(keys.values())) == 4
    assert keys[1] == "AB"


def test_numbers_follow_content_not_order() -> None:
    claims = [
        claim(0, "A", Rank.MESSAGE, content="y"),
        claim(1, "A", Rank.MESSAGE, content="x"),
    ]
    assert assign(claims) == assign(claims[::-1]) == {1: "A", 0: "A2"}


def test_a_contested_name_gives_way_to_one_that_nobody_else_has() -> None:
    claims = [
        Claim(0, ("Result", "GetResult", "PutResult"), Rank.ELEMENT, (), "x"),
        Claim(1, ("Result", "AddResult", "GetResult"), Rank.ELEMENT, (), "y"),
    ]
    assert assign(claims) == assign(claims[::-1]) == {0: "PutResult", 1: "AddResult"}


@pytest.mark.parametrize(
    ("names", "best"),
    [
        (["_parents"], "_parents"),
        (["GetEventsExResult", "GetAllEventsResult"], "GetEventsResult"),
        (["LogoutResult", "KeepAliveResult", "PingResult"], "Result"),
        (["PanelStatusEx_V1", "PanelStatus_V1"], "PanelStatus_V1"),
        (["Part_One", "Part_Two"], "Part"),
        (["GetHTTPStatusResult", "HTTPStatus"], "HTTPStatus"),
        (["From", "To"], "To"),
        (["c", "Home"], "Home"),
        (["b", "a"], "a"),
    ],
)
def test_many_names_have_their_words_in_common(names: list[str], best: str) -> None:
    assert ranked_names(names)[0] == ranked_names(names[::-1])[0] == best
