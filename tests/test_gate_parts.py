"""What the gate rests on: its rules, waivers, losses, its proof, one judge for both, a worktree."""

import asyncio
import random
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import NamedTuple

import pytest

from evals.compare_pairs import Pair
from evals.compare_slips import list_slips
from evals.gate import Evidence
from evals.gate_blocks import Grid, Items, Title, render_blocks
from evals.gate_goldens import Since, compare_goldens
from evals.gate_places import find_place, is_whole, try_out, work_on
from evals.gate_places import lay_goldens as lay_some
from evals.gate_proof import break_figure, prove
from evals.gate_rules import USUAL, Again, read_rules
from evals.gate_run import check_code, split_smoke
from evals.gate_sides import Purse
from evals.gate_soft import draw_again, find_losses, find_worse
from evals.headers import hash_code, make_header
from evals.lines import append_case, finish_run, start_run
from evals.read import read_goldens
from evals.rejudge import Shelves, rejudge, rejudge_run, tell_judges
from evals.runs import Plan, Seat, run_all
from evals.truth import lay_out
from evals.waivers import read_waivers
from evals.worktree import check_out, find_commit, find_repository
from pipeline.embedded.engine import EmbeddedEngine
from schemas.errors import EvalError
from schemas.eval import CaseRecord, Run, Truth
from schemas.gate import Sort
from tests import eval_runs as runs
from tests.eval_runs import case, errored, share, text
from tests.gate_repo import commit, git, lay_goldens

RULES = read_rules()
TODAY = date(2026, 11, 22)


def write(path: Path, words: str) -> Path:
    """The words as a file."""
    path.write_text(words, encoding="utf-8")
    return path


# Rules.


def test_the_usual_rules_are_read_exactly() -> None:
    """5% is a twentieth, not a float near it."""
    assert RULES.level == Fraction(1, 20)
    assert (RULES.again.recurs, RULES.again.times) == (2, 3)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('level = "0.05"', 'level = "1.5"', "a share from 0 to below 1"),
        ('name = "withheld"', 'name = "withheldd"', "'withheldd' is no measure; there are"),
        ('level = "0.05"', 'level = "0"', "a test at level 0 never fires"),
        ('level = "0.05"', 'level = "1/0"', "nothing can be shared by 0"),
        ('name = "withheld"', 'name = "must_lost"', "'must_lost' is declared twice"),
        ("recurs = 2", "recurs = 4", "again: 4 of 3 cannot be"),
        ("[smoke]", "[smokes]", "see evals/gate.toml"),
        ("times = 3", "times = ", "cannot be read"),
    ],
)
def test_rules_that_cannot_be_meant_are_refused(
    tmp_path: Path, old: str, new: str, told: str
) -> None:
    """With the file, the place and what to do."""
    path = write(tmp_path / "gate.toml", USUAL.read_text("utf-8").replace(old, new, 1))

    with pytest.raises(EvalError, match=told):
        read_rules(path)


# Waivers.

WAIVER = """\
[[waiver]]
case = "orvane-one#s1"
sort = "figure"
text = "52%"
name = "Anna Example"
reason = "The label is in dispute."
expires = 2026-11-22
"""


def test_a_waiver_holds_on_its_last_day(tmp_path: Path) -> None:
    """And not on the next."""
    path = write(tmp_path / "w.toml", WAIVER)

    (waiver,) = read_waivers(path, TODAY)

    assert (waiver.sort, waiver.expires) == (Sort.FIGURE, "2026-11-22")
    with pytest.raises(EvalError, match=r"what Anna Example let pass \(orvane-one#s1.*ran out on"):
        read_waivers(path, date(2026, 11, 23))


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('name = "Anna Example"\n', "", "waiver 1: name: Field required"),
        ('reason = "The label is in dispute."', 'reason = ""', "waiver 1: reason"),
        ("expires = 2026-11-22\n", "", "expires is None; write a date"),
        ("2026-11-22", '"soon"', "expires is 'soon'; write a date"),
        ('case = "orvane-one#s1"\n', "", "a slip needs one"),
        ('"figure"', '"measure"', "a measure has none"),
        ("[[waiver]]", "[[waivers]]", "write each waiver under"),
        ("[[waiver]]", "[waiver]", "write each waiver under"),
        ("[[waiver]]", "[[waiver]", "cannot be read"),
    ],
)
def test_a_waiver_needs_all_it_is_made_of(tmp_path: Path, old: str, new: str, told: str) -> None:
    """A name, a reason and a last day above all."""
    path = write(tmp_path / "w.toml", WAIVER.replace(old, new))

    with pytest.raises(EvalError, match=told):
        read_waivers(path, TODAY)


