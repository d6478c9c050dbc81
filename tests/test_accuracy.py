"""`python -m evals.accuracy`: an invented data set in, a page with the right numbers out."""

import gzip
import json
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from evals.accuracy import PAGE, digest_code, main
from evals.accuracy_about import ABOUT, read_about
from evals.accuracy_cells import percent, render_balanced, render_table, thousandths
from evals.accuracy_missed import Missed, classify_miss
from evals.accuracy_presence import find_numbers, lacks_a_number
from evals.accuracy_read import LabelledFigure, find_files, read_pairs, read_probes, read_sources
from evals.read import read_goldens
from pipeline.figures.check import check_against
from pipeline.figures.reading import read_figures, read_source
from schemas.errors import GoldenError
from schemas.exits import Exit
from schemas.source import Role
from schemas.text import Span
from schemas.verdict import FigureCheck, FigureReport, Severity, Verdict
from tests.builders import claim

ROOT = Path(__file__).parent.parent
GOLDEN = ROOT / "golden"
SOURCE = "Of 212 growers in the Vellmark survey, 61% planted barley. Hail ruined 14 farms."
OTHER = "The Orsolan ferry carried 8,400 passengers in May."


def row(name: str, text: str, *, faithful: bool, source: str = SOURCE, **more: Any) -> str:
    """A pair as a line of JSON; wrong ones are wrong in a figure."""
    error = None if faithful else True
    pair = {"id": name, "source": source, "summary": text, "faithful": faithful}
    return json.dumps({**pair, "figure_error": error, "figures": [], **more})


PAIRS = (
    row("inv-a-1", "Of 212 growers, 61% planted barley.", faithful=True),
    row("inv-a-2", "Of 212 growers, 97% planted barley.", faithful=False),
    row("inv-a-3", "Hail ruined 14 farms.", faithful=True),
    row("inv-a-4", "Barley is planted.", faithful=False),
    row("inv-b-1", "The ferry carried 8,400 passengers.", faithful=True, source=OTHER),
    row("inv-b-2", "The ferry carried 5,300 passengers.", faithful=False, source=OTHER),
    row("inv-b-3", "The ferry carried 6,900 passengers.", faithful=True, source=OTHER),
)
"""Two documents. Caught: a-2 and b-2 of three, since a-4 holds no figure. Flagged: b-3 of four."""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """The pairs, a set for the finder and a file of no known form."""
    folder = tmp_path / "data"
    folder.mkdir()
    (folder / "pairs_inv.jsonl").write_text("\n".join(PAIRS), encoding="utf-8")
    figures = [{"start": 0, "end": 3, "value": 212}, {"start": 4, "end": 11, "value": None}]
    texts = json.dumps({"id": "t", "text": "212 growers met", "figures": figures})
    (folder / "figures_inv.jsonl.gz").write_bytes(gzip.compress(texts.encode()))
    (folder / "cases.jsonl").write_text('{"id": "x", "target": "7"}', encoding="utf-8")
    return folder


@pytest.fixture
def golden(tmp_path: Path) -> Path:
    """A golden folder without an article, so that tests need not check the real ones."""
    folder = tmp_path / "golden"
    (folder / "articles").mkdir(parents=True)
    (folder / "splits.toml").write_text("[splits]\n", encoding="utf-8")
    return folder


def line_of(page: str, heading: str, start: str) -> list[str]:
    """The cells of the first row under a heading that starts with a word."""
    section = page.split(f"## {heading}\n")[1].split("\n## ")[0]
    found = next(line for line in section.splitlines() if line.startswith(f"| {start} |"))
    return [cell.strip() for cell in found.strip("|").split("|")]


def written(data: Path, golden: Path) -> str:
    """The page as it stands in its file."""
    out = data.parent / "accuracy.md"
    assert main([str(data), "--golden", str(golden), "--out", str(out)]) is Exit.FINE
    return out.read_text("utf-8")


def test_the_page_has_the_numbers_worked_out_by_hand(data: Path, golden: Path) -> None:
    """2 of 3 caught, 1 of 4 flagged: (2/3 + 3/4) / 2 = .708; presence only does the same here."""
    page = written(data, golden)

    headline = line_of(page, "In short", "pairs_inv")
    assert headline[1:5] == ["3", "4", "0", "2"]
    assert headline[5].startswith("**.708 [")
    assert headline[6].startswith(".708 [")
    assert re.search(r"\| pairs_inv \| evenbrief \| 2/3 = 66.7% \[.*\| 1/4 = 25.0% \[", page)
    assert re.search(r"\|  \| presence only \| 2/3 = 66.7% \[.*\| 1/4 = 25.0% \[", page)


