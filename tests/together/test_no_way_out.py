"""In a whole visit browser, extension and server speak to the page's own site and to this machine, to nobody else: all
of the browser's traffic goes through a proxy that writes down who is asked for, loopback's too."""

import contextlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Error, Playwright

from chromium import (
    EVERY_ROW_BADGED,
    POPUP_URL,
    ROWS,
    ask_background,
    launch_chromium,
    read_badges,
    wait_for_badges,
    wait_until,
)
from conftest import FOLLOWERS, require_usual_ports
from connect_proxy import ConnectProxy
from fieldmark.demo.people import SAMPLE_NICHE
from fieldmark.demo.site import StandInSite
from fieldmark.ports import PORTS
from firefox import POPUP_URL as FIREFOX_POPUP_URL
from firefox import Firefox
from firefox_popup import read_popup
from server_process import ServerProcess
from stand_in_server import StandInServer
from test_firefox import ASK, ENTER, STATUS
from test_reasons import CORNER, STRONG_ROW

AUDIT = Path(__file__).parent / "audit"
# What the browsers ask for by themselves -> what for.
BROWSERS_OWN = {
    "accounts.google.com": "whether somebody is logged in to the browser",
    "firefox.settings.services.mozilla.com": "settings of the browser that are newer",
    "update.googleapis.com": "parts of the browser that are newer",
}
# What libraries do at the start, which leads nowhere -> what for.
LEADS_NOWHERE = {
    "socket.getaddrinfo ['0.0.0.0', '8080']": "waitress reads its default address, which is not used, and is a number",
    "socket.bind [('::1', 0)]": "urllib3, which spaCy brings along, looks whether the machine has IPv6",
}
CONTROL = "control.test"
ELSEWHERE = "elsewhere.test"
FORBIDDEN = {
    "connect-src",
    "form-action",
    "frame-src",
    "img-src",
    "media-src",
    "object-src",
    "script-src-elem",
    "style-src-elem",
}
# Every way out that a page of the extension could try, until the policy has forbidden each; or the time is up.
TRY_EVERY_WAY_OUT = """async (host, wanted) => {
  const told = new Set();
  addEventListener('securitypolicyviolation', ({effectiveDirective}) => told.add(effectiveDirective));
  const url = `https://${host}/`;
  const attempt = async (act) => { try { await act(); told.add(`${act}`); } catch {} };
  const add = (name, attributes) => document.body.append(Object.assign(document.createElement(name), attributes));
  await attempt(() => fetch(url));
  await attempt(() => fetch(`http://${host}/`, {mode: 'no-cors'}));
  navigator.sendBeacon(url, 'x');
  try { new WebSocket(`wss://${host}/`); } catch {}
  new EventSource(url);
  for (const name of ['img', 'script', 'iframe', 'video']) add(name, {src: url});
  add('object', {data: url});
  add('link', {rel: 'stylesheet', href: url});
  add('form', {action: url, target: '_blank', id: 'out'});
  try { document.querySelector('#out').submit(); } catch { told.add('form-action'); }
  const end = performance.now() + 5000;
  while (!wanted.every((name) => told.has(name)) && performance.now() < end)
    await new Promise((resolve) => setTimeout(resolve));
  return [...told];
}"""

IS_PASSED = """return [...document.querySelectorAll('fieldmark-badge')].some((host) =>
  host.openOrClosedShadowRoot.querySelector('.badge').getAttribute('aria-label').includes('Passed'))"""
FETCH_IN_BACKGROUND = """const [url, done] = arguments;
  browser.runtime.getBackgroundPage().then((background) => background.fetch(url)).then(String, String).then(done)"""


@pytest.fixture
def audited(tmp_path: Path) -> Path:
    """The file with what the server does towards networks and other programs."""
    return tmp_path / "audit"


@pytest.fixture
def server(tmp_path: Path, audited: Path) -> Iterator[ServerProcess]:
    environment = {"PYTHONPATH": str(AUDIT), "AUDIT_FILE": str(audited)}
    require_usual_ports()
    running = ServerProcess(tmp_path / "data", SAMPLE_NICHE, environment, PORTS[0])
    yield running
    running.kill()


@pytest.fixture
def elsewhere() -> Iterator[StandInServer]:
    """A server that answers, for whoever finds a way out."""
    with contextlib.closing(StandInServer(StandInSite())) as running:
        yield running


@pytest.fixture
def proxy(x_com: StandInServer, elsewhere: StandInServer, server: ServerProcess) -> Iterator[ConnectProxy]:
    ports = {"x.com": x_com.port, "twitter.com": x_com.port, ELSEWHERE: elsewhere.port}
    with contextlib.closing(ConnectProxy(ports, [server.port])) as running:
        yield running


def check_no_way_out(proxy: ConnectProxy, server: ServerProcess, audited: Path) -> None:
    """Nobody was asked for but the page's site and the server; the server asked for nobody."""
    asked = {place for place in proxy.asked if place.partition(":")[0] not in BROWSERS_OWN}
    # The control shows that it would be written down; the other ports are where an extension looks that is not paired.
    assert asked >= {"x.com:443", f"{CONTROL}:443", f"127.0.0.1:{server.port}"}
    assert asked <= {"x.com:443", f"{CONTROL}:443", *(f"127.0.0.1:{port}" for port in PORTS)}
    # That it listens shows that what it does is written down.
    done = set(audited.read_text(encoding="utf-8").splitlines())
    assert done - LEADS_NOWHERE.keys() == {f"socket.bind [('127.0.0.1', {server.port})]"}


