"""What a reader does with a report, in a real browser, from the disk.

    test_report.py REPORTS [SCREENSHOTS]

REPORTS is the folder that make_reports.py has written.
"""

import pathlib
import re
import sys
import time
import unittest

from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import Select

from browser import DESKTOP, PHONE, Browser

REPORTS = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else ".")
SCREENSHOTS = pathlib.Path(sys.argv[2]) if len(sys.argv) > 2 else None


def page(name):
    return REPORTS / name / "report" / "index.html"


class ReportTest(unittest.TestCase):
    report = "ordinary"

    @classmethod
    def setUpClass(cls):
        cls.browser = Browser()
        cls.addClassCleanup(cls.browser.driver.quit)

    def setUp(self):
        self.browser.open("/dev/null")
        self.browser.complaints()
        self.browser.requests()
        self.browser.open(page(self.report))

    def tearDown(self):
        self.assertEqual(self.browser.complaints(), [])
        for address in self.browser.requests():
            self.assertRegex(address, r"^(file|data):")

    def find(self, selector):
        return self.browser.driver.find_element(By.CSS_SELECTOR, selector)

    def all(self, selector):
        return self.browser.driver.find_elements(By.CSS_SELECTOR, selector)

    def becomes(self, condition, seconds=10):
        """Whether it holds, now or soon: a browser on a busy machine takes its time."""
        end = time.monotonic() + seconds
        while not condition() and time.monotonic() < end:
            time.sleep(0.05)
        return condition()

    def appears(self, selector):
        return self.becomes(lambda: self.find(selector).is_displayed())

    def disappears(self, selector):
        return self.becomes(lambda: not self.find(selector).is_displayed())

    def pictures_arrive(self):
        """Whether every picture that the page names is there, also below the window."""
        self.browser.run("for (const i of document.images) i.loading = 'eager'")
        return self.becomes(lambda: self.browser.run(
            "return [...document.images].every(i => !i.hasAttribute('src') || (i.complete && i.naturalWidth))"))

    def click(self, selector):
        self.browser.run("arguments[0].scrollIntoView({block: 'center'})", self.find(selector))
        self.find(selector).click()

    def choose(self, selector, value):
        Select(self.find(selector)).select_by_value(value)

    def names(self):
        """The cases shown as pictures, in order."""
        return self.browser.run(
            "return [...document.querySelectorAll('.tile')].map(t => t.querySelector('.name').title)")

    def scores(self):
        words = self.browser.run(
            "return [...document.querySelectorAll('.tile b')].map(b => b.textContent)")
        return [int(re.match(r"\d+", word).group()) for word in words]

    def open_first(self):
        self.click(".tile")
        self.assertTrue(self.appears("#case"))

    def press(self, *keys):
        self.browser.driver.switch_to.active_element.send_keys(*keys)


class Loading(ReportTest):
    def test_all_pictures_that_are_asked_for_are_there(self):
        self.assertTrue(self.pictures_arrive())
        self.assertGreater(self.browser.run("return document.images.length"), 30)

    def test_nothing_may_come_from_outside_and_no_other_script_runs(self):
        forbidden = self.browser.driver.execute_async_script("""
            const done = arguments[0], forbidden = [];
            addEventListener('securitypolicyviolation', event => forbidden.push(event.effectiveDirective));
            fetch('https://example.org').catch(() => {});
            new Image().src = 'https://example.org/x.png';
            document.body.append(Object.assign(document.createElement('script'), {text: 'window.hacked = 1'}));
            document.body.insertAdjacentHTML('beforeend', '<b onclick="window.hacked = 1">x</b>');
            document.body.lastChild.click();
            setTimeout(() => done(forbidden), 300);""")
        self.assertEqual(sorted(forbidden), ["connect-src", "img-src", "script-src-attr", "script-src-elem"])
        self.assertIsNone(self.browser.run("return window.hacked ?? null"))
        # These were ours.
        self.browser.complaints()
        self.browser.requests()

    def test_every_chart_has_a_name_and_no_broken_number(self):
        charts = self.browser.run("return [...document.querySelectorAll('svg.chart')].map("
                                  "c => [c.getAttribute('aria-label'), c.outerHTML])")
        self.assertGreater(len(charts), 10)
        for label, markup in charts:
            self.assertGreater(len(label), 10)
            self.assertNotRegex(markup, r"(?i)\bnan\b|infinity|undefined")

    def test_ids_are_unique_and_controls_have_names(self):
        self.assertEqual(self.browser.run(
            "const ids = [...document.querySelectorAll('[id]')].map(e => e.id);"
            "return ids.filter((id, i) => ids.indexOf(id) !== i)"), [])
        self.assertEqual(self.browser.run(
            "return [...document.querySelectorAll('button, select, input')].filter(e =>"
            "!(e.getAttribute('aria-label') || e.textContent.trim() || e.labels?.length))"
            ".map(e => e.outerHTML)"), [])


