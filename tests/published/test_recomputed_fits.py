"""Arithmetic fixtures: fits of the official deceased-donor series as recomputed in the maintainers' research notes, section 8.

Two of the cells are recalled, so these are checks of arithmetic and no findings; the cells stand in the notes' data only.
"""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from witnessmark.forensics import fit_polynomial

DATA = Path(__file__).resolve().parents[3] / "shared" / "data" / "transplant" / "china_deceased_donors.csv"


@pytest.fixture
def donors() -> dict[int, float]:
    if not DATA.is_file():
        pytest.skip("the maintainers' data folder is not here")
    with DATA.open(newline="", encoding="utf-8") as rows:
        return {int(row["year"]): float(row["value"]) for row in csv.DictReader(rows)}


@pytest.mark.shared
@pytest.mark.parametrize(
    ("last", "coefficients", "r2", "rms", "dispersion"),
    [
        (2016, (128.202, -102.250, 68.119), 0.999251, 38.494, 1.816),
        (2018, (89.562, 105.590, -69.758), 0.995289, 150.417, 14.24),
    ],
)
def test_general_quadratic(
    donors: dict[int, float], last: int, coefficients: tuple[float, ...], r2: float, rms: float, dispersion: float
) -> None:
    years = range(2010, last + 1)
    fit = fit_polynomial([year - 2010 for year in years], [donors[year] for year in years], 2)
    assert fit.coefficients == pytest.approx(coefficients, abs=6e-4)
    assert fit.r2_centred == pytest.approx(r2, abs=6e-7)
    assert fit.rms == pytest.approx(rms, abs=6e-4)
    assert fit.residual_dispersion == pytest.approx(dispersion, abs=6e-3)


@pytest.mark.shared
@pytest.mark.parametrize(
    ("last", "c", "centred", "uncentred"),
    [(2016, 111.106, 0.99734, 0.99869), (2017, 107.981, 0.99691, 0.99853), (2018, 103.540, 0.99358, 0.99706)],
)
def test_one_parameter(donors: dict[int, float], last: int, c: float, centred: float, uncentred: float) -> None:
    years = range(2010, last + 1)
    fit = fit_polynomial([year - 2010 for year in years], [donors[year] for year in years], 2, one_parameter=True)
    assert fit.coefficients[0] == pytest.approx(c, abs=6e-4)
    assert (fit.r2_centred, fit.r2_uncentred) == pytest.approx((centred, uncentred), abs=6e-6)
