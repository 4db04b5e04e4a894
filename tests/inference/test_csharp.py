"""C# type names as tables print them."""

from __future__ import annotations

import pytest

from soapstone.dotnet.csharp import TypeName, parse

INT, STRING = TypeName("int"), TypeName("string")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("int", INT),
        ("int?", TypeName("int", nullable=True)),
        ("Nullable<int>", TypeName("int", nullable=True)),
        ("System.Nullable<System.Int32>", TypeName("Int32", nullable=True)),
        ("string[]", TypeName("[]", (STRING,))),
        ("int?[]", TypeName("[]", (TypeName("int", nullable=True),))),
        ("int[][]", TypeName("[]", (TypeName("[]", (INT,)),))),
        ("List<Account>", TypeName("List", (TypeName("Account"),))),
        (
            "Dictionary<string, List<int>>",
            TypeName("Dictionary", (STRING, TypeName("List", (INT,)))),
        ),
        ("KeyValuePair<string,int>", TypeName("KeyValuePair", (STRING, INT))),
        ("BolQuery.Item", TypeName("BolQuery.Item")),
        ("MySystem.Item", TypeName("MySystem.Item")),
        (" DateTime? ", TypeName("DateTime", nullable=True)),
    ],
)
def test_names_are_parsed(text: str, expected: TypeName) -> None:
    assert parse(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "  ",
        "List<",
        "List<>",
        "List<int",
        "int>",
        "int[,]",
        "(int, string)",
        "a b",
        "5",
        "?",
    ],
)
def test_what_is_no_type_name_is_none(text: str) -> None:
    assert parse(text) is None


@pytest.mark.parametrize(
    ("text", "scalar"),
    [
        ("byte", "unsignedByte"),  # and sbyte is byte: the names cross
        ("sbyte", "byte"),
        ("Char", "char"),
        ("Uri", "anyURI"),
        ("TimeSpan", "duration"),
        ("byte[]", "base64Binary"),
        ("Byte[]", "base64Binary"),
        ("byte[][]", ""),
        ("List<byte>", ""),
        ("Account", ""),
    ],
)
def test_scalars_have_their_xsd_names(text: str, scalar: str) -> None:
    type_ = parse(text)
    assert type_ is not None
    assert type_.scalar == scalar


def test_byte_arrays_are_no_lists_but_lists_of_bytes_are() -> None:
    bytes_, listed = parse("byte[]"), parse("List<byte>")
    assert bytes_ is not None
    assert listed is not None
    assert bytes_.item is None
    assert listed.item == TypeName("byte")


def test_generics_are_named_as_the_data_contract_names_them() -> None:
    type_ = parse("KeyValuePair<string, List<int>>")
    assert type_ is not None
    assert type_.contract_name == "KeyValuePairOfstringArrayOfint"
