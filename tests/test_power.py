"""Mutation testing of the checker: what is tried, counted, shown, and when a target is missed."""

import json
from decimal import Decimal
from pathlib import Path

import pytest

from evals.intervals import wilson
from evals.operators import OperatorEntry, OperatorTable, read_operators
from evals.power import measure_power
from evals.power_json import render_power_json
from evals.power_show import render_power
from evals.power_table import PowerTable, count_power
from schemas.figure import Kind
from schemas.power import Power, Tried
from schemas.score import Share
from tests.command import run
from tests.golden_folder import sound_labels, write_folder
from tests.power_golden import small_golden

SAY = "On tarvel 7 of 12 patients responded, 58%."
GOLDEN = small_golden(
    "The trial is over.\nOn tarvel 7 of 12 patients responded, 58%.",
    SAY,
    [
        {"text": "7 of 12", "kind": "proportion", "values": ["7", "12"], "n": "7", "N": "12"},
        {"text": "58%", "kind": "percent", "values": ["58"], "unit": "%", "n": "7", "N": "12"},
    ],
)


def tried(
    operator: str,
    *,
    failed: bool,
    warned: bool = False,
    benign: bool = False,
    golden: str = "g",
) -> Tried:
    """One text that was tried."""
    return Tried(
        golden=golden, operator=operator, kind=Kind.PERCENT, text="It is 8%.", start=6, end=8,
        why="It is 7%.", failed=failed, warned=warned, is_benign=benign,
    )  # fmt: skip


TABLE = OperatorTable(
    operators=(
        OperatorEntry(name="slip", group="arithmetic", errors=("E01",), what="one off"),
        OperatorEntry(name="swap", group="binding", errors=("E14",), what="another arm"),
    ),
    edits=(("rounded", "58.7% as 59%"),),
    targets=(
        ("arithmetic", Decimal("0.75")), ("binding", Decimal("0.75")), ("benign", Decimal("0.5")),
    ),
    left_out=(),
)  # fmt: skip


def counted(*each: Tried) -> PowerTable:
    """The tables of some texts."""
    return count_power(Power(tried=each, sentences=3, unsound=("Fail.",)), TABLE)


def test_every_mutant_of_a_plain_sentence_is_caught_and_no_benign_edit_fails() -> None:
    """The checker against one page of one sentence."""
    power = measure_power([GOLDEN])

    assert power.unsound == ()
    assert power.sentences == 1
    mutants = [each for each in power.tried if not each.is_benign]
    assert {"n_of_N_slip", "value_slip", "transposition"} <= {each.operator for each in mutants}
    assert [each.text for each in mutants if not each.failed] == []
    assert [each.text for each in power.tried if each.is_benign and each.failed] == []


def test_processes_of_their_own_give_the_same_in_the_same_order() -> None:
    """Two workers or none."""
    assert measure_power([GOLDEN, GOLDEN], workers=2) == measure_power([GOLDEN, GOLDEN])


def test_a_sentence_that_fails_as_it_is_proves_nothing() -> None:
    """It is told, and nothing is tried on it."""
    golden = small_golden(
        "On tarvel 9 of 12 patients responded.", "On tarvel 9 of 12 patients responded, 31%.",
        [{"text": "9 of 12", "kind": "proportion", "values": ["9", "12"]}],
    )  # fmt: skip

    power = measure_power([golden])

    assert power.tried == ()
    assert power.unsound == ("On tarvel 9 of 12 patients responded, 31%.",)


def test_a_target_is_met_by_the_share_itself() -> None:
    """Three of four is 75%; two of four is not; one false alarm of two is 50%."""
    slips = [tried("slip", failed=failed) for failed in (True, True, True, False)]
    swaps = [tried("swap", failed=failed) for failed in (True, True, False, False)]
    edits = [tried("rounded", failed=failed, benign=True) for failed in (True, False)]

    table = counted(*slips, *swaps, *edits)

    assert [group.is_met for group in table.groups] == [True, False, True]
    assert table.missed == ("binding",)


def test_a_group_that_nothing_tried_is_missed() -> None:
    """Nothing was shown."""
    assert counted(tried("slip", failed=True)).missed == ("binding", "benign")


def test_a_warning_is_no_catch_and_is_told_beside_it() -> None:
    """It survives, and its row says that it was warned of."""
    table = counted(tried("slip", failed=False, warned=True), tried("slip", failed=True))

    assert (table.operators[0].share.hits, table.operators[0].warned) == (1, 1)
    assert [each.warned for each in table.survivors] == [True]


