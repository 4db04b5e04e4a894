"""One type under many names: what is surely the same is one record, what looks alike is not."""

from __future__ import annotations

from itertools import permutations

from soapstone.inference import inferred
from soapstone.inference.enumeration_types import Enumerations
from soapstone.inference.shapes import EnumerationShape, Naming
from soapstone.model.contract import EnumerationRef, QName
from soapstone.model.facts import PageFacts
from tests.inference.samples import asmx, contract, stack, types

POINT = "<Lat>double</Lat><Lon>double</Lon>"


def keys(*pages: PageFacts) -> list[str]:
    """The keys of the records that are no messages of these tests."""
    messages = {"Q", "R", "AResponse", "BResponse", "A", "B"}
    return [
        record.key for record in contract(*pages).records if record.key not in messages
    ]


def test_the_same_members_under_two_names_are_one_type() -> None:
    page = asmx(f"<Q><From>{POINT}</From><To>{POINT}</To></Q>")
    assert keys(page) == ["To"]
    assert types(contract(page), "Q") == {"From": "To", "To": "To"}


def test_results_are_one_type_by_the_words_they_have_in_common() -> None:
    one = "<AllEventsResult><More>boolean</More></AllEventsResult>"
    two = "<LiveEventsResult><More>boolean</More></LiveEventsResult>"
    pages = (
        asmx("<A/>", f"<AllEventsResponse>{one}</AllEventsResponse>", file="svc/a.txt"),
        asmx(
            "<B/>", f"<LiveEventsResponse>{two}</LiveEventsResponse>", file="svc/b.txt"
        ),
    )
    assert "EventsResult" in keys(*pages)
    assert "AllEventsResult" not in keys(*pages)


def test_one_scalar_under_two_names_says_too_little() -> None:
    page = asmx("<Q><Handle><Id>int</Id></Handle><Person><Id>int</Id></Person></Q>")
    assert keys(page) == ["Handle", "Person"]


def test_a_result_is_no_other_member_with_one_scalar() -> None:
    page = asmx(
        "<Q><X><Id>int</Id></X></Q>",
        "<AResponse><AResult><Id>int</Id></AResult></AResponse>",
    )
    assert keys(page) == ["AResult", "X"]


def test_one_list_says_enough_by_the_name_of_its_items() -> None:
    zones = "<Zones><Zone xsi:nil='true'/><Zone xsi:nil='true'/></Zones>"
    assert keys(asmx(f"<Q><X>{zones}</X><Y>{zones}</Y></Q>")) == ["X"]


def test_a_member_of_an_items_type_is_called_as_the_item() -> None:
    items = f"<Place>{POINT}</Place>" * 2
    page = asmx(f"<Q><Home>{POINT}</Home></Q>", f"<R><L>{items}</L></R>")
    assert keys(page) == ["Place"]
    assert types(contract(page), "Q") == {"Home": "Place"}


def test_items_of_two_names_are_two_types_and_a_member_is_neither() -> None:
    places, stops = f"<Place>{POINT}</Place>" * 2, f"<Stop>{POINT}</Stop>" * 2
    page = asmx(f"<Q><A>{places}</A><B>{stops}</B><C>{POINT}</C></Q>")
    assert keys(page) == ["C", "Place", "Stop"]


def test_a_member_goes_by_the_item_of_its_own_name() -> None:
    places, stops = f"<Place>{POINT}</Place>" * 2, f"<Stop>{POINT}</Stop>" * 2
    page = asmx(f"<Q><A>{places}</A><B>{stops}</B><Stop>{POINT}</Stop></Q>")
    assert types(contract(page), "Q")["Stop"] == "Stop"
    assert keys(page) == ["Place", "Stop"]


def test_messages_are_apart_from_what_looks_like_them() -> None:
    page = asmx(f"<Q>{POINT}</Q>", f"<R><X>{POINT}</X></R>")
    assert keys(page) == ["X"]


def test_another_namespace_is_another_type() -> None:
    other = POINT.replace("<Lat>", '<Lat xmlns="urn:other">').replace(
        "<Lon>", '<Lon xmlns="urn:other">'
    )
    assert keys(asmx(f"<Q><X>{POINT}</X><Y>{other}</Y></Q>")) == ["X", "Y"]


def test_one_list_of_scalars_says_too_little() -> None:
    ids = "<Ids><int>int</int><int>int</int></Ids>"
    assert keys(asmx(f"<Q><X>{ids}</X><Y>{ids}</Y></Q>")) == ["X", "Y"]


def test_a_cut_inside_does_not_keep_a_type_apart() -> None:
    whole = f"<X>{POINT}<T><v>int</v></T></X>"
    cut = f"<Y>{POINT}<T xsi:nil='true'/></Y>"
    page = asmx(f"<Q>{whole}{cut}</Q>")
    assert keys(page) == ["T", "X"]
    assert types(contract(page), "X")["T"] == "T"


