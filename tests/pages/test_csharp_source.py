"""Traps of C# source: attributes, inheritance, nesting, what is no member, what is no C#."""

from __future__ import annotations

import pytest

from soapstone.model.findings import SpecError
from soapstone.pages.document import Line, origin
from soapstone.pages.servicestack.csharp_source import Declarations, read_source


def source(text: str) -> Declarations:
    return read_source(
        [
            Line(origin("page.txt", number, line), line.strip())
            for number, line in enumerate(text.split("\n"), 1)
            if line.strip()
        ]
    )


def members(text: str) -> list[tuple[str, str, int | None]]:
    (found,) = source(f"public class A\n{{\n{text}\n}}").classes
    return [(each.row.name, each.row.csharp, each.order) for each in found.members]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("public int X { get; set; }", [("X", "int", None)]),
        ("public virtual List<int?> X { get; set; }", [("X", "List<int?>", None)]),
        ('public required string X { get; init; } = "a;}";', [("X", "string", None)]),
        (
            "public Dictionary<string, A.B[]> X { get; set; }",
            [("X", "Dictionary<string, A.B[]>", None)],
        ),
        ("public global::System.Guid @class;", [("class", "System.Guid", None)]),
        ("public int X { get; }", []),
        ("public int X => 1;", []),
        ("public const int X = 1;", []),
        ("public static int X { get; set; }", []),
        ("[IgnoreDataMember]\npublic int X { get; set; }", []),
        (
            "public A() { X = new List<int>{}; }\npublic int Y { get; set; }",
            [("Y", "int", None)],
        ),
        ("public int Sum(int a, int b) { return a; }", []),
        ("// public int X { get; set; }\n/* public int Z { get; set; } */", []),
    ],
)
def test_what_the_serializer_writes_of_a_class(
    text: str, expected: list[tuple[str, str, int | None]]
) -> None:
    assert members(text) == expected


def test_a_data_contract_has_its_data_members_only() -> None:
    (found,) = source(
        '[DataContract(Name=@"N", Namespace="")]\npublic class A {\n'
        '[DataMember(Name="x", Order=3, IsRequired=true)] public int X { get; set; }\n'
        "public int Y { get; set; }\n}"
    ).classes
    assert (found.contract_name, found.home.namespace) == ("N", "")
    (member,) = found.members
    assert (member.row.name, member.order, member.row.required) == ("x", 3, True)


def test_an_assemblys_namespace_holds_for_its_clr_namespace() -> None:
    (found,) = source(
        '[assembly: ContractNamespace("urn:x", ClrNamespace="N")]\n'
        "namespace N\n{\npublic class A { public int X { get; set; } }\n}"
    ).classes
    assert (found.home.clr, found.home.namespace) == ("N", "urn:x")


def test_a_base_is_no_interface_and_the_answer_is_in_one() -> None:
    found = source(
        "public class A : B<int>, IReturn<List<C>>, IGet { }\npublic class C : IHasId { }\n"
        "public class D : IReturnVoid { }"
    )
    shown = [(each.name, each.base, each.answer) for each in found.classes]
    assert shown == [
        *(("A", "B<int>", "List<C>"), ("C", "", ""), ("D", "", "void")),
    ]
    assert list(found.requests) == ["A", "D"]


def test_nested_types_go_by_the_outer_ones_name_wherever_they_are_used() -> None:
    outer, user = source(
        "namespace N {\npublic class A {\npublic I Own { get; set; }\n"
        "public enum I { X }\n}\n"
        "public class B { public N.A.I One { get; set; } public A.I Two { get; set; } }\n}"
    ).classes
    assert [each.row.csharp for each in (*outer.members, *user.members)] == ["A.I"] * 3


def test_enumerations_have_values_flags_and_the_names_of_their_contract() -> None:
    plain, flags, named = source(
        'public enum A { [EnumMember(Value="a-b")] X, Y = 5, Z }\n'
        "[Flags]\npublic enum B { None = 0, R = 1 }\n"
        '[DataContract] public enum C { [EnumMember(Value="c-d")] X, Y }'
    ).enumerations
    assert [(c.name, c.value) for c in plain.rows] == [
        ("X", "0"),
        ("Y", "5"),
        ("Z", "6"),
    ]
    assert (plain.flags, flags.flags) == (False, True)
    assert [c.name for c in named.rows] == ["c-d"]


def test_source_ends_where_prose_begins() -> None:
    text = (
        "Shop\nusing System;\npublic class A { }\nTo override the Content-type, do so"
    )
    found = source(text)
    assert (found.first, found.end) == (1, 3)


@pytest.mark.parametrize(
    "text",
    [
        "public class",
        "public class A {",
        "public class A { public",
        "public class A { public int X { get; set; ",
        "[Route(\npublic class A {",
        "public enum A { X =",
        "namespace N { public class A { } ",
        'public class A { } } } ;;; "',
    ],
)
def test_source_that_breaks_off_never_fails(text: str) -> None:
    assert len(source(text).classes) <= 1


def test_too_deep_a_nesting_is_refused() -> None:
    with pytest.raises(SpecError, match="nested more than 50 deep"):
        source("public class A {\n" * 500)


OPTIONED = """/* Options:
{options}
*/
namespace Mine
{{
[DataContract]
public class Ask : IReturnVoid
{{
[DataMember(Order=1, IsRequired=true)]
public int Z {{ get; set; }}
[DataMember(Order=5)]
public int? Version {{ get; set; }}
}}
[DataContract(Namespace="urn:mine")]
public class Own {{
[DataMember(Order=2)]
public int A {{ get; set; }}
}}
}}"""


@pytest.mark.parametrize(
    ("options", "altered", "orders"),
    [
        ("AddIndexesToDataMembers: True", ("AddIndexesToDataMembers",), [None, 5]),
        ("//AddIndexesToDataMembers: False", (), [1, 5]),
        ("GlobalNamespace: Mine", ("GlobalNamespace",), [1, 5]),
        ("//GlobalNamespace: ", (), [1, 5]),
        ("AddImplicitVersion: 2", ("AddImplicitVersion",), [1, 5]),
        ("//AddImplicitVersion: ", (), [1, 5]),
    ],
)
def test_options_may_have_altered_what_the_server_does_not_state(
    options: str, altered: tuple[str, ...], orders: list[int | None]
) -> None:
    ask, own = source(OPTIONED.format(options=options)).classes
    assert ask.altered == altered
    assert [each.order for each in ask.members] == orders
    # Its order does not count the members, and its namespace is stated.
    assert (own.altered, own.members[0].order) == ((), 2)


@pytest.mark.parametrize("comment", ["", "//"])
def test_a_required_value_may_have_lost_its_question_mark(comment: str) -> None:
    options = f"{comment}AddNullableAnnotations: True"
    ask, _ = source(OPTIONED.format(options=options)).classes
    assert [each.row.unmarked for each in ask.members] == [True, False]
    off, _ = source(OPTIONED.format(options="//AddNullableAnnotations: False")).classes
    assert not any(each.row.unmarked for each in off.members)
