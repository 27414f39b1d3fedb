"""NIST Statistical Reference Datasets, linear regression: certified values printed by NIST (itl.nist.gov/div898/strd).

NoInt1 and NoInt2 are fits through the origin, for which NIST certifies the uncentred R squared; Wampler1 is a polynomial
of degree five whose coefficients are all one. Tolerance: nine significant digits of the fifteen that are certified.
"""

from __future__ import annotations

import numpy as np
import pytest

from witnessmark.forensics import fit_polynomial


def test_noint1() -> None:
    fit = fit_polynomial(np.arange(60, 71), np.arange(130, 141), 1, one_parameter=True)
    assert fit.coefficients[0] == pytest.approx(2.07438016528926, rel=1e-9)
    assert fit.r2_uncentred == pytest.approx(0.999365492298663, rel=1e-9)
    residual_sd = fit.rms * np.sqrt(fit.n / (fit.n - 1))
    assert residual_sd == pytest.approx(3.56753034006338, rel=1e-9)


def test_noint2() -> None:
    fit = fit_polynomial([4, 5, 6], [3, 4, 4], 1, one_parameter=True)
    assert fit.coefficients[0] == pytest.approx(0.727272727272727, rel=1e-9)
    assert fit.r2_uncentred == pytest.approx(0.993348115299335, rel=1e-9)
    assert fit.rms * np.sqrt(3 / 2) == pytest.approx(0.369274472937998, rel=1e-9)


def test_wampler1() -> None:
    t = np.arange(21)
    fit = fit_polynomial(t, sum(t**power for power in range(6)), 5)
    assert fit.coefficients == pytest.approx((1,) * 6, rel=1e-6)
    assert fit.r2_centred == pytest.approx(1)
