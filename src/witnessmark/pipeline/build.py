"""`build`: from evidence and decisions to derived/ and published/. It never touches evidence, and does nothing twice."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import msgspec

from witnessmark import __version__
from witnessmark.case import (
    Case,
    Output,
    decisions_digest,
    disk_errors,
    is_untouched,
    load_accepted,
    load_hand_claims,
    load_judgements,
    load_plan,
    load_prose,
    load_series,
    make_own,
    remove_others,
    save_accepted,
    write_output,
    writing,
)
from witnessmark.model import (
    Claim,
    Declared,
    HandClaim,
    Passage,
    Plan,
    Problem,
    Severity,
    Source,
    Word,
    make_problem,
)
from witnessmark.preserve import stamp
from witnessmark.report import Inputs, Material, accept, measures_drawn, quoted, refuse_moved, site

from .custody import Custody, load_custody
from .figures import Numbers, cell_problems, make_numbers, references, series_problems
from .judging import decided, differing, orphans
from .review import Clock, actor_of
from .stages import Progress, Read, find_claims, no_progress, passages_of, read_sources, tools_key
from .survey import Survey, survey


class Counts(Word, frozen=True, kw_only=True):
    """What a build came to."""

    sources: int
    passages: int
    claims: int
    figures: int
    problems: int


class Made(Word, frozen=True, kw_only=True):
    """What a build was made from, and what it wrote: derived/build.json.

    Attributes:
        tool: version of the program.
        root: Merkle root of the custody log.
        decisions: hash of case.toml and decisions/.
        tools: readers and extractor with their versions.
        counts: what the build says at its end.
        outputs: every file it wrote.
    """

    tool: str
    root: str
    decisions: str
    tools: str
    counts: Counts
    outputs: tuple[Output, ...]


@dataclass(frozen=True)
class Built:
    """The result of a build.

    Attributes:
        counts: what it came to.
        fresh: False where nothing had changed and nothing was done.
        page: the first page, below the case folder.
    """

    counts: Counts
    fresh: bool
    page: str = "published/index.html"


@dataclass(frozen=True)
class Acceptance:
    """A person accepts the figures as they are now: who, and on which UTC day."""

    by: str
    on: str


def accept_as_now(case: Case, clock: Clock) -> Acceptance:
    """Whoever holds the case's key accepts the figures today."""
    return Acceptance(by=actor_of(case), on=stamp(clock())[:10])


def build(
    case: Case, *, acceptance: Acceptance | None = None, workers: int | None = None, progress: Progress = no_progress
) -> Built:
    """Reads, finds claims, runs the plan and writes the pages.

    Args:
        case: the case.
        acceptance: given where a person accepts the figures as they are now.
        workers: processes; one a core where it is not stated.
        progress: told stage, done, total and failed.

    Raises:
        IntegrityError: where the custody log does not verify.
        CaseError: where a decision cannot be read.
        LooseNumber, FigureMoved, TraceError: where the report may not be published; derived/ is written all the same.
    """
    custody = load_custody(case)
    with writing(case.paths), disk_errors("the case could not be built"):
        make_own(case.paths.derived)
        make_own(case.paths.published)
        return _build_once(case, custody, acceptance, workers or os.cpu_count() or 1, progress)


def _build_once(case: Case, custody: Custody, acceptance: Acceptance | None, workers: int, progress: Progress) -> Built:
    made = last_build(case)
    now = (__version__, custody.root, decisions_digest(case.paths), tools_key(case))
    same = made is not None and (made.tool, made.root, made.decisions, made.tools) == now
    if made is not None and same and acceptance is None and _untouched(case, made):
        return Built(made.counts, fresh=False)
    case.paths.build_record.unlink(missing_ok=True)
    known = {one.path: one for one in made.outputs} if made is not None else {}
    return _build(case, custody, known, acceptance, workers, progress)


