"""The pipeline: which pages make which packages, and its errors."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path

import pytest

from soapstone.cli import run
from soapstone.model.findings import Finding, Severity, SpecError
from soapstone.output.packages import Generated, Package
from soapstone.resources import runtime_dir
from soapstone.run.pipeline import RUNTIME, generate
from tests.services import ROOT

PAGE = ROOT / "tests/data/pages/rendered/DoNothing.txt"


@pytest.fixture
def specs(tmp_path: Path) -> Path:
    """A folder of specs with one service."""
    folder = tmp_path / "specs"
    add(folder, "tc2")
    return folder


def add(specs: Path, *services: str) -> None:
    for service in services:
        (specs / service).mkdir(parents=True)
        shutil.copy(PAGE, specs / service / PAGE.name)


def package(generated: Generated, name: str) -> Package:
    return next(each for each in generated.packages if each.name == name)


def names(generated: Generated) -> list[str]:
    return [each.name for each in generated.packages]


def failure(specs: Path, services: Sequence[str] = ()) -> str:
    """The message of a run that cannot begin."""
    with pytest.raises(SpecError) as caught:
        generate(specs, services)
    return str(caught.value)


def but_clients(generated: Generated, name: str) -> dict[str, str]:
    """A package's files, but for those that have the name of the package in them."""
    named = ("__init__.py", "__init__.pyi", "client.py", "client.pyi")
    files = package(generated, name).files
    return {path: text for path, text in files.items() if path not in named}


def error(generated: Generated, name: str) -> str:
    """The message of a package that cannot be made; it has no files."""
    failed = package(generated, name)
    assert failed.error is not None
    assert failed.files == {}
    return str(failed.error)


def test_a_service_becomes_a_package_and_the_runtime_comes_last(specs: Path) -> None:
    add(specs, "zebra", "Alpha")
    generated = generate(specs)
    assert names(generated) == ["alpha", "tc2", "zebra", RUNTIME]
    made = package(generated, "tc2")
    assert (made.pages, made.operations, made.records, made.error) == (1, 1, 2, None)
    assert list(made.files) == sorted(made.files)
    assert {
        "__init__.py",
        "__init__.pyi",
        "operations/do_nothing.py",
    } <= made.files.keys()
    assert any(path.startswith("schema/") for path in made.files)


def test_the_runtime_is_copied_as_it_is(specs: Path) -> None:
    files = package(generate(specs), RUNTIME).files
    paths = {path.relative_to(runtime_dir()) for path in runtime_dir().rglob("*.py")}
    assert {Path(path) for path in files} == {*paths, Path("LICENSE")}
    for path, text in files.items():
        assert (runtime_dir() / path).read_text("utf-8") == text


def test_only_the_named_services_are_made_each_once(specs: Path) -> None:
    add(specs, "a", "b")
    started: list[str] = []
    generated = generate(specs, ["tc2", "a", "tc2"], progress=started.append)
    assert names(generated) == ["a", "tc2", RUNTIME]
    assert started == ["1 of 2: a", "2 of 2: tc2"]


def test_all_pages_of_a_folder_count_whatever_their_suffixs_case(specs: Path) -> None:
    once = package(generate(specs), "tc2")
    for name in ("again.TXT", "again.md", "again.Htm", "again.html"):
        like = PAGE.with_suffix(".html") if "h" in name.lower() else PAGE
        shutil.copy(like, specs / "tc2" / name)
    made = package(generate(specs), "tc2")
    assert (once.pages, made.pages) == (1, 5)
    assert made.files == once.files


# --- what is no page ----------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["page.gif", "README", "page.txt.bak", "page.yaml"])
def test_an_ignored_file_is_a_finding(specs: Path, name: str) -> None:
    (specs / "tc2" / name).write_bytes(b"\0")
    made = package(generate(specs), "tc2")
    assert made.error is None
    (found,) = [each for each in made.findings if each.code == "ignored-file"]
    assert found == Finding(
        code="ignored-file",
        severity=Severity.NOTE,
        subject=f"tc2/{name}",
        origin=found.origin,
        found="The name of the file is not that of a page.",
        decided="Left out.",
        settle="If it is a page or a WSDL, name it like one of these: *.txt, *.md, *.htm, *.html, "
        "*.mhtml, *.mht, *.wsdl, *.xsd, *.xml, *.json, *.svclog.",
    )
    assert str(found.origin) == f"tc2/{name}"


