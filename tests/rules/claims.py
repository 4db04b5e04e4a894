"""What each rule of the catalogue claims of the contract, written without inference.

A claim reads the contract and the line that a decision names as its evidence. It knows nothing of
how inference came to the decision, so that either of them can be caught in a lie.
"""

from __future__ import annotations

import html
import re

from soapstone.dotnet.namespaces import SERVICESTACK as FRAMEWORK
from soapstone.model.catalogue import wcf
from soapstone.model.contract import (
    AnyXml,
    ChoiceOf,
    EnumerationRef,
    ListOf,
    MapOf,
    Particle,
    RecordRef,
    Scalar,
)
from soapstone.model.rules import Source
from tests.rules import sampled, stated
from tests.rules.cases import Case
from tests.rules.checks import (
    PLACEHOLDERS,
    about_nobody,
    answers_alone,
    are_mixed,
    as_in_form,
    begins_known,
    by_name,
    by_source,
    carried,
    carries,
    carries_enumerations,
    exchanges,
    extends,
    filled_in,
    fits,
    guessed,
    has_added_in_place,
    has_no_xml,
    has_said_branches,
    has_said_members,
    in_enum,
    in_heading,
    in_order,
    in_pair,
    in_request,
    in_row,
    in_sample,
    in_source,
    in_table,
    is_choice,
    is_known,
    is_message,
    is_placeholder,
    lacks_half,
    looked_at,
    map_named_after,
    message_of_its_name,
    named_after_item,
    named_after_method,
    named_after_operation,
    named_as,
    named_as_root,
    named_by_sample,
    names_action,
    names_request,
    nulls_of_new,
    of_forms,
    of_struct,
    overridden,
    person_null,
    person_type,
    printed_and_more,
    prints_all_members,
    prints_its_type,
    prints_members,
    recorded,
    recorded_as_shown,
    recorded_nil,
    recorded_type,
    recorded_values,
    response_name,
    returns_root,
    roots,
    row_is_odd,
    said,
    said_flag,
    says_yes,
    shows_address,
    shows_first,
    shows_flags,
    shows_its_name,
    shows_namespace,
    shows_option,
    shows_roots,
    some_https,
    source_name,
    sure_items,
    told_apart,
    unanswered,
    unmarked,
    unshown,
    untyped,
    value_of_sample,
    without_name,
    without_xml,
)
from tests.rules.evidence import (
    Claim,
    cells,
    declared,
    enumeration,
    field,
    in_form,
    inside_is_shown,
    is_nil,
    is_row,
    left_open,
    named,
    names_member,
    operation,
    own_text,
    raw,
    record,
    rows_of,
    scalar,
    service_pages,
    shown_as_xml,
    shows,
    taken,
    type_of,
    words,
)
from tests.rules.help_pages import SHARED, WCF, is_help