def _build(
    case: Case,
    custody: Custody,
    known: Mapping[str, Output],
    acceptance: Acceptance | None,
    workers: int,
    progress: Progress,
) -> Built:
    paths = case.paths
    plan, series, prose = load_plan(paths), load_series(paths), load_prose(paths)
    judgements, problems = load_judgements(paths)
    read = read_sources(case, custody.sources, known, workers, progress)
    hands, unreadable = load_hand_claims(paths)
    found = find_claims(case, read, hands, known, workers, progress)
    verdicts = decided(judgements)
    own = {about: one.holds for about, one in verdicts.items() if one.holds is not None}
    differ = frozenset(about for about, one in verdicts.items() if one.differ)
    seen = survey(case, found, own, differ, (*references(plan, series), *quoted(prose)), measures_drawn(prose))
    stale = frozenset(one.about for one in seen.problems if one.code == "claim-changed")
    inputs = Inputs(seen.claims, seen.verdicts, series, {}, _declared(case, custody), stale)
    numbers = make_numbers(plan, inputs)
    for claim in sorted({one for rows in numbers.figures.values() for row in rows for one in row.claims}):
        seen.tally.used(seen.claims[claim])
    by_sha = {one.sha256: one for one in custody.sources}
    problems += [
        *unreadable,
        *_of_no_source(hands, by_sha),
        *custody.problems,
        *(problem for one in read for problem in one.summary.problems),
        *(problem for one in found for problem in one.summary.problems),
        *seen.problems,
        *differing(verdicts),
        *orphans(inputs.verdicts, seen.judged, lambda sha: _text(case, by_sha.get(sha))),
        *series_problems(series.values(), by_sha),
        *cell_problems(series.values(), seen.claims),
        *numbers.problems,
    ]
    outputs = [*(one.output for one in read), *(one.output for one in found)]
    outputs += _write_numbers(case, numbers)
    material = _material(case, custody, plan, numbers, seen, read, prose, problems)
    pages, more = site(material)
    figures = [one for rows in numbers.figures.values() for one in rows]
    if acceptance is not None:
        save_accepted(paths, accept(figures, acceptance.by, acceptance.on))
    refuse_moved(figures, load_accepted(paths))
    problems += more
    outputs += _write_pages(case, pages, problems)
    counts = Counts(
        sources=len(custody.sources),
        passages=sum(one.summary.passages for one in read),
        claims=seen.tally.total,
        figures=len(numbers.figures),
        problems=len(problems),
    )
    _finish(case, custody, counts, outputs)
    return Built(counts, fresh=True)


def _material(
    case: Case,
    custody: Custody,
    plan: Plan,
    numbers: Numbers,
    seen: Survey,
    read: Sequence[Read],
    prose: Sequence[tuple[str, str]],
    problems: Sequence[Problem],
) -> Material:
    printed = [*seen.claims.values(), *seen.tally.all_examples(), *seen.look.printed()]
    return Material(
        title=case.config.title or "Untitled case",
        question=case.config.question,
        language=case.config.languages[0] if case.config.languages else "en",
        plan=plan,
        plan_note=_plan_note(case, custody, plan),
        figures=numbers.figures,
        missing=numbers.missing,
        inputs=numbers.inputs,
        passages=_passages(case, custody, printed),
        sources={one.sha256: one for one in custody.sources},
        media_types={one.source.sha256: one.summary.media_type for one in read},
        first_lines={one.source.sha256: one.summary.first_line for one in read},
        claim_counts=seen.counts,
        events=custody.events,
        log_root=custody.root,
        as_of=custody.events[-1].at[:10],
        tally=seen.tally,
        look=seen.look,
        problems=tuple(sorted(problems, key=lambda one: (one.code, one.about, one.where, one.id))),
        prose=tuple(prose),
    )


