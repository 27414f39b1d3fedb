"""The two stages that touch every source: bytes to passages, passages to claims; each source on its own, in limited workers."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import msgspec

from witnessmark.case import Case, Output, read_records, write_records
from witnessmark.claims import outlet_of
from witnessmark.model import CharSpan, Claim, Passage, Problem, Source, SpeakerKind, Word, make_passage, make_problem
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
    reader_key,
    task_header,
    too_large,
    warm,
)

from .engines import extractor_named

_PROBLEM = b'{"problem":'  # how a line that holds a problem begins
HEAD = 8192  # bytes that a reader is chosen by
FIRST_LINES = 10  # passages at either end, where a byline may stand

Progress = Callable[[str, int, int, int], None]
Work = Callable[[bytes, bytes], Iterable[bytes]]


def no_progress(stage: str, done: int, total: int, failed: int) -> None:
    """Tells nobody."""


@dataclass(frozen=True)
class Staged:
    """What a stage made of one source.

    Attributes:
        source: the source.
        body: its lines.
        output: the file that holds them.
        media_type: what its bytes are (reading only).
    """

    source: Source
    body: bytes
    output: Output
    media_type: str = ""


class _ClaimsHeader(Word, frozen=True, kw_only=True):
    stated: str | None


def tools_key(case: Case) -> str:
    """Names and versions of everything that decides what the stages make."""
    extractor = extractor_of(case)
    readers = ",".join(f"{one.name} {one.version}" for one in READERS)
    return f"readers {readers}; extractor {extractor.name} {extractor.version}"


def extractor_of(case: Case) -> Extractor:
    """The extractor that case.toml names, with the case's own table of speakers.

    Raises:
        MissingExtra: where it needs a package that is not installed.
    """
    return extractor_named(case.config.engine, speaker_kinds(case))


def speaker_kinds(case: Case) -> dict[str, SpeakerKind]:
    """The case's own table of speakers."""
    return {one.name: one.kind for one in case.config.speaker}


def read_sources(case: Case, sources: Sequence[Source], workers: int, progress: Progress) -> list[Staged]:
    """Passages of every source; those made before by the same reader from the same bytes are taken as they are."""
    staged: dict[str, Staged] = {}
    todo: list[tuple[Source, str, str]] = []
    for source in sources:
        key, media_type = _read_key(case, source)
        body = read_records(case.paths.passages(source.sha256), key)
        if body is None:
            todo.append((source, key, media_type))
        else:
            staged[source.sha256] = _kept(case, source, case.paths.passages(source.sha256), body, key, media_type)
    by_sha = {source.sha256: (source, key, media_type) for source, key, media_type in todo}
    failed = 0
    for count, done in enumerate(_read(case, [source for source, _, _ in todo], workers), 1):
        source, key, media_type = by_sha[done.key]
        body = _body(source, done)
        failed += _PROBLEM in body
        output = write_records(case.paths.root, case.paths.passages(source.sha256), key, body)
        staged[source.sha256] = Staged(source, body, output, media_type)
        progress("Reading", count, len(todo), failed)
    return [staged[source.sha256] for source in sources]


def find_claims(case: Case, read: Sequence[Staged], workers: int, progress: Progress) -> list[Staged]:
    """Claims of every source; those made before from the same passages are taken as they are."""
    extractor = extractor_of(case)
    staged: dict[str, Staged] = {}
    todo: list[tuple[Staged, str]] = []
    kinds = hashlib.sha256(msgspec.json.encode(sorted(speaker_kinds(case).items()))).hexdigest()[:16]
    for one in read:
        stated = stated_outlet(one.source)
        key = f"{extractor.name} {extractor.version}; {one.output.sha256}; {kinds}; {stated or ''}"
        path = case.paths.claims(one.source.sha256)
        body = read_records(path, key)
        if body is None:
            todo.append((one, key))
        else:
            staged[one.source.sha256] = _kept(case, one.source, path, body, key, "")
    by_sha = {one.source.sha256: (one, key) for one, key in todo}
    tasks = (
        Task(key=one.source.sha256, header=_claims_header(one.source), load=partial(bytes, one.body)) for one, _ in todo
    )
    failed = 0
    for count, done in enumerate(_run(_claims_work(extractor), tasks, workers, _warm_claims(extractor)), 1):
        one, key = by_sha[done.key]
        body = _body(one.source, done)
        failed += _PROBLEM in body
        output = write_records(case.paths.root, case.paths.claims(done.key), key, body)
        staged[done.key] = Staged(one.source, body, output)
        progress("Finding claims", count, len(todo), failed)
    return [staged[one.source.sha256] for one in read]


