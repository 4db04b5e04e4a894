"""A report in a browser: search, keyboard, copying, and what a hostile page cannot do.

Skipped without Chromium on the PATH and the extra ``browser``.
"""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from soapstone.cli import run
from soapstone.inputs.toml_source import quoted
from tests.explain.support import asmx, service
from tests.site.support import reported, specs_of

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
METERING = "metering/operations/batch_register_accounts.html"
TC2 = "tc2/operations/synchronize_panel_user.html"
ACTIVE = "document.activeElement.parentElement.dataset.subject"


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    api = pytest.importorskip("playwright.sync_api", reason="needs the extra browser")
    if CHROMIUM is None:
        pytest.skip("needs Chromium")
    with api.sync_playwright() as play:
        arguments = ["--no-sandbox"]  # it may run as root in a container
        made = play.chromium.launch(executable_path=CHROMIUM, args=arguments)
        yield made
        made.close()


@pytest.fixture(scope="module")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return reported(specs_of(tmp_path_factory.mktemp("seeds")))


@contextmanager
def opened(browser: Any, path: str, **options: Any) -> Iterator[Any]:
    """A page opened from the disk, in which nothing goes wrong and nothing else is fetched."""
    page = browser.new_page(**options)
    wrong: list[str] = []
    page.on("console", lambda message: wrong.append(message.text))
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("request", lambda asked: wrong.extend(foreign(asked.url)))
    page.goto(f"file://{path}")
    yield page
    page.close()
    assert wrong == []


def foreign(address: str) -> list[str]:
    return [] if address.startswith("file:") else [address]


def lit(page: Any) -> list[str]:
    """The lines of the saved page that are lit because their member is pointed at."""
    return list(page.eval_on_selector_all(".lines li.on", "all => all.map(e => e.id)"))


def test_a_person_finds_a_member_by_keyboard_alone(browser: Any, seeds: Path) -> None:
    with opened(browser, f"{seeds}/index.html") as page:
        page.keyboard.press("/")
        page.keyboard.type("refid")
        page.wait_for_selector("#results a")
        assert "2 found" in page.inner_text("#counted")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("ArrowUp")
        page.keyboard.press("Enter")
        page.wait_for_url("**/batch_register_accounts.html#*")
        page.wait_for_function(f"{ACTIVE} === 'Account.RefId'", timeout=5000)
        assert page.is_visible("details[data-subject='Account.RefId'] .rules")


def test_a_search_that_finds_nothing_says_so(browser: Any, seeds: Path) -> None:
    with opened(browser, f"{seeds}/index.html?q=zzz") as page:
        page.wait_for_selector("#counted >> text=Nothing found.")
        assert page.is_hidden("#results")


def test_a_member_lights_its_lines_and_shows_rule_and_evidence(
    browser: Any, seeds: Path
) -> None:
    with opened(browser, f"{seeds}/{TC2}") as page:
        member = "details[data-subject='SyncStatus.DeviceID'] > summary"
        for point in (page.hover, page.focus):
            page.keyboard.press("Escape")
            assert page.is_hidden("#card")
            point(member)
            assert {"L1-46", "L1-109"} <= set(lit(page))
            card = page.inner_text("#card")
            assert "The page prints the local name of the XSD type." in card
            assert "tc2/SynchronizePanelUser.txt:46" in card


def test_the_arrows_go_from_line_to_line_and_enter_to_the_member(
    browser: Any, seeds: Path
) -> None:
    with opened(browser, f"{seeds}/{TC2}") as page:
        stops = page.eval_on_selector_all(
            ".lines a", "all => all.filter(e => e.tabIndex === 0).length"
        )
        assert stops == 1
        page.focus("#L1-16 a")
        page.keyboard.press("ArrowDown")
        assert page.evaluate("document.activeElement.parentElement.id") == "L1-17"
        assert "SynchronizePanelUser.SessionID" in page.inner_text("#card")
        page.keyboard.press("Enter")
        page.wait_for_function(f"{ACTIVE} === 'SynchronizePanelUser.SessionID'")


def test_a_ready_line_is_copied(browser: Any, seeds: Path) -> None:
    with opened(browser, f"{seeds}/metering/index.html") as page:
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        page.click("article.guess .copy >> nth=0")
        page.wait_for_function(
            "document.querySelector('article.guess .copy').textContent === 'Copied'"
        )
        copied = page.evaluate("navigator.clipboard.readText()")
        assert copied.startswith('[members."')


@pytest.mark.parametrize("path", ["index.html", "metering/index.html", METERING, TC2])
def test_a_page_fits_a_phone(path: str, browser: Any, seeds: Path) -> None:
    size = {"width": 360, "height": 740}
    with opened(browser, f"{seeds}/{path}", viewport=size) as page:
        page.eval_on_selector_all("details", "all => all.forEach(e => e.open = true)")
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= 360