ASMX: dict[str, Claim] = {
    "type-name": prints_its_type,
    "qualified-name": lambda c: scalar(c, "QName") and shows(c, r">\w+:QName<"),
    "duration-text": lambda c: c.type == Scalar("duration", text=True)
    and own_text(c) == "duration",
    "enumeration": lambda c: prints_all_members(c, blanks=False),
    "enumeration-with-blanks": lambda c: prints_all_members(c, blanks=True),
    "anonymous-type": lambda c: scalar(c, "string") and own_text(c) in ("bytes", ""),
    "filled-in": filled_in,
    "any-xml": lambda c: c.type == AnyXml() and not c.type.dotnet_type,
    "data-set": lambda c: isinstance(c.type, AnyXml)
    and bool(c.type.dotnet_type)
    and (shows(c, ">dataset<") or shows(c, "schema</")),
    "empty-element": lambda c: c.is_silent()
    and shows(c, rf"<{field(c).name.name}[^>]*(/>|></)")
    and not is_nil(c),
    "array": lambda c: isinstance(c.type, ListOf)
    and re.search(rf"<{c.element}>\s*<{c.type.item.name}[ />]", html.unescape(c.page))
    is not None
    and not own_text(c),
    "members-inside": lambda c: c.has_members() and inside_is_shown(c),
    "cut-by-type-name": lambda c: taken(c) and is_nil(c) and bool(c.decision.part),
    "cut-by-name": lambda c: taken(c) and is_nil(c),
    "cut-open": lambda c: c.is_silent() and is_nil(c),
    "printed-once": lambda c: not (field(c).repeated or in_form(c))
    and field(c).particle is Particle.ELEMENT,
    "printed-twice": lambda c: field(c).repeated,
    "attribute": lambda c: not field(c).repeated
    and field(c).particle is not Particle.ELEMENT,
    "printed-members": lambda c: prints_members(c, blanks=False),
    "members-with-blanks": lambda c: prints_members(c, blanks=True),
    "schema-order": lambda c: in_order(c) and not in_form(c),
    "message-name": lambda c: is_message(c) and message_of_its_name(c),
    "item-name": named_after_item,
    "missing-response": lambda c: exchanges(c, True, False)
    and lacks_half(c)
    and not has_no_xml(c)
    and len(roots(c)) == 1
    and unanswered(c) == c.decision.words["element"],
    "response-name": lambda c: record(c).key == response_name(c)
    and type_of(c).type_name is None
    and not record(c).fields
    and not re.search(rf"<(\w+:)?{record(c).key}", c.pages),
    "missing-answer": lambda c: exchanges(c, False, True)
    and of_forms(c)
    and lacks_half(c),
    "missing-request": lambda c: operation(c).request is None
    and not has_no_xml(c)
    and not operation(c).bindings
    and operation(c).raw_response is None
    and len(roots(c)) == 1
    and answers_alone(c),
    "missing-half": lambda c: exchanges(c, True, False)
    and lacks_half(c)
    and shows_roots(c)
    and not has_no_xml(c),
    "assumed-action": lambda c: {each.soap_action for each in operation(c).bindings}
    == {c.decision.words["action"]}
    and names_action(c)
    and "SOAPAction" not in c.page,
    "untyped-parameter": untyped,
    "parameter-twice": lambda c: isinstance(c.type, ListOf)
    and shows(c, f"[?&]{c.element}=[^&]*&{c.element}="),
    "parameter-member": lambda c: not field(c).repeated
    and in_form(c)
    and names_member(c),
    "parameter-order": lambda c: as_in_form(c) and in_form(c),
    "method-name": named_after_method,
    "returned-type": named_as_root,
    "form-messages": lambda c: exchanges(c, True, False)
    and of_forms(c)
    and returns_root(c)
    and not has_no_xml(c),
    "request-by-parameters": lambda c: exchanges(c, True, False)
    and of_forms(c)
    and not (returns_root(c) or has_no_xml(c))
    and roots(c) == {f"{operation(c).name}Response"},
    "any-answer": lambda c: exchanges(c, False, True)
    and of_forms(c)
    and not lacks_half(c),
    "parameter-by-name": lambda c: "names" not in c.decision.words and carries(c),
    "parameter-by-position": lambda c: bool(c.decision.words["names"]) and carries(c),
    "name-in-code": carries_enumerations,
    "other-parameters": lambda c: not carried(c)
    and shows(c, rf"^{c.decision.words['transport'].removeprefix('HTTP ')} .*\.asmx/"),
}

XML_SERIALIZER: dict[str, Claim] = {
    "value-not-null": lambda c: c.value
    and not field(c).repeated
    and not (field(c).nullable or field(c).nillable),
    "reference-null": lambda c: not c.value
    and field(c).nullable
    and not field(c).nillable,
    "list-not-null": lambda c: field(c).repeated and not field(c).nullable,
    "value-sent": lambda c: c.value and field(c).required and field(c).demanded,
    "reference-optional": lambda c: not (
        c.value or field(c).repeated or field(c).required or field(c).demanded
    ),
    "list-optional": lambda c: field(c).repeated
    and not (field(c).required or field(c).demanded),
}

