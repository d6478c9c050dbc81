"""The gate's verdict: what blocks, what recurs, what cannot be decided, what is no improvement."""

from fractions import Fraction
from typing import Any

import pytest

from evals.gate import Evidence, decide
from evals.gate_again import find_suspects
from evals.gate_goldens import Since
from evals.gate_rules import GateRules, read_rules
from evals.gate_show import render_gate
from schemas.eval import CaseRecord, JudgedText, Run, Truth
from schemas.gate import GateReport, Outcome, Proof, Sort, Waived
from tests.eval_runs import abstained, case, errored, figure, run, share, skipped, text, violation

RULES = read_rules()
WRONG = text(figure(Truth.ABSENT))
NAMES = tuple(f"orvane-{n}" for n in range(10))
HELD = Proof(broken=8, caught=8, withheld_caught=True, dropped_caught=True)


def ten(first: CaseRecord | None = None, **header: Any) -> Run:
    """Ten documents, the first of them another where told."""
    return run(first or case(NAMES[0]), *(case(name) for name in NAMES[1:]), **header)


def judge(base: Run, new: Run, **more: Any) -> GateReport:
    """The verdict without waivers."""
    return decide(Evidence(base, new, **more), RULES, proof=HELD)


def test_the_same_on_both_sides_passes() -> None:
    """Slips that were there before do not block."""
    old = ten(case(NAMES[0], released=WRONG))

    report = judge(old, old)

    assert report.outcome is Outcome.PASSED
    assert "no new slip in 10 cases" in report.why[0]


@pytest.mark.parametrize(
    ("new", "sort"),
    [
        (case(NAMES[0], released=WRONG), Sort.FIGURE),
        (case(NAMES[0], released=text(violations=(violation(),))), Sort.FORBIDDEN),
        (errored(NAMES[0]), Sort.ERRORED),
        (abstained(NAMES[0]), Sort.ABSTAINED),
    ],
)
def test_a_single_new_slip_of_the_rules_blocks(new: CaseRecord, sort: Sort) -> None:
    """A wrong figure, a forbidden sentence, a crash, an empty brief."""
    report = judge(ten(), ten(new))

    assert report.outcome is Outcome.BLOCKED
    assert [slip.sort for slip in report.blocking] == [sort]


@pytest.mark.parametrize(
    ("slips", "told"),
    [
        (1, "1 new slip that blocks, in 1 case"),
        (2, "2 new slips that block, in 1 case"),
    ],
)
def test_slips_are_counted_in_good_grammar(slips: int, told: str) -> None:
    """One slip blocks, two block."""
    wrong = [figure(Truth.ABSENT, words=words) for words in ("52%", "40")[:slips]]

    report = judge(ten(), ten(case(NAMES[0], released=text(*wrong))))

    assert report.why == (told,)


def test_a_slip_that_another_one_replaced_is_new() -> None:
    """The number of slips is the same, the figure is not."""
    other = figure(Truth.ABSENT, words="40")

    report = judge(ten(case(NAMES[0], released=WRONG)), ten(case(NAMES[0], released=text(other))))

    assert report.outcome is Outcome.BLOCKED


def test_a_slip_that_was_withheld_does_not_block() -> None:
    """The first draft had it, the brief has not; it counts in the rate of first drafts."""
    report = judge(ten(), ten(case(NAMES[0], first=WRONG, withheld=("A sentence.",))))

    assert report.outcome is Outcome.PASSED
    (drafts,) = [test for test in report.soft if test.measure == "errors_first"]
    assert (drafts.worse, drafts.loss) == (1, 1)


def test_a_dropped_case_is_incomplete_and_never_a_pass() -> None:
    """Not even where it was the only bad one."""
    base = ten(case(NAMES[0], released=WRONG))
    dropped = run(*base.cases[1:])

    report = judge(base, dropped)

    assert report.outcome is Outcome.INCOMPLETE
    assert "orvane-0#s1" in report.why[0]


def test_a_golden_that_was_dropped_since_the_base_is_incomplete() -> None:
    """Neither side was asked about it, so nothing else would tell."""
    report = judge(ten(), ten(), since=Since(dropped=("orvane-11 was asked about.",)))

    assert report.outcome is Outcome.INCOMPLETE
    assert report.why == ("orvane-11 was asked about.",)


def test_a_case_that_was_not_asked_is_incomplete() -> None:
    """As where the budget was spent."""
    assert judge(ten(), ten(skipped(NAMES[0]))).outcome is Outcome.INCOMPLETE


