"""What to do about each kind of fault in a message."""

from __future__ import annotations

from collections.abc import Mapping

from soapstone.runtime.standin.notes import Kind

ADVICE: Mapping[Kind, str] = {
    Kind.ORDER: "Nothing has to be done; a program that validates by the schema minds.",
    Kind.UNKNOWN: (
        "Leave it out. If the service has it, name it in overrides.toml, or record a reply that"
        " has it."
    ),
    Kind.NAMESPACE: "Write the element in that namespace.",
    Kind.SPELLING: "Write it so: upper and lower case count.",
    Kind.AGAIN: "Write the element once.",
    Kind.LATE: "Write the members in the order of the schema.",
    Kind.ITEM: "Give each item of the list the name that is expected.",
    Kind.MISSING: "Send it, unless the default is what is meant: 0, false, the first moment.",
    Kind.ATTRIBUTE: "Leave it out, or write it as an element if that is what it is.",
    Kind.TEXT: "Put the text into a member, or leave it out.",
    Kind.HEADER: "Leave the entry out, or save a page that shows it.",
    Kind.NIL: "Send a value; if the member is an int? say so in overrides.toml.",
    Kind.TYPE: "Name a type that the pages show; or record a message with this one.",
    Kind.EMPTY: "Send a member of the enumeration.",
    Kind.NIL_VALUE: "Send a value, or leave the element out.",
    Kind.NO_MEMBER: "Send a member; if there are more, add them in overrides.toml.",
    Kind.NO_TEXT: "Write the text alone.",
    Kind.NOT_UNDERSTOOD: "Leave the entry or its mustUnderstand out.",
    Kind.OCCURRENCE: "Write each element as often as the schema has it.",
    Kind.REQUIRED: "Write each element as often as the schema has it.",
    Kind.FACET: "Send what the facet allows: the service's own code may refuse the rest.",
    Kind.NULL: "Nothing has to be done; leaving the element out says the same.",
    Kind.VALUE: "Send a value of the type.",
    Kind.CHARACTER: "Leave out the characters that XML forbids: &#x1F; and the like.",
    Kind.BODY: "Check the service and the namespace; save the page of the operation.",
    Kind.CALL: "Send the request as the page of the operation shows it.",
    Kind.NO_CALL: "Send the request as the page of the operation shows it.",
}
"""Sentences, by kind."""
