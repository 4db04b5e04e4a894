"""Pages whose truth is known: what is inferred is compared with all that the truth says.

A truth is in its author's words; beside each stands what the contract has to hold for it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from soapstone.dotnet.namespaces import SYSTEM
from soapstone.inference import inferred
from soapstone.model.contract import Contract, EnumerationRef, QName
from soapstone.model.findings import Finding
from soapstone.pages import read_page
from tests.inference.samples import findings_of, flags, short

DATA = Path(__file__).parents[1] / "data"
ANY = "nullable nillable"
Truth = Mapping[str, tuple[object, object]]
"""What the truth says under each key, and what :func:`seen` sees there."""

TRUTHS: Mapping[str, Truth] = {
    "servicestack-glued-cells-all-types": {
        "Id": ("int", ("int", "")),
        "NullableId": ("int?", ("int", ANY)),
        "Tiny": ("byte", ("unsignedByte", "")),
        "Span": ("TimeSpan", ("duration", "")),
        "Moment": ("DateTimeOffset", ("DateTimeOffset", "")),
        "Key": ("Guid", ("guid", "")),
        "Letter": ("Char", ("char", "")),
        "Pair": (
            "KeyValuePair<string, string>",
            ("KeyValuePairOfstringstring(key: string?, value: string?)", "demanded"),
        ),
        "Names": ("List<string>", ("list(string: string?)", ANY)),
        "Codes": ("string[]", ("list(string: string?)", ANY)),
        "ByNumber": ("Dictionary<int, string>", ("map(int: string?)", ANY)),
        "Raw": ("byte[]", ("base64Binary", ANY)),
    },
    "servicestack-enum-tables": {
        "Mode": (
            "Dictionary<Mode, Level>",
            ("map(Mode[Slow, Fast]: Level[None, Level 1])", f"{ANY} demanded"),
        ),
        "Maybe": (
            "Dictionary<Mode?, Mode?>",
            ("map(Mode[Slow, Fast]: Mode[Slow, Fast]?)", f"{ANY} demanded"),
        ),
        "Flags": (
            "flags enum {Read:1, Write:2, All:3}",
            ("Access[flags Read, Write, All]", "demanded"),
        ),
    },
    "servicestack-inherited-namespaces-generic-names": {
        "LNIn": (
            "short?[] (namespace System)",
            ("list(short: short?)", ANY, QName(SYSTEM, "short")),
        ),
        "QtyBetween": ("decimal[]", ("list(decimal: decimal)", ANY)),
        "root": (
            "QueryResponse<BolQuery.Item>",
            "QueryResponseOfBolQuery.ItemzUfGIW9z of BolQuery.Item",
        ),
        "base members first": (["Fields", "Meta", "Skip"], ["Fields", "Meta", "Skip"]),
    },
    "servicestack-jsv-live-values": {
        "Started": ("DateTime (read-only)", ("dateTime", "read_only")),
        "Discounts": ("Dictionary<int, number>", ("map(int~: int~)", ANY)),
        "When": ("DateTime", ("dateTime", "")),
        "Key": ("Guid", ("guid", "")),
    },
    "asmx-recursion-second-ns": {
        "Costs": (
            {
                "recursive_via": "_parents.Costs",
                "nil": "depth cut, NOT nullability",
                "CostLine": "array (XmlElement, no wrapper)",
            },
            {
                "_parents.Costs": ("Costs", "nullable"),
                "depth-cut": ["_parents.Costs"],
                "CostLine": ("CostLine", "repeated"),
            },
        ),
        "CostKind": ({"enum": ["Planned", "Booked"]}, ["Planned", "Booked"]),
        "EstimateJobResult": (
            "object[] (anyType)",
            ("list(anyType: any?)", "nullable"),
        ),
    },
    "asmx-attributes-header": {
        "SortOrder": (
            "attribute, type lost (anonymous simpleType)",
            ("string", "nullable", "attribute", "anonymous-type"),
        ),
        "ResStatus": (
            {"enum": ["Book", "Quote", "Hold", "Cancel"]},
            ["Book", "Quote", "Hold", "Cancel"],
        ),
        "Candidates.Candidate": (
            "array, item type cut at depth 4",
            ("list(Candidate: any?)", "nullable", "depth-cut"),
        ),
        "Price": (
            "attribute Currency; text content may exist (simpleContent is never written)",
            [("Currency", "string", "attribute")],
        ),
    },
    "asmx-test-form-http-root": {
        "QuotesResult": ("List<Quote>", ("list(Quote: Quote?)", "nullable")),
        "total": ("int (out parameter)", ("int", "required demanded")),
        "code": ("string[]", ("list(string: string?)", "nullable")),
        "Kind": ("char", ("char", "required demanded")),
    },
}


class Seen:
    """A contract in the words of :data:`TRUTHS`."""

    def __init__(self, page: str) -> None:
        data = (DATA / "pages" / f"{page}.txt").read_bytes()
        facts = read_page(f"svc/{page}.txt", data)
        result = inferred("svc", [facts])
        self.contract = result.contract
        self.findings = (*facts.findings, *findings_of(result))

    def at(self, key: str) -> object:
        """What the contract has where a truth speaks of ``key``."""
        special = SPECIAL.get(key)
        return special(self) if special else self.field(key)

    def field(self, name: str, owner: str = "") -> tuple[str, str]:
        found = [
            (
                (self._type(short(field.type)), " ".join(filter(None, (flags(field),))))
                if not field.read_only
                else (short(field.type), "read_only")
            )
            for record in self.contract.records
            for field in record.fields
            if field.name.name == name and owner in ("", record.key)
        ]
        assert len(set(found)) == 1, (name, found)
        return found[0]

    def _type(self, text: str) -> str:
        """A type with its enumerations' members, and a struct's."""
        for each in self.contract.enumerations:
            shown = "flags " * each.flags + ", ".join(each.members)
            text = text.replace(each.key, f"{each.key}[{shown}]")
        for record in self.contract.records:
            if record.key == text and record.key.startswith("KeyValuePair"):
                inside = (
                    f"{f.name.name}: {short(f.type)}{'?' * f.nullable}"
                    for f in record.fields
                )
                text = f"{text}({', '.join(inside)})"
        return text

    def members(self, element: str) -> list[str]:
        """Of the enumeration that an element is of."""
        (type_,) = {
            field.type
            for record in self.contract.records
            for field in record.fields
            if field.name.name == element
        }
        assert isinstance(type_, EnumerationRef)
        return list(self.contract.enumeration(type_.key).members)

    def said(self, code: str) -> list[str]:
        found = {each.subject for each in self.findings if each.code == code}
        return sorted(found)

    # What a truth says of more than a member's type.

    def ln_in(self) -> object:
        (field,) = (
            f for f in self.contract.record("BolQuery").fields if f.name.name == "LNIn"
        )
        return *self.field("LNIn"), getattr(field.type, "item", None)

    def root(self) -> object:
        response = self.contract.operations[0].response
        assert response is not None
        results = self.field("Results")[0]
        item = results.removeprefix("list(").partition(":")[0]
        return f"{response.element.name} of {item}"

    def base_members(self) -> object:
        return [
            field.name.name for field in self.contract.record("BolQuery").fields[:3]
        ]

    def costs(self) -> object:
        return {
            "_parents.Costs": self.field("Costs", "_parents"),
            "depth-cut": [each for each in self.said("depth-cut") if "Costs" in each],
            "CostLine": self.field("CostLine"),
        }

    def cost_kind(self) -> object:
        return self.members("CostKind")

    def res_status(self) -> object:
        return self.members("ResStatus")

    def sort_order(self) -> object:
        (field,) = (
            f
            for f in self.contract.record("BoatAvailRQ").fields
            if f.name.name == "SortOrder"
        )
        code = (
            "anonymous-type"
            if "BoatAvailRQ.@SortOrder" in self.said("anonymous-type")
            else ""
        )
        return *self.field("SortOrder"), field.particle.value, code

    def candidate(self) -> object:
        code = "depth-cut" if "Segment.Candidates" in self.said("depth-cut") else ""
        return *self.field("Candidates"), code

    def price(self) -> object:
        return [
            (field.name.name, short(field.type), field.particle.value)
            for field in self.contract.record("Price").fields
        ]


SPECIAL: Mapping[str, Callable[[Seen], object]] = {
    "LNIn": Seen.ln_in,
    "root": Seen.root,
    "base members first": Seen.base_members,
    "Costs": Seen.costs,
    "CostKind": Seen.cost_kind,
    "ResStatus": Seen.res_status,
    "SortOrder": Seen.sort_order,
    "Candidates.Candidate": Seen.candidate,
    "Price": Seen.price,
}


@pytest.mark.parametrize("page", TRUTHS)
def test_a_page_is_read_with_all_of_its_truth_right(page: str) -> None:
    truth = json.loads((DATA / "truths" / f"{page}.truth.json").read_text("utf-8"))
    assert truth == {key: words for key, (words, _) in TRUTHS[page].items()}
    seen = Seen(page)
    found = {key: seen.at(key) for key in truth}
    assert found == {key: expected for key, (_, expected) in TRUTHS[page].items()}


def test_every_truth_is_compared() -> None:
    files = {path.name for path in (DATA / "truths").glob("*.json")}
    assert files == {f"{page}.truth.json" for page in TRUTHS}


def test_a_real_servers_page_gives_the_same_contract_from_html_and_text() -> None:
    # Saved as text it has lost its title, its links, and a cell that reads "Email".
    html, said = inferred_from("servicestack-GetAccount.xml.html")
    text, more = inferred_from("servicestack-GetAccount.xml.txt")
    assert (html.service, text.service) == ("Acme API", "svc")
    (one,) = html.operations
    assert {each.scheme for each in one.bindings} == {"http"}
    bindings = tuple(replace(each, scheme="https") for each in one.bindings)
    assumed = (replace(one, bindings=bindings),)
    assert replace(html, service="svc", operations=assumed) == text
    codes = [sorted(each.code for each in found) for found in (said, more)]
    assert codes[1] == sorted([*codes[0], "nameless-row", "scheme-unknown"])
    account = text.record("Account")
    types = {
        field.name.name: (short(field.type), flags(field)) for field in account.fields
    }
    assert types == REAL


def inferred_from(page: str) -> tuple[Contract, tuple[Finding, ...]]:
    facts = read_page(f"svc/{page}", (DATA / "pages" / page).read_bytes())
    result = inferred("svc", [facts])
    return result.contract, findings_of(result)


REAL = {
    "Amount": ("decimal", ""),
    "Any": ("any", ANY),
    "Arr": ("list(string: string?)", ANY),
    "Blob": ("base64Binary", ANY),
    "ById": ("map(int: Address?)", ANY),
    "Ch": ("char", ""),
    "Created": ("dateTime", ""),
    "Dbl": ("double", ""),
    "Email": ("string", ANY),
    "Flag": ("boolean", ""),
    "Gender": ("string", "nullable"),
    "Home": ("Address", ANY),
    "Id": ("int", "demanded"),
    "Key": ("guid", ""),
    "Kv": ("KeyValuePairOfstringint", "demanded"),
    "LastLogin": ("dateTime", ANY),
    "Lng": ("long", ""),
    "MaybeGender": ("string", ANY),
    "Meta": ("map(string: string?)", ANY),
    "Off": ("DateTimeOffset", ""),
    "Others": ("list(Address: Address?)", ANY),
    "Perms": ("string", "nullable"),
    "RefId": ("int", f"{ANY} demanded"),
    "Roles": ("list(string: string?)", ANY),
    "Site": ("anyURI", ANY),
    "Span": ("duration", ""),
}
"""The members of the real server's type, by the C# types in its tables."""
