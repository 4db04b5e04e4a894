"""What the rules of samples claim: those of SoapUI's comments, of structure, and of values."""

from __future__ import annotations

import re

from soapstone.model.contract import (
    AnyXml,
    EnumerationRef,
    ListOf,
    Particle,
    RecordRef,
    Scalar,
)
from tests.rules.cases import Case
from tests.rules.evidence import (
    Claim,
    enumeration,
    field,
    operation,
    own_text,
    record,
    scalar,
    shows,
    words,
)

_OPEN = re.compile(r"[?01]|\*+|\[\w+\]|\{\{\w+\}\}|'\.(?!.*T\d\d:).*|")
"""Values that decide nothing, as the witnesses have them."""
SHARED = frozenset(
    {
        *("item-type", "dictionary", "date-time-offset", "any-type", "data-member"),
        *("items", "items-not-null", "items-optional", "reference-nil", "maybe-value"),
        *("value-by-sample", "contract-name", "data-set"),
        *(
            "element-name",
            "value-not-null",
            "reference-null",
            "value-sent",
        ),
        *("reference-optional", "list-not-null", "list-optional", "not-shown"),
        *("request-element", "root-elements", "missing-response", "response-name"),
        *("assumed-action", "address", "scheme-stated", "scheme-unknown", "no-address"),
        *("host-unknown", "missing-request", "named-by-sample"),
        *("one-way", "no-default", "contradiction", "shown-once"),
    }
)
"""Rules of serializers and of all pages, which decide samples, too."""


def is_sample(case: Case) -> bool:
    """Whether the evidence is in a file of samples, by the name of the service's files."""
    origin = case.decision.origin
    return origin is not None and "/sample-" in f"/{origin.file}"


def above(case: Case, *, inside: bool = False) -> str:
    """The comments right above the evidence; ``inside``: those above the first element in it."""
    origin = case.decision.origin
    assert origin is not None
    lines = case.page.splitlines()
    at = origin.line - 1 + inside * 1
    if inside:
        found = re.match(r"\s*<!--.*", lines[at]) if at < len(lines) else None
        return lines[at] if found else ""
    found_lines: list[str] = []
    while at > 0 and lines[at - 1].strip().startswith("<!--"):
        at -= 1
        found_lines.append(lines[at])
    return "\n".join(found_lines)


def listed(case: Case) -> tuple[str, ...]:
    found = re.search(r"enumeration: \[([^\]]*)\]", above(case))
    return tuple(found[1].split(",")) if found else ()


def counts(case: Case) -> bool:
    """Whether the page has comments on how often elements occur."""
    return "Optional:" in case.page or "repetitions:" in case.page


def by_comment(case: Case) -> bool:
    if isinstance(case.type, EnumerationRef):
        members = case.contract.enumeration(case.type.key).members
        return members == listed(case)
    return scalar(case, words(case.type)) and f"type: {words(case.type)}-->" in above(
        case
    )


def is_text(case: Case) -> bool:
    """Whether the evidence shows the member as text, without a comment on its type."""
    return own_text(case) is not None and "type: " not in above(case)


def by_value(case: Case) -> bool:
    text = own_text(case) or ""
    named = case.decision.words["type"]
    return (
        is_text(case)
        and isinstance(case.type, Scalar)
        and case.type == Scalar(named, guessed=named in ("int", "long"))
        and not text.startswith("cid:")
        and _OPEN.fullmatch(text) is None
    )


def has_none(case: Case) -> bool:
    """Whether a string's only text is a placeholder, 0 or 1."""
    text = own_text(case) or ""
    optional = "Optional:" in above(case) and not case.data_contract
    return (
        scalar(case, "string")
        and is_text(case)
        and _OPEN.fullmatch(text) is not None
        and not (optional or (case.decision.part and case.element == "string"))
    )


def several(case: Case) -> bool:
    """Whether the items stand several times, or a comment says so."""
    assert isinstance(case.type, ListOf)
    item = case.type.item.name
    repeated = "repetitions" in above(case, inside=True)
    twice = re.search(rf"</(\w+:)?{item}>\s*<(\w+:)?{item}\b", case.page) is not None
    return repeated or twice or shows(case, "Serialization/Arrays")


def repeated(case: Case) -> bool:
    name = field(case).name.name
    pattern = rf"</(?:\w+:)?{name}>\s*<(?:\w+:)?{name}\b"
    return field(case).repeated and (
        "repetitions" in above(case) or re.search(pattern, case.page) is not None
    )


def may_lack(case: Case) -> bool:
    one = field(case)
    return not (one.required or one.demanded or one.repeated)


def in_choice(case: Case) -> bool:
    """Whether a comment above begins a choice, and the member is one of its branches."""
    one = field(case)
    assert case.decision.origin is not None
    lines = case.page.splitlines()[: case.decision.origin.line]
    optional = "Optional:" in above(case) or "Zero" in above(case)
    return (
        one.alternative is not None
        and one.alternative.optional
        and not one.demanded
        and one.nullable != one.repeated
        and one.required != optional
        and any("You have a CHOICE" in each for each in lines)
    )


