"""What the built site costs a reader, and how public tools judge it: `make audit`, or this file with a site's folder.

Measures the first page and the three heaviest ones on a simulated phone with Lighthouse and axe-core, and exits with 1
if one of them misses a target. Performance depends on how busy the machine is, so the load is printed too.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

sys.path.append(str(Path(__file__).parents[1] / "book/_ext"))

from chromium import find_browser, launch
from publishing.mathematics import find_node
from serving import serve

ROOT = Path(__file__).resolve().parents[1]
LIGHTHOUSE = ROOT / "node_modules/lighthouse/cli/index.js"
AXE = ROOT / "node_modules/axe-core/axe.min.js"
FLAGS = "--headless=new --no-sandbox --disable-gpu --disable-dev-shm-usage"
TARGETS = {"performance": 95, "accessibility": 100, "best-practices": 100, "seo": 100}
AUDITS = ("first-contentful-paint", "largest-contentful-paint", "total-blocking-time", "cumulative-layout-shift")
LIMIT = 200  # kB on the wire
FIRST = "intro"
RUNS = 3  # Lighthouse's performance varies by some points, so the median of several runs counts
COLUMNS = "{:28}{:>9}{:>8}{:>6}{:>6}{:>6}{:>6}{:>8}{:>8}{:>8}{:>7}{:>6}"


def weigh(browser: Browser, url: str) -> tuple[int, float]:
    """Requests, and kB on the wire, of a page on a phone that nobody scrolls."""
    context = browser.new_context(viewport={"width": 412, "height": 823}, is_mobile=True, has_touch=True)
    page = context.new_page()
    responses = []
    page.on("response", lambda response: responses.append(response))
    page.goto(url, wait_until="load")
    loaded = [answer for answer in responses if answer.url.startswith("http")]
    weight = sum(answer.request.sizes()["responseBodySize"] for answer in loaded)
    context.close()
    return len(loaded), weight / 1000


def violations(browser: Browser, url: str) -> int:
    """Rules of axe-core that a page breaks, in light and in dark mode."""
    broken = 0
    for scheme in ("light", "dark"):
        page = browser.new_page(color_scheme=scheme)
        page.goto(url, wait_until="load")
        page.evaluate(AXE.read_text("utf-8"))
        broken += page.evaluate("async () => (await axe.run()).violations.length")
        page.close()
    return broken


def lighthouse(url: str) -> dict:
    """Lighthouse's report with the median performance."""
    command = [find_node(), str(LIGHTHOUSE), url, "--output=json", "--quiet", f"--chrome-flags={FLAGS}"]
    command.append(f"--only-categories={','.join(TARGETS)}")
    environment = os.environ | {"CHROME_PATH": find_browser()}
    outputs = [subprocess.run(command, env=environment, capture_output=True, check=True).stdout for _ in range(RUNS)]
    reports = [json.loads(output) for output in outputs]
    return sorted(reports, key=lambda report: report["categories"]["performance"]["score"])[RUNS // 2]


def main(site: Path) -> bool:
    """Print the table; return whether all targets are met."""
    names = [path.stem for path in sorted(site.glob("*.html")) if path.stem not in ("index", "404")]
    good, speeds = True, []
    with serve(site) as address, sync_playwright() as playwright:
        browser = launch(playwright)
        weights = {name: weigh(browser, f"{address}/{name}.html") for name in names}
        heaviest = sorted(set(names) - {FIRST}, key=lambda name: weights[name][1], reverse=True)[:3]
        broken = {name: violations(browser, f"{address}/{name}.html") for name in [FIRST, *heaviest]}
        browser.close()

        print(
            COLUMNS.format("page", "requests", "kB", "perf", "a11y", "best", "SEO", "FCP", "LCP", "TBT", "CLS", "axe")
        )
        for name in [FIRST, *heaviest]:
            report = lighthouse(f"{address}/{name}.html")
            scores = {kind: round(100 * report["categories"][kind]["score"]) for kind in TARGETS}
            first, largest, blocking, shift = (report["audits"][audit]["numericValue"] for audit in AUDITS)
            speeds.append(report["environment"]["benchmarkIndex"])
            requests, weight = weights[name]
            times = [f"{first / 1000:.1f} s", f"{largest / 1000:.1f} s", f"{blocking:.0f} ms", f"{shift:.3f}"]
            cells = [requests, f"{weight:.0f}", *scores.values(), *times, broken[name]]
            print(COLUMNS.format(name, *cells), flush=True)
            good &= weight <= LIMIT and not broken[name]
            good &= all(scores[kind] >= target for kind, target in TARGETS.items())
    print(f"Other pages: {', '.join(f'{name} {weights[name][1]:.0f} kB' for name in names if name not in broken)}.")
    print(f"Load of the machine in the last minute: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores;", end=" ")
    print(
        f"its speed by Lighthouse's benchmark, which varies where others work: {min(speeds):.0f} to {max(speeds):.0f}."
    )
    print("All targets are met." if good else f"Targets: {TARGETS}, {LIMIT} kB, axe 0. At least one is missed.")
    return good


if __name__ == "__main__":
    sys.exit(not main(Path(sys.argv[1] if len(sys.argv) > 1 else ROOT / "_build/html")))
