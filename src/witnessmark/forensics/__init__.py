"""Tests on official series. Takes arrays or a Series, gives fits and Findings with their assumptions and cautions.

Refuses windows with too few cells. A result describes a series; it never says why the series is so.
"""

from .polynomial import PolynomialFit, fit_polynomial
from .series_fit import METHOD_VERSION, fit_series

__all__ = ["METHOD_VERSION", "PolynomialFit", "fit_polynomial", "fit_series"]
