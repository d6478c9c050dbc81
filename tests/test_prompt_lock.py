"""The lock: which words stood behind a version, for ever; and what git knows of them."""

import shutil
import subprocess
from pathlib import Path

import pytest

from pipeline.model.prompt_history import find_changes
from pipeline.model.prompt_lock import (
    FILE,
    LockState,
    add_lines,
    complain,
    highest_version,
    judge_lock,
    read_lock,
)
from pipeline.model.prompts import FOLDER, list_names, read_wording
from schemas.errors import PromptError
from schemas.prompt import PromptRef

ROOT = Path(__file__).parent.parent


@pytest.mark.parametrize("name", list_names())
def test_every_prompt_is_locked_as_it_is(name: str) -> None:
    """A word changed, or a version was raised: the sentence says what to do, or the line to add."""
    complaint = complain(read_wording(name).ref, read_lock())

    assert not complaint, complaint


def test_every_locked_version_was_told_of() -> None:
    """Each version in the lock has its line under [changes], and none was skipped."""
    for name in list_names():
        locked = [label for label in read_lock() if label.startswith(f"{name}@")]
        changes = read_wording(name).header.changes
        assert locked == [f"{name}@{version + 1}" for version in range(len(changes))]


AUTHOR = ("-c", "user.name=A", "-c", "user.email=a@b.example")


def git(root: Path, *arguments: str) -> str:
    """What git prints."""
    done = subprocess.run(
        ["git", "-c", "safe.directory=*", *AUTHOR, *arguments],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        pytest.skip(f"git does not answer here: {done.stderr.strip()[:80]}")
    return done.stdout


def lines_of(text: str) -> list[str]:
    """The lines that lock something."""
    return [line for line in text.splitlines() if line.startswith('"')]


def test_no_line_of_the_lock_was_ever_changed_or_struck_out() -> None:
    """Every older lock that git knows is the beginning of this one."""
    now = lines_of((FOLDER / FILE).read_text(encoding="utf-8"))
    commits = git(ROOT, "log", "--format=%H", "--", f"prompts/{FILE}").split()

    for commit in commits:
        then = lines_of(git(ROOT, "show", f"{commit}:./prompts/{FILE}"))
        assert now[: len(then)] == then, f"prompts/{FILE}: lines of {commit[:8]} are gone"


REF = PromptRef(name="one", version=2, sha="aaaaaaaaaaaa")


@pytest.mark.parametrize(
    ("lock", "state", "said"),
    [
        ({"one@1": "b", "one@2": "aaaaaaaaaaaa"}, LockState.LOCKED, ""),
        ({"one@1": "b"}, LockState.NEW, 'add the line "one@2" = "aaaaaaaaaaaa"'),
        ({"one@1": "b", "one@2": "c"}, LockState.CHANGED, "raise the version"),
        ({"one@1": "b", "one@2": "aaaaaaaaaaaa", "one@3": "c"}, LockState.LOCKED, ""),
    ],
)
def test_a_prompt_stands_to_its_lock(lock: dict[str, str], state: LockState, said: str) -> None:
    """Locked, new or changed; the complaint names the line, or the way."""
    assert judge_lock(REF, lock) is state
    assert said in complain(REF, lock)
    assert bool(complain(REF, lock)) is (state is not LockState.LOCKED)


@pytest.mark.parametrize("lock", [{}, {"one@3": "c"}, {"two@1": "c"}])
def test_a_version_that_is_not_the_next_is_refused(lock: dict[str, str]) -> None:
    """Neither skipped nor turned back."""
    with pytest.raises(PromptError, match=r"one\.j2: is version 2, the highest locked is \d"):
        judge_lock(REF, lock)


def test_the_highest_version_is_a_number_not_a_word() -> None:
    """Ten comes after nine."""
    assert highest_version("one", {"one@9": "a", "one@10": "b", "ones@11": "c"}) == 10


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("one@1 = ", "is not TOML"),
        ('"one" = "abc"', "lines are"),
        ('"one@0" = "abc"', "lines are"),
        ('"one@1" = 3', "lines are"),
    ],
)
def test_a_lock_that_is_not_in_its_form_is_told(tmp_path: Path, text: str, said: str) -> None:
    """One sentence with what was found."""
    (tmp_path / FILE).write_text(text, encoding="utf-8")

    with pytest.raises(PromptError, match=said):
        read_lock(tmp_path)


def test_a_lock_that_is_gone_is_told(tmp_path: Path) -> None:
    """It is never made anew in silence."""
    with pytest.raises(PromptError, match="restore it"):
        read_lock(tmp_path)


def copy_prompts(root: Path) -> Path:
    """A copy of the prompts, their lock and the answers' module, as a checkout has them."""
    shutil.copytree(FOLDER, root / "prompts", ignore=shutil.ignore_patterns("__pycache__"))
    (root / "schemas").mkdir()
    shutil.copy(ROOT / "schemas" / "answer.py", root / "schemas" / "answer.py")
    return root / "prompts"


