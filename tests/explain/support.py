"""Services of saved pages, and their explanations, for tests."""

from __future__ import annotations

import shutil
from pathlib import Path

from soapstone.explain.model import Explanation, sure_of
from soapstone.explain.report import as_text
from soapstone.explain.run import Answer, explain

ROOT = Path(__file__).resolve().parents[2]
SPECS = ROOT / "specs"
PAGES = ROOT / "tests" / "data" / "pages"


def seeds(tmp_path: Path) -> Path:
    """A specs folder with the two seeds and nothing else."""
    for name in ("metering", "tc2"):
        shutil.copytree(SPECS / name, tmp_path / "specs" / name)
    return tmp_path / "specs"


def service(tmp_path: Path, *pages: str, overrides: str = "", **texts: str) -> Path:
    """A specs folder with the service ``svc`` of saved pages, and of pages passed as text."""
    folder = tmp_path / "specs" / "svc"
    folder.mkdir(parents=True)
    for page in pages:
        shutil.copy(PAGES / page, folder)
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    if overrides:
        (folder / "overrides.toml").write_text(overrides, encoding="utf-8")
    return tmp_path / "specs"


def one(specs: Path, subject: str, folder: str = "svc") -> Explanation:
    """The explanation of something that has its name for itself."""
    (answer,) = explain(specs, folder, subject)
    (explanation,) = answer.explanations
    return explanation


def lines(explained: Explanation) -> list[str]:
    """What people are shown of it."""
    return [line.plain for line in as_text([Answer("svc", (explained,))])]


def rules(explained: Explanation) -> dict[str, tuple[str, str]]:
    """The rule of each aspect, and how sure it is."""
    return {
        each.rule.aspect: (each.sentence, sure_of(each))
        for each in reversed(explained.decisions)  # the member's own before its items'
    }


def asmx(members: str, returns: str = "") -> str:
    """An ASMX page of the operation ``Ask``."""
    where = 'xmlns="urn:svc"'

    def message(body: str) -> str:
        soap = "http://schemas.xmlsoap.org/soap/envelope/"
        xsi = "http://www.w3.org/2001/XMLSchema-instance"
        return (
            f'<?xml version="1.0" encoding="utf-8"?>\n<soap:Envelope xmlns:xsi="{xsi}" '
            f'xmlns:soap="{soap}">\n<soap:Body>\n{body}\n</soap:Body>\n</soap:Envelope>'
        )

    request = message(f"<Ask {where}>\n{members}\n</Ask>")
    response = message(f"<AskResponse {where}>\n{returns}\n</AskResponse>")
    return (
        "Svc\nClick here for a complete list of operations.\nAsk\nTest\nSOAP 1.1\n"
        "POST /svc.asmx HTTP/1.1\nHost: example.com\nContent-Type: text/xml\n"
        f'SOAPAction: "urn:svc/Ask"\n{request}\nHTTP/1.1 200 OK\n'
        f"Content-Type: text/xml\n{response}\n"
    )
