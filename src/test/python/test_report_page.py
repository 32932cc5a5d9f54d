"""The page of jobs/compare in a browser: Debian's Chromium, driven by Playwright and checked by axe-core."""

import csv
import io
import json
import math
import random
import shutil
import subprocess
import sys
from xml.etree import ElementTree

import pytest

playwright = pytest.importorskip("playwright.sync_api", reason="needs src/test/python/requirements.txt")
from axe_playwright_python.sync_playwright import Axe  # noqa: E402

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium: apt-get install chromium")

DESKTOP = {"width": 1400, "height": 1000}
PHONE = {"width": 360, "height": 740}
ARMS = ["none", "dropout", "maxNorm"]
SETTINGS = {
    "input.format": "csv",
    "input.options": '{header = true, inferSchema = true, nullValue = "NA"}',
    "input.testFraction": "0.4",
    "train.hiddenLayers": "[12]",
    "train.hiddenDropout": "0.5",
    "train.maxNorm": "2",
    "train.batchSize": "32",
    "train.replicas": "1",
    "compare.arms": str(ARMS).replace("'", '"'),
    "train.maxIter": "4",
    "compare.seeds": "3",
}


KINDS = [f"kind {kind:02}" for kind in range(14)]


def kinds(folder):
    """A table of points on a circle that are of as many kinds as need a heat map."""
    table = folder / "kinds.csv"
    chance = random.Random(7)
    with table.open("w", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["kind", "x", "y"])
        for number in range(700):
            angle = 2 * math.pi * (number % 14 + chance.gauss(0, 0.3)) / 14
            rows.writerow([KINDS[number % 14], math.cos(angle), math.sin(angle)])
    return table


