"""What claims are made of: readings of an evidence, compared with the contract."""

from __future__ import annotations

import html
import re
from dataclasses import replace
from itertools import takewhile

from soapstone.dotnet.namespaces import SERVICESTACK as FRAMEWORK
from soapstone.model.contract import (
    AnyXml,
    ChoiceOf,
    Enumeration,
    EnumerationRef,
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
from tests.rules.evidence import (
    cells,
    declared,
    enumeration,
    field,
    has_cell,
    in_form,
    is_row,
    names_member,
    operation,
    own_text,
    raw,
    record,
    scalar,
    service_pages,
    shows,
    type_of,
    words,
)

SCALARS = set(
    "string byte short int long unsignedByte unsignedShort unsignedInt unsignedLong decimal float"
    " double boolean dateTime date time guid char base64Binary hexBinary anyURI integer"
    " positiveInteger nonNegativeInteger NMTOKEN QName duration".split()
)
PLACEHOLDERS = {
    "String": "string",
    "0001-01-01T00:00:00": "dateTime",
    "0001-01-01T00:00:00Z": "dateTime",
    "/Date(-62135596800000-0000)/": "dateTime",
    "00000000-0000-0000-0000-000000000000": "guid",
    "00000000000000000000000000000000": "guid",
    "0001-01-01": "dateTime",
    "PT0S": "duration",
    "false": "boolean",
    "False": "boolean",
    "AA==": "base64Binary",
}
CSHARP = {
    "sbyte": "byte",
    "byte": "unsignedByte",
    "short": "short",
    "ushort": "unsignedShort",
    "int": "int",
    "uint": "unsignedInt",
    "long": "long",
    "ulong": "unsignedLong",
    "float": "float",
    "double": "double",
    "decimal": "decimal",
    "bool": "boolean",
    "char": "char",
    "string": "string",
    "byte[]": "base64Binary",
    "SByte": "byte",
    "Byte": "unsignedByte",
    "Int16": "short",
    "UInt16": "unsignedShort",
    "Int32": "int",
    "UInt32": "unsignedInt",
    "Int64": "long",
    "UInt64": "unsignedLong",
    "Single": "float",
    "Double": "double",
    "Decimal": "decimal",
    "Boolean": "boolean",
    "Char": "char",
    "String": "string",
    "DateTime": "dateTime",
    "DateTimeOffset": "DateTimeOffset",
    "Guid": "guid",
    "TimeSpan": "duration",
    "Uri": "anyURI",
}
COLLECTIONS = re.compile(
    r"(?:I?List|IEnumerable|I?Collection|HashSet|ISet)<(.*)>|(.+)\[\]"
)
KNOWN = {
    "HttpStatusCode": ("Continue", "NetworkAuthenticationRequired"),
    "DayOfWeek": ("Sunday", "Saturday"),
}
"""First and last member of enumerations of .NET."""
LENGTHS = {"DayOfWeek": 7}


# Types on ASMX pages


def prints_its_type(case: Case) -> bool:
    text = own_text(case) or ""
    untyped = in_form(case) and text == "string"
    return isinstance(case.type, Scalar) and scalar(case, text) and not untyped


def prints_all_members(case: Case, blanks: bool) -> bool:
    if not isinstance(case.type, EnumerationRef):
        return False
    text = own_text(case) or ""
    shown = text.split(" or ")
    return (
        len(shown) > 1
        and blanks == any(" " in each for each in shown)
        and _covers(case.contract.enumeration(case.type.key).members, text)
    )


def _covers(members: tuple[str, ...], text: str) -> bool:
    """Whether members are those of a text; recordings and a person say more."""
    return any(" or ".join(members[:n]) == text for n in range(2, len(members) + 1))


def prints_members(case: Case, blanks: bool) -> bool:
    members = enumeration(case).members
    shown = f'[>"]{re.escape(" or ".join(members))}[<"]'
    return (
        len(members) > 1
        and blanks == any(" " in each for each in members)
        and shows(case, shown)
    )


def filled_in(case: Case) -> bool:
    text = own_text(case)
    return scalar(case, "string") and bool(text) and text not in {*SCALARS, "bytes"}


# Types on ServiceStack pages


def fits(case: Case, csharp: str, type_: Type) -> bool:
    """Whether a type of the contract can be that of a C# type."""
    text = re.sub(r"\s|System\.", "", csharp)
    text = re.sub(r"^Nullable<(.*)>$", r"\1", text).rstrip("?")
    if text in CSHARP:
        return type_ == Scalar(CSHARP[text])
    inside = COLLECTIONS.fullmatch(text)
    if inside:
        inner = inside[1] or inside[2]
        return isinstance(type_, ListOf) and fits(case, inner, type_.type)
    if re.match("I?Dictionary<", text):
        return isinstance(type_, MapOf)
    if text in ("object", "Object"):
        return isinstance(type_, AnyXml)
    own = text.split("<")[0].split(".")[-1]
    if len(own) == 1:  # a parameter of a generic class
        return True
    if isinstance(type_, RecordRef | EnumerationRef):
        same = re.fullmatch(rf"(.*\.)?{own}(Of.*)?\d*", type_.key)
        return bool(same) or _declared_as(case, own, type_)
    known = any(each.key.startswith(own) for each in case.contract.types)
    return isinstance(type_, ListOf | MapOf) and not known  # the class of a collection


def _declared_as(case: Case, own: str, type_: RecordRef | EnumerationRef) -> bool:
    """Whether source gives a class another name (``DataContract.Name``)."""
    name = type_.key.split(".")[0]
    named_ = re.search(rf'Name ?= ?"{name}"[^{{]*class {own}\b', service_pages(case))
    return named_ is not None


def states_csharp(case: Case) -> bool:
    """Whether the row or declaration states the type that the contract has."""
    csharp = case.decision.words["csharp"]
    plain = re.sub(r"\s|\w+\.", "", csharp)
    shown = re.sub(r"\s|\w+\.", "", raw(case))
    return plain in shown and fits(case, csharp, case.type)


def in_row(case: Case) -> bool:
    stated = is_row(case) and has_cell(case, case.decision.words["csharp"])
    return stated and states_csharp(case) and "public " not in raw(case)


def in_source(case: Case) -> bool:
    return states_csharp(case) and shows(case, r"\bpublic\b.*\{")


def says_yes(case: Case) -> bool:
    if "public" not in raw(case):
        return has_cell(case, "Yes") or raw(case).endswith("Yes")
    origin = case.decision.origin
    assert origin is not None
    above = case.page.splitlines()[: origin.line - 1][::-1]
    attributes = takewhile(lambda line: line.strip().startswith("["), above)
    return "IsRequired" in "".join((raw(case), *attributes))


def value_of_sample(case: Case) -> str:
    """The text of the member in its sample."""
    return (own_text(case) or "").strip()


def is_placeholder(case: Case) -> bool:
    name = PLACEHOLDERS.get(value_of_sample(case), "")
    return scalar(case, name)


def begins_known(case: Case) -> bool:
    word = case.decision.words["word"]
    return (
        isinstance(case.type, EnumerationRef)
        and case.type.key == case.decision.words["type"]
        and case.contract.enumeration(case.type.key).members[0] == word
        and value_of_sample(case) == word
    )


def is_known(case: Case) -> bool:
    members, name = enumeration(case).members, case.decision.words["type"]
    return (
        enumeration(case).key == name
        and (members[0], members[-1]) == KNOWN[name]
        and len(members) == LENGTHS.get(name, len(members))
    )


def guessed(case: Case) -> bool:
    return case.type == Scalar(case.decision.words["type"], guessed=True)


def untyped(case: Case) -> bool:
    return in_form(case) and scalar(case, "string") and own_text(case) == "string"


def map_named_after(case: Case) -> bool:
    if not isinstance(case.type, MapOf) or is_row(case):
        return False
    kinds = [words(each) for each in (case.type.key_type, case.type.value_type)]
    inside = case.type.entry.name.removeprefix("KeyValueOf")
    return all(each in inside for each in kinds if each in SCALARS)


def sure_items(case: Case) -> bool:
    """Whether the items are several, or of a built-in type, or inside an ArrayOfX."""
    assert isinstance(case.type, ListOf)
    item = case.type.item.name
    several = re.search(
        rf"</(\w+:)?{item}>\s*<(\w+:)?{item}\b", html.unescape(case.page)
    )
    return "<" not in raw(case) or bool(several) or _is_sure_item(case.type)


def _is_sure_item(type_: ListOf) -> bool:
    return isinstance(type_.type, Scalar) or type_.item.name == "ResponseError"


def of_struct(case: Case) -> bool:
    pair, of_what, key = getattr(case.about, "key", "").partition("KeyValuePairOf")
    if pair or not of_what:
        return False
    kind = words(case.type)
    name = field(case).name.name
    if getattr(case.type, "guessed", False):
        return False
    return key.startswith(kind) if name.lower() == "key" else key.endswith(kind)


def in_pair(case: Case) -> bool:
    """Whether the decision is about a pair, or a member of one."""
    return getattr(case.about, "key", "").startswith("KeyValuePair")


def without_xml(case: Case) -> bool:
    key = record(case).key
    return any(each.no_xml for each in case.contract.messages() if each.record == key)


def in_table(case: Case) -> bool:
    """Whether the rows that follow are the members, or their values where these are words."""
    origin = case.decision.origin
    assert origin is not None
    below = case.page.splitlines()[origin.line - 1 :]
    if "|" not in below[0]:
        below = below[1:]
    found: list[str] = []
    for line in takewhile(lambda each: "|" in each, below):
        name, value = (*map(str.strip, line.strip("| ").split("|")), "")[:2]
        if found and name == "Name":
            break  # the next table
        if name != "Name" and set(name) != {"-"}:
            found.append(value if re.search("[A-Za-z]", value) else name)
    return tuple(found) == enumeration(case).members


def in_enum(case: Case) -> bool:
    """Whether the body of the enumeration in source is the members."""
    origin = case.decision.origin
    assert origin is not None
    below = html.unescape("\n".join(case.page.splitlines()[origin.line - 1 :]))
    body = re.sub(r"<[^>]*>|\[[^\]]*\]", "", below.partition("{")[2].partition("}")[0])
    members = tuple(
        each.split("=")[0].strip() for each in body.split(",") if each.strip()
    )
    return members == enumeration(case).members


# Order


def in_order(case: Case) -> bool:
    """Whether members stand in the file as in the contract, as far as one file shows them."""
    places: list[tuple[str, int, int]] = []
    key = record(case).key
    for each in record(case).fields:
        origin = case.places.get((key, each.name.name))
        if each.particle is Particle.ELEMENT and origin and origin.line:
            line = case.file(origin.file).splitlines()[origin.line - 1]
            same = bool(places) and places[-1][:2] == (origin.file, origin.line)
            after = places[-1][2] + 1 if same else 0
            found = re.search(rf"[<:]{re.escape(each.name.name)}[ />]", line[after:])
            at = found.start() + after if found else -1
            places.append((origin.file, origin.line, at))
    files = {file for file, _, _ in places}
    return bool(record(case).fields) and (len(files) > 1 or places == sorted(places))


def as_in_form(case: Case) -> bool:
    """Whether members stand as the parameters do in the line."""
    names = [each.name.name for each in record(case).fields]
    shown = re.findall(r"[?&](\w+)=", raw(case))
    return bool(names) and [*dict.fromkeys(shown)] == names


def by_name(case: Case) -> bool:
    """Whether members stand by name, behind those that ServiceStack's own types declare."""
    fields = record(case).fields
    own = [each for each in fields if each.name.namespace != FRAMEWORK]
    names = [each.name.name for each in own]
    return fields[len(fields) - len(own) :] == tuple(own) and names == sorted(names)


def by_source(case: Case) -> bool:
    """Whether members stand by .NET's rules of what source declares."""
    names = [each.name.name for each in record(case).fields]
    source = declared(case, source_name(case))
    origin = case.decision.origin
    if source is None:  # of ServiceStack's own types, and of classes with another name
        return bool(names) and origin is not None and (not origin.file or is_row(case))
    return names == [each for each in source if each in names]  # some are not written


def unmarked(case: Case) -> bool:
    """Whether source has no ? at the type of a member, because it is required."""
    return "AddNullableAnnotations: True" in service_pages(case) and says_yes(case)


def shows_option(case: Case, option: str) -> bool:
    """Whether the source was made with an option of ServiceStack, which alters it."""
    stated = re.search(rf"^{option}: (\S+)$", service_pages(case), re.MULTILINE)
    return stated is not None and declared(case, source_name(case)) is not None


def source_name(case: Case) -> str:
    """The name of a record's class: without type arguments, and without the class around it."""
    name = re.split("Of(?=[A-Z])", record(case).key)[0].rpartition(".")[2]
    renamed = re.search(rf'Name ?= ?"{name}"[^{{]*class (\w+)', service_pages(case))
    return renamed[1] if renamed else name


# Names


def shows_its_name(case: Case) -> bool:
    """Whether the contract has the type's name, unless its namespace is unknown or two have it."""
    one = type_of(case)
    if one.type_name is None:
        unknown = isinstance(one, Enumeration) or not one.namespace or without_xml(case)
        if not unknown and one.key.rstrip("0123456789") == one.key:
            return False
    elif one.key != one.type_name.name and one.type_name.name not in one.key:
        return False
    last = re.split(r"Of(?=[A-Za-z])|\.", one.key)[0].rstrip("0123456789")
    origin = case.decision.origin
    of_framework = origin is not None and not origin.file
    return of_framework or last in service_pages(case)


def named_by_sample(case: Case) -> bool:
    name = type_of(case).type_name
    return (
        is_known(case)
        and name is not None
        and name.name == type_of(case).key
        and case.used_by("enumeration-by-sample")
        and type_of(case).key not in service_pages(case)
    )


def named_after_operation(case: Case) -> bool:
    """Whether a message is called after its operation, and no page prints the name."""
    key = type_of(case).key
    after = {
        f"{each.name}{end}"
        for each in case.contract.operations
        for end in ("", "Response")
    }
    unshown = is_message(case) and key not in service_pages(case)
    return key in after and unshown and type_of(case).type_name is None


def named_after_method(case: Case) -> bool:
    requests = {
        each.name: each.request.record
        for each in case.contract.operations
        if each.request
    }
    key = type_of(case).key
    unnamed = type_of(case).type_name is None
    return in_form(case) and unnamed and requests.get(key) == key


def named_as_root(case: Case) -> bool:
    """Whether a type has the name of the root element that its line shows."""
    key, name = type_of(case).key, type_of(case).type_name
    origin = case.decision.origin
    assert origin is not None
    above = html.unescape("\n".join(case.page.splitlines()[: origin.line - 1]))
    root = above.rstrip().endswith("?>") and shows(case, rf"<{key}[ />]")
    return root and name is not None and name.name == key


def named_after_item(case: Case) -> bool:
    name = type_of(case).type_name
    key = re.escape(type_of(case).key)
    twice = rf"(?:</{key}>|<{key}(?: [^<>]*)?/>)\s*<{key}[ />]"
    shown = shows(case, rf"<{key}[ />]") and re.search(twice, html.unescape(case.page))
    several = (
        type_of(case).key[-1].isdigit()
    )  # one name of two types is certain for neither
    own = name.name == type_of(case).key if name else several
    return bool(shown) and own and not is_message(case)


def is_message(case: Case) -> bool:
    key = type_of(case).key
    return key in {each.record for each in case.contract.messages()}


def message_of_its_name(case: Case) -> bool:
    elements = {
        each.element.name
        for each in case.contract.messages()
        if each.record == type_of(case).key
    }
    return type_of(case).type_name is None and any(
        shows(case, rf"<(\w+:)?{name}\b") for name in elements
    )


def extends(case: Case) -> bool:
    """Whether a record extends the one that its decision names, whose members come first among
    attributes and among elements.
    """
    one, base = record(case), case.decision.words["base"]
    above = case.contract.record(base).fields
    for is_attribute in (True, False):
        own, inherited = (
            [e for e in each if (e.particle is Particle.ATTRIBUTE) is is_attribute]
            for each in (one.fields, above)
        )
        if own[: len(inherited)] != inherited:
            return False
    return one.base == base


def without_name(case: Case) -> bool:
    return type_of(case).type_name is None and not is_message(case)


def in_heading(case: Case) -> bool:
    text = re.sub(r"<[^>]*>", "", raw(case)).strip()
    return text == operation(case).name


def names_request(case: Case) -> bool:
    name = operation(case).name
    return shows(case, rf"/\w+/{name}\b|\bclass {name}\b|^[|\s]*{name} Parameters")


def in_request(case: Case) -> bool:
    return shows(case, rf"<(\w+:)?{operation(case).name}[ />]")


def told_apart(case: Case) -> bool:
    name = operation(case).name
    others = [each.name for each in case.contract.operations if each.name != name]
    return in_request(case) and any(
        name.startswith(each) or each.startswith(name) for each in others
    )


# Messages and addresses


def shows_roots(case: Case) -> bool:
    """Whether a page shows the root element of each message."""
    one = operation(case)
    return all(
        re.search(rf"<(\w+:)?{each.element.name}[ />]", service_pages(case))
        for each in (one.request, one.response)
        if each
    )


def roots(case: Case) -> set[str]:
    """The messages of an operation that a page shows, by their root elements."""
    one = operation(case)
    elements = [each.element.name for each in (one.request, one.response) if each]
    shown = (re.search(rf"<(\w+:)?{each}[ />]", case.pages) for each in elements)
    return {name for name, found in zip(elements, shown, strict=True) if found}


def unanswered(case: Case) -> str:
    """The response of an operation that no page shows, by the request's name; "" if one does."""
    one = operation(case)
    assert one.request
    assert one.response
    expected = f"{one.request.element.name}Response"
    same = one.response.element == replace(one.request.element, name=expected)
    return expected if same and expected not in roots(case) else ""


def answers_alone(case: Case) -> bool:
    """Whether a page shows the response of an operation without a request."""
    one = operation(case)
    return one.request is None and bool(one.response and roots(case))


def names_action(case: Case) -> bool:
    """Whether an assumed action ends in the name of the request's element."""
    request = operation(case).request
    action = case.decision.words["action"]
    return request is not None and action.endswith(f"/{request.element.name}")


def response_name(case: Case) -> str:
    """The name of a response, by the request of its operation."""
    key = record(case).key
    for each in case.contract.operations:
        if each.request and each.response and each.response.record == key:
            return f"{each.request.element.name}Response"
    return ""


def lacks_half(case: Case) -> bool:
    """Whether the evidence is the last line of a page, or a head without a document after it."""
    origin = case.decision.origin
    assert origin is not None
    here, *after = case.page.rstrip().split("\n")[origin.line - 1 :]
    head = "HTTP/1.1" in here and not any("HTTP/1.1 2" in line for line in after)
    return head or not after or "/sample-" in origin.file


def exchanges(case: Case, answers: bool, raw_: bool) -> bool:
    one = operation(case)
    return (
        one.request is not None
        and (one.response is not None) == answers
        and (one.raw_response is not None) == raw_
    )


def of_forms(case: Case) -> bool:
    """Whether an operation has bindings of HTTP GET and POST only, and a request of its name."""
    one = operation(case)
    return (
        all(each.transport.is_form for each in one.bindings)
        and one.request is not None
        and one.request.element.name == one.name
        and in_form(case)
    )


def returns_root(case: Case) -> bool:
    """Whether the response is the element that comes back, by each binding."""
    one = operation(case)
    return (
        one.response is not None
        and bool(one.bindings)
        and all(
            (each.response_element, each.return_member) == (one.response.element, None)
            for each in one.bindings
        )
    )


def carried(case: Case) -> list[tuple[str, str]]:
    """The parameters of forms, each with the member that it carries where that has another name."""
    return [
        (each.name, each.member)
        for binding in operation(case).bindings
        for each in binding.parameters
    ]


def members_asked(case: Case) -> dict[str, Type]:
    """The members of the request, or the request itself where it is the only parameter."""
    request = operation(case).request
    assert request is not None
    fields = case.contract.record(request.record).fields
    bare = {request.element.name: fields[0].type} if len(fields) == 1 else {}
    return bare | {each.name.name: each.type for each in fields}


def carries(case: Case) -> bool:
    """Whether each parameter carries a member, and those with another name are those that the
    decision names.
    """
    names = case.decision.words.get("names", "")
    pairs = carried(case)
    return (
        in_form(case)
        and bool(pairs)
        and all((member or name) in members_asked(case) for name, member in pairs)
        and [*dict.fromkeys(name for name, member in pairs if member)]
        == [each for each in names.split(", ") if each]
    )


def carries_enumerations(case: Case) -> bool:
    members = members_asked(case)
    types = {name: members[member or name] for name, member in carried(case)}
    plain = {n: t.type if isinstance(t, ListOf) else t for n, t in types.items()}
    found = [n for n, type_ in plain.items() if isinstance(type_, EnumerationRef)]
    return in_form(case) and ", ".join(found) == case.decision.words["names"]


def has_no_xml(case: Case) -> bool:
    one = operation(case)
    return any(each.no_xml for each in (one.request, one.response) if each)


def shows_address(case: Case) -> bool:
    pages = service_pages(case)
    bindings = operation(case).bindings
    return bool(bindings) and all(
        each.host in pages and each.path in pages and each.path for each in bindings
    )


def some_https(case: Case) -> bool:
    bound = [each for op in case.contract.operations for each in op.bindings]
    return case.about is None and any(each.scheme == "https" for each in bound)


def overridden(case: Case) -> bool:
    """Whether all addresses have the part that the line sets."""
    part, _, text = raw(case).partition(" = ")
    about = [case.about] if case.about else case.contract.operations
    return all(
        getattr(each, part) == text.strip('"')
        for one in about
        if isinstance(one, Operation)
        for each in one.bindings
    )


# Recordings


def recorded(case: Case, after: str = r"[ />]") -> int:
    """How often the recorded file has the member, with something after its name."""
    return len(re.findall(rf"<(?:\w+:)?{case.element}{after}", case.page))


def recorded_nil(case: Case) -> bool:
    return recorded(case, r'(?: [^<>]*)? \w+:nil="true"') > 0


def recorded_nowhere(case: Case) -> bool:
    """Whether a recorded message lacks the member."""
    of_recordings = [text for name, text in case.files if "/recorded/" in name]
    holder = getattr(case.about, "key", "")
    holders = sum(len(re.findall(f"<{holder}[ />]", text)) for text in of_recordings)
    name = field(case).name.name
    return holders > sum(
        len(re.findall(f"<{name}[ />]", text)) for text in of_recordings
    )


def unshown(case: Case) -> bool:
    """Whether no page shows the member inside its record."""
    shown = re.search(rf"<(\w+:)?{case.element}[ />]", case.printed)
    return shown is None


def recorded_values(case: Case) -> list[str]:
    return re.findall(rf"<(?:\w+:)?{case.element}(?: [^<>]*)?>([^<>]+)</", case.page)


def recorded_as_shown(case: Case) -> bool:
    return words(case.type) == case.decision.words["shown"]


def recorded_type(case: Case) -> bool:
    """A type that the values fit: no text is a number."""
    values = recorded_values(case)
    if not recorded_as_shown(case) or case.is_silent() or not recorded(case):
        return False
    if isinstance(case.type, Scalar) and case.type.name != "string":
        whole = case.type.name in ("int", "long") and not case.data_contract
        fits_ = all(re.fullmatch(r"[-+.\d:TZ]+|true|false", each) for each in values)
        return fits_ and (not whole or case.type.guessed)
    return True


def looked_at(case: Case) -> bool:
    return (
        recorded_type(case)
        and isinstance(case.type, Scalar)
        and not scalar(case, "string")
    )


def nulls_of_new(case: Case) -> bool:
    one = field(case)
    if one.repeated:
        return not one.nullable
    reference = not case.is_value(one.type)
    nil, absent = recorded_nil(case), recorded_nowhere(case)
    if case.data_contract:
        return one.nullable == one.nillable == (reference or nil or absent)
    return one.nullable == (reference or nil or absent) and one.nillable == (
        nil and not absent
    )


def is_choice(case: Case) -> bool:
    return field(case).repeated and isinstance(field(case).type, ChoiceOf)


def _branches(case: Case) -> list[str]:
    return [each.name.name for each in field(case).elements]


def are_mixed(case: Case) -> bool:
    """Whether the message has one of the branches between two others of one name."""
    names = "|".join(_branches(case))
    return (
        re.search(rf"<({names})\b.*?<(?!\1\b)({names})\b.*<\1\b", case.page) is not None
    )


# A person


def has_said_branches(case: Case) -> bool:
    return re.findall('"([^"]*)"', raw(case)) == _branches(case)


def said(case: Case) -> str:
    return raw(case).partition("=")[2].strip().strip('"')


def said_flag(case: Case, setting: str, value: bool) -> bool:
    return raw(case) == f"{setting} = {str(value).lower()}"


def person_type(case: Case) -> bool:
    text = said(case).rstrip("?")
    return words(case.type) == text and not getattr(case.type, "guessed", False)


def person_null(case: Case) -> bool:
    one = field(case)
    null = said(case).endswith("?") or not case.is_value(one.type)
    return (
        said(case)[:1].isalpha()
        and not said(case).startswith(("true", "false"))
        and (
            one.nullable,
            one.nillable,
        )
        == (null, null and (case.data_contract or said(case).endswith("?")))
    )


def has_said_members(case: Case) -> bool:
    texts_ = tuple(re.findall('"([^"]*)"', raw(case)))
    members = enumeration(case).members
    whole = raw(case).startswith("members")
    return (members if whole else members[-len(texts_) :]) == texts_


def has_added_in_place(case: Case) -> bool:
    """Whether the members of the table stand first, or last."""
    origin = case.decision.origin
    assert origin is not None
    below = case.page.splitlines()[origin.line :]
    names = [
        re.split(" ?= ?", line)[0] for line in takewhile(lambda e: "=" in e, below)
    ]
    have = [each.name.name for each in record(case).fields]
    added = [
        each
        for each in names
        if f"{record(case).key}.{each}" not in case.shown_otherwise
    ]
    first = ".first]" in raw(case)
    return (
        bool(added) and (have[: len(added)] if first else have[-len(added) :]) == added
    )


# What rules on rows and contradictions claim


def about_nobody(case: Case) -> bool:
    """Whether the record lacks the member that the decision is about."""
    names = [each.name.name for each in record(case).fields]
    about = case.decision.about.lstrip("@")
    return bool(about) and about not in names


def in_sample(case: Case) -> bool:
    return case.member is not None and "|" not in raw(case) and names_member(case)


def row_is_odd(case: Case) -> bool:
    return (
        case.member is not None
        and case.decision.words["csharp"] in cells(case)
        and not case.beside_has("table-type")
    )


def shows_first(case: Case) -> bool:
    first, here = case.decision.words["first"], case.decision.words["here"]
    if case.member is None:
        return first != here and "://" not in here
    return first != here and first.split(",")[0] in (
        words(case.type),
        *{ListOf: ["a list"], MapOf: ["a map"], RecordRef: ["a record"]}.get(
            type(case.type), []
        ),
        "any XML" if isinstance(case.type, AnyXml) else "-",
        (
            " or ".join(case.contract.enumeration(case.type.key).members)
            if isinstance(case.type, EnumerationRef)
            else "-"
        ),
    )


def shows_flags(case: Case) -> bool:
    origin = case.decision.origin
    assert origin is not None
    above = case.page.splitlines()[max(0, origin.line - 3) : origin.line]
    return "[Flags]" in html.unescape(re.sub("<[^>]*>", "", "".join(above)))


def named_as(one: Record, name: str) -> bool:
    return one.type_name is not None and one.type_name.name == name


def printed_and_more(case: Case, more: list[str]) -> bool:
    """Whether the members are those that a page prints, and then those of messages."""
    text = " or ".join(enumeration(case).members)
    printed = re.findall(r'[>"]([^<>"]+ or [^<>"]+)[<"]', case.printed)
    return any(text == " or ".join([each, *more]) for each in printed)


def shows_namespace(case: Case) -> bool:
    uri = case.decision.words["where"].removeprefix("the namespace ")
    return f'"{uri}"' in case.page and bool(case.decision.about)
