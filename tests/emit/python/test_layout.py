"""One module per operation and per type; another page moves no class."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from soapstone.emit.python.layout import lay_out
from soapstone.emit.python.naming import name_everything
from soapstone.model.contract import (
    Contract,
    Enumeration,
    EnumerationRef,
    Operation,
    Record,
    RecordRef,
    Scalar,
)
from tests.contracts import items, optional, plain, record, repeated
from tests.emit.python.support import (
    XML,
    assert_works,
    classes,
    contract,
    import_all,
    load,
    message,
    operation,
)
from tests.packages import python_of

Parts = list[Operation | Record]
INDEXES = {"__init__.py", "__init__.pyi", "client.py", "client.pyi"}


def homes(made: Contract) -> dict[str, str]:
    """Key to path of its module."""
    modules = lay_out(made, name_everything(made))
    return {key: module.path for module in modules for key in module.keys}


def ref(name: str, key: str) -> Record:
    """A record with one member, of the other record."""
    return record(name, optional("Other", RecordRef(key)))


def test_messages_live_with_their_operation_and_the_rest_in_types() -> None:
    made = contract(
        operation("Ask", "Ask", "AskResponse"),
        ref("Ask", "Item"),
        record("AskResponse", optional("Kind", EnumerationRef("Kind"))),
        record("Item"),
        Enumeration("Kind", None, ("A",)),
    )
    assert homes(made) == {
        "Ask": "operations/ask",
        "AskResponse": "operations/ask",
        "Item": "types/item",
        "Kind": "types/kind",
    }


def test_the_home_of_a_type_does_not_depend_on_how_many_use_it() -> None:
    parts: Parts = [operation("Ask", "Ask"), ref("Ask", "Item"), record("Item")]
    more: Parts = [operation("Tell", "Tell", "TellResponse"), ref("Tell", "Item")]
    after = homes(contract(*parts, *more, ref("TellResponse", "Item")))
    assert homes(contract(*parts)).items() <= after.items()


def test_a_response_of_two_operations_is_a_type_even_while_one_uses_it() -> None:
    one: Parts = [operation("Ask", "Ask", "Status"), record("Ask"), record("Status")]
    two: Parts = [*one, operation("Tell", "Tell", "Status"), record("Tell")]
    assert homes(contract(*one))["Status"] == homes(contract(*two))["Status"]
    assert homes(contract(*two))["Status"] == "types/status"


def test_mutually_recursive_types_share_a_module() -> None:
    made = contract(
        operation("Ask", "Ask"),
        ref("Ask", "B"),
        ref("B", "C"),
        ref("C", "D"),
        ref("D", "B"),
        ref("A", "B"),
    )
    found = homes(made)
    assert found["B"] == found["C"] == found["D"] == "types/b"
    assert found["A"] == "types/a"


# --- imports never run in circles ---------------------------------------------------------------


def with_header(called: Operation, key: str) -> Operation:
    """The operation with an entry in the header of its request."""
    return replace(called, request_headers=tuple(filter(None, [message(key)])))


def _ring(length: int) -> Contract:
    records = [ref(f"R{i}", f"R{(i + 1) % length}") for i in range(length)]
    return contract(operation("R0", "R0"), *records)


def _chain(length: int) -> Contract:
    records = [ref(f"R{i:03}", f"R{i + 1:03}") for i in range(length)]
    last = record(f"R{length:03}", plain("X", Scalar("int")))
    return contract(operation("R000", "R000"), *records, last)


CIRCLES: dict[str, Contract] = {
    "a record in itself": contract(operation("Node", "Node"), ref("Node", "Node")),
    "a list of itself": contract(
        operation("Node", "Node"),
        record("Node", optional("Nodes", items("Node", RecordRef("Node")))),
    ),
    "two records": contract(operation("A", "A"), ref("A", "B"), ref("B", "A")),
    "a response that holds the request": contract(
        operation("Account", "Account", "ArrayOfAccount"),
        record("Account"),
        record("ArrayOfAccount", repeated("Account", RecordRef("Account"))),
    ),
    "responses that hold each other's requests": contract(
        operation("Order", "Order", "OrderResponse"),
        operation("Customer", "Customer", "CustomerResponse"),
        record("Order"),
        record("Customer"),
        ref("OrderResponse", "Customer"),
        ref("CustomerResponse", "Order"),
    ),
    "operations that answer with each other's messages": contract(
        operation("A", "A", "BResponse"),
        operation("B", "A", "BResponse"),
        record("A"),
        record("BResponse"),
    ),
    "an operation named like another's response": contract(
        operation("A", "A", "AResponse"),
        operation("AResponse", "AResponse", "A"),
        record("A"),
        record("AResponse"),
    ),
    "a header that holds the request": contract(
        with_header(operation("Ask", "Ask"), "Trace"),
        record("Ask"),
        ref("Trace", "Ask"),
    ),
    "a header that is another operation's request": contract(
        with_header(operation("Ask", "Ask"), "Tell"),
        with_header(operation("Tell", "Tell"), "Ask"),
        record("Ask"),
        record("Tell"),
    ),
    "a ring of 60": _ring(60),
    "a chain of 90": _chain(90),
}


@pytest.mark.parametrize("made", CIRCLES.values(), ids=CIRCLES)
def test_it_imports_from_any_module_first(made: Contract, tmp_path: Path) -> None:
    package = assert_works(made, tmp_path)
    assert len(classes(package)) == len(made.records)
    modules = lay_out(made, name_everything(made))
    for module in {*modules[:2], *modules[-2:]}:
        again = load(made, tmp_path)
        name = name_everything(made).classes
        for key in module.keys:
            getattr(again, name[key])
        import_all(again)


@pytest.mark.parametrize("made", [_ring(3000), _chain(3000)], ids=["ring", "chain"])
def test_thousands_of_types_that_need_each_other_are_laid_out(made: Contract) -> None:
    modules = lay_out(made, name_everything(made))
    assert sum(len(module.keys) for module in modules) == len(made.records)


# --- one page more changes nothing --------------------------------------------------------------


def _before() -> Parts:
    return [
        operation("Ask", "Ask", "Status"),
        operation("Tell", "Tell", "TellResponse"),
        ref("Ask", "Item"),
        ref("Tell", "Item"),
        ref("TellResponse", "Node"),
        ref("Node", "Node"),
        record("Item"),
        record("Status"),
    ]


@pytest.mark.parametrize("name", ["Aaa", "Mmm", "Zzz"])
def test_an_unrelated_operation_changes_no_other_file(name: str) -> None:
    own: Parts = [operation(name, name, f"{name}Response"), ref(name, f"{name}Item")]
    more = [record(f"{name}Response"), record(f"{name}Item")]
    before = python_of(contract(*_before()))
    after = python_of(contract(*_before(), *own, *more))
    changed = {path for path in before if before[path] != after[path]}
    assert changed == INDEXES
    assert after.keys() - before.keys() == {
        f"operations/{name.lower()}.py",
        f"types/{name.lower()}_item.py",
    }


def test_a_member_more_changes_its_own_module_and_no_other() -> None:
    made = contract(*_before())
    node = made.record("Node")
    more = replace(node, fields=(*node.fields, optional("More", Scalar("int"))))
    records = tuple(more if each is node else each for each in made.records)
    before, after = python_of(made), python_of(replace(made, records=records))
    changed = {path for path in before if before[path] != after[path]}
    assert changed == {"types/node.py"}


def test_another_use_of_a_type_changes_no_other_file() -> None:
    before = python_of(contract(*_before()))
    more: Parts = [operation("More", "More", "Status"), ref("More", "Node")]
    after = python_of(contract(*_before(), *more))
    assert {path for path in before if before[path] != after[path]} == INDEXES


@pytest.mark.parametrize("order", [sorted, lambda parts: parts[::-1]])
def test_the_order_of_members_of_a_component_does_not_matter(
    order: Callable[[list[str]], list[str]],
) -> None:
    keys = order(["A", "B", "C"])
    made = contract(operation("Ask", "Ask"), ref("Ask", "A"))
    records = [record(key, *(optional(k, RecordRef(k)) for k in keys)) for key in "ABC"]
    made = contract(*made.operations, *made.records, *records)
    assert {homes(made)[key] for key in "ABC"} == {"types/a"}


# --- messages -----------------------------------------------------------------------------------


def test_operations_without_messages_and_records_without_fields(tmp_path: Path) -> None:
    made = contract(
        operation("Silent"),
        operation("Asks", "Asks"),
        operation("Tells", None, "TellsResponse"),
        record("Asks"),
        record("TellsResponse"),
    )
    package = assert_works(made, tmp_path)
    assert (package.SILENT.request, package.SILENT.response) == (None, None)
    assert package.TELLS.response is package.TellsResponse
    assert package.Asks() == package.Asks.from_xml(package.Asks().to_xml())


def test_a_contract_without_anything_is_a_package(tmp_path: Path) -> None:
    package = assert_works(contract(), tmp_path)
    assert package.__all__ == []


def test_two_operations_share_the_class_of_their_response(tmp_path: Path) -> None:
    made = contract(
        operation("Ask", "Ask", "Status"),
        operation("Tell", "Tell", "Status"),
        *(record(key) for key in ("Ask", "Tell", "Status")),
    )
    package = assert_works(made, tmp_path)
    assert package.ASK.response is package.TELL.response is package.Status


@pytest.mark.parametrize(("first", "second"), [("Ask", "Tell"), ("Tell", "Ask")])
def test_a_record_in_an_envelope_anywhere_has_to_soap(
    first: str, second: str, tmp_path: Path
) -> None:
    made = contract(
        operation(first, first, "Status"),
        operation(second, second, "Status", binding=XML),
        *(record(key) for key in ("Ask", "Tell", "Status")),
    )
    package = assert_works(made, tmp_path)
    status = package.Status()
    assert package.Status.from_soap(status.to_soap()) == status
    assert not hasattr(getattr(package, second), "to_soap")


def test_of_two_elements_of_one_record_the_first_operations_is_its_document(
    tmp_path: Path,
) -> None:
    """Inference gives each element a record of its own; the other one is refused, not misread."""
    ask = Operation("Ask", "", message("R", "First"), None, ())
    tell = Operation("Tell", "", message("R", "Second"), None, ())
    package = assert_works(contract(ask, tell, record("R")), tmp_path)
    assert b"<o:First " in package.R().to_xml()
    with pytest.raises(ValueError, match=r"expected element \{urn:orders\}First"):
        package.R.from_xml('<Second xmlns="urn:orders"/>')
