"""The published pages of the example case in headless Chromium: no error in its console, no request off the page."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
CHROMIUM = next(
    (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), ""
)
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-extensions",
    "--disable-sync",
    "--enable-logging=stderr",
    "--v=0",
    "--timeout=10000",
    "--dump-dom",
)
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM, reason="no Chromium on this machine"),
]


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    case = tmp_path_factory.mktemp("example") / "case"
    shutil.copytree(
        ROOT / "examples" / "transplant-reform", case, ignore=shutil.ignore_patterns("derived", "published", ".lock")
    )
    subprocess.run(
        [sys.executable, "-m", "witnessmark.cli", "build", "-C", case], check=True, capture_output=True, timeout=120
    )
    return case / "published"


_NO_PAGE = "not an origin"


class Opened:
    """What Chromium did with a page."""

    def __init__(self, page: Path, folder: Path) -> None:
        log = folder / "net.json"
        done = subprocess.run(
            [CHROMIUM, *FLAGS, f"--user-data-dir={folder / 'profile'}", f"--log-net-log={log}", page.as_uri()],
            capture_output=True,
            text=True,
            timeout=90,
        )
        assert done.returncode == 0, done.stderr
        self.dom = done.stdout
        self.console = [line for line in done.stderr.splitlines() if "CONSOLE" in line]
        self.requested = _requested(log.read_text(encoding="utf-8"))


def _requested(log: str) -> set[str]:
    """Addresses that a page asked for; what the browser asks for by itself has no page as its origin."""
    text = log if log.rstrip().endswith("}") else log.rstrip().rstrip(",") + "]}"
    found = [event["params"] for event in json.loads(text)["events"] if isinstance(event.get("params"), dict)]
    return {str(one["url"]) for one in found if "url" in one and one.get("initiator", _NO_PAGE) != _NO_PAGE}


@pytest.mark.parametrize("name", ["index.html", "trace/donors-quadratic.html", "claims.html", "sources.html"])
def test_a_page_opens_without_an_error_and_asks_for_nothing_elsewhere(
    name: str, published: Path, tmp_path: Path
) -> None:
    opened = Opened(published / name, tmp_path)
    assert "<h1" in opened.dom and "</html>" in opened.dom
    assert opened.console == []
    assert {url for url in opened.requested if not url.startswith("file://")} == set()


def test_a_page_with_an_error_and_a_request_elsewhere_is_noticed(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(
        "<!doctype html><title>x</title><script>console.error('heard')</script>"
        "<img src='http://127.0.0.1:9/seen.png' alt=''>",
        encoding="utf-8",
    )
    opened = Opened(page, tmp_path)
    assert any("heard" in line for line in opened.console)
    assert "http://127.0.0.1:9/seen.png" in opened.requested
