"""Methods of the contract."""

from __future__ import annotations

from soapstone.model.contract import (
    Contract,
    Field,
    Message,
    Operation,
    QName,
    Record,
    RecordRef,
    Serializer,
)


def test_messages_are_all_of_them_once_in_the_order_of_operations() -> None:
    ask, reply, mark, late = (
        Message(QName("urn:a", name), name) for name in ("Ask", "Reply", "Mark", "Late")
    )
    other = Message(ask.element, "Other")
    operations = (
        Operation("B", "", ask, None, (), request_headers=(mark,)),
        Operation(
            *("A", "", other, reply, ()),
            request_headers=(mark,),
            response_headers=(late,),
        ),
        Operation("C", "", None, reply, ()),
    )
    found = list(Contract("S", operations, (), (), Serializer.XML).messages())
    assert found == [ask, mark, other, reply, late]


def test_what_extends_a_type_with_xml_stays_where_another_has_none() -> None:
    """No member holds it: a message only names it."""
    held = Field(QName("urn:a", "Animal"), RecordRef("Animal"))
    records = (
        Record("Animal", None, "urn:a", ()),
        Record("Ask", None, "urn:a", (held,)),
        Record("Dog", QName("urn:a", "Dog"), "urn:a", (), base="Animal"),
        Record("Reply", None, "", ()),
    )
    ask = Message(QName("urn:a", "Ask"), "Ask")
    reply = Message(QName("", "Reply"), "Reply", "no XML of Reply on any page")
    operation = Operation("Ask", "", ask, reply, ())
    contract = Contract("S", (operation,), records, (), Serializer.DATA_CONTRACT)
    kept = [each.key for each in contract.with_xml().records]
    assert kept == ["Animal", "Ask", "Dog"]
