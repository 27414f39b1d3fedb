"""A polynomial fit of a published series as a Finding: which cells were used, which were not, and what may mislead."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from operator import attrgetter

from witnessmark.errors import MethodError
from witnessmark.model import (
    Caution,
    Declared,
    Finding,
    Observation,
    PolynomialParameters,
    Series,
    Statistic,
    finding_id,
    worst,
    year_of,
    years_spanned,
)

from .polynomial import PolynomialFit, fit_polynomial

METHOD = "polynomial"
METHOD_VERSION = 2
GRID = 5  # places tried inside each interval cell
MOST_INTERVALS = 4  # 5**4 fits; beyond that the sweep is left out, and said so

_LABELS = {
    "r2_centred": ("R squared about the mean (centred)", "1"),
    "r2_uncentred": ("R squared about zero (uncentred)", "1"),
    "residual_dispersion": ("residual variance over mean (counting noise alone gives about 1)", "1"),
    "rms": ("root mean square residual", ""),
}
_ASSUMPTIONS = (
    "The window, the degree and the form were chosen by whoever wrote the plan; other choices give other numbers.",
    "Least squares gives every year the same weight, although larger counts vary more.",
    "Each cell counts the same thing in the same way.",
)
_GROWTH = Caution(
    code="growth",
    says="R squared rises with growth alone: a series that grows many times over is close to most smooth curves.",
)
_NOT_A_TEST = Caution(
    code="description",
    says="A close fit describes the series. Target setting, administrative smoothing, steady expansion and figures made "
    "by formula can all give it; records of single donors could help to tell these apart.",
)
_DISPERSION = Caution(
    code="dispersion",
    says="Residual variance over mean is no test: counting noise alone leaves 1 around a flat curve and somewhat less around "
    "one that grows, and with few cells it scatters widely.",
)


def fit_series(series: Series, parameters: PolynomialParameters, declared: Declared = "exploratory") -> Finding:
    """Fits the cells of a window that have a value; sweeps those known only as an interval; leaves out the rest.

    Args:
        series: the series.
        parameters: window and form.
        declared: whether the plan that names this run was frozen before it.

    Raises:
        MethodError: where too few cells in the window have a value.
    """
    inside = [one for one in series.observations if _inside(one, parameters)]
    years = [_year(one) for one in inside if not one.empty]
    if len(set(years)) < len(years):
        raise MethodError("two cells of the window are of the same year", "keep two vintages in two series")
    exact = [one for one in inside if one.value is not None]
    ranged = [one for one in inside if one.low is not None and one.high is not None]
    swept = ranged if len(ranged) <= MOST_INTERVALS else []
    used = (*exact, *swept)
    fit = _fit([(_year(one), one.value or 0.0) for one in exact], parameters)
    others = _sweep(exact, swept, parameters) if swept else []
    inputs = tuple(one.id for one in sorted(used, key=_year))
    left_out = tuple(
        f"{one.id}: {'no value was read' if one.empty else 'known only as an interval'}"
        for one in inside
        if one not in used
    ) + tuple(f"{one.id}: its period is not one year" for one in series.observations if _overlaps(one, parameters))
    return Finding(
        id=finding_id(METHOD, parameters, inputs, None),
        method=METHOD,
        method_version=METHOD_VERSION,
        parameters=parameters,
        inputs=inputs,
        left_out=left_out,
        result=_statistics(fit, others, series.unit),
        standing=worst(one.standing for one in used),
        declared=declared,
        assumptions=_ASSUMPTIONS,
        cautions=_cautions(fit, parameters, len(swept), len(ranged), left_out),
    )


def _inside(one: Observation, parameters: PolynomialParameters) -> bool:
    return _is_year(one) and parameters.first <= _year(one) <= parameters.last


def _overlaps(one: Observation, parameters: PolynomialParameters) -> bool:
    """True for a month, a decade or an interval that touches the window: it can be no point of a curve through years."""
    span = years_spanned(one.period)
    return not _is_year(one) and span is not None and span[0] <= parameters.last and span[1] >= parameters.first


def _is_year(one: Observation) -> bool:
    return year_of(one.period) is not None and "-" not in one.period[1:]


def _year(one: Observation) -> int:
    return year_of(one.period) or 0


def _fit(cells: list[tuple[int, float]], parameters: PolynomialParameters) -> PolynomialFit:
    ordered = sorted(cells)
    times = [year - parameters.origin for year, _ in ordered]
    values = [value for _, value in ordered]
    return fit_polynomial(times, values, parameters.degree, one_parameter=parameters.one_parameter)


def _sweep(exact: list[Observation], swept: list[Observation], parameters: PolynomialParameters) -> list[PolynomialFit]:
    fixed = [(_year(one), one.value or 0.0) for one in exact]
    grids = []
    for one in swept:
        low, high = one.low or 0.0, one.high or 0.0
        grids.append([(_year(one), low + (high - low) * step / (GRID - 1)) for step in range(GRID)])
    return [_fit([*fixed, *choice], parameters) for choice in itertools.product(*grids)]


def _statistics(fit: PolynomialFit, others: list[PolynomialFit], unit: str) -> tuple[Statistic, ...]:
    def row(name: str, own_unit: str, label: str, number: Callable[[PolynomialFit], float | None]) -> Statistic | None:
        value, tried = number(fit), [found for one in others if (found := number(one)) is not None]
        if value is None:
            return None
        moved = any(one != value for one in tried)
        low, high = (min(tried), max(tried)) if moved else (None, None)
        return Statistic(name=name, value=value, low=low, high=high, unit=own_unit, label=label)

    degree = len(fit.coefficients) - 1
    rows = [
        *(row(name, own or unit, label, attrgetter(name)) for name, (label, own) in _LABELS.items()),
        Statistic(name="n", value=fit.n, unit="cells", label="cells with a value"),
        *(
            row(f"coefficient_{power}", _per_year(unit, power), f"coefficient of t^{power}", _coefficient(power))
            for power in range(degree, -1, -1)
        ),
    ]
    return tuple(one for one in rows if one is not None)


def _coefficient(power: int) -> Callable[[PolynomialFit], float]:
    return lambda fit: fit.coefficients[-1 - power]


def _per_year(unit: str, power: int) -> str:
    return unit if power == 0 else f"{unit} per year" if power == 1 else f"{unit} per year^{power}"


def _cautions(
    fit: PolynomialFit, parameters: PolynomialParameters, swept: int, ranged: int, left_out: tuple[str, ...]
) -> tuple[Caution, ...]:
    found = [_NOT_A_TEST, _GROWTH]
    if fit.residual_dispersion is not None:
        found.append(_DISPERSION)
    if parameters.one_parameter:
        found.append(
            Caution(
                code="which-r2",
                says="Without an intercept much software prints the uncentred R squared, which is the larger of the two.",
            )
        )
    if fit.n < 12:
        found.append(Caution(code="few-cells", says=f"{fit.n} cells have a value, which is few; no p-value is given."))
    if swept:
        found.append(
            Caution(
                code="interval-cells",
                says=f"The range is over {swept} cells known only as intervals, each tried at {GRID} places on its own; "
                "it is no confidence interval.",
            )
        )
    if ranged > swept:
        found.append(
            Caution(code="intervals-left-out", says=f"{ranged} cells known only as intervals are too many to sweep.")
        )
    if left_out:
        found.append(Caution(code="cells-left-out", says=f"{len(left_out)} cells of the window were not used."))
    return tuple(found)
