"""Names of the input files in the folder of a service."""

from __future__ import annotations

from dataclasses import dataclass

PAGE_SUFFIXES = (".txt", ".md", ".htm", ".html", ".mhtml", ".mht")
"""Endings of the names of pages, in upper or lower case."""
DESCRIPTION_SUFFIXES = (".wsdl", ".xsd")
"""Endings of the names of WSDL and XML Schema documents, which may have others as well."""
SOURCE_SUFFIXES = (*PAGE_SUFFIXES, *DESCRIPTION_SUFFIXES, ".xml", ".json", ".svclog")
"""Endings of the names of all files that a service is read from. Of ``.xml`` also SoapUI projects,
of ``.json`` Postman collections count; ``.svclog`` is a trace of WCF.
"""
CODE_SUFFIXES = (".cs", ".vb")
"""Endings of the names of source code, such as generated clients. It is opened to say what it is
and what to save instead, and for a SOAP message that it may quote.
"""
OTHER_FORMATS = {
    ".pdf": "PDF",
    ".docx": "Word",
    ".doc": "Word",
    ".odt": "OpenDocument",
    ".rtf": "RTF",
    ".webarchive": "Safari web archive",
    ".maff": "Firefox web archive",
}
"""Formats in which pages are saved and that are not read, by the ending of the name."""

NAMES = "names.toml"
"""The name locks. ``soapstone generate`` adds new names."""
OVERRIDES = "overrides.toml"
"""Corrections, written by a person."""
RECORDED = "recorded"
"""A folder of recorded messages."""
INPUTS = (NAMES, OVERRIDES)


def is_input(path: str) -> bool:
    """Return whether a contract is made from a file, by its path below the service's folder."""
    folder, _, below = path.partition("/")
    if any(part.startswith(".") for part in path.split("/")):
        return False
    if below:
        return folder == RECORDED
    return path in INPUTS or path.lower().endswith((*SOURCE_SUFFIXES, *CODE_SUFFIXES))


@dataclass(frozen=True, slots=True)
class Rewritten:
    """A file of the specs folder (``names.toml``) to write; people edit it too."""

    text: str
    old: str | None
    """Its text when the run read it; None if it did not exist."""