SERVICESTACK: dict[str, Claim] = {
    "source-type": in_source,
    "table-type": in_row,
    "framework-type": lambda c: field(c).name.namespace == FRAMEWORK
    and (not raw(c) or not is_row(c))
    and fits(c, c.decision.words["csharp"], c.type),
    "string-or-enumeration": lambda c: scalar(c, "string")
    and "string" in rows_of(c)
    and value_of_sample(c).isidentifier()
    and value_of_sample(c) != "String",
    "nil-by-type-name": lambda c: taken(c)
    and is_nil(c)
    and c.decision.words["taken"] in rows_of(c),
    "nil-by-name": lambda c: taken(c)
    and is_nil(c)
    and c.decision.words["taken"] not in re.sub(r"(?m)^\W*\w+", "", rows_of(c)),
    "nil-sample": lambda c: left_open(c)
    and not is_row(c)
    and not isinstance(c.type, EnumerationRef),
    "enumeration-by-sample": begins_known,
    "odd-word": lambda c: scalar(c, "string")
    and not is_row(c)
    and "string" not in rows_of(c)
    and value_of_sample(c) not in {*PLACEHOLDERS, "0", ""},
    "path-member": lambda c: scalar(c, "string")
    and f"{{{field(c).name.name}}}" in c.decision.words["path"],
    "guessed-number": guessed,
    "live-value": lambda c: scalar(c, c.decision.words["type"])
    and value_of_sample(c) not in PLACEHOLDERS,
    "placeholder": is_placeholder,
    "shown-array": lambda c: isinstance(c.type, ListOf)
    and not isinstance(c.type.type, AnyXml)
    and not is_row(c)
    and shows(c, r"\["),
    "shown-dictionary": lambda c: isinstance(c.type, MapOf)
    and c.type.entry.name == "KeyValue",
    "empty-sample": lambda c: c.is_silent() and not is_nil(c),
    "empty-class": lambda c: c.is_empty() and not is_nil(c),
    "element-without-row": lambda c: in_sample(c) and not c.beside_has("table-type"),
    "nameless-row": lambda c: c.decision.words["name"] == field(c).name.name
    and "|" in raw(c)
    and not names_member(c),
    "unreadable-type": row_is_odd,
    "row-without-element": lambda c: about_nobody(c) and "|" in raw(c),
    "only-in-format": lambda c: about_nobody(c) and "|" not in raw(c),
    "required": lambda c: field(c).demanded
    and says_yes(c)
    and is_row(c)
    and not re.search(r"\w\?|Nullable<\w+> *\|", raw(c)),
    "nullable-required": lambda c: field(c).demanded
    and field(c).nullable
    and says_yes(c)
    and c.decision.words["csharp"].endswith(("?", ">"))
    and c.decision.words["csharp"] in raw(c),
    "not-required": lambda c: not (field(c).demanded or field(c).read_only)
    and is_row(c)
    and not (c.beside_has("framework-type") or in_pair(c))
    and not says_yes(c),
    "no-column": lambda c: not (
        field(c).demanded or field(c).repeated or field(c).read_only
    )
    and (not is_row(c) or c.beside_has("framework-type") or in_pair(c)),
    "no-default": lambda c: field(c).demanded
    and c.data_contract
    and not says_yes(c)
    and c.value
    and not isinstance(field(c).type, Scalar),
    "computed-member": lambda c: field(c).read_only and not field(c).demanded,
    "source-members": in_enum,
    "table-members": in_table,
    "sample-member": lambda c: c.used_by("unknown-type")
    and bool(enumeration(c).members)
    and all(
        re.search(rf">{each}<", service_pages(c)) for each in enumeration(c).members
    ),
    "known-members": lambda c: is_known(c) and not c.used_by("enumeration-by-sample"),
    "known-by-sample": lambda c: is_known(c) and c.used_by("enumeration-by-sample"),
    "source-flags": lambda c: enumeration(c).flags and shows_flags(c),
    "flags-by-value": lambda c: enumeration(c).flags and not shows_flags(c),
    "altered-source": lambda c: all(
        shows_option(c, each) for each in c.decision.words["options"].split(", ")
    )
    and (
        by_name(c)
        if "AddIndexesToDataMembers" in c.decision.words["options"]
        else by_source(c)
    ),
    "source-base": lambda c: extends(c)
    and shows(c, rf"\b{source_name(c)}\b")
    and re.search(
        rf"class {source_name(c)}\s*:\s*{c.decision.words['base']}\b", service_pages(c)
    )
    is not None,
    "base-unseen": lambda c: shows(c, rf": *{c.decision.words['base']}\b")
    and c.decision.words["base"] not in {each.key for each in c.contract.records},
    "order-by-rule": lambda c: by_name(c)
    and is_message(c)
    and not (without_xml(c) or shown_as_xml(c))
    and declared(c, source_name(c)) is None,
    "table-order": lambda c: by_name(c)
    and bool(record(c).fields)
    and not (is_message(c) or shown_as_xml(c) or in_pair(c))
    and declared(c, source_name(c)) is None,
    "unknown-type": lambda c: left_open(c)
    and c.decision.words["csharp"] in (cells(c) if is_row(c) else rows_of(c)),
    "incomplete-sample": lambda c: c.data_contract and lacks_half(c),
    "no-xml": without_xml,
    "no-body": lambda c: without_xml(c) and shows(c, "^(GET|DELETE) "),
}


