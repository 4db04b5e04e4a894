"""Claims on what a WSDL and its schemas state, read anew from the document that is the evidence.

The documents of the witnesses have one tag on a line, so that a line is a declaration.
"""

from __future__ import annotations

from lxml import etree

from soapstone.model.catalogue import wsdl
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
from soapstone.model.rules import Rule
from tests.rules.cases import Case
from tests.rules.checks import extends
from tests.rules.evidence import (
    Claim,
    enumeration,
    field,
    operation,
    record,
    scalar,
    type_of,
)

XS = "{http://www.w3.org/2001/XMLSchema}"
WSDL = "{http://schemas.xmlsoap.org/wsdl/}"
IDS = frozenset(each.id for each in vars(wsdl).values() if isinstance(each, Rule))


def is_stated(case: Case) -> bool:
    """Whether the evidence is a line of a WSDL or a schema."""
    origin = case.decision.origin
    return origin is not None and origin.file.endswith((".wsdl", ".xsd"))


# Declarations


def roots(case: Case) -> list[etree._Element]:
    return [
        etree.fromstring(text.encode())
        for name, text in case.files
        if name.endswith((".wsdl", ".xsd"))
    ]


def node(case: Case) -> etree._Element:
    """The declaration in the line of the evidence."""
    origin = case.decision.origin
    assert origin is not None
    root = etree.fromstring(case.page.encode())
    return next(each for each in root.iter("{*}*") if each.sourceline == origin.line)


def named(case: Case, tag: str, name: str) -> etree._Element:
    """The global declaration of a name, whatever its prefix."""
    local = name.rpartition(":")[2]
    for root in roots(case):
        for schema in root.iter(f"{XS}schema"):
            for each in schema.iterchildren(tag):
                if each.get("name") == local:
                    return each
    raise KeyError(local)


def declaration(case: Case) -> etree._Element:
    """An element or attribute; of a reference the global one."""
    here = node(case)
    if "ref" not in here.attrib:
        return here
    return named(case, str(here.tag), here.get("ref", ""))


def kind(case: Case, here: etree._Element) -> tuple[str, str]:
    """What a declaration has for a type: ``scalar`` with its name, ``enum``, ``text``…"""
    type_ = here.get("type", here.get("base"))
    inside = here.find(f"{XS}simpleType")
    if type_ is None and inside is None:
        inside = here.find(f"{XS}complexType")
        return ("complex", "") if inside is not None else ("any", "")
    if inside is None:
        assert type_ is not None
        prefix, _, local = type_.rpartition(":")
        home = here.nsmap.get(prefix or None, "")
        if home == XS[1:-1]:
            return ("any", "") if local == "anyType" else ("scalar", local)
        if home == "http://schemas.microsoft.com/2003/10/Serialization/":
            return "scalar", local
        for tag in (f"{XS}simpleType", f"{XS}complexType"):
            try:
                inside = named(case, tag, local)
                break
            except KeyError:
                continue
        else:
            return "missing", local
    if inside.tag == f"{XS}complexType":
        return "complex", inside.get("name", "")
    return simple(case, inside)


def simple(case: Case, type_: etree._Element) -> tuple[str, str]:
    items = type_.find(f"{XS}list")
    if items is not None:
        inner = items.find(f"{XS}simpleType")
        of_items = (
            simple(case, inner)
            if inner is not None
            else kind(case, _with_base(items, items.get("itemType", "")))
        )
        if of_items == ("enum", ""):  # a [Flags] enumeration has the name of the list
            return "enum", type_.get("name", "")
        return of_items if of_items[0] == "enum" else ("text", "")
    if type_.find(f"{XS}union") is not None:
        return "text", ""
    restriction = type_.find(f"{XS}restriction")
    assert restriction is not None
    if restriction.find(f"{XS}enumeration") is not None:
        return "enum", type_.get("name", "")
    return kind(case, restriction)


def _with_base(element: etree._Element, base: str) -> etree._Element:
    made = etree.Element("x", nsmap=element.nsmap)
    made.set("base", base)
    return made


def stated_kind(case: Case) -> tuple[str, str]:
    """Of a member; its text is that of the type around."""
    here = declaration(case)
    if field(case).particle is Particle.TEXT and here.tag == f"{XS}complexType":
        extension = here.find(f"{XS}simpleContent/{XS}extension")
        assert extension is not None
        return kind(case, extension)
    return kind(case, here)


