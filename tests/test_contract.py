"""Methods of the contract."""

from __future__ import annotations

from soapstone.model.contract import Contract, Message, Operation, QName, Serializer


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
