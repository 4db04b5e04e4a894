"""Changes of members: whom each breaks, in a request and in a response."""

from __future__ import annotations

from dataclasses import replace

import pytest

from soapstone.changes.rules import Audience, Kind
from soapstone.model.contract import (
    Contract,
    EnumerationRef,
    Field,
    QName,
    RecordRef,
    Scalar,
    Type,
)
from tests.changes.support import (
    PYTHON,
    RECEIVERS,
    SENDERS,
    answered,
    asked,
    changes,
    impacts,
)
from tests.contracts import (
    attribute,
    items,
    nillable,
    optional,
    plain,
    record,
    repeated,
    service,
)

INT, LONG, TEXT = Scalar("int"), Scalar("long"), Scalar("string")
KEPT = plain("Kept", INT)


def both(
    old: Field | None, new: Field | None
) -> tuple[Kind, set[Audience], set[Audience]]:
    """The kind of change, and whom it breaks in a request and in a response."""
    found = []
    for made in (asked, answered):
        before = made(KEPT, *([old] if old else []))
        after = made(KEPT, *([new] if new else []))
        ((kind, _), broken), *more = impacts(before, after).items()
        assert not more
        found.append((kind, broken))
    (kind, request), (same, response) = found
    assert kind is same
    return kind, request, response


def test_a_member_that_xml_serializer_requires_breaks_constructors_alone() -> None:
    """A .NET service reads a value that is missing as its default."""
    assert both(None, plain("New", INT)) == (Kind.MEMBER_ADDED, {PYTHON}, set())


def test_a_member_that_may_be_left_out_breaks_nobody() -> None:
    assert both(None, optional("New", TEXT)) == (Kind.MEMBER_ADDED, set(), set())
    assert both(None, repeated("New", TEXT)) == (Kind.MEMBER_ADDED, set(), set())


def test_a_member_that_the_page_demands_breaks_senders_too() -> None:
    demanded = nillable("New", TEXT, demanded=True)
    assert both(None, demanded) == (Kind.MEMBER_ADDED, {SENDERS, PYTHON}, set())


def test_a_member_that_is_gone() -> None:
    assert both(optional("Old", TEXT), None) == (
        Kind.MEMBER_REMOVED,
        {SENDERS, PYTHON},
        {RECEIVERS, PYTHON},
    )


@pytest.mark.parametrize(
    ("old", "new", "kind", "request_", "response"),
    [
        (INT, LONG, Kind.MEMBER_WIDENED, set(), {RECEIVERS}),
        (LONG, INT, Kind.MEMBER_NARROWED, {SENDERS}, set()),
        (INT, Scalar("decimal"), Kind.MEMBER_WIDENED, {PYTHON}, {RECEIVERS, PYTHON}),
        (Scalar("unsignedByte"), Scalar("short"), Kind.MEMBER_WIDENED, set(), {RECEIVERS}),
        (Scalar("byte"), Scalar("unsignedShort"), Kind.MEMBER_RETYPED, {SENDERS}, {RECEIVERS}),
        (
            *(Scalar("guid"), Scalar("dateTime"), Kind.MEMBER_RETYPED),
            *({SENDERS, PYTHON}, {RECEIVERS, PYTHON}),
        ),
        (Scalar("int", guessed=True), INT, Kind.WIRE_FORM, set(), set()),
    ],
)  # fmt: skip
def test_a_scalar_that_is_another(
    old: Type, new: Type, kind: Kind, request_: set[Audience], response: set[Audience]
) -> None:
    assert both(plain("X", old), plain("X", new)) == (kind, request_, response)


def test_a_list_is_another_type() -> None:
    one, many = optional("X", INT), optional("X", items("int", INT))
    for old, new in ((one, many), (one, repeated("X", INT))):
        assert both(old, new) == (
            Kind.MEMBER_RETYPED,
            {SENDERS, PYTHON},
            {RECEIVERS, PYTHON},
        )


def test_null_that_is_allowed_is_more_to_read_and_no_less_to_send() -> None:
    """int becomes int?: the same constructor's argument, but another thing to expect."""
    null = plain("X", INT, nullable=True, nillable=True)
    assert both(plain("X", INT), null) == (
        Kind.MEMBER_OPTIONAL,
        set(),
        {RECEIVERS, PYTHON},
    )
    assert both(null, plain("X", INT)) == (
        Kind.MEMBER_REQUIRED,
        {SENDERS, PYTHON},
        set(),
    )


