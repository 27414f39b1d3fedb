"""The whole site: pages, tables and trace.json, as names and bytes. Nothing here knows a folder or a clock."""

from __future__ import annotations

import csv
import hashlib
import io
from collections import Counter

import msgspec
from markupsafe import Markup
from msgspec.structs import replace

from witnessmark.model import Claim, Figure, Problem, Series, SpeakerKind

from .essay import chart_block, essay
from .look_page import look_page
from .material import Material
from .public import PublicCell, PublicFigure, PublicSource, Trace, public_cell, public_figure
from .render import page
from .tally import TallyRow

MEASURES = 60  # measures listed on the first page
SOURCE_ROWS = 100  # sources listed on the first page
PROBLEMS = 1000  # problems printed
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # a spreadsheet would run these


def site(material: Material) -> tuple[dict[str, bytes], list[Problem]]:
    """Every published file by its name below `published/`, and the problems that the prose has.

    Raises:
        LooseNumber: where a number is typed into prose.
        TraceError: where an address in prose leads nowhere.
    """
    prose, problems = essay(material)
    every = (*material.problems, *problems)
    trace = _trace(material)
    files = {"index.html": _index(material, prose, every, trace), "problems.html": _problems(material, every)}
    files["claims.html"] = _claims(material)
    files["look.html"] = _page(material, "look.html", "First look", look=look_page(material, every))
    files.update(_sources(material))
    for name, figures in material.figures.items():
        files[f"trace/{name}.html"] = _trace_page(material, name, figures, trace)
    files["trace.json"] = msgspec.json.format(msgspec.json.encode(trace), indent=1) + b"\n"
    files["data/figures.csv"] = _figures_csv(trace)
    for name in material.inputs.series:
        files[f"data/{name}.csv"] = _series_csv([cell for cell in _cells(material, material.inputs.series[name])])
    return files, problems


def _page(material: Material, template: str, heading: str, up: str = "", **values: object) -> bytes:
    return page(
        template,
        title=material.title,
        heading=heading,
        language=material.language,
        up=up,
        as_of=material.as_of,
        log_size=len(material.events),
        log_root=material.log_root,
        **values,
    )


def _index(material: Material, prose: str, problems: tuple[Problem, ...], trace: Trace) -> bytes:
    first = {name: found[0].statistic for name, found in material.figures.items()}
    rows = material.tally.rows()
    measures = material.tally.measures()
    codes = Counter(one.code for one in problems)
    shown = list(material.sources.values())[:SOURCE_ROWS]
    return _page(
        material,
        "index.html",
        material.title,
        question=material.question,
        prose=Markup(prose),
        figures=[one for one in trace.figures if first[one.name] == one.statistic],
        missing=sorted(material.missing.items()),
        plan_note=material.plan_note,
        absences=_absences(rows),
        tally=rows,
        measures=[_measure(*one) for one in measures[:MEASURES]],
        measure_count=len(measures),
        claim_count=material.tally.total,
        source_count=len(material.sources),
        source_rows=[
            (_with_page(material, material.source(one.sha256)), material.claim_counts.get(one.sha256, 0))
            for one in shown
        ],
        problem_count=len(problems),
        problem_codes=sorted(codes.items()),
    )


def _absences(rows: list[TallyRow]) -> list[str]:
    """Sentences that say which kinds of speaker a reader does not hear, whichever side they are on."""
    whole = [row for row in rows if not row.outlet and row.kind is not SpeakerKind.UNATTRIBUTED]
    silent = [str(row.kind) for row in whole if not row.found]
    dropped = [str(row.kind) for row in whole if row.found and row.found == sum(count for _, count in row.rejected)]
    unused = [str(row.kind) for row in whole if row.found and not row.used and str(row.kind) not in dropped]
    sentences = []
    if silent:
        sentences.append(f"No claim was found by: {', '.join(silent)}.")
    if dropped:
        sentences.append(f"Every claim that was found was rejected, by: {', '.join(dropped)}.")
    if unused:
        sentences.append(f"Claims were found and none is used in a figure, by: {', '.join(unused)}.")
    return sentences


def _measure(measure: str, claims: int, sources: int) -> dict[str, object]:
    anchor = "m-" + hashlib.sha256(measure.encode()).hexdigest()[:12]
    return {"measure": measure, "claims": claims, "sources": sources, "anchor": anchor}


def _claims(material: Material) -> bytes:
    measures = []
    for measure, count, sources in material.tally.measures()[:MEASURES]:
        rows = [_example(material, one) for one in material.tally.examples(measure)]
        measures.append({**_measure(measure, count, sources), "examples": rows})
    return _page(material, "claims.html", "Claims", measures=measures)


def _example(material: Material, claim: Claim) -> dict[str, object]:
    shown = material.claim(claim)
    return {**msgspec.structs.asdict(shown), "before": "", "after": "", "page": material.source_page(shown.source)}