class Choosing(ReportTest):
    def test_worst_best_and_random(self):
        worst = self.scores()
        self.assertEqual(worst, sorted(worst))
        self.click("#pick [data-value=best]")
        best = self.scores()
        self.assertEqual(best, sorted(best, reverse=True))
        self.assertGreater(best[0], worst[0])
        self.click("#pick [data-value=random]")
        first = sorted(self.names())
        self.browser.run("document.querySelector('#seed').value = 7;"
                         "document.querySelector('#seed').dispatchEvent(new Event('change'))")
        self.assertNotEqual(sorted(self.names()), first)
        self.browser.run("document.querySelector('#seed').value = 0;"
                         "document.querySelector('#seed').dispatchEvent(new Event('change'))")
        self.assertEqual(sorted(self.names()), first)

    def test_filter_and_search(self):
        self.click("#pick [data-value=all]")
        self.assertEqual(len(self.names()), 16)
        self.choose("[data-facet=source]", "north")
        north = self.names()
        self.assertTrue(north and all("north" in name for name in north))
        self.find("#search").send_keys("COVID")
        self.assertTrue(all("covid-north" in name for name in self.names()))
        self.find("#search").send_keys("zzz")
        self.assertEqual(self.find("#gallery .empty").text, "No case matches.")
        self.click("#reset")
        self.assertEqual(len(self.names()), 16)

    def test_model_and_method(self):
        self.click("#pick [data-value=best]")
        balanced = max(self.scores())
        self.choose("#model", "imbalanced")
        self.assertGreater(balanced, max(self.scores()))
        self.choose("#method", "occlusion")
        self.assertIn("method=occlusion", self.find(".tile").get_attribute("href"))

    def test_sorting_the_table_by_every_column(self):
        self.click("#pick [data-value=all]")
        self.click("#layout [data-value=table]")
        headers = len(self.all("#table th"))
        self.assertGreater(headers, 15)
        for index in range(headers):
            for _ in range(2):
                self.browser.run("document.querySelectorAll('#table th button')[arguments[0]].click()", index)
                header = self.all("#table th")[index]
                direction = header.get_attribute("aria-sort")
                cells = self.browser.run(
                    "return [...document.querySelectorAll('#table tbody tr:not(.spacer)')]"
                    ".map(row => row.children[arguments[0]].textContent)", index)
                defined = [cell for cell in cells if cell != "–"]
                self.assertEqual(cells[:len(defined)], defined, "what is undefined comes last")
                if header.get_attribute("class") != "text":
                    defined = [float(cell) for cell in defined]
                self.assertEqual(defined, sorted(defined, reverse=direction == "descending"))


