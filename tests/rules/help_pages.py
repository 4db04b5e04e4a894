"""Claims on what WCF REST help pages show, read anew from the line that is the evidence."""

from __future__ import annotations

import re

from soapstone.model.contract import (
    ListOf,
    Message,
    RecordRef,
    Scalar,
    Transport,
)
from tests.rules.cases import Case
from tests.rules.checks import without_xml
from tests.rules.evidence import (
    Claim,
    field,
    inside_is_shown,
    operation,
    own_text,
    raw,
    record,
    scalar,
    shows,
    type_of,
)

CONSTANTS = {
    "boolean": "true",
    "int": "2147483647",
    "long": "9223372036854775807",
    "double": "1.26743233E+15",
    "guid": "1627aea5-8e0a-4371-9022-9b504344e724",
    "string": "String content",
}

SHARED = {
    *("contract-name", "element-name", "sample-order", "operation-name"),
    *("item-type", "items", "items-not-null", "items-optional", "dictionary"),
}
"""Rules of the serializer, and of all pages, by which these pages are read as well."""


def is_help(case: Case) -> bool:
    return "HTTP Method: " in case.page


def is_variable(case: Case) -> bool:
    """Whether the evidence is the template of an address."""
    return is_help(case) and shows(case, r"^Url: ")


def template(case: Case) -> str:
    return raw(case).partition("Url: ")[2]


def in_path(case: Case) -> bool:
    path = template(case).partition("?")[0]
    return f"{{{field(case).name.name}}}" in path


def in_query(case: Case) -> bool:
    return f"{field(case).name.name}={{" in template(case).partition("?")[2]


def prints_constant(case: Case) -> bool:
    name = case.decision.words["type"]
    text = re.escape(CONSTANTS[name])
    return is_help(case) and scalar(case, name) and shows(case, rf'[>":]{text}[<",]?')


def prints_another(case: Case) -> bool:
    text = (own_text(case) or "").strip()
    return (
        is_help(case)
        and not is_variable(case)
        and scalar(case, "string")
        and bool(text)
        and text not in CONSTANTS.values()
    )


def printed_twice(case: Case) -> bool:
    if isinstance(case.type, ListOf) and case.type.item.namespace != "?":
        name = case.type.item.name
        pattern = rf"<{case.element}[^>]*>\s*<{name}[ />][\s\S]*?<{name}[ />]"
        return is_help(case) and re.search(pattern, case.page) is not None
    return is_help(case) and isinstance(case.type, ListOf) and shows(case, r"\[")


def without_value(case: Case) -> bool:
    return (
        not case.value
        and field(case).nullable
        and field(case).nillable is not scalar_without_constant(case)
    )


def scalar_without_constant(case: Case) -> bool:
    return case.beside_has("no-constant")


def names_operation(case: Case) -> bool:
    words = re.findall(r"[A-Z][a-z]*", operation(case).name)
    asked = template(case).lower()
    return (
        is_variable(case)
        and operation(case).name == case.decision.words["name"]
        and all(each.lower() in asked for each in words[1:] if each != "By")
    )


def messages(case: Case, *, raw_: bool, over: Transport | None) -> bool:
    """Whether the messages are those of the page, and the operation is called over this."""
    found = operation(case)
    no_xml = any(e.no_xml for e in (found.request, found.response) if e)
    return (
        is_help(case)
        and [each.transport for each in found.bindings] == ([over] if over else [])
        and found.raw_response == (Scalar("base64Binary") if raw_ else None)
        and no_xml is (over is Transport.JSON)
        and asked(case, found.request)
        and answered(case, found.response)
    )


def asked(case: Case, request: Message | None) -> bool:
    """Whether a request is the root element, or has the variables of the address."""
    body = re.search(r"request Xml body:\s*<(\w+)", case.page)
    name = body[1] if body else None
    if re.search(r"Url: \S*\{", case.page):
        name = operation(case).name
    return (request.element.name if request else None) == name


