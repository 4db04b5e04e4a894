"""The page families: the programs whose help pages can be read. A new family is added here."""

from __future__ import annotations

from typing import Protocol

from soapstone.model.facts import PageFacts
from soapstone.pages import index, wcf_service
from soapstone.pages.asmx import page as asmx
from soapstone.pages.page import Page
from soapstone.pages.samples import page as samples
from soapstone.pages.servicestack import page as servicestack
from soapstone.pages.wcf import page as wcf


class Family(Protocol):
    """A module that reads the pages of one program."""

    def recognises(self, page: Page) -> bool:
        """Return whether a page is of this family, by its structure (its sentences may be
        translated).
        """

    def facts(self, page: Page) -> PageFacts:
        """Return the facts of a page. Raises SpecError for a page that cannot be read."""


FRAMED: tuple[Family, ...] = (wcf,)
"""Families whose pages are known by their frame, whatever documents stand in it. They come before
all that looks for messages.
"""
FAMILIES: tuple[Family, ...] = (samples, servicestack, asmx, index, wcf_service)
"""In order: the first family that recognises a page reads it. Samples are what no help page can
show. ServiceStack's pages show SOAP envelopes too, so ServiceStack comes before ASMX.
"""
