"""Agreement of two labellers: known values of alpha, F1 by hand, both ways."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from evals.agreement import Agreement, RoleRow, SpanRow, Twice, measure_agreement, pair_marks
from evals.agreement_read import read_twice
from evals.agreement_show import BEGIN, END, render_agreement, write_numbers
from evals.alpha import measure_alpha
from pipeline.cli.evals_agreement import command
from schemas.errors import GoldenError
from schemas.golden import Labels, Mark
from tests.golden_folder import ARTICLE, sound_labels, write_folder

GOLDEN = Path(__file__).parent.parent / "golden"

BEN, GERRY = "aabbdcccedda", "babbbccceddd"
MEG, OWEN = "0100000010", "1110010000"


@pytest.mark.parametrize(
    ("one", "other", "alpha"),
    [
        (BEN, GERRY, "0.692"),
        (MEG, OWEN, "0.095"),
        ("abab", "abab", "1.000"),
        ("abab", "baba", "-0.750"),
    ],
)
def test_alpha_is_that_of_krippendorffs_own_examples(one: str, other: str, alpha: str) -> None:
    """The first two are worked out in Computing Krippendorff's Alpha-Reliability, 2011."""
    found = measure_alpha([list(zip(one, other, strict=True))])

    assert found.value is not None
    assert round(found.value, 3) == Decimal(alpha)


def test_alpha_does_not_depend_on_how_answers_lie_in_documents() -> None:
    """Only the interval knows of documents."""
    answers = list(zip(BEN, GERRY, strict=True))

    one, three = measure_alpha([answers]), measure_alpha([answers[:2], answers[2:7], answers[7:]])

    assert one[0] == three[0]
    assert one[2:] == three[2:] == (9, 12)


def test_alpha_has_no_value_where_only_one_answer_is_ever_given() -> None:
    """Chance would agree as well: this is neither 1 nor 0."""
    found = measure_alpha([[("a", "a"), ("a", "a")]])

    assert (found.value, found.interval) == (None, None)
    assert (found.agreed, found.of) == (2, 2)


def test_the_interval_of_alpha_is_seeded_and_holds_alpha() -> None:
    """Two runs print the same bytes, and documents that differ give a width."""
    documents = [[("a", "a"), ("b", "b")], [("a", "b"), ("b", "a")], [("a", "a"), ("b", "a")]] * 4

    one, two = measure_alpha(documents), measure_alpha(documents)

    assert one == two
    assert one.value is not None
    assert one.interval is not None
    assert one.interval.low < one.value < one.interval.high


def test_no_answers_at_all_are_no_agreement() -> None:
    """Nothing was measured: no value, no crash."""
    assert measure_alpha([]) == (None, None, 0, 0)


def mark(start: int, end: int) -> Mark:
    """A mark of any words."""
    return Mark(start=start, end=end, text="x" * (end - start))


def test_marks_are_paired_one_to_one_by_the_longest_overlap() -> None:
    """One long mark over two short ones is common with one of them only."""
    first, second = [mark(0, 3), mark(4, 10), mark(20, 22)], [mark(0, 10), mark(22, 24)]

    assert pair_marks(first, second) == [(mark(4, 10), mark(0, 10))]


def twice(change: dict[str, Any]) -> Agreement:
    """The sound labels beside the same with other figures or facts."""
    first = Labels.model_validate(sound_labels())
    return measure_agreement([Twice("small", first, Labels.model_validate(change))])


def role(agreement: Agreement, name: str) -> RoleRow:
    """The row of one role."""
    return next(row for row in agreement.roles if row.name == name)


def spans(agreement: Agreement) -> SpanRow:
    """The row of figures."""
    return agreement.spans[0]


def test_a_labeller_agrees_with_himself() -> None:
    """Every F1 is 1 and every answer the same."""
    agreement = twice(sound_labels())

    assert spans(agreement).exact.value == spans(agreement).overlap.value == 1
    assert agreement.facts.value == 1
    assert all(row.alpha.agreed == row.alpha.of == 5 for row in agreement.roles)


def test_a_missing_figure_and_a_wider_one_lower_f1_as_worked_out_by_hand() -> None:
    """5 figures and 4, of which 3 have the same place: 2*3/9 exact, 2*4/9 by overlap."""
    labels = sound_labels()
    del labels["figures"][-1], labels["facts"][2]
    wide = labels["figures"][1]
    wide["start"], wide["text"] = wide["start"] - 4, ARTICLE[wide["start"] - 4 : wide["end"]]

    found = spans(twice(labels))

    assert found.exact.value == Decimal(6) / 9
    assert found.overlap.value == Decimal(8) / 9


def test_a_value_unit_or_status_said_otherwise_lowers_its_own_row_only() -> None:
    """Roles are told apart."""
    labels = sound_labels()
    labels["figures"][1]["values"] = ["0.64"]
    labels["facts"][0]["status"] = "expected"

    found = twice(labels)

    assert role(found, "value").alpha.agreed == 4
    assert role(found, "status").alpha.agreed == 3
    assert role(found, "unit").alpha.agreed == role(found, "bound").alpha.agreed == 5


def test_a_value_written_with_idle_zeros_and_a_companys_word_are_the_same_answer() -> None:
    """46.0 is 46; for the score, what a company says is reported."""
    labels = sound_labels()
    labels["figures"][1]["values"] = ["64.0"]
    labels["facts"][0]["status"] = "company"

    found = twice(labels)

    assert role(found, "value").alpha.agreed == 5
    assert role(found, "status").alpha.agreed == 3
    assert role(found, "status, as scored").alpha.agreed == 5


