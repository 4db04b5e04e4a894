"""The explanations of the two seed services, line by line."""

from __future__ import annotations

from tests.explain.support import SPECS, lines, one

COLUMN = 14
"""Where the second column begins."""


def test_a_member_of_an_asmx_page() -> None:
    assert lines(one(SPECS, "SyncStatus.DeviceID", "tc2")) == [
        "member SyncStatus.DeviceID",
        "  decided     long, must be given",
        "  python      SyncStatus.device_id: int",
        "  sure        stated",
        "  type        The page prints the local name of the XSD type.  [ASMX pages:"
        " stated]",
        "  occurrence  The page prints an element once if its maxOccurs is 1.  [ASMX"
        " pages: usual]",
        "              exceptions: 17 of 2,876 members, on 2 of 69 services: each branch"
        " of a repeated choice is printed once.",
        "  null        A value type is not null. The page prints int? as int, so a nil"
        " is read as None.  [XmlSerializer: usual]",
        "              exceptions: 540 of 4,157 members, on 18 of 69 services: int?.",
        "  presence    A value type is always sent (minOccurs 1), so the constructor"
        " requires it.  [XmlSerializer: usual]",
        "              exceptions: 466 of 4,157 members, on 17 of 69 services:"
        " XSpecified, a default, a hand-made schema.",
        "  evidence    → tc2/SynchronizePanelUser.txt:46   sample          "
        " <DeviceID>long</DeviceID>",
        "                tc2/SynchronizePanelUser.txt:109  sample          "
        " <DeviceID>long</DeviceID>",
        "                tc2/names.toml:23                 name once given  DeviceID ="
        ' "device_id"',
        "  change      Put a recorded message into recorded/.",
        '              [members."SyncStatus.DeviceID"] in tc2/overrides.toml',
    ]


def test_a_row_of_a_table_with_what_it_leaves_open() -> None:
    assert lines(one(SPECS, "Account.RefId", "metering")) == [
        "member Account.RefId",
        "  decided     int, can be null, must be given",
        "  python      Account.ref_id: int | None",
        "  described   The unique identifier of the customer associated with this"
        " account.",
        "  sure        stated",
        "  type        The table states the C# type, which counts more than the sample's"
        " value: int?.  [ServiceStack pages: stated]",
        "  occurrence  A member of a data contract occurs at most once. "
        " [DataContractSerializer: follows]",
        "  null        int? can be null, and is then written as nil. "
        " [DataContractSerializer: stated]",
        "  presence    The table's column Required says Yes, and the C# type can be"
        " null.  [ServiceStack pages: stated]",
        "  evidence    → metering/BatchRegisterAccounts.txt:14   table row        RefId"
        " | form | int? | Yes | The unique identifier of the customer associated with"
        " this account. |",
        "                metering/BatchRegisterAccounts.txt:100  sample          "
        " <d2p1:RefId>0</d2p1:RefId>",
        "                metering/BatchRegisterAccounts.txt:112  sample          "
        " <RefId>0</RefId>",
        "                metering/names.toml:45                  name once given  RefId"
        ' = "ref_id"',
        "  note        int? can be null, and the page says it is required. "
        " metering/BatchRegisterAccounts.txt:14",
        "              Required, as int? or as None.",
        "  change      Compare with the service's metadata, or ask its author.",
        "              Save the type's C# source (&lang=csharp) as a page.",
        '              [members."Account.RefId"] in metering/overrides.toml',
    ]


def test_a_member_that_a_person_has_added() -> None:
    explained = one(SPECS, "SynchronizePanelUserResult.ResultCode", "tc2")
    assert lines(explained)[3:] == [
        "  sure        a person says so",
        "  type        A person says so, and that stands above every page. "
        " [overrides.toml]",
        "  occurrence  A person adds it as one element.  [overrides.toml]",
        "  null        It follows from the type that a person gives.  [overrides.toml]",
        "  presence    It follows from the type that a person gives.  [overrides.toml]",
        '  evidence    → tc2/overrides.toml:5  override         ResultCode = "int"',
        "                tc2/names.toml:55     name once given  ResultCode ="
        ' "result_code"',
        "  change      Edit or delete its line in overrides.toml.",
    ]


