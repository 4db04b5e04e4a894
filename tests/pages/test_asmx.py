"""Traps of ASMX operation pages: the seed line by line, sections, names, documentation."""

from __future__ import annotations

import pytest

from soapstone.model.facts import Notation, Protocol
from soapstone.model.findings import Origin
from tests.pages.support import (
    PAGES,
    nodes,
    origins,
    outline,
    quotes,
    read,
    read_text,
    without_origins,
)

SEED = "SynchronizePanelUser.txt"


def test_the_seed_names_service_operation_and_documentation() -> None:
    facts = read(SEED)
    (operation,) = facts.operations
    assert facts.findings == ()
    assert operation.notation is Notation.TYPE_NAMES
    assert operation.service == "svcTC2API"
    assert operation.name == "SynchronizePanelUser"
    assert operation.origin == Origin(SEED, 3, "SynchronizePanelUser")
    assert operation.documentation == (
        "[TC2.1+] Synchronize Total Connect Users with Security System user codes"
    )
    assert (operation.routes, operation.demands, operation.tables) == ((), (), ())


def test_the_seed_shows_two_exchanges_with_their_heads() -> None:
    one, two = read(SEED).operations[0].exchanges
    assert (one.protocol, two.protocol) == (Protocol.SOAP_1_1, Protocol.SOAP_1_2)
    assert one.request.origin == Origin(SEED, 8, "POST /tc21api/tc2.asmx HTTP/1.1")
    assert one.request.head.verb == "POST"
    assert one.request.head.path == "/tc21api/tc2.asmx"
    assert one.request.head.headers == (
        ("Host", "rs.alarmnet.com"),
        ("Content-Type", "text/xml; charset=utf-8"),
        ("Content-Length", "length"),
        ("SOAPAction", "https://services.alarmnet.com/TC2/SynchronizePanelUser"),
    )
    assert one.response is not None
    assert one.response.origin == Origin(SEED, 36, "HTTP/1.1 200 OK")
    assert one.response.head.status == 200
    assert two.response is not None
    assert (two.request.origin.line, two.response.origin.line) == (72, 99)
    assert two.request.head.header("SOAPAction") == ""
    assert without_origins(one.request.body) == without_origins(two.request.body)
    assert without_origins(one.response.body) == without_origins(two.response.body)


def test_the_seeds_request_has_its_lines() -> None:
    body = read(SEED).operations[0].exchanges[0].request.body
    assert body is not None
    assert {node.namespace for node in nodes(body)} == {
        "https://services.alarmnet.com/TC2/"
    }

    def item(line: int) -> tuple[object, ...]:
        names = (
            ("LocationID", "long"),
            ("DeviceID", "long"),
            ("AuthorizingCode", "string"),
        )
        members = ((line + n, name, type_) for n, (name, type_) in enumerate(names, 1))
        return line, "DeviceAuthorizingCode", tuple(members)

    assert outline(body) == (
        16,
        "SynchronizePanelUser",
        (
            (17, "SessionID", "string"),
            (18, "DeviceList", (item(19), item(24))),
            (30, "StatusOnly", "boolean"),
            (31, "AdditionalInput", "string"),
            (32, "userCodeDirectPush", "boolean"),
        ),
    )
    assert body.children[0].origin == Origin(SEED, 17, "<SessionID>string</SessionID>")


def test_the_seeds_response_has_its_lines() -> None:
    response = read(SEED).operations[0].exchanges[1].response
    assert response is not None
    assert response.body is not None
    shown = [(node.origin.line, node.name, node.text) for node in nodes(response.body)]
    assert shown[:6] == [
        (105, "SynchronizePanelUserResponse", ""),
        (106, "SynchronizePanelUserResult", ""),
        (107, "SynchronizationStatus", ""),
        (108, "SyncStatus", ""),
        (109, "DeviceID", "long"),
        (110, "DeviceName", "string"),
    ]
    assert shown[-1] == (126, "ResultData", "string")


@pytest.mark.parametrize(
    "path", sorted(PAGES.glob("rendered/*.txt")), ids=lambda path: path.stem
)
def test_text_and_html_of_a_page_give_the_same_facts(path: object) -> None:
    name = f"rendered/{str(path).rpartition('/')[2]}"
    text, html = read(name), read(name.replace(".txt", ".html"))
    assert len(text.operations) == 1
    assert without_origins(text.operations) == without_origins(html.operations)
    assert text.findings == html.findings == ()