def compare(root, output, table, label, task):
    """Compares, as a user does."""
    given = {"input.path": table, "train.labelCol": label, "train.task": task, "output.path": output}
    settings = {**SETTINGS, **given}
    words = [word for name, value in settings.items() for word in ("--set", f"{name}={value}")]
    done = subprocess.run(
        [sys.executable, "-m", "spark_dropout", "compare", *words, "--master", "local[2]"],
        cwd=root,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return output


@pytest.fixture(scope="module", params=["classification", "regression"])
def compared(request, root, tmp_path_factory):
    """The folder of a comparison: of classes, and of numbers."""
    folder = tmp_path_factory.mktemp("compared")
    if request.param == "classification":
        return compare(root, folder / "kinds", kinds(folder), "kind", "classification")
    return compare(root, folder / "masses", root / "data-samples/penguins.csv", "body_mass_g", "regression")


@pytest.fixture(scope="module")
def report(compared):
    return json.loads((compared / "report.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def browser():
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def page(browser, compared):
    """The page at desktop width; no test of it may end with a message or a request."""
    page = browser.new_page(viewport=DESKTOP, color_scheme="light")
    heard = []
    page.on("console", lambda message: heard.append(message.text))
    page.on("pageerror", lambda error: heard.append(str(error)))
    page.on("request", lambda request: heard.append(request.url))
    page.goto((compared / "report.html").as_uri())
    yield page
    assert [text for text in heard if not text.startswith(("file:", "blob:"))] == []
    page.close()


def plots(page):
    return page.locator(".plot").all()


def pictures(page):
    """What is drawn, one text a chart."""
    return [plot.inner_html() for plot in plots(page)]


def axe(page):
    """The rules of axe-core that the page breaks seriously, each with its elements."""
    found = Axe().run(page).response["violations"]
    return [
        (rule["id"], [node["html"][:200] for node in rule["nodes"]])
        for rule in found
        if rule["impact"] in ("serious", "critical")
    ]


def test_every_chart_is_drawn(page, report):
    assert len(plots(page)) >= 4
    for plot in plots(page):
        title = plot.get_attribute("aria-label")
        assert plot.locator("svg path").count() > 3, title
        box = plot.bounding_box()
        assert box["width"] > 200 and box["height"] > 100, title
    of_classes = page.locator("#classes .plot, #confusion .plot, #calibration .plot").count()
    assert of_classes == (2 + len(ARMS) if report["classes"] else 0)
    for arm in report["arms"]:
        assert any(arm["name"] in plot.get_attribute("aria-label") for plot in plots(page))


def test_the_page_is_small(compared):
    assert (compared / "report.html").stat().st_size < 5_000_000


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_the_page_is_accessible_and_fits(page, scheme, size):
    page.set_viewport_size(size)
    page.emulate_media(color_scheme=scheme)
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= size["width"]
    assert axe(page) == []


def test_an_arm_can_be_hidden_and_shown(page, report):
    before = pictures(page)
    button = page.get_by_role("button", name=ARMS[1], exact=True)
    button.click()
    assert button.get_attribute("aria-pressed") == "false"
    hidden = pictures(page)
    changed = [place for place, one in enumerate(before) if one != hidden[place]]
    others = len(ARMS) - 1 if report["classes"] else 0  # Their confusion matrices stay.
    assert len(changed) == len(before) - others
    colour = page.evaluate("kit.colour('dropout')")
    assert any(colour in one for one in before)
    assert not any(colour in one for one in hidden)
    button.click()
    assert button.get_attribute("aria-pressed") == "true"
    shown = pictures(page)
    assert [place for place, one in enumerate(shown) if one != hidden[place]] == changed


def test_hovering_shows_a_tooltip(page, report):
    plot = page.locator("#curves .plot").first
    plot.scroll_into_view_if_needed()
    plot.hover()
    tip = plot.locator(".tip")
    playwright.expect(tip).to_contain_text("epoch")
    playwright.expect(tip).to_contain_text(f"dropout, {report['heldOutRows']}")


def test_all_works_from_the_keyboard(page):
    """Each control is reached by the Tab key, shows that it has the focus, and works."""
    reached = []
    for _ in range(200):
        page.keyboard.press("Tab")
        at = page.evaluate(
            "({ tag: document.activeElement.tagName, label: document.activeElement.getAttribute('aria-label')"
            " ?? document.activeElement.textContent, outline: getComputedStyle(document.activeElement).outlineStyle })"
        )
        if at["tag"] == "BODY":
            break
        assert at["outline"] == "solid", at
        reached.append(at["label"])
    for plot in plots(page):
        assert plot.get_attribute("aria-label") in reached
    assert len([label for label in reached if label.endswith("numbers as CSV")]) == len(plots(page))
    assert set(ARMS) <= set(reached)
    plot = page.locator("#curves .plot").first
    plot.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    playwright.expect(plot.locator("..").locator("[aria-live]")).to_contain_text("epoch 2")
    button = page.get_by_role("button", name=ARMS[0], exact=True)
    button.focus()
    page.keyboard.press("Space")
    assert button.get_attribute("aria-pressed") == "false"


def downloads(page, kind):
    """What the buttons save, by the names of the files."""
    found = {}
    for button in page.get_by_role("button", name=kind, exact=False).all():
        if button.inner_text() == kind:
            with page.expect_download() as waiting:
                button.click()
            found[waiting.value.suggested_filename] = waiting.value.path().read_text("utf-8")
            page.wait_for_timeout(150)  # Chromium ignores more than ten downloads in a second.
    return found


def test_the_csv_buttons_save_the_numbers(page, report):
    found = {name: list(csv.DictReader(io.StringIO(text))) for name, text in downloads(page, "CSV").items()}
    assert len(found) == len(plots(page))
    assert all(rows for rows in found.values())
    for row, difference in zip(found["differences.csv"], report["differences"]):
        assert row["arm"] == difference["arm"]
        assert float(row["difference"]) == difference["bySeed"]["mean"]
    runs = [run for arm in report["arms"] for run in arm["runs"]]
    assert len(found["gap.csv"]) == len(runs)
    error = "rmse" if report["measure"] == "RMSE" else "error"
    assert [float(row["test"]) for row in found["gap.csv"]] == [run["test"][error] for run in runs]
    if report["classes"]:
        assert [row["class"] for row in found["classes.csv"]] == 2 * KINDS
        cells = [[float(row[kind]) for kind in KINDS] for row in found["confusion-2.csv"]]
        assert cells == report["classes"]["arms"][1]["confusion"]
        bins = sum((arm["reliability"] for arm in report["classes"]["arms"]), [])
        assert [float(row["right"]) for row in found["calibration.csv"]] == [one["accuracy"] for one in bins]
    points = [point for run in runs for point in run["curve"]]
    assert [float(row["heldOutLoss"]) for row in found["curves-loss.csv"]] == [
        point["heldOutLoss"] for point in points
    ]


def test_the_svg_buttons_save_pictures_that_stand_alone(page, report):
    """They are light in both schemes, and say what they show."""
    light = downloads(page, "SVG")
    assert len(light) == len(plots(page))
    for name, text in light.items():
        assert ElementTree.fromstring(text).tag == "{http://www.w3.org/2000/svg}svg", name
    titles = page.locator("figure h3").all_inner_texts()
    assert all(title in text for title, text in zip(titles, light.values()))
    assert all(f"{arm}, {report['heldOutRows']}" in light["curves-loss.svg"] for arm in ARMS)
    assert "interval over seeds" in light["differences.svg"]
    if report["classes"]:
        assert all(arm in light["calibration.svg"] for arm in ARMS)
    darken(page)
    dark = downloads(page, "SVG")
    assert all("#16181c" not in text and "#ffffff" in text for text in dark.values())


def darken(page):
    """Changes the scheme of the screen to dark, and waits until the charts are redrawn."""
    before = pictures(page)[0]
    page.emulate_media(color_scheme="dark")
    page.wait_for_function("before => document.querySelector('.plot').innerHTML !== before", arg=before)


def test_charts_follow_the_colours_of_the_screen(page):
    light = pictures(page)
    darken(page)
    line, quiet = page.evaluate("[kit.css('--line'), kit.css('--quiet')]")
    for before, after in zip(light, pictures(page)):
        assert line not in before and quiet not in before
        assert line in after or quiet in after


def test_prints_are_light_and_have_legends(page):
    darken(page)
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    printed = pictures(page)
    assert all("#a4abb6" not in one and "#565d69" in one for one in printed)
    assert any("none, train" in one for one in printed)
    assert page.locator("details:not([open])").count() == 0
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert all("#a4abb6" in one for one in pictures(page))


def test_without_scripts_the_tables_hold_the_numbers(browser, compared, report):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((compared / "report.html").as_uri())
    table = page.get_by_role("region", name="Arms").inner_text()
    assert all(arm["name"] in table for arm in report["arms"])
    context.close()
