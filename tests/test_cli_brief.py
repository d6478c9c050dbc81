"""`evenbrief brief` as a user runs it: forms, stories, steps, several articles."""

import json
from pathlib import Path

import pytest

from schemas.exits import Exit
from tests.command import ARTICLE, GERMAN, lay_out, run

TWO_STORIES = """\
Qorvex halves relapses in a small trial
Lindqvist Bio said on Tuesday that its drug Qorvex was given to 30 people with Darrow's syndrome.

The relapse rate was 25% with Qorvex. No serious adverse events were reported in the trial.

Pemberton shares fall after loan talks end
Shares of Pemberton Labs fell 12% to $4.10 on Monday after talks about a loan ended.

The company had $31 million in cash at the end of June, and it expects that to last until mid-2028.
"""


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A folder with an article of one story and a page of two."""
    (tmp_path / "two.txt").write_text(TWO_STORIES, encoding="utf-8")
    return lay_out(tmp_path)


def test_a_brief_in_json_is_a_list_of_stories(desk: Path) -> None:
    """One object a story, in the order of the page, each with its form."""
    done = run("brief", "two.txt", "--format", "json", cwd=desk)
    briefs = json.loads(done.stdout)

    assert [brief["schema"] for brief in briefs] == ["evenbrief.brief/1"] * 2
    assert [brief["article_id"] for brief in briefs] == ["two.txt#1", "two.txt#2"]
    assert done.returncode == (Exit.FINE if all(b["ok"] for b in briefs) else Exit.FAILED)


def test_every_figure_of_a_brief_points_at_its_source(desk: Path) -> None:
    """The span cuts its words out of the page."""
    [brief] = json.loads(run("brief", "article.txt", "--format", "json", cwd=desk).stdout)
    source = (desk / "article.txt").read_text(encoding="utf-8")

    assert brief["figures"]
    for figure in brief["figures"]:
        assert brief["text"][figure["start"] : figure["end"]] == figure["text"]
        for proof in figure["source"]:
            assert source[proof["start"] : proof["end"]] == proof["text"]


@pytest.mark.parametrize(
    ("form", "mark"), [("text", "balance:"), ("markdown", "\n---\n"), ("html", "<!doctype html>")]
)
def test_every_form_holds_the_brief(form: str, mark: str, desk: Path) -> None:
    """The same text in each."""
    shown = run("brief", "article.txt", "--format", form, cwd=desk).stdout.decode()

    assert mark in shown
    assert "25%" in shown


def test_one_story_of_a_page_can_be_briefed(desk: Path) -> None:
    """And says which of how many it is."""
    shown = run("brief", "two.txt", "--story", "2", cwd=desk).stdout.decode()

    assert "two.txt, story 2 of 2" in shown
    assert "Qorvex" not in shown


@pytest.mark.parametrize("command", [["brief", "two.txt"], ["check", "-", "--source", "two.txt"]])
def test_a_story_that_is_not_there_names_those_that_are(command: list[str], desk: Path) -> None:
    """So that the next try is right."""
    done = run(*command, "--story", "3", cwd=desk, given=b"It fell 12%.")

    assert done.returncode == Exit.BAD_INPUT
    assert b"has 2: 1 Qorvex halves relapses" in done.stderr


def test_a_check_against_one_story_does_not_see_the_other(desk: Path) -> None:
    """12% is the other story's; without --story the page's two are told of."""
    codes = [
        run("check", "-", "--source", "two.txt", *story, cwd=desk, given=b"Shares fell 12%.")
        for story in (("--story", "1"), ("--story", "2"), ())
    ]

    assert [done.returncode for done in codes] == [Exit.FAILED, Exit.FINE, Exit.FINE]
    assert "holds 2 stories" in " ".join(codes[2].stdout.decode().split())


def test_an_article_that_cannot_be_read_does_not_stop_the_others(desk: Path) -> None:
    """Its sentence on standard error, the other's brief on standard output, and 2."""
    done = run("brief", "none.txt", "article.txt", "--format", "json", cwd=desk)

    assert done.returncode == Exit.BAD_INPUT
    assert b"none.txt: no such file" in done.stderr
    assert len(json.loads(done.stdout)) == 1


def test_steps_write_every_value_between_article_and_brief(desk: Path) -> None:
    """As JSON, one folder a story."""
    run("brief", "two.txt", "--steps", "steps", cwd=desk)
    names = [
        "0-page",
        "1-article",
        "2-source",
        "3-record",
        "4-draft-1",
        "5-report",
        "6-balance",
        "7-brief",
    ]

    for story in ("two.txt_1", "two.txt_2"):
        written = {file.stem: file for file in (desk / "steps" / story).iterdir()}
        assert set(names) <= written.keys()
        assert all(json.loads(file.read_text(encoding="utf-8")) for file in written.values())


