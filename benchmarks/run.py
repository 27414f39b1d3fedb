"""Runs every benchmark that prints figures: `python -m benchmarks.run [NAME ...]`."""

from __future__ import annotations

import subprocess
import sys
import time

MODULES = ("add_speed", "read_speed", "search_speed", "build_speed")


def main() -> int:
    """Runs the named benchmarks, or all; 1 where one is under its bar."""
    results: list[tuple[str, int, float]] = []
    for name in sys.argv[1:] or MODULES:
        print(f"== {name}", flush=True)
        began = time.perf_counter()
        code = subprocess.run([sys.executable, "-m", f"benchmarks.{name}"], check=False).returncode
        results.append((name, code, time.perf_counter() - began))
    print(f"\n{'benchmark':<20} {'bar':<6} {'took':>8}")
    for name, code, took in results:
        print(f"{name:<20} {'met' if code == 0 else 'MISSED':<6} {took:7.1f} s")
    return int(any(code for _, code, _ in results))


if __name__ == "__main__":
    raise SystemExit(main())