@pytest.mark.parametrize(
    "path", sorted(PAGES.glob("**/*.txt")), ids=lambda path: path.stem
)
def test_every_origin_of_a_text_page_quotes_its_own_line(path: object) -> None:
    name = str(path).rpartition("data/pages/")[2]
    saved = (PAGES / name).read_text().split("\n")
    for origin in origins(read(name)):
        assert quotes(origin.text, saved[origin.line - 1].strip()[:200]), origin


def test_several_header_entries_keep_namespace_and_attributes() -> None:
    exchange = read("rendered/WithHeaders.txt").operations[0].exchanges[0]
    assert [entry.name for entry in exchange.request.headers] == [
        "AuthHeader",
        "TraceHeader",
    ]
    assert exchange.request.headers[0].attributes == (("", "mode", "string"),)
    assert exchange.response is not None
    assert [entry.name for entry in exchange.response.headers] == ["TraceHeader"]


def test_a_one_way_operation_answers_with_a_status_only() -> None:
    for exchange in read("rendered/FireAndForget.txt").operations[0].exchanges:
        assert exchange.response is not None
        assert exchange.response.head.status == 202
        assert exchange.response.body is None


def test_a_dataset_keeps_the_words_that_stand_for_its_content() -> None:
    response = read("rendered/GetDataSet.txt").operations[0].exchanges[0].response
    assert response is not None
    assert response.body is not None
    assert response.body.children[0].text == "xmlxml"


def test_the_depth_cut_and_second_namespaces_stay_visible() -> None:
    body = read("asmx-recursion-second-ns.txt").operations[0].exchanges[0].request.body
    assert body is not None
    assert [(n.origin.line, n.name) for n in nodes(body) if n.nil] == [
        (24, "Costs"),
        (25, "Quote"),
    ]
    assert {n.namespace for n in nodes(body) if n.name == "JobID"} == {
        "https://svc.example-ledger.com/schemas/Ledger"
    }


def test_a_bare_operation_is_named_by_its_page_not_its_element() -> None:
    operation = read("asmx-attributes-header.txt").operations[0]
    body = operation.exchanges[0].request.body
    assert operation.name == "sendBoatAvail"
    assert body is not None
    assert body.name == "BoatAvailRQ"
    assert body.attributes == (
        ("", "SummaryOnly", "boolean"),
        ("", "SortOrder", ""),
        ("", "MaxResponses", "positiveInteger"),
        ("", "ResStatus", "Book or Quote or Hold or Cancel"),
    )


def test_http_sections_stand_beside_soap_and_a_test_form_is_no_documentation() -> None:
    operation = read("asmx-test-form-http-root.txt").operations[0]
    assert operation.documentation == (
        "Returns quotes. The result is a list. Leave from empty to get today's."
    )
    _, get, post = operation.exchanges
    assert (get.protocol, post.protocol) == (Protocol.HTTP_GET, Protocol.HTTP_POST)
    assert get.request.head.path.endswith(
        "/Quotes?key=string&code=string&code=string&from=dateTime"
    )
    assert get.request.parameters == post.request.parameters
    assert post.request.parameters == (
        ("key", "string"),
        ("code", "string"),
        ("code", "string"),
        ("from", "dateTime"),
    )
    assert get.request.body is None
    assert post.request.body is None
    assert post.response is not None
    assert post.response.body is not None
    assert (post.response.body.name, post.response.body.origin.line) == (
        "ArrayOfQuote",
        85,
    )


TEST_FORM = """測試
若要使用 HTTP POST 通訊協定測試作業 請按一下 [叫用] 按鈕。
參數 值
a:
b:
SOAP 1.1
下列為 SOAP 1.1 的範例要求和回應。
"""
NO_TEST_FORM = """測試
測試表單僅適用於來自本機電腦的要求。SOAP 1.1
下列為 SOAP 1.1 的範例要求和回應。
"""


