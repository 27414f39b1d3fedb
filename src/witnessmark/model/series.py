"""A published series and its observations, each with the text it comes from and how well it is known."""

from __future__ import annotations

from .standing import Standing
from .when import is_edtf
from .word import Word, open_id


class Observation(Word, frozen=True, kw_only=True):
    """One cell of a series.

    Attributes:
        id: hash of series, period, value, low and high.
        period: EDTF.
        value: the value where one was printed, in the series' unit.
        low, high: the interval where only that is known; either may be open.
        as_written: the source's characters ("about 1,700").
        source: sha256 (or a prefix of 12 digits or more) of the source that prints it, or None.
        claim: id of the claim that says it, or None.
        standing: how well it is known.
        note: arithmetic or caution, one sentence.
    """

    id: str
    period: str
    value: float | None = None
    low: float | None = None
    high: float | None = None
    as_written: str = ""
    source: str | None = None
    claim: str | None = None
    standing: Standing
    note: str = ""

    def __post_init__(self) -> None:
        """Refuse a period that is not EDTF, and an interval that runs backwards or sits beside a value."""
        if not is_edtf(self.period):
            raise ValueError(f"not an EDTF period: {self.period!r}")
        if self.value is not None and (self.low is not None or self.high is not None):
            raise ValueError(f"{self.period}: a cell has a value or an interval, not both")
        if self.low is not None and self.high is not None and self.low > self.high:
            raise ValueError(f"{self.period}: interval runs backwards")

    @property
    def empty(self) -> bool:
        """True where nothing is known of this cell."""
        return self.value is None and self.low is None and self.high is None


class Series(Word, frozen=True, kw_only=True):
    """A published series.

    Attributes:
        name: slug.
        title: for people.
        unit: what one unit is ("deceased donors").
        publisher: who publishes it.
        geography: what place it covers.
        definition: what is counted, as the publisher puts it.
        vintage: EDTF date of the edition, or empty.
        observations: in order of period.
    """

    name: str
    title: str
    unit: str
    publisher: str
    geography: str
    definition: str
    vintage: str = ""
    observations: tuple[Observation, ...] = ()


def observation_id(series: str, period: str, value: float | None, low: float | None, high: float | None) -> str:
    """The id of an observation: its standing and its source may be corrected without changing it."""
    return open_id("o", {"high": high, "low": low, "period": period, "series": series, "value": value})
