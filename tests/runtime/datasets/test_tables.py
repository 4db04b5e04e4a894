"""Tables of DataSets that .NET does not write, or writes rarely, and of hostile ones."""

from __future__ import annotations

import tracemalloc
from datetime import date, timedelta
from decimal import Decimal
from textwrap import dedent
from uuid import UUID

import pytest

from soapstone.runtime import Limits, Table, WireError, Xml

XS = 'xmlns:xs="http://www.w3.org/2001/XMLSchema"'
MSDATA = 'xmlns:msdata="urn:schemas-microsoft-com:xml-msdata"'
DIFFGR = 'xmlns:diffgr="urn:schemas-microsoft-com:xml-diffgram-v1"'
XSI = 'xmlns:i="http://www.w3.org/2001/XMLSchema-instance"'


def schema(columns: str, more: str = "") -> str:
    """The schema of a DataSet D with a table T."""
    return (
        f'<xs:schema id="D" {XS} {MSDATA}><xs:element name="D" msdata:IsDataSet="true">'
        '<xs:complexType><xs:choice minOccurs="0" maxOccurs="unbounded">'
        f'<xs:element name="T"><xs:complexType>{columns}</xs:complexType></xs:element>'
        f"</xs:choice></xs:complexType></xs:element>{more}</xs:schema>"
    )


def column(name: str, of: str, more: str = "") -> str:
    return f'<xs:element name="{name}" type="xs:{of}" minOccurs="0" {more}/>'


def columns(*each: str) -> str:
    return f"<xs:sequence>{''.join(each)}</xs:sequence>"


def data_set(schema: str, rows: str, more: str = "") -> Xml:
    return Xml(
        f"<R>{schema}<diffgr:diffgram {DIFFGR} {MSDATA}><D>{rows}</D>{more}</diffgr:diffgram></R>"
    )


def problems(table: Table) -> list[str]:
    return list(map(str, table.problems))


def test_a_wrong_value_keeps_its_text_and_says_where_it_is() -> None:
    of = schema(columns(column("A", "int"), column("B", "boolean")))
    rows = "<T><A>1</A></T><T><A>one</A><B>true</B></T><T><A/><B>no</B></T>"
    table = data_set(of, rows).tables()["T"]
    assert table.rows == [
        {"A": 1, "B": None},
        {"A": "one", "B": True},
        {"A": "", "B": "no"},
    ]
    an_int = "expected an int from -2147483648 to 2147483647"
    assert problems(table) == [
        f"$.T[1].A: found 'one', {an_int}",
        f"$.T[2].A: found '', {an_int}",
        "$.T[2].B: found 'no', expected a boolean: true, false, 1 or 0",
    ]


def test_a_wrong_value_of_an_earlier_row_has_its_own_path() -> None:
    before = '<diffgr:before><T diffgr:id="T9"><A>x</A></T></diffgr:before>'
    table = data_set(schema(columns(column("A", "int"))), "<T/>", before).tables()["T"]
    assert [each.values for each in table.before] == [{"A": "x"}]
    assert [each.path for each in table.problems] == ["$.before.T[0].A"]


def test_what_the_schema_does_not_have_is_read_as_text_and_is_a_problem() -> None:
    of = schema(columns(column("A", "int")))
    found = data_set(of, '<T new="n">text<A>1</A><B>b</B></T><U><X>x</X></U>').tables()
    assert found["T"].rows == [{"A": 1, "B": "b", "new": "n", "T_Text": "text"}]
    assert found["U"].rows == [{"X": "x"}]
    assert problems(found["T"]) == [
        "$.T[0].B: found a value of no column, expected a column of the schema",
        "$.T[0].new: found a value of no column, expected a column of the schema",
        "$.T[0].text(): found a value of no column, expected a column of the schema",
    ]
    assert problems(found["U"]) == [
        "$.U: found rows of no table, expected a table of the schema",
        "$.U[0].X: found a value of no column, expected a column of the schema",
    ]


def test_a_value_that_comes_twice_is_a_problem() -> None:
    attribute = '<xs:attribute name="A" type="xs:int"/>'
    of = schema(columns(column("A", "int")) + attribute)
    table = data_set(of, '<T A="3"><A>1</A><A>2</A></T>').tables()["T"]
    assert table.rows == [{"A": 1}]
    assert [each.path for each in table.problems] == ["$.T[0].A", "$.T[0].@A"]


