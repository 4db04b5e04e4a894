"""Every difference between two contracts is reported, and breaks whom the table of rules says."""

from __future__ import annotations

import dataclasses
import typing
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from soapstone.changes.compare import compare
from soapstone.changes.rules import RULES, Kind, is_wider
from soapstone.model.contract import (
    Access,
    Binding,
    Contract,
    Enumeration,
    EnumerationRef,
    Field,
    FormParameter,
    Message,
    Operation,
    Parameter,
    QName,
    Record,
    Route,
    Scalar,
    Serializer,
    Transport,
)
from soapstone.model.names import Names, TypeNames
from tests.changes.support import (
    PYTHON,
    RECEIVERS,
    SENDERS,
    answered,
    asked,
    changes,
    impacts,
    snapshot,
)
from tests.contracts import everything, plain, record, service

WHOLE = Contract(
    "Orders",
    (
        Operation(
            "Ask",
            "Asks.",
            Message(QName("u", "Ask"), "Ask"),
            Message(QName("u", "Reply"), "Reply"),
            (
                Binding(
                    *(Transport.SOAP_1_1, "POST", "https", "h", "/p", "a", "x", "y"),
                    (FormParameter("n", "Id"),),
                    QName("u", "int"),
                    QName("u", "AskResult"),
                ),
            ),
            (Route(("GET",), "/ask"),),
            (Parameter("Id", ("query",)),),
            Access(("admin",), ("a",), ("p",), ("q",)),
            (Message(QName("u", "Token"), "Token"),),
            (Message(QName("u", "Trace"), "Token"),),
            faults=(Message(QName("u", "Full"), "Token"),),
        ),
    ),
    (
        Record(
            "Ask",
            QName("u", "AskType"),
            "u",
            (
                Field(QName("u", "Id"), Scalar("int"), required=True, demanded=True),
                Field(QName("u", "Other"), Scalar("int"), required=True, demanded=True),
            ),
            documentation="D.",
        ),
        Record("Reply", None, "u", ()),
        Record("Token", None, "u", ()),
    ),
    (Enumeration("Kind", None, ("Red", "Green"), documentation="D."),),
    Serializer.XML,
)


def test_a_base_that_came_or_went_is_told() -> None:
    """A class that is a subclass no more breaks whoever asks for it."""

    def zoo(base: str) -> Contract:
        kinds = (record(key) for key in ("Animal", "Being"))
        return service(record("Dog", base=base), *kinds, messages=())

    told = {
        ("", "Animal"): (Kind.BASE_ADDED, set()),
        ("Animal", "Being"): (Kind.BASE, {PYTHON}),
        ("Animal", ""): (Kind.BASE_REMOVED, {PYTHON}),
    }
    for (old, new), (kind, breaks) in told.items():
        (change,) = changes(zoo(old), zoo(new))
        assert (change.kind, set(change.breaks)) == (kind, breaks)
        assert (change.subject, change.before, change.after) == ("Dog", old, new)


def test_the_table_is_complete() -> None:
    assert RULES.keys() == set(Kind)


def test_equal_contracts_have_not_changed() -> None:
    for made in (WHOLE, everything()):
        assert compare(snapshot(made), snapshot(made)) == ()


def _other(value: Any) -> Any:
    """A value unlike this one, of its type."""
    match value:
        case bool():
            return not value
        case Transport():
            return Transport.XML
        case Serializer():
            return Serializer.DATA_CONTRACT
        case str():
            return f"{value}x"
        case QName():
            return QName(value.namespace, f"{value.name}x")
        case Scalar():
            return Scalar("string")
        case tuple():
            return value[1:]
        case Access():
            return Access()
        case None:
            return Scalar("string")
    return None


def _mutants(value: Any) -> Iterator[tuple[str, Any]]:
    """The value with each of its parts, at any depth, another; and the part's name."""
    if isinstance(value, tuple):
        for place, item in enumerate(value):
            for name, mutant in _mutants(item):
                yield name, (*value[:place], mutant, *value[place + 1 :])
    elif dataclasses.is_dataclass(value) and not isinstance(value, QName | Scalar):
        for field in dataclasses.fields(value):
            part = getattr(value, field.name)
            where = f"{type(value).__name__}.{field.name}"
            if where not in _KEYS:
                if (other := _other(part)) != part:
                    yield where, replace(value, **{field.name: other})  # type: ignore[type-var]  # a dataclass
                for name, mutant in _mutants(part):
                    yield name, replace(value, **{field.name: mutant})  # type: ignore[type-var]  # a dataclass