def _sources(material: Material) -> dict[str, bytes]:
    cards = [material.source(sha256) for sha256 in material.sources]
    pages: dict[str, list[PublicSource]] = {material.source_page(1): []}
    for card in cards:  # by number: one that was withdrawn leaves a gap
        pages.setdefault(material.source_page(card.number), []).append(card)
    return {
        name: _page(material, "sources.html", "Sources", pages=list(pages), sources=held)
        for name, held in pages.items()
    }


def _problems(material: Material, problems: tuple[Problem, ...]) -> bytes:
    rows = [{**msgspec.structs.asdict(one), "about": _about(one, material)} for one in problems[:PROBLEMS]]
    return _page(material, "problems.html", "Problems", problems=rows, problem_count=len(problems))


def _about(problem: Problem, material: Material) -> str:
    source = material.sources.get(problem.about)
    if source is not None:
        return f"source {source.number}"
    return problem.about if problem.about in material.figures or problem.about in material.missing else "the case"


def _trace(material: Material) -> Trace:
    figures, cells, claims = [], {}, {}
    for name, found in material.figures.items():
        for one in found:
            figures.append(_public_figure(material, name, one))
    used = {one for figure in figures for one in figure.claims}
    for series in material.inputs.series.values():
        for cell in _cells(material, series):
            cells[cell.id] = cell
    for claim in used:
        claims[claim] = material.claim(material.inputs.claims[claim])
    numbers = {one.source for one in cells.values() if one.source} | {one.source for one in claims.values()}
    return Trace(
        checkpoint_size=len(material.events),
        checkpoint_root=material.log_root,
        figures=tuple(figures),
        findings=tuple(material.inputs.findings[name] for name in sorted(material.inputs.findings)),
        cells=tuple(cells.values()),
        claims=tuple(claims[name] for name in sorted(claims)),
        sources=tuple(material.source(sha) for sha, one in material.sources.items() if one.number in numbers),
    )


def _public_figure(material: Material, name: str, one: Figure) -> PublicFigure:
    finding = material.inputs.findings.get(name)
    statistic = finding.statistic(one.statistic) if finding else None
    same = None
    if one.how == "quoted":
        same = material.tally.same_question(material.inputs.claims[one.claims[0]])
    return public_figure(one, material.what(name), statistic.label if statistic else "", same)


def _cells(material: Material, series: Series) -> list[PublicCell]:
    return [public_cell(series, one, material.sources) for one in series.observations]


def _trace_page(material: Material, name: str, figures: list[Figure], trace: Trace) -> bytes:
    finding = material.inputs.findings.get(name)
    planned = next(one for one in material.plan.figure if one.name == name)
    cells = [one for one in trace.cells if one.id in figures[0].observations]
    claims = [one for one in trace.claims if one.id in figures[0].claims]
    numbers = {one.source for one in cells} | {one.source for one in claims}
    left_out = dict(one.split(": ", 1) for one in finding.left_out) if finding else {}
    chart = chart_block(name, material).replace('href="data/', 'href="../data/') if planned.series else ""
    return _page(
        material,
        "trace.html",
        f"Trace of {name}",
        up="../",
        what=planned.what,
        figures=[one for one in trace.figures if one.name == name],
        finding=finding,
        declared=figures[0].declared,
        parameters=_parameters(finding.parameters) if finding else [],
        chart=Markup(chart),
        cells=[_with_reason(one, left_out.get(one.id)) for one in trace.cells if one in cells or one.id in left_out],
        claims=claims,
        sources=[one for one in trace.sources if one.number in numbers],
    )


def _with_reason(cell: PublicCell, left_out: str | None) -> PublicCell:
    """A cell whose note says that, and why, the computation does not use it."""
    return cell if left_out is None else replace(cell, note=f"Not used: {left_out}. {cell.note}".strip())


def _parameters(parameters: msgspec.Struct) -> list[tuple[str, str]]:
    return [(name.replace("_", " "), str(value)) for name, value in msgspec.structs.asdict(parameters).items()]


def _with_page(material: Material, source: PublicSource) -> dict[str, object]:
    return {**msgspec.structs.asdict(source), "page": material.source_page(source.number)}


def _figures_csv(trace: Trace) -> bytes:
    columns = ("name", "statistic", "shown", "value", "low", "high", "unit", "who", "how", "standing")
    rows = [[*(getattr(one, name) for name in columns), " ".join(one.labels)] for one in trace.figures]
    return _table([*columns, "labels"], rows)


def _series_csv(cells: list[PublicCell]) -> bytes:
    columns = ("period", "value", "low", "high", "as_written", "standing", "label", "source", "claim", "note")
    return _table(columns, [[getattr(one, name) for name in columns] for one in cells])


def _table(columns: tuple[str, ...] | list[str], rows: list[list[object]]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_cell(value) for value in row])
    return out.getvalue().encode()


def _cell(value: object) -> object:
    """A cell that no spreadsheet runs; trace.json holds the characters as they are."""
    if isinstance(value, float):
        return repr(int(value)) if value == int(value) else repr(value)
    if isinstance(value, str) and value.startswith(FORMULA):
        return f"'{value}"
    return "" if value is None else value
