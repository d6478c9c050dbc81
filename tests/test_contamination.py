"""Goldens in prompts: each sign of a leak is found, common language is not."""

from pathlib import Path

import pytest

from evals.contamination import find_leaks, lint_contamination, read_answer_shapes, read_prompts
from evals.lint_report import report_golden
from evals.read import read_goldens
from schemas.golden import Golden, Labels, Split
from tests.golden_folder import ARTICLE, sound_labels, write_folder

ROOT = Path(__file__).parent.parent


def golden(split: Split = Split.TEST) -> Golden:
    """The small golden, with an invented company and a sentence of three exact figures."""
    labels = sound_labels()
    labels["facts"][2] |= {"says": "It sold stock.", "company": "Tavro Bio", "product": "placebo"}
    labels["stories"][0]["reference"]["summary"] = (
        "Of 217 adults 38.4% (95% CI) answered, with a median of 11.6 months, as the company had "
        "hoped. "
        "It had 95% intervals in 2024 and in 2025 and in 2026."
    )
    return Golden(id="small", text=ARTICLE, labels=Labels.model_validate(labels), split=split)


def signs(prompt: str, split: Split = Split.TEST) -> set[str]:
    """Which signs of a leak a prompt shows."""
    return {leak.sign for leak in find_leaks([golden(split)], {"draft.j2": prompt})}


@pytest.mark.parametrize(
    ("prompt", "sign"),
    [
        ("For example: “The rate was 64% in a phase 2 study, and 38% of 14 had it.”", "run"),
        ("So Tavro answers in 7 of 11 patients the end", "run"),
        ("Write: with a median of 11.6 months as the company had feared", "run"),
        ("Say that 38.4% of 217 people did (11.6 months).", "figures"),
        ("Do not write “Tavro Bio said”.", "name"),
    ],
)
def test_words_figures_and_names_of_a_golden_are_found_in_a_prompt(prompt: str, sign: str) -> None:
    """Of the article, of its reference brief, and of its labels."""
    assert sign in signs(prompt)


@pytest.mark.parametrize(
    "prompt",
    [
        "The rate was 64% in a study of others, and it sold $1.5 million of shares at once.",
        "So Tavro answers in 7 of 11 patients an end",
        "Write 7 of 11 and 64% together, and name the denominator: 14.",
        "Write 38.4% and 217 with the 95% interval. Keep 11.6 months for the next sentence.",
        "A placebo is no product. The Tavro river is long; Bio is a word.",
        "In 2024, 2025 and 2026 the level of an interval was 95%.",
        "",
    ],
)
def test_common_words_and_chance_figures_are_no_leak(prompt: str) -> None:
    """Seven words, two figures, years, the level of an interval, half a name."""
    assert signs(prompt) == set()


def test_an_example_that_is_never_scored_may_be_in_a_prompt() -> None:
    """The split shots is there to be shown."""
    assert signs(ARTICLE, Split.SHOTS) == set()
    assert "run" in signs(ARTICLE, Split.DEV)


def test_a_leak_is_a_finding_that_says_where_and_what_to_do() -> None:
    """With the golden and the file."""
    found = lint_contamination([golden()], {"draft.j2": "as Tavro Bio did"})

    assert [(f.rule, f.article, f.file) for f in found] == [("contamination", "small", "draft.j2")]
    assert "give the golden the split shots" in found[0].text


def test_prompts_parts_and_shots_are_read_and_what_is_for_people_is_not(tmp_path: Path) -> None:
    """A README tells people how goldens look; no model sees it."""
    (tmp_path / "parts").mkdir()
    for name in ("draft.j2", "parts/tone.j2", "quill.json", "README.md", "lock.toml"):
        (tmp_path / name).write_text(name, encoding="utf-8")

    assert sorted(read_prompts(tmp_path).values()) == ["draft.j2", "parts/tone.j2", "quill.json"]


def test_no_golden_is_in_this_projects_prompts_or_shots() -> None:
    """What is measured was never shown."""
    prompts = read_prompts(ROOT / "prompts", ROOT / "golden" / "shots") | read_answer_shapes()

    assert len(prompts) > 10
    assert find_leaks(read_goldens(ROOT / "golden"), prompts) == ()


def test_the_lint_shows_a_leak_into_prompts_and_into_shots(tmp_path: Path) -> None:
    """Without it a prompt could be tuned on the answers and pass every gate."""
    folder = write_folder(tmp_path / "golden", sound_labels())
    prompts = tmp_path / "prompts"
    prompts.mkdir()
    (prompts / "draft.j2").write_text("Be brief.", encoding="utf-8")
    clean = report_golden(folder, [prompts])
    (prompts / "draft.j2").write_text(f"Like this: {ARTICLE}", encoding="utf-8")
    leaked = report_golden(folder, [prompts])
    (prompts / "draft.j2").write_text("Be brief.", encoding="utf-8")
    (folder / "shots").mkdir()
    (folder / "shots" / "quill.json").write_text(ARTICLE, encoding="utf-8")
    shown = report_golden(folder, [prompts])

    assert [f.rule for f in clean.faults] == []
    assert {f.rule for f in leaked.faults} == {"contamination"}
    assert "contamination" in {f.rule for f in shown.faults}


def test_the_lint_shows_a_leak_into_the_schemas_of_answers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A description of a field is read by the model like any prompt."""
    folder = write_folder(tmp_path / "golden", sound_labels())
    assert all(len(text) > 50 for text in read_answer_shapes().values())

    monkeypatch.setattr("evals.contamination.answer_words", lambda shape: ARTICLE)
    faults = report_golden(folder, [tmp_path]).faults

    assert {fault.file for fault in faults} >= {"schemas/answer.py DraftAnswer"}
