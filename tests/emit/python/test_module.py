"""The text of generated modules, line by line."""

from __future__ import annotations

import ast
from dataclasses import replace
from pathlib import Path

import pytest

from soapstone.model.contract import (
    Access,
    AnyXml,
    Contract,
    Enumeration,
    EnumerationRef,
    Field,
    MapOf,
    Operation,
    Particle,
    QName,
    Record,
    RecordRef,
    Scalar,
    Type,
)
from tests.contracts import (
    ORDERS,
    attribute,
    everything,
    items,
    nillable,
    optional,
    plain,
    record,
    repeated,
)
from tests.emit.python.support import contract, load, message, operation, tidy_files
from tests.packages import python_of

INT, TEXT = Scalar("int"), Scalar("string")
QNAME, OFFSET = Scalar("QName"), Scalar("DateTimeOffset")
LIST = items("I", items("J", INT))


def map_of(key: Type, value: Type) -> MapOf:
    """A map whose values can be null."""
    return MapOf(
        QName(ORDERS, "E"), QName(ORDERS, "K"), key, QName(ORDERS, "V"), value, True
    )


def lines_of(field: Field) -> tuple[str, str]:
    """The line of the table and the call of a record's only member, in natural form."""
    made = contract(
        operation("Ask", "Ask"),
        record("Ask", field),
        record("Own"),
        Enumeration("Kind", None, ("A",)),
    )
    text = python_of(made)["operations/ask.py"]
    body = text.partition("members(\n    Ask,\n    ")[2]
    table = body.partition(",\n)")[0]
    call = body.partition("        tag,\n        ")[2].partition(",\n    )")[0]
    return table, call


@pytest.mark.parametrize(
    ("field", "table", "call"),
    [
        (plain("A", INT), 'plain(_O + "A", read_int, 0)', "scalar(T, V, PLAIN, write_int)"),
        (optional("A", TEXT), 'optional(_O + "A", read_string)', "string(T, V, OPTIONAL)"),
        (nillable("A", TEXT), 'nillable(_O + "A", read_string)', "string(T, V, NILLABLE)"),
        (
            plain("A", EnumerationRef("Kind")),
            'plain(_O + "A", Kind, "")',
            "scalar(T, V, PLAIN, write_enumeration)",
        ),
        (
            plain("A", RecordRef("Own")),
            'plain(_O + "A", Own)',
            "record(T, V, PLAIN, write_own)",
        ),
        (optional("A", AnyXml()), 'optional(_O + "A", any_xml)', "xml(T, V, OPTIONAL)"),
        (
            nillable("A", AnyXml("DataSet")),
            'nillable(_O + "A", data_set_xml)',
            "xml(T, V, NILLABLE)",
        ),
        (
            optional("A", items("I", AnyXml("typed DataSet"))),
            'optional(_O + "A", items(_O + "I", data_set_xml))',
            'records(T, V, OPTIONAL, "o:I", NILLABLE, write_any)',
        ),
        (
            plain("A", QNAME),
            'plain(_O + "A", element(read_qname), "")',
            "record(T, V, PLAIN, write_qname)",
        ),
        (
            optional("A", items("I", TEXT)),
            'optional(_O + "A", items(_O + "I", read_string))',
            'strings(T, V, OPTIONAL, "o:I", NILLABLE)',
        ),
        (
            optional("A", items("I", INT, nillable=False)),
            'optional(_O + "A", items(_O + "I", read_int))',
            'values(T, V, OPTIONAL, "o:I", PLAIN, write_int)',
        ),
        (
            nillable("A", items("I", RecordRef("Own"))),
            'nillable(_O + "A", items(_O + "I", Own))',
            'records(T, V, NILLABLE, "o:I", NILLABLE, write_own)',
        ),
        (
            optional("A", items("I", AnyXml())),
            'optional(_O + "A", items(_O + "I", any_xml))',
            'records(T, V, OPTIONAL, "o:I", NILLABLE, write_any)',
        ),
        (
            optional("A", LIST),
            'optional(_O + "A", items(_O + "I", items(_O + "J", read_int)))',
            'records(T, V, OPTIONAL, "o:I", NILLABLE, _write_list_of_int)',
        ),
        (
            optional("A", map_of(TEXT, TEXT)),
            'optional(_O + "A", pairs(_O + "E", _O + "K", read_string, _O + "V", read_string))',
            'string_pairs(T, V, OPTIONAL, "o:E", "o:K", "o:V", NILLABLE)',
        ),
        (
            optional("A", map_of(INT, OFFSET)),
            'optional(_O + "A", pairs(_O + "E", _O + "K", read_int, _O + "V", '
            "element(read_date_time_offset)))",
            'pairs(T, V, OPTIONAL, "o:E", "o:K", writer_of(write_int), "o:V", NILLABLE, '
            "write_date_time_offset)",
        ),
        (
            optional("A", map_of(RecordRef("Own"), EnumerationRef("Kind"))),
            'optional(_O + "A", entries(_O + "E", _O + "K", Own, _O + "V", Kind))',
            'entries(T, V, OPTIONAL, "o:E", "o:K", write_own, "o:V", NILLABLE, '
            "writer_of(write_enumeration))",
        ),
        (repeated("A", INT), 'repeated(_O + "A", read_int)', "repeated(T, V, PLAIN, write_int)"),
        (
            replace(repeated("A", RecordRef("Own")), nillable=True),
            'repeated(_O + "A", Own)',
            "repeated_records(T, V, NILLABLE, write_own)",
        ),
        (
            repeated("A", items("I", INT)),
            'repeated(_O + "A", items(_O + "I", read_int))',
            "repeated_records(T, V, PLAIN, _write_list_of_int)",
        ),
        (
            Field(QName("", ""), INT, Particle.TEXT),
            "text(read_int, 0)",
            "text(V, write_int, PLAIN)",
        ),
        (
            replace(optional("A", INT), name=QName("", "A")),
            'optional("A", read_int)',
            "scalar(T, V, OPTIONAL, write_int)",
        ),
    ],
)  # fmt: skip
def test_a_member_in_the_table_and_in_the_call(
    field: Field, table: str, call: str
) -> None:
    name = "value" if field.particle is Particle.TEXT else "a"
    tag = '"o:A"' if field.name.namespace else '"A"'
    filled = call.replace("(T, ", f"({tag}, ", 1).replace("V, ", f"record.{name}, ", 1)
    assert lines_of(field) == (table, f"w.{filled}")


