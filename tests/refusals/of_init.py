"""Trials of refusals of what a person has saved, of a project's settings, and of ``show``."""

from __future__ import annotations

from pathlib import Path

from tests.refusals.of_descriptions import GOOD as WSDL
from tests.refusals.of_folders import opened, unprivileged
from tests.refusals.of_pages import LIST
from tests.refusals.pages import asmx, envelope
from tests.refusals.trials import Files, Trial, Way

LAND = asmx("Land")
NAME = "Name its folder with --service NAME."
SAIL = asmx("Sail").replace("/Ferry.asmx", "/Sail.asmx")
DIR = 'Write {} = "DIR", from the folder of pyproject.toml.'
SETTINGS = "pyproject.toml:2"


def shut(path: Path) -> None:
    path.mkdir()
    (path / "Land.txt").write_text(LAND)
    path.chmod(0)


def settings(text: str) -> Files:
    return {"/pyproject.toml": f"[tool.soapstone]\n{text}\n"}


OF_INIT = {
    "a folder without a page": Trial(
        "no page",
        "Save the page of an operation from the browser, and name that.",
        {"/saved/style.css": ""},
        [{"/saved/Land.txt": LAND}],
        at="saved",
        command="init saved",
    ),
    "the folder beside a page": Trial(
        "the folder of a page's pictures",
        "Name the page itself, which the browser saved beside this folder.",
        {"/Land_files/frame.html": "", "/Land.txt": LAND},
        [Way(command="init Land.txt")],
        at="Land_files",
        command="init Land_files",
    ),
    "a folder that is shut": Trial(
        "a folder that cannot be read (Permission denied)",
        "Check its permissions.",
        {"/saved": shut},
        [Way(steps=[opened("saved")])],
        at="saved",
        command="init saved",
        around=unprivileged,
    ),
    "a page that is not there": Trial(
        "a file that cannot be read (No such file or directory)",
        "Check its name; if it is a link, mend it, or delete it.",
        {},
        [{"/Land.txt": LAND}],
        at="Land.txt",
        command="init Land.txt",
    ),
    "a page as PDF": Trial(
        "a file of the format PDF",
        "If it is a page, open that in a browser and save it as HTML only (File, Save page as).",
        {"/Land.pdf": "%PDF"},
        [Way({"/Land.txt": LAND}, command="init Land.txt")],
        at="Land.pdf",
        command="init Land.pdf",
    ),
    "a page of WCF": Trial(
        "the page of a WCF service, which shows no operation",
        "Save the WSDL beside it: open the address with ?singleWsdl or ?wsdl.",
        {
            "/Pier.txt": "You have created a service.\nsvcutil.exe http://h/Pier.svc?wsdl\n"
        },
        [Way({"/Pier.wsdl": WSDL}, command="init Pier.wsdl --service pier")],
        at="Pier.txt:2",
        command="init Pier.txt",
    ),
    "an index alone": Trial(
        "a list of operations that shows none of them",
        "Save the page of each operation that you need (…?op=Name) beside it.",
        {"/List.html": LIST},
        [Way({"/Land.txt": LAND}, command="init List.html Land.txt")],
        at="List.html:1",
        command="init List.html",
    ),
    "a page without an address": Trial(
        "no name of a service",
        NAME,
        {"/Land.xml": envelope("Land", "<Deck>int</Deck>")},
        [Way(command="init Land.xml --service port")],
        at="Land.xml",
        command="init Land.xml",
    ),
    "pages of two services": Trial(
        "pages of 2 services: ferry, sail",
        "Name those of one service at a time, or the folder of all with --service NAME.",
        {"/Land.txt": LAND, "/Sail.txt": SAIL},
        [
            Way(command="init Land.txt"),
            Way(command="init Land.txt Sail.txt --service a"),
        ],
        at="Land.txt",
        command="init Land.txt Sail.txt",
    ),
    "a page that is there in another form": Trial(
        "another version of the page, and init replaces no file",
        "To replace it, copy yours over it and run soapstone changes; if it is of another service,"
        " give that a folder with --service NAME.",
        {"/newer.txt": asmx("Board", "<Deck>long</Deck>")},
        [
            {"Board.txt": asmx("Board", "<Deck>long</Deck>")},
            Way(command="init newer.txt --service port"),
        ],
        at="specs/ferry/Board.txt",
        command="init newer.txt",
    ),
    "a setting that is misspelt": Trial(
        "the unknown setting 'spec'",
        "Nearest: specs.",
        settings('spec = "specs"'),
        [settings('specs = "specs"')],
        at=SETTINGS,
    ),
    "specs that are no text": Trial(
        "5",
        DIR.format("specs"),
        settings("specs = 5"),
        [settings('specs = "specs"')],
        at=SETTINGS,
    ),
    "an output that is no text": Trial(
        "true",
        DIR.format("out"),
        settings("out = true"),
        [settings('out = "generated"')],
        at=SETTINGS,
    ),
    "a report that is no text": Trial(
        "' '",
        DIR.format("report"),
        settings('report = " "'),
        [settings('report = "site"')],
        at=SETTINGS,
        command="report",
    ),
    "settings that are no table": Trial(
        "5",
        "Write [tool.soapstone] above the settings.",
        {"/pyproject.toml": "[tool]\nsoapstone = 5\n"},
        [settings('specs = "specs"')],
        at=SETTINGS,
    ),
    "settings that are a folder": Trial(
        "a file that cannot be read (it is a folder)",
        "Put a file in its place, or delete it.",
        {"/pyproject.toml": Path.mkdir},
        [{"/pyproject.toml": None}, settings('specs = "specs"')],
        at="pyproject.toml",
    ),
    "words that are wrong": Trial(
        "No such command 'xyzzy'.",
        "",
        {},
        [Way(command="changes --json")],
        command="xyzzy --json",
    ),
    "a subject that is not there": Trial(
        "no 'Boart'",
        "Nearest: Board.",
        {},
        [Way(command="show ferry Board")],
        at="ferry",
        command="show ferry Boart",
    ),
}
