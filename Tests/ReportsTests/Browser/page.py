"""Uses a page in headless Chromium as a person does, and fails with what went wrong.

page.py SCENE,SCENE... FILE

With DOVESWEEP_SCREENSHOTS=FOLDER it leaves a picture of each scene there, to be looked at.
"""
import json
import os
import shutil
import sys
import tempfile

from selenium import webdriver
from selenium.common.exceptions import TimeoutException
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import Select, WebDriverWait


class Visit:
    def __init__(self, path):
        self.profile = tempfile.mkdtemp()
        self.page = os.path.join(self.profile, "report.html")
        shutil.copy(path, self.page)
        options = webdriver.ChromeOptions()
        for argument in [
            "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", f"--user-data-dir={self.profile}",
        ]:
            options.add_argument(argument)
        options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
        self.browser = webdriver.Chrome(service=Service("/usr/bin/chromedriver"), options=options)

    def load(self, scene):
        """Loads the page anew, in the window that the scene is about."""
        width, height = (420, 900) if scene == "narrow" else (1280, 900)
        metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
        self.browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
        scheme = "dark" if scene == "dark" else "light"
        features = [{"name": "prefers-color-scheme", "value": scheme}]
        self.browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})
        self.browser.get(f"file://{self.page}")

    def one(self, selector):
        return self.browser.find_element(By.CSS_SELECTOR, selector)

    def all(self, selector):
        return self.browser.find_elements(By.CSS_SELECTOR, selector)

    def run(self, script, *arguments):
        return self.browser.execute_script(script, *arguments)

    def press(self, *keys):
        for key in keys:
            self.run("return document.activeElement").send_keys(key)

    def until(self, condition):
        WebDriverWait(self.browser, 30).until(lambda _: condition())

    def count(self):
        return self.one("output").text

    def shows(self, count):
        """Waits until so many hosts are shown: a browser tells of input when it comes to it."""
        try:
            self.until(lambda: self.count() == count)
        except TimeoutException:
            raise AssertionError(f"{self.count()} are shown, and not {count}") from None

    def focused(self):
        return self.run("return document.activeElement.textContent")

    def examine(self):
        """Fails where the page complained, or asked for anything but itself."""
        severe = [entry for entry in self.browser.get_log("browser") if entry["level"] != "INFO"]
        assert not severe, severe
        events = [json.loads(entry["message"])["message"] for entry in self.browser.get_log("performance")]
        asked = [event["params"] for event in events if event["method"] == "Network.requestWillBeSent"]
        ours = [request["request"]["url"] for request in asked if request["documentURL"].startswith("file:")]
        assert set(ours) == {f"file://{self.page}"}, ours

    def close(self):
        self.browser.quit()
        shutil.rmtree(self.profile, ignore_errors=True)


def search(visit):
    assert visit.one("h1").text.endswith("5 of 27 hosts in service fail, 14 are undecided"), visit.one("h1").text
    visit.shows("28 hosts")
    visit.one("[name=search]").send_keys("EXPIRED 12 days")
    visit.shows("2 of 28 hosts")
    assert [head.text for head in visit.all("tbody th")] == ["mx07.example.net", "mx09.example.net"]
    visit.one("[name=search]").send_keys(" nowhere")
    visit.shows("0 of 28 hosts")
    assert visit.one("td.none").text
    visit.one("button[type=reset]").click()
    visit.shows("28 hosts")


def filters(visit):
    Select(visit.one("[name=verdict]")).select_by_visible_text("fail")
    visit.shows("6 of 28 hosts")
    Select(visit.one("[name=item]")).select_by_visible_text("tls")
    visit.shows("2 of 28 hosts")
    Select(visit.one("[name=group]")).select_by_visible_text("eu")
    visit.shows("2 of 28 hosts")
    visit.one("button[type=reset]").click()
    visit.shows("28 hosts")
    visit.one("[data-standing=undecided]").click()
    visit.shows("14 of 28 hosts")
    assert visit.one("[data-standing=undecided]").get_attribute("aria-pressed") == "true"
    visit.one("[data-standing=undecided]").click()
    visit.shows("28 hosts")
    visit.one("thead th[data-column='5']").click()
    assert visit.one("[name=item]").get_attribute("value") == "tls"
    visit.until(lambda: visit.count() != "28 hosts")