DATA_CONTRACT: dict[str, Claim] = {
    "item-type": lambda c: isinstance(c.type, Scalar)
    and not c.type.guessed
    and bool(c.decision.part)
    and shows(c, rf"<\w+:{c.type.name}>"),
    "collection": lambda c: isinstance(c.type, ListOf)
    and not is_row(c)
    and not shows(c, r"\[\s*\]")
    and sure_items(c),
    "guessed-list": lambda c: isinstance(c.type, ListOf)
    and not is_row(c)
    and c.type.item.name == c.decision.words["item"],
    "dictionary": map_named_after,
    "data-contract": lambda c: c.has_members() and not is_row(c) and inside_is_shown(c),
    "date-time-offset": lambda c: scalar(c, "DateTimeOffset")
    and not is_row(c)
    and f"<{field(c).name.name}" in raw(c),
    "any-type": lambda c: isinstance(c.type, AnyXml) and shows(c, "anyType"),
    "struct-member": of_struct,
    "nested-type": lambda c: isinstance(c.type, RecordRef)
    and is_row(c)
    and named(c, c.decision.words["taken"]),
    "data-member": lambda c: not field(c).repeated,
    "items": lambda c: field(c).repeated,
    "nullable-type": lambda c: field(c).nullable
    and field(c).nillable
    and c.decision.words["csharp"].endswith(("?", ">"))
    and (c.decision.words["csharp"] in raw(c) or c.beside_has("framework-type")),
    "reference-nil": lambda c: not c.value
    and field(c).nullable
    and field(c).nillable
    and not any(each.words.get("csharp", "").endswith("?") for each in c.beside),
    "value-type": lambda c: c.value
    and not (field(c).nullable or field(c).nillable)
    and c.has_csharp()
    and not unmarked(c),
    "unmarked-value": lambda c: c.value
    and not (field(c).nullable or field(c).nillable)
    and c.has_csharp()
    and unmarked(c),
    "value-by-sample": lambda c: c.value
    and not (field(c).nullable or field(c).nillable)
    and not c.has_csharp(),
    "maybe-value": lambda c: scalar(c, "string")
    and field(c).nullable
    and not field(c).nillable,
    "system-type": lambda c: c.has_members()
    and field(c).nullable
    and not field(c).nillable,
    "items-not-null": lambda c: field(c).repeated and not field(c).nullable,
    "items-optional": lambda c: field(c).repeated and not field(c).demanded,
    "contract-name": shows_its_name,
    "name-by-sample": named_by_sample,
    "sample-order": lambda c: in_order(c) and shown_as_xml(c),
    "pair-order": lambda c: [each.name.name.lower() for each in record(c).fields]
    == ["key", "value"]
    and not shown_as_xml(c),
    "source-order": lambda c: by_source(c) and not (is_message(c) or in_pair(c)),
    "order-by-source": lambda c: by_source(c) and is_message(c) and not without_xml(c),
}

