"""The report at a terminal: warnings first, the worst faults, nothing that steers it."""

from evals.report_changes import set_against
from evals.report_markdown import MOST_BYTES, render_markdown
from evals.report_terminal import MOST, render_terminal
from pipeline.show.terminal import Paper
from schemas.eval import Truth
from tests.eval_runs import case, figure, run, text
from tests.report_runs import HOSTILE, calm, hostile, mixed

PLAIN = Paper(width=110)


def many(count: int) -> str:
    """A report of so many wrong figures."""
    wrong = [figure(Truth.ABSENT)] * count
    brief = text(*wrong, lacking=())
    return render_terminal(run(case(first=brief, released=brief)), PLAIN)


def test_warnings_stand_before_any_number() -> None:
    """What was not asked changes what all the numbers mean."""
    shown = render_terminal(mixed(), PLAIN, notes=["the last line was torn off"])

    places = [shown.index(words) for words in ("torn off", "budget was spent", "hits/of")]
    assert places == sorted(places)


def test_the_worst_faults_are_printed_and_the_rest_is_counted() -> None:
    """Twelve are all there; of thirteen one is only counted."""
    assert "more: --explain" not in many(MOST)
    assert "and 1 more: --explain" in many(MOST + 1)


def test_all_is_printed_where_everything_is_asked_for() -> None:
    """Also tables of the first drafts."""
    explained = render_terminal(mixed(), PLAIN._replace(explain=True))

    assert "in the first drafts" in explained
    assert "in the first drafts" not in render_terminal(mixed(), PLAIN)


def test_a_run_without_a_fault_says_so() -> None:
    """And lists none."""
    shown = render_terminal(calm(), PLAIN)

    assert "Nothing is wrong in any case." in shown
    assert "worst first" not in shown


def test_nothing_of_a_model_steers_the_terminal() -> None:
    """Nor a build server's log: a line may be wrapped just before a `::error`."""
    shown = render_terminal(hostile(), PLAIN)
    against = render_terminal(hostile(), PLAIN, (), set_against(hostile(), hostile()))

    assert "\x1b" not in shown
    assert "\r" not in shown
    assert "::error" not in shown + against
    assert "alert(1)" in shown


def test_kinds_of_figure_without_a_fault_are_only_counted() -> None:
    """One kind has a wrong figure, the other none."""
    brief = text(figure(Truth.ABSENT), figure(words="40 people"))
    shown = render_terminal(run(case(first=brief, released=brief)), PLAIN)
    right = render_terminal(calm(), PLAIN)

    assert "percent" in shown
    assert "1 kind without a wrong figure left out" in right


def test_against_another_run_what_changed_stands_first() -> None:
    """A new wrong figure, then the measures that moved; an unchanged run has neither."""
    wrong = text(figure(Truth.MISATTRIBUTED))
    new = render_terminal(run(case(released=wrong)), PLAIN, (), set_against(
        run(case(released=wrong)), run(case())))  # fmt: skip
    same = render_terminal(run(case()), PLAIN, (), set_against(run(case()), run(case())))

    assert new.index("New in released briefs: 1") < new.index("Measures that moved")
    assert "worse" in new
    assert "New in released" not in same
    assert "None moved." in same


def test_markdown_obeys_nothing_of_a_model() -> None:
    """No mention, no tag, no table cell's end, no line of its own."""
    shown = render_markdown(hostile())

    assert "<script>" not in shown
    assert "@everyone" not in shown.replace("\\@everyone", "")
    assert "| `x`" not in shown.replace("\\| \\`x\\`", "")
    assert not any(line.startswith("::error") for line in shown.splitlines())


def test_markdown_has_a_table_for_every_group_and_every_fault() -> None:
    """Each row has as many cells as its heading."""
    shown = render_markdown(mixed())

    rows = [line for line in shown.splitlines() if line.startswith("| ")]
    assert rows
    blocks = [block.splitlines() for block in shown.split("\n\n") if block.startswith("| ")]
    for block in blocks:
        assert len({line.count(" | ") for line in block}) == 1
    assert "**wrong figure** orvane-one\\#s1" in shown
    assert "Nothing is wrong in any case." in render_markdown(calm())


def test_markdown_stays_within_the_room_there_is() -> None:
    """What does not fit is counted; with room for all nothing is left out."""
    wrong = figure(Truth.ABSENT).model_copy(update={"why": "é" * 1500})
    long = run(*(case(f"orvane-{n}", released=text(*[wrong] * 20)) for n in range(40)))

    whole = render_markdown(long)
    small = render_markdown(long, room=20_000)

    assert len(whole.encode()) <= MOST_BYTES
    assert "more, which the page shows" in whole
    assert len(small.encode()) <= 20_000
    assert len(render_markdown(long, room=3_000).encode()) <= 3_000
    assert "did not fit" in render_markdown(long, room=3_000)


def test_hostile_words_are_hostile() -> None:
    """The attack holds what it is meant to hold."""
    assert {"\x1b", "\r", "\n", "\x00", "|", "`", "@"} <= set(HOSTILE)