def test_elements_in_a_value_stay_xml() -> None:
    of = schema(columns(column("A", "string"), column("B", "anyType")))
    rows = f'<T><A u="1"><b/></A><B><p x="1"/></B></T><T><B {XSI} i:nil="true"/></T>'
    table = data_set(of, rows).tables()["T"]
    assert table.rows == [
        {"A": Xml('<A u="1"><b/></A>'), "B": Xml('<B><p x="1"/></B>')},
        {"A": None, "B": None},
    ]
    assert problems(table) == [
        "$.T[0].A: found an attribute u, expected a value without attributes",
        "$.T[0].A: found elements, expected a text",
    ]


def test_no_more_problems_are_listed_than_can_be_read() -> None:
    of = schema(columns(column("A", "int")))
    table = data_set(of, "<T><A>x</A></T>" * 1500).tables()["T"]
    assert len(table.problems) == 1000
    assert table.rows[1499] == {"A": "x"}


@pytest.mark.parametrize(
    ("declared", "text", "value"),
    [
        (column("A", "date"), "2021-03-04", date(2021, 3, 4)),
        (column("A", "hexBinary"), "0aFF", b"\x0a\xff"),
        (column("A", "token"), "a", "a"),
        (column("A", "integer"), "1" * 30, int("1" * 30)),
        (column("A", "string", 'msdata:DataType="System.Char"'), "A", "A"),
        (
            column("A", "string", 'msdata:DataType="System.TimeSpan, mscorlib"'),
            "PT1S",
            timedelta(seconds=1),
        ),
        (
            column("A", "string", 'msdata:DataType="System.Data.SqlTypes.SqlGuid"'),
            "0" * 32,
            UUID(int=0),
        ),
        ('<xs:element name="A"/>', "1", "1"),
        ('<xs:element name="A" type="Code"/>', "7", 7),
        ('<xs:element name="A" type="Round"/>', "7", "7"),
        ('<xs:element name="A" type="List"/>', "7 8", "7 8"),
        (
            '<xs:element name="A"><xs:simpleType><xs:restriction base="xs:decimal"/>'
            "</xs:simpleType></xs:element>",
            "1.50",
            Decimal("1.50"),
        ),
    ],
)
def test_a_value_is_read_by_its_type(declared: str, text: str, value: object) -> None:
    types = dedent("""
        <xs:simpleType name="Code"><xs:restriction base="Number"/></xs:simpleType>
        <xs:simpleType name="Number"><xs:restriction base="xs:short"/></xs:simpleType>
        <xs:simpleType name="Round"><xs:restriction base="Round"/></xs:simpleType>
        <xs:simpleType name="List"><xs:list itemType="xs:int"/></xs:simpleType>
        """)
    found = data_set(schema(columns(declared), types), f"<T><A>{text}</A></T>")
    table = found.tables()["T"]
    assert table.problems == []
    assert table.rows == [{"A": value}]
    kind = table.columns["A"].type
    assert kind is type(value) or kind is object


def test_a_schema_made_by_hand_needs_no_marks_of_dotnet() -> None:
    """Typed DataSets are designed as XML Schema: named types that extend each other."""
    xml = f"""
        <Trip>
          <xs:schema {XS}>
            <xs:element name="Trip"><xs:complexType><xs:sequence>
              <xs:element name="Leg" type="Leg"/>
            </xs:sequence></xs:complexType></xs:element>
            <xs:complexType name="Leg"><xs:complexContent><xs:extension base="Base">
              <xs:sequence><xs:element name="Km" type="xs:int" minOccurs="0"/>
                <xs:element name="Stop" type="xs:int" maxOccurs="unbounded"/></xs:sequence>
              <xs:attribute name="No" type="xs:int" use="required"/>
            </xs:extension></xs:complexContent></xs:complexType>
            <xs:complexType name="Base"><xs:choice>
              <xs:element name="From" type="xs:string"/>
            </xs:choice></xs:complexType>
          </xs:schema>
          <Leg No="1"><From>a</From><Km>5</Km><Stop>7</Stop><Stop>8</Stop></Leg>
          <Leg No="2"><From>b</From></Leg>
        </Trip>
        """
    found = Xml.parse(xml.strip()).tables()
    leg, stop = found["Leg"], found["Stop"]
    assert leg.problems == stop.problems == []
    assert leg.rows == [
        {"No": 1, "From": "a", "Km": 5, "Leg_Id": 0},
        {"No": 2, "From": "b", "Km": None, "Leg_Id": 1},
    ]
    assert [*leg.columns] == ["No", "From", "Km", "Leg_Id"]  # attributes are first
    nullable = {each.name for each in leg.columns.values() if each.nullable}
    assert nullable == {"Km", "Leg_Id"}
    assert stop.rows == [
        {"Stop_Column": 7, "Leg_Id": 0},
        {"Stop_Column": 8, "Leg_Id": 0},
    ]