SERVICE: dict[str, Claim] = {
    "contradiction": shows_first,
    "shown-once": lambda c: c.decision.words["name"] == field(c).name.name
    and bool(c.decision.words["where"])
    and names_member(c),
    "element-name": without_name,
    "operation-name": lambda c: c.data_contract and named_after_operation(c),
    "not-shown": lambda c: not record(c).fields,
    "overload": told_apart,
    "heading": in_heading,
    "own-route": lambda c: c.data_contract and names_request(c),
    "request-element": lambda c: in_request(c) and not told_apart(c),
    "named-by-sample": lambda c: not c.data_contract
    and not in_request(c)
    and operation(c).name in c.page
    and not in_heading(c),
    "named-by-path": lambda c: operation(c).name == c.decision.words["name"],
    "root-elements": lambda c: exchanges(c, True, False)
    and shows_roots(c)
    and not has_no_xml(c),
    "declared-messages": lambda c: exchanges(c, True, False)
    and c.data_contract
    and not (has_no_xml(c) or shows_roots(c)),
    "one-way": lambda c: exchanges(c, False, False),
    "raw-answer": lambda c: exchanges(c, False, True),
    "other-formats": lambda c: exchanges(c, True, False) and has_no_xml(c),
    "other-formats-alone": lambda c: c.data_contract
    and not any(each.transport.is_spoken for each in operation(c).bindings)
    and all(
        each.transport in c.decision.words["shown"] for each in operation(c).bindings
    )
    and c.decision.words["page"].endswith(f"?op={operation(c).name}"),
    "no-sample": lambda c: c.about is None
    and bool(c.decision.about)
    and c.decision.about not in {each.name for each in c.contract.operations},
    "address": lambda c: shows_address(c) and "://" not in raw(c),
    "scheme-stated": lambda c: shows_address(c)
    and all(f"{each.scheme}://" in raw(c) for each in operation(c).bindings),
    "scheme-conflict": lambda c: "://" in c.decision.words["here"]
    and c.decision.words["here"] in raw(c)
    and not c.decision.words["here"].startswith(f"{c.decision.words['first']}:"),
    "scheme-unknown": lambda c: some_https(c) and c.decision.words["host"] in c.page,
    "no-address": lambda c: not any(b.host or b.path for b in operation(c).bindings)
    and "Host:" not in c.page,
    "host-unknown": lambda c: c.about is None
    and "Host:" not in c.page
    and any(
        not any(each.host for each in op.bindings)
        for op in c.contract.operations
        if op.bindings
    ),
}

