"""Least-squares polynomials, with the R squared that is meant named each time.

Sources:
    Kvalseth, T. O. (1985), "Cautionary note about R2", The American Statistician 39(4), 279-285: the centred form is his
    equation (1), the uncentred form his (7). Software prints the uncentred one for models without an intercept, and it
    is always the larger of the two, so a number called "R2" alone is not comparable.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from witnessmark.errors import MethodError


@dataclass(frozen=True)
class PolynomialFit:
    """A fitted polynomial.

    Attributes:
        coefficients: highest power first, in units of y per unit of t to that power; powers that were not fitted are 0.
        n: number of points.
        fitted: number of coefficients that were fitted.
        r2_centred: 1 - SSR / sum (y - mean y)**2.
        r2_uncentred: 1 - SSR / sum y**2.
        rms: sqrt(SSR / n), in units of y.
        residual_dispersion: SSR / (n - fitted) / mean y. Counting noise alone (Poisson) would leave 1 where the curve is
            flat and somewhat less where it grows, since large counts then pull the curve to themselves. None where the
            mean of y is not positive.
    """

    coefficients: tuple[float, ...]
    n: int
    fitted: int
    r2_centred: float
    r2_uncentred: float
    rms: float
    residual_dispersion: float | None

    def at(self, t: ArrayLike) -> NDArray[np.float64]:
        """The fitted curve at t, same shape as t, in units of y."""
        return np.asarray(np.polyval(np.array(self.coefficients), np.asarray(t, dtype=float)), dtype=np.float64)


def fit_polynomial(t: ArrayLike, y: ArrayLike, degree: int = 2, *, one_parameter: bool = False) -> PolynomialFit:
    """Fits a polynomial of a degree, or y = c t**degree alone, by ordinary least squares.

    Args:
        t: (n,) times, any unit, as distances from an origin.
        y: (n,) values.
        degree: 1 or more.
        one_parameter: fit the highest power alone.

    Raises:
        MethodError: for fewer points than coefficients plus two, values that are not finite, equal times, values that
            leave nothing to explain, and numbers too large or too small to compute with.

    Assumes:
        Errors of equal size and independent of each other; counts of growing size have neither, so the fit describes and
        does not test.
    """
    times, values = np.asarray(t, dtype=float), np.asarray(y, dtype=float)
    fitted = 1 if one_parameter else degree + 1
    _refuse(times, values, degree, fitted)
    powers = [degree] if one_parameter else list(range(degree, -1, -1))
    with np.errstate(all="ignore"):  # what overflows is refused below
        design = np.column_stack([times**power for power in powers])
        # Columns of very different size lose digits; scaling each to length one keeps them (Golub & Van Loan 2013, 5.3.7).
        lengths = np.linalg.norm(design, axis=0)
        about_mean, about_zero = float(((values - values.mean()) ** 2).sum()), float(values @ values)
    if not (np.isfinite(lengths).all() and 0 < about_mean <= about_zero < np.inf):
        raise MethodError(
            "the numbers are too large or too small to compute with", "use a lower degree or another unit"
        )
    solution, _, rank, _ = np.linalg.lstsq(design / lengths, values, rcond=None)
    if rank < fitted:
        raise MethodError(
            "the times do not determine the polynomial", "two of them are equal, or the origin lies too far from them"
        )
    found = solution / lengths
    residuals = values - design @ found
    ssr = float(residuals @ residuals)
    n, mean = len(values), float(values.mean())
    return PolynomialFit(
        coefficients=(float(found[0]), *([0.0] * degree)) if one_parameter else tuple(float(one) for one in found),
        n=n,
        fitted=fitted,
        r2_centred=1 - ssr / about_mean,
        r2_uncentred=1 - ssr / about_zero,
        rms=float(np.sqrt(ssr / n)),
        residual_dispersion=ssr / (n - fitted) / mean if mean > 0 else None,
    )


def _refuse(times: NDArray[np.float64], values: NDArray[np.float64], degree: int, fitted: int) -> None:
    if degree < 1:
        raise MethodError(f"a polynomial of degree {degree} is no fit", "use a degree of 1 or more")
    if times.ndim != 1 or times.shape != values.shape:
        raise MethodError(f"t has shape {times.shape} and y has shape {values.shape}", "give two equally long rows")
    if not (np.isfinite(times).all() and np.isfinite(values).all()):
        raise MethodError("a time or a value is missing or not finite", "leave out cells that have no value")
    if len(values) < fitted + 2:
        raise MethodError(
            f"{len(values)} cells with a value are too few for {fitted} coefficients",
            f"at least {fitted + 2} are needed: with fewer the curve passes through or almost through every point",
        )
    if np.ptp(values) == 0:
        raise MethodError("all values are equal: there is nothing to explain", "")
    if not times.any():
        raise MethodError("all times are zero", "")
