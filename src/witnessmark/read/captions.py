"""SRT and WebVTT: what is said in a recording, with the time at which it is said."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import NamedTuple

from witnessmark.errors import ReadError
from witnessmark.model import Passage, Problem, Severity, TimeSpan, make_problem

from .decode import decode
from .nest import Writer, many

LONGEST_PAUSE = 2.0  # seconds between two captions that may be one sentence
MOST_CHARACTERS = 1_000  # of one passage made of several captions

_STAMP = r"(?:([0-9]{1,5}):)?([0-9]{1,2}):([0-9]{1,2})(?:[,.]([0-9]{1,3}))?"
_TIMES = re.compile(rf"[ \t]*{_STAMP}[ \t]*-->[ \t]*{_STAMP}(?:[ \t].*)?\Z")
_START = re.compile(rb"\s*[0-9]{1,7}[ \t]*\r?\n[ \t]*(?:[0-9]{1,5}:)?[0-9]{1,2}:[0-9]{2}[,.][0-9]{1,3}[ \t]*-->")
_VOICE = re.compile(r"<v(?:\.[^\s>]*)?[ \t]+([^>]{1,200})>")
_TAG = re.compile(r"</?[a-zA-Z0-9:.][^<>]{0,200}>|\{\\[a-zA-Z][^{}]{0,200}\}")
_ENDS = re.compile(r"[.!?。！？…][\"'”’」』)\]]*\Z")
_LINE_END = re.compile(r"\r\n|\r|\n")
_BLANK = re.compile(r"\n[ \t]*\n")


class _Caption(NamedTuple):
    start: float
    end: float
    text: str
    voice: str


class SrtReader:
    """Reads captions of the SubRip kind.

    Captions are cut for the screen, not by sense: those that follow one another are one passage until a sentence ends,
    the voice changes or nobody speaks for two seconds. Line breaks become spaces; a voice stands before what it says.
    """

    name = "srt"
    version = 1
    media_types: tuple[str, ...] = ("application/x-subrip",)
    others: tuple[str, ...] = ()  # what blocks that are no captions begin with

    def sniff(self, head: bytes, suffix: str) -> float:
        """By a number and a line of times at the start; by any line of times where the name ends in .srt."""
        start = _narrow(head)
        return 0.9 if _START.match(start) else 0.6 if suffix == ".srt" and b"-->" in start else 0.0

    def read(self, data: bytes, source: str) -> Iterator[Passage | Problem]:
        """What is said, in the order of the file.

        Raises:
            ReadError: where the bytes are not text or hold no captions.
        """
        text, _, problem = decode(data, source)
        if problem is not None:
            yield problem
        writer = Writer(source, f"{self.name} {self.version}")
        odd = 0
        seen: set[_Caption] = set()
        captions: list[_Caption] = []
        for one in _captions(text.removeprefix("\ufeff"), self.others):
            if one.end < one.start:
                odd += 1
            if one not in seen:  # a caption that is there twice says nothing more
                seen.add(one)
                captions.append(one)
        if not captions:
            raise ReadError("it holds no captions", "check that it is the right file")
        for where, said in _joined(captions):
            yield from writer.passage(where, said)
        if odd:
            message = f"{many(odd, 'caption ends before it begins', 'captions end before they begin')}"
            yield make_problem("odd-times", source, message, severity=Severity.NOTE, hint="compare with the recording")


class VttReader(SrtReader):
    """Reads captions of the WebVTT kind."""

    name = "vtt"
    media_types: tuple[str, ...] = ("text/vtt",)
    others = ("WEBVTT", "NOTE", "STYLE", "REGION")

    def sniff(self, head: bytes, suffix: str) -> float:
        """By its first word."""
        return 0.95 if re.match(rb"WEBVTT(?:[ \t\r\n]|\Z)", _narrow(head)) else 0.0


def _narrow(head: bytes) -> bytes:
    """The first bytes without a byte order mark and without the zeros of UTF-16."""
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return head[2:].replace(b"\x00", b"")
    return head.removeprefix(b"\xef\xbb\xbf")


def _captions(text: str, names: tuple[str, ...]) -> Iterator[_Caption]:
    """The captions; a block without times goes on with the caption before it, where it is not one of these names."""
    times: re.Match[str] | None = None
    said: list[str] = []
    for block in _BLANK.split(_LINE_END.sub("\n", text)):
        lines = [line for line in block.split("\n") if line.strip()]
        if lines and lines[0].startswith(names):
            continue
        for place, line in enumerate(lines):
            found = _TIMES.match(line) if "-->" in line else None
            if found is None:
                said.append(line)
                continue
            if place == 1 or (place > 1 and said and said[-1].strip().isdecimal()):
                said.pop()  # the number or name of the caption that begins
            if times is not None:
                yield from _caption(times, said)
            times, said = found, []
    if times is not None:
        yield from _caption(times, said)


def _caption(times: re.Match[str], lines: list[str]) -> Iterator[_Caption]:
    parts = times.groups()
    text = " ".join(line.strip() for line in lines)
    voice = _VOICE.search(text)
    said = html.unescape(_TAG.sub("", text)).strip()
    if said:
        name = html.unescape(voice.group(1)).strip() if voice else ""
        yield _Caption(_seconds(parts[:4]), _seconds(parts[4:]), said, name)


def _seconds(parts: tuple[str | None, ...]) -> float:
    hours, minutes, seconds, rest = (part or "0" for part in parts)
    return int(hours) * 3600 + int(minutes) * 60 + int(seconds) + int(rest.ljust(3, "0")) / 1000


def _joined(captions: list[_Caption]) -> Iterator[tuple[TimeSpan, str]]:
    run: list[_Caption] = []
    for one in captions:
        if run and not _goes_on(run, one):
            yield _passage(run)
            run = []
        run.append(one)
    yield _passage(run)


def _goes_on(run: list[_Caption], after: _Caption) -> bool:
    last = run[-1]
    return (
        not _ENDS.search(last.text[-10:])
        and last.voice == after.voice
        and -LONGEST_PAUSE <= after.start - last.end <= LONGEST_PAUSE
        and sum(len(one.text) for one in run) < MOST_CHARACTERS
    )


def _passage(run: list[_Caption]) -> tuple[TimeSpan, str]:
    text = " ".join(one.text for one in run)
    if run[0].voice:
        text = f"{run[0].voice}: {text}"
    return TimeSpan(start=run[0].start, end=max(one.end for one in run)), text
