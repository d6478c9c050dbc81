"""One brief set beside the labels of its story. In: a brief, the story's labels; out: its record.

The labels judge the first draft and the released brief alike; what our checker says of the same
figures stands beside that, so that withholding a sentence cannot pass for writing it right.
"""

from collections.abc import Mapping

from evals.coverage import find_lacking, find_violations
from evals.gaps import score_conflicts, score_gaps
from evals.opinions import find_own_opinions
from evals.truth import Shelf, judge_figures
from evals.tuples import score_reading
from pipeline.copying import measure_copying
from pipeline.figures.check import check_against
from pipeline.figures.reading import read_figures
from pipeline.figures.sentences import split_sentences
from schemas.brief import Brief
from schemas.eval import CaseRecord, Ending, JudgedFigure, JudgedText, Owed
from schemas.score import Share
from schemas.source import Source
from schemas.verdict import FigureCheck, FigureReport


def new_case(shelf: Shelf, repeat: int) -> CaseRecord:
    """A case of which nothing has come yet, with what its labels ask: it counts as errored."""
    story = shelf.story
    return CaseRecord(
        golden=shelf.golden.id,
        story=story.id,
        repeat=repeat,
        split=shelf.golden.split,
        kind=story.kind,
        ending=Ending.ERRORED,
        owed=Owed(
            must=len(story.must_say),
            should=len(story.should_say),
            forbidden=len(story.must_not_say),
            conflicts=len(story.conflicts),
            gaps=len(story.gaps),
            figures=len(shelf.figures),
        ),
    )


def fail_case(shelf: Shelf, repeat: int, error: str, ending: Ending = Ending.ERRORED) -> CaseRecord:
    """A case without a brief, and why."""
    return new_case(shelf, repeat).model_copy(update={"error": error, "ending": ending})


def score_case(shelf: Shelf, repeat: int, brief: Brief, seconds: float) -> CaseRecord:
    """Everything that is measured of one brief."""
    released = judge_text(brief.text, shelf, brief.report)
    draft = brief.provenance.first_draft or brief.text
    first = released if draft == brief.text else check_text(draft, shelf, brief.source)
    conflicts, notes = score_conflicts(brief, shelf)
    gaps, gap_notes = score_gaps(brief, shelf)
    points = brief.balance.score
    return new_case(shelf, repeat).model_copy(
        update={
            "ending": Ending.SCORED if brief.summary.strip() else Ending.ABSTAINED,
            "error": brief.provenance.failed,
            "first": first,
            "released": released,
            "withheld": brief.provenance.withheld,
            "sentences": len(brief.sentences),
            "lost_must": tuple(
                say for say in released.lacking if first.text and say not in first.lacking
            ),
            "own_opinions": find_own_opinions(shelf.golden, brief),
            "reading": score_reading(shelf, brief.source),
            "conflicts": conflicts,
            "conflict_notes": notes,
            "gaps": gaps,
            "gap_notes": gap_notes,
            "balance": None if points is None else round(points * 100),
            "balance_ok": brief.balance.ok,
            "attempts": brief.provenance.attempts,
            "seconds": seconds,
        }
    )


def check_text(text: str, shelf: Shelf, source: Source) -> JudgedText:
    """A text that our checker has not seen yet beside the labels."""
    return judge_text(text, shelf, check_against(read_figures(text), (source,)))


def judge_text(text: str, shelf: Shelf, report: FigureReport) -> JudgedText:
    """A brief or a draft of it beside the labels, our checker's verdicts noted apart."""
    figures = _beside(judge_figures(text, shelf), report)
    story = shelf.story
    lacking = find_lacking(story.must_say, text, figures, shelf)
    missing = find_lacking(story.should_say, text, figures, shelf)
    asked, wished = len(story.must_say), len(story.should_say)
    summary = text.partition("\n")[2]
    return JudgedText(
        text=text,
        figures=figures,
        must=Share(hits=asked - len(lacking), of=asked),
        should=Share(hits=wished - len(missing), of=wished),
        lacking=lacking,
        violations=find_violations(story.must_not_say, text, _truths(shelf)),
        forbidden=len(story.must_not_say),
        words=len(summary.split()),
        longest_copied_run=measure_copying(summary, shelf.golden.text).longest_run,
        checker_ok=report.ok,
    )


def _truths(shelf: Shelf) -> tuple[str, ...]:
    """Every sentence that is true by the labels, and every one of the article."""
    story = shelf.story
    article = story.span.cut(shelf.golden.text)
    return (
        *(check.say for check in (*story.must_say, *story.should_say)),
        *(span.cut(article) for span in split_sentences(article)),
    )


def _beside(figures: tuple[JudgedFigure, ...], report: FigureReport) -> tuple[JudgedFigure, ...]:
    """The judged figures, each with what the checker says of the same characters."""
    checks: Mapping[tuple[int, int], FigureCheck] = {
        (check.figure.span.start, check.figure.span.end): check for check in report.checks
    }
    beside = []
    for figure in figures:
        check = checks.get((figure.start, figure.end))
        said = (
            {"checker": check.verdict, "checker_ok": check.ok, "rule": check.rule} if check else {}
        )
        beside.append(figure.model_copy(update=said))
    return tuple(beside)
