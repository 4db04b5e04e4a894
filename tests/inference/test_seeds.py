"""The two documents the project was asked for, from the page to the contract, in full."""

from __future__ import annotations

from pathlib import Path

import pytest

from soapstone.inference import inferred
from soapstone.model.contract import (
    Access,
    Binding,
    Contract,
    Parameter,
    QName,
    Route,
    Transport,
)
from soapstone.model.findings import Finding
from soapstone.pages import read_page
from tests.inference.samples import all_flags, findings_of, short, types

SPECS = Path(__file__).parents[2] / "specs"
TC2 = "https://services.alarmnet.com/TC2/"
CLR = "http://schemas.datacontract.org/2004/07/PwC.Metering.Core."
MODELS = CLR + "Domain.Concretes.Models"
REQUESTS = CLR + "Services.Contracts.Requests"
RESPONSES = CLR + "Services.Contracts.Responses"
STACK = "http://schemas.servicestack.net/types"

REFERENCE, DEMANDED = "nullable nillable", "nullable nillable demanded"
STRING_MEMBERS = """
    Address Address2 BirthDateRaw City Company Country Culture DigestHa1Hash DisplayName Email
    FirstName FullName Gender Language LastName MailAddress Nickname PasswordHash PhoneNumber
    PostalCode PrimaryEmail ProfileUrl RefIdStr Salt State TimeZone UserName
"""
STRINGS, META = "list(string: string?)", "map(string: string?)"


def inferred_from(file: str) -> tuple[Contract, tuple[Finding, ...]]:
    page = read_page(file, (SPECS / file).read_bytes())
    result = inferred(file.split("/")[0], [page])
    return result.contract, findings_of(result)


@pytest.fixture(scope="module")
def tc2() -> tuple[Contract, tuple[Finding, ...]]:
    return inferred_from("tc2/SynchronizePanelUser.txt")


@pytest.fixture(scope="module")
def metering() -> tuple[Contract, tuple[Finding, ...]]:
    return inferred_from("metering/BatchRegisterAccounts.txt")


def test_tc2_operation(tc2: tuple[Contract, tuple[Finding, ...]]) -> None:
    contract, _ = tc2
    (operation,) = contract.operations
    assert (contract.service, operation.name) == ("svcTC2API", "SynchronizePanelUser")
    assert operation.documentation.startswith(
        "[TC2.1+] Synchronize Total Connect Users"
    )
    request, response = operation.request, operation.response
    assert request is not None
    assert response is not None
    assert (request.element, request.record) == (
        QName(TC2, "SynchronizePanelUser"),
        "SynchronizePanelUser",
    )
    assert (response.element, response.record) == (
        QName(TC2, "SynchronizePanelUserResponse"),
        "SynchronizePanelUserResponse",
    )
    action = TC2 + "SynchronizePanelUser"
    where = ("POST", "https", "rs.alarmnet.com", "/tc21api/tc2.asmx", action)
    one, two = "text/xml; charset=utf-8", "application/soap+xml; charset=utf-8"
    assert operation.bindings == (
        Binding(Transport.SOAP_1_1, *where, one, one),
        Binding(Transport.SOAP_1_2, *where, two, two),
    )
    assert (operation.routes, operation.parameters, operation.access) == (
        (),
        (),
        Access(),
    )


def test_tc2_records(tc2: tuple[Contract, tuple[Finding, ...]]) -> None:
    contract, _ = tc2
    records = {
        record.key: list(types(contract, record.key).items())
        for record in contract.records
    }
    assert records == {
        "DeviceAuthorizingCode": [
            ("LocationID", "long"),
            ("DeviceID", "long"),
            ("AuthorizingCode", "string"),
        ],
        "SyncStatus": [
            ("DeviceID", "long"),
            ("DeviceName", "string"),
            ("TotalSteps", "int"),
            ("CurrentStep", "int"),
            ("Description", "string"),
            ("StatusText", "string"),
            ("ResultCode", "int"),
            ("ResultData", "string"),
        ],
        "SynchronizePanelUser": [
            ("SessionID", "string"),
            ("DeviceList", "list(DeviceAuthorizingCode: DeviceAuthorizingCode?)"),
            ("StatusOnly", "boolean"),
            ("AdditionalInput", "string"),
            ("userCodeDirectPush", "boolean"),
        ],
        "SynchronizePanelUserResponse": [
            ("SynchronizePanelUserResult", "SynchronizePanelUserResult")
        ],
        "SynchronizePanelUserResult": [
            ("SynchronizationStatus", "list(SyncStatus: SyncStatus?)")
        ],
    }
    assert contract.enumerations == ()


def test_tc2_values_are_demanded_and_references_can_be_absent(
    tc2: tuple[Contract, tuple[Finding, ...]],
) -> None:
    contract, _ = tc2
    for record in contract.records:
        for field in record.fields:
            value = short(field.type) in ("int", "long", "boolean")
            expected = "required demanded" if value else "nullable"
            assert all_flags(contract, record.key)[field.name.name] == expected
            assert field.name.namespace == TC2


