"""Keys from a terminal, one at a time, none lost: what was typed ahead is kept, and a change of size is a key too."""

from __future__ import annotations

import codecs
import os
import re
import select
import signal
import sys
import termios
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager

RESIZED = "resized"
CLOSED = "closed"
_NAMED = {"\x1b[A": "k", "\x1bOA": "k", "\x1b[B": "j", "\x1bOB": "j", "\r": "\n", "\x08": "\x7f"}
_KEYS = re.compile(r"\x1b(?:\[[0-9;?]*[ -/]*[@-~]|O[A-Z])|.", re.DOTALL)


class Keys:
    """The keys that a person types.

    Args:
        incoming: file descriptor of the terminal.
        wake: file descriptor that becomes readable when the terminal changes its size.
    """

    def __init__(self, incoming: int, wake: int) -> None:
        self._incoming, self._wake = incoming, wake
        self._typed: deque[str] = deque()
        self._decode = codecs.getincrementaldecoder("utf-8")("replace").decode

    @property
    def more(self) -> bool:
        """True where another key is there already, so that nothing need be drawn before it."""
        return bool(self._typed or select.select([self._incoming], [], [], 0)[0])

    def next(self) -> str:
        """The next key: a character, RESIZED, or CLOSED where the terminal is gone. Waits for it."""
        while not self._typed:
            ready, _, _ = select.select([self._incoming, self._wake], [], [])
            if self._wake in ready:
                os.read(self._wake, 1024)
                return RESIZED
            try:
                data = os.read(self._incoming, 4096)
            except OSError:
                data = b""
            if not data:
                return CLOSED
            self._typed.extend(_NAMED.get(one, one) for one in _KEYS.findall(self._decode(data)))
        return self._typed.popleft()


@contextmanager
def keyboard() -> Iterator[Keys]:
    """The keys of stdin, typed without a return and not echoed; the terminal is left as it was found."""
    incoming = sys.stdin.fileno()
    before = termios.tcgetattr(incoming)
    raw = termios.tcgetattr(incoming)
    raw[0] &= ~(termios.ICRNL | termios.IXON)
    raw[3] &= ~(termios.ICANON | termios.ECHO | termios.ISIG)  # Ctrl-C is a key: no decision is cut in two
    raw[6][termios.VMIN], raw[6][termios.VTIME] = 1, 0
    wake, woken = os.pipe()
    os.set_blocking(wake, False)
    os.set_blocking(woken, False)
    handled = signal.signal(signal.SIGWINCH, lambda number, frame: None)
    told = signal.set_wakeup_fd(woken, warn_on_full_buffer=False)
    try:
        # Drain and not flush: what was typed while the case was read is kept.
        termios.tcsetattr(incoming, termios.TCSADRAIN, raw)
        yield Keys(incoming, wake)
    finally:
        termios.tcsetattr(incoming, termios.TCSADRAIN, before)
        signal.set_wakeup_fd(told)
        signal.signal(signal.SIGWINCH, handled)
        os.close(wake)
        os.close(woken)
