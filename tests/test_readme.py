"""The README tells the truth about what the commands print and offer."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

from evals.targets import read_targets
from pipeline.cli.main import COMMANDS
from pipeline.settings import Settings
from schemas.exits import MEANINGS

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_readme_shows_what_the_commands_print_today() -> None:
    """Shown output and picture come from running the commands; `make docs` renews them."""
    command = [sys.executable, str(ROOT / "docs" / "capture.py"), "--check"]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)

    assert done.returncode == 0, done.stdout + done.stderr


def test_the_readme_promises_no_more_than_the_page_of_the_evals() -> None:
    """Its targets are those of docs/evals.md, word for word, the missed ones among them."""
    page = (ROOT / "docs" / "evals.md").read_text(encoding="utf-8").splitlines()
    shown = [line for line in README.splitlines() if re.match(r"\| \w[^|]+: ", line)]

    assert len(shown) == len(read_targets())
    assert set(shown) <= set(page)


def test_the_times_the_readme_shows_are_those_last_measured() -> None:
    """Three rows of the benchmarks' own table, word for word, the missed target among them."""
    table = (ROOT / "benchmarks" / "README.md").read_text(encoding="utf-8").splitlines()
    shown = [line for line in README.splitlines() if re.match(r"\| `(check|brief)\b", line)]

    assert len(shown) == 3
    assert set(shown) <= set(table)


def test_every_setting_the_readme_shows_is_read() -> None:
    """The example of evenbrief.toml is a file that the command takes."""
    example = re.search(r"```toml\n(.*?)```", README, re.DOTALL)
    assert example is not None
    settings = Settings.model_validate(tomllib.loads(example[1]))

    assert len(settings.severity) == 2
    assert [d.rule for d in settings.dismiss] == ["EB_ALTERED"]


def test_every_file_the_readme_points_to_is_there() -> None:
    """A link to a file of the project leads somewhere."""
    targets = re.findall(r"(?:\]\(|src=\")(?!https?:|#)([^)#\"]+)", README)
    assert targets

    assert [t for t in targets if not (ROOT / t).exists()] == []


def test_every_make_command_the_readme_names_exists() -> None:
    """`make brief` and its sisters are targets of the Makefile."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    named = set(
        re.findall(r"\bmake ([a-z-]+)\b", " ".join(re.findall(r"`[^`]+`|^    .+$", README, re.M)))
    )
    assert {"brief", "test"} <= named

    assert [n for n in sorted(named) if not re.search(rf"^{n}:", makefile, re.M)] == []


def test_the_readme_says_what_every_exit_code_means() -> None:
    """The table is the one that `--help` prints, in the order of the codes."""
    rows = re.findall(r"^\| (\d+) \| (.+?) \|$", README, re.MULTILINE)

    assert rows == [(str(int(code)), MEANINGS[code]) for code in sorted(MEANINGS)]


def test_the_readme_shows_every_command_in_use() -> None:
    """A command nobody shows is a command nobody finds."""
    assert [name for name in COMMANDS if f"    evenbrief {name}" not in README] == []
