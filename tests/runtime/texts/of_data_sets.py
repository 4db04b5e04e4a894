"""What is said of the tables of a DataSet: of those that are read, and of those that are made."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from tests.runtime.datasets.test_tables import column, columns, data_set, schema
from tests.runtime.texts.trials import Trials, World

ROW: dict[str, Any] = {"A": 1}
XSI = 'xmlns:i="http://www.w3.org/2001/XMLSchema-instance"'
INT = schema(columns(column("A", "int")))


def _made(tables: Any, *more: str) -> Any:
    """``tables`` is a function of the runtime, or what Xml.of_tables takes."""
    return lambda w: w.rt.Xml.of_tables(
        tables(w.rt) if callable(tables) else tables, *more
    )


def _table(*rows: Any, **more: Any) -> Any:
    return lambda w: w.rt.Xml.of_tables({"T": w.rt.Table("T", rows=[*rows], **more)})


def _column(*rows: Any, key: tuple[str, ...] = (), **more: Any) -> Any:
    def act(w: World) -> object:
        made = w.rt.Column(**{"name": "A", "type": str, **more})
        table = w.rt.Table("T", {"A": made}, key, rows=[*rows])
        return w.rt.Xml.of_tables({"T": table})

    return act


def _related(*relations: tuple[Any, ...]) -> Any:
    def act(w: World) -> object:
        made = [w.rt.Relation(*each) for each in relations]
        return w.rt.Xml.of_tables({"T": w.rt.Table("T", relations=made, rows=[ROW])})

    return act


def _with(what: str, *of: Any, **more: Any) -> Any:
    """A table with a row and with errors, or rows as they were before."""

    def act(w: World) -> object:
        kind = {"errors": w.rt.RowError, "before": w.rt.Earlier}[what]
        made = [kind(*each) for each in of]
        table = w.rt.Table("T", rows=[ROW], **{what: made}, **more)
        return w.rt.Xml.of_tables({"T": table})

    return act


def _xml(text: str) -> Any:
    return lambda w: w.rt.Xml.of_tables({"T": [{"A": w.rt.Xml(text)}]})


A, B = ("A",), ("B",)

OF_TABLES_MADE: Trials = {
    "no tables": _made([1]),
    "a name that is none": _made({"": []}),
    "a name that is no text": _made({5: []}),
    "a table that is none": _made({"T": 5}),
    "a table by another name": _made(lambda rt: {"U": rt.Table("T")}),
    "a row that is none": _made({"T": [5]}),
    "an earlier row that is none": _with("before", (5, 0)),
    "a column by another name": _column(name="B"),
    "a class that no column has": _column(type=dict),
    "a type that XSD does not have": _column(xsd_type="foo"),
    "a type that .NET does not have": _column(xsd_type="string", dotnet_type="My.T"),
    "a mapping that is none": _column(mapping="row"),
    "values of several classes": _made({"T": [{"A": 1}, {"A": "x"}]}),
    "a value of no class": _made({"T": [{"A": [1]}]}),
    "a text beside elements": lambda w: w.rt.Xml.of_tables(
        {
            "T": w.rt.Table(
                "T",
                {
                    "A": w.rt.Column("A", str, mapping="text"),
                    "B": w.rt.Column("B", str),
                },
            )
        }
    ),
    "a null of the key": _table({"A": None}, key=A),
    "a wrong cell": _column({"A": 5}),
    "a row with another column": _column({"B": 5}),
    "an attribute that is null": _column({}, nullable=False, mapping="attribute"),
    "a text that is null": _column({}, nullable=False, mapping="text"),
    "an XML that is none": _xml("<b"),
    "an XML in a namespace": lambda w: w.rt.Xml.of_tables(
        {"T": [{"A": w.rt.Xml("<b/>")}]}, "D", "urn:x"
    ),
    "a type that XSD lacks": _column({"A": UUID(int=1)}, type=object),
    "more states than rows": _table(states=["modified"]),
    "a state that is none": _table(ROW, states=["deleted"]),
    "a modified row alone": _table(ROW, states=["modified"]),
    "an earlier row of one that is not modified": _with("before", (ROW, 0)),
    "an error of no row": _with("errors", (1, "", "e")),
    "an error of no column": _with("errors", (0, "B", "e")),
    "an error that is no text": _with("errors", (0, "", "\0")),
    "a key that is no column": _table(ROW, key=B),
    "a relation to no table": _related(("r", "U", A, A)),
    "a relation to no column": _related(("r", "T", B, A)),
    "a relation of no column": _related(("r", "T", A, B)),
    "a relation of more columns": _related(("r", "T", A, A * 2)),
    "a relation twice": _related(("r", "T", A, A), ("r", "T", A, A)),
    "a relation without a name": _related(("", "T", A, A)),
    "a DataSet without a name": _made({}, ""),
}


def _problems(declared: str, rows: str, *more: str) -> Any:
    """What is said of tables, beside their rows."""

    def act(w: World) -> list[str]:
        tables = w.rt.Xml(data_set(declared, rows, *more).text).tables()
        return [str(each) for table in tables.values() for each in table.problems]

    return act


def _of_text(text: str, **limits: int) -> Any:
    return lambda w: w.rt.Xml(text).tables(w.rt.Limits(**limits))


_DIFFGRAM = '<d:diffgram xmlns:d="urn:schemas-microsoft-com:xml-diffgram-v1"/>'


def _long_schema() -> str:
    inside = columns(*(column(f"C{n}", "int") for n in range(500)))
    big = f'<xs:complexType name="Big">{inside}</xs:complexType>'
    tables = columns(*(f'<xs:element name="T{n}" type="Big"/>' for n in range(500)))
    return data_set(schema(tables, big), "").text


OF_TABLES_READ: Trials = {
    "a wrong cell, read": _problems(INT, "<T><A>x</A></T>"),
    "a column that the schema lacks": _problems(INT, "<T><B>x</B></T>"),
    "a table that the schema lacks": _problems(INT, "<U><X>1</X></U>"),
    "a cell twice": _problems(INT, "<T><A>1</A><A>2</A></T>"),
    "an attribute beside an element": _problems(
        schema(columns(column("A", "int")) + '<xs:attribute name="A" type="xs:int"/>'),
        '<T A="3"><A>1</A></T>',
    ),
    "an attribute of a cell": _problems(
        schema(columns(column("A", "string"))), '<T><A u="1"><b/></A></T>'
    ),
    "rows in two namespaces": _problems("", '<T><X>1</X></T><T xmlns="urn:b"/>'),
    "an error without a row": _problems(
        INT,
        "<T/>",
        '<diffgr:errors><T diffgr:id="T7" diffgr:Error="e"/></diffgr:errors>',
    ),
    "two diffgrams": _of_text(f"<a>{_DIFFGRAM * 2}</a>"),
    "too many cells": _of_text(
        data_set(
            schema(columns(column("A", "int"), column("B", "int"))), "<T/>" * 90
        ).text,
        elements=179,
    ),
    "a schema too long": _of_text(_long_schema()),
}