_KEYS = {"Record.key", "Enumeration.key", "Message.record", "Field.particle"}
"""What ties a contract together, or is one of few."""


@pytest.mark.parametrize(("part", "changed"), list(_mutants(WHOLE)))
def test_no_part_of_a_contract_changes_in_silence(part: str, changed: Contract) -> None:
    """Also one that the contract will come to hold: then the rules must learn of it."""
    found = compare(snapshot(WHOLE), snapshot(changed))
    assert found, part
    assert not (found[0].subject == WHOLE.service and found[0].after == ""), part


def test_every_part_was_tried() -> None:
    tried = {part for part, _ in _mutants(WHOLE)}
    for kind in (Contract, Operation, Binding, Access, Record, Enumeration, Field):
        names = {f"{kind.__name__}.{each}" for each in typing.get_type_hints(kind)}
        assert names - _KEYS <= tried


def operation(**parts: Any) -> Contract:
    return replace(WHOLE, operations=(replace(WHOLE.operations[0], **parts),))


def binding(**parts: Any) -> Contract:
    return operation(bindings=(replace(WHOLE.operations[0].bindings[0], **parts),))


@pytest.mark.parametrize(
    ("new", "expected"),
    [
        (replace(WHOLE, operations=()), {(Kind.OPERATION_REMOVED, "Ask"): {SENDERS, PYTHON}}),
        (binding(soap_action="b"), {(Kind.SOAP_ACTION, "Ask, SOAP 1.1"): {SENDERS}}),
        (binding(host="g"), {(Kind.ADDRESS, "Ask, SOAP 1.1"): {SENDERS}}),
        (binding(response_type="z"), {(Kind.DETAIL, "Ask, SOAP 1.1"): set()}),
        (
            binding(parameters=(FormParameter("n", "Id"), FormParameter("m"))),
            {(Kind.FORM_PARAMETERS, "Ask, SOAP 1.1"): {SENDERS}},
        ),
        (
            binding(response_element=QName("u", "long")),
            {(Kind.RESPONSE_ELEMENT, "Ask, SOAP 1.1"): {RECEIVERS}},
        ),
        (binding(return_member=None), {(Kind.DETAIL, "Ask, SOAP 1.1"): set()}),
        (operation(bindings=()), {(Kind.BINDING_REMOVED, "Ask, SOAP 1.1"): {SENDERS}}),
        (operation(response=None), {(Kind.RESPONSE_REMOVED, "Ask"): {RECEIVERS, PYTHON}}),
        (operation(request=None), {(Kind.REQUEST_REMOVED, "Ask"): {SENDERS, PYTHON}}),
        (
            operation(request=Message(QName("v", "Ask"), "Ask")),
            {(Kind.REQUEST_ELEMENT, "Ask"): {SENDERS}},
        ),
        (
            operation(response=Message(QName("v", "Reply"), "Reply")),
            {(Kind.RESPONSE_ELEMENT, "Ask"): {RECEIVERS}},
        ),
        (operation(routes=()), {(Kind.ROUTE_REMOVED, "Ask"): {SENDERS}}),
        (
            operation(parameters=(Parameter("Id", ("body",)),)),
            {(Kind.PARAMETER_MOVED, "Ask, Id"): {SENDERS}},
        ),
        (operation(request_headers=()), {(Kind.REQUEST_HEADER_REMOVED, "Ask, Token"): {SENDERS}}),
        (
            operation(response_headers=()),
            {(Kind.RESPONSE_HEADER_REMOVED, "Ask, Trace"): {RECEIVERS}},
        ),
        (operation(documentation=""), {(Kind.DOCUMENTATION, "Ask"): set()}),
    ],
)  # fmt: skip
def test_operations(new: Contract, expected: Any) -> None:
    assert impacts(WHOLE, new) == expected
    for kind, subject in impacts(new, WHOLE):
        # What was taken away is added on the way back, and breaks nobody but who sends nothing.
        if kind.name.endswith("_ADDED"):
            broken = impacts(new, WHOLE)[kind, subject]
            assert broken == ({SENDERS} if kind is Kind.REQUEST_ADDED else set())