def test_hidden_files_and_folders_within_a_service_are_passed_over(specs: Path) -> None:
    before = generate(specs)
    (specs / "tc2/.DS_Store").write_bytes(b"\0")
    (specs / "tc2/.hidden.txt").write_bytes(b"\0")
    (specs / "tc2/old.txt").mkdir()
    for folder in ("DoNothing_files", ".old"):  # as browsers make, and editors
        (specs / "tc2" / folder).mkdir()
        (specs / "tc2" / folder / "frame.html").write_bytes(b"\0")
    assert generate(specs) == before


def of_files(findings: Iterable[Finding]) -> list[str]:
    return [
        f"{each.subject}: {each.settle}" for each in findings if not each.origin.line
    ]


@pytest.mark.parametrize("name", ["page.PDF", "page.docx", "page.webarchive"])
def test_a_format_that_is_not_read_is_a_finding_that_shows(
    specs: Path, name: str
) -> None:
    (specs / "tc2" / name).write_bytes(b"\0")
    made = package(generate(specs), "tc2")
    (found,) = [each for each in made.findings if each.code == "ignored-file"]
    assert found.severity is Severity.GUESS
    assert of_files(made.findings) == [
        f"tc2/{name}: If it is a page, open that in a browser and save it as HTML only (File, "
        "Save page as)."
    ]


def test_pages_in_a_folder_of_a_service_are_a_finding(specs: Path) -> None:
    (specs / "tc2/v2").mkdir()
    shutil.copy(PAGE, specs / "tc2/v2")
    assert of_files(package(generate(specs), "tc2").findings) == [
        "tc2/v2: Move them up, or give them a folder of their own beside that of the service."
    ]


def test_a_link_to_itself_in_a_service_is_a_finding(specs: Path) -> None:
    (specs / "tc2/round").symlink_to("round")
    (found,) = of_files(package(generate(specs), "tc2").findings)
    assert found.startswith("tc2/round: ")