# Losses.


def losses_of(*pairs: tuple[CaseRecord, CaseRecord]) -> dict[str, dict[str, int]]:
    """What each document lost."""
    found = find_losses([Pair(*pair) for pair in pairs], RULES)
    return {name: dict(table) for name, table in found.items()}


def test_stories_and_repeats_of_a_document_are_one() -> None:
    """Two must-says fewer in one story and one more in the other: one lost."""
    one = case(), case(released=text(must=share(1, 4)))
    other = case(story="s2"), case(story="s2", released=text(must=share(4, 4)))

    assert losses_of(one, other)["must_released"] == {"orvane-one": 1}


def test_a_crash_loses_all_that_was_owed() -> None:
    """Three must-says covered before, none of four after; and the brief is not clean."""
    found = losses_of((case(), errored("orvane-one")))

    assert found["must_released"] == {"orvane-one": 3}
    assert found["clean_released"] == {"orvane-one": 1}
    assert found["gates_released"] == {"orvane-one": 1}


def test_holm_counts_the_declared_family() -> None:
    """Seven documents worse fire at a sixth of 5%, six do not, and better ones never."""
    worse = {f"d{n}": 1 for n in range(7)}
    none = {name: 0 for name in worse}
    tables = {declared.name: none for declared in RULES.measure}

    assert find_worse({**tables, "withheld": worse}, RULES) == {"withheld"}
    assert not find_worse({**tables, "withheld": {**worse, "d0": 0}}, RULES)
    assert not find_worse({**tables, "withheld": {name: -1 for name in worse}}, RULES)


def test_documents_are_drawn_again_whole() -> None:
    """All alike: no spread. One of ten: none to three times drawn."""
    assert draw_again([2] * 8) == (16, 16)
    assert draw_again([1, *[0] * 9]) == (0, 3)


# Stored outputs of a real engine, on the goldens of `tests.gate_repo`.


class Stored(NamedTuple):
    """A run, and the labels of its cases."""

    run: Run
    shelves: Shelves


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory) -> Stored:
    """A run of the embedded engine and the labels of its cases."""
    goldens = read_goldens(lay_goldens(tmp_path_factory.mktemp("goldens") / "golden"))
    cases: list[CaseRecord] = []
    engine = EmbeddedEngine()
    asyncio.run(run_all(goldens, lambda repeat: Seat(engine), Plan(), cases.append))
    run = Run(header=make_header(goldens, Plan(), engine.name, "all"), cases=tuple(cases))
    return Stored(run, {f"{g.id}#s1": lay_out(g, g.labels.stories[0]) for g in goldens})


def test_a_figure_broken_on_purpose_is_wrong_by_the_labels(stored: Stored) -> None:
    """In every case and for ten draws of each."""
    run, shelves = stored
    draw = random.Random(7)

    for one in run.cases * 10:
        broken = break_figure(one, shelves[one.case], draw)
        assert broken is not None
        assert len(list_slips(broken)) > len(list_slips(one))


def test_the_gate_proves_that_it_can_fire(stored: Stored) -> None:
    """On these very outputs."""
    run, shelves = stored

    proof = prove(Evidence(run, run), shelves, RULES)

    assert proof.holds
    assert proof.broken == RULES.proof.broken


