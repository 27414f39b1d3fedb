from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from witnessmark.errors import MethodError
from witnessmark.forensics import fit_polynomial, fit_series
from witnessmark.model import Observation, PolynomialParameters, Series, Standing, observation_id

WINDOW = PolynomialParameters(series="wells", first=2000, last=2009, origin=2000)


def cell(year: int, value: float | None = None, low: float | None = None, high: float | None = None) -> Observation:
    return Observation(
        id=observation_id("wells", str(year), value, low, high),
        period=str(year),
        value=value,
        low=low,
        high=high,
        standing=Standing.READ,
    )


def series(*cells: Observation) -> Series:
    return Series(
        name="wells", title="Wells", unit="wells", publisher="A", geography="B", definition="C", observations=cells
    )


def test_known_quadratic_is_recovered() -> None:
    cells = [cell(2000 + t, 3 * t * t + 2 * t + 7) for t in range(8)]
    finding = fit_series(series(*cells), WINDOW)
    found = [finding.statistic(f"coefficient_{power}") for power in (2, 1, 0)]
    assert [one.value for one in found if one] == pytest.approx([3, 2, 7])
    assert finding.inputs == tuple(one.id for one in cells)
    assert finding.standing is Standing.READ


def test_interval_cells_give_a_range_and_a_caution() -> None:
    cells = [cell(2000 + t, 3.0 * t * t + t % 3) for t in range(8)] + [cell(2008, low=180, high=200)]
    finding = fit_series(series(*cells), WINDOW)
    r2 = finding.statistic("r2_centred")
    assert r2 is not None and r2.low is not None and r2.high is not None and r2.low < r2.high
    assert "interval-cells" in {one.code for one in finding.cautions}


def test_empty_cells_are_named_as_left_out() -> None:
    cells = [cell(2000 + t, 3.0 * t * t + t % 3) for t in range(8)] + [cell(2009)]
    finding = fit_series(series(*cells), WINDOW)
    assert finding.left_out == (f"{cells[-1].id}: no value was read",)


def test_one_recalled_cell_makes_the_finding_recalled() -> None:
    cells = [cell(2000 + t, 3.0 * t * t + t % 3) for t in range(8)]
    cells[3] = Observation(
        id=cells[3].id, period=cells[3].period, value=cells[3].value, standing=Standing.RECALLED, note="from memory"
    )
    assert fit_series(series(*cells), WINDOW).standing is Standing.RECALLED


def test_order_of_cells_changes_nothing() -> None:
    cells = [cell(2000 + t, 3.0 * t * t + t % 3) for t in range(8)]
    assert fit_series(series(*cells), WINDOW) == fit_series(series(*reversed(cells)), WINDOW)


@pytest.mark.parametrize(
    ("t", "y"),
    [([0, 1, 2, 3], [1, 2, 3, 4]), ([0, 1, 2, 3, 4], [5] * 5), ([1] * 6, [1, 2, 3, 4, 5, 6]), ([0, 1], [1, 2, 3])],
)
def test_no_number_exists(t: list[float], y: list[float]) -> None:
    with pytest.raises(MethodError):
        fit_polynomial(t, y, 2)


def test_missing_values_are_refused() -> None:
    with pytest.raises(MethodError, match="not finite"):
        fit_polynomial(range(6), [1, 2, float("nan"), 4, 5, 6])


@given(
    st.lists(st.floats(1, 1e4), min_size=6, max_size=20).filter(lambda y: np.ptp(y) > 1),
    st.floats(0.01, 100),
)
def test_r2_knows_no_unit_and_centred_is_smaller(y: list[float], scale: float) -> None:
    t = np.arange(len(y))
    fit, scaled = fit_polynomial(t, y), fit_polynomial(t, np.array(y) * scale)
    assert scaled.r2_centred == pytest.approx(fit.r2_centred, abs=1e-8)
    assert fit.r2_centred <= fit.r2_uncentred + 1e-12


def test_oracle_numpy_polyfit() -> None:
    rng = np.random.default_rng(7)
    t, y = np.arange(12), rng.poisson(np.arange(12) ** 2 + 5)
    assert fit_polynomial(t, y, 3).coefficients == pytest.approx(tuple(np.polyfit(t, y, 3)))


@pytest.mark.parametrize("scale", [1e200, 1e-200])
def test_numbers_that_cannot_be_computed_with_are_refused(scale: float) -> None:
    with pytest.raises(MethodError, match="too large or too small"):
        fit_polynomial(range(8), [scale * (t * t + t % 3) for t in range(8)])


def test_a_power_beyond_all_numbers_is_refused() -> None:
    with pytest.raises(MethodError, match="too large or too small"):
        fit_polynomial(range(8), [t * t + t % 3 for t in range(8)], 400, one_parameter=True)


def test_months_are_no_points_of_a_curve_through_years() -> None:
    cells = [cell(2000 + t, 3.0 * t * t + t % 3) for t in range(8)]
    months = [
        Observation(id=observation_id("wells", period, 9, None, None), period=period, value=9, standing=Standing.READ)
        for period in ("2003-01", "2003-02", "200X", "2004/2006", "1990-05")
    ]
    alone, mixed = fit_series(series(*cells), WINDOW), fit_series(series(*cells, *months), WINDOW)
    assert mixed.result == alone.result
    assert mixed.left_out == tuple(f"{one.id}: its period is not one year" for one in months[:4])
    assert "cells-left-out" in {one.code for one in mixed.cautions}


def test_two_cells_of_one_year_are_refused() -> None:
    cells = [cell(2000 + t, 3.0 * t * t + t % 3) for t in range(8)]
    again = Observation(id="o-again", period="2003~", value=9, standing=Standing.READ)
    with pytest.raises(MethodError, match="same year"):
        fit_series(series(*cells, again), WINDOW)


def test_every_number_that_interval_cells_move_has_its_range() -> None:
    cells = [cell(2000 + t, 3.0 * t * t + t % 3) for t in range(8)] + [cell(2008, low=180, high=200)]
    finding = fit_series(series(*cells), WINDOW)
    assert {one.name for one in finding.result if one.low is None} == {"n"}
    assert {one.name: one.unit for one in finding.result if one.name.startswith("coefficient")} == {
        "coefficient_2": "wells per year^2",
        "coefficient_1": "wells per year",
        "coefficient_0": "wells",
    }


def test_counting_noise_around_a_growing_curve_leaves_less_than_one() -> None:
    """What the caution on dispersion says, by the exact expectation: sum mu (1 - leverage) / (n - p) / mean mu."""
    t = np.arange(9)
    for powers, mu in (((2, 1, 0), 90.0 * t**2 + 105 * t + 34), ((2,), 100.0 * t**2), ((0,), np.full(9, 7.0))):
        design = np.column_stack([t.astype(float) ** power for power in powers])
        leverage = np.diag(design @ np.linalg.pinv(design))
        expected = float((mu * (1 - leverage)).sum() / (9 - len(powers)) / mu.mean())
        assert expected == pytest.approx(1) if powers == (0,) else 0.8 < expected < 0.96
    cells = [cell(2000 + year, 3.0 * year * year + year % 3) for year in range(8)]
    assert "dispersion" in {one.code for one in fit_series(series(*cells), WINDOW).cautions}