def answered(case: Case, response: Message | None) -> bool:
    """Whether a response is the root element, or is shown in JSON alone."""
    body = re.search(r"response Xml body:\s*<(\w+)", case.page)
    name = body[1] if body else None
    if not body and "response Json body" in case.page:
        name = f"{operation(case).name}Response"
    return (response.element.name if response else None) == name


def of_variable(case: Case) -> bool:
    return is_variable(case) and (in_path(case) or in_query(case) or is_body(case))


def is_body(case: Case) -> bool:
    name = field(case).name
    return re.search(rf"request Xml body:\s*<{name.name}\b", case.page) is not None


WCF: dict[str, Claim] = {
    "help-constant": prints_constant,
    "no-constant": prints_another,
    "help-list": printed_twice,
    "help-members": lambda c: is_help(c) and c.has_members() and inside_is_shown(c),
    "help-empty": lambda c: is_help(c) and c.is_silent() and shows(c, r"/>|></"),
    "help-derived": lambda c: is_help(c)
    and c.is_silent()
    and shows(c, rf'i:type="(\w+:)?{c.decision.words["type"]}"'),
    "help-once": lambda c: is_help(c) and not is_variable(c) and not field(c).repeated,
    "help-value": lambda c: is_help(c)
    and not is_variable(c)
    and c.value
    and not (field(c).nullable or field(c).nillable),
    "help-reference": lambda c: is_help(c) and not is_variable(c) and without_value(c),
    "help-optional": lambda c: is_help(c)
    and not is_variable(c)
    and not (field(c).required or field(c).demanded),
    "own-address": lambda c: is_help(c)
    and operation(c).name in re.findall(r"help/operations/(\w+)", c.page),
    "named-by-template": names_operation,
    "named-beside-soap": lambda c: is_help(c)
    and c.decision.words["own"] in re.findall(r"help/operations/(\w+)", c.page)
    and operation(c).name == c.decision.words["name"] != c.decision.words["own"]
    and any(f'operation name="{c.decision.words["own"]}"' in t for _, t in c.files),
    "address-template": lambda c: is_variable(c)
    and all(
        f"{each.scheme}://{each.host}{each.path}" == template(c)
        for each in operation(c).bindings
    ),
    "help-bodies": lambda c: messages(c, raw_=False, over=Transport.XML),
    "help-any-answer": lambda c: messages(c, raw_=True, over=Transport.XML)
    and c.decision.words["what"].split()[-1] in raw(c),
    "answer-unshown": lambda c: messages(c, raw_=True, over=Transport.XML)
    and not re.search("response [JX]", c.page)
    and c.decision.words["what"] == "not shown",
    "request-unshown": lambda c: messages(c, raw_=False, over=None)
    and c.decision.words["what"] in raw(c),
    "json-only": lambda c: messages(c, raw_=False, over=Transport.JSON),
    "json-order": lambda c: is_help(c) and without_xml(c) and shows(c, r"^[{\[]"),
    "path-variable": lambda c: is_variable(c) and in_path(c) and scalar(c, "string"),
    "query-variable": lambda c: is_variable(c) and in_query(c) and scalar(c, "string"),
    "body-member": lambda c: is_variable(c)
    and is_body(c)
    and c.type == RecordRef(field(c).name.name),
    "variable-once": lambda c: of_variable(c) and not field(c).repeated,
    "variable-null": lambda c: of_variable(c)
    and field(c).nullable is in_query(c)
    and not field(c).nillable,
    "variable-presence": lambda c: of_variable(c)
    and field(c).required is field(c).demanded is not in_query(c),
    "template-order": lambda c: is_variable(c)
    and [each.name.name for each in record(c).fields]
    == [
        *(
            found[1] or found[2]
            for found in re.finditer(r"(\w+)=\{|\{(\w+)\}", template(c))
        ),
        *re.findall(r"request Xml body:\s*<(\w+)", c.page),
    ],
    "template-request": lambda c: is_variable(c)
    and type_of(c).type_name is None
    and type_of(c).key.endswith("Request"),
}