def keyboard(visit):
    # From the last filter the Tab key comes to one cell of the matrix, and to no more than that.
    visit.run("document.querySelector('button[type=reset]').focus()")
    visit.press(Keys.TAB)
    assert visit.focused() == "mx07.example.net", visit.focused()
    visit.press(*[Keys.ARROW_RIGHT] * 5)
    assert visit.run("return document.activeElement.getAttribute('aria-label')") == "tls fail"
    visit.press(Keys.ENTER)
    visit.until(lambda: visit.one("dialog").is_displayed())
    details = visit.one("dialog").text
    for words in ["mx07.example.net: tls", "expired 12 days ago", "certbot renew", "notAfter 2026-11-11T08:00:00Z"]:
        assert words in details, (words, details)
    visit.press(Keys.ESCAPE)
    visit.until(lambda: not visit.one("dialog").is_displayed())
    assert visit.run("return document.activeElement.getAttribute('aria-label')") == "tls fail"
    visit.press(Keys.END, Keys.ARROW_DOWN, Keys.HOME)
    assert visit.focused() == "mx08.example.net", visit.focused()
    visit.press(Keys.ARROW_UP, Keys.ARROW_UP, Keys.ARROW_RIGHT)
    assert visit.run("return document.activeElement.tagName + document.activeElement.scope") == "THcol"
    for attribute in ["aria-rowcount", "role"]:
        assert visit.one("table").get_attribute(attribute) in ("29", "grid")
    assert all(element.accessible_name for element in visit.all("form input, form select, form button, button.tally"))


def mouse(visit):
    visit.one("tbody tr[data-row='1'] th").click()
    visit.until(lambda: visit.one("dialog").is_displayed())
    details = visit.one("dialog").text
    assert "mx08.example.net" in details and "permissions.key" in details and "Blocked by service.running" in details
    visit.one("dialog [data-close]").click()
    assert not visit.one("dialog").is_displayed()
    visit.one("tbody tr[data-row='0'] td[data-column='8']").click()
    # A cell that is blocked tells the cause, which another item has.
    assert "Cause tls.expiry" in visit.one("dialog").text, visit.one("dialog").text
    visit.one("dialog p .quiet").click()
    assert visit.one("dialog h2").text == "mx07.example.net"


def causes(visit):
    first = visit.one("details.cause")
    assert "2 hosts" in first.text and "tls.expiry" in first.text
    first.find_element(By.CSS_SELECTOR, "summary").click()
    assert "mx[07,09].example.net" in first.text
    first.find_element(By.CSS_SELECTOR, "[data-cause]").click()
    visit.shows("2 of 28 hosts")


def copy(visit):
    visit.browser.execute_cdp_cmd(
        "Browser.grantPermissions", {"permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"]})
    visit.one("details.cause summary").click()
    button = visit.one("details.cause .copy")
    button.click()
    visit.until(lambda: button.text == "Copied")
    text = visit.browser.execute_async_script("navigator.clipboard.readText().then(arguments[0], e => arguments[0]('' + e))")
    assert text == "certbot renew --cert-name mail.example.net\ndoveadm reload", text


def on_paper(visit):
    """What is in the document while it is printed."""
    visit.run("""addEventListener('beforeprint', () => {
        window.printed = [document.querySelectorAll('tbody [data-row]').length, document.querySelectorAll('details[open]').length];
    })""")
    paper = visit.browser.execute_cdp_cmd("Page.printToPDF", {})["data"]
    return visit.run("return window.printed"), paper


