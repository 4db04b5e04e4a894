"""The scheme of an address: whose evidence wins, and what is said where it is assumed."""

from __future__ import annotations

from dataclasses import replace

from soapstone.inference import inferred
from soapstone.model.facts import DEFAULT_PORTS, Address, AddressSource, PageFacts
from soapstone.model.findings import Origin, Severity
from tests.inference.samples import asmx, findings_of, stack

HOST = "example.org"


def address(
    scheme: str,
    source: AddressSource = AddressSource.SAVED,
    file: str = "svc/a.html",
    name: str = HOST,
    port: int = 0,
) -> Address:
    port = port or DEFAULT_PORTS[scheme]
    return Address(source, scheme, name, port, Origin(file, 2))


def stating(page: PageFacts, *addresses: Address) -> PageFacts:
    (operation,) = page.operations
    return replace(page, operations=(replace(operation, addresses=addresses),))


def outcome(*pages: PageFacts) -> tuple[dict[str, set[str]], list[str]]:
    """The schemes and hosts of each operation, and the codes of the findings on schemes."""
    result = inferred("svc", pages)
    found = {
        each.name: {f"{one.scheme}://{one.host}" for one in each.bindings}
        for each in result.contract.operations
    }
    return found, [each.code for each in findings_of(result)]


def test_the_saved_address_outweighs_links() -> None:
    # Behind a proxy that ends TLS, a page makes http links of itself.
    page = stating(
        asmx("<A/>"),
        address("http", AddressSource.SERVICE),
        address("https", AddressSource.SAVED),
    )
    assert outcome(page) == ({"A": {"https://example.org"}}, [])


def test_links_to_the_service_outweigh_others() -> None:
    page = stating(
        asmx("<A/>"),
        address("https", AddressSource.OTHER),
        address("http", AddressSource.SERVICE),
    )
    assert outcome(page) == ({"A": {"http://example.org"}}, [])
    page = stating(asmx("<A/>"), address("http", AddressSource.OTHER))
    assert outcome(page) == ({"A": {"http://example.org"}}, [])


def test_another_host_states_nothing() -> None:
    page = stating(asmx("<A/>"), address("http", name="other.example"))
    assert outcome(page) == ({"A": {"https://example.org"}}, ["scheme-unknown"])


def test_servicestack_pages_too() -> None:
    page = stating(stack("<A/>", "<B/>"), address("http", AddressSource.SERVICE))
    assert outcome(page) == ({"A": {"http://example.org"}}, [])


def test_a_silent_page_follows_the_others_of_its_host() -> None:
    silent = asmx("<B/>", file="svc/b.txt")
    pages = [stating(asmx("<A/>", file="svc/a.html"), address("http")), silent]
    assert outcome(*pages) == (
        {"A": {"http://example.org"}, "B": {"http://example.org"}},
        [],
    )


def test_two_pages_of_one_operation_are_one_binding() -> None:
    silent = asmx("<A/>", file="svc/b.txt")
    stated = stating(asmx("<A/>", file="svc/c.html"), address("http"))
    assert outcome(silent, stated) == ({"A": {"http://example.org"}}, [])


def test_pages_that_disagree_keep_their_own_and_the_conflict_is_said_once() -> None:
    pages = [
        stating(asmx("<A/>", file="svc/a.html"), address("http")),
        stating(asmx("<B/>", file="svc/b.html"), address("https", file="svc/b.html")),
        asmx("<C/>", file="svc/c.txt"),
    ]
    schemes, codes = outcome(*pages)
    assert schemes == {
        "A": {"http://example.org"},
        "B": {"https://example.org"},
        "C": {"https://example.org"},
    }
    assert sorted(codes) == ["scheme-conflict", "scheme-unknown"]
    found = {each.code: each for each in findings_of(inferred("svc", pages))}
    conflict = found["scheme-conflict"]
    assert conflict.severity is Severity.CONFLICT
    assert conflict.origin.file == "svc/b.html"
    assert conflict.found == (
        "This saved address is https://example.org; svc/a.html:2 has http."
    )
    assert found["scheme-unknown"].origin.file == "svc/c.txt"


def test_two_pages_of_one_operation_that_disagree_are_one_conflict() -> None:
    pages = [
        stating(asmx("<A/>", file="svc/a.html"), address("http")),
        stating(asmx("<A/>", file="svc/b.html"), address("https")),
    ]
    assert outcome(*pages) == ({"A": {"http://example.org"}}, ["scheme-conflict"])


def test_links_of_one_page_that_disagree() -> None:
    links = address("http", AddressSource.SERVICE), address(
        "https", AddressSource.SERVICE
    )
    assert outcome(stating(asmx("<A/>"), *links)) == (
        {"A": {"http://example.org"}},
        ["scheme-conflict"],
    )


def test_the_port_that_the_sample_leaves_out() -> None:
    page = stating(asmx("<A/>"), address("http", port=8080))
    assert outcome(page) == ({"A": {"http://example.org:8080"}}, [])
    page = stating(asmx("<A/>"), address("https", port=443))
    assert outcome(page) == ({"A": {"https://example.org"}}, [])