def test_a_nested_row_has_the_key_of_its_parent() -> None:
    """WriteXml without a diffgram leaves hidden columns out."""
    nested = (
        '<xs:element name="U" minOccurs="0" maxOccurs="unbounded"><xs:complexType>'
        f"{columns(column('B', 'int'))}"
        '<xs:attribute name="Up" type="xs:int" use="prohibited"/>'
        "</xs:complexType></xs:element>"
    )
    relation = (
        '<xs:annotation><xs:appinfo><msdata:Relationship name="r" msdata:parent="T"'
        ' msdata:child="U" msdata:parentkey="A" msdata:childkey="Up"'
        ' msdata:IsNested="true"/></xs:appinfo></xs:annotation>'
    )
    of = schema(columns(column("A", "int"), nested), relation)
    rows = f'<T><A>7</A><U><B>1</B></U><U {MSDATA} msdata:hiddenUp="8"/></T>'
    found = Xml(f"<D>{of}{rows}</D>").tables()
    assert {*found} == {"T", "U"}
    assert found["U"].rows == [{"Up": 7, "B": 1}, {"Up": 8, "B": None}]
    (only,) = found["U"].relations
    assert (only.parent, only.parent_columns, only.columns) == ("T", ("A",), ("Up",))


def test_a_constraint_alone_is_no_relation() -> None:
    """.NET can have a foreign key without a DataRelation."""
    path = '<xs:selector xpath=".//T"/><xs:field xpath="{}"/>'
    of = (
        f'<xs:unique name="K" msdata:PrimaryKey="true">{path.format("A")}</xs:unique>'
        f'<xs:keyref name="R" refer="K">{path.format("B")}</xs:keyref>'
        f'<xs:keyref name="C" refer="K" msdata:ConstraintOnly="true">{path.format("B")}'
        "</xs:keyref>"
    )
    declared = schema(columns(column("A", "int"), column("B", "int")))
    xml = declared.replace(
        "</xs:choice></xs:complexType>", f"</xs:choice></xs:complexType>{of}"
    )
    table = data_set(xml, "").tables()["T"]
    assert table.key == ("A",)
    assert [(each.name, each.columns) for each in table.relations] == [("R", ("B",))]


def unique(table: str, field: str) -> str:
    return (
        f'<xs:unique name="K" msdata:PrimaryKey="true"><xs:selector xpath=".//{table}"/>'
        f'<xs:field xpath="{field}"/></xs:unique>'
    )


@pytest.mark.parametrize(
    ("table", "field", "key"),
    [
        ("T", "A", ("First",)),
        ("T", "@B", ("Second",)),
        ("T", "Other_x0020_One", ("Other One",)),
        ("U", "A", ()),
    ],
)
def test_a_key_has_the_columns_of_its_table_or_the_names_that_it_says(
    table: str, field: str, key: tuple[str, ...]
) -> None:
    first = column("A", "int", 'msdata:ColumnName="First"')
    second = '<xs:attribute name="B" type="xs:int" msdata:ColumnName="Second"/>'
    of = schema(columns(first) + second, unique(table, field))
    assert data_set(of, "<T/>").tables()["T"].key == key


def test_a_relation_to_no_table_is_none() -> None:
    related = (
        "<xs:annotation><xs:appinfo><msdata:Relationship name='R' msdata:parent='U'"
        " msdata:child='T' msdata:parentkey='A' msdata:childkey='A'/></xs:appinfo></xs:annotation>"
    )
    table = data_set(schema(columns(column("A", "int")), related), "<T/>").tables()["T"]
    assert table.relations == []


def test_a_schema_of_nothing_is_no_row() -> None:
    found = Xml(f"<R><xs:schema {XS}/><T><A>1</A></T></R>").tables()
    assert {name: each.rows for name, each in found.items()} == {"T": [{"A": "1"}]}


def test_columns_stand_at_their_ordinals_and_others_where_these_leave_room() -> None:
    places = {"A": "3", "B": "0", "C": "0", "D": "x", "E": "1"}
    of = [column(each, "int", f'msdata:Ordinal="{n}"') for each, n in places.items()]
    table = data_set(schema(columns(*of)), "<T><A>1</A></T>").tables()["T"]
    assert [*table.columns] == [*table.rows[0]] == ["B", "E", "C", "A", "D"]


