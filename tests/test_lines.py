"""A run on disk: written a line at a time, read back the same, refused wherever it was changed."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from evals.line_schema import DIALECT, line_schema
from evals.lines import append_case, finish_run, line_of, resume_run, start_run
from evals.stored import read_run
from schemas.errors import EvalError
from schemas.eval import CaseRecord, RunFooter, RunHeader
from schemas.prompt import PromptRef
from tests.eval_runs import abstained, case, errored, figure, header, skipped, text, violation
from tests.json_schema import faults

COMMITTED = Path(__file__).parent.parent / "docs" / "eval-run.schema.json"
CASES = (
    case(first=text(figure(), violations=(violation("“safe” – <b>"),)), cost=Decimal("0.0000001")),
    case(story="s2", repeat=1, answered=("tiny-1",), withheld=("One.",), lost_must=("Two.",)),
    errored(),
    abstained(),
    skipped(),
)
HEADER = header(
    CASES,
    repeats=2,
    settings={"temperature": "0"},
    prompts=(PromptRef(name="draft_brief", version=2, sha="0123456789ab"),),
)


def written(folder: Path, *cases: CaseRecord, head: RunHeader = HEADER) -> Path:
    """A file with a header and these cases, in this order, and no footer."""
    path = folder / "run" / "run.jsonl"
    start_run(path, head)
    for one in cases:
        append_case(path, one)
    return path


def test_a_run_is_read_as_it_was_written(tmp_path: Path) -> None:
    """Header, every kind of ending and the footer, unchanged."""
    path = written(tmp_path, *CASES)
    footer = finish_run(path, 12.3456, Decimal("0.01"))

    stored = read_run(path)

    assert stored.note == ""
    assert stored.run.header == HEADER
    assert stored.run.cases == CASES
    assert stored.run.footer is not None
    assert stored.run.footer.digest == footer.digest
    assert stored.run.footer.cost == Decimal("0.01")
    assert stored.run.footer.seconds == 12.346


def test_the_order_of_writing_changes_neither_run_nor_digest(tmp_path: Path) -> None:
    """Cases that ran side by side end in any order; the second story stands before the tenth."""
    rows = (case(), case(story="s2"), case(story="s10"), case("tessel"))
    first = written(tmp_path / "a", *rows, head=header(rows))
    second = written(tmp_path / "b", *reversed(rows), head=header(rows))

    assert finish_run(first, 1).digest == finish_run(second, 1).digest
    assert read_run(second).run.cases == rows


def test_every_line_stands_in_the_file_before_the_next_is_asked(tmp_path: Path) -> None:
    """A run that is killed leaves what was done, without a footer."""
    path = written(tmp_path, CASES[0])

    assert path.read_text(encoding="utf-8").count("\n") == 2
    assert read_run(path).run.cases == CASES[:1]
    assert read_run(path).run.footer is None


@pytest.mark.parametrize("cut", [1, 2, 40, 900])
def test_a_torn_last_line_is_left_out_and_told(cut: int, tmp_path: Path) -> None:
    """Cut anywhere within it, within a letter of two bytes too; the line before is kept."""
    path = written(tmp_path, CASES[1], CASES[0])
    whole = path.read_bytes()
    path.write_bytes(whole[:-cut])

    stored = read_run(path)

    if cut == 1:
        assert stored.run.cases == CASES[:2]
        return
    assert stored.run.cases == (CASES[1],)
    assert stored.note == f"{path}:3: the last line was torn off and is left out; resume the run"


def test_a_line_torn_within_a_letter_is_torn_too(tmp_path: Path) -> None:
    """Half of a quotation mark is no UTF-8 and no fault of the file's either."""
    path = written(tmp_path, CASES[1], CASES[0])
    whole = path.read_bytes()
    path.write_bytes(whole[: whole.rindex("“".encode()) + 1])

    assert read_run(path).run.cases == (CASES[1],)


def test_a_run_taken_up_goes_on_where_it_was_torn(tmp_path: Path) -> None:
    """The torn line is cut off, so that the next one does not grow together with it."""
    path = written(tmp_path, CASES[0], CASES[1])
    path.write_bytes(path.read_bytes()[:-30])

    stored = resume_run(path)
    for one in CASES[1:]:
        append_case(path, one)
    finish_run(path, 1)

    assert stored.run.cases == CASES[:1]
    assert "torn off" in stored.note
    assert read_run(path).run.cases == CASES
    assert [found.name for found in path.parent.iterdir()] == ["run.jsonl"]


def test_a_finished_run_taken_up_asks_what_was_skipped_again(tmp_path: Path) -> None:
    """The footer goes; what was not reached or crashed may come again, and the new one counts."""
    path = written(tmp_path, *CASES)
    finish_run(path, 1)
    asked = (case("orvane-two"), case("orvane-four"))

    assert resume_run(path).run.footer is None
    for one in asked:
        append_case(path, one)
    footer = finish_run(path, 2)

    assert footer.cases == 5
    assert read_run(path).run.cases == (*CASES[:2], asked[0], CASES[3], asked[1])


@pytest.mark.parametrize("one", [case(), abstained()])
def test_a_case_that_came_to_an_end_is_not_asked_again(one: CaseRecord, tmp_path: Path) -> None:
    """Else one could ask until the answer pleases."""
    path = written(tmp_path, one, one, head=header([one]))

    with pytest.raises(EvalError, match=r"run\.jsonl:3: 'orvane-\w+#s1' was \w+ before"):
        read_run(path)


