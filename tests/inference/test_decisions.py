"""Decisions name the rule by which inference chose, and the line that it chose by."""

from __future__ import annotations

import pytest

from soapstone.inference import inferred
from soapstone.model.decisions import standing
from soapstone.model.facts import PageFacts
from soapstone.model.rules import Aspect, Decision
from soapstone.pages import read_pages
from tests.inference.samples import asmx, stack, table

SOURCE = """namespace N {
public class Ask : IReturn<Answer> { public int A { get; set; } }
public class Answer { public int B { get; set; } }
}"""
PAIR = "http://schemas.datacontract.org/2004/07/System.Collections.Generic"


def of_member(page: PageFacts, key: str, name: str) -> dict[tuple[str, str], Decision]:
    """What stands on a member, by aspect and part."""
    members = inferred("svc", [page]).provenance.members
    made = next(
        d for place, d in members.items() if (place[0], place[1].name) == (key, name)
    )
    return {(each.rule.aspect, each.part): each for each in standing(made)}


def of_type(page: PageFacts, key: str) -> dict[str, Decision]:
    made = inferred("svc", [page]).provenance.types[key]
    return {each.rule.aspect: each for each in standing(made)}


def of_operation(page: PageFacts) -> dict[str, Decision]:
    (made,) = inferred("svc", [page]).provenance.operations.values()
    return {each.rule.aspect: each for each in standing(made)}


def line(decision: Decision) -> int:
    assert decision.origin is not None
    return decision.origin.line


@pytest.mark.parametrize(
    ("value", "shown", "sentence"),
    [
        ("int", ">0<", "The C# type is a value type without ?, which is not null."),
        ("int?", ' i:nil="true"><', "int? can be null, and is then written as nil."),
    ],
)
def test_the_type_of_what_a_struct_holds_is_stated_without_a_row(
    value: str, shown: str, sentence: str
) -> None:
    """The row of the struct itself states it."""
    page = stack(
        f'<Ask><Of xmlns:p="{PAIR}"><p:key>String</p:key><p:value{shown}/p:value></Of>'
        "</Ask>",
        tables=[table(f"Of|KeyValuePair<string, {value}>|No", caption="Ask")],
    )
    made = of_member(page, "KeyValuePairOfstringint", "value")
    assert made[Aspect.NULL, ""].sentence == sentence


def test_a_cut_is_decided_by_the_element_that_is_nil() -> None:
    """Not by the list around it."""
    page = asmx(
        '<Ask>\n<W>\n<Item xsi:nil="true" />\n<Item xsi:nil="true" />\n</W>\n</Ask>'
    )
    made = of_member(page, "Ask", "W")
    assert made[Aspect.TYPE, ""].rule.id == "array"
    assert made[Aspect.TYPE, "items"].rule.id == "cut-open"
    assert line(made[Aspect.TYPE, "items"]) == 3


def test_a_message_of_which_nothing_is_shown_has_an_order() -> None:
    assert of_type(asmx("<Ask/>"), "Ask")[Aspect.ORDER].rule.id == "not-shown"


def test_a_name_is_decided_where_the_page_shows_it() -> None:
    """The first place of a type may be a member, which has another name."""
    item = "<Item>\n<A>int</A>\n</Item>\n"
    choice = "<Mode>Up or Down</Mode>\n"
    page = asmx(
        f"<Ask>\n<First>\n<A>int</A>\n</First>\n<Way>Up or Down</Way>\n"
        f"<W>\n{item}{item}</W>\n<M>\n{choice}{choice}</M>\n</Ask>"
    )
    assert line(of_type(page, "Item")[Aspect.IDENTITY]) == 7
    assert line(of_type(page, "Mode")[Aspect.IDENTITY]) == 15


def test_no_sample_has_the_root_element_of_a_declared_message() -> None:
    page = stack("<Ask><A>String</A></Ask>", "<AskResponse/>")
    assert of_operation(page)[Aspect.MESSAGES].rule.id == "root-elements"
    (source,), _ = read_pages({"svc/dtos.txt": SOURCE.encode()})
    assert of_operation(source)[Aspect.MESSAGES].rule.id == "declared-messages"


def test_a_row_that_cannot_be_read_has_no_sample_to_show_a_word() -> None:
    page = "\n".join(
        (
            "Ask Parameters:",
            "Name | Parameter | Data Type | Required | Description |",
            "A | query | two words | No | |",
            "",
            "GET /ask HTTP/1.1\nHost: h\nAccept: application/xml\n",
        )
    )
    (facts,), _ = read_pages({"svc/Ask.txt": page.encode()})
    made = of_member(facts, "Ask", "A")
    assert made[Aspect.TYPE, ""].rule.id == "unknown-type"
    assert line(made[Aspect.TYPE, ""]) == 3


HEAD = "HTTP/1.1\nHost: h\nAccept: application/json\n\n"
TABLE = (
    "{}Parameters:\nName | Parameter | Data Type | Required | Description |\n"
    "A | query | int | No | |\n\n"
)


@pytest.mark.parametrize(
    ("page", "rule", "at"),
    [
        (TABLE.format("") + f"POST /json/reply/Ask {HEAD}{{}}\n", "own-route", 5),
        (TABLE.format("Ask ") + f"POST /a {HEAD}{{}}\n", "own-route", 1),
        (SOURCE, "own-route", 2),
    ],
)
def test_a_name_that_no_heading_has_says_where_it_stands(
    page: str, rule: str, at: int
) -> None:
    (facts,), _ = read_pages({"svc/page.txt": page.encode()})
    made = of_operation(facts)[Aspect.IDENTITY]
    assert (made.rule.id, line(made)) == (rule, at)


def test_json_shows_arrays_and_keys_and_no_names_of_types() -> None:
    body = '{"L":["String"],"D":{"String":0}}'
    page = f"POST /json/reply/Ask {HEAD}{body}\n"
    (facts,), _ = read_pages({"svc/page.txt": page.encode()})
    assert of_member(facts, "Ask", "L")[Aspect.TYPE, ""].rule.id == "shown-array"
    assert of_member(facts, "Ask", "D")[Aspect.TYPE, ""].rule.id == "shown-dictionary"


def test_a_cut_inside_lists_is_decided_for_the_innermost_items() -> None:
    cut = "<J xsi:nil='true'/>"
    row = f"<Row>{cut}{cut}</Row>"
    page = asmx(f"<Q><L>{row}{row}</L></Q>")
    made = of_member(page, "Q", "L")
    assert made[Aspect.TYPE, "items/items"].rule.id == "cut-open"


@pytest.mark.parametrize(
    ("whole", "taken"),
    [
        ("<T><int>int</int><int>int</int></T>", "the list or map"),
        ("<T><a>int</a></T>", "T"),
    ],
)
def test_a_finding_says_what_a_cut_is_taken_as(whole: str, taken: str) -> None:
    page = asmx(f"<Q><S><T xsi:nil='true'/></S><U>{whole}</U></Q>")
    made = of_member(page, "S", "T")[Aspect.TYPE, ""]
    assert made.rule.id == "cut-by-name"
    assert made.words["taken"] == taken