@pytest.mark.parametrize(
    ("fields", "table", "call"),
    [
        (
            [attribute("A", INT, nullable=True)],
            'optional_attribute("A", read_int)',
            '(w.attribute("A", record.a, OPTIONAL, write_int),)',
        ),
        (
            [attribute("A", QNAME), attribute("B", INT)],
            'attribute("A", read_string, "")',
            '(w.attribute("A", record.a, PLAIN, write_string), '
            'w.attribute("B", record.b, PLAIN, write_int))',
        ),
    ],
)
def test_attributes_are_written_together(
    fields: list[Field], table: str, call: str
) -> None:
    made = contract(operation("Ask", "Ask"), record("Ask", *fields))
    text = python_of(made)["operations/ask.py"]
    assert f"    {table},\n" in text
    assert (
        f"    return w.leave_attributed(\n        tag,\n        {call},\n    )" in text
    )


def test_what_is_needed_around_the_members_is_there_and_nothing_else() -> None:
    """Constants of namespaces and functions for lists in lists, each used and made once."""
    for path, text in python_of(everything()).items():
        tree = ast.parse(text)
        made = [
            name
            for each in tree.body
            for name in (
                [each.name]
                if isinstance(each, ast.FunctionDef)
                else (
                    [
                        target.id
                        for target in each.targets
                        if isinstance(target, ast.Name)
                    ]
                    if isinstance(each, ast.Assign)
                    else []
                )
            )
            if name.startswith("_") and path.count("/") and name != "__all__"
        ]
        used = {
            each.id
            for each in ast.walk(tree)
            if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Load)
        }
        assert set(made) <= used, path
        assert len(made) == len(set(made))


