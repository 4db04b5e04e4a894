"""What an address leads to: which pages of which service, and which not."""

from __future__ import annotations

from pathlib import Path

import pytest

from soapstone.model.findings import SpecError
from soapstone.run import pipeline
from tests.fetching.site import (
    NOTHING,
    SCHEMA,
    WSDL,
    fetched,
    files,
    index,
    operation,
    page,
    redirect,
    service,
    site,
    xml,
)
from tests.runtime.calling.server import http

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "tests" / "data" / "pages"
INDEX = (DATA / "asmx-index.html").read_bytes()
METADATA = DATA / "servicestack-GetAccount.xml.html"
DTOS = (DATA / "made" / "dtos.csharp.txt").read_bytes()


def test_an_index_of_asmx_leads_to_its_operations_and_its_wsdl(tmp_path: Path) -> None:
    names = ["Add", "Overload", "OverloadTwo", "Prims"]
    pages = {f"/ws/demo.asmx?op={each}": operation(each) for each in names}
    pages |= {
        "/ws/Demo.asmx": http(INDEX, kind="text/html"),
        "/ws/demo.asmx?WSDL": NOTHING,
        "/ws/Demo.asmx?WSDL": xml(WSDL.format("")),
    }
    with site(pages) as here:
        target = fetched(f"{here.url}/ws/Demo.asmx", tmp_path)
        assert here.asked == ["/ws/Demo.asmx", *list(pages)[:4], "/ws/Demo.asmx?WSDL"]
    assert (target.service, target.fetched, target.failed) == ("demo", 5, [])
    assert files(tmp_path / "demo") == sorted(
        ["Demo.wsdl", *(f"{each}.html" for each in names)]
    )


def test_without_a_wsdl_it_is_said_and_no_error(tmp_path: Path) -> None:
    with site(service("Ask")) as here:
        target = fetched(f"{here.url}/x.asmx", tmp_path)
    assert target.failed == []
    (note,) = target.notes
    assert note.startswith("no WSDL: status 404 Not Found")
    assert files(tmp_path) == ["x/Ask.html"]


@pytest.mark.parametrize("answer", [index(["Ask"]), http(b"{}", kind="text/json")])
def test_a_page_in_place_of_the_wsdl_is_none(answer: bytes, tmp_path: Path) -> None:
    with site({**service("Ask"), "/x.asmx?WSDL": answer}) as here:
        target = fetched(f"{here.url}/x.asmx", tmp_path)
    assert len(target.notes) == 1
    assert files(tmp_path) == ["x/Ask.html"]


def test_the_page_of_one_operation_leads_to_itself(tmp_path: Path) -> None:
    with site(service("Ask", "Answer")) as here:
        fetched(f"{here.url}/x.asmx?op=Answer", tmp_path)
        assert here.asked == ["/x.asmx?op=Answer", "/x.asmx?WSDL"]
    assert files(tmp_path) == ["x/Answer.html"]


def test_what_belongs_to_another_service_is_no_operation(tmp_path: Path) -> None:
    links = ["x.asmx?op=Ask", "y.asmx?op=Other", "/x.asmx/z?op=Other", "#", "//[?op=A"]
    pages = {**service("Ask"), "/x.asmx": index(links, "{}")}
    with site(pages) as here:
        target = fetched(f"{here.url}/x.asmx", tmp_path)
    assert (files(tmp_path), target.failed) == (["x/Ask.html"], [])


def test_servicestack_is_taken_as_xml_and_with_its_types(tmp_path: Path) -> None:
    """Its index has a link for each format."""
    links = [
        f"/api/{form}/metadata?op=GetAccount" for form in ("json", "soap11", "xml")
    ] + ["/api/csv/metadata?op=Rows", "/other/xml/metadata?op=No", "/api/ui"]
    account = http(METADATA.read_bytes(), kind="text/html")
    pages = {
        "/api/metadata": index(links, "{}"),
        "/api/xml/metadata?op=GetAccount": account,
        "/api/csv/metadata?op=Rows": account,
        "/api/types/csharp": http(DTOS, kind="text/plain"),
    }
    with site(pages) as here:
        target = fetched(f"{here.url}/api/metadata", tmp_path)
        assert here.asked == list(pages)
    assert (target.service, target.notes) == ("pier", [])
    assert files(tmp_path / "pier") == [
        "GetAccount.html",
        "Rows.html",
        "types.csharp.txt",
    ]
    (tmp_path / "pier" / "Rows.html").unlink()
    assert pipeline.generate(tmp_path, ["pier"]).packages[0].reported is None


def test_servicestack_without_types_in_csharp(tmp_path: Path) -> None:
    account = http(METADATA.read_bytes(), kind="text/html")
    pages = {
        "/metadata": index(["GetAccount"], "xml/metadata?op={}"),
        "/xml/metadata?op=GetAccount": account,
        "/types/csharp": page("<body>All types.</body>"),
    }
    with site(pages) as here:
        target = fetched(f"{here.url}/metadata", tmp_path)
    assert files(tmp_path) == ["pier/GetAccount.html"]
    assert [each[:14] for each in target.notes] == ["no types in C#"]


def test_an_operation_of_servicestack_is_fetched_as_xml(tmp_path: Path) -> None:
    account = http(METADATA.read_bytes(), kind="text/html")
    ways = [f"/{form}/metadata?op=GetAccount" for form in ("json", "xml")]
    with site(dict.fromkeys(ways, account)) as here:
        target = fetched(here.url + ways[0], tmp_path)
        assert here.asked == ways
    assert (target.service, files(tmp_path)) == (
        "acme_api",
        ["acme_api/GetAccount.html"],
    )