def test_survivors_and_targets_are_told_plainly() -> None:
    """The wrong words are marked, with the proof behind them."""
    table = count_power(
        Power(tried=(tried("value_slip", failed=False),), sentences=3, unsound=("Fail.",))
    )

    text = render_power(table, survivors=True)

    assert "- value_slip, g: It is [8%]. -- It is 7%." in text
    assert "Targets missed: arithmetic" in text
    assert "1 of 3 true sentences fail as they are" in text
    assert "1 mutants pass" in render_power(table)
    assert "| value_slip | E01 | 0 of 1 | 0.0% |" in render_power(table, markdown=True)


def test_all_caught_alone_is_a_hundred_percent() -> None:
    """2,999 of 3,000 is 99.9%, not 100.0%."""
    many = tuple(tried("value_slip", failed=number > 0) for number in range(3000))

    assert "2999 of 3000  99.9%" in render_power(count_power(Power(tried=many, unsound=())))


def test_many_mutants_of_one_article_are_not_many_trials() -> None:
    """Half of 40 of one article may be anything; of 40 articles it is about a half."""
    nested = [tried("slip", failed=number % 2 > 0) for number in range(40)]
    apart = [tried("slip", failed=n % 2 > 0, golden=f"g{n}") for n in range(40)]

    assert counted(*nested).operators[0].interval == (Decimal(0), Decimal(1))
    assert counted(*apart).operators[0].interval == wilson(Share(hits=20, of=40))


def test_a_mutant_of_an_unknown_operator_is_no_benign_edit() -> None:
    """It would be counted as a false alarm where it is caught."""
    with pytest.raises(KeyError, match="no operator 'unheard'"):
        counted(tried("unheard", failed=True))


def test_programs_get_counts_intervals_targets_and_survivors() -> None:
    """Wilson's interval of 1 of 2 is 9.45% to 90.55%."""
    table = count_power(
        Power(
            tried=(
                tried("value_slip", failed=False, golden="g"),
                tried("value_slip", failed=True, golden="h"),
            ),
            unsound=(),
        )
    )

    shown = json.loads(render_power_json(table))

    slip = next(row for row in shown["operators"] if row["operator"] == "value_slip")
    assert (slip["caught"], slip["of"], slip["interval95"]) == (1, 2, ["0.0945", "0.9055"])
    assert slip["errors"] == ["E01"]
    assert shown["groups"][0] == {
        "group": "arithmetic", "caught": 1, "of": 2, "only_warned": 0,
        "interval95": ["0.0945", "0.9055"], "at_least": "0.98", "met": False,
    }  # fmt: skip
    assert [each["text"] for each in shown["survivors"]] == ["It is 8%."]


def test_the_table_holds_the_targets_of_the_project() -> None:
    """Arithmetic and binding 98%, bounds, conditions and status 95%, false alarms 1%."""
    targets = {name: str(value) for name, value in read_operators().targets}

    assert targets == {
        "arithmetic": "0.98", "binding": "0.98", "bounds": "0.95", "conditions": "0.95",
        "status": "0.95", "claims": "0.95", "benign": "0.01",
    }  # fmt: skip


def test_an_operator_without_a_row_is_told() -> None:
    """By name."""
    with pytest.raises(KeyError, match="no operator 'none_such'"):
        read_operators().entry("none_such")


def test_a_folder_that_is_none_is_told_in_a_sentence(tmp_path: Path) -> None:
    """And the command ends as for any bad input."""
    done = run("evals", "power", "nowhere", cwd=tmp_path)

    assert done.returncode == 2
    assert b"nowhere: no such folder; name the folder of the goldens" in done.stderr


def test_the_command_tries_a_folder_and_keeps_what_it_tried(tmp_path: Path) -> None:
    """JSON on standard output, a line a text in the file; a missed target ends with 1."""
    write_folder(tmp_path, sound_labels())

    done = run(
        "evals", "power", str(tmp_path), "--format", "json", "--tried", "tried.jsonl", "--enforce",
        "--jobs", "1", cwd=tmp_path,
    )  # fmt: skip

    shown = json.loads(done.stdout)
    lines = (tmp_path / "tried.jsonl").read_text("utf-8").splitlines()
    assert done.returncode == 1
    assert b"misses its target" in done.stderr
    counts = [row["of"] for row in (*shown["operators"], *shown["edits"])]
    assert sum(counts) == len(lines) > 0