def test_a_gate_that_can_never_fire_does_not_prove_that_it_can(stored: Stored) -> None:
    """Four of three never recur; and of crashes alone there is nothing to break."""
    run, shelves = stored
    never = RULES.model_copy(update={"again": Again.model_construct(times=3, recurs=4)})
    asked = run.header.model_copy(update={"model": "m"})
    sampled = run.model_copy(update={"header": asked})
    crashed = run.model_copy(update={"cases": tuple(errored(c.golden) for c in run.cases)})

    deaf = prove(Evidence(sampled, sampled), shelves, never)
    bare = prove(Evidence(run, crashed), shelves, RULES)

    assert prove(Evidence(sampled, sampled), shelves, RULES).holds
    assert (deaf.caught, deaf.holds) == (0, False)
    assert (bare.broken, bare.holds) == (0, False)


def test_a_figure_is_broken_only_where_the_base_could_be_heard(stored: Stored) -> None:
    """A base that crashed cannot say that it never did it."""
    run, shelves = stored
    asked = run.header.model_copy(update={"model": "m"})
    sampled = run.model_copy(update={"header": asked})
    crashed = tuple(errored(case.golden) for case in run.cases[:4])
    half = sampled.model_copy(update={"cases": (*crashed, *run.cases[4:])})

    proof = prove(Evidence(half, sampled), shelves, RULES)

    assert (proof.broken, proof.caught) == (len(run.cases) - 4,) * 2


def test_one_judge_reads_both_runs(stored: Stored) -> None:
    """What another judge said is replaced, what the run's own checker said is kept."""
    run, shelves = stored
    one = run.cases[0]
    assert one.released is not None
    figures = tuple(
        figure.model_copy(update={"truth": Truth.ABSENT, "rule": "EB_OLD"})
        for figure in one.released.figures
    )
    other = one.model_copy(
        update={"released": one.released.model_copy(update={"figures": figures})}
    )
    old = run.model_copy(update={"cases": (other, *run.cases[1:])})

    again = rejudge(other, shelves[one.case])

    assert again.released is not None
    assert [f.truth for f in again.released.figures] == [f.truth for f in one.released.figures]
    assert {f.rule for f in again.released.figures} == {"EB_OLD"}
    told = tell_judges(old, rejudge_run(old, shelves))
    wrong = len(figures) - len(again.released.wrong)
    assert f"this judge calls {wrong} right that its own judge called wrong" in told
    assert tell_judges(run, rejudge_run(run, shelves)) == ""


# A worktree.


def test_a_revision_is_checked_out_and_gone_afterwards(tmp_path: Path) -> None:
    """Also where what is done with it fails; hooks do not run."""
    repository = tmp_path / "repository"
    repository.mkdir()
    git(repository, "init", "--quiet")
    hooked = tmp_path / "hooked"
    hook = write(repository / ".git" / "hooks" / "post-checkout", f"#!/bin/sh\ntouch '{hooked}'\n")
    hook.chmod(0o755)
    write(repository / "a.txt", "old")
    git(repository, "add", "a.txt")
    commit(repository)
    write(repository / "a.txt", "new")
    name = find_commit(find_repository(repository), "HEAD")

    with pytest.raises(ValueError, match="seen"), check_out(repository, name) as folder:
        assert (folder / "a.txt").read_text("utf-8") == "old"
        raise ValueError("seen")

    assert not folder.exists()
    assert not hooked.exists()
    assert git(repository, "worktree", "list").count("\n") == 0
    assert (repository / "a.txt").read_text("utf-8") == "new"


@pytest.mark.parametrize("revision", ["nowhere", "--all", ""])
def test_what_is_no_revision_is_refused(tmp_path: Path, revision: str) -> None:
    """Also what looks like an option."""
    git(tmp_path, "init", "--quiet")

    with pytest.raises(EvalError, match="name a commit, a tag or a branch of this repository"):
        find_commit(tmp_path, revision)


def test_a_folder_outside_every_repository_is_refused(tmp_path: Path) -> None:
    """In our words; within one, its top is found from any folder of it."""
    (tmp_path / "in" / "deep").mkdir(parents=True)
    (tmp_path / "out").mkdir()
    git(tmp_path / "in", "init", "--quiet")

    assert find_repository(tmp_path / "in" / "deep") == (tmp_path / "in").resolve()
    with pytest.raises(EvalError, match="lies in no git repository; run it inside"):
        find_repository(tmp_path / "out")