@pytest.mark.parametrize(
    "test_section", [TEST_FORM, NO_TEST_FORM], ids=["form", "no form"]
)
def test_a_localised_page_is_read_by_its_structure(test_section: str) -> None:
    saved = (PAGES / SEED).read_text()
    samples = saved[saved.index("POST /") :]
    prose = "svcTC2API\n如需作業的完整清單 請按一下這裡。\nSynchronizePanelUser\n同步\n第二行\n"
    operation = read_text(prose + test_section + samples).operations[0]
    assert operation.service == "svcTC2API"
    assert operation.name == "SynchronizePanelUser"
    assert operation.documentation == "同步\n第二行"
    assert len(operation.exchanges) == 2


def test_marks_in_documentation_are_dropped() -> None:
    saved = (PAGES / SEED).read_text()
    marked = saved.replace("[TC2.1+] Synchronize", "[TC2.1+] <b>Syn</b>chronize<br/>")
    assert read_text(marked).operations[0].documentation == (
        "[TC2.1+] Synchronize Total Connect Users with Security System user codes"
    )


def test_several_pages_in_one_file_are_several_operations() -> None:
    names = ("Prims", "FireAndForget", "WithHeaders")
    text = "\n".join((PAGES / f"rendered/{name}.txt").read_text() for name in names)
    facts = read_text(text)
    assert [operation.name for operation in facts.operations] == list(names)
    assert {operation.service for operation in facts.operations} == {"DemoService"}
    for operation in facts.operations:
        alone = read(f"rendered/{operation.name}.txt").operations[0]
        assert without_origins(operation) == without_origins(alone)


def test_samples_without_the_text_above_them_still_have_a_name() -> None:
    saved = (PAGES / SEED).read_text()
    operation = read_text(saved[saved.index("POST /") :]).operations[0]
    assert (operation.service, operation.name) == ("", "SynchronizePanelUser")
    assert operation.origin.line == 1


def test_an_rpc_encoded_operation_is_left_out_and_told() -> None:
    other = (PAGES / "rendered/Prims.txt").read_text()
    encoded = (
        (PAGES / SEED)
        .read_text()
        .replace(
            "<soap:Body>",
            '<soap:Body soap:encodingStyle="http://schemas.xmlsoap.org/soap/encoding/">',
        )
    )
    facts = read_text(encoded + "\n" + other)
    assert [operation.name for operation in facts.operations] == ["Prims"]
    (finding,) = facts.findings
    assert (finding.code, finding.subject) == ("rpc-encoded", "SynchronizePanelUser")
    assert finding.origin.line == 3


@pytest.mark.parametrize(
    "bare",
    ['<?xml version="1.0"?>\nxml', '<?xml version="1.0"?>xml', "xml"],
)
@pytest.mark.parametrize("glue", ["\n", ""])
def test_an_answer_of_any_xml_is_a_word_under_http(bare: str, glue: str) -> None:
    section = (
        "\nHTTP GET\nThe sample.\nGET /tc21api/tc2.asmx/SynchronizePanelUser?a=string HTTP/1.1"
        "\nHost: x\n\nHTTP/1.1 200 OK\nContent-Type: text/xml; charset=utf-8\n"
        f"Content-Length: length\n\n{bare}"
    )
    post = section.replace("HTTP GET", "HTTP POST").replace("GET /", "POST /")
    text = (PAGES / SEED).read_text() + section + glue + post.strip()
    (operation,) = read_text(text).operations
    assert [exchange.protocol for exchange in operation.exchanges] == list(Protocol)[:4]
    for exchange in operation.exchanges[2:]:
        assert exchange.response is not None
        assert exchange.response.body is None
        assert exchange.response.raw == "bytes"


def test_the_sentence_before_the_name_may_be_broken_around_its_link() -> None:
    text = page_text("DoNothing.txt")
    broken = text.replace("Click here for", "Click\n\nhere\n\nfor")
    assert broken != text
    (one,), (other,) = (read_text(each).operations for each in (text, broken))
    assert (one.service, one.name) == (other.service, other.name)
    assert one.documentation == other.documentation


@pytest.mark.parametrize("third", ["https://ferry.example/s.asmx", "thus:", "(c)2009"])
def test_what_prose_says_is_no_name(third: str) -> None:
    text = page_text("DoNothing.txt")
    samples = text[text.index("POST ") :]
    (operation,) = read_text(f"Hi all\nwe call this\n{third}\n\n{samples}").operations
    assert (operation.service, operation.name) == ("", "DoNothing")


def page_text(name: str) -> str:
    return (PAGES / "rendered" / name).read_text("utf-8")
