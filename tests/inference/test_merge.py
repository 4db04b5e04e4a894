"""One type from many places: the same is one, the different is kept apart, and no order of files
shows.
"""

from __future__ import annotations

from itertools import permutations

from soapstone.inference import inferred
from soapstone.model.contract import AnyXml
from soapstone.model.facts import PageFacts
from soapstone.model.findings import Severity
from tests.inference.samples import (
    asmx,
    contract,
    findings,
    findings_of,
    stack,
    table,
    types,
)


def keys(*pages: PageFacts) -> list[str]:
    return [record.key for record in contract(*pages).records]


def test_one_body_serves_both_soap_versions() -> None:
    assert keys(asmx("<Q><A><x>int</x></A></Q>")) == ["A", "Q", "R"]


def test_the_same_type_in_request_and_response_is_one() -> None:
    account = "<Account><Id>int</Id></Account>"
    made = asmx(f"<Q>{account}</Q>", f"<R><L>{account}{account}</L></R>")
    assert keys(made) == ["Account", "Q", "R"]


def test_different_content_goes_by_its_owner() -> None:
    order = "<Order><Handle><Id>int</Id></Handle></Order>"
    invoice = "<Invoice><Handle><Number>string</Number></Handle></Invoice>"
    made = contract(asmx(f"<Q>{order}{invoice}</Q>"))
    assert types(made, "Order") == {"Handle": "OrderHandle"}
    assert types(made, "Invoice") == {"Handle": "InvoiceHandle"}
    assert types(made, "OrderHandle") == {"Id": "int"}


def test_a_message_keeps_its_name_before_a_member() -> None:
    made = contract(asmx("<Q><R><x>int</x></R></Q>", "<R><y>int</y></R>"))
    assert types(made, "R") == {"y": "int"}
    assert types(made, "Q") == {"R": "QR"}


def test_enumerations_of_the_same_name_and_members_are_one() -> None:
    made = contract(asmx('<Q><A K="X or Y"><K>X or Y</K></A><B><K>X or Z</K></B></Q>'))
    assert [(e.key, e.members) for e in made.enumerations] == [
        ("AK", ("X", "Y")),
        ("BK", ("X", "Z")),
    ]


def test_soap_versions_that_differ_are_a_conflict_and_the_first_stands() -> None:
    made = asmx(
        "<Q/>",
        "<R><a>int</a><c>int</c></R>",
        second="<R>\n<a>long</a><b>int</b><c>int</c></R>",
    )
    assert types(contract(made), "R") == {"a": "int", "b": "int", "c": "int"}
    differs, more = findings(made)
    assert {differs.code, more.code} == {"contradiction"}
    assert {differs.severity, more.severity} == {Severity.CONFLICT}
    assert (differs.subject, differs.found) == (
        "R.a",
        "This place shows long; svc/page.txt:1 shows int.",
    )
    assert (more.subject, more.decided) == ("R.b", "The member is kept.")


def test_a_conflict_inside_a_member_is_reported_for_the_member() -> None:
    one, two = "<R><S><a>int</a></S></R>", "<R><S><a>long</a></S></R>"
    (found,) = findings(asmx("<Q/>", one, second=two))
    assert found.subject == "S.a"
    assert keys(asmx("<Q/>", one, second=two)) == ["Q", "R", "S"]


def test_pages_that_differ_are_a_conflict_and_the_first_file_stands() -> None:
    a = asmx("<Q><a>int</a></Q>", file="svc/a.txt")
    b = asmx("<Q><a>long</a></Q>", file="svc/b.txt")
    (found,) = findings(b, a)
    assert (found.code, found.origin.file) == ("contradiction", "svc/b.txt")
    assert types(contract(b, a), "Q") == {"a": "int"}


def test_pages_that_agree_are_one_in_silence() -> None:
    a = asmx("<Q><a>int</a></Q>", file="svc/a.txt")
    b = asmx("<Q><a>int</a></Q>", file="svc/b.txt")
    assert contract(a, b) == contract(a)
    assert not findings(a, b)


def test_the_order_of_pages_does_not_show() -> None:
    pages = [
        asmx(
            "<A><H><Id>int</Id></H></A>",
            "<AR><C xsi:nil='true'/></AR>",
            file="svc/a.txt",
        ),
        asmx(
            "<B><H><No>int</No></H></B>", "<BR><C><x>int</x></C></BR>", file="svc/b.txt"
        ),
        asmx("<B><H><No>long</No></H></B>", "<BR/>", file="svc/c.txt"),
        asmx("<A><H><Id>int</Id></H></A>", "<AR/>", file="svc/d.txt"),
    ]
    results = [inferred("svc", order) for order in permutations(pages)]
    assert len({repr((each.contract, findings_of(each))) for each in results}) == 1


