"""Reads the evidence of a decision, and the part of the contract that it is about."""

from __future__ import annotations

import html
import re
from collections.abc import Callable

from soapstone.model.contract import (
    AnyXml,
    ChoiceOf,
    Enumeration,
    EnumerationRef,
    Field,
    ListOf,
    MapOf,
    Operation,
    Particle,
    Record,
    RecordRef,
    Scalar,
    Type,
)
from tests.rules.cases import Case

Claim = Callable[[Case], bool]


# The contract


def field(case: Case) -> Field:
    assert case.member is not None
    return case.member


def enumeration(case: Case) -> Enumeration:
    assert isinstance(case.about, Enumeration)
    return case.about


def operation(case: Case) -> Operation:
    assert isinstance(case.about, Operation)
    return case.about


def record(case: Case) -> Record:
    assert isinstance(case.about, Record)
    assert case.member is None
    return case.about


def type_of(case: Case) -> Record | Enumeration:
    assert isinstance(case.about, Record | Enumeration)
    assert case.member is None
    return case.about


def scalar(case: Case, *names: str) -> bool:
    return isinstance(case.type, Scalar) and case.type in map(Scalar, names)


def of(*kinds: type) -> Claim:
    return lambda case: isinstance(case.type, kinds)


def words(type_: Type) -> str:
    """A type as a sentence names it."""
    match type_:
        case Scalar(name):
            return name
        case RecordRef(key) | EnumerationRef(key):
            return key
        case ListOf():
            return f"{words(type_.type)}[]"
        case MapOf():
            return f"a map of {words(type_.key_type)} to {words(type_.value_type)}"
        case AnyXml():
            return "xml"
        case ChoiceOf(branches):
            return " | ".join(words(each.type) for each in branches)


def named(case: Case, name: str) -> bool:
    """Whether the type is the record or enumeration of a name."""
    if isinstance(case.type, RecordRef):
        type_name = case.contract.record(case.type.key).type_name
    elif isinstance(case.type, EnumerationRef):
        type_name = case.contract.enumeration(case.type.key).type_name
    else:
        return False
    return name in (case.type.key, type_name.name if type_name else "")


def taken(case: Case) -> bool:
    """Whether the type is the one that the sentence says it is taken as."""
    of_what = case.decision.words["taken"]
    if of_what == "the list or map":
        return isinstance(case.type, ListOf | MapOf)
    return case.has_members() and named(case, of_what)


def left_open(case: Case) -> bool:
    of_what = case.decision.words["taken"]
    return {
        "string": scalar(case, "string"),
        "XML": case.is_silent(),
        "an enumeration with the members that samples show": isinstance(
            case.type, EnumerationRef
        ),
        "a list whose items are kept as XML": isinstance(case.type, ListOf)
        and case.type.type == AnyXml(silent=True),
    }[of_what]


def flags(case: Case) -> tuple[bool, bool, bool, bool, bool]:
    one = field(case)
    return one.repeated, one.nullable, one.nillable, one.required, one.demanded


# The evidence


def raw(case: Case) -> str:
    """The whole line of the evidence; what a person filled in is in no origin."""
    origin = case.decision.origin
    text = origin.text if origin else ""
    if text and "…" not in text:
        return text
    lines = case.page.splitlines()
    if origin and 0 < origin.line <= len(lines):
        return html.unescape(
            re.sub("</?(span|td|tr|b|i)[^>]*>", "", lines[origin.line - 1])
        )
    return text


def shows(case: Case, pattern: str) -> bool:
    return re.search(pattern, raw(case)) is not None


def own_text(case: Case) -> str | None:
    """The text of the member in its line; None where the line does not show it."""
    member = field(case)
    name = re.escape(member.name.name)
    if in_form(case):
        found = re.search(rf"[?&]{name}=([^&\s]*)", raw(case))
        return found[1] if found else None
    if member.particle is Particle.ATTRIBUTE:
        found = re.search(rf'[ :]{name}="([^"]*)"', raw(case))
    elif member.particle is Particle.TEXT or case.decision.part:
        found = re.search(r">([^<>]*)</", raw(case))
    else:
        found = re.search(rf"[<:]{name}(?: [^<>]*)?>([^<>]*)</", raw(case))
        found = found or re.search(rf'^\W*{name}"?: ?"?(.*?)"?,?$', raw(case))
    if found is None and "<" not in raw(case):
        found = re.fullmatch(r"\s*(.*?),?\s*", raw(case))  # an item of JSV
    return found[1] if found else None