def test_an_alarms_worth_and_false_errors_are_those_of_the_rates(data: Path, golden: Path) -> None:
    """At 2%: .02·2/3 / (.02·2/3 + .98/4) = 5.2%. One of five figures of faithful texts fails."""
    page = written(data, golden)

    worth = line_of(page, "What an alarm is worth", "pairs_inv")
    assert [cell.split("%")[0] for cell in worth[1:]] == ["5.2", "12.3", "22.9"]
    figures = line_of(page, "False errors per hundred right figures", "pairs_inv")
    assert figures[1].startswith("1/5 = 20.0%")


def test_what_is_falsely_flagged_has_its_rule_and_its_id(data: Path, golden: Path) -> None:
    """The one faithful text with a number that its source does not print; presence flags it too."""
    page = written(data, golden)

    assert line_of(page, "What is falsely flagged, by rule", "texts flagged")[-1] == "1/4"
    assert line_of(page, "What is falsely flagged, by rule", "all errors")[-1] == "1"
    assert re.search(r"\*\*pairs_inv\*\* \(1\): `inv-b-3` EB_[A-Z]+\.", page)
    assert line_of(page, "What is falsely flagged, by rule", "pairs_inv")[1].startswith("1/1 =")


def test_what_is_missed_has_its_class_and_its_id(data: Path, golden: Path) -> None:
    """The text without a figure is the one that passes."""
    page = written(data, golden)

    assert line_of(page, "What is missed, and why", "`no-figure`")[-1] == "1"
    assert line_of(page, "What is missed, and why", "all missed")[-1] == "1/3"
    assert "**pairs_inv** (1): `inv-a-4` no-figure." in page


def test_the_finder_shows_both_denominators(data: Path, golden: Path) -> None:
    """One label is a number, the other a word: 1 of 2, and the value that is given is right."""
    cells = line_of(written(data, golden), "Finding and reading figures", "figures_inv")

    assert cells[2].startswith("1/2 = 50.0%")
    assert cells[4].startswith("1/1 = 100.0%")


def test_what_is_left_out_is_named(data: Path, golden: Path) -> None:
    """A file of no known form stands in the list of files."""
    cells = line_of(written(data, golden), "How it was measured", "`cases.jsonl`")

    assert cells[1] == "no known form, left out"


def test_the_same_data_give_the_same_bytes_in_any_order(data: Path, golden: Path) -> None:
    """Once by the folder, once file by file, backwards."""
    once = written(data, golden)
    files = sorted(map(str, data.iterdir()), reverse=True)
    out = data.parent / "again.md"
    main([*files, "--golden", str(golden), "--out", str(out)])

    assert out.read_text("utf-8") == once


def test_no_text_of_the_data_stands_in_the_page(data: Path, golden: Path) -> None:
    """Counts and ids only."""
    page = written(data, golden)

    for line in PAIRS:
        assert json.loads(line)["summary"] not in page
        assert json.loads(line)["source"] not in page


def test_no_hole_of_the_page_is_left_open(data: Path, golden: Path) -> None:
    """Every `$name` of the template is filled."""
    assert not re.search(r"\$[a-z_]+", written(data, golden))


def test_the_printed_page_has_the_words_of_its_template() -> None:
    """Whoever changes the words prints the page anew."""
    page = (ROOT / "docs" / "accuracy.md").read_text("utf-8")
    place = 0

    for words in re.split(r"\$[a-z_]+", PAGE.read_text("utf-8")):
        place = page.index(words, place) + len(words)
    assert all(one.what in page for one in read_about(ABOUT).set)


def test_the_code_has_another_digest_where_a_file_differs(tmp_path: Path) -> None:
    """By its words and by its name; what is no code does not count."""
    (tmp_path / "a.py").write_text("1", encoding="utf-8")
    first = digest_code(tmp_path)
    (tmp_path / "a.pyc").write_text("2", encoding="utf-8")
    assert digest_code(tmp_path) == first

    (tmp_path / "a.py").write_text("2", encoding="utf-8")
    second = digest_code(tmp_path)
    (tmp_path / "a.py").rename(tmp_path / "b.py")
    assert len({first, second, digest_code(tmp_path)}) == 3