RECORDINGS: dict[str, Claim] = {
    "recorded-type": lambda c: recorded_type(c)
    and not unshown(c)
    and not getattr(c.type, "guessed", False)
    and (c.data_contract or not scalar(c, "string")),
    "recorded-number": lambda c: looked_at(c)
    and not unshown(c)
    and getattr(c.type, "guessed", False),
    "restricted-string": lambda c: scalar(c, "string")
    and not (c.data_contract or unshown(c))
    and bool(recorded_values(c)),
    "recorded-member": lambda c: recorded_type(c)
    and unshown(c)
    and (not isinstance(c.type, Scalar) or scalar(c, "string")),
    "recorded-member-by-values": lambda c: looked_at(c) and unshown(c),
    "recorded-empty": lambda c: about_nobody(c) and c.decision.about in c.page,
    "recorded-namespace": lambda c: shows_namespace(c),
    "recorded-misfit": lambda c: recorded(c) > 0
    and (
        recorded_as_shown(c)
        or (c.decision.words["shown"] == "number" and getattr(c.type, "guessed", False))
    ),
    "recorded-repeated": lambda c: field(c).repeated
    and not isinstance(c.type, ChoiceOf)
    and recorded(c) > 1
    and not unshown(c),
    "recorded-choice": lambda c: is_choice(c) and are_mixed(c),
    "recorded-choice-neighbours": lambda c: is_choice(c) and not are_mixed(c),
    "recorded-choice-type": lambda c: isinstance(c.type, ChoiceOf),
    "repeated-against-page": lambda c: not field(c).repeated and recorded(c) > 1,
    "recorded-nil": lambda c: recorded_nil(c)
    and not unshown(c)
    and c.is_value(c.type)
    and (
        c.holder_nillable()
        if c.decision.part
        else field(c).nullable and field(c).nillable
    ),
    "nil-against-page": lambda c: recorded_nil(c) and not field(c).nullable,
    "recorded-nil-written": lambda c: recorded_nil(c)
    and not c.value
    and field(c).nullable
    and field(c).nillable,
    "recorded-absent-null": lambda c: recorded(c) == 0
    and field(c).nullable
    and not field(c).nillable,
    "recorded-nil-presence": lambda c: recorded_nil(c)
    and field(c).required
    and not field(c).demanded,
    "recorded-absence": lambda c: recorded(c) == 0
    and not (field(c).required or field(c).demanded),
    "recorded-optional": lambda c: recorded(c) > 0
    and unshown(c)
    and field(c).required == field(c).demanded,
    "recorded-null": lambda c: unshown(c) and nulls_of_new(c),
    "recorded-occurrence": lambda c: unshown(c)
    and field(c).repeated == (recorded(c) > 1),
    "recorded-choices": lambda c: printed_and_more(
        c, re.findall("'([^']*)'", c.decision.words["more"])
    ),
    "recorded-joined": lambda c: printed_and_more(c, [])
    and c.decision.words["word"].strip("'") in enumeration(c).members,
    "recorded-flags": lambda c: enumeration(c).flags
    and re.search(r">\w+ \w+<", c.page) is not None,
    "recorded-type-name": lambda c: record(c).base == c.decision.words["base"]
    and named_as(record(c), record(c).key)
    and f'type="{record(c).key}"' in c.page,
    "recorded-base": lambda c: extends(c) and f'type="{record(c).key}"' in c.page,
    "recorded-record": lambda c: without_name(c) and f"<{record(c).key}" in c.page,
    "recorded-order": lambda c: [each.name.name for each in record(c).fields]
    == sorted(
        (each.name.name for each in record(c).fields),
        key=lambda name: c.page.find(f"<{name}", c.page.find(record(c).key)),
    ),
}


OVERRIDES: dict[str, Claim] = {
    "person-type": person_type,
    "person-occurrence": lambda c: not field(c).repeated
    and shows(c, rf"^{field(c).name.name} ?="),
    "person-null": lambda c: said_flag(c, "nullable", field(c).nullable)
    and field(c).nillable == field(c).nullable,
    "person-type-null": person_null,
    "person-presence": lambda c: said_flag(c, "required", field(c).demanded),
    "person-type-presence": lambda c: not shows(c, "= (true|false)$")
    and field(c).demanded == (not field(c).nullable),
    "person-null-presence": lambda c: shows(c, "^nullable")
    and field(c).demanded == (not field(c).nullable),
    "person-omit": lambda c: said_flag(c, "omit", field(c).nullable)
    and not field(c).nillable,
    "person-omit-presence": lambda c: shows(c, "^omit")
    and field(c).required == field(c).demanded == (not field(c).nullable),
    "person-choice": lambda c: is_choice(c) and has_said_branches(c),
    "person-choice-type": lambda c: isinstance(c.type, ChoiceOf),
    "person-repeated": lambda c: said_flag(c, "repeated", field(c).repeated),
    "person-repeated-null": lambda c: shows(c, "^(repeated|choice)")
    and not field(c).nullable,
    "person-repeated-presence": lambda c: shows(c, "^(repeated|choice)")
    and not field(c).demanded
    and not field(c).required,
    "person-record": lambda c: without_name(c) and f".{type_of(c).key}" in raw(c),
    "person-type-name": lambda c: said(c) == getattr(record(c).type_name, "name", None),
    "person-base": lambda c: extends(c) and said(c) == record(c).base,
    "person-order": has_added_in_place,
    "person-members": has_said_members,
    "person-flags": lambda c: said_flag(c, "flags", enumeration(c).flags),
    "person-address": overridden,
    "superfluous-override": lambda c: c.about is None and bool(c.decision.about),
    "shown-member": lambda c: c.decision.about
    in {each.name.name for each in record(c).fields}
    and c.decision.words["type"] == said(c)
    and words(c.named(c.decision.about).type) != said(c),
}