def test_a_cut_is_filled_from_the_same_member_elsewhere() -> None:
    made = (
        asmx("<Q><S><T xsi:nil='true'/></S></Q>", file="svc/a.txt"),
        asmx("<P><S><T><x>int</x></T></S></P>", file="svc/b.txt"),
    )
    assert types(contract(*made), "S") == {"T": "T"}
    assert types(contract(*made), "T") == {"x": "int"}
    assert not findings(*made)


def test_a_cut_is_filled_from_the_same_name_elsewhere_and_said() -> None:
    made = asmx("<Q><S><T xsi:nil='true'/></S><U><T><x>int</x></T></U></Q>")
    assert types(contract(made), "S") == {"T": "T"}
    (found,) = findings(made)
    assert (found.code, found.severity, found.subject) == (
        "depth-cut",
        Severity.GUESS,  # two types can have members of one name
        "S.T",
    )


def test_a_cut_wrapper_is_filled_with_a_list() -> None:
    made = asmx("<Q><S><T xsi:nil='true'/></S><T><int>int</int><int>int</int></T></Q>")
    assert types(contract(made), "S") == {"T": "list(int: int)"}


def test_a_cut_item_is_filled_from_the_item_shown_whole() -> None:
    cut = "<I xsi:nil='true'/>"
    whole = "<I><x>int</x></I>"
    made = contract(asmx(f"<Q><A><L>{cut}{cut}</L></A><M>{whole}{whole}</M></Q>"))
    assert types(made, "A") == {"L": "list(I: I?)"}
    assert types(made, "Q")["M"] == "list(I: I?)"


def test_a_cut_item_is_of_the_type_that_has_its_name() -> None:
    cut, whole = "<I xsi:nil='true'/>" * 2, "<I><x>int</x></I>" * 2
    made = contract(asmx(f"<Q><A><I>{cut}</I></A><I><y>int</y></I><M>{whole}</M></Q>"))
    assert types(made, "A") == {"I": "list(I: I?)"}
    assert types(made, "I") == {"x": "int"}


def test_a_cut_item_that_no_page_shows_can_be_anything() -> None:
    made = contract(asmx("<Q><I><I xsi:nil='true'/><I xsi:nil='true'/></I></Q>"))
    assert types(made, "Q") == {"I": "list(I: any?)"}


def test_a_cut_wrapper_is_filled_with_a_list_of_cut_items() -> None:
    cut = "<I xsi:nil='true'/>" * 2
    made = contract(asmx(f"<Q><S><T xsi:nil='true'/></S><T>{cut}</T></Q>"))
    assert types(made, "S") == {"T": "list(I: any?)"}


def test_a_cut_that_could_be_two_types_stays_open() -> None:
    one, two = "<A><T><x>int</x></T></A>", "<B><T><y>int</y></T></B>"
    made = asmx(f"<Q><S><T xsi:nil='true'/></S>{one}{two}</Q>")
    (open_,) = contract(made).record("S").fields
    assert open_.type == AnyXml(silent=True)
    assert [found.code for found in findings(made)] == ["depth-cut"]


def test_a_cut_never_stands_for_text() -> None:
    made = asmx("<Q><S><T xsi:nil='true'/></S><T>int</T></Q>")
    (open_,) = contract(made).record("S").fields
    assert open_.type == AnyXml(silent=True)


def test_a_recursive_type_is_one_record() -> None:
    made = asmx(
        "<Q><N><v>int</v><N><v>int</v><N><v>int</v><N xsi:nil='true'/></N></N></N></Q>"
    )
    assert types(contract(made), "N") == {"v": "int", "N": "N"}
    assert keys(made) == ["N", "Q", "R"]
    assert not findings(made)


def test_types_that_hold_each_other_are_two_records() -> None:
    made = asmx("<Q><A><B><A><B xsi:nil='true'/></A></B></A></Q>")
    assert (types(contract(made), "A"), types(contract(made), "B")) == (
        {"B": "B"},
        {"A": "A"},
    )


def test_a_table_on_one_page_tells_of_a_type_on_another() -> None:
    a = stack("<A><Order><Id>0</Id></Order></A>", file="svc/a.txt")
    b = stack(
        "<B><One><Id>0</Id></One></B>",
        "",
        [
            table("One|Order|No", caption="B"),
            table("Id|long?|Yes", caption="Order"),
        ],
        file="svc/b.txt",
    )
    made = contract(a, b)
    assert types(made, "Order") == {"Id": "long"}
    assert made.record("Order").fields[0].nullable
    assert "guessed-number" not in {found.code for found in findings(a, b)}