def test_a_value_that_must_be_given_now() -> None:
    free, stated = nillable("X", TEXT), nillable("X", TEXT, demanded=True)
    assert both(free, stated) == (Kind.CONSTRUCTOR_REQUIRES, {SENDERS, PYTHON}, set())
    assert both(stated, free) == (Kind.CONSTRUCTOR_RELAXED, set(), set())


def test_an_enumeration_without_a_default_is_demanded_by_no_page() -> None:
    kind = Field(QName("urn:orders", "X"), EnumerationRef("K"), demanded=True)
    assert both(None, kind) == (Kind.MEMBER_ADDED, {PYTHON}, set())


def test_what_is_read_the_same_is_harmless() -> None:
    assert both(optional("X", TEXT), nillable("X", TEXT)) == (
        Kind.WIRE_FORM,
        set(),
        set(),
    )
    described = optional("X", TEXT, documentation="What it is.")
    assert both(optional("X", TEXT), described) == (Kind.DOCUMENTATION, set(), set())


def test_a_namespace_is_a_part_of_the_name() -> None:
    there = optional("X", TEXT)
    moved = replace(there, name=QName("urn:other", "X"))
    assert both(there, moved) == (Kind.NAMESPACE, {SENDERS}, {RECEIVERS})


def test_an_attribute_is_another_member_than_the_element_of_its_name() -> None:
    old = asked(optional("X", TEXT))
    new = asked(attribute("X", TEXT, nullable=True))
    assert [kind for kind, _ in impacts(old, new)] == [
        Kind.MEMBER_REMOVED,
        Kind.MEMBER_ADDED,
    ]
    assert tuple(subject for _, subject in impacts(old, new)) == ("Ask.X", "Ask.@X")


def test_read_only_members() -> None:
    there = optional("X", TEXT)
    only = replace(there, read_only=True)
    assert both(there, only) == (Kind.MEMBER_READ_ONLY, {SENDERS}, set())
    assert both(only, there) == (Kind.MEMBER_WRITABLE, set(), set())


def test_order_counts_and_members_between_do_not() -> None:
    a, b, c = (plain(name, INT) for name in "ABC")
    assert impacts(asked(a, b), asked(b, a)) == {
        (Kind.MEMBERS_REORDERED, "Ask"): {SENDERS}
    }
    assert impacts(answered(a, b), answered(b, a)) == {
        (Kind.MEMBERS_REORDERED, "Reply"): {RECEIVERS}
    }
    assert [kind for kind, _ in impacts(asked(a, c), asked(a, b, c))] == [
        Kind.MEMBER_ADDED
    ]


def test_a_type_counts_where_it_travels() -> None:
    """Inside a response the same change breaks receivers and no sender, and in a type that both
    sides hold it breaks both.
    """

    def reply(*fields: Field) -> Contract:
        reply = answered(optional("In", items("Node", RecordRef("Node"))))
        made = service(*reply.records, record("Node", *fields), messages=())
        return replace(reply, records=made.records)

    x = optional("X", TEXT)
    assert impacts(reply(x), reply()) == {
        (Kind.MEMBER_REMOVED, "Node.X"): {RECEIVERS, PYTHON}
    }
    shared = reply(x), reply()
    ask, answer = (
        replace(
            made,
            operations=(
                replace(made.operations[0], request=made.operations[0].response),
            ),
        )
        for made in shared
    )
    assert impacts(ask, answer) == {
        (Kind.MEMBER_REMOVED, "Node.X"): {SENDERS, RECEIVERS, PYTHON}
    }


def test_a_type_that_extends_another_travels_where_that_one_does() -> None:
    def made(*fields: Field) -> Contract:
        derived = record("More", *fields, base="Ask")
        return service(record("Ask"), derived, messages=("Ask",))

    assert impacts(made(optional("X", TEXT)), made()) == {
        (Kind.MEMBER_REMOVED, "More.X"): {SENDERS, PYTHON}
    }


def test_values_are_told_in_words() -> None:
    (change,) = changes(
        asked(optional("X", INT)), asked(optional("X", items("int", TEXT)))
    )
    assert (change.before, change.after) == (
        "int, can be null",
        "list of string, can be null",
    )
