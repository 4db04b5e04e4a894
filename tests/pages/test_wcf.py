"""The help pages of WCF REST: frame, samples and schemas, in every form that saving leaves."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from soapstone.model.facts import Body, Notation, OperationFacts, Protocol, Unsampled
from soapstone.model.findings import SpecError
from soapstone.pages import read_page
from tests.fuzz.filled import Target
from tests.help_pages import SERVICE
from tests.pages.support import origins, outcome, read_text

POST = next(each for each in SERVICE.operations if each.request == "Crew")
GET = next(each for each in SERVICE.operations if each.template == "berths/{NUMBER}")
LAYOUTS = ("html", "txt", "md", "de.html")


def shown(layout: str, text: str | None = None) -> OperationFacts:
    text = SERVICE.page(POST, layout) if text is None else text
    name = f"h/a.{layout.rpartition('.')[2]}"
    (operation,) = read_page(name, text.encode()).operations
    return operation


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_layout_shows_the_same_facts(layout: str) -> None:
    found = shown(layout)
    assert found.notation is Notation.CONSTANTS
    assert (found.name, found.documentation) == ("", "Does.")
    (route,) = found.routes
    assert (route.verbs, route.path) == (("POST",), "/Harbour.svc/crews/{ID}?dry={DRY}")
    assert [each.protocol for each in found.exchanges] == [Protocol.XML, Protocol.JSON]
    xml = found.exchanges[0]
    assert xml.request.body
    assert xml.response
    assert xml.response.body
    assert (xml.request.body.name, xml.response.body.name) == ("Crew", "ArrayOfCrew")
    assert found.schema
    assert {each.name for each in found.schema.types} >= {"Crew", "Person", "Pilot"}
    assert found.bodies == ()


def test_a_schema_of_markdown_has_what_saving_lost() -> None:
    whole, lost = shown("html").schema, shown("md").schema
    assert whole
    assert lost
    assert without_places(whole.types) == without_places(lost.types)


def without_places(found: object) -> str:
    return re.sub(r"Origin\([^()]*\)", "", repr(found))


def test_a_place_in_a_schema_is_the_line_of_the_page() -> None:
    text = SERVICE.page(POST, "txt")
    schema = shown("txt", text).schema
    assert schema
    for name, type_ in schema.types.items():
        line = text.split("\n")[type_.origin.line - 1]
        assert f'name="{name.name}"' in line


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Reference for ", "Odkaz na "),
        ("HTTP Method: ", "HTTP-Methode: "),
        ("\nHTTP Method: ", " HTTP Method: "),
        ("Url: ", "URL\N{FULLWIDTH COLON}"),
    ],
)
def test_the_frame_is_known_in_every_language(old: str, new: str) -> None:
    text = SERVICE.page(POST, "txt")
    assert old in text
    assert shown("txt", text.replace(old, new)).routes[0].verbs == ("POST",)


def test_a_page_without_its_title_is_read() -> None:
    text = SERVICE.page(GET, "txt").partition("\n")[2]
    assert shown("txt", text).routes[0].path == "/Harbour.svc/berths/{NUMBER}"


def test_a_page_without_its_table_is_read_by_its_captions() -> None:
    text = re.sub(
        r"Message direction[\s\S]*?(?=The following)", "", SERVICE.page(POST, "txt")
    )
    found = shown("txt", text).exchanges[0]
    assert found.request.body
    assert found.request.body.name == "Crew"


def test_bold_words_of_a_text_file_from_firefox_are_words() -> None:
    text = SERVICE.page(POST, "txt")
    starred = text.replace("Url: ", "*Url: *").replace(
        "HTTP Method: ", "*HTTP Method: *"
    )
    assert starred.count("*") == text.count("*") + 4
    without = [without_places(shown("txt", each).exchanges) for each in (text, starred)]
    assert without[0] == without[1]


def test_rows_with_cells_stuck_together_are_rows() -> None:
    text = SERVICE.page(GET, "txt").replace("\t", "")
    body = Body(True, Unsampled.EMPTY, shown("txt", text).bodies[0].origin)
    assert shown("txt", text).bodies == (body,)


def test_indentation_may_be_gone() -> None:
    text = re.sub("(?m)^ +", "", SERVICE.page(POST, "txt"))
    assert without_places(shown("txt", text).exchanges) == without_places(
        shown("txt").exchanges
    )


def test_a_damaged_schema_leaves_the_samples_and_a_finding() -> None:
    text = SERVICE.page(POST, "txt").replace('<xs:complexType name="Crew">', "<xs:comp")
    page = read_text(text)
    assert "schema-unread" in {each.code for each in page.findings}
    assert page.operations[0].exchanges[0].request.body


def test_a_sample_that_breaks_off_is_an_error_on_its_line() -> None:
    text = SERVICE.page(POST, "txt")
    text = text[: text.index("<Name>") + 6]
    error = outcome("h/a.txt", text.encode())
    assert isinstance(error, SpecError)
    assert "breaks off inside <Name>" in error.found


def test_of_several_pages_in_a_file_a_damaged_one_is_left_out() -> None:
    good, bad = SERVICE.page(GET, "txt"), SERVICE.page(POST, "txt")
    bad = bad.replace("</Crew>", "</Crows>", 1)
    page = read_text(f"{good}\n{bad}")
    assert [each.routes[0].verbs for each in page.operations] == [("GET",)]
    assert len(page.errors) == 1


# What is no page of an operation


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (
            "help.html",
            "<html><p>Operations at http://h/H.svc</p><table><tr><th>Uri<th>Method</tr><tr><td>a"
            "<td><a href='http://h/H.svc/help/operations/AddBerth'>POST</a></table>",
        ),
        (
            "help.txt",
            "Operations at http://h/H.svc\nThis page describes the service operations at this"
            " endpoint.\nUri\tMethod\tDescription\nberths\tPOST\tService at http://h/H.svc/berths",
        ),
    ],
)
def test_the_index_says_which_pages_to_save(name: str, text: str) -> None:
    page = read_page(f"h/{name}", text.encode())
    (finding,) = page.findings
    assert (page.operations, finding.code) == ((), "index-page")
    assert ("AddBerth" in finding.found) is name.endswith("html")


def test_prose_with_an_address_and_a_verb_is_no_page() -> None:
    text = "It lies at http://h/x\nMethod: POST\n{}"
    assert isinstance(outcome("h/a.txt", text.encode()), SpecError)


# Values


MARK = "hunter2"


@pytest.mark.parametrize("layout", LAYOUTS)
def test_no_value_that_somebody_typed_is_kept(layout: str) -> None:
    text = SERVICE.page(POST, layout)
    filled = text.replace("String content", MARK).replace("2147483647", f"{MARK}9")
    filled = filled.replace("dry={DRY}", f"dry={MARK}")
    assert MARK in filled
    found = shown(layout, filled)
    assert MARK not in repr(found.exchanges)
    assert MARK not in repr(found.routes)
    assert MARK not in repr([*origins(found)])


def test_a_value_in_an_error_is_not_quoted() -> None:
    text = SERVICE.page(POST, "txt").replace("String content</Name>", f"{MARK}</Nam>")
    error = outcome("h/a.txt", text.encode())
    assert isinstance(error, SpecError)
    assert MARK not in f"{error}{error.origin}"


@pytest.mark.parametrize("layout", LAYOUTS)
def test_no_value_reaches_an_output(layout: str, tmp_path: Path) -> None:
    """Each constant of the samples is another value; the schemas stay, or are gone."""
    cores: list[str] = []

    def mark(found: re.Match[str]) -> str:
        cores.append(f"zq{len(cores)}kx")
        return found[1] + cores[-1] + found[2]

    service = {}
    for with_schema in (True, False):
        for number, each in enumerate(SERVICE.operations):
            text = SERVICE.page(each, layout, with_schema)
            text = re.sub(
                r"((?:>|&gt;))[^<>&\n/]+((?:</|&lt;/)(?=M|N|C|T|string))",
                mark,
                text,
            )
            text = re.sub(r"(:\"?)String content(\"?)", mark, text)
            text = re.sub(r"(\?\w+=)\{\w+\}()", mark, text)
            service[f"{with_schema}{number}.{layout.rpartition('.')[2]}"] = text
    assert len(cores) > 300
    Target(tmp_path)(service, cores)
