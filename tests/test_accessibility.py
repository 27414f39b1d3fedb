"""The published pages under axe-core in headless Chromium: no serious violation, light and dark, wide and narrow.

axe-core (MPL-2.0) is fetched from the npm registry for this test and is no part of the program.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path
from typing import Any

import pytest

from tests.test_browser import CHROMIUM, ROOT

NPM = shutil.which("npm") or ""
SERIOUS = {"serious", "critical"}
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM, reason="no Chromium on this machine"),
    pytest.mark.skipif(not NPM, reason="no npm on this machine"),
]
_RUN = """<script>axe.run({resultTypes: ["violations"]}).then(found => {
  const told = found.violations.map(one => [one.id, one.impact, one.nodes[0].html]);
  const wide = document.documentElement.scrollWidth > window.innerWidth ? [["wider than the window", "serious", ""]] : [];
  const text = encodeURIComponent(JSON.stringify(told.concat(wide)));
  document.body.innerHTML = "<pre>AXE[" + text + "]END</pre>";
})</script>"""


@pytest.fixture(scope="module")
def axe(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("axe")
    try:
        subprocess.run([NPM, "pack", "axe-core@4"], cwd=folder, check=True, capture_output=True, timeout=60)
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired):
        pytest.skip("axe-core cannot be had from the npm registry")
    with tarfile.open(next(folder.glob("*.tgz"))) as packed:
        script = packed.extractfile("package/axe.min.js")
        assert script is not None
        return script.read().decode().replace("</script", "<\\/script")


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    case = tmp_path_factory.mktemp("example") / "case"
    kept = shutil.ignore_patterns("derived", "published", ".lock")
    shutil.copytree(ROOT / "examples" / "transplant-reform", case, ignore=kept)
    subprocess.run([sys.executable, "-m", "witnessmark.cli", "build", "-C", case], capture_output=True, timeout=120)
    return case / "published"


def violations(text: str, axe: str, folder: Path, *flags: str) -> list[Any]:
    """What axe finds that is serious or worse."""
    bare = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", text)
    page = folder / "page.html"
    page.write_text(bare.replace("</body>", f"<script>{axe}</script>{_RUN}</body>"), encoding="utf-8")
    arguments = ["--headless", "--no-sandbox", "--disable-gpu", "--virtual-time-budget=20000", "--dump-dom", *flags]
    done = subprocess.run(
        [CHROMIUM, *arguments, f"--user-data-dir={folder / 'profile'}", page.as_uri()],
        capture_output=True,
        text=True,
        timeout=90,
    )
    from urllib.parse import unquote

    found = re.search(r"AXE\[([^\]]*)\]END</pre>", done.stdout)
    assert found is not None, done.stderr
    return [one for one in json.loads(unquote(found[1])) if one[1] in SERIOUS]


@pytest.mark.parametrize("flags", [("--window-size=1200,900",), ("--window-size=500,900", "--force-dark-mode")])
@pytest.mark.parametrize(
    "name", ["index.html", "look.html", "claims.html", "sources.html", "problems.html", "trace/donors-quadratic.html"]
)
def test_no_page_has_a_serious_violation(
    name: str, flags: tuple[str, ...], published: Path, axe: str, tmp_path: Path
) -> None:
    assert violations((published / name).read_text(encoding="utf-8"), axe, tmp_path, *flags) == []


def test_a_violation_is_noticed(axe: str, tmp_path: Path) -> None:
    page = "<!doctype html><html><head><title>x</title></head><body><main><img src='data:,'></main></body></html>"
    assert {one[0] for one in violations(page, axe, tmp_path)} >= {"image-alt", "html-has-lang"}
