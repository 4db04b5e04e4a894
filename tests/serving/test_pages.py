"""A stand-in has help pages and WSDL where the real service has them, fit to be read again."""

from __future__ import annotations

import shutil
from pathlib import Path
from urllib.parse import urljoin

import pytest
from lxml import etree, html

from soapstone.model.contract import Contract
from soapstone.output.packages import Package
from soapstone.run import pipeline
from soapstone.runtime.calling.http_messages import HttpRequest, HttpResponse
from soapstone.serving.pages import ServicePages

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "tests" / "data"
SERVICES = {
    "tc2": ROOT / "specs" / "tc2",
    "metering": ROOT / "specs" / "metering",
    "demo": DATA / "services" / "demo",
    "basic": DATA / "services" / "basic",
    "rendered": DATA / "pages" / "rendered",
}
MARKDOWN = """\
# Tide

Click [here](http://tide.example:8080/ws/Tide.asmx) for a complete list of operations.

## Level

The *level* of <b>water</b> & more.

## Test

The test form is only available for requests from the local machine.

### SOAP 1.1

The following is a sample SOAP 1.1 request and response.

```
POST /ws/Tide.asmx HTTP/1.1
Host: tide.example
Content-Type: text/xml; charset=utf-8
SOAPAction: "urn:tide/Level"

<?xml version="1.0" encoding="utf-8"?>
<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/">
  <soap:Body>
    <Level xmlns="urn:tide"><Place>string</Place></Level>
  </soap:Body>
</soap:Envelope>
```

```
HTTP/1.1 200 OK
Content-Type: text/xml; charset=utf-8

<?xml version="1.0" encoding="utf-8"?>
<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/">
  <soap:Body>
    <LevelResponse xmlns="urn:tide"><Metres>double</Metres></LevelResponse>
  </soap:Body>
</soap:Envelope>
```
"""
HERE = "http://127.0.0.1:8080"


def generated(specs: Path, service: str) -> Package:
    package = pipeline.generate(specs, [service]).packages[0]
    assert package.error is None
    return package


def contract(package: Package) -> Contract:
    assert package.snapshot is not None
    return package.snapshot.contract


def pages_of(package: Package, folder: Path) -> ServicePages:
    sources = pipeline.pages_of(folder).pages
    wsdl = package.files.get("schema/service.wsdl", "")
    return ServicePages(contract(package), sources, package.shown_by, wsdl)


def get(pages: ServicePages, url: str) -> HttpResponse:
    response = pages(HttpRequest(method="GET", url=urljoin(HERE, url)))
    assert response is not None, url
    return response


def links(page: HttpResponse) -> list[str]:
    return [link for _, _, link, _ in html.fromstring(page.body).iterlinks()]


def saved_from(pages: ServicePages, folder: Path) -> None:
    """Save all operation pages, as somebody does who follows the links of the indexes."""
    folder.mkdir(parents=True)
    for index in pages.paths:
        for link in links(get(pages, index)):
            if "op=" in link:
                page = get(pages, urljoin(urljoin(HERE, index), link))
                assert page.status == 200, link
                name = link.rpartition("=")[2]
                (folder / f"{name}.html").write_bytes(page.body)


@pytest.mark.parametrize("name", [*SERVICES, "markdown"])
def test_what_is_saved_from_it_generates_the_same_contract(
    name: str, tmp_path: Path
) -> None:
    folder = tmp_path / "specs" / name
    if name in SERVICES:
        shutil.copytree(SERVICES[name], folder)
    else:
        folder.mkdir(parents=True)
        (folder / "Level.md").write_text(MARKDOWN, encoding="utf-8")
    first = generated(folder.parent, name)
    again = tmp_path / "again" / name
    saved_from(pages_of(first, folder), again)
    for file in folder.glob("*.toml"):
        shutil.copy(file, again)
    assert len([*again.glob("*.html")]) == len(contract(first).operations)
    assert contract(generated(again.parent, name)) == contract(first)