def test_without_a_file_to_write_the_page_is_printed(
    golden: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """No data at all is a page about the goldens alone."""
    assert main(["--golden", str(golden)]) is Exit.FINE
    assert capsys.readouterr().out.startswith("# How good")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("{", "is not JSON"),
        ("[1]", "a line is one object"),
        ('{"id": "x", "summary": "y", "faithful": true, "source_id": "z"}', "a pair needs"),
    ],
)
def test_a_line_that_is_no_pair_is_one_sentence(
    content: str, said: str, data: Path, golden: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit code 2, the line named, nothing on standard output."""
    (data / "pairs_inv.jsonl").write_text(content, encoding="utf-8")

    assert main([str(data), "--golden", str(golden)]) is Exit.BAD_INPUT
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err.startswith("evals.accuracy: pairs_inv.jsonl:1: ")
    assert said in shown.err


def test_paths_without_data_and_names_given_twice_are_refused(data: Path, tmp_path: Path) -> None:
    """An empty folder, a missing file, and one set twice."""
    (tmp_path / "empty").mkdir()
    with pytest.raises(GoldenError, match=r"holds no \.jsonl"):
        find_files([tmp_path / "empty"])
    with pytest.raises(GoldenError, match="cannot be read"):
        find_files([tmp_path / "none.jsonl"])
    (data / "pairs_inv.jsonl.gz").write_bytes(gzip.compress(PAIRS[0].encode()))
    with pytest.raises(GoldenError, match="two files have this name"):
        find_files([data])


def test_a_pair_may_name_its_source_and_its_id_tells_its_kinds(tmp_path: Path) -> None:
    """The text comes from the file of sources; the document is the source's id."""
    line = {"id": "inv-sea-1", "source_id": "s7", "summary": "y", "faithful": False}
    label = {"start": 0, "end": 1, "supported": False, "kind": "digit"}
    unsaid = {"start": 0, "end": 1, "supported": None}
    more = {"figure_error": False, "numeric_edit": "near", "figures": [label, unsaid]}
    (tmp_path / "p.jsonl").write_text(json.dumps({**line, **more}), encoding="utf-8")
    (tmp_path / "s.jsonl").write_text('{"id": "s7", "text": "Sea."}', encoding="utf-8")
    files = find_files([tmp_path])

    (pair,) = read_pairs(files[0], read_sources(files), "inv-(?P<place>[a-z]+)-")

    assert (pair.source, pair.document) == ("Sea.", "s7")
    assert (pair.is_faithful, pair.is_figure_error) == (False, False)
    assert pair.kinds == (("edit", "near"), ("place", "sea"))
    assert pair.figures == (LabelledFigure(Span(start=0, end=1), False, "digit"),)


def test_the_goldens_sentences_are_pairs_of_their_story() -> None:
    """Every wrong sentence is wrong with its reason, every other one faithful."""
    for one in read_goldens(GOLDEN):
        stories = one.labels.stories
        pairs = read_probes(one)
        wrong = [pair for pair in pairs if pair.is_figure_error]

        assert len({pair.id for pair in pairs}) == len(pairs)
        assert [p.text for p in wrong] == [c.say for s in stories for c in s.must_not_say]
        assert all(dict(pair.kinds)["reason"] for pair in wrong)
        assert all(pair.is_faithful != pair.is_figure_error for pair in pairs)
        assert sum(("text", "reference brief") in p.kinds for p in pairs) == len(stories)


def test_presence_asks_for_digits_only() -> None:
    """It passes a number of something else and a wrong number in words, and flags another one."""
    assert find_numbers("1,361 of 43, or 3.5%.") == {"1361", "43", "3.5"}
    assert not lacks_a_number("61 farms", SOURCE)
    assert not lacks_a_number("nine farms", SOURCE)
    assert not lacks_a_number("8400 passengers", OTHER)
    assert lacks_a_number("15 farms", SOURCE)


def passed(text: str, source: str, **changes: Any) -> tuple[Any, Any, FigureReport]:
    """A text, its source and a report in which its first figure passes, or is changed."""
    mine, theirs = read_figures(text), read_source(source)
    report = check_against(mine, (theirs,))
    check = report.checks[0]
    update = {"verdict": Verdict.EXACT, "severity": Severity.NONE, **changes}
    changed: FigureCheck = check.model_copy(update=update)
    return mine, theirs, FigureReport(engine="test", checks=(changed,), sources=("source",))


PLAIN = ("Growers planted 61% barley.", "Growers planted 61% barley.")


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"severity": Severity.WARN}, Missed.LOOK),
        ({"verdict": Verdict.ABSENT, "severity": Severity.NOTE}, Missed.NOTED),
        ({"verdict": Verdict.DERIVED}, Missed.DERIVED),
        ({"verdict": Verdict.ROUNDED}, Missed.ROUNDED),
    ],
)
def test_a_miss_is_named_by_what_the_report_says(changes: dict[str, Any], expected: Missed) -> None:
    """Severity and verdict tell it, whatever the words are."""
    text, source, report = passed(*PLAIN, **changes)

    assert classify_miss(text, source, report, ()) is expected