class Enlarging(ReportTest):
    def test_slider_blends_from_radiograph_over_overlay_to_map(self):
        self.open_first()
        seen = {}
        for value in (0, 65, 100):
            self.browser.run("const b = document.querySelector('#blend'); b.value = arguments[0];"
                             "b.dispatchEvent(new Event('input'))", value)
            seen[value] = [float(self.find(f"#stage-{kind}").value_of_css_property("opacity"))
                           for kind in ("radiograph", "map")]
        self.assertEqual(seen, {0: [1, 0], 65: [1, 0.65], 100: [0, 1]})

    def test_slider_by_keyboard(self):
        self.open_first()
        self.find("#blend").send_keys(Keys.END)
        self.assertEqual(self.find("#stage-map").value_of_css_property("opacity"), "1")
        self.find("#blend").send_keys(Keys.ARROW_LEFT)
        self.assertEqual(self.find("#blend").get_attribute("value"), "99")

    def test_shared_link(self):
        self.open_first()
        link = self.browser.driver.current_url
        name = self.find("#case-name").text
        self.browser.open("/dev/null")
        self.browser.driver.get(link)
        self.assertTrue(self.appears("#case"))
        self.assertEqual(self.find("#case-name").text, name)

    def test_a_case_may_be_opened_at_the_moment_another_is_closed(self):
        self.open_first()
        second = self.names()[1]
        # The dialogue's own "close" event comes after both.
        self.browser.run("document.querySelector('#case').close();"
                         "document.querySelectorAll('.tile')[1].click()")
        self.assertTrue(self.appears("#case"))
        self.assertEqual(self.find("#case-name").text, second)
        self.assertIn("#case=", self.browser.driver.current_url)
        self.browser.run("document.querySelector('#case').close()")
        self.assertTrue(self.becomes(lambda: "#case=" not in self.browser.driver.current_url))

    def test_a_link_to_no_case_opens_the_page(self):
        for fragment in ("#case=none.png", "#case=%E0%A4%A", "#nothing"):
            self.browser.open(page(self.report), fragment)
            self.assertFalse(self.find("#case").is_displayed())

    def test_model_and_method_switches_keep_the_image(self):
        self.open_first()
        name = self.find("#case-name").text
        before = self.find("#stage-map").get_attribute("src")
        self.choose("#case-model", "imbalanced")
        self.choose("#case-method", "occlusion")
        after = self.find("#stage-map").get_attribute("src")
        self.assertEqual(self.find("#case-name").text, name)
        self.assertNotEqual(after, before)
        self.assertIn("model=imbalanced&method=occlusion", self.browser.driver.current_url)

    def test_peak_and_outline_lie_on_the_radiograph(self):
        self.open_first()
        self.assertTrue(self.appears("#stage-peak"))
        inside = self.browser.run(
            "const box = e => document.querySelector(e).getBoundingClientRect();"
            "const [s, p] = [box('#stage'), box('#stage-peak')];"
            "return p.left + 11 >= s.left && p.left + 11 <= s.right && p.top + 11 >= s.top && p.top + 11 <= s.bottom")
        self.assertTrue(inside)
        self.click("#show-outline")
        self.assertEqual(self.find("#stage-outline").value_of_css_property("visibility"), "hidden")

    def test_keyboard_alone(self):
        self.browser.run("document.querySelector('.tile').focus()")
        self.press(Keys.ENTER)
        self.assertTrue(self.appears("#case"))
        first = self.find("#case-name").text
        self.press(Keys.ARROW_RIGHT)
        second = self.find("#case-name").text
        self.assertNotEqual(first, second)
        self.press(Keys.ARROW_LEFT)
        self.assertEqual(self.find("#case-name").text, first)
        for _ in range(30):
            self.press(Keys.TAB)
            inside = self.browser.run("const a = document.activeElement;"
                                      "return a === document.body || document.querySelector('#case').contains(a)")
            self.assertTrue(inside, "the focus stays in the dialog")
        self.find("#case").send_keys(Keys.ESCAPE)
        self.assertTrue(self.disappears("#case"))
        self.assertTrue(self.becomes(
            lambda: self.browser.run("return document.activeElement.className") == "tile"))
        self.assertNotIn("#case", self.browser.driver.current_url)

    def test_slash_goes_to_the_search(self):
        self.find("body").send_keys("/")
        self.assertEqual(self.browser.run("return document.activeElement.id"), "search")


