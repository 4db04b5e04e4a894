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
from tests.site.support import DEMO, reported, specs_of

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


def test_the_report_alone_says_whether_refid_is_nullable_and_how_to_change_it(
    browser: Any, seeds: Path
) -> None:
    with opened(browser, f"{seeds}/index.html") as page:
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        page.fill("#search", "RefId")
        page.click("#results a >> nth=0")
        page.wait_for_url("**/batch_register_accounts.html#*")
        member = "details[data-subject='Account.RefId']"
        page.wait_for_selector(f"{member}[open]")
        read = page.inner_text(member)
        assert "int, can be null, must be given" in read
        assert "Nullable<T>" in read or "int?" in read
        assert "metering/overrides.toml, as decided" in read
        page.click(f"{member} .copy")
        page.wait_for_selector(f"{member} .copy >> text=Copied")
        copied = page.evaluate("navigator.clipboard.readText()")
        assert copied.startswith('[members."Account.RefId"]')
        assert "nullable = true" in copied


STOP = """() => {
  const at = document.activeElement, style = getComputedStyle(at), box = at.getBoundingClientRect();
  const seen = box.width && box.height && style.outlineStyle !== 'none' && style.outlineWidth;
  return [at.tagName.toLowerCase(), at.id || at.className || at.textContent.trim(), seen];
}"""


def stops(page: Any, most: int = 60) -> list[tuple[str, str]]:
    """Where Tab leads, each stop with its focus visible."""
    found: list[tuple[str, str]] = []
    for _ in range(most):
        page.keyboard.press("Tab")
        tag, what, seen = page.evaluate(STOP)
        if tag == "body":
            break
        assert seen in ("2px", "1px", "3px"), (tag, what, seen)
        found.append((tag, what))
    return found


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_tab_leads_through_a_page_in_the_order_it_is_read(
    scheme: Any, browser: Any, seeds: Path
) -> None:
    with opened(browser, f"{seeds}/{TC2}", color_scheme=scheme) as page:
        found = stops(page)
    assert found[:4] == [
        ("a", "skip"),
        ("a", "Soapstone report"),
        ("a", "tc2"),
        ("input", "search"),
    ]
    tags = [tag for tag, _ in found[4:]]
    # Why the operation, one stop in all lines, two to copy with their text, members.
    assert tags[:6] == ["summary", "a", "button", "pre", "button", "pre"]
    assert set(tags[6:]) == {"summary"}
    assert len(tags) > 20


def test_the_first_stop_skips_to_the_content(browser: Any, seeds: Path) -> None:
    with opened(browser, f"{seeds}/{TC2}") as page:
        assert page.evaluate("document.querySelector('.skip').offsetLeft") < 0
        page.keyboard.press("Tab")
        assert page.evaluate("document.querySelector('.skip').offsetLeft") >= 0
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        assert "Why this operation" in page.evaluate(
            "document.activeElement.textContent"
        )


def chosen(page: Any) -> str:
    """The result that the arrows have chosen, as a screen reader is told."""
    field = page.query_selector("#search")
    selected = page.get_attribute(
        f"#{field.get_attribute('aria-activedescendant')}", "id"
    )
    (other,) = page.query_selector_all("#results [aria-selected='true']")
    assert other.get_attribute("id") == selected
    return str(selected)


def test_arrows_choose_a_result_and_escape_closes_the_list(
    browser: Any, seeds: Path
) -> None:
    with opened(browser, f"{seeds}/index.html") as page:
        page.keyboard.press("/")
        page.keyboard.type("account id")
        page.wait_for_selector("#results a")
        assert chosen(page) == "result-0"
        assert "Account.Id" in page.inner_text("#result-0")
        assert "metering: member" in page.inner_text("#result-0")
        for key, expected in (("ArrowDown", "result-1"), ("ArrowUp", "result-0")):
            page.keyboard.press(key)
            assert chosen(page) == expected
        page.keyboard.press("Escape")
        assert page.is_hidden("#results")
        assert page.inner_text("#counted") == ""
        assert page.get_attribute("#search", "aria-expanded") == "false"


def test_escape_closes_what_a_line_says(browser: Any, seeds: Path) -> None:
    with opened(browser, f"{seeds}/{TC2}") as page:
        page.focus("#L1-46 a")
        assert page.is_visible("#card")
        page.keyboard.press("Escape")
        assert page.is_hidden("#card")
        assert lit(page) == []


def test_a_type_that_another_page_explains_leads_there(
    browser: Any, tmp_path: Path
) -> None:
    page_of = "demo/operations/echo_customers.html"
    out = reported(specs_of(tmp_path, DEMO))
    with opened(browser, f"{out}/{page_of}") as page:
        member = "a.member[data-subject='Customer.Born']"
        page.focus(member)
        card = page.inner_text("#card")
        assert "The page prints the local name of the XSD type." in card
        assert "demo/EchoCustomers.txt:19" in card
        assert {"L1-19", "L1-32"} <= set(lit(page))
        page.keyboard.press("Enter")
        page.wait_for_url("**/echo_customer.html#*")
        page.wait_for_selector("details[data-subject='Customer.Born'][open]")


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
        assert copied == '[service]\nscheme = "https"\n'


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
        f"<a href='javascript:{ran}'>a</a><b style='background:url({address}/url)'>",
        f"<object data={address}/object><math><mtext><style><img src={address}/m>",
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


@pytest.mark.parametrize("number", range(12))
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


def test_the_name_of_a_file_runs_nothing(browser: Any, tmp_path: Path) -> None:
    """Of a page, of a recording that has findings, and of a folder."""
    attack = "<img src=x onerror=document.documentElement.dataset.ran=1>\"'"
    specs = service(tmp_path, Ask=asmx("<a>int</a>"))
    folder = (specs / "svc").rename(specs / "svc&<b>")
    (folder / "Ask.txt").rename(folder / f"{attack}.txt")
    (folder / "recorded").mkdir()
    message = '<Ask xmlns="urn:svc"><a>x</a><b>1</b></Ask>'
    (folder / f"recorded/{attack}.xml").write_text(message, "utf-8")
    out = tmp_path / "report"
    run(["report", "--specs", str(specs), "--out", str(out)])
    paths = sorted(out.rglob("*.html"))
    assert len(paths) == 3
    shown = ""
    for path in paths:
        with opened(browser, str(path).replace("%", "%25")) as page:
            for each in page.query_selector_all("summary")[:6]:
                each.click()
            assert page.evaluate("document.documentElement.dataset.ran") is None
            assert page.query_selector_all("img, main b b") == []
            shown += page.inner_text("main")
    assert "<img src=x onerror" in shown


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