def test_some_goldens_are_laid_as_a_folder(tmp_path: Path) -> None:
    """Just these, in the same state."""
    source = lay_goldens(tmp_path / "golden")
    goldens = read_goldens(source)[:2]

    lay_some(source, tmp_path / "some", goldens)

    assert read_goldens(tmp_path / "some") == goldens


def test_only_a_run_that_came_to_its_end_is_not_asked_again(tmp_path: Path) -> None:
    """One that was cut short, or in which a case crashed, is taken up."""
    for name, one in (("whole", case()), ("crashed", errored())):
        path = tmp_path / name / "embedded.jsonl"
        start_run(path, runs.header([one]))
        append_case(path, one)
        if name == "whole":
            assert not is_whole(path.parent)
        finish_run(path, 1.0)

    assert is_whole(tmp_path / "whole")
    assert not is_whole(tmp_path / "crashed")
    assert not is_whole(tmp_path / "nowhere")


def test_settings_are_known_by_what_they_say(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A changed file or variable is another run; a moved file, a key or a budget is none."""
    goldens = read_goldens(lay_goldens(tmp_path / "golden"))[:1]
    config = write(tmp_path / "evenbrief.toml", '[model]\neffort = "low"\n')
    moved = write(tmp_path / "moved.toml", config.read_text("utf-8"))

    def place(path: Path) -> Path:
        return find_place(tmp_path, goldens, tmp_path, ("--length", "60", "--config", str(path)))

    first = place(config)
    assert place(moved) == first
    monkeypatch.setenv("EVENBRIEF_API_KEY", "sk-canary-4418")
    monkeypatch.setenv("EVENBRIEF_BUDGET", "3")
    assert place(config) == first
    monkeypatch.setenv("EVENBRIEF_EFFORT", "high")
    second = place(config)
    assert second != first
    write(config, '[model]\neffort = "high"\n')
    assert place(config) not in {first, second}
    with pytest.raises(EvalError, match="name a file of settings"):
        place(tmp_path / "none.toml")


def test_a_run_is_moved_to_its_place_whole(tmp_path: Path) -> None:
    """Nothing lies there while it is written; what is there of one is taken up."""
    place, one = tmp_path / "place", case()
    with work_on(place) as bench:
        start_run(bench / "embedded.jsonl", runs.header([one]))
        assert not place.exists()
    with work_on(place) as bench:
        append_case(bench / "embedded.jsonl", one)
        finish_run(bench / "embedded.jsonl", 1.0)
        assert not is_whole(place)

    assert is_whole(place)
    assert list(tmp_path.iterdir()) == [place]


def test_of_two_gates_at_once_the_first_to_end_is_believed(tmp_path: Path) -> None:
    """The other one's half is let go, also where it failed."""
    place, one = tmp_path / "place", case()

    with pytest.raises(ValueError, match="cut short"), work_on(place) as slow:
        start_run(slow / "embedded.jsonl", runs.header([one]))
        with work_on(place) as fast:
            start_run(fast / "embedded.jsonl", runs.header([one]))
            append_case(fast / "embedded.jsonl", one)
            finish_run(fast / "embedded.jsonl", 1.0)
        raise ValueError("cut short")

    assert is_whole(place)


def test_a_folder_that_cannot_hold_runs_is_refused_first(tmp_path: Path) -> None:
    """A file in its place; one that is not there is made."""
    try_out(tmp_path / "new" / "out")

    with pytest.raises(EvalError, match="name another with --out"):
        try_out(write(tmp_path / "file", ""))


def test_the_base_is_known_by_its_code(tmp_path: Path) -> None:
    """A change of no code shares its run with the base's, whose header names another commit."""
    (tmp_path / "prompts").mkdir()
    write(tmp_path / "prompts" / "a.j2", "Be brief.")
    code = hash_code(tmp_path)

    check_code(runs.run(case(), revision="b" * 40, code=code), tmp_path, "a" * 40)
    check_code(runs.run(case(), revision="a" * 40, code="of old"), tmp_path, "a" * 40)
    for revision in ("b" * 40, "a" * 40 + "+dirty", ""):
        with pytest.raises(EvalError, match="name a later one"):
            check_code(runs.run(case(), revision=revision, code="other"), tmp_path, "a" * 40)


def test_one_budget_holds_for_all_runs_of_a_gate() -> None:
    """Each of two runs may spend half of what is left; without a limit nothing is said."""
    purse = Purse(Decimal(5))

    assert purse.share(2) == ("--budget", "2.500000")
    purse.pay(runs.run(case(cost=Decimal("1.5")), case("orvane-two", cost=Decimal("0.5"))))
    assert purse.share(1) == ("--budget", "3.000000")
    purse.pay(runs.run(case(cost=Decimal(9))))
    assert purse.share(2) == ("--budget", "0.000000")
    assert Purse().share(2) == ()


def test_the_documents_asked_first_are_always_the_same(tmp_path: Path) -> None:
    """Whatever their order; the others follow, each once."""
    goldens = read_goldens(lay_goldens(tmp_path / "golden"))

    smoke, rest = split_smoke(goldens, 3)

    assert len(smoke) == 3
    assert {golden.id for golden in (*smoke, *rest)} == {golden.id for golden in goldens}
    assert set(split_smoke(goldens[::-1], 3)[0]) == set(smoke)
    assert split_smoke(goldens, 0) == ((), goldens)


# What became of the goldens.


def test_a_golden_that_was_dropped_is_told(tmp_path: Path) -> None:
    """Deleted, made an example of a prompt, or moved to a split that is not asked about."""
    before, now = lay_goldens(tmp_path / "before"), lay_goldens(tmp_path / "now")
    goldens = read_goldens(now)
    kept = goldens[1:]

    found = compare_goldens(before, now, kept, "all")

    assert found.told == ()
    assert [sentence.split()[0] for sentence in found.dropped] == [goldens[0].id]
    assert compare_goldens(before, now, goldens, "dev") == Since()
    assert compare_goldens(before, now, (), "test") == Since()


def test_an_example_of_a_prompt_was_never_asked_about(tmp_path: Path) -> None:
    """So that it is gone is no case less."""
    before = lay_goldens(tmp_path / "before")
    goldens = read_goldens(before)
    splits = (before / "splits.toml").read_text("utf-8")
    write(
        before / "splits.toml",
        splits.replace(f'{goldens[0].id} = "dev"', f'{goldens[0].id} = "shots"'),
    )

    assert compare_goldens(before, before, goldens[1:], "all") == Since()


def test_labels_that_changed_are_told(tmp_path: Path) -> None:
    """A bent label is no secret."""
    before, now = lay_goldens(tmp_path / "before"), lay_goldens(tmp_path / "now")
    goldens = read_goldens(now)
    write(now / "labels" / f"{goldens[2].id}.json", "{}")

    (told,) = compare_goldens(before, now, goldens, "all").told

    assert f"changed since: {goldens[2].id};" in told


def test_a_revision_without_goldens_has_none_to_drop(tmp_path: Path) -> None:
    """And one whose goldens cannot be read is told."""
    assert compare_goldens(tmp_path, tmp_path, (), "all") == Since()
    write(tmp_path / "splits.toml", "no")
    assert "cannot be read" in compare_goldens(tmp_path, tmp_path, (), "all").told[0]


# Blocks.


def test_blocks_are_printed_as_text_and_as_markdown() -> None:
    """Numbers to the right; what is empty is left out; cells cannot be ended from within."""
    blocks = (Title("T"), Items(()), Grid(("a", "n"), (("x|y", "1"), ("z", "12"))))

    assert render_blocks(blocks, markdown=False) == "T\n\na     n\nx|y   1\nz    12\n"
    marked = render_blocks(blocks, markdown=True)
    assert marked.startswith("## T\n\n| a | n |\n| --- | ---: |\n")
    assert "x|y" not in marked