class Appearance(ReportTest):
    def test_theme_switch(self):
        colours = set()
        for words in ("Light", "Dark", "Auto"):
            self.click("#theme")
            self.assertEqual(self.find("#theme").text, words)
            colours.add(self.find("body").value_of_css_property("background-color"))
        self.assertEqual(len(colours), 2)

    def test_contrast(self):
        """WCAG AA: 4.5 for text, 3 for large text, in both themes, on what lies behind."""
        self.browser.run("document.querySelectorAll('details').forEach(d => d.open = true)")
        for scheme in ("light", "dark"):
            self.browser.run("document.documentElement.dataset.theme = arguments[0]", scheme)
            self.assertEqual(self.browser.run(CONTRAST), [], scheme)

    def test_nothing_is_wider_than_the_window(self):
        for size in (DESKTOP, PHONE, (320, 700)):
            with Browser(size) as browser:
                browser.open(page(self.report))
                self.assertLessEqual(browser.run("return document.documentElement.scrollWidth"), size[0])

    def test_printed_it_is_open_light_and_without_controls(self):
        self.browser.run("document.documentElement.dataset.theme = 'dark'")
        data = self.browser.command("Page.printToPDF", {"printBackground": True})["data"]
        self.assertGreater(len(data), 50_000)
        self.browser.command("Emulation.setEmulatedMedia", {"media": "print"})
        self.assertFalse(self.find("#controls").is_displayed())
        self.assertEqual(self.find("body").value_of_css_property("background-color"), "rgba(255, 255, 255, 1)")
        self.browser.command("Emulation.setEmulatedMedia", {"media": ""})

    def test_screenshots(self):
        if SCREENSHOTS is None:
            self.skipTest("no folder for them")
        SCREENSHOTS.mkdir(parents=True, exist_ok=True)
        for device, size in (("desktop", DESKTOP), ("phone", PHONE)):
            for scheme in ("light", "dark"):
                with Browser(size, scheme) as browser:
                    browser.open(page(self.report))
                    time.sleep(0.5)
                    browser.picture(SCREENSHOTS / f"{device}-{scheme}.png")
                    browser.run("for (const i of document.images) i.loading = 'eager'")
                    time.sleep(0.5)
                    browser.picture(SCREENSHOTS / f"{device}-{scheme}-whole.png", whole=True)
                    browser.run("document.querySelector('.tile').click()")
                    time.sleep(0.5)
                    browser.picture(SCREENSHOTS / f"{device}-{scheme}-case.png")


class Hostile(ReportTest):
    report = "hostile"

    def test_names_are_text_wherever_they_stand(self):
        self.click("#pick [data-value=all]")
        self.assertEqual(len(self.names()), 12)
        for index in range(12):
            self.browser.run("document.querySelectorAll('.tile')[arguments[0]].click()", index)
            self.assertTrue(self.appears("#case"))
            self.browser.run("document.querySelector('#case').close()")
        self.click("#layout [data-value=table]")
        self.browser.run("document.querySelectorAll('details').forEach(d => d.open = true)")
        self.assertIsNone(self.browser.run("return window.hacked ?? null"))
        self.assertEqual(self.browser.run(
            "return [...document.querySelectorAll('img[src=x], [onerror], [onclick], b[onclick]')].length"), 0)
        self.assertEqual(len(self.all("script")), 2)

    def test_texts_are_whole(self):
        from make_reports import HOSTILE
        shown = self.browser.run(
            "return JSON.parse(document.querySelector('#data').textContent).words.label.values")
        self.assertEqual(sorted(shown), sorted(HOSTILE.values()))
        visible = self.browser.run("return document.querySelector('#groups').textContent")
        for text in HOSTILE.values():
            self.assertIn(text, visible)

    def test_pictures_of_hostile_names_are_found(self):
        self.assertTrue(self.pictures_arrive())

    def test_links_to_hostile_names_lead_back(self):
        for link, name in self.browser.run("return [...document.querySelectorAll('.tile')].map("
                                           "t => [t.href, t.querySelector('.name').title])"):
            self.browser.open("/dev/null")
            self.browser.driver.get(link)
            self.assertEqual(self.find("#case-name bdi").get_attribute("textContent"), name)