def edit(path: Path, old: str, new: str) -> None:
    """Replace some words of a file."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def raise_version(path: Path, version: int) -> None:
    """A prompt's next version, with its line."""
    edit(path, f"version = {version}\n", f"version = {version + 1}\n")
    edit(path, "#}\n", f'{version + 1} = "Because."\n#}}\n')


def test_a_raised_version_gets_its_line_and_an_unraised_one_none(tmp_path: Path) -> None:
    """The five steps, done wrong and then right."""
    folder = copy_prompts(tmp_path)
    before = (folder / FILE).read_text(encoding="utf-8")
    now = read_wording("extract_record", folder).ref.version
    path = folder / "extract_record.j2"
    edit(path, "You read news", "You study news")
    with pytest.raises(PromptError, match=r"extract_record\.j2: its words .* raise the version"):
        add_lines(folder)
    assert (folder / FILE).read_text(encoding="utf-8") == before

    raise_version(path, now)
    sha = read_wording("extract_record", folder).ref.sha

    assert add_lines(folder) == (f'"extract_record@{now + 1}" = "{sha}"',)
    after = (folder / FILE).read_text(encoding="utf-8")
    assert after == f'{before.rstrip()}\n"extract_record@{now + 1}" = "{sha}"\n'
    assert add_lines(folder) == ()


def test_a_part_that_changes_asks_a_new_version_of_all_who_include_it(tmp_path: Path) -> None:
    """The model sees the part in each of them."""
    folder = copy_prompts(tmp_path)
    edit(folder / "parts" / "references.j2", "You do not write numbers.", "Write no numbers.")
    lock = read_lock(folder)

    states = {name: judge_lock(read_wording(name, folder).ref, lock) for name in list_names(folder)}

    assert states == {
        "draft_brief": LockState.CHANGED,
        "draft_brief_free": LockState.LOCKED,
        "extract_record": LockState.LOCKED,
        "revise_brief": LockState.CHANGED,
    }


def make_checkout(root: Path) -> Path:
    """A git checkout with the prompts in one commit."""
    folder = copy_prompts(root)
    git(root, "init", "-q")
    git(root, "add", ".")
    git(root, "commit", "-q", "-m", "First")
    return folder


def test_changes_are_shown_against_a_version_and_against_a_commit(tmp_path: Path) -> None:
    """Template, part and answer schema; nothing where nothing changed."""
    folder = make_checkout(tmp_path)
    version = str(read_wording("draft_brief", folder).ref.version)
    assert find_changes("draft_brief", version, tmp_path) == ""

    edit(folder / "parts" / "balance.j2", "# Balance", "# Fairness")
    edit(tmp_path / "schemas" / "answer.py", "One sentence of the brief.", "A sentence.")

    for when in (version, "HEAD"):
        changes = find_changes("draft_brief", when, tmp_path)
        assert "\n-# Balance\n+# Fairness\n" in changes
        assert f"--- prompts/parts/balance.j2 ({when})" in changes
        assert "+++ schemas/answer.py (now)" in changes
    assert "Balance" not in find_changes("extract_record", "HEAD", tmp_path)


def test_a_version_is_compared_with_the_words_it_was_locked_with(tmp_path: Path) -> None:
    """Not with those of the newest commit."""
    folder = make_checkout(tmp_path)
    version = read_wording("extract_record", folder).ref.version
    edit(folder / "extract_record.j2", "You read news", "You study news")
    raise_version(folder / "extract_record.j2", version)
    add_lines(folder)
    git(tmp_path, "commit", "-q", "-a", "-m", "Second")

    assert find_changes("extract_record", str(version + 1), tmp_path) == ""
    assert "-You read news" in find_changes("extract_record", str(version), tmp_path)


@pytest.mark.parametrize(
    ("name", "when", "said"),
    [
        ("draft_brief", "99", "no commit has it"),
        ("draft_brief", "nowhere", "git knows no such commit"),
        ("draft_brief", "--output=x", "git knows no such commit"),
        ("nothing", "HEAD", r"nothing\.j2 \(HEAD\)"),
    ],
)
def test_what_git_does_not_know_is_told(tmp_path: Path, name: str, when: str, said: str) -> None:
    """One sentence, no traceback, and no option handed on to git."""
    make_checkout(tmp_path)

    with pytest.raises(PromptError, match=said):
        find_changes(name, when, tmp_path)


def test_a_folder_outside_git_is_told(tmp_path: Path) -> None:
    """An installed copy has no history."""
    copy_prompts(tmp_path)

    with pytest.raises(PromptError, match="no git checkout"):
        find_changes("draft_brief", "HEAD", tmp_path)