def test_two_lists_of_the_same_kind_with_other_names_have_each_its_function(
    tmp_path: Path,
) -> None:
    other = items("I", items("Other", INT))
    made = contract(
        operation("Ask", "Ask"),
        record("Ask", optional("A", LIST), optional("B", other)),
    )
    assert "def _write_list_of_int_(" in python_of(made)["operations/ask.py"]
    ask = load(made, tmp_path).Ask(a=[[1]], b=[[2]])
    assert b"<o:J>1</o:J>" in ask.to_xml()
    assert b"<o:Other>2</o:Other>" in ask.to_xml()


def test_a_message_without_xml_is_a_class_and_a_reason() -> None:
    request = message("Ask")
    assert request is not None
    asks = replace(operation("Ask"), request=replace(request, no_xml='why "not"'))
    made = contract(asks, record("Ask", optional("A", LIST)))
    text = python_of(made)["operations/ask.py"]
    assert text.endswith("\n\n\nno_document(Ask, 'why \"not\"')\n")
    flat = " ".join(text.split())
    assert (
        "It has plain data and JSON, and no XML: no page shows its namespaces." in flat
    )
    assert "Writer" not in text
    assert "_O = " not in text
    assert "_write_list" not in text


# --- classes ------------------------------------------------------------------------------------


def class_lines(made: Contract, path: str = "operations/ask.py") -> list[str]:
    """The lines of the first class of a module."""
    body = tidy_files(made)[path].partition("\nclass ")[2]
    return body.partition("\n\n\n")[0].splitlines()[1:]


def test_a_field_has_its_annotation_its_default_and_a_docstring() -> None:
    documented = replace(
        optional("B", TEXT), documentation="Says  much.", read_only=True
    )
    made = contract(
        operation("Ask", "Ask"),
        replace(
            record(
                *("Ask", attribute("A", INT), documented, optional("C", AnyXml())),
                optional("D", AnyXml("typed DataSet")),
            ),
            documentation="Asks.",
        ),
    )
    assert class_lines(made) == [
        '    """Asks.',
        "",
        f"    ``Ask`` in ``{ORDERS}``.",
        '    """',
        "",
        "    a: int = 0",
        '    """``@A`` (int)."""',
        "    b: str | None = None",
        '    """``B`` (string): Says much. The service computes it."""',
        "    c: Xml | None = None",
        '    """``C``."""',
        "    d: Xml | None = None",
        '    """``D`` (typed DataSet)."""',
    ]


def test_a_class_without_members_has_its_docstring_alone() -> None:
    made = contract(operation("Ask", "Ask"), record("Ask"))
    assert class_lines(made) == [f'    """``Ask`` in ``{ORDERS}``."""']


def test_the_text_of_a_record_is_told_as_such() -> None:
    text = Field(QName("", ""), INT, Particle.TEXT, demanded=True)
    made = contract(operation("Ask", "Ask"), Record("Ask", None, ORDERS, (text,)))
    assert class_lines(made)[2:] == ["    value: int", '    """The text (int)."""']


# --- operations ---------------------------------------------------------------------------------


def constant_of(asks: Operation) -> str:
    made = contract(asks, record("Ask"))
    text = tidy_files(made)["operations/ask.py"]
    return "ASK" + text.partition("\n\n\nASK")[2].partition('\n"""')[0]


def test_an_operation_says_what_is_known_of_it_and_nothing_else() -> None:
    asks = replace(operation("Ask", "Ask", "Ask"), bindings=(), access=Access())
    assert constant_of(asks) == (
        'ASK = Operation(\n    service="Orders",\n    name="Ask",\n    request=Ask,\n'
        "    response=Ask,\n)"
    )
    access = Access(any_role=("a",), authenticated=True)
    line = '\n    access=Access(any_role=("a",), authenticated=True),\n)'
    assert line in constant_of(replace(asks, access=access))


def test_an_operation_is_annotated_only_where_no_checker_could_tell() -> None:
    assert constant_of(operation("Ask", "Ask")).startswith(
        "ASK: Operation[Ask, None] = Operation(\n"
    )
    raw = replace(operation("Ask", "Ask"), raw_response=Scalar("base64Binary"))
    assert "\n    response=bytes,\n" in constant_of(raw)
    assert constant_of(raw).startswith("ASK = Operation(\n")
