"""Every exception of the program. An exception means that a promise is broken; a doubt about material is a Problem.

WitnessmarkError                exit  1
├─ UsageError                         2   wrong argument
│  └─ Refused                         2   the program does not do this (REFUSALS.md)
├─ CaseError                         10   no case here, a newer format, locked, no key
├─ IntegrityError                    20   evidence is not what the custody log says
├─ ReadError                         30   a source cannot be read
│  └─ Unsafe                         30   it is built so that reading it would exhaust the machine or reach outside it
├─ MethodError                       40   no number exists for this input
├─ TraceError                        50   a figure does not lead back to its sources
│  ├─ LooseNumber                    50   a number was typed into prose
│  └─ FigureMoved                    50   a number changed since a person accepted it
├─ MissingExtra                      60   an optional package is not installed
└─ PluginError                       70   an unknown reader, extractor or method
"""

from __future__ import annotations


class WitnessmarkError(Exception):
    """A promise of the program is broken.

    Args:
        message: what happened and where, one sentence.
        hint: what to do about it, one sentence, or nothing.
    """

    exit_code = 1

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    @property
    def code(self) -> str:
        """The name that `--json` prints."""
        return type(self).__name__


class UsageError(WitnessmarkError):
    """An argument is wrong."""

    exit_code = 2


class Refused(UsageError):
    """The program does not do this, on purpose."""


class CaseError(WitnessmarkError):
    """The case folder is missing, locked, of a newer format, or its key is not here."""

    exit_code = 10


class IntegrityError(WitnessmarkError):
    """Evidence is not what the custody log says."""

    exit_code = 20


class ReadError(WitnessmarkError):
    """A source cannot be read."""

    exit_code = 30


class Unsafe(ReadError):
    """A source is built so that reading it would exhaust the machine or reach outside it."""


class MethodError(WitnessmarkError):
    """No number exists for this input."""

    exit_code = 40


class TraceError(WitnessmarkError):
    """A figure does not lead back to its sources."""

    exit_code = 50


class LooseNumber(TraceError):
    """A number was typed into prose instead of being addressed."""


class FigureMoved(TraceError):
    """A number changed since a person accepted it."""


class MissingExtra(WitnessmarkError):
    """An optional package is not installed."""

    exit_code = 60


class PluginError(WitnessmarkError):
    """A reader, extractor or method of this name is not known."""

    exit_code = 70