def test_a_look_at_words_is_a_look() -> None:
    """A claim that a person should look at, beside a figure that passes."""
    text, source, report = passed(*PLAIN)
    looked = report.model_copy(update={"claims": (claim(),)})

    assert classify_miss(text, source, looked, ()) is Missed.LOOK


def test_a_miss_without_the_wrong_figure_is_the_finders() -> None:
    """No figure at all; one, but not where the data see it; one that is labelled right."""
    text, source, report = passed(*PLAIN)
    bare = report.model_copy(update={"checks": ()})
    elsewhere = LabelledFigure(Span(start=0, end=7), is_supported=False, written="word")
    right = elsewhere._replace(is_supported=True)

    assert classify_miss(text, source, bare, ()) is Missed.NO_FIGURE
    assert classify_miss(text, source, report, (elsewhere,)) is Missed.NOT_FOUND
    assert classify_miss(text, source, report, (right,)) is not Missed.NOT_FOUND


@pytest.mark.parametrize(
    ("mine", "theirs", "expected"),
    [
        (Role(words=frozenset({"barley"})), Role(words=frozenset({"hail"})), Missed.PARAPHRASE),
        (Role(measure="orr"), Role(measure="orr"), Missed.PARAPHRASE),
        (Role(words=frozenset({"x"})), Role(words=frozenset({"x"})), Missed.NO_CUE),
        (
            Role(words=frozenset({"x"}), arm="control"),
            Role(words=frozenset({"x"}), measure="orr"),
            Missed.NO_CUE,
        ),
        (
            Role(words=frozenset({"x"}), arm="control"),
            Role(words=frozenset({"x"}), arm="control"),
            Missed.CUES_AGREE,
        ),
        (
            Role(words=frozenset({"x"}), arm="control", measure="orr"),
            Role(words=frozenset({"x"}), arm="treatment", measure="orr"),
            Missed.CUES_DIFFER,
        ),
    ],
)
def test_a_number_that_is_in_the_source_is_classed_by_words_and_cues(
    mine: Role, theirs: Role, expected: Missed
) -> None:
    """First whether any word is shared, then what is told on both sides."""
    text, source, report = passed(*PLAIN)
    text = text.model_copy(update={"roles": (mine,)})
    source = source.model_copy(update={"roles": (theirs,)})

    assert classify_miss(text, source, report, ()) is expected


def test_every_class_of_a_miss_is_said_in_words_in_its_order() -> None:
    """The page explains each, in the order in which they are asked."""
    assert [missed.id for missed in read_about(ABOUT).missed] == list(Missed)


def test_words_that_are_no_words_are_refused(tmp_path: Path) -> None:
    """A broken file and one without its parts."""
    path = tmp_path / "accuracy.toml"
    for content in ("[[set", "x = 1"):
        path.write_text(content, encoding="utf-8")
        with pytest.raises(GoldenError, match="mend the file"):
            read_about(path)


def test_cells_are_printed_as_people_print_them() -> None:
    """Halves up, no zero before the point, a bar escaped, a dash for nothing."""
    assert percent(Decimal("0.70450")) == "70.5"
    assert thousandths(Decimal("0.7005")) == ".701"
    assert thousandths(Decimal(1)) == "1.000"
    assert (percent(None), render_balanced(None, None)) == ("–", "–")
    assert render_table(["a"], [["b|c"]]) == "| a |\n| --- |\n| b\\|c |"