def test_the_help_of_wcf_rest_leads_to_its_operations(tmp_path: Path) -> None:
    reference = page("<body>Reference for http://h/Yard.svc/x</body>")
    pages = {
        "/Yard.svc/help": index(["Find", "Sp%C3%A4t"], "help/operations/{}"),
        "/Yard.svc/help/operations/Find": reference,
        "/Yard.svc/help/operations/Sp%C3%A4t": reference,
    }
    with site(pages) as here:
        fetched(f"{here.url}/Yard.svc/help", tmp_path)
        fetched(f"{here.url}/Yard.svc/help/operations/Find", tmp_path)
        assert here.asked == [*pages, "/Yard.svc/help/operations/Find"]
    assert files(tmp_path) == ["yard/Find.html", "yard/Spät.html"]


WCF = page(
    "<body><pre>svcutil.exe <a href='http://pc7/F.svc?wsdl'>x?wsdl</a></pre></body>"
)


def test_a_page_of_wcf_leads_to_its_single_wsdl(tmp_path: Path) -> None:
    pages = {"/F.svc": WCF, "/F.svc?singleWsdl": xml(WSDL.format(""))}
    with site(pages) as here:
        fetched(f"{here.url}/F.svc", tmp_path)
        assert here.asked == list(pages)
    assert files(tmp_path) == ["f/F.wsdl"]


def test_before_there_was_a_single_wsdl_its_parts_are_fetched(tmp_path: Path) -> None:
    """The page of the service comes for a query that it does not know."""
    imports = '<import location="F.svc?wsdl=wsdl0"/>{}'
    schema = '<xs:import schemaLocation="{}" namespace="urn:x"/>'
    types = f"<types><xs:schema>{schema}</xs:schema></types>".format("F.svc?xsd=xsd0")
    pages = {
        "/F.svc": WCF,
        "/F.svc?singleWsdl": WCF,
        "/F.svc?wsdl": xml(WSDL.format(imports.format(types))),
        "/F.svc?wsdl=wsdl0": xml(WSDL.format(types)),
        "/F.svc?xsd=xsd0": xml(SCHEMA.format(schema.format("F.svc?xsd=xsd1"))),
        "/F.svc?xsd=xsd1": xml(SCHEMA.format(schema.format("F.svc?xsd=xsd0"))),
    }
    with site(pages) as here:
        target = fetched(f"{here.url}/F.svc", tmp_path)
        assert here.asked == list(pages)
        assert (target.fetched, target.failed) == (4, [])
        names = ["F.wsdl", "wsdl0.wsdl", "xsd0.xsd", "xsd1.xsd"]
        assert files(tmp_path / "f") == names
        (tmp_path / "f" / "xsd1.xsd").unlink()
        target = fetched(f"{here.url}/F.svc", tmp_path)
        assert (target.fetched, target.kept) == (1, 3)
        assert here.asked[len(pages) :] == ["/F.svc", "/F.svc?xsd=xsd1"]


def test_a_wsdl_and_what_lies_beside_it(tmp_path: Path) -> None:
    """Two parts of one name, and one on another host."""
    parts = ("a/types.xsd", "b/types.xsd", "http://elsewhere.example/types.xsd?key=s3")
    found = (f'<xs:include schemaLocation="{each}"/>' for each in parts)
    pages = {
        "/d/Ferry.wsdl": xml(WSDL.format("".join(found))),
        "/d/a/types.xsd": xml(SCHEMA.format("<!--a-->")),
        "/d/b/types.xsd": xml(SCHEMA.format("<!--b-->")),
    }
    with site(pages) as here:
        target = fetched(f"{here.url}/d/Ferry.wsdl", tmp_path)
        assert here.asked == list(pages)
    first, second, third = files(tmp_path / "ferry")
    assert (first, third) == ("Ferry.wsdl", "types.xsd")
    assert second.startswith("types-")
    assert b"<!--b-->" in (tmp_path / "ferry" / second).read_bytes()
    assert target.notes == [
        "left out: http://elsewhere.example/types.xsd?key=s3, on another host"
    ]


def test_operations_on_other_hosts_are_left_out(tmp_path: Path) -> None:
    links = ["x.asmx?op=Ask", "http://other.example/x.asmx?op=Answer"]
    with site({**service("Ask"), "/x.asmx": index(links, "{}")}) as here:
        target = fetched(f"{here.url}/x.asmx", tmp_path)
    assert target.notes[0] == (
        "left out: operations at http://other.example, on another host"
    )
    with (
        site({"/x.asmx": index(links[1:], "{}")}) as here,
        pytest.raises(SpecError, match=r"on http://other\.example"),
    ):
        fetched(f"{here.url}/x.asmx", tmp_path)


def test_the_page_where_a_redirect_ends_is_the_index(tmp_path: Path) -> None:
    with site({**service("Ask"), "/": redirect("/x.asmx")}) as here:
        fetched(here.url, tmp_path)
    assert files(tmp_path) == ["x/Ask.html"]


def test_the_user_may_name_the_folder(tmp_path: Path) -> None:
    with site(service("Ask")) as here:
        fetched(f"{here.url}/x.asmx", tmp_path, service="my-service")
    assert files(tmp_path) == ["my-service/Ask.html"]
