"""What is said of a message is what the stand-in does with it, whatever is wrong with it."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from lxml import etree

from soapstone.runtime.standin.notes import Effect
from soapstone.testing import records
from soapstone.validating.judgements import Verdict
from soapstone.validating.judging import Judge
from tests.canonical import XSI
from tests.runtime.standin.services import Service
from tests.validating.support import judged, said_by_stand_in

Draw = st.DrawFn


def _again(element: Any) -> None:
    copy = etree.fromstring(etree.tostring(element, with_tail=False))
    element.addnext(copy)


def _first(element: Any) -> None:
    element.getparent().insert(0, element)


def _last(element: Any) -> None:
    element.getparent().append(element)


def _gone(element: Any) -> None:
    element.getparent().remove(element)


def _renamed(element: Any) -> None:
    name = etree.QName(element)
    element.tag = f"{{{name.namespace or ''}}}{name.localname.swapcase()}"


def _elsewhere(element: Any) -> None:
    element.tag = f"{{urn:elsewhere}}{etree.QName(element).localname}"


def _nil(element: Any) -> None:
    element[:] = []
    element.text = None
    element.set(f"{{{XSI}}}nil", "true")


def _text(element: Any) -> None:
    element.text = "x"


def _attribute(element: Any) -> None:
    element.set("odd", "1")


def _child(element: Any) -> None:
    etree.SubElement(element, "odd")


def _type(element: Any) -> None:
    element.set(f"{{{XSI}}}type", "Odd")


FAULTS = (
    *(_again, _first, _last, _gone, _renamed, _elsewhere),
    *(_nil, _text, _attribute, _child, _type),
)


@st.composite
def faulty(draw: Draw, kind: Any) -> bytes:
    """A message of a class with one to three faults in it."""
    root = etree.fromstring(draw(records(kind)).to_xml())
    for fault in draw(st.lists(st.sampled_from(FAULTS), min_size=1, max_size=3)):
        below = [each for each in root.iter() if each is not root]
        if below:
            fault(draw(st.sampled_from(below)))
    return etree.tostring(root)


@pytest.mark.parametrize(
    "name", ["shop", "everything", "elements", "kennel", "park", "tc2", "metering"]
)
def test_a_faulty_message_is_judged_as_the_stand_in_reads_it(
    name: str, services: dict[str, Service], judges: dict[str, Judge]
) -> None:
    service = services[name]
    for _, kind in service.classes():
        if not issubclass(kind, service.runtime.SoapHeader):
            _check(judges[name], service, kind)


def _check(judge: Judge, service: Service, kind: Any) -> None:
    @settings(
        max_examples=25,
        deadline=None,
        phases=[Phase.generate],  # to shrink records takes minutes
        suppress_health_check=list(HealthCheck),
    )
    @given(faulty(kind))
    def check(data: bytes) -> None:
        refused, passed_over = said_by_stand_in(service, kind, data)
        found = judged(judge, data)
        assert (found.verdict is Verdict.REFUSED) == bool(refused)
        reported = {f"{each.path}: {each.found}" for each in found.findings}
        reported |= {
            f"{each.path}: found {each.found}, expected {each.expected}"
            for each in found.findings
        }
        assert {*refused.splitlines()} <= reported
        if not refused:
            assert sorted(passed_over) == sorted(
                each.said
                for each in found.findings
                if each.effect is not Effect.HARMLESS and each.said
            )
            assert found.is_taken == (not passed_over) or service.ordered

    check()