def of_schema(case: Case) -> bool:
    """Whether the type is the one that the schema states."""
    what, name = stated_kind(case)
    if (what, field(case).particle) == ("any", Particle.ATTRIBUTE):
        what, name = "scalar", "string"
    if isinstance(case.type, Scalar):
        return (what, name) == ("scalar", case.type.name) and not case.type.guessed
    if isinstance(case.type, EnumerationRef):
        found = case.contract.enumeration(case.type.key)
        named_ = found.type_name.name if found.type_name else ""
        return what == "enum" and named_ == name
    if isinstance(case.type, RecordRef):
        of_record = case.contract.record(case.type.key)
        if of_record.type_name is None and not name:
            return of_record.key == declaration(case).get("name")
        named_ = of_record.type_name.name if of_record.type_name else ""
        return what == "complex" and named_ == name
    return False


# Occurrence, null, presence


def is_repeated(case: Case) -> bool:
    here = node(case)
    if isinstance(field(case).type, ChoiceOf):
        return field(case).repeated
    if field(case).particle is not Particle.ELEMENT:
        return not field(case).repeated
    own = [here, *groups(here)]
    most = [each.get("maxOccurs", "1") not in ("0", "1") for each in own]
    return field(case).repeated == any(most)


def groups(here: etree._Element) -> list[etree._Element]:
    """The model groups around an element, the nearest first."""
    found = []
    for above in here.iterancestors():
        if above.tag == f"{XS}complexType":
            break
        found.append(above)
    return found


def may_be_absent(case: Case) -> bool:
    here = node(case)
    if here.tag == f"{XS}attribute":
        return here.get("use") != "required"
    around = groups(here)
    choice = any(e.tag == f"{XS}choice" and len(e) > 1 for e in around)
    substituted = field(case).alternative is not None
    least = [each.get("minOccurs") == "0" for each in (here, *around)]
    return choice or substituted or any(least)


def is_nillable(case: Case) -> bool:
    here = declaration(case)
    stands_in = field(case).alternative and "ref" in node(case).attrib
    return here.get("nillable") == "true" and not stands_in


def of_contract(case: Case) -> bool:
    """Whether DataContractSerializer has a rule of its own for the member."""
    one = field(case)
    element = one.particle is Particle.ELEMENT and not one.repeated
    return case.data_contract and element and one.alternative is None


def is_null(case: Case) -> bool:
    one = field(case)
    if one.repeated:
        return not one.nullable
    if one.particle is Particle.TEXT:
        return one.nullable == one.nillable == is_nillable(case)
    null = may_be_absent(case) or is_nillable(case)
    if of_contract(case) and isinstance(one.type, Scalar) and case.value:
        note = node(case).find(".//{*}DefaultValue")
        null = is_nillable(case) or note is not None
    return one.nullable == null and one.nillable == is_nillable(case)


def is_needed(case: Case) -> bool:
    one = field(case)
    if isinstance(one.type, ChoiceOf):
        return not one.demanded and not one.required
    if one.alternative:
        # Of a branch: whether it is there with its branch.
        here = node(case).get("minOccurs") != "0"
        return not one.demanded and one.required == here
    if one.particle is Particle.TEXT:
        needed = not is_nillable(case)
        return one.demanded == one.required == needed
    required = not may_be_absent(case)
    if one.repeated:
        return one.required == required and not one.demanded
    if of_contract(case):
        return one.required == one.demanded == required
    demanded = required and not is_nillable(case)
    return one.required == required and one.demanded == demanded


# Types


def has_stated_name(case: Case) -> bool:
    one = type_of(case)
    return one.type_name is not None and node(case).get("name") == one.type_name.name


def in_stated_order(case: Case) -> bool:
    """Whether what is declared inside the type stands in that order among the fields."""
    here = node(case)
    if here.tag == f"{WSDL}operation":
        return [each.name.name for each in record(case).fields] == parts(case)
    if here.tag == f"{XS}element" and here.find(f"{XS}complexType") is None:
        return len(record(case).fields) <= 1
    names = [
        str(each.get("name") or each.get("ref", "")).rpartition(":")[2]
        for each in here.iter(f"{XS}element")
        if next(e for e in each.iterancestors(f"{XS}complexType")) is here
    ]
    own = [
        use.name.name
        for each in record(case).fields
        if each.particle is Particle.ELEMENT
        for use in each.elements
    ]
    once = [each for each in names if names.count(each) == 1]
    places = [own.index(each) for each in once if each in own]
    if record(case).base and not begins_with_base(case):
        return False
    particles = [
        each.particle is not Particle.ATTRIBUTE for each in record(case).fields
    ]
    if not names and not record(case).base and own:
        return False
    return places == sorted(places) and particles == sorted(particles)


