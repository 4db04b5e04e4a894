"""Samples of SoapUI, Postman, curl, traces and people: what of their truth is inferred."""

from __future__ import annotations

from pathlib import Path

import pytest

from soapstone.inference import Inferred, inferred
from soapstone.model.contract import Contract, ListOf, Scalar, Serializer
from soapstone.pages import read_page
from soapstone.run.reading import read_sources
from tests.inference.samples import findings_of, flags, short
from tests.inference.wsdl.documents import svc_wsdl

DATA = Path(__file__).parents[1] / "data/samples"
ENVELOPE = "http://schemas.xmlsoap.org/soap/envelope/"
NULL, SENT, ANY = "nullable", "required demanded", "nullable nillable"


def of(name: str, text: str) -> Inferred:
    return inferred("svc", [read_page(f"svc/{name}", text.encode())])


def shown(contract: Contract, record: str) -> dict[str, tuple[str, str]]:
    fields = contract.record(record).fields
    return {each.name.name: (short(each.type), flags(each)) for each in fields}


def page(name: str) -> Contract:
    return of(name, (DATA / name).read_text("utf-8")).contract


def soap(content: str, name: str = "Ask") -> str:
    return (
        f'<s:Envelope xmlns:s="{ENVELOPE}"><s:Body><{name} xmlns="urn:a/">{content}</{name}>'
        "</s:Body></s:Envelope>"
    )


TRUTHS: dict[tuple[str, str], dict[str, tuple[str, str]]] = {
    ("soapui-asmx.xml", "shipment"): {
        "Id": ("string", SENT),
        "Code": ("string", NULL),
        "Scan": ("base64Binary", NULL),
        "Parent": ("shipment", NULL),
    },
    ("soapui-wcf.xml", "request"): {"Urgent": ("string", NULL)},
    ("soapui-types.txt", "filter"): {
        "Status": ("Status", SENT),
        "Ids": ("int", SENT),
        "Max": ("unsignedShort", SENT),
        "Note": ("string", NULL),
        "Blob": ("base64Binary", NULL),
    },
    ("soapui-in-php.txt", "BookVisit"): {
        "Token": ("string", NULL),
        "PatientNo": ("string", SENT),
        "Ward": ("string", NULL),
        "VisitDate": ("dateTime", NULL),
        "Slot": ("string", "repeated"),
    },
    ("postman.json", "AddShift"): {
        "hours": ("int~", SENT),
        "night": ("boolean", SENT),
        "begins": ("dateTime", SENT),
        "pin": ("string", NULL),
    },
    ("curl.md", "GetSubscriber"): {
        "msisdn": ("string", NULL),
        "full": ("string", NULL),
        "at": ("date", SENT),
        "limit": ("decimal", SENT),
    },
    ("curl.md", "Line"): {"Roaming": ("boolean", NULL)},
    ("data-contracts.txt", "Order"): {
        "Placed": ("DateTimeOffset", ""),
        "Props": ("map(string: decimal)", ANY),
        "Total": ("long~", ""),
    },
    ("trace.xml", "shift"): {
        "Begins": ("dateTime", ""),
        "Grade": ("string", NULL),
        "Hours": ("decimal", ""),
    },
}


@pytest.mark.parametrize(("place", "truth"), list(TRUTHS.items()))
def test_members_are_what_the_truth_says(
    place: tuple[str, str], truth: dict[str, tuple[str, str]]
) -> None:
    found = shown(page(place[0]), place[1])
    assert {name: found[name] for name in truth} == truth


@pytest.mark.parametrize(
    ("name", "action", "host", "serializer"),
    [
        ("soapui-asmx.xml", "http://tempuri.org/BookShipment", "", Serializer.XML),
        ("soapui-wcf.xml", "", "", Serializer.DATA_CONTRACT),
        (
            "soapui-in-php.txt",
            "http://clinic.example.org/Visits/IVisits/BookVisit",
            "",
            Serializer.XML,
        ),
        (
            "postman.json",
            "http://roster.example.com/AddShift",
            "roster.example.com",
            Serializer.XML,
        ),
        (
            "curl.md",
            "http://telco.example/soap/GetSubscriber",
            "soap.telco.example",
            Serializer.XML,
        ),
        ("trace.xml", "http://tempuri.org/ICrew/Assign", "", Serializer.DATA_CONTRACT),
    ],
)
def test_action_address_and_serializer(
    name: str, action: str, host: str, serializer: Serializer
) -> None:
    contract = page(name)
    (binding,) = contract.operations[0].bindings
    assert (binding.soap_action, binding.host) == (action, host)
    assert contract.serializer is serializer


def test_a_trace_has_no_headers_of_the_infrastructure() -> None:
    (operation,) = page("trace.xml").operations
    assert [each.element.name for each in operation.request_headers] == ["Tenant"]


def test_a_type_that_xsi_type_names_extends_its_base() -> None:
    rush = page("data-contracts.txt").record("RushOrder")
    assert (rush.base, rush.fields[-1].name.name) == ("Order", "Courier")