def test_tc2_knows_the_type_names_of_its_arrays_only(
    tc2: tuple[Contract, tuple[Finding, ...]],
) -> None:
    contract, _ = tc2
    assert {record.key: record.type_name for record in contract.records} == {
        "DeviceAuthorizingCode": QName(TC2, "DeviceAuthorizingCode"),
        "SyncStatus": QName(TC2, "SyncStatus"),
        "SynchronizePanelUser": None,
        "SynchronizePanelUserResponse": None,
        "SynchronizePanelUserResult": None,
    }


def test_tc2_leaves_nothing_open_but_the_scheme(
    tc2: tuple[Contract, tuple[Finding, ...]],
) -> None:
    assert [(found.code, found.subject) for found in tc2[1]] == [
        ("scheme-unknown", "svcTC2API")
    ]


def test_metering_operation(metering: tuple[Contract, tuple[Finding, ...]]) -> None:
    contract, _ = metering
    (operation,) = contract.operations
    assert (contract.service, operation.name) == ("metering", "BatchRegisterAccounts")
    request, response = operation.request, operation.response
    assert request is not None
    assert response is not None
    assert request.element == QName(REQUESTS, "BatchRegisterAccounts")
    assert response.element == QName(RESPONSES, "ArrayOfAccountResponse")
    xml = "application/xml"
    where = ("POST", "https", "taxfiling.pwc.de", "/sync/accounts/batch", "")
    assert operation.bindings == (Binding(Transport.XML, *where, xml, xml),)
    assert operation.routes == (Route(("POST",), "/sync/accounts/batch"),)
    assert operation.parameters == (Parameter("Accounts", ("body", "form")),)
    assert operation.access == Access(
        all_roles=("Admin",), all_permissions=("CanAccess", "CanAdd")
    )


def test_metering_types_and_namespaces(
    metering: tuple[Contract, tuple[Finding, ...]],
) -> None:
    contract, _ = metering
    assert {record.key: record.namespace for record in contract.records} == {
        "Account": MODELS,
        "AccountResponse": RESPONSES,
        "ArrayOfAccountResponse": RESPONSES,
        "BatchRegisterAccounts": REQUESTS,
        "Order": MODELS,
        "Product": MODELS,
        "ResponseError": STACK,
        "ResponseStatus": STACK,
    }
    for record in contract.records:
        assert record.type_name == QName(record.namespace, record.key)
        assert {field.name.namespace for field in record.fields} == {record.namespace}


def test_metering_request_and_response(
    metering: tuple[Contract, tuple[Finding, ...]],
) -> None:
    contract, _ = metering
    assert types(contract, "BatchRegisterAccounts") == {
        "Accounts": "list(Account: Account?)"
    }
    assert all_flags(contract, "BatchRegisterAccounts") == {"Accounts": DEMANDED}
    assert contract.record("ArrayOfAccountResponse").collection
    assert types(contract, "ArrayOfAccountResponse") == {
        "AccountResponse": "AccountResponse"
    }
    assert all_flags(contract, "ArrayOfAccountResponse") == {
        "AccountResponse": "repeated"
    }
    assert list(types(contract, "AccountResponse").items()) == [
        ("ResponseStatus", "ResponseStatus"),
        ("Account", "Account"),
        ("Index", "int~"),
        ("Orders", "list(Order: Order?)"),
        ("Products", "list(Product: Product?)"),
    ]
    assert all_flags(contract, "AccountResponse") == {
        "ResponseStatus": REFERENCE,
        "Account": REFERENCE,
        "Index": "",
        "Orders": REFERENCE,
        "Products": REFERENCE,
    }


def test_metering_account_has_its_tables_types_in_the_samples_order(
    metering: tuple[Contract, tuple[Finding, ...]],
) -> None:
    contract, _ = metering
    strings = STRING_MEMBERS.split()
    dates = [
        "BirthDate",
        "CreatedDate",
        "LastLoginAttempt",
        "LockedDate",
        "ModifiedDate",
    ]
    expected = {
        **dict.fromkeys(strings, "string"),
        **dict.fromkeys(dates, "dateTime"),
        **dict.fromkeys(("Id", "Index", "InvalidLoginAttempts", "RefId"), "int"),
        **dict.fromkeys(("Permissions", "Roles"), STRINGS),
        "Meta": META,
    }
    # Ordinal order of names is DataContractSerializer's, so the sample's.
    assert list(types(contract, "Account").items()) == sorted(expected.items())


