"""Whatever the pages show: there is a contract, its keys are unique, and no order shows in it."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.inference.samples import asmx, contract

_NAMES = st.sampled_from(["A", "B", "C", "QResult", "e"])
_TEXTS = st.sampled_from(["int", "string", "On or Off", "X", "xml", "xsi"])


def _element(name: str, inside: str) -> str:
    return (
        f"<{name} xsi:nil='true'/>" if inside == "xsi" else f"<{name}>{inside}</{name}>"
    )


def _grown(inside: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """A record, or a list of items, around what is drawn."""
    members = st.lists(st.builds(_element, _NAMES, inside), max_size=3)
    return st.one_of(
        members.map("".join),
        st.builds(_element, _NAMES, inside.filter(lambda text: text != "xsi")).map(
            lambda item: item * 2
        ),
    )


_CONTENT = st.recursive(_TEXTS, _grown, max_leaves=12)


@settings(max_examples=100, deadline=None)
@given(st.lists(_CONTENT.filter(lambda text: text != "xsi"), min_size=2, max_size=4))
def test_a_contract_of_any_pages(contents: list[str]) -> None:
    bodies = [f"<Q{number}>{text}</Q{number}>" for number, text in enumerate(contents)]
    made = contract(*(asmx(body, file=f"svc/{n}.txt") for n, body in enumerate(bodies)))
    turned = contract(
        *(asmx(body, file=f"svc/{n}.txt") for n, body in enumerate(bodies[::-1]))
    )
    assert made == turned
    keys = [record.key for record in made.records]
    keys += [enumeration.key for enumeration in made.enumerations]
    assert len(set(keys)) == len(keys)
