"""`build`: from evidence and decisions to derived/ and published/. It never touches evidence, and does nothing twice."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import msgspec

from witnessmark import __version__
from witnessmark.case import (
    Case,
    Output,
    decisions_digest,
    is_untouched,
    load_accepted,
    load_judgements,
    load_plan,
    load_prose,
    load_series,
    remove_others,
    save_accepted,
    write_output,
    writing,
)
from witnessmark.model import Claim, Declared, Judgement, Passage, Plan, Problem, Word
from witnessmark.preserve import stamp
from witnessmark.report import Inputs, Material, Tally, accept, quoted, refuse_moved, site

from .custody import Custody, load_custody
from .figures import Numbers, make_numbers, references, series_problems
from .judging import changed, holding, orphans
from .review import Clock, actor_of
from .stages import (
    Progress,
    Staged,
    claims_in,
    find_claims,
    first_line,
    no_progress,
    passages_in,
    problems_in,
    read_sources,
    tools_key,
)


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


@dataclass
class _Survey:
    """What one look at all claims keeps: counts, and the few claims that something refers to."""

    wanted: tuple[str, ...]
    tally: Tally
    claims: dict[str, Claim] = field(default_factory=dict)
    found: set[str] = field(default_factory=set)
    counts: dict[str, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def take(self, source: str, body: bytes, verdicts: Mapping[str, Judgement]) -> None:
        """Looks at the claims of one source."""
        count = 0
        for claim in claims_in(body):
            count += 1
            judgement = verdicts.get(claim.id)
            if claim.id.startswith(self.wanted):
                self.claims[claim.id] = claim
            if judgement is not None:
                self.found.add(claim.id)
                problem = changed(claim, judgement)
                self.problems.extend([problem] if problem else [])
            self.tally.add(claim, judgement)
        self.counts[source] = count


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
    with writing(case.paths):
        return _build_once(case, custody, acceptance, workers or os.cpu_count() or 1, progress)


def _build_once(case: Case, custody: Custody, acceptance: Acceptance | None, workers: int, progress: Progress) -> Built:
    made = _last(case)
    now = (__version__, custody.root, decisions_digest(case.paths), tools_key(case))
    same = made is not None and (made.tool, made.root, made.decisions, made.tools) == now
    if made is not None and same and acceptance is None and _untouched(case, made):
        return Built(made.counts, fresh=False)
    case.paths.build_record.unlink(missing_ok=True)
    return _build(case, custody, acceptance, workers, progress)


def _build(case: Case, custody: Custody, acceptance: Acceptance | None, workers: int, progress: Progress) -> Built:
    paths = case.paths
    plan, series, prose = load_plan(paths), load_series(paths), load_prose(paths)
    judgements, problems = load_judgements(paths)
    read = read_sources(case, custody.sources, workers, progress)
    found = find_claims(case, read, workers, progress)
    outputs = [one.output for one in (*read, *found)]
    verdicts = holding(judgements)
    survey = _Survey((*references(plan, series), *quoted(prose)) or ("-",), Tally(references(plan, series) or ("-",)))
    for count, one in enumerate(found, 1):
        survey.take(one.source.sha256, one.body, verdicts)
        progress("Counting", count, len(found), 0)
    inputs = Inputs(survey.claims, verdicts, series, {}, _declared(case, custody))
    numbers = make_numbers(plan, inputs)
    bodies = {one.source.sha256: one.body for one in read}
    problems += [
        *custody.problems,
        *(problem for one in (*read, *found) for problem in problems_in(one.body)),
        *survey.problems,
        *orphans(inputs.verdicts, survey.found, lambda sha: _text(bodies.get(sha))),
        *series_problems(series.values(), {one.sha256: one for one in custody.sources}),
        *numbers.problems,
    ]
    outputs += _write_numbers(case, numbers)
    material = _material(case, custody, plan, numbers, survey, read, prose, problems)
    pages, more = site(material)
    figures = [one for rows in numbers.figures.values() for one in rows]
    if acceptance is not None:
        save_accepted(paths, accept(figures, acceptance.by, acceptance.on))
    refuse_moved(figures, load_accepted(paths))
    problems += more
    outputs += _write_pages(case, pages, problems)
    counts = Counts(
        sources=len(custody.sources),
        passages=sum(one.body.count(b'{"passage"') for one in read),
        claims=survey.tally.total,
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
    survey: _Survey,
    read: Sequence[Staged],
    prose: Sequence[tuple[str, str]],
    problems: Sequence[Problem],
) -> Material:
    printed = [*survey.claims.values(), *survey.tally.all_examples()]
    return Material(
        title=case.config.title or "Untitled case",
        question=case.config.question,
        language=case.config.languages[0] if case.config.languages else "en",
        plan=plan,
        plan_note=_plan_note(case, custody, plan),
        figures=numbers.figures,
        missing=numbers.missing,
        inputs=numbers.inputs,
        passages=_passages(read, printed),
        sources={one.sha256: one for one in custody.sources},
        media_types={one.source.sha256: one.media_type for one in read},
        first_lines={one.source.sha256: first_line(one.body) for one in read},
        claim_counts=survey.counts,
        events=custody.events,
        log_root=custody.root,
        as_of=custody.events[-1].at[:10],
        tally=survey.tally,
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


def _passages(read: Sequence[Staged], printed: Sequence[Claim]) -> dict[str, Passage]:
    wanted: dict[str, set[str]] = {}
    for claim in printed:
        wanted.setdefault(claim.source, set()).add(claim.passage)
    return {
        passage.id: passage
        for one in read
        if one.source.sha256 in wanted
        for passage in passages_in(one.body)
        if passage.id in wanted[one.source.sha256]
    }


def _text(body: bytes | None) -> str | None:
    return None if body is None else "\n".join(one.text for one in passages_in(body))


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
    remove_others(root, paths.derived, kept | {paths.adding.relative_to(root).as_posix()})
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


def _last(case: Case) -> Made | None:
    try:
        return msgspec.json.decode(case.paths.build_record.read_bytes(), type=Made)
    except (OSError, msgspec.DecodeError):
        return None
