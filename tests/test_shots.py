"""The examples in the prompts: right by their own articles, never scored, up to date."""

from pathlib import Path

import pytest

from evals.lint import lint_golden
from evals.read import find_article_ids, read_splits
from evals.shots import (
    Shot,
    find_faults,
    find_parts,
    find_shared_runs,
    print_example,
    read_shots,
    write_part,
)
from schemas.golden import Split

GOLDEN = Path(__file__).parent.parent / "golden"
SHOTS = read_shots(GOLDEN)

every_shot = pytest.mark.parametrize("shot", SHOTS, ids=lambda s: str(s.id))


def test_there_are_two_examples() -> None:
    """A prompt that lost its examples would still render."""
    assert [shot.id for shot in SHOTS] == ["quill-pump", "verrane-nephropathy"]


@every_shot
def test_an_example_is_right_by_its_own_article(shot: Shot) -> None:
    """References, proof, figures, claims, gates and length."""
    assert list(find_faults(shot)) == []


def changed(shot: Shot, old: str, new: str) -> Shot:
    """An example with some words of its draft replaced."""
    draft = shot.answers.draft
    text = draft.model_dump_json()
    assert old in text
    fresh = type(draft).model_validate_json(text.replace(old, new))
    return shot._replace(answers=shot.answers.model_copy(update={"draft": fresh}))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("{f2} reports", "19 reports", "in digits"),
        ("{f2} reports", "{f99} reports", "names no listed fact"),
        ("{f6}", "about {f6}", "code dropped about"),
        ("Its shares fell", "Its shares rose", "rose"),
        ("if the FDA accepts its tests", "soon, which proves it safe", "safe"),
        ("; {f5} deaths were reported", "", "gate G4"),
        ("A count that users pass around", " ".join(["word"] * 60), "shorten it"),
    ],
)
def test_an_example_that_goes_wrong_is_found(old: str, new: str, said: str) -> None:
    """A check that finds nothing proves something only if it can find."""
    faults = list(find_faults(changed(SHOTS[0], old, new)))

    assert any(said in fault for fault in faults), faults


def test_proof_that_is_not_in_the_article_is_found() -> None:
    """The model is shown that words are copied exactly."""
    shot = SHOTS[0]
    record = shot.answers.record
    wrong = [record.corrections[0].model_copy(update={"words": "a post told of 200 cases"})]
    answers = shot.answers.model_copy(
        update={"record": record.model_copy(update={"corrections": wrong, "main": ["f99"]})}
    )
    (again,) = [s for s in read_shots(GOLDEN) if s.id == shot.id]

    assert any("f99 is no fact" in f for f in find_faults(again._replace(answers=answers)))


def test_no_example_shares_eight_words_with_a_golden() -> None:
    """A model must not have been shown what it is scored on."""
    assert find_shared_runs(GOLDEN, SHOTS) == ()


def test_shared_words_are_found(tmp_path: Path) -> None:
    """Case and punctuation do not hide them."""
    (tmp_path / "articles").mkdir()
    copied = "THE COMPANY, expects to send out - a software update!"
    (tmp_path / "articles" / "a.txt").write_text(copied, encoding="utf-8")

    assert len(find_shared_runs(tmp_path, SHOTS)) == 2


def test_the_lint_knows_where_examples_belong(tmp_path: Path) -> None:
    """One without its line could be scored one day; a line without its text shows nothing."""
    (tmp_path / "shots").mkdir()
    (tmp_path / "shots" / "stray.txt").write_text("Stray.", encoding="utf-8")
    (tmp_path / "splits.toml").write_text('[splits]\ngone = "shots"\n', encoding="utf-8")

    texts = [finding.text for finding in lint_golden(tmp_path) if finding.rule == "split"]

    assert any("'stray' is missing; write stray = \"shots\"" in text for text in texts)
    assert any("shots/gone.txt is missing" in text for text in texts)
    assert not [f for f in lint_golden(GOLDEN) if f.rule == "split"]


def test_examples_are_never_scored() -> None:
    """They lie apart from the articles that evals read."""
    shots = {id for id, split in read_splits(GOLDEN).items() if split is Split.SHOTS}

    assert shots == {shot.id for shot in SHOTS}
    assert not shots & set(find_article_ids(GOLDEN))


@pytest.mark.parametrize(("name", "path"), find_parts(), ids=lambda v: getattr(v, "stem", v))
def test_the_prompts_show_the_examples_as_they_are(name: str, path: Path) -> None:
    """A change of an example, of the facts' list or of a user block must reach the prompts."""
    assert path.read_text(encoding="utf-8") == write_part(name, SHOTS), (
        f"{path.name} is out of date: run `python -m evals.shots`, raise the version of {name} "
        "and go on as prompts/README.md tells"
    )


@every_shot
def test_an_example_holds_nothing_that_a_template_would_run(shot: Shot) -> None:
    """It stands inside a raw block, which only its own end closes."""
    assert "{%" not in shot.text
    assert "raw" not in shot.text.split()
    assert print_example(shot).summary