def replaced(path: Path, old: str, new: str) -> None:
    """The file with one thing changed."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"record": "header"', '"record": "case"', ":1: no header of a run stands here"),
        ("evenbrief.eval/1", "evenbrief.eval/2", ":1: has the form 'evenbrief.eval/2', not"),
        ('"ending": "scored"', '"ending": "fine"', ":2: ending has 'fine'"),
        ('"ending": "scored"', '"ending": NaN', ":2: ending has"),
        ('"tokens": 0', '"tokens": NaN', ":2: tokens has nan"),
        ('"tokens": 0', '"tokens": Infinity', ":2: tokens has inf"),
        ('"seconds": "0.250"', '"seconds": NaN', ":2: seconds has nan"),
        ('"seconds": "0.250"', '"seconds": "nan"', ":2: seconds has 'nan'"),
        ('"cost": null', '"cost": "Infinity"', ":3: cost has 'Infinity'"),
        ('"tokens": 0', '"tokens": 0, "score": 1', ":2: score has 1"),
        ('{"record": "case"', '["record": "case"', ":2: '[\"record"),
        ('{"record": "case"', '\n{"record": "case"', ":2: '' is not JSON"),
        ('"golden": "orvane-one"', '"golden": "other"', ":2: 'other' is no golden of the header's"),
        ('"repeat": 0', '"repeat": 7', ":2: repeat 7 of a run with 2"),
        ('"hits": 3', '"hits": 2', "the lines are 5 with"),
        ('"hits": 3', '"hits": 9', ":2: first.must has"),
        ('"cases": 5', '"cases": 6', "its footer tells of 6 cases"),
        ('{"record": "footer"', '{"record": "case"', ":7: "),
    ],
)
def test_a_run_that_was_changed_is_refused(old: str, new: str, said: str, tmp_path: Path) -> None:
    """In one sentence that says where, what was found and what to do."""
    path = written(tmp_path, *CASES)
    finish_run(path, 1)
    replaced(path, old, new)

    with pytest.raises(EvalError) as raised:
        read_run(path)

    assert said in str(raised.value)
    assert str(path) in str(raised.value)
    assert "\n" not in str(raised.value)


def test_a_line_taken_out_is_missed(tmp_path: Path) -> None:
    """One cannot drop a case from a run that has ended."""
    path = written(tmp_path, *CASES)
    finish_run(path, 1)
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(lines[:2] + lines[3:]), encoding="utf-8")

    with pytest.raises(EvalError, match=r"5 cases .* the lines are 4"):
        read_run(path)


def test_nothing_may_follow_a_footer(tmp_path: Path) -> None:
    """A run is taken up by cutting its footer off first."""
    path = written(tmp_path, CASES[0])
    finish_run(path, 1)
    append_case(path, CASES[1])

    with pytest.raises(EvalError, match="4: stands after the footer"):
        read_run(path)


@pytest.mark.parametrize("content", ["", "{", '{"record": "header"', "7\n", "{}\n", "\x00\n"])
def test_a_file_that_is_no_run_is_refused(content: str, tmp_path: Path) -> None:
    """Empty, torn within its header, or something else."""
    path = tmp_path / "run.jsonl"
    path.write_text(content, encoding="utf-8")

    with pytest.raises(EvalError, match=r"run\.jsonl"):
        read_run(path)


def test_a_file_that_is_not_there_is_an_error_in_a_sentence(tmp_path: Path) -> None:
    """Neither for reading nor, where the folder is a file, for writing."""
    (tmp_path / "file").write_text("x", encoding="utf-8")

    with pytest.raises(EvalError, match="cannot be read"):
        read_run(tmp_path / "none.jsonl")
    with pytest.raises(EvalError, match="cannot be written"):
        start_run(tmp_path / "file" / "run.jsonl", HEADER)
    with pytest.raises(EvalError, match="cannot be written"):
        append_case(tmp_path / "none" / "run.jsonl", CASES[0])


def test_a_run_is_never_written_over(tmp_path: Path) -> None:
    """It cost somebody time or money."""
    path = written(tmp_path)

    with pytest.raises(EvalError, match="holds a run; resume it or write to another folder"):
        start_run(path, HEADER)


@pytest.mark.parametrize("bad", [float("nan"), float("inf"), -1.0])
def test_no_number_that_is_none_gets_into_a_record(bad: float) -> None:
    """Not a number is told in words instead."""
    with pytest.raises(ValidationError):
        CaseRecord.model_validate(case().model_dump() | {"seconds": bad})
    with pytest.raises(ValidationError):
        RunFooter(cases=0, digest="", seconds=bad)
    with pytest.raises(ValidationError):
        CaseRecord.model_validate(case().model_dump() | {"cost": Decimal("NaN")})


SCHEMA: dict[str, Any] = json.loads(line_schema())


@pytest.mark.parametrize(
    "record", [HEADER, *CASES, RunFooter(cases=1, digest="ab", seconds=1, cost=Decimal("1E-7"))]
)
def test_a_line_is_as_the_schema_says(record: RunHeader | CaseRecord | RunFooter) -> None:
    """Every kind of record, with and without what may be missing."""
    assert list(faults(json.loads(line_of(record)), SCHEMA, SCHEMA)) == []


@pytest.mark.parametrize(
    "changes",
    [
        {"tokens": "7"},
        {"tokens": 0.5},
        {"seconds": 0.5},
        {"ending": "fine"},
        {"more": 1},
        {"released": {"text": "x"}},
        {"answered": [1]},
    ],
)
def test_the_schema_refuses_what_no_line_says(changes: dict[str, Any]) -> None:
    """A schema that takes anything proves nothing."""
    line = json.loads(line_of(case())) | changes

    assert list(faults(line, SCHEMA, SCHEMA))


def test_the_committed_schema_is_current() -> None:
    """`python -m evals.line_schema > docs/eval-run.schema.json` writes it anew."""
    assert COMMITTED.read_text(encoding="utf-8") == line_schema()
    assert SCHEMA["$schema"] == DIALECT
