"""Reports are complete, and escape the texts of hostile pages."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from soapstone.model.findings import Finding, Origin, Severity, SpecError, together
from soapstone.output.packages import Generated, Package
from soapstone.output.plan import compare
from soapstone.output.writing import write
from soapstone.report import run as report
from soapstone.report import table as report_table
from soapstone.report.documents import document as document_of
from soapstone.report.safe_text import safe


def finding(
    severity: Severity, subject: str = "Account.RefId", found: str = "0"
) -> Finding:
    return Finding(
        code="no-table",
        severity=severity,
        subject=subject,
        origin=Origin("metering/Batch.txt", 41, "<RefId>0</RefId>"),
        found=found,
        decided="int",
        settle="a table row",
    )


def service(*findings: Finding) -> Package:
    return Package("metering", {"a.py": "a\n"}, 1, 2, 3, findings)


COLUMNS = (
    "service",
    "pages",
    "operations",
    "records",
    "findings",
    "written",
    "unchanged",
)
RUNTIME = Package("runtime", {"xml.py": "x\n"})


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31mred\x07", "\\x1b[31mred\\x07"),
        ("two\nlines\r", "two\\nlines\\r"),
        ("\x9b31m", "\\x9b31m"),
        ("\u202egnp.exe", "\\u202egnp.exe"),
        ("\ud800", "\\ud800"),
        ("[bold]naïve 日本[/]", "[bold]naïve 日本[/]"),
    ],
)
def test_text_of_a_page_cannot_steer_the_terminal(text: str, shown: str) -> None:
    assert safe(text) == shown


def table(generated: Generated, out: Path) -> list[list[str]]:
    lines = report_table.table(generated, write(generated, out, complete=True), 160)
    return [line.plain.split() for line in lines if line.plain.strip(" ─")]


def test_table(tmp_path: Path) -> None:
    generated = Generated((service(finding(Severity.NOTE)), RUNTIME))
    header, *rows = table(generated, tmp_path / "out")
    assert header == list(COLUMNS)
    assert rows == [
        ["metering", "1", "2", "3", "1", "2", "0"],
        ["runtime", "2", "0"],
        ["out/", "2", "0"],
    ]
    assert table(generated, tmp_path / "out")[1:] == [
        ["metering", "1", "2", "3", "1", "0", "2"],
        ["runtime", "0", "2"],
    ]


def test_table_shows_a_service_that_failed_and_one_that_is_gone(tmp_path: Path) -> None:
    table(Generated((service(),)), tmp_path)
    error = SpecError(
        Origin("tc2/x.txt", 3), "nothing", "a sample", "Save the page again."
    )
    header, *rows = table(Generated((Package("tc2", {}, error=error),)), tmp_path)
    assert header[-1] == "removed"
    assert rows == [
        ["tc2", "0", "0", "0", "0", "error"],
        ["metering", "(no", "longer", "in", "specs)", "0", "0", "2"],
    ]


def test_markup_in_a_name_is_text(tmp_path: Path) -> None:
    generated = Generated((service(),))
    plan = compare(generated, tmp_path / "[red]x")
    text = "".join(line.plain for line in report_table.table(generated, plan, 160))
    assert "[red]x/" in text


def test_notes_are_counted_and_the_rest_is_one_line_each() -> None:
    package = service(
        finding(Severity.NOTE),
        finding(Severity.NOTE),
        finding(Severity.GUESS),
        finding(Severity.CONFLICT, "Account.\x1bName"),
    )
    assert list(report.findings(Generated((package, RUNTIME)), full=False)) == [
        "",
        "metering: 1 conflict, 1 guess; 2 notes not shown (-v shows all)",
        "  guess     metering/Batch.txt:41  Account.RefId: int",
        "  conflict  metering/Batch.txt:41  Account.\\x1bName: 0 int",
    ]


def test_findings_in_full() -> None:
    package = service(finding(Severity.NOTE, found="a\nb"))
    assert list(report.findings(Generated((package,)), full=True)) == [
        "",
        "metering: 1 note",
        "  metering/Batch.txt:41  note  Account.RefId (no-table)",
        "    found    a\\nb",
        "    decided  int",
        "    settle   a table row",
    ]


def test_error_says_where_what_and_what_to_do(tmp_path: Path) -> None:
    error = SpecError(
        Origin("tc2/x.txt", 3), "\x1b", "a sample", "Save the page again."
    )
    plan = compare(Generated((Package("tc2", {}, error=error),)), tmp_path)
    assert list(report.errors(plan)) == [
        "error: tc2: tc2/x.txt:3",
        "  found     \\x1b",
        "  expected  a sample",
        "  Save the page again.",
    ]


def test_at_most_ten_errors_of_a_service_are_told_in_full(tmp_path: Path) -> None:
    bad = [SpecError(Origin(f"tc2/{n}.txt", 1), f"x{n}", "y", "z") for n in range(12)]
    generated = Generated((Package("tc2", {}, error=together(bad)),))
    plan = compare(generated, tmp_path)
    lines = list(report.errors(plan))
    assert lines[::4] == [
        *(f"error: tc2: tc2/{n}.txt:1" for n in range(10)),
        "and 2 more of tc2, which --json shows",
    ]
    (service,) = report.as_values(generated, plan)["services"]
    assert [each["file"] for each in service["error"]["others"]] == [
        f"tc2/{n}.txt" for n in range(1, 12)
    ]


def test_the_same_error_of_many_pages_and_services_is_printed_once(
    tmp_path: Path,
) -> None:
    """A hundred broken pages are one thing to do, not four hundred lines."""

    def unread(service: str, count: int) -> Package:
        bad = [
            SpecError(Origin(f"{service}/{n}", 1), "x", "y", "z") for n in range(count)
        ]
        return Package(service, {}, error=together(bad))

    generated = Generated((unread("a", 4), unread("b", 2)))
    assert list(report.errors(compare(generated, tmp_path))) == [
        "error: a: a/0:1",
        "  found     x",
        "  expected  y",
        "  z",
        "  also in   a/1:1, a/2:1, a/3:1 and 2 more, which --json shows",
    ]
    alone = together([SpecError(Origin(f"{n}", 0), "x", "y", "z") for n in range(2)])
    assert list(report.error_lines(alone))[-1] == "  also in   1"


def test_foreign_files_are_named(tmp_path: Path) -> None:
    generated = Generated((service(),))
    write(generated, tmp_path)
    (tmp_path / "metering/notes\x1b.txt").write_text("")
    (tmp_path / "metering/cached.pyc").write_text("")
    assert list(report.notices(generated, compare(generated, tmp_path))) == [
        f"not Soapstone's, left alone: {tmp_path}/metering/notes\\x1b.txt"
    ]
    nothing = Generated(())
    left = compare(nothing, tmp_path, complete=True)
    assert list(report.notices(nothing, left))[1:] == [
        "no longer in specs, but holds files that are not Soapstone's; left alone: "
        f"{tmp_path}/metering"
    ]


def test_json(tmp_path: Path) -> None:
    error = SpecError(
        Origin("tc2/x.txt", 3, "text"), "\x1b", "a sample", "Save it again."
    )
    generated = Generated(
        (
            service(finding(Severity.GUESS, found="é\x9b")),
            Package("tc2", {}, error=error),
            RUNTIME,
        )
    )
    values = report.as_values(generated, write(generated, tmp_path))
    text = document_of("generate", 0, **values)
    assert text.isascii()
    document = json.loads(text)
    assert document["services"][0] == {
        "service": "metering",
        "pages": 1,
        "operations": 2,
        "records": 3,
        "files": {
            "written": [".soapstone/manifest.json", "a.py"],
            "unchanged": 0,
            "removed": [],
        },
        "error": None,
        "unread": [],
        "findings": [
            {
                "code": "no-table",
                "severity": "guess",
                "subject": "Account.RefId",
                "file": "metering/Batch.txt",
                "line": 41,
                "text": "<RefId>0</RefId>",
                "seen": "é\x9b",
                "decided": "int",
                "settle": "a table row",
                "new": True,
            }
        ],
        "changes": [],
    }
    assert document["services"][1]["error"] == {
        "file": "tc2/x.txt",
        "line": 3,
        "text": "text",
        "found": "\x1b",
        "expected": "a sample",
        "advice": "Save it again.",
        "others": [],
    }
    assert [folder["folder"] for folder in document["folders"]] == ["runtime", ""]
    assert document["error"] is None