def test_joined_types_take_along_what_they_hold() -> None:
    def of(name: str, inside: str) -> str:
        return f"<{name}>{POINT}<In>{POINT}<T>{inside}</T></In></{name}>"

    whole, cut = "<v>int</v><U><w>int</w></U>", "<v>int</v><U xsi:nil='true'/>"
    page = asmx(f"<Q>{of('X', whole)}{of('Y', cut)}{of('Z', cut)}</Q>")
    assert keys(page) == ["In", "T", "U", "X"]


def test_a_cut_that_fits_two_types_is_neither() -> None:
    one = f"<X>{POINT}<T><v>int</v></T></X>"
    two = f"<Y>{POINT}<T><w>int</w></T></Y>"
    cut = f"<Z>{POINT}<T xsi:nil='true'/></Z>"
    assert {"X", "Y", "Z"} <= set(keys(asmx(f"<Q>{one}{two}{cut}</Q>")))


def test_guesses_from_values_are_no_structural_equivalence() -> None:
    page = stack("<Q><X><a>0</a><b>0</b></X><Y><a>0</a><b>0</b></Y></Q>")
    assert keys(page) == ["X", "Y"]


def test_enumerations_of_the_same_members_are_one_whatever_the_element() -> None:
    page = asmx("<Q><OldState>On or Off</OldState><NewState>On or Off</NewState></Q>")
    made = contract(page)
    assert [each.key for each in made.enumerations] == ["State"]
    assert {field.type for field in made.record("Q").fields} == {
        EnumerationRef("State")
    }


def test_an_enumeration_is_called_as_the_item_that_is_of_it() -> None:
    items = "<Right>Read or Write</Right>" * 2
    made = contract(asmx(f"<Q><L>{items}</L><Mine>Read or Write</Mine></Q>"))
    (only,) = made.enumerations
    assert (only.key, only.type_name and only.type_name.name) == ("Right", "Right")


def test_enumerations_of_two_stated_names_are_two_types() -> None:
    rights, tasks = "<Right>Read or Write</Right>" * 2, "<Task>Read or Write</Task>" * 2
    more = "<Task>Read or Write</Task><Mine>Read or Write</Mine>"
    made = contract(asmx(f"<Q><L>{rights}</L><M>{tasks}</M>{more}</Q>"))
    assert [each.key for each in made.enumerations] == ["Mine", "Right", "Task"]
    assert types(made, "Q")["Task"] == "Task"


def test_a_single_member_says_too_little() -> None:
    shapes = [
        EnumerationShape(QName("", name), Naming.ELEMENT, ("Default",)) for name in "XY"
    ]
    assert [each.names for each in Enumerations(shapes)] == [("X",), ("Y",)]


def test_the_order_of_pages_and_their_names_do_not_show() -> None:
    item = f"<Place>{POINT}<T xsi:nil='true'/></Place>"
    texts = [
        f"<A1><From>{POINT}</From></A1>",
        f"<A2><To>{POINT}</To><S>On or Off</S></A2>",
        f"<A3><L>{item}{item}</L></A3>",
        f"<A4><Home>{POINT}<T><v>int</v></T></Home><State>On or Off</State></A4>",
    ]
    results = {
        repr(
            inferred(
                "svc", [asmx(text, file=f"svc/{n}.txt") for n, text in enumerate(order)]
            ).contract
        )
        for order in permutations(texts)
    }
    assert len(results) == 1


def test_another_page_leaves_the_names_of_other_types_alone() -> None:
    first = asmx(f"<Q><From>{POINT}</From><To>{POINT}</To></Q>", file="svc/a.txt")
    second = asmx("<A><Sum><x>int</x><y>int</y></Sum></A>", file="svc/b.txt")
    assert set(keys(first)) <= set(keys(first, second))


TREE = """<Q><Root><Label>string</Label>
<Parent><Label>string</Label><Parent xsi:nil="true"/><Kids xsi:nil="true"/></Parent>
<Kids><Node><Label>string</Label><Parent xsi:nil="true"/><Kids xsi:nil="true"/></Node>
<Node><Label>string</Label><Parent xsi:nil="true"/><Kids xsi:nil="true"/></Node></Kids>
</Root></Q>"""


def test_a_recursive_type_is_one_under_the_names_of_all_its_members() -> None:
    """The page shows it inside itself, as Root, Parent and Node, and cuts it off there."""
    made = contract(asmx(TREE))
    assert keys(asmx(TREE)) == ["Node"]
    assert types(made, "Node") == {
        "Label": "string",
        "Parent": "Node",
        "Kids": "list(Node: Node?)",
    }


def test_types_of_one_member_that_stand_beside_each_other_are_not() -> None:
    page = """<Q><X><Label>string</Label><Next xsi:nil="true"/></X>
    <Y><Label>string</Label><Next xsi:nil="true"/></Y></Q>"""
    assert keys(asmx(page)) == ["X", "Y"]


def test_a_type_inside_another_is_its_own_if_its_members_differ() -> None:
    page = """<Q><X><Label>string</Label><Next><Label>int</Label>
    <Next xsi:nil="true"/></Next></X></Q>"""
    assert keys(asmx(page)) == ["Next", "X"]
