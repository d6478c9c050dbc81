"""What is counted of one report, and the tables whose order or holes matter."""

from evals.accuracy_about import AboutFinder
from evals.accuracy_finder import tabulate_finder, tabulate_scope
from evals.accuracy_judge import CLAIM, Fault, Judged, LabelOutcome, judge_report
from evals.accuracy_read import LabelledFigure, Pair
from evals.accuracy_tables import list_escaped, tabulate_reasons
from pipeline.figures.reading import read_figures, read_source
from schemas.figure import Kind
from schemas.scope import LeftOut, ScopeRule, SetScore
from schemas.score import Share
from schemas.text import Span
from schemas.verdict import FigureReport, Severity, Verdict
from tests.builders import SOURCE, TEXT, claim, figure_of, report_of, right, span_of, wrong


def pair(*labels: LabelledFigure, faithful: bool = False, reason: str = "") -> Pair:
    """The builders' text, wrong in a figure unless it is faithful."""
    kinds = (("reason", reason),) if reason else ()
    return Pair("x", "d", SOURCE, TEXT, faithful, not faithful, labels, kinds)


def judge(report: FigureReport, given: Pair) -> Judged:
    """The builders' text as read, and a report on it."""
    return judge_report(given, read_figures(TEXT), read_source(SOURCE), report)


def share(hits: int, of: int) -> Share:
    """So many of so many."""
    return Share(hits=hits, of=of)


def test_only_errors_flag_and_only_errors_are_faults() -> None:
    """A wrong figure is a fault, the figure beside it and the claim to look at are none."""
    judged = judge(report_of(wrong(), right(), claims=(claim(),)), pair())

    assert (judged.is_flagged, judged.is_noticed, judged.missed) == (True, True, None)
    assert judged.faults == (Fault("EB_ALTERED", "percent"),)
    assert (judged.figures, judged.unclear) == (2, 0)


def test_a_claim_that_fails_is_a_fault_of_words() -> None:
    """It stands under its rule, and for no kind of figure."""
    failed = claim().model_copy(update={"severity": Severity.ERROR})
    judged = judge(report_of(right(), claims=(failed,)), pair())

    assert judged.is_flagged
    assert judged.faults == (Fault("EB_SAFETY", CLAIM),)


def test_a_look_is_noticed_and_flags_nothing() -> None:
    """Neither of a claim nor of a figure that is unclear; the figure is counted as unclear."""
    unclear = wrong().model_copy(update={"verdict": Verdict.UNCLEAR, "severity": Severity.WARN})
    for report, count in ((report_of(right(), claims=(claim(),)), 0), (report_of(unclear), 1)):
        judged = judge(report, pair())

        assert (judged.is_flagged, judged.is_noticed, judged.unclear) == (False, True, count)
        assert judged.missed is not None
    assert not judge(report_of(right()), pair()).is_noticed


def test_a_labelled_figure_fails_only_where_it_is_itself_flagged() -> None:
    """Of 52% and 30 people the first fails; a label the text has no figure at fails nowhere."""
    labels = [
        LabelledFigure(span_of(TEXT, words), supported, "digit")
        for words, supported in (("52%", False), ("30", True), ("Qorvex", False))
    ]
    judged = judge(report_of(wrong(), right()), pair(*labels))

    assert judged.labels == (
        LabelOutcome(is_supported=False, is_failed=True),
        LabelOutcome(is_supported=True, is_failed=False),
        LabelOutcome(is_supported=False, is_failed=False),
    )


def test_the_figure_at_stake_is_the_labelled_one_or_all() -> None:
    """A percent where the label says so, several kinds without a label, none where none is."""
    label = LabelledFigure(span_of(TEXT, "52%"), is_supported=False, written="digit")
    outside = LabelledFigure(Span(start=0, end=6), is_supported=False, written="word")
    report = report_of(wrong(), right())

    assert judge(report, pair(label)).figure == "percent"
    assert judge(report, pair()).figure == "several"
    assert judge(report, pair(outside)).figure == "none found"
    assert judge(report_of(right()), pair()).figure == figure_of("30", TEXT, Kind.COUNT).kind


def test_what_passes_faithful_or_flagged_is_no_miss() -> None:
    """Only a text that is wrong in a figure and passes is missed."""
    assert judge(report_of(right()), pair(faithful=True)).missed is None
    assert judge(report_of(wrong()), pair()).missed is None
    assert judge(report_of(right()), pair()).missed is not None


def test_reasons_that_pass_stand_first_and_their_sentences_are_listed() -> None:
    """Three reasons: never caught, caught once of two, always caught."""
    missed, caught = report_of(right()), report_of(wrong())
    rows = [
        judge(caught, pair(reason="Always.")),
        judge(caught, pair(reason="Halved.")),
        judge(missed, pair(reason="Halved.")),
        judge(missed, pair(reason="Never.")),
    ]
    table = tabulate_reasons(rows).splitlines()[2:]

    assert table == ["| Never. | 0/1 | 0/1 |", "| Halved. | 1/2 | 1/2 |", "| Always. | 1/1 | 1/1 |"]
    assert list_escaped(rows).count(TEXT) == 2
    assert list_escaped(rows[:1]) == "None."


def scored(name: str, hits: int, of: int, reported: int = 0) -> SetScore:
    """A set in which so many labels are found; no values."""
    found, nothing = share(hits, of), share(0, 0)
    return SetScore(
        name=name,
        found=found,
        found_in_scope=found,
        values=nothing,
        values_in_scope=nothing,
        reported=reported,
        left_out=(("year", of),),
    )


def test_small_sets_are_pooled_and_f1_needs_all_labels() -> None:
    """1 of 2 and 3 of 4 are 4 of 6. F1 of 5 found, 10 labels and 6 reports: 2·5/16 = .625."""
    found = (
        (AboutFinder(name="a", title="A", pooled=True), scored("a", 1, 2, 9)),
        (AboutFinder(name="b", title="B", pooled=True), scored("b", 3, 4, 9)),
        (AboutFinder(name="c", title="C", labels_all=True), scored("c", 5, 10, 6)),
    )
    rows = [line.strip("| ").split(" | ") for line in tabulate_finder(found).splitlines()[2:]]

    assert [row[0] for row in rows] == ["A", "B", "**pooled, the above**", "C"]
    assert [row[2].split(" ")[0] for row in rows] == ["1/2", "3/4", "4/6", "5/10"]
    assert [row[-1] for row in rows] == ["–", "–", "–", ".625"]


def test_a_scope_rule_is_shown_with_its_reason_and_only_where_it_was_used() -> None:
    """Two sets left out 2 and 3 labels by the one rule."""
    used, idle = (
        ScopeRule(id=id, why=f"{id} is why.", leaves_out=LeftOut.VALUE, text="x")
        for id in ("year", "idle")
    )
    about = AboutFinder(name="a", title="A")
    found = ((about, scored("a", 1, 2)), (about, scored("b", 1, 3)))

    table = tabulate_scope(found, (used, idle)).splitlines()[2:]
    assert table == ["| `year` | value | 5 | year is why. |"]