def test_a_class_of_the_service_as_a_column_is_xml() -> None:
    inside = (
        '<xs:complexType><xs:sequence><xs:any processContents="lax"/></xs:sequence>'
    )
    of = f'<xs:element name="A" msdata:DataType="My.Point">{inside}</xs:complexType></xs:element>'
    found = data_set(schema(columns(of)), "<T><A><x>1</x></A></T>").tables()
    assert found["T"].rows == [{"A": Xml("<A><x>1</x></A>")}]
    assert problems(found["T"]) == []


def test_a_value_without_a_schema_may_say_its_type() -> None:
    rows = f'<T><A {XSI} {XS} i:type="xs:int">5</A></T>'
    assert data_set("", rows).tables()["T"].rows == [{"A": 5}]


def test_an_earlier_row_is_that_of_a_row_of_its_own_table() -> None:
    rows = '<T diffgr:id="1"><A>1</A></T><U diffgr:id="2"><A>1</A></U>'
    before = (
        '<diffgr:before><T diffgr:id="1"><A>0</A></T><T diffgr:id="2"><A>2</A></T>'
        "</diffgr:before>"
    )
    table = data_set("", rows, before).tables()["T"]
    assert [each.row for each in table.before] == [0, None]


def test_without_a_schema_values_are_texts_and_rows_have_all_columns() -> None:
    found = data_set("", "<T><B>1</B></T><T><A>x</A></T><U><B/></U>").tables()
    assert found["T"].rows == [{"B": "1", "A": None}, {"B": None, "A": "x"}]
    assert [*found["T"].columns] == ["B", "A"]
    assert found["T"].columns["A"].xsd_type == ""
    assert found["U"].rows == [{"B": ""}]
    assert not found["T"].problems


@pytest.mark.parametrize(
    "around",
    ["<D>{}</D>", "<GetResult xmlns='urn:a'><D xmlns=''>{}</D></GetResult>"],
)
def test_a_document_without_a_schema_is_read_as_dotnet_infers_it(around: str) -> None:
    rows = (
        '<Order no="1"><Buyer>Ann</Buyer><Line><Ware>rope</Ware></Line>'
        '<Line><Ware>salt</Ware></Line><Tag>a</Tag><Tag>b</Tag><Sum of="EUR">9</Sum></Order>'
    )
    found = Xml(around.format(rows)).tables()
    assert found["Order"].rows == [{"Buyer": "Ann", "no": "1", "Order_Id": 0}]
    assert found["Line"].rows == [
        {"Ware": "rope", "Order_Id": 0},
        {"Ware": "salt", "Order_Id": 0},
    ]
    assert [each["Tag_Text"] for each in found["Tag"].rows] == ["a", "b"]
    assert found["Sum"].rows == [{"of": "EUR", "Sum_Text": "9", "Order_Id": 0}]
    (only,) = found["Line"].relations
    assert (only.name, only.parent, only.nested) == ("Order_Line", "Order", True)


def test_a_root_with_values_is_a_row() -> None:
    found = Xml("<Quote><Price>1</Price><Currency>EUR</Currency></Quote>").tables()
    assert found["Quote"].rows == [{"Price": "1", "Currency": "EUR"}]
    assert Xml("<Quote>1</Quote>").tables()["Quote"].rows == [{"Quote_Text": "1"}]
    assert Xml("<Quote/>").tables() == {}


def test_rows_inside_rows_of_their_own_table() -> None:
    nodes = "<N><A>1</A><N><A>2</A><N><A>3</A></N></N></N><N><A>4</A></N>"
    table = Xml(f"<D>{nodes}</D>").tables()["N"]
    assert [tuple(each.values()) for each in table.rows] == [
        ("1", 0, None),
        ("2", 1, 0),
        ("3", 2, 1),
        ("4", 3, None),
    ]
    assert [*table.columns] == ["A", "N_Id", "N_Id_0"]


def test_an_error_of_no_row_is_a_problem() -> None:
    errors = '<diffgr:errors><T diffgr:id="T7" diffgr:Error="e"/></diffgr:errors>'
    table = data_set(schema(columns(column("A", "int"))), "<T/>", errors).tables()["T"]
    assert problems(table) == [
        "$.errors.T: found an error of no row, expected one whose diffgr:id a row has"
    ]


def test_names_are_unescaped_but_for_what_is_no_character() -> None:
    names = "_x0041_B _x00000041_C _xD800_ _xFFFFFFFF_ _x41_".split()
    rows = "".join(f"<{each}>1</{each}>" for each in names)
    table = data_set("", f"<T>{rows}</T>").tables()["T"]
    assert [*table.columns] == ["AB", "AC", "_xD800_", "_xFFFFFFFF_", "_x41_"]