def test_in_a_whole_visit_chromium_asks_for_nobody_but_the_page_and_the_server(
    playwright: Playwright,
    extension: Path,
    x_com: StandInServer,
    elsewhere: StandInServer,
    server: ServerProcess,
    proxy: ConnectProxy,
    audited: Path,
    tmp_path: Path,
) -> None:
    switches = [f"--proxy-server=http://127.0.0.1:{proxy.port}", "--proxy-bypass-list=<-loopback>"]
    context = launch_chromium(playwright, tmp_path / "profile", extension, x_com.port, switches=switches)
    context.set_default_timeout(10_000)
    popup = context.new_page()
    popup.goto(POPUP_URL)
    popup.fill("#pairing", server.run("pair").strip())
    popup.keyboard.press("Enter")
    popup.wait_for_selector(".chip")

    page = context.new_page()
    page.goto(FOLLOWERS)
    wait_for_badges(page)
    page.mouse.move(*page.evaluate(CORNER, STRONG_ROW))
    page.wait_for_selector("fieldmark-popover:popover-open")
    page.locator(ROWS).first.focus()
    page.keyboard.press("p")
    wait_until(page, lambda: any("Passed" in badge.words for badge in read_badges(page).values()), "a decision")
    wait_until(page, lambda: ask_background(context, "decisions/deliver") == 0, "the decision is delivered")

    popup.bring_to_front()
    popup.fill("#add", "physio")
    popup.keyboard.press("Enter")
    popup.wait_for_selector('[data-keyword="physio"]')
    page.bring_to_front()
    wait_for_badges(page)

    with contextlib.suppress(Error):
        page.goto(f"https://{CONTROL}/")
    check_no_way_out(proxy, server, audited)

    told = popup.evaluate(f"([host, wanted]) => ({TRY_EVERY_WAY_OUT})(host, wanted)", [ELSEWHERE, [*FORBIDDEN]])
    assert set(told) == FORBIDDEN
    worker = context.service_workers[-1]
    assert "TypeError" in worker.evaluate("(url) => fetch(url).then(String, String)", f"https://{ELSEWHERE}/")
    context.close()
    # For a frame and a form Chromium opens a connection before it looks at the policy, and sends nothing.
    assert elsewhere.requests == []


def test_in_a_whole_visit_firefox_asks_for_nobody_but_the_page_and_the_server(
    extension: Path, server: ServerProcess, proxy: ConnectProxy, audited: Path
) -> None:
    preferences = {
        "network.proxy.http": "127.0.0.1",
        "network.proxy.http_port": proxy.port,
        "network.proxy.allow_hijacking_localhost": True,
    }
    with Firefox(extension, proxy.port, preferences) as firefox:
        firefox.go(FIREFOX_POPUP_URL)
        firefox.type("#pairing", server.run("pair").strip() + ENTER)
        firefox.wait_for(STATUS, "connected")
        popup = firefox.get_tab()

        page = firefox.open_tab()
        firefox.go(FOLLOWERS)
        firefox.wait_for(f"return ({EVERY_ROW_BADGED})(arguments[0])", ROWS)
        x, y = firefox.run(f"return ({CORNER})(arguments[0])", STRONG_ROW)
        move = {"type": "pointerMove", "x": round(x), "y": round(y)}
        firefox.call("WebDriver:PerformActions", actions=[{"type": "pointer", "id": "mouse", "actions": [move]}])
        firefox.wait_for("return document.querySelector('fieldmark-popover:popover-open') !== null")
        firefox.run("document.querySelector(arguments[0]).focus()", ROWS)
        press = [{"type": kind, "value": "p"} for kind in ("keyDown", "keyUp")]
        firefox.call("WebDriver:PerformActions", actions=[{"type": "key", "id": "keys", "actions": press}])

        firefox.wait_for(IS_PASSED, privileged=True)

        firefox.switch(popup)
        assert firefox.run_async(ASK, "decisions/deliver", None)["value"] == 0
        firefox.type("#add", "physio" + ENTER)
        firefox.wait_for("return document.querySelector('[data-keyword=physio]') !== null")
        firefox.switch(page)
        assert "physio" in read_popup(firefox, "physio").text
        with contextlib.suppress(RuntimeError):
            firefox.go(f"https://{CONTROL}/")
        check_no_way_out(proxy, server, audited)

        firefox.switch(popup)
        script = f"const [host, wanted, done] = arguments; ({TRY_EVERY_WAY_OUT})(host, wanted).then(done)"
        assert set(firefox.run_async(script, ELSEWHERE, [*FORBIDDEN])) == FORBIDDEN
        assert "TypeError" in firefox.run_async(FETCH_IN_BACKGROUND, f"https://{ELSEWHERE}/")
    assert f"{ELSEWHERE}:443" not in proxy.asked