def _plan_note(case: Case, custody: Custody, plan: Plan) -> str:
    day = _frozen_on(case, custody)
    seen = "had been seen" if plan.data_seen == "yes" else "had not been seen"
    if not plan.figure:
        return "The plan names no figure yet."
    if day is None:
        return (
            f"The plan is not frozen: its computations are exploratory. It says that the data {seen} when it was made."
        )
    return f"The plan was frozen on {day}. It says that the data {seen} when it was made."


def _declared(case: Case, custody: Custody) -> Declared:
    return "declared" if _frozen_on(case, custody) is not None else "exploratory"


def _frozen_on(case: Case, custody: Custody) -> str | None:
    """The day on which the plan was frozen as it stands now, or None."""
    if not case.paths.plan.is_file():
        return None
    now = f"sha256:{hashlib.sha256(case.paths.plan.read_bytes()).hexdigest()}"
    frozen = [one.at[:10] for one in custody.events if one.event == "policy assignment" and one.object == now]
    return frozen[0] if frozen else None


def _passages(case: Case, custody: Custody, printed: Sequence[Claim]) -> dict[str, Passage]:
    wanted = {claim.passage for claim in printed}
    sources = {claim.source for claim in printed}
    return {
        passage.id: passage
        for source in custody.sources
        if source.sha256 in sources
        for passage in passages_of(case, source)
        if passage.id in wanted
    }


def _text(case: Case, source: Source | None) -> str | None:
    return None if source is None else "\n".join(one.text for one in passages_of(case, source))


def _of_no_source(hands: Sequence[HandClaim], sources: Mapping[str, Source]) -> list[Problem]:
    hint = "the entry is kept; add the source again, or leave it"
    message = "the source of a claim entered by hand is not in this case"
    gone = [one for one in hands if one.source not in sources]
    return [make_problem("quote-lost", one.id, message, severity=Severity.PARTLY, hint=hint) for one in gone]


def _write_numbers(case: Case, numbers: Numbers) -> list[Output]:
    root, paths = case.paths.root, case.paths
    figures = b"".join(msgspec.json.encode(one) + b"\n" for rows in numbers.figures.values() for one in rows)
    outputs = [write_output(root, paths.figures, figures)]
    for name, finding in numbers.inputs.findings.items():
        data = msgspec.json.format(msgspec.json.encode(finding), indent=1) + b"\n"
        outputs.append(write_output(root, paths.findings / f"{name}.json", data))
    return outputs


def _write_pages(case: Case, pages: Mapping[str, bytes], problems: Sequence[Problem]) -> list[Output]:
    root, paths = case.paths.root, case.paths
    lines = sorted(msgspec.json.encode(one) + b"\n" for one in problems)
    outputs = [write_output(root, paths.problems, b"".join(lines))]
    outputs += [write_output(root, paths.published / name, data) for name, data in sorted(pages.items())]
    return outputs


def _finish(case: Case, custody: Custody, counts: Counts, outputs: Sequence[Output]) -> None:
    """Removes what earlier builds left and writes the record, last: without it the next build looks at everything again."""
    root, paths = case.paths.root, case.paths
    kept = {one.path for one in outputs}
    remove_others(root, paths.derived, kept | {paths.adding.relative_to(root).as_posix()}, spare=paths.cache)
    remove_others(root, paths.published, kept)
    made = Made(
        tool=__version__,
        root=custody.root,
        decisions=decisions_digest(paths),
        tools=tools_key(case),
        counts=counts,
        outputs=tuple(sorted(outputs, key=lambda one: one.path)),
    )
    write_output(root, paths.build_record, msgspec.json.encode(made))


def _untouched(case: Case, made: Made) -> bool:
    return all(is_untouched(case.paths.root, one) for one in made.outputs)


def last_build(case: Case) -> Made | None:
    """What the last build was made from and wrote; None where there is none that came to its end."""
    try:
        return msgspec.json.decode(case.paths.build_record.read_bytes(), type=Made)
    except (OSError, msgspec.DecodeError):
        return None