def test_two_articles_of_one_file_name_keep_their_steps_apart(desk: Path) -> None:
    """`a/x.txt` and `b/x.txt` are two articles, and `a_x.txt` a third."""
    given = {"a/x.txt": "25%", "b/x.txt": "26%", "a_x.txt": "27%"}
    for path, rate in given.items():
        (desk / path).parent.mkdir(exist_ok=True)
        (desk / path).write_text(ARTICLE.replace("25%", rate), encoding="utf-8")
    done = run("brief", *given, "--steps", "steps", "--format", "json", cwd=desk)
    pages = {f.parent.name: f.read_text("utf-8") for f in desk.glob("steps/*/0-page.json")}

    assert [b["article_id"] for b in json.loads(done.stdout)] == [
        "a/x.txt#1",
        "b/x.txt#1",
        "a_x.txt#1",
    ]
    assert len(pages) == 3
    assert all(any(rate in page for page in pages.values()) for rate in given.values())


def test_an_article_given_twice_is_briefed_twice_under_two_names(desk: Path) -> None:
    """Nothing is overwritten in silence."""
    done = run("brief", "article.txt", "article.txt", "--format", "json", cwd=desk)
    ids = [brief["article_id"] for brief in json.loads(done.stdout)]

    assert ids == ["article.txt#1", "article.txt (2)#1"]


def test_steps_that_cannot_be_written_are_an_error(desk: Path) -> None:
    """A file where the folder should be."""
    done = run("brief", "article.txt", "--steps", "right.txt", cwd=desk)

    assert done.returncode == Exit.BAD_INPUT
    assert b"cannot be written" in done.stderr


def test_a_page_that_is_only_boilerplate_has_no_story(desk: Path) -> None:
    """A clear sentence, not an empty brief."""
    (desk / "cookie.txt").write_text(
        "Sign up for our newsletter\n\nAll rights reserved.\n", encoding="utf-8"
    )
    done = run("brief", "cookie.txt", cwd=desk)

    assert done.returncode == Exit.BAD_INPUT
    assert b"no story found" in done.stderr


@pytest.mark.parametrize(
    ("form", "holds"),
    [
        ("text", "25%"),
        ("json", '"ok": null'),
        ("markdown", "No brief: the language looks like German"),
        ("html", "No brief: the language looks like German"),
    ],
)
def test_an_article_in_another_language_leaves_no_hole(form: str, holds: str, desk: Path) -> None:
    """Its figures are listed beside the other's brief, why is said, and the whole is incomplete."""
    (desk / "de.txt").write_text(GERMAN, encoding="utf-8")
    done = run("brief", "de.txt", "article.txt", "--format", form, cwd=desk)
    shown = done.stdout.decode()

    assert done.returncode == Exit.INCOMPLETE
    assert b"de.txt: the language looks like German and a brief needs English" in done.stderr
    assert holds in shown
    assert "Qorvex" in shown


def test_a_foreign_article_in_json_says_why_and_lists_its_figures(desk: Path) -> None:
    """A program finds an object for every article that could be read."""
    (desk / "de.txt").write_text(GERMAN, encoding="utf-8")
    [hole] = json.loads(run("brief", "de.txt", "--format", "json", cwd=desk).stdout)

    assert (hole["article_id"], hole["ok"], hole["language"]) == ("de.txt", None, "de")
    assert "needs English" in hole["error"]
    assert [figure["text"] for figure in hole["article_figures"]] == ["25%"]
    assert hole["figures"] == hole["claims"] == hole["sentences"] == []


def test_a_desks_severities_weigh_a_brief_as_they_weigh_a_check(desk: Path) -> None:
    """What a desk calls an error fails the brief and its gate; without settings it passes."""
    (desk / "desk.toml").write_text("[severity]\nEB_EXACT = 'error'\n", encoding="utf-8")
    plain, strict = (
        run("brief", "article.txt", "--format", "json", *settings, cwd=desk)
        for settings in ((), ("--config", "desk.toml"))
    )
    [before], [after] = json.loads(plain.stdout), json.loads(strict.stdout)

    assert (plain.returncode, strict.returncode) == (Exit.FINE, Exit.FAILED)
    assert (before["ok"], after["ok"]) == (True, False)
    assert before["balance"]["failed_gates"] == []
    assert "G1" in after["balance"]["failed_gates"]


def test_the_settings_where_we_stand_hold_for_a_brief_too(desk: Path) -> None:
    """As for a check; and what such a file cannot mean is one sentence and 2."""
    (desk / "evenbrief.toml").write_text("[severity]\nEB_NONSENSE = 'error'\n", encoding="utf-8")
    done = run("brief", "article.txt", cwd=desk)

    assert done.returncode == Exit.BAD_INPUT
    assert done.stdout == b""
    assert b"evenbrief.toml: severity.EB_NONSENSE names no rule" in done.stderr


@pytest.mark.parametrize(
    ("form", "says"),
    [("text", "? Nothing of this article"), ("markdown", "Nothing of this article")],
)
def test_a_brief_without_a_sentence_is_no_success(form: str, says: str, desk: Path) -> None:
    """The place of the text says so, and the exit code is not that of a brief."""
    (desk / "bare.txt").write_text(
        "Qorvex in the garden\n\nQorvex likes the shade and it grows near the wall.\n", "utf-8"
    )
    done = run("brief", "bare.txt", "--format", form, cwd=desk)

    assert done.returncode == Exit.INCONCLUSIVE
    assert says in done.stdout.decode()
    assert b"bare.txt: nothing of story 1 could be briefed" in done.stderr
