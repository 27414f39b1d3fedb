"""The two stages that touch every source: bytes to passages, passages to claims; each source on its own, in limited workers.

A stage leaves one file of records a source, with a summary in its header, so that a build need not read what did not change.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TypeVar

import msgspec

from witnessmark.case import Case, Output, kept_records, record_lines, write_records
from witnessmark.claims import claim_by_hand, outlet_of, reading_of
from witnessmark.model import (
    CharSpan,
    Claim,
    HandClaim,
    Passage,
    Problem,
    Severity,
    Source,
    SpeakerKind,
    Word,
    make_passage,
    make_problem,
)
from witnessmark.plugins import Extractor
from witnessmark.read import (
    MAX_BYTES,
    READERS,
    Done,
    Limits,
    Pool,
    Task,
    decode_read,
    encode_read,
    failure_problem,
    media_type_of,
    read_task,
    task_header,
    too_large,
    warm,
)
from witnessmark.report import Group, Spread, group_of, spreads_of

from .engines import extractor_named

HEAD = 8192  # bytes that a reader is chosen by
ENDS = 10  # passages at either end of a document, where a byline may stand
SUMMARY = "summary 3"  # version of what a file of claims says of them at its head
TITLE = 100  # characters of a first line
NOT_KEPT = "not kept"  # key of what the next build must look at again, for the original may have been repaired

Progress = Callable[[str, int, int, int], None]
Work = Callable[[bytes, bytes], Iterable[bytes]]


def no_progress(stage: str, done: int, total: int, failed: int) -> None:
    """Tells nobody."""


class ReadSummary(Word, frozen=True, kw_only=True):
    """What a build wants to know of the passages of a source without reading them.

    Attributes:
        media_type: what the bytes are.
        first_line: how the text begins.
        passages: how many.
        problems: what could not be read.
    """

    media_type: str
    first_line: str
    passages: int
    problems: tuple[Problem, ...]


class ClaimsSummary(Word, frozen=True, kw_only=True):
    """What a build wants to know of the claims of a source without reading them.

    Attributes:
        ids: of all claims, in order.
        readings: what each shares with those that are read alike, in the same order.
        groups: claims that are alike in speaker, measure and period, with their number.
        spreads: how far the claims to one question reach.
        problems: why none could be looked for.
    """

    ids: tuple[str, ...]
    readings: tuple[str, ...]
    groups: tuple[tuple[Group, int], ...]
    spreads: tuple[Spread, ...]
    problems: tuple[Problem, ...]


Summary = TypeVar("Summary", ReadSummary, ClaimsSummary)


@dataclass(frozen=True)
class Read:
    """What reading made of one source: the file that holds its passages, and the summary."""

    source: Source
    output: Output
    summary: ReadSummary


@dataclass(frozen=True)
class Found:
    """The claims of one source: the file that holds them, and the summary."""

    source: Source
    output: Output
    summary: ClaimsSummary


class _ClaimsHeader(Word, frozen=True, kw_only=True):
    stated: str | None


def tools_key(case: Case) -> str:
    """Names and versions of everything that decides what the stages make."""
    extractor = extractor_of(case)
    return f"{_readers()}; extractor {extractor.name} {extractor.version}"


def _readers() -> str:
    """All readers with their versions: a new one may read what none did, so it has every source looked at again."""
    return "readers " + ", ".join(f"{one.name} {one.version}" for one in READERS)


def extractor_of(case: Case) -> Extractor:
    """The extractor that case.toml names, with the case's own table of speakers.

    Raises:
        MissingExtra: where it needs a package that is not installed.
    """
    return extractor_named(case.config.engine, speaker_kinds(case))


def read_sources(
    case: Case, sources: Sequence[Source], known: Mapping[str, Output], workers: int, progress: Progress
) -> list[Read]:
    """Passages of every source; those made before by the same reader from the same bytes are taken as they are."""
    made: dict[str, Read] = {}
    todo: dict[str, tuple[Source, str]] = {}
    for source in sources:
        key = f"{_readers()}; {_suffix(source)}"
        kept = _kept(case, case.paths.passages(source.sha256), key, known, ReadSummary)
        if kept is None:
            todo[source.sha256] = (source, key)
        else:
            made[source.sha256] = Read(source, *kept)
    failed = 0
    media_types: dict[str, str] = {}
    for count, done in enumerate(_read(case, [source for source, _ in todo.values()], media_types, workers), 1):
        source, key = todo[done.key]
        key = key if done.key in media_types else NOT_KEPT
        body = _body(source, done)
        passages, problems = decode_read(body)
        summary = ReadSummary(
            media_type=media_types.get(done.key, "unknown"),
            first_line=_first_line(passages[:1]),
            passages=len(passages),
            problems=tuple(problems),
        )
        encoded = msgspec.json.encode(summary)
        records = write_records(case.paths.root, case.paths.passages(source.sha256), key, encoded, body)
        made[source.sha256] = Read(source, records.output, summary)
        failed += bool(problems)
        progress("Reading", count, len(todo), failed)
    return [made[source.sha256] for source in sources]


def find_claims(
    case: Case,
    read: Sequence[Read],
    hands: Sequence[HandClaim],
    known: Mapping[str, Output],
    workers: int,
    progress: Progress,
) -> list[Found]:
    """Claims of every source; those made before from the same passages and entries are taken as they are.

    Args:
        case: the case.
        read: the passages of every source.
        hands: claims that people entered; each stands in place of what a program makes of the same characters.
        known: files as an earlier build left them, by path.
        workers: processes.
        progress: told stage, done, total and failed.
    """
    extractor = extractor_of(case)
    entered: defaultdict[str, list[HandClaim]] = defaultdict(list)
    for hand in hands:
        entered[hand.source].append(hand)
    made: dict[str, Found] = {}
    todo: dict[str, tuple[Source, str]] = {}
    kinds = hashlib.sha256(msgspec.json.encode(sorted(speaker_kinds(case).items()))).hexdigest()[:16]
    for one in read:
        outlet = stated_outlet(one.source) or ""
        key = f"{extractor.name} {extractor.version}; {one.output.sha256}; {kinds}; {outlet}; {SUMMARY}"
        if one.source.sha256 in entered:
            key += f"; hand {hashlib.sha256(msgspec.json.encode(entered[one.source.sha256])).hexdigest()}"
        kept = _kept(case, case.paths.claims(one.source.sha256), key, known, ClaimsSummary)
        if kept is None:
            todo[one.source.sha256] = (one.source, key)
        else:
            made[one.source.sha256] = Found(one.source, *kept)
    tasks = (_claims_task(case, source) for source, _ in todo.values())
    failed = 0
    for count, done in enumerate(_run(_claims_work(extractor), tasks, workers, _warm_claims(extractor)), 1):
        source, key = todo[done.key]
        problems = () if done.failure is None else (failure_problem(source.sha256, done.failure),)
        body = b"".join(done.records)
        if source.sha256 in entered:
            body, lost = _with_hands(case, source, body, entered[source.sha256])
            problems = (*problems, *lost)
        summary = _claims_summary(claims_in(body), problems)
        encoded = msgspec.json.encode(summary)
        records = write_records(case.paths.root, case.paths.claims(source.sha256), key, encoded, body)
        made[source.sha256] = Found(source, records.output, summary)
        failed += bool(problems)
        progress("Finding claims", count, len(todo), failed)
    return [made[one.source.sha256] for one in read]


def claims_of(case: Case, source: Source) -> list[Claim]:
    """The claims of one source as the last build left them."""
    return claims_in(record_lines(case.paths.claims(source.sha256)))


def passages_of(case: Case, source: Source) -> list[Passage]:
    """The passages of one source as the last build left them."""
    return decode_read(record_lines(case.paths.passages(source.sha256)))[0]


def claims_in(body: bytes) -> list[Claim]:
    """Claims from their lines."""
    return msgspec.json.Decoder(Claim).decode_lines(body)


def stated_outlet(source: Source) -> str | None:
    """Who narrates a source, as far as a person said so: the stated outlet, else what the citation says it stands in."""
    arrival = source.latest
    return arrival.outlet or arrival.citation.container or arrival.citation.publisher


def speaker_kinds(case: Case) -> dict[str, SpeakerKind]:
    """Kinds that the case's own table gives to speakers."""
    return {one.name: one.kind for one in case.config.speaker}