def prints(visit):
    (rows, opened), paper = on_paper(visit)
    assert rows == 28 and opened == len(visit.all("details")) and len(paper) > 10_000
    assert not visit.all("details[open]")
    # What can only be used on a screen is not on paper; what can be read is.
    visit.browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    for selector in [".filters", ".copy", ".quiet", ".skip", "dialog"]:
        assert not any(element.is_displayed() for element in visit.all(selector)), selector
    for selector in ["h1", ".tallies", "details.cause", "table", ".legend", "footer"]:
        assert visit.one(selector).is_displayed(), selector


def waived(visit):
    visit.shows("28 hosts")
    cell = visit.one("td[aria-label='tls waived']")
    assert cell.text == "≈", cell.text
    assert visit.one("[data-standing=failing]").text.endswith("fail, 2 waived")
    assert "1 ✗" not in visit.one("thead th[data-column='5']").text
    cell.click()
    visit.until(lambda: visit.one("dialog").is_displayed())
    details = visit.one("dialog").text
    for words in ["≈ waived tls.expiry", "failing since 2026-11-01 08:00:00 UTC",
                  "waived until 2026-12-24, by postmaster: replaced with the move (waivers.yml:3)"]:
        assert words in details, (words, details)
    visit.one("dialog [data-close]").click()
    # Another item of that host, whose cause it is, tells it too.
    visit.one(f"[data-row='{cell.find_element(By.XPATH, '..').get_attribute('data-row')}'] td[data-column='8']").click()
    assert "waived until 2026-12-24" in visit.one("dialog article.cause").text
    visit.one("dialog [data-close]").click()
    cause = next(cause for cause in visit.all("details.cause") if "tls.expiry" in cause.text)
    cause.find_element(By.CSS_SELECTOR, "summary").click()
    for words in ["failing since 2026-11-01", "waived until 2026-12-24, by postmaster: replaced with the move"]:
        assert words in cause.text, (words, cause.text)
    Select(visit.one("[name=verdict]")).select_by_visible_text("waived")
    visit.shows("3 of 28 hosts")
    Select(visit.one("[name=verdict]")).select_by_visible_text("fail")
    visit.shows("4 of 28 hosts")


def tree(visit):
    """What a screen reader is told, as the browser tells it."""
    visit.shows("28 hosts")
    nodes = visit.browser.execute_cdp_cmd("Accessibility.getFullAXTree", {})["nodes"]
    value = lambda node, key: node.get(key, {}).get("value", "")
    told = [(value(node, "role"), value(node, "name"), node) for node in nodes if not node.get("ignored")]
    names = lambda role: [name for own, name, _ in told if own == role]
    levels = [next(entry["value"]["value"] for entry in node["properties"] if entry["name"] == "level")
              for role, _, node in told if role == "heading"]
    assert levels[0] == 1 and all(after - before <= 1 for before, after in zip(levels, levels[1:])), levels
    for role in ["banner", "main", "contentinfo", "search", "grid"]:
        assert len(names(role)) == 1, (role, names(role))
    assert names("grid") == ["Matrix"] and "Causes" in names("region")
    assert names("columnheader")[0] == "host" and names("columnheader")[5].startswith("tls"), names("columnheader")
    assert "mx07.example.net" in names("rowheader")
    cells = names("gridcell")
    assert "tls fail" in cells and "config pass" in cells and len(cells) == 11 * len(names("rowheader")), cells[:12]
    unnamed = [(role, name) for role, name, _ in told if role in ("button", "textbox", "searchbox", "combobox") and not name]
    assert not unnamed, unnamed
    visit.one("td[aria-label='tls fail']").click()
    visit.until(lambda: visit.one("dialog").is_displayed())
    nodes = visit.browser.execute_cdp_cmd("Accessibility.getFullAXTree", {})["nodes"]
    dialogs = [value(node, "name") for node in nodes if value(node, "role") == "dialog" and not node.get("ignored")]
    assert dialogs == ["mx07.example.net: tls"], dialogs
    # The focus comes to what was opened, and from there to its buttons, in the order of the page.
    assert visit.focused() == "mx07.example.net: tls"
    visit.press(Keys.TAB)
    assert visit.focused() == "Close", visit.focused()
    visit.press(Keys.TAB)
    assert visit.run("return document.activeElement.getAttribute('aria-label')") == "Remedy"


