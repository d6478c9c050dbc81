"""Runs in, one self-contained HTML page out: no request, nothing of an article or a model obeyed.

Style, script and the parts that print a brief beside its source are those of a brief's own page;
what is added to them lies in `evals/templates`. Everything that comes from outside is a value of
the template and is escaped there.
"""

from collections.abc import Mapping, Sequence
from itertools import zip_longest
from pathlib import Path
from typing import NamedTuple

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from evals.compare_pairs import case_id
from evals.compare_show import summary_of, tell_slip
from evals.counts import first, released
from evals.faults import Fault, Sort, count_words, find_faults, name_of
from evals.report_case import CaseView, match_goldens, show_case
from evals.report_changes import Versus, find_base, newly_lacking
from evals.report_plots import MatrixView, Plot, plot_kinds, plot_pairs, plot_scores, show_matrices
from evals.report_tables import Plain, sides_table, summary_line
from evals.report_words import about_run, title_words, warn_of
from pipeline.show.page_policy import page_policy
from pipeline.show.snippets import harmless
from schemas.eval import Run
from schemas.gate import DocumentChange, Move
from schemas.golden import Golden

_TEMPLATES = Path(__file__).parent / "templates"
_PARTS = Path(__file__).parent.parent / "pipeline" / "show" / "templates"


class Line(NamedTuple):
    """A fault with the way to its case."""

    target: str
    name: str
    title: str
    reason: str


class FaultGroup(NamedTuple):
    """Faults of one sort."""

    id: str
    title: str
    counted: str
    """`1 wrong figure`, `14 wrong figures`."""
    is_hard: bool
    lines: tuple[Line, ...]


class ChangeView(NamedTuple):
    """One document that did not stay as it was."""

    document: str
    move: str
    status: str
    sign: str
    came: tuple[str, ...]
    went: tuple[str, ...]
    unpaid: bool
    lacking: tuple[str, ...]
    sums: tuple[tuple[str, str], ...]
    cases: tuple[tuple[str, str], ...]
    """Name and target of its cases on this page."""


class VersusView(NamedTuple):
    """Two runs side by side."""

    summary: str
    told: tuple[str, ...]
    changes: tuple[ChangeView, ...]
    same: int
    plots: tuple[Plot, ...]


class RunView(NamedTuple):
    """One run of the page."""

    title: str
    summary: str
    warnings: tuple[str, ...]
    sides: Plain
    matrices: tuple[MatrixView, ...]
    faults: tuple[FaultGroup, ...]
    cases: tuple[CaseView, ...]
    about: tuple[tuple[str, str], ...]


class _Book:
    """Numbers the cases of all runs of a page, so that each has an id of its own."""

    def __init__(self, goldens: Sequence[Golden]) -> None:
        self._goldens = goldens
        self._next = 1

    def run(self, run: Run, notes: Sequence[str], versus: Versus | None) -> RunView:
        """One run as the page prints it."""
        numbers = {case_id(case): n for n, case in enumerate(run.cases, self._next)}
        self._next += len(run.cases)
        hashes = {ref.id: ref.sha256 for ref in run.header.goldens}
        known = match_goldens(self._goldens, hashes)
        base = find_base(versus) if versus else {}
        lost = sorted({case.golden for case in run.cases} - set(known))
        unseen = f"Without the article of {', '.join(lost)}: not at hand, or changed since."
        return RunView(
            title=title_words(run),
            summary=summary_line(run),
            warnings=(*notes, *warn_of(run), *([unseen] if lost else [])),
            sides=sides_table(run),
            matrices=_matrices(run),
            faults=_fault_groups(find_faults(run.cases), numbers),
            cases=tuple(
                show_case(
                    case, numbers[case_id(case)], known.get(case.golden), base.get(case_id(case))
                )
                for case in run.cases
            ),
            about=about_run(run),
        )


def render_page(
    runs: Sequence[Run],
    goldens: Sequence[Golden] = (),
    versus: Versus | None = None,
    notes: Sequence[str] = (),
) -> str:
    """A page of one run or several; with `versus`, which is of the first, it opens on what changed.

    `goldens` give the articles; a case whose article is missing or has changed is shown without.
    """
    book = _Book(goldens)
    views = [
        book.run(run, notes if not at else (), versus if not at else None)
        for at, run in enumerate(runs)
    ]
    heading = " and ".join(view.title for view in views)
    if versus:
        heading += f" against {title_words(versus.base)}"
    css = _read(_PARTS / "page.css") + _read(_TEMPLATES / "report.css")
    script = _read(_PARTS / "page.js") + _read(_TEMPLATES / "report.js")
    environment = Environment(
        loader=FileSystemLoader((_TEMPLATES, _PARTS)),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_finalize,
    )
    return environment.get_template("report.html.j2").render(
        title=f"{heading} · eval",
        heading=heading,
        runs=views,
        versus=_versus(versus, views[0]) if versus else None,
        names=_names(views),
        plots=plot_scores(runs),
        kinds=plot_kinds(runs),
        css=css,
        script=script,
        policy=page_policy(css, script),
    )


