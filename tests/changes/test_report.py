"""Reports of changes escape the texts of pages for whatever they are printed to."""

from __future__ import annotations

from soapstone.changes import report
from soapstone.changes.rules import Audience, Change, Kind

QUIET = Change(Kind.OPERATION_ADDED, "Ping")
LOUD = Change(
    Kind.MEMBER_RETYPED,
    "Ask.Id",
    "int",
    "guid",
    {Audience.SENDERS: "another type", Audience.PYTHON: "the annotation"},
)
MINOR = Change(Kind.DOCUMENTATION, "Ask", "a", "b" * 500)
HOSTILE = Change(
    Kind.OPERATION_ADDED,
    "\x1b[31m| <script> [x](javascript:) `a` \u202e",
    "",
    "two\nlines | more",
)


def text(*changes: Change, full: bool = False) -> list[str]:
    return [line.plain for line in report.as_text({"orders": changes}, full=full)]


def test_what_breaks_somebody_stands_first_and_small_things_are_counted() -> None:
    assert text(QUIET, LOUD, MINOR) == [
        "",
        "orders: 3 changes, 1 breaking",
        "  Whether its pages or Soapstone's rules have changed is not known.",
        "  breaks senders, Python callers  member retyped: Ask.Id  int → guid",
        "    senders: another type",
        "    Python callers: the annotation",
        "  harmless                        operation added: Ping",
        "  and 1 of descriptions and details (-v)",
    ]


def test_all_is_told_on_demand_and_long_texts_are_cut() -> None:
    assert text(MINOR, full=True)[3:] == [
        f"  harmless  documentation changed: Ask  a → {'b' * 99}…"
    ]


def test_nothing_is_said_in_so_many_words() -> None:
    assert text() == ["No service has changed."]
    assert list(report.as_markdown({"orders": ()})) == ["No service has changed."]
    assert report.document({"orders": ()}) == {
        "breaking": False,
        "services": [{"service": "orders", "causes": [], "changes": [], "error": None}],
    }


def test_markdown() -> None:
    assert list(report.as_markdown({"orders": (QUIET, LOUD)})) == [
        "### orders: 2 changes, 1 breaking",
        "",
        "Whether its pages or Soapstone's rules have changed is not known.",
        "",
        "| breaks | change | what | before | after |",
        "| --- | --- | --- | --- | --- |",
        "| **senders**: another type<br>**Python callers**: the annotation | member retyped | "
        "<code>Ask.Id</code> | <code>int</code> | <code>guid</code> |",
        "| harmless | operation added | <code>Ping</code> |  |  |",
    ]


def test_json() -> None:
    (service,) = report.document({"orders": (LOUD,)})["services"]
    assert service["changes"] == [
        {
            "kind": "member retyped",
            "subject": "Ask.Id",
            "before": "int",
            "after": "guid",
            "breaks": {"senders": "another type", "Python callers": "the annotation"},
            "causes": [],
        }
    ]


def test_a_page_cannot_steer_a_terminal() -> None:
    for line in text(HOSTILE):
        assert line.isprintable()
        assert "\\x1b[31m" in line or "Ping" not in line


def test_a_page_cannot_break_out_of_a_cell() -> None:
    row = list(report.as_markdown({"orders": (HOSTILE,)}))[-1]
    assert row.isprintable()
    unescaped = row.replace("\\|", "").replace("\\\\", "")
    assert unescaped.count("|") == 6
    for mark in ("<script", "[x]", "`a`"):
        assert mark not in row


def test_only_the_breaking_fail() -> None:
    assert report.is_breaking({"a": (QUIET,), "b": (LOUD,)})
    assert not report.is_breaking({"a": (QUIET, MINOR), "b": ()})