class Dataset(ReportTest):
    """The page about a data set: one file without script, in either theme, on any window."""

    report = "dataset"

    def test_no_script_runs_and_names_are_text(self):
        self.assertEqual(self.all("script"), [])
        self.assertIsNone(self.browser.run("return window.hacked ?? null"))
        self.assertEqual(self.browser.run(
            "return document.querySelectorAll('img[src=x], [onerror], [onclick]').length"), 0)

    def test_every_chart_has_a_name_and_no_broken_number(self):
        charts = self.browser.run("return [...document.querySelectorAll('svg.chart')].map("
                                  "c => [c.getAttribute('aria-label'), c.outerHTML])")
        self.assertGreater(len(charts), 0)
        for label, markup in charts:
            self.assertGreater(len(label), 8)
            self.assertNotRegex(markup, r"(?i)\bnan\b|infinity|undefined")

    def test_pictures_are_there_and_ids_unique(self):
        self.assertTrue(self.pictures_arrive())
        self.assertEqual(self.browser.run(
            "const ids = [...document.querySelectorAll('[id]')].map(e => e.id);"
            "return ids.filter((id, i) => ids.indexOf(id) !== i)"), [])

    def test_contrast_and_width(self):
        for size in (DESKTOP, PHONE, (320, 700)):
            for scheme in ("light", "dark"):
                with Browser(size, scheme) as browser:
                    browser.open(page(self.report))
                    browser.run("document.querySelectorAll('details').forEach(d => d.open = true)")
                    self.assertEqual(browser.run(CONTRAST), [], (size, scheme))
                    self.assertLessEqual(browser.run("return document.documentElement.scrollWidth"), size[0])
                    if SCREENSHOTS is not None:
                        SCREENSHOTS.mkdir(parents=True, exist_ok=True)
                        browser.picture(SCREENSHOTS / f"{self.report}-{size[0]}-{scheme}.png", whole=True)


class Experiment(Dataset):
    report = "experiment"