def _names(views: Sequence[RunView]) -> tuple[str, ...]:
    """What each run is called beside its marks; runs of one title are numbered."""
    titles = [view.title for view in views]
    return tuple(
        f"{title} ({titles[:at].count(title) + 1})" if titles.count(title) > 1 else title
        for at, title in enumerate(titles)
    )


def _matrices(run: Run) -> tuple[MatrixView, ...]:
    """Draft and release beside each other: against the checker, then by kind of figure."""
    drafts = show_matrices(run, "first drafts", first)
    briefs = show_matrices(run, "released briefs", released)
    paired = zip_longest(drafts, briefs)
    return tuple(view for pair in paired for view in pair if view)


def _finalize(value: object) -> object:
    """What is printed holds nothing that turns the reading order round or spells words unseen."""
    is_outside = isinstance(value, str) and not isinstance(value, Markup)
    return harmless(str(value)) if is_outside else value


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def _fault_groups(
    faults: Sequence[Fault], numbers: Mapping[tuple[str, str, int], int]
) -> tuple[FaultGroup, ...]:
    first_number = min(numbers.values(), default=0)
    groups = []
    for sort in Sort:
        lines = tuple(_line(fault, numbers) for fault in faults if fault.sort is sort)
        if lines:
            is_hard = any(fault.is_hard for fault in faults if fault.sort is sort)
            slug = f"faults-{first_number}-{sort.value.replace(' ', '-')}"
            counted = count_words(sort, len(lines))
            groups.append(FaultGroup(slug, sort.value, counted, is_hard, lines))
    return tuple(groups)


def _line(fault: Fault, numbers: Mapping[tuple[str, str, int], int]) -> Line:
    return Line(
        target=f"case-{numbers[case_id(fault.case)]}",
        name=name_of(fault.case),
        title=" ".join(fault.title.split()),
        reason=fault.reason,
    )


_MOVES = {
    Move.WORSE: ("wrong", "✗"),
    Move.MIXED: ("look", "?"),
    Move.BETTER: ("matches", "✓"),
    Move.SAME: ("dismissed", "–"),
}


def _versus(versus: Versus, view: RunView) -> VersusView:
    comparison = versus.comparison
    moved = [change for change in comparison.documents if change.move is not Move.SAME]
    targets = {case.name: case.id for case in view.cases}
    return VersusView(
        summary=f"{comparison.base} → {comparison.new}. {summary_of(comparison)}",
        told=(*comparison.unpaired, *comparison.unlike, *comparison.told),
        changes=tuple(_change(change, versus, targets) for change in moved),
        same=len(comparison.documents) - len(moved),
        plots=plot_pairs(versus.measured),
    )


def _change(change: DocumentChange, versus: Versus, targets: Mapping[str, str]) -> ChangeView:
    pairs = [pair for pair in versus.pairs if pair.new.document == change.document]
    names = [name_of(pair.new) for pair in pairs]
    status, sign = _MOVES[change.move]
    return ChangeView(
        document=change.document,
        move=change.move.value,
        status=status,
        sign=sign,
        came=tuple(map(tell_slip, change.added)),
        went=tuple(map(tell_slip, change.gone)),
        unpaid=change.unpaid,
        lacking=tuple(
            f"{name_of(pair.new)}: {say}" if len(pairs) > 1 else say
            for pair in pairs
            for say in newly_lacking(pair.base, pair.new)
        ),
        sums=_sums(change),
        cases=tuple((name, targets[name]) for name in names if name in targets),
    )


_SUMS = {
    "wrong_first": "wrong in the draft",
    "wrong": "wrong in the release",
    "failed_first": "failed by our checker in the draft",
    "failed": "failed by our checker in the release",
    "forbidden": "forbidden",
    "must": "must-says",
    "lost": "must-says lost",
    "withheld": "withheld",
    "errored": "no brief",
    "abstained": "all withheld",
}


def _sums(change: DocumentChange) -> tuple[tuple[str, str], ...]:
    """What moved, before and after: `wrong in the release`, `0 → 1`."""
    return tuple(
        (title, f"{before} → {after}")
        for name, title in _SUMS.items()
        if (before := getattr(change.base, name)) != (after := getattr(change.new, name))
    )