@pytest.mark.parametrize("name", sorted(path.name for path in DATA.iterdir()))
def test_every_finding_on_a_page_says_what_it_is_about(name: str) -> None:
    found = read_page(f"svc/{name}", (DATA / name).read_bytes()).findings
    assert [each.code for each in found if not each.subject] == []


def test_an_operation_has_one_finding_on_values() -> None:
    made = of("curl.md", (DATA / "curl.md").read_text("utf-8"))
    codes = [each.code for each in findings_of(made)]
    assert codes.count("decided-by-values") == 1
    assert "sample-value" not in codes


def test_what_one_of_two_samples_lacks_may_be_absent_and_the_wider_value_counts() -> (
    None
):
    text = soap("<A>5</A><B>7</B>") + "\n" + soap("<A>5000000000</A>")
    found = shown(of("a.txt", text).contract, "Ask")
    assert found == {"A": ("long~", SENT), "B": ("int~", NULL)}


@pytest.mark.parametrize(
    "text",
    ["0", "1", "?", "***", "[X]", "{{x}}", "${x}", "%s", "@x", ":x", "XXXX", "&lt;x>"],
)
def test_what_is_no_value_decides_nothing(text: str) -> None:
    alone = soap(f"<A>{text}</A><B>2.50</B>")
    found = shown(of("a.txt", alone).contract, "Ask")
    assert found == {"A": ("string", NULL), "B": ("decimal", SENT)}
    more = f"{alone}\n{soap('<A>7</A><B>2.50</B>')}"
    assert shown(of("a.txt", more).contract, "Ask")["A"] == ("int~", SENT)


def test_a_leading_zero_makes_a_text() -> None:
    text = soap("<A>007</A>") + "\n" + soap("<A>7</A>")
    assert shown(of("a.txt", text).contract, "Ask") == {"A": ("string", NULL)}


def test_an_item_with_the_name_of_a_type_is_of_that_type() -> None:
    """ASMX names the items of ``List<int>`` so; a text without a value says no more."""
    text = soap(
        "<Ids><unsignedByte>?</unsignedByte><unsignedByte>?</unsignedByte></Ids>"
    )
    (field,) = of("a.txt", text).contract.record("Ask").fields
    assert isinstance(field.type, ListOf)
    assert field.type.type == Scalar("unsignedByte")


@pytest.mark.parametrize("name", ["Name", "ID", "token", "date"])
def test_a_member_may_be_called_as_a_type_that_no_array_is_named_after(
    name: str,
) -> None:
    person = f"<Person><{name}>Ann</{name}></Person>"
    items = f"<Ids><{name}>Ann</{name}><{name}>Bob</{name}></Ids>"
    found = of("a.txt", soap(person + items + "<N>7</N>")).contract
    assert shown(found, "Person") == {name: ("string", NULL)}
    _, ids, _ = found.record("Ask").fields
    assert short(ids.type) == f"list({name}: string?)"


def test_an_item_that_contains_its_own_type_is_empty() -> None:
    text = (
        f"{OPTIONAL}<Node><Title>?</Title>{OPTIONAL}<Children>"
        "<!--Zero or more repetitions:--><Node/></Children></Node>"
    )
    found = of("a.txt", soap(text))
    assert shown(found.contract, "Node")["Children"] == ("list(Node: Node?)", NULL)
    assert "empty-recursion" in [each.code for each in findings_of(found)]


def test_a_comment_may_name_any_type() -> None:
    text = f"{OPTIONAL}<A>?</A><!--type: anyType-->\n<B>?</B>"
    assert shown(of("a.txt", soap(text)).contract, "Ask")["B"][0] == "any"


def test_an_address_in_prose_has_no_comma_at_its_end() -> None:
    text = f"Send it to http://h.example/x.asmx, by POST.\n\n{soap('<A>7</A>')}"
    (binding,) = of("a.txt", text).contract.operations[0].bindings
    assert (binding.host, binding.path) == ("h.example", "/x.asmx")


COMMANDS = {
    "curl": (
        "curl -X POST https://u:p@h.example/x.asmx -H 'SOAPAction: urn:a/Ask' -d '{}'",
        "h.example",
        "/x.asmx",
    ),
    "curl, its address last": (
        "curl -d '{}' -H 'SOAPAction: \"urn:a/Ask\"' http://h.example:81/x",
        "h.example:81",
        "/x",
    ),
    "curl with a heredoc": (
        "curl https://h.example/x.asmx -H 'SOAPAction: urn:a/Ask' -d @- <<EOF\n{}\nEOF",
        "h.example",
        "/x.asmx",
    ),
    "PowerShell": (
        '$b = @"\n{}\n"@\nInvoke-WebRequest -Uri "https://h.example/x.asmx"'
        ' -Headers @{{ SOAPAction = "urn:a/Ask" }} -Body $b',
        "h.example",
        "/x.asmx",
    ),
}