def _kept(
    case: Case, path: Path, key: str, known: Mapping[str, Output], summary: type[Summary]
) -> tuple[Output, Summary] | None:
    """The records that an earlier build left and their summary, or None where either has to be made again."""
    kept = kept_records(case.paths.root, path, key, known.get(path.relative_to(case.paths.root).as_posix()))
    if kept is None:
        return None
    try:
        return kept.output, msgspec.json.decode(kept.summary, type=summary)
    except msgspec.DecodeError:  # left by another version of the program
        return None


def _claims_summary(claims: Sequence[Claim], problems: tuple[Problem, ...]) -> ClaimsSummary:
    groups = Counter(group_of(one) for one in claims)
    return ClaimsSummary(
        ids=tuple(one.id for one in claims),
        readings=tuple(reading_of(one) for one in claims),
        groups=tuple(groups.items()),
        spreads=spreads_of(claims),
        problems=problems,
    )


def _first_line(passages: Sequence[Passage]) -> str:
    """How a text begins: its first line, without the marks of a heading."""
    lines = (line.strip(" #\ufeff") for one in passages for line in one.text.splitlines())
    line = next((line for line in lines if line), "")
    return line if len(line) <= TITLE else line[: TITLE - 1].rstrip() + "…"


def _claims_task(case: Case, source: Source) -> Task:
    header = msgspec.json.encode(_ClaimsHeader(stated=stated_outlet(source)))
    return Task(key=source.sha256, header=header, load=partial(record_lines, case.paths.passages(source.sha256)))


