"""What is served of a service of which a WSDL alone was saved: index, WSDL, a page made of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree, html

from soapstone.run import pipeline
from soapstone.runtime.calling.http_messages import Headers, HttpRequest
from soapstone.serving.pages import ServicePages
from tests.proving.test_described import kiln


@pytest.fixture
def pages(tmp_path: Path) -> ServicePages:
    (tmp_path / "kiln").mkdir()
    (tmp_path / "kiln" / "k.wsdl").write_text(kiln(), encoding="utf-8")
    package = pipeline.generate(tmp_path, ["kiln"]).packages[0]
    assert package.snapshot is not None
    wsdl = package.files["schema/service.wsdl"]
    return ServicePages(package.snapshot.contract, {}, package.shown_by, wsdl)


def got(pages: ServicePages, query: str) -> bytes:
    url = f"http://127.0.0.1:8080/k.asmx{query}"
    response = pages(HttpRequest(method="GET", url=url, headers=Headers(), body=b""))
    assert response is not None
    assert response.status == 200
    return response.body


def test_the_index_leads_to_a_page_of_each_operation(pages: ServicePages) -> None:
    (link,) = html.fromstring(got(pages, "").decode()).xpath("//li/a/@href")
    assert link == "k.asmx?op=Fire"
    page = html.fromstring(got(pages, "?op=Fire").decode())
    assert page.xpath("//h2/text()") == [
        *("Request", "Response", "Header of the request", "Detail of a fault")
    ]
    assert "No page of it was saved" in page.text_content()
    samples = [etree.fromstring(each.text) for each in page.xpath("//pre")]
    names = [etree.QName(each).localname for each in samples]
    assert names == ["Fire", "Fired", "Key", "Cracked"]


def test_the_wsdl_has_its_address_here(pages: ServicePages) -> None:
    assert b'location="http://127.0.0.1:8080/k.asmx"' in got(pages, "?WSDL")
