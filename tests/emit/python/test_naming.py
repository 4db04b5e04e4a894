"""Names of a whole package: no name hides another in its scope."""

from __future__ import annotations

from dataclasses import replace

import pytest

from soapstone.emit.python.imports import vocabulary
from soapstone.emit.python.naming import Naming, name_everything
from soapstone.model.contract import (
    Enumeration,
    EnumerationRef,
    Field,
    Message,
    Operation,
    Particle,
    QName,
    Scalar,
)
from tests.contracts import ORDERS, attribute, optional, record, repeated
from tests.emit.python.support import contract, operation

ARRAYS = "http://schemas.microsoft.com/2003/10/Serialization/Arrays"


def of_keys(*keys: str) -> Naming:
    return name_everything(contract(*map(record, keys)))


def of_namespaces(*uris: str) -> dict[str, str]:
    fields = [
        replace(optional("A", Scalar("int")), name=QName(uri, "A")) for uri in uris
    ]
    return dict(name_everything(contract(record("R", *fields))).prefixes)


def test_records_and_enumerations_are_one_scope() -> None:
    made = contract(record("Kind"), Enumeration("kind", None, ("A",)))
    assert name_everything(made).classes == {"Kind": "Kind", "kind": "Kind_2"}
    assert name_everything(made).stems == {"Kind": "kind", "kind": "kind_2"}


def test_names_do_not_depend_on_the_order_of_the_contract() -> None:
    keys = ["A", "a", "A_", "_A"]
    assert of_keys(*keys) == of_keys(*reversed(keys))


def test_nothing_of_a_package_is_called_like_a_word_that_its_modules_import() -> None:
    words = vocabulary()
    stems = [word.partition("_")[2] for word in words if word.startswith("write_")]
    keys = [*stems, *(word for word in words if word.isidentifier())]
    naming = of_keys(*keys)
    constants = name_everything(contract(*map(operation, keys))).constants
    writers = {f"write_{stem}" for stem in naming.stems.values()}
    named = {*naming.classes.values(), *constants.values(), *writers}
    assert not named & words.keys()
    assert naming.stems["guid"] == "guid_"
    assert naming.classes["Record"] == "Record_"
    assert constants["PLAIN"] == "PLAIN_"


def test_a_collection_has_items_whatever_its_element_is_called() -> None:
    made = contract(record("ArrayOfX", repeated("X", Scalar("int")), collection=True))
    assert name_everything(made).fields == {"ArrayOfX": ("items",)}


def test_the_text_of_an_element_is_its_value() -> None:
    text = Field(QName("", ""), Scalar("int"), Particle.TEXT)
    made = contract(record("R", attribute("Unit", Scalar("string")), text))
    assert name_everything(made).fields["R"] == ("unit", "value")


@pytest.mark.parametrize(
    ("operations", "constants"),
    [
        (["Ask"], {"Ask": "ASK"}),
        (["ask", "Ask"], {"Ask": "ASK", "ask": "ASK_2"}),
        (["ALL"], {"ALL": "ALL_OPERATION"}),
        (
            ["ALL", "AllOperation"],
            {"ALL": "ALL_OPERATION", "AllOperation": "ALL_OPERATION_2"},
        ),
    ],
)
def test_a_constant_is_no_class(
    operations: list[str], constants: dict[str, str]
) -> None:
    made = contract(*map(operation, operations), record("ALL"))
    assert name_everything(made).constants == constants


def test_members_of_two_enumerations_are_two_scopes() -> None:
    made = contract(Enumeration("A", None, ("x", "X")), Enumeration("B", None, ("x",)))
    assert name_everything(made).members == {"A": ("X_2", "X"), "B": ("X",)}


# --- prefixes -----------------------------------------------------------------------------------


def test_a_prefix_is_the_initial_of_the_last_word() -> None:
    assert of_namespaces("http://x.org/Shop.Orders", "urn:tc2/") == {
        "http://x.org/Shop.Orders": "o",
        "urn:tc2/": "t",
    }


def test_prefixes_are_told_apart_in_the_order_of_their_namespaces() -> None:
    assert of_namespaces("urn:b/x", "urn:a/x") == {"urn:a/x": "x", "urn:b/x": "x_2"}


def test_well_known_namespaces_have_prefixes_of_their_own() -> None:
    assert of_namespaces(ARRAYS) == {ARRAYS: "arr"}


@pytest.mark.parametrize("uri", ["urn:x/I", "urn:x/Soap", "urn:x/W1", "urn:x/XML"])
def test_no_prefix_is_one_that_messages_bind_otherwise(uri: str) -> None:
    taken = {"i", "soap", "xml", "xmlns", *(f"w{number}" for number in range(10))}
    assert not taken & set(of_namespaces(uri, f"{uri}2").values())


@pytest.mark.parametrize("uri", ["urn:", "///", "urn:\u540d", "urn:1", "urn:a/\u00c4"])
def test_a_namespace_without_a_letter_has_a_prefix(uri: str) -> None:
    assert of_namespaces(uri)[uri] in ("n", "u")


def test_no_namespace_has_no_prefix() -> None:
    message = Message(QName("", "Ask"), "Ask")
    made = contract(
        Operation("Ask", "", message, None, ()),
        record("Ask", attribute("A", EnumerationRef("K"))),
        Enumeration("K", None, ("A",)),
    )
    assert name_everything(made).prefixes == {}
    assert (
        ORDERS
        in name_everything(contract(operation("Ask", "Ask"), record("Ask"))).prefixes
    )