def many(visit):
    visit.shows("5000 hosts")
    assert len(visit.all("tr")) < 200, "rows out of sight are in the document"
    visit.run("document.querySelector('.scroller').scrollTop = 1e9")
    visit.until(lambda: visit.all("[data-row='4999']"))
    visit.one("[name=search]").send_keys("mx4950.")
    assert [head.text for head in visit.all("tbody th")] == ["mx4950.example.net"]
    visit.one("button[type=reset]").click()
    visit.shows("5000 hosts")
    visit.run("document.querySelector('[data-row=\"0\"] th').focus()")
    visit.press(Keys.CONTROL + Keys.END)
    visit.until(lambda: visit.run("return document.activeElement.dataset.column") == "11")
    assert visit.run("return document.activeElement.parentElement.ariaRowIndex") == "5001"


def hostile(visit):
    assert visit.run("return document.querySelectorAll('script').length") == 2
    assert visit.run("return document.querySelectorAll('img, iframe, link, a:not(.skip)').length") == 0
    visit.one("tbody tr[data-row='0'] th").click()
    visit.until(lambda: visit.one("dialog").is_displayed())
    shown = visit.run("return document.documentElement.textContent")
    acting = set("\x1b\x07\x00\u202e\u2066\u200f\u200b\ufeff\u2028\x85\x9b") & set(shown)
    assert not acting, acting


def dark(visit):
    back, ink = visit.run("const style = getComputedStyle(document.body); return [style.backgroundColor, style.color]")
    light = lambda colour: sum(int(part) for part in colour[4:-1].split(","))
    assert light(back) < 120 < 600 < light(ink), (back, ink)


def narrow(visit):
    assert visit.run("return document.documentElement.scrollWidth <= innerWidth"), "the page is wider than the window"
    visit.run("document.querySelector('.scroller').scrollLeft = 500")
    head = visit.one("tbody th")
    assert head.is_displayed() and head.rect["x"] < 30, head.rect
    visit.one("tbody td[data-column='11']").click()
    visit.until(lambda: visit.one("dialog").is_displayed())
    assert visit.one("dialog").rect["width"] <= 420


def comparison(visit):
    """The page of a comparison, which has no script."""
    nodes = visit.browser.execute_cdp_cmd("Accessibility.getFullAXTree", {})["nodes"]
    told = [(node["role"]["value"], node.get("name", {}).get("value", "")) for node in nodes if not node.get("ignored")]
    tables = [name for role, name in told if role == "table"]
    assert tables == ["newly failing", "fixed", "still failing", "hosts", "facts that changed"], tables
    assert [name for role, name in told if role == "columnheader"][:5] == ["hosts", "check", "before", "after", "what"]
    assert "mx[1-2]" in [name for role, name in told if role == "rowheader"], told
    visit.one("details summary").click()
    assert "certbot renew" in visit.one("details").text
    visit.browser.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride", {"width": 420, "height": 900, "deviceScaleFactor": 1, "mobile": False})
    assert visit.run("return document.documentElement.scrollWidth <= innerWidth"), "the page is wider than the window"


SCENES = {
    "search": search, "filters": filters, "keyboard": keyboard, "mouse": mouse, "causes": causes, "copy": copy,
    "print": prints, "waived": waived, "tree": tree, "many": many, "hostile": hostile, "dark": dark, "narrow": narrow,
    "comparison": comparison,
}

if __name__ == "__main__":
    visit = Visit(sys.argv[2])
    folder = os.environ.get("DOVESWEEP_SCREENSHOTS")
    try:
        for scene in sys.argv[1].split(","):
            print(f"scene {scene}", file=sys.stderr)
            visit.load(scene)
            SCENES[scene](visit)
            visit.examine()
            if folder:
                visit.browser.save_screenshot(os.path.join(folder, f"{scene}.png"))
    finally:
        visit.close()
