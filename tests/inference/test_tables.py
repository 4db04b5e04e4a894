"""Tables that have lost their captions, rows that have lost their names."""

from __future__ import annotations

from dataclasses import replace

from tests.inference.samples import all_flags, contract, findings, stack, table, types


def test_a_table_without_caption_belongs_to_the_type_it_names_best() -> None:
    page = stack(
        "<Q><Item><Id>0</Id><Name>String</Name></Item><Name>String</Name></Q>",
        tables=[
            table("Id|long|No", "Name|string|Yes"),
            table("Name|string|No", "Item|Item|No", first=110),
        ],
    )
    made = contract(page)
    assert types(made, "Item") == {"Id": "long", "Name": "string"}
    assert all_flags(made, "Item")["Name"] == "nullable nillable demanded"
    assert all_flags(made, "Q")["Name"] == "nullable nillable"
    assert not findings(page)


def test_a_table_that_names_less_than_half_of_a_type_is_not_its() -> None:
    page = stack(
        "<Q><Id>0</Id></Q>", tables=[table("Id|long|No", "b|int|No", "c|int|No")]
    )
    assert types(contract(page), "Q") == {"Id": "int~"}


def test_a_table_printed_twice_is_one_with_two_places() -> None:
    body = table("Id|long|No", location="body")
    form = table("Id|long|No", location="form", first=110)
    page = stack("<Q><Id>0</Id></Q>", tables=[body, form])
    (operation,) = contract(page).operations
    assert [(p.name, p.locations) for p in operation.parameters] == [
        ("Id", ("body", "form"))
    ]
    assert not findings(page)


def test_a_table_printed_twice_with_another_type_is_a_conflict() -> None:
    body = table("Id|long|No", location="body")
    form = table("Id|int|No", location="form", first=110)
    page = stack("<Q><Id>0</Id></Q>", tables=[body, form])
    (found,) = findings(page)
    assert (found.code, found.origin.line) == ("contradiction", 110)
    assert types(contract(page), "Q") == {"Id": "long"}


def test_two_types_with_the_same_members_are_no_repetition() -> None:
    page = stack(
        "<Q><A><Id>0</Id></A><B xmlns='urn:b'><Id>0</Id></B></Q>",
        tables=[table("Id|long|No"), table("Id|short|No", first=110)],
    )
    made = contract(page)
    assert (types(made, "A"), types(made, "B")) == ({"Id": "long"}, {"Id": "short"})


def test_the_row_without_name_is_the_member_without_row() -> None:
    page = stack(
        "<Q><Email>String</Email><Id>0</Id></Q>",
        tables=[table("Id|int|No", "|string|Yes", caption="Q")],
    )
    made = contract(page)
    assert all_flags(made, "Q")["Email"] == "nullable nillable demanded"
    (found,) = findings(page)
    assert (found.code, found.subject, found.origin.line) == (
        "nameless-row",
        "Q.Email",
        101,
    )
    assert found.decided == "Taken as Email, the only member without a row."


def test_several_rows_without_name_are_matched_by_type() -> None:
    page = stack(
        "<Q><A>String</A><B>PT0S</B><C>0</C></Q>",
        tables=[table("C|int|No", "|TimeSpan|Yes", "|string|No", caption="Q")],
    )
    assert all_flags(contract(page), "Q")["B"] == "demanded"
    assert [found.code for found in findings(page)] == ["nameless-row", "nameless-row"]


def test_rows_that_cannot_be_distinguished_stay_without_member() -> None:
    page = stack(
        "<Q><A>String</A><B>String</B><C>0</C></Q>",
        tables=[table("C|int|No", "|string|Yes", "|string|No", caption="Q")],
    )
    assert all_flags(contract(page), "Q")["A"] == "nullable nillable"
    codes = [found.code for found in findings(page)]
    assert codes.count("row-without-element") == 1  # said once for the type
    assert codes.count("element-without-row") == 2


def test_a_row_whose_type_cannot_be_is_not_matched() -> None:
    page = stack("<Q><A>String</A></Q>", tables=[table("|int|Yes", caption="Q")])
    assert types(contract(page), "Q") == {"A": "string"}


def test_a_named_row_without_element_is_left_out_and_said() -> None:
    page = stack(
        "<Q><A>String</A></Q>", tables=[table("A|string|No", "B|int|Yes", caption="Q")]
    )
    assert types(contract(page), "Q") == {"A": "string"}
    assert [(f.code, f.subject) for f in findings(page)] == [
        ("row-without-element", "Q.B")
    ]


def test_an_element_without_row_goes_by_its_value() -> None:
    page = stack(
        "<Q><A>String</A><B>PT0S</B></Q>", tables=[table("A|string|No", caption="Q")]
    )
    assert types(contract(page), "Q") == {"A": "string", "B": "duration"}
    assert [(f.code, f.subject) for f in findings(page)] == [
        ("element-without-row", "Q.B")
    ]


def test_a_live_number_still_fits_its_row() -> None:
    rows = table("|int|Yes", caption="Q")
    page = stack("<Q><A>42</A></Q>", tables=[replace(rows)])
    assert types(contract(page), "Q") == {"A": "int"}