def from_its_source(case: Case) -> bool:
    """Whether the evidence is of the kind that the rule's source says, and the service of its
    program.
    """
    if case.decision.origin is None:
        return False
    file = case.decision.origin.file
    source = case.decision.rule.source
    if is_help(case) != (case.decision.rule in vars(wcf).values()):
        return is_help(case) and case.decision.rule.id in SHARED
    if (case.decision.rule.id in stated.IDS) != stated.is_stated(case):
        return False
    of_xml = source in (Source.ASMX, Source.XML_SERIALIZER)
    of_sample = source is Source.ASMX and sampled.is_sample(case)
    if of_xml and case.data_contract and not of_sample:
        return False
    if sampled.is_sample(case):
        if case.decision.rule.id not in sampled.IDS | sampled.SHARED:
            return False
    elif case.decision.rule.id in sampled.IDS:
        return False
    of_stack = source in (Source.SERVICESTACK, Source.DATA_CONTRACT)
    if of_stack and not case.data_contract:
        return False
    if source is Source.RECORDINGS:
        return "/recorded/" in file
    if source is Source.PERSON:
        return file.endswith("overrides.toml")
    known = "/recorded/" in file or file.endswith("overrides.toml")
    return not known or case.decision.rule.id in (
        "list-not-null",
        "list-optional",
        "shown-member",
    )


def only_on_page(case: Case, name: str) -> bool:
    """Whether the documents of the service, which it has, lack the name or the value."""
    documents = [text for file, text in case.files if file.endswith((".wsdl", ".xsd"))]
    return bool(documents) and not any(f'"{name}"' in text for text in documents)


JOINING: dict[str, Claim] = {
    "only-on-page": lambda c: names_member(c) and only_on_page(c, field(c).name.name),
    "text-only-on-page": lambda c: all(
        each in enumeration(c).members and each in raw(c) and only_on_page(c, each)
        for each in c.decision.words["names"].split(", ")
    ),
    "operation-only-on-page": lambda c: operation(c).name in c.page
    and only_on_page(c, operation(c).name),
    "other-type-in-wsdl": lambda c: c.decision.words["stated"] == words(c.type)
    and c.decision.words["shown"] in raw(c),
    "other-action-in-wsdl": lambda c: c.decision.words["shown"] in c.page
    and all(
        each.soap_action == c.decision.words["stated"] for each in operation(c).bindings
    ),
    "other-host-in-wsdl": lambda c: c.decision.words["shown"] in c.page
    and all(each.host == c.decision.words["stated"] for each in operation(c).bindings),
}

CLAIMS: dict[str, Claim] = {
    **ASMX,
    **XML_SERIALIZER,
    **SERVICESTACK,
    **DATA_CONTRACT,
    **WCF,
    **SERVICE,
    **RECORDINGS,
    **OVERRIDES,
    **stated.CLAIMS,
    **sampled.CLAIMS,
    **JOINING,
}
"""By the id of the rule."""


def holds(case: Case) -> bool:
    """Whether a decision is true of the contract.

    A claim that cannot even be asked is not true: a word that the rule has not, another kind of
    thing.
    """
    try:
        return from_its_source(case) and bool(CLAIMS[case.decision.rule.id](case))
    except (KeyError, AttributeError, AssertionError, IndexError):
        return False
