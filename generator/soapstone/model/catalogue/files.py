"""Which files of the specs folder are pages."""

from __future__ import annotations

from soapstone.model.rules import Aspect, Certainty, Remark, Rule, Source

_BY_NAME = "A file in the folder of a service is a page by its name."
_PAGES = "{suffixes}"

NO_PAGE = Rule(
    "no-page",
    Aspect.MESSAGES,
    Certainty.STATED,
    Source.SOAPSTONE,
    _BY_NAME,
    change=f"If it is a page or a WSDL, name it like one of these: {_PAGES}.",
    remark=Remark("The name of the file is not that of a page.", "Left out."),
    code="ignored-file",
)
OTHER_FORMAT = Rule(
    "other-format",
    Aspect.MESSAGES,
    Certainty.GUESS,
    Source.SOAPSTONE,
    "A page is read as a browser or an editor saves it, not from a document of another kind.",
    change="If it is a page, open that in a browser and save it as HTML only (File, Save page as).",
    remark=Remark("A file of the format {format}.", "Left out."),
    code="ignored-file",
)
INNER_PAGES = Rule(
    "inner-pages",
    Aspect.MESSAGES,
    Certainty.STATED,
    Source.SOAPSTONE,
    "The pages of a service stand in its folder, not in folders below.",
    change="Move them up, or give them a folder of their own beside that of the service.",
    remark=Remark("Pages in a folder inside that of a service: {count}.", "Left out."),
    code="ignored-file",
)
LOOSE_PAGE = Rule(
    "loose-page",
    Aspect.MESSAGES,
    Certainty.STATED,
    Source.SOAPSTONE,
    "Each service has a folder of its own, which names it.",
    change="If it is a page, move it into the folder of its service: <service>/{name}.",
    remark=Remark("A page beside the folders of services.", "Left out."),
    code="ignored-file",
)
LINKED_FOLDER = Rule(
    "linked-folder",
    Aspect.MESSAGES,
    Certainty.STATED,
    Source.RECORDINGS,
    "Links to folders are not followed among recordings: they may lead round in a circle.",
    change="Link each file, or copy the folder.",
    remark=Remark("A link to a folder.", "What is in it is ignored."),
    code="ignored-file",
)