class Many(ReportTest):
    report = "many"

    def test_five_thousand_cases_load_in_two_seconds(self):
        times = []
        for _ in range(3):
            self.browser.open("/dev/null")
            self.browser.open(page(self.report))
            times.append(self.browser.run(
                "const n = performance.getEntriesByType('navigation')[0]; return n.loadEventEnd"))
            self.assertEqual(len(self.all(".tile")), 12)
        print(f"\n5,000 cases: loaded in {min(times):.0f} ms, "
              f"{page(self.report).stat().st_size / 1e6:.1f} MB")
        self.assertLess(min(times), 2000)

    def scroll(self, layout, quiet=False):
        """Frame lengths in ms in ascending order, the longest task and the number of elements."""
        rule = "<style id=quiet>.tile, #table tbody { visibility: hidden !important }</style>"
        if quiet:
            self.browser.run("document.head.insertAdjacentHTML('beforeend', arguments[0])", rule)
        self.browser.driver.set_script_timeout(60)
        frames, tasks, nodes = self.browser.driver.execute_async_script(SCROLL, layout)
        self.browser.run("document.querySelector('#quiet')?.remove()")
        return sorted(frames), max(tasks, default=0), nodes

    def test_all_cases_scroll_smoothly(self):
        for layout in ("pictures", "table"):
            self.click(f"#layout [data-value={layout}]")
            self.click("#pick [data-value=all]")
            self.assertIn("5000", self.find("#summary").text)
            # Chromium draws without a graphics card here and others may use the machine, so what
            # it needs for an empty gallery is the measure; the best of three runs counts.
            best = None
            for _ in range(3):
                empty = self.scroll(layout, quiet=True)[0]
                frames, task, nodes = self.scroll(layout)
                middle, late = frames[len(frames) // 2], frames[int(len(frames) * 0.95)]
                slower = middle / empty[len(empty) // 2]
                best = min(best or (99, 0, 0, 0), (slower, middle, late, task))
                self.assertLess(nodes, 3000)
            slower, middle, late, task = best
            print(f"\n{layout}: a frame takes {middle:.0f} ms (median) and {late:.0f} ms (95 %), "
                  f"{slower:.1f} times an empty gallery; longest task {task:.0f} ms")
            self.assertTrue(middle < 34 or slower < 2.5)
            self.assertLess(task, 200)

    def test_the_last_case_is_reached(self):
        self.click("#pick [data-value=all]")
        self.browser.run("const g = document.querySelector('#gallery');"
                         "scrollTo(0, scrollY + g.getBoundingClientRect().bottom - innerHeight)")
        self.assertTrue(self.becomes(lambda: self.browser.run(
            "const t = [...document.querySelectorAll('.tile')].pop().getBoundingClientRect();"
            "return t.bottom > 0 && t.top < innerHeight")))
        self.assertRegex(self.names()[-1], r"study/\d{5}\.png")

    def test_filter_and_sort_answer_at_once(self):
        self.click("#pick [data-value=all]")
        duration = self.browser.run(
            "const start = performance.now(); const s = document.querySelector('#sort');"
            "for (const value of ['enrichment', 'image']) { s.value = value; s.dispatchEvent(new Event('change')); }"
            "return (performance.now() - start) / 2")
        print(f"\nsorting 5,000 cases: {duration:.0f} ms")
        self.assertLess(duration, 300)


# Scrolls for 150 frames and returns their lengths, the long tasks and the number of elements.
SCROLL = """
const [layout, done] = arguments;
const place = layout === 'table' ? document.querySelector('#table-wrap') : document.scrollingElement;
const frames = [], tasks = []; let nodes = 0, last = null, count = 0;
new PerformanceObserver(list => tasks.push(...list.getEntries().map(e => e.duration))).observe({type: 'longtask'});
const step = now => {
  if (last !== null) frames.push(now - last);
  last = now;
  nodes = Math.max(nodes, document.querySelector(layout === 'table' ? '#table' : '#gallery').querySelectorAll('*').length);
  place.scrollTop += 120;
  if (++count < 150) requestAnimationFrame(step); else setTimeout(() => done([frames, tasks, nodes]), 100);
};
requestAnimationFrame(step);
"""

# Texts whose colour is too near to that behind them.
CONTRAST = """
const canvas = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
const rgba = colour => {
  canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1);
  const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data; return [r, g, b, a / 255];
};
const luminance = ([r, g, b]) => [r, g, b].map(v => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
  .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
const behind = element => {
  for (let e = element; e; e = e.parentElement) {
    const c = rgba(getComputedStyle(e).backgroundColor);
    if (c[3] > 0.99) return c;
  }
  return [255, 255, 255, 1];
};
const poor = new Set();
for (const element of document.querySelectorAll('body *')) {
  const text = [...element.childNodes].some(n => n.nodeType === 3 && n.data.trim());
  if (!text || !element.checkVisibility() || element.matches('script, option, .part-label, dialog *')) continue;
  const style = getComputedStyle(element);
  const ink = rgba(element instanceof SVGElement ? style.fill : style.color);
  const [a, b] = [luminance(ink), luminance(behind(element))].sort((x, y) => y - x);
  const ratio = (a + 0.05) / (b + 0.05);
  const size = parseFloat(style.fontSize), isLarge = size >= 24 || size >= 18.66 && style.fontWeight >= 700;
  if (ratio < (isLarge ? 3 : 4.5)) poor.add(`${element.tagName}.${element.getAttribute('class')} ${ratio.toFixed(2)}`);
}
return [...poor];
"""

if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