def test_without_scripts_a_page_says_the_same(browser: Any, seeds: Path) -> None:
    with opened(browser, f"{seeds}/{TC2}", java_script_enabled=False) as page:
        page.click("#L1-46 a")
        page.click("details[data-subject='SyncStatus.DeviceID'] > summary")
        assert "The page prints the local name" in page.inner_text("details[open]")


def test_on_paper_explanations_are_open(browser: Any, seeds: Path) -> None:
    with opened(browser, f"{seeds}/{TC2}") as page:
        page.emulate_media(media="print")
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        assert page.is_visible(
            "details[data-subject='SyncStatus.DeviceID'] .rules >> nth=0"
        )
        assert page.is_hidden("#search")


# Hostile pages


@pytest.fixture
def bait() -> Iterator[tuple[str, list[str]]]:
    """The address of a server, and the paths that were fetched from it."""
    fetched: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            fetched.append(self.path)
            self.send_response(200)
            self.end_headers()

        def log_message(self, *arguments: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever).start()
    yield f"http://127.0.0.1:{server.server_address[1]}", fetched
    server.shutdown()
    server.server_close()


def attacks(address: str) -> list[str]:
    """Markup that runs, fetches or styles where it is not shown as text."""
    ran = "document.documentElement.dataset.ran=1"
    return [
        f"<script>{ran}</script>",
        f"<script src={address}/script></script>",
        f"<img src={address}/img onerror={ran}>",
        f"<style>@import '{address}/style'; body {{ display: none }}</style>",
        f"<link rel=stylesheet href={address}/link>",
        f"<iframe src={address}/frame></iframe><base href={address}>",
        f"<meta http-equiv=refresh content='0;url={address}/refresh'>",
        f"\"><svg onload={ran}>' onmouseover='{ran}' x='",
        f"</code></pre></title><script>{ran}</script><!--",
        f"javascript:{ran}//]]>{{{{ 7*191 }}}}{{% raw %}}",
    ]


def hostile(tmp_path: Path, attack: str) -> Path:
    """A report on a service with an attack wherever a page can have a text, and on one whose page
    the attack breaks.
    """
    escaped = attack.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
    members = f'<a>int</a><b k="{escaped}">string</b><c>A or {escaped}</c>'
    page = asmx(members.replace("]]>", "]]&gt;"))
    page = page.replace("Svc\n", f"Svc {attack}\n", 1)
    page = page.replace("Ask\nTest\n", f"Ask\nAsks {attack}\nTest\n")
    stated = f"[members.'Ask.a']\ndescription = {quoted(attack)}\n"
    specs = service(tmp_path, Ask=page, overrides=stated)
    broken = specs / "broken"
    broken.mkdir()
    word = "".join(attack.split())
    text = asmx(f"<!-- {attack} --><a>{attack}</a>").replace("/svc.asmx", f"/{word}")
    (broken / "Ask.txt").write_text(text, "utf-8")
    out = tmp_path / "report"
    run(["report", "--specs", str(specs), "--out", str(out)])
    return out


@pytest.mark.parametrize("number", range(10))
def test_an_attack_of_a_page_runs_nothing_and_fetches_nothing(
    number: int, browser: Any, tmp_path: Path, bait: tuple[str, list[str]]
) -> None:
    address, fetched = bait
    attack = attacks(address)[number]
    out = hostile(tmp_path, attack)
    seen = ""
    for path in ("index.html?q=ask", "svc/index.html", "svc/operations/ask.html"):
        with opened(browser, f"{out}/{path}") as page:
            page.wait_for_timeout(50)
            for each in page.query_selector_all("summary")[:6]:
                each.hover()
            assert page.evaluate("document.documentElement.dataset.ran") is None
            assert page.query_selector_all("img, iframe, svg, base, style") == []
            assert page.is_visible("h1")
            assert "1337" not in page.inner_text("body")
            seen += page.inner_text("main")
    assert attack.split()[0][:12] in seen
    assert fetched == []


def test_the_policy_stops_what_would_get_past_the_templates(
    browser: Any, seeds: Path, tmp_path: Path, bait: tuple[str, list[str]]
) -> None:
    """As if a template had forgotten to escape."""
    address, fetched = bait
    out = tmp_path / "report"
    shutil.copytree(seeds, out)
    target = out / "index.html"
    text = target.read_text("utf-8")
    whole = "".join(each for each in attacks(address) if "refresh" not in each)
    target.write_text(text.replace("<h1>", f"{whole}--><h1>", 1), "utf-8")
    page = browser.new_page()
    page.goto(f"file://{target}")
    page.wait_for_timeout(200)
    assert page.query_selector_all("img")
    assert page.evaluate("document.documentElement.dataset.ran") is None
    assert page.evaluate("getComputedStyle(document.body).display") != "none"
    page.close()
    assert fetched == []