def test_columns_whose_names_are_equal_afterwards_are_kept_apart() -> None:
    table = data_set("", '<T A="3"><A>1</A><_x0041_>2</_x0041_></T>').tables()["T"]
    assert table.rows == [{"A": "1", "A_": "2", "A__": "3"}]


def test_tables_whose_names_are_equal_afterwards_are_kept_apart() -> None:
    found = data_set("", "<A><X>1</X></A><_x0041_><X>2</X></_x0041_>").tables()
    assert {name: each.rows for name, each in found.items()} == {
        "A": [{"X": "1"}],
        "A_": [{"X": "2"}],
    }


def test_rows_of_one_name_in_two_namespaces_are_a_problem() -> None:
    table = data_set("", '<T><X>1</X></T><T xmlns="urn:b"><X>2</X></T>').tables()["T"]
    assert len(table.rows) == 2
    assert problems(table) == [
        "$.T: found rows in several namespaces, expected all in one"
    ]


def test_a_string_that_holds_a_document_is_parsed() -> None:
    text = (
        '\ufeff<?xml version="1.0" encoding="utf-16"?>\r\n<!-- c --><a b="x:y"> t </a>'
    )
    assert Xml.parse(text) == Xml('<a b="x:y"> t </a>')
    assert Xml.parse(text.removeprefix("\ufeff").encode("utf-16")) == Xml.parse(text)
    with pytest.raises(WireError, match="a document type"):
        Xml.parse('<!DOCTYPE a [<!ENTITY e "e">]><a>&e;</a>')
    with pytest.raises(WireError, match="no more than 5 bytes"):
        Xml.parse(text, Limits(size=5))


@pytest.mark.parametrize(
    ("xml", "said"),
    [
        ("", "an XML message"),
        ("<a>", "well-formed"),
        ('<!DOCTYPE a [<!ENTITY e "e">]><a>&e;</a>', "a document type"),
        ("<a>" * 300 + "</a>" * 300, "elements inside each other"),
        (f"<a>{f'<diffgr:diffgram {DIFFGR}/>' * 2}</a>", "2 diffgrams, expected one"),
    ],
)
def test_what_is_no_data_set_is_a_clear_error(xml: str, said: str) -> None:
    with pytest.raises(WireError, match=said):
        Xml(xml).tables()


def test_a_few_elements_cannot_make_many_cells() -> None:
    """3000 columns and 3000 rows are 6000 elements, and 9,000,000 cells."""
    many = columns(*(column(f"C{n}", "int") for n in range(3000)))
    xml = data_set(schema(many), "<T/>" * 3000)
    tracemalloc.start()
    try:
        with pytest.raises(WireError, match="no more than 2000000 cells of tables"):
            xml.tables()
        assert tracemalloc.get_traced_memory()[1] < 30 * 2**20
    finally:
        tracemalloc.stop()
    grown = "".join(f"<T><C{n}>1</C{n}></T>" for n in range(3000))
    with pytest.raises(WireError, match="no more than 2000000 cells of tables"):
        data_set("", grown).tables()
    few = data_set(schema(columns(column("A", "int"), column("B", "int"))), "<T/>" * 90)
    assert len(few.tables(Limits(elements=180))["T"].rows) == 90
    with pytest.raises(WireError, match="no more than 179 cells of tables"):
        few.tables(Limits(elements=179))


def test_a_short_schema_cannot_describe_many_columns() -> None:
    """Each type has the columns of the one that it extends, and each table those of its type."""
    big = f'<xs:complexType name="Big">{columns(*(column(f"C{n}", "int") for n in range(3000)))}'
    more = f"{big}</xs:complexType>"
    tables = columns(*(f'<xs:element name="T{n}" type="Big"/>' for n in range(3000)))
    with pytest.raises(WireError, match="no more than 200000 parts of a schema"):
        data_set(schema(tables, more), "").tables()


def test_rows_nested_as_deep_as_a_document_can_be() -> None:
    deep = "<T><A>1</A>" * 1000 + "</T>" * 1000
    found = Xml(f"<D>{deep}</D>").tables(Limits(depth=1024))
    assert len(found["T"].rows) == 1000


def test_a_schema_nested_as_deep_as_a_document_can_be() -> None:
    inner = column("A", "int")
    for n in range(300):
        of = f"<xs:complexType>{columns(inner)}</xs:complexType>"
        inner = f'<xs:element name="T{n}">{of}</xs:element>'
    found = data_set(
        schema(columns("<xs:sequence>" * 60, inner, "</xs:sequence>" * 60)), ""
    )
    assert len(found.tables(Limits(depth=1024))) == 301