def test_a_page_saved_as_html_is_served_byte_for_byte() -> None:
    folder = SERVICES["rendered"]
    pages = pages_of(generated(folder.parent, folder.name), folder)
    for name in ("EchoStatus", "FireAndForget"):
        response = get(pages, f"/demo.asmx?op={name}")
        assert response.body == (folder / f"{name}.html").read_bytes()


def test_every_page_is_kept_from_doing_anything_in_a_browser(tmp_path: Path) -> None:
    folder = tmp_path / "tide"
    folder.mkdir()
    evil = "<script>alert(1)</script>"
    page = MARKDOWN.replace("# Tide", f"# Tide{evil}").replace("more.", evil)
    (folder / "Level.md").write_text(page, encoding="utf-8")
    pages = pages_of(generated(tmp_path, "tide"), folder)
    for url in ("/ws/tide.asmx", "/ws/Tide.asmx?op=Level"):
        response = get(pages, url)
        assert "sandbox" in response.headers["Content-Security-Policy"]
        assert "default-src 'none'" in response.headers["Content-Security-Policy"]
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert b"<script" not in response.body
        assert html.fromstring(response.body).xpath("//script") == []


def test_a_page_in_another_charset_says_so_itself(tmp_path: Path) -> None:
    folder = tmp_path / "tide"
    folder.mkdir()
    source = (SERVICES["rendered"] / "EchoStatus.html").read_text("utf-8")
    page = source.replace("<html>", '<html><meta charset="windows-1252">Café')
    (folder / "EchoStatus.html").write_bytes(page.encode("windows-1252"))
    pages = pages_of(generated(tmp_path, "tide"), folder)
    response = get(pages, "/demo.asmx?op=EchoStatus")
    assert response.headers["Content-Type"] == "text/html"
    assert b"Caf\xe9" in response.body


@pytest.mark.parametrize("query", ["WSDL", "wsdl", "Wsdl=1"])
def test_the_wsdl_has_the_address_that_it_was_asked_for_at(query: str) -> None:
    folder = SERVICES["tc2"]
    pages = pages_of(generated(folder.parent, "tc2"), folder)
    response = get(pages, f"http://localhost:81/tc21api/tc2.asmx?{query}")
    assert response.media_type == "text/xml"
    addresses = etree.fromstring(response.body).findall(".//{*}address")
    assert [each.get("location") for each in addresses] == [
        "http://localhost:81/tc21api/tc2.asmx"
    ] * 2


def test_servicestack_has_its_pages_elsewhere() -> None:
    folder = SERVICES["metering"]
    pages = pages_of(generated(folder.parent, "metering"), folder)
    assert [*pages.paths] == ["/metadata"]
    index = get(pages, "/metadata")
    assert links(index) == ["xml/metadata?op=BatchRegisterAccounts"]
    page = get(pages, "/api/xml/metadata?op=BatchRegisterAccounts")
    assert b"/sync/accounts/batch" in page.body


@pytest.mark.parametrize(
    ("method", "url", "status"),
    [
        ("GET", "/tc21api/tc2.asmx?op=Nothing", 404),
        ("GET", "/tc21api/tc2.asmx?op=", 404),
        ("GET", "/tc21api/TC2.ASMX", 200),
        ("HEAD", "/tc21api/tc2.asmx", 200),
        ("POST", "/tc21api/tc2.asmx?op=SynchronizePanelUser", None),
        ("GET", "/", 302),
        ("GET", "/metadata", None),
        ("GET", "/tc21api/names.toml", None),
        ("GET", "/tc21api/../../etc/passwd", None),
    ],
)
def test_there_is_nothing_else(method: str, url: str, status: int | None) -> None:
    folder = SERVICES["tc2"]
    pages = pages_of(generated(folder.parent, "tc2"), folder)
    response = pages(HttpRequest(method=method, url=HERE + url))
    assert (response and response.status) == status
    if status == 302:
        assert response
        assert response.headers["Location"] == "/tc21api/tc2.asmx"