def test_descriptions_are_close_where_most_words_of_the_shorter_are_common() -> None:
    """`response` and `overall response rate` are close, `fever` and `chills` are not."""
    labels = sound_labels()
    labels["facts"][0]["measure"] = "overall response rate"
    labels["facts"][1]["measure"] = "chills"

    found = role(twice(labels), "measure")

    assert found.alpha.agreed == 2
    assert found.close == Decimal(4) / 5


def test_two_mentions_held_to_be_two_facts_lower_the_links() -> None:
    """The first links 7 of 11 and 64%, the second does not: 0 common of 1 and 0."""
    labels = sound_labels()
    labels["figures"][1]["fact"] = "f5"
    labels["facts"].append({"id": "f5", "says": "64% responded.", "measure": "response"})

    facts = twice(labels).facts

    assert (facts.common, facts.first, facts.second) == (0, 1, 0)


def test_the_numbers_of_the_page_are_those_of_the_labels() -> None:
    """`evenbrief evals agreement --write golden/agreement.md` was run after the last change."""
    written = measure_agreement(read_twice(GOLDEN))
    settled = measure_agreement(read_twice(GOLDEN, settled=True))
    page = (GOLDEN / "agreement.md").read_text("utf-8")

    numbers = render_agreement(written, settled, markdown=True)

    assert write_numbers(GOLDEN / "agreement.md", numbers) == page


def test_two_blind_labellers_find_the_same_figures_and_values() -> None:
    """The floor under every score that rests on these labels."""
    agreement = measure_agreement(read_twice(GOLDEN))

    assert (spans(agreement).overlap.value or 0) >= Decimal("0.95")
    assert all(
        (role(agreement, name).alpha.value or 0) > Decimal("0.8") for name in ("kind", "value")
    )


def test_the_second_labels_of_another_text_are_refused(tmp_path: Path) -> None:
    """Agreement between two texts would mean nothing."""
    folder = with_second(tmp_path, sound_labels() | {"sha256": "0"})

    with pytest.raises(GoldenError, match="label the text as it is now"):
        read_twice(folder)


def with_second(folder: Path, labels: dict[str, Any]) -> Path:
    """The small golden folder with second labels."""
    write_folder(folder, sound_labels())
    (folder / "second" / "before").mkdir(parents=True)
    text = Labels.model_validate(labels).model_dump_json(by_alias=True)
    (folder / "second" / "small.json").write_text(text, encoding="utf-8")
    return folder


def test_labels_mended_after_settling_do_not_raise_the_agreement(tmp_path: Path) -> None:
    """What counts is what was written blind; the mended labels stand in a column of their own."""
    other = sound_labels()
    other["figures"][1]["unit"] = "percent"
    folder = with_second(tmp_path, other)
    old = sound_labels()
    old["figures"][1]["unit"] = "of 100"
    text = Labels.model_validate(old).model_dump_json(by_alias=True)
    (folder / "second" / "before" / "small.json").write_text(text, encoding="utf-8")

    assert read_twice(folder)[0].first.figures[1].unit == "of 100"
    assert read_twice(folder, settled=True)[0].first.figures[1].unit == "%"


def test_the_command_prints_tables_and_writes_them_between_the_marks(tmp_path: Path) -> None:
    """What a person wrote around the numbers stays."""
    folder = with_second(tmp_path, sound_labels())
    page = tmp_path / "page.md"
    page.write_text(f"Above.\n{BEGIN}\nold\n{END}\nBelow.\n", encoding="utf-8")

    printed = CliRunner().invoke(command, [str(folder)], standalone_mode=False)
    CliRunner().invoke(command, [str(folder), "--write", str(page)], standalone_mode=False)
    text = page.read_text("utf-8")

    assert "figures" in printed.output
    assert "1.00" in printed.output
    assert text.startswith("Above.\n")
    assert text.endswith("Below.\n")
    assert "| figures | 5 | 5 |" in text
    assert "old" not in text


def test_what_two_labellers_say_otherwise_is_listed_to_be_settled(tmp_path: Path) -> None:
    """A figure of one alone, and a role said in two ways; what they describe is not."""
    other = sound_labels()
    other["figures"][1]["unit"] = "percent"
    other["facts"][1]["measure"] = "chills"
    del other["figures"][-1], other["facts"][2]
    folder = with_second(tmp_path, other)

    result = CliRunner().invoke(command, [str(folder), "--differences"], standalone_mode=False)

    assert result.output.splitlines() == [
        f"small: '$1.5 million' at {ARTICLE.index('$1.5')}: a figure of the first alone",
        f"small: '64%' at {ARTICLE.index('64%')}: unit '%' or 'percent'",
    ]


def test_a_labeller_who_agrees_leaves_nothing_to_settle(tmp_path: Path) -> None:
    """The list is empty."""
    folder = with_second(tmp_path, sound_labels())

    result = CliRunner().invoke(command, [str(folder), "--differences"], standalone_mode=False)

    assert result.output == ""


def test_a_page_without_the_marks_is_refused(tmp_path: Path) -> None:
    """Numbers are never put where a person has not asked for them."""
    page = tmp_path / "page.md"
    page.write_text("Only words.\n", encoding="utf-8")

    with pytest.raises(GoldenError, match="add both"):
        write_numbers(page, "numbers")


def test_nothing_labelled_twice_is_told_in_a_sentence() -> None:
    """No documents, no agreement."""
    with pytest.raises(GoldenError, match="no article is labelled twice"):
        measure_agreement(())


def test_a_page_that_is_not_there_cannot_be_written(tmp_path: Path) -> None:
    """Nobody is told to restore what never was."""
    with pytest.raises(GoldenError, match="cannot be written, no such file"):
        write_numbers(tmp_path / "nope" / "x", "")
