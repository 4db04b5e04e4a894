"""What a change may come from, by the inputs that have changed."""

from __future__ import annotations

from dataclasses import replace

from soapstone.changes import report
from soapstone.changes.causes import with_causes
from soapstone.changes.changed_inputs import Inputs
from soapstone.changes.compare import compare
from soapstone.changes.rules import Cause, Change, Kind
from soapstone.model.contract import (
    Contract,
    Message,
    Operation,
    QName,
    RecordRef,
    Scalar,
)
from tests.changes.support import snapshot
from tests.contracts import ORDERS, plain, record, service

PAGES = {"Ask": frozenset({"Ask.txt"}), "Tell": frozenset({"Tell.txt"})}


def two(
    ask: str, tell: str, about: str = "", shared: str = "int", own: str = "int"
) -> Contract:
    """Two operations, each with a member of a type of its own and one of a shared type."""
    made = service(
        record("Ask", plain("A", Scalar(ask)), plain("S", RecordRef("Shared"))),
        record(
            "Tell",
            plain("B", Scalar(tell)),
            plain("O", RecordRef("Own")),
            plain("S", RecordRef("Shared")),
        ),
        record("Own", plain("D", Scalar(own))),
        record("Shared", plain("C", Scalar(shared))),
        messages=("Ask",),
    )
    (first,) = made.operations
    second = Operation(
        "Tell",
        about,
        Message(QName(ORDERS, "Tell"), "Tell"),
        None,
        (),
    )
    return replace(made, operations=(replace(first, name="Ask"), second))


OLD = two("int", "int")


def causes(
    new: Contract, *changed: str, shown_by: dict[str, frozenset[str]] = PAGES
) -> dict[str, tuple[Cause, ...]]:
    inputs = Inputs(frozenset(changed), shown_by)
    one, other = snapshot(OLD), snapshot(new)
    found = with_causes(compare(one, other), one, other, inputs)
    return {each.subject: each.causes for each in found}


def test_without_a_changed_input_it_is_the_rules() -> None:
    assert causes(two("long", "int")) == {"Ask.A": (Cause.RULES,)}


def test_the_kinds_of_inputs() -> None:
    assert causes(two("long", "int"), "overrides.toml", "recorded/a/b.har") == {
        "Ask.A": (Cause.OVERRIDES, Cause.RECORDINGS)
    }
    assert causes(two("long", "int"), "names.toml") == {"Ask.A": (Cause.NAMES,)}


def test_a_change_that_changed_pages_show() -> None:
    assert causes(two("long", "int"), "Ask.txt") == {"Ask.A": (Cause.PAGES,)}


def test_a_change_that_only_unchanged_pages_show() -> None:
    assert causes(two("long", "long", "Tells."), "Ask.txt") == {
        "Ask.A": (Cause.PAGES,),
        "Tell": (Cause.OTHER_PAGES, Cause.RULES),
        "Tell.B": (Cause.OTHER_PAGES, Cause.RULES),
    }


def test_a_type_that_a_changed_page_shows_as_well() -> None:
    assert causes(two("int", "int", shared="long"), "Ask.txt") == {
        "Shared.C": (Cause.PAGES,)
    }


def test_a_type_that_only_an_unchanged_page_shows() -> None:
    assert causes(two("int", "int", own="long"), "Ask.txt") == {
        "Own.D": (Cause.OTHER_PAGES, Cause.RULES)
    }


def test_an_override_may_change_anything() -> None:
    found = causes(two("int", "long"), "Ask.txt", "overrides.toml")
    assert found == {"Tell.B": (Cause.PAGES, Cause.OVERRIDES)}


def test_what_a_page_showed_that_is_gone_is_not_known() -> None:
    assert causes(two("int", "long"), "Ask.txt", "Old.txt") == {
        "Tell.B": (Cause.PAGES,)
    }
    assert causes(two("int", "long"), "Ask.txt", shown_by={}) == {
        "Tell.B": (Cause.PAGES,)
    }


def test_an_operation_that_no_page_shows_any_more() -> None:
    new = replace(OLD, operations=OLD.operations[:1])
    shown_by = {"Ask": PAGES["Ask"]}
    found = causes(new, "Ask.txt", shown_by=shown_by)
    assert found["Tell"] == (Cause.PAGES,)


def test_a_name_is_changed_by_a_person_only() -> None:
    one = snapshot(OLD)
    types = {**one.names.types}
    types["Ask"] = replace(types["Ask"], name="Question")
    other = replace(one, names=replace(one.names, types=types))
    (renamed,) = with_causes(compare(one, other), one, other, Inputs(frozenset()))
    assert (renamed.kind, renamed.causes) == (Kind.RENAMED, (Cause.NAMES,))


def test_a_whole_service_comes_and_goes_with_its_pages() -> None:
    one = snapshot(OLD)
    for old, new in ((None, one), (one, None)):
        (change,) = with_causes(compare(old, new), old, new, None)
        assert change.causes == (Cause.PAGES,)


def test_what_is_not_known_is_not_said() -> None:
    one, other = snapshot(OLD), snapshot(two("long", "int"))
    (change,) = with_causes(compare(one, other), one, other, None)
    assert change.causes == ()


# --- the report -----------------------------------------------------------------------------------


def because(*causes: tuple[Cause, ...]) -> str:
    return report.because([Change(Kind.DETAIL, "A", causes=each) for each in causes])


def test_sentences() -> None:
    upgrade = "No page, override or recording has changed: this comes from an upgrade of Soapstone."
    pages, elsewhere = (Cause.PAGES,), (Cause.OTHER_PAGES, Cause.RULES)
    assert because((Cause.RULES,)) == upgrade
    assert because((Cause.RULES,), (Cause.NAMES,)) == upgrade
    assert because(pages) == because(pages, elsewhere) == "Changed since: pages."
    assert because(elsewhere) == "Changed since: pages."
    assert because((Cause.NAMES,)) == "Changed since: names.toml."
    assert because((Cause.PAGES, Cause.OVERRIDES, Cause.RECORDINGS)) == (
        "Changed since: pages, overrides.toml, recordings."
    )
    assert because(()) == (
        "Whether its pages or Soapstone's rules have changed is not known."
    )


def test_what_unchanged_pages_show_is_marked_in_every_form() -> None:
    marked = Change(Kind.OPERATION_ADDED, "A", causes=(Cause.OTHER_PAGES, Cause.RULES))
    plain = Change(Kind.OPERATION_ADDED, "B", causes=(Cause.PAGES,))
    found = {"svc": (marked, plain)}
    assert [line.plain for line in report.as_text(found)][2:] == [
        "  Changed since: pages.",
        "  harmless  operation added: A",
        "    the pages that show it have not changed",
        "  harmless  operation added: B",
    ]
    mark = "<br>the pages that show it have not changed"
    rows = [line for line in report.as_markdown(found) if "operation added" in line]
    assert [mark in row for row in rows] == [True, False]
    (values,) = report.document(found)["services"]
    assert values["causes"] == ["pages", "other pages", "rules"]
    assert [each["causes"] for each in values["changes"]] == [
        ["other pages", "rules"],
        ["pages"],
    ]