def test_incomplete_outweighs_blocked_and_both_are_told() -> None:
    """4 before 1, as everywhere."""
    new = run(case(NAMES[0], released=WRONG), *(case(name) for name in NAMES[1:-1]))

    report = judge(ten(), new)

    assert report.outcome is Outcome.INCOMPLETE
    assert any("new slip" in why for why in report.why)


def test_briefs_that_neither_side_brought_prove_nothing() -> None:
    """Three of ten are over a quarter; two are not."""
    three = run(*map(errored, NAMES[:3]), *map(case, NAMES[3:]))
    two = run(*map(errored, NAMES[:2]), *map(case, NAMES[2:]))

    assert judge(three, three).outcome is Outcome.INCOMPLETE
    assert judge(two, two).outcome is Outcome.PASSED


def test_a_verdict_that_could_not_have_been_reached_is_refused() -> None:
    """Six documents cannot fire a test at a sixth of 5%; seven can."""
    six, seven = run(*map(case, NAMES[:6])), run(*map(case, NAMES[:7]))

    report = judge(six, six)

    assert report.outcome is Outcome.INCONCLUSIVE
    assert "could not have blocked whatever happened" in report.why[0]
    assert judge(seven, seven).outcome is Outcome.PASSED


def test_a_slip_blocks_on_few_documents_too() -> None:
    """What is out of reach is the rates, not the rule."""
    assert judge(run(case()), run(case(released=WRONG))).outcome is Outcome.BLOCKED


def test_two_runs_of_nothing_are_inconclusive() -> None:
    """Nothing asked is nothing passed."""
    nothing = ten().model_copy(update={"cases": ()})
    none = nothing.model_copy(update={"header": nothing.header.model_copy(update={"goldens": ()})})

    assert judge(none, none).outcome is Outcome.INCONCLUSIVE


@pytest.mark.parametrize(
    "changes",
    [
        {"caught": 7},
        {"broken": 0, "caught": 0},
        {"withheld_caught": False},
        {"dropped_caught": False},
    ],
)
def test_a_gate_that_was_not_shown_to_fire_gives_no_verdict(changes: dict[str, Any]) -> None:
    """One broken figure that is not stopped is enough."""
    proof = HELD.model_copy(update=changes)

    report = decide(Evidence(ten(), ten()), RULES, proof=proof)

    assert report.outcome is Outcome.INCONCLUSIVE
    assert "could not be shown to fire" in report.why[0]


@pytest.mark.parametrize(
    ("changes", "measure"),
    [
        ({"released": text(must=share(2, 4))}, "must_released"),
        ({"withheld": ("A sentence.",)}, "withheld"),
        ({"lost_must": ("Two people died.",)}, "must_lost"),
        ({"balance_ok": False}, "gates_released"),
        ({"first": WRONG}, "errors_first"),
    ],
)
def test_a_rate_that_falls_in_seven_documents_blocks(changes: dict[str, Any], measure: str) -> None:
    """1/128 is below a sixth of 5%; six documents, 1/64, are not."""
    seven = run(*(case(name, **changes) for name in NAMES[:7]), *map(case, NAMES[7:]))
    six = run(*(case(name, **changes) for name in NAMES[:6]), *map(case, NAMES[6:]))

    blocked = judge(ten(), seven)

    assert blocked.outcome is Outcome.BLOCKED
    assert [test.measure for test in blocked.soft if test.blocks] == [measure]
    assert judge(ten(), six).outcome is Outcome.PASSED


def test_withholding_every_wrong_figure_does_not_pass_for_better() -> None:
    """No slip is left, and the gate blocks all the same: for what was withheld and not said."""
    base = run(*(case(name, released=WRONG, first=WRONG) for name in NAMES))
    held = text(must=share(2, 4))
    new = run(*(case(n, first=WRONG, released=held, withheld=("It.",)) for n in NAMES))

    report = judge(base, new)

    assert not report.blocking
    assert report.outcome is Outcome.BLOCKED
    assert {"withheld", "must_released"} <= {t.measure for t in report.soft if t.blocks}


# An engine that samples.


def sampled(new: CaseRecord, base: CaseRecord | None = None) -> tuple[Run, Run]:
    """Ten documents by a model, on both sides."""
    return ten(base, model="m"), ten(new, model="m")


def again(*slips: bool) -> tuple[CaseRecord, ...]:
    """The first document asked again: did it slip?"""
    return tuple(
        case(NAMES[0], repeat=n, released=WRONG) if slip else case(NAMES[0], repeat=n)
        for n, slip in enumerate(slips, 1)
    )