def claims_in(body: bytes) -> Iterator[Claim]:
    """The claims of a source from the lines that a stage made."""
    decoder = msgspec.json.Decoder(Claim)
    for line in body.splitlines():
        if not line.startswith(_PROBLEM):
            yield decoder.decode(line)


def problems_in(body: bytes) -> list[Problem]:
    """The problems among the lines that a stage made."""
    lines = b"".join(line + b"\n" for line in body.splitlines() if line.startswith(_PROBLEM))
    return decode_read(lines)[1]


def claims_of(case: Case, source: Source) -> Iterator[Claim]:
    """The claims of one source as the last build left them."""
    return claims_in(_left(case.paths.claims(source.sha256)))


def passages_of(case: Case, source: Source) -> list[Passage]:
    """The passages of one source as the last build left them."""
    return passages_in(_left(case.paths.passages(source.sha256)))


def _left(path: Path) -> bytes:
    return path.read_bytes().partition(b"\n")[2] if path.is_file() else b""


def passages_in(body: bytes) -> list[Passage]:
    """The passages among the lines of the reading stage."""
    return decode_read(body)[0]


def first_line(body: bytes) -> str:
    """How the text of a source begins: its first line, without marks of a heading, cut to 100 characters."""
    some = passages_in(body.partition(b"\n")[0] + b"\n") if body.startswith(b'{"passage":') else []
    line = next(
        (line.strip(" #\ufeff") for one in some for line in one.text.splitlines() if line.strip(" #\ufeff")), ""
    )
    return line if len(line) <= 100 else line[:99].rstrip() + "…"


def stated_outlet(source: Source) -> str | None:
    """Who narrates a source, as far as a person said so: the stated outlet, else what the citation says it stands in."""
    arrival = source.latest
    return arrival.outlet or arrival.citation.container or arrival.citation.publisher


def _claims_header(source: Source) -> bytes:
    return msgspec.json.encode(_ClaimsHeader(stated=stated_outlet(source)))


def _claims_work(extractor: Extractor) -> Work:
    def work(header: bytes, data: bytes) -> Iterable[bytes]:
        stated = msgspec.json.decode(header, type=_ClaimsHeader).stated
        passages = passages_in(data)
        ends = passages if len(passages) <= 2 * FIRST_LINES else [*passages[:FIRST_LINES], *passages[-FIRST_LINES:]]
        outlet = outlet_of([line for one in ends for line in one.text.splitlines()], stated)
        return [msgspec.json.encode(one) + b"\n" for one in extractor.claims(passages, outlet)]

    return work


def _warm_claims(extractor: Extractor) -> Callable[[], None]:
    sample = make_passage("0" * 64, 0, CharSpan(start=0, end=36), "The ministry says 5 of 9 wells in May.", "warm 1")
    return lambda: _discard(extractor.claims([sample], "document"))


def _discard(found: object) -> None:
    """Lets go of a result that was wanted only for what making it loads."""


def _run(work: Work, tasks: Iterator[Task], workers: int, ready: Callable[[], None]) -> Iterator[Done]:
    with Pool(work, workers, Limits(), ready) as pool:
        yield from pool.run(tasks)


def _read(case: Case, sources: Sequence[Source], workers: int) -> Iterator[Done]:
    """What the workers read, and at once what never reaches them: originals that are missing, damaged or too large."""
    if not sources:
        return
    refused: list[Done] = []

    def tasks() -> Iterator[Task]:
        for source in sources:
            data = _original(case, source)
            if isinstance(data, Problem):
                refused.append(Done(key=source.sha256, records=[encode_read([data])]))
            else:
                yield Task(
                    key=source.sha256, header=task_header(source.sha256, _suffix(source)), load=partial(bytes, data)
                )

    yield from _run(read_task, tasks(), workers, warm)
    yield from refused


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


def _read_key(case: Case, source: Source) -> tuple[str, str]:
    try:
        with case.paths.object(source.sha256).open("rb") as original:
            head = original.read(HEAD)
    except OSError:
        return "missing", "unknown"
    suffix = _suffix(source)
    return reader_key(head, suffix), media_type_of(head, suffix)


def _suffix(source: Source) -> str:
    return Path(source.name).suffix.lower()


def _kept(case: Case, source: Source, path: Path, body: bytes, key: str, media_type: str) -> Staged:
    return Staged(source, body, write_records(case.paths.root, path, key, body), media_type)
