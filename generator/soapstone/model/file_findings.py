"""Findings on what a file holds, which no rule of the catalogue decides: kinds and texts.

They stand in one place so that ``docs/findings.md`` has all of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from soapstone.model.findings import Finding, Origin, Severity

_NOTE, _GUESS, _CONFLICT = Severity.NOTE, Severity.GUESS, Severity.CONFLICT


@dataclass(frozen=True, slots=True)
class FileFinding:
    """A kind of finding. Texts may hold ``{name}``, which stands for a word of the case."""

    code: str
    severity: Severity
    meaning: str
    """What it is about, for ``docs/findings.md``."""
    found: str
    decided: str
    settle: str

    def at(self, origin: Origin, subject: str, **words: str) -> Finding:
        """Return the finding on a line, with the words of this case."""
        return Finding(
            self.code,
            self.severity,
            subject,
            origin,
            self.found.format_map(words),
            self.decided.format_map(words),
            self.settle.format_map(words),
        )


# Pages

INDEX_PAGE = FileFinding(
    "index-page",
    _NOTE,
    "The index of a service names its operations, and shows no sample of any.",
    "The page lists operations but shows none: {names}.",
    "Nothing is read from it.",
    "Save the page of each operation that you need.",
)
SERVICE_PAGE = FileFinding(
    "service-page",
    _NOTE,
    "The page of a .svc file says where the WSDL is, and shows no sample.",
    "The page of a WCF service: it names its WSDL and shows no operation.",
    "Nothing is read from it.",
    "Save the WSDL beside it: open the address with ?singleWsdl or ?wsdl.",
)
OTHER_LANGUAGE = FileFinding(
    "other-language",
    _GUESS,
    "ServiceStack prints its types in other languages, too, which have fewer types than C#.",
    "Source of data transfer objects in {language}, which merges types of .NET.",
    "{read} read of the {language} source.",
    "Save the operation's XML page (/xml/metadata?op=…), or for its types &lang=csharp.",
)
UNREAD_ROW = FileFinding(
    "unread-row",
    _GUESS,
    "A line inside a table of types does not have the columns of the table.",
    "A table row that fits no column: {row}.",
    "The row is ignored.",
    "Correct it to match the page in the browser, or save the page as HTML.",
)
ROUTE_END = FileFinding(
    "route-end",
    _GUESS,
    "Saving a page as text can join a route and the text that follows it.",
    "A route with nothing between its path and what follows: {route}.",
    "The path is taken as {path}.",
    "Save the page as HTML.",
)
PAIRED_BY_PLACE = FileFinding(
    "paired-by-place",
    _GUESS,
    "Samples without their HTTP heads: the second is taken as the response to the first.",
    "<{response}> stands below <{request}> without an HTTP head.",
    "Taken as its response, though it is not called after it.",
    "Save the page as the service shows it, or add the HTTP heads of both.",
)
RPC_ENCODED = FileFinding(
    "rpc-encoded",
    _GUESS,
    "Messages in the rpc/encoded style of SOAP, which Soapstone does not read.",
    "The samples are in the rpc/encoded style, with types and references in attributes.",
    "The operation is left out.",
    "Ask the service's author for a binding in the document/literal style.",
)
SCHEMA_UNREAD = FileFinding(
    "schema-unread",
    _GUESS,
    "A WCF REST page shows the schema of each body. This one is damaged.",
    "A schema on the page cannot be read, or not whole.",
    "What it lacks is taken from the samples.",
    "Save the page again as HTML.",
)

# WSDL and XML Schema

SCHEMA_MISSING = FileFinding(
    "schema-missing",
    _GUESS,
    "A WSDL or a schema refers to a schema that is not in the folder.",
    "A reference to a schema that is not here.",
    "What it declares is taken as any XML.",
    "Save {what} into the folder of the service.",
)
DECLARATION_MISSING = FileFinding(
    "declaration-missing",
    _GUESS,
    "A schema refers to a name of its own namespace that no file declares.",
    "A reference to what no schema of {namespace} declares.",
    "It is taken as any XML.",
    "Save the whole schema again, with all that it includes.",
)
WSDL_MISSING = FileFinding(
    "wsdl-missing",
    _GUESS,
    "A WSDL refers to a part of another WSDL that is not in the folder.",
    "A reference to what no WSDL here of {namespace} defines.",
    "The operations that need it are left out.",
    "Save {what} into the folder of the service.",
)
DECLARED_TWICE = FileFinding(
    "declared-twice",
    _CONFLICT,
    "Two files declare one name differently; often one is an older copy of the other.",
    "Another declaration of the {kind} {name} than the one in {file}.",
    "The one in the first file counts.",
    "Delete the older of the two files.",
)
REDEFINED = FileFinding(
    "redefined",
    _GUESS,
    "A schema changes a type of another by xs:redefine, which .NET never writes.",
    "A redefinition of it by xs:redefine.",
    "The definition that it changes counts, as it was.",
    "Change the definition itself, and delete the redefinition.",
)
BINDING_NOT_READ = FileFinding(
    "binding-not-read",
    _NOTE,
    "A WSDL offers the operations by a protocol that Soapstone does not speak.",
    "A binding that is neither SOAP over HTTP nor HTTP GET or POST.",
    "The binding is left out.",
    "Nothing to do if another binding has the same operations.",
)

# names.toml

UNUSED_NAME = FileFinding(
    "unused-name",
    _NOTE,
    "A line of names.toml names something that no page shows: it is gone, or misspelt.",
    "The name is locked, but no page shows what it names.",
    "Kept, in case a page shows it again.",
    "Delete the line if it is gone for good.{near}",
)

FILE_FINDINGS: Mapping[str, FileFinding] = {
    each.code: each for each in list(vars().values()) if isinstance(each, FileFinding)
}
"""All of them by code."""