def shows_inside(case: Case) -> bool:
    """Whether the first element inside the evidence is a member, comments left out."""
    assert isinstance(case.type, RecordRef)
    assert case.decision.origin is not None
    names = {each.name.name for each in case.contract.record(case.type.key).fields}
    below = "\n".join(case.page.splitlines()[case.decision.origin.line - 1 :])
    plain = re.sub(r"<!--.*?-->", "", below)
    own = rf"<(?:\w+:)?{case.element}(?: [^<>]*)?>"
    found = re.search(rf"{own}\s*<(?:\w+:)?([\w.]+)", plain)
    return found is not None and found[1] in names


def in_order(case: Case) -> bool:
    """Whether the members stand in the page as in the record, where one element has them all."""
    names = [
        each.name.name for each in record(case).fields if each.name.name != "Value"
    ]
    places = [
        (
            found.start()
            if (found := re.search(rf"[<: ]{name}[ >=/]", _below(case)))
            else 0
        )
        for name in names
    ]
    return places == sorted(places)


def _below(case: Case) -> str:
    assert case.decision.origin is not None
    lines = case.page.splitlines()[case.decision.origin.line - 1 :]
    shown = "\n".join(lines)
    base = record(case).base
    return shown if not base else case.page


CLAIMS: dict[str, Claim] = {
    "type-comment": by_comment,
    "members-comment": lambda c: enumeration(c).members == listed(c),
    "name-comment": lambda c: f"type: {enumeration(c).key}" in above(c)
    and enumeration(c).type_name is not None,
    "sample-message-name": lambda c: record(c).type_name is None
    and record(c).key in {each.record for each in c.contract.messages()}
    and shows(c, rf"<(\w+:)?{record(c).key}\b"),
    "sample-item-name": lambda c: not c.data_contract
    and getattr(record(c).type_name, "name", "") == record(c).key
    and shows(c, rf"<(\w+:)?{record(c).key}\b"),
    "any-comment": lambda c: isinstance(c.type, AnyXml)
    and not c.is_silent()
    and "ANY elements" in above(c, inside=True),
    "choice-comment": in_choice,
    "attachment": lambda c: scalar(c, "base64Binary")
    and shows(c, ">cid:")
    and is_text(c),
    "optional-text": lambda c: scalar(c, "string")
    and not c.data_contract
    and is_text(c)
    and "Optional:" in above(c)
    and _OPEN.fullmatch(own_text(c) or "") is not None,
    "named-item": lambda c: bool(c.decision.part)
    and c.element == words(c.type)
    and isinstance(c.type, Scalar)
    and not c.type.guessed
    and not c.data_contract,
    "sample-value": by_value,
    "no-value": has_none,
    "sample-empty": lambda c: c.is_silent()
    and (shows(c, r'nil="true"') or shows(c, r"/>") or "repetitions" in c.page),
    "empty-recursion": lambda c: isinstance(c.type, RecordRef)
    and c.type.key == c.decision.words["taken"] == getattr(c.about, "key", "")
    and shows(c, "/>"),
    "sample-list": lambda c: isinstance(c.type, ListOf) and several(c),
    "sample-guessed-list": lambda c: isinstance(c.type, ListOf)
    and c.type.item.name == c.decision.words["item"]
    and not several(c),
    "sample-members": lambda c: c.has_members() and shows_inside(c),
    "sample-once": lambda c: not (field(c).repeated or c.data_contract)
    or (field(c).particle is not Particle.ELEMENT and not field(c).repeated),
    "sample-repeated": repeated,
    "no-comment": lambda c: field(c).demanded
    and counts(c)
    and field(c).required != c.data_contract
    and "Optional:" not in above(c),
    "no-comment-null": lambda c: counts(c)
    and not (field(c).nullable or field(c).nillable or field(c).repeated)
    and not c.data_contract
    and "Optional:" not in above(c),
    "may-lack": may_lack,
    "lacking-null": lambda c: field(c).nullable
    and not field(c).nillable
    and not (field(c).required and field(c).alternative is None)
    and not (c.data_contract and field(c).particle is Particle.ELEMENT),
    "sample-nil": lambda c: field(c).nullable
    and field(c).nillable
    and shows(c, 'nil="true"'),
    "shown-order": lambda c: bool(record(c).fields) and in_order(c),
    "sample-derived": lambda c: bool(record(c).base)
    and record(c).base == c.decision.words["base"]
    and shows(c, rf'type="(\w+:)?{record(c).key}"')
    and record(c).fields[: len(c.contract.record(record(c).base).fields)]
    == c.contract.record(record(c).base).fields,
    "decided-by-values": lambda c: c.decision.words["values"].isdecimal()
    and c.decision.words["open"].isdecimal()
    and c.decision.words["values"] + c.decision.words["open"] != "00",
    "contract-in-action": lambda c: c.data_contract
    and not any(each.soap_action for each in operation(c).bindings),
}
IDS = frozenset(CLAIMS)
