"""The families of pages, in one list: the next one goes here."""

from __future__ import annotations

from typing import Protocol

from soapstone.model.facts import PageFacts
from soapstone.pages import index
from soapstone.pages.asmx import page as asmx
from soapstone.pages.page import Page
from soapstone.pages.servicestack import page as servicestack


class Family(Protocol):
    """A module that knows one program's pages."""

    def recognises(self, page: Page) -> bool:
        """The page is of this family, told by its structure and not by its sentences."""

    def facts(self, page: Page) -> PageFacts:
        """What the page says. Raises SpecError where it cannot be read."""


FAMILIES: tuple[Family, ...] = (servicestack, asmx, index)
"""The first that recognises a page reads it. ServiceStack shows envelopes too: it precedes ASMX."""