def begins_with_base(case: Case) -> bool:
    """Whether the elements of the base come first."""
    base = case.contract.record(record(case).base)
    above, own = (
        [e.name for e in each.fields if e.particle is Particle.ELEMENT]
        for each in (base, record(case))
    )
    return own[: len(above)] == above


def parts(case: Case) -> list[str]:
    """The parts of the message that a record of the rpc style is made of."""
    side = "output" if record(case).key.endswith("Response") else "input"
    used = node(case).find(f"{WSDL}{side}")
    assert used is not None
    name = used.get("message", "").rpartition(":")[2]
    (message,) = (
        each
        for root in roots(case)
        for each in root.iter(f"{WSDL}message")
        if each.get("name") == name
    )
    return [each.get("name", "") for each in message.iter(f"{WSDL}part")]


def has_stated_members(case: Case) -> bool:
    found = [each.get("value") for each in node(case).iter(f"{XS}enumeration")]
    for each in case.beside:  # what a page adds stands behind them
        if each.rule.id == "text-only-on-page":
            found += each.words["names"].split(", ")
    return enumeration(case).members == tuple(found)


# Operations


def has_messages(case: Case) -> bool:
    here, one = node(case), operation(case)
    if one.raw_response is not None:
        return False
    for side, message in (("input", one.request), ("output", one.response)):
        used = here.find(f"{WSDL}{side}")
        if (used is None) != (message is None):
            return False
        if used is None or message is None:
            continue
        if message.no_xml or message.element.name not in roots_of(case, used):
            return False
    return True


def roots_of(case: Case, used: etree._Element) -> set[str]:
    """The elements that a message may be: of its part, or of the rpc style."""
    name = used.get("message", "").rpartition(":")[2]
    own = node(case).get("name", "")
    for root in roots(case):
        for message in root.iter(f"{WSDL}message"):
            if message.get("name") == name:
                found = {
                    each.get("element", "").rpartition(":")[2]
                    for each in message.iter(f"{WSDL}part")
                }
                return found - {""} or {own, f"{own}Response"}
    return set()


def has_address(case: Case) -> bool:
    found = {
        each.get("location")
        for each in node(case).iter("{*}address")
        if node(case).tag == f"{WSDL}port"
    }
    own = operation(case).bindings[0]
    return f"{own.scheme}://{own.host}{own.path}" in found


CLAIMS: dict[str, Claim] = {
    "schema-type": of_schema,
    "schema-array": lambda c: isinstance(c.type, ListOf),
    "schema-map": lambda c: isinstance(c.type, MapOf),
    "schema-any": lambda c: isinstance(c.type, AnyXml) and not c.is_silent(),
    "schema-text": lambda c: c.type == Scalar("string") and stated_kind(c)[0] == "text",
    "schema-choice": lambda c: isinstance(c.type, ChoiceOf),
    "type-missing": lambda c: c.is_silent()
    and stated_kind(c) == ("missing", c.decision.words["type"]),
    "max-occurs": is_repeated,
    "nillable": lambda c: not of_contract(c) and is_null(c),
    "nillable-contract": lambda c: of_contract(c) and is_null(c),
    "min-occurs": lambda c: not of_contract(c) and is_needed(c),
    "min-occurs-contract": lambda c: of_contract(c) and is_needed(c),
    "schema-name": has_stated_name,
    "anonymous": lambda c: type_of(c).type_name is None,
    "schema-base": lambda c: extends(c)
    and any(
        node(c).find(f"*/{XS}{each}") is not None
        for each in ("extension", "restriction")
    ),
    "schema-sequence": in_stated_order,
    "schema-enumeration": has_stated_members,
    "schema-list": lambda c: enumeration(c).flags,
    "port-type": lambda c: node(c).tag == f"{WSDL}operation"
    and node(c).get("name") == operation(c).name,
    "wsdl-messages": has_messages,
    "port-address": has_address,
    "parameter-type": lambda c: node(c).tag == f"{XS}element"
    and node(c).get("name", "").lower() == field(c).name.name.lower()
    and scalar(c, node(c).get("type", "").rpartition(":")[2])
    and c.decision.words["own"] in c.page,
    "rpc-encoded-operation": lambda c: 'use="encoded"' in c.page,
    "no-element": lambda c: 'use="encoded"' not in c.page,
}
