"""The keyboard review: one key a decision, on disk before the next key is looked at."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .keys import CLOSED, RESIZED, Keys, keyboard
from .review_screen import ASK_REASON, REASONS, begin, draw, end

if TYPE_CHECKING:
    from witnessmark.model import Claim, Rereading
    from witnessmark.pipeline import Sitting

STOP = ("\x03", CLOSED)  # Ctrl-C, and a terminal that went away
FIELDS = ("speaker", "stance", "low", "high", "bound", "unit", "measure", "period")
_GROUPED = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")


def review_by_keys(sitting: Sitting) -> int:
    """Shows claim after claim and records what is decided, until the person quits; 130 where by Ctrl-C."""
    with keyboard() as keys:
        begin()
        try:
            return _Review(sitting, keys).run()
        finally:
            end()


class _Review:
    def __init__(self, sitting: Sitting, keys: Keys) -> None:
        self._sitting, self._keys = sitting, keys
        self._index, self._status, self._helping = 0, "", False

    def run(self) -> int:
        self._forward(-1)
        while True:
            key = self._key()
            if key in STOP:
                return 130
            if key in ("q", "Q"):
                return 0
            self._do(key)

    def _do(self, key: str) -> None:
        self._helping = key == "?" and not self._helping
        last = len(self._sitting.claims) - 1
        if key == "y":
            self._decide()
        elif key == "r":
            self._reject()
        elif key == "e":
            self._correct()
        elif key == "u":
            self._undo()
        elif key in ("j", "s"):
            self._status = "skipped" if key == "s" else ""
            self._index = min(self._index + 1, last)
        elif key == "k":
            self._status = ""
            self._index = max(self._index - 1, 0)
        elif key == "?":
            self._status = ""
        elif key.strip():
            self._status = f"no such key: {key!r}"

    def _key(self) -> str:
        """The next key; the screen is drawn where none is waiting, so that a slow line is not kept busy."""
        while True:
            if not self._keys.more:
                draw(self._sitting, self._index, self._status, helping=self._helping)
            key = self._keys.next()
            if key != RESIZED:
                return key

    def _decide(self, reason: str | None = None, correction: Rereading | None = None) -> None:
        from witnessmark.errors import UsageError
        from witnessmark.model import Reason, Verdict

        verdict = Verdict.REJECTED if reason else Verdict.READ_CORRECTLY
        try:
            made = self._sitting.decide(self._index, verdict, Reason(reason) if reason else None, correction)
        except UsageError as err:
            self._status = f"not recorded: {err.message}"
            return
        self._forward(self._index)
        told = f"{made.about[:10]}: {made.told}"
        self._status = told if self._status == "" else f"{told}; {self._status}"

    def _forward(self, index: int) -> None:
        found = self._sitting.next_open(index)
        self._status = "" if found is not None else "everything here is decided"
        self._index = found if found is not None else max(index, 0)

    def _reject(self) -> None:
        self._status = ASK_REASON
        key = self._key()
        if key in REASONS:
            self._decide(reason=REASONS[key])
        else:
            self._status = "not rejected"

    def _undo(self) -> None:
        index = self._sitting.undo()
        if index is None:
            self._status = "nothing left to undo in this sitting; decide the claim again instead"
        else:
            self._index, self._status = index, "taken back"

    def _correct(self) -> None:
        claim = self._sitting.at(self._index).claim
        fields = [one for one in FIELDS if claim.quantity is not None or one not in ("low", "high", "bound", "unit")]
        answers: dict[str, str] = {}
        for name in fields:
            before, trouble = _read_as(claim, name), ""
            while True:
                answer = self._ask(f"{trouble}{name} [{before or 'not stated'}]: ")
                if answer is None:
                    self._status = "not corrected"
                    return
                trouble = _trouble(name, answer)
                if not trouble:
                    break
            if answer and answer != before:
                answers[name] = answer
        try:
            self._decide(correction=correction_of(answers))
        except ValueError as err:
            self._status = f"not recorded: {err}"

    def _ask(self, question: str) -> str | None:
        """A line typed at the foot of the screen, or None where the person gave up."""
        typed = ""
        while True:
            self._status = f"{question}{typed}_"
            key = self._key()
            if key in STOP or key == "\x1b":
                return None
            if key == "\n":
                return typed.strip()
            if key == "\x7f":
                typed = typed[:-1]
            elif len(key) == 1 and key.isprintable():
                typed += key


def _read_as(claim: Claim, name: str) -> str:
    value = getattr(claim.quantity if name in ("low", "high", "bound", "unit") else claim, name)
    return f"{value:.10g}" if isinstance(value, float) else str(value or "")


def _trouble(name: str, answer: str) -> str:
    """What is wrong with an answer, or nothing."""
    if not answer:
        return ""
    if answer == "-":
        return "needed: " if name in ("stance", "bound") else ""
    try:
        correction_of({name: answer})
    except ValueError:
        return "not possible: "
    return ""


def correction_of(answers: dict[str, str]) -> Rereading:
    """The correction that answers make.

    Args:
        answers: what was typed for each field that is not as the program read it; "-" empties it.

    Raises:
        ValueError: where they make none.
    """
    import msgspec

    from witnessmark.model import Rereading

    given: dict[str, object] = {"without": [name for name, answer in answers.items() if answer == "-"]}
    for name, answer in answers.items():
        if answer != "-":
            given[name] = float(_GROUPED.sub("", answer)) if name in ("low", "high") else answer
    try:
        return msgspec.convert(given, Rereading)
    except msgspec.ValidationError as err:
        raise ValueError(str(err)) from err