def test_a_page_beside_the_services_is_a_finding(
    specs: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copy(PAGE, specs / "Loose.txt")
    assert of_files(generate(specs).findings) == [
        "Loose.txt: If it is a page, move it into the folder of its service: "
        "<service>/Loose.txt."
    ]
    assert run(["generate", f"--specs={specs}", f"--out={specs.parent / 'out'}"]) == 0
    assert "of no service, left out: Loose.txt. If" in capsys.readouterr().err


def test_hidden_folders_and_files_beside_the_services_are_passed_over(
    specs: Path,
) -> None:
    (specs / "README.md").write_text("no service")
    for name in (".git", "_drafts", "__pycache__"):
        (specs / name).mkdir()
    assert names(generate(specs)) == ["tc2", RUNTIME]


# --- messages, word for word --------------------------------------------------------------------


def test_no_specs(tmp_path: Path) -> None:
    assert failure(tmp_path / "none") == (
        f"{tmp_path}/none: found no such folder; expected a folder with one folder of saved pages "
        "for each service. Make such a folder, or name another with --specs."
    )


def test_specs_that_are_a_file(tmp_path: Path) -> None:
    (tmp_path / "specs").write_text("")
    assert failure(tmp_path / "specs") == (
        f"{tmp_path}/specs: found a file; expected a folder with one folder of saved pages for "
        "each service. Make such a folder, or name another with --specs."
    )


def test_an_unknown_service(specs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    add(specs, "metering")
    monkeypatch.chdir(specs.parent)
    assert failure(Path("specs"), ["metering", "tc3"]) == (
        "specs/tc3: found no such service; expected one of: metering, tc2; perhaps tc2. Check "
        "the spelling, or make the folder and save a page into it."
    )
    assert "; perhaps tc2. " in str(failure(Path("specs"), ["svcTC2API"]))
    assert "perhaps" not in str(failure(Path("specs"), ["ferry"]))


def test_an_unknown_service_of_the_working_directory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "tc2").mkdir()
    assert failure(Path("."), ["tc3"]) == (
        "tc3: found no such service; expected one of: tc2; perhaps tc2. Check the spelling, or "
        "make the folder and save a page into it."
    )


def test_specs_without_a_service_do_not_mean_that_all_packages_are_to_go(
    tmp_path: Path,
) -> None:
    assert failure(tmp_path) == (
        f"{tmp_path}: found no folder of a service; expected a folder for each service: "
        "<service>/Page.html. Put the pages of a service into a folder of its name, or name "
        "another with --specs."
    )


def test_pages_that_lie_beside_no_service(tmp_path: Path) -> None:
    shutil.copy(PAGE, tmp_path / "One.txt")
    shutil.copy(PAGE, tmp_path / "Two.txt")
    assert ": found pages (2), but no folder of a service; " in failure(tmp_path)


def test_a_service_without_pages(specs: Path) -> None:
    (specs / "empty").mkdir()
    (specs / "empty/notes.doc").write_text("")
    generated = generate(specs)
    assert error(generated, "empty") == (
        "empty: found no page, but empty/notes.doc; expected at least one of *.txt, *.md, *.htm, "
        "*.html, *.mhtml, *.mht, *.wsdl, *.xsd, *.xml, *.json, *.svclog. Open the help page of an "
        "operation, or the service's WSDL, in a browser and save it into this folder."
    )
    assert package(generated, "tc2").error is None


CLIENTS = {
    "Reference.cs": "public partial class Ferry : System.Web.Services.Protocols"
    ".SoapHttpClientProtocol {\n}\n",
    "Reference.vb": "Partial Public Class Ferry\n"
    "    Inherits System.ServiceModel.ClientBase(Of Pier.IFerry)\nEnd Class\n",
    "IFerry.VB": "<System.ServiceModel.ServiceContractAttribute()> _\nPublic Interface IFerry\n",
}


@pytest.mark.parametrize("name", CLIENTS)
def test_a_generated_client_is_answered_under_its_own_name(
    specs: Path, name: str
) -> None:
    (specs / "ferry").mkdir()
    (specs / "ferry" / name).write_text(CLIENTS[name])
    said = error(generate(specs), "ferry")
    assert f"ferry/{name}:" in said
    assert "the source of a generated client, which is not read yet" in said
    assert "Save the WSDL that it was made from" in said


def test_a_message_that_code_quotes_is_a_sample(specs: Path) -> None:
    envelope = (
        '<s:Envelope xmlns:s=\\"http://schemas.xmlsoap.org/soap/envelope/\\"><s:Body>'
        '<Ask xmlns=\\"urn:ferry\\"><Deck>3</Deck></Ask></s:Body></s:Envelope>'
    )
    (specs / "ferry").mkdir()
    (specs / "ferry/Call.cs").write_text(f'string body = "{envelope}";\n')
    made = package(generate(specs), "ferry")
    assert (made.error, made.operations) == (None, 1)


def test_the_only_page_that_fails_leaves_its_service_unwritten_and_no_other(
    specs: Path,
) -> None:
    add(specs, "zz")
    (specs / "bad").mkdir()
    (specs / "bad/broken.txt").write_text("")
    generated = generate(specs)
    assert error(generated, "bad") == (
        "bad/broken.txt:1: found an empty page; expected a saved help page. Open the operation's "
        "page in a browser, save it, and look at the file."
    )
    assert but_clients(generated, "tc2") == but_clients(generated, "zz") != {}


def test_every_page_that_fails_is_told(specs: Path) -> None:
    add(specs, "bad")
    for name in ("a", "z"):
        (specs / f"bad/{name}.txt").write_text("")
    made = package(generate(specs), "bad")
    assert made.operations
    assert [each.origin.file for each in made.unread] == ["bad/a.txt", "bad/z.txt"]


def test_errors_of_names_overrides_recordings_and_pages_are_told_in_one_run(
    specs: Path,
) -> None:
    (specs / "tc2/bad.txt").write_text("no page")
    (specs / "tc2/names.toml").write_text("[operation]\nA = 'B'\n")
    (specs / "tc2/overrides.toml").write_text("[service]\nhosts = 'a'\n")
    (specs / "tc2/recorded").mkdir()
    (specs / "tc2/recorded/a.xml").write_text("<a>")
    found = package(generate(specs), "tc2").error
    assert found is not None
    assert [each.origin.file.partition("/")[2] for each in (found, *found.others)] == [
        *("bad.txt", "recorded/a.xml", "names.toml", "overrides.toml"),
    ]


def test_pages_without_an_operation_make_no_package(specs: Path) -> None:
    """Whoever saves the index page alone gets advice on what to save, not an empty package."""
    (specs / "index").mkdir()
    shutil.copy(ROOT / "tests/data/pages/asmx-index.html", specs / "index/index.html")
    assert error(generate(specs), "index") == (
        "index/index.html:2: found a list of operations that shows none of them; expected at "
        "least one page of an operation. Save the page of each operation that you need "
        "(…?op=Name) beside it."
    )


def test_an_operation_that_is_left_out_alone_is_no_list_of_operations(
    specs: Path,
) -> None:
    (specs / "old").mkdir()
    page = (ROOT / "specs/tc2/SynchronizePanelUser.txt").read_text("utf-8")
    style = 'soap:encodingStyle="http://schemas.xmlsoap.org/soap/encoding/"'
    encoded = page.replace("<soap:Body>", f"<soap:Body {style}>")
    encoded = encoded.partition("SOAP 1.2\n")[0]
    (specs / "old/Ask.txt").write_text(encoded, "utf-8")
    said = error(generate(specs), "old")
    assert said.startswith("old/Ask.txt:")
    assert "operations in the rpc/encoded style alone, which are left out" in said


def test_source_in_another_language_alone_says_what_to_save_instead(
    specs: Path,
) -> None:
    (specs / "old").mkdir()
    source = '// @Route("/a")\nexport class Ask implements IReturn<Asked> {\n}\n'
    (specs / "old/Ask.txt").write_text(source, "utf-8")
    said = error(generate(specs), "old")
    assert said.startswith(
        "old/Ask.txt:1: found source of data transfer objects in TypeScript"
    )
    assert "&lang=csharp" in said


def test_a_page_that_cannot_be_read(specs: Path) -> None:
    (specs / "tc2/gone.txt").symlink_to("nowhere.txt")
    (unread,) = package(generate(specs), "tc2").unread
    assert str(unread) == (
        "tc2/gone.txt: found a file that cannot be read (No such file or directory); expected a "
        "saved page. Check its name; if it is a link, mend it, or delete it."
    )


def test_a_folder_that_cannot_be_read(
    specs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Permissions do not stop root, so the operating system's answer is put in its mouth."""
    add(specs, "shut")
    scandir = os.scandir

    def refuse(path: Path) -> object:
        if Path(path).name == "shut":
            raise PermissionError(13, os.strerror(13), str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    generated = generate(specs)
    assert error(generated, "shut") == (
        "shut: found a folder that cannot be read (Permission denied); expected a folder of saved "
        "pages. Check its permissions."
    )
    assert package(generated, "tc2").error is None


@pytest.mark.parametrize("services", [(), ("my_service",), ("my-service", "tc2")])
def test_services_that_become_one_package_are_all_refused(
    specs: Path, services: Sequence[str]
) -> None:
    """Even when only one of them is asked for: it would overwrite what the other has made."""
    add(specs, "my_service", "my-service", "My.Service")
    generated = generate(specs, services)
    assert error(generated, "my_service") == (
        "My.Service: found 3 services that become the package 'my_service': My.Service, "
        "my-service, my_service; expected folder names that differ in more than case and "
        "punctuation. Rename all of them but one."
    )
    assert len(names(generated)) == len(set(names(generated)))


def test_packages_that_a_file_system_folds_together_are_refused(specs: Path) -> None:
    add(specs, "stra\u00dfe", "strasse")
    generated = generate(specs)
    assert [each.error is None for each in generated.packages] == [False, True, True]


@pytest.mark.parametrize(
    ("folder", "name"),
    [("runtime", "runtime_"), ("class", "class_"), ("2nd", "n2_nd"), ("a b", "a_b")],
)
def test_a_folder_whose_name_no_package_can_have(
    specs: Path, folder: str, name: str
) -> None:
    add(specs, folder)
    generated = generate(specs)
    assert but_clients(generated, name) == but_clients(generated, "tc2")