def test_an_operation() -> None:
    explained = lines(one(SPECS, "BATCH_REGISTER_ACCOUNTS", "metering"))
    file = "metering/BatchRegisterAccounts.txt"
    assert explained[1:3] == [
        "  decided     POST https://taxfiling.pwc.de/sync/accounts/batch; "
        "asks BatchRegisterAccounts; answers ArrayOfAccountResponse",
        "  python      BATCH_REGISTER_ACCOUNTS",
    ]
    evidence = [line[COLUMN + 2 :] for line in explained]
    assert [each.split("  ")[0] for each in evidence if each.startswith(file)] == [
        f"{file}:1",
        f"{file}:2",
        f"{file}:1",
        f"{file}:53",
        f"{file}:112",
    ]
    at = explained.index(
        f"  guess       The page names the host taxfiling.pwc.de without a scheme.  {file}:53"
    )
    assert explained[at + 1] == "              Taken as https."


def test_an_enumeration_and_one_of_its_members() -> None:
    explained = one(SPECS, "HttpStatusCode", "metering")
    assert lines(explained)[1:6] == [
        "  decided     one of Continue, SwitchingProtocols, Processing, EarlyHints, OK,"
        " Created and 61 more",
        "  python      HttpStatusCode",
        "  sure        guess",
        "  name        The sample shows the first member of .NET's HttpStatusCode, and"
        " no table states the type.  [DataContractSerializer: guess]",
        "  members     The sample shows the first member of .NET's HttpStatusCode, and"
        " no table states the type.  [DataContractSerializer: guess]",
    ]
    assert one(SPECS, "HttpStatusCode.NOT_FOUND", "metering") == explained


def test_a_record_with_its_members_in_short() -> None:
    explained = lines(one(SPECS, "ArrayOfAccountResponse", "metering"))
    assert explained[-1] == (
        "  members     AccountResponse  AccountResponse, repeated  usual"
    )
    explained = lines(one(SPECS, "DeviceAuthorizingCode", "tc2"))
    assert explained[3:7] == [
        "  sure        usual",
        "  name        An array's item is called after its type.  [ASMX pages: usual]",
        "              exceptions: An author can rename an array's items (XmlArrayItem);"
        " not counted.",
        "  order       Members stand as in the XSD. The page leaves out inherited ones,"
        " which come first.  [ASMX pages: stated]",
    ]
    assert explained[-3:] == [
        "  members     LocationID       long, must be given  stated",
        "              DeviceID         long, must be given  stated",
        "              AuthorizingCode  string, can be null  stated",
    ]


def test_a_document_on_a_long_line_is_shown_from_its_root() -> None:
    explained = one(SPECS, "ArrayOfAccountResponse", "metering")
    assert explained.evidence[0].shows.startswith(
        "HTTP/1.1 200 OK…<ArrayOfAccountResponse xmlns:i="
    )


def test_a_list_shows_what_is_printed_twice() -> None:
    explained = one(SPECS, "SynchronizePanelUser.DeviceList", "tc2")
    assert [(each.origin.line, each.shows) for each in explained.evidence][:3] == [
        (18, "<DeviceList>"),
        (19, "<DeviceAuthorizingCode>"),
        (24, "<DeviceAuthorizingCode>"),
    ]


def test_a_row_that_has_lost_its_name_is_evidence_of_its_member() -> None:
    explained = one(SPECS, "Account.Email", "metering")
    first = explained.evidence[0]
    assert (first.decides, first.origin.line, first.shows[:21]) == (
        True,
        17,
        "form | string | No | ",
    )
    assert [each.code for each in explained.findings] == ["nameless-row"]


def test_a_table_that_is_printed_again_counts() -> None:
    explained = one(SPECS, "BatchRegisterAccounts.Accounts", "metering")
    rows = [each.origin.line for each in explained.evidence if each.kind == "table row"]
    assert rows == [6, 9]