@pytest.mark.parametrize(
    ("command", "host", "path"),
    list(COMMANDS.values()),
    ids=list(COMMANDS),
)
def test_a_command_states_address_and_action(
    command: str, host: str, path: str
) -> None:
    (operation,) = of("a.txt", command.format(soap("<A>5</A>"))).contract.operations
    (binding,) = operation.bindings
    assert (binding.host, binding.path, binding.soap_action) == (
        host,
        path,
        "urn:a/Ask",
    )


CHOICE = "<!--You have a CHOICE of the next {} items at this level-->"
OPTIONAL = "<!--Optional:-->"


def places(content: str) -> dict[str, tuple[int, int]]:
    """The choice and the branch of each member that has some."""
    fields = of("a.txt", soap(content)).contract.record("Ask").fields
    return {
        each.name.name: (each.alternative.choice, each.alternative.branch)
        for each in fields
        if each.alternative
    }


def test_a_comment_on_a_choice_gives_what_a_choice_of_a_schema_gives() -> None:
    text = (
        f"<A>?</A>{CHOICE.format(2)}<B>?</B>{OPTIONAL}<C>?</C><D>?</D>"
        f"{CHOICE.format(2)}<E>?</E><!--Zero or more repetitions:--><F>?</F>"
    )
    assert places(text) == {"B": (1, 1), "C": (1, 2), "E": (2, 1), "F": (2, 2)}
    found = shown(of("a.txt", soap(text)).contract, "Ask")
    flags = {name: each for name, (_, each) in found.items()}
    assert flags == {
        "A": SENT,
        "B": "nullable required",
        "C": NULL,
        "D": SENT,
        "E": "nullable required",
        "F": "repeated",
    }


def test_a_choice_in_a_choice_has_its_branches() -> None:
    inner = f"<A>?</A>{CHOICE.format(2)}<B>?</B><C>?</C><D>?</D>"
    branches = {"A": (1, 1), "B": (1, 2), "C": (1, 3)}
    assert places(CHOICE.format(2) + inner) == branches
    first = f"{CHOICE.format(2)}{CHOICE.format(2)}<A>?</A><B>?</B><C>?</C><D>?</D>"
    assert places(first) == {"A": (1, 1), "B": (1, 2), "C": (1, 3)}


@pytest.mark.parametrize(
    "text",
    [
        # The branch that was not needed was taken out: C is none.
        f"{CHOICE.format(2)}<B>7</B><C>?</C>",
        f"{CHOICE.format(2)}<B><X>7</X></B><C>?</C>",
        # It is repeated as a whole.
        f"{CHOICE.format(2)}<B>?</B><C>?</C><B>?</B>",
        f"{CHOICE.format(2)}<B>?</B>",
    ],
)
def test_a_choice_that_somebody_edited_is_doubtful(text: str) -> None:
    assert places(f"{OPTIONAL}<A>?</A>{text}") == {}
    fields = (
        of("a.txt", soap(f"{OPTIONAL}<A>?</A>{text}")).contract.record("Ask").fields
    )
    assert not any(each.required for each in fields)


def test_a_branch_in_a_comment_shows_that_a_choice_is_whole() -> None:
    text = f"{CHOICE.format(2)}<B>7</B><!--<C>?</C>--><D>?</D>"
    assert places(text) == {"B": (1, 1), "C": (1, 2)}


WILDCARD = "<!--You may enter ANY elements at this point-->"


def test_a_comment_on_any_elements_makes_content_of_any_xml() -> None:
    """An XmlNode or a DataSet: without the comment an empty element is a recursion."""
    text = f"{OPTIONAL}<A>{WILDCARD}</A><B>{OPTIONAL}<C>?</C>{WILDCARD}</B>"
    found = of("a.txt", soap(text))
    assert shown(found.contract, "Ask")["A"] == ("any", NULL)
    assert found.contract.record("B").any_elements == "##any"
    assert found.contract.record("Ask").any_elements == ""
    assert "empty-recursion" not in [each.code for each in findings_of(found)]


def test_a_project_has_its_wsdl() -> None:
    project = (
        '<con:soapui-project xmlns:con="http://eviware.com/soapui/config"><con:interface>'
        "<con:definitionCache><con:part><con:url>http://h/x.asmx?wsdl</con:url>"
        f"<con:content><![CDATA[{svc_wsdl()}]]></con:content></con:part>"
        "</con:definitionCache></con:interface></con:soapui-project>"
    )
    facts = read_sources({"svc/p.xml": project.encode()})
    assert facts.unread == []
    assert facts.description
    assert facts.description.files == ("svc/p.xml/x.asmx.wsdl",)


def test_a_page_that_states_types_beside_a_filled_in_half_is_no_sample() -> None:
    asked = soap("<A>5</A><B>x</B><C>2.50</C>")
    text = f"{asked}\n{soap('<R>int</R>', 'AskResponse')}"
    found = shown(of("a.txt", text).contract, "AskResponse")
    assert found == {"R": ("int", SENT)}