@pytest.mark.parametrize(
    ("part", "old", "new", "kind"),
    [
        ("all_roles", ("a",), ("a", "b"), Kind.ACCESS_DEMANDED),
        ("all_roles", ("a", "b"), ("a",), Kind.ACCESS_RELAXED),
        ("any_role", (), ("a",), Kind.ACCESS_DEMANDED),
        ("any_role", ("a",), ("a", "b"), Kind.ACCESS_RELAXED),
        ("any_role", ("a", "b"), ("a",), Kind.ACCESS_DEMANDED),
        ("any_role", ("a",), ("b",), Kind.ACCESS_DEMANDED),
        ("any_permission", ("a",), (), Kind.ACCESS_RELAXED),
        ("all_permissions", ("a", "b"), ("b", "a"), Kind.ACCESS_RELAXED),
        ("authenticated", False, True, Kind.ACCESS_DEMANDED),
        ("authenticated", True, False, Kind.ACCESS_RELAXED),
    ],
)
def test_more_of_which_any_will_do_is_less(
    part: str, old: Any, new: Any, kind: Kind
) -> None:
    before, after = (
        operation(access=replace(Access(), **{part: v})) for v in (old, new)
    )
    ((found, _), broken), *more = impacts(before, after).items()
    assert (found, more) == (kind, [])
    assert broken == ({SENDERS} if kind is Kind.ACCESS_DEMANDED else set())


def test_enumerations() -> None:
    def made(*members: str) -> Contract:
        return replace(WHOLE, enumerations=(Enumeration("Kind", None, members),))

    kind = plain("Kind", EnumerationRef("Kind"))
    for side, added, gone in (
        (asked(kind), set(), {SENDERS, PYTHON}),
        (answered(kind), {RECEIVERS}, {PYTHON}),
    ):
        less, more = (
            replace(side, enumerations=made(*words).enumerations)
            for words in (("A",), ("A", "B"))
        )
        assert impacts(less, more) == {(Kind.VALUE_ADDED, "Kind.B"): added}
        assert impacts(more, less) == {(Kind.VALUE_REMOVED, "Kind.B"): gone}
    assert impacts(made("A", "B"), made("B", "A")) == {(Kind.DETAIL, "Kind"): set()}


def test_types_that_come_and_go_are_told_once() -> None:
    less = service(record("Ask"), messages=("Ask",))
    more = service(
        record("Ask"), record("New", plain("X", Scalar("int"))), messages=("Ask",)
    )
    assert impacts(less, more) == {(Kind.TYPE_ADDED, "New"): set()}
    assert impacts(more, less) == {(Kind.TYPE_REMOVED, "New"): {PYTHON}}


def test_an_enumeration_that_was_a_record_is_another_type() -> None:
    one = service(record("Ask"), record("X"), messages=("Ask",))
    other = service(
        record("Ask"), messages=("Ask",), enumerations=(Enumeration("X", None, ("A",)),)
    )
    assert impacts(one, other) == {
        (Kind.TYPE_REMOVED, "X"): {PYTHON},
        (Kind.TYPE_ADDED, "X"): set(),
    }


def test_a_service_that_comes_and_goes() -> None:
    made = snapshot(WHOLE)
    (added,), (gone,) = compare(None, made), compare(made, None)
    assert (added.kind, set(added.breaks)) == (Kind.SERVICE_ADDED, set())
    assert (gone.kind, set(gone.breaks)) == (Kind.SERVICE_REMOVED, {SENDERS, PYTHON})
    assert compare(None, None) == ()


def test_names_that_a_person_has_edited() -> None:
    """The contract is the same: only Python callers have to act."""
    names = Names(
        {"Ask": "PLEASE"},
        {
            "Ask": TypeNames("Question", {"Id": "number"}),
            "Kind": TypeNames("Kind", {"Red": "ROUGE"}),
        },
    )
    found = compare(snapshot(WHOLE), snapshot(WHOLE, names))
    assert [(each.subject, each.before, each.after) for each in found] == [
        ("Ask", "ASK", "PLEASE"),
        ("Ask", "Ask", "Question"),
        ("Ask.Id", "id", "number"),
        ("Kind.Red", "RED", "ROUGE"),
    ]
    assert all(each.kind is Kind.RENAMED for each in found)
    assert all(set(each.breaks) == {PYTHON} for each in found)


def test_wider_is_a_matter_of_texts() -> None:
    assert is_wider("long", "unsignedInt")
    assert is_wider("decimal", "unsignedLong")
    assert is_wider("string", "dateTime")
    assert not is_wider("int", "unsignedInt")
    assert not is_wider("double", "long")
    assert not is_wider("decimal", "double")
    assert not is_wider("int", "int")
