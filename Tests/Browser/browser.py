"""A headless Chromium that opens a report from the disk and remembers what it complained about."""

import base64
import json
import pathlib

from selenium import webdriver
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service

DESKTOP = (1280, 900)
PHONE = (390, 844)


class Browser:
    def __init__(self, size=DESKTOP, scheme="light", reduced_motion=True):
        options = Options()
        options.binary_location = "/usr/bin/chromium"
        arguments = ["--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
                     f"--window-size={size[0]},{size[1]}", "--disable-background-networking",
                     "--disable-component-update", "--no-first-run"]
        if reduced_motion:
            arguments.append("--force-prefers-reduced-motion")
        for argument in arguments:
            options.add_argument(argument)
        options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
        self.driver = webdriver.Chrome(options=options, service=Service("/usr/bin/chromedriver"))
        self.command("Network.enable", {})
        self.command("Emulation.setEmulatedMedia",
                     {"features": [{"name": "prefers-color-scheme", "value": scheme}]})
        self.command("Emulation.setDeviceMetricsOverride",
                     {"width": size[0], "height": size[1], "deviceScaleFactor": 1,
                      "mobile": size[0] < 600})

    def command(self, name, parameters):
        return self.driver.execute_cdp_cmd(name, parameters)

    def open(self, path, fragment=""):
        self.driver.get(pathlib.Path(path).resolve().as_uri() + fragment)

    def run(self, script, *arguments):
        return self.driver.execute_script(script, *arguments)

    def complaints(self):
        """Errors and warnings on the console since the last call."""
        return [entry for entry in self.driver.get_log("browser")
                if entry["level"] in ("SEVERE", "WARNING")]

    def requests(self):
        """The addresses asked for since the last call."""
        addresses = []
        for entry in self.driver.get_log("performance"):
            message = json.loads(entry["message"])["message"]
            if message["method"] == "Network.requestWillBeSent":
                addresses.append(message["params"]["request"]["url"])
        return addresses

    def picture(self, path, whole=False):
        """Saves what is seen, or the whole page, as a PNG."""
        parameters = {"format": "png"}
        if whole:
            size = self.command("Page.getLayoutMetrics", {})["cssContentSize"]
            parameters["captureBeyondViewport"] = True
            parameters["clip"] = {"x": 0, "y": 0, "width": size["width"],
                                  "height": min(size["height"], 12000), "scale": 1}
        data = self.command("Page.captureScreenshot", parameters)["data"]
        pathlib.Path(path).write_bytes(base64.b64decode(data))

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.driver.quit()
