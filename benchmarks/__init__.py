"""Measured speed and endurance. Each module has a `main`; `python -m benchmarks.run` runs those that print figures."""