def test_metering_account_is_null_by_type_and_demanded_by_required(
    metering: tuple[Contract, tuple[Finding, ...]],
) -> None:
    contract, _ = metering
    flags = all_flags(contract, "Account")
    demanded = {"UserName", "ProfileUrl", "Roles", "Permissions", "RefId"}
    assert {name for name, held in flags.items() if held == DEMANDED} == demanded
    assert {name for name, held in flags.items() if held == "demanded"} == {
        "Id",
        "Index",
    }
    plain = {"InvalidLoginAttempts", "CreatedDate", "ModifiedDate"}
    assert {name for name, held in flags.items() if held == ""} == plain
    rest = len(flags) - len(demanded) - 2 - len(plain)
    assert list(flags.values()).count(REFERENCE) == rest


def test_metering_descriptions_are_kept_email_too(
    metering: tuple[Contract, tuple[Finding, ...]],
) -> None:
    contract, _ = metering
    result = {
        field.name.name: field.documentation
        for field in contract.record("Account").fields
    }
    assert all(result.values())
    assert result["Email"] == "The electronic mail address of the user account."


def test_metering_types_without_a_table(
    metering: tuple[Contract, tuple[Finding, ...]],
) -> None:
    contract, _ = metering
    assert list(types(contract, "Order").items()) == [
        ("AccountId", "int~"),
        ("ClientIPAddress", "string"),
        ("CreationDate", "dateTime"),
        ("DataName", "string"),
        ("DataType", "string"),
        ("ExpiryDate", "dateTime"),
        ("Id", "int~"),
        ("IsTest", "boolean"),
        ("Name", "string"),
        ("ProcessType", "string"),
        ("ProductId", "int~"),
        ("RequestDuration", "duration"),
        ("RequestHttpMethod", "string"),
        ("RequestTimestamp", "dateTime"),
        ("RequestUri", "string"),
        ("ResponseStatusCode", "HttpStatusCode"),
        ("ResponseTimestamp", "dateTime"),
        ("ServiceName", "string"),
        ("UnitOfMeasurement", "string"),
    ]
    assert all_flags(contract, "Order")["ResponseStatusCode"] == "demanded"
    assert all_flags(contract, "Order")["RequestDuration"] == ""
    assert types(contract, "Product") == {
        "Description": "string",
        "Id": "int~",
        "Index": "int~",
        "Name": "string",
        "Tags": STRINGS,
        "Version": "string",
    }
    assert list(types(contract, "ResponseStatus").items()) == [
        ("ErrorCode", "string"),
        ("Message", "string"),
        ("StackTrace", "string"),
        ("Errors", "list(ResponseError: ResponseError?)"),
        ("Meta", META),
    ]
    assert list(types(contract, "ResponseError").items()) == [
        ("ErrorCode", "string"),
        ("FieldName", "string"),
        ("Message", "string"),
        ("Meta", META),
    ]
    (status,) = contract.enumerations
    assert (status.key, len(status.members), len(set(status.members))) == (
        "HttpStatusCode",
        67,
        67,
    )


def test_metering_findings_say_where(
    metering: tuple[Contract, tuple[Finding, ...]],
) -> None:
    lines = (
        (SPECS / "metering/BatchRegisterAccounts.txt").read_text("utf-8").splitlines()
    )
    response = next(
        n for n, line in enumerate(lines, 1) if "<ArrayOfAccountResponse" in line
    )
    nameless = next(n for n, line in enumerate(lines, 1) if "electronic mail" in line)
    ref_id = next(n for n, line in enumerate(lines, 1) if line.startswith("RefId |"))
    found = {
        (f.code, f.subject, f.origin.line)
        for f in metering[1]
        if f.code != "scheme-unknown"
    }
    assert found == {
        ("nameless-row", "Account.Email", nameless),
        ("nullable-required", "Account.RefId", ref_id),
        ("enumeration-by-sample", "Order.ResponseStatusCode", response),
        ("guessed-list", "AccountResponse.Orders", response),
        ("guessed-list", "AccountResponse.Products", response),
        ("guessed-number", "AccountResponse.Index", response),
        ("guessed-number", "Order.AccountId", response),
        ("guessed-number", "Order.Id", response),
        ("guessed-number", "Order.ProductId", response),
        ("guessed-number", "Product.Id", response),
        ("guessed-number", "Product.Index", response),
    }
    assert all(f.found and f.decided and f.settle for f in metering[1])


def test_an_html_page_and_its_text_make_one_contract() -> None:
    """The text has lost captions' cells and the name of ``Email``; the HTML has not."""
    data = Path(__file__).parents[1] / "data/pages"
    made = []
    for suffix in ("html", "txt"):
        name = f"servicestack-GetAccount.xml.{suffix}"
        page = read_page(f"acme/{name}", (data / name).read_bytes())
        made.append(inferred("acme", [page]).contract)
    assert made[0].records == made[1].records
    assert [o.request for o in made[0].operations] == [
        o.request for o in made[1].operations
    ]
    assert made[0].operations[0].parameters == made[1].operations[0].parameters
