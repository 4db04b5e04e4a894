"""What findings, errors and judgements advise exists: each command, option, setting and file."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from importlib import import_module

import click
import pytest

from soapstone import runtime
from soapstone.cli import COMMANDS
from soapstone.inputs.files import NAMES, OVERRIDES, RECORDED
from soapstone.inputs.overrides.reading import SECTIONS
from soapstone.validating.advice import ADVICE
from tests.findings_page import texts
from tests.refusals import sites
from tests.services import ROOT

_OF_GIT = re.compile(r"\bgit [\w-]+ --[\w-]+")


def advice() -> list[str]:
    """Every text that a person is shown of a finding, an error or a judgement."""
    of_findings = (part for each in texts() for part in (each.decided, each.settle))
    return sorted({*of_findings, *sites.sentences(), *ADVICE.values()})


def options() -> set[str]:
    """The options of all commands."""
    return {"--help"} | {
        option
        for name in COMMANDS
        for parameter in command(name).params
        for option in (*parameter.opts, *parameter.secondary_opts)
    }


def command(name: str) -> click.Command:
    made = getattr(import_module(f"soapstone.commands.{name}"), name)
    assert isinstance(made, click.Command)
    return made


def settings(text: str) -> Iterator[str]:
    """Each section of overrides.toml that is named, with the setting in it."""
    for setting, section in re.findall(r"\bset (\w+)[^.]* under \[(\w+)\]", text, re.I):
        yield f"{section}.{setting}"
    for section, inner in re.findall(r"\[([a-z]+)\.[^\]]*?(first|last)?\]", text):
        if section not in ("types", "tool"):  # of names.toml, and of pyproject.toml
            yield f"{section}.{inner}" if inner else section


KNOWN_SETTINGS = {
    *SECTIONS,
    *(f"{section}.{each}" for section, every in SECTIONS.items() for each in every),
}
EXTRAS = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"][
    "optional-dependencies"
]

NAMED: Mapping[str, tuple[Callable[[str], list[str]], Callable[[str], bool]]] = {
    "command": (
        lambda text: re.findall(r"\bsoapstone ([a-z]+)\b", text),
        lambda name: name in COMMANDS,
    ),
    "option": (
        lambda text: re.findall(r"(?<!\S)(--[a-z][a-z-]*)", _OF_GIT.sub("", text)),
        lambda name: name in options(),
    ),
    "setting": (lambda text: [*settings(text)], lambda name: name in KNOWN_SETTINGS),
    "file": (
        lambda text: re.findall(r"\b\w+\.toml\b", text),
        lambda name: name in (NAMES, OVERRIDES),
    ),
    "folder": (
        lambda text: re.findall(r"\b(\w+)/(?=[ .,])", text),
        lambda name: name in (RECORDED, "specs"),
    ),
    "page": (
        lambda text: re.findall(r"\bdocs/[\w.-]+", text),
        lambda name: (ROOT / name).is_file(),
    ),
    "function": (
        lambda text: re.findall(r"\b([a-z]\w+)\(\)", text),
        lambda name: hasattr(runtime, name),
    ),
    "extra": (
        lambda text: re.findall(r"\bsoapstone\[(\w+)\]", text),
        lambda name: name in EXTRAS,
    ),
}
"""What a text may name: how it is found in it, and whether it exists."""


@pytest.mark.parametrize("kind", NAMED)
def test_what_is_advised_exists(kind: str) -> None:
    found, exists = NAMED[kind]
    named = {name: text for text in advice() for name in found(text)}
    assert {name: text for name, text in named.items() if not exists(name)} == {}
    assert named or kind == "page", f"no text names a {kind}: the pattern is wrong"