@pytest.mark.parametrize(
    ("new", "base", "outcome"),
    [
        ((True, True, False), (False, False, False), Outcome.BLOCKED),
        ((True, True, True), (False, False, False), Outcome.BLOCKED),
        ((True, False, False), (False, False, False), Outcome.PASSED),
        ((True, True, True), (False, True, False), Outcome.PASSED),
        ((False, False, False), (False, False, False), Outcome.PASSED),
    ],
)
def test_a_slip_of_a_model_blocks_where_it_recurs(
    new: tuple[bool, ...], base: tuple[bool, ...], outcome: Outcome
) -> None:
    """At least 2 of 3 against 0 of 3; what was seen first is not counted."""
    before, after = sampled(case(NAMES[0], released=WRONG))

    report = judge(before, after, again_base=again(*base), again_new=again(*new))

    assert report.outcome is outcome
    assert len(report.recurring) + len(report.single) == 1


def test_a_slip_that_was_not_asked_again_is_incomplete() -> None:
    """Twice is not three times."""
    before, after = sampled(case(NAMES[0], released=WRONG))

    report = judge(before, after, again_base=again(False, False), again_new=again(True, True))

    assert report.outcome is Outcome.INCOMPLETE


def heard(side: str) -> tuple[CaseRecord, ...]:
    """The first document asked again: `w`rong, `c`lean, `e`rrored, `s`kipped, `a`bstained."""
    made = {
        "w": lambda n: case(NAMES[0], repeat=n, released=WRONG),
        "c": lambda n: case(NAMES[0], repeat=n),
        "e": lambda n: errored(NAMES[0], repeat=n),
        "s": lambda n: skipped(NAMES[0], repeat=n),
        "a": lambda n: abstained(NAMES[0], repeat=n),
    }
    return tuple(made[letter](n) for n, letter in enumerate(side, 1))


@pytest.mark.parametrize(
    ("base", "new", "outcome"),
    [
        ("ccc", "sss", Outcome.INCOMPLETE),
        ("ccc", "eee", Outcome.INCOMPLETE),
        ("ccc", "wwe", Outcome.INCOMPLETE),
        ("ccc", "ccs", Outcome.INCOMPLETE),
        ("sss", "www", Outcome.INCOMPLETE),
        ("eee", "www", Outcome.INCOMPLETE),
        ("cce", "www", Outcome.INCOMPLETE),
        ("sss", "sss", Outcome.INCOMPLETE),
        ("eee", "eee", Outcome.INCOMPLETE),
        ("cccs", "wwce", Outcome.BLOCKED),
        ("ccc", "aac", Outcome.BLOCKED),
        ("ccc", "acc", Outcome.PASSED),
        ("aaa", "aaa", Outcome.PASSED),
    ],
)
def test_only_repeats_that_were_heard_count(base: str, new: str, outcome: Outcome) -> None:
    """Budget spent, server down: a slip that could not be seen again has not gone away."""
    before, after = sampled(case(NAMES[0], released=WRONG))

    report = judge(before, after, again_base=heard(base), again_new=heard(new))

    assert report.outcome is outcome
    if outcome is Outcome.INCOMPLETE:
        assert Sort.FIGURE not in {slip.sort for slip in report.blocking}


@pytest.mark.parametrize(
    ("base", "new", "outcome"),
    [
        ("ccc", "eec", Outcome.BLOCKED),
        ("ccc", "ecc", Outcome.PASSED),
        ("eee", "eee", Outcome.PASSED),
        ("ccc", "ees", Outcome.INCOMPLETE),
        ("eee", "wwc", Outcome.INCOMPLETE),
    ],
)
def test_a_crash_that_recurs_is_seen_in_crashes(base: str, new: str, outcome: Outcome) -> None:
    """For a crash a crash is an answer; for a figure that comes with it, it is none."""
    before, after = sampled(errored(NAMES[0]))

    report = judge(before, after, again_base=heard(base), again_new=heard(new))

    assert report.outcome is outcome


def invented(words: str) -> JudgedText:
    """A brief with a figure that is like no labelled fact."""
    return text(figure(Truth.ABSENT, words=words).model_copy(update={"facts": ()}))


@pytest.mark.parametrize(
    ("old", "new", "suspects"),
    [
        ("40%", "73%", 1),
        ("40%", "40 mg", 1),
        ("40%", "40 percent", 0),
        ("40 mg", "40 mg", 0),
    ],
)
def test_an_invented_figure_is_known_by_its_value(old: str, new: str, suspects: int) -> None:
    """One that the base invented hides no other."""
    before, after = sampled(case(NAMES[0], released=invented(new)),
                            case(NAMES[0], released=invented(old)))  # fmt: skip

    assert len(find_suspects(Evidence(before, after).pairs)) == suspects