def in_form(case: Case) -> bool:
    """Whether the evidence is the first line of a sample of HTTP GET."""
    return shows(case, r"^GET [^ ]*\.asmx/\w+(\?| HTTP)")


def is_nil(case: Case) -> bool:
    return shows(case, r'nil="true"|\bnull\b')


def names_member(case: Case) -> bool:
    return shows(case, rf"\b{re.escape(field(case).name.name)}\b")


def cells(case: Case) -> list[str]:
    """The cells of the evidence, where it is the row of a table."""
    return [each.strip() for each in raw(case).strip("| ").split("|")]


def has_cell(case: Case, text: str) -> bool:
    """Whether a row has a cell; where a page was saved without gaps, they stick together."""
    return text in cells(case) or ("|" not in raw(case) and text in raw(case))


def is_row(case: Case) -> bool:
    """Whether the evidence is the row of a table or a declaration, or .NET's own."""
    origin = case.decision.origin
    known = origin is not None and not origin.file
    return known or shows(case, r"\||\bpublic |^\w+(query|path|form|body)")


def rows_of(case: Case) -> str:
    """The rows of all tables for members of this name."""
    name = re.escape(field(case).name.name)
    row = rf"(?:^[|\s]*|<td[^>]*>\s*){name}\s*(?:\||</td>)(?:(?!</tr>).)*"
    found = re.findall(row, service_pages(case), re.M)
    return "\n".join(found)


def inside_is_shown(case: Case) -> bool:
    """Whether what follows the member in its page is a member of its record."""
    assert isinstance(case.type, RecordRef)
    origin = case.decision.origin
    if origin is None:
        return True
    names = {each.name.name for each in case.contract.record(case.type.key).fields}
    below = "\n".join(html.unescape(case.page).splitlines()[origin.line - 1 :])
    if "<" not in raw(case):
        inside = re.match(r'.*?[{\[]\s*"?(\w+)"?\s*:', below, re.S)
        return inside is not None and inside[1] in names
    own = rf"(?:\w+:)?{re.escape(case.element)}"
    found = re.search(rf"<{own}(?: ([^<>]*))?>\s*<(?:\w+:)?([\w.]+)", below)
    attributes = re.search(rf"<{own} ([^<>]*)>", below)
    within = set(re.findall(r"(\w+)=", attributes[1])) if attributes else set()
    within |= {found[2]} if found else set()
    return bool(names & within)


def shown_as_xml(case: Case) -> bool:
    """Whether a page shows the record, or a member that is of it, as an element."""
    names = {
        record(case).key.rpartition(".")[2],
        *case.service.elements_of(record(case).key),
    }
    return any(
        re.search(rf"<(\w+:)?{each}[ />]", service_pages(case)) for each in names
    )


def service_pages(case: Case) -> str:
    return html.unescape(case.pages)


def _block(text: str) -> str:
    """The text until the brace that closes it, without the classes inside."""
    text = re.sub(r"\{[^{}]*\b[gs]et;[^{}]*\}", "{ get }", text)
    depth = 0
    for at, sign in enumerate(text):
        depth += (sign == "{") - (sign == "}")
        if depth < 0:
            text = text[:at]
            break
    return re.sub(r"\b(?:class|enum) \w+[^{]*\{(?:[^{}]|\{ get \})*\}", "", text)


def declared(case: Case, name: str) -> list[str] | None:
    """The members of a class in source as the serializer writes them; None without source.

    Those of bases come first, then those without Order by name, then the others by Order.
    """
    source = re.sub("</?(span|pre|code|b|i)( [^>]*)?>", "", service_pages(case))
    found = re.search(rf"class {name}\b(?:<\w+>)?\s*(?::\s*(\w+))?[^{{]*\{{", source)
    if not found:
        return None
    body = _block(source[found.end() :])
    property_ = r"((?:\[[^\n]*\]\s*)*)public [^\n{}()]*?(\w+) ?\{ ?get"
    members = []
    for attributes, own in re.findall(property_, body):
        order = re.search(r"Order ?= ?(\d+)", attributes)
        named_ = re.search(r'Name ?= ?"(\w+)"', attributes)
        label = named_[1] if named_ else own
        members.append((int(order[1]) if order else -1, label))
    above = declared(case, found[1]) if found[1] and found[1] != name else None
    return [*(above or []), *(label for _, label in sorted(members))]