def _claims_work(extractor: Extractor) -> Work:
    def work(header: bytes, data: bytes) -> Iterable[bytes]:
        stated = msgspec.json.decode(header, type=_ClaimsHeader).stated
        passages = decode_read(data)[0]
        found = extractor.claims(passages, _outlet(passages, stated))
        return [msgspec.json.encode(one) + b"\n" for one in found]

    return work


def _outlet(passages: Sequence[Passage], stated: str | None) -> str:
    ends = passages if len(passages) <= 2 * ENDS else [*passages[:ENDS], *passages[-ENDS:]]
    return outlet_of([line for one in ends for line in one.text.splitlines()], stated)


def _with_hands(
    case: Case, source: Source, body: bytes, hands: Sequence[HandClaim]
) -> tuple[bytes, tuple[Problem, ...]]:
    """The claims of a source with those that people entered, in reading order, and a problem for each quote that is gone."""
    passages = passages_of(case, source)
    outlet, kinds = _outlet(passages, stated_outlet(source)), speaker_kinds(case)
    claims = {one.id: one for one in claims_in(body)}
    lost = []
    for hand in hands:
        made = claim_by_hand(hand, passages, outlet, kinds)
        if made is not None:
            claims[made.id] = made
        else:
            message = "the quote of a claim entered by hand no longer stands in what is read of its source"
            hint = "the entry is kept; a reader changed, or the source is gone; enter it again with the words that stand there"
            lost.append(make_problem("quote-lost", hand.id, message, severity=Severity.PARTLY, hint=hint))
    place = {one.id: one.number for one in passages}
    ordered = sorted(claims.values(), key=lambda one: (place.get(one.passage, 0), one.core_start, one.core_end))
    return b"".join(msgspec.json.encode(one) + b"\n" for one in ordered), tuple(lost)


def _warm_claims(extractor: Extractor) -> Callable[[], None]:
    text = "The ministry says 5 of 9 wells in May."
    sample = make_passage("0" * 64, 0, CharSpan(start=0, end=len(text)), text, "warm 1")

    def ready() -> None:
        extractor.claims([sample], "document")

    return ready


def _run(work: Work, tasks: Iterator[Task], workers: int, ready: Callable[[], None]) -> Iterator[Done]:
    first = next(tasks, None)
    if first is None:
        return

    def all_tasks() -> Iterator[Task]:
        yield first
        yield from tasks

    with Pool(work, workers, Limits(), ready) as pool:
        yield from pool.run(all_tasks())


def _read(case: Case, sources: Sequence[Source], media_types: dict[str, str], workers: int) -> Iterator[Done]:
    """What the workers read, and what never reaches them: originals that are missing, damaged or too large.

    Media types of those that reach them are filled in, by sha256.
    """
    problems: list[Done] = []

    def tasks() -> Iterator[Task]:
        for source in sources:
            data = _original(case, source)
            if isinstance(data, Problem):
                problems.append(Done(key=source.sha256, records=[encode_read([data])]))
            else:
                media_types[source.sha256] = media_type_of(data[:HEAD], _suffix(source))
                header = task_header(source.sha256, _suffix(source))
                yield Task(key=source.sha256, header=header, load=partial(bytes, data))

    yield from _run(read_task, tasks(), workers, warm)
    yield from problems


def _original(case: Case, source: Source) -> bytes | Problem:
    if source.size > MAX_BYTES:
        return too_large(source.sha256, source.size)
    try:
        data = case.paths.object(source.sha256).read_bytes()
    except OSError:
        return make_problem("missing", source.sha256, "its bytes are not in the case", hint="run witnessmark verify")
    if hashlib.sha256(data).hexdigest() != source.sha256:
        message = "its bytes are not those that were taken in; they were not read"
        return make_problem("damaged", source.sha256, message, hint="run witnessmark verify")
    return data


def _body(source: Source, done: Done) -> bytes:
    if done.failure is None:
        return b"".join(done.records)
    return encode_read([failure_problem(source.sha256, done.failure)])


def _suffix(source: Source) -> str:
    return Path(source.name).suffix.lower()