def test_a_slip_that_comes_again_in_other_words_recurs() -> None:
    """A model's words change; the labelled fact does not."""
    other = text(figure(Truth.OVERSTATED, words="Relapses"))
    before, after = sampled(case(NAMES[0], released=text(figure(Truth.OVERSTATED))))
    new = tuple(case(NAMES[0], repeat=n, released=other) for n in (1, 2, 3))

    report = judge(before, after, again_base=again(False, False, False), again_new=new)

    assert report.outcome is Outcome.BLOCKED


def test_a_slip_that_the_base_had_too_is_no_suspect() -> None:
    """It need not be asked again."""
    before, after = sampled(case(NAMES[0], released=WRONG), case(NAMES[0], released=WRONG))

    assert find_suspects(Evidence(before, after).pairs) == ()
    assert judge(before, after).outcome is Outcome.PASSED


def test_another_slip_that_recurs_beside_a_suspect_blocks() -> None:
    """It was looked at, and it is worse than what led there."""
    other = text(figure(Truth.OVERSTATED).model_copy(update={"facts": ("f9",)}))
    before, after = sampled(case(NAMES[0], released=WRONG))
    new = tuple(case(NAMES[0], repeat=n, released=other) for n in (1, 2, 3))

    report = judge(before, after, again_base=again(False, False, False), again_new=new)

    assert [one.slip.facts for one in report.recurring] == [("f9",)]
    assert len(report.single) == 1


def test_single_slips_join_the_rate_test() -> None:
    """Seven documents with a slip each that never recurs: no one blocks, the rate does."""
    before = ten(model="m")
    slipped = [case(name, released=WRONG) for name in NAMES[:7]]
    after = run(*slipped, *map(case, NAMES[7:]), model="m")
    repeats = tuple(case(name, repeat=n) for name in NAMES for n in (1, 2, 3))

    report = judge(before, after, again_base=repeats, again_new=repeats)

    assert not report.blocking
    assert [test.measure for test in report.soft if test.blocks] == ["clean_released"]
    assert report.outcome is Outcome.BLOCKED


# Waivers.


def waiver(**changes: Any) -> Waived:
    """One of Anna's."""
    plain = Waived(case="orvane-0#s1", sort=Sort.FIGURE, text="52%", name="Anna Example",
                   reason="The label is in dispute.", expires="2026-12-31")  # fmt: skip
    return plain.model_copy(update=changes)


def test_a_waived_slip_passes_and_is_told() -> None:
    """With name, reason and last day."""
    report = decide(
        Evidence(ten(), ten(case(NAMES[0], released=WRONG))), RULES, (waiver(),), proof=HELD
    )

    assert report.outcome is Outcome.PASSED
    told = "waived until 2026-12-31 by Anna Example: orvane-0#s1: The label is in dispute."
    assert told in render_gate(report)


@pytest.mark.parametrize(
    "changes", [{"case": "orvane-1#s1"}, {"text": "53%"}, {"sort": Sort.FORBIDDEN}]
)
def test_a_waiver_covers_nothing_else(changes: dict[str, Any]) -> None:
    """And one that covers nothing is told."""
    report = decide(
        Evidence(ten(), ten(case(NAMES[0], released=WRONG))),
        RULES,
        (waiver(**changes),),
        proof=HELD,
    )

    assert report.outcome is Outcome.BLOCKED
    assert "covers nothing any more" in report.told[0]


def test_a_measure_can_be_waived() -> None:
    """By its name; the other rates still count."""
    new = run(*(case(name, withheld=("It.",), balance_ok=False) for name in NAMES))
    waived = waiver(case="", sort="measure", text="withheld")

    report = decide(Evidence(ten(), new), RULES, (waived,), proof=HELD)

    assert report.outcome is Outcome.BLOCKED
    assert len(report.why) == 1
    assert "balance" in report.why[0]


def test_the_report_says_what_each_rate_could_see() -> None:
    """Fewest documents, smallest detectable share, and the interval of documents drawn again."""
    printed = render_gate(judge(ten(), ten(case(NAMES[0], withheld=("It.",)))))

    row = next(line for line in printed.splitlines() if line.startswith("sentences withheld"))
    *told, sees = row.split()[2:]
    assert told == ["10", "1", "0", "+1", "+0", "to", "+3", "0.5000", "7"]
    assert sees.endswith("%")


def test_the_family_is_what_the_file_declares() -> None:
    """Six measures at 5% together."""
    assert RULES.strictest == Fraction(1, 120)
    assert [d.name for d in GateRules.model_validate(RULES.model_dump()).measure] == [
        test.measure for test in judge(ten(), ten()).soft
    ]
