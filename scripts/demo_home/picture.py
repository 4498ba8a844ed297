"""Take a picture of the demo's dashboard: picture.py BROWSER FILE."""

import json
import os
from pathlib import Path
import sys

from playwright.sync_api import sync_playwright

WIDTH, HEIGHT = 1600, 1200
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
TIMEOUT = 30_000
# Cards draw themselves one after the other, and their numbers fade in.
SETTLE = 4_000


def main() -> None:
    """Sign in with the demo's tokens, wait for the cards, and save what is seen."""
    browser_path, target = sys.argv[1], Path(sys.argv[2])
    target.parent.mkdir(parents=True, exist_ok=True)
    tokens = json.loads(os.environ["DEMO_TOKENS"])
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=browser_path, args=FLAGS, timeout=TIMEOUT
        )
        page = browser.new_page(
            viewport={"width": WIDTH, "height": HEIGHT},
            device_scale_factor=2,
            color_scheme="light",
        )
        page.set_default_timeout(TIMEOUT)
        page.add_init_script(
            f"localStorage.setItem('hassTokens', {json.dumps(json.dumps(tokens))});"
            "localStorage.setItem('dockedSidebar', '\"always_hidden\"');"
        )
        page.goto(os.environ["DEMO_DASHBOARD"])
        page.locator("hui-tile-card").first.wait_for(state="attached")
        page.locator("ha-logbook-renderer").first.wait_for(state="attached")
        page.wait_for_timeout(SETTLE)
        page.screenshot(path=target)
        browser.close()
    print(f"The picture is in {target}.")


if __name__ == "__main__":
    main()
