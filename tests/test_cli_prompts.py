"""`evenbrief prompts` as a user runs it."""

import json
from pathlib import Path

import pytest

from pipeline.model.prompts import list_names
from schemas.exits import Exit
from tests.command import ARTICLE, lay_out, run

PAGE = Path(__file__).parent.parent / "golden" / "articles" / "bench-morning.txt"


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A folder with an article."""
    return lay_out(tmp_path)


def test_list_names_each_prompt_with_its_version_and_lock(desk: Path) -> None:
    """One line each, to read and for a program."""
    text = run("prompts", "list", cwd=desk).stdout.decode()
    listed = json.loads(run("prompts", "list", "--format", "json", cwd=desk).stdout)

    assert listed["schema"] == "evenbrief.prompts/1"
    assert [row["name"] for row in listed["prompts"]] == list(list_names())
    for row, line in zip(listed["prompts"], text.splitlines(), strict=True):
        assert row["lock"] == "locked"
        for part in (f"{row['name']}@{row['version']}", row["sha"], row["change"]):
            assert part in line


@pytest.mark.parametrize("name", list_names())
def test_show_renders_for_an_article_and_counts(name: str, desk: Path) -> None:
    """The messages on standard output; the estimate, said to be one, on standard error."""
    done = run("prompts", "show", name, "article.txt", cwd=desk)
    text = done.stdout.decode()

    assert done.returncode == Exit.FINE
    assert text.startswith("--- system\n")
    assert "\n--- user\nCODE: " in text
    assert ARTICLE.splitlines()[2] in text
    assert f"{name}@" in done.stderr.decode()
    assert "an estimate" in done.stderr.decode()


def test_show_gives_the_facts_and_the_length(desk: Path) -> None:
    """As the rules read them."""
    done = run("prompts", "show", "draft_brief", "article.txt", "--length", "60", cwd=desk)
    text = done.stdout.decode().partition("\n--- user\n")[2]

    assert ": 25%; measure relapse" in text
    assert "at most 60 words" in text


def test_show_as_json_has_both_messages(desk: Path) -> None:
    """In the form in which they are sent."""
    done = run(
        "prompts",
        "show",
        "extract_record",
        "-",
        "--format",
        "json",
        cwd=desk,
        given=PAGE.read_bytes(),
    )
    shown = json.loads(done.stdout)

    assert shown["schema"] == "evenbrief.prompt/1"
    assert [message["role"] for message in shown["messages"]] == ["system", "user"]
    tokens = shown["estimated_tokens"]
    assert tokens["total"] == tokens["system"] + tokens["user"] > 0


def test_show_takes_one_story_of_a_page_and_says_which(desk: Path) -> None:
    """The first where nobody chooses; the facts of the others stay out."""
    first = run("prompts", "show", "draft_brief", str(PAGE), cwd=desk)
    second = run("prompts", "show", "draft_brief", str(PAGE), "--story", "2", cwd=desk)

    assert "story 1 of 4; choose with --story N" in first.stderr.decode()
    assert "choose" not in second.stderr.decode()
    assert first.stdout != second.stdout


def test_lock_says_that_nothing_is_to_be_done(desk: Path) -> None:
    """Locked as they are, no line is added."""
    done = run("prompts", "lock", cwd=desk)

    assert done.returncode == Exit.FINE
    assert done.stdout == b""
    assert "locked as it is" in done.stderr.decode()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("show", "nothing", "article.txt"), "'nothing' is no prompt; there are draft_brief"),
        (("show", "draft_brief", "gone.txt"), "gone.txt"),
        (("show", "draft_brief", "article.txt", "--story", "3"), "--story 3"),
        (("diff", "nothing"), "'nothing' is no prompt"),
        (("diff", "draft_brief", "no-such-commit"), "git"),
        (("fly",), "No such command"),
    ],
)
def test_bad_input_ends_in_two_with_one_sentence(
    arguments: tuple[str, ...], said: str, desk: Path
) -> None:
    """Where, what was found, what to do."""
    done = run("prompts", *arguments, cwd=desk)

    assert done.returncode == Exit.BAD_INPUT
    assert said in done.stderr.decode()
    assert done.stdout == b""
