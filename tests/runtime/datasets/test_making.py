"""DataSets that are made of tables: they read back equal, and nothing is lost in silence."""

from __future__ import annotations

import re
from copy import deepcopy
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from soapstone.runtime import (
    Column,
    Earlier,
    Relation,
    RowError,
    Table,
    WireError,
    Xml,
)
from soapstone.runtime.datasets.names import decoded, encoded
from tests import data_sets, made_data_sets


def rows_of(tables: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    """All rows by table, as they are to be read: every row has every column."""
    found = {}
    for name, table in tables.items():
        rows = table.rows if isinstance(table, Table) else table
        declared = table.columns if isinstance(table, Table) else ()
        columns = dict.fromkeys(declared or (key for row in rows for key in row))
        found[name] = [{**dict.fromkeys(columns), **row} for row in rows]
    return found


def problem(tables: Any, *more: str) -> str:
    with pytest.raises(WireError) as caught:
        Xml.of_tables(tables, *more)
    return str(caught.value)


@pytest.mark.parametrize("namespace", ["", "urn:x"])
@pytest.mark.parametrize("name", made_data_sets.CASES)
def test_rows_read_back_equal(name: str, namespace: str) -> None:
    tables = made_data_sets.CASES[name]()
    made = Xml.of_tables(tables, "My set", namespace)
    read = made.tables()
    expected = rows_of(tables)
    assert str({key: each.rows for key, each in read.items()}) == str(expected)
    again = Xml.of_tables(read, "My set", namespace)
    assert again.text == made.text
    assert [each.problems for each in read.values() if each.problems] == []


@pytest.mark.parametrize("name", data_sets.NAMES)
def test_tables_that_dotnet_has_written_are_made_again(name: str) -> None:
    tables = Xml.parse(data_sets.written(name)).tables()
    again = Xml.of_tables(tables).tables()
    for table in tables.values() if name == data_sets.WITHOUT_SCHEMA else ():
        table.columns = {
            key: replace(each, xsd_type="string") for key, each in table.columns.items()
        }
    assert again == tables


def test_columns_get_the_types_of_their_values() -> None:
    columns: dict[str, tuple[list[Any], str]] = {
        "Bool": ([True], "boolean"),
        "Int": ([-(2**31), 2**31 - 1], "int"),
        "Long": ([1, 2**31], "long"),
        "Below": ([-(2**31) - 1], "long"),
        "Unsigned": ([0, 2**64 - 1], "unsignedLong"),
        "Text": (["", None], "string"),
        "Null": ([None], "string"),
        "Float": ([1.5, 1], "double"),
        "Decimal": ([1, Decimal("1.5")], "decimal"),
        "Moment": ([datetime(2021, 3, 4)], "dateTime"),
        "Date": ([date(2021, 3, 4)], "date"),
        "Time": ([time(5, 6)], "time"),
        "Duration": ([timedelta(1)], "duration"),
        "Guid": ([UUID(int=1)], "string System.Guid"),
        "Bytes": ([b"a", bytearray(b"b")], "base64Binary"),
        "Xml": ([Xml("<A><b/></A>")], "anyType System.Object"),
    }
    rows = [
        {
            name: values[-1 - n]
            for name, (values, _) in columns.items()
            if n < len(values)
        }
        for n in range(2)
    ]
    table = Xml.of_tables({"T": rows}).tables()["T"]
    found = {
        name: f"{each.xsd_type} {each.dotnet_type}".strip()
        for name, each in table.columns.items()
    }
    assert found == {name: type_ for name, (_, type_) in columns.items()}


def test_an_xml_gets_the_name_of_its_column() -> None:
    made = Xml.of_tables(
        {"T": [{"a b": Xml("<x:A xmlns:x='urn:x'><x:b>1</x:b></x:A>")}]}
    )
    (row,) = made.tables()["T"].rows
    b = '<x:b xmlns:x="urn:x">1</x:b>'
    assert row["a b"] == Xml(f"<a_x0020_b>{b}</a_x0020_b>")


def test_new_rows_are_inserted_and_came_ones_are_as_they_came() -> None:
    table = Xml.of_tables({"T": [{"A": 1}]}).tables()["T"]
    assert table.states == ["inserted"]
    table.states = ["unchanged"]
    table.rows.append({"A": 2})
    assert Xml.of_tables({"T": table}).tables()["T"].states == ["unchanged", "inserted"]


def test_changes_are_kept() -> None:
    table = made_data_sets.changed()["Order"]
    assert [row["Id"] for row in table.rows] == [2, 4, 5, 6]
    assert table.states == ["modified", "unchanged", "modified", "inserted"]
    assert table.before == [
        Earlier({"Id": 2, "Buyer": "Bob"}, 0),
        Earlier({"Id": 1, "Buyer": "Ann"}, None),
        Earlier({"Id": 5, "Buyer": "-"}, 2),
        Earlier({"Id": 3, "Buyer": "-"}, None),
    ]
    read = Xml.of_tables({"Order": table}).tables()["Order"]
    assert (read.states, read.before) == (table.states, table.before)
    assert read.errors == [
        RowError(2, "", "all of it"),
        RowError(2, "Buyer", "too <long>"),
    ]


def test_a_row_is_changed_once_and_an_inserted_one_leaves_nothing() -> None:
    table = Table("T", {"A": Column("A", int)}, rows=[{"A": 1}], states=["unchanged"])
    table.update(0, {"A": 2})
    table.update(0, {"A": 3})
    assert table.before == [Earlier({"A": 1}, 0)]
    table.delete(0)
    assert table.before == [Earlier({"A": 1}, None)]
    table.insert({})
    assert table.rows == [{"A": None}]
    table.update(0, {"A": 4})
    assert table.states == ["inserted"]
    table.delete(-1)
    assert (table.rows, table.states, len(table.before)) == ([], [], 1)
    for wrong in (table.delete, lambda at: table.update(at, {})):
        with pytest.raises(IndexError):
            wrong(0)


def test_tables_are_not_changed_by_making() -> None:
    tables = made_data_sets.related()
    before = deepcopy(tables)
    Xml.of_tables(tables)
    assert tables == before


def test_names_are_escaped_as_by_dotnet() -> None:
    escapes = {
        "Order Details": "Order_x0020_Details",
        "1st": "_x0031_st",
        "a:b-c.d": "a_x003A_b-c.d",
        "_x0020_": "_x005F_x0020_",
        "_X0041_": "_x005F_X0041_",
        "__x0020_": "__x005F_x0020_",
        "_x00g1_": "_x00g1_",
        "Größe": "Größe",
        "\U0001f600": "_x0001F600_",
        "a\u0301": "a\u0301",
        "\u0301": "_x0301_",
        "\u0d85": "_x0D85_",  # a letter since Unicode 3.0, and XML 1.0 knows 2.0
    }
    assert {name: encoded(name) for name in escapes} == escapes
    assert [*map(decoded, escapes.values())] == [*escapes]


def test_a_namespace_is_that_of_rows_and_schema() -> None:
    text = Xml.of_tables(made_data_sets.related(), "D", "urn:x").text
    assert '<D xmlns="urn:x"><Order ' in text
    assert 'targetNamespace="urn:x"' in text
    assert 'refer="mstns:Constraint1"' in text
    assert '<xs:field xpath="mstns:Id"/>' in text


def test_what_cannot_be_written_says_where_and_why() -> None:
    column = Column("A", int)
    rows: list[Any] = [{"A": "x"}, {"B": 1}, {"A": 2**64}]
    assert problem({"a b": Table("a b", {"A": column}, rows=rows)}) == (
        "$.a_x0020_b[0].A: found 'x', expected a long from -9223372036854775808 to"
        " 9223372036854775807, not a str\n"
        "$.a_x0020_b[1]: found 'B', expected a column of the table: A\n"
        "$.a_x0020_b[2].A: found 18446744073709551616, expected a long from"
        " -9223372036854775808 to 9223372036854775807"
    )
    table = Table("T", {"A": column}, rows=[{"A": 1}], states=["modified"])
    table.before = [Earlier({"A": "y"}, 0)]
    assert problem({"T": table}).startswith(
        "$.before.T[0].A: found 'y', expected an int"
    )


WRONG: dict[str, tuple[Any, str]] = {
    "no dict": ([1], "$: found [1], expected a dict of tables by name, not a list"),
    "no table": (
        {"T": "rows"},
        "$.T: found 'rows', expected a Table, or a list of dicts, not a str",
    ),
    "no dicts": (
        {"T": [(1, 2)]},
        "$.T[0]: found (1, 2), expected a dict of columns and values, not a tuple",
    ),
    "no name": (
        {"": []},
        "$: found the name '', expected a name of one character or more, without half characters",
    ),
    "half a character": (
        {"T": [{"\ud800": 1}]},
        "$.T: found the name '\\ud800', expected a name of one character or more, "
        "without half characters",
    ),
    "a number": ({"T": [{1: 1}]}, "$.T: found the name 1, expected a str, not an int"),
    "two classes": (
        {"T": [{"A": 1}, {"A": "1"}]},
        "$.T.A: found values, expected values of one class, not of int, str; "
        "Column(…, object) takes any",
    ),
    "no class of columns": (
        {"T": [{"A": [1]}]},
        "$.T.A: found values, expected a value of bool, int, float, Decimal, str, bytes, "
        "datetime, date, time, timedelta, UUID, not a list",
    ),
    "a null of the key": (
        {"T": Table("T", key=("A",), rows=[{"A": None}])},
        "$.T[0].A: found None, expected a value: the column cannot be null, or is of the key",
    ),
    "a text that is null": (
        {
            "T": Table(
                "T", {"A": Column("A", str, nullable=False, mapping="text")}, rows=[{}]
            )
        },
        "$.T[0].text(): found None, expected a value: the column cannot be null, or is of the key",
    ),
    "an attribute that is null": (
        {
            "T": Table(
                "T",
                {"A": Column("A", str, nullable=False, mapping="attribute")},
                rows=[{}],
            )
        },
        "$.T[0].@A: found None, expected a value: the column cannot be null, or is of the key",
    ),
    "no XML": (
        {"T": [{"A": Xml("<b")}]},
        "$.T[0].A: found Xml(text='<b'), expected an Xml of one well-formed element",
    ),
    "XML in a number": (
        {"T": Table("T", {"A": Column("A", int)}, rows=[{"A": Xml("<b/>")}])},
        "$.T[0].A: found Xml(text='<b/>'), expected an int from -2147483648 to 2147483647, "
        "not a soapstone.runtime.records.xml.Xml",
    ),
    "a type that XSD lacks": (
        {"T": Table("T", {"A": Column("A", object)}, rows=[{"A": UUID(int=1)}])},
        "$.T[0].A: found UUID('00000000-0000-0000-0000-000000000001'), "
        "expected a value that XSD has a type for, not an uuid.UUID",
    ),
}


@pytest.mark.parametrize("trap", WRONG)
def test_a_wrong_value_is_refused(trap: str) -> None:
    tables, expected = WRONG[trap]
    assert problem(tables) == expected


def test_a_wrong_column_is_refused() -> None:
    def of(**more: Any) -> str:
        column = Column(**{"name": "A", "type": str, **more})
        return problem({"T": Table("T", {"A": column})}).partition(", expected ")[2]

    assert of(xsd_type="foo") == "the local name of a type of XSD: int, dateTime …"
    assert of(xsd_type="guid") == "the local name of a type of XSD: int, dateTime …"
    assert of(xsd_type="string", dotnet_type="My.Type") == (
        "a type of .NET's own: System.Guid …"
    )
    assert of(type=dict).startswith("a class that columns have: bool, int, float")
    assert of(caption="\0") == "a str of characters that XML allows"
    assert of(mapping="row") == "one of the mappings element, attribute, hidden, text"
    assert of(name="B") == "one of the name 'A', as its key has it"
    columns = {"A": Column("A", str, mapping="text"), "B": Column("B", str)}
    assert problem({"T": Table("T", columns)}) == (
        "$.T: found a column that is the text of a row, 'A', "
        "expected attributes beside it, and nothing else"
    )


def test_wrong_keys_and_relations_are_refused() -> None:
    table = Table("T", key=("B",), rows=[{"A": 1}])
    assert (
        problem({"T": table}) == "$.T: found the key B, expected columns of the table"
    )

    def of(*relations: Relation) -> str:
        found = problem({"T": Table("T", relations=[*relations], rows=[{"A": 1}])})
        assert found.startswith("$.T: found the relation ")
        return found.partition(", expected ")[2]

    a, b = ("A",), ("B",)
    assert of(Relation("r", "U", a, a)) == "the table 'U' as well"
    assert of(Relation("r", "T", b, a)) == "columns of the table 'T'"
    assert of(Relation("r", "T", a, b)) == "columns of the table"
    assert of(Relation("r", "T", a, ())) == "columns of the table"
    assert of(Relation("r", "T", a, a * 2)) == "as many columns as the parent has"
    assert of(*[Relation("r", "T", a, a)] * 2) == "a name that no other relation has"
    assert of(Relation("", "T", a, a)).startswith("a name of one character or more")


def test_states_that_do_not_fit_the_rows_are_refused() -> None:
    """As after ``del table.rows[0]``: what is lost would be sent as something else."""

    def of(*rows: dict[str, Any], **more: Any) -> str:
        return problem({"T": Table("T", rows=[*rows], **more)})

    row: dict[str, Any] = {"A": 1}
    assert of(states=["modified"]) == (
        "$.T: found more states (1) than rows (0), expected one of each row; "
        "Table.delete removes a row"
    )
    assert of(row, states=["modified"]) == (
        "$.T[0]: found a modified row, expected its earlier state in before; Table.update keeps it"
    )
    assert of(row, states=["deleted"]) == (
        "$.T[0]: found 'deleted', expected unchanged or inserted or modified"
    )
    not_modified = "expected one of each row whose state is modified"
    assert (
        of(row, before=[Earlier(row, 0)])
        == f"$.before.T[0]: found an earlier state of row 0, {not_modified}"
    )
    twice = [Earlier(row, 0)] * 2
    assert of(row, states=["modified"], before=twice) == (
        f"$.before.T[1]: found an earlier state of row 0, {not_modified}"
    )
    assert of(row, errors=[RowError(1, "", "e")]) == (
        "$.T: found an error of row 1, expected one of a row there is, counted from 0"
    )
    assert of(row, errors=[RowError(0, "B", "e")]) == (
        "$.errors.T[0]: found 'B', expected a column of the table"
    )
    assert of(row, errors=[RowError(0, "", "\0")]) == (
        "$.errors.T[0]: found '\\x00', expected a str of characters that XML allows"
    )


def test_a_wrong_data_set_is_refused() -> None:
    half = "a name of one character or more, without half characters"
    assert problem({}, "") == f"$: found the DataSet '' in '', expected {half}"
    assert problem({}, "D", "\0") == (
        "$: found the DataSet 'D' in '\\x00', expected a str of characters that XML allows"
    )
    assert problem({"T": [{"A": Xml("<b/>")}]}, "D", "urn:x") == (
        "$.T[0].A: found Xml(text='<b/>'), expected no Xml: the DataSet has a namespace"
    )


def test_no_more_than_a_thousand_problems_are_listed() -> None:
    rows = [{"A": "\0"}] * 2000
    with pytest.raises(WireError) as caught:
        Xml.of_tables({"T": rows})
    assert len(caught.value.problems) == 1000


def test_what_only_dotnet_reads_is_there() -> None:
    """Marks that our reader can do without, as .NET writes them."""

    def text(name: str) -> str:
        return Xml.of_tables(made_data_sets.CASES[name](), "D").text

    assert 'msdata:MainDataTable="Price"' in text("texts")
    assert "MainDataTable" not in text("related")
    assert '<A xml:space="preserve"> </A>' in text("blanks")
    assert 'msdata:ReadOnly="true" msdata:Expression="Short * 2"' in text("declared")
    assert '<xs:element ref="Line" minOccurs="0" maxOccurs="unbounded"/>' in text(
        "nested"
    )
    assert text("nested").index('<xs:element name="Line"') < text("nested").index(
        "IsDataSet"
    )
    related = text("related")
    assert related.count("<xs:keyref ") == related.count("<msdata:Relationship ") == 1
    changed = text("changed")
    assert changed.count('diffgr:hasErrors="true"') == 1
    numbers = re.findall(r'rowOrder="(\d)"', changed.partition("<diffgr:before>")[2])
    assert numbers == ["0", "4", "2", "5"]  # the deleted ones after all others
    hidden = Column("A", int, mapping="hidden")
    table = Table("T", {"A": hidden}, ("A",), rows=[{"A": 1}])
    assert '<xs:field xpath="@A"/>' in Xml.of_tables({"T": table}).text


def test_the_text_of_a_row_is_no_key() -> None:
    """No path that .NET writes leads there."""
    table = Table(
        "T", {"A": Column("A", str, mapping="text")}, ("A",), rows=[{"A": "a"}]
    )
    assert (
        problem({"T": table}) == "$.T: found the key A, expected columns of the table"
    )


def test_the_errors_of_a_deleted_row_go_with_it() -> None:
    table = Table("T", rows=[{"A": 1}, {"A": 2}], errors=[RowError(0, "", "e")])
    table.delete(0)
    assert table.errors == []
