"""The script of docs/internals/formats.md, run as it stands there."""

import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from witnessmark.case import Case
from witnessmark.pipeline.add import Added
from witnessmark.pipeline.custody import load_custody

PAGE = Path(__file__).resolve().parents[2] / "docs" / "internals" / "formats.md"
TOOLS = ("bash", "openssl", "sha256sum", "od", "sed", "cmp", "base64")

pytestmark = pytest.mark.skipif(not all(map(shutil.which, TOOLS)), reason=f"needs {', '.join(TOOLS)}")


def _run(case: Case) -> subprocess.CompletedProcess[str]:
    (script,) = re.findall(r"```bash\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    command = ["bash", "-c", f"{script}", "check", str(case.paths.root)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_the_script_agrees_with_the_log(case: Case, add_to: Callable[..., Added], material: Path) -> None:
    for _ in range(3):  # 1, 5 and 10 entries
        done = _run(case)
        custody = load_custody(case)
        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout.endswith(f"{custody.size} entries lead to {custody.root}\n")
        (material / "link").symlink_to("nowhere") if custody.size == 5 else None
        add_to(material)


def test_the_script_finds_damage_in_every_kind_of_file(
    case: Case, add_to: Callable[..., Added], material: Path
) -> None:
    add_to(material)
    files = sorted(path for path in case.paths.evidence.rglob("*") if path.is_file() and path.stat().st_size)
    assert len(files) == 3 + 1 + 1 + 1 + 1
    for path in files:
        data = path.read_bytes()
        path.chmod(0o644)
        path.write_bytes(data[:-9] + bytes([data[-9] ^ 4]) + data[-8:] if len(data) > 9 else b"x" + data[1:])
        assert _run(case).returncode != 0, path
        path.write_bytes(data)
    assert _run(case).returncode == 0
